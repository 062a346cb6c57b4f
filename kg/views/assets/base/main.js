/* Puts the page together, and keeps its parts in step with what the reader chooses.

   A page draws through the hooks that it sets in `kg.page`, all of them optional:
     start()        draw for the first time: `kg.left` and `kg.shown` are known, words and theme are set
     refresh()      what is shown has changed
     emphasise(id)  this thing is selected (null: none); after refresh, where there was one
     bring(id)      let it be seen
     theme()        colours have changed
     read(given), write(out)  what the address says of this page alone: URLSearchParams
     group(key)     {title, ids} of the things that a key names, as the panel lists them; null: none
     kinds, how     the kinds of its legend, and the words of its introduction, if not those of the graph */
(function (kg) {
  "use strict";

  const tell = (hook, ...values) => kg.page[hook] && kg.page[hook](...values);

  /* Select a thing (null: none). `pan` brings it into view; `show` undoes what hides it. */
  kg.select = function (id, { pan = false, show = false } = {}) {
    const { state } = kg;
    state.selected = id;
    if (id !== null) {
      const thing = kg.things[id];
      const hidden = show && !kg.left.has(id);
      if (hidden) kg.resetFilters();
      if (((show || (pan && thing.kind !== "statement")) && state.off.delete(thing.kind)) || hidden) kg.refilter();
      if (pan) tell("bring", id);
      kg.showTab("panel");
      document.getElementById("live").textContent = kg.t("selected", { kind: kg.t(thing.type || thing.kind), label: kg.name(id), n: kg.neighbours(id).size - 1 });
    }
    tell("emphasise", id);
    kg.showPanel();
    kg.writeFragment();
  };

  /* List the things that a key of this page names ("": none). */
  kg.showGroup = function (key) {
    kg.state.group = key;
    kg.select(null);
    if (key) kg.showTab("panel");
  };

  /* What the filters leave, counted and drawn anew. */
  kg.refilter = function () {
    kg.apply();
    kg.showLegend();
    kg.showFilters();
    kg.showIndex();
    kg.showCounts();
    tell("refresh");
  };

  /* After a filter changed; `focus` names the control that had it, as it is made anew. */
  kg.changed = function (focus) {
    kg.refilter();
    kg.showPanel();
    kg.writeFragment();
    if (focus) document.querySelector(focus)?.focus({ preventScroll: true });
  };

  /* After the language or the theme changed, or at first. */
  kg.showAll = function () {
    kg.showWords();
    kg.readTheme();
    tell("theme");
    kg.changed();
  };

  function start() {
    kg.index();
    kg.readFragment();
    kg.apply();
    kg.initControls();
    kg.initSearch();
    kg.showWords();
    kg.readTheme();
    if (kg.drawn) tell("start");
    kg.changed();
    if (kg.state.selected !== null) kg.select(kg.state.selected, { pan: true });
    kg.onFragment(() => {
      kg.readFragment();
      kg.showAll();
      kg.select(kg.state.selected, { pan: true });
    });
    kg.indexSearch();
    document.documentElement.dataset.ready = "yes";
  }

  start();
})((window.kg = window.kg || {}));
