"""What stands behind the head of a title: the country, the host of an envoy.

Each function reads one part that begins at `at` and says where it ends; None where there is none. Fields and
scopes are read in `kg.extract.title_fields`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as field_
from functools import cache

from kg.extract.mentions import PolityForm, PolityMention
from kg.extract.scene import Scene
from kg.lang.kinds import TitleClass
from kg.lang.lexicon import Hit
from kg.lang.patterns import any_of
from kg.lang.person_words import Titles
from kg.model import Span

_MAX_STATE_WORDS = 10
_MAX_HOST_WORDS = 8
_MAX_COMMISSION_WORDS = 9
_OF_TWO = re.compile(r" ?- ?")
_ACRONYM = re.compile(r"\([A-ZĐ][A-ZĐ&-]{1,9}(?: [A-ZĐ][a-z]+)?\)")


@dataclass(slots=True)
class Parse:
    """A title while it is read."""

    end: int
    polity: str | None = None
    host: str | None = None
    completed: bool = False
    principal: int | None = None  # where the offices begin of whom he acts for
    pointed: bool = False  # "nước chủ nhà" stands for the country's name
    cut: list[Span] = field_(default_factory=list)  # the country's name, not part of the label


def pair(scene: Scene, got: Parse, at: int) -> int | None:
    """ "Nhật - Việt" in the name of a league of friendship: its own country is named first."""
    first = scene.pairs.get(at)
    if first is None:
        return None
    for joint in (" - ", "-"):
        second = scene.pairs.get(first.span.end + len(joint))
        if second is not None and scene.low.startswith(joint, first.span.end):
            got.polity = got.polity or first.code
            return second.span.end
    return None


def commission(scene: Scene, got: Parse, at: int) -> int | None:
    """ "Chủ tịch Ủy ban | liên Chính phủ Việt Nam - Nga, phía Nga": a body of two, and whose half."""
    if scene.is_capital(at) or not scene.low.endswith(_commissions(scene.titles), 0, got.end):
        return None
    walk: int | None = at
    for _ in range(_MAX_COMMISSION_WORDS):
        if walk is None or walk in scene.polities or walk in scene.acts or walk in scene.heads:
            break
        walk = scene.after_space(scene.word(walk)[1])
    first = scene.polities.get(walk) if walk is not None else None
    joint = _OF_TWO.match(scene.low, first.span.end) if first is not None else None
    second = scene.polities.get(joint.end()) if joint is not None else None
    if second is None:
        return None
    half = _half(scene.titles).match(scene.low, second.span.end)
    whose = scene.polities.get(half.end()) if half is not None else None
    got.completed = True
    if whose is None:
        return second.span.end
    got.polity = got.polity or whose.code
    got.cut.append(Span(second.span.end, whose.span.end))
    return whose.span.end


@cache
def _commissions(words: Titles) -> tuple[str, ...]:
    return tuple(f" {word}" for word in sorted(words.bodies))


@cache
def _half(words: Titles) -> re.Pattern[str]:
    return re.compile(rf",? {any_of(words.half)} ")


def body_of_head(scene: Scene, head: Hit[TitleClass], got: Parse) -> None:
    """ "Chủ tịch Liên minh | Nghị viện thế giới": a body's name that begins in the head."""
    inside = (scene.polities.get(at) for at in range(head.start + 1, head.end))
    body = next((m for m in inside if m is not None and not m.nation and m.span.end > head.end), None)
    if body is not None:
        got.polity, got.end, got.completed = body.code, body.span.end, True


def host_word(scene: Scene, got: Parse, at: int) -> int | None:
    """ "Thủ tướng nước chủ nhà Dmitry Medvedev": the country is named elsewhere."""
    phrase = next((p for p in scene.titles.host_words if scene.low.startswith(p, at)), None)
    if phrase is None or scene.low[at + len(phrase) : at + len(phrase) + 1].isalnum():
        return None
    got.pointed = True
    got.cut.append(Span(at, at + len(phrase)))
    return at + len(phrase)


def acronym(scene: Scene, got: Parse, at: int) -> int | None:
    """ "Chủ tịch Cơ quan Hợp tác quốc tế Nhật Bản (JICA)": the body's name in short, before the holder's."""
    found = _ACRONYM.match(scene.text, at)
    if found is None:
        known = scene.fields.get(at + 1) if scene.low.startswith("(", at) else None
        return known.end + 1 if known is not None and scene.low.startswith(")", known.end) else None
    named = (scene.polities[place] for place in range(*found.span()) if place in scene.polities)
    got.polity = got.polity or next((m.code for m in named if m.form is PolityForm.NAME), None)
    return found.end()


