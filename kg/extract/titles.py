"""Titles of office, read by their grammar: prefix, head, then fields, country and scope in any order.

    Trợ lý Ngoại trưởng | Mỹ | phụ trách Đông Á - Thái Bình Dương
    head                 country  scope

A head alone may be complete (Thủ tướng) or want a field (Bộ trưởng + Ngoại giao). Where the title ends the
name begins, which `kg.extract.people` reads; the parts behind the head are in `kg.extract.title_parts`
and `kg.extract.title_fields`.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract import title_fields as fields
from kg.extract import title_parts as parts
from kg.extract.mentions import Title
from kg.extract.scene import Scene
from kg.extract.title_parts import Parse
from kg.lang.kinds import TitleClass
from kg.lang.lexicon import Hit
from kg.lang.patterns import any_of
from kg.lang.person_words import Titles
from kg.model import Span

_NATIONAL = (TitleClass.STATE, TitleClass.BODY)


def parse(scene: Scene, start: int) -> Title | None:
    """The title whose head or prefix begins at `start`, as long as it gets; None if there is none."""
    found = _head(scene, start)
    if found is None:
        return None
    head, former = found
    got = _complete(scene, head)
    if got is None:
        return None
    return Title(
        span=Span(start, got.end),
        head=scene.low[head.start : head.end],
        label=_label(scene, start, got),
        cls=head.value,
        polity=got.polity or _sole(scene.titles, scene.low[head.start : head.end]),
        host=got.host,
        former=former,
        pointed=got.pointed,
        generic=_generic(scene, start, head, got),
        principal=got.principal,
    )


def _sole(words: Titles, head: str) -> str | None:
    """The one polity that has such an office: "Ủy viên châu Âu"."""
    having = words.only.get(head, frozenset())
    return next(iter(having)) if len(having) == 1 else None


def _head(scene: Scene, start: int) -> tuple[Hit[TitleClass], bool] | None:
    """The head at `start`, perhaps behind a prefix, and whether it is an office no longer held."""
    word, end = scene.word(start)
    words = scene.titles
    if word == words.acting and _acting_part(words).search(scene.low, max(0, start - 8), start):
        return None  # "chính quyền Tổng thống …"
    plain = _without_host(scene, scene.heads.get(start))
    following = scene.after_space(end) if word in words.prefixes else None
    behind = scene.heads.get(following) if following is not None else None
    if behind is not None and (plain is None or plain.end < behind.end):
        return behind, word in words.former  # "nguyên | Thủ tướng", not "nguyên thủ"
    return (plain, False) if plain is not None else None


def _without_host(scene: Scene, head: Hit[TitleClass] | None) -> Hit[TitleClass] | None:
    """ "Chủ tịch | nước này": the last word of a head that begins a word for the country is none of it."""
    if head is None:
        return None
    last = scene.low.rfind(" ", head.start, head.end) + 1
    points = last and any(scene.low.startswith(f"{word} ", last) for word in scene.titles.host_words)
    return Hit(head.start, last - 1, head.value) if points else head


@cache
def _acting_part(words: Titles) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.acting_parts)} $")


def _complete(scene: Scene, head: Hit[TitleClass]) -> Parse | None:
    """All that follows the head and belongs to it; None for a post in business or sport."""
    got = Parse(head.end)
    parts.body_of_head(scene, head, got)
    at = scene.after_space(got.end)
    while at is not None:
        if at in scene.private:
            return None
        step = (
            parts.pair(scene, got, at)
            or _principal(scene, got, at, head)
            or parts.commission(scene, got, at)
            or fields.field_of(scene, got, at)
            or parts.host_word(scene, got, at)
            or parts.country(scene, got, at, places=head.value not in _NATIONAL)
            or parts.behind_country(scene, got, at)
            or parts.in_brackets(scene, got, at)
            or (parts.host(scene, got, at) if _is_posted(scene, head) else None)
            or fields.field(scene, got, at, head)
            or fields.scope(scene, got, at)
            or parts.body_in_short(scene, got, at)
            or parts.acronym(scene, got, at)
        )
        if step is None or step <= got.end:
            break
        got.end = step
        at = scene.after_space(step)
    got.end = parts.country_of_place(scene, head.end, got) or got.end
    return got


def _principal(scene: Scene, got: Parse, at: int, head: Hit[TitleClass]) -> int | None:
    """ "Đặc phái viên của | Tổng Bí thư, Chủ tịch nước Lào": whom he acts for, by his offices."""
    if got.end != head.end or scene.low[head.start : head.end] not in scene.titles.acting_for:
        return None
    of = f"{scene.pack.grammar.words.of} "
    begin = walk = at + len(of) if scene.low.startswith(of, at) else at
    end = None
    while (found := scene.heads.get(walk)) is not None:
        other = _complete(scene, found)
        if other is None or not (found.value is TitleClass.STATE or other.polity):
            break
        if got.polity not in (None, other.polity) and other.polity:
            break  # "…, Thủ tướng Israel": the next one of a list
        got.polity, end = got.polity or other.polity, other.end
        got.cut += other.cut
        if not scene.low.startswith(", ", end):
            break
        walk = end + 2
    if end is not None:
        got.principal, got.completed = begin, True
    return end


def _is_posted(scene: Scene, head: Hit[TitleClass]) -> bool:
    """Whether one may hold such an office abroad: a minister who is received "tại Hà Nội" does not."""
    return (
        head.value is not TitleClass.STATE and scene.low[head.start : head.end] not in scene.titles.open_field
    )


def _generic(scene: Scene, start: int, head: Hit[TitleClass], got: Parse) -> bool:
    form = scene.low[head.start : head.end]
    if form not in scene.titles.generic or got.completed or got.pointed or got.polity is not None:
        return False
    line = scene.low[scene.low.rfind("\n", 0, start) + 1 : start]
    return form not in scene.titles.spokespersons or not _speaks_for(scene.titles).search(line)


@cache
def _speaks_for(words: Titles) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.speaks_for)}\b")


def _label(scene: Scene, start: int, got: Parse) -> str:
    """The title as written, without the country's name."""
    pieces, at = [], start
    for span in got.cut:
        pieces.append(scene.text[at : span.start])
        at = span.end
    pieces.append(scene.text[at : got.end])
    return " ".join(" ".join(pieces).split()).strip(" ,-")
