"""The words in which the views speak: a networkx graph of things of six kinds, and plain facts about them.

Every node carries `kind`, `label` (language to text, "" standing for every language), `names` (all that a
search may find it by) and `facts` (plain data for the page, in which other things are named by their IRIs).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph[str]"
Label = dict[str, str]
Facts = dict[str, Any]

OFFICIAL, POLITY, ENCOUNTER = "official", "polity", "encounter"
STATEMENT, TOPIC, DOCUMENT = "statement", "topic", "document"
KINDS = (POLITY, OFFICIAL, ENCOUNTER, DOCUMENT, TOPIC, STATEMENT)


@dataclass(frozen=True, slots=True)
class Source:
    """All that a view needs of a store: the graph, and the articles that quotes come from."""

    graph: Graph
    articles: Mapping[str, Facts]
    others: Mapping[str, Label] = field(default_factory=dict)  # labels of what is named but no node


def kind_of(graph: Graph, node: str) -> str:
    """The kind of a node."""
    return str(graph.nodes[node]["kind"])


def facts_of(graph: Graph, node: str) -> Facts:
    """The facts about a node."""
    facts: Facts = graph.nodes[node]["facts"]
    return facts


def of_kind(graph: Graph, *kinds: str) -> list[str]:
    """The nodes of some kinds, in the order of their IRIs."""
    return sorted(n for n, data in graph.nodes(data=True) if data["kind"] in kinds)


def part(graph: Graph, kept: set[str]) -> Graph:
    """These nodes with what joins them, in an order that does not differ between runs."""
    part: Graph = nx.MultiDiGraph()
    part.add_nodes_from((node, graph.nodes[node]) for node in sorted(kept))
    ties: set[tuple[str, str, str]] = set()  # found from the end with fewer
    for node in kept:
        if kind_of(graph, node) not in (POLITY, TOPIC):
            ties.update((node, b, key) for b, keys in graph.succ[node].items() if b in kept for key in keys)
            ties.update((a, node, key) for a, keys in graph.pred[node].items() if a in kept for key in keys)
    for source, target, key in sorted(ties):
        part.add_edge(source, target, key)
    return part


def in_language(label: Label, lang: str) -> str:
    """A label in a language, or in any."""
    return label.get(lang) or label.get("") or next(iter(label.values()), "")
