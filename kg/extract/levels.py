"""Levels of a relationship: "quan hệ Đối tác chiến lược toàn diện Việt Nam - Hàn Quốc"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import PolityMention
from kg.knowledge import Knowledge
from kg.model import Span


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
    low: str, knowledge: Knowledge, language: str, polities: Sequence[PolityMention]
) -> list[LevelMention]:
    """All mentions of levels with the pair that is written right behind or before them."""
    return [
        LevelMention(Span(hit.start, hit.end), hit.value, _pair(low, polities, hit.start, hit.end))
        for hit in lexicon(knowledge, language).find(low)
    ]


_BEHIND = re.compile(
    r"(?: -| hướng tới tương lai| vì [^,.;]{1,40}| về [^,.;]{1,30})?(?: giữa| với| của| giữa hai nước)? ?"
)
_JOINTS = frozenset({"-", "và", "với", "giữa", "", "cùng", ","})


def _pair(low: str, polities: Sequence[PolityMention], start: int, end: int) -> tuple[str, ...]:
    behind = [m for m in polities if end <= m.span.start < end + 60]
    before = [m for m in polities if start - 60 < m.span.end <= start]
    return _joined(low, behind[:2], end) or _joined_before(low, before[-2:], start)


def _joined(low: str, two: Sequence[PolityMention], end: int) -> tuple[str, ...]:
    """ "… Việt Nam - Mỹ", "… giữa Việt Nam và Mỹ", "… với Mỹ"."""
    if not two or not _BEHIND.fullmatch(low, end, two[0].span.start):
        return ()
    if (
        len(two) == 2
        and low[two[0].span.end : two[1].span.start].strip(" ") in _JOINTS
        and two[0].code != two[1].code
    ):
        return two[0].code, two[1].code
    return (two[0].code,)


def _joined_before(low: str, two: Sequence[PolityMention], start: int) -> tuple[str, ...]:
    if len(two) == 2 and low[two[0].span.end : two[1].span.start].strip(" ") in ("-", "và"):
        if low[two[1].span.end : start].strip(" ") in (
            "",
            "lên",
            "là",
            "là các",
            "trở thành",
            "thành",
            "lên thành",
        ):
            return two[0].code, two[1].code
    return ()
