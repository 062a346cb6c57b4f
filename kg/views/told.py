"""What a store tells of its things, as far as pages show it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from kg.graph.names import BG, DCTERMS, OA, ORG, RDF, SCHEMA, SKOS
from kg.views.terms import NAMED, Described, Term

TYPE = RDF + "type"
_TERMS = (ox.NamedNode, ox.Literal)


def _each(namespace: str, names: str) -> tuple[str, ...]:
    return tuple(namespace + name for name in names.split())


PREDICATES = (
    *NAMED,
    *_each(BG, "addressee attestedIn attestedOn between confidence content date dateBasis deadline earliest"),
    *_each(BG, "evidence latest level madeAt office participant party place polity quantity reportedIn"),
    *_each(BG, "requestedBy rule side speaker status topic"),
    *_each(DCTERMS, "identifier language"),
    *_each(OA, "end exact hasSelector hasSource prefix start suffix"),
    *_each(ORG, "member"),
    *_each(SCHEMA, "currency datePublished endDate publisher startDate unitText url value"),
    *_each(SKOS, "altLabel broader"),
)
"""All that a page tells of; what else a store holds is a third of it."""


def facts(store: ox.Store) -> Described:
    """What the store's default graph, which holds each triple once, tells of each thing but its classes."""
    found: Described = {}
    for predicate in PREDICATES:
        several: dict[str, list[Term]] = {}
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph()):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, _TERMS):
                continue
            iri = subject.value
            values = found.setdefault(iri, {}).setdefault(predicate, [])
            values.append(value)
            if len(values) > 1:
                several[iri] = values
        for values in several.values():
            values.sort(key=str)
    return found


def members(store: ox.Store, kind: str) -> set[str]:
    """The things of a class."""
    found = store.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(kind), ox.DefaultGraph())
    return {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector, which would walk again and again through objects that all stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
