"""Adverbs and times before a verb, passed over to whoever stands before them."""

from __future__ import annotations

import re
from functools import cache

from kg.lang.patterns import any_of
from kg.lang.words import Grammar

_MOST = 5  # words of one adverb


def strip(low: str, grammar: Grammar, start: int, at: int) -> int:
    """Walk back from `at` over adverbs and white space, not before `start`; returns where they begin."""
    ends, time_of = _time(grammar)
    while at > start:
        left = low[start:at].rstrip(" ")
        time = time_of.search(left) if left.endswith(ends) else None
        if time is not None and time.start() > 0:
            at = start + time.start()
            continue
        words = left.rsplit(" ", _MOST)
        for size in range(_MOST, 0, -1):
            phrase = " ".join(words[-size:])
            if len(words) >= size and phrase in grammar.adverbs:
                at = start + len(left) - len(phrase)
                break
        else:
            return start + len(left)
    return at


@cache
def _time(grammar: Grammar) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """How a time ends, and one at the end of what stands before a verb: "mới đây", "vào hôm thứ Tư 5/6"."""
    parts = rf"(?:{any_of(grammar.time_parts)}|[\d./()-]+)"
    heads = rf"(?:{grammar.words.during} )?{any_of(grammar.time_heads)}"
    ends = (*grammar.time_phrases, *grammar.time_parts, *"0123456789./()-")
    return ends, re.compile(rf"(?<= )(?:{any_of(grammar.time_phrases)}|{heads}(?: {parts}){{1,4}})\Z")
