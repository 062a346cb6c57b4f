"""`kg view`: pages for a browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypedDict

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
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="A picture instead, for papers.")
    ] = None,
    png: Annotated[Path | None, typer.Option("--png", metavar="FILE", help="The same in pixels.")] = None,
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
    pictures = [_picture(path, ending) for path, ending in ((svg, ".svg"), (png, ".png")) if path]
    graph = graph_at(store, endpoint)
    chosen: _Chosen = {
        "focus": focus,
        "depth": depth,
        "topics": topic or (),
        "since": since,
        "until": until,
        "lang": lang,
        "max_nodes": max_nodes,
    }
    for path in pictures:
        print(f"{path}: {graph.picture(path, **chosen, kind=kind).message}")
    if output or not pictures:
        target = output or Path(f"output/{kind}.html")
        print(f"{target}: {graph.view(target, **chosen, kind=kind).message}")


class _Chosen(TypedDict):
    focus: str | None
    depth: int | None
    topics: Sequence[str]
    since: str | None
    until: str | None
    lang: str
    max_nodes: int | None


def _picture(path: Path, ending: str) -> Path:
    if path.suffix.lower() != ending:
        raise UsageError(
            f"{path} does not end in {ending}",
            where=f"--{ending[1:]}",
            hint=f"name a file like graph{ending}",
        )
    return path


def _kind(timeline: bool, matrix: bool) -> str:
    if timeline and matrix:
        raise UsageError("one page cannot be both", where="--timeline --matrix", hint="write two pages")
    return "timeline" if timeline else "matrix" if matrix else "graph"
