"""Topics under the picture: how often each was raised, and by which side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import ceil

from kg.views.model import STATEMENT, TOPIC, Graph, facts_of, in_language, of_kind
from kg.views.picture.fonts import width
from kg.views.picture.marks import mark
from kg.views.picture.sheet import LEFT, RIGHT, SMALL, SOFT, Sheet
from kg.views.picture.text import clean, wrap
from kg.views.picture.words import number, words
from kg.views.sides import LEFT as LEFTWARDS
from kg.views.sides import RIGHT as RIGHTWARDS
from kg.views.spine import leaning

SHADES = {LEFTWARDS: "#4f81b5", 0: "#a4abb5", RIGHTWARDS: "#c08a35"}
WORDS = {LEFTWARDS: "saidLeft", 0: "saidBoth", RIGHTWARDS: "saidRight"}
_COLUMNS, _ROW, _HEAD = 3, 14.5, 22.0
_WIDE = (RIGHT - LEFT) / _COLUMNS
_BAR, _NUMBER = 40.0, 26.0
_NAME = _WIDE - _BAR - _NUMBER - 30

Raised = Counter[int]


class Topics:
    """The block of topics: at most so many rows of three."""

    def __init__(self, graph: Graph, side: Mapping[str, int], lang: str, rows: int) -> None:
        self._graph, self._lang = graph, lang
        self._raised: dict[str, Raised] = {topic: Counter() for topic in of_kind(graph, TOPIC)}
        for node in of_kind(graph, STATEMENT):
            facts = facts_of(graph, node)
            for topic in facts["topics"]:
                if topic in self._raised:
                    self._raised[topic][leaning(facts["sides"], side)] += 1
        ranked = sorted(self._raised, key=lambda t: (-self._raised[t].total(), t))
        self.all = len(ranked)
        self._shown = ranked[: rows * _COLUMNS]
        self._names = [wrap(self._name(topic), _NAME, SMALL) for topic in self._shown]

    @property
    def shown(self) -> int:
        """How many topics it has."""
        return len(self._shown)

    @property
    def tall(self) -> float:
        """How much room it takes."""
        return _HEAD + 8 + max(sum(column) for column in self._heights()) if self._shown else 0.0

    def draw(self, sheet: Sheet) -> None:
        """Draw it at the end of the sheet."""
        if not self._shown:
            return
        sheet.y += 8
        self._heading(sheet)
        top, most = sheet.y + _HEAD, max(1, self._raised[self._shown[0]].total())
        heights = self._heights()
        places = ((c, row) for c, column in enumerate(heights) for row in range(len(column)))
        for topic, name, (column, row) in zip(self._shown, self._names, places, strict=True):
            y = top + sum(heights[column][:row])
            self._topic(sheet, topic, name, LEFT + column * _WIDE, y, most)
        sheet.y = top + max(sum(column) for column in heights)

    def _heading(self, sheet: Sheet) -> None:
        text = words(self._lang)["topicsBy"]
        sheet.line(LEFT, sheet.y, RIGHT, sheet.y, stroke=SOFT, stroke_width="0.6")
        y = sheet.y + 14
        sheet.text(LEFT, y, text, SMALL, bold=True)
        x = LEFT + width(text, SMALL, True) + 10
        for where, shade in SHADES.items():
            word = words(self._lang)[WORDS[where]]
            sheet.rect(x, y - 7.5, 9, 8, fill=shade)
            sheet.text(x + 13, y, word, SMALL)
            x += width(word, SMALL) + 26

    def _topic(self, sheet: Sheet, topic: str, name: list[str], x: float, y: float, most: int) -> None:
        middle = y + _ROW / 2
        mark(sheet, TOPIC, x + 5, middle, 4)
        for row, line in enumerate(name):
            sheet.text(x + 13, middle + 3.8 + row * 12.5, line, SMALL, whole=self._name(topic))
        raised = self._raised[topic]
        many = number(raised.total(), self._lang)
        sheet.text(x + 13 + _NAME + _NUMBER, middle + 3.8, many, SMALL, "end")
        at = x + 13 + _NAME + _NUMBER + 4
        for where, shade in SHADES.items():
            wide = raised[where] / most * _BAR
            if wide:
                sheet.rect(at, middle - 4, wide, 8, fill=shade)
                at += wide

    def _heights(self) -> list[list[float]]:
        """Of each topic, by columns."""
        rows = ceil(len(self._shown) / _COLUMNS)
        tall = [_ROW + (len(name) - 1) * 12.5 for name in self._names]
        return [tall[start : start + rows] for start in range(0, len(tall), rows)]

    def _name(self, topic: str) -> str:
        name = clean(in_language(self._graph.nodes[topic]["label"], self._lang))
        return name or clean(topic.rsplit("/", 1)[-1])
