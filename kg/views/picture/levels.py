"""Levels of relationships over time: solid while one surely held, hatched where it may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.views.choice import Chosen
from kg.views.model import POLITY, Facts, Graph, facts_of, in_language, kind_of, of_kind
from kg.views.picture.fonts import width
from kg.views.picture.lanes import beyond
from kg.views.picture.names import Names
from kg.views.picture.sheet import INK, LEFT, PAPER, SMALL, SOFT, Sheet
from kg.views.picture.text import clean, wrap
from kg.views.picture.times import Axis, Time, time
from kg.views.picture.words import number, words

_BAND, _GAP = 14.5, 2.5
_OPEN, _HELD = "#8fb0d6", "#5d8cc0"


@dataclass(slots=True)
class Level:
    """A level of a pair: when it was told of, and how often without a date."""

    name: str
    times: list[Time] = field(default_factory=list)
    undated: int = 0

    @property
    def bounds(self) -> tuple[int, int]:
        """The days between which it may have been told."""
        return min(t.first for t in self.times), max(t.last for t in self.times)

    @property
    def held(self) -> tuple[int, int]:
        """The days between which it surely held; the second before the first if there are none."""
        return min(t.last for t in self.times), max(t.first for t in self.times)


@dataclass(slots=True)
class Pair:
    """Two polities with the levels of their relationship."""

    name: str
    levels: dict[str, Level] = field(default_factory=dict)
    told: int = 0


class Levels:
    """The lane of levels: at most so many pairs, the most often told of first."""

    def __init__(self, chosen: Chosen, most: int) -> None:
        self._lang = chosen.choice.lang
        self._words = words(self._lang)
        found = _pairs(chosen.graph, self._lang)
        if chosen.focus:  # only what binds those that are shown
            near = {chosen.focus} if kind_of(chosen.source.graph, chosen.focus) == POLITY else set()
            found = {k: v for k, v in found.items() if near & set(k) or all(p in chosen.graph for p in k)}
        pairs = sorted(found.values(), key=lambda pair: (-pair.told, pair.name))
        self.all = len(pairs)
        self._pairs = pairs[:most]
        self.shown = len(self._pairs)

    def times(self) -> list[Time]:
        """When levels are told of."""
        return [t for pair in self._pairs for level in pair.levels.values() for t in level.times]

    def height(self, axis: Axis) -> float:
        """How tall the lane is."""
        more = 14.0 if self.all > self.shown else 0.0
        return sum(self._tall(pair, axis) for pair in self._pairs) + more + 4 if self._pairs else 0.0

    def draw(self, sheet: Sheet, axis: Axis, top: float) -> None:
        """Draw it from this height on."""
        y = top + 3
        for pair in self._pairs:
            placed = self._placed(pair, axis)
            for place, line in enumerate(wrap(pair.name, axis.left - LEFT - 8, SMALL, True)):
                sheet.text(LEFT + 4, y + 10.8 + place * 12, line, SMALL, bold=True, whole=pair.name)
            for level, row in placed:
                self._band(sheet, axis, level, y + row * (_BAND + _GAP))
            undated = [level.name for level in pair.levels.values() if not level.times]
            if undated:
                text = f"{self._words['undated']}: {', '.join(undated)}"
                row = 1 + max((row for _, row in placed), default=-1)
                line = wrap(text, axis.right - axis.left - 8, SMALL, lines=1)[0]
                sheet.text(axis.left + 4, y + row * (_BAND + _GAP) + 10.8, line, SMALL, fill=SOFT, whole=text)
            y += self._tall(pair, axis)
        if self.all > self.shown:
            more = self._words["morePairs"].format(n=number(self.all - self.shown, self._lang))
            sheet.text(LEFT + 4, y + 9, more, SMALL, fill=SOFT)

    def _tall(self, pair: Pair, axis: Axis) -> float:
        rows = 1 + max((row for _, row in self._placed(pair, axis)), default=-1)
        undated = any(not level.times for level in pair.levels.values())
        return max(1, rows + undated) * (_BAND + _GAP) + 3

    def _placed(self, pair: Pair, axis: Axis) -> list[tuple[Level, int]]:
        """Each level that has a date with its row, such that no band or name meets another."""
        ends: list[float] = []
        placed = []
        for level in sorted((v for v in pair.levels.values() if v.times), key=lambda v: (v.bounds, v.name)):
            x0, x1, at = self._extent(level, axis)
            begin = min(x0, at)
            row = next((row for row, end in enumerate(ends) if end < begin), len(ends))
            ends[row : row + 1] = [max(x1, at + width(level.name, SMALL)) + 6]
            placed.append((level, row))
        return placed

    def _extent(self, level: Level, axis: Axis) -> tuple[float, float, float]:
        """Where a band begins and ends, and where its name does: in it, else behind or before it."""
        first, last = level.bounds
        x0, x1 = axis.x(first), max(axis.x(last + 1), axis.x(first) + 4)
        wide = width(level.name, SMALL)
        if wide + 10 <= x1 - x0:
            return x0, x1, x0 + 5
        return x0, x1, x1 + 4 if x1 + 4 + wide <= axis.right else max(axis.left, x0 - 4 - wide)

    def _band(self, sheet: Sheet, axis: Axis, level: Level, y: float) -> None:
        x0, x1, at = self._extent(level, axis)
        look = {"stroke": _HELD, "stroke_width": "0.7", "stroke_dasharray": "3 2"}
        if level.held != level.bounds:
            sheet.rect(x0, y, x1 - x0, _BAND, rx="3", fill=sheet.hatched(_OPEN), **look)
            beyond(sheet, axis, *level.bounds, y + _BAND / 2, _HELD)
        first, last = level.held
        if first <= last:
            sheet.rect(axis.x(first), y, max(axis.x(last + 1) - axis.x(first), 4), _BAND, rx="2", fill=_HELD)
        if x0 <= at < x1:  # on a ground of its own, as the band may be dark under a part of it
            sheet.rect(
                at - 2,
                y + 1.5,
                width(level.name, SMALL) + 4,
                _BAND - 3,
                rx="2",
                fill=PAPER,
                fill_opacity="0.88",
            )
        sheet.text(at, y + 10.8, level.name, SMALL, fill=INK)


def _pairs(graph: Graph, lang: str) -> dict[tuple[str, ...], Pair]:
    """The levels between polities, of which either end may tell."""
    names = Names(graph, lang)
    pairs: dict[tuple[str, ...], Pair] = {}
    for polity in of_kind(graph, POLITY):
        for state in facts_of(graph, polity).get("levels", ()):
            both = tuple(sorted({polity, *state["with"]}))
            if polity != next(p for p in both if p in graph):
                continue  # told from the other end
            called = " – ".join(sorted(names.code(p) for p in both))
            pair = pairs.setdefault(both, Pair(called))
            _tell(pair, state, lang)
    return pairs


def _tell(pair: Pair, state: Facts, lang: str) -> None:
    label: Mapping[str, str] = state["level"]
    name = clean(in_language(dict(label), lang))
    level = pair.levels.setdefault(name, Level(name))
    pair.told += 1
    when = time(state)
    if when:
        level.times.append(when)
    else:
        level.undated += 1
