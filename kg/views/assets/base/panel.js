/* The panel beside the graph: what is known of the selected thing, or an overview. */
(function (kg) {
  "use strict";

  const { el } = kg;

  kg.showPanel = function () {
    const panel = document.getElementById("panel");
    const id = kg.state.selected;
    panel.replaceChildren(...[id === null ? group() || overview() : details(id)].flat(Infinity).filter(Boolean));
    requestAnimationFrame(() => { panel.scrollTop = 0; }); // to set it now would lay the page out once more
  };

  // ---------------------------------------------------------------- one thing
  function details(id) {
    const thing = kg.things[id];
    const body = kg.details[thing.kind](thing, id);
    return [
      el("p", { class: "row" }, el("button", { type: "button", class: "link", onclick: () => kg.select(null) }, `‹ ${kg.t(kg.state.group ? "backToList" : "back")}`)),
      kg.chip(thing.kind, thing.kind === "statement" ? thing.type : null),
      thing.kind === "statement" ? null : el("h2", { id: "chosen", dir: "auto" }, kg.name(id)),
      body,
      id < kg.drawn && el("details", { class: "small" }, el("summary", {}, kg.t("iri")), el("p", { class: "muted" }, thing.iri)),
    ];
  }

  function official(thing, id) {
    return [
      kg.facts([["polityOf", kg.refs(kg.homes(thing))], ["aliases", (thing.aliases || []).join(", ")]]),
      thing.offices && el("h3", {}, kg.t("offices")),
      (thing.offices || []).map(office),
      encounters(kg.of[id].encounters, "metWith"),
      kg.saidByKind(kg.of[id].statements),
    ];
  }

  function office(held) {
    const times = [held.from && kg.t("since", { on: kg.date(held.from) }), held.to && kg.t("until", { on: kg.date(held.to) }), held.on && kg.t("attested", { on: span(held.on) })];
    return [
      el("div", {}, kg.pick(held.label), held.polity ? [" · ", kg.refs(held.polity)] : null, el("span", { class: "muted small" }, ` ${times.filter(Boolean).join(", ")}`)),
      held.evidence ? kg.quotes(held.evidence) : held.articles ? kg.articles(held.articles) : null,
    ];
  }

  const span = (dates) => (dates.length > 1 ? `${kg.date(dates[0])} – ${kg.date(dates[dates.length - 1])}` : kg.date(dates[0]));

  function polity(thing, id) {
    return [
      levels(thing.levels),
      kg.of[id].officials.length ? [el("h3", {}, kg.t("officials")), el("ul", { class: "plain" }, kg.of[id].officials.map((o) => el("li", {}, kg.ref(o))))] : null,
      encounters(kg.of[id].encounters, "encounters"),
      kg.saidByKind(kg.of[id].statements),
    ];
  }

  const year = ({ on }) => /^\d{4}/.test(on || "");

  function levels(states) {
    if (!states) return null;
    const once = new Map(); // each level with each polity, from its first mention, with all its quotes
    for (const state of states) {
      const key = `${kg.pick(state.level)}|${state.with}`;
      const known = once.get(key);
      if (!known) once.set(key, { ...state, evidence: [...(state.evidence || [])] });
      else {
        known.evidence.push(...(state.evidence || []));
        if (year(state) && (!year(known) || state.on < known.on)) known.on = state.on;
      }
    }
    return [el("h3", {}, kg.t("levels")), [...once.values()].map((state) => [
      el("div", {}, kg.t("levelWith", { level: kg.pick(state.level), who: state.with.map(kg.name).join(", ") }), state.on ? el("span", { class: "muted small" }, ` ${kg.t("attested", { on: kg.date(state.on) })}`) : null),
      kg.quotes(state.evidence),
    ])];
  }

  function encounters(ids, title) {
    if (!ids.length) return null;
    const sorted = kg.newestFirst(ids);
    return [el("h3", {}, `${kg.t(title)} (${kg.number(ids.length)})`), kg.list(sorted, (id) => el("div", {}, kg.ref(id)))];
  }

  function encounter(thing, id) {
    const inferred = thing.date && thing.inferred ? ` (${kg.t("inferred")})` : "";
    const bounds = !thing.date && thing.earliest ? kg.t("between", { a: kg.date(thing.earliest), b: kg.date(thing.latest) }) : kg.when(thing);
    return [
      kg.facts([
        ["date", `${bounds}${inferred}`],
        ["status", thing.status && kg.t(thing.status)],
        ["place", typeof thing.place === "string" ? thing.place : kg.pick(thing.place)],
        ["participants", kg.refs(thing.participants)],
        ["parties", kg.refs(thing.parties)],
        ["requestedBy", kg.refs(thing.requestedBy)],
        ["rule", thing.rule],
        ["confidence", thing.confidence],
      ]),
      kg.quotes(thing.evidence),
      thing.articles && !thing.evidence ? [el("h3", {}, kg.t("sources")), kg.articles(thing.articles)] : null,
      kg.saidByKind(kg.of[id].statements),
    ];
  }

  function article(thing, id) {
    return [kg.articles(thing.articles), kg.saidByKind(kg.of[id].statements)];
  }

  function topic(thing, id) {
    return [
      kg.facts([["broader", kg.refs(thing.broader)]]),
      sides(kg.of[id].statements, "raisedBy"),
      kg.saidByKind(kg.of[id].statements),
    ];
  }

  function statement(thing) {
    const figures = (thing.quantities || []).map((q) => [q.value && kg.number(Number(q.value)), q.currency, q.unit].filter(Boolean).join(" ")).join("; ");
    return [
      el("h2", { id: "chosen", lang: thing.lang, dir: "auto" }, thing.content || kg.t(thing.type)),
      kg.facts([
        ["speakers", kg.refs(thing.speakers)],
        ["side", kg.refs(thing.sides)],
        ["addressee", kg.refs(thing.addressees)],
        ["madeAt", thing.hub === undefined ? null : kg.ref(thing.hub)],
        ["topics", kg.refs(thing.topics)],
        ["deadline", thing.deadline && kg.date(thing.deadline)],
        ["quantity", figures],
        ["rule", thing.rule],
        ["confidence", thing.confidence],
      ]),
      el("h3", {}, kg.t("quote")),
      (thing.evidence || []).map(kg.quote),
    ];
  }

  // ---------------------------------------------------------------- several, as the page groups them
  function group() {
    const found = kg.state.group && kg.page.group ? kg.page.group(kg.state.group) : null;
    if (!found) return null;
    const of = (kind) => found.ids.filter((id) => kg.things[id].kind === kind);
    return [
      el("p", { class: "row" }, el("button", { type: "button", class: "link", onclick: () => kg.showGroup("") }, `‹ ${kg.t("back")}`)),
      el("h2", { id: "chosen", dir: "auto" }, found.title),
      found.ids.length ? null : el("p", { class: "muted" }, kg.t("nothing")),
      encounters(of("encounter"), "encounters"),
      kg.saidByKind(of("statement")),
    ];
  }
  kg.details = { official, polity, encounter, document: article, topic, statement };

  // ---------------------------------------------------------------- all
  /* Whether a thing is part of what the page shows just now; a page that shows a part of it says which. */
  kg.inView = () => true;

  function overview() {
    const { meta } = kg.data;
    const all = kg.ofKind("statement").filter(kg.inView);
    const promised = kg.newestFirst(all.filter((id) => kg.things[id].type === "Commitment" && kg.left.has(id)));
    return [
      el("h2", { class: "unseen" }, kg.t("back")),
      meta.total > meta.shown ? el("p", { class: "warn", id: "cut" }, kg.t("cut", { shown: kg.number(meta.shown), total: kg.number(meta.total) })) : null,
      el("details", { class: "how" }, el("summary", {}, kg.t("howTitle")), (kg.page.how || ["how1", "how2", "how3"]).map((key) => el("p", {}, kg.t(key)))),
      promised.length ? [el("h3", {}, `${kg.t("promised")} (${kg.number(promised.length)})`), kg.list(promised, kg.said, 5)] : null,
      sides(all.filter((id) => kg.left.has(id)), "saidBySide"),
      history(),
    ];
  }

  /* How two polities called their relationship, each level once, from its first mention; the busiest pair first. */
  function history() {
    const pairs = new Map();
    kg.ofKind("polity").forEach((id) => {
      for (const state of kg.things[id].levels || []) {
        if (!state.with.every((other) => other < kg.drawn && kg.left.has(other))) continue;
        const ids = [id, ...state.with].sort((a, b) => weight(b) - weight(a) || a - b);
        if (!pairs.has(ids.join())) pairs.set(ids.join(), { ids, levels: new Map() });
        const { levels } = pairs.get(ids.join());
        const name = kg.pick(state.level);
        const on = /^\d{4}/.test(state.on || "") ? state.on : state.earliest || "";
        const known = levels.get(name);
        if (known === undefined || (on && (!known || on < known))) levels.set(name, on);
      }
    });
    if (!pairs.size) return null;
    const ordered = [...pairs.values()].sort((a, b) => least(b) - least(a) || a.ids[0] - b.ids[0] || a.ids[1] - b.ids[1]);
    return [el("h3", {}, kg.t("levelsTitle")), kg.list(ordered, pair, 4)];
  }

  const weight = (id) => kg.of[id].statements.length + 3 * kg.of[id].encounters.length;
  const least = ({ ids }) => Math.min(...ids.map(weight));

  function pair({ ids, levels }) {
    const rows = [...levels].sort(([, a], [, b]) => ((a || "9") < (b || "9") ? -1 : 1));
    return el("div", { class: "pair" }, el("b", {}, ids.map(kg.name).join(" – ")),
      rows.map(([level, on]) => el("div", {}, level, el("span", { class: "muted small" }, on ? ` ${kg.t("attested", { on: kg.date(on) })}` : ""))));
  }

  /* A table: kinds of statement by who speaks. */
  function sides(ids, title) {
    if (!ids.length) return null;
    const count = new Map();
    for (const id of ids) {
      const own = kg.things[id].sides || [];
      const key = own.length > 1 ? "joint" : own.length ? own[0] : "other";
      const row = count.get(key) || count.set(key, {}).get(key);
      row[kg.things[id].type] = (row[kg.things[id].type] || 0) + 1;
      row.all = (row.all || 0) + 1;
    }
    const columns = [...count.keys()].sort((a, b) => (typeof a === "string") - (typeof b === "string") || count.get(b).all - count.get(a).all).filter((key, i) => typeof key === "string" || i < 4); // what both said is never left out
    const kinds = kg.statementKinds.filter((type) => [...count.values()].some((row) => row[type]));
    const head = columns.map((key) => el("th", { scope: "col" }, typeof key === "string" ? kg.t(key) : columns.length > 2 ? kg.code(kg.things[key]) : kg.name(key)));
    return [el("h3", {}, kg.t(title)), el("table", {},
      el("thead", {}, el("tr", {}, el("td"), head)),
      el("tbody", {}, kinds.map((type) => el("tr", {}, el("th", { scope: "row" }, kg.swatch("statement", type), kg.t(type)), columns.map((key) => el("td", {}, count.get(key)[type] ? kg.number(count.get(key)[type]) : "·"))))))];
  }
})((window.kg = window.kg || {}));
