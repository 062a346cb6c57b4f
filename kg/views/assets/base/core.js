/* What every part of a page needs: the data, words in the reader's language, dates, safe elements. */
(function (kg) {
  "use strict";

  kg.data = JSON.parse(document.getElementById("graph-data").textContent);
  kg.things = kg.data.things;
  kg.page = {}; // what this kind of page does: main.js tells

  // ---------------------------------------------------------------- words
  kg.t = function (key, values) {
    const words = kg.data.strings[kg.state.lang];
    const text = Object.hasOwn(words, key) ? words[key] : key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
  };

  kg.pick = function (label) {
    if (!label) return "";
    return label[kg.state.lang] || label[""] || Object.values(label)[0] || "";
  };

  /* Whether something is more than a name on this page: a thing that is drawn, or several drawn as one. */
  kg.selectable = (id) => id < kg.drawn || Boolean(kg.things[id].members);

  const numbers = { vi: new Intl.NumberFormat("vi-VN"), en: new Intl.NumberFormat("en-GB") };
  const written = new Map(); // formatting is slow, and most numbers come again and again
  kg.number = function (n) {
    const key = `${kg.state.lang} ${n}`;
    if (!written.has(key)) written.set(key, (numbers[kg.state.lang] || numbers.en).format(n));
    return written.get(key);
  };

  /* Later, when the browser has nothing to do. */
  kg.idle = (todo) => (window.requestIdleCallback ? requestIdleCallback(todo) : setTimeout(() => todo({ timeRemaining: () => 10 }), 50));

  /* The things drawn, of one kind: [id, …], once counted. */
  const byKind = new Map();
  kg.drawn = kg.data.drawn; // things beyond are only named
  for (let id = 0; id < kg.drawn; id++) {
    const { kind } = kg.things[id];
    if (!byKind.has(kind)) byKind.set(kind, []);
    byKind.get(kind).push(id);
  }
  kg.ofKind = (kind) => byKind.get(kind) || [];

  kg.code = (thing) => thing.id || kg.pick(thing.label);

  /* What a thing is called on one line. */
  kg.name = function (id) {
    const thing = kg.things[id];
    if (!thing) return "";
    if (thing.members) return kg.clusterName(thing);
    if (thing.kind === "encounter") return `${kg.when(thing)} · ${kg.what(thing)}`;
    if (thing.kind === "statement") return thing.content || kg.t(thing.type);
    return kg.pick(thing.label) || thing.iri;
  };

  kg.what = (encounter) => kg.t(encounter.type) + (encounter.status ? ` (${kg.t(encounter.status)})` : "");

  /* Lower case without diacritics: "Bùi Thanh Sơn" and "bui thanh son" are one. */
  kg.fold = (text) =>
    String(text).toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ").trim();

  // ---------------------------------------------------------------- dates
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  /* As precise as it is known and no more: 1 Jul 2021, Jul 2021, 2021, 1 Jul. */
  kg.date = function (lexical) {
    const found = /^(?:(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)-(\d\d))/.exec(lexical || "");
    if (!found) return lexical || "";
    const year = found[1] || "";
    const month = found[2] || found[4] || "";
    const day = found[3] || found[5] || "";
    if (kg.state.lang === "vi") return [day, month, year].filter(Boolean).join("/");
    return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
  };

  /* From one day to another, saying once what they share: 8–9 Nov 2022. */
  kg.span = function (first, last) {
    if (!last || last === first) return kg.date(first);
    const shared = first.length === 10 && first.slice(0, 7) === last.slice(0, 7);
    return shared ? `${Number(first.slice(8, 10))}–${kg.date(last)}` : `${kg.date(first)} – ${kg.date(last)}`;
  };

  /* When an encounter or a statement was; a date that is not stated looks it. */
  kg.when = function (thing) {
    if (thing.date) return (thing.inferred ? "≈ " : "") + kg.span(thing.date, thing.end);
    const [first, last] = [thing.earliest || "", thing.latest || ""];
    if (first && first === last) return kg.date(first);
    const shared = [7, 4].find((length) => first && first.slice(0, length) === last.slice(0, length));
    return shared ? "≈ " + kg.date(first.slice(0, shared)) : kg.t("undated");
  };

  kg.years = function (thing) {
    const first = thing.earliest || thing.latest;
    const last = thing.latest || thing.earliest;
    const years = [first, last].map((day) => parseInt((day || "").slice(0, 4), 10));
    return years.some(Number.isNaN) ? null : years;
  };

  // ---------------------------------------------------------------- elements
  /* The only way this page makes elements: text is always text. */
  kg.el = function (tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "onclick" || name === "onchange" || name === "ontoggle") element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
    return element;
  };

  /* An address to follow, if it is one of the web; anything else stays text. */
  kg.link = function (address, text) {
    let url = null;
    try { url = new URL(address); } catch { /* not an address */ }
    if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return document.createTextNode(text);
    return kg.el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
  };

  /* A button that selects a thing where it is drawn; its name where it is not. */
  kg.ref = function (id) {
    if (!kg.selectable(id)) return kg.el("span", {}, kg.name(id));
    return kg.el("button", { type: "button", class: "link", "data-id": id, onclick: () => kg.select(id, { pan: true }) }, kg.name(id));
  };

  kg.refs = (ids) => (ids || []).flatMap((id, i) => (i ? [", ", kg.ref(id)] : [kg.ref(id)]));
})((window.kg = window.kg || {}));
