/* Legend, filters, index, tabs, language and theme. */
(function (kg) {
  "use strict";

  const { el } = kg;
  const TABS = ["panel", "filters", "index"];

  const numbers = new Map(); // of each kind of thing and of statement
  for (const kind of kg.kinds) numbers.set(kind, kg.ofKind(kind).length);
  for (const id of kg.ofKind("statement")) numbers.set(kg.things[id].type, (numbers.get(kg.things[id].type) || 0) + 1);
  let years = null;
  const flip = (set, key, on) => { if (on) set.delete(key); else set.add(key); };

  // ---------------------------------------------------------------- legend
  kg.showLegend = function () {
    const chip = (kind, type) => {
      const key = type || kind;
      const n = numbers.get(key);
      if (!n) return null;
      const on = !kg.state.off.has(key);
      return el("button", { type: "button", class: "chip", "data-kind": key, "aria-pressed": String(on), onclick: () => { flip(kg.state.off, key, !on); kg.changed(`[data-kind="${key}"]`); } },
        kg.swatch(kind, type), kg.t(key), el("small", {}, kg.number(n)));
    };
    const kinds = (kg.page.kinds || kg.kinds).map((kind) => chip(kind)).filter(Boolean);
    const types = kg.statementKinds.map((type) => chip("statement", type)).filter(Boolean);
    document.getElementById("legend").replaceChildren(...kinds, ...(types.length ? [el("span", { class: "gap" }), ...types] : []));
  };

  // ---------------------------------------------------------------- filters
  kg.showFilters = function () {
    const box = (id, name, on, set) =>
      el("label", {}, el("input", { type: "checkbox", "data-filter": `${name}-${id}`, checked: on, onchange: (event) => { set(event.target.checked); kg.changed(`[data-filter="${name}-${id}"]`); } }),
        kg.swatch(kg.things[id].kind), el("span", {}, kg.name(id)), el("small", {}, kg.number(kg.of[id].statements.length)));
    const most = (a, b) => kg.of[b].statements.length - kg.of[a].statements.length || a - b;
    const { state } = kg;
    years = years || [...new Set(kg.things.slice(0, kg.drawn).flatMap((thing) => kg.years(thing) || []))].sort((a, b) => a - b);
    const select = (key) =>
      el("label", { class: "row" }, kg.t(key), el("select", { "data-filter": key, onchange: (event) => { state[key] = event.target.value ? Number(event.target.value) : null; kg.changed(`[data-filter="${key}"]`); } },
        el("option", { value: "" }, kg.t("any")), years.map((year) => el("option", { value: year, selected: state[key] === year }, String(year)))));
    document.getElementById("filters").replaceChildren(...[
      el("h2", { class: "unseen" }, kg.t("filters")),
      el("h3", {}, kg.t("years")),
      el("div", { class: "row" }, select("from"), select("to")),
      el("p", { class: "muted small" }, kg.t("withUndated")),
      el("h3", {}, kg.t("sides")),
      el("div", { class: "choices" }, [...kg.ofKind("polity")].sort(most).map((id) => box(id, "side", !state.noSides.has(id), (on) => flip(state.noSides, id, on)))),
      el("h3", {}, kg.t("topics")),
      el("p", { class: "muted small" }, kg.t("topicsHint")),
      el("div", { class: "choices" }, [...kg.ofKind("topic")].sort(most).map((id) => box(id, "topic", state.topics.has(id), (on) => flip(state.topics, id, !on)))),
      el("p", {}, el("button", { type: "button", id: "reset", onclick: () => { kg.resetFilters(); kg.changed("#reset"); } }, kg.t("reset"))),
    ]);
  };

  // ---------------------------------------------------------------- index
  /* Everything shown, as lists: what the picture says, for those who read with a screen reader or the keyboard. */
  kg.showIndex = function () {
    const index = document.getElementById("index");
    if (index.hidden) return;
    const groups = kg.kinds.map((kind) => [kind, kg.ofKind(kind).filter((id) => kg.left.has(id))]).filter(([, list]) => list.length);
    const name = new Intl.Collator(kg.state.lang).compare;
    index.replaceChildren(...groups.map(([kind, list]) => {
      if (kind !== "encounter" && kind !== "statement") list.sort((a, b) => name(kg.name(a), kg.name(b)));
      const ordered = kind === "encounter" || kind === "statement" ? kg.newestFirst(list) : list;
      const fill = (box) => { if (box.open && box.children.length === 1) box.append(kg.list(ordered, (id) => (kind === "statement" ? kg.said(id) : el("div", {}, kg.ref(id))))); };
      const box = el("details", { ontoggle: () => fill(box) }, el("summary", {}, kg.swatch(kind), `${kg.t(`${kind}s`)} (${kg.number(list.length)})`));
      box.open = kind !== "statement";
      fill(box);
      return box;
    }));
  };

  kg.showTab = function (name, focus) {
    for (const tab of TABS) {
      const button = document.getElementById(`tab-${tab}`);
      button.setAttribute("aria-selected", String(tab === name));
      button.tabIndex = tab === name ? 0 : -1;
      document.getElementById(tab).hidden = tab !== name;
    }
    if (name === "index") kg.showIndex();
    if (focus) document.getElementById(`tab-${name}`).focus();
  };

  // ---------------------------------------------------------------- language, theme, counts
  kg.showWords = function () {
    const { state } = kg;
    const root = document.documentElement;
    root.lang = state.lang;
    root.dataset.theme = kg.dark() ? "dark" : "light";
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = kg.t(node.dataset.t);
    for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", kg.t(node.dataset.tLabel));
    for (const node of document.querySelectorAll("[data-t-title]")) node.title = kg.t(node.dataset.tTitle);
    for (const node of document.querySelectorAll("[data-t-placeholder]")) node.placeholder = kg.t(node.dataset.tPlaceholder);
    for (const node of document.querySelectorAll("[data-lang]")) node.setAttribute("aria-pressed", String(node.dataset.lang === state.lang));
    document.getElementById("theme").textContent = kg.t({ "": "themeAuto", light: "themeLight", dark: "themeDark" }[state.theme]);
    const title = kg.data.meta.title[state.lang];
    document.title = title;
    document.getElementById("title").textContent = title;
  };

  kg.showCounts = function () {
    const hidden = kg.drawn - kg.left.size;
    const parts = [kg.t("shown", { n: kg.number(kg.left.size) })];
    if (hidden) parts.push(kg.t("hiddenBy", { n: kg.number(hidden) }));
    document.getElementById("counts").textContent = parts.join(" · ");
    const empty = document.getElementById("empty");
    empty.hidden = kg.drawn > 0 && kg.left.size > 0;
    empty.textContent = kg.t(kg.drawn ? "nothing" : "empty");
  };

  kg.initControls = function () {
    for (const button of document.querySelectorAll("[data-lang]")) {
      button.addEventListener("click", () => { kg.state.lang = button.dataset.lang; kg.showAll(); });
    }
    document.getElementById("theme").addEventListener("click", () => {
      const order = ["", "light", "dark"];
      kg.state.theme = order[(order.indexOf(kg.state.theme) + 1) % 3];
      kg.showAll();
    });
    TABS.forEach((tab, i) => {
      const button = document.getElementById(`tab-${tab}`);
      button.addEventListener("click", () => kg.showTab(tab));
      button.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) kg.showTab(TABS[(i + step + TABS.length) % TABS.length], true);
      });
    });
    addEventListener("keydown", (event) => {
      const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        document.getElementById("query").focus();
      }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => kg.showAll());
  };
})((window.kg = window.kg || {}));
