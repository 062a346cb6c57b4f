"""How wide words are in a picture, and as much of them as has room.

A picture is laid out without the fonts with which it will be seen: widths are those of Roboto, rounded up.
"""

from __future__ import annotations

import re
import unicodedata

_WIDTHS = (
    ("iljI.,:;'!|·‘’ ", 0.28),
    ("ftr()[]{}-“”", 0.38),
    ("mwMW%@—", 0.92),
    ("ABCDEFGHKNOPQRSUVXYZ&≈=+<>", 0.68),
)
_WIDTH = {char: width for chars, width in _WIDTHS for char in chars}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Text on one line that XML can hold and that does not turn what stands beside it."""
    return " ".join(_TURNING.sub("", _NOT_XML.sub("\ufffd", text)).split())


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text, in the units of its size; rather too much than too little."""
    return sum(_em(char) for char in text) * size * (1.06 if bold else 1.0)


def shorten(text: str, room: float, size: float, bold: bool = False, end: str = "") -> str:
    """As much of a text as has room, whole where it can be; `end` stays at its end."""
    if end:
        return shorten(text, room - width(end, size, bold), size, bold) + end
    if width(text, size, bold) <= room:
        return text
    cut = min(len(text), int(room / size * 4))
    while cut > 1 and width(f"{text[:cut]}…", size, bold) > room:
        cut -= 1
    return f"{text[:cut].rstrip()}…"


def is_western(text: str) -> bool:
    """Whether the font that comes with the program has every letter: Latin, Greek, Cyrillic."""
    return all(ord(char) < 0x530 or 0x1E00 <= ord(char) < 0x2027 or char in "≈…–—\ufffd" for char in text)


def _em(char: str) -> float:
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WIDTH:
        return _WIDTH[base]
    if unicodedata.combining(char):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.56
