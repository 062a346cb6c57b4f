/* The timeline: an axis, bands for levels, a lane for encounters and one for each side. */
(function (kg) {
  "use strict";

  const UNDATED = 96; // pixels on the right, for what has no date
  const BAND = 17; // height of a level
  const LEAST = 40; // of a lane
  const { axis, svg } = kg;
  let box, body, head, allPairs = false, waiting = 0, asked = null;

  kg.near = null;

  function start() {
    box = document.getElementById("canvas");
    head = svg("svg", { id: "axis", "aria-hidden": "true" });
    body = svg("svg", { id: "lanes", "aria-hidden": "true" });
    box.append(head, body);
    kg.readItems();
    kg.initMoves(box);
    box.addEventListener("click", clicked);
    document.getElementById("fit").addEventListener("click", kg.fit);
    for (const [id, factor] of [["closer", 1.5], ["wider", 1 / 1.5]]) document.getElementById(id).addEventListener("click", () => kg.zoomBy(factor));
    new ResizeObserver(() => { if (!axis.moved) kg.fit(); else soon(); }).observe(box);
    go();
  }

  function clicked(event) {
    if (kg.dragged) return;
    const hit = event.target.closest("[data-id], [data-group], [data-more]");
    if (!hit) kg.select(null);
    else if (hit.dataset.id) kg.select(Number(hit.dataset.id));
    else if (hit.dataset.group) kg.showGroup(hit.dataset.group);
    else {
      allPairs = !allPairs;
      draw();
    }
  }

  // ---------------------------------------------------------------- the window
  /* The days that the address asks for, else all. */
  function go() {
    if (!asked) return fit();
    measure();
    axis.left = asked[0];
    axis.scale = axis.width / (asked[1] + 1 - asked[0]);
    axis.zoom(1, axis.gutter, 36500);
    asked = null;
  }

  function fit() {
    const extent = kg.extent();
    measure();
    if (extent) axis.show(...extent);
    axis.moved = false;
  }

  kg.fit = function () {
    fit();
    soon();
    kg.writeFragment();
  };

  kg.zoomBy = function (factor, x = axis.gutter + axis.width / 2) {
    const extent = kg.extent();
    axis.zoom(factor, x, extent ? extent[1] - extent[0] + 30 : 365);
    soon();
    kg.writeFragment();
  };

  kg.panBy = function (pixels) {
    axis.left += pixels / axis.scale;
    axis.moved = true;
    soon();
    kg.writeFragment();
  };

  function measure() {
    const undated = kg.lanes().some((lane) => lane.items.some((item) => !item.time));
    axis.width = Math.max(120, box.clientWidth - axis.gutter - (undated ? UNDATED : 10));
  }

  function bring(id) {
    const time = kg.itemOf.get(id)?.time;
    if (!time) return;
    const day = kg.middle(time);
    if (day < axis.left || day > axis.right()) {
      axis.left = day - axis.width / axis.scale / 2;
      axis.moved = true;
    }
    soon();
  }

  /* Before the next picture is painted; a page without anything has none. */
  const soon = () => { if (box) waiting = waiting || requestAnimationFrame(draw); };

  // ---------------------------------------------------------------- drawing
  function draw() {
    waiting = 0;
    measure();
    const wide = box.clientWidth;
    const edge = axis.gutter + axis.width;
    const lanes = kg.lanes();
    const plots = [levels(), ...lanes.map(lane)].filter(Boolean);
    let y = 0;
    const [behind, front] = [[], []];
    const ticks = axis.ticks();
    for (const { name, count, parts, undated, height } of plots) {
      const tall = Math.max(LEAST, height);
      behind.push(svg("g", { transform: `translate(0 ${y})` }, svg("rect", { width: wide, height: tall, class: behind.length % 2 ? "lane odd" : "lane" }), ticks.map(([day]) => svg("line", { x1: axis.x(day), x2: axis.x(day), y2: tall, class: "grid" })), parts(tall)));
      front.push(svg("g", { transform: `translate(0 ${y})` },
        svg("rect", { width: axis.gutter - 8, height: tall, class: front.length % 2 ? "lane odd" : "lane" }), label(name, count),
        edge < wide - 20 ? svg("rect", { x: edge, width: wide - edge, height: tall, class: "aside" }) : null, undated(edge, tall)));
      y += tall + 2;
    }
    const chosen = kg.itemOf.get(kg.state.selected);
    const x = chosen && chosen.time ? axis.x(kg.middle(chosen.time) + 0.5) : -1;
    const line = x > axis.gutter && x < edge ? svg("line", { x1: x, x2: x, y2: y, class: "now" }) : null;
    body.setAttribute("width", wide);
    body.setAttribute("height", y);
    body.replaceChildren(...behind, ...(line ? [line] : []), ...front);
    head.setAttribute("width", wide);
    head.replaceChildren(...ticks.filter(([day, text]) => axis.x(day) + kg.textWidth(text) < edge).map(([day, text]) => svg("text", { x: axis.x(day) + 3, y: 17 }, text)),
      ...(edge < wide - 20 ? [svg("text", { x: edge + 8, y: 17 }, kg.t("undated"))] : []));
  }

  function label(name, count) {
    const lines = [kg.fitText(name, axis.gutter - 22), count];
    return [svg("title", {}, name), lines.map((text, i) => svg("text", { x: 10, y: 17 + i * 15, class: i ? "small" : "name" }, text || ""))];
  }

  // ---------------------------------------------------------------- one lane
  function lane({ key, name, items }) {
    const parted = kg.part(items);
    const named = key === "encounters" ? kg.named(parted) : { placed: [], rest: parted, height: 0 };
    const boxes = kg.boxes(named.rest.ranges, key);
    const stacks = kg.stacks(named.rest.points);
    const height = boxes.height + named.height + stacks.height + 8;
    const sideways = Math.ceil(parted.undated.length / 7) * (kg.pitch + 3) + 8;
    return {
      name,
      count: kg.number(items.length),
      height: Math.max(height, Math.min(sideways, 62)),
      parts: (tall) => [encounters(named), drawBoxes(boxes, named.height), drawStacks(stacks, key, tall)],
      undated: (edge, tall) => aside(parted.undated, key, edge, tall),
    };
  }

  function encounters({ placed, row }) {
    return placed.map(({ item, wide, x0, x1, text, at, row: n }) => {
      const y = 3 + n * row + row / 2;
      const faint = kg.faded(item.id) ? 0.2 : null;
      const { days } = item.time;
      const inner = !wide ? kg.mark(item, x0, y)
        : [svg("line", { x1: x0, x2: x1, y1: y + 8, y2: y + 8, class: "whisker" }),
          (days.length && days.length < 30 ? days : [item.time.first, item.time.last + 1]).map((day) => svg("circle", { cx: axis.x(day), cy: y + 8, r: days.length ? 2.6 : 1.6, class: "maybe" }))];
      return svg("g", { "data-id": item.id, class: item.id === kg.state.selected ? "mark chosen" : "mark", opacity: faint }, svg("title", {}, kg.hint(item)),
        svg("rect", { x: at - 3, y: y - row / 2, width: kg.textWidth(text) + 6, height: row, fill: "transparent" }), inner, svg("text", { x: at, y: wide ? y + 2.5 : y + 4, class: "who" }, text));
    });
  }

  function drawBoxes({ rows }, top) {
    return rows.flatMap((row) => row.boxes.map((one) => kg.rangeBox(one, top + 4 + row.y, [axis.gutter, axis.gutter + axis.width])));
  }

  function drawStacks({ bins, columns, width, unit }, key, tall) {
    const most = Math.max(0, ...bins.map(({ items }) => items.length));
    return bins.map(({ x, first, last, items }) => {
      if (unit) return kg.bar(items, x, tall - 3, Math.max(2, width - 1), unit, `${key}|${first}-${last}`, items.length === most || width > 30);
      const across = Math.min(columns, items.length) * kg.pitch;
      const start = x + (width - across) / 2 + kg.pitch / 2;
      return items.map((item, i) => kg.mark(item, start + (i % columns) * kg.pitch, tall - 3 - kg.pitch / 2 - Math.floor(i / columns) * kg.pitch));
    });
  }

  /* What has no date stands apart, beside the time. */
  function aside(items, key, edge, tall) {
    if (!items.length) return null;
    const pitch = kg.pitch + (key === "encounters" ? 3 : 0);
    const across = Math.floor((UNDATED - 14) / pitch);
    const room = across * Math.floor((tall - 6) / pitch);
    if (items.length > room) {
      const text = kg.number(items.length);
      return svg("g", { "data-group": `${key}|`, class: "box" }, svg("rect", { x: edge + 8, y: 5, width: UNDATED - 18, height: 24, rx: 5, class: "range" }), svg("text", { x: edge + 8 + (UNDATED - 18) / 2, y: 21, class: "count middle" }, text));
    }
    return items.map((item, i) => kg.mark(item, edge + 12 + (i % across) * pitch, 9 + Math.floor(i / across) * pitch, false));
  }

  // ---------------------------------------------------------------- levels
  /* A band for each level: solid while it surely held, open towards where its attestations may lie. */
  function levels() {
    const { rows, more } = kg.levelRows(allPairs);
    if (!rows.length) return null;
    const edge = axis.gutter + axis.width;
    const height = rows.reduce((sum, row) => (row.top = sum, sum + lines(row) * BAND + 4), 0) + (more || allPairs ? 18 : 2) + 2;
    return {
      name: "",
      count: "",
      height,
      parts: () => rows.map((row) => row.states.filter((state) => state.first.length).map((state) => band(state, row))),
      undated: () => [
        rows.map((row) => [svg("title", {}, row.full), svg("text", { x: 10, y: row.top + 15, class: "name", "data-id": row.id }, row.name), apart(row, edge)]),
        more || allPairs ? svg("text", { x: 10, y: height - 7, class: "more", "data-more": "yes" }, more ? kg.t("morePairs", { n: more }) : kg.t("fewerPairs")) : null,
      ],
    };
  }

  function lines(row) {
    const ends = [];
    for (const state of row.states.filter((one) => one.first.length)) {
      const x0 = axis.x(state.from);
      const text = Math.max(x0, axis.gutter) + kg.textWidth(state.level, "11.5px system-ui, sans-serif") + 12; // never cut
      state.line = ends.findIndex((end) => end < x0);
      if (state.line < 0) state.line = ends.push(0) - 1;
      ends[state.line] = Math.max(axis.x(state.to + 1), text);
    }
    return Math.max(1, ends.length);
  }

  function band(state, row) {
    const [x0, x1] = [axis.x(state.from), Math.max(axis.x(state.to + 1), axis.x(state.from) + 6)];
    const [s0, s1] = [axis.x(state.sureFrom), axis.x(state.sureTo + 1)];
    const y = row.top + 3 + state.line * BAND;
    const [left, right] = [Math.max(x0, axis.gutter), Math.min(x1, axis.gutter + axis.width)];
    if (right < left) return null;
    const told = `${row.full}: ${state.level}\n${kg.span(kg.iso(state.from), kg.iso(state.to))} · ${kg.t("toldTimes", { n: state.told })}`;
    return svg("g", { "data-id": row.id, class: "level" }, svg("title", {}, told),
      svg("rect", { x: x0, y, width: x1 - x0, height: BAND - 3, rx: 3, class: "open" }),
      state.sureFrom <= state.sureTo ? svg("rect", { x: s0, y, width: Math.max(s1 - s0, 3), height: BAND - 3, rx: 3, class: "held" }) : null,
      svg("text", { x: left + 5, y: y + 11 }, state.level));
  }

  function apart(row, edge) {
    const names = row.states.filter((state) => state.undated).map((state) => state.level);
    if (!names.length) return null;
    return svg("text", { x: edge + 8, y: row.top + 15, class: "small" }, svg("title", {}, names.join("; ")), kg.fitText(names.join("; "), UNDATED - 12));
  }

  Object.assign(kg.page, {
    start,
    bring,
    theme: () => {},
    refresh() {
      if (box && !axis.moved) fit();
      soon();
    },
    emphasise(id) {
      kg.near = id === null ? null : kg.neighbours(id);
      soon();
    },
    read(given) {
      const found = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(given.get("t") || "");
      const days = found ? [found[1], found[2]].map((text) => Date.parse(text) / 86400000) : [NaN];
      axis.moved = days.every(Number.isFinite);
      asked = axis.moved ? days.sort((a, b) => a - b) : null;
      if (box) go();
    },
    write(out) {
      if (axis.moved) out.set("t", `${kg.iso(axis.left)}..${kg.iso(axis.right())}`);
    },
    kinds: ["encounter", "statement"],
    how: ["timelineHow1", "timelineHow2", "timelineHow3"],
  });
})((window.kg = window.kg || {}));
