"""Where everything stands: the two sides left and right, encounters down the middle in the order of time.

    officials of one side | topics | encounters, between what each side said | topics | the other side

Many encounters stand in rows, read like a text: left to right, then down; a year begins a row.

The page is only a window on these positions: nothing is simulated in the browser, so nothing moves.
One unit is one CSS pixel at scale 1. Same graph in, same numbers out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from kg.views.model import (
    DOCUMENT,
    ENCOUNTER,
    OFFICIAL,
    STATEMENT,
    TOPIC,
    Graph,
    facts_of,
    kind_of,
    of_kind,
)
from kg.views.offices import rank
from kg.views.sides import LEFT, RIGHT, divide, home
from kg.views.style import ORDER

SCREEN = (1080, 740)  # the canvas of a laptop's window, which the whole should fill
MARK, PER_LINE = 14, 7  # pitch of statements, and how many stand in a line
CELL, LABEL, GAP = 250, 36, 20  # an encounter: width, room above for its label, space below
ROW, HEAD, BREAK = 36, 64, 36  # officials: pitch, room for the polity, space between polities
NAME_WIDTH, TOPIC_WIDTH, TOPIC_ROW = 205, 165, 30
MARGIN = 84  # between the middle and the topics, where the years are written
MOST_TRACKS = 24
MOST_AIR = 2.2  # how far rows are drawn apart, at most, where a screen has the height

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions, the frames behind them, and how far it all reaches, labels included."""

    at: dict[str, Point]
    sectors: tuple[tuple[str | None, int, Box], ...]  # polity (None: not stated), side, box
    years: tuple[tuple[str, float], ...]  # year and the height at which it begins; "" is undated
    spine: tuple[float, float]
    bounds: Box
    side: dict[str, int]
    row: float  # the least pitch of officials


def compute(graph: Graph, focus: str | None = None) -> Layout:
    """Lay `graph` out; `focus` (or its polity) stands on the left."""
    return _Plan(graph, focus).layout()


