"""The words that queries over this graph are written in: its own terms, and those it uses of others.

Read from the ontology, the shapes and the named queries, so that no list of them has to be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import resources
from kg.graph import names as ns
from kg.graph.reference import MATCHING_ONLY
from kg.query import named
from kg.query.tokens import Kind, tokens

_FILES = ("bangiao.ttl", "levels.ttl", "offices.ttl", "topics.ttl")
_SHAPES = "shapes.ttl"
_POINTING = frozenset(NamedNode(ns.SH + name) for name in ("path", "class", "targetClass"))
_TEXTS = {
    NamedNode(ns.RDFS + "label"): "label",
    NamedNode(ns.SKOS + "prefLabel"): "label",
    NamedNode(ns.RDFS + "comment"): "comment",
    NamedNode(ns.SKOS + "definition"): "comment",
}
_SPACES = {prefix: space for prefix, space in ns.PREFIXES.items() if prefix not in ("id", "owl", "sh", "xsd")}


@dataclass(frozen=True, slots=True)
class Word:
    """A term as queries write it ("bg:Commitment"), with its label and what it means, in English."""

    name: str
    iri: str
    label: str = ""
    comment: str = ""


@cache
def vocabulary() -> tuple[Word, ...]:
    """Every term, by its name."""
    texts: dict[str, dict[str, str]] = {}
    for file in _FILES:
        for quad in parse(resources.read_text("ontology", file), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and quad.subject not in MATCHING_ONLY:
                about = texts.setdefault(quad.subject.value, {})
                if isinstance(quad.object, Literal) and quad.object.language in ("en", None):
                    about[_TEXTS.get(quad.predicate, "")] = quad.object.value
    for iri in _used():
        texts.setdefault(iri, {})
    words = (
        Word(name, iri, about.get("label", ""), about.get("comment", ""))
        for iri, about in texts.items()
        if (name := prefixed(iri)) is not None
    )
    return tuple(sorted(words, key=lambda word: word.name))


def prefixed(iri: str) -> str | None:
    """The prefixed name of a term, if it is one that the project's prefixes cover."""
    for prefix, space in _SPACES.items():
        local = iri.removeprefix(space)
        if local != iri and local.isidentifier():
            return f"{prefix}:{local}"
    return None


def _used() -> Iterator[str]:
    """Terms of all vocabularies that the shapes and the named queries use."""
    for quad in parse(resources.read_text("ontology", _SHAPES), format=RdfFormat.TURTLE):
        if quad.predicate in _POINTING and isinstance(quad.object, NamedNode):
            yield quad.object.value
    for query in named.everything():
        for token in tokens(query.text):
            prefix, colon, local = token.text.partition(":")
            if token.kind is Kind.NAME and colon and local and prefix in _SPACES:
                yield _SPACES[prefix] + local
