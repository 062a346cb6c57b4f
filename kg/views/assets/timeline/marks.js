/* The pieces of the picture: a mark for each thing, a stack for many, a box for what has no day. */
(function (kg) {
  "use strict";

  const NS = "http://www.w3.org/2000/svg";
  const PITCH = 11; // from one mark to the next
  const SIZE = 9;
  const brush = document.createElement("canvas").getContext("2d");

  kg.pitch = PITCH;

  kg.svg = function (tag, attributes, ...children) {
    const node = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return node;
  };

  kg.textWidth = function (text, font = "12px system-ui, sans-serif") {
    brush.font = font;
    return brush.measureText(text).width;
  };

  /* As much of a text as has room, on one line. */
  kg.fitText = function (text, room) {
    if (kg.textWidth(text) <= room) return text;
    let cut = Math.min(text.length, Math.floor(room / 4));
    while (cut > 0 && kg.textWidth(`${text.slice(0, cut)}…`) > room) cut -= 1;
    return cut > 2 ? `${text.slice(0, cut)}…` : "";
  };

  const title = (text) => kg.svg("title", {}, text.length > 240 ? `${text.slice(0, 239)}…` : text);

  /* What hovering over a thing tells. */
  kg.hint = function (item) {
    const thing = kg.things[item.id];
    if (item.kind === "encounter") return `${kg.whoMet(thing)} · ${kg.name(item.id)}`;
    return `${kg.t(thing.type)} · ${kg.byline(item.id)}\n${thing.content || ""}`;
  };

  kg.whoMet = function (thing) {
    const people = thing.participants || thing.parties || [];
    const names = people.slice(0, 3).map(kg.name).join(" – ");
    return (names || kg.what(thing)) + (people.length > 3 ? " …" : "");
  };

  kg.faded = (id) => kg.near !== null && !kg.near.has(id);

  /* One thing. What is not sure is hollow; what did not take place is a broken outline. */
  kg.mark = function (item, x, y, sure = item.time && item.time.sure) {
    const thing = kg.things[item.id];
    const colour = kg.colour(item.kind, item.kind === "statement" ? item.type : null);
    const look = { fill: sure && !thing.status ? colour : kg.theme.bg, stroke: colour, "stroke-width": 1.6, "stroke-dasharray": thing.status ? "2 2" : null };
    const shape = item.kind === "encounter"
      ? kg.svg("path", { d: `M${x} ${y - 6}l6 6l-6 6l-6-6z`, ...look })
      : kg.svg("rect", { x: x - SIZE / 2 + 0.5, y: y - SIZE / 2 + 0.5, width: SIZE - 1, height: SIZE - 1, rx: 1.5, ...look });
    const sign = item.kind === "statement"
      ? kg.svg("text", { x, y: y + 3, class: "sign", fill: sure ? (kg.dark() ? "#10141a" : "#ffffff") : colour }, kg.style("statement", item.type).sign)
      : null;
    const ring = item.id === kg.state.selected ? kg.svg("rect", { x: x - 8, y: y - 8, width: 16, height: 16, rx: 3, class: "ring" }) : null;
    return kg.svg("g", { "data-id": item.id, class: "mark", opacity: kg.faded(item.id) ? 0.16 : null }, title(kg.hint(item)), shape, sign, ring);
  };

  const count = (items) => {
    const parts = new Map();
    for (const item of items) {
      const key = `${item.kind === "statement" ? item.type : ""} ${item.time && item.time.sure ? 1 : 0}`;
      const part = parts.get(key) || parts.set(key, { item, all: 0, near: 0 }).get(key);
      part.all += 1;
      part.near += kg.faded(item.id) ? 0 : 1;
    }
    return [...parts.values()].sort((a, b) => kg.statementKinds.indexOf(a.item.type) - kg.statementKinds.indexOf(b.item.type) || (b.item.time?.sure || 0) - (a.item.time?.sure || 0));
  };

  const listed = (key, items) => `${kg.groupTitle(key)}: ${kg.number(items.length)}`;
  const colourOf = (item) => kg.colour(item.kind, item.kind === "statement" ? item.type : null);

  /* So many things that only their numbers by kind are drawn: upwards from `y`, `unit` pixels each. */
  kg.bar = function (items, x, y, width, unit, key, named) {
    let top = y;
    const pieces = count(items).map(({ item, all, near }) => {
      const tall = all * unit;
      top -= tall;
      const sure = item.time && item.time.sure;
      return [
        kg.svg("rect", { x, y: top, width, height: Math.max(tall, 0.5), fill: colourOf(item), opacity: (sure ? 1 : 0.55) * (kg.near ? 0.18 : 1) }),
        kg.near && near ? kg.svg("rect", { x, y: top + (all - near) * unit, width, height: near * unit, fill: colourOf(item), opacity: sure ? 1 : 0.55 }) : null,
      ];
    });
    return kg.svg("g", { "data-group": key, class: "bar" }, title(listed(key, items)), pieces,
      named ? kg.svg("text", { x: x + width / 2, y: top - 3, class: "count middle" }, kg.number(items.length)) : null);
  };

  /* Things that lie somewhere in a stretch of time: a box as wide as that, with their marks or their numbers. */
  kg.rangeBox = function (box, y, [from, to]) {
    const [x0, x1] = [Math.max(box.x0, from - 20), Math.min(box.x1, to + 20)];
    const frame = kg.svg("rect", { x: x0, y, width: x1 - x0, height: box.height, rx: 5, class: "range", "data-group": box.key });
    const [left, right] = [Math.max(box.x0, from), Math.min(box.x1, to)];
    const parts = [frame];
    if (box.per) {
      const across = Math.min(box.per, box.items.length) * PITCH;
      const start = (left + right - across) / 2 + PITCH / 2;
      box.items.forEach((item, i) => parts.push(kg.mark(item, start + (i % box.per) * PITCH, y + 3 + PITCH / 2 + Math.floor(i / box.per) * PITCH, false)));
    } else {
      const number = kg.number(box.items.length);
      const years = [box.first, box.last].map((day) => kg.iso(day).slice(0, 4));
      const told = `${number} · ${[...new Set(years)].join("–")}`;
      const text = right - left > 2.5 * kg.textWidth(told) ? told : number; // a long box says how long it is
      const wide = kg.textWidth(text);
      const bare = right - left < wide + 26; // only the number has room
      let x = left + 6 + wide + 5;
      const unit = (right - 6 - x) / box.items.length;
      parts.push(kg.svg("text", { x: bare ? (left + right - wide) / 2 : left + 6, y: y + box.height - 4.5, class: "count" }, text));
      for (const { item, all, near } of bare ? [] : count(box.items)) {
        parts.push(kg.svg("rect", { x, y: y + 5, width: all * unit, height: box.height - 10, fill: colourOf(item), opacity: kg.near && !near ? 0.12 : 0.6 }));
        x += all * unit;
      }
    }
    return kg.svg("g", { "data-group": box.key, class: "box" }, title(listed(box.key, box.items)), parts);
  };
})((window.kg = window.kg || {}));
