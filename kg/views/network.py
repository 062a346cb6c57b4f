"""The picture as a pyvis network: what is drawn, where it stands, how it looks, and what joins it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyvis
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.views.fold import Cluster, Scene
from kg.views.layout import Layout
from kg.views.model import DOCUMENT, ENCOUNTER, OFFICIAL, POLITY, STATEMENT, TOPIC, Graph
from kg.views.payload import Payload
from kg.views.style import NODES, statement_style

_VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "tooltipDelay": 100},
    "nodes": {"physics": False, "font": {"size": 0}},
}
_OF_STATEMENTS = ("speaker", "topic", "madeAt")  # the page knows these from the statements themselves


def library() -> str:
    """The script that draws networks: vis-network, as pyvis brings it."""
    return _VIS.read_text(encoding="utf-8")


class Pictures:
    """The scenes of a page, each a pyvis network, as the page reads them."""

    def __init__(self, payload: Payload, lang: str) -> None:
        self._payload, self._lang = payload, lang
        self._scenes: list[dict[str, Any]] = []
        self._next = len(payload.things)  # clusters are numbered after all things

    def add(self, scene: Scene, layout: Layout) -> Network:
        """Add a scene with the positions of what it draws; its network."""
        number = dict(self._payload.number)
        inside: dict[str, str] = {}
        clusters = []
        for cluster in layout.clusters:
            number[cluster.key] = self._next
            inside |= dict.fromkeys(cluster.members, cluster.key)
            clusters.append(self._cluster(cluster))
            self._next += 1
        network = self._network(scene, layout, number, inside)
        self._scenes.append({
            "key": scene.key,
            "up": scene.up,
            "nodes": [[node["id"], node["x"], node["y"], node["size"]] for node in network.nodes],
            "edges": [[edge["from"], edge["to"], edge["role"], edge["weight"]] for edge in network.edges],
            "clusters": clusters,
            "folded": bool(scene.periods),
            "layout": self._layout(layout),
        })  # fmt: skip
        return network

    def data(self) -> dict[str, Any]:
        """The scenes, the whole first, and the options of vis-network."""
        return {"scenes": self._scenes, "options": _OPTIONS}

    def _network(
        self, scene: Scene, layout: Layout, number: dict[str, int], inside: dict[str, str]
    ) -> Network:
        network = Network(cdn_resources="in_line")
        network.options = _OPTIONS
        # Straight into pyvis's own lists: add_node and add_edge search them from the start each time.
        for name, (x, y) in sorted(layout.at.items(), key=lambda item: number[item[0]]):
            drawn = name in scene.graph
            look = self._look(scene.graph, name, layout) if drawn else {"shape": "box", "size": 6.0}
            label = self._payload.label(name, self._lang) if drawn else name
            node = Node(number[name], label=label, x=x, y=y, **look)
            network.nodes.append(node.options)
            network.node_ids.append(number[name])
            network.node_map[number[name]] = node.options
        weights: dict[tuple[int, int, str], int] = {}
        for source, target, role, weight in edges_of(scene.graph):
            ends = number[inside.get(source, source)], number[inside.get(target, target)]
            if role not in _OF_STATEMENTS and ends[0] != ends[1]:
                weights[*ends, role] = weights.get((*ends, role), 0) + weight
        network.edges = [
            Edge(*ends, role=role, weight=weight).options for (*ends, role), weight in weights.items()
        ]
        return network

    def _look(self, graph: Graph, iri: str, layout: Layout) -> dict[str, Any]:
        data = graph.nodes[iri]
        kind = data["kind"]
        style = statement_style(data["facts"]["type"]) if kind == STATEMENT else NODES[kind]
        size = style.size + _bonus(kind, int(graph.degree(iri)))
        if kind == STATEMENT:
            size = min(size, layout.mark * 0.43)
        elif kind in (ENCOUNTER, DOCUMENT):
            size = min(size, max(4.5, layout.cell / 9))
        return {"shape": style.shape, "color": style.light, "size": round(size, 1), "group": kind}

    def _cluster(self, cluster: Cluster) -> dict[str, Any]:
        members = sorted(self._payload.number[iri] for iri in cluster.members)
        return {"key": cluster.key, "members": members, "period": cluster.is_period}

    def _layout(self, layout: Layout) -> dict[str, Any]:
        """Frames, periods and measures, with polities as numbers."""
        return {
            "sectors": [
                {"polity": self._payload.number.get(polity or ""), "side": side, "box": box}
                for polity, side, box in layout.sectors
            ],
            "years": layout.years,
            "spine": layout.spine,
            "bounds": layout.bounds,
            "row": layout.row,
            "cell": layout.cell,
            "terse": layout.terse,
            "sides": {str(self._payload.number[p]): side for p, side in sorted(layout.side.items())},
        }


def edges_of(graph: Graph) -> Iterable[tuple[str, str, str, int]]:
    """(from, to, meaning, weight) of what is drawn: the graph's own edges, and what statements sum up to.

    `about` joins an encounter to a topic as often as it came up there, `spoke` an official to where he
    said something without being named as present. A polity is joined to an encounter only where none of
    its officials is.
    """
    kind = {n: data["kind"] for n, data in graph.nodes(data=True)}
    made = {n: data["facts"].get("hub") for n, data in graph.nodes(data=True)}
    met: set[tuple[str, str]] = set()
    sums: dict[tuple[str, str, str], int] = {}
    plain: list[tuple[str, str, str, int]] = []
    for source, target, role in graph.edges(keys=True):
        if role == "participant":
            met.update((p, target) for p in graph.predecessors(source) if kind[p] == POLITY)
        hub = made[target if role == "speaker" else source]
        if hub in kind and role == "topic":
            sums[hub, target, "about"] = sums.get((hub, target, "about"), 0) + 1
        elif hub in kind and role == "speaker" and not graph.has_edge(source, hub, key="participant"):
            sums[source, hub, "spoke"] = sums.get((source, hub, "spoke"), 0) + 1
        if role not in ("party", "side", "addressee"):
            plain.append((source, target, role, 1))
    for source, target, role in graph.edges(keys=True):
        if role == "party" and (source, target) not in met:
            plain.append((source, target, role, 1))
    return sorted(plain) + [(*ends, weight) for ends, weight in sorted(sums.items())]


def _bonus(kind: str, degree: int) -> float:
    """A little more size for the more connected."""
    if kind == TOPIC:
        return min(3.0, degree / 12)
    return min(2.0, degree / 20) if kind in (OFFICIAL, ENCOUNTER) else 0.0
