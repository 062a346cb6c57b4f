/* Days as numbers, when things were, and the stretch of time that is in the window. */
(function (kg) {
  "use strict";

  const DAY = 86400000;
  const GUTTER = 132; // pixels on the left, for what the lanes are called
  const DEEPEST = 48; // pixels for a day, at most
  const STEPS = [["day", 1, 84], ["day", 7, 84], ["month", 1, 72], ["month", 3, 72], ["year", 1, 44], ["year", 2, 44], ["year", 5, 44], ["year", 10, 44], ["year", 50, 44], ["year", 100, 44]];
  const LENGTH = { day: 1, month: 30.4, year: 365.25 };

  const DATE = /^\d{4}-\d\d-\d\d/; // anything else is no day: nothing is known
  const number = (year, month, day) => Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / DAY);
  const parse = (text) => number(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));
  kg.iso = (day) => new Date(Math.floor(day) * DAY).toISOString().slice(0, 10);

  /* When something was: {first, last, sure, days}, null if nothing is known of it.

     A statement made at an encounter was made when that took place. `sure`: the day is told; else it lies
     from `first` to `last`. `days`: the days on which it may have been, where day and month are told. */
  kg.whenIs = function (thing) {
    const known = (one) => one && DATE.test(one.earliest || one.latest) && DATE.test(one.latest || one.earliest);
    const hub = thing.hub === undefined ? null : kg.things[thing.hub];
    const source = hub && hub.kind === "encounter" && known(hub) ? hub : known(thing) ? thing : hub;
    if (!known(source)) return null;
    const first = parse(source.earliest || source.latest);
    const last = Math.max(first, parse(source.latest || source.earliest));
    const told = source.date && source.date.length === 10 && /^\d/.test(source.date);
    const sure = source.kind !== "document" && !source.inferred && (told || first === last);
    return { first, last, sure, days: days(source.date, first, last) };
  };

  /* 1 July of some year between two: each such day. */
  function days(lexical, first, last) {
    const found = /^--(\d\d)-(\d\d)$/.exec(lexical || "");
    if (!found) return [];
    const years = [];
    for (let year = new Date(first * DAY).getUTCFullYear(); year <= new Date(last * DAY).getUTCFullYear(); year++) {
      const day = number(year, Number(found[1]), Number(found[2]));
      if (day >= first && day <= last) years.push(day);
    }
    return years;
  }

  // ---------------------------------------------------------------- the window
  const axis = (kg.axis = { gutter: GUTTER, left: 0, scale: 1, width: 1, moved: false });
  axis.x = (day) => GUTTER + (day - axis.left) * axis.scale;
  axis.day = (x) => axis.left + (x - GUTTER) / axis.scale;
  axis.right = () => axis.left + axis.width / axis.scale;

  /* Show these days with a little air. */
  axis.show = function (first, last) {
    const span = Math.max(last + 1 - first, 10);
    const rim = span * 0.02 + 2;
    axis.left = first - rim;
    axis.scale = Math.min(DEEPEST, axis.width / (span + 2 * rim));
  };

  /* Make it `factor` times as wide about the day at `x`, not wider than four times `most` days. */
  axis.zoom = function (factor, x, most) {
    const day = axis.day(x);
    axis.scale = Math.min(DEEPEST, Math.max(axis.width / (4 * most), axis.scale * factor));
    axis.left = day - (x - GUTTER) / axis.scale;
    axis.moved = true;
  };

  /* [day, text] where lines and dates stand on the axis. */
  axis.ticks = function () {
    const [unit, step] = STEPS.find(([u, n, room]) => LENGTH[u] * n * axis.scale >= room) || STEPS[STEPS.length - 1];
    const start = new Date(axis.left * DAY);
    const [year, month] = [start.getUTCFullYear(), start.getUTCMonth() + 1];
    const ticks = [];
    for (let i = 0; i < 400; i++) {
      const day = {
        day: () => Math.floor(axis.left / step) * step + i * step + (step === 7 ? 4 : 0),
        month: () => number(year, month - ((month - 1) % step) + i * step, 1),
        year: () => number(year - (year % step) + i * step, 1, 1),
      }[unit]();
      if (day > axis.right()) break;
      if (day >= axis.left) ticks.push([day, kg.date(kg.iso(day).slice(0, { day: 10, month: 7, year: 4 }[unit]))]);
    }
    return ticks;
  };
})((window.kg = window.kg || {}));
