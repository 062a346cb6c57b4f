// The SPARQL editor: colours, completion, a history, and answers without a new page. The page works without it.
"use strict";
(() => {
  const form = document.getElementById("editor");
  const area = document.getElementById("query");
  const paint = form.querySelector(".editor code");
  const list = document.getElementById("complete");
  const run = document.getElementById("run");
  const stop = document.getElementById("stop");
  const state = document.getElementById("state");
  const make = (name, text, kind) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  // ------------------------------------------------------------ colours
  const TOKEN = new RegExp([
    /(?<comment>#[^\r\n]*)/, /(?<string>"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')/,
    /(?<iri><[^<>"{}|^`\\\x00-\x20]*>)/, /(?<variable>[?$][\p{L}\p{N}_]+)/, /(?<name>[\p{L}\p{N}_-]*:(?:[\p{L}\p{N}_:%.\\-]*[\p{L}\p{N}_:%-])?)/,
    /(?<number>\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/, /(?<word>[\p{L}_][\p{L}\p{N}_]*)/,
  ].map((part) => part.source).join("|"), "gu");
  let words = new Set();

  function colour() {
    const text = area.value;
    const pieces = [];
    let at = 0;
    if (text.length < 100000) {
      for (const match of text.matchAll(TOKEN)) {
        if (match.index > at) pieces.push(document.createTextNode(text.slice(at, match.index)));
        let kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
        if (kind === "word" && words.size && !words.has(match[0].toUpperCase())) kind = "bad";
        pieces.push(make("span", match[0], "t-" + kind));
        at = match.index + match[0].length;
      }
    }
    pieces.push(document.createTextNode(text.slice(at) + "\n"));
    paint.replaceChildren(...pieces);
    follow();
  }
  function follow() {
    paint.style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`;
  }

  // ------------------------------------------------------------ completion
  let offered = [];
  let from = 0;
  let chosen = 0;
  let known = { prefixes: {}, words: [], terms: [] };

  function begun() {
    const before = area.value.slice(0, area.selectionStart);
    const match = before.match(/[?$]?[\p{L}\p{N}_-]*:?[\p{L}\p{N}_-]*$/u);
    return match ? match[0] : "";
  }
  function complete(asked) {
    const start = begun();
    if (!asked && start.length < 2) return close();
    const key = start.toLowerCase();
    const variables = [...new Set(area.value.match(/[?$][\p{L}\p{N}_]+/gu) || [])].filter((name) => name !== start);
    const all = start.startsWith("?") || start.startsWith("$") ? variables
      : start.includes(":") ? known.terms
        : [...Object.keys(known.prefixes).map((name) => name + ":"), ...known.words];
    const local = key.slice(key.indexOf(":") + 1);
    const space = key.slice(0, key.indexOf(":") + 1);
    offered = all.filter((word) => word.toLowerCase().startsWith(key));
    if (space && local) offered.push(...all.filter((word) => !offered.includes(word)
      && word.toLowerCase().startsWith(space) && word.toLowerCase().includes(local)));
    offered = offered.slice(0, 60);
    if (!offered.length || (offered.length === 1 && offered[0] === start)) return close();
    from = area.selectionStart - start.length;
    chosen = 0;
    show();
  }
  function show() {
    list.replaceChildren(...offered.map((word, place) => {
      const item = make("li", word);
      item.id = "complete-" + place;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(place === chosen));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); chosen = place; take(); });
      return item;
    }));
    const lines = area.value.slice(0, from).split("\n");
    const size = parseFloat(getComputedStyle(area).lineHeight);
    const letter = measure();
    list.style.top = `${12 + lines.length * size - area.scrollTop}px`;
    list.style.left = `${Math.max(0, Math.min(14 + lines.at(-1).length * letter - area.scrollLeft, area.clientWidth - 220))}px`;
    list.hidden = false;
    area.setAttribute("aria-controls", "complete");
    area.setAttribute("aria-activedescendant", "complete-" + chosen);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  }
  function measure() {
    const context = document.createElement("canvas").getContext("2d");
    context.font = getComputedStyle(area).font;
    return context.measureText("m").width;
  }
  function take() {
    const word = offered[chosen];
    area.setRangeText(word, from, area.selectionStart, "end");
    close();
    colour();
    if (word.endsWith(":")) complete(true);
  }
  function close() {
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  }

  // ------------------------------------------------------------ history
  const KEY = "kg-queries";
  const box = document.getElementById("history");
  function past() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(found) ? found.filter((text) => typeof text === "string") : [];
    } catch { return []; }
  }
  function remember(text) {
    try {
      localStorage.setItem(KEY, JSON.stringify([text, ...past().filter((other) => other !== text)].slice(0, 30)));
    } catch { /* no room, or none allowed: then without */ }
    tell();
  }
  function tell() {
    const texts = past();
    box.hidden = !texts.length;
    box.querySelector("ul").replaceChildren(...texts.map((text) => {
      const item = make("li");
      const button = make("button");
      button.type = "button";
      button.append(make("pre", text));
      button.addEventListener("click", () => { area.value = text; colour(); area.focus(); });
      item.append(button);
      return item;
    }));
  }
  box.querySelector("p button").addEventListener("click", () => {
    try { localStorage.removeItem(KEY); } catch { /* nothing is kept */ }
    tell();
  });

  // ------------------------------------------------------------ running
  let running = null;
  async function ask() {
    if (running) running.abort();
    const mine = running = new AbortController();
    run.disabled = true;
    stop.hidden = false;
    state.textContent = form.dataset.running;
    remember(area.value);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams({ query: area.value }), signal: mine.signal, headers: { Accept: "text/html" },
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("results") || page.querySelector(".problem");
      const results = document.getElementById("results");
      results.replaceChildren(...(found && found.id === "results" ? found.childNodes : found ? [found] : []));
      state.textContent = "";
      point(results.querySelector("[data-line]"));
    } catch (error) {
      state.textContent = error.name === "AbortError" ? form.dataset.stopped : String(error.message);
    } finally {
      if (running === mine) {
        running = null;
        run.disabled = false;
        stop.hidden = true;
      }
    }
  }
  function point(problem) {
    if (!problem) return;
    const lines = area.value.split("\n");
    const line = Number(problem.dataset.line);
    const at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + Number(problem.dataset.column) - 1;
    const word = area.value.slice(at).match(/^[^\s{}()<>;,]+/);
    area.focus();
    area.setSelectionRange(at, at + (word ? word[0].length : 1));
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  stop.addEventListener("click", () => running && running.abort());
  area.addEventListener("input", () => { colour(); complete(false); });
  area.addEventListener("scroll", () => { follow(); close(); });
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); close(); ask(); }
    else if (event.key === " " && event.ctrlKey) { event.preventDefault(); complete(true); }
    else if (list.hidden) return;
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length;
      show();
    } else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); take(); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });

  form.querySelector(".editor").classList.add("painted");
  colour();
  tell();
  point(document.querySelector("#results [data-line]"));
  fetch("/terms.json").then((answer) => answer.json()).then((found) => {
    known = found;
    words = new Set([...found.words, "SERVICE", "SILENT", "INSERT", "DELETE", "LOAD", "DATA"]);
    colour();
    document.documentElement.dataset.ready = "";
  }).catch(() => { /* without completion */ });
})();
