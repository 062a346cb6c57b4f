"""The name behind a title, whatever stands between the two."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.names import name_at
from kg.extract.scene import Scene
from kg.lang.syllables import native_syllables
from kg.lang.words import Grammar
from kg.model import Span

_SET_OFF = (2, 3)  # parts of a name behind a comma


def name_behind(scene: Scene, end: int, *, foreign: bool = False) -> tuple[str | None, Span | None]:
    """An honorific, if any, and a name behind a title, perhaps set off by a comma ("Ngoại trưởng, ông X").

    `foreign`: the title ends in a country's name, so that a dash may stand before the name.
    """
    joint = _name_joint(scene.pack.grammar).match(scene.low, end)
    at = scene.after_space(end)
    if joint and scene.honorific(joint.end())[0]:
        at = joint.end()
    elif joint and joint[0] == " - " and foreign:  # "Thủ tướng Nhật - Abe Shinzo"
        name = name_at(scene, joint.end())
        return None, name if name is not None and " " in name.of(scene.text) else None
    if at is None:
        return None, None
    word, stop = scene.honorific(at)
    if word is None:
        return None, name_at(scene, at)
    at = scene.after_space(stop)
    return (word, name_at(scene, at)) if at is not None else (None, None)


@cache
def _name_joint(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf"(?:, | {grammar.words.is_} | - )")


def name_set_off(scene: Scene, start: int, end: int) -> Span | None:
    """ "Bộ trưởng Tài chính Chile, | Ramon Hale cho hay …": a foreigner's name, the comma too many.

    Behind a preposition the title is another's: "sau cuộc gặp với Thủ tướng Chile, Henrik Solberg nói …".
    """
    if scene.low[max(0, start - 12) : start].rstrip().rpartition(" ")[2] in scene.pack.grammar.prepositions:
        return None
    name = name_at(scene, end + 2) if scene.low.startswith(", ", end) else None
    if name is None or len(parts := scene.low[name.start : name.end].split()) not in _SET_OFF:
        return None
    behind = scene.after_space(name.end)
    speaks = behind is not None and (behind in scene.acts or behind in scene.cues)
    closed = speaks or scene.low.startswith((", ", "."), name.end)
    return name if closed and not native_syllables(tuple(parts), scene.names) else None
