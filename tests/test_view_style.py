"""The colours of a page can be told apart, by those who see fewer of them as well, in both themes."""

import re
from importlib.resources import files
from itertools import combinations

import pytest

from kg.model import StatementKind
from kg.views.picture.topics import SHADES
from kg.views.style import NODES, STATEMENTS

# Machado, Oliveira and Fernandes (2009), severity 1.0: what a linear RGB colour looks like.
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
PAPER = {"light": "#fbfbf9", "dark": "#12161c"}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def seen(colour: str, sight: str) -> list[float]:
    rgb = linear(colour)
    return [min(1.0, max(0.0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in SIGHT[sight]]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = rgb
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, sight: str) -> float:
    pairs = zip(lab(seen(one, sight)), lab(seen(other, sight)), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def contrast(one: str, other: str) -> float:
    light, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", sorted(SIGHT))
@pytest.mark.parametrize("group", [NODES, STATEMENTS], ids=["nodes", "statements"])
def test_colours_differ_for_every_kind_of_sight(group, sight, theme):
    for (one, a), (other, b) in combinations(group.items(), 2):
        apart = distance(getattr(a, theme), getattr(b, theme), sight)
        assert apart > 12, f"{one} and {other}: {apart:.1f}"


@pytest.mark.parametrize("sight", sorted(SIGHT))
def test_the_sides_of_a_picture_differ_for_every_kind_of_sight(sight):
    for one, other in combinations(SHADES.values(), 2):
        assert distance(one, other, sight) > 12, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_shape_stands_out_from_the_paper(theme):
    for name, style in {**NODES, **STATEMENTS}.items():
        assert contrast(getattr(style, theme), PAPER[theme]) > 1.9, name


def test_no_two_kinds_of_node_share_a_shape_or_a_colour():
    for attribute in ("shape", "light", "dark"):
        values = [getattr(style, attribute) for style in NODES.values()]
        assert len(set(values)) == len(values)


def test_every_kind_of_statement_has_a_sign_of_its_own():
    assert set(STATEMENTS) == set(StatementKind)
    signs = [style.sign for style in STATEMENTS.values()]
    assert all(signs) and len(set(signs)) == len(signs)


def sheet() -> dict[str, dict[str, str]]:
    """The colours of the pages' style sheet by theme, and the darkest shade of the matrix."""
    css = files("kg.views").joinpath("assets", "base", "base.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in css.split("}")[:2])
    for colours in (light, dark):
        mixed = zip(bytes.fromhex(colours["accent"][1:]), bytes.fromhex(colours["panel"][1:]), strict=True)
        colours["shade"] = "#" + bytes((a + b) // 2 for a, b in mixed).hex()
    return {"light": light, "dark": dark}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_on_every_ground_that_pages_paint(theme):
    colours = sheet()[theme]
    for ink in ("ink", "soft", "accent"):  # axe-core sees no words in pictures
        for ground in ("bg", "panel", "left", "right", "none", "chip", "mark"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["ink"], colours["shade"]) >= 4.5
    assert contrast(colours["accent-ink"], colours["accent"]) >= 4.5
