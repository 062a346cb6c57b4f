"""The letters of a picture: how wide they are, and a font of just those that it needs to carry along.

Roboto comes as a package. What it lacks (Arabic, Chinese, Thai…) is drawn with fonts of the reader's machine,
whose widths are not known here and are rather taken too large.
"""

from __future__ import annotations

import base64
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

FAMILY = "Roboto"
_STRANGE = 0.66  # of the size: a letter that Roboto lacks
_DROPPED = ["GPOS", "GSUB", "GDEF", "kern", "hdmx", "VDMX", "LTSH", "DSIG", "gasp"]


def files() -> dict[bool, Path]:
    """The font's files: regular and bold."""
    import font_roboto

    folder = Path(font_roboto.__file__).parent / "files"
    return {bold: folder / f"Roboto-{'Bold' if bold else 'Regular'}.ttf" for bold in (False, True)}


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text, in the units of its size."""
    return sum(_advance(char, bold) for char in text) * size


def has(text: str) -> bool:
    """Whether Roboto has every letter of a text."""
    return all(ord(char) in _letters(False) for char in text)


def embed(letters: dict[bool, set[str]]) -> str:
    """A style sheet that holds the font, cut down to these letters (regular, bold)."""
    return "".join(
        f"@font-face{{font-family:{FAMILY};font-weight:{700 if bold else 400};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(_subset(frozenset(chars), bold)).decode()})}}"
        for bold, chars in sorted(letters.items())
        if chars
    )


def _subset(chars: frozenset[str], bold: bool) -> bytes:
    """Outlines only: without kerning a text is as wide as the sum of its letters, wherever it is drawn."""
    from fontTools.subset import Options, Subsetter

    font = _open(bold)
    options = Options(
        hinting=False, layout_features=[], name_IDs=[1, 2], notdef_outline=True, drop_tables=_DROPPED
    )
    cutter = Subsetter(options)
    cutter.populate(unicodes=sorted(ord(char) for char in chars))
    cutter.subset(font)
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def _open(bold: bool) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(files()[bold], recalcTimestamp=False, lazy=True)


@cache
def _letters(bold: bool) -> dict[int, float]:
    """How far each letter goes, in parts of the size."""
    font = _open(bold)
    metrics, size = font["hmtx"], font["head"].unitsPerEm
    return {code: metrics[name][0] / size for code, name in font.getBestCmap().items()}


def _advance(char: str, bold: bool) -> float:
    known = _letters(bold).get(ord(char))
    if known is not None:
        return known
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.15 if unicodedata.east_asian_width(char) in "WF" else _STRANGE
