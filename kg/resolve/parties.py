"""A delegation spoken of again: "Đoàn" stands for whoever leads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.reading import Reading, Sentence
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import Span
from kg.resolve.subjects import Nominal

_BEFORE = 40  # code points before "đoàn" in which the word before it stands


def led_party(here: Sequence[Nominal]) -> Nominal | None:
    """ "Đoàn … do đồng chí A, Trưởng Ban, dẫn đầu": A's phrase, as far as a sentence names one."""
    return next((item for item in here if item.led), None)


def with_party(
    reading: Reading, here: Sequence[Nominal], sentence: Sentence, party: Nominal | None
) -> Sequence[Nominal]:
    """The phrases of a sentence, and each bare "đoàn" in it as the head of the one spoken of."""
    if party is None:
        return here
    found = [
        Nominal(Span(at.start(), at.end()), party.mentions, blocked=_blocked(reading, at.start()))
        for at in _party(reading.pack.meetings).finditer(reading.low, sentence.span.start, sentence.span.end)
        if not any(item.span.overlaps(Span(at.start(), at.end())) for item in here)
    ]
    return sorted([*here, *found], key=lambda item: item.span) if found else here


def _blocked(reading: Reading, at: int) -> bool:
    """Whether the word before makes it an object."""
    left = reading.low[max(0, at - _BEFORE) : at].split()
    cue = reading.cue_by_end.get(at - 1)
    return bool(left) and (
        left[-1] in reading.pack.grammar.prepositions or (cue is not None and not cue.noun)
    )


@cache
def _party(words: MeetingWords) -> re.Pattern[str]:
    """The delegation by its bare name, nobody's and of nothing."""
    return re.compile(rf"(?<!\w){words.party}(?= (?:{any_of(words.delegations['verbs'])})|[,.;])")
