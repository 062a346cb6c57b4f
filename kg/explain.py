"""Why the graph says what it says of something: the facts about it, and the quotes that each stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from pyoxigraph import Store as Oxigraph

from kg.errors import UsageError
from kg.graph import names as ns
from kg.query.service import opened

if TYPE_CHECKING:
    from kg.remote import Endpoint

_TYPE = NamedNode(f"{ns.RDF}type")
_EVIDENCE = NamedNode(f"{ns.BG}evidence")
_SOURCE = NamedNode(f"{ns.OA}hasSource")
_SELECTOR = NamedNode(f"{ns.OA}hasSelector")
_FIRST = """
    identifier title name altLabel polity member office between level participant party requestedBy place
    speaker side addressee topic madeAt status date dateBasis startDate endDate earliest latest content
    deadline quantity attestedOn attestedIn reportedIn datePublished publisher url
"""  # the order in which properties are told; the others follow by name
_RANKS = {name: rank for rank, name in enumerate(_FIRST.split())}
_HIDDEN = {
    _TYPE.value,
    _EVIDENCE.value,
    f"{ns.RDFS}label",
    *(ns.SKOS + name for name in ("prefLabel", "definition", "inScheme", "topConceptOf")),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words; `iri` is the node's, if it is one."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """What is said under one name."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of an article that a fact stands on; offsets are code points of its text."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    article: str
    article_iri: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A node of the graph that quotes support; `quoted` counts those, of which `quotes` shows the first."""

    iri: str
    kind: str
    label: str
    properties: tuple[Property, ...]
    quotes: tuple[Quote, ...]
    quoted: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Something and the facts about it; `total` counts these, of which `facts` shows the first."""

    iri: str
    kind: str
    label: str
    properties: tuple[Property, ...]
    facts: tuple[Fact, ...]
    total: int


def explain(
    graph: str | Path | Endpoint, what: str, *, limit: int = 50, quotes: int = 10, lang: str = "en"
) -> Explanation:
    """What the graph knows of `what`, with the evidence.

    `what` is an IRI, a prefixed name, an official's name (diacritics may be left out), an article's
    identifier, a country or topic by code or name, or a statement as "ARTICLE/START-END-Kind". At most
    `limit` facts with `quotes` quotes each are told. Raises UsageError if nothing or several things go
    by that name.
    """
    if limit < 0 or quotes < 0:
        raise UsageError("a limit below 0", hint="give a number from 0")
    with opened(graph) as service:
        node = NamedNode(service.lookup(what).anything(what))
        facts = _Reader(service.about(node), lang).facts(node)
        reader = _Reader(service.described([node, *facts[:limit]]), lang)
        return reader.explanation(node, facts, limit, quotes)


