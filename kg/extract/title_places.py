"""The place that belongs to a title: "Chủ tịch UBND tỉnh Bình Dương", "Bí thư Tỉnh ủy | Nghệ An".

Where the place ends and the holder's name begins is told by a list of provinces, a country's name, or a
family name.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.scene import Scene
from kg.extract.title_parts import Parse, is_given_name, of_place
from kg.lang.kinds import TitleClass
from kg.lang.lexicon import Hit
from kg.lang.patterns import any_of
from kg.lang.person_words import Titles

_MAX_PLACE_WORDS = 6
_NAME_WORDS = 3
_CAPITALS = re.compile(r"[^\W\d_]+(?: (?=[^\W\d_a-z])[^\W\d_]+)*")


def place(scene: Scene, got: Parse, at: int, head: Hit[TitleClass]) -> int | None:
    """Where the place ends that begins at `at`, by a word of places before it or with one."""
    lead = of_place(scene.titles).match(scene.low, at)
    if lead is not None:
        past = past_place(scene, lead.end() - 1)
        named = scene.polities.get(lead.end())
        if named is not None and named.span.end == past:
            got.polity = got.polity or named.code
        return past if past > lead.end() else None
    if got.end != head.end or not scene.is_capital(at) or at in scene.polities:
        return None
    past = past_place(scene, head.end)
    return past if past > head.end and not _is_name_alone(scene, at) else None


def past_place(scene: Scene, end: int) -> int:
    """Past the place that "tỉnh", "bang" name: up to a family name, else one word of several."""
    if not scene.low.endswith(_place_words(scene.titles), 0, end):
        return end
    at = scene.after_space(end)
    known = _province(scene.titles).match(scene.low, at) if at is not None else None
    if known is not None and scene.is_capital(known.start()):
        return known.end()
    if at is not None and at in scene.polities and not is_given_name(scene, scene.polities[at]):
        return scene.polities[at].span.end
    stops: list[int] = []
    named = at is not None and scene.word(at)[0] in scene.names.family
    while at is not None and scene.is_capital(at) and len(stops) < _MAX_PLACE_WORDS:
        word, stop = scene.word(at)
        behind = scene.after_space(stop)
        opens = word in scene.names.family and behind is not None and scene.is_capital(behind)
        if stops and (opens or at in scene.polities):
            return stops[-1] if len(stops) > 1 or not named else end
        stops.append(stop)
        at = behind
    if not stops or (named and len(stops) > 2):
        return end  # "Phó Chủ tịch UBND tỉnh | Võ Văn Phi"
    return stops[0] if len(stops) > 2 else stops[-1]


def _is_name_alone(scene: Scene, at: int) -> bool:
    """Whether a name of three words at most follows and no place: "Bí thư Thành ủy | Nguyễn Văn A"."""
    if _province(scene.titles).match(scene.low, at):
        return False
    found = _CAPITALS.match(scene.text, at)
    return found is not None and scene.word(at)[0] in scene.names.family and found[0].count(" ") < _NAME_WORDS


@cache
def _place_words(words: Titles) -> tuple[str, ...]:
    return tuple(f" {word}" for word in sorted(words.of_place))


@cache
def _province(words: Titles) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.provinces)}(?!\w)")
