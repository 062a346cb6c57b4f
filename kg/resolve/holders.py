"""Who is meant by a title alone ("Thủ tướng"), and what office a counterpart holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kg.extract.mentions import InOrder, PersonMention, Title, within
from kg.extract.reading import Reading
from kg.lang.kinds import TitleClass
from kg.lang.person_words import Titles
from kg.resolve.people import Cast, Person
from kg.resolve.roles import LABELS, folded, one_wording
from kg.text import matching

_NO_OFFICE = (TitleClass.COUNTERPART, TitleClass.RANK)
_MOMENT, _LONG = 260, 700  # code points: the sentence before; another passage


def counterparts(reading: Reading, cast: Cast) -> None:
    """ "A … người đồng cấp Mỹ B": B holds in his country the office that A holds in his."""
    last: Person | None = None
    for mention in reading.persons:
        person = cast.of(mention) if mention.name else None
        if person is None:
            continue
        points = bool(mention.titles) and mention.titles[0].cls is TitleClass.COUNTERPART
        if points and last is not None and last is not person:
            person.peer = person.peer or last
            own = next((title for title in last.titles if title.cls not in _NO_OFFICE), None)
            if own is not None and all(title.cls is TitleClass.COUNTERPART for title in person.titles):
                label = _current(own.label, reading.pack.titles)
                title = replace(
                    mention.titles[0], head=own.head, label=label, cls=own.cls, generic=own.generic
                )
                at = person.mentions.index(mention)
                person.mentions[at] = replace(mention, titles=(title,))
        last = person


def _current(label: str, words: Titles) -> str:
    """A title without "tân", "quyền" before it: those are the other's own."""
    first, _, rest = label.partition(" ")
    return rest[:1].upper() + rest[1:] if matching(first) in words.personal else label


def resolve_titles(reading: Reading, cast: Cast) -> None:
    """Whom each title alone stands for, in the order of the text."""
    recent: list[Person] = []
    for mention in reading.persons:
        if mention.pronoun:
            continue
        if mention.name:
            person = cast.by_start[mention.span.start]
        else:
            abroad = mention.titles[0].pointed or _is_guest(reading, mention)
            found = _holder(reading, mention, recent, cast, abroad=abroad)
            if found is None:
                continue
            person = found
            cast.by_start[mention.span.start] = person
            if person.polity is None and mention.polity:
                person.polity, person.stated = mention.polity, True
        if person in recent:
            recent.remove(person)
        recent.append(person)


def _leading(reading: Reading, cast: Cast) -> set[Person]:
    """Those who are named first in some sentence: the others are only spoken of."""
    named = InOrder(mention for mention in reading.persons if mention.name)
    first = (next(iter(within(named, sentence.span)), None) for sentence in reading.sentences)
    return {cast.by_start[mention.span.start] for mention in first if mention is not None}


def _holder(
    reading: Reading, mention: PersonMention, recent: Sequence[Person], cast: Cast, *, abroad: bool
) -> Person | None:
    """Who a title alone means: the holder last spoken of, else the next one; at home before abroad.

    `abroad`: it is said of the other side's ("Ngoại trưởng nước chủ nhà", "vị Bộ trưởng").
    """
    title, pack = mention.titles[0], reading.pack
    if title.cls is TitleClass.COUNTERPART:
        return _opposite(mention.polity, recent, cast, pack.titles)
    if title.former:
        return None
    if title.head in pack.grammar.leader_words:
        return next(
            (p for p in reversed(recent) if p.official and p.polity == mention.polity and mention.polity),
            None,
        )
    fits = [p for p in cast.persons if any(_same_title(t, title, pack.titles) for t in p.titles)]
    if abroad:
        fits = [p for p in fits if p.polity not in (None, pack.grammar.home)] or fits
    if mention.polity:
        exact = [p for p in fits if p.polity == mention.polity]
        unmarked = [p for p in fits if p.polity is None] if cast.home in (None, mention.polity) else []
        fits = exact or (unmarked if len(unmarked) == 1 else [])
    elif len(fits) > 1:
        fits = _just_named(fits, mention.span.start) or [p for p in fits if not p.stated] or fits
        leading = _leading(reading, cast) if len(fits) > 1 else ()
        fits = [p for p in fits if p in leading] or fits
    last = [p for p in recent if p in fits]
    return last[-1] if last else fits[0] if fits else None


def _is_guest(reading: Reading, mention: PersonMention) -> bool:
    """ "vị nữ Bộ trưởng"."""
    leads = reading.pack.grammar.guest_leads
    return any(reading.low.endswith(f" {lead} ", 0, mention.span.start) for lead in leads) or any(
        reading.low.startswith(f"{lead} ", mention.span.start - len(lead) - 1) for lead in leads
    )


def _opposite(code: str | None, recent: Sequence[Person], cast: Cast, words: Titles) -> Person | None:
    """ "người đồng cấp Iran" without a name: one official of Iran in an office like the last speaker's."""
    mine = [t for t in recent[-1].titles if t.cls not in _NO_OFFICE] if recent else []
    theirs = [person for person in cast.persons if code and person.polity == code]
    fits = [p for p in theirs if any(_same_title(t, own, words) for t in p.titles for own in mine)]
    if not fits and any(own.cls is TitleClass.STATE for own in mine):  # a president's may be a prime minister
        fits = [p for p in theirs if any(t.cls is TitleClass.STATE and not t.generic for t in p.titles)]
    return fits[0] if len(fits) == 1 else None


def _just_named(fits: Sequence[Person], at: int) -> list[Person]:
    """The one holder who was named a moment ago, where the others were not for long."""

    def distance(person: Person) -> int:
        return min((at - m.span.end for m in person.mentions if m.span.end <= at), default=10**6)

    near = sorted(fits, key=distance)
    return [near[0]] if distance(near[0]) < _MOMENT and distance(near[1]) > _LONG else []


def _same_title(full: Title, short: Title, words: Titles) -> bool:
    """Whether `short` may be said for `full`: the same words, or the head of it."""
    a, b = folded(full.label), _office(short.label, words)
    return (
        a == b
        or a.startswith(b + " ")
        or (full.head == short.head and b == short.head)
        or one_wording(a, words) == one_wording(b, words)
    )


@lru_cache(maxsize=LABELS)
def _office(label: str, words: Titles) -> str:
    """The title without what is its holder's own; who acts in an office is another than who holds it."""
    acting = folded(label).startswith(f"{words.acting} ")
    return folded(label if acting else _current(label, words))
