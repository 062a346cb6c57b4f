/* Topics against years, sides or officials: which statements stand in which cell. */
(function (kg) {
  "use strict";

  const PEOPLE = 14; // officials with a column of their own
  kg.columnKinds = ["years", "sides", "officials"];
  kg.matrix = { by: "years", sort: "" }; // sort: "" by total, "topic" by name, else the key of a column

  /* The columns in which a statement stands: [key, …]; a year only where it is sure. */
  const PLACES = {
    years(thing) {
      const hub = thing.hub === undefined ? {} : kg.things[thing.hub];
      const years = kg.years(thing) || kg.years(hub);
      return [years && years[0] === years[1] ? String(years[0]) : "unsure"];
    },
    sides(thing) {
      const sides = thing.sides || [];
      return sides.length > 1 ? ["joint"] : sides.length ? [kg.code(kg.things[sides[0]])] : ["other"];
    },
    officials: (thing) => (thing.speakers && thing.speakers.length ? thing.speakers.map((id) => kg.things[id].iri) : ["nobody"]),
  };
  const LAST = { unsure: "yearUnsure", joint: "joint", other: "sideUnknown", nobody: "noSpeaker", others: "otherPeople" };

  /* {columns, rows}: a row has `cells`, column to ids, and `ids`, all of them. Empty rows are left out. */
  kg.countMatrix = function () {
    const named = new Map();
    const all = [...kg.left].filter((id) => kg.things[id].kind === "statement");
    const place = PLACES[kg.matrix.by];
    const size = new Map();
    for (const id of all) for (const key of place(kg.things[id])) size.set(key, (size.get(key) || 0) + 1);
    const kept = columns(size);
    const rows = new Map();
    const put = (row, key, id) => {
      const column = kept.has(key) ? key : "others";
      if (!rows.has(row)) rows.set(row, { key: row, ids: new Set(), cells: new Map() });
      const cells = rows.get(row).cells;
      if (!cells.has(column)) cells.set(column, new Set());
      cells.get(column).add(id);
      rows.get(row).ids.add(id);
    };
    const total = "*";
    for (const id of all) {
      const topics = (kg.things[id].topics || []).filter((t) => !kg.state.topics.size || kg.state.topics.has(t));
      const under = topics.length ? topics.map((t) => kg.things[t].id || kg.things[t].iri) : ["none"];
      topics.forEach((t, i) => named.set(under[i], t));
      for (const key of place(kg.things[id])) for (const row of [...under, total]) put(row, key, id);
    }
    const sum = rows.get(total);
    rows.delete(total);
    const found = [...rows.values()].map((row) => ({ ...row, topic: named.get(row.key) }));
    return { columns: sum ? order(sum.cells) : [], rows: sorted(found), total: sum };
  };

  /* Years and sides all have a column; of officials those who said most. */
  function columns(size) {
    if (kg.matrix.by !== "officials") return new Set(size.keys());
    const people = [...size].filter(([key]) => !(key in LAST)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return new Set([...people.slice(0, PEOPLE).map(([key]) => key), "nobody"]);
  }

  function order(cells) {
    const keys = [...cells.keys()];
    const large = (a, b) => cells.get(b).size - cells.get(a).size || (a < b ? -1 : 1);
    const byYear = (a, b) => (a < b ? -1 : 1);
    return [...keys.filter((key) => !(key in LAST)).sort(kg.matrix.by === "years" ? byYear : large), ...Object.keys(LAST).filter((key) => cells.has(key))];
  }

  function sorted(rows) {
    const { sort } = kg.matrix;
    const name = new Intl.Collator(kg.state.lang).compare;
    const many = (row) => (sort && sort !== "topic" ? row.cells.get(sort)?.size || 0 : row.ids.size);
    const byName = (a, b) => name(kg.rowName(a), kg.rowName(b));
    return rows.sort(sort === "topic" ? byName : (a, b) => many(b) - many(a) || b.ids.size - a.ids.size || byName(a, b));
  }

  kg.rowName = (row) => (row.key === "*" ? kg.t("all") : row.topic === undefined ? kg.t("noTopic") : kg.name(row.topic));

  let people = null;
  kg.columnName = function (key) {
    if (key === "*") return kg.t("all");
    if (key in LAST) return kg.t(LAST[key]);
    if (kg.matrix.by === "years") return key;
    people = people || new Map(kg.things.flatMap((thing, id) => (thing.kind === "official" ? [[thing.iri, id]] : thing.kind === "polity" ? [[kg.code(thing), id]] : [])));
    return people.has(key) ? kg.name(people.get(key)) : key;
  };

  /* A cell's statements: "TOPIC|COLUMN", either of which may be * for all. */
  kg.page.group = function (key) {
    const cut = key.indexOf("|");
    const [row, column] = [key.slice(0, cut), key.slice(cut + 1)];
    const { rows, total } = kg.countMatrix();
    const found = row === "*" ? total && { ...total, key: "*" } : rows.find((one) => one.key === row);
    if (!found || cut < 0) return null;
    const ids = column === "*" ? found.ids : found.cells.get(column);
    return ids ? { title: `${kg.rowName(found)} · ${kg.columnName(column)}`, ids: [...ids] } : null;
  };
})((window.kg = window.kg || {}));
