"""A delegation and its head made one phrase: whatever the delegation does, its head does.

đoàn đại biểu Bộ Công an Lào do Bộ trưởng A làm trưởng đoàn     A, of Laos
Trưởng đoàn Việt Nam là ông B; phía Nga là ông C                B of Viet Nam, C of Russia
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import InOrder, PolityForm, Title, within
from kg.extract.reading import Reading
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.model import Span
from kg.resolve import subjects
from kg.resolve.people import Cast, Person
from kg.resolve.subjects import Nominal

_NAME = 160  # code points: "đoàn đại biểu cấp cao Đảng, Nhà nước và nhân dân …"
_TITLES = 90  # code points between a head's name and "làm trưởng đoàn": titles that no list holds
_NAMES = (PolityForm.NAME, PolityForm.METONYM)


def folded(reading: Reading, items: InOrder[Nominal]) -> InOrder[Nominal]:
    """The phrases of an article, each delegation whose head is named as the phrase that names him."""
    words = reading.pack.meetings.delegations
    if not any(word in reading.low for word in (*words["leads"], *words["heads"])):
        return items
    out: list[Nominal] = []
    for item in items:
        if out and item.span.start < out[-1].span.end:  # "làm | Trưởng đoàn"
            continue
        made = _led(reading, item) or _headed(reading, item, out)
        if made is not None:
            while out and out[-1].span.start >= made.span.start:
                out.pop()
        out.append(made or item)
    return InOrder(subjects.coordinated(reading, out))


# ---------------------------------------------------------------- "đoàn … do A làm trưởng đoàn"
def _led(reading: Reading, item: Nominal) -> Nominal | None:
    """The delegation that the persons of `item` lead: from its first word to the one that says so."""
    by = f" {reading.pack.grammar.words.by} "
    if not item.mentions or item.pronoun or not reading.low.endswith(by, 0, item.span.start):
        return None
    end = _leads(reading.pack).match(reading.low, item.span.end)
    start = _delegation(reading, item.span.start - len(by))
    if end is None or start is None or within(reading.acts, Span(item.span.end, end.end())):
        return None
    span = Span(start, end.end())
    if any(not cue.noun for cue in within(reading.cues, Span(start, item.span.start))):
        return None  # "đoàn Lào đã hội đàm với phía Nga do …"
    return _made(reading, item, span, Span(start, item.span.start))


@cache
def _leads(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf"[^.;:\n]{{0,{_TITLES}}}?(?<!\w){any_of(pack.meetings.delegations['leads'])}(?!\w)")


def _delegation(reading: Reading, end: int) -> int | None:
    """Where the name of the delegation begins that ends at `end`."""
    start = max(0, end - _NAME)
    found = list(_party(reading.pack).finditer(reading.low, start, end))
    begin = next((m.start() for m in reversed(found) if not _other_word(reading, m)), None)
    if begin is None or set(reading.low[begin:end]) & set(".;:\n"):
        return None
    return begin


@cache
def _party(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pack.meetings.party}(?!\w)")


def _other_word(reading: Reading, found: re.Match[str]) -> bool:
    """Whether the word is the end of another: "tập đoàn"."""
    left = reading.low[max(0, found.start() - _TITLES) : found.start()].split()
    return f"{left[-1] if left else ''} {found[0]}" in reading.pack.grammar.not_side_heads


# ---------------------------------------------------------------- "Trưởng đoàn Việt Nam là A"
def _headed(reading: Reading, item: Nominal, before: Sequence[Nominal]) -> Nominal | None:
    """The head of a delegation who is named behind it, or behind the other side's where one was named so."""
    is_ = f" {reading.pack.grammar.words.is_} "
    if item.mentions and any(_heads_one(reading, title) for title in item.mentions[0].titles):
        return _made(reading, item, item.span, item.span)
    if not item.mentions or item.pronoun or not reading.low.endswith(is_, 0, item.span.start):
        return None
    at = item.span.start - len(is_)
    found = _head_of(reading.pack).search(reading.low, max(0, at - _NAME), at)
    if found is not None:
        return _made(reading, item, Span(found.start(), item.span.end), Span(found.start(), at))
    side = before[-1] if before else None
    other = before[-2] if len(before) > 1 else None
    goes_on = side is not None and side.side is not None and bool(side.span.end == at)
    if not goes_on or side is None or other is None or not other.led:
        return None
    if set(reading.low[other.span.end : side.span.start]) & set(".:\n"):
        return None
    return _made(reading, item, Span(side.span.start, item.span.end), side.span)


def _heads_one(reading: Reading, title: Title) -> bool:
    """ "Trưởng đoàn đại biểu Việt Nam", a title before the name."""
    return title.polity is not None and title.head.startswith(reading.pack.meetings.delegations["heads"])


@cache
def _head_of(pack: LanguagePack) -> re.Pattern[str]:
    """ "Trưởng đoàn phía Việt Nam tham dự phiên họp"."""
    return re.compile(rf"(?<!\w){any_of(pack.meetings.delegations['heads'])}(?!\w)[^,.;:\n]*\Z")


def _made(reading: Reading, item: Nominal, span: Span, name: Span) -> Nominal:
    """The phrase of a delegation; the one country in its name is its head's."""
    codes = {m.code for m in within(reading.polities, name) if m.form in _NAMES}
    of = next(iter(codes)) if len(codes) == 1 else None
    return Nominal(span, item.mentions, blocked=subjects.blocked(reading, span.start), of=of, led=True)


def heads(cast: Cast, items: Sequence[Nominal]) -> list[tuple[Person, str]]:
    """Those who lead a delegation and are of no polity yet, with that of the delegation."""
    led = ((item.of, subjects.persons(cast, item)) for item in items if item.of)
    return [(person, code) for code, people in led for person in people if code and person.polity is None]
