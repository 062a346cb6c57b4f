"""Plain values out of RDF terms, as a thing's description in the store holds them."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.graph.names import BG, DCTERMS, FOAF, RDFS, SCHEMA, SKOS
from kg.views.model import Facts, Label

Term = ox.NamedNode | ox.Literal
Described = dict[str, dict[str, list[Term]]]  # thing, predicate, values
NAMED = (SKOS + "prefLabel", FOAF + "name", RDFS + "label", SCHEMA + "name", DCTERMS + "title")


def label_of(iri: str, facts: Mapping[str, list[Term]]) -> Label:
    """What a thing is called, by language; the last part of its IRI where nobody named it."""
    for predicate in NAMED:
        literals = [v for v in facts.get(predicate, ()) if isinstance(v, ox.Literal)]
        if literals:
            label: Label = {}
            for literal in literals:  # the shortest of several: pages have little room
                lang = (literal.language or "").split("-")[0]
                if lang not in label or len(literal.value) < len(label[lang]):
                    label[lang] = literal.value
            return dict(sorted(label.items()))
    return {"": local(iri)}


def article(facts: Mapping[str, list[Term]]) -> Facts:
    """What a page tells of an article."""
    return {
        "id": plain(facts, DCTERMS + "identifier") or "",
        "title": plain(facts, DCTERMS + "title") or "",
        "url": plain(facts, SCHEMA + "url") or "",
        "date": plain(facts, SCHEMA + "datePublished"),
        "publisher": plain(facts, SCHEMA + "publisher") or "",
        "lang": plain(facts, DCTERMS + "language") or "",
    }


def dated(facts: Mapping[str, list[Term]]) -> Facts:
    """When something was, as precise as it is known, and the bounds of it."""
    basis = iris(facts, BG + "dateBasis")
    return {
        "date": plain(facts, BG + "date"),
        "inferred": BG + "Inferred" in basis,
        "earliest": plain(facts, BG + "earliest"),
        "latest": plain(facts, BG + "latest"),
        "end": plain(facts, SCHEMA + "endDate"),
    }


def iris(facts: Mapping[str, list[Term]], predicate: str) -> list[str]:
    """The things that a predicate names."""
    values = facts.get(predicate)
    return [v.value for v in values if isinstance(v, ox.NamedNode)] if values else []


def plain(facts: Mapping[str, list[Term]], predicate: str) -> str | None:
    """The first value of a predicate as text."""
    values = facts.get(predicate)
    return values[0].value if values else None


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
