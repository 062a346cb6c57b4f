"""An answer to a query as a page shows it: rows with links to the pages of things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import KGError
from kg.output import Layout, render
from kg.output.layout import is_number, shorten
from kg.query import Ask, Construct, Result, Select, Term
from kg.serve.copies import Copy
from kg.serve.links import Links, web
from kg.serve.reader import Reader
from kg.serve.site import Site

SHOWN = 500  # rows or triples on a page
_LONGEST = 2000  # characters of a cell
_ARTICLE = "article"  # the column of named queries that holds an article's identifier
_DATA = ("id", "topic", "level", "role")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a table."""

    text: str
    href: str | None = None
    title: str = ""
    lang: str = ""
    number: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page tells of an answer."""

    kind: str  # select, ask or graph
    summary: str
    notes: tuple[str, ...]
    downloads: tuple[tuple[str, str], ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    text: str = ""
    value: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong; a place in the query's text, if that is the reason."""

    what: str
    hint: str = ""
    line: int = 0
    column: int = 0

    @classmethod
    def of(cls, error: KGError) -> Problem:
        """An error as a page tells it."""
        place = re.match(r"line (\d+), column (\d+)", error.what)
        return cls(error.what, error.hint, *(map(int, place.groups()) if place else ()))


def shown(
    result: Result,
    took: float,
    site: Site,
    copy: Copy,
    downloads: Sequence[tuple[str, str]],
    *,
    named: bool = False,
) -> Answer:
    """An answer for a page; `named` if its columns are those of a named query."""
    links = tuple(downloads)
    if isinstance(result, Ask):
        return Answer("ask", _took(site, took), result.notes, links, value=result.value)
    notes = (*(note for note in result.notes if not result.truncated), *_cut(result, site))
    if isinstance(result, Construct):
        head = Construct(result.triples[:SHOWN])
        text = render(head, "ttl", Layout(prefixes=copy.store.names.prefixes))
        summary = f"{site.say('triples', n=len(result))}, {_took(site, took)}"
        return Answer("graph", summary, notes, links, text=text)
    count = site.words["row"] if len(result) == 1 else site.say("rows", n=len(result))
    cells = _Cells(copy, site, named)
    places = cells.shown(result)
    rows = tuple(cells.row(result, row, places) for row in result.rows[:SHOWN])
    names = tuple(result.variables[at] for at in places)
    return Answer("select", f"{count}, {_took(site, took)}", notes, links, names, rows)


def _took(site: Site, seconds: float) -> str:
    return str(site.say("took", n=f"{seconds:.2f}"))


def _cut(result: Select | Construct, site: Site) -> list[str]:
    notes = [str(site.say("cutAt", n=len(result)))] if result.truncated else []
    if len(result) > SHOWN:
        notes.append(str(site.say("firstShown", n=SHOWN, most=len(result))))
    return notes


class _Cells:
    """Makes cells for one answer."""

    def __init__(self, copy: Copy, site: Site, named: bool) -> None:
        self._reader = Reader(copy.store.ox, copy.store.names, site.lang)
        self._prefixes = copy.store.names.prefixes
        self._spaces = tuple(self._prefixes[name] for name in _DATA)
        self._links: Links = site.links
        self._open = site.words["openRow"]
        self._named = named

    def shown(self, result: Select) -> list[int]:
        """The columns to show, by position: of those for programs only the ones that lead somewhere."""
        return [
            at
            for at, name in enumerate(result.variables)
            if name not in result.detail or any(isinstance(row[at], NamedNode) for row in result.rows[:SHOWN])
        ]

    def row(self, result: Select, row: Sequence[Term | None], shown: Sequence[int]) -> tuple[Cell, ...]:
        """A row."""
        names = result.variables
        return tuple(self._cell(row[at], names[at], detail=names[at] in result.detail) for at in shown)

    def _cell(self, term: Term | None, name: str, *, detail: bool) -> Cell:
        if term is None:
            return Cell("")
        if isinstance(term, NamedNode):
            return self._node(term.value, detail=detail)
        if isinstance(term, Literal):
            text = term.value if len(term.value) <= _LONGEST else f"{term.value[:_LONGEST]}…"
            if self._named and name == _ARTICLE and term.value:
                return Cell(text, self._links.article(term.value))
            address = web(term.value)
            return Cell(
                text, address, lang=term.language or "", number=is_number(term), outside=address is not None
            )
        return Cell(f"_:{term.value}" if isinstance(term, BlankNode) else str(term))

    def _node(self, iri: str, *, detail: bool) -> Cell:
        if iri.startswith(self._spaces):
            text = self._open if detail and self._named else self._reader.label(iri)
            return Cell(text, self._links.path(iri), iri)
        short = shorten(iri, self._prefixes)
        if short != iri:
            return Cell(short, self._links.path(iri), iri)
        address = web(iri)
        return Cell(iri, address, outside=address is not None)
