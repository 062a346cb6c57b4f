"""What stands on the page of a thing: sections of facts, chosen by what kind of thing it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode

from kg.graph import names as ns
from kg.serve.copies import Copy
from kg.serve.links import Links
from kg.serve.lists import counts, listing, rarer_first
from kg.serve.reader import ENCOUNTERS, STATEMENTS, Reader
from kg.serve.things import Source, Text, Thing, When
from kg.serve.view import Counted, Fact, Section, View

_MANY = 500  # of what is not turned page by page


class Views:
    """Makes views out of one state of the store; `pages` tells which page of a list is wanted."""

    def __init__(
        self, copy: Copy, reader: Reader, words: Mapping[str, str], pages: Mapping[str, str]
    ) -> None:
        self._copy, self._reader, self._words, self._pages = copy, reader, words, pages
        self._links = Links(copy.store.names)

    def of(self, iri: str) -> View:
        """The page of a thing."""
        kind = self._reader.kind(iri)
        make = self._makers().get(kind, self._other)
        facts, sections = make(iri)
        content = self._reader.said(iri) if kind in STATEMENTS else None
        return View(
            iri,
            self._links.path(iri),
            self._reader.label(iri),
            self._words.get(kind, kind),
            tuple(fact for fact in facts if fact.values),
            tuple(section for section in sections if section.items),
            self._reader.properties(iri),
            content.content if content else None,
            self._reader.text(iri, f"{ns.DCTERMS}language") if kind == "Article" else "",
            _swatch(kind),
        )

    def pair(self, one: str, other: str) -> View:
        """The page of two polities."""
        between = rarer_first(self._copy, one, other)
        sections = (
            self._section("levels", "levelsOf", "states", "levels of pair", *between),
            self._section("encounters", "metAt", "met", "encounters of pair", *between),
            self._section("statements", "saidBy", "said", "statements of pair", *between),
        )
        return View(
            "",
            self._links.pair(one, other),
            " – ".join(self._reader.label(iri) for iri in (one, other)),
            self._words["Pair"],
            (Fact(self._words["countries"], tuple(self._reader.thing(iri) for iri in (one, other))),),
            tuple(section for section in sections if section.items),
        )

    # ------------------------------------------------------------ kinds of things
    def _makers(self) -> dict[str, Callable[[str], tuple[list[Fact], list[Section]]]]:
        return {
            **dict.fromkeys(STATEMENTS, self._statement),
            **dict.fromkeys(ENCOUNTERS, self._encounter),
            "Official": self._official,
            "Office": self._office,
            "OfficeRole": self._role,
            "Country": self._polity,
            "Bloc": self._polity,
            "Topic": self._topic,
            "Level": self._level,
            "RelationshipLevel": self._level,
            "Article": self._article,
            "Place": self._place,
        }

    def _statement(self, iri: str) -> tuple[list[Fact], list[Section]]:
        said = self._reader.said(iri)
        facts = [
            self._fact("speaker", said.speakers),
            self._fact("side", said.sides),
            self._fact("addressee", said.addressees),
            self._fact("topics", said.topics),
            self._fact("madeAt", () if said.at is None else (said.at,)),
            *self._dated(said.when),
            self._fact("deadline", _texts(said.deadline)),
            self._fact("quantity", _texts(*said.quantities)),
            *self._provenance(iri, said.sources, said.confidence),
        ]
        return facts, [self._quotes(iri)]

    def _encounter(self, iri: str) -> tuple[list[Fact], list[Section]]:
        met = self._reader.met(iri)
        facts = [
            self._fact("status", _texts(met.status)),
            self._fact("participants", met.participants),
            self._fact("parties", met.parties),
            *self._dated(met.when),
            self._fact("place", self._reader.things(iri, f"{ns.BG}place") or _texts(met.place)),
            self._fact("requestedBy", met.requested),
            *self._provenance(iri, met.sources, met.confidence),
        ]
        return facts, [
            self._quotes(iri),
            self._section("statements", "saidHere", "said", "statements of encounter", iri),
            self._section("reports", "sameEvent", "met", "encounters like", iri),
        ]

    def _official(self, iri: str) -> tuple[list[Fact], list[Section]]:
        facts = [self._other_names(iri), self._fact("polityOf", self._reader.things(iri, f"{ns.BG}polity"))]
        return facts, [
            self._section("offices", "heldOffices", "held", "tenures of official", iri, size=_MANY),
            self._section("encounters", "metAt", "met", "encounters of official", iri),
            self._section("statements", "saidBy", "said", "statements of official", iri),
        ]

    def _office(self, iri: str) -> tuple[list[Fact], list[Section]]:
        facts = [
            self._other_names(iri),
            self._fact("polity", self._reader.things(iri, f"{ns.BG}polity")),
            self._fact("OfficeRole", self._reader.things(iri, f"{ns.ORG}role")),
        ]
        return facts, [self._section("holders", "holders", "held", "tenures of office", iri, size=100)]

    def _role(self, iri: str) -> tuple[list[Fact], list[Section]]:
        return [self._other_names(iri)], [
            self._section("offices", "offices", "things", "offices of role", iri, size=100)
        ]

    def _polity(self, iri: str) -> tuple[list[Fact], list[Section]]:
        partners = counts(self._copy, "BIND($0 AS ?a) ?fact bg:party $0, ?b . FILTER(?b != $0)", iri)
        counted = tuple(
            Counted(self._links.pair(iri, pair[1]), self._reader.label(pair[1]), n)
            for pair, n in partners
            if len(pair) > 1
        )
        return [self._other_names(iri)], [
            Section("partners", self._words["partners"], "counted", counted, len(counted)),
            self._section("levels", "levelsOf", "states", "levels of polity", iri),
            self._section("officials", "officials", "things", "officials of polity", iri, size=60),
            self._section("offices", "offices", "things", "offices of polity", iri, size=60),
            self._section("encounters", "metAt", "met", "encounters of polity", iri),
            self._section("statements", "saidBy", "said", "statements of polity", iri),
        ]

    def _topic(self, iri: str) -> tuple[list[Fact], list[Section]]:
        narrower = tuple(self._reader.thing(below) for below in self._below(iri))
        facts = [self._other_names(iri), self._fact("broader", self._reader.things(iri, f"{ns.SKOS}broader"))]
        return facts, [
            Section("narrower", self._words["narrower"], "things", narrower, len(narrower)),
            self._section("statements", "saidBy", "said", "statements of topic", iri),
        ]

    def _level(self, iri: str) -> tuple[list[Fact], list[Section]]:
        return [self._other_names(iri)], [
            self._section("levels", "levelsOf", "states", "levels of level", iri)
        ]

    def _place(self, iri: str) -> tuple[list[Fact], list[Section]]:
        return [self._other_names(iri)], [
            self._section("encounters", "metAt", "met", "encounters of place", iri)
        ]

    def _article(self, iri: str) -> tuple[list[Fact], list[Section]]:
        source = self._reader.source(iri)
        facts = [
            self._fact("publisher", _texts(source.publisher)),
            self._fact("publishedOn", _texts(source.date)),
            self._fact("languageOf", _texts(*self._reader.texts(iri, f"{ns.DCTERMS}language"))),
            self._fact("readThere", () if source.link is None else (Text(source.link, "", source.link),)),
        ]
        return facts, [
            self._section(
                "encounters", "metAt", "met", "encounters of article", iri, size=_MANY, ordered=True
            ),
            self._section(
                "statements", "saidHere", "said", "statements of article", iri, size=_MANY, ordered=True
            ),
            self._section("levels", "levelsOf", "states", "levels of article", iri, size=_MANY),
            self._section("offices", "heldOffices", "held", "tenures of article", iri, size=_MANY),
        ]

    def _other(self, iri: str) -> tuple[list[Fact], list[Section]]:
        """A tenure, a level attested, a piece of evidence, a term of a vocabulary."""
        facts = [
            Fact(one.name.label, one.values)
            for one in self._reader.properties(iri)
            if one.name.iri != f"{ns.BG}evidence"
        ]
        quotes = self._reader.quotes(iri) or self._reader.quote(iri)
        return facts, [
            Section("evidence", self._words["evidence"], "quotes", quotes),
            self._section("mentions", "mentions", "things", "mentions", iri, size=60),
        ]

    # ------------------------------------------------------------ parts
    def _section(
        self,
        name: str,
        title: str,
        kind: str,
        list_of: str,
        *about: str,
        size: int = 25,
        ordered: bool = False,
    ) -> Section:
        wanted = self._pages.get(name, "1")
        page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
        found = listing(self._copy, list_of, *about, page=page, size=size)
        read: dict[str, Callable[[str], Any]] = {
            "said": self._reader.said,
            "met": self._reader.met,
            "held": self._reader.held,
            "states": self._reader.state,
            "things": self._reader.thing,
        }
        iris = sorted(found.iris, key=_place) if ordered else found.iris
        items = [read[kind](iri) for iri in iris]
        if kind == "things":
            items.sort(key=lambda thing: (thing.label, thing.iri))
        own = list_of.endswith((" of article", " of encounter"))
        return Section(name, self._words[title], kind, tuple(items), found.total, found, own)

    def _quotes(self, iri: str) -> Section:
        return Section("evidence", self._words["evidence"], "quotes", self._reader.quotes(iri))

    def _fact(self, name: str, values: Iterable[Thing | Text]) -> Fact:
        return Fact(self._words[name], tuple(values))

    def _other_names(self, iri: str) -> Fact:
        return Fact(self._words["otherNames"], _texts(*self._reader.aliases(iri)), "; ")

    def _dated(self, when: When) -> list[Fact]:
        told = when.told or (f"{when.earliest or '…'} – {when.latest or '…'}" if when else "")
        note = f" ({self._words['inferred']})" if when.inferred else ""
        return [self._fact("date", _texts(f"{told}{note}" if told else ""))]

    def _provenance(self, iri: str, sources: Iterable[Source], confidence: str) -> list[Fact]:
        return [
            Fact(self._words["reportedBy"], tuple(Thing(one.iri, one.title) for one in sources), "; "),
            self._fact("confidence", _texts(confidence)),
            self._fact("rule", _texts(*self._reader.texts(iri, f"{ns.BG}rule"))),
        ]

    def _below(self, topic: str) -> tuple[str, ...]:
        return self._copy.recall(("narrower", topic), lambda: _narrower(self._copy, topic))


def _narrower(copy: Copy, topic: str) -> tuple[str, ...]:
    broader = NamedNode(f"{ns.SKOS}broader")
    quads = copy.store.ox.quads_for_pattern(None, broader, NamedNode(topic), DefaultGraph())
    return tuple(sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)))


def _swatch(kind: str) -> str:
    if kind in STATEMENTS:
        return kind
    if kind in ENCOUNTERS:
        return "encounter"
    return {
        "Official": "official",
        "Country": "polity",
        "Bloc": "polity",
        "Topic": "topic",
        "Article": "document",
    }.get(kind, "")


def _texts(*texts: str) -> tuple[Text, ...]:
    return tuple(Text(text) for text in texts if text)


def _place(iri: str) -> tuple[int, str]:
    """Where in its article a fact begins, which its IRI tells."""
    last = iri.rpartition("/")[2]
    number = next((part for part in last.split("-") if part.isdigit()), "0")
    return int(number), iri
