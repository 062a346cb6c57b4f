/* Pointer, wheel and keyboard: along the time with drag and arrows, nearer and farther with wheel and signs. */
(function (kg) {
  "use strict";

  const STEP = 120; // pixels, by Shift and an arrow
  kg.dragged = false;

  kg.initMoves = function (box) {
    let from = null;
    box.addEventListener("pointerdown", (event) => {
      kg.dragged = false;
      from = event.button === 0 ? event.clientX : null;
    });
    box.addEventListener("pointermove", (event) => {
      if (from === null || (!kg.dragged && Math.abs(event.clientX - from) < 4)) return;
      if (!kg.dragged) box.setPointerCapture(event.pointerId);
      kg.dragged = true;
      kg.panBy(from - event.clientX);
      from = event.clientX;
    });
    for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, () => { from = null; });
    box.addEventListener("wheel", (event) => {
      if (event.ctrlKey || Math.abs(event.deltaY) > Math.abs(event.deltaX)) {
        const tall = box.scrollHeight > box.clientHeight + 2;
        if (tall && !event.ctrlKey && event.clientX < box.getBoundingClientRect().x + kg.axis.gutter) return; // scroll the lanes
        event.preventDefault();
        kg.zoomBy(Math.exp(-event.deltaY * 0.0016), event.clientX - box.getBoundingClientRect().x);
      } else {
        event.preventDefault();
        kg.panBy(event.deltaX);
      }
    }, { passive: false });
    box.addEventListener("keydown", pressed);
  };

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const across = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (way && event.shiftKey) kg.panBy(way * STEP);
    else if (way) go(kg.along(kg.state.selected, way));
    else if (across) go(kg.across(kg.state.selected, across));
    else if (event.key === "Enter") {
      kg.showTab("panel");
      document.getElementById("panel").focus();
    } else if (event.key === "Escape") {
      if (kg.state.selected === null && kg.state.group) kg.showGroup("");
      else kg.select(null);
    } else if (event.key === "+" || event.key === "=") kg.zoomBy(1.25);
    else if (event.key === "-") kg.zoomBy(0.8);
    else if (event.key === "0") kg.fit();
    else return;
    event.preventDefault();
  }

  const go = (id) => { if (id !== null) kg.select(id, { pan: true }); };
  const when = (item) => (item.time ? kg.middle(item.time) : Infinity);
  const inOrder = (lane) => [...lane.items].sort((a, b) => (when(a) === when(b) ? a.id - b.id : when(a) - when(b)));

  /* The thing before or after in the same lane; the latest encounter, if nothing is selected. */
  kg.along = function (id, way) {
    const lanes = kg.lanes();
    const lane = lanes.find((one) => one.items.some((item) => item.id === id));
    if (!lane) return latest(lanes[0]);
    const order = inOrder(lane);
    const at = order.findIndex((item) => item.id === id) + way;
    return at >= 0 && at < order.length ? order[at].id : null;
  };

  /* The thing nearest in time in the lane above or below. */
  kg.across = function (id, way) {
    const lanes = kg.lanes();
    const at = lanes.findIndex((one) => one.items.some((item) => item.id === id));
    if (at < 0) return latest(lanes[0]);
    const other = lanes[at + way];
    if (!other) return null;
    const far = (item) => (item.time && kg.itemOf.get(id).time ? Math.abs(when(item) - when(kg.itemOf.get(id))) : item.time ? 1e9 : 2e9);
    return inOrder(other).reduce((best, item) => (best === null || far(item) < far(best) ? item : best), null).id;
  };

  function latest(lane) {
    if (!lane) return null;
    const dated = inOrder(lane).filter((item) => item.time);
    return (dated.length ? dated[dated.length - 1] : lane.items[0]).id;
  }
})((window.kg = window.kg || {}));
