"""What is too much for one picture, folded: encounters by year, the years that are too full by month.

Each period that is folded opens as a picture of its own, a scene, which shows what happened then and whom it
concerned. A graph that fits is one scene, and nothing in it is folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.views.model import (
    DOCUMENT,
    ENCOUNTER,
    OFFICIAL,
    POLITY,
    STATEMENT,
    Graph,
    facts_of,
    kind_of,
    of_kind,
    part,
)

MOST = 100  # encounters in one picture: beyond, their labels have no room on a laptop's screen
UNDATED = "undated"
_SLICE = 80  # of a period that no date divides further


@dataclass(frozen=True, slots=True)
class Cluster:
    """Some nodes drawn as one; `key` tells which: "2019", "2019-03", "rest/VN"."""

    key: str
    members: tuple[str, ...]

    @property
    def is_period(self) -> bool:
        """Whether it is encounters of one time; else it is what a list had no room for."""
        return not self.key.startswith("rest/")


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: a part of the graph, with its encounters folded into `periods` if there are any."""

    key: str  # "" is the whole
    up: str  # the key of the scene that this one opens from
    graph: Graph
    periods: tuple[Cluster, ...] = ()


def scenes(graph: Graph) -> list[Scene]:
    """The pictures that show `graph`: the whole first, then each period that opens."""
    hubs = in_time(graph)
    if len(hubs) <= MOST:
        return [Scene("", "", graph)]
    said: dict[str, list[str]] = {}
    for node in of_kind(graph, STATEMENT):
        said.setdefault(facts_of(graph, node)["hub"] or "", []).append(node)
    return list(_scenes(graph, graph, hubs, "", "", said))


def in_time(graph: Graph) -> list[str]:
    """Encounters, and the articles that report words said at none, from the earliest to the undated."""
    return sorted((*of_kind(graph, ENCOUNTER), *of_kind(graph, DOCUMENT)), key=lambda n: _when(graph, n))


def year_of(graph: Graph, hub: str) -> str:
    """The year of an encounter; "" where it is not known, though a day and a month may be."""
    first, last = _bounds(graph, hub)
    return first[:4] if first[:4] == last[:4] else ""


def month_of(graph: Graph, hub: str) -> str:
    """The month of an encounter as 2019-03; 2019-00 where only the year is known."""
    first, last = _bounds(graph, hub)
    year = year_of(graph, hub)
    return first[:7] if first[:7] == last[:7] else f"{year}-00" if year else ""


def _scenes(
    whole: Graph, graph: Graph, hubs: Sequence[str], key: str, up: str, said: dict[str, list[str]]
) -> Iterator[Scene]:
    if len(hubs) <= MOST:
        yield Scene(key, up, graph)
        return
    periods = _split(graph, hubs, key)
    yield Scene(key, up, graph, periods)
    for period in periods:
        inner = part(whole, _concerned(whole, period.members, said))
        yield from _scenes(whole, inner, period.members, period.key, key, said)


def _split(graph: Graph, hubs: Sequence[str], key: str) -> tuple[Cluster, ...]:
    """The encounters of a period in shorter ones: years, then months, then so many at a time."""
    if not key:
        groups = groupby(hubs, key=lambda n: year_of(graph, n) or UNDATED)
    elif len(key) == len("2019") and key != UNDATED:
        groups = groupby(
            sorted(hubs, key=lambda n: (month_of(graph, n), _when(graph, n))), lambda n: month_of(graph, n)
        )
    else:
        pieces = [hubs[start : start + _SLICE] for start in range(0, len(hubs), _SLICE)]
        return tuple(Cluster(f"{key}~{number}", tuple(piece)) for number, piece in enumerate(pieces, 1))
    return tuple(Cluster(name, tuple(members)) for name, members in groups)


def _concerned(graph: Graph, hubs: Sequence[str], said: dict[str, list[str]]) -> set[str]:
    """Some encounters with what was said there, and the people, polities and topics that it names."""
    statements = [s for hub in hubs for s in said.get(hub, ())]
    kept = {*hubs, *statements}
    for node in (*hubs, *statements):
        kept.update(
            n for n in (*graph.predecessors(node), *graph.successors(node)) if not _is_hub_or_said(graph, n)
        )
    people = [n for n in kept if kind_of(graph, n) == OFFICIAL]
    kept.update(p for n in people for p in graph.predecessors(n) if kind_of(graph, p) == POLITY)
    return kept


def _is_hub_or_said(graph: Graph, node: str) -> bool:
    return kind_of(graph, node) in (STATEMENT, ENCOUNTER, DOCUMENT)


def _bounds(graph: Graph, hub: str) -> tuple[str, str]:
    facts = facts_of(graph, hub)
    first, last = facts.get("earliest"), facts.get("latest")
    return str(first or last or ""), str(last or first or "")


def _when(graph: Graph, hub: str) -> tuple[bool, str, str, str]:
    first, last = _bounds(graph, hub)
    return not year_of(graph, hub), first or "9999", last, hub
