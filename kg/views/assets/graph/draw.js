/* The picture: vis-network holds nodes and edges and handles the pointer; shapes and frames are drawn here. */
(function (kg) {
  "use strict";

  const DETAIL = new Set(["speaker", "topic", "madeAt"]); // edges of statements: only while one is selected
  const FAINT = { about: 0.16, participant: 0.6, spoke: 0.45, office: 0.45, party: 0.45 };
  const MANY = 1500; // lines to topics: beyond, they would only be a haze until something is selected
  const NAMES = 140; // pixels that the outermost names need
  let network, nodes, shownNodes, edges, detail, hubs, roles;
  const emphasis = { hover: null, selected: null, near: null };

  function start() {
    const box = document.getElementById("canvas");
    const data = kg.data.view;
    kg.orderLabels();
    kg.initKeys();
    document.getElementById("fit").addEventListener("click", () => kg.fit());
    kg.at = data.nodes.map((node) => [node.x, node.y]);
    hubs = data.nodes.map((node) => node.id).filter((id) => ["encounter", "document"].includes(kg.things[id].kind));
    nodes = new vis.DataSet(data.nodes.map(({ id, x, y, size }) => ({ id, x, y, size, shape: "custom", ctxRenderer: render })));
    shownNodes = new vis.DataView(nodes, { filter: (node) => kg.shown.has(node.id) });
    roles = new Map();
    for (const { role } of data.edges) roles.set(role, (roles.get(role) || 0) + 1);
    edges = new vis.DataSet(data.edges.flatMap((edge, id) => (DETAIL.has(edge.role) ? [] : [look({ ...edge, id })])));
    detail = new Map();
    data.edges.forEach((edge, id) => {
      if (!DETAIL.has(edge.role)) return;
      const statement = edge.role === "speaker" ? edge.to : edge.from;
      if (!detail.has(statement)) detail.set(statement, []);
      detail.get(statement).push({ ...edge, id });
    });
    data.options.interaction.hideEdgesOnDrag = edges.length > 2 * MANY;
    network = new vis.Network(box, { nodes: shownNodes, edges }, data.options);
    kg.network = network;
    network.canvas.frame.tabIndex = -1; // the box around it takes the keys
    network.on("beforeDrawing", frames);
    network.on("afterDrawing", labels);
    network.on("click", ({ nodes: hit, pointer }) => {
      const id = hit.length ? hit[0] : kg.labelAt(pointer.DOM.x, pointer.DOM.y);
      kg.select(id);
    });
    network.on("hoverNode", ({ node }) => { emphasis.hover = node; network.redraw(); });
    network.on("blurNode", () => { emphasis.hover = null; network.redraw(); });
    new ResizeObserver(() => { if (!kg.moved) kg.fit(); }).observe(box);
    for (const event of ["dragStart", "zoom"]) network.on(event, () => { kg.moved = true; });
    kg.fit();
  }

  // ---------------------------------------------------------------- the window on it
  kg.fit = function () {
    if (!network) return;
    const box = document.getElementById("canvas");
    const { bounds: [x0, y0, x1, y1], room } = kg.data.view.layout;
    const names = (box.clientWidth - 2 * NAMES) / (x1 - x0 - 2 * room); // names do not shrink with the graph
    const scale = Math.min((box.clientWidth - 24) / (x1 - x0), names > 0 ? names : Infinity, (box.clientHeight - 24) / (y1 - y0), 1.5);
    network.moveTo({ position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }, scale: Math.max(scale, 0.02), animation: false });
    kg.moved = false;
  };

  kg.zoom = function (factor) {
    network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * factor)), animation: false });
    kg.moved = true;
  };

  function bring(id) {
    if (!network) return;
    const box = document.getElementById("canvas");
    const [x, y] = kg.at[id];
    const dom = network.canvasToDOM({ x, y });
    const inside = dom.x > 60 && dom.y > 50 && dom.x < box.clientWidth - 60 && dom.y < box.clientHeight - 40;
    if (inside && network.getScale() > 0.45) return;
    network.moveTo({ position: { x, y }, scale: Math.max(network.getScale(), 0.8), animation: false });
    kg.moved = true;
  }

  function refresh() {
    if (!network) return;
    shownNodes.refresh();
    network.redraw();
  }

  function theme() {
    if (edges) edges.update(edges.map(look));
    if (network) network.redraw();
  }

  /* Shows what belongs with the selected thing, and joins a statement with its lines. */
  function emphasise(id) {
    emphasis.selected = id;
    emphasis.near = id === null ? null : kg.neighbours(id);
    if (!network) return;
    edges.remove(edges.getIds({ filter: (edge) => DETAIL.has(edge.role) }));
    if (id !== null) edges.add((detail.get(id) || []).map(look));
    edges.update(edges.map(look));
    network.redraw();
  }

  function look(edge) {
    const { near, selected } = emphasis;
    const crowd = Math.max(0.2, Math.min(1, 250 / (roles.get(edge.role) || 1)) ** 0.6); // many lines are each fainter
    const own = near && (edge.from === selected || edge.to === selected || (near.has(edge.from) && near.has(edge.to) && edge.role !== "about"));
    const opacity = near ? (own ? 0.95 : 0.07 * crowd) : FAINT[edge.role] * crowd;
    const strong = own && (edge.from === selected || edge.to === selected);
    return {
      ...edge,
      hidden: edge.role === "about" && !own && roles.get("about") > MANY,
      width: (edge.role === "about" ? Math.min(4, 0.6 + edge.weight * 0.5) : 1.1) * (strong ? 1.5 : 1),
      color: { color: strong ? kg.theme.accent : kg.theme.edge, opacity, highlight: kg.theme.accent, hover: kg.theme.accent, inherit: false },
    };
  }

  // ---------------------------------------------------------------- frames behind
  function frames(ctx) {
    const { layout } = kg.data.view;
    for (const { polity, side, box: [x0, y0, x1, y1] } of layout.sectors) {
      if (polity !== null && !kg.left.has(polity)) continue;
      ctx.fillStyle = polity === null ? kg.theme.none : side < 0 ? kg.theme.left : kg.theme.right;
      ctx.beginPath();
      ctx.roundRect(x0, y0, x1 - x0, y1 - y0, 14);
      ctx.fill();
    }
    const size = Math.min(60, 12 / network.getScale());
    const [left, right] = layout.spine;
    ctx.textBaseline = "alphabetic";
    ctx.font = `600 ${size}px system-ui, sans-serif`;
    let last = -Infinity;
    layout.years.forEach(([year, y], i) => {
      const end = i + 1 < layout.years.length ? layout.years[i + 1][1] : Infinity;
      if (!hubs.some((id) => kg.at[id][1] > y && kg.at[id][1] < end && kg.shown.has(id))) return;
      ctx.strokeStyle = kg.theme.year;
      ctx.lineWidth = 1 / Math.max(0.5, network.getScale());
      ctx.beginPath();
      ctx.moveTo(left + 24 + size / 2, y);
      ctx.lineTo(right, y);
      ctx.stroke();
      if (y - last < size) return; // too close to the year above
      ctx.fillStyle = kg.theme.soft;
      ctx.textAlign = "right";
      ctx.fillText(year || kg.t("undated"), left + 24, y + size * 0.4);
      last = y;
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

  kg.radius = (id) => kg.data.view.nodes[id].size;

  // ---------------------------------------------------------------- shapes
  function render({ ctx, id, x, y }) {
    const thing = kg.things[id];
    const r = kg.radius(id);
    return {
      drawNode() {
        const { selected, hover, near } = emphasis;
        ctx.globalAlpha = near && !near.has(id) ? 0.16 : 1;
        ctx.fillStyle = kg.colour(thing.kind, thing.type);
        outline(ctx, thing, x, y, r);
        const ghost = thing.status; // planned, denied or called off: there is only the outline
        if (ghost) {
          ctx.fillStyle = kg.theme.bg;
          ctx.strokeStyle = kg.colour(thing.kind);
          ctx.setLineDash([3, 2.5]);
          ctx.lineWidth = 2;
        } else {
          ctx.strokeStyle = kg.theme.bg;
          ctx.lineWidth = 1.5;
        }
        ctx.fill();
        if (thing.kind !== "statement") ctx.stroke();
        ctx.setLineDash([]);
        sign(ctx, thing, x, y, r);
        if (id === selected || id === hover) {
          outline(ctx, thing, x, y, r + 3.5);
          ctx.strokeStyle = kg.theme.accent;
          ctx.lineWidth = 2.5;
          ctx.stroke();
        }
      },
      nodeDimensions: { width: 2 * r, height: 2 * r },
    };
  }

  function sign(ctx, thing, x, y, r) {
    const seen = r * network.getScale(); // pixels: below that a sign is only a smudge
    const text = thing.kind === "polity" ? thing.id : thing.kind === "statement" && seen > 3.6 ? kg.style("statement", thing.type).sign : "";
    if (!text || seen < 4) return;
    ctx.fillStyle = kg.dark() ? "#10141a" : "#ffffff";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `700 ${thing.kind === "polity" ? Math.min(r * 0.85, (r * 2.6) / text.length) : r * 1.6}px system-ui, sans-serif`;
    ctx.fillText(text, x, y + 0.5);
  }

  function outline(ctx, { kind }, x, y, r) {
    ctx.beginPath();
    if (kind === "official") ctx.arc(x, y, r, 0, 2 * Math.PI);
    else if (kind === "statement") ctx.roundRect(x - r, y - r, 2 * r, 2 * r, 2);
    else if (kind === "document") corners(ctx, [[-0.75, -1], [0.35, -1], [0.75, -0.55], [0.75, 1], [-0.75, 1]], x, y, r);
    else if (kind === "encounter") corners(ctx, [[0, -1], [1, 0], [0, 1], [-1, 0]], x, y, r);
    else if (kind === "topic") corners(ctx, [[0, -1], [0.95, 0.75], [-0.95, 0.75]], x, y, r);
    else corners(ctx, [[0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0], [-0.5, -0.87]], x, y, r);
  }

  function corners(ctx, points, x, y, r) {
    points.forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
    ctx.closePath();
  }

  kg.page = { start, refresh, emphasise, bring, theme };
})((window.kg = window.kg || {}));
