"""`kg view`: the graph as one self-contained HTML file that needs no network and stands still."""

from __future__ import annotations

import pyoxigraph as ox

from kg.views import network, shell
from kg.views.choice import Choice, ViewReport, take
from kg.views.fold import scenes
from kg.views.layout import compute_scene
from kg.views.payload import Payload
from kg.views.sides import divide

FRAME = shell.Frame(
    "graph.html.j2",
    scripts=(
        "graph/scene.js",
        "graph/labels.js",
        "graph/lines.js",
        "graph/shapes.js",
        "graph/draw.js",
        "graph/keys.js",
    ),
    styles=("graph/graph.css",),
)


def render(store: ox.Store, choice: Choice) -> tuple[str, ViewReport]:
    """The page as text, and what it shows."""
    chosen = take(store, choice)
    payload = Payload(chosen.source, chosen.graph)
    side = divide(chosen.graph, chosen.focus)
    pictures = network.Pictures(payload, choice.lang)
    for scene in scenes(chosen.graph):
        pictures.add(scene, compute_scene(scene, side, chosen.focus))
    html = shell.render(FRAME, payload, chosen.meta(payload), pictures.data(), [network.library()])
    return html, chosen.report(sum(1 for _ in network.edges_of(chosen.graph)))
