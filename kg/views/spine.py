"""The middle of the picture: encounters in rows, read like a text, a year beginning a row; or periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from kg.views.fold import Scene, in_time, month_of, year_of
from kg.views.model import STATEMENT, Graph, facts_of, of_kind
from kg.views.sides import LEFT, RIGHT
from kg.views.style import ORDER

GUTTER = 58  # where the years are written
LINE, GAP = 13.5, 6  # a line of a label above an encounter, and room below what was said there
PER_LINE = 7  # statements in a line
PERIOD = (17, 46)  # the least and the most height of a folded period
MOST_TRACKS, MOST_AIR = 24, 2.2
WIDE, LONG = 46, 58  # the widths that a label of two lines and one of a single line want

Said = dict[str, dict[int, list[str]]]  # encounter, side (0: both), statements


@dataclass(frozen=True, slots=True)
class Spine:
    """Positions of the middle, from height 0 down."""

    at: dict[str, tuple[float, float]]
    years: list[tuple[str, float]]
    height: float
    cell: float
    mark: float
    terse: bool = False


def place(scene: Scene, side: Mapping[str, int], width: float, height: float) -> Spine:
    """Place a scene's encounters, or its periods, in a column of this width, best of this height."""
    if scene.periods:
        return _folded(scene, height)
    inner = width - GUTTER
    said = _said(scene.graph, side)
    by = month_of if scene.key else year_of
    hubs = [_hub(node, by(scene.graph, node), said.get(node, {})) for node in in_time(scene.graph)]
    tracks = range(1, min(MOST_TRACKS, len(hubs)) + 1)
    plans = [_Rows(scene.graph, hubs, said, inner / k, k, terse) for k in tracks for terse in (False, True)]
    best = min(plans, key=lambda plan: (plan.misfit(height), plan.terse, plan.tracks), default=None)
    return best.spine(height) if best else Spine({}, [], 0.0, inner, 14.0)


def _folded(scene: Scene, height: float) -> Spine:
    least, most = PERIOD
    pitch = min(most, max(least, height / len(scene.periods)))
    top = max(0.0, (height - pitch * len(scene.periods)) / 2)
    ys = [top + place * pitch for place in range(len(scene.periods))]
    at = {period.key: (GUTTER / 2, y + pitch / 2) for period, y in zip(scene.periods, ys, strict=True)}
    years = [(period.key, y) for period, y in zip(scene.periods, ys, strict=True)]
    return Spine(at, years, pitch * len(scene.periods), pitch, 4.0)


def _said(graph: Graph, side: Mapping[str, int]) -> Said:
    said: Said = {}
    for node in of_kind(graph, STATEMENT):
        facts = facts_of(graph, node)
        said.setdefault(facts["hub"] or "", {}).setdefault(leaning(facts["sides"], side), []).append(node)
    return said


def leaning(sides: Sequence[str], side: Mapping[str, int]) -> int:
    """The side on which a statement stands; 0 where both speak or nobody is named."""
    where = {side[p] for p in sides if p in side}
    return where.pop() if len(where) == 1 else 0


@dataclass(frozen=True, slots=True)
class _Hub:
    """An encounter, the year or month of its row, and how many lines what was said there takes."""

    node: str
    period: str
    lines: int  # beside it, on the longer side
    joint: int  # below it


def _hub(node: str, period: str, said: Mapping[int, list[str]]) -> _Hub:
    lines = {where: ceil(len(said.get(where, ())) / PER_LINE) for where in (LEFT, RIGHT, 0)}
    return _Hub(node, period, max(lines[LEFT], lines[RIGHT]), lines[0])


class _Rows:
    """Encounters in rows of so many."""

    def __init__(
        self, graph: Graph, hubs: list[_Hub], said: Said, cell: float, tracks: int, terse: bool
    ) -> None:
        self.graph, self.hubs, self.said, self.cell, self.tracks = graph, hubs, said, cell, tracks
        self.mark = min(14.0, max(3.2, cell / (2 * PER_LINE + 3)))
        self.terse = terse  # labels of one line

    def misfit(self, height: float) -> float:
        """How far it is from a screen on which all labels have room."""
        return max(self._height() / height, min((LONG if self.terse else WIDE) / self.cell, 4.0), 1.0)

    def spine(self, height: float) -> Spine:
        """The positions; rows are drawn apart where there is height left."""
        bare = self._height()
        rows = sum(1 for _ in self._rows())
        spare = min(max(0.0, height - bare) / rows, (MOST_AIR - 1) * bare / rows)
        at: dict[str, tuple[float, float]] = {}
        years: list[tuple[str, float]] = []
        y = max(0.0, (height - bare - spare * rows) / 2)
        for key, row in self._rows():
            if not years or years[-1][0] != key:
                years.append((key, y))
            above, below = self._extent(row)
            for place, hub in enumerate(row):
                node = hub.node
                x = GUTTER / 2 + (place - (min(self.tracks, len(self.hubs)) - 1) / 2) * self.cell
                at[node] = (x, y + above)
                at.update(self._statements(node, *at[node]))
            y += above + below + spare
        return Spine(at, years, bare + spare * rows, self.cell, self.mark, self.terse)

    def _rows(self) -> Iterator[tuple[str, list[_Hub]]]:
        for key, found in groupby(self.hubs, key=lambda hub: hub.period):
            hubs = list(found)
            for start in range(0, len(hubs), self.tracks):
                yield key, hubs[start : start + self.tracks]

    def _height(self) -> float:
        return sum(sum(self._extent(row)) for _, row in self._rows())

    def _extent(self, row: list[_Hub]) -> tuple[float, float]:
        """Room above and below the centre of a row."""
        lines, joint = max(hub.lines for hub in row), max(hub.joint for hub in row)
        below = max(
            1.5 * self.mark + joint * self.mark if joint else 0.0, (lines - 0.5) * self.mark, self.mark
        )
        return LINE * (1 if self.terse else 2) + max(self.mark, 6.0), below + GAP

    def _statements(self, hub: str, x: float, y: float) -> Iterator[tuple[str, tuple[float, float]]]:
        """What each side said stands on its side of the encounter, what both said below it."""
        mark = self.mark
        for side, nodes in self.said.get(hub, {}).items():
            nodes.sort(key=self._order)
            for place, node in enumerate(nodes):
                line, column = divmod(place, PER_LINE)
                if side:
                    yield node, (x + side * (2 + column) * mark, y + line * mark)
                else:
                    width = min(PER_LINE, len(nodes) - line * PER_LINE)
                    yield node, (x + (column - (width - 1) / 2) * mark, y + (2 + line) * mark)

    def _order(self, node: str) -> tuple[int, int, str]:
        facts = facts_of(self.graph, node)
        return ORDER[facts["type"]], facts["evidence"][0]["start"] or 0 if facts["evidence"] else 0, node
