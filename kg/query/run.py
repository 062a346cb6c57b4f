"""Runs a named query, a query in a file or SPARQL text over a store, within bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg.errors import UsageError
from kg.graph.store import Store
from kg.query import named
from kg.query.guard import check, diagnose
from kg.query.hints import all_variables, empty_columns, unknown_terms
from kg.query.labels import labels
from kg.query.lookup import Lookup
from kg.query.named import NamedQuery
from kg.query.process import LONGEST, MEMORY, ROWS, Bounds, Dataset, QuerySyntaxError, Started
from kg.query.result import Ask, Construct, Result, Select, Term
from kg.query.service import LocalService, Service, opened
from kg.query.tokens import Kind, tokens
from kg.query.values import terms

if TYPE_CHECKING:
    from kg.remote import Endpoint

_NAME = re.compile(r"[\w-]+")
_SEPARATOR = "; "
AD_HOC = "text"  # the name of a query typed in


def run(
    graph: str | Path | Endpoint,
    query: str | Path | NamedQuery,
    params: Mapping[str, str] | None = None,
    *,
    timeout: float | None = 60.0,
    limit: int | None = None,
    memory: int = MEMORY,
    dataset: Dataset | None = None,
    started: Started | None = None,
) -> Result:
    """The answer to a named query, to a file (`.rq`, or any Path), to SPARQL text or to a query read before.

    `graph` is the folder of a store, or an endpoint, which keeps its own bounds of memory besides the time.
    `timeout` is in seconds, `memory` in bytes. `limit` cuts the answer after so many rows or triples; without
    it, after ROWS. `dataset` names the graphs to ask in place of all, and `started` is given what ends the
    query early. Raises UsageError for a mistake of the user's, StoreError, or KGError for a query that was
    stopped.
    """
    if limit is not None and limit < 1:
        raise UsageError(f"a limit of {limit}", hint="give a number of rows from 1")
    if timeout is not None and not 0 < timeout <= LONGEST:
        raise UsageError(f"a time of {timeout:g} s", hint=f"give seconds above 0, up to {LONGEST}")
    bounds = Bounds(timeout, memory, limit or ROWS)
    found = find(query)
    given = params or {}
    with opened(graph, timeout=timeout) as service:
        text = found.bind(terms(found, given, cache(lambda: service.lookup(*given.values()))))
        result = _finish(found, text, _answer(service, found, text, bounds, dataset, started))
        return result if found.name in named.names() else _explained(result, text, service)


def bind(query: NamedQuery, params: Mapping[str, str], store: Store) -> str:
    """The text of `query` with its parameters bound; the store tells whom a name means."""
    return query.bind(terms(query, params, cache(lambda: Lookup(store.ox, store.names))))


def ad_hoc(text: str) -> NamedQuery:
    """SPARQL text as a query, whatever its comments say; no file and no other query is read for it."""
    return NamedQuery(AD_HOC, "", "", text)


def find(query: str | Path | NamedQuery) -> NamedQuery:
    """The query that `query` names or is."""
    if isinstance(query, NamedQuery):
        return query
    if isinstance(query, Path) or query.endswith(".rq"):
        return named.read(Path(query))
    if _NAME.fullmatch(query.strip()):
        return named.load(query.strip())
    return named.parse(query, AD_HOC)


def _answer(
    service: Service,
    query: NamedQuery,
    text: str,
    bounds: Bounds,
    dataset: Dataset | None,
    started: Started | None,
) -> Result:
    where = "" if query.name == AD_HOC else f"query {query.name}"
    prefixes = service.names.prefixes
    checked = check(text, prefixes, where)
    try:
        return service.answer(text, checked, bounds, dataset=dataset, started=started)
    except QuerySyntaxError as error:
        raise diagnose(text, str(error), prefixes, where) from None


def _finish(query: NamedQuery, text: str, result: Result) -> Result:
    """Lists put in order, columns for programs marked, and a note on what was cut."""
    if isinstance(result, Ask):
        return result
    count, unit = len(result), "rows" if isinstance(result, Select) else "triples"
    cut = (f"only the first {count} {unit} are shown; a higher limit shows more",) if result.truncated else ()
    notes = (*result.notes, *cut)
    if isinstance(result, Construct):
        return replace(result, notes=notes)
    if set(order := all_variables(text)) >= set(result.variables):
        result = _ordered(result, [name for name in order if name in result.variables])
    lists = {at for at, name in enumerate(result.variables) if name in query.lists}
    rows = tuple(
        tuple(_in_order(cell) if at in lists else cell for at, cell in enumerate(row)) for row in result.rows
    )
    detail = tuple(name for name in result.variables if name in query.detail)
    return replace(result, rows=rows, detail=detail, notes=notes)


def _explained(result: Result, text: str, service: Service) -> Result:
    """An answer to SPARQL of the user's with labels, and with a guess at what was misspelt."""
    empty = not (result.value if isinstance(result, Ask) else len(result))
    notes = list(result.notes)
    # a CONSTRUCT may make terms of its own; an endpoint is not asked again where it had an answer
    if empty or (isinstance(service, LocalService) and not isinstance(result, Construct)):
        words = (token.text for token in tokens(text) if token.kind in (Kind.NAME, Kind.IRI))
        notes += unknown_terms(text, service.lookup(*words), service.names.prefixes, all_vocabularies=empty)
    if isinstance(result, Select):
        notes += empty_columns(text, result.variables)
        if result.rows:
            result = replace(result, labels=labels(result, service.labels, service.names))
    return replace(result, notes=tuple(notes))


def _ordered(result: Select, names: list[str]) -> Select:
    """The same with the columns in this order; the engine's for SELECT * is none."""
    places = [result.variables.index(name) for name in names]
    rows = tuple(tuple(row[at] for at in places) for row in result.rows)
    return replace(result, variables=tuple(names), rows=rows)


def _in_order(cell: Term | None) -> Term | None:
    """A list in alphabetical order, which engines do not promise; none, if it is empty."""
    if not isinstance(cell, Literal):
        return cell
    parts = sorted({part for part in cell.value.split(_SEPARATOR) if part})
    return Literal(_SEPARATOR.join(parts)) if parts else None
