"""`kg view --matrix`: topics against years, sides or officials, each number with its quotes behind it."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from kg.views import shell
from kg.views.choice import Choice, ViewReport, take
from kg.views.payload import Payload

FRAME = shell.Frame(
    "matrix.html.j2", scripts=("matrix/count.js", "matrix/draw.js"), styles=("matrix/matrix.css",)
)


def render(store: ox.Store, choice: Choice) -> tuple[str, ViewReport]:
    """The page as text, and what it shows."""
    chosen = take(store, replace(choice, statements=True), most=shell.MOST)
    payload = Payload(chosen.source, chosen.graph)
    return shell.render(FRAME, payload, chosen.meta(payload), {}), chosen.report()
