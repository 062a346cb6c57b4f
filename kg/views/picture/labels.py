"""What is written beside things in a picture, and where: the important first, none over another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.views import dates
from kg.views.fold import Scene
from kg.views.layout import Box, Layout
from kg.views.model import DOCUMENT, ENCOUNTER, OFFICIAL, POLITY, STATEMENT, TOPIC, Graph, in_language
from kg.views.picture.text import clean, shorten, width
from kg.views.shell import strings
from kg.views.sides import home

_RANK = {POLITY: 0, ENCOUNTER: 1, DOCUMENT: 2, OFFICIAL: 2, TOPIC: 3}
_ROOM = {POLITY: 150, OFFICIAL: 150, TOPIC: 112}
_LINE = 1.22  # of a size
_YEAR = re.compile(r"(?<=\S)[ /,]+\d{4}(?:–\d{4})?$|^(?:≈ )?\d{4}(?:–\d{4})?$")


@dataclass(frozen=True, slots=True)
class Written:
    """One line: where its middle (or its beginning or end) stands, and how it looks."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    bold: bool = False
    soft: bool = False


class Labels:
    """Labels for a scene; sizes are radii."""

    def __init__(self, scene: Scene, layout: Layout, sizes: Mapping[str, float], lang: str) -> None:
        self._graph: Graph = scene.graph
        self._layout, self._sizes, self._lang = layout, sizes, lang
        self._raised = Counter(
            topic
            for _, data in scene.graph.nodes(data=True)
            if data["kind"] == STATEMENT
            for topic in data["facts"]["topics"]
        )
        met = Counter(
            polity
            for _, data in scene.graph.nodes(data=True)
            if data["kind"] == ENCOUNTER
            for polity in data["facts"]["parties"]
        )
        self._main = min(met, key=lambda p: (-met[p], p), default=None)  # need not be named at each encounter
        self._taken: list[Box] = []

    def written(self) -> Iterator[Written]:
        """Every line that has room."""
        shown = [node for node in self._layout.at if node in self._graph and self._kind(node) in _RANK]
        shown.sort(key=lambda n: (_RANK[self._kind(n)], -self._graph.degree(n), n))
        for node in shown:
            x, y = self._layout.at[node]
            r = self._sizes[node]
            self._taken.append((x - r, y - r, x + r, y + r))
        for place, node in enumerate(shown):
            own = self._taken[place]
            lines = [line for line in self._lines(node) if line[0]]
            yield from self._place(node, lines, own) or (
                self._place(node, lines[:1], own) if len(lines) > 1 else ()
            )

    def _kind(self, node: str) -> str:
        return str(self._graph.nodes[node]["kind"])

    # ------------------------------------------------------------ words
    def _lines(self, node: str) -> list[tuple[str, float, bool, bool]]:
        """(text, size, bold, soft) of each line of a label."""
        data, facts = self._graph.nodes[node], self._graph.nodes[node]["facts"]
        name = clean(in_language(data["label"], self._lang)) or node.rsplit("/", 1)[-1]
        match data["kind"]:
            case "polity":
                return [(name, 14, True, False)]
            case "official":
                office = (facts.get("offices") or [{"label": {"": ""}}])[0]["label"]
                second = (
                    []
                    if self._layout.row < 27
                    else [(clean(in_language(office, self._lang)), 10.5, False, True)]
                )
                return [(name, 12, True, False), *second]
            case "encounter":
                words = strings(self._lang)
                day = _YEAR.sub("", dates.when(facts, self._lang))  # the row tells the year
                what = words[facts["type"]] + (f" ({words[facts['status']]})" if facts["status"] else "")
                whose = "–".join(sorted(clean(self._code(p)) for p in self._others(facts))[:3])
                if self._layout.terse or not day:
                    return [(f"{day} {whose}".strip() or what, 10.5, True, False)]
                return [(day, 11, True, False), (f"{whose} {what}" if whose else what, 10.5, False, True)]
            case "topic":
                return [(name, 11.5, False, False)]
        return [(name, 11, False, True)]

    def _others(self, facts: Mapping[str, object]) -> list[str]:
        """Whose an encounter is, where the picture has more than two polities."""
        if len(self._layout.sectors) <= 2:
            return []
        people = facts["participants"]
        homes = (
            [home(self._graph, one) for one in people if one in self._graph]
            if isinstance(people, list)
            else []
        )
        parties = facts["parties"] if isinstance(facts["parties"], list) else []
        found = sorted({p for p in [*homes, *parties] if p})
        return [p for p in found if p != self._main] if len(found) > 1 else found

    def _code(self, polity: str) -> str:
        return (
            str(self._graph.nodes[polity]["facts"].get("id") or polity.rsplit("/", 1)[-1])
            if polity in self._graph
            else ""
        )

    # ------------------------------------------------------------ places
    def _place(self, node: str, lines: list[tuple[str, float, bool, bool]], own: Box) -> tuple[Written, ...]:
        """The lines beside their thing, outwards, above it in the middle; none where they have no room."""
        kind = self._kind(node)
        (x, y), r = self._layout.at[node], self._sizes[node]
        room = _ROOM.get(kind) or max(36.0, self._layout.cell - 5)
        count = f" {self._raised[node]}" if self._raised[node] else ""
        cut = [(shorten(text, room, size, bold, count), size, bold, soft) for text, size, bold, soft in lines]
        wide = max(width(text, size, bold) for text, size, bold, _ in cut)
        tall = sum(size * _LINE for _, size, _, _ in cut)
        side = 0 if kind in (ENCOUNTER, DOCUMENT) else -1 if x < 0 else 1
        at = x + side * (r + 5)
        left = at if side > 0 else at - wide if side < 0 else at - wide / 2
        top = y - tall / 2 if side else y - r - tall - 1
        box = (left - 1, top, left + wide + 1, top + tall)
        if any(
            o is not own and box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3]
            for o in self._taken
        ):
            return ()
        self._taken.append(box)
        anchor = ("middle", "start", "end")[side]
        made = []
        for text, size, bold, soft in cut:
            top += size * _LINE
            made.append(Written(text, at, top - size * 0.3, size, anchor, bold, soft))
        return tuple(made)
