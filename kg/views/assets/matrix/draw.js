/* The matrix as a table: every number is a button that lists its quotes. */
(function (kg) {
  "use strict";

  const { el } = kg;
  const WAYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const [MANY, FIRST, YEAR, NAME, LAST] = [12, 206, 48, 76, 76]; // columns, and their widths in pixels where there are more
  const SEEN = 30; // rows made at once: as many as a window shows
  let near = null;
  let fresh = true; // other columns than before: the latest are brought into sight
  let behind = new Map(); // button: the statements it stands for

  function start() {
    const by = document.getElementById("by");
    const box = document.getElementById("canvas");
    by.addEventListener("change", () => {
      Object.assign(kg.matrix, { by: by.value, sort: "" });
      kg.state.group = "";
      fresh = true;
      kg.changed("#by");
    });
    document.getElementById("csv").addEventListener("click", save);
    box.addEventListener("keydown", pressed);
    box.addEventListener("mouseover", ({ target }) => {
      const button = target.closest("[data-group]");
      if (button) button.title = button.getAttribute("aria-label");
    });
    box.addEventListener("focusin", ({ target }) => { if (target.tabIndex < 0) stop(target); });
    box.addEventListener("scroll", edges, { passive: true });
    new ResizeObserver(edges).observe(box);
    box.addEventListener("click", ({ target }) => {
      const hit = target.closest("[data-group], [data-sort]");
      if (hit && hit.dataset.group) kg.showGroup(hit.dataset.group === kg.state.group ? "" : hit.dataset.group);
      else if (hit) sortBy(hit.dataset.sort);
    });
  }

  const counted = () => kg.t(kg.matrix.by === "kinds" ? "statementKinds" : kg.matrix.by);

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
    const named = columns.filter((key) => !kg.isRest(key));
    const look = { // the same for every cell, so that none asks for it again
      most: Math.max(1, ...rows.flatMap((row) => named.map((key) => row.cells.get(key)?.length || 0))),
      kinds: kg.statementKinds.map((type) => [type, kg.t(`${type}s`), kg.colour("statement", type)]),
      columns: new Map([...columns, "*"].map((key) => [key, kg.columnName(key)])),
    };
    const line = (row, name) => {
      const told = kg.rowName(row);
      return el("tr", {}, el("th", { scope: "row" }, name), columns.map((column) => cell(row, told, column, row.cells.get(column), look)), cell(row, told, "*", row.ids, look));
    };
    const table = el("table", { id: "matrix", role: "grid", class: kg.matrix.by },
      el("caption", { class: "unseen" }, kg.t("matrixCaption", { columns: counted() })),
      el("thead", {}, bySide(columns), heads(columns)),
      el("tbody"),
      el("tfoot", {}, line(total, kg.t("all"))));
    fill(table, rows, line);
    if (columns.length > MANY) setWidths(table, columns.length);
    const { scrollLeft } = box;
    box.replaceChildren(table);
    requestAnimationFrame(() => {
      box.scrollLeft = fresh && kg.matrix.by === "years" ? box.scrollWidth : fresh ? 0 : scrollLeft;
      fresh = false;
      edges();
    });
    mark();
  }

  /* The rows of a table: at once those that a window shows, the others when these are painted. */
  function fill(table, rows, line) {
    const put = (some) => {
      table.tBodies[0].append(...some.map((row) => line(row, row.topic === null ? kg.rowName(row) : kg.ref(row.topic))));
      for (const button of table.querySelectorAll("th button")) button.tabIndex = -1; // one of all takes the Tab key
    };
    put(rows.slice(0, SEEN));
    if (rows.length <= SEEN) return;
    requestAnimationFrame(() => setTimeout(() => {
      if (!table.isConnected) return; // there is another table by now
      put(rows.slice(SEEN));
      mark();
    }));
  }

  /* So that the browser need not measure every cell to know how wide the columns are. */
  function setWidths(table, columns) {
    const wide = kg.matrix.by === "years" ? YEAR : NAME;
    table.style.tableLayout = "fixed";
    table.style.width = `${FIRST + columns * wide + LAST}px`;
    table.caption.after(el("colgroup", {}, el("col", { width: FIRST }), el("col", { span: columns }), el("col", { width: LAST })));
  }

  function heads(columns) {
    const { by, sort } = kg.matrix;
    const head = (key, cls) => {
      const name = key === "topic" ? kg.t("topic") : kg.columnName(key);
      return el("th", { scope: "col", class: cls, "aria-sort": (sort || "*") === key ? (key === "topic" ? "ascending" : "descending") : null },
        el("button", { type: "button", class: "link", "data-sort": key === "*" ? "" : key, title: kg.t("sortBy", { column: name }) },
          by === "kinds" && key in kg.data.palette.statements ? kg.swatch("statement", key) : null, name));
    };
    return el("tr", {}, head("topic"), columns.map((key) => head(key, kg.isRest(key) ? "rest" : null)), head("*"));
  }

  /* Above officials the side that each speaks for. */
  function bySide(columns) {
    if (kg.matrix.by !== "officials") return null;
    const runs = [];
    for (const key of columns) {
      const side = kg.isRest(key) ? null : kg.sideOf(key);
      if (runs.length && runs.at(-1).side === side) runs.at(-1).span += 1;
      else runs.push({ side, span: 1 });
    }
    return el("tr", { class: "over" }, el("td"), runs.map(({ side, span }) => (side === null ? el("td", { colspan: span }) : el("th", { scope: "colgroup", colspan: span }, kg.name(side)))), el("td"));
  }

  function cell(row, name, column, ids, look) {
    const rest = kg.isRest(column);
    const td = document.createElement("td");
    if (!ids) {
      td.className = rest ? "none rest" : "none";
      return td;
    }
    const count = {};
    for (const id of ids) count[kg.things[id].type] = (count[kg.things[id].type] || 0) + 1;
    const kinds = look.kinds.filter(([type]) => count[type]);
    const told = kinds.map(([type, word]) => `${word} ${kg.number(count[type])}`).join(", ");
    const sum = row.key === "*" || column === "*";
    const heat = sum || rest ? "" : `; --heat: ${Math.round(6 + 44 * Math.sqrt(ids.length / look.most))}%`;
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.dataset.group = `${row.key}|${column}`;
    button.setAttribute("aria-label", `${name}, ${look.columns.get(column)}: ${kg.number(ids.length)} (${told})`);
    button.setAttribute("aria-pressed", "false");
    button.textContent = kg.number(ids.length);
    button.style.cssText = `--kinds: ${strip(kinds, count, ids.length)}${heat}`;
    behind.set(button, ids);
    if (sum || rest) td.className = sum ? "sum" : "rest";
    td.append(button);
    return td;
  }

  /* The kinds in their colours, as long as they are many. */
  function strip(kinds, count, all) {
    if (kinds.length === 1) return kinds[0][2];
    let at = 0;
    const stops = kinds.map(([type, , colour]) => {
      const from = at;
      at += (100 * count[type]) / all;
      return `${colour} ${from.toFixed(1)}% ${at.toFixed(1)}%`;
    });
    return `linear-gradient(to right, ${stops.join(", ")})`;
  }

  /* The cell that is listed, and what belongs with the selected thing. */
  function mark() {
    const { group } = kg.state;
    let listed = null;
    for (const [button, ids] of behind) {
      const pressed = button.dataset.group === group;
      if (pressed) listed = button;
      if (String(pressed) !== button.getAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(pressed));
      button.classList.toggle("faded", near !== null && !ids.some((id) => near.has(id)));
    }
    const first = listed || document.querySelector("#matrix tbody [data-group]");
    if (first) stop(first);
  }

  /* Where the Tab key enters the table. */
  function stop(button) {
    for (const other of document.querySelectorAll('#matrix [tabindex="0"]')) other.tabIndex = -1;
    button.tabIndex = 0;
  }

  /* Whether columns are hidden on either side, as the style sheet shows it. */
  function edges() {
    const box = document.getElementById("canvas");
    box.classList.toggle("before", box.scrollLeft > 1);
    box.classList.toggle("after", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
  }

  // ---------------------------------------------------------------- keys
  /* Arrows go from number to number, over empty cells, and to the headings. */
  function pressed(event) {
    if (event.key === "Escape") kg.showGroup("");
    const way = WAYS[event.key];
    const from = event.target.closest("td, th");
    if (!way || !from) return;
    event.preventDefault();
    const { rows } = from.closest("table");
    let [row, column] = [from.parentElement.rowIndex, from.cellIndex];
    for (;;) {
      row += way[0];
      column += way[1];
      const next = rows[row]?.cells[column];
      if (!next) return;
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
    const lines = [[kg.t("topic"), counted(), kg.t("all"), ...kinds.map((type) => kg.t(`${type}s`))].map(field)];
    for (const row of rows) {
      for (const column of columns) {
        const ids = row.cells.get(column) || [];
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
      kg.matrix.by = kg.columnKinds.includes(given.get("by")) ? given.get("by") : kg.opensBy;
      kg.matrix.sort = given.get("sort") || "";
      fresh = true;
    },
    write(out) {
      if (kg.matrix.by !== kg.opensBy) out.set("by", kg.matrix.by);
      if (kg.matrix.sort) out.set("sort", kg.matrix.sort);
    },
    kinds: [],
    how: ["matrixHow1", "matrixHow2", "matrixHow3"],
  });
})((window.kg = window.kg || {}));
