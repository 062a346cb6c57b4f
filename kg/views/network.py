"""The picture as a pyvis network: what is drawn, where it stands, how it looks, and what joins it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyvis
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.views.layout import Layout
from kg.views.model import ENCOUNTER, OFFICIAL, POLITY, STATEMENT, TOPIC, Graph
from kg.views.payload import Payload
from kg.views.style import NODES, statement_style

_VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "hideEdgesOnZoom": True, "tooltipDelay": 100},
    "nodes": {"physics": False, "font": {"size": 0}},
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 1},
}
_DASHED = {"office": [4, 5], "party": [2, 4], "spoke": [7, 4]}


def library() -> str:
    """The script that draws networks: vis-network, as pyvis brings it."""
    return _VIS.read_text(encoding="utf-8")


def build(payload: Payload, layout: Layout, lang: str) -> Network:
    """The pyvis network: what is drawn, where it stands and how it looks."""
    network = Network(cdn_resources="in_line")
    network.options = _OPTIONS
    # Straight into pyvis's own lists: add_node and add_edge search them from the start each time.
    for number, iri in enumerate(payload.drawn):
        data = payload.graph.nodes[iri]
        kind, (x, y) = data["kind"], layout.at[iri]
        style = statement_style(data["facts"]["type"]) if kind == STATEMENT else NODES[kind]
        size = style.size + _bonus(kind, int(payload.graph.degree(iri)))
        label = payload.label(iri, lang)
        node = Node(number, style.shape, label, color=style.light, size=size, x=x, y=y, group=kind)
        network.nodes.append(node.options)
        network.node_ids.append(number)
        network.node_map[number] = node.options
    for source, target, role, weight in edges_of(payload.graph):
        ends = payload.number[source], payload.number[target]
        dashes = {"dashes": _DASHED[role]} if role in _DASHED else {}
        network.edges.append(Edge(*ends, role=role, weight=weight, **dashes).options)
    return network


def data(network: Network) -> dict[str, Any]:
    """A network as the page reads it."""
    nodes, edges, *_, options = network.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options) if isinstance(options, str) else options,
    }


def edges_of(graph: Graph) -> Iterable[tuple[str, str, str, int]]:
    """(from, to, meaning, weight) of what is drawn: the graph's own edges, and what statements sum up to.

    `about` joins an encounter to a topic as often as it came up there, `spoke` an official to where he
    said something without being named as present. A polity is joined to an encounter only where none of
    its officials is.
    """
    kind = {n: data["kind"] for n, data in graph.nodes(data=True)}
    met: set[tuple[str, str]] = set()
    sums: dict[tuple[str, str, str], int] = {}
    plain: list[tuple[str, str, str, int]] = []
    for source, target, role in graph.edges(keys=True):
        if role == "participant":
            met.update((p, target) for p in graph.predecessors(source) if kind[p] == POLITY)
        hub = graph.nodes[target if role == "speaker" else source]["facts"].get("hub")
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


def _bonus(kind: str, degree: int) -> int:
    """A little more size for the more connected."""
    if kind == TOPIC:
        return min(6, degree // 2)
    return min(4, degree // 6) if kind in (OFFICIAL, ENCOUNTER) else 0
