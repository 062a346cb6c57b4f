"""The store's triples in one order, whatever the order in which they came in.

What travels in an export: every article's graph, and of the reference data what those graphs use (labels of
polities, roles, topics, with the broader topics of those, and levels). The ontology's own terms do not; they
are published with the ontology.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import names as ns
from kg.graph.builder import skos
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
        self._graphs: list[str] = []
        self._scan()

    def __iter__(self) -> Iterator[Node]:
        """Every node of the export, all graphs being one."""
        for iri in self._subjects:
            subject = NamedNode(iri)
            quads = self._store.ox.quads_for_pattern(subject, None, None, None)
            whole = iri in self._used
            yield _node(subject, (q for q in quads if whole or q.graph_name != self._reference))

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
        known: dict[str, list[str]] = {}  # subjects of the reference data, and what is broader
        for quad in self._store.reference():
            broader = known.setdefault(_iri(quad), [])
            if quad.predicate == skos["broader"] and isinstance(quad.object, NamedNode):
                broader.append(quad.object.value)
        known.pop(self._reference.value, None)
        subjects, graphs, used = set[str](), set[str](), set[str]()
        for quad in self._store.article_quads():
            subjects.add(_iri(quad))
            graphs.add(getattr(quad.graph_name, "value", ""))
            if isinstance(quad.object, NamedNode) and quad.object.value in known:
                used.add(quad.object.value)
        queue = [iri for iri in used if not iri.startswith(ns.BG)]
        self._used = set(queue)
        while queue:
            for broader_iri in known.get(queue.pop(), ()):
                if broader_iri not in self._used:
                    self._used.add(broader_iri)
                    queue.append(broader_iri)
        self._subjects = sorted(subjects | self._used)
        self._graphs = sorted(graphs | ({self._reference.value} if self._used else set()))


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
