"""`kg view --timeline`: encounters and statements by date and side, levels of the relationship as bands."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from kg.views import shell
from kg.views.choice import Choice, ViewReport, take
from kg.views.payload import Payload

FRAME = shell.Frame(
    "timeline.html.j2",
    scripts=tuple(f"timeline/{name}.js" for name in ("time", "lanes", "marks", "place", "moves", "draw")),
    styles=("timeline/timeline.css",),
)


def render(store: ox.Store, choice: Choice) -> tuple[str, ViewReport]:
    """The page as text, and what it shows."""
    chosen = take(store, replace(choice, statements=True), most=shell.MOST)
    payload = Payload(chosen.source, chosen.graph)
    return shell.render(FRAME, payload, chosen.meta(payload), {}), chosen.report()
