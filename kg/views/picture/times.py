"""When things were, for the timeline: days as numbers, and the stretch of paper on which they lie."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.views import dates
from kg.views.model import ENCOUNTER, Facts, Graph, facts_of, kind_of

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_IN_SOME_YEAR = re.compile(r"--(\d\d)-(\d\d)")
_CLOSE = 800  # days; what may have been in more sets no bounds to the paper unless all is so
_STEPS = ((1, 62.0), (3, 62.0), (12, 34.0), (24, 34.0), (60, 34.0), (120, 34.0), (600, 34.0), (1200, 34.0))


@dataclass(frozen=True, slots=True)
class Time:
    """When something was: on a day from `first` to `last`.

    `sure` tells whether the day is told; `days` are those on which it may have been, if only the year is not.
    """

    first: int
    last: int
    sure: bool = False
    days: tuple[int, ...] = ()

    @property
    def middle(self) -> float:
        """Half-way between the bounds."""
        return (self.first + self.last) / 2


def time_of(graph: Graph, node: str) -> Time | None:
    """When something in a graph was; a statement made at an encounter was made when that took place."""
    facts = facts_of(graph, node)
    hub = str(facts.get("hub") or "")
    at = facts_of(graph, hub) if hub in graph else None
    if at is not None and kind_of(graph, hub) == ENCOUNTER and (met := time(at)):
        return met
    return time(facts) or (time(at, told=False) if at is not None else None)


def time(facts: Facts, told: bool = True) -> Time | None:
    """When facts say that something was; None where nothing is known. Not sure unless it is `told` of it."""
    bounds = [facts.get("earliest") or facts.get("latest"), facts.get("latest") or facts.get("earliest")]
    first, last = (_day(bound) for bound in bounds)
    if first is None or last is None:
        return None
    last = max(first, last)
    lexical = str(facts.get("date") or "")
    sure = told and not facts.get("inferred") and (bool(_DAY.fullmatch(lexical)) or first == last)
    return Time(first, last, sure, tuple(_possible(lexical, first, last)))


def _possible(lexical: str, first: int, last: int) -> Iterable[int]:
    """1 July of some year between two: each such day."""
    if found := _IN_SOME_YEAR.fullmatch(lexical):
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            day = _day(f"{year:04}-{found[1]}-{found[2]}")
            if day and first <= day <= last:
                yield day


def _day(text: str | None) -> int | None:
    found = _DAY.match(text or "")
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).toordinal() if found else None
    except ValueError:
        return None


class Axis:
    """Days on paper, from `left` to `right`."""

    def __init__(self, times: Iterable[Time], left: float, right: float) -> None:
        known = list(times)
        used = [t for t in known if t.last - t.first < _CLOSE] or known
        today = date(2000, 1, 1).toordinal()
        first = min((t.first for t in used), default=today)
        span = max(max((t.last for t in used), default=today) + 1 - first, 10)
        rim = span * 0.02
        self.left, self.right = left, right
        self._first, self.scale = first - rim, (right - left) / (span + 2 * rim)

    def x(self, day: float) -> float:
        """Where a day stands; at the edge, where it lies beyond."""
        return min(self.right, max(self.left, self.left + (day - self._first) * self.scale))

    def has(self, day: float) -> bool:
        """Whether a day has a place on the paper."""
        return self.day(self.left) <= day <= self.day(self.right)

    def day(self, x: float) -> float:
        """Which day stands there."""
        return self._first + (x - self.left) / self.scale

    def ticks(self, lang: str) -> list[tuple[float, str]]:
        """Where lines stand, and of what time."""
        step = next((months for months, room in _STEPS if months * 30.4 * self.scale >= room), _STEPS[-1][0])
        start, end = (int(self.day(x)) for x in (self.left, self.right))
        begin = date.fromordinal(max(1, start))
        month = (begin.year * 12 + begin.month - 1) // step * step
        made = []
        while (day := _month(month)) is not None and day <= end:
            if day >= start:
                told = date.fromordinal(day).isoformat()
                made.append((self.x(day), dates.date(told[: 4 if step >= 12 else 7], lang)))
            month += step
        return made


def _month(month: int) -> int | None:
    """The first day of a month, counted from the year 0; None beyond the calendar."""
    year = month // 12
    return date(max(1, year), month % 12 + 1, 1).toordinal() if year <= 9999 else None
