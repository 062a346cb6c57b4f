"""`kg dossier`: a few pages to print before a call."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import STORE, EndpointOption, StoreOption, graph_at


def dossier(
    who: Annotated[
        list[str], typer.Argument(metavar="WHO", help="An official, a country, a topic, or VN-US.")
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="A file (.html .md), or -; named after WHO, if not given."
        ),
    ] = None,
    format: Annotated[str | None, typer.Option("--format", "-f", help="html or md.")] = None,
    store: StoreOption = STORE,
    endpoint: EndpointOption = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only what is about it; repeatable.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="To this day, month or year.")] = None,
    lang: Annotated[str, typer.Option(help="The language of the page: en or vi.")] = "en",
) -> None:
    """Write a few pages to print on someone, or on two countries.

    Offices, encounters, what was committed and asked for, positions in their own words, and what is not
    known; every line with its source.
    """
    written = graph_at(store, endpoint).dossier(
        " ".join(who), output, format, topics=topic or (), since=since, until=until, lang=lang
    )
    if written.path is None:
        sys.stdout.write(written.text)
    else:
        print(f"{written.path}: {written.message}")
