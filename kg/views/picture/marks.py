"""The shapes of kinds, as on the page: hollow and dashed for what did not take place or is not certain."""

from __future__ import annotations

from collections.abc import Mapping

from kg.views.model import DOCUMENT, ENCOUNTER, OFFICIAL, POLITY, STATEMENT, TOPIC
from kg.views.picture.sheet import PAPER, Sheet
from kg.views.style import NODES, STATEMENTS, Style

_CORNERS = {
    ENCOUNTER: ((0, -1), (1, 0), (0, 1), (-1, 0)),
    TOPIC: ((0, -1), (0.95, 0.75), (-0.95, 0.75)),
    POLITY: ((0.5, -0.87), (1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0), (-0.5, -0.87)),
    DOCUMENT: ((-0.75, -1), (0.35, -1), (0.75, -0.55), (0.75, 1), (-0.75, 1)),
}
_SEEN = 2.4  # the least width of a box that can be told from the next
_SIGNED = 5.5  # the least width of a box whose sign can be read


def mark(
    sheet: Sheet, kind: str, x: float, y: float, r: float, *, code: str = "", hollow: bool = False
) -> None:
    """The shape of a kind of thing, with the code of a polity in it; hollow if it is not certain."""
    colour = NODES[kind].light
    look = {
        "fill": PAPER if hollow else colour,
        "stroke": colour if hollow else PAPER,
        "stroke_width": "1.2" if hollow else "0.8",
    }
    if kind == OFFICIAL:
        sheet.circle(x, y, r, **look)
        return
    sheet.polygon([(x + dx * r, y + dy * r) for dx, dy in _CORNERS[kind]], **look)
    if code:
        size = min(r * 0.85, r * 2.6 / len(code))
        sheet.text(x, y + size * 0.36, code, size, "middle", bold=True, fill=PAPER)


def box(sheet: Sheet, style: Style, x: float, y: float, wide: float, tall: float) -> None:
    """One statement: a box from `x` on, `y` its middle, with the sign of its kind if it has room."""
    sheet.rect(x, y - tall / 2, wide, tall, fill=style.light)
    if min(wide, tall) >= _SIGNED:
        sign(sheet, style, x + wide / 2, y, min(wide, tall) / 2, PAPER)


def sign(sheet: Sheet, style: Style, x: float, y: float, r: float, colour: str) -> None:
    """The sign of a kind of statement; drawn, as few fonts have the tick."""
    if style.sign == "✓":
        steps = ((-0.5, 0.05), (-0.15, 0.45), (0.55, -0.45))
        d = "M" + "L".join(f"{x + dx * r:.2f} {y + dy * r:.2f}" for dx, dy in steps)
        sheet.path(d, fill="none", stroke=colour, stroke_width=f"{r / 3.2:.2f}")
    else:
        size = r * 1.75
        sheet.text(x, y + size * 0.36, style.sign, size, "middle", bold=True, fill=colour)


def strip(
    sheet: Sheet, counts: Mapping[str, int], x: float, y: float, unit: float, tall: float, boxes: bool = True
) -> float:
    """Statements side by side from `x` on, by kind, `unit` wide each; where it ends.

    Each is a box of its own while that can be seen, unless `boxes` are not wanted; else a kind is one.
    """
    for kind, style in STATEMENTS.items():
        many = counts.get(kind.value, 0)
        if boxes and unit >= _SEEN:
            for _ in range(many):
                box(sheet, style, x, y, unit - 0.8, tall)
                x += unit
        elif many:
            sheet.rect(x, y - tall / 2, max(many * unit - 0.3, 0.3), tall, fill=style.light)
            x += many * unit
    return x


def entry(sheet: Sheet, kind: str, style: Style, x: float, y: float) -> None:
    """The mark of a legend."""
    if kind == STATEMENT:
        box(sheet, style, x - 5.5, y, 11, 11)
    else:
        mark(sheet, kind, x, y, 5.5)
