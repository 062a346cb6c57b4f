"""Levels of a relationship: "quan hệ Đối tác chiến lược toàn diện Việt Nam - Hàn Quốc"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.mentions import PolityMention
from kg.knowledge import Knowledge
from kg.lang.lexicon import Lexicon
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import LevelWords
from kg.model import Span

_NEAR = 60  # code points between a level and its pair


@dataclass(frozen=True, slots=True)
class LevelMention:
    """A level's name; `between` the pair written beside it, empty if none is."""

    span: Span
    level: str
    between: tuple[str, ...]


@cache
def lexicon(knowledge: Knowledge, language: str) -> Lexicon[str]:
    """The names of all levels in one language."""
    return Lexicon(
        (name, level.id) for level in knowledge.levels.values() for name in level.names.get(language, ())
    )


def find(
    low: str, knowledge: Knowledge, pack: LanguagePack, polities: Sequence[PolityMention]
) -> list[LevelMention]:
    """All mentions of levels with the pair that is written right behind or before them."""
    sector = _sector(pack.levels)
    return [
        LevelMention(Span(hit.start, hit.end), hit.value, _pair(low, pack, polities, hit.start, hit.end))
        for hit in lexicon(knowledge, pack.language).find(low)
        if not sector.match(low, hit.end)
    ]


@cache
def _sector(words: LevelWords) -> re.Pattern[str]:
    """ "Đối tác chiến lược về giáo dục": the level of one field, not of the relations."""
    return re.compile(rf" {any_of(words.fields)} (?!{any_of(words.whole)})")


def _pair(
    low: str, pack: LanguagePack, polities: Sequence[PolityMention], start: int, end: int
) -> tuple[str, ...]:
    behind = [m for m in polities if end <= m.span.start < end + _NEAR]
    before = [m for m in polities if start - _NEAR < m.span.end <= start]
    return _joined(low, pack, behind[:2], end) or _joined_before(low, pack, before[-2:], start)


def _joined(low: str, pack: LanguagePack, two: Sequence[PolityMention], end: int) -> tuple[str, ...]:
    """ "… Việt Nam - Mỹ", "… giữa Việt Nam và Mỹ", "… với Mỹ"."""
    if not two or not _behind(pack.levels).fullmatch(low, end, two[0].span.start):
        return ()
    if len(two) == 2 and two[0].code != two[1].code:
        joint = low[two[0].span.end : two[1].span.start].strip(" ")
        if joint in ("-", ",", "") or joint in pack.levels.joints:
            return two[0].code, two[1].code
    return (two[0].code,)


@cache
def _behind(words: LevelWords) -> re.Pattern[str]:
    """What may stand between a level and the pair behind it."""
    reason = rf"{any_of(words.reasons)} [^,.;]{{1,40}}"
    field = rf"{any_of(words.fields)} [^,.;]{{1,30}}"
    return re.compile(rf"(?: (?:-|{any_of(words.qualities)}|{reason}|{field}))?(?: {any_of(words.leads)})? ?")


def _joined_before(low: str, pack: LanguagePack, two: Sequence[PolityMention], start: int) -> tuple[str, ...]:
    """ "Việt Nam và Mỹ trở thành …"."""
    if len(two) < 2 or low[two[0].span.end : two[1].span.start].strip(" ") not in (
        "-",
        pack.grammar.words.and_,
    ):
        return ()
    become = low[two[1].span.end : start].strip(" ")
    return (two[0].code, two[1].code) if not become or become in pack.levels.become else ()
