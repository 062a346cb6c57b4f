"""A picture as a file: SVG, or PNG drawn from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import choose
from kg.query.service import opened
from kg.views.choice import Choice, Chosen, ViewReport, put, take
from kg.views.picture import fonts, graph, matrix, timeline

if TYPE_CHECKING:
    from kg.remote import Endpoint

PIXELS = 2008  # across a PNG: 17 cm at 300 dots an inch

DRAWINGS: dict[str, Callable[[Chosen], str]] = {
    "graph": graph.draw,
    "timeline": timeline.draw,
    "matrix": matrix.draw,
}
"""By the kind of page that they are pictures of."""


def write(
    where: str | Path | Endpoint, destination: str | Path, choice: Choice, kind: str = "graph"
) -> ViewReport:
    """Draw what is chosen of a store or an endpoint; the ending of `destination` (.svg, .png) tells how."""
    choose(kind, DRAWINGS, kind="kind of picture")
    ending = choose(
        Path(destination).suffix.lower(), FORMATS, kind="ending of a picture", where=str(destination)
    )
    with opened(where) as service:
        chosen = take(service.everything(), choice)
    path = put(FORMATS[ending](DRAWINGS[kind](chosen)), destination)
    return chosen.report().at(path)


def png(svg: str) -> bytes:
    """The picture in pixels, with the font that comes along; others of the machine only for other scripts."""
    import resvg_py

    made = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=PIXELS,
        dpi=96,
        skip_system_fonts=fonts.has(svg.replace("\n", "")),
        font_files=[str(path) for path in fonts.files().values()],
        font_family=fonts.FAMILY,
        sans_serif_family=fonts.FAMILY,
    )
    return bytes(made)


FORMATS: dict[str, Callable[[str], str | bytes]] = {".svg": str, ".png": png}
