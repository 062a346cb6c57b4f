"""The kinds of page that `kg view` writes, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import choose
from kg.query.service import opened
from kg.views import graph, matrix, timeline
from kg.views.choice import Choice, ViewReport, save
from kg.views.told import uncollected

if TYPE_CHECKING:
    from kg.remote import Endpoint

PAGES: dict[str, Callable[[ox.Store, Choice], tuple[str, ViewReport]]] = {
    "graph": graph.render,
    "timeline": timeline.render,
    "matrix": matrix.render,
}


def write(
    where: str | Path | Endpoint, destination: str | Path, choice: Choice, kind: str = "graph"
) -> ViewReport:
    """Write a page of this kind over a store or an endpoint to `destination`, one HTML file."""
    choose(kind, PAGES, kind="kind of page")
    with opened(where) as service, uncollected():
        html, report = PAGES[kind](service.everything(), choice)
    return save(html, destination, report)
