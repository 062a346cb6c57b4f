"""The day that the clause of an encounter gives it: "Ngày 8/9, A gửi thư cho B", "cuộc điện đàm ngày 9/4".

Two reports that each have such a day, and not the same, are of two encounters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.dates import DateMention
from kg.extract.mentions import within
from kg.extract.reading import Reading
from kg.lang.kinds import Strength
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import PartialDate, Span
from kg.resolve.draft import Draft

_TELLS = (Strength.SPEECH, Strength.STANCE)
_FAR = 90  # code points between a cue and its day behind it
_MONTHS = 12
_DAYS = 31  # near enough to tell the day before from another week
_MEMORY = 70  # code points between the word of an anniversary and its date
_CLOCK = 28  # code points: "tức rạng sáng ngày"
_ONE = 1  # a clock elsewhere shows the day before or after


def on_other_days(reading: Reading, old: Draft, new: Draft) -> bool:
    """Whether two reports of the same persons give days that cannot be one."""
    days = own_day(reading, old), own_day(reading, new)
    return days[0] is not None and days[1] is not None and _apart(*(day.value for day in days if day))


def own_day(reading: Reading, draft: Draft) -> DateMention | None:
    """The nearest day of the clause that tells of the encounter, nothing else told between."""
    return _day_at(reading, draft.sentence.span, draft.cue.span)


def own_days(reading: Reading, draft: Draft) -> Iterator[DateMention]:
    """Those of all its reports, in the order of the text."""
    for at in draft.mentions:
        cue = next((cue.span for cue in reading.cues if cue.span.start == at), None)
        here = next((s.span for s in reading.sentences if s.span.start <= at < s.span.end), None)
        day = _day_at(reading, here, cue) if cue is not None and here is not None else None
        if day is not None:
            yield day


def _day_at(reading: Reading, sentence: Span, cue: Span) -> DateMention | None:
    found = []
    for mention in within(reading.dates, sentence):
        day = mention.value if mention.kind == "point" else None
        if day is None or not (day.day and day.month):
            continue
        before = mention.span.end <= cue.start
        gap = Span(mention.span.end, cue.start) if before else Span(cue.end, mention.span.start)
        if gap.end >= gap.start and _tells_nothing_else(reading, gap, before=before):
            found.append((len(gap), mention))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _tells_nothing_else(reading: Reading, gap: Span, *, before: bool) -> bool:
    if within(reading.cues, gap) or any(act.strength in _TELLS for act in within(reading.acts, gap)):
        return False
    words = reading.low[gap.start : gap.end]
    if before:
        return _another_moment(reading.pack.meetings).search(words) is None
    return len(gap) <= _FAR and not set(words) & set(",;:.")


@cache
def _another_moment(words: MeetingWords) -> re.Pattern[str]:
    """Between a day and the encounter: it was before or after that day."""
    return re.compile(rf"\b{any_of((*words.other_moments, words.after, words.ahead_of))}\b")


def _apart(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None:
        return False
    if one.year and other.year and one.year != other.year:
        return True
    days = [(day.month or 0) * _DAYS + (day.day or 0) for day in (one, other)]
    return _ONE < abs(days[0] - days[1]) < _MONTHS * _DAYS - _DAYS


def of_another(reading: Reading, mention: DateMention) -> bool:
    """Whether a day is told by another clock, or is that of an event long past."""
    return by_other_clock(reading, mention) or is_remembered(reading, mention)


def by_other_clock(reading: Reading, mention: DateMention) -> bool:
    """ "tối 4/2 (tức rạng sáng 5/2 giờ Hà Nội)": the second."""
    left = reading.low[max(0, mention.span.start - _CLOCK) : mention.span.start]
    return reading.pack.meetings.other_clock in left.split()


def is_remembered(reading: Reading, mention: DateMention) -> bool:
    """Whether a date is that of an event long past: "kỷ niệm 55 năm Ngày thiết lập quan hệ (5/9/1962)"."""
    left = reading.low[max(0, mention.span.start - _MEMORY) : mention.span.start]
    return bool(_remembers(reading.pack.meetings).search(left))


@cache
def _remembers(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.remembers)}\b")
