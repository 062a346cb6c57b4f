"""What several commands take: the store or an endpoint, and how much is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.api import DEFAULT_STORE, Graph

StoreOption = Annotated[
    Path, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="The folder of the store.")
]
EndpointOption = Annotated[
    str | None,
    typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of a store."),
]
IrisOption = Annotated[bool, typer.Option("--iris", help="Show whole IRIs, and columns meant for programs.")]
PagerOption = Annotated[
    bool, typer.Option("--pager/--no-pager", help="Page what is taller than the terminal.")
]
LangOption = Annotated[str, typer.Option(help="The language of labels: en or vi.")]
STORE = Path(DEFAULT_STORE)


def graph_at(store: Path, endpoint: str | None) -> Graph:
    """The graph behind an endpoint, if one is named, else in a store."""
    if endpoint is None:
        return Graph(store)
    from kg.remote.address import Endpoint

    return Graph(Endpoint(endpoint))
