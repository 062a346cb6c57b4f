"""From the store to a networkx graph: what the articles say, ready to be chosen from and laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

import networkx as nx
import pyoxigraph as ox

from kg.graph.names import BG, DCTERMS, OA, ORG, SCHEMA, SKOS
from kg.model import EncounterKind, StatementKind
from kg.views import told
from kg.views.model import (
    DOCUMENT,
    ENCOUNTER,
    OFFICIAL,
    POLITY,
    STATEMENT,
    TOPIC,
    Facts,
    Graph,
    Label,
    Source,
    of_kind,
)
from kg.views.terms import NAMED, Described, Term, article, dated, iris, label_of, local, plain

Kind = TypeVar("Kind", EncounterKind, StatementKind)


def read(store: ox.Store) -> Source:
    """Read what the articles in `store` say; reference data adds labels, never nodes of its own."""
    with told.uncollected():
        return _Reader(store).source()


class _Reader:
    """Holds the descriptions of one store while its graph is put together."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._facts = told.facts(store)
        self.articles = self._described("Article")
        self.officials = self._described("Official")
        self.offices = self._described("Office")
        self.polities = self._described("Polity", "Country", "Bloc")
        self.tenures = self._described("Tenure")
        self.encounter_kinds = self._kinds(EncounterKind)
        self.statement_kinds = self._kinds(StatementKind)
        self.encounters = self._describe(self.encounter_kinds)
        self.statements = self._describe(self.statement_kinds)
        self.states = self._described("RelationshipState")
        self.graph: Graph = nx.MultiDiGraph()
        self.labels: dict[str, Label] = {}

    # ------------------------------------------------------------ the store
    def _described(self, *classes: str) -> Described:
        """Everything of these classes, in the order of its IRIs."""
        return self._describe({iri for name in classes for iri in told.members(self._store, BG + name)})

    def _kinds(self, kinds: type[Kind]) -> dict[str, Kind]:
        """The kind of each thing that has one; the first, if it has several."""
        return {iri: kind for kind in reversed(kinds) for iri in told.members(self._store, BG + kind.value)}

    def _describe(self, things: Iterable[str]) -> Described:
        return {iri: self._facts.get(iri, {}) for iri in sorted(things)}

    # ------------------------------------------------------------ the graph
    def source(self) -> Source:
        linked = {
            iri
            for things in (self.encounters, self.statements)
            for facts in things.values()
            for predicate in ("topic", "place", "requestedBy")
            for iri in iris(facts, BG + predicate)
        }
        levels = {iri for state in self.states.values() for iri in iris(state, BG + "level")}
        schemes = self._describe(linked | levels)
        self.labels = {iri: label_of(iri, facts) for iri, facts in schemes.items()}
        self.labels |= {iri: label_of(iri, facts) for iri, facts in self.polities.items()}
        self._encounters()
        self._statements(schemes)
        self._officials()
        self._polities()
        _fill_polities(self.graph)
        articles = {iri: article(facts) for iri, facts in self.articles.items()}
        return Source(self.graph, articles, self.labels)

    def _encounters(self) -> None:
        for iri, facts in self.encounters.items():
            self._add(iri, ENCOUNTER, {}, {
                "type": self.encounter_kinds[iri].value,
                **dated(facts),
                "place": self._place(facts),
                "participants": iris(facts, BG + "participant"),
                "parties": iris(facts, BG + "party"),
                "requestedBy": iris(facts, BG + "requestedBy"),
                "status": local(next(iter(iris(facts, BG + "status")), "")),
                "articles": iris(facts, BG + "reportedIn"),
                **self._provenance(facts),
            })  # fmt: skip
            for official in iris(facts, BG + "participant"):
                self._link(official, iri, "participant", OFFICIAL)
            for polity in iris(facts, BG + "party"):
                self._link(polity, iri, "party", POLITY)

    def _place(self, facts: Mapping[str, list[Term]]) -> Label | str | None:
        place = next(iter(iris(facts, BG + "place")), None)
        return self.labels.get(place, label_of(place, {})) if place else plain(facts, BG + "place")

    def _statements(self, schemes: Described) -> None:
        for iri, facts in self.statements.items():
            content = next((v for v in facts.get(BG + "content", ()) if isinstance(v, ox.Literal)), None)
            hubs = [e for e in iris(facts, BG + "madeAt") if e in self.encounters]
            proof = self._provenance(facts)
            hubs = hubs or sorted({quote["article"] for quote in proof["evidence"] if quote["article"]})[:1]
            self._add(iri, STATEMENT, {}, {
                "type": self.statement_kinds[iri].value,
                **dated(facts),
                "content": content.value if content else "",
                "lang": (content.language or "") if content else "",
                "speakers": iris(facts, BG + "speaker"),
                "sides": iris(facts, BG + "side"),
                "addressees": iris(facts, BG + "addressee"),
                "topics": iris(facts, BG + "topic"),
                "hub": hubs[0] if hubs else None,
                "deadline": plain(facts, BG + "deadline"),
                "quantities": [self._quantity(q) for q in iris(facts, BG + "quantity")],
                **proof,
            })  # fmt: skip
            for hub in hubs:
                self._link(iri, hub, "madeAt", DOCUMENT)
            for official in iris(facts, BG + "speaker"):
                self._link(official, iri, "speaker", OFFICIAL)
            for predicate in ("side", "addressee"):
                for polity in iris(facts, BG + predicate):
                    self._link(polity, iri, predicate, POLITY)
            for topic in iris(facts, BG + "topic"):
                self._topic(topic, schemes)
                self._link(iri, topic, "topic", TOPIC)
        for iri in of_kind(self.graph, DOCUMENT):
            self._document(iri)

    def _document(self, iri: str) -> None:
        facts = article(self.articles.get(iri, {}))
        self._add(iri, DOCUMENT, {"": facts["title"] or facts["id"] or local(iri)}, {
            "articles": [iri], "date": facts["date"], "earliest": facts["date"], "latest": facts["date"],
        })  # fmt: skip

    def _topic(self, iri: str, schemes: Described) -> None:
        if iri in self.graph:
            return
        facts = schemes.get(iri, {})
        broader = iris(facts, SKOS + "broader")
        self._add(iri, TOPIC, label_of(iri, facts), {"id": local(iri), "broader": broader}, facts)

    def _officials(self) -> None:
        tenures: dict[str, list[Facts]] = {}
        for tenure in self.tenures.values():
            for member in iris(tenure, ORG + "member"):
                tenures.setdefault(member, []).append(self._tenure(tenure))
        attested = {who for who, held in tenures.items() if any(t["articles"] for t in held)}
        attested.update(of_kind(self.graph, OFFICIAL))
        for iri in sorted(attested):
            facts = self.officials.get(iri, {})
            held = sorted(
                tenures.get(iri, ()), key=lambda t: (not t["articles"], str(t["from"]), t["office"])
            )
            own = [*iris(facts, BG + "polity"), *(p for t in held for p in t["polity"])]
            self._add(iri, OFFICIAL, label_of(iri, facts), {
                "aliases": sorted({v.value for v in facts.get(SKOS + "altLabel", ())}),
                "offices": held,
                "polity": list(dict.fromkeys(own)),
            }, facts)  # fmt: skip
            for polity in dict.fromkeys(own):
                self._link(polity, iri, "office", POLITY)

    def _tenure(self, tenure: dict[str, list[Term]]) -> Facts:
        office = next(iter(iris(tenure, BG + "office")), "")
        facts = self.offices.get(office, {})
        return {
            "office": office,
            "label": label_of(office, facts) if office else {"": ""},
            "polity": iris(facts, BG + "polity"),
            "from": plain(tenure, SCHEMA + "startDate"),
            "to": plain(tenure, SCHEMA + "endDate"),
            "on": sorted(v.value for v in tenure.get(BG + "attestedOn", ())),
            "articles": iris(tenure, BG + "attestedIn"),
            "evidence": self._provenance(tenure)["evidence"],
        }

    def _polities(self) -> None:
        levels: dict[str, list[Facts]] = {}
        for state in self.states.values():
            pair = iris(state, BG + "between")
            level = next(iter(iris(state, BG + "level")), "")
            for polity in pair:
                levels.setdefault(polity, []).append({
                    "with": [p for p in pair if p != polity],
                    "level": self.labels.get(level, label_of(level, {})),
                    "on": plain(state, BG + "attestedOn"),
                    **dated(state),
                    "articles": iris(state, BG + "attestedIn"),
                    "evidence": self._provenance(state)["evidence"],
                })  # fmt: skip
        shown = set(of_kind(self.graph, POLITY))
        for iri in sorted(shown | levels.keys()):
            facts = self.polities.get(iri, {})
            code = plain(facts, DCTERMS + "identifier") or local(iri)
            known = sorted(levels.get(iri, ()), key=lambda s: str(s["earliest"] or s["on"] or ""))
            self._add(iri, POLITY, label_of(iri, facts), {"id": code, "levels": known}, facts)

    # ------------------------------------------------------------ parts
    def _add(
        self,
        iri: str,
        kind: str,
        label: Label,
        facts: Facts,
        described: Mapping[str, list[Term]] | None = None,
    ) -> None:
        names = {v.value for p in (*NAMED, SKOS + "altLabel") for v in (described or {}).get(p, ())}
        names |= {str(facts["id"])} if facts.get("id") else set()
        self.graph.add_node(iri, kind=kind, label=label, names=sorted(names), facts=facts)

    def _link(self, source: str, target: str, role: str, unknown: str) -> None:
        """Join two things; the one not described yet is a node of the kind `unknown` until it is."""
        for iri in (source, target):
            if iri not in self.graph:
                self._add(iri, unknown, {"": local(iri)}, {})
        self.graph.add_edge(source, target, key=role)

    def _quantity(self, iri: str) -> Facts:
        facts = self._facts.get(iri, {})
        return {
            key: plain(facts, SCHEMA + name)
            for key, name in (("value", "value"), ("unit", "unitText"), ("currency", "currency"))
        }

    def _provenance(self, facts: Mapping[str, list[Term]]) -> Facts:
        quotes = [self._quote(iri) for iri in iris(facts, BG + "evidence")]
        quotes.sort(key=lambda q: (q["article"] or "", q["start"] or 0, q["end"] or 0))
        rule = iris(facts, BG + "rule")
        return {
            "evidence": quotes,
            "confidence": plain(facts, BG + "confidence"),
            "rule": local(rule[0]) if rule else plain(facts, BG + "rule"),
        }

    def _quote(self, iri: str) -> Facts:
        facts = self._facts.get(iri, {})
        parts: dict[str, list[Term]] = {}
        for selector in iris(facts, OA + "hasSelector"):
            parts |= self._facts.get(selector, {})
        start, end = plain(parts, OA + "start"), plain(parts, OA + "end")
        return {
            "article": next(iter(iris(facts, OA + "hasSource")), None),
            "exact": plain(parts, OA + "exact") or "",
            "prefix": plain(parts, OA + "prefix") or "",
            "suffix": plain(parts, OA + "suffix") or "",
            "start": int(start) if start else None,
            "end": int(end) if end else None,
        }


def _fill_polities(graph: Graph) -> None:
    """Set beside its side an official whose polity nobody wrote: the one he is shown to speak for."""
    for iri, data in graph.nodes(data=True):
        if data["kind"] != OFFICIAL or data["facts"]["polity"]:
            continue
        spoken = Counter(
            sides[0]
            for statement in sorted(graph.successors(iri))
            if len(sides := graph.nodes[statement]["facts"].get("sides", ())) == 1
        )
        data["facts"]["spokenFor"] = [max(spoken, key=lambda p: (spoken[p], p))] if spoken else []
