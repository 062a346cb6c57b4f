"""When: the date of an encounter, and what the article is dated by.

A year is filled in only from what the graph then names: the day of publication, or the terms of office
of those who meet (`Dated.inferred_from`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from kg.extract import dates
from kg.extract.dates import DateMention
from kg.extract.mentions import within
from kg.extract.reading import Reading
from kg.knowledge import RegisteredTenure
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import (
    BlockKind,
    DateBasis,
    Dated,
    Encounter,
    EncounterKind,
    InferredFrom,
    PartialDate,
)
from kg.resolve.destinations import at_the_end
from kg.resolve.draft import Draft
from kg.resolve.encounter_parts import opens_sentence
from kg.resolve.longer import is_session, its_month
from kg.resolve.own_days import by_other_clock, is_remembered, of_another, own_days
from kg.resolve.people import Person
from kg.resolve.roles import RoleIndex

_LEAD = 2  # sentences
_ALSO = 3  # words
_PROGRAMME = 4  # sentences
_ONE_DAY = (EncounterKind.MEETING, EncounterKind.PHONE_CALL)
_OPENING = 40  # code points between a day and who is told to make the visit

Window = tuple[date | None, date | None, InferredFrom]


def of_encounter(reading: Reading, draft: Draft, roles: RoleIndex) -> Dated | None:
    """The date told with the encounter, as precise as the text and the evidence allow; None if unknown."""
    windows = list(_windows(draft.persons, roles))
    known = dict(zip(reading.dates, _all(reading), strict=True))
    vague: Dated | None = None
    for mention in _near(reading, draft):
        dated = known[mention]
        if draft.status is not None and mention.value is not None and not mention.value.year:
            dated = dates.resolve(mention, reading.article.published, ref=reading.article.id, future=True)
        if dated.value is None:
            continue
        if mention.end is not None and draft.kind in _ONE_DAY and not is_session(reading, draft):
            vague = vague or _one_of(dated)
            continue
        short = dated.value.year is None and dated.value.day
        if short and (whole := _whole_beside(reading, mention, dated.value)) is not None:
            return _in_year_of(dated, whole)
        if short and windows:
            return dates.infer_year(dated.value, windows, end=mention.end, weekday=mention.weekday)
        return dated
    return vague


def _whole_beside(reading: Reading, mention: DateMention, day: PartialDate) -> DateMention | None:
    """A date of the same month written whole in the same sentence, or before in the article's lead."""
    spans = [s.span for s in reading.sentences if s.kind is BlockKind.BODY]
    lead = spans[:_LEAD]
    here = next((span for span in spans if span.covers(mention.span)), None)
    for other in reading.dates:
        value = other.value
        if value is None or not (value.year and value.day) or value.month != day.month:
            continue
        if is_remembered(reading, other):
            continue
        near = here is not None and here.covers(other.span)
        before = other.span.end <= mention.span.start and any(span.covers(other.span) for span in lead)
        if (near or before) and other.kind in ("point", "range"):
            return other
    return None


def _in_year_of(dated: Dated, whole: DateMention) -> Dated:
    """A day and month in the year of the date beside it."""
    assert dated.value is not None and whole.value is not None
    year = whole.value.year
    end = replace(dated.end, year=year) if dated.end is not None else None
    ground = InferredFrom("event", f"{whole.span.start}-{whole.span.end}")
    return Dated(replace(dated.value, year=year), DateBasis.INFERRED, end=end, inferred_from=(ground,))


def _one_of(dated: Dated) -> Dated | None:
    """A talk on one of several days, nobody knows which: the month that holds them, and its bounds."""
    value, end = dated.value, dated.end
    if value is None or end is None or not value.year or (value.year, value.month) != (end.year, end.month):
        return None
    first, last = value.bounds, end.bounds
    return replace(
        dated,
        value=PartialDate(value.year, value.month),
        earliest=first[0] if first else None,
        latest=last[1] if last else None,
        end=None,
    )


def _all(reading: Reading) -> list[Dated]:
    asides = {m for m in reading.dates if by_other_clock(reading, m) or _heads_a_line(reading, m)}
    published = reading.article.published
    return dates.resolve_all(reading.dates, published, ref=reading.article.id, asides=asides)


