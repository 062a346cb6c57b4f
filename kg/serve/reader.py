"""Reads things out of the store, pattern by pattern, with labels in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple
from pyoxigraph import Store as Oxigraph

from kg.graph import names as ns
from kg.graph.names import Names
from kg.model import EncounterKind, StatementKind
from kg.output.layout import shorten
from kg.serve.links import web
from kg.serve.things import Held, Met, Property, Quote, Said, Source, State, Text, Thing, When
from kg.serve.words import strings

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
STATEMENTS = frozenset(kind.value for kind in StatementKind)
ENCOUNTERS = frozenset(kind.value for kind in EncounterKind)
_BROAD = frozenset(("Statement", "Encounter", "Polity"))
_SPACES = {ns.TOPIC: "Topic", ns.LEVEL: "Level", ns.ROLE: "OfficeRole"}
_MOST_VALUES = 200  # of one property, on a page
_TYPE = f"{ns.RDF}type"


class Reader:
    """One state of a store, read for one page; remembers labels as long as it lasts."""

    def __init__(self, ox: Oxigraph, names: Names, lang: str) -> None:
        self._ox, self._names, self.lang = ox, names, lang
        self._words = strings(lang)
        self._told = tuple(f"{names.base}{kind}/" for kind in ("statement", "encounter"))
        self._labels: dict[str, str] = {}
        self._sources: dict[str, Source] = {}

    # ------------------------------------------------------------ terms
    def values(self, iri: str, predicate: str) -> list[Term]:
        """The objects of a property, in order."""
        quads = self._ox.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None, DefaultGraph())
        return sorted((quad.object for quad in quads), key=str)

    def iris(self, iri: str, predicate: str) -> list[str]:
        """Those of them that are nodes."""
        return [value.value for value in self.values(iri, predicate) if isinstance(value, NamedNode)]

    def text(self, iri: str, predicate: str) -> str:
        """The first of them that is a literal, as it is written."""
        return next((value.value for value in self.values(iri, predicate) if isinstance(value, Literal)), "")

    def texts(self, iri: str, predicate: str) -> tuple[str, ...]:
        """Literals, each once, in order."""
        found = {value.value for value in self.values(iri, predicate) if isinstance(value, Literal)}
        return tuple(sorted(found))

    def known(self, iri: str) -> bool:
        """Whether the graph says anything of it, or with it."""
        node, default = NamedNode(iri), DefaultGraph()
        found = (
            self._ox.quads_for_pattern(node, None, None, default),
            self._ox.quads_for_pattern(None, None, node, default),
            self._ox.quads_for_pattern(None, node, None, default),
        )
        return any(next(quads, None) is not None for quads in found)

    # ------------------------------------------------------------ names
    def thing(self, iri: str) -> Thing:
        """A node with its label and kind."""
        return Thing(iri, self.label(iri), self.kind(iri))

    def things(self, iri: str, predicate: str) -> tuple[Thing, ...]:
        """The nodes that a property leads to, by label."""
        found = (self.thing(other) for other in self.iris(iri, predicate))
        return tuple(sorted(found, key=lambda thing: (thing.label, thing.iri)))

    def first(self, iri: str, predicate: str) -> Thing | None:
        """The first of them."""
        return next(iter(self.things(iri, predicate)), None)

    def label(self, iri: str) -> str:
        """Its name in the reader's language, else in another, else its IRI in short."""
        if iri not in self._labels:
            self._labels[iri] = self._label(iri)
        return self._labels[iri]

    def _label(self, iri: str) -> str:
        if iri.startswith(self._told) and (title := self._title(iri)):
            return title
        for predicate in ns.LABELS:
            found = sorted(
                (value.language not in (self.lang, None), value.language != self.lang, value.value)
                for value in self.values(iri, predicate)
                if isinstance(value, Literal)
            )
            if found:
                return found[0][2]
        return shorten(iri, self._names.prefixes)

    def _title(self, iri: str) -> str:
        """A statement or an encounter in words: its kind, who took part, and when."""
        kind = self.kind(iri)
        if kind in STATEMENTS:
            who, to = (
                self._names_of(iri, "speaker") or self._names_of(iri, "side"),
                self._names_of(iri, "addressee"),
            )
            told = " → ".join(part for part in (who, to) if part)
        elif kind in ENCOUNTERS:
            told = self._names_of(iri, "participant") or self._names_of(iri, "party")
        else:
            return ""
        named = f"{self._words.get(kind, kind)}: {told}" if told else self._words.get(kind, kind)
        return ", ".join(part for part in (named, self.when(iri).told) if part)

    def _names_of(self, iri: str, name: str) -> str:
        return ", ".join(thing.label for thing in self.things(iri, ns.BG + name))

    def kind(self, iri: str) -> str:
        """The local name of the narrowest of its classes of ours, or of any."""
        for space, kind in _SPACES.items():
            if iri.startswith(space):
                return kind
        classes = self.iris(iri, _TYPE)
        own = [name.removeprefix(ns.BG) for name in classes if name.startswith(ns.BG)]
        narrow = [name for name in own if name not in _BROAD]
        return next(iter(narrow or own or map(_local, classes)), "")

    def aliases(self, iri: str) -> tuple[str, ...]:
        """The other names under which it is known."""
        found = {name for label in (*ns.LABELS[:3], f"{ns.SKOS}altLabel") for name in self.texts(iri, label)}
        return tuple(sorted(found - {self.label(iri)}))

    def properties(self, iri: str) -> tuple[Property, ...]:
        """All that is said of it, our own terms first."""
        found: dict[str, list[Term]] = {}
        for quad in self._ox.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()):
            values = found.setdefault(quad.predicate.value, [])
            if len(values) < _MOST_VALUES:
                values.append(quad.object)
        ordered = sorted(found, key=lambda name: (not name.startswith(ns.BG), _local(name).casefold(), name))
        return tuple(
            Property(Thing(name, self.term(name)), tuple(map(self._value, sorted(found[name], key=str))))
            for name in ordered
        )

    def term(self, iri: str) -> str:
        """A property or class in words, if it is one of ours, else its prefixed name."""
        return self.label(iri) if iri.startswith(ns.BG) else shorten(iri, self._names.prefixes)

    def _value(self, term: Term) -> Thing | Text:
        if isinstance(term, NamedNode):
            return Thing(term.value, self.label(term.value))
        if isinstance(term, Literal):
            return Text(term.value, term.language or "", web(term.value))
        return Text(str(term))

    # ------------------------------------------------------------ facts
    def said(self, iri: str) -> Said:
        """A statement."""
        content = next((v for v in self.values(iri, f"{ns.BG}content") if isinstance(v, Literal)), None)
        speakers, sides = self.things(iri, f"{ns.BG}speaker"), self.things(iri, f"{ns.BG}side")
        to, when = self.things(iri, f"{ns.BG}addressee"), self.when(iri)
        return Said(
            self.thing(iri), speakers, sides, to,
            self.things(iri, f"{ns.BG}topic"),
            Text(content.value, content.language or "") if content else Text(""),
            when,
            self.text(iri, f"{ns.BG}deadline"),
            tuple(quantity.label for quantity in self.things(iri, f"{ns.BG}quantity")),
            self.first(iri, f"{ns.BG}madeAt"),
            self.sources(source for e in self.iris(iri, f"{ns.BG}evidence") for source in self._source_of(e)),
            self.text(iri, f"{ns.BG}confidence"),
        )  # fmt: skip

    def met(self, iri: str) -> Met:
        """An encounter."""
        place = next(iter(self.iris(iri, f"{ns.BG}place")), "")
        return Met(
            self.thing(iri),
            self.things(iri, f"{ns.BG}participant"),
            self.things(iri, f"{ns.BG}party"),
            self.label(place) if place else self.text(iri, f"{ns.BG}place"),
            next((self.label(status) for status in self.iris(iri, f"{ns.BG}status")), ""),
            self.when(iri),
            self.things(iri, f"{ns.BG}requestedBy"),
            self.sources(self.iris(iri, f"{ns.BG}reportedIn")),
            self.text(iri, f"{ns.BG}confidence"),
        )

    def held(self, iri: str) -> Held:
        """A tenure."""
        return Held(
            self.thing(iri),
            self.first(iri, f"{ns.ORG}member"),
            self.first(iri, f"{ns.BG}office"),
            self.text(iri, f"{ns.SCHEMA}startDate"),
            self.text(iri, f"{ns.SCHEMA}endDate"),
            self.texts(iri, f"{ns.BG}attestedOn"),
            self.sources(self.iris(iri, f"{ns.BG}attestedIn")),
        )

    def state(self, iri: str) -> State:
        """The level of a relationship."""
        return State(
            self.thing(iri),
            self.things(iri, f"{ns.BG}between"),
            self.first(iri, f"{ns.BG}level"),
            self.when(iri),
            self.sources(self.iris(iri, f"{ns.BG}attestedIn")),
        )

    def when(self, iri: str) -> When:
        """When it was, as precise as is known; what was said at an encounter has its date."""
        meetings = self.iris(iri, f"{ns.BG}madeAt")
        return When(
            self.text(iri, f"{ns.BG}date")
            or self.text(iri, f"{ns.BG}attestedOn")
            or next((self.text(meeting, f"{ns.BG}date") for meeting in meetings), ""),
            self.text(iri, f"{ns.SCHEMA}endDate"),
            min(self.texts(iri, f"{ns.BG}earliest"), default=""),
            max(self.texts(iri, f"{ns.BG}latest"), default=""),
            f"{ns.BG}Inferred" in self.iris(iri, f"{ns.BG}dateBasis"),
        )

    # ------------------------------------------------------------ provenance
    def sources(self, articles: Iterable[str]) -> tuple[Source, ...]:
        """Articles, each once, by date."""
        found = [self.source(iri) for iri in dict.fromkeys(articles)]
        return tuple(sorted(found, key=lambda source: (source.date, source.iri)))

    def source(self, iri: str) -> Source:
        """An article."""
        if iri not in self._sources:
            title = self.text(iri, f"{ns.DCTERMS}title") or self.text(iri, f"{ns.DCTERMS}identifier")
            self._sources[iri] = Source(
                iri,
                title or self.label(iri),
                self.text(iri, f"{ns.SCHEMA}publisher"),
                self.text(iri, f"{ns.SCHEMA}datePublished"),
                web(self.text(iri, f"{ns.SCHEMA}url")),
            )
        return self._sources[iri]

    def quotes(self, iri: str) -> tuple[Quote, ...]:
        """The words that a fact stands on, in the order of its articles."""
        found = [quote for evidence in self.iris(iri, f"{ns.BG}evidence") for quote in self.quote(evidence)]
        return tuple(sorted(found, key=lambda quote: (quote.source.date, quote.source.iri, quote.start)))

    def quote(self, evidence: str) -> tuple[Quote, ...]:
        """A stretch of an article."""
        told: dict[str, str] = {}
        for selector in self.iris(evidence, f"{ns.OA}hasSelector"):
            for name in ("exact", "prefix", "suffix", "start", "end"):
                if text := self.text(selector, ns.OA + name):
                    told[name] = text
        return tuple(
            Quote(
                told.get("exact", ""), told.get("prefix", ""), told.get("suffix", ""),
                _number(told.get("start")), _number(told.get("end")),
                self.source(article), self.text(article, f"{ns.DCTERMS}language"),
            )
            for article in self._source_of(evidence)
        )  # fmt: skip

    def _source_of(self, evidence: str) -> list[str]:
        return self.iris(evidence, f"{ns.OA}hasSource")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _local(iri: str) -> str:
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]
