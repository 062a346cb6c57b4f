"""The store's triples in one order, whatever the order in which they came in.

What travels in an export: every article's graph, and of the reference data what those graphs use (labels of
polities, roles, topics, with the broader topics of those, and levels). The ontology's own terms do not; they
are published with the ontology.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions

from kg.graph import names as ns
from kg.graph.builder import skos
from kg.graph.disk import explain
from kg.graph.store import Store

Value = NamedNode | Literal
Pair = tuple[NamedNode, Value]  # predicate and object


@dataclass(frozen=True, slots=True)
class Node:
    """A subject and what is said of it, in the order of predicates and objects."""

    iri: NamedNode
    pairs: tuple[Pair, ...]


class Nodes:
    """What an export of a store holds; only the subjects' IRIs are kept in memory."""

    def __init__(self, store: Store) -> None:
        self.names = store.names
        self._store = store
        self._reference = NamedNode(store.names.reference)
        self._subjects: list[str] = []
        self._used: set[str] = set()
        self._unused: set[str] = set()  # of the reference data
        self._graphs: list[str] = []
        self._scan()

    def __iter__(self) -> Iterator[Node]:
        """Every node of the export, all graphs being one."""
        return (self.get(NamedNode(iri)) for iri in self._subjects)

    def __contains__(self, iri: NamedNode) -> bool:
        """Whether the export says something of it."""
        at = bisect_left(self._subjects, iri.value)
        return at < len(self._subjects) and self._subjects[at] == iri.value

    def get(self, iri: NamedNode) -> Node:
        """A node of the export."""
        ox, default = self._store.ox, DefaultGraph()
        if iri.value not in self._unused:
            return _node(iri, ox.quads_for_pattern(iri, None, None, default))
        # the default graph holds what the reference data say of it too
        quads = ox.quads_for_pattern(iri, None, None, None)
        return _node(iri, (q for q in quads if q.graph_name not in (self._reference, default)))

    def pointing(self, predicate: NamedNode, value: NamedNode) -> Iterator[NamedNode]:
        """The nodes of the export that point to another in this way, in order."""
        quads = self._store.ox.quads_for_pattern(None, predicate, value, DefaultGraph())
        return (NamedNode(iri) for iri in sorted({_iri(q) for q in quads}) if NamedNode(iri) in self)

    def graphs(self) -> Iterator[tuple[NamedNode, Iterator[Node]]]:
        """Each graph with its nodes: the articles' and the part of the reference data that they use."""
        for iri in self._graphs:
            graph = NamedNode(iri)
            quads = self._store.ox.quads_for_pattern(None, None, None, graph)
            if graph == self._reference:
                quads_used = (q for q in quads if _iri(q) in self._used)
                yield graph, _grouped(quads_used)
            else:
                yield graph, _grouped(quads)

    def _scan(self) -> None:
        """Find the subjects without reading what is said of them: decoding terms is what costs."""
        ox = self._store.ox
        others = f"FILTER(?g != {self._reference})"
        with explain(self._store.path):
            rows = cast(
                QuerySolutions, ox.query(f"SELECT DISTINCT ?s {{ GRAPH ?g {{ ?s ?p ?o }} {others} }}")
            )
            subjects = {str(getattr(row["s"], "value", "")) for row in rows}
        self._used, self._unused = self._divided_reference()
        self._subjects = sorted(subjects | self._used)
        graphs = {graph.value for graph in ox.named_graphs()} - {self._reference.value}
        self._graphs = sorted(graphs | ({self._reference.value} if self._used else set()))

    def _divided_reference(self) -> tuple[set[str], set[str]]:
        """What of the reference data the articles' graphs point to, with what is broader, and the rest."""
        broader: dict[str, list[str]] = {}
        for quad in self._store.reference():
            above = broader.setdefault(_iri(quad), [])
            if quad.predicate == skos["broader"] and isinstance(quad.object, NamedNode):
                above.append(quad.object.value)
        found = set[str]()
        queue = [iri for iri in broader if not iri.startswith(ns.BG) and self._is_used(iri)]
        while queue:
            iri = queue.pop()
            if iri not in found:
                found.add(iri)
                queue.extend(above for above in broader[iri] if above in broader)
        return found, set(broader) - found

    def _is_used(self, iri: str) -> bool:
        others = self._reference, DefaultGraph()
        quads = self._store.ox.quads_for_pattern(None, None, NamedNode(iri), None)
        return any(quad.graph_name not in others for quad in quads)


def _iri(quad: Quad) -> str:
    return str(getattr(quad.subject, "value", ""))


def _grouped(quads: Iterator[Quad]) -> Iterator[Node]:
    groups: dict[str, list[Quad]] = {}
    for quad in quads:
        groups.setdefault(_iri(quad), []).append(quad)
    for iri in sorted(groups):
        yield _node(NamedNode(iri), iter(groups[iri]))


def _node(subject: NamedNode, quads: Iterator[Quad]) -> Node:
    pairs = {(q.predicate, q.object) for q in quads if isinstance(q.object, NamedNode | Literal)}
    return Node(subject, tuple(sorted(pairs, key=lambda pair: (pair[0].value, str(pair[1])))))
