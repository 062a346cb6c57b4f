"""Names of persons: no list of them is needed, a name is what is written like one.

Capitalised words, particles between them ("Ursula von der Leyen"), initials, hyphens. Words that open the
name of a body or a sentence, titles and countries end it.
"""

from __future__ import annotations

import re

from kg.extract.mentions import PolityForm
from kg.extract.scene import Scene
from kg.extract.title_parts import is_given_name
from kg.model import Span

_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_INITIAL = re.compile(r"[^\W\d_]|[B-DF-HJ-NP-TV-XZĐ][b-df-hj-np-tv-xz]{1,2}")  # "A.", "Th.": no syllable
_MAX_PARTS = 16
_MAX_PARTICLES = 2
_SPACED_HYPHEN = re.compile(r" ?[-–—] ?[a-z]{2,5}(?=[\s,.;:)])")
_LETTERS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2}(?= )")  # initials without stops: "Retno LP Marsudi"


def name_at(scene: Scene, at: int, *, certain: bool = False) -> Span | None:
    """The personal name that begins at `at`.

    `certain`: an honorific leads it, so that even "Đường" is a name.
    """
    if not scene.is_capital(at) or at in scene.heads or at in scene.private:
        return None
    if (place := scene.polities.get(at)) is not None and not (
        place.form in (PolityForm.PLACE, PolityForm.METONYM) and is_given_name(scene, place)
    ):
        return None
    stop = scene.never_first.get(at)
    if stop is not None and not certain and not _reads_on_as_name(scene, at, stop.end):
        return None
    end, walk, parts, pending = at, at, 0, 0
    while parts < _MAX_PARTS:
        found = _PART.match(scene.text, walk)
        if not found or (parts and scene.is_capital(walk) and _ends_name(scene, walk, found.end())):
            break
        word = scene.low[walk : found.end()]
        if scene.text[walk].isupper() or (parts and scene.low[walk - 1] == "-"):
            inside = parts and _initials_inside(scene, walk)
            if _abbreviation(scene, found[0]) and not inside and not scene.text[at : at + 12].isupper():
                break  # "TP", "UBND": part of a body's name
            end, parts, pending = found.end(), parts + 1, 0
            if parts > 1 and scene.text[end : end + 1] != "." and _closes(scene, found[0]):
                break
        elif parts and word in scene.names.particles and pending < _MAX_PARTICLES:
            pending += 1
        else:
            break
        spaced = _SPACED_HYPHEN.match(scene.text, found.end()) if parts else None
        if spaced is not None and not _goes_on(scene, spaced.end()):  # "Yun Byung - se"
            end = spaced.end()
            break
        joint = _joint(scene, found.end(), single=_is_short(scene, found[0]))
        if joint is None:
            break
        walk = joint
    return Span(at, end) if parts and end - at > 1 else None


def _goes_on(scene: Scene, end: int) -> bool:
    """Whether the word that ends at `end` is the sentence's: "A, Đặc phái viên của B - sang"."""
    at = max(scene.low.rfind(mark, 0, end) for mark in " -–—") + 1
    ends = scene.low[at:end] in scene.titles.field_ends or at in scene.cues or at in scene.acts
    return ends or scene.is_capital(end + 1)


def _is_short(scene: Scene, part: str) -> bool:
    """An initial or a short form, behind which a full stop ends no sentence."""
    initial = (
        _INITIAL.fullmatch(part) is not None and part[0].isupper()
    )  # the last syllable of "Na-rê-a" is none
    return initial or part.lower() in scene.names.short_forms


def _closes(scene: Scene, part: str) -> bool:
    """A part behind which nothing of the name follows: "Jr", "III"."""
    low = part.lower()
    return low in scene.names.suffixes or (part.isupper() and low in scene.names.numerals)


def _ends_name(scene: Scene, walk: int, end: int) -> bool:
    """A title, a country or a word that opens a sentence, where the full stop before it is missing."""
    if walk in scene.heads or walk in scene.polities:
        return True
    if (walk in scene.acts or walk in scene.cues) and end - walk > 1 and scene.text[walk:end].isupper():
        return True  # in a headline all in capitals
    stop = scene.never_inside.get(walk)
    return scene.text[walk - 1] == " " and stop is not None and stop.end >= end


def _abbreviation(scene: Scene, word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.lower() not in scene.names.numerals


def _initials_inside(scene: Scene, at: int) -> bool:
    """Whether two letters stand between the parts of a foreigner's name."""
    found = _LETTERS.match(scene.text, at)
    return found is not None and scene.is_capital(found.end() + 1) and not _ends_name(scene, at, found.end())


def _joint(scene: Scene, at: int, *, single: bool) -> int | None:
    """Where the next part of a name begins: behind a space, a hyphen, or the full stop of an initial."""
    text = scene.text
    if at >= len(text):
        return None
    if scene.low[at] == "-" and at + 1 < len(text) and text[at + 1].isalpha():
        return at + 1
    if text[at] == "." and single:
        return at + 2 if text[at + 1 : at + 2] == " " else at + 1
    if text[at] == " " and at + 1 < len(text):
        return at + 1
    return None


def _reads_on_as_name(scene: Scene, at: int, end: int) -> bool:
    """A word that may open a body's name still opens a person's where a family name says so."""
    word, stop = scene.word(at)
    following = scene.after_space(stop)
    return (
        stop == end and word in scene.names.family and following is not None and scene.is_capital(following)
    )
