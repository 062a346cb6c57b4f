"""Who is who in one article: mentions joined into persons, and their polities.

A fuller name takes the shorter ones that are part of it (Antony Blinken, Blinken), a misspelling joins
where only a letter or two differ (Anthony Blinken), a title alone stands for the holder last spoken of
(Phó Thủ tướng), a pronoun for the person who spoke last. A polity is what is written beside the person,
else the registry's, else that for which he is shown to speak; never a default.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.mentions import PersonMention, PolityForm, Title, within
from kg.extract.reading import Reading
from kg.knowledge import RegisteredOfficial
from kg.lang.kinds import TitleClass
from kg.lang.person_words import NameWords
from kg.model import BlockKind, Span
from kg.resolve.person_names import is_inner_part, is_native, parts_of, same_name
from kg.resolve.registry import Registry

_NAMES = (PolityForm.NAME, PolityForm.METONYM)


@dataclass(slots=True, eq=False)
class Person:
    """One person of the article; `name` is the fullest form, or the registry's."""

    name: str
    parts: tuple[str, ...]
    mentions: list[PersonMention] = field(default_factory=list)
    polity: str | None = None
    stated: bool = False  # the polity is written beside a title
    registered: RegisteredOfficial | None = None
    peer: Person | None = None  # whose counterpart the text calls him

    @property
    def titles(self) -> list[Title]:
        """All titles met, in order."""
        return [title for mention in self.mentions for title in mention.titles]

    @property
    def official(self) -> bool:
        """Whether the text gives the person an office."""
        return any(title.cls is not TitleClass.RANK and not title.generic for title in self.titles)

    @property
    def retired(self) -> bool:
        """Whether all offices that the text gives the person are held no longer."""
        held = [title for title in self.titles if title.cls is not TitleClass.RANK]
        return bool(held) and all(title.former for title in held)

    @property
    def forms(self) -> set[str]:
        """Every form of the name as written."""
        return {mention.name for mention in self.mentions if mention.name}

    def gender(self, genders: Mapping[str, str]) -> str | None:
        """ "m" or "f" where an honorific shows it."""
        seen = {mention.honorific for mention in self.mentions}
        return next((gender for honorific, gender in genders.items() if honorific in seen), None)


@dataclass(slots=True, eq=False)
class Cast:
    """The persons of an article and which mention is whom, by where the mention begins."""

    persons: list[Person]
    by_start: dict[int, Person]
    home: str | None

    def of(self, mention: PersonMention) -> Person | None:
        """Whom a mention means."""
        return self.by_start.get(mention.span.start)


def officials(persons: Iterable[Person]) -> list[Person]:
    """Those of the persons who hold an office, each once."""
    return list(dict.fromkeys(person for person in persons if person.official))


def resolve(reading: Reading, registry: Registry) -> Cast:
    """Join the mentions that carry a name; those that are a title alone are left to `kg.resolve.holders`."""
    persons: list[Person] = []
    by_start: dict[int, Person] = {}
    named = [mention for mention in reading.persons if mention.name]
    # fuller names first, so that a headline's "ông Sullivan" finds the person named below it
    for mention in sorted(named, key=lambda m: (-_length(m), (m.name or "").isupper(), m.span.start)):
        person = _match(persons, mention, reading.pack.names) or _new(persons, mention)
        person.mentions.append(mention)
        by_start[mention.span.start] = person
    for person in persons:
        person.mentions.sort(key=lambda m: m.span.start)
    persons.sort(key=lambda p: p.mentions[0].span.start)
    for person in persons:
        _register(person, registry)
    home = _polities(reading, persons)
    return Cast(persons, by_start, home)


def _length(mention: PersonMention) -> int:
    return len(parts_of(mention.name or ""))


def _new(persons: list[Person], mention: PersonMention) -> Person:
    assert mention.name is not None
    person = Person(mention.name, parts_of(mention.name))
    persons.append(person)
    return person


def _match(persons: Sequence[Person], mention: PersonMention, words: NameWords) -> Person | None:
    parts = parts_of(mention.name or "")
    fits = [person for person in persons if same_name(person.parts, parts)]
    if not fits and len(parts) == 1:  # "ông Yáñez": Rodrigo Yáñez Fuentes
        fits = [p for p in persons if is_inner_part(p.parts, parts[0]) and not is_native(p.name, words)]
    if len(fits) > 1:
        exact = [person for person in fits if person.parts == parts]
        fits = exact or _same_office(fits, mention) or fits
    return _nearest(fits, mention.span.start) if fits else None


