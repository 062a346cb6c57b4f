"""Statements over time, a lane for each side: bars where the day is known, else boxes over all the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.views.choice import Chosen
from kg.views.model import ENCOUNTER, STATEMENT, Graph, facts_of, kind_of, of_kind
from kg.views.picture.fonts import width
from kg.views.picture.marks import strip
from kg.views.picture.names import Names
from kg.views.picture.sheet import LEFT, SMALL, SOFT, Sheet
from kg.views.picture.text import wrap
from kg.views.picture.times import Axis, Time, time_of
from kg.views.picture.words import number, words
from kg.views.style import NODES, ORDER, STATEMENTS

NEAR = 20.0  # what may have been within so much paper is drawn in its middle
_BIN = 7.0  # the width of a bar
_TALLEST, _LARGEST = 30.0, 5.0  # of a bar, and of one thing in it
_BOX, _ROWS = 15.0, 2  # the height of a box, and rows of them; the longest share one
_SIDES = 3  # polities with a lane of their own

Timed = tuple[str, Time | None]  # a thing and when it was


@dataclass(frozen=True, slots=True)
class Box:
    """Things that lie somewhere in a stretch of time."""

    first: int
    last: int
    things: tuple[str, ...]


class Lane:
    """Things of one side, by time."""

    def __init__(self, graph: Graph, name: str, things: Sequence[Timed], lang: str) -> None:
        self.name, self._lang, self._graph = name, lang, graph
        self._things = list(things)
        self.undated = [thing for thing, when in things if when is None]

    def times(self) -> list[Time]:
        """When its things were."""
        return [when for _, when in self._things if when]

    def measure(self, axis: Axis) -> float:
        """Place everything on an axis; how tall the lane is."""
        self._rows = _rows([(t, when) for t, when in self._things if when and spread(when, axis)], axis)
        self._bins: dict[int, list[Timed]] = {}
        for thing, when in self._things:
            if when and not spread(when, axis):
                place = int((axis.x(when.middle + 0.5) - axis.left) / _BIN)
                self._bins.setdefault(place, []).append((thing, when))
        most = max((len(things) for things in self._bins.values()), default=0)
        self._unit = min(_LARGEST, _TALLEST / most) if most else 0.0
        boxes, bars = len(self._rows) * (_BOX + 2), most * self._unit + (13 if most else 0)
        return max(boxes + bars + 6, 18 + 12.5 * len(self._label(axis)) if self.name else 0.0)

    def draw(self, sheet: Sheet, axis: Axis, top: float, height: float) -> None:
        """Draw it; `measure` it before."""
        lines = self._label(axis)
        for place, line in enumerate(lines):
            sheet.text(LEFT + 4, top + 12.5 + 12.5 * place, line, SMALL, bold=True, whole=self.name)
        if self.name:
            many = number(len(self._things), self._lang)
            sheet.text(LEFT + 4, top + 12.5 + 12.5 * len(lines), many, SMALL, fill=SOFT)
        for row, boxes in enumerate(self._rows):
            for box in boxes:
                self._box(sheet, axis, box, top + 3 + row * (_BOX + 2))
        most = max((len(things) for things in self._bins.values()), default=0)
        named = False
        for place, things in sorted(self._bins.items()):
            x, y = axis.left + place * _BIN, top + height - 3
            y = self._bar(sheet, things, x, y)
            if len(things) == most and not named:  # one number tells the scale
                text = number(most, self._lang)
                half = width(text, SMALL) / 2
                at = min(max(x + _BIN / 2, axis.left + half), axis.right - half)
                sheet.text(at, y - 2.5, text, SMALL, "middle", fill=SOFT)
                named = True

    def _label(self, axis: Axis) -> list[str]:
        return wrap(self.name, axis.left - LEFT - 8, SMALL, True)

    def _bar(self, sheet: Sheet, things: Sequence[Timed], x: float, y: float) -> float:
        """Things of a day or nearly, upwards; hatched are those whose day is not certain. Its top."""
        found = Counter((self._kind(thing), not (when and when.sure)) for thing, when in things)
        for (kind, unsure), many in sorted(
            found.items(), key=lambda item: (ORDER.get(item[0][0], 0), item[0])
        ):
            tall = many * self._unit
            y -= tall
            colour = _colour(kind)
            look = {"stroke": colour, "stroke_width": "0.6"} if unsure else {}
            sheet.rect(
                x + 0.4,
                y + 0.2,
                _BIN - 0.8,
                max(tall - 0.4, 0.3),
                fill=sheet.hatched(colour) if unsure else colour,
                **look,
            )
        return y

    def _box(self, sheet: Sheet, axis: Axis, box: Box, y: float) -> None:
        x0, x1 = axis.x(box.first), axis.x(box.last + 1)
        look = {"stroke": "#7d8896", "stroke_width": "0.8", "stroke_dasharray": "3 2"}
        sheet.rect(x0, y, x1 - x0, _BOX, rx="3", fill="#f1f3f6", **look)
        beyond(sheet, axis, box.first, box.last, y + _BOX / 2, "#7d8896")
        text = number(len(box.things), self._lang)
        room = x1 - x0 - width(text, SMALL) - 14
        counts = Counter(self._kind(thing) for thing in box.things)
        wide = 0.0
        if room >= 12 and ENCOUNTER not in counts:
            unit = min(5.0, room / len(box.things))
            wide = unit * len(box.things)
        start = (x0 + x1 - wide - width(text, SMALL) - (5 if wide else 0)) / 2
        sheet.text(start, y + 11.2, text, SMALL)
        if wide:
            strip(sheet, counts, start + width(text, SMALL) + 5, y + _BOX / 2, unit, 8.0)

    def _kind(self, thing: str) -> str:
        kind = kind_of(self._graph, thing)
        return str(facts_of(self._graph, thing)["type"]) if kind == STATEMENT else kind


def lanes(chosen: Chosen) -> list[Lane]:
    """A lane for each side that says most, one for what both said, one for all others."""
    graph, lang = chosen.graph, chosen.choice.lang
    said = {node: facts_of(graph, node)["sides"] for node in of_kind(graph, STATEMENT)}
    often = Counter(sides[0] for sides in said.values() if len(sides) == 1)
    own = sorted(often, key=lambda side: (-often[side], side))[:_SIDES]
    found: dict[str, list[Timed]] = {key: [] for key in (*own, "joint", "other")}
    for node, sides in said.items():
        key = "joint" if len(sides) > 1 else sides[0] if sides and sides[0] in own else "other"
        found[key].append((node, time_of(graph, node)))
    names, say = Names(graph, lang, chosen.source.others), words(lang)
    called: Mapping[str, str] = {"joint": say["joint"], "other": say["other"]}
    return [
        Lane(graph, called.get(key) or names.name(key), things, lang)
        for key, things in found.items()
        if things
    ]


def spread(when: Time, axis: Axis) -> bool:
    """Whether what is not certain lies in a stretch of time that can be seen."""
    return not when.sure and (when.last - when.first) * axis.scale > NEAR


def beyond(sheet: Sheet, axis: Axis, first: int, last: int, y: float, colour: str) -> None:
    """Arrows where a stretch of time begins before the paper or ends behind it."""
    if axis.day(axis.left) > first + 1:
        sheet.polygon([(axis.left - 5, y), (axis.left, y - 3.5), (axis.left, y + 3.5)], fill=colour)
    if axis.day(axis.right) < last:
        sheet.polygon([(axis.right + 5, y), (axis.right, y - 3.5), (axis.right, y + 3.5)], fill=colour)


def _rows(things: Sequence[Timed], axis: Axis) -> list[list[Box]]:
    """Rows of boxes, one box for each stretch of time; the shortest first, those without room in one."""
    found: dict[tuple[int, int], list[str]] = {}
    for thing, when in things:
        if when:
            found.setdefault((when.first, when.last), []).append(thing)
    boxes = sorted(
        (Box(first, last, tuple(members)) for (first, last), members in found.items()),
        key=lambda box: (box.last - box.first, box.first),
    )
    rows: list[list[Box]] = []
    rest: list[Box] = []
    for box in boxes:
        x0, x1 = axis.x(box.first), axis.x(box.last + 1)
        free = (r for r in rows if all(axis.x(o.last + 1) + 3 < x0 or x1 + 3 < axis.x(o.first) for o in r))
        row = next(free, None)
        if row is not None:
            row.append(box)
        elif len(rows) < _ROWS - 1:
            rows.append([box])
        else:
            rest.append(box)
    if rest:
        members = tuple(thing for box in rest for thing in box.things)
        rows.append([Box(min(b.first for b in rest), max(b.last for b in rest), members)])
    return rows


def _colour(kind: str) -> str:
    styles = {k.value: style for k, style in STATEMENTS.items()} | NODES
    return styles[kind].light
