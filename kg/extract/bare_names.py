"""Names told again without a title: "Tổng thống Mỹ John Hale thăm Lào. … John Hale đã gặp …".

Only a name known from a mention with a title or an honorific, and only where a person can stand: a street,
a prize and a foundation bear the same names. Of a foreigner the family name alone will do ("Hale nói …"),
unless two of the article bear it or it could be a word of the language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cache

from kg.extract.mentions import PersonMention
from kg.extract.scene import Scene
from kg.lang.patterns import any_of
from kg.lang.person_words import NameWords
from kg.lang.syllables import native_syllables
from kg.model import Span

_LEAST = 3  # letters of a family name that stands alone
_BEFORE = 24  # code points before a name in which the words stand that lead to it
_APART = re.compile(r"(?:^|[\n.!?:;,\"“”'‘’(–*-])\s*\Z")
_JOINT = re.compile(r"(?:,| -)? \Z")


def find(scene: Scene, named: Sequence[PersonMention]) -> list[PersonMention]:
    """The bare repetitions of the names of `named`, in order, outside of all mentions."""
    known = {m.name for m in named if m.name and not m.name.isupper()}
    names = {name for name in known if " " in name} | _family_names(known, scene.names)
    if not names:
        return []
    holders = {m.span.end for m in named if m.name is None}
    taken = {at for m in named for at in range(m.span.start, m.span.end)} | scene.named
    return [
        PersonMention(span, (), span.of(scene.text), span)
        for span in _told(scene.text, names)
        if span.start not in taken and _is_person(scene, span) and not _in_apposition(scene, span, holders)
    ]


def _told(text: str, names: Collection[str]) -> Iterator[Span]:
    """Where names stand, from left to right, the longest first: no pattern made for one article only."""
    ends: dict[int, int] = {}
    for name in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not (_in_word(text[at - 1 : at]) or _in_word(text[end : end + 1])):
                ends[at] = max(end, ends.get(at, end))
            at = text.find(name, at + 1)
    done = 0
    for start in sorted(ends):
        if start >= done:
            done = ends[start]
            yield Span(start, done)


def _in_word(char: str) -> bool:
    return char.isalnum() or char in ("-", "_")


def _family_names(known: Collection[str], words: NameWords) -> set[str]:
    """The last words of foreigners' names, of which no two of the article's persons have the same."""
    bearers: dict[str, set[str]] = {}
    for first, _, last in (name.rpartition(" ") for name in known):
        if len(last) >= _LEAST and last.isascii() and last.isalpha() and last[0].isupper():
            bearers.setdefault(last, set()).update(first.split()[:1])
    one = (last for last, firsts in bearers.items() if len(firsts) < 2 and not last.isupper())
    return {last for last in one if not native_syllables((last,), words)}


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
