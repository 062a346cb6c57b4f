"""Encounters whose date is no single day: sessions of several days, and what only its month is told of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.dates import DateMention
from kg.extract.mentions import within
from kg.extract.reading import Reading
from kg.model import EncounterKind, Span
from kg.resolve.draft import Draft

_BESIDE = 24  # code points: " tại Hà Nội vào "
_LIMITS = ("since", "until", "before", "term")


def is_session(reading: Reading, draft: Draft) -> bool:
    """Whether they chaired a session, which may last for days."""
    chaired = any(word in draft.cue.form for word in reading.pack.meetings.chairs)
    return chaired or draft.cue.kind is EncounterKind.CONFERENCE


def its_month(reading: Reading, draft: Draft) -> Iterator[DateMention]:
    """ "cuộc gặp hồi tháng 4/2017": a month with its year right beside what tells of the encounter."""
    for told in draft.evidence:
        for mention in within(reading.dates, Span(max(0, told.start - _BESIDE), told.end + 2 * _BESIDE)):
            near = (told, draft.cue.span)
            if _is_month(mention) and any(_beside(reading, span, mention.span) for span in near):
                yield mention


def _is_month(mention: DateMention) -> bool:
    """A month with its year, and no day; nothing since or until then."""
    value = mention.value
    whole = value is not None and bool(value.month and value.year) and not value.day
    return whole and mention.kind == "point" and mention.end is None and mention.bound not in _LIMITS


def _beside(reading: Reading, told: Span, at: Span) -> bool:
    """Whether a few small words at most stand between the two; a comma may where the month is first."""
    gap = reading.low[told.end : at.start] if at.start >= told.end else reading.low[at.end : told.start]
    if at.overlaps(told) or (at.start < told.start and at.end > told.start):
        return False
    stops = ".;:()\n" if at.end <= told.start else ".,;:()\n"
    return len(gap) <= _BESIDE and not set(gap) & set(stops)
