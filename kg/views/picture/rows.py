"""Which encounters have a row of their own, and which are summed with others of their time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.views.fold import in_time, year_of
from kg.views.model import STATEMENT, Graph, facts_of, kind_of, of_kind
from kg.views.spine import leaning

_FEW = 3  # if fewer than one in so many had a row, none has
_YEAR = re.compile("[0-9]{4}")
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

Rows = dict[int, Counter[str]]  # how many statements by side, 0 for both or none, and kind
Said = dict[str, Rows]  # by encounter


@dataclass(frozen=True, slots=True)
class Group:
    """Encounters of one time: those with a row of their own, and those that are summed in one."""

    key: str  # 2019, 1996–2000, "" where the year is not known
    shown: tuple[str, ...]
    rest: tuple[str, ...] = ()


def groups(graph: Graph, most: int) -> list[Group]:
    """The encounters of a graph by year in at most so many rows, headings included.

    If they are too many, those of which most is reported have a row; if even these would be few, years have.
    """
    hubs = in_time(graph)
    years = by_year(graph, hubs)
    room = len(hubs) if len(hubs) + len(years) <= most else most - 2 * len(years)
    if room * _FEW < len(hubs):
        return [Group(key, (), members) for key, members in periods(years, most)]
    weight = Counter(facts_of(graph, node)["hub"] for node in of_kind(graph, STATEMENT))
    ranked = sorted(hubs, key=lambda hub: (-weight[hub], -int(graph.degree(hub)), hub))
    kept = set(ranked[:room])
    return [_group(key, members, kept) for key, members in years]


def by_year(graph: Graph, hubs: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Encounters by year; last, under "", those whose year is not known."""
    found: dict[str, list[str]] = {}
    for hub in hubs:
        year = year_of(graph, hub)
        found.setdefault(year if is_year(year) else "", []).append(hub)
    return [(year, tuple(found[year])) for year in sorted(found, key=lambda year: (not year, year))]


def is_year(text: str) -> bool:
    """Whether it is one: a store may hold dates that are none."""
    return bool(_YEAR.fullmatch(text))


def periods(years: Iterable[tuple[str, Sequence[str]]], most: int) -> list[tuple[str, tuple[str, ...]]]:
    """Things by year in at most so many periods of 1, 2, 5, 10… years; what has no year comes last."""
    dated = {int(year): members for year, members in years if year}
    undated = [("", tuple(members)) for year, members in years if not year]
    for step in _STEPS:
        made: dict[int, list[str]] = {}
        for year, members in sorted(dated.items()):
            made.setdefault(year - year % step, []).extend(members)
        if len(made) + len(undated) <= most:
            break
    return [(_span(year, min(year + step - 1, max(dated))), tuple(m)) for year, m in made.items()] + undated


def _span(first: int, last: int) -> str:
    return f"{first}–{last}" if last > first else str(first)


def said(graph: Graph, side: Mapping[str, int]) -> Said:
    """What was said at each encounter, by side and kind."""
    found: Said = {}
    for node in of_kind(graph, STATEMENT):
        facts = facts_of(graph, node)
        rows = found.setdefault(facts["hub"] or "", {})
        rows.setdefault(leaning(facts["sides"], side), Counter())[facts["type"]] += 1
    return found


def topics_at(graph: Graph) -> dict[str, Counter[str]]:
    """How often each topic came up at each encounter."""
    found: dict[str, Counter[str]] = {}
    for node in of_kind(graph, STATEMENT):
        facts = facts_of(graph, node)
        hub = facts["hub"] or ""
        found.setdefault(hub, Counter()).update(
            t for t in facts["topics"] if t in graph and kind_of(graph, t)
        )
    return found


def _group(key: str, members: tuple[str, ...], kept: set[str]) -> Group:
    rest = tuple(hub for hub in members if hub not in kept)
    if len(rest) == 1:  # the row that sums one would take the room that it does
        return Group(key, members)
    return Group(key, tuple(hub for hub in members if hub in kept), rest)
