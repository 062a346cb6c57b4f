"""`kg ask`: a prompt."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import STORE, EndpointOption, IrisOption, PagerOption, StoreOption, graph_at


def ask(
    store: StoreOption = STORE,
    endpoint: EndpointOption = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="How answers are shown; as of kg query.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="So many rows at most.")
    ] = None,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="Stop a query after so long.")] = 60.0,
    iris: IrisOption = False,
    pager: PagerOption = True,
) -> None:
    """Ask the graph at a prompt, question after question.

    SPARQL over several lines and named queries (commitments side=US), with completion and history; .help
    lists the commands. Where standard input is no terminal, the questions in it are answered.
    """
    from kg.ask.session import Session

    session = Session(graph_at(store, endpoint), format, limit, timeout, iris, pager)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from kg.ask.prompt import converse

        converse(session)
        return
    from kg.ask.split import questions

    for text in questions(sys.stdin):
        if not session.handle(text):
            break
    raise typer.Exit(session.status)
