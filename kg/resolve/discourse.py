"""The talk as it goes on: which encounter a sentence belongs to, and who the pronouns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.mentions import PersonMention
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import GroupKind
from kg.model import BlockKind, EncounterKind, StatementKind
from kg.resolve import subjects
from kg.resolve.draft import Draft, last_told
from kg.resolve.people import Cast, Person
from kg.resolve.roles import holds
from kg.resolve.subjects import Nominal

_TALKS = (
    EncounterKind.MEETING,
    EncounterKind.PHONE_CALL,
    EncounterKind.CORRESPONDENCE,
    EncounterKind.CONFERENCE,
)
_ANY = "x"  # the gender of a pronoun that shows none
_EARLY = 6  # sentences
_STILL = 2  # sentences after which it is no longer the same addressee


@dataclass(slots=True, eq=False)
class Speaker:
    """Who says a clause: persons named, and the sides spoken for."""

    persons: list[Person]
    sides: list[str]
    joint: bool = False


@dataclass(slots=True, eq=False)
class Discourse:
    """State that moves through the article from sentence to sentence."""

    reading: Reading
    cast: Cast
    drafts: Sequence[Draft]
    pair: tuple[str, ...]
    last: Speaker | None = None
    last_person: Person | None = None
    seen: list[Person] = field(default_factory=list)
    number: int = 0  # of the sentence at hand
    spoke: int = -9  # the sentence in which `last` spoke
    last_kind: StatementKind | None = None
    last_to: tuple[Speaker, list[str], int] | None = None  # who spoke to whom last, in which sentence

    def encounter_at(self, at: int, side: str | None = None) -> Draft | None:
        """The encounter last spoken of before `at` in which `side` takes part; else the first one."""
        fits = [
            d
            for d in self.drafts
            if d.kind in _TALKS and (side is None or side in d.parties) and len(d.parties) > 1
        ]
        took = [d for d in fits if d.status is None] or fits
        told = last_told(took[::-1], at)  # of several told in one place the last
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
        return Discourse(self.reading, self.cast, own, self.pair).encounter_at(at, speaker.sides[0])

    def speaker(self, subject: Nominal | None, at: int) -> Speaker | None:
        """Whom a subject means; None where nobody is known to speak."""
        if subject is None:
            return None
        if subject.group is not None:
            return self._group(subject, at)
        people = []
        for mention in subject.mentions:
            person = self.cast.of(mention) or (self._pronoun(mention) if mention.pronoun else None)
            if person is not None and person not in people:
                people.append(person)
        if people:
            sides = list(dict.fromkeys(p.polity for p in people if p.polity))
            return Speaker(people, sides, joint=len(sides) > 1)
        codes = [m.polity for m in subject.mentions if m.polity]
        return Speaker([], list(dict.fromkeys(codes))) if codes else None

    def _group(self, subject: Nominal, at: int) -> Speaker | None:
        group = subject.group
        assert group is not None
        if subject.sides:
            met = self.encounter_at(at)
            people = list(met.persons) if met is not None and set(met.parties) == set(subject.sides) else []
            return Speaker(people, list(subject.sides), joint=True)
        if group.kind is GroupKind.SIDE:
            return Speaker([], [group.code or ""])
        draft = self.encounter_at(at)
        if group.kind is GroupKind.BOTH:
            return self.holders(group.office, at) or self._both(draft)
        parties = list(draft.parties) if draft is not None else list(self.pair)
        home = self.cast.home
        if home is None or home not in parties:
            return None
        if group.kind is GroupKind.OWN:
            return Speaker([], [home])
        others = [code for code in parties if code != home]
        return Speaker([], others[:1]) if others else None

    def holders(self, office: str, at: int) -> Speaker | None:
        """ "hai Bộ trưởng": the two of different polities who hold such an office, last spoken of."""
        if not office:
            return None
        drafts = [d for d in self.drafts if d.status is None and self._hold(d.persons, office)]
        chosen = last_told(drafts, at)
        if chosen is not None:
            return Speaker(list(chosen.persons), list(chosen.parties), joint=True)
        found: dict[str, Person] = {}
        for person in [*reversed(self.seen), *self.cast.persons]:
            if person.polity and holds(person.titles, office, self.reading.pack.titles):
                found.setdefault(person.polity, person)
        if len(found) < 2:
            return None
        two = list(found.items())[:2]
        people = sorted((person for _, person in two), key=lambda p: p.mentions[0].span.start)
        return Speaker(people, [p.polity or "" for p in people], joint=True)

    def _hold(self, persons: Sequence[Person], office: str) -> bool:
        return len(persons) == 2 and all(holds(p.titles, office, self.reading.pack.titles) for p in persons)

    def _both(self, draft: Draft | None) -> Speaker | None:
        if draft is not None:
            return Speaker(list(draft.persons), list(draft.parties), joint=True)
        return Speaker([], list(self.pair), joint=True) if len(self.pair) == 2 else None

    def _pronoun(self, mention: PersonMention) -> Person | None:
        """ "ông", "bà": who spoke last, unless the honorific says otherwise."""
        grammar = self.reading.pack.grammar
        gender = grammar.pronouns.get(mention.span.of(self.reading.low), _ANY)
        for person in [self.last_person, *reversed(self.seen)]:
            if person is not None and (gender == _ANY or person.gender(grammar.genders) in (None, gender)):
                return person
        return None

    def goes_on(self, sentence: Sentence, subject: Nominal) -> bool:
        """Whether a bare country's name only goes on with what its speaker said in the sentence before."""
        bare = subject.group is not None and not subject.group.head
        return bare and self.number - self.spoke <= 1 and sentence.kind is BlockKind.BODY

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

    def see(self, items: Sequence[Nominal]) -> None:
        """Remember who is mentioned."""
        for item in items:
            for person in subjects.persons(self.cast, item):
                if person in self.seen:
                    self.seen.remove(person)
                self.seen.append(person)
