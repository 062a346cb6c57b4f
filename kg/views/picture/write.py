"""A picture of the graph as a file: SVG, or PNG drawn from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import choose
from kg.query.service import opened
from kg.views.choice import Choice, ViewReport, put, take
from kg.views.picture.draw import draw
from kg.views.picture.text import is_western

if TYPE_CHECKING:
    from kg.remote import Endpoint

ZOOM = 2  # pixels of a PNG for one unit: 18 cm at 300 dots an inch


def write(where: str | Path | Endpoint, destination: str | Path, choice: Choice) -> ViewReport:
    """Draw what is chosen of a store or an endpoint; the ending of `destination` (.svg, .png) tells how."""
    ending = choose(
        Path(destination).suffix.lower(), FORMATS, kind="ending of a picture", where=str(destination)
    )
    with opened(where) as service:
        chosen = take(service.everything(), choice)
    path = put(FORMATS[ending](draw(chosen)), destination)
    return chosen.report().at(path)


def png(svg: str) -> bytes:
    """The picture in pixels, with the font that comes along; others of the machine only for other scripts."""
    import font_roboto
    import resvg_py

    files = Path(font_roboto.__file__).parent / "files"
    made = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=ZOOM,
        skip_system_fonts=is_western(svg),
        font_files=[str(files / f"Roboto-{style}.ttf") for style in ("Regular", "Bold")],
        font_family="Roboto",
        sans_serif_family="Roboto",
    )
    return bytes(made)


FORMATS: dict[str, Callable[[str], str | bytes]] = {".svg": str, ".png": png}
