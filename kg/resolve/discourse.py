"""The talk as it goes on: which encounter a sentence belongs to, and who the pronouns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.extract.mentions import within
from kg.extract.reading import Reading, Sentence
from kg.model import BlockKind, EncounterKind, Span, StatementKind
from kg.resolve import subjects
from kg.resolve.draft import Draft, last_told
from kg.resolve.people import Cast, Person
from kg.resolve.subjects import Nominal

_TALKS = (
    EncounterKind.MEETING,
    EncounterKind.PHONE_CALL,
    EncounterKind.CORRESPONDENCE,
    EncounterKind.CONFERENCE,
)
_EARLY = 6  # sentences
PASSAGE = 1500  # code points within which those who are spoken of talk with each other
_VISITED = 24  # code points from the word of a visit to the country
_STILL = 2  # sentences after which it is no longer the same addressee


@dataclass(slots=True, eq=False)
class Speaker:
    """Who says a clause: persons named, and the sides spoken for."""

    persons: list[Person]
    sides: list[str]
    joint: bool = False


@dataclass(eq=False)
class Discourse:
    """State that moves through the article from sentence to sentence."""

    reading: Reading
    cast: Cast
    drafts: Sequence[Draft]
    pair: tuple[str, ...]
    last: Speaker | None = None
    last_person: Person | None = None
    opened: Person | None = None  # with whom the sentence before began
    opened_side: str | None = None  # the same, of a side
    seen: list[Person] = field(default_factory=list)
    said: list[Span] = field(default_factory=list)  # the clauses so far
    number: int = 0  # of the sentence at hand
    spoke: int = -9  # the sentence in which `last` spoke
    last_kind: StatementKind | None = None
    in_list: bool = False  # the sentence before opened a list or was an item of one
    last_to: tuple[Speaker, list[str], int] | None = None  # who spoke to whom last, in which sentence

    def encounter_at(self, at: int, side: str | None = None) -> Draft | None:
        """The encounter last spoken of before `at` in which `side` takes part; else the first one."""
        fits = [
            d
            for d in self.drafts
            if d.kind in _TALKS and (side is None or side in d.parties) and len(d.parties) > 1
        ]
        took = [d for d in fits if d.status is None] or fits
        told = last_told(took[::-1], at, self.said)  # of several told in one place the last
        if told is not None:
            return told
        return took[0] if took and self._is_main(took[0]) else None

    def _is_main(self, draft: Draft) -> bool:
        """Whether the article is about this encounter: told early or more than once."""
        first = [sentence.span for sentence in self.reading.sentences[:_EARLY]]
        return len(draft.mentions) > 1 or draft.sentence.span in first

    def encounter_of(self, speaker: Speaker, at: int) -> Draft | None:
        """The encounter at which somebody speaks: one of his own, or for a bare side the one under way."""
        if not speaker.persons:
            return self.encounter_at(at, speaker.sides[0])
        own = [
            d
            for d in self.drafts
            if any(p in d.persons for p in speaker.persons) or d.sentence.paragraph == 0
        ]
        of_own = Discourse(self.reading, self.cast, own, self.pair, said=self.said)
        return of_own.encounter_at(at, speaker.sides[0])

    @cached_property
    def officials(self) -> list[tuple[int, Person]]:
        """Where officials of a polity are mentioned, in order."""
        found = ((m.span.start, self.cast.of(m)) for m in self.reading.persons if not m.pronoun)
        return [(at, p) for at, p in found if p is not None and p.official and p.polity]

    @cached_property
    def in_contact(self) -> frozenset[tuple[str, str]]:
        """The polities whose officials stand in one sentence with a word of encounters, two by two."""
        found: set[tuple[str, str]] = set()
        for sentence in self.reading.sentences:
            cues = within(self.reading.cues, sentence.span)
            if not cues:
                continue
            span = sentence.span
            codes = {p.polity or "" for at, p in self.officials if span.start <= at < span.end}
            visits = [cue.span.end for cue in cues if cue.kind is EncounterKind.VISIT]
            names = within(self.reading.polities, span)
            codes |= {m.code for m in names if any(0 <= m.span.start - end <= _VISITED for end in visits)}
            found |= {(one, other) for one in codes for other in codes if one != other}
        opening = [s.span for s in self.reading.sentences[:_EARLY]]
        if len(self.pair) == 2 and any(within(self.reading.cues, span) for span in opening):
            found |= {(self.pair[0], self.pair[1]), (self.pair[1], self.pair[0])}
        return frozenset(found)

    def partner(self, side: str, at: int) -> str | None:
        """Without a known encounter: the polity of the official last met before `at` who is of another."""
        near = [p.polity for start, p in self.officials if at - PASSAGE <= start < at and p.polity != side]
        return near[-1] if near and (side, near[-1]) in self.in_contact else None

    def moved_on(self, draft: Draft, at: int) -> bool:
        """Whether an official of a further polity has come in since the encounter was told."""
        told = max((m for m in draft.mentions if m <= at), default=at)
        first: dict[Person, int] = {}
        for start, person in self.officials:
            first.setdefault(person, start)
        return any(
            told < start < at
            and person.polity not in draft.parties
            and not any(span.start < start < span.end for span in self.said)
            for person, start in first.items()
        )

    def goes_on(self, sentence: Sentence, subject: Nominal) -> bool:
        """Whether a bare country's name only goes on with what its speaker said in the sentence before."""
        bare = subject.group is not None and not subject.group.head
        return bare and self.just_spoke() and sentence.kind is BlockKind.BODY

    def just_spoke(self) -> bool:
        """Whether somebody spoke in this sentence or the one before."""
        return self.number - self.spoke <= 1

    def same_side(self) -> Speaker | None:
        """The side for which somebody spoke a moment ago, or with which the sentence before began."""
        if self.last is not None and len(self.last.sides) == 1 and self.just_spoke():
            return Speaker([], self.last.sides)
        return Speaker([], [self.opened_side]) if self.opened_side else None

    def noted(self, speaker: Speaker, addressees: list[str], kind: StatementKind) -> None:
        """Remember a statement, for what follows and names no addressee."""
        self.last_kind = kind
        if addressees:
            self.last_to = (speaker, addressees, self.number)

    def still_to(self, speaker: Speaker) -> list[str] | None:
        """Whom the same speaker addressed a moment ago; None where he did not."""
        if self.last_to is None or not speaker.persons:
            return None
        before, addressees, number = self.last_to
        if before.persons == speaker.persons and self.number - number <= _STILL:
            return list(addressees)
        return None

    def note(self, speaker: Speaker | None) -> None:
        """Remember who spoke, for what follows without a subject."""
        if speaker is None:
            return
        self.last, self.spoke = speaker, self.number
        if len(speaker.persons) == 1:
            self.last_person = speaker.persons[0]

    def see(self, items: Sequence[Nominal], start: int) -> None:
        """Remember who is mentioned in the sentence that begins at `start`, and who opens it."""
        first = next((item for item in items if item.span.start == start and item.mentions), None)
        opener = subjects.persons(self.cast, first) if first is not None and not first.pronoun else []
        self.opened = opener[0] if len(opener) == 1 else None
        leads = next((item for item in items if not item.blocked), None)
        self.opened_side = leads.side if leads is not None else None
        for item in items:
            for person in subjects.persons(self.cast, item):
                if person in self.seen:
                    self.seen.remove(person)
                self.seen.append(person)
