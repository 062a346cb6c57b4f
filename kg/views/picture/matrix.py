"""The matrix for a paper: statements by topic and year or side, each number over a strip of its kinds.

As on the page, columns are years, or sides where most statements have no year that is sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.views.choice import Chosen
from kg.views.fold import year_of
from kg.views.model import STATEMENT, TOPIC, Graph, facts_of, of_kind
from kg.views.picture import frame
from kg.views.picture.fonts import width
from kg.views.picture.frame import Count
from kg.views.picture.marks import strip
from kg.views.picture.names import Names
from kg.views.picture.rows import is_year, periods
from kg.views.picture.sheet import INK, LEFT, LINE, PAPER, RIGHT, SMALL, SOFT, TALLEST, Sheet
from kg.views.picture.text import balance, wrap
from kg.views.picture.words import number, words

_NAME = 160.0  # the column of topics
_LEAST, _MOST = 27.0, 110.0  # the width of a column
_LINE, _ROW = 12.5, 19.0  # heights: of a line of words, of a row with one
_NOTES = 76.0
_TINTS = ((255, 255, 255), (158, 190, 226))  # of the least and of the most

_REST = ("unsure", "undated", "others", "other")  # columns of what has no place among the others
_BOTH = "joint"
_SIDES = 10  # with a column of their own
_HEADS = {"unsure": "yearUnsure", "other": "sideUnknown", "others": "otherSides"}

Cells = dict[str, Counter[str]]  # by column: kinds of statements


@dataclass(slots=True)
class Row:
    """A topic, or several, with what was said on it."""

    name: list[str]
    cells: Cells = field(default_factory=dict)

    @property
    def all(self) -> int:
        """How many statements it has."""
        return sum(kinds.total() for kinds in self.cells.values())

    @property
    def tall(self) -> float:
        """Its height."""
        return _ROW + _LINE * (len(self.name) - 1)


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement: its kind, the column in which it stands, its topics."""

    kind: str
    column: str
    topics: tuple[str, ...]


def draw(chosen: Chosen) -> str:
    """What was chosen, as an SVG document."""
    sheet, lang = Sheet(chosen.choice.lang), chosen.choice.lang
    years = [_year(chosen.graph, node) for node in of_kind(chosen.graph, STATEMENT)]
    by_side = 2 * sum(year in _REST for year in years) > len(years)
    legend = frame.head(sheet, chosen, "matrixBySide" if by_side else "matrixWhat")
    sheet.y -= 17  # things have no marks here
    said = list(_statements(chosen, by_side))
    names = Names(chosen.graph, lang, chosen.source.others)
    table = _Table(names, said, lang, TALLEST - sheet.y - _NOTES, by_side)
    if said:
        table.draw(sheet)
    frame.legend(sheet, legend - 17, chosen.graph, (), lang)
    say = words(lang)
    every = len(of_kind(chosen.graph, TOPIC))
    counts = [Count(TOPIC, table.topics, every), Count(STATEMENT, len(said), len(said))]
    notes = [
        frame.counted(counts if said else (), lang),
        *((say["noteCells"], say["noteOnce"]) if said else ()),
    ]
    return sheet.svg(frame.title(chosen), frame.notes(sheet, [*notes, frame.sources(chosen)]))


def _statements(chosen: Chosen, by_side: bool) -> Iterator[_Said]:
    graph = chosen.graph
    for node in of_kind(graph, STATEMENT):
        facts = facts_of(graph, node)
        topics = (t for t in facts["topics"] if t in graph and (not chosen.topics or t in chosen.topics))
        sides = facts["sides"]
        side = _BOTH if len(sides) > 1 else sides[0] if sides else "other"
        yield _Said(facts["type"], side if by_side else _year(graph, node), tuple(topics))


