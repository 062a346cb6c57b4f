"""Where an encounter was, and at whose request."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.mentions import PolityForm
from kg.extract.reading import Reading
from kg.lang.kinds import GroupKind
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import BlockKind
from kg.resolve.draft import Draft

_PLACE = 24  # code points before a place in which "tại" stands


def place(reading: Reading, draft: Draft) -> tuple[str, str] | None:
    """Where it was, as written, and in whose country."""
    for at in draft.mentions:
        sentence = next((s for s in reading.sentences if s.span.start <= at < s.span.end), None)
        if sentence is None or sentence.kind is BlockKind.TITLE:
            continue
        for mention in reading.polities:
            if not sentence.span.covers(mention.span) or mention.form is PolityForm.PAIR:
                continue
            nearest = max(sentence.span.start, mention.span.start - _PLACE)
            if _at(reading.pack.meetings).search(reading.low, nearest, mention.span.start):
                return mention.span.of(reading.article.text), mention.code
    return None


@cache
def _at(words: MeetingWords) -> re.Pattern[str]:
    """Before the name of a place."""
    return re.compile(rf"{any_of(words.place_leads)}(?: {any_of(words.place_heads)})? \Z")


def requested_by(reading: Reading, draft: Draft) -> str | None:
    """Who asked for it: "theo đề nghị của phía Mỹ"."""
    phrases = reading.pack.meetings.requested
    for at in draft.mentions:
        sentence = next((s.span for s in reading.sentences if s.span.start <= at < s.span.end), None)
        if sentence is None:
            continue
        for group in reading.groups:
            left = reading.low[sentence.start : group.span.start].rstrip()
            if group.kind is GroupKind.SIDE and sentence.covers(group.span) and left.endswith(phrases):
                return group.code
    return None
