/* Names beside shapes, at a size of the screen's: the important first, none over another. */
(function (kg) {
  "use strict";

  const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';
  const RANK = { polity: 0, encounter: 1, document: 2, official: 2, rest: 3, topic: 3, statement: 9 };
  const ROOM = { polity: 150, official: 150, topic: 112, rest: 150, statement: 260 };
  let dominant = null; // the polity that takes part in most encounters: naming it at each says nothing
  const CELL = 64; // of the grid in which taken places are looked up
  const widths = new Map();

  /* Most important first; within a kind, the most connected. */
  kg.orderLabels = function () {
    const meetings = kg.things.slice(0, kg.drawn).filter(({ kind }) => kind === "encounter").length;
    const found = kg.things.findIndex(({ kind }, id) => kind === "polity" && id < kg.drawn && kg.of[id].encounters.length > 0.6 * meetings);
    dominant = found < 0 ? null : found;
    const weight = (id) => kg.of[id].statements.length + 3 * kg.of[id].encounters.length;
    kg.labelOrder = kg.scene.nodes.map(([id]) => id).filter((id) => !["statement", "period"].includes(kg.things[id].kind));
    kg.labelOrder.sort((a, b) => RANK[kg.things[a].kind] - RANK[kg.things[b].kind] || weight(b) - weight(a) || a - b);
  };

  /* How often each topic came up, as the filters leave it. */
  kg.countTopics = function () {
    kg.raised = new Map();
    for (const id of kg.left) {
      if (kg.things[id].kind !== "statement" || kg.drawnAs(id) === null) continue;
      for (const topic of kg.things[id].topics || []) kg.raised.set(topic, (kg.raised.get(topic) || 0) + 1);
    }
  };

  /* The lines of a thing's label: [text, bold, soft, size]. */
  function lines(id, terse, narrow) {
    const thing = kg.things[id];
    switch (thing.kind) {
      case "polity": return [[kg.name(id), true, false, 14]];
      case "official": {
        const office = (thing.offices || [])[0];
        return [[kg.name(id), true, false, 12], ...(office && !terse ? [[kg.pick(office.label), false, true, 10.5]] : [])];
      }
      case "encounter": {
        const day = shortDay(thing);
        const who = codes(id);
        if (!day) return [[who || kg.what(thing), true, false, 11], ...(who && !terse ? [[kg.what(thing), false, true, 10.5]] : [])];
        return terse ? [[`${day} ${who}`, true, false, 10.5]] : [[day, true, false, 11], [narrow ? who || kg.what(thing) : [who, kg.what(thing)].filter(Boolean).join(" "), false, true, 10.5]];
      }
      case "document": return [[kg.name(id), false, true, 11]];
      case "statement": return [[kg.t(thing.type), true, false, 11.5], [thing.content || "", false, true, 11.5]];
      case "rest": return [[kg.name(id), false, true, 11.5]];
      default: return [[kg.raised.get(id) ? `${kg.name(id)} ${kg.number(kg.raised.get(id))}` : kg.name(id), false, false, 11.5]];
    }
  }

  /* When an encounter was, without the year in whose row it stands; nothing where only that is known. */
  function shortDay(thing) {
    if (!thing.date && !thing.earliest) return "";
    const text = kg.when(thing);
    return /^(≈ )?\d{4}$/.test(text) || text === kg.t("undated") ? "" : text.replace(/[ /]\d{4}$/, "");
  }

  /* A period as the margin names it: a month needs no year inside its year. */
  kg.shortPeriod = function (key) {
    if (/^\d{4}-00/.test(key)) return kg.t("noMonth");
    if (!key || key === "undated") return kg.t("noDate");
    const name = kg.periodName(key);
    return kg.scene.key && /^\d{4}-(?!00)\d\d$/.test(key) ? name.replace(/[ /]\d{4}$/, "") : name;
  };

  /* Whose an encounter is, where there are more than two polities. */
  function codes(id) {
    if (kg.scene.layout.sectors.length <= 2) return "";
    const all = kg.sidesOf(id);
    const others = all.length > 1 ? all.filter((p) => p !== dominant) : all;
    return others.map((p) => kg.code(kg.things[p])).sort().slice(0, 3).join("–");
  }

  /* What a name stands on, which its rim blends into. */
  function paper(id) {
    const { kind } = kg.things[id];
    if (kind !== "official" && kind !== "polity") return kg.theme.bg;
    return kg.at[id][0] < 0 ? kg.theme.left : kg.theme.right;
  }

  function measure(ctx, text, font) {
    const key = `${font}|${text}`;
    if (!widths.has(key)) {
      if (widths.size > 20000) widths.clear();
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  }

  /* As much of a text as has room; what `keep` finds at its end stays. */
  function shorten(ctx, text, font, room, keep = null) {
    ctx.font = font;
    if (measure(ctx, text, font) <= room) return text;
    const end = keep && keep.exec(text);
    if (end) return shorten(ctx, text.slice(0, end.index), font, room - measure(ctx, end[0], font)) + end[0];
    let low = 1;
    let high = Math.min(text.length, 120);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (measure(ctx, text.slice(0, middle) + "…", font) <= room) low = middle;
      else high = middle - 1;
    }
    return text.slice(0, low).trimEnd() + "…";
  }

  /* Draws in the screen's pixels; keeps the boxes, so that a click on a name is one on its thing. */
  kg.drawLabels = function (ctx, scale, origin, width, height, emphasis) {
    const grow = Math.min(1.35, Math.max(0.92, Math.sqrt(scale)));
    const taken = new Grid();
    const place = (id) => ({ x: kg.at[id][0] * scale + origin.x, y: kg.at[id][1] * scale + origin.y });
    kg.labelBoxes = [];
    for (const id of kg.labelOrder) {
      if (!kg.here.has(id)) continue;
      const at = place(id);
      const r = kg.radius(id) * scale;
      if (at.x > -r && at.y > -r && at.x < width + r && at.y < height + r) taken.add([at.x - r, at.y - r, at.x + r, at.y + r], id);
    }
    const terse = { official: kg.scene.layout.row * scale < 27, encounter: kg.scene.layout.terse && scale < 1.5 }; // all alike
    const near = emphasis.near;
    const chosen = emphasis.selected !== null && kg.things[emphasis.selected].kind !== "statement" ? emphasis.selected : null;
    const first = [emphasis.hover, chosen].filter((id) => id !== null && kg.here.has(id));
    const rest = near ? [...kg.labelOrder.filter((id) => near.has(id)), ...kg.labelOrder.filter((id) => !near.has(id))] : kg.labelOrder;
    const seen = new Set();
    for (const id of [...first, ...rest]) {
      if (seen.has(id) || !kg.here.has(id)) continue;
      seen.add(id);
      const at = place(id);
      if (at.x < -250 || at.y < -40 || at.x > width + 250 || at.y > height + 40) continue;
      one(id, at, first.includes(id));
    }

    /* All its lines; only the first where there is no room for more; none. */
    function one(id, at, forced) {
      const rows = lines(id, !forced && terse[kg.things[id].kind], !forced && kg.scene.layout.cell * scale < 75).filter(([text]) => text);
      if (!write(id, at, rows, forced) && rows.length > 1) write(id, at, rows.slice(0, 1), forced);
    }

    function write(id, at, rows, forced) {
      const thing = kg.things[id];
      const r = kg.radius(id) * scale;
      const wanted = ROOM[thing.kind] ? Math.max(Math.min(ROOM[thing.kind], 105), ROOM[thing.kind] * scale) : Math.max(36, kg.scene.layout.cell * scale - 5);
      const room = wanted * (forced && !kg.outward(id) ? 1.5 : 1);
      const set = rows.map(([text, bold, soft, size]) => {
        const font = `${bold ? 600 : 400} ${(size * grow).toFixed(1)}px ${FONT}`;
        const short = shorten(ctx, text, font, room, thing.kind === "topic" ? / [\d.,]+$/ : null);
        return { text: short, font, soft, width: measure(ctx, short, font), height: size * grow * 1.22 };
      });
      if (!set.length) return true;
      const wide = Math.max(...set.map((line) => line.width));
      const tall = set.reduce((sum, line) => sum + line.height, 0);
      const side = kg.outward(id);
      const x = side ? at.x + side * (r + 5) : at.x;
      const top = side ? at.y - tall / 2 : at.y - r - tall - 1;
      const left = side > 0 ? x : side < 0 ? x - wide : x - wide / 2;
      const box = [left - 1, top, left + wide + 1, top + tall];
      if (!forced && taken.hits(box, id)) return false;
      taken.add(box, id);
      kg.labelBoxes.push([id, box]);
      const faint = near && !near.has(id) && !forced;
      ctx.textAlign = side > 0 ? "left" : side < 0 ? "right" : "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      let y = top;
      for (const line of set) {
        ctx.font = line.font;
        ctx.globalAlpha = faint ? 0.25 : 1;
        ctx.lineWidth = 3.5;
        ctx.strokeStyle = paper(id);
        ctx.strokeText(line.text, x, y + line.height / 2);
        ctx.fillStyle = line.soft ? kg.theme.soft : kg.theme.ink;
        ctx.fillText(line.text, x, y + line.height / 2);
        y += line.height;
      }
      ctx.globalAlpha = 1;
      return true;
    }
  };

  /* The thing whose name stands at a place on the screen, or null. */
  kg.labelAt = function (x, y) {
    const found = (kg.labelBoxes || []).find(([, [x0, y0, x1, y1]]) => x >= x0 && x <= x1 && y >= y0 && y <= y1);
    return found ? found[0] : null;
  };

  class Grid {
    constructor() { this.cells = new Map(); }

    * keys([x0, y0, x1, y1]) {
      for (let i = Math.floor(x0 / CELL); i <= Math.floor(x1 / CELL); i++) {
        for (let j = Math.floor(y0 / CELL); j <= Math.floor(y1 / CELL); j++) yield `${i},${j}`;
      }
    }

    add(box, id) {
      for (const key of this.keys(box)) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push([box, id]);
      }
    }

    hits([x0, y0, x1, y1], id) {
      for (const key of this.keys([x0, y0, x1, y1])) {
        for (const [[a0, b0, a1, b1], other] of this.cells.get(key) || []) {
          if (other !== id && x0 < a1 && a0 < x1 && y0 < b1 && b0 < y1) return true;
        }
      }
      return false;
    }
  }
})((window.kg = window.kg || {}));
