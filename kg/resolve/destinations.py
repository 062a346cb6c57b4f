"""The country that a visit leads to.

chuyến thăm Lào, thăm chính thức nước ta                      named behind the word of a visit
đến Viêng Chăn, bắt đầu chuyến thăm chính thức                that of the place reached, or left at the end
bắt đầu chuyến thăm cấp Nhà nước theo lời mời của B           that of whoever invited
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.mentions import CueMention, PolityForm, within
from kg.extract.reading import Reading, Sentence
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import Span
from kg.resolve.encounter_parts import parties
from kg.resolve.people import Cast
from kg.resolve.subjects import Nominal, persons

COUNTRY = (PolityForm.NAME, PolityForm.METONYM)  # or its capital
DAY = r"\d[\d/.\-–]*"
_NEAR = 45  # code points between the word of a visit and the country, and on to whoever invited
_PHASE = 24  # code points: "kết thúc tốt đẹp "
_MOVE = 60  # code points between a verb of arrival and the place
_PLACE = 90  # code points between the place and the word of the visit


@dataclass(frozen=True, slots=True)
class Destination:
    """A country, and where the text tells that it is visited."""

    code: str
    span: Span


def destination(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> Destination | None:
    """The country of the visit that a cue tells of."""
    found = _behind(reading, cue)
    phrase = _nothing_behind(reading.pack.meetings).match(reading.low, cue.span.end)
    if found is not None or phrase is None:
        return found
    told = reading.low[cue.span.start : phrase.end()]
    formal = any(word in told for word in reading.pack.meetings.formal_visits)
    return _moved_to(reading, sentence, cue) or (_inviting(reading, cast, here, sentence) if formal else None)


def _behind(reading: Reading, cue: CueMention) -> Destination | None:
    """The country that the word of a visit leads to."""
    low, at, home = reading.low, cue.span.end, reading.pack.grammar.home
    own = _own(reading.pack.meetings).match(low, at)
    if own is not None and home is not None:
        return Destination(home, Span(*own.span("own")))
    named = (m for m in within(reading.polities, Span(at, at + 2 * _NEAR)) if m.form in COUNTRY)
    visited = next(named, None)
    if visited is None or visited.span.start >= at + _NEAR:
        return None
    to = _to(reading.pack.meetings).fullmatch(low, at, visited.span.start)
    return Destination(visited.code, visited.span) if to is not None else None


def _link(words: MeetingWords) -> str:
    """Words that may stand between the word of a visit and the country, days among them."""
    return rf"(?:,?\s+(?:{any_of(words.visit_link)}|{DAY}))*"


@cache
def _to(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"{_link(words)}\s+")


@cache
def _own(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"{_link(words)}\s+(?P<own>{any_of(words.own_country)})(?!\w)")


@cache
def _nothing_behind(words: MeetingWords) -> re.Pattern[str]:
    """No country behind: the phrase ends, or goes on with who invited."""
    return re.compile(rf"{_link(words)}(?=\s*[,.;:\n]|\s*\Z|\s+{any_of(words.invited)})")


# ---------------------------------------------------------------- arrivals and departures
def _moved_to(reading: Reading, sentence: Sentence, cue: CueMention) -> Destination | None:
    """ "đến Hà Nội, bắt đầu chuyến thăm", "rời Hà Nội, kết thúc chuyến thăm": the country of the place."""
    begin = sentence.span.start
    phase = reading.low[max(begin, cue.span.start - _PHASE) : cue.span.end]
    places = within(reading.polities, Span(max(begin, cue.span.start - _PLACE), cue.span.start))
    for moves in (_arrival, _departure):
        of_phase, verb = moves(reading.pack.meetings)
        for place in reversed(places) if of_phase.search(phase) else ():
            if verb.search(reading.low, max(begin, place.span.start - _MOVE), place.span.start):
                return Destination(place.code, place.span)
    return None


@cache
def _arrival(words: MeetingWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that a visit begins, and how the place is reached: "đáp xuống sân bay X (| Hà Nội"."""
    return _phase(words.travels["begins"]), _verb(words.travels["arrives"])


@cache
def _departure(words: MeetingWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that it ends, and how the place is left."""
    return _phase(words.travels["ends"]), _verb(words.travels["departs"])


def at_the_end(reading: Reading, at: int) -> bool:
    """Whether a visit is told by its end: "kết thúc tốt đẹp chuyến thăm"."""
    of_phase, _ = _departure(reading.pack.meetings)
    near = reading.low[max(0, at - _PHASE) : at + _PHASE]
    return of_phase.search(near.rpartition("\n")[2]) is not None


def _phase(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(phrases)}(?!\w)")


def _verb(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(phrases)}(?: [^.;:]*)?[ (]\Z")


# ---------------------------------------------------------------- invitations
def _inviting(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence
) -> Destination | None:
    """ "Nhận lời mời của B, A … bắt đầu chuyến thăm chính thức": B's country."""
    for found in _invitation(reading.pack).finditer(reading.low, sentence.span.start, sentence.span.end):
        item = next((i for i in here if found.end() <= i.span.start < found.end() + _NEAR), None)
        codes = parties(cast, persons(cast, item), item) if item is not None else []
        if item is not None and codes:
            return Destination(codes[0], item.span)
    return None


@cache
def _invitation(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(pack.meetings.invited)} {pack.grammar.words.of} ")
