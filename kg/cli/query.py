"""`kg query`: SPARQL and named queries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import STORE, EndpointOption, IrisOption, PagerOption, StoreOption, graph_at
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.query import Result

_FORMATS = "table, markdown, csv, tsv, json, xml, records, jsonl; ttl, nt, jsonld, rdfxml."


def query(
    text: Annotated[
        str | None,
        typer.Argument(metavar="[QUERY]", help="A named query, a .rq file, SPARQL, or -."),
    ] = None,
    values: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="Parameters of a named query.")
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="The same; repeatable.")
    ] = None,
    store: StoreOption = STORE,
    endpoint: EndpointOption = None,
    format: Annotated[str | None, typer.Option("--format", "-f", help=_FORMATS)] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it there.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", metavar="N", help="So many rows at most.")
    ] = None,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="Stop the query after so long.")] = 60.0,
    iris: IrisOption = False,
    about: Annotated[bool, typer.Option("--about", help="What it asks, and its parameters.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Its SPARQL and its algebra.")] = False,
    pager: PagerOption = True,
) -> None:
    """Ask the graph.

    `kg query` lists the named queries; `kg query commitments side=US` runs one. SPARQL may be given too:
    as text, as a .rq file or, by -, on standard input. The project's prefixes are known.
    """
    from kg import console, terminal

    if text is None or about:
        terminal.show(console.describe_query(text) if text else console.list_queries(), pager=pager)
        return
    asked, given = _sparql(text), _params([*(values or []), *(param or [])])
    graph = graph_at(store, endpoint)
    if explain:
        terminal.show(graph.plan(asked, given), pager=pager)
        return
    result = graph.query(asked, given, limit=limit, timeout=timeout)
    if output is None:
        terminal.answer(result, format or console.default_format(result), iris=iris, pager=pager)
    else:
        _write(result, format, output, iris)
    for note in result.notes:
        print(f"kg: {note}", file=sys.stderr)


def _params(given: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"{item!r} is no parameter", where="--param", hint="write NAME=VALUE")
        found[name.strip()] = value
    return found


def _sparql(text: str) -> str | Path:
    """What `kg query` was given: a file, standard input, or the text itself."""
    if text == "-":
        return sys.stdin.read()
    return Path(text) if text.endswith(".rq") else text


def _write(result: Result, format: str | None, output: Path, iris: bool) -> None:
    from kg.graph.disk import explain, write_atomically
    from kg.output import Layout, format_of, render

    text = render(result, format or format_of(output), Layout(iris=iris))
    with explain(output, otherwise="name another place"):
        output.parent.mkdir(parents=True, exist_ok=True)
        with write_atomically(output) as file:
            file.write(text.encode())