def is_given_name(scene: Scene, place: PolityMention) -> bool:
    """Whether one capitalised word follows a city's name: "Tổng thống Séc | Milan Horáček"."""
    following = scene.after_space(place.span.end)
    if following is None or not scene.is_capital(following) or following in scene.heads:
        return False
    behind = scene.after_space(scene.word(following)[1])
    return behind is None or not scene.is_capital(behind)


def country(scene: Scene, got: Parse, at: int, *, places: bool) -> int | None:
    """A country's name, with the words of its form of state before it ("nước Cộng hòa …").

    `places`: the post may be a city's ("Thị trưởng Milan …").
    """
    walk: int | None = at
    for _ in range(_MAX_STATE_WORDS):
        if walk is None:
            return None
        mention = scene.polities.get(walk)
        if mention is not None and (got.polity is None or mention.code == got.polity):
            if mention.form is PolityForm.PLACE and not places and is_given_name(scene, mention):
                return None
            got.polity = mention.code
            if mention.form is PolityForm.NAME:
                got.cut.append(Span(at, mention.span.end))
            return mention.span.end
        word, end = scene.word(walk)
        if word not in (scene.titles.state_openers if walk == at else scene.titles.state_words):
            return None  # "Chủ tịch | Quốc hội Slovenia": no form of state
        walk = scene.after_space(end)
    return None


def behind_country(scene: Scene, got: Parse, at: int) -> int | None:
    """ "Tổng thống Mỹ | đắc cử": a word of how he holds the office."""
    found = _behind_country(scene.titles).match(scene.low, at) if got.polity is not None else None
    return found.end() if found is not None else None


@cache
def _behind_country(words: Titles) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.behind_country)}(?!\w)")


def country_of_place(scene: Scene, head: int, got: Parse) -> int | None:
    """ "Tỉnh trưởng tỉnh Quảng Đông, Trung Quốc": the country of a place, behind a comma."""
    mention = scene.polities.get(got.end + 2) if scene.low.startswith(", ", got.end) else None
    if got.polity is not None or mention is None or mention.form is not PolityForm.NAME:
        return None
    if not of_place(scene.titles).search(scene.low, head, got.end):
        return None
    got.polity = mention.code
    got.cut.append(Span(got.end, mention.span.end))
    return mention.span.end


@cache
def of_place(words: Titles) -> re.Pattern[str]:
    """The words that open a place's name."""
    return re.compile(rf"(?<!\w){any_of(words.of_place)} ")


def in_brackets(scene: Scene, got: Parse, at: int) -> int | None:
    """ "Thống đốc bang California (Mỹ)": the country behind the place."""
    mention = scene.polities.get(at + 1)
    if got.end >= at or scene.low[at] != "(" or mention is None or mention.form is not PolityForm.NAME:
        return None
    if not scene.low.startswith(")", mention.span.end) or got.polity not in (None, mention.code):
        return None
    got.polity = mention.code
    got.cut.append(Span(at, mention.span.end + 1))
    return mention.span.end + 1


def body_in_short(scene: Scene, got: Parse, at: int) -> int | None:
    """ "Tổ chức Lương thực và Nông nghiệp Liên hợp quốc (FAO)": a body's name up to its letters."""
    if not scene.is_capital(at) or at in scene.polities:
        return None
    found = _body(scene.titles).match(scene.low, at)
    short = _ACRONYM.match(scene.text, found.end()) if found else None
    if found is None or short is None or any(n in scene.private for n in range(at, short.end())):
        return None
    inside = [scene.polities[n].code for n in range(at, short.end()) if n in scene.polities]
    got.polity = got.polity or (inside[-1] if inside else None)
    got.completed = True
    return short.end()


@cache
def _body(words: Titles) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.bodies_in_short)} [^,.;:()\n]{{3,90}} (?=\()")


def host(scene: Scene, got: Parse, at: int) -> int | None:
    """ "tại Việt Nam", "tại Liên hợp quốc": where an envoy is posted."""
    word, end = scene.word(at)
    if word not in scene.titles.posted:
        return None
    walk = scene.after_space(end)
    for _ in range(_MAX_HOST_WORDS):
        if walk is None:
            return None
        mention = scene.polities.get(walk)
        if mention is not None:
            got.host = mention.code
            return mention.span.end
        word, end = scene.word(walk)
        if word not in scene.titles.state_words:
            found = scene.fields.get(walk)
            return found.end if found is not None else None
        walk = scene.after_space(end)
    return None
