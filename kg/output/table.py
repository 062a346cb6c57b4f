"""Tables for a terminal, fitted to its width, with a count of rows below.

Where all cells fit beside each other, that is all. Where they do not, the longest column goes below the
others over the whole width, and the others wrap; and where even that does not fit, each value gets a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kg.output.layout import BOLD, DIM, PLAIN, Layout, is_number
from kg.query.result import Ask, Select

_GAP = "  "
_INDENT = "    "
_WORD = 20  # a word longer than this may be broken
_LONG = 44  # a column with longer cells may go below the others
_CONSOLE = Console(width=80, force_terminal=False)  # only measures; nothing is printed to it


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    cells: list[str]
    right: bool

    @property
    def least(self) -> int:
        """The width at which no word is broken, or only a very long one."""
        words = (cell_len(word) for cell in self.cells for word in cell.split())
        return max(cell_len(self.head), min(_WORD, max(words, default=0)))

    @property
    def most(self) -> int:
        """The width at which nothing is wrapped."""
        return max(cell_len(self.head), max(map(cell_len, self.cells), default=0))


def select(result: Select, layout: Layout) -> str:
    """Rows as a table."""
    columns = [
        _Column(
            result.variables[at],
            [layout.text(row[at], result.labels) for row in result.rows],
            all(row[at] is None or is_number(row[at]) for row in result.rows),
        )
        for at in layout.shown(result)
    ]
    more = ", and there are more" if result.truncated else ""
    count = f"{len(result)} {'row' if len(result) == 1 else 'rows'}{more}"
    lines = _lines(columns, layout) if columns and len(result) else ()
    return "".join(f"{line.rstrip()}\n" for line in (*lines, count))


def ask(result: Ask, _: Layout) -> str:
    """Yes or no."""
    return "yes\n" if result.value else "no\n"


def _lines(columns: list[_Column], layout: Layout) -> Iterator[str]:
    widths = _fit(columns, layout.width)
    if widths == [column.most for column in columns]:
        return _grid(columns, widths, None, layout)
    below = max(columns, key=lambda column: column.most)
    beside = [column for column in columns if column is not below]
    narrower = _fit(beside, layout.width)
    if below.most > _LONG and beside and narrower:
        return _grid(beside, narrower, below, layout)
    return _grid(columns, widths, None, layout) if widths else _records(columns, layout)


def _fit(columns: list[_Column], width: int) -> list[int] | None:
    """A width for each column within `width`; None if words would have to be broken."""
    least, most = [column.least for column in columns], [column.most for column in columns]
    room = width - len(_GAP) * (len(columns) - 1)
    if sum(most) <= room:
        return most
    if sum(least) > room:
        return None
    wishes = [wish - need for wish, need in zip(most, least, strict=True)]
    spare = room - sum(least)
    return [need + spare * wish // sum(wishes) for need, wish in zip(least, wishes, strict=True)]


def _grid(columns: list[_Column], widths: list[int], below: _Column | None, layout: Layout) -> Iterator[str]:
    bold, dim, plain = (BOLD, DIM, PLAIN) if layout.color else ("", "", "")
    heads = [_align(column.head, width, column.right) for column, width in zip(columns, widths, strict=True)]
    yield f"{bold}{_GAP.join(heads).rstrip()}{plain}"
    if below:
        yield f"{_INDENT}{bold}{below.head}{plain}"
    yield f"{dim}{'─' * (sum(widths) + len(_GAP) * (len(widths) - 1))}{plain}"
    for number in range(len(columns[0].cells)):
        wrapped = [_wrap(column.cells[number], width) for column, width in zip(columns, widths, strict=True)]
        for line in range(max(map(len, wrapped))):
            yield _GAP.join(
                _align(cell[line] if line < len(cell) else "", width, column.right)
                for cell, width, column in zip(wrapped, widths, columns, strict=True)
            )
        for text in _wrap(below.cells[number], layout.width - len(_INDENT)) if below else ():
            yield f"{_INDENT}{text}"


def _records(columns: list[_Column], layout: Layout) -> Iterator[str]:
    bold, plain = (BOLD, PLAIN) if layout.color else ("", "")
    width = max(cell_len(column.head) for column in columns)
    room = max(layout.width - width - len(_GAP), _WORD)
    for number in range(len(columns[0].cells)):
        for column in columns:
            for line, text in enumerate(_wrap(column.cells[number], room) if column.cells[number] else ()):
                yield f"{bold}{_align('' if line else column.head, width, False)}{plain}{_GAP}{text}"
        yield ""


def _wrap(text: str, width: int) -> list[str]:
    if len(text) <= width and cell_len(text) <= width:
        return [text]
    return [line.plain.rstrip() for line in Text(text).wrap(_CONSOLE, width, overflow="fold")]


def _align(text: str, width: int, right: bool) -> str:
    fill = " " * (width - cell_len(text))
    return f"{fill}{text}" if right else f"{text}{fill}"