def _heads_a_line(reading: Reading, mention: DateMention) -> bool:
    """ "Sáng 24/6: 42 ca mới" between paragraphs: the headline of another story."""
    low = reading.low
    start = low.rfind("\n", 0, mention.span.start) + 1
    end = low.find("\n", mention.span.end)
    line = low[start : end if end >= 0 else len(low)].rstrip()
    return low.startswith(":", mention.span.end) and start == mention.span.start and line[-1] not in '.!?"'


def _near(reading: Reading, draft: Draft) -> Iterator[DateMention]:
    """Day dates in the encounter's own sentences: those of its own clauses, then the nearest to the cue.

    Where there is none, its month.
    """
    if draft.kind is not EncounterKind.VISIT and draft.status is None:
        yield from (m for m in own_days(reading, draft) if not of_another(reading, m))
    spans = [s.span for s in reading.sentences for at in draft.mentions if s.span.start <= at < s.span.end]
    for span in dict.fromkeys(spans):
        at = next(m for m in draft.mentions if span.start <= m < span.end)
        found = [m for m in within(reading.dates, span) if _fits(m, draft) and _of_it(reading, draft, at, m)]
        another = _another_day(reading.pack.meetings)
        found = [m for m in found if not of_another(reading, m)]
        found = [m for m in found if not another.search(reading.low, m.span.end, at)]
        yield from sorted(found, key=lambda m: _rank(m, draft, at))
    yield from _just_before(reading, draft)
    yield from _same_occasion(reading, draft)
    yield from _same_programme(reading, draft)
    yield from its_month(reading, draft)


def _rank(mention: DateMention, draft: Draft, at: int) -> tuple[bool, int, int]:
    """Ranges are a visit's, days are a talk's; then the nearest to the cue."""
    other = (mention.kind == "range") is (draft.kind in _ONE_DAY)
    return other, abs(mention.span.start - at), mention.span.start


def _of_it(reading: Reading, draft: Draft, at: int, mention: DateMention) -> bool:
    """Whether a day in the sentence of a visit told as a noun is the visit's: nothing else comes between."""
    if draft.kind is EncounterKind.VISIT and mention.kind == "point" and at_the_end(reading, at):
        return False
    if draft.kind is not EncounterKind.VISIT or not draft.cue.noun:
        return True
    breaks = _break(reading.pack.meetings)
    if mention.span.start > at:
        return not breaks.search(reading.low, at, mention.span.start)
    told = next((span for span in draft.evidence if span.start <= at < span.end), None)
    begins = told.start if told is not None else at
    return begins - mention.span.end < _OPENING or not breaks.search(reading.low, mention.span.end, at)


@cache
def _break(words: MeetingWords) -> re.Pattern[str]:
    """A comma behind which something else comes."""
    return re.compile(rf"[,;](?! {any_of(words.day_leads)}\b)")


def _fits(mention: DateMention, draft: Draft) -> bool:
    """A day; for a visit also the days from … to …, of which a meeting is one, nobody knows which."""
    if mention.bound == "since" and mention.end is None:
        return draft.kind not in _ONE_DAY and _is_day(mention)
    return mention.kind in ("range", "point") and _is_day(mention)


def _just_before(reading: Reading, draft: Draft) -> Iterator[DateMention]:
    """ "Sáng 5/6, lễ đón …. Sau lễ đón, hai Bộ trưởng đã hội đàm": the one day of the sentence before."""
    spans = [sentence.span for sentence in reading.sentences if sentence.kind is not BlockKind.CAPTION]
    for before, here in pairwise(spans):
        if not any(here.start <= at < here.end for at in draft.mentions):
            continue
        if not _just_after(reading.pack.meetings).match(reading.low, here.start):
            continue
        found = [m for m in within(reading.dates, before) if _fits(m, draft)]
        stated = [m for m in found if m.value is not None] or found  # "(16 giờ cùng ngày theo giờ Hà Nội)"
        if len({m.value for m in stated}) == 1:
            yield stated[0]


