/* The search box: every word typed must be found, with or without its diacritics. */
(function (kg) {
  "use strict";

  const { el } = kg;
  const MOST = 40;
  const entries = []; // of things, by number

  function entry(thing, id) {
    const labels = [...Object.values(thing.label || {}), ...(thing.names || []), ...(thing.aliases || [])];
    const offices = (thing.offices || []).flatMap((office) => Object.values(office.label));
    const words = thing.type ? Object.values(kg.data.strings).map((strings) => strings[thing.type]) : [];
    const quotes = (thing.evidence || []).flatMap((q) => (q.exact ? [q.exact] : []));
    const name = kg.fold(labels.join(" | "));
    return { id, name, all: `${name} | ${kg.fold([...offices, ...words, thing.content, thing.date, ...quotes].filter(Boolean).join(" | "))}` };
  }

  /* Read what can be searched, as long as there is time; it is done before the first word is typed. */
  function read(left) {
    while (entries.length < kg.drawn && left() > 0) {
      const end = Math.min(entries.length + 200, kg.drawn);
      for (let id = entries.length; id < end; id++) entries.push(entry(kg.things[id], id));
    }
    return entries.length === kg.drawn;
  }

  kg.indexSearch = () => kg.idle((deadline) => { if (!read(() => deadline.timeRemaining() - 2)) kg.indexSearch(); });

  kg.find = function (text) {
    const words = kg.fold(text).split(" ").filter(Boolean);
    if (!words.length) return [];
    read(() => 1);
    const order = { official: 0, polity: 1, topic: 2, encounter: 3, document: 4, statement: 5 };
    const scored = [];
    for (const entry of entries) {
      if (!words.every((word) => entry.all.includes(word))) continue;
      const named = words.every((word) => entry.name.includes(word));
      scored.push([named ? 0 : 1, order[kg.things[entry.id].kind], entry.id]);
    }
    scored.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    return scored.map(([, , id]) => id);
  };

  kg.initSearch = function () {
    const query = document.getElementById("query");
    const hits = document.getElementById("hits");
    let active = -1;

    const close = () => { hits.hidden = true; query.setAttribute("aria-expanded", "false"); query.removeAttribute("aria-activedescendant"); active = -1; };
    const open = () => { hits.hidden = false; query.setAttribute("aria-expanded", "true"); };
    const choose = (id) => { close(); kg.select(id, { pan: true, show: true }); };

    function fill() {
      const found = kg.find(query.value);
      if (!query.value.trim()) return close();
      active = -1;
      hits.replaceChildren(...found.slice(0, MOST).map((id, i) => {
        const thing = kg.things[id];
        const under = thing.kind === "statement" ? kg.byline(id) : thing.kind === "official" ? (thing.offices || []).slice(0, 1).map((o) => kg.pick(o.label)).join("") : kg.t(thing.kind);
        const item = el("li", { role: "option", id: `hit-${i}`, "data-id": id, "aria-selected": "false" }, kg.swatch(thing.kind, thing.type), el("span", { dir: "auto" }, brief(kg.name(id)), el("small", {}, under)));
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(id); });
        return item;
      }));
      if (!found.length) hits.append(el("li", { class: "none" }, kg.t("noResults")));
      if (found.length > MOST) hits.append(el("li", { class: "none" }, kg.t("shown", { n: kg.number(found.length) })));
      open();
    }

    function move(step) {
      const items = [...hits.querySelectorAll('[role="option"]')];
      if (!items.length) return;
      active = (active + step + items.length) % items.length;
      items.forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
      query.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
    }

    query.addEventListener("input", fill);
    query.addEventListener("focus", () => { if (query.value.trim()) fill(); });
    query.addEventListener("blur", close);
    query.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Enter") {
        const item = hits.querySelector('[aria-selected="true"]') || hits.querySelector('[role="option"]');
        if (item) choose(Number(item.dataset.id));
      } else if (event.key === "Escape") {
        if (hits.hidden) query.value = "";
        close();
      } else return;
      event.preventDefault();
    });
  };

  const brief = (text) => (text.length > 140 ? `${text.slice(0, 139)}…` : text);
})((window.kg = window.kg || {}));
