"""The words of a picture: those of the pages, and its own."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from kg.views import shell


@cache
def words(lang: str) -> dict[str, str]:
    """All of them in a language."""
    own = files("kg.views.picture").joinpath("strings", f"{lang}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(own)
    return shell.strings(lang) | found


def number(value: int, lang: str) -> str:
    """A whole number with its thousands set apart."""
    return f"{value:,}".replace(",", "." if lang == "vi" else ",")
