/* What stands in the lanes: levels of the relationship, encounters, and what each side said. */
(function (kg) {
  "use strict";

  const SIDES = 5; // polities with a lane of their own
  const PAIRS = 4; // pairs whose levels are shown until all are asked for

  let items = []; // everything of a time: {id, kind, type, time, lane}
  const laneOf = new Map(); // polity: the key of its lane

  /* Read once what the page holds. */
  kg.readItems = function () {
    const said = new Map();
    kg.things.slice(0, kg.drawn).forEach((thing) => {
      if (thing.kind === "statement" && (thing.sides || []).length === 1) said.set(thing.sides[0], (said.get(thing.sides[0]) || 0) + 1);
    });
    [...said].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, SIDES).forEach(([id]) => laneOf.set(id, kg.code(kg.things[id])));
    items = kg.things.slice(0, kg.drawn).flatMap((thing, id) => {
      if (thing.kind !== "encounter" && thing.kind !== "statement") return [];
      return [{ id, kind: thing.kind, type: thing.type, time: kg.whenIs(thing), lane: thing.kind === "encounter" ? "encounters" : side(thing) }];
    });
    const order = (item) => kg.statementKinds.indexOf(item.type);
    items.sort((a, b) => order(a) - order(b) || a.id - b.id);
    kg.itemOf = new Map(items.map((item) => [item.id, item]));
  };

  function side({ sides }) {
    if (!sides || !sides.length) return "other";
    return sides.length > 1 ? "joint" : laneOf.get(sides[0]) || "other";
  }

  /* The lanes that have something to show, in their order: {key, name, items}. */
  kg.lanes = function () {
    if (!last || last.left !== kg.shown || last.lang !== kg.state.lang) last = { left: kg.shown, lang: kg.state.lang, lanes: lanes() };
    return last.lanes;
  };

  let last = null; // as the filters left them last

  function lanes() {
    const shown = new Map();
    for (const item of items) {
      if (!kg.shown.has(item.id)) continue;
      if (!shown.has(item.lane)) shown.set(item.lane, []);
      shown.get(item.lane).push(item);
    }
    return [...laneNames()].flatMap(([key, name]) => (shown.has(key) ? [{ key, name, items: shown.get(key) }] : []));
  }

  /* Every lane there may be, in their order: key to name. */
  function laneNames() {
    const own = [...laneOf].map(([id, key]) => [key, kg.name(id)]);
    return new Map([["encounters", kg.t("encounters")], ...own, ["joint", kg.t("joint")], ["other", kg.t("other")]]);
  }

  /* The first and the last day of all that is shown; spans of years only where there is nothing better. */
  kg.extent = function () {
    const times = items.flatMap((item) => (item.time && kg.shown.has(item.id) ? [item.time] : []));
    const close = times.filter(({ first, last }) => last - first < 800);
    const used = close.length ? close : times;
    if (!used.length) return null;
    return [used.reduce((day, time) => Math.min(day, time.first), Infinity), used.reduce((day, time) => Math.max(day, time.last), -Infinity)];
  };

  /* The things that a piece of the picture stands for, by its key: of a bar "LANE|FIRST-LAST", days of which one
     is their middle; of a box "LANE|FIRST=LAST,…", their bounds; "LANE|" of what has no date. */
  kg.page.group = function (key) {
    const [lane, times] = key.split("|");
    const title = kg.groupTitle(key);
    const found = title && kg.lanes().find((one) => one.key === lane);
    if (!found) return null;
    const days = times.split(/[-=,]/).map(Number);
    const wanted = new Set(times.split(","));
    const inside = !times ? ({ time }) => !time
      : times.includes("=") ? ({ time }) => time && wanted.has(`${time.first}=${time.last}`)
      : ({ time }) => time && mid(time) >= days[0] && mid(time) < days[1] + 1;
    return { title, ids: found.items.filter(inside).map((item) => item.id) };
  };

  /* Whose things a key names, and of when; "" if it is no key. */
  kg.groupTitle = function (key) {
    const [lane, times] = key.split("|");
    const name = laneNames().get(lane);
    const days = (times || "").split(/[-=,]/).map(Number);
    if (name === undefined || times === undefined || !days.every((day) => Number.isInteger(day) && Math.abs(day) < 4e6)) return "";
    return `${name} · ${times ? kg.span(kg.iso(Math.min(...days)), kg.iso(Math.max(...days))) : kg.t("undated")}`;
  };

  const mid = (time) => (time.first + time.last) / 2;
  kg.middle = mid;

  // ---------------------------------------------------------------- levels
  /* Pairs with their levels, the most often told first: {name, states: [{level, outer, sure, told, undated}]}.

     Each attestation lies between its bounds. So the level surely held from the earliest `latest` to the
     latest `earliest` of them, and may have been told from the first bound to the last. */
  kg.levelRows = function (all) {
    const pairs = new Map();
    kg.things.slice(0, kg.drawn).forEach((thing, id) => {
      for (const state of (thing.kind === "polity" && thing.levels) || []) {
        const both = [id, ...state.with];
        if (id > Math.min(...state.with) && both.every((n) => n < kg.drawn)) continue; // told from the other end
        if (both.some((n) => kg.state.noSides.has(n))) continue;
        const name = both.map((n) => kg.code(kg.things[n])).join(" – ");
        const level = kg.pick(state.level);
        if (!pairs.has(name)) pairs.set(name, { name, full: both.map(kg.name).join(" – "), id, told: 0, states: new Map() });
        const pair = pairs.get(name);
        if (!pair.states.has(level)) pair.states.set(level, { level, told: 0, undated: 0, first: [], last: [] });
        const known = pair.states.get(level);
        const time = kg.whenIs(state);
        pair.told += 1;
        known.told += 1;
        if (time) {
          known.first.push(time.first);
          known.last.push(time.last);
        } else known.undated += 1;
      }
    });
    const rows = [...pairs.values()].sort((a, b) => b.told - a.told || (a.name < b.name ? -1 : 1));
    return {
      more: all ? 0 : Math.max(0, rows.length - PAIRS),
      rows: (all ? rows : rows.slice(0, PAIRS)).map((row) => ({ ...row, states: [...row.states.values()].map(bounds).sort((a, b) => a.from - b.from) })),
    };
  };

  function bounds(state) {
    return { ...state, from: Math.min(...state.first), to: Math.max(...state.last), sureFrom: Math.min(...state.last), sureTo: Math.max(...state.first) };
  }
})((window.kg = window.kg || {}));
