"""Visits: who comes to which country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import CueMention
from kg.extract.reading import Reading, Sentence
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import EncounterKind
from kg.resolve import subjects
from kg.resolve.destinations import COUNTRY, DAY, Destination, destination
from kg.resolve.draft import Draft, told
from kg.resolve.encounter_parts import opens_sentence
from kg.resolve.people import Cast
from kg.resolve.status import status
from kg.resolve.subjects import Nominal

_VISITOR = 60  # code points between the country and "của" before the visitor
_UNDER_WAY = 28  # code points before the word of a visit


def visit(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> Draft | None:
    """The visit that a cue reports, if its country and its visitor are known."""
    visitor, visited = _of_to(reading, cast, here, cue) or (
        None,
        destination(reading, cast, here, sentence, cue),
    )
    if visited is not None and visitor is None:
        visitor = _visitor(reading, cast, here, sentence, cue, visited)
    if visited is None or visitor is None:
        return None
    people = subjects.persons(cast, visitor)
    foreign = next((p for p in people if p.official and p.polity and p.polity != visited.code), None)
    if foreign is None or foreign.polity is None:
        return None
    return Draft(
        kind=EncounterKind.VISIT,
        persons=[foreign],
        parties=[foreign.polity, visited.code],
        evidence=[told(cue.span, visitor.span, visited.span)],
        at=cue.span.start,
        cue=cue,
        sentence=sentence,
        status=status(reading, sentence, cue),
        rule=f"encounter:visit:{cue.form}",
        visited=visited.code,
    )


def _of_to(
    reading: Reading, cast: Cast, here: Sequence[Nominal], cue: CueMention
) -> tuple[Nominal, Destination] | None:
    """ "chuyến thăm của A tới B": the visitor before the country."""
    of, to = _kind_of_visit(reading.pack), _on_to(reading.pack.meetings)
    visitor = _item_behind(here, of.match(reading.low, cue.span.end)) if cue.noun else None
    found = to.match(reading.low, visitor.span.end) if visitor is not None else None
    visited = next((m for m in reading.polities if found and m.span.start == found.end()), None)
    if visitor is None or visited is None or visited.form not in COUNTRY:
        return None
    goal = Destination(visited.code, visited.span)
    return (visitor, goal) if _foreign(cast, visitor, visited.code) else None


@cache
def _kind_of_visit(pack: LanguagePack) -> re.Pattern[str]:
    """Between the noun of a visit and its visitor: "chuyến thăm | chính thức ngày 5-7/9 của | A"."""
    return re.compile(rf"(?: (?:{any_of(pack.meetings.visit_kinds)}|{DAY}))* {pack.grammar.words.of} ")


@cache
def _on_to(words: MeetingWords) -> re.Pattern[str]:
    """Between the visitor and the country."""
    return re.compile(rf" {any_of(words.visit_leads)}(?: {any_of(words.visit_heads)})? ")


def _item_behind(here: Sequence[Nominal], lead: re.Match[str] | None) -> Nominal | None:
    """The persons that stand right behind a match."""
    return next((i for i in here if lead and i.span.start == lead.end() and i.mentions), None)


def _visitor(
    reading: Reading,
    cast: Cast,
    here: Sequence[Nominal],
    sentence: Sentence,
    cue: CueMention,
    visited: Destination,
) -> Nominal | None:
    """Of "chuyến thăm Lào của A" A; of a verb or a visit under way who comes of another country."""
    of = of_whom(reading.pack, _VISITOR).match(reading.low, visited.span.end) if cue.noun else None
    if of is not None:
        return _item_behind(here, of)
    if cue.noun and not _under_way(reading.pack.meetings).search(
        reading.low, max(0, cue.span.start - _UNDER_WAY), cue.span.start
    ):
        return None
    named = [i for i in here if subjects.persons(cast, i)]
    before_cue = [i for i in here if i.span.end <= cue.span.start]
    before = [i for i in named if i.span.end <= cue.span.start and _foreign(cast, i, visited.code)]
    if before:
        free = [i for i in before if not i.blocked]
        return free[-1] if free and not cue.noun else before[-1]
    behind = next((i for i in named if i.span.start > cue.span.end and not i.blocked), None)
    leads = cue.noun or opens_sentence(reading, sentence, cue) or not before_cue
    return behind if leads and behind is not None and _foreign(cast, behind, visited.code) else None


@cache
def of_whom(pack: LanguagePack, reach: int) -> re.Pattern[str]:
    """Between the country visited and who visits it, `reach` code points away at most; not who invited."""
    between = rf"(?:(?!\b{any_of(pack.meetings.invited)}\b)[^,.;]){{0,{reach}}}?"
    return re.compile(rf"{between}\b{pack.grammar.words.of}\s")


@cache
def _under_way(words: MeetingWords) -> re.Pattern[str]:
    """Before the noun of a visit that takes place."""
    return re.compile(rf"\b{any_of(words.under_way)}(?: \w+){{0,2}}\s\Z")


def _foreign(cast: Cast, item: Nominal, visited: str) -> bool:
    return any(person.polity not in (None, visited) for person in subjects.persons(cast, item))
