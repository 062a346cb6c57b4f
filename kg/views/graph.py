"""`kg view`: the graph as one self-contained HTML file that needs no network and stands still."""

from __future__ import annotations

import pyoxigraph as ox

from kg.views import layout as layouts
from kg.views import network, shell
from kg.views.choice import Choice, ViewReport, take
from kg.views.payload import Payload

FRAME = shell.Frame(
    "graph.html.j2",
    scripts=("graph/labels.js", "graph/draw.js", "graph/keys.js"),
    styles=("graph/graph.css",),
)


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
