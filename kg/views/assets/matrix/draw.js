/* The matrix as a table: every number is a button that lists its quotes. */
(function (kg) {
  "use strict";

  const { el } = kg;
  const WAYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  let near = null;
  let behind = new Map(); // button: the statements it stands for

  function start() {
    const by = document.getElementById("by");
    by.addEventListener("change", () => {
      Object.assign(kg.matrix, { by: by.value, sort: "" });
      kg.state.group = "";
      kg.changed("#by");
    });
    document.getElementById("csv").addEventListener("click", save);
    document.getElementById("canvas").addEventListener("keydown", pressed);
    document.getElementById("canvas").addEventListener("click", ({ target }) => {
      const hit = target.closest("[data-group], [data-sort]");
      if (hit && hit.dataset.group) kg.showGroup(hit.dataset.group === kg.state.group ? "" : hit.dataset.group);
      else if (hit) sortBy(hit.dataset.sort);
    });
  }

  function sortBy(key) {
    kg.matrix.sort = kg.matrix.sort === key ? "" : key;
    kg.changed(`[data-sort="${CSS.escape(key)}"]`);
  }

  // ---------------------------------------------------------------- the table
  function draw() {
    const { columns, rows, total } = kg.countMatrix();
    document.getElementById("by").value = kg.matrix.by;
    const box = document.getElementById("canvas");
    behind = new Map();
    if (!total) return box.replaceChildren();
    const most = Math.max(...rows.flatMap((row) => [...row.cells.values()].map((ids) => ids.size)));
    const { sort } = kg.matrix;
    const head = (key, name, cls) =>
      el("th", { scope: "col", class: cls, "aria-sort": (sort || "*") === key ? (key === "topic" ? "ascending" : "descending") : null },
        el("button", { type: "button", class: "link", "data-sort": key === "*" ? "" : key, title: kg.t("sortBy", { column: name }) }, name));
    const line = (row, name) =>
      el("tr", { class: row === total ? "total" : null }, el("th", { scope: "row" }, name),
        columns.map((column) => cell(row, column, row.cells.get(column), most)), cell(row, "*", row.ids, most));
    const table = el("table", { id: "matrix", class: kg.matrix.by },
      el("caption", { class: "unseen" }, kg.t("matrixCaption", { columns: kg.t(kg.matrix.by) })),
      el("thead", {}, el("tr", {}, head("topic", kg.t("topic"), "first"), columns.map((key) => head(key, kg.columnName(key))), head("*", kg.t("all"), "sum"))),
      el("tbody", {}, rows.map((row) => line(row, row.topic === undefined ? kg.rowName(row) : kg.ref(row.topic)))),
      el("tfoot", {}, line(total, kg.t("all"))));
    box.replaceChildren(table);
    mark();
  }

  /* The cell that is listed, and what belongs with the selected thing. */
  function mark() {
    const buttons = [...behind.keys()];
    const listed = buttons.find((one) => one.dataset.group === kg.state.group);
    for (const [button, ids] of behind) {
      button.setAttribute("aria-pressed", String(button === listed));
      button.tabIndex = button === (listed || buttons[0]) ? 0 : -1;
      button.classList.toggle("faded", near !== null && ![...ids].some((id) => near.has(id)));
    }
  }

  function cell(row, column, ids, most) {
    if (!ids) return el("td", {}, el("span", { class: "none", "aria-hidden": "true" }, "·"));
    const count = {};
    for (const id of ids) count[kg.things[id].type] = (count[kg.things[id].type] || 0) + 1;
    const kinds = kg.statementKinds.flatMap((type) => (count[type] ? [[type, count[type]]] : []));
    const told = kinds.map(([type, n]) => `${kg.t(`${type}s`)} ${kg.number(n)}`).join(", ");
    const name = `${row.key === "*" ? kg.t("all") : kg.rowName(row)}, ${kg.columnName(column)}: ${kg.number(ids.size)} (${told})`;
    const key = `${row.key}|${column}`;
    const button = el("button", { type: "button", "data-group": key, "aria-label": name, title: name },
      kg.number(ids.size), bar(kinds, ids.size));
    behind.set(button, ids);
    const sum = row.key === "*" || column === "*";
    if (!sum) button.style.setProperty("--heat", `${Math.round(6 + 44 * Math.sqrt(ids.size / most))}%`);
    return el("td", { class: sum ? "sum" : null }, button);
  }

  /* The kinds in their colours, as long as they are many. */
  function bar(kinds, all) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [name, value] of Object.entries({ viewBox: "0 0 100 10", preserveAspectRatio: "none", class: "kinds", "aria-hidden": "true" })) svg.setAttribute(name, value);
    let x = 0;
    for (const [type, n] of kinds) {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const width = (100 * n) / all;
      for (const [name, value] of Object.entries({ x, y: 0, width, height: 10, fill: kg.colour("statement", type) })) rect.setAttribute(name, value);
      svg.append(rect);
      x += width;
    }
    return svg;
  }

  // ---------------------------------------------------------------- keys
  /* Arrows go from number to number, over empty cells. */
  function pressed(event) {
    if (event.key === "Escape") kg.showGroup("");
    const way = WAYS[event.key];
    const from = event.target.closest("td");
    if (!way || !from) return;
    event.preventDefault();
    let [row, column] = [from.parentElement.rowIndex, from.cellIndex];
    const { rows } = from.closest("table");
    for (;;) {
      row += way[0];
      column += way[1];
      const next = rows[row]?.cells[column];
      if (!next || row === 0 || column === 0) return;
      const button = next.querySelector("button");
      if (button) return button.focus();
    }
  }

  // ---------------------------------------------------------------- a file of it
  /* Text that no spreadsheet takes for a formula. */
  const field = (value) => `"${String(value).replace(/^(?=[=+\-@\t\r])/, "'").replace(/"/g, '""')}"`;

  kg.matrixCsv = function () {
    const { columns, rows } = kg.countMatrix();
    const kinds = kg.statementKinds.filter((type) => !kg.state.off.has(type));
    const lines = [[kg.t("topic"), kg.t(kg.matrix.by), kg.t("all"), ...kinds.map((type) => kg.t(`${type}s`))].map(field)];
    for (const row of rows) {
      for (const column of columns) {
        const ids = [...(row.cells.get(column) || [])];
        if (ids.length) lines.push([field(kg.rowName(row)), field(kg.columnName(column)), ids.length, ...kinds.map((type) => ids.filter((id) => kg.things[id].type === type).length)]);
      }
    }
    return lines.map((line) => `${line.join(",")}\r\n`).join("");
  };

  function save() {
    const url = URL.createObjectURL(new Blob(["\ufeff", kg.matrixCsv()], { type: "text/csv" }));
    const link = el("a", { href: url, download: "matrix.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  Object.assign(kg.page, {
    start,
    refresh: draw,
    emphasise(id) {
      near = id === null || ["topic", "polity"].includes(kg.things[id].kind) ? null : kg.neighbours(id);
      mark();
    },
    read(given) {
      kg.matrix.by = kg.columnKinds.includes(given.get("by")) ? given.get("by") : "years";
      kg.matrix.sort = given.get("sort") || "";
    },
    write(out) {
      if (kg.matrix.by !== "years") out.set("by", kg.matrix.by);
      if (kg.matrix.sort) out.set("sort", kg.matrix.sort);
    },
    kinds: [],
    how: ["matrixHow1", "matrixHow2", "matrixHow3"],
  });
})((window.kg = window.kg || {}));