def _same_occasion(reading: Reading, draft: Draft) -> Iterator[DateMention]:
    """The day on which the host is told to receive guests, for each whom "Tiếp B, …" or "cũng tiếp" adds.

    It is the one day of the nearest sentence before that tells of a talk of one of those who meet here.
    """
    if draft.kind not in _ONE_DAY or draft.status is not None or not _adds(reading, draft):
        return
    for sentence in reversed(reading.sentences):
        if sentence.kind is BlockKind.CAPTION or sentence.span.end > draft.sentence.span.start:
            continue
        talks = any(cue.kind in _ONE_DAY for cue in within(reading.cues, sentence.span))
        found = [m for m in within(reading.dates, sentence.span) if m.kind == "point" and _is_day(m)]
        named = any(sentence.span.covers(m.span) for person in draft.persons for m in person.mentions)
        if talks and found and named:
            if len({m.value for m in found}) == 1:
                yield found[0]
            return


def _same_programme(reading: Reading, draft: Draft) -> Iterator[DateMention]:
    """ "Sáng 5/6, A bắt đầu các hoạt động tại …": the day of the talks that the next sentences tell."""
    if draft.kind not in _ONE_DAY or draft.status is not None:
        return
    at = max(draft.mentions, default=draft.at)  # the lead tells it without its day
    before = [s.span for s in reading.sentences if s.kind is BlockKind.BODY and s.span.end <= at]
    for span in reversed(before[-_PROGRAMME:]):
        days = [m for m in within(reading.dates, span) if _is_day(m)]
        if days:
            begun = _programme(reading.pack.meetings).search(reading.low, span.start, span.end)
            yield from days if begun and len(days) == 1 and days[0].kind == "point" else ()
            return


@cache
def _programme(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.travels['begins'])} {any_of(words.programme)}\b")


def _adds(reading: Reading, draft: Draft) -> bool:
    """Whether the talk is told as one of several: it opens its sentence, or "cũng" stands before its verb."""
    left = reading.low[draft.sentence.span.start : draft.cue.span.start]
    if _another_day(reading.pack.meetings).search(left):
        return False
    also = reading.pack.grammar.words.also
    return opens_sentence(reading, draft.sentence, draft.cue) or also in left.split()[-_ALSO:]


@cache
def _another_day(words: MeetingWords) -> re.Pattern[str]:
    """Between a day and what was on another one: "hôm 17/4, một ngày trước khi hội đàm"."""
    return re.compile(rf"\b{any_of(words.another_day)}\b")


@cache
def _just_after(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.just_after)}(?!\w)")


def _is_day(mention: DateMention) -> bool:
    day = mention.value is not None and bool(mention.value.day)
    if mention.bound in ("until", "before", "term") or (mention.bound == "since" and not day):
        return False
    if mention.relative is not None:
        return mention.relative.unit == "day"
    return day


def _windows(persons: Sequence[Person], roles: RoleIndex) -> Iterator[Window]:
    """The terms of office that the registry knows of the titles under which the persons appear."""
    for person in persons:
        if person.registered is None:
            continue
        tenures = _tenures_of(person, roles)
        starts = [t.start for t in tenures if t.start]
        ends = [t.end for t in tenures]
        if starts and len(starts) == len(tenures):
            last = None if None in ends else max(end for end in ends if end)
            yield min(starts), last, InferredFrom("tenure", person.registered.iri)


def _tenures_of(person: Person, roles: RoleIndex) -> list[RegisteredTenure]:
    """The registered tenures of the offices under which the article names the person; else all."""
    assert person.registered is not None
    named = {roles.role_of(title) for title in person.titles}
    return [t for t in person.registered.tenures if t.role in named] or list(person.registered.tenures)


def as_of(reading: Reading, met: Sequence[Encounter]) -> Dated | None:
    """What the article's attestations are dated by: its publication, else its first dated encounter."""
    published = reading.article.published
    if published is not None:
        value = PartialDate(published.year, published.month, published.day)
        return Dated(value, DateBasis.STATED, published, published)
    return next((e.when for e in met if e.when is not None and e.status is None), None)
