"""Words that report an encounter (encounters.yaml); who met whom is for `kg.resolve.encounters`."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.mentions import CueMention
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import Span

_NEAR = 10  # code points before a verb in which the word stands that makes it a noun


def find(low: str, pack: LanguagePack) -> list[CueMention]:
    """All cues, in order; the longest of those that begin together."""
    names_talk = _names_talk(pack.meetings)
    return [
        CueMention(
            Span(hit.start, hit.end),
            hit.value.kind,
            hit.value.noun or bool(names_talk.search(low, max(0, hit.start - _NEAR), hit.start)),
            hit.value.form,
        )
        for hit in pack.cues.find(low)
        if hit.value.kind is not None
    ]


@cache
def _names_talk(words: MeetingWords) -> re.Pattern[str]:
    """ "tại hội đàm": the verb names the talk."""
    return re.compile(rf"\b{any_of(words.names_talk)} \Z")
