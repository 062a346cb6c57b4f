"""The reference data of the ontology as one graph of the store: what IRIs mean that articles only use.

It holds terms, polities, roles, topics and levels with their labels; not what only matching needs, and
not the registry's officials: whoever no article names is not in the graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import resources
from kg.graph import names as ns
from kg.graph.builder import bg, rdfs, skos, type_
from kg.graph.names import Names

_FILES = ("bangiao.ttl", "levels.ttl", "offices.ttl", "polities.ttl", "topics.ttl")
MATCHING_ONLY = {
    skos["hiddenLabel"],
    *(bg[name] for name in ("weakName", "pairName", "metonym", "placeName", "demonym", "decoy")),
}
_REVISION = "1"  # raise it when this module makes other quads of the same files


def fingerprint(names: Names) -> str:
    """Changes with the ontology's files and the base: when to load the graph again."""
    digest = hashlib.sha256(f"{_REVISION}\n{names.base}\n".encode())
    for name in _present():
        digest.update(f"{name}\n{resources.read_text('ontology', name)}\n".encode())
    return digest.hexdigest()


def reference_quads(names: Names) -> list[Quad]:
    """The graph, with every class above an individual's own, and its fingerprint."""
    graph = NamedNode(names.reference)
    triples = dict.fromkeys(_triples(names))
    above = _superclasses(triples)
    for subject, predicate, value in list(triples):
        if predicate == type_ and not subject.value.startswith(ns.BG):
            for parent in above.get(value, ()):
                triples[subject, type_, parent] = None
    triples[graph, bg["sha256"], Literal(fingerprint(names))] = None
    return [Quad(s, p, o, graph) for s, p, o in triples]


_Term = NamedNode | Literal


def _present() -> list[str]:
    there = resources.names("ontology", ".ttl")
    return [name for name in _FILES if name in there]


def _triples(names: Names) -> Iterator[tuple[NamedNode, NamedNode, _Term]]:
    for name in _present():
        for quad in parse(resources.read_text("ontology", name), format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if quad.predicate in MATCHING_ONLY or not isinstance(subject, NamedNode):
                continue
            if isinstance(value, NamedNode):
                yield _rebased(subject, names), quad.predicate, _rebased(value, names)
            elif isinstance(value, Literal):
                yield _rebased(subject, names), quad.predicate, value


def _rebased(node: NamedNode, names: Names) -> NamedNode:
    iri = names.rebase(node.value)
    return node if iri == node.value else NamedNode(iri)


def _superclasses(
    triples: Iterable[tuple[NamedNode, NamedNode, _Term]],
) -> dict[_Term, set[NamedNode]]:
    """Every class above each class, however far."""
    direct: dict[_Term, set[NamedNode]] = {}
    for subject, predicate, value in triples:
        if predicate == rdfs["subClassOf"] and isinstance(value, NamedNode):
            direct.setdefault(subject, set()).add(value)
    above: dict[_Term, set[NamedNode]] = {}
    for start in direct:
        found, queue = set[NamedNode](), [start]
        while queue:
            for parent in direct.get(queue.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    queue.append(parent)
        above[start] = found
    return above
