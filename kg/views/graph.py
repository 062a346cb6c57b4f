"""`kg view`: the graph as one self-contained HTML file that needs no network and stands still."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.graph.store import Store
from kg.views import layout as layouts
from kg.views import network, shell
from kg.views.choice import Choice, ViewReport, save, take
from kg.views.payload import Payload

FRAME = shell.Frame(
    "graph.html.j2",
    scripts=("graph/labels.js", "graph/draw.js", "graph/keys.js"),
    styles=("graph/graph.css",),
)


def write(store: str | Path, destination: str | Path, choice: Choice) -> ViewReport:
    """Write the graph of the store to `destination` as one HTML file."""
    with Store.open(store, read_only=True) as opened:
        html, report = render(opened.ox, choice)
    return save(html, destination, report)


def render(store: ox.Store, choice: Choice) -> tuple[str, ViewReport]:
    """The page as text, and what it shows."""
    chosen = take(store, choice)
    plan = layouts.compute(chosen.graph, chosen.focus)
    payload = Payload(chosen.source, chosen.graph)
    drawn = network.data(network.build(payload, plan, choice.lang))
    view = {**drawn, "layout": payload.layout(plan)}
    html = shell.render(FRAME, payload, chosen.meta(payload), view, [network.library()])
    edges = len(drawn["edges"])
    return html, chosen.report(edges)
