"""`kg export`: files for other tools."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.api import Graph
from kg.cli.options import STORE, StoreOption


def export(
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="File, folder (crate, csv, parquet), or -."),
    ] = None,
    store: StoreOption = STORE,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="ttl, nt, nq, trig, jsonld, rdfxml, graphml, gexf, csv, parquet or crate.",
        ),
    ] = None,
) -> None:
    """Write the graph for other tools.

    It becomes output/graph.ttl, if no file is named.
    """
    from kg.export import choose_format

    if output is None:
        output = f"output/graph{choose_format('graph.ttl', format).endings[0]}"
    written = Graph(store).export(output, format)
    if output != "-":
        print(f"{written.destination}: {written.count:,} {written.unit}")
