"""Names told again without a title: "Tổng thống Mỹ John Hale thăm Lào. … John Hale đã gặp …".

Only a name of two words or more, known from a mention with a title or an honorific, and only where a
person can stand: a street, a prize and a foundation bear the same names.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache

from kg.extract.mentions import PersonMention
from kg.extract.scene import Scene
from kg.lang.patterns import any_of
from kg.model import Span

_BEFORE = 24  # code points before a name in which the words stand that lead to it
_APART = re.compile(r"(?:^|[\n.!?:;,\"“”'‘’(–*-])\s*\Z")
_JOINT = re.compile(r"(?:,| -)? \Z")


def find(scene: Scene, named: Sequence[PersonMention]) -> list[PersonMention]:
    """The bare repetitions of the names of `named`, in order, outside of all mentions."""
    names = {m.name for m in named if m.name and " " in m.name and not m.name.isupper()}
    if not names:
        return []
    holders = {m.span.end for m in named if m.name is None}
    taken = {at for m in named for at in range(m.span.start, m.span.end)} | scene.named
    pattern = re.compile(rf"(?<![\w-]){any_of(sorted(names))}(?![\w-])")
    return [
        PersonMention(span, (), found[0], span)
        for found in pattern.finditer(scene.text)
        if found.start() not in taken
        for span in [Span(*found.span())]
        if _is_person(scene, span) and not _in_apposition(scene, span, holders)
    ]


def _is_person(scene: Scene, span: Span) -> bool:
    """Whether a person can be meant: at the beginning of a phrase, or behind a word that leads to one."""
    further = span.end + (scene.text[span.end : span.end + 1] in ("-", " "))
    if scene.is_capital(further):  # a longer name
        return False
    left = scene.low[max(0, span.start - _BEFORE) : span.start]
    return bool(_APART.search(left) or _leads(scene.names.bare_leads).search(left))


def _in_apposition(scene: Scene, span: Span, titles: Container[int]) -> bool:
    """ "Tổng thống Belarus - | Alexander Petrenko": the name belongs to the title before."""
    joint = _JOINT.search(scene.low, max(0, span.start - 3), span.start)
    return joint is not None and joint.start() in titles


@cache
def _leads(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words)} \Z")
