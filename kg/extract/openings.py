"""Whom an opening phrase names before the subject: "Tại buổi tiếp Đại sứ Lào, | Bộ trưởng … nói"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import Title
from kg.extract.scene import Scene
from kg.lang.kinds import TitleClass
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of

_MAX_OPENING = 130  # code points of a phrase in front of the subject


def others_titles(scene: Scene, chain: Sequence[Title], name_end: int, *, opening: bool) -> Sequence[Title]:
    """The titles of a chain that are not his whose name follows, but of one met: "Tiếp Đại sứ, ông X nói"."""
    first, last = chain[0], chain[-1]
    if first.cls is TitleClass.ENVOY and last.cls is TitleClass.STATE:
        return chain[:-1]  # no one is both
    if first.head in scene.titles.ministers and last.head.startswith(scene.titles.deputy_ministers):
        return chain[:-1]
    if not opening:
        return ()
    subject = scene.low[name_end : name_end + 1] not in ",;"
    if len(chain) > 1 and first.polity and not last.polity:
        return chain[:-1] if subject or last.cls is not TitleClass.RANK else ()
    if {first.head, last.head} <= scene.titles.held_together:
        return ()  # "Tổng Bí thư, Chủ tịch nước A": one and the same
    top = first.cls is TitleClass.ENVOY or first.head.startswith(scene.titles.heads_of_bodies)
    if first.cls is TitleClass.STATE and not first.head.startswith(scene.titles.deputy):
        top = True
    if first.head in scene.titles.ministers and last.cls is TitleClass.STATE:
        top = True  # "Tiếp Bộ trưởng Quốc phòng, Chủ tịch nước A nói"
    if not subject or not top:
        return ()
    apart = scene.low.startswith(", ", last.span.end)  # "Tiếp đại sứ, | ông X"
    return chain[:1] if len(chain) > 1 else chain if apart else ()


def is_subject(scene: Scene, start: int, end: int) -> bool:
    """Whether a title that ends at `end` is the subject, and no apposition to an object from `start` on.

    "Gọi điện cho ông A, | Tổng thống Hàn Quốc đề nghị …": a verb follows it, and no comma.
    """
    grammar = scene.pack.grammar
    if scene.low[:start].rstrip(" ").rpartition(" ")[2] not in grammar.prepositions:
        return False
    at = scene.after_space(end)
    while at is not None and scene.word(at)[0] in grammar.adverbs:
        at = scene.after_space(scene.word(at)[1])
    return at is not None and (at in scene.acts or bool(_acts(scene.pack).match(scene.low, at)))


@cache
def _acts(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf"{any_of(pack.meetings.joint_acts)}(?!\w)")


def in_opening(scene: Scene, start: int, done: int) -> bool:
    """Whether a title stands in an opening phrase ("Tại buổi tiếp …,"), before the comma and the subject."""
    opens, leads = _opening(scene.pack)
    left = scene.low[max(done, start - _MAX_OPENING) : start]
    return bool(leads.search(left) and opens.search(left))


@cache
def _opening(pack: LanguagePack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens such a phrase, and the words that lead to the title in it."""
    opens = re.compile(
        rf"(?:^|[.!?\n…\"”*;]\s*)(?:[^.,\n]{{0,60}}, )?(?:{pack.grammar.words.also} )?"
        rf"{any_of(pack.titles.opening)}\b[^,.\n]{{0,60}}\Z"
    )
    return opens, re.compile(rf"(?<!\w){any_of(pack.titles.opening_leads)} \Z")