def _year(graph: Graph, statement: str) -> str:
    """The year in which a statement surely was made."""
    facts = facts_of(graph, statement)
    hub = facts["hub"]
    dated = statement if facts.get("earliest") or facts.get("latest") or hub not in graph else hub
    year, found = year_of(graph, dated), facts_of(graph, dated)
    if is_year(year):
        return year
    return "unsure" if found.get("earliest") or found.get("latest") else "undated"


class _Table:
    """The numbers, and where they stand."""

    def __init__(self, names: Names, said: Sequence[_Said], lang: str, room: float, by_side: bool) -> None:
        self._names, self._lang, self._words = names, lang, words(lang)
        self._total = self._row(self._words["all"], said, bold=True)
        self._by_side = by_side
        self._columns, self._wide = self._chosen(said)
        ranked = Counter(topic for one in said for topic in one.topics)
        topics = sorted(ranked, key=lambda t: (-ranked[t], self._names.name(t), t))
        self.rows = self._fitting(topics, said, room - self._head() - self._total.tall - 6)
        self._merge()

    def draw(self, sheet: Sheet) -> None:
        """Draw it at the end of the sheet."""
        head = self._head()
        x = LEFT + _NAME
        for column in self._columns:
            self._heading(sheet, column, x, sheet.y + head)
            x += self._wide
        sheet.text(x + self._sum - 3, sheet.y + head - 5, self._words["all"], SMALL, "end", bold=True)
        y = sheet.y + head
        shaded = (row.cells[key].total() for row in self.rows for key in row.cells if key not in _REST)
        most = max(shaded, default=1)
        for row in self.rows:
            self._line(sheet, row, y, most)
            y += row.tall
        sheet.line(LEFT, y + 2, x + self._sum, y + 2, stroke=SOFT, stroke_width="0.8")
        self._line(sheet, self._total, y + 3, 0)
        sheet.y = y + self._total.tall + 4

    # ------------------------------------------------------------ counting
    def _row(self, name: str, said: Iterable[_Said], bold: bool = False) -> Row:
        row = Row(wrap(name, _NAME - 8, SMALL, bold))
        for one in said:
            row.cells.setdefault(one.column, Counter())[one.kind] += 1
        return row

    def _fitting(self, topics: Sequence[str], said: Sequence[_Said], room: float) -> list[Row]:
        """A row for each topic that has room, one for all others, one for what has no topic."""
        bare = [one for one in said if not one.topics]
        last = [self._row(self._words["noTopic"], bare)] if bare else []
        rows = {t: self._row(self._names.name(t), (one for one in said if t in one.topics)) for t in topics}
        self.topics = len(topics)
        while self.topics:
            hidden = set(topics[self.topics :])
            name = self._words["otherTopics"].format(n=number(len(hidden), self._lang))
            rest = [one for one in said if hidden.intersection(one.topics)] if hidden else []
            made = (
                [rows[t] for t in topics[: self.topics]] + ([self._row(name, rest)] if hidden else []) + last
            )
            if sum(row.tall for row in made) <= room:
                return made
            self.topics -= 1
        return last

    def _chosen(self, said: Sequence[_Said]) -> tuple[list[str], float]:
        """The columns, as many as have room for their numbers, and their width."""
        self._sum = width(number(len(said), self._lang), SMALL, True) + 10
        room = RIGHT - LEFT - _NAME - self._sum
        for many in range(max(2, int(room / _LEAST)), 0, -1):
            found = self._sides(said, many) if self._by_side else self._periods(said, many)
            self._inside = {place: key for key, members in found for place in members}
            cells = Counter(self._inside[one.column] for one in said)
            wide = max([_LEAST, *(width(number(n, self._lang), SMALL, True) + 3 for n in cells.values())])
            if wide * len(found) <= room:
                break
        return [key for key, _ in found], min(_MOST, room / max(1, len(found)))

    def _periods(self, said: Sequence[_Said], many: int) -> list[tuple[str, tuple[str, ...]]]:
        """Years, together where they are too many."""
        have = {one.column for one in said}
        rest: list[tuple[str, tuple[str, ...]]] = [(key, (key,)) for key in _REST if key in have]
        years = sorted(have.difference(_REST))
        return periods([(year, (year,)) for year in years], many - len(rest)) + rest

    def _sides(self, said: Sequence[_Said], many: int) -> list[tuple[str, tuple[str, ...]]]:
        """The sides that said most, what both said among them; the others together."""
        often = Counter(one.column for one in said)
        ranked = sorted(often.keys() - {"other"}, key=lambda side: (-often[side], side))
        room = min(_SIDES, many - ("other" in often))
        kept = ranked if len(ranked) <= room else ranked[: max(1, room - 1)]
        found: list[tuple[str, tuple[str, ...]]] = [(side, (side,)) for side in kept]
        found += [("others", tuple(ranked[len(kept) :]))] if len(kept) < len(ranked) else []
        return found + ([("other", ("other",))] if "other" in often else [])

    def _merge(self) -> None:
        """Years to periods."""
        for row in (*self.rows, self._total):
            merged: Cells = {}
            for year, kinds in row.cells.items():
                merged.setdefault(self._inside[year], Counter()).update(kinds)
            row.cells = merged

    # ------------------------------------------------------------ drawing
    def _head(self) -> float:
        return 8 + _LINE * max((len(self._lines(column)) for column in self._columns), default=1)

    def _lines(self, column: str) -> list[str]:
        room = self._wide - 3
        if column in _REST or column == _BOTH:
            return wrap(self._words[_HEADS.get(column, column)], room, SMALL, lines=5)
        if self._by_side:
            name = self._names.name(column)
            fits = all(width(word, SMALL, True) <= room for word in name.split())
            return balance(name if fits else self._names.code(column), room, SMALL, True, 3)
        start, dash, end = column.partition("–")
        short = end[-2:] if end[:2] == start[:2] else end
        return [start, dash + short] if dash else [start]

    def _heading(self, sheet: Sheet, column: str, x: float, bottom: float) -> None:
        lines, rest = self._lines(column), column in _REST
        for place, line in enumerate(lines):
            y = bottom - 5 - _LINE * (len(lines) - 1 - place)
            bold = not rest and column != _BOTH
            fill = SOFT if rest else INK
            sheet.text(x + self._wide / 2, y, line, SMALL, "middle", bold=bold, fill=fill)

    def _line(self, sheet: Sheet, row: Row, y: float, most: int) -> None:
        """A row: its name, its cells, their sum; no cell is shaded if `most` is 0."""
        bold, base = not most, y + row.tall / 2 + 2
        for place, line in enumerate(row.name):
            sheet.text(LEFT, y + 12 + _LINE * place, line, SMALL, bold=bold)
        x = LEFT + _NAME
        for column in self._columns:
            kinds = row.cells.get(column, Counter())
            rest = column in _REST  # says little: it has no shade, and a broken edge
            fill = _tint(kinds.total() / most) if most and kinds and not rest else PAPER
            look = {"stroke_dasharray": "2 2", "stroke": SOFT} if rest else {"stroke": LINE}
            wide, tall = self._wide - 1, row.tall - 1
            sheet.rect(x, y, wide, tall, fill=fill, stroke_width="0.4", **look)
            if kinds:
                text = number(kinds.total(), self._lang)
                sheet.text(x + wide / 2, base, text, SMALL, "middle", bold=bold)
                _kinds(sheet, kinds, x + 2, y + tall - 3, wide - 4)
            x += self._wide
        sheet.text(x + self._sum - 3, base, number(row.all, self._lang), SMALL, "end", bold=True)


def _kinds(sheet: Sheet, kinds: Mapping[str, int], x: float, y: float, wide: float) -> None:
    strip(sheet, kinds, x, y, wide / sum(kinds.values()), 3.4, boxes=False)


def _tint(share: float) -> str:
    """The shade of a cell; by the root of its share, so that few differ from none."""
    low, high = _TINTS
    return "#" + "".join(f"{round(a + (b - a) * share**0.5):02x}" for a, b in zip(low, high, strict=True))
