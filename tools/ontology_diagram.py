"""Draws the classes and what leads from one to another: boxes at places of our choice, arrows of shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap

WIDTH, HEIGHT = 186, 88  # of a box
COLUMN, ROW = 308, 142  # from box to box
MARGIN = 24
PLACES = {  # column and row of each class that is drawn
    "bg:Tenure": (0, 0),
    "bg:Office": (1, 0),
    "bg:OfficeRole": (2, 0),
    "bg:RelationshipLevel": (3, 0),
    "bg:Official": (0, 1.1),
    "bg:Polity": (2, 1.1),
    "bg:RelationshipState": (3, 1.1),
    "bg:Encounter": (1, 2.1),
    "bg:Place": (2, 2.1),
    "bg:Statement": (1, 3.3),
    "skos:Concept": (0, 3.3),
    "schema:QuantitativeValue": (0, 4.3),
    "oa:SpecificResource": (2, 4.3),
    "bg:Article": (3, 4.3),
}
LABELLED_AT = {("bg:Statement", "bg:Polity"): 0.24}  # of the way; others halfway
NOT_DRAWN = {  # arrows that would cover the others; the page says so
    ("bg:Tenure", "bg:Article"),
    ("bg:Tenure", "oa:SpecificResource"),
    ("bg:Tenure", "bg:Polity"),
    ("bg:Encounter", "oa:SpecificResource"),
    ("bg:Encounter", "bg:Article"),
    ("bg:RelationshipState", "oa:SpecificResource"),
}
_STYLE = """
 svg { font: 14px system-ui, sans-serif; background: #fff; }
 .box { fill: #f4f6fa; stroke: #38507a; stroke-width: 1.4; }
 .other .box { fill: #fbf7ee; stroke: #8a6a1f; stroke-dasharray: 5 3; }
 .name { font-weight: 650; fill: #14213d; text-anchor: middle; }
 .vi { font-style: italic; fill: #38507a; text-anchor: middle; font-size: 12.5px; }
 .kinds { fill: #4a5568; text-anchor: middle; font-size: 10.5px; }
 .arrow { stroke: #5b6b87; stroke-width: 1.3; fill: none; }
 .head { fill: #5b6b87; }
 .label { fill: #14213d; font-size: 11.5px; text-anchor: middle; }
 .behind { fill: #fff; }
 @media (prefers-color-scheme: dark) {
  svg { background: #10151f; }
  .box { fill: #1b2536; stroke: #8fb0e8; } .other .box { fill: #2a2415; stroke: #d9b65c; }
  .name, .label { fill: #eef2fa; } .vi { fill: #a9c3f0; } .kinds { fill: #b7c0d0; }
  .arrow { stroke: #93a3bd; } .head { fill: #93a3bd; } .behind { fill: #10151f; }
 }
"""


@dataclass(frozen=True, slots=True)
class Box:
    """A class as it is drawn: its name, labels and the classes below it."""

    term: str
    label: str
    vietnamese: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """What leads from one class to another."""

    source: str
    target: str
    terms: tuple[str, ...]


def draw(boxes: Iterable[Box], arrows: Iterable[Arrow]) -> str:
    """The SVG, light or dark as the reader's screen is."""
    width = max(_left(term) for term in PLACES) + WIDTH + MARGIN
    height = max(_top(term) for term in PLACES) + HEIGHT + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-labelledby="t">',
        '<title id="t">The classes of the ontology and what leads from one to another</title>',
        f"<style>{_STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path class="head" d="M0 1 10 5 0 9z"/></marker></defs>',
        *(line for arrow in arrows for line in _arrow(arrow)),
        *(line for box in boxes for line in _box(box)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _left(term: str) -> float:
    return MARGIN + PLACES[term][0] * COLUMN


def _top(term: str) -> float:
    return MARGIN + PLACES[term][1] * ROW


def _box(box: Box) -> Iterator[str]:
    x, y = _left(box.term), _top(box.term)
    lines = wrap(", ".join(box.kinds), 34)[:3]
    top = y + (HEIGHT - 36 - 13 * len(lines)) / 2 + 14
    yield f'<g class="{"own" if box.term.startswith("bg:") else "other"}">'
    yield f'<rect class="box" x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
    middle = x + WIDTH / 2
    yield f'<text class="name" x="{middle:g}" y="{top:g}">{escape(box.label)}</text>'
    yield f'<text class="vi" x="{middle:g}" y="{top + 17:g}">{escape(box.vietnamese)}</text>'
    for number, line in enumerate(lines):
        yield f'<text class="kinds" x="{middle:g}" y="{top + 33 + 13 * number:g}">{escape(line)}</text>'
    yield "</g>"


def _arrow(arrow: Arrow) -> Iterator[str]:
    (x1, y1), (x2, y2) = _middle(arrow.source), _middle(arrow.target)
    start, end = _edge(x1, y1, x2, y2), _edge(x2, y2, x1, y1)
    yield (
        f'<path class="arrow" marker-end="url(#head)" '
        f'd="M{start[0]:.1f} {start[1]:.1f} {end[0]:.1f} {end[1]:.1f}"/>'
    )
    way = LABELLED_AT.get((arrow.source, arrow.target), 0.5)
    x, y = start[0] + way * (end[0] - start[0]), start[1] + way * (end[1] - start[1])
    words = [term.removeprefix("bg:") for term in arrow.terms]
    lines = [", ".join(words)] if abs(y1 - y2) > 1 else words
    for number, line in enumerate(lines):
        at = y + 4 + 14 * (number - (len(lines) - 1) / 2)
        wide = 6.3 * len(line) + 4
        left, top = x - wide / 2, at - 11
        yield f'<rect class="behind" x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="14"/>'
        yield f'<text class="label" x="{x:.1f}" y="{at:.1f}">{escape(line)}</text>'


def _middle(term: str) -> tuple[float, float]:
    return _left(term) + WIDTH / 2, _top(term) + HEIGHT / 2


def _edge(x1: float, y1: float, x2: float, y2: float) -> tuple[float, float]:
    """Where the line from the middle of one box to another's leaves the first."""
    dx, dy = x2 - x1, y2 - y1
    scale = min(
        (WIDTH / 2) / abs(dx) if dx else float("inf"),
        (HEIGHT / 2) / abs(dy) if dy else float("inf"),
    )
    return x1 + dx * scale, y1 + dy * scale
