"""Words for a picture: clean, on lines that have room."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kg.views.picture.fonts import width

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_MOST = 400  # letters that are looked at for a line


def clean(text: str) -> str:
    """Text on one line that XML can hold and that does not turn what stands beside it."""
    held = _NOT_XML.sub("\ufffd", unicodedata.normalize("NFC", text))
    return " ".join(_TURNING.sub("", held).split())


def wrap(text: str, room: float, size: float, bold: bool = False, lines: int = 2) -> list[str]:
    """A text on at most so many lines, broken between words; cut only if it has no room even so.

    A word that is wider than a line is broken where it must.
    """
    made = [""]
    most = _MOST * (lines + 1)
    if len(text) > most:
        text = f"{text[:most]}…"
    for word in _words(text, room, size, bold):
        longer = f"{made[-1]} {word}" if made[-1] else word
        if width(longer, size, bold) <= room:
            made[-1] = longer
        else:
            made.append(word)
    if len(made) <= lines:
        return made
    return [*made[: lines - 1], shorten(" ".join(made[lines - 1 :]), room, size, bold)]


def balance(text: str, room: float, size: float, bold: bool = False, lines: int = 2) -> list[str]:
    """The same, with lines about as long as each other."""
    made = wrap(text, room, size, bold, lines)
    narrow = room
    while len(made) > 1 and (narrow := narrow - size) > size:
        tried = wrap(text, narrow, size, bold, len(made))
        if " ".join(tried) != " ".join(made):
            break
        made = tried
    return made


def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    """As much of a text as has room, whole where it can be."""
    if width(text, size, bold) <= room:
        return text
    cut = min(len(text), int(room / size * 5))
    while cut > 0 and width(f"{text[:cut]}…", size, bold) > room:
        cut -= 1
    return f"{text[:cut].rstrip()}…"


def first_that_fits(texts: Sequence[str], room: float, size: float, bold: bool = False) -> str:
    """The first text that has room, the last of them cut if none has."""
    return next((t for t in texts if width(t, size, bold) <= room), shorten(texts[-1], room, size, bold))


def listed(parts: Sequence[str], rest: str, room: float, size: float, lines: int) -> list[str]:
    """As many parts as have room on so many lines, by commas; `rest` tells that {n} more were left out."""
    for some in range(len(parts) if lines else 0, 0, -1):
        left = len(parts) - some
        text = ", ".join(parts[:some]) + (f" {rest.format(n=left)}" if left else "")
        made = wrap(text, room, size, lines=lines)
        if some == 1 or " ".join(made) == text:
            return made
    return []


def _words(text: str, room: float, size: float, bold: bool) -> list[str]:
    """The words of a text, those that are wider than a line in pieces."""
    words = []
    for word in text.split():
        piece, wide = "", 0.0
        for char in word:
            wide += width(char, size, bold)
            if wide > room and piece:
                words.append(piece)
                piece, wide = "", width(char, size, bold)
            piece += char
        words.append(piece)
    return words
