/* The picture: vis-network holds the shapes and handles the pointer; lines, frames and names are drawn here. */
(function (kg) {
  "use strict";

  let network, nodes, shownNodes;
  const emphasis = { hover: null, selected: null, near: null };

  function start() {
    const box = document.getElementById("canvas");
    kg.initKeys();
    document.getElementById("fit").addEventListener("click", () => kg.fit());
    nodes = new vis.DataSet();
    shownNodes = new vis.DataView(nodes, { filter: (node) => kg.here.has(node.id) });
    stage();
    network = new vis.Network(box, { nodes: shownNodes, edges: [] }, kg.data.view.options);
    kg.network = network;
    network.canvas.frame.tabIndex = -1; // the box around it takes the keys
    network.on("beforeDrawing", (ctx) => { frames(ctx); kg.drawLines(ctx, emphasis); });
    network.on("afterDrawing", labels);
    network.on("click", ({ nodes: hit, pointer }) => {
      const id = hit.length ? hit[0] : kg.labelAt(pointer.DOM.x, pointer.DOM.y);
      if (id !== null && kg.opens(kg.things[id])) kg.enter(kg.things[id].key);
      else kg.select(id);
    });
    network.on("hoverNode", ({ node }) => { emphasis.hover = node; box.style.cursor = "pointer"; network.redraw(); });
    network.on("blurNode", () => { emphasis.hover = null; box.style.cursor = ""; network.redraw(); });
    new ResizeObserver(() => { if (!kg.moved) kg.fit(); }).observe(box);
    for (const event of ["dragStart", "zoom"]) network.on(event, () => { kg.moved = true; });
    kg.fit();
  }

  /* What the scene draws, as the filters leave it. */
  function stage() {
    const another = kg.stage();
    kg.here = new Set(kg.scene.nodes.map(([id]) => id).filter((id) => (id < kg.drawn ? kg.shown.has(id) : kg.things[id].members.some((member) => kg.shown.has(member)))));
    kg.countPeriods();
    kg.indexLines();
    kg.countTopics();
    kg.countChosen(emphasis.selected === null ? null : kg.neighbours(emphasis.selected));
    if (another) {
      emphasis.hover = null;
      kg.orderLabels();
      nodes.clear();
      const shape = kg.shape(emphasis);
      nodes.add(kg.scene.nodes.map(([id, x, y, size]) => ({ id, x, y, size, shape: "custom", ctxRenderer: shape })));
    }
    kg.showPath();
    return another;
  }

  // ---------------------------------------------------------------- the window on it
  kg.fit = function () {
    if (!network) return;
    const box = document.getElementById("canvas");
    const { bounds: [x0, y0, x1, y1] } = kg.scene.layout;
    const scale = Math.min(box.clientWidth / (x1 - x0), (box.clientHeight - 8) / (y1 - y0), 1.6);
    network.moveTo({ position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }, scale: Math.max(scale, 0.02), animation: false });
    kg.moved = false;
  };

  kg.zoom = function (factor) {
    network.moveTo({ scale: Math.min(12, Math.max(0.02, network.getScale() * factor)), animation: false });
    kg.moved = true;
  };

  function bring(id) {
    if (!network) return;
    kg.approach(id);
    if (stage()) kg.fit();
    const drawn = kg.drawnAs(id);
    if (drawn === null) return;
    const box = document.getElementById("canvas");
    const [x, y] = kg.at[drawn];
    const dom = network.canvasToDOM({ x, y });
    const inside = dom.x > 20 && dom.y > 20 && dom.x < box.clientWidth - 20 && dom.y < box.clientHeight - 20;
    if (inside) return;
    network.moveTo({ position: { x, y }, animation: false });
    kg.moved = true;
  }

  function refresh() {
    if (!network) return;
    const another = stage();
    shownNodes.refresh();
    if (another) kg.fit();
    network.redraw();
  }

  function theme() {
    if (network) network.redraw();
  }

  /* Shows what belongs with the selected thing; what is folded shows by what it is folded in. */
  function emphasise(id) {
    emphasis.selected = id === null ? null : id;
    emphasis.near = id === null ? null : new Set([...kg.neighbours(id)].map(kg.drawnAs).concat(kg.drawnAs(id)));
    if (id !== null && id >= kg.drawn) for (const [from, to] of kg.linesOf(id)[0]) emphasis.near.add(from).add(to);
    kg.countChosen(id === null ? null : kg.neighbours(id));
    if (network) network.redraw();
  }

  // ---------------------------------------------------------------- frames behind
  function frames(ctx) {
    const { layout } = kg.scene;
    for (const { polity, side, box: [x0, y0, x1, y1] } of layout.sectors) {
      if (polity !== null && !kg.left.has(polity)) continue;
      ctx.fillStyle = polity === null ? kg.theme.none : side < 0 ? kg.theme.left : kg.theme.right;
      ctx.beginPath();
      ctx.roundRect(x0, y0, x1 - x0, y1 - y0, 8);
      ctx.fill();
    }
    years(ctx, layout);
  }

  function years(ctx, { spine: [left, right], years: all, cell }) {
    const { folded } = kg.scene;
    const size = Math.min(folded ? cell * 0.7 : 60, 12 / Math.min(1, network.getScale()));
    const hubs = kg.scene.nodes.filter(([id]) => kg.here.has(id) && ["encounter", "document", "period"].includes(kg.things[id].kind));
    ctx.textBaseline = "alphabetic";
    ctx.font = `600 ${size}px system-ui, sans-serif`;
    let last = -Infinity;
    all.forEach(([key, y], i) => {
      const end = i + 1 < all.length ? all[i + 1][1] : Infinity;
      if (!hubs.some(([, , at]) => at > y && at < end)) return;
      ctx.strokeStyle = kg.theme.year;
      ctx.lineWidth = 1 / Math.max(0.5, network.getScale());
      if (!folded) {
        ctx.beginPath();
        ctx.moveTo(left, y);
        ctx.lineTo(right, y);
        ctx.stroke();
      }
      const at = folded ? y + cell / 2 + size * 0.36 : y + size * 1.15;
      if (at - last < size) return; // too close to the one above
      ctx.fillStyle = kg.theme.soft;
      ctx.textAlign = "left";
      ctx.fillText(kg.shortPeriod(key), left + 4, at);
      last = at;
    });
  }

  function labels(ctx) {
    const m = ctx.getTransform();
    const scale = network.getScale();
    const ratio = m.a / scale;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    kg.drawLabels(ctx, scale, { x: m.e / ratio, y: m.f / ratio }, ctx.canvas.width / ratio, ctx.canvas.height / ratio, emphasis);
    ctx.restore();
  }

  /* The side on which a name stands: outwards for people and topics, above (0) for what is in the middle. */
  kg.outward = function (id) {
    const { kind } = kg.things[id];
    if (kind === "encounter" || kind === "document" || kind === "statement") return 0;
    return kg.at[id][0] < 0 ? -1 : 1;
  };

  kg.radius = (id) => kg.size[id];

  const read = (given) => { kg.state.scene = given.get("in") || ""; };
  const write = (out) => { if (kg.scene && kg.scene.key) out.set("in", kg.scene.key); };

  kg.page = { start, refresh, emphasise, bring, theme, read, write };
})((window.kg = window.kg || {}));
