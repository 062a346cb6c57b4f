/* Colours of the theme, and the shape of each kind. */
(function (kg) {
  "use strict";

  kg.dark = function () {
    if (kg.state.theme) return kg.state.theme === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  };

  /* The colours of the style sheet, for what is painted. */
  kg.readTheme = function () {
    const style = getComputedStyle(document.documentElement);
    kg.theme = Object.fromEntries(["bg", "ink", "soft", "line", "left", "right", "none", "year", "edge", "accent"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  };

  kg.style = (kind, type) => (kind === "statement" && type ? kg.data.palette.statements[type] : kg.data.palette.nodes[LIKE[kind] || kind]);
  const LIKE = { period: "encounter", rest: "document" }; // several things drawn as one

  kg.colour = function (kind, type) {
    const style = kg.style(kind, type);
    return kg.dark() ? style.dark : style.light;
  };

  const SVG = "http://www.w3.org/2000/svg";
  const SHAPES = {
    official: ["circle", { cx: 8, cy: 8, r: 6 }],
    polity: ["polygon", { points: "12,1 16,8 12,15 4,15 0,8 4,1" }],
    encounter: ["polygon", { points: "8,0 16,8 8,16 0,8" }],
    topic: ["polygon", { points: "8,1 15.5,14.5 .5,14.5" }],
    document: ["path", { d: "M3 1h7l3 3v11H3z" }],
    statement: ["rect", { x: 2, y: 2, width: 12, height: 12, rx: 2 }],
  };

  /* The shape of a kind as it is drawn in the graph. */
  kg.swatch = function (kind, type) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "swatch");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    const [name, attributes] = SHAPES[LIKE[kind] || kind];
    const shape = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    shape.setAttribute("fill", kg.colour(kind, type));
    svg.append(shape);
    if (type) {
      const sign = document.createElementNS(SVG, "text");
      for (const [key, value] of Object.entries({ x: 8, y: 12, "text-anchor": "middle", "font-size": 11, "font-weight": 700 })) sign.setAttribute(key, value);
      sign.setAttribute("fill", kg.dark() ? "#10141a" : "#ffffff");
      sign.textContent = kg.style(kind, type).sign;
      svg.append(sign);
    }
    return svg;
  };
})((window.kg = window.kg || {}));