class _Reader:
    def __init__(self, ox: Oxigraph, lang: str) -> None:
        self._ox, self._lang = ox, lang

    def explanation(
        self, node: NamedNode, facts: Sequence[NamedNode], limit: int, quotes: int
    ) -> Explanation:
        """All about a node, with the first of the facts."""
        return Explanation(
            node.value,
            self._kind(node),
            self.label(node),
            self._properties(node),
            tuple(self._fact(fact, quotes) for fact in facts[:limit]),
            len(facts),
        )

    # ------------------------------------------------------------ which facts
    def facts(self, node: NamedNode) -> list[NamedNode]:
        """What quotes support and is this node, or speaks of it, or stands in this article, in order."""
        candidates = {node, *self._subjects(None, node)}
        for evidence in self._subjects(_SOURCE, node):
            candidates.update(self._subjects(_EVIDENCE, evidence))
        found = (one for one in candidates if self._value(one, _EVIDENCE.value) is not None)
        return sorted(found, key=self._order)

    def _order(self, fact: NamedNode) -> tuple[str, list[str | int]]:
        """By date, then by IRI, whose offsets are compared as numbers."""
        earliest = self._text(fact, f"{ns.BG}earliest") or "9999"
        parts = re.split(r"(\d+)", fact.value)
        return earliest, [int(part) if at % 2 else part for at, part in enumerate(parts)]

    def _fact(self, node: NamedNode, limit: int) -> Fact:
        quotes = sorted(self._quotes(node), key=lambda quote: (quote.article, quote.start, quote.end))
        return Fact(
            node.value,
            self._kind(node),
            self._fact_label(node),
            self._properties(node),
            tuple(quotes[:limit]),
            len(quotes),
        )

    # ------------------------------------------------------------ what is said
    def _properties(self, node: NamedNode) -> tuple[Property, ...]:
        found: dict[str, set[Value]] = {}
        for quad in self._ox.quads_for_pattern(node, None, None):
            if quad.predicate.value not in _HIDDEN:
                found.setdefault(_local(quad.predicate.value), set()).add(self._told(quad.object))
        return tuple(
            Property(name, tuple(sorted(found[name], key=lambda value: (value.text, value.iri or ""))))
            for name in sorted(found, key=lambda name: (_RANKS.get(name, len(_RANKS)), name))
        )

    def _told(self, term: NamedNode | BlankNode | Literal | Triple) -> Value:
        if isinstance(term, NamedNode):
            return Value(self.label(term), term.value)
        return Value(term.value if isinstance(term, Literal) else str(term))

    def _quotes(self, fact: NamedNode) -> Iterator[Quote]:
        for evidence in self._nodes(fact, _EVIDENCE.value):
            article = self._value(evidence, _SOURCE.value)
            told = {
                name: self._text(selector, ns.OA + name)
                for selector in self._nodes(evidence, _SELECTOR.value)
                for name in ("exact", "prefix", "suffix", "start", "end")
                if self._text(selector, ns.OA + name)
            }
            if not isinstance(article, NamedNode):
                continue
            yield Quote(
                told.get("exact", ""),
                told.get("prefix", ""),
                told.get("suffix", ""),
                int(told.get("start", 0)),
                int(told.get("end", 0)),
                self._text(article, f"{ns.DCTERMS}identifier") or _local(article.value),
                article.value,
                self._text(article, f"{ns.DCTERMS}title"),
                self._text(article, f"{ns.SCHEMA}url"),
            )

    def label(self, node: NamedNode) -> str:
        """A node in words: its name in the reader's language, else in another, else the end of its IRI."""
        for name in ns.LABELS:
            labels = sorted(
                (label.language != self._lang, label.value)
                for label in self._values(node, name)
                if isinstance(label, Literal)
            )
            if labels:
                return labels[0][1]
        return _local(node.value)

    def _fact_label(self, node: NamedNode) -> str:
        """A tenure has no name of its own: its official's and its office's stand for it."""
        parts = [
            self.label(part)
            for name in (f"{ns.ORG}member", f"{ns.BG}office")
            for part in self._nodes(node, name)[:1]
        ]
        return ", ".join(parts) or self.label(node)

    def _kind(self, node: NamedNode) -> str:
        """The narrowest of a node's classes of ours, or any class."""
        classes = sorted(kind.value for kind in self._nodes(node, _TYPE.value))
        own = [kind for kind in classes if kind.startswith(ns.BG)]
        narrow = [
            kind for kind in own if kind.removeprefix(ns.BG) not in ("Statement", "Encounter", "Polity")
        ]
        return _local((narrow or own or classes or [""])[0])

    # ------------------------------------------------------------ reading the store
    def _values(self, node: NamedNode, predicate: str) -> Iterable[NamedNode | BlankNode | Literal | Triple]:
        return {quad.object for quad in self._ox.quads_for_pattern(node, NamedNode(predicate), None)}

    def _nodes(self, node: NamedNode, predicate: str) -> list[NamedNode]:
        found = (value for value in self._values(node, predicate) if isinstance(value, NamedNode))
        return sorted(found, key=lambda value: value.value)

    def _value(self, node: NamedNode, predicate: str) -> NamedNode | BlankNode | Literal | Triple | None:
        return min(self._values(node, predicate), key=str, default=None)

    def _text(self, node: NamedNode, predicate: str) -> str:
        value = self._value(node, predicate)
        return value.value if isinstance(value, Literal) else ""

    def _subjects(self, predicate: NamedNode | None, node: NamedNode) -> set[NamedNode]:
        quads = self._ox.quads_for_pattern(None, predicate, node)
        return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def _local(iri: str) -> str:
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]
