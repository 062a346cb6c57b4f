"""The timeline for a paper: levels of the relationship, encounters by name, what each side said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.views.choice import Chosen
from kg.views.model import ENCOUNTER, STATEMENT, Graph, facts_of, of_kind
from kg.views.picture import frame
from kg.views.picture.fonts import width
from kg.views.picture.frame import Count
from kg.views.picture.lanes import Lane, beyond, lanes, spread
from kg.views.picture.levels import Levels
from kg.views.picture.marks import mark
from kg.views.picture.names import Names
from kg.views.picture.sheet import LEFT, LINE, RIGHT, SMALL, SOFT, TALLEST, Sheet
from kg.views.picture.text import first_that_fits
from kg.views.picture.times import Axis, Time, time_of
from kg.views.picture.words import number, words
from kg.views.style import NODES

_GUTTER, _ASIDE = 92.0, 58.0  # the columns of what lanes are called, and of what has no date
_HEAD, _NOTES = 22.0, 92.0
_ROW = 17.0  # of encounters
_NAME = 240.0  # room for a name at most
_IN_A_ROW = 6  # names, at most
_PAIRS = (8, 6, 5, 4)  # with levels: fewer, where encounters would have too little room
_LEAST = 300.0  # of encounters
_TONES = ("#f6f7f9", "#ffffff")


def draw(chosen: Chosen) -> str:
    """What was chosen, as an SVG document."""
    graph, lang = chosen.graph, chosen.choice.lang
    sheet = Sheet(lang)
    legend = frame.head(sheet, chosen, "timelineWhat")
    said = lanes(chosen)
    met = Encounters(graph, lang)
    undated = any(lane.undated for lane in said) or bool(met.undated)
    right = RIGHT - (_ASIDE if undated else 4.0)
    times = [*met.times(), *(when for lane in said for when in lane.times())]
    axis = Axis(times or Levels(chosen, _PAIRS[0]).times(), LEFT + _GUTTER, right)
    heights = [lane.measure(axis) for lane in said]
    room = TALLEST - sheet.y - _HEAD - sum(heights) - 2 * len(heights) - _NOTES
    for pairs in _PAIRS:
        levels = Levels(chosen, pairs)
        if met.place(axis, room - levels.height(axis)) or room - levels.height(axis) >= _LEAST:
            break
    if graph:
        _draw(sheet, axis, levels, met, list(zip(said, heights, strict=True)), lang, undated)
    frame.legend(sheet, legend, graph, (ENCOUNTER,), lang)
    return sheet.svg(frame.title(chosen), frame.notes(sheet, _notes(chosen, levels, met)))


def _draw(
    sheet: Sheet,
    axis: Axis,
    levels: Levels,
    met: Encounters,
    said: Sequence[tuple[Lane, float]],
    lang: str,
    undated: bool,
) -> None:
    """The lanes, one below the other, on lines of time."""
    top = sheet.y + _HEAD
    plots = [levels.height(axis)] if levels.shown else []
    plots += [met.height] if met.all else []
    plots += [height for _, height in said]
    y = top
    for place, height in enumerate(plots):
        sheet.rect(LEFT, y, RIGHT - LEFT, height, fill=_TONES[place % 2])
        y += height + 2
    _axis(sheet, axis, top, y - 2, lang, undated)
    y = top
    if levels.shown:
        levels.draw(sheet, axis, y)
        y += levels.height(axis) + 2
    if met.all:
        met.draw(sheet, axis, y)
        _aside(sheet, axis, y, len(met.undated), lang)
        y += met.height + 2
    for lane, height in said:
        lane.draw(sheet, axis, y, height)
        _aside(sheet, axis, y, len(lane.undated), lang)
        y += height + 2
    sheet.y = y


def _axis(sheet: Sheet, axis: Axis, top: float, bottom: float, lang: str, undated: bool) -> None:
    for x, text in axis.ticks(lang):
        sheet.line(x, top, x, bottom, stroke=LINE, stroke_width="0.7")
        if x + width(text, SMALL) + 3 <= axis.right:
            sheet.text(x + 2, top - 6, text, SMALL, bold=True, fill=SOFT)
    if undated:
        sheet.line(axis.right + 3, top, axis.right + 3, bottom, stroke=SOFT, stroke_width="0.8")
        sheet.text(RIGHT - 4, top - 6, words(lang)["undated"], SMALL, "end", bold=True, fill=SOFT)


def _aside(sheet: Sheet, axis: Axis, y: float, many: int, lang: str) -> None:
    """How many things of a lane have no date."""
    if many:
        look = {"stroke": "#7d8896", "stroke_width": "0.8", "stroke_dasharray": "3 2"}
        sheet.rect(axis.right + 8, y + 3, RIGHT - axis.right - 11, 15, rx="3", fill="#f1f3f6", **look)
        sheet.text((axis.right + RIGHT - 3 + 8) / 2, y + 14.2, number(many, lang), SMALL, "middle")


@dataclass(frozen=True, slots=True)
class _Named:
    """An encounter with its name: where its mark or line begins and ends, where its name does, its row."""

    node: str
    when: Time
    x0: float
    x1: float
    day: str
    name: str
    at: float
    row: int


class Encounters:
    """The lane of encounters: by name those whose time is known best, the others as numbers."""

    def __init__(self, graph: Graph, lang: str) -> None:
        self._graph, self._lang, self._names = graph, lang, Names(graph, lang)
        found = [(node, time_of(graph, node)) for node in of_kind(graph, ENCOUNTER)]
        self.all = len(found)
        self.undated = [node for node, when in found if when is None]
        self._known = [(node, when) for node, when in found if when]
        self.named: list[_Named] = []
        self.height = 0.0

    def times(self) -> list[Time]:
        """When they were."""
        return [when for _, when in self._known]

    def place(self, axis: Axis, room: float) -> bool:
        """Name as many as have room, in rows in which none meets another; whether all have a name."""
        known = sorted(self._known, key=lambda one: (one[1].last - one[1].first, one[1].first, one[0]))
        some = min(len(known), max(0, int(room / _ROW)) * _IN_A_ROW)
        while True:
            self.named = self._in_rows(known[:some], axis)
            rest = Lane(self._graph, "", known[some:], self._lang)
            rows = 1 + max((one.row for one in self.named), default=-1)
            other = rest.measure(axis) if some < len(known) else 0.0
            self.height = max(rows * _ROW + other + 6, 34.0)
            if self.height <= room or not some:
                break
            some = min(some - 1, int(some * 0.92))
        self._rest = rest if some < len(known) else None
        self._top = rows * _ROW
        return some == len(known)

    def draw(self, sheet: Sheet, axis: Axis, top: float) -> None:
        """Draw it; `place` it before."""
        if self._rest:
            self._rest.draw(sheet, axis, top + self._top, self.height - self._top)
        sheet.text(LEFT + 4, top + 12.5, words(self._lang)["encounters"], SMALL, bold=True)
        sheet.text(LEFT + 4, top + 25, number(self.all, self._lang), SMALL, fill=SOFT)
        for one in self.named:
            self._draw(sheet, axis, one, top + 3 + one.row * _ROW)

    def _draw(self, sheet: Sheet, axis: Axis, one: _Named, y: float) -> None:
        colour, wide = NODES[ENCOUNTER].light, spread(one.when, axis)
        if wide:  # a broken line over all the time, with a circle on each day on which it may have been
            low = y + _ROW - 3
            beyond(sheet, axis, one.when.first, one.when.last, low, colour)
            sheet.line(one.x0, low, one.x1, low, stroke=colour, stroke_width="1.2", stroke_dasharray="3 2")
            days = one.when.days or (one.when.first, one.when.last + 1)
            for day in (day for day in days if axis.has(day)):
                sheet.circle(axis.x(day), low, 2.1 if one.when.days else 1.3, fill="#ffffff", stroke=colour)
        else:
            hollow = not one.when.sure or bool(facts_of(self._graph, one.node).get("status"))
            mark(sheet, ENCOUNTER, one.x0, y + _ROW / 2, 5.0, hollow=hollow)
        base = y + (10.0 if wide else 12.3)
        sheet.text(one.at, base, one.day, SMALL, bold=True)
        at = one.at + (width(one.day, SMALL, True) + 4 if one.day else 0)
        sheet.text(at, base, one.name, SMALL, whole=self._names.people(one.node, 99))

    def _in_rows(self, known: Sequence[tuple[str, Time]], axis: Axis) -> list[_Named]:
        """Each with the first row in which it meets no other, from the left."""
        made = sorted(
            (self._extent(node, when, axis) for node, when in known),
            key=lambda one: (min(one.x0, one.at), one.node),
        )
        ends: list[float] = []
        placed = []
        for one in made:
            begin, end = min(one.x0 - 6, one.at), max(one.x1 + 6, one.at + self._wide(one) + 5)
            row = next((row for row, last in enumerate(ends) if last <= begin), len(ends))
            ends[row : row + 1] = [end]
            placed.append(_Named(one.node, one.when, one.x0, one.x1, one.day, one.name, one.at, row))
        return placed

    def _extent(self, node: str, when: Time, axis: Axis) -> _Named:
        wide = spread(when, axis)
        x0 = axis.x(when.first if wide else when.middle + 0.5)
        x1 = axis.x(when.last + 1) if wide else x0
        day = self._names.day(node)
        met = [name for name in (self._names.people(node, most) for most in (3, 2, 1)) if name]
        name = first_that_fits([*met, *self._names.encounter(node)], _NAME, SMALL)
        one = _Named(node, when, x0, x1, day, name, 0.0, 0)
        long = self._wide(one)
        at = x0 + (3 if wide else 9)
        if at + long > axis.right:  # before it, or as far right as there is room
            at = axis.right - long if wide else x0 - 9 - long
        return _Named(node, when, x0, x1, day, name, max(at, axis.left), 0)

    def _wide(self, one: _Named) -> float:
        day = width(one.day, SMALL, True) + 4 if one.day else 0.0
        return day + width(one.name, SMALL)


def _notes(chosen: Chosen, levels: Levels, met: Encounters) -> Iterator[str]:
    """What the picture shows, leaves out, and how it is to be read."""
    say, many = words(chosen.choice.lang), len(of_kind(chosen.graph, STATEMENT))
    counts = [
        Count("pair", levels.shown, levels.all),
        Count(ENCOUNTER, len(met.named), met.all),
        Count(STATEMENT, many, many),
    ]
    yield frame.counted(counts, chosen.choice.lang)
    if not met.all and not many:
        return
    if len(met.named) < met.all:
        yield say["noteNamed"]
    if levels.shown:
        yield say["noteLevels"]
    yield say["noteSure"]
    yield say["noteBoxes"]
    yield frame.sources(chosen)
