"""`kg build` and `kg remove`: what is in the store."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import STORE, StoreOption


def build(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or -.")],
    store: StoreOption = STORE,
    base: Annotated[
        str | None, typer.Option(metavar="IRI", help="How the IRIs of a new store's data begin.")
    ] = None,
    registry: Annotated[
        bool, typer.Option("--registry/--no-registry", help="Let the registry of officials help.")
    ] = True,
    strict: Annotated[bool, typer.Option("--strict", help="Fail if an article was skipped.")] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that read; all cores, if not given.")
    ] = None,
) -> None:
    """Read articles into the store.

    Texts (.txt .md), pages (.html), lines of JSON (.jsonl .jsonl.gz) and folders of them. What the store
    has unchanged is skipped, what has changed is replaced.
    """
    from kg import api, console

    stdin = sys.stdin.buffer if "-" in paths else None
    with console.Progress(paths) as progress:
        report = api.build(
            paths, store, base=base, registry=registry, jobs=jobs, progress=progress, stdin=stdin
        )
    print(console.summary(report, store))
    skipped = len(report.skipped)
    raise typer.Exit(int(skipped == report.articles or (strict and skipped > 0)))


def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Identifiers or IRIs.")],
    store: StoreOption = STORE,
) -> None:
    """Withdraw articles with all that they say."""
    from kg import api

    graph = api.Graph(store)
    for article in articles:
        print(f"removed {graph.remove(article)}")
