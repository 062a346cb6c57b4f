"""`kg view`: pages for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.api import Graph
from kg.cli.options import STORE, StoreOption


def view(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = Path(
        "output/graph.html"
    ),
    store: StoreOption = STORE,
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
        typer.Option("--max-nodes", metavar="N", help="So many at most (1500)."),
    ] = None,
) -> None:
    """Write the graph as one page for a browser.

    The page holds all that it needs and works without a network.
    """
    report = Graph(store).view(
        output,
        focus=focus,
        depth=depth,
        topics=topic or (),
        since=since,
        until=until,
        lang=lang,
        max_nodes=max_nodes,
    )
    print(f"{output}: {report.message}")
