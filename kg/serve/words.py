"""The words of the interface, and in which language a visitor reads them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from starlette.requests import Request

LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}
COOKIE = "kg-lang"


@cache
def strings(lang: str) -> dict[str, str]:
    """The words in a language: those of the graph's view, and our own."""
    found: dict[str, str] = {}
    for package in ("kg.views", "kg.serve"):
        text = files(package).joinpath("strings", f"{lang}.json").read_text(encoding="utf-8")
        found |= json.loads(text)
    return found


def language(request: Request) -> str:
    """What the address asks for, else what was chosen before, else what the browser prefers, else English."""
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return str(asked)
    ranked = sorted(_accepted(request.headers.get("accept-language", "")), key=lambda pair: -pair[1])
    return next((lang for lang, quality in ranked if lang in LANGUAGES and quality > 0), "en")


def _accepted(header: str) -> list[tuple[str, float]]:
    found = []
    for item in header.split(",")[:50]:
        name, _, quality = item.partition(";q=")
        try:
            found.append((name.strip().lower().partition("-")[0], float(quality or 1)))
        except ValueError:
            continue
    return found
