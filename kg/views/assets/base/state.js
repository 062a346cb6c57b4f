/* What the reader has chosen; it stands in the address's fragment, so that a link brings it back. */
(function (kg) {
  "use strict";

  const meta = kg.data.meta;
  const KINDS = ["polity", "official", "encounter", "document", "topic", "statement"];
  kg.statementKinds = kg.data.statementKinds;
  kg.kinds = KINDS;

  const fresh = () => ({
    lang: meta.lang,
    theme: "",
    selected: meta.focus,
    off: new Set(meta.statements ? [] : ["statement"]), // kinds of node and of statement not shown
    noSides: new Set(), // polities not shown, by number
    topics: new Set(), // only these, if any
    from: null,
    to: null,
    group: "", // several things listed together: a key that the page made and can read
  });
  kg.state = fresh();

  kg.byIri = new Map(kg.things.map((thing, id) => [thing.iri, id]));
  const byCode = (kind) => new Map(kg.things.flatMap((thing, id) => (thing.kind === kind ? [[thing.id, id]] : [])));
  const polities = byCode("polity");
  const topics = byCode("topic");

  kg.readFragment = function () {
    const given = new URLSearchParams(location.hash.slice(1));
    const list = (key) => (given.get(key) || "").split(",").filter(Boolean);
    const state = fresh();
    if (Object.hasOwn(kg.data.strings, given.get("lang") || "")) state.lang = given.get("lang");
    if (["light", "dark"].includes(given.get("theme"))) state.theme = given.get("theme");
    if (given.has("select")) {
      const selected = kg.byIri.get(given.get("select"));
      state.selected = selected !== undefined && kg.selectable(selected) ? selected : null;
    }
    const kinds = new Set([...KINDS, ...kg.statementKinds]);
    if (given.has("hide")) state.off = new Set(list("hide").filter((kind) => kinds.has(kind)));
    state.noSides = new Set(list("noside").flatMap((code) => (polities.has(code) ? [polities.get(code)] : [])));
    state.topics = new Set(list("topic").flatMap((code) => (topics.has(code) ? [topics.get(code)] : [])));
    for (const key of ["from", "to"]) {
      if (/^\d{4}$/.test(given.get(key) || "")) state[key] = Number(given.get(key));
    }
    state.group = given.get("group") || "";
    kg.state = state;
    if (kg.page.read) kg.page.read(given);
  };

  kg.fragment = function () {
    const { state } = kg;
    const plain = fresh();
    const out = new URLSearchParams();
    const codes = (ids) => [...ids].map((id) => kg.things[id].id).sort().join(",");
    if (state.lang !== meta.lang) out.set("lang", state.lang);
    if (state.theme) out.set("theme", state.theme);
    if (state.selected !== plain.selected) out.set("select", state.selected === null ? "" : kg.things[state.selected].iri);
    const off = [...state.off].sort().join(",");
    if (off !== [...plain.off].sort().join(",")) out.set("hide", off);
    if (state.noSides.size) out.set("noside", codes(state.noSides));
    if (state.topics.size) out.set("topic", codes(state.topics));
    if (state.from !== null) out.set("from", state.from);
    if (state.to !== null) out.set("to", state.to);
    if (state.group) out.set("group", state.group);
    if (kg.page.write) kg.page.write(out);
    return out.toString();
  };

  let written = location.hash.slice(1);
  kg.writeFragment = function () {
    written = kg.fragment();
    try {
      history.replaceState(null, "", `#${written}`);
    } catch {
      location.hash = written; // where the history of a local file may not be written
    }
  };

  /* Another fragment in the address bar, and not by this page. */
  kg.onFragment = (changed) =>
    addEventListener("hashchange", () => {
      if (location.hash.slice(1) !== written && !/^(panel|$)/.test(location.hash.slice(1))) changed();
    });

  kg.resetFilters = function () {
    const plain = fresh();
    Object.assign(kg.state, { off: plain.off, noSides: plain.noSides, topics: plain.topics, from: null, to: null });
  };
})((window.kg = window.kg || {}));