def _same_office(persons: Sequence[Person], mention: PersonMention) -> list[Person]:
    heads = {title.head for title in mention.titles}
    return [p for p in persons if heads & {title.head for title in p.titles}]


def _nearest(persons: Sequence[Person], at: int) -> Person:
    """The person last mentioned before `at`, else the first one after."""

    def distance(person: Person) -> tuple[bool, int]:
        before = [m.span.start for m in person.mentions if m.span.start <= at]
        return (
            not before,
            at - max(before) if before else min((m.span.start for m in person.mentions), default=0),
        )

    return min(persons, key=distance)


def _register(person: Person, registry: Registry) -> None:
    stated = {title.polity for title in person.titles if title.polity}
    found = registry.find(person.forms, stated)
    if found is not None:
        person.registered, person.name = found, found.name


# ---------------------------------------------------------------- polities
def _polities(reading: Reading, persons: Sequence[Person]) -> str | None:
    """Give persons their polity; returns the one whose officials the article names without their country."""
    for person in persons:
        written = Counter(
            title.polity
            for mention in person.mentions
            for title in mention.titles
            for _ in range(2 if title.span.start < (mention.name_span or title.span).start else 1)
            if title.polity  # one before the name is surely his
        )
        if written:
            person.polity, person.stated = written.most_common(1)[0][0], True
        elif person.registered is not None:
            person.polity = person.registered.polity
        elif (host := _pointed(reading, person)) is not None:
            person.polity, person.stated = host, True
    return _home(reading, persons)


def _pointed(reading: Reading, person: Person) -> str | None:
    """Whose official "Thủ tướng nước chủ nhà" is: of the country abroad that was named last before."""
    at = next((m.span.start for m in person.mentions if any(t.pointed for t in m.titles)), None)
    if at is None:
        return None
    start = next((s.span.start for s in reading.sentences if s.span.start <= at < s.span.end), at)
    beside = {m.polity for m in reading.persons if start <= m.span.start < at}  # his guest's country
    named = (m for m in reversed(reading.polities) if m.span.start < at and m.form in _NAMES)
    others = (m.code for m in named if m.code not in beside and m.code != reading.pack.grammar.home)
    return next((code for code in others if _is_country(reading, code)), None)


def _home(reading: Reading, persons: Sequence[Person]) -> str | None:
    """The country that the article takes for granted: named often, yet beside nobody's title.

    A paper writes "Ngoại trưởng Mỹ Antony Blinken" and "Bộ trưởng Bùi Thanh Sơn": of the pair that the
    article is about, the country that no title states is that of the unmarked officials.
    """
    stated = {person.polity for person in persons if person.stated}
    unmarked = Counter(p.polity for p in persons if not p.stated and p.polity)
    if unmarked:
        return unmarked.most_common(1)[0][0]
    named = Counter(m.code for m in reading.polities if m.form is not PolityForm.PLACE)
    press = reading.pack.grammar.home
    if press in named:
        return press
    words = reading.pack.names
    ours = Counter(p.polity for p in persons if p.stated and is_native(p.name, words))
    if ours and all(mention.code != press for mention in reading.polities):
        return ours.most_common(1)[0][0]
    left = [
        (count, code) for code, count in named.items() if code not in stated and _is_country(reading, code)
    ]
    if left and stated:
        return max(left, key=lambda pair: (pair[0], pair[1]))[1]
    at_home = any(not p.stated and p.official and is_native(p.name, words) for p in persons)
    return press if at_home and not named.keys() & words.alike else None


def _is_country(reading: Reading, code: str) -> bool:
    return reading.knowledge.polities[code].kind == "country"


def native(reading: Reading, person: Person) -> bool:
    """Whether the name has the form of the language's own, and nothing says that it is a neighbour's.

    Names of some countries have that form too: where one of them was named in the paragraph, and the home was
    not, its official is meant.
    """
    words = reading.pack.names
    if not is_native(person.name, words):
        return False
    at = first_told(reading, person)
    named = within(reading.polities, Span(reading.low.rfind("\n", 0, at) + 1, at))
    codes = {mention.code for mention in named}
    return reading.pack.grammar.home in codes or not codes & words.alike


def first_told(reading: Reading, person: Person) -> int:
    """Where a person is first named outside captions, which name people in short."""
    starts = [mention.span.start for mention in person.mentions]
    captions = [s.span for s in reading.sentences if s.kind is BlockKind.CAPTION]
    return next((at for at in starts if not any(c.start <= at < c.end for c in captions)), starts[0])
