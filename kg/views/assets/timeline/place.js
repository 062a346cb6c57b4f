/* Where things stand in their lane: days in stacks, what may have been on many days in boxes above them. */
(function (kg) {
  "use strict";

  const POINT = 24; // pixels: what lies within them is drawn as if of one day
  const MOST_MARKS = 1600; // in one lane; beyond, stacks become bars
  const TALLEST = 132; // pixels for the stacks of a lane
  const BOX_LINES = 2; // lines of marks in a box; beyond, a bar
  const BOX_ROWS = 4; // beyond, the longest stretches share one box
  const MOST_SHARED = 12; // marks in that box, where they stand for no time of their own; beyond, a bar

  /* Things in the window, parted: of a day or nearly, of a stretch, of no time at all. */
  kg.part = function (items) {
    const { axis } = kg;
    const parts = { points: [], ranges: [], undated: [] };
    for (const item of items) {
      if (!item.time) parts.undated.push(item);
      else if (axis.x(item.time.last + 1) < axis.gutter || item.time.first > axis.right()) continue;
      else if (!item.time.sure && (item.time.last - item.time.first) * axis.scale > POINT) parts.ranges.push(item);
      else parts.points.push(item);
    }
    return parts;
  };

  // ---------------------------------------------------------------- stacks
  /* {bins: [{x, first, last, items}], columns, rows, unit, height}: marks if `unit` is null, else bars. */
  kg.stacks = function (points) {
    const { axis, pitch } = kg;
    const span = Math.max(1, Math.ceil(pitch / axis.scale)); // days that share a stack
    const columns = Math.max(1, Math.min(12, Math.floor((axis.scale * 0.9) / pitch)));
    const bins = new Map();
    for (const item of points) {
      const bin = Math.floor(kg.middle(item.time) / span);
      if (!bins.has(bin)) bins.set(bin, []);
      bins.get(bin).push(item);
    }
    const most = Math.max(0, ...[...bins.values()].map((items) => items.length));
    const rows = Math.ceil(most / columns);
    const bars = points.length > MOST_MARKS || rows * pitch > TALLEST;
    const unit = bars ? (TALLEST - 16) / most : null;
    return {
      bins: [...bins].map(([bin, items]) => ({ x: axis.x(bin * span), first: bin * span, last: bin * span + span - 1, items })),
      width: Math.max(3, span * axis.scale),
      columns,
      unit,
      height: !most ? 0 : bars ? TALLEST : rows * pitch + 6,
    };
  };

  // ---------------------------------------------------------------- boxes
  /* Rows of boxes, one for each stretch of time: [{y, height, boxes}] and the height of all. */
  kg.boxes = function (ranges, lane) {
    const { axis } = kg;
    const made = new Map();
    for (const item of ranges) {
      const key = `${item.time.first}=${item.time.last}`;
      if (!made.has(key)) made.set(key, { key, first: item.time.first, last: item.time.last, items: [] });
      made.get(key).items.push(item);
    }
    const rows = [];
    const rest = [];
    const shortest = [...made.values()].map((box) => size(box)).sort((a, b) => a.x1 - a.x0 - b.x1 + b.x0 || a.first - b.first);
    for (const box of shortest) {
      let row = rows.find((one) => one.boxes.every((other) => other.x1 + 4 < box.x0 || box.x1 + 4 < other.x0));
      if (!row && rows.length === BOX_ROWS) rest.push(box);
      else {
        if (!row) rows.push((row = { height: 0, boxes: [] }));
        row.boxes.push(box);
        row.height = Math.max(row.height, box.height);
      }
    }
    if (rest.length) {
      const box = size({
        key: rest.map((one) => one.key).join(","),
        first: Math.min(...rest.map((one) => one.first)),
        last: Math.max(...rest.map((one) => one.last)),
        items: rest.flatMap((one) => one.items),
      }, MOST_SHARED);
      rows.unshift({ height: box.height, boxes: [box] });
    }
    let y = 0;
    for (const row of rows) {
      row.y = y;
      for (const box of row.boxes) box.key = `${lane}|${box.key}`;
      y += row.height + 3;
    }
    return { rows, height: y };

    function size(box, most = Infinity) {
      const [x0, x1] = [axis.x(box.first), axis.x(box.last + 1)];
      const seen = Math.min(x1, axis.gutter + axis.width) - Math.max(x0, axis.gutter);
      const fits = Math.max(1, Math.floor((seen - 8) / kg.pitch));
      const lines = Math.ceil(box.items.length / fits);
      const marks = lines <= BOX_LINES && box.items.length <= most;
      return { ...box, x0, x1, per: marks ? fits : 0, height: marks ? lines * kg.pitch + 6 : 19 };
    }
  };

  // ---------------------------------------------------------------- encounters with their names
  const ROW = 19;
  const NAME = 200; // pixels for a name at most
  const MOST_NAMED = 300;
  const MOST_ROWS = 13;

  /* Rows in which no mark or name meets another, of the things whose time is known best; the others are `rest`. */
  kg.named = function ({ points, ranges }) {
    const long = (item) => item.time.last - item.time.first;
    const sorted = [...points, ...ranges].sort((a, b) => long(a) - long(b) || a.id - b.id);
    if (points.length > MOST_NAMED) return { placed: [], rest: { points, ranges }, height: 0, row: ROW };
    let some = Math.min(sorted.length, MOST_NAMED);
    let rows = inRows(sorted.slice(0, some));
    while (rows.count > MOST_ROWS && some > points.length) {
      some = Math.max(points.length, Math.min(some - 1, Math.floor(some * 0.9)));
      rows = inRows(sorted.slice(0, some));
    }
    if (rows.count > MOST_ROWS) return { placed: [], rest: { points, ranges }, height: 0, row: ROW };
    return { placed: rows.placed, rest: { points: [], ranges: sorted.slice(some) }, height: rows.count ? rows.count * ROW + 6 : 0, row: ROW };
  };

  function inRows(items) {
    const { axis } = kg;
    const edge = axis.gutter + axis.width;
    const placed = items.map((item) => {
      const wide = !item.time.sure && (item.time.last - item.time.first) * axis.scale > POINT;
      const x0 = wide ? axis.x(item.time.first) : axis.x(kg.middle(item.time) + 0.5);
      const x1 = wide ? axis.x(item.time.last + 1) : x0;
      const text = kg.fitText(kg.whoMet(kg.things[item.id]), NAME);
      const width = kg.textWidth(text);
      const before = !wide && x0 + 10 + width > edge; // its name stands on the left of it
      const at = before ? x0 - 10 - width : Math.min(Math.max(x0 + (wide ? 4 : 10), axis.gutter + 8), Math.max(edge - width, axis.gutter));
      return { item, wide, x0, x1, text, at, from: Math.min(x0 - 8, at), to: Math.max(x1 + 8, at + width + 6) };
    });
    placed.sort((a, b) => a.from - b.from || a.item.id - b.item.id);
    const ends = [];
    for (const one of placed) {
      one.row = ends.findIndex((end) => end <= one.from);
      if (one.row < 0) one.row = ends.push(0) - 1;
      ends[one.row] = one.to;
    }
    return { placed, count: ends.length };
  }
})((window.kg = window.kg || {}));
