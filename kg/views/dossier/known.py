"""What the graph knows, as a dossier asks for it: statements and encounters with their times and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from kg.views import dates
from kg.views.dossier.model import Cite, Line, Reference
from kg.views.dossier.words import words
from kg.views.model import ENCOUNTER, STATEMENT, Facts, Graph, Source, facts_of, in_language, kind_of, of_kind

_LONG = 360  # characters of a quote; what is longer is cut
_GENERAL = ("relations", "highLevelExchange", "internationalRegional")  # topics of nearly every statement

_Alike = tuple[str, frozenset[str], frozenset[str]]  # the kind of statements, who speaks, to whom
_Days = tuple[str, str]  # the first and the last on which something may have been, "" where unknown


class Known:
    """A source, read in one language; cited articles are numbered in the order in which they are cited."""

    def __init__(self, source: Source, graph: Graph, lang: str) -> None:
        self.graph, self.lang = graph, lang
        self._source = source
        self._numbers: dict[str, int] = {}
        self._days: dict[str, _Days] = {}
        self.statements = self._newest(of_kind(graph, STATEMENT))
        self.encounters = self._newest(of_kind(graph, ENCOUNTER))
        self._alike: dict[str, dict[_Alike, list[str]]] = {}  # by topic
        for iri in self.statements:
            facts = facts_of(graph, iri)
            for topic in facts["topics"]:
                self._alike.setdefault(topic, {}).setdefault(_alike(facts), []).append(iri)
        self._reached = max((self.first(iri) for iri in self.statements), default="")  # surely by then

    # ------------------------------------------------------------ words
    def word(self, key: str, **values: object) -> str:
        """A word of the interface."""
        return words(self.lang)[key].format(**values)

    def name(self, iri: str) -> str:
        """What a thing is called."""
        if iri in self.graph:
            return in_language(self.graph.nodes[iri]["label"], self.lang)
        return in_language(self._source.others.get(iri, {"": iri.rsplit("/", 1)[-1]}), self.lang)

    def names(self, iris: Iterable[str]) -> str:
        """Several of them."""
        return ", ".join(self.name(iri) for iri in iris)

    def facts(self, iri: str) -> Facts:
        """The facts about a thing."""
        return facts_of(self.graph, iri)

    # ------------------------------------------------------------ times
    def time(self, iri: str) -> Facts:
        """The facts that tell when something was: of a statement made at an encounter, those of that."""
        facts = self.facts(iri)
        hub = facts.get("hub")
        if hub in self.graph:
            met = self.facts(str(hub))
            if kind_of(self.graph, str(hub)) == ENCOUNTER and (met.get("earliest") or met.get("latest")):
                return met
        return facts

    def when(self, iri: str) -> str:
        """When something was, in words."""
        return dates.when(self.time(iri), self.lang)

    def date(self, lexical: str) -> str:
        """A day, month or year in words."""
        return dates.date(lexical, self.lang)

    def last(self, iri: str) -> str:
        """The last day on which it may have been, "" if none is known: what lists are ordered by."""
        return self._between(iri)[1]

    def first(self, iri: str) -> str:
        """The first such day."""
        return self._between(iri)[0]

    def _between(self, iri: str) -> _Days:
        if iri not in self._days:
            time = self.time(iri)
            first, last = str(time.get("earliest") or ""), str(time.get("latest") or "")
            self._days[iri] = (first or last, last or first)
        return self._days[iri]

    def _newest(self, iris: Iterable[str]) -> list[str]:
        return sorted(sorted(iris), key=lambda iri: (self.last(iri), self.first(iri)), reverse=True)

    # ------------------------------------------------------------ sources
    def cites(self, facts: Facts, most: int = 3) -> tuple[Cite, ...]:
        """Where the facts are told; each article once."""
        found: dict[str, Cite] = {}
        for quote in facts.get("evidence") or ():
            article = quote["article"]
            if article and article not in found:
                found[article] = Cite(0, quote["start"], quote["end"])
        for article in facts.get("articles") or ():
            found.setdefault(article, Cite(0))
        return tuple(Cite(self._number(a), c.start, c.end) for a, c in list(found.items())[:most])

    def _number(self, article: str) -> int:
        return self._numbers.setdefault(article, len(self._numbers) + 1)

    def references(self) -> tuple[Reference, ...]:
        """What has been cited so far."""
        return tuple(self._reference(iri, number) for iri, number in self._numbers.items())

    def _reference(self, iri: str, number: int) -> Reference:
        facts = self._source.articles.get(iri, {})
        url = str(facts.get("url") or "")
        day = facts.get("date")
        published = self.word("published", on=self.date(str(day))) if day else self.word("dayUnknown")
        about = ", ".join(part for part in (str(facts.get("publisher") or ""), published) if part)
        id = str(facts.get("id") or iri.rsplit("/", 1)[-1])
        return Reference(
            number, str(facts.get("title") or id), _web(url), about, id, str(facts.get("lang") or "")
        )

    # ------------------------------------------------------------ lines
    def said(self, iri: str, by: str = "", to: str = "") -> Line:
        """A statement: who, to whom, in their words, about what, and whether it was said again.

        The polities `by` and `to` stand in the heading above it and are not named again.
        """
        facts = self.facts(iri)
        who = self.names(facts["speakers"])
        sides = "" if who and facts["sides"] == [by] else self.names(facts["sides"])
        speaker = f"{who} ({sides})" if who and sides else who or sides or self.word("noSpeaker")
        named = facts["addressees"] and facts["addressees"] != [to]
        text = f"{speaker} → {self.names(facts['addressees'])}" if named else speaker
        quote = str(facts["content"] or next((q["exact"] for q in facts["evidence"]), ""))
        return Line(
            text,
            self.when(iri) or self.word("undated"),
            quote if len(quote) <= _LONG else f"{quote[: _LONG - 1].rstrip()}…",
            str(facts["lang"]),
            tuple(self._notes(iri, facts)),
            self.cites(facts),
            str(facts["type"]),
        )

    def _notes(self, iri: str, facts: Facts) -> Iterable[str]:
        if facts["topics"]:
            yield self.names(facts["topics"])
        if facts["deadline"]:
            yield self.word("byDate", on=self.date(facts["deadline"]))
            if facts["deadline"] < self._reached[: len(facts["deadline"])]:
                yield self.word("datePassed")
        for quantity in facts["quantities"]:
            parts = (self._number_text(quantity["value"]), quantity["currency"], quantity["unit"])
            yield " ".join(str(part) for part in parts if part)
        if facts["type"] == "Request" and facts["addressees"] and self._specific(facts):
            yield self._taken_up(iri)
        earlier, later = self.repeats(iri)
        if later:
            yield self.word("againSince", n=len(later), on=self.when(later[0]))
        if earlier:
            yield self.word("saidBefore", n=len(earlier), on=self.when(earlier[-1]))

    def _number_text(self, value: str | None) -> str:
        try:
            text = f"{Decimal(value or ''):,f}"
        except InvalidOperation:
            return value or ""
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else text

    def repeats(self, iri: str) -> tuple[list[str], list[str]]:
        """Statements of its kind, by and to the same, on one of its topics: the surely earlier, the later."""
        facts = self.facts(iri)
        topics = self._specific(facts)
        first, last = self.first(iri), self.last(iri)
        if not topics or not first:
            return [], []
        same = {other for topic in topics for other in self._alike[topic][_alike(facts)]} - {iri}
        like = self._newest(same)
        return (
            [other for other in like if self.last(other) and self.last(other) < first],
            [other for other in like if self.first(other) > last],
        )

    def answers(self, request: str) -> list[str]:
        """What those asked committed to or agreed on about its topics, then or since; the newest first."""
        facts = self.facts(request)
        topics, asked, first = self._specific(facts), set(facts["addressees"]), self.first(request)
        found = {
            iri
            for topic in topics
            for (kind, sides, _), those in self._alike[topic].items()
            if kind in ("Commitment", "Agreement") and asked & sides
            for iri in those
            if (self.last(iri) or "9") >= first
        }
        return self._newest(found)

    def pending(self, request: str) -> bool:
        """Whether it asks somebody for something on which nothing was promised or agreed on since."""
        facts = self.facts(request)
        return bool(facts["addressees"] and self._specific(facts)) and not self.answers(request)

    def _specific(self, facts: Facts) -> set[str]:
        """The topics that not nearly every statement has."""
        return {topic for topic in facts["topics"] if topic.rsplit("/", 1)[-1] not in _GENERAL}

    def _taken_up(self, request: str) -> str:
        """Whether what was asked for was promised or agreed on, in a few words."""
        answers = self.answers(request)
        if not answers:
            return self.word("unanswered")
        kind = self.word(str(self.facts(answers[0])["type"])).lower()
        return self.word("answered", kind=kind, on=self.when(answers[0]) or self.word("undated"))

    def met(self, iri: str) -> Line:
        """An encounter: who, where, at whose request."""
        facts = self.facts(iri)
        who = self.names(facts["participants"]) or self.names(facts["parties"])
        kind = self.word(facts["type"]) + (f" ({self.word(facts['status'])})" if facts["status"] else "")
        place = facts["place"]
        said = Counter(
            self.facts(s)["type"] for s in self.graph.predecessors(iri) if kind_of(self.graph, s) == STATEMENT
        )
        told = ", ".join(f"{self.word(kind + 's')} {n}" for kind, n in said.most_common(3))
        notes = (
            place if isinstance(place, str) else in_language(place or {}, self.lang),
            self.word("askedBy", who=self.names(facts["requestedBy"])) if facts["requestedBy"] else "",
            told,
        )
        return Line(
            f"{kind}: {who}" if who else kind,
            self.when(iri) or self.word("undated"),
            notes=tuple(note for note in notes if note),
            cites=self.cites(facts),
        )

    def those(self, test: Callable[[Facts], bool]) -> list[str]:
        """The statements of which it holds, the newest first."""
        return [iri for iri in self.statements if test(self.facts(iri))]


def _alike(facts: Facts) -> _Alike:
    return facts["type"], frozenset(facts["sides"]), frozenset(facts["addressees"])


def _web(url: str) -> str:
    """The address, if it is one of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    good = parts.scheme in ("http", "https") and bool(parts.netloc) and url.isprintable() and " " not in url
    return url if good else ""
