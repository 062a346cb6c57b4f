"""The kinds of page that `kg view` writes, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import choose
from kg.graph.store import Store
from kg.views import graph, matrix, timeline
from kg.views.choice import Choice, ViewReport, save

PAGES: dict[str, Callable[[ox.Store, Choice], tuple[str, ViewReport]]] = {
    "graph": graph.render,
    "timeline": timeline.render,
    "matrix": matrix.render,
}


def write(store: str | Path, destination: str | Path, choice: Choice, kind: str = "graph") -> ViewReport:
    """Write a page of this kind over the store to `destination`, one HTML file."""
    choose(kind, PAGES, kind="kind of page")
    with Store.open(store, read_only=True) as opened:
        html, report = PAGES[kind](opened.ox, choice)
    return save(html, destination, report)
