/* Pieces of the panel: a quote with its place, a statement, an article. */
(function (kg) {
  "use strict";

  const { el } = kg;
  const MANY = 40; // in one list, before a button shows the rest

  /* An article's name, as a link where it has an address. */
  kg.articleLink = function (number) {
    const article = kg.data.articles[number];
    const name = article.title || article.id || article.iri;
    const about = [article.publisher, article.date && kg.t("published", { on: kg.date(article.date) })].filter(Boolean).join(", ");
    return el("span", { lang: article.title ? article.lang : null }, article.url ? kg.link(article.url, name) : name, about ? el("span", { class: "muted" }, ` (${about})`) : null);
  };

  kg.articles = (numbers) => el("ul", { class: "plain" }, (numbers || []).map((n) => el("li", {}, kg.articleLink(n))));

  /* The words of an article, what stands around them, and where. */
  kg.quote = function (quote) {
    const article = quote.article === undefined ? null : kg.data.articles[quote.article];
    const place = quote.end === undefined ? null : kg.t("characters", { a: quote.start || 0, b: quote.end });
    return el("blockquote", { lang: article && article.lang, dir: "auto" },
      quote.prefix ? el("span", { class: "muted" }, `…${quote.prefix}`) : null,
      el("mark", {}, quote.exact || ""),
      quote.suffix ? el("span", { class: "muted" }, `${quote.suffix}…`) : null,
      el("cite", { dir: "ltr" }, article ? kg.articleLink(quote.article) : null, place ? `${article ? " · " : ""}${place}` : null));
  };

  /* Quotes folded away behind their number. */
  kg.quotes = function (evidence) {
    if (!evidence || !evidence.length) return null;
    return el("details", {}, el("summary", { class: "small" }, `${kg.t("quotes")} (${evidence.length})`), evidence.map(kg.quote));
  };

  kg.chip = (kind, type) => el("p", { class: "kind" }, kg.swatch(kind, type), kg.t(type || kind));

  /* Who says it, and when: one line. */
  kg.byline = function (id) {
    const thing = kg.things[id];
    const who = (thing.speakers || []).map(kg.name).join(", ") || (thing.sides || []).map(kg.name).join(", ");
    const hub = thing.hub === undefined ? null : kg.things[thing.hub];
    const when = hub && hub.kind === "encounter" ? hub : thing.earliest || !hub ? thing : hub;
    return [who, kg.when(when)].filter(Boolean).join(" · ");
  };

  /* A statement in a list: its words, then who said it and when. */
  kg.said = function (id) {
    const thing = kg.things[id];
    return el("button", { type: "button", class: "said", "data-id": id, onclick: () => kg.select(id, { pan: true }) },
      el("span", { class: "words", lang: thing.lang, dir: "auto" }, thing.content || kg.t(thing.type)),
      el("span", { class: "who" }, kg.swatch("statement", thing.type), `${kg.t(thing.type)} · ${kg.byline(id)}`));
  };

  /* A list that shows its first entries and offers the others. */
  kg.list = function (ids, make, first = MANY) {
    const box = el("div", {}, ids.slice(0, first).map(make));
    const rest = ids.slice(first);
    if (rest.length) {
      const more = el("button", { type: "button", onclick: () => more.replaceWith(kg.list(rest, make)) }, kg.t("more", { n: kg.number(rest.length) }));
      box.append(more);
    }
    return box;
  };

  const time = (id) => {
    const thing = kg.things[id];
    const hub = thing.hub === undefined ? {} : kg.things[thing.hub];
    return thing.earliest || hub.earliest || "";
  };

  kg.newestFirst = (ids) => [...ids].sort((a, b) => (time(a) < time(b) ? 1 : time(a) > time(b) ? -1 : a - b));

  /* Statements by their kind, the kinds in the legend's order; the first one open. */
  kg.saidByKind = function (ids) {
    if (!ids.length) return null;
    const groups = kg.statementKinds.map((type) => [type, kg.newestFirst(ids.filter((id) => kg.things[id].type === type))]).filter(([, list]) => list.length);
    return [el("h3", {}, `${kg.t("statements")} (${kg.number(ids.length)})`), groups.map(([type, list], i) => {
      const fill = (box) => { if (box.open && box.children.length === 1) box.append(kg.list(list, kg.said)); };
      const box = el("details", { ontoggle: () => fill(box) }, el("summary", {}, kg.swatch("statement", type), `${kg.t(`${type}s`)} (${kg.number(list.length)})`));
      box.open = i === 0 || ids.length <= 12;
      fill(box);
      return box;
    })];
  };

  /* Facts as a list of terms; empty ones are left out. */
  kg.facts = function (rows) {
    const filled = rows.filter(([, value]) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length));
    return filled.length ? el("dl", {}, filled.map(([key, value]) => [el("dt", {}, kg.t(key)), el("dd", {}, value)])) : null;
  };
})((window.kg = window.kg || {}));
