/* The graph by keyboard: arrows go to the next thing in their direction. */
(function (kg) {
  "use strict";

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /* The nearest thing that way; sideways distance counts double. */
  kg.next = function (from, [dx, dy]) {
    const [x, y] = kg.at[from];
    let best = null;
    let least = Infinity;
    for (const id of kg.here) {
      const along = (kg.at[id][0] - x) * dx + (kg.at[id][1] - y) * dy;
      if (id === from || along <= 1) continue;
      const across = Math.abs((kg.at[id][0] - x) * dy) + Math.abs((kg.at[id][1] - y) * dx);
      const cost = along + 2 * across;
      if (cost < least) [best, least] = [id, cost];
    }
    return best;
  };

  kg.initKeys = function () {
    document.getElementById("canvas").addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (WAYS[event.key]) {
        const from = kg.state.selected;
        const id = from !== null && kg.here.has(from) ? kg.next(from, WAYS[event.key]) : kg.labelOrder.find((n) => kg.here.has(n));
        if (id !== null && id !== undefined) kg.select(id, { pan: true });
      } else if (event.key === "Enter") {
        const thing = kg.things[kg.state.selected];
        if (thing && kg.opens(thing)) kg.enter(thing.key);
        else {
          kg.showTab("panel");
          document.getElementById("panel").focus();
        }
      } else if (event.key === "Escape") {
        if (kg.state.selected === null && kg.scene.key) kg.enter(kg.scene.up);
        else kg.select(null);
      }
      else if (event.key === "+" || event.key === "=") kg.zoom(1.25);
      else if (event.key === "-") kg.zoom(0.8);
      else if (event.key === "0") kg.fit();
      else return;
      event.preventDefault();
    });
  };
})((window.kg = window.kg || {}));
