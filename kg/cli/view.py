"""`kg view`: pages for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import STORE, EndpointOption, StoreOption, graph_at
from kg.errors import UsageError


def view(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The page to write (output/graph.html)."),
    ] = None,
    timeline: Annotated[
        bool, typer.Option("--timeline", help="What was said and who met, by date and side.")
    ] = False,
    matrix: Annotated[
        bool, typer.Option("--matrix", help="What was said, by topic and year, side or official.")
    ] = False,
    store: StoreOption = STORE,
    endpoint: EndpointOption = None,
    focus: Annotated[
        str | None, typer.Option(help="Official, polity, topic or encounter: name, code or IRI.")
    ] = None,
    depth: Annotated[int | None, typer.Option(metavar="N", help="Steps around the focus (2).")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only what is about it; repeatable.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="To this day, month or year.")] = None,
    lang: Annotated[str, typer.Option(help="The language in which the page opens: en or vi.")] = "en",
    max_nodes: Annotated[
        int | None,
        typer.Option("--max-nodes", metavar="N", help="So many at most (25,000)."),
    ] = None,
) -> None:
    """Write the graph as one page for a browser: a picture, a timeline or a matrix.

    The page holds all that it needs and works without a network.
    """
    kind = _kind(timeline, matrix)
    target = output or Path(f"output/{kind}.html")
    report = graph_at(store, endpoint).view(
        target,
        focus=focus,
        depth=depth,
        topics=topic or (),
        since=since,
        until=until,
        lang=lang,
        max_nodes=max_nodes,
        kind=kind,
    )
    print(f"{target}: {report.message}")


def _kind(timeline: bool, matrix: bool) -> str:
    if timeline and matrix:
        raise UsageError("one page cannot be both", where="--timeline --matrix", hint="write two pages")
    return "timeline" if timeline else "matrix" if matrix else "graph"
