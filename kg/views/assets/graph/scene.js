/* Pictures, and what is folded in them. A scene shows the whole, or a period of it that was opened; a cluster
   is several things drawn as one: the encounters of a period, or what a list had no room for. */
(function (kg) {
  "use strict";

  const { el } = kg;
  const scenes = new Map();

  for (const scene of kg.data.view.scenes) {
    scenes.set(scene.key, scene);
    for (const cluster of scene.clusters) {
      cluster.id = kg.things.length;
      cluster.iri = `${scene.key}:${cluster.key}`;
      kg.byIri.set(cluster.iri, cluster.id);
      kg.things.push({ ...cluster, kind: cluster.period ? "period" : "rest", label: {} });
    }
  }

  const wanted = () => (scenes.has(kg.state.scene) ? kg.state.scene : "");

  /* Make the scene that the address names the one that is drawn; say whether it is another. */
  kg.stage = function () {
    const scene = scenes.get(wanted());
    if (kg.scene === scene) return false;
    kg.scene = scene;
    kg.at = [];
    kg.size = [];
    for (const [id, x, y, size] of scene.nodes) [kg.at[id], kg.size[id]] = [[x, y], size];
    kg.inside = new Map(scene.clusters.flatMap(({ id, members }) => members.map((member) => [member, id])));
    return true;
  };

  /* What stands for a thing in this picture: itself, or the cluster that holds it; null if it is elsewhere. */
  kg.drawnAs = function (id) {
    if (kg.at[id]) return id;
    const { hub } = kg.things[id];
    return kg.inside.get(id) ?? (hub === undefined ? null : kg.inside.get(hub) ?? null);
  };

  const inScene = (scene, id) => scene.clusters.find(({ period, members }) => period && members.includes(id));

  /* The scene in which an encounter, or what was said at one, stands for itself. */
  function home(id) {
    const { kind, hub } = kg.things[id];
    const of = kind === "statement" ? hub : id;
    let scene = scenes.get("");
    for (let next = scene; next; scene = next ?? scene) {
      const cluster = inScene(scene, of);
      next = cluster && scenes.get(cluster.key);
      if (next === undefined) break;
    }
    return scene.key;
  }

  /* Go where a thing can be seen: an encounter into its period; anybody else stays, if he is here at all. */
  kg.approach = function (id) {
    const { kind } = kg.things[id];
    if (id >= kg.drawn || kg.at[id]) return;
    if (kind === "encounter" || kind === "document" || kind === "statement") kg.state.scene = home(id);
    else if (kg.drawnAs(id) === null) kg.state.scene = "";
  };

  kg.inView = (id) => !kg.scene?.key || kg.drawnAs(id) !== null;

  kg.enter = function (key) {
    kg.state.scene = key;
    kg.state.selected = null;
    kg.showAll();
    kg.select(null);
    document.getElementById("live").textContent = kg.t("opened", { what: key ? kg.periodName(key) : kg.t("whole") });
  };

  kg.opens = (thing) => thing.kind === "period" && scenes.has(thing.key);

  // ---------------------------------------------------------------- names
  kg.periodName = function (key) {
    const [date, piece] = key.split("~");
    const name = date === "undated" ? kg.t("undated") : date.endsWith("-00") ? kg.t("monthUnknown", { year: date.slice(0, 4) }) : kg.date(date);
    return piece ? `${name} (${piece})` : name;
  };

  kg.clusterName = function (cluster) {
    if (cluster.kind === "period") return `${kg.periodName(cluster.key)} · ${kg.t("someEncounters", { n: kg.number(cluster.members.length) })}`;
    const kind = { polities: "morePolities", topics: "moreTopics" }[cluster.key.split("/")[1]] || "moreOfficials";
    const counted = kind === "morePolities" ? cluster.members.filter((id) => kg.things[id].kind === "polity") : cluster.members;
    return kg.t(kind, { n: kg.number(counted.length) });
  };

  /* Where the reader is, and the way back. */
  kg.showPath = function () {
    const box = document.getElementById("path");
    const way = [];
    for (let scene = kg.scene; scene; scene = scene.key ? scenes.get(scene.up) : null) way.unshift(scene.key);
    const name = (key) => (key ? kg.periodName(key) : kg.t("whole"));
    box.replaceChildren(...way.flatMap((key, i) => {
      const last = i === way.length - 1;
      const step = last ? el("span", { "aria-current": "page" }, name(key)) : el("button", { type: "button", class: "link", "data-scene": key, onclick: () => kg.enter(key) }, name(key));
      return last ? [step] : [step, el("span", { class: "muted" }, " › ")];
    }));
    if (kg.scene.folded) box.append(el("span", { class: "muted" }, ` · ${kg.t("folded")}`));
    box.hidden = scenes.size < 2;
  };

  // ---------------------------------------------------------------- the panel
  kg.details.period = function (thing) {
    const said = thing.members.flatMap((id) => kg.of[id].statements).filter((id) => kg.left.has(id));
    return [
      kg.opens(thing) && el("p", {}, el("button", { type: "button", id: "open", onclick: () => kg.enter(thing.key) }, kg.t("open", { what: kg.periodName(thing.key) }))),
      el("h3", {}, `${kg.t("encounters")} (${kg.number(thing.members.length)})`),
      kg.list(kg.newestFirst(thing.members.filter((id) => kg.left.has(id))), (id) => el("div", {}, kg.ref(id))),
      kg.saidByKind(said),
    ];
  };

  kg.details.rest = (thing) => kg.list(thing.members.filter((id) => kg.left.has(id)), (id) => el("div", { class: "row" }, kg.swatch(kg.things[id].kind), kg.ref(id)));
})((window.kg = window.kg || {}));
