/* Shapes: one for each kind, and a folded period as a bar of what each side said then. */
(function (kg) {
  "use strict";

  kg.shape = (emphasis) => function ({ ctx, id, x, y }) {
    const thing = kg.things[id];
    if (thing.kind === "period") return period(ctx, id, x, y, emphasis);
    const r = kg.radius(id);
    return {
      drawNode() {
        const { selected, hover, near } = emphasis;
        ctx.globalAlpha = near && !near.has(id) ? 0.16 : 1;
        if (thing.kind === "rest") return plus(ctx, x, y, r * 0.7);
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
  };

  function sign(ctx, thing, x, y, r) {
    const seen = r * kg.network.getScale(); // pixels: below that a sign is only a smudge
    const text = thing.kind === "polity" ? thing.id : thing.kind === "statement" && seen > 3.6 ? kg.style("statement", thing.type).sign : "";
    if (!text || seen < 4) return;
    ctx.fillStyle = kg.dark() ? "#10141a" : "#ffffff";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `700 ${thing.kind === "polity" ? Math.min(r * 0.85, (r * 2.6) / text.length) : r * 1.6}px system-ui, sans-serif`;
    ctx.fillText(text, x, y + 0.5);
  }

  function plus(ctx, x, y, r) {
    ctx.strokeStyle = kg.theme.soft;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    for (const [dx, dy] of [[r, 0], [0, r]]) {
      ctx.moveTo(x - dx, y - dy);
      ctx.lineTo(x + dx, y + dy);
    }
    ctx.stroke();
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

  // ---------------------------------------------------------------- periods
  /* How much was said in each period, by side and kind, and at how many encounters, as the filters leave it. */
  kg.countPeriods = function () {
    kg.periods = count(kg.left);
    kg.widest = widest(kg.periods);
  };

  /* The same of what belongs with a chosen thing only; null: nothing is chosen. */
  kg.countChosen = function (ids) {
    kg.chosen = ids && count([...ids].filter((id) => kg.left.has(id)));
    kg.widestChosen = ids && widest(kg.chosen);
  };

  const all = (row) => Object.values(row).reduce((sum, n) => sum + n, 0);
  const widest = (periods) => [...periods.values()].reduce((most, found) => Math.max(most, all(found[-1]), all(found[1]), all(found[0]) * 0.6), 1);

  function count(ids) {
    const periods = new Map();
    if (!kg.scene.folded) return periods;
    const { sides } = kg.scene.layout;
    const entry = (id) => periods.get(id) || periods.set(id, blank()).get(id);
    for (const id of ids) {
      const thing = kg.things[id];
      const cluster = kg.inside.get(thing.kind === "statement" ? thing.hub : id);
      if (cluster === undefined || kg.things[cluster].kind !== "period") continue;
      if (thing.kind !== "statement") { entry(cluster).hubs += 1; continue; }
      if (kg.state.off.has("statement")) continue;
      const where = new Set((thing.sides || []).map((s) => sides[s]).filter(Boolean));
      const row = entry(cluster)[where.size === 1 ? [...where][0] : 0];
      row[thing.type] = (row[thing.type] || 0) + 1;
    }
    return periods;
  }

  const blank = () => ({ hubs: 0, "-1": {}, 0: {}, 1: {} });

  function period(ctx, id, x, y, { selected, hover }) {
    const { cell, spine } = kg.scene.layout;
    const half = spine[1] - x;
    const pill = 17;
    const tall = Math.min(14, cell * 0.5);
    const whole = kg.periods.get(id) || blank();
    const found = kg.chosen && selected !== id ? kg.chosen.get(id) || blank() : whole;
    const unit = (half - pill - 6) / (found === whole ? kg.widest : kg.widestChosen);
    const bars = (rows) => {
      for (const side of [-1, 1]) bar(ctx, rows[side], x + side * (pill + 2), y - tall / 2, side * unit, tall);
      bar(ctx, rows[0], x - (all(rows[0]) * unit) / 2, y + tall / 2 + 1.5, unit, Math.max(2.5, tall * 0.35));
    };
    return {
      drawNode() {
        if (id === hover || id === selected) {
          ctx.fillStyle = kg.theme.none;
          ctx.fillRect(x - half, y - cell / 2, 2 * half, cell);
        }
        bars(found);
        ctx.globalAlpha = found.hubs || found === whole ? 1 : 0.25;
        ctx.fillStyle = kg.colour("encounter");
        ctx.beginPath();
        ctx.roundRect(x - pill, y - tall / 2, 2 * pill, tall, tall / 2);
        ctx.fill();
        ctx.fillStyle = "#10141a";
        ctx.font = `600 ${Math.min(11, tall * 0.85)}px system-ui, sans-serif`;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        ctx.fillText(kg.number(found.hubs), x, y + 0.5);
        ctx.globalAlpha = 1;
      },
      nodeDimensions: { width: 2 * half, height: cell * 0.95 },
    };
  }

  function bar(ctx, row, x, y, unit, tall) {
    for (const type of kg.statementKinds) {
      const long = (row[type] || 0) * unit;
      ctx.fillStyle = kg.colour("statement", type);
      ctx.fillRect(Math.min(x, x + long), y, Math.abs(long), tall);
      x += long;
    }
  }
})((window.kg = window.kg || {}));
