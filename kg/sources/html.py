"""A saved web page: trafilatura finds the article in it, the paper's own date line says when it appeared."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.errors import ArticleError
from kg.model import Article
from kg.sources.article import make, metadata
from kg.sources.decode import decode
from kg.sources.published import stated, written

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_HEAD = 4_096
_META = ("article:published_time", "datepublished", "pubdate", "publishdate", "og:published_time")
_ASIDE = frozenset({"footer", "nav", "aside", "script", "style", "noscript", "template"})
_STAMP_CHARS = 90
# No clock: a date is not refused for lying in the future of the machine that reads it.
_DATES = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1995-01-01",
    "max_date": "2100-01-01",
}
_HINT = "save the whole page, or its text as .txt"


@dataclass(frozen=True, slots=True)
class _Stamp:
    day: date
    below_headline: bool


def read_html(raw: bytes, id: str, where: str) -> Iterator[Article]:
    """The one article of a saved page."""
    from trafilatura import bare_extraction, load_html

    # trafilatura reports pages it cannot read to the log; here they are errors of ours
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    tree = load_html(decode(raw, where, declared=_declared(raw)))
    if tree is None:
        raise ArticleError("not an HTML page", where=where, hint=_HINT)
    stamps, explicit = list(_stamps(tree)), _explicit(tree)
    language = tree.get("lang")
    try:
        page: Any = bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=_DATES
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise ArticleError(f"the page cannot be read: {error}", where=where, hint=_HINT) from error
    if page is None or not (page.text or "").strip():
        raise ArticleError("no article found in the page", where=where, hint=_HINT)
    fields = {
        "id": id,
        "title": page.title,
        "url": page.url if str(page.url or "").startswith(("http://", "https://")) else None,
        "publisher": page.sitename,
    }
    guess = written(page.date) if page.date else None
    about = metadata(fields, where)
    yield make(
        page.text, about, source=where, published=_published(stamps, explicit) or guess, fallback=language
    )


def _declared(raw: bytes) -> str | None:
    found = _CHARSET.search(raw, 0, _HEAD)
    return found[1].decode("ascii").lower() if found else None


def _published(stamps: list[_Stamp], explicit: date | None) -> date | None:
    """The date line below the headline; else one elsewhere, unless the page's metadata contradicts it."""
    below = next((stamp.day for stamp in stamps if stamp.below_headline), None)
    if below:
        return below
    if not stamps:
        return explicit
    first = stamps[0].day
    # a day's difference is a time zone; more is the day on which the page was saved
    return first if explicit is None or abs((first - explicit).days) <= 1 else explicit


def _stamps(tree: Any) -> Iterator[_Stamp]:
    """Date lines of the page in its order."""
    below = False
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "h1":
            below = True
        if any(parent.tag in _ASIDE for parent in (element, *element.iterancestors())):
            continue
        for text in (_short_content(element), element.tail):
            day = stated(text) if text and len(text) <= 2 * _STAMP_CHARS else None
            if day:
                yield _Stamp(day, below)


def _short_content(element: Any) -> str | None:
    """The text of an element that holds no more than a line."""
    if len(element) > 6 or element.tag in ("html", "head", "body", "title"):
        return None
    text = " ".join("".join(element.itertext()).split())
    return text if len(text) <= _STAMP_CHARS else None


def _explicit(tree: Any) -> date | None:
    """The date that the page's metadata names as the day of publication."""
    for element in tree.iter("meta", "time"):
        names = {(element.get(key) or "").lower() for key in ("property", "name", "itemprop")}
        if names.intersection(_META) and (
            day := written(element.get("content") or element.get("datetime") or "")
        ):
            return day
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and (day := _linked_data(script.text or "")):
            return day
    return None


def _linked_data(source: str) -> date | None:
    try:
        data = json.loads(source)
    except (ValueError, RecursionError):
        return None
    nodes = data if isinstance(data, list) else [data]
    for node in nodes:
        if isinstance(node, dict):
            nodes.extend(item for item in node.get("@graph", ()) if isinstance(item, dict))
            value = node.get("datePublished")
            if isinstance(value, str) and (day := written(value)):
                return day
    return None
