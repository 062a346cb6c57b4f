"""`kg explain` and `kg validate`: why the graph says what it says, and whether it may."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.api import Graph
from kg.cli.options import (
    STORE,
    EndpointOption,
    IrisOption,
    LangOption,
    PagerOption,
    StoreOption,
    graph_at,
)


def explain(
    what: Annotated[list[str], typer.Argument(metavar="WHAT", help="An IRI, a name, a code or an article.")],
    store: StoreOption = STORE,
    endpoint: EndpointOption = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", help="So many facts at most.")] = 50,
    lang: LangOption = "en",
    iris: IrisOption = False,
    pager: PagerOption = True,
) -> None:
    """Show the facts about a thing, and why.

    With the quotes, offsets and articles that they stand on.
    """
    from kg import terminal
    from kg.output.explanation import render_explanation

    found = graph_at(store, endpoint).explain(" ".join(what), limit=limit, lang=lang)
    text = render_explanation(found, format, terminal.layout(iris))
    terminal.show(text, pager=pager, drawn=format == "text")


def validate(
    store: StoreOption = STORE,
    format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    iris: IrisOption = False,
    pager: PagerOption = True,
) -> None:
    """Check the graph against the SHACL shapes.

    The exit status is not 0 if it breaks one.
    """
    from kg import terminal
    from kg.output.violations import render_violations

    found = Graph(store).validate()
    text = render_violations(found, format, terminal.layout(iris))
    terminal.show(text, pager=pager, drawn=format == "text")
    raise typer.Exit(int(any(violation.breaks for violation in found)))
