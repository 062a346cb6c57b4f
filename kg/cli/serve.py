"""`kg serve`: the graph as a web application on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.api import Graph
from kg.cli.options import STORE, StoreOption


def serve(
    store: StoreOption = STORE,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="0 takes a free one.")] = 8750,
    cors: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Let this origin's pages read answers; repeatable."),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="Another name of this machine; repeatable."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="Stop a query after so long.")
    ] = 60.0,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="Rows of an answer at most.")
    ] = 100_000,
    queries: Annotated[int, typer.Option(min=1, metavar="N", help="Queries that run at once.")] = 4,
    patience: Annotated[
        float, typer.Option(min=0.0, metavar="SECONDS", help="How long a query waits for its turn.")
    ] = 15.0,
    memory: Annotated[int, typer.Option(min=1, metavar="GIB", help="Memory that a query may take.")] = 2,
) -> None:
    """Serve pages and SPARQL on this machine.

    A page for each thing in the graph, named queries, search, an editor, and an endpoint for programs at
    /sparql. It only reads, and a build may run beside it. Ctrl+C stops it.
    """
    Graph(store).serve(
        host=host,
        port=port,
        cors=cors or (),
        names=name or (),
        timeout=timeout,
        rows=limit,
        queries=queries,
        patience=patience,
        memory=memory << 30,
    )
