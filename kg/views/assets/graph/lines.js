/* The lines between things: few at rest, and all that a chosen thing has. */
(function (kg) {
  "use strict";

  const REST = { participant: 0.5, spoke: 0.4, party: 0.4, about: 0.14 }; // how plain each kind is, where there are few
  const DASHES = { party: [2, 4], spoke: [7, 4] };
  const FEW = 120; // more would only be a haze, and wait until something is chosen
  let ofNode, crowded;

  kg.indexLines = function () {
    ofNode = new Map();
    let some = 0;
    for (const line of kg.scene.edges) {
      for (const id of line.slice(0, 2)) (ofNode.get(id) || ofNode.set(id, []).get(id)).push(line);
      if (REST[line[2]] && kg.here.has(line[0]) && kg.here.has(line[1])) some += 1;
    }
    crowded = some > FEW;
  };

  /* Lines as [from, to, kind, weight]: of the thing itself, then of what it leads to. */
  kg.linesOf = function (id) {
    const thing = kg.things[id];
    const own = ofNode.get(id);
    if (thing.kind === "statement" || (!own && id < kg.drawn)) {
      const end = kg.drawnAs(id);
      const others = new Set([...kg.neighbours(id)].map(kg.drawnAs));
      return [[...others].filter((other) => other !== null && other !== end).map((other) => [end, other, "", 1]), []];
    }
    const further = thing.kind !== "official" ? [] : own.flatMap(([from, to, kind]) => (kind === "participant" && from === id ? ofNode.get(to).filter((line) => line[2] === "participant" && line[0] !== id) : []));
    return [own || [], further];
  };

  kg.drawLines = function (ctx, { hover, selected }) {
    const pixel = 1 / kg.network.getScale();
    const chosen = hover ?? selected;
    if (chosen === null) {
      for (const line of kg.scene.edges) {
        if (REST[line[2]] && !crowded) stroke(ctx, line, kg.theme.edge, REST[line[2]], pixel);
      }
    } else {
      const [own, further] = kg.linesOf(chosen);
      for (const line of further) stroke(ctx, line, kg.theme.edge, 0.5, pixel);
      const plain = ([from, to, kind]) => kind !== "office" && (!kg.scene.folded || ![from, to].some((id) => kg.things[id].kind === "period")); // a bar tells more than a line
      for (const line of own) if (plain(line)) stroke(ctx, line, kg.theme.accent, line[2] === "about" ? 0.55 : 0.9, pixel * Math.min(4, 1 + Math.log2(line[3]) / 2));
    }
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
  };

  function stroke(ctx, [from, to, kind], colour, alpha, width) {
    if (!kg.here.has(from) || !kg.here.has(to)) return;
    ctx.globalAlpha = alpha;
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.setLineDash((DASHES[kind] || []).map((length) => length * width));
    ctx.beginPath();
    ctx.moveTo(...kg.at[from]);
    ctx.lineTo(...kg.at[to]);
    ctx.stroke();
  }
})((window.kg = window.kg || {}));
