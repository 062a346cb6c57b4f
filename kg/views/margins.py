"""Both sides of the picture: topics beside the middle, outside them polities with their officials by office.

Each column has a screen's height; what has no room in it is folded into one entry, the least active first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.views.fold import Cluster
from kg.views.model import OFFICIAL, STATEMENT, TOPIC, Graph, facts_of, kind_of, of_kind
from kg.views.offices import rank
from kg.views.sides import LEFT, RIGHT, home
from kg.views.spine import leaning

ROW, AIR = 16.0, 2.2  # officials: the least pitch, and how many times it where there is room
HEAD, BREAK = 21.0, 9.0  # room for the polity, and between polities
TOPIC_ROW, MOST_TOPIC_ROW = 17.0, 34.0  # topics: the least pitch and the most
_FIRST = 3  # officials that every polity is given, while there is room, before one gets more
_BIG = 3  # officials that the foremost polity of a side gets for each of another's

Point = tuple[float, float]
Group = tuple[str | None, list[str]]
Sector = tuple[str | None, int, tuple[float, float, float, float]]


@dataclass(slots=True)
class Column:
    """Positions in one kind of column, on both sides."""

    at: dict[str, Point] = field(default_factory=dict)
    clusters: list[Cluster] = field(default_factory=list)
    sectors: list[Sector] = field(default_factory=list)
    pitch: float = ROW * AIR


# ---------------------------------------------------------------- topics
def topics(graph: Graph, side: Mapping[str, int], inner: float, height: float) -> Column:
    """Each topic beside the side that raises it more, the most discussed on top."""
    column = Column()
    said = {n: _statements(graph, n) for n in of_kind(graph, TOPIC)}
    for where, nodes in _beside(graph, side, said).items():
        nodes.sort(key=lambda n: (-len(said[n]), n))
        room = int(height // TOPIC_ROW)
        shown, rest = (nodes, []) if len(nodes) <= room else (nodes[: room - 1], nodes[room - 1 :])
        names = list(shown)
        if rest:
            column.clusters.append(Cluster(f"rest/topics/{where}", tuple(rest)))
            names.append(column.clusters[-1].key)
        pitch = min(MOST_TOPIC_ROW, height / max(1, len(names)))
        top = (height - pitch * len(names)) / 2
        column.at |= {
            name: (where * (inner + 16), top + (row + 0.5) * pitch) for row, name in enumerate(names)
        }
    return column


def _beside(graph: Graph, side: Mapping[str, int], said: Mapping[str, list[str]]) -> dict[int, list[str]]:
    """Topics by side; even ones where there is more room."""
    placed: dict[int, list[str]] = {LEFT: [], RIGHT: []}
    lean = {n: sum(leaning(facts_of(graph, s)["sides"], side) for s in found) for n, found in said.items()}
    for node in sorted(lean, key=lambda n: (-abs(lean[n]), n)):
        roomier = LEFT if len(placed[LEFT]) <= len(placed[RIGHT]) else RIGHT
        crowded = abs(len(placed[LEFT]) - len(placed[RIGHT])) > 6
        placed[roomier if crowded or not lean[node] else (LEFT if lean[node] < 0 else RIGHT)].append(node)
    return placed


def _statements(graph: Graph, topic: str) -> list[str]:
    return sorted(n for n in graph.predecessors(topic) if kind_of(graph, n) == STATEMENT)


# ---------------------------------------------------------------- officials
def officials(
    graph: Graph, side: Mapping[str, int], inner: float, width: float, height: float, focus: str | None
) -> Column:
    """The polities of each side with their officials by office, the most active polity first."""
    column = Column()
    for where in (LEFT, RIGHT):
        found = groups(graph, side, where)
        quota = _quota(found, height)
        shown = [group for group in found if group[0] in quota]
        hidden = [group for group in found if group[0] not in quota]
        lists = [(polity, *parted(graph, people, quota[polity], focus)) for polity, people in shown]
        lines = sum(len(kept) + bool(rest) for _, kept, rest in lists)
        bare = len(lists) * (HEAD + BREAK) + bool(hidden) * HEAD
        pitch = min(ROW * AIR, max(ROW, (height - bare) / lines)) if lines else ROW * AIR
        column.pitch = min(column.pitch, pitch)
        x = inner + 10
        y = max(0.0, (height - bare - lines * pitch) / 2)
        for polity, kept, rest in lists:
            top = y
            if polity:
                column.at[polity] = (where * x, y + HEAD / 2)
            names = list(kept)
            if rest:
                column.clusters.append(Cluster(f"rest/{polity or where}", tuple(rest)))
                names.append(column.clusters[-1].key)
            for row, name in enumerate(names):
                column.at[name] = (where * x, y + HEAD + (row + 0.5) * pitch)
            y += HEAD + len(names) * pitch
            left, right = sorted((where * (x - 11), where * (inner + width)))
            column.sectors.append((polity, where, (left, round(top, 1), right, round(y + 3, 1))))
            y += BREAK
        if hidden:
            members = tuple(n for polity, people in hidden for n in (*([polity] if polity else []), *people))
            column.clusters.append(Cluster(f"rest/polities/{where}", members))
            column.at[column.clusters[-1].key] = (where * x, y + HEAD / 2)
    return column


def groups(graph: Graph, side: Mapping[str, int], where: int) -> list[Group]:
    """The polities of a side with their officials, the most active polity first."""
    members: dict[str | None, list[str]] = {p: [] for p, at in side.items() if at == where}
    for node in of_kind(graph, OFFICIAL):
        polity = home(graph, node)
        if polity is None and where == RIGHT:
            members.setdefault(None, []).append(node)
        elif polity in members:
            members[polity].append(node)
    weight = {p: int(graph.degree(p)) if p else 0 for p in members}
    return sorted(members.items(), key=lambda g: (g[0] is None, -weight[g[0]], g[0] or ""))


def _quota(groups: list[Group], height: float) -> dict[str | None, int]:
    """How many officials of each polity have room; polities that are not in it have none themselves."""
    if sum(HEAD + BREAK + len(people) * ROW for _, people in groups) <= height:
        return {polity: len(people) for polity, people in groups}
    left = height - HEAD
    quota: dict[str | None, int] = {}
    for polity, people in groups:
        need = HEAD + BREAK + ROW * (min(_FIRST, len(people)) + (len(people) > _FIRST))
        if need > left and quota:
            break
        quota[polity] = min(_FIRST, len(people))
        left -= need
    for polity in turns(groups, quota):
        if left < ROW:
            break
        quota[polity] += 1
        left -= ROW
    return quota


def turns(groups: list[Group], quota: dict[str | None, int]) -> Iterator[str | None]:
    """Whose official is next to be given room; the foremost polity is asked more often."""
    while any(len(people) > quota.get(polity, len(people)) for polity, people in groups):
        for place, (polity, people) in enumerate(groups):
            for _ in range(_BIG if place == 0 else 1):
                if polity in quota and quota[polity] < len(people):
                    yield polity


def parted(graph: Graph, people: list[str], most: int, focus: str | None) -> tuple[list[str], list[str]]:
    """Those that are shown, by office, and the others."""
    active = sorted(people, key=lambda n: (n != focus, -int(graph.degree(n)), n))
    shown, rest = active[:most], active[most:]
    if len(rest) == 1:  # the entry for one would take the room that he does
        shown, rest = active, []
    return sorted(shown, key=lambda n: _protocol(graph, n)), sorted(rest, key=lambda n: _protocol(graph, n))


def _protocol(graph: Graph, node: str) -> tuple[int, int, str]:
    return rank(facts_of(graph, node).get("offices", ())), -int(graph.degree(node)), node