class _Plan:
    """One layout in the making."""

    def __init__(self, graph: Graph, focus: str | None) -> None:
        self.graph = graph
        self.side = divide(graph, focus)
        self.air, self.row = 1.0, ROW * MOST_AIR
        self.at: dict[str, Point] = {}
        self.said: dict[str, dict[int, list[str]]] = {}
        for node in of_kind(self.graph, STATEMENT):
            self.said.setdefault(facts_of(graph, node)["hub"] or "", {}).setdefault(
                self._leaning(node), []
            ).append(node)
        self.hubs = sorted((*of_kind(self.graph, ENCOUNTER), *of_kind(self.graph, DOCUMENT)), key=self._when)
        self.groups = {side: self._group(side) for side in (LEFT, RIGHT)}
        self.topics = self._topics()

    def layout(self) -> Layout:
        tracks = min(
            range(1, min(MOST_TRACKS, len(self.hubs)) + 1), key=lambda k: (self._misfit(k), k), default=1
        )
        width, height = self._size(tracks)
        self.air = min(MOST_AIR, max(1.0, width * SCREEN[1] / SCREEN[0] / height))
        height = self._spine(tracks)
        half = tracks * CELL / 2
        years = tuple(self._years())
        edge, sectors = half, []
        inner = half + max(self._place_topics(side, half, height) for side in (LEFT, RIGHT))
        for side in (LEFT, RIGHT):
            boxes, outer = self._place_officials(side, inner, height)
            sectors.extend(boxes)
            edge = max(edge, outer)
        top = min((box[1] for _, _, box in sectors), default=0.0)
        bottom = max((box[3] for _, _, box in sectors), default=height)
        bounds = (-edge, min(-LABEL, top), edge, max(height, bottom))
        at = {n: (round(x, 1), round(y, 1)) for n, (x, y) in sorted(self.at.items())}
        return Layout(at, tuple(sectors), years, (-half, half), bounds, self.side, self.row)

    # ------------------------------------------------------------ the middle
    def _spine(self, tracks: int) -> float:
        """Place encounters in rows of so many, read like a text; a year begins a row. Return the height."""
        y = 0.0
        for row in self._rows(tracks):
            above, below = self._row_extent(row)
            for place, node in enumerate(row):
                self.at[node] = ((place - (min(tracks, len(self.hubs)) - 1) / 2) * CELL, y + above)
                self._place_statements(node, *self.at[node])
            y += above + below
        return y

    def _rows(self, tracks: int) -> Iterator[list[str]]:
        for _, year in groupby(self.hubs, key=self._year):
            nodes = list(year)
            for start in range(0, len(nodes), tracks):
                yield nodes[start : start + tracks]

    def _row_extent(self, row: list[str]) -> tuple[float, float]:
        extents = [self._extent(node) for node in row]
        return max(above for above, _ in extents), max(below for _, below in extents)

    def _extent(self, node: str) -> tuple[float, float]:
        said = self.said.get(node, {})
        lines = max(ceil(len(said.get(s, ())) / PER_LINE) for s in (LEFT, RIGHT))
        joint = ceil(len(said.get(0, ())) / PER_LINE)
        return LABEL + 1.5 * MARK, max(MARK + joint * MARK, (lines - 0.5) * MARK) + GAP * self.air**2

    def _place_statements(self, hub: str, x: float, y: float) -> None:
        """What each side said stands on its side of the encounter, what both said below it."""
        for side, nodes in self.said.get(hub, {}).items():
            nodes.sort(key=self._statement_order)
            for place, node in enumerate(nodes):
                line, column = divmod(place, PER_LINE)
                if side:
                    self.at[node] = (x + side * (28 + column * MARK), y + line * MARK)
                else:
                    width = min(PER_LINE, len(nodes) - line * PER_LINE)
                    self.at[node] = (x + (column - (width - 1) / 2) * MARK, y + 26 + line * MARK)

    def _years(self) -> Iterator[tuple[str, float]]:
        """Each year with the height at which it begins."""
        for year, nodes in groupby(self.hubs, key=self._year):
            yield year, round(self.at[next(nodes)][1] - LABEL - MARK, 1)

    def _year(self, node: str) -> str:
        facts = facts_of(self.graph, node)
        return str(facts.get("earliest") or facts.get("latest") or "")[:4]

    # ------------------------------------------------------------ the sides
    def _place_topics(self, side: int, half: float, height: float) -> float:
        """Place a side's topics beside the spine, each level with where it came up; return the room taken."""
        topics = self.topics[side]
        if not topics:
            return 40.0
        columns = _columns(len(topics) * TOPIC_ROW, height)
        rows = ceil(len(topics) / columns)
        pitch = min(max(TOPIC_ROW, height / rows), 4 * TOPIC_ROW)
        top = (height - pitch * (rows - 1)) / 2
        for place, node in enumerate(sorted(topics, key=lambda n: (self._level(n), n))):
            row, column = divmod(place, columns)
            self.at[node] = (side * (half + MARGIN + column * TOPIC_WIDTH), top + row * pitch)
        return MARGIN + columns * TOPIC_WIDTH

    def _place_officials(
        self, side: int, inner: float, height: float
    ) -> tuple[list[tuple[str | None, int, Box]], float]:
        groups = self.groups[side]
        columns = _columns(_tall(groups, 1, 1), height + 2 * HEAD)
        one = _tall(groups, columns, 1)
        air = min(MOST_AIR, max(1.0, (height + HEAD) / one)) if one else 1.0
        self.row = min(self.row, ROW * air)
        y, boxes = (height - _tall(groups, columns, air)) / 2, []
        x0 = inner + 50
        outer = x0 + columns * NAME_WIDTH
        for polity, people in groups:
            tall = _group_height(len(people), columns, air)
            if polity:
                self.at[polity] = (side * x0, y + HEAD / 2)
            for place, node in enumerate(people):
                row, column = divmod(place, columns)
                self.at[node] = (side * (x0 + column * NAME_WIDTH), y + HEAD + (row + 0.5) * ROW * air)
            left, right = sorted((side * (x0 - 26), side * outer))
            boxes.append((polity, side, (left, round(y, 1), right, round(y + tall, 1))))
            y += tall + BREAK
        return boxes, outer

    def _group(self, side: int) -> list[tuple[str | None, list[str]]]:
        """The polities of a side with their officials by office, the busiest polity first."""
        members: dict[str | None, list[str]] = {p: [] for p, where in self.side.items() if where == side}
        for node in of_kind(self.graph, OFFICIAL):
            polity = home(self.graph, node)
            if polity is None and side == RIGHT:
                members.setdefault(None, []).append(node)
            elif polity in members:
                members[polity].append(node)
        for people in members.values():
            people.sort(key=self._protocol)
        return sorted(members.items(), key=lambda g: (g[0] is None, -self._weight(g[0]), g[0] or ""))

    def _topics(self) -> dict[int, list[str]]:
        """Each topic beside the side that raises it more; even ones where there is more room."""
        placed: dict[int, list[str]] = {LEFT: [], RIGHT: []}
        leaning = {n: sum(self._leaning(s) for s in self._statements(n)) for n in of_kind(self.graph, TOPIC)}
        for node in sorted(leaning, key=lambda n: (-abs(leaning[n]), n)):
            roomier = LEFT if len(placed[LEFT]) <= len(placed[RIGHT]) else RIGHT
            crowded = abs(len(placed[LEFT]) - len(placed[RIGHT])) > 6
            lean = leaning[node]
            placed[roomier if crowded or not lean else (LEFT if lean < 0 else RIGHT)].append(node)
        return placed

    # ------------------------------------------------------------ measures
    def _misfit(self, tracks: int) -> float:
        """How much larger than the screen the whole is with so many tracks."""
        width, height = self._size(tracks)
        return max(width / SCREEN[0], height / SCREEN[1])

    def _size(self, tracks: int) -> tuple[float, float]:
        """Width and height with so many tracks, before rows are drawn apart."""
        height = sum(sum(self._row_extent(row)) for row in self._rows(tracks)) or 1.0
        width = float(tracks * CELL)
        for side in (LEFT, RIGHT):
            width += MARGIN + 50 + _columns(len(self.topics[side]) * TOPIC_ROW, height) * TOPIC_WIDTH
            people = _tall(self.groups[side], 1, 1)
            columns = _columns(people, height + 2 * HEAD)
            width += columns * NAME_WIDTH
            height = max(height, people / columns)
        return width, height

    def _weight(self, node: str | None) -> int:
        return int(self.graph.degree(node)) if node else 0

    def _leaning(self, statement: str) -> int:
        """The side on which a statement stands; 0 where both speak or nobody is named."""
        where = {self.side[p] for p in facts_of(self.graph, statement)["sides"] if p in self.side}
        return where.pop() if len(where) == 1 else 0

    def _statements(self, topic: str) -> list[str]:
        return sorted(n for n in self.graph.predecessors(topic) if kind_of(self.graph, n) == STATEMENT)

    def _level(self, topic: str) -> float:
        """The mean height of where a topic came up."""
        heights = [self.at[s][1] for s in self._statements(topic) if s in self.at]
        return sum(heights) / len(heights) if heights else 0.0

    def _when(self, node: str) -> tuple[str, str, str]:
        facts = facts_of(self.graph, node)
        first = facts.get("earliest") or facts.get("latest") or "9999"
        return str(first), str(facts.get("latest") or first), node

    def _protocol(self, node: str) -> tuple[int, int, str]:
        return rank(facts_of(self.graph, node).get("offices", ())), -self._weight(node), node

    def _statement_order(self, node: str) -> tuple[int, int, str]:
        facts = facts_of(self.graph, node)
        return ORDER[facts["type"]], facts["evidence"][0]["start"] or 0 if facts["evidence"] else 0, node


def _columns(tall: float, height: float) -> int:
    """In how many columns a list stands beside a spine of this height."""
    return max(1, ceil(tall / max(height, SCREEN[1])))


def _tall(groups: list[tuple[str | None, list[str]]], columns: int, air: float) -> float:
    return sum(_group_height(len(people), columns, air) + BREAK for _, people in groups) - BREAK


def _group_height(people: int, columns: int, air: float) -> float:
    return HEAD + ceil(people / columns) * ROW * air + ROW / 3
