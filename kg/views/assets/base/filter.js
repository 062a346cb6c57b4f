/* Which things are shown: statements decide; people, encounters and topics follow what is left of them. */
(function (kg) {
  "use strict";

  /* Numbers of what the filters leave, and of what is drawn of it (kinds switched off are left, not drawn). */
  kg.apply = function () {
    const { state, things } = kg;
    const narrowed = state.from !== null || state.to !== null || state.topics.size > 0 || kg.statementKinds.some((k) => state.off.has(k));
    const statementsNarrowed = state.topics.size > 0 || kg.statementKinds.some((k) => state.off.has(k));
    const left = new Set();

    const said = (id) => kg.of[id].statements.some((s) => left.has(s));
    const keep = (kind, test) => { for (const id of kg.ofKind(kind)) if (test(id, things[id])) left.add(id); };
    keep("statement", (id, thing) => statement(thing));
    for (const kind of ["encounter", "document"]) {
      keep(kind, (id, thing) => sideShown(id) && (statementsNarrowed ? said(id) : inYears(thing) || said(id)));
    }
    keep("topic", (id) => (!state.topics.size || state.topics.has(id)) && (!narrowed || said(id)));
    keep("official", (id) => sideShown(id) && (!narrowed || said(id) || kg.of[id].encounters.some((e) => left.has(e))));
    const concerned = new Set();
    if (narrowed) for (const id of left) for (const side of kg.sidesOf(id)) concerned.add(side);
    keep("polity", (id) => !state.noSides.has(id) && (!narrowed || concerned.has(id)));
    kg.left = left;
    kg.shown = new Set([...left].filter((id) => !state.off.has(things[id].kind)));

    function statement(thing) {
      if (state.off.has(thing.type)) return false;
      if (state.topics.size && !(thing.topics || []).some((t) => state.topics.has(t))) return false;
      if (thing.sides && thing.sides.every((s) => state.noSides.has(s))) return false;
      if (state.from === null && state.to === null) return true;
      return inYears(kg.years(thing) || thing.hub === undefined ? thing : things[thing.hub]);
    }

    function inYears(thing) {
      if (state.from === null && state.to === null) return true;
      const years = kg.years(thing);
      return years !== null && (state.from === null || years[1] >= state.from) && (state.to === null || years[0] <= state.to);
    }

    function sideShown(id) {
      if (!state.noSides.size) return true;
      const sides = kg.sidesOf(id);
      return !sides.length || sides.some((s) => !state.noSides.has(s));
    }
  };

  /* What belongs with a thing: shown strongly while it is selected, the rest faintly. */
  kg.neighbours = function (id) {
    const thing = kg.things[id];
    if (thing.members) return new Set([id, ...thing.members]);
    const near = new Set([id]);
    const add = (ids) => { for (const other of ids || []) if (other < kg.drawn) near.add(other); };
    const of = kg.of[id];
    const withStatement = (s) => {
      const said = kg.things[s];
      add([s]);
      if (thing.kind !== "topic" && thing.kind !== "polity") add(said.topics);
      if (thing.kind === "topic") add(said.speakers);
      if (said.hub !== undefined) add([said.hub]);
    };
    if (thing.kind === "statement") {
      add([...(thing.speakers || []), ...(thing.sides || []), ...(thing.addressees || []), ...(thing.topics || [])]);
      if (thing.hub !== undefined) add([thing.hub]);
      return near;
    }
    of.statements.forEach(withStatement);
    add(of.encounters);
    add(of.officials);
    if (thing.kind === "encounter") {
      add(thing.participants);
      add(kg.sidesOf(id));
    }
    if (thing.kind === "official") {
      add(kg.homes(thing));
      for (const e of of.encounters) add(kg.things[e].participants);
    }
    if (thing.kind === "topic") add(thing.broader);
    return near;
  };
})((window.kg = window.kg || {}));
