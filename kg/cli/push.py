"""`kg push`: the graph sent to another store."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.api import Graph
from kg.cli.options import STORE, StoreOption


def push(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where its Graph Store Protocol answers.")],
    store: StoreOption = STORE,
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", metavar="URL", help="The SPARQL endpoint of the same store.")
    ] = None,
    merged: Annotated[
        str, typer.Option(metavar="WHERE", help="All graphs as one: as a graph, the default graph, or none.")
    ] = "graph",
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles that are no longer here (needs --endpoint).")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")
    ] = False,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="Wait so long for an answer.")] = 60.0,
) -> None:
    """Send the graph to another store, article by article.

    By the SPARQL 1.1 Graph Store HTTP Protocol. What is there and equal is skipped, so a push that was
    stopped goes on. Credentials come from KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN.
    """
    from kg import console

    report = Graph(store).push(
        url, query=endpoint, merged=merged, prune=prune, dry_run=dry_run, timeout=timeout
    )
    print(console.pushed(report))
    raise typer.Exit(int(bool(report.differing)))
