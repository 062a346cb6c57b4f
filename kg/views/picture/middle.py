"""The middle of the picture: a row for each encounter, in the order of time, with what was said there."""

from __future__ import annotations

from collections import Counter
from functools import cache

from kg.views.model import Graph, facts_of, kind_of
from kg.views.picture import rows
from kg.views.picture.bars import Bars
from kg.views.picture.fonts import width
from kg.views.picture.marks import mark
from kg.views.picture.names import Names
from kg.views.picture.sheet import LINE, PAPER, SMALL, SOFT, Sheet
from kg.views.picture.text import first_that_fits, listed
from kg.views.picture.words import number, words

HEAD, ROW = 18.0, 15.0  # heights: of a year's heading, of an encounter
_GAP, _DETAIL = 1.5, 12.5  # between rows; a line of topics
_LOOSE = 21.0  # the most height of a sum, where all are
_NAME = 138.0  # the least room for what an encounter is called
_SUMMED = 84.0  # the room for what a sum of encounters is called
_LINES = (2, 1, 0)  # of topics, where they have room

Point = tuple[float, float]


class Middle:
    """Encounters between two heights of a column."""

    def __init__(self, graph: Graph, said: rows.Said, lang: str, room: float) -> None:
        self._graph, self._said, self._lang, self._words = graph, said, lang, words(lang)
        self._names = Names(graph, lang)
        self._topics = rows.topics_at(graph)
        self._detail = cache(self._listed)
        self._wide, self._pitch = 0.0, ROW
        self.groups = rows.groups(graph, int((room - HEAD) / ROW))
        self.folded = bool(self.groups) and not any(group.shown for group in self.groups)

    @property
    def shown(self) -> list[str]:
        """The encounters with a row of their own."""
        return [hub for group in self.groups for hub in group.shown]

    def height(self, wide: float, room: float) -> float:
        """How much of the room it takes when it is so wide, with as much detail as it can have."""
        self._wide = wide
        for self._lines in _LINES:
            tall = HEAD * bool(self._said) + sum(self._tall(group) for group in self.groups)
            if tall <= room:
                break
        if self.folded:
            spare = max(0.0, room - tall) / len(self.groups)
            self._pitch = min(_LOOSE, ROW + spare)
            tall += (self._pitch - ROW) * len(self.groups)
        return tall

    def draw(self, sheet: Sheet, x: float, top: float) -> dict[str, Point]:
        """Draw it from `x` and `top` on; the left end of each encounter's row."""
        y, ends, right = top, {}, x + self._wide
        single = [self._sum((hub,)) for hub in self.shown]
        sums = single or [self._sum(group.rest) for group in self.groups]
        bars = Bars(sheet, sums, right, self._wide - (_SUMMED if self.folded else _NAME), self._words)
        if self._said:
            bars.heading(y + 12, x + (_SUMMED if self.folded else 0))
            if self.folded:
                sheet.text(x + _SUMMED, y + 12, self._words["encounters"], SMALL, "end", fill=SOFT)
            y += HEAD
        for group in self.groups:
            if group.shown:
                sheet.line(x, y + 2, right, y + 2, stroke=LINE)
                sheet.text(x + 2, y + 13.5, self._period(group), SMALL, bold=True, fill=SOFT)
                y += HEAD
            for hub in group.shown:
                self._row(sheet, bars, hub, x, y)
                ends[hub] = (x, y + (ROW - _GAP) / 2)
                y += self._row_tall(hub)
            if group.rest:
                self._rest(sheet, bars, group, x, y)
                y += self._pitch
        return ends

    def day(self, hub: str) -> str:
        """When an encounter was, without the year."""
        return self._names.day(hub)

    # ------------------------------------------------------------ rows
    def _row(self, sheet: Sheet, bars: Bars, hub: str, x: float, y: float) -> None:
        hollow = bool(facts_of(self._graph, hub).get("status"))
        look = {"stroke": "#d9ac4c", "stroke_dasharray": "3 2", "stroke_width": "0.8"} if hollow else {}
        tall, middle = self._row_tall(hub) - _GAP, y + (ROW - _GAP) / 2
        sheet.rect(x, y, self._wide, tall, rx="4", fill=PAPER if hollow else "#fbf3df", **look)
        mark(sheet, kind_of(self._graph, hub), x + 9, middle, 4.8, hollow=hollow)
        row = self._sum((hub,))
        at = x + 18
        if when := self._names.day(hub):
            sheet.text(at, middle + 3.8, when, SMALL, bold=True)
            at += width(when, SMALL, True) + 5
        names = list(self._names.encounter(hub))
        sheet.text(
            at, middle + 3.8, first_that_fits(names, bars.start(row) - 4 - at, SMALL), SMALL, whole=names[0]
        )
        bars.draw(row, middle)
        for place, line in enumerate(self._detail(hub, self._lines)):
            sheet.text(x + 18, middle + 3.8 + _DETAIL * (place + 1), line, SMALL, fill=SOFT)

    def _rest(self, sheet: Sheet, bars: Bars, group: rows.Group, x: float, y: float) -> None:
        """A row that sums encounters."""
        many, middle = number(len(group.rest), self._lang), y + (ROW - _GAP) / 2
        row = self._sum(group.rest)
        if self.folded:
            sheet.text(x + 2, middle + 3.8, self._period(group), SMALL, bold=True)
            sheet.text(x + _SUMMED, middle + 3.8, many, SMALL, "end")
        else:
            sheet.text(x + 18, middle + 3.8, self._words["moreEncounters"].format(n=many), SMALL, fill=SOFT)
        if bars.fits(row):
            bars.draw(row, middle)
        else:
            bars.numbers(row, middle + 3.8, self._lang)

    def _period(self, group: rows.Group) -> str:
        return group.key or self._words["yearUnknown"]

    # ------------------------------------------------------------ heights
    def _tall(self, group: rows.Group) -> float:
        heading = HEAD if group.shown else 0.0
        return heading + sum(self._row_tall(hub) for hub in group.shown) + (ROW if group.rest else 0.0)

    def _row_tall(self, hub: str) -> float:
        return ROW + _DETAIL * len(self._detail(hub, self._lines))

    def _listed(self, hub: str, lines: int) -> list[str]:
        """The topics of an encounter, the most raised first."""
        found = self._topics.get(hub, Counter())
        ranked = sorted(found, key=lambda t: (-found[t], t))
        parts = [self._names.name(t) + (f" {found[t]}" if found[t] > 1 else "") for t in ranked]
        return listed(parts, self._words["moreTopics"], self._wide - 24, SMALL, lines)

    def _sum(self, hubs: tuple[str, ...]) -> rows.Rows:
        """What was said at some encounters, by side and kind."""
        summed: rows.Rows = {}
        for hub in hubs:
            for where, kinds in self._said.get(hub, {}).items():
                summed.setdefault(where, Counter()).update(kinds)
        return summed
