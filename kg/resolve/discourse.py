"""The talk as it goes on: which encounter a sentence belongs to, and who the pronouns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.extract.mentions import GroupMention, PersonMention, within
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import GroupKind, TitleClass
from kg.model import BlockKind, EncounterKind, Span, StatementKind
from kg.resolve import subjects
from kg.resolve.draft import Draft, last_told
from kg.resolve.people import Cast, Person
from kg.resolve.roles import holds
from kg.resolve.subjects import Nominal
from kg.text import matching

_TALKS = (
    EncounterKind.MEETING,
    EncounterKind.PHONE_CALL,
    EncounterKind.CORRESPONDENCE,
    EncounterKind.CONFERENCE,
)
_ANY = "x"  # the gender of a pronoun that shows none
_EARLY = 6  # sentences
_PASSAGE, _VISITED = 1500, 24  # code points: to whom one talks; from the word of a visit to the country
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
    def _officials(self) -> list[tuple[int, Person]]:
        """Where officials of a polity are mentioned, in order."""
        found = ((m.span.start, self.cast.of(m)) for m in self.reading.persons if not m.pronoun)
        return [(at, p) for at, p in found if p is not None and p.official and p.polity]

    @cached_property
    def _in_contact(self) -> frozenset[tuple[str, str]]:
        """The polities whose officials stand in one sentence with a word of encounters, two by two."""
        found: set[tuple[str, str]] = set()
        for sentence in self.reading.sentences:
            cues = within(self.reading.cues, sentence.span)
            if not cues:
                continue
            span = sentence.span
            codes = {p.polity or "" for at, p in self._officials if span.start <= at < span.end}
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
        near = [p.polity for start, p in self._officials if at - _PASSAGE <= start < at and p.polity != side]
        return near[-1] if near and (side, near[-1]) in self._in_contact else None

    def moved_on(self, draft: Draft, at: int) -> bool:
        """Whether an official of a further polity has come in since the encounter was told."""
        told = max((m for m in draft.mentions if m <= at), default=at)
        first: dict[Person, int] = {}
        for start, person in self._officials:
            first.setdefault(person, start)
        return any(
            told < start < at
            and person.polity not in draft.parties
            and not any(span.start < start < span.end for span in self.said)
            for person, start in first.items()
        )

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
        codes = list(dict.fromkeys(m.polity for m in subject.mentions if m.polity))
        stands_for = self._stands_for(subject, codes, at)
        return stands_for or (Speaker([], codes) if codes else None)

    def _stands_for(self, subject: Nominal, codes: Sequence[str], at: int) -> Speaker | None:
        """ "Người đồng cấp (Nga)", "nhà lãnh đạo Nga", "nữ Bộ trưởng": one at the encounter."""
        titles = subject.mentions[0].titles
        draft = self.encounter_at(at, codes[0] if codes else None)
        if draft is None or len(subject.mentions) > 1 or not titles or titles[0].former:
            return None
        title, words = titles[0], self.reading.pack
        people = [p for p in draft.persons if p.polity and (not codes or p.polity == codes[0])]
        if title.cls is TitleClass.COUNTERPART:
            own = self.last.sides if self.last is not None else [self.cast.home]
            people = [p for p in people if codes or p.polity not in own]
        elif title.head not in words.grammar.leader_words:
            people = [p for p in people if holds(p.titles, title.head, words.titles)]
            if matching(title.label) != title.head:
                return None  # "Bộ trưởng Tài chính Nga" is another one
        return Speaker(people, [people[0].polity or ""]) if len(people) == 1 else None

    def _group(self, subject: Nominal, at: int) -> Speaker | None:
        group = subject.group
        assert group is not None
        if subject.sides:
            met = self.encounter_at(at)
            people = list(met.persons) if met is not None and set(met.parties) == set(subject.sides) else []
            return Speaker(people, list(subject.sides), joint=True)
        if group.kind is GroupKind.SIDE:
            return self._guest(group, group.code, at) or Speaker([], [group.code or ""])
        if group.kind is GroupKind.THEY:
            return self.last if self.last is not None and self.last.joint and self._just_spoke() else None
        draft = self.encounter_at(at)
        if group.kind is GroupKind.BOTH:
            return self.holders(group.office, at) or self._both(draft, at)
        parties = list(draft.parties) if draft is not None else list(self.pair)
        home = self.cast.home
        if home is None or home not in parties:
            return None
        if group.kind is GroupKind.OWN:
            return Speaker([], [home])
        others = [code for code in parties if code != home]
        if not others:
            return None
        return self._guest(group, others[0], at) or Speaker([], others[:1])

    def _guest(self, group: GroupMention, code: str | None, at: int) -> Speaker | None:
        """ "Vị khách Chile": the one person of that side at the encounter."""
        draft = self.encounter_at(at, code)
        if draft is None or not group.head.startswith(tuple(self.reading.pack.grammar.guests)):
            return None
        people = [p for p in draft.persons if p.polity == code]
        return Speaker(people, [code or ""]) if len(people) == 1 else None

    def holders(self, office: str, at: int) -> Speaker | None:
        """ "hai Bộ trưởng": the two of different polities who hold such an office, last spoken of."""
        if not office:
            return None
        drafts = [d for d in self.drafts if d.status is None and self._hold(d.persons, office)]
        chosen = last_told(drafts, at, self.said)
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

    def _both(self, draft: Draft | None, at: int) -> Speaker | None:
        if draft is not None and not self.moved_on(draft, at):
            return Speaker(list(draft.persons), list(draft.parties), joint=True)
        near = [person for start, person in self._officials if at - _PASSAGE <= start < at]
        met = next(
            ((p, near[-1]) for p in reversed(near) if (p.polity, near[-1].polity) in self._in_contact), None
        )
        if met is not None:
            people = sorted(met, key=lambda p: p.mentions[0].span.start)
            return Speaker(people, [p.polity or "" for p in people], joint=True)
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
        return bare and self._just_spoke() and sentence.kind is BlockKind.BODY

    def _just_spoke(self) -> bool:
        return self.number - self.spoke <= 1

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
