/* Topics against years, sides, officials or kinds: which statements stand in which cell. */
(function (kg) {
  "use strict";

  const PEOPLE = 14; // officials with a column of their own
  const OF_A_SIDE = 7; // of them, while others have said something too
  const TOTAL = "*";
  kg.columnKinds = ["years", "sides", "officials", "kinds"];

  /* The columns in which a statement stands: [key, …]; a year only where it is sure. */
  const PLACES = {
    years(thing) {
      const hub = thing.hub === undefined ? {} : kg.things[thing.hub];
      const years = kg.years(thing) || kg.years(hub);
      return [!years ? "undated" : years[0] === years[1] ? String(years[0]) : "unsure"];
    },
    sides(thing) {
      const sides = thing.sides || [];
      return sides.length > 1 ? ["joint"] : sides.length ? [kg.code(kg.things[sides[0]])] : ["other"];
    },
    officials: (thing) => (thing.speakers && thing.speakers.length ? thing.speakers.map((id) => kg.things[id].iri) : ["nobody"]),
    kinds: (thing) => [thing.type],
  };
  const NAMES = { unsure: "yearUnsure", undated: "undated", joint: "joint", other: "sideUnknown", nobody: "noSpeaker", others: "otherPeople" };
  const LAST = ["unsure", "undated", "other", "others", "nobody"]; // columns of what has no place among the others
  kg.isRest = (key) => LAST.includes(key);

  /* What never changes: the columns and the topics of each statement, found once for each way to count. */
  const placed = Object.fromEntries(kg.columnKinds.map((by) => [by, []]));
  const placesOf = (by, id) => (placed[by][id] = placed[by][id] || PLACES[by](kg.things[id]));

  /* The page opens with years, unless most statements have none that is sure. */
  const said = kg.ofKind("statement");
  const unsure = said.filter((id) => kg.isRest(placesOf("years", id)[0])).length;
  kg.opensBy = 2 * unsure > said.length ? "sides" : "years";
  kg.matrix = { by: kg.opensBy, sort: "" }; // sort: "" by total, "topic" by name, else the key of a column

  /* {columns, rows, total}: a row has `cells`, column to ids, and `ids`, all of them. Empty rows are left out. */
  kg.countMatrix = function () {
    const { by, sort } = kg.matrix;
    const asked = [kg.left, by, sort, kg.state.lang];
    if (!last || last.asked.some((value, i) => value !== asked[i])) last = { asked, counted: count(by) };
    return last.counted;
  };

  let last = null; // what was counted last; the filters make another set of what is left

  function count(by) {
    const all = said.filter((id) => kg.left.has(id));
    const size = new Map();
    for (const id of all) for (const key of placesOf(by, id)) size.set(key, (size.get(key) || 0) + 1);
    const kept = columns(size);
    const rows = new Map();
    const put = (topic, keys, id) => {
      if (!rows.has(topic)) rows.set(topic, { topic, ids: [], cells: new Map() });
      const { ids, cells } = rows.get(topic);
      ids.push(id);
      for (const key of keys) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(id);
      }
    };
    for (const id of all) {
      const keys = [...new Set(placesOf(by, id).map((key) => (kept.has(key) ? key : "others")))];
      const topics = (kg.things[id].topics || []).filter((topic) => !kg.state.topics.size || kg.state.topics.has(topic));
      for (const topic of topics.length ? topics : [null]) put(topic, keys, id);
      put(TOTAL, keys, id);
    }
    const total = rows.get(TOTAL);
    rows.delete(TOTAL);
    for (const row of [...rows.values(), ...(total ? [total] : [])]) row.key = keyOf(row.topic);
    return { columns: total ? order(total.cells) : [], rows: sorted([...rows.values()]), total };
  }

  const keyOf = (topic) => (topic === TOTAL ? TOTAL : topic === null ? "none" : kg.things[topic].id || kg.things[topic].iri);

  /* All have a column, but of officials those who said most, on each side. */
  function columns(size) {
    if (kg.matrix.by !== "officials") return new Set(size.keys());
    const people = [...size].filter(([key]) => !kg.isRest(key)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const taken = new Map();
    const [first, others] = [[], []];
    for (const [key] of people) {
      const side = kg.sideOf(key);
      taken.set(side, (taken.get(side) || 0) + 1);
      (taken.get(side) > OF_A_SIDE ? others : first).push(key);
    }
    return new Set([...[...first, ...others].slice(0, PEOPLE), "nobody"]);
  }

  /* Years by time, kinds as in the legend, officials by side, else the largest first; the rest last. */
  function order(cells) {
    const named = [...cells.keys()].filter((key) => !kg.isRest(key));
    const large = (a, b) => cells.get(b).length - cells.get(a).length || (a < b ? -1 : 1);
    const sides = kg.ofKind("polity").map(String).concat("");
    const sums = new Map(sides.map((side) => [side, 0]));
    const side = (key) => String(kg.sideOf(key) ?? "");
    if (kg.matrix.by === "officials") for (const key of named) sums.set(side(key), sums.get(side(key)) + cells.get(key).length);
    named.sort({
      years: (a, b) => (a < b ? -1 : 1),
      kinds: (a, b) => kg.statementKinds.indexOf(a) - kg.statementKinds.indexOf(b),
      officials: (a, b) => sums.get(side(b)) - sums.get(side(a)) || sides.indexOf(side(a)) - sides.indexOf(side(b)) || large(a, b),
      sides: large,
    }[kg.matrix.by]);
    return [...named, ...LAST.filter((key) => cells.has(key))];
  }

  /* The side beside which an official's column stands: a polity that is drawn, or null. */
  kg.sideOf = function (key) {
    const id = kg.byIri.get(key);
    const home = id === undefined || kg.things[id].kind !== "official" ? [] : kg.homes(kg.things[id]);
    return home.find((polity) => polity < kg.drawn) ?? null;
  };

  /* By total, by a column or by name; what has no topic last. */
  function sorted(rows) {
    const { sort } = kg.matrix;
    const name = new Intl.Collator(kg.state.lang).compare;
    const many = (row) => (sort && sort !== "topic" ? row.cells.get(sort)?.length || 0 : row.ids.length);
    const byName = (a, b) => name(kg.rowName(a), kg.rowName(b));
    const bySort = sort === "topic" ? byName : (a, b) => many(b) - many(a) || b.ids.length - a.ids.length || byName(a, b);
    return rows.sort((a, b) => (a.topic === null) - (b.topic === null) || bySort(a, b));
  }

  kg.rowName = ({ topic }) => (topic === TOTAL ? kg.t("all") : topic === null ? kg.t("noTopic") : kg.name(topic));

  const codes = new Map(kg.things.flatMap((thing, id) => (thing.kind === "polity" ? [[kg.code(thing), id]] : [])));
  kg.columnName = function (key) {
    if (key === TOTAL) return kg.t("all");
    if (Object.hasOwn(NAMES, key)) return kg.t(NAMES[key]);
    const { by } = kg.matrix;
    if (by === "kinds") return kg.t(`${key}s`);
    const id = by === "sides" ? codes.get(key) : by === "officials" ? kg.byIri.get(key) : undefined;
    return id === undefined ? key : kg.name(id);
  };

  /* A cell's statements: "TOPIC|COLUMN", either of which may be * for all. */
  kg.page.group = function (key) {
    const cut = key.indexOf("|");
    const [row, column] = [key.slice(0, cut), key.slice(cut + 1)];
    const { rows, total } = kg.countMatrix();
    const found = row === TOTAL ? total : rows.find((one) => one.key === row);
    if (!found || cut < 0) return null;
    const ids = column === TOTAL ? found.ids : found.cells.get(column);
    return ids ? { title: `${kg.rowName(found)} · ${kg.columnName(column)}`, ids } : null;
  };
})((window.kg = window.kg || {}));
