"""The words of a dossier: those of the pages, and its own."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from kg.views import shell


@cache
def words(lang: str) -> dict[str, str]:
    """All of them in a language."""
    own = files("kg.views.dossier").joinpath("strings", f"{lang}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(own)
    return shell.strings(lang) | found
