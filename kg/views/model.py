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
    few = [n for n, data in part.nodes(data=True) if data["kind"] not in (POLITY, TOPIC)]  # have few edges
    ties = {tie for tie in graph.out_edges(few, keys=True) if tie[1] in kept}
    ties.update(tie for tie in graph.in_edges(few, keys=True) if tie[0] in kept)
    part.add_edges_from(sorted(ties))
    return part


def in_language(label: Label, lang: str) -> str:
    """A label in a language, or in any."""
    return label.get(lang) or label.get("") or next(iter(label.values()), "")
