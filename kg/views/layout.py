"""Where everything stands: the two sides left and right, encounters down the middle in the order of time.

    officials of one side | topics | encounters, between what each side said | topics | the other side

The page is only a window on these positions: nothing is simulated in the browser, so nothing moves.
One unit is one pixel of a laptop's screen when the page opens, so that what is written beside a thing, which
does not grow and shrink with the picture, has the room it is given here. Same graph in, same numbers out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.views import margins, spine
from kg.views.fold import Cluster, Scene
from kg.views.model import Graph
from kg.views.sides import divide

Point = tuple[float, float]
Box = tuple[float, float, float, float]

WIDTH, HEIGHT = 1060, 740  # of the canvas in a laptop's window, which the whole should fill
NAMES, TOPICS = 176, 150  # the columns of officials and of topics, with what is written beside them
MIDDLE = WIDTH - 2 * (NAMES + TOPICS)


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions, the frames behind them, and how far it all reaches, labels included."""

    at: dict[str, Point]  # of nodes, and of clusters by their keys
    clusters: tuple[Cluster, ...]
    sectors: tuple[tuple[str | None, int, Box], ...]  # polity (None: not stated), side, box
    years: tuple[tuple[str, float], ...]  # a period's key and the height at which it begins; "" is undated
    spine: tuple[float, float]
    bounds: Box
    side: dict[str, int]
    row: float  # the pitch of officials
    cell: float  # the pitch of encounters in a row, or the height of a folded period
    terse: bool  # whether encounters have room for one line only
    mark: float  # the pitch of statements


def compute(graph: Graph, focus: str | None = None) -> Layout:
    """Lay a whole graph out, unfolded; `focus` (or its polity) stands on the left."""
    return compute_scene(Scene("", "", graph), divide(graph, focus), focus)


def compute_scene(scene: Scene, side: Mapping[str, int], focus: str | None = None) -> Layout:
    """Lay a scene out; `side` tells on which side each polity stands."""
    graph = scene.graph
    here = {polity: where for polity, where in side.items() if polity in graph}
    middle = spine.place(scene, here, MIDDLE, HEIGHT)
    height = max(HEIGHT, middle.height)
    at, clusters = dict(middle.at), list(scene.periods)
    topics = margins.topics(graph, here, MIDDLE / 2, height)
    people = margins.officials(graph, here, MIDDLE / 2 + TOPICS, NAMES, height, focus)
    for column in (topics, people):
        at |= column.at
        clusters += column.clusters
    bottom = max([height, *(box[3] for _, _, box in people.sectors)])
    return Layout(
        {name: (round(x, 1), round(y, 1)) for name, (x, y) in sorted(at.items())},
        tuple(clusters),
        tuple(people.sectors),
        tuple((key, round(y, 1)) for key, y in middle.years),
        (-MIDDLE / 2, MIDDLE / 2),
        (-WIDTH / 2, -6.0, WIDTH / 2, round(bottom, 1)),
        here,
        people.pitch,
        middle.cell,
        middle.terse,
        middle.mark,
    )
