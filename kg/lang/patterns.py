"""Regular expressions made of a pack's phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable

ANY_WORD = "…"  # in a phrase: one word, whichever


def any_of(phrases: Iterable[str]) -> str:
    """A group that matches one of `phrases`, the longest that fits first."""
    longest = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(map(_escaped, longest))})"


def _escaped(phrase: str) -> str:
    return r"\w+".join(re.escape(part) for part in phrase.split(ANY_WORD))
