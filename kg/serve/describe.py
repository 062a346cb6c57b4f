"""A thing as triples: what is said of it, of its evidence and figures, and who points at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple
from pyoxigraph import Store as Oxigraph

from kg.graph import names as ns

MOST = 5000  # triples of one description
_WITH = tuple(  # what belongs to a thing and is of little use apart from it
    NamedNode(iri)
    for iri in (
        f"{ns.BG}evidence",
        f"{ns.OA}hasSelector",
        f"{ns.BG}quantity",
        f"{ns.BG}place",
        f"{ns.BG}office",
    )
)
_LABELS = tuple(map(NamedNode, ns.LABELS))
_DEPTH = 3  # from a fact to its evidence to the selectors of that


def describe(ox: Oxigraph, iris: Iterable[str]) -> tuple[list[Triple], bool]:
    """The triples about some things, and whether there are more than MOST."""
    found = list(dict.fromkeys(islice(_about(ox, iris), MOST + 1)))
    return found[:MOST], len(found) > MOST


def _about(ox: Oxigraph, iris: Iterable[str]) -> Iterator[Triple]:
    named: dict[NamedNode, None] = {}
    nodes = [NamedNode(iri) for iri in iris]
    done: set[NamedNode] = set()
    for _ in range(_DEPTH):
        following: list[NamedNode] = []
        for node in nodes:
            if node in done:
                continue
            done.add(node)
            for triple in _own(ox, node):
                yield triple
                if isinstance(triple.object, NamedNode):
                    named[triple.object] = None
                    if triple.predicate in _WITH:
                        following.append(triple.object)
        nodes = following
    for node in named:
        if node not in done:
            yield from _labels(ox, node)


def pointing(ox: Oxigraph, iri: str, most: int = 1000) -> list[Triple]:
    """Triples whose object it is: who said it, met there, speaks of it."""
    quads = islice(ox.quads_for_pattern(None, None, NamedNode(iri), DefaultGraph()), most)
    return [quad.triple for quad in quads if not isinstance(quad.subject, BlankNode)]


def _own(ox: Oxigraph, node: NamedNode) -> Iterator[Triple]:
    return (quad.triple for quad in ox.quads_for_pattern(node, None, None, DefaultGraph()))


def _labels(ox: Oxigraph, node: NamedNode) -> Iterator[Triple]:
    for name in _LABELS:
        found = [quad.triple for quad in ox.quads_for_pattern(node, name, None, DefaultGraph())]
        labels = [triple for triple in found if isinstance(triple.object, Literal)]
        if labels:
            yield from labels
            return
