"""Polities, officials, offices, tenures and places as nodes of an article's graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.graph.builder import (
    Graph,
    bg,
    bounds,
    day,
    dcterms,
    foaf,
    org,
    owl,
    partial,
    prov,
    role,
    schema,
    skos,
    text,
)
from kg.graph.emit_evidence import Evidence
from kg.graph.names import Names
from kg.knowledge import Knowledge, RegisteredOfficial, RegisteredTenure
from kg.model import ArticleFacts, Dated, Office, Official, PartialDate, Tenure

_BLOCS = frozenset({"EU", "UN"})  # the blocs whose acronyms look like a country's code


class Agents:
    """Writes who acts, once each, and knows the nodes by the keys that facts use."""

    def __init__(self, graph: Graph, names: Names, facts: ArticleFacts, knowledge: Knowledge | None) -> None:
        self._graph, self._names, self._facts, self._knowledge = graph, names, facts, knowledge
        self._officials = {official.name: official for official in facts.officials}
        self._polities: dict[str, NamedNode] = {}

    # ------------------------------------------------------------ polities and places
    def polity(self, code: str) -> NamedNode:
        """The node of a country or a bloc, with its type and labels."""
        if code in self._polities:
            return self._polities[code]
        node = self._polities[code] = NamedNode(self._names.polity(code))
        known = self._knowledge.polities.get(code) if self._knowledge else None
        country = known.kind == "country" if known else len(code) == 2 and code not in _BLOCS
        self._graph.types(node, bg["Country" if country else "Bloc"], bg["Polity"], org["Organization"])
        self._graph.add(node, dcterms["identifier"], text(code))
        self._graph.labels(node, skos["prefLabel"], known.label if known else {})
        return node

    def polities(self, codes: Iterable[str]) -> list[NamedNode]:
        """The nodes of several."""
        return [self.polity(code) for code in codes]

    def label(self, code: str) -> str:
        """A polity's English name, or its code."""
        known = self._knowledge.polities.get(code) if self._knowledge else None
        return known.label.get("en", code) if known else code

    def place(self, name: str, polity: str | None) -> NamedNode:
        """The node of a place, named as the article writes it."""
        node = NamedNode(self._names.place(name, polity))
        self._graph.types(node, bg["Place"], schema["Place"])
        self._graph.add(node, skos["prefLabel"], text(name, self._facts.article.language))
        self._graph.add(node, bg["polity"], self.polity(polity) if polity else None)
        return node

    # ------------------------------------------------------------ officials
    def official(self, name: str) -> NamedNode:
        """The node of an official of this article."""
        official = self._officials[name]
        return NamedNode(self._names.official(official.name, official.qualifier))

    def describe_official(self, official: Official) -> None:
        """Write an official's names and whom he acts for."""
        graph, node = self._graph, self.official(official.name)
        graph.types(node, bg["Official"], foaf["Person"])
        graph.add(node, foaf["name"], text(official.name))
        graph.add(node, skos["altLabel"], *(text(name) for name in official.aliases if name != official.name))
        graph.add(node, bg["polity"], self.polity(official.polity) if official.polity else None)
        if official.registry:
            entry = NamedNode(self._names.rebase(official.registry))
            graph.add(node, owl["sameAs"], entry if entry != node else None)

    # ------------------------------------------------------------ offices and tenures
    def office(self, office: Office) -> NamedNode:
        """The node of a post, labelled by what it is and as the article writes it."""
        graph, language = self._graph, self._facts.article.language
        node = NamedNode(self._names.office(office.polity, office.role))
        graph.types(node, bg["Office"], org["Post"])
        graph.add(node, bg["polity"], self.polity(office.polity) if office.polity else None)
        known = self._knowledge.office_label(office.polity, office.role) if self._knowledge else {}
        if known:
            graph.labels(node, skos["prefLabel"], known)
            graph.add(node, org["role"], role[office.role])
        else:
            graph.add(node, skos["prefLabel"], *(text(label, language) for label in _spoken(office)))
        preferred = set(known.values()) or set(_spoken(office))
        written = (text(label, language) for label in office.labels if label not in preferred)
        graph.add(node, skos["altLabel"], *written)
        return node

    def describe_tenures(self, evidence: Evidence) -> None:
        """Write each official's posts; quotes for one post are gathered on one node."""
        groups: dict[NamedNode, list[Tenure]] = {}
        for tenure in self._facts.tenures:
            groups.setdefault(self._tenure(tenure), []).append(tenure)
        for node, tenures in groups.items():
            best = max(tenures, key=lambda tenure: tenure.confidence)
            spans = tuple(span for tenure in tenures for span in tenure.evidence)
            self._describe_tenure(node, tenures, evidence.article)
            evidence.support(node, spans, best.rule, best.confidence)
            evidence.grounds(node, self._facts.as_of)
            self._graph.add(node, prov["wasGeneratedBy"], evidence.run)

    def attest(self, node: NamedNode, article: NamedNode, when: Dated | None) -> None:
        """Say in which article a tenure or a level is attested, and for when."""
        graph = self._graph
        graph.add(node, bg["attestedIn"], article)
        if when is not None:
            earliest, latest = bounds(when)
            graph.add(node, bg["attestedOn"], partial(when.value) if when.value else None)
            graph.add(node, bg["earliest"], day(earliest) if earliest else None)
            graph.add(node, bg["latest"], day(latest) if latest else None)

    def _tenure(self, tenure: Tenure) -> NamedNode:
        official, office = self._officials[tenure.official], tenure.office
        return NamedNode(self._names.tenure(official.name, office.polity, office.role, official.qualifier))

    def _describe_tenure(self, node: NamedNode, tenures: list[Tenure], article: NamedNode) -> None:
        graph, first = self._graph, tenures[0]
        graph.types(node, bg["Tenure"], org["Membership"])
        graph.add(node, org["member"], self.official(first.official))
        graph.add(node, bg["office"], *(self.office(tenure.office) for tenure in tenures))
        code = first.office.polity
        graph.add(node, org["organization"], self.polity(code) if code else None)
        self.attest(node, article, self._facts.as_of)
        registered = self._registered(first)
        if registered:
            graph.add(node, schema["startDate"], _day_or_part(registered.started, registered.start))
            graph.add(node, schema["endDate"], _day_or_part(registered.ended, registered.end))

    def _registered(self, tenure: Tenure) -> RegisteredTenure | None:
        """The registry's dates for a tenure: of the one term it knows, or the one that fits the article."""
        iri = self._officials[tenure.official].registry
        if not iri or not self._knowledge:
            return None
        entry = _entries(self._knowledge).get(iri)
        key = (tenure.office.role, tenure.office.polity)
        terms = [t for t in entry.tenures if (t.role, t.polity) == key] if entry else []
        if len(terms) > 1:
            first, last = bounds(self._facts.as_of) if self._facts.as_of else (None, None)
            terms = [t for t in terms if first and last and _within(t, first, last)]
        return terms[0] if len(terms) == 1 else None


@cache
def _entries(knowledge: Knowledge) -> dict[str, RegisteredOfficial]:
    return {official.iri: official for official in knowledge.officials}


def _day_or_part(part: PartialDate | None, whole: date | None) -> Literal | None:
    """A date of the registry, as precise as it is known there."""
    if part is not None:
        return partial(part)
    return day(whole) if whole else None


def _within(term: RegisteredTenure, first: date, last: date) -> bool:
    return (term.start or date.min) <= first and last <= (term.end or date.max)


def _spoken(office: Office) -> list[str]:
    """One wording for a post that the ontology does not know, the same however articles capitalise it."""
    words = sorted(re.sub(r"\s+", " ", label).strip().lower() for label in office.labels)
    return [words[0][:1].upper() + words[0][1:]] if words and words[0] else [office.role]
