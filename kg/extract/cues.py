"""Words that report an encounter (encounters.yaml); who met whom is for `kg.resolve.encounters`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import CueMention
from kg.extract.vocabulary import vocabulary
from kg.lang.lexicon import Hit, chosen
from kg.lang.pack import Cue, LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import Span

_NEAR = 10  # code points before a verb in which the word stands that makes it a noun


def find(text: str, low: str, pack: LanguagePack) -> list[CueMention]:
    """All cues, in order; the longest of those that begin together."""
    names_talk, of_two = _names_talk(pack.meetings), _of_two(pack)
    return [
        CueMention(
            Span(hit.start, hit.end),
            hit.value.kind,
            hit.value.noun
            or of_two.match(low, hit.end) is not None
            or bool(names_talk.search(low, max(0, hit.start - _NEAR), hit.start)),
            hit.value.form,
        )
        for found in chosen(vocabulary(low, pack).cues)
        for hit in _read_again(text, low, pack, found)
        if hit.value.kind is not None
    ]


def _read_again(text: str, low: str, pack: LanguagePack, hit: Hit[Cue]) -> Sequence[Hit[Cue]]:
    """The hit; of a longer expression whose second word has a capital the first: "tiếp | Thị trưởng"."""
    second = low.find(" ", hit.start, hit.end) + 1
    if (
        hit.value.kind is not None
        or not second
        or not text[second].isupper()
        or not text[second + 1].islower()
    ):
        return (hit,)
    return [
        Hit(hit.start + h.start, hit.start + h.end, h.value) for h in pack.cues.find(low[hit.start : second])
    ]


@cache
def _names_talk(words: MeetingWords) -> re.Pattern[str]:
    """ "tại hội đàm": the verb names the talk."""
    return re.compile(rf"\b{any_of(words.names_talk)} \Z")


@cache
def _of_two(pack: LanguagePack) -> re.Pattern[str]:
    """ "đã diễn ra hội đàm cấp cao giữa A và B": the verb names the talk of those behind it."""
    return re.compile(rf"(?: {any_of(pack.meetings.link)})? {pack.grammar.words.between} ")
