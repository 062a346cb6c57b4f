"""From the graph to a dossier: which sections, in which order, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.views import dates
from kg.views.dossier.known import Known
from kg.views.dossier.model import Dossier, Section
from kg.views.dossier.sections import Sections
from kg.views.dossier.subject import PAIR, Subject
from kg.views.model import OFFICIAL, POLITY, TOPIC, Facts, Graph, Source
from kg.views.sides import home

_OWN_WORDS = ("Position", "Concern")


def gather(source: Source, graph: Graph, subject: Subject, lang: str) -> Dossier:
    """The dossier on `subject` out of the part `graph` of a source."""
    return _Dossier(Known(source, graph, lang), subject).made()


class _Dossier(Sections):
    """One dossier in the making."""

    def made(self) -> Dossier:
        """All sections that have something to say."""
        make = {OFFICIAL: self._official, PAIR: self._pair, POLITY: self._polity, TOPIC: self._topic}[
            self.kind
        ]
        sections = tuple(section for section in make() if section and section.lines)
        return Dossier(
            " – ".join(self.known.name(iri) for iri in self.iris),
            self.known.word("dossierPair" if self.kind == PAIR else self.kind),
            self.known.lang,
            self.iris,
            tuple(self._gist()),
            sections,
            tuple(self._unknown()),
            self.known.references(),
        )

    # ------------------------------------------------------------ by kind of subject
    def _official(self) -> Iterable[Section | None]:
        own = home(self.graph, self.iris[0])
        meetings = set(self.met)

        def to_him(facts: Facts) -> bool:
            there = facts.get("hub") in meetings and self.iris[0] not in facts["speakers"]
            return there and (not own or (own in facts["addressees"] and own not in facts["sides"]))

        theirs = self.known.those(to_him)
        yield self.roles(self.iris[0])
        yield self.open([*self.said, *theirs])
        yield self.statements("given", self.said, "Commitment")
        yield self.statements("received", theirs, "Commitment")
        yield self.statements("requests", self.said, "Request")
        yield self.statements("asked", theirs, "Request")
        yield self.statements("positions", self.said, *_OWN_WORDS)
        yield from self.encounters()
        yield self.network()
        yield self.about()
        yield self.statements("agreed", self.said, "Agreement")

    def _pair(self) -> Iterable[Section | None]:
        yield self.levels(*self.iris)
        yield from self.encounters()
        yield self.open(self.said)
        for kind, key in (("Commitment", "given"), ("Request", "requests")):
            for side in self.iris:
                yield self.statements(key, self.by(side), kind, side=side)
        yield self.statements("agreed", self.said, "Agreement")
        for side in self.iris:
            yield self.statements("positions", self.by(side), "Concern", "Position", side=side)
        yield self.silent()
        yield self.people()
        yield self.about()

    def _polity(self) -> Iterable[Section | None]:
        own = self.iris[0]
        heard = self.known.those(lambda facts: own in facts["addressees"] and own not in facts["sides"])
        yield self.levels(own)
        yield self.open([*self.by(own), *heard])
        yield self.statements("given", self.by(own), "Commitment", side=own)
        yield self.statements("received", heard, "Commitment")
        yield self.statements("requests", self.by(own), "Request", side=own)
        yield self.statements("asked", heard, "Request")
        yield from self.encounters()
        yield self.statements("positions", self.by(own), "Concern", "Position", side=own)
        yield self.people()
        yield self.about()

    def _topic(self) -> Iterable[Section | None]:
        yield self.open(self.said)
        yield self.statements("given", self.said, "Commitment")
        yield self.statements("requests", self.said, "Request")
        yield self.statements("agreed", self.said, "Agreement")
        yield self.statements("positions", self.said, "Concern", "Position")
        yield from self.encounters()
        yield self.people()

    # ------------------------------------------------------------ in short, and what is not known
    def _gist(self) -> Iterable[str]:
        known = self.known
        if self.kind == OFFICIAL and (roles := self.roles(self.iris[0]).lines):
            yield " · ".join((roles[0].text, *roles[0].notes))
        if self.kind == PAIR and (levels := self.levels(*self.iris).lines):
            yield f"{known.word('levelsTitle')}: {levels[0].text} ({levels[0].notes[-1]})"
            undated = [line.text for line in levels[1:] if line.notes[-1] == known.word("undated")]
            if undated:
                yield known.word("dossierUndatedLevels", levels=", ".join(undated))
        if self.held:
            last = known.met(self.held[0])
            told = known.word("dossierMet", n=len(self.held), last=f"{last.when}, {last.text}")
            others = len(self.met) - len(self.held)
            yield told + (known.word("dossierPlanned", n=others) if others else "")
        kinds = Counter(known.facts(iri)["type"] for iri in self.said)
        if kinds:
            told = ", ".join(f"{known.word(kind + 's').lower()} {n}" for kind, n in kinds.most_common())
            articles = {q["article"] for iri in self.said for q in known.facts(iri)["evidence"]}
            yield known.word("dossierSaid", n=len(self.said), articles=len(articles), kinds=told)
        topics = Counter(t for iri in self.said for t in known.facts(iri)["topics"])
        if topics and self.kind != TOPIC:
            most = sorted(topics, key=lambda t: (-topics[t], t))[:5]
            yield known.word("dossierMost", topics=known.names(most))

    def _unknown(self) -> Iterable[str]:
        known = self.known
        vague = [iri for iri in self.said if not dates.sure(known.time(iri))]
        if vague:
            yield known.word("unknownDates", n=len(vague), all=len(self.said))
        dateless = [iri for iri in self.held if not known.when(iri)]
        if dateless:
            yield known.word("unknownMeetings", n=len(dateless), all=len(self.held))
        nameless = [iri for iri in self.said if not known.facts(iri)["speakers"]]
        if nameless:
            yield known.word("unknownSpeakers", n=len(nameless), all=len(self.said))
        if self.kind == OFFICIAL and not self.roles(self.iris[0]).lines:
            yield known.word("unknownOffice")
        if self.kind == PAIR and not self.levels(*self.iris).lines:
            yield known.word("unknownLevel")
        kinds = {known.facts(iri)["type"] for iri in self.said}
        missing = [kind for kind in ("Commitment", "Request", "Concern") if kind not in kinds]
        if missing:
            yield known.word(
                "unknownKinds", kinds=", ".join(known.word(kind + "s").lower() for kind in missing)
            )
        if not self.met:
            yield known.word("unknownEncounters")
        yield known.word("dossierCaution")
