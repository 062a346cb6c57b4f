/* Who is linked with whom. */
(function (kg) {
  "use strict";

  /* For every thing, what names it: its statements, encounters, officials. */
  kg.index = function () {
    const of = kg.things.map(() => ({ statements: [], encounters: [], officials: [] }));
    kg.things.forEach((thing, id) => {
      const note = (ids, list) => { // each once, however often it is named
        for (const other of ids || []) if (of[other][list].at(-1) !== id) of[other][list].push(id);
      };
      if (thing.kind === "statement" && id < kg.drawn) {
        note([...(thing.speakers || []), ...(thing.sides || []), ...(thing.topics || []), ...(thing.hub === undefined ? [] : [thing.hub])], "statements");
      } else if (thing.kind === "encounter" && id < kg.drawn) {
        note([...(thing.participants || []), ...(thing.parties || [])], "encounters");
      } else if (thing.kind === "official" && id < kg.drawn) {
        note(kg.homes(thing), "officials");
      }
    });
    kg.of = of;
  };

  kg.homes = (official) => (official.polity && official.polity.length ? official.polity : official.spokenFor || []);

  kg.sidesOf = function (id) {
    const thing = kg.things[id];
    if (thing.kind === "polity") return [id];
    if (thing.kind === "official") return kg.homes(thing);
    if (thing.kind === "statement") return thing.sides || [];
    if (thing.kind === "encounter") {
      return [...new Set([...(thing.parties || []), ...(thing.participants || []).flatMap((p) => kg.homes(kg.things[p]))])];
    }
    return [];
  };
})((window.kg = window.kg || {}));
