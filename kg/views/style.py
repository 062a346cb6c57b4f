"""Shapes and colours, said once: the page, its legend and the tests take them from here.

Every kind differs in shape as well as in colour, and every kind of statement also carries a sign,
so that nothing rests on hue alone. Each pair of colours is told apart under the three kinds of
colour blindness as well (`tests/test_view_style.py` simulates them).
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import StatementKind
from kg.views.model import DOCUMENT, ENCOUNTER, OFFICIAL, POLITY, STATEMENT, TOPIC


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind looks: a vis-network shape, its size, and a colour for each theme."""

    shape: str
    size: int
    light: str
    dark: str
    sign: str = ""


NODES = {
    POLITY: Style("hexagon", 8, "#171c2b", "#e6eaf1"),
    OFFICIAL: Style("dot", 4, "#0062c4", "#6fc6f6"),
    ENCOUNTER: Style("diamond", 9, "#e69f00", "#f0b429"),
    DOCUMENT: Style("box", 8, "#858991", "#9c96b4"),
    TOPIC: Style("triangle", 4, "#117733", "#48af72"),
    STATEMENT: Style("square", 6, "#963064", "#d9abb3"),
}
"""By kind of node; a statement's colour is the one of its own kind below."""

STATEMENTS = {
    StatementKind.COMMITMENT: Style("square", 6, "#882255", "#cf67ba", "✓"),
    StatementKind.REQUEST: Style("square", 6, "#df6d2c", "#ffa751", "?"),
    StatementKind.AGREEMENT: Style("square", 6, "#0b8a7d", "#44c8b5", "="),
    StatementKind.POSITION: Style("square", 6, "#4455aa", "#8c9bff", "•"),
    StatementKind.APPRECIATION: Style("square", 6, "#ccb44e", "#e8dc8a", "+"),
    StatementKind.DISCUSSION: Style("square", 6, "#aab0bb", "#788289", "…"),
    StatementKind.CONCERN: Style("square", 6, "#b8250e", "#ff6b58", "!"),
}
"""By kind of statement, in the order in which legends and bars show them."""

ORDER = {kind.value: place for place, kind in enumerate(STATEMENTS)}


def statement_style(kind: str) -> Style:
    """The style of a statement of this kind."""
    return STATEMENTS[StatementKind(kind)]


def palette() -> dict[str, dict[str, dict[str, str]]]:
    """Colours and signs as the page's script reads them."""
    kinds = {name: _entry(style) for name, style in NODES.items()}
    return {"nodes": kinds, "statements": {kind.value: _entry(style) for kind, style in STATEMENTS.items()}}


def _entry(style: Style) -> dict[str, str]:
    return {"light": style.light, "dark": style.dark, "sign": style.sign}
