"""The one place that makes an Article: canonical text, blocks, language, hash."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, takewhile
from typing import Any

import pycld2

from kg.errors import ArticleError
from kg.model import Article, Block, BlockKind
from kg.segment import segment
from kg.sources.published import stated, written
from kg.text import canonical

_DETECTABLE_LETTERS = 40
_DETECTED_CHARS = 1_200
_LETTER = re.compile(r"[^\W\d_]")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")  # no RDF or XML carries them
# "Bộ trưởng tiếp Đại sứ 14/02/2026 12:54": a headline and the page's stamp on one line.
_STAMPED = re.compile(
    r"\s*([^\n]{20,}?\w)[ \t](?=\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ ,|-]+\d{1,2}[:h]\d{2}[ \t]*\n)"
)
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]|\Z)")
_SPACE = re.compile(r"\s+")
_KEYS = {
    "id": ("id", "identifier"),
    "title": ("title", "headline"),
    "published": ("date", "published", "published_at", "datePublished"),
    "url": ("url", "link"),
    "publisher": ("publisher", "source", "site"),
    "language": ("language", "lang"),
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says about an article besides its text."""

    id: str | None = None
    title: str | None = None
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None


def metadata(fields: Mapping[str, Any], where: str) -> Metadata:
    """Metadata from the keys that front matter and JSON objects use; unknown keys are left alone."""
    values = {name: _field(fields, keys, where) for name, keys in _KEYS.items()}
    published = values.pop("published")
    day = written(published) if published else None
    if published and day is None:
        raise ArticleError(f"{published!r} is not a date", where=where, hint="write it as YYYY-MM-DD")
    return Metadata(published=day, **values)


def _field(fields: Mapping[str, Any], keys: tuple[str, ...], where: str) -> str | None:
    for key in keys:
        value = fields.get(key)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ArticleError(f"{key!r} is not a text", where=where, hint=f"write {key} as one line of text")
        return _line(str(value)) or None
    return None


def _line(value: str) -> str:
    """A metadata value: canonical, on one line, without what no store carries."""
    return _SPACE.sub(" ", _clean(value)).strip()


def _clean(raw: str) -> str:
    """Canonical text; a code point that cannot be stored gives way to one that can, offsets stay.

    So they do where the page's stamp is set off from the headline that it stands behind.
    """
    text = _UNFIT.sub(lambda found: " " if found[0].isascii() else "\ufffd", canonical(raw))
    stamped = _STAMPED.match(text)
    return f"{text[: stamped.end(1)]}\n{text[stamped.end(1) + 1 :]}" if stamped is not None else text


def detect(text: str) -> str | None:
    """ISO 639-1 code of a text's language; None where it is too short or the detector is not sure."""
    head = text[:_DETECTED_CHARS]
    if next(islice(_LETTER.finditer(head), _DETECTABLE_LETTERS - 1, None), None) is None:
        return None
    try:
        reliable, _, details = pycld2.detect(head.encode("utf-8"))
    except pycld2.error:
        return None
    code = str(details[0][1])
    return code.partition("-")[0] if reliable and code != "un" else None


def _code(language: str | None) -> str | None:
    """ISO 639 code of a language tag: "vi" of "vi-VN"; None of a name or of nothing."""
    found = _TAG.match((language or "").strip().lower())
    return found[1] if found else None


def make(
    text: str, about: Metadata, *, source: str, published: date | None = None, fallback: str | None = None
) -> Article:
    """The article of a source's raw text; `about.id` is set.

    `published` and `fallback` (a language) serve where neither the metadata nor the text tell.
    """
    body = _clean(text)
    if not body.strip():
        raise ArticleError("the article has no text", where=source, hint="remove it or put the text in it")
    language = _code(about.language) or detect(body) or _code(fallback)
    blocks = segment(body, about.title, language or "vi")
    article = Article(
        id=about.id or "",
        text=body,
        blocks=blocks,
        source=source,
        title=about.title or _headline(body, blocks),
        language=language,
        url=about.url,
        publisher=about.publisher,
        published=about.published or published or _stamp(body, blocks),
    )
    return replace(article, sha256=_hash(article))


def _headline(text: str, blocks: Sequence[Block]) -> str | None:
    """The headline that stands in the text itself."""
    found = (block.span.of(text) for block in blocks if block.kind is BlockKind.TITLE)
    return next(map(_line, found), None)


def _stamp(text: str, blocks: Sequence[Block]) -> date | None:
    """The date of the page's own stamp: a line of furniture above the body, never a sentence."""
    above = takewhile(lambda block: block.kind is not BlockKind.BODY, blocks)
    lines = (block.span.of(text) for block in above if block.kind is BlockKind.FURNITURE)
    return next((day for line in lines if (day := stated(line))), None)


def _hash(article: Article) -> str:
    """Over the text and the metadata: a change in either makes the article another one."""
    fields = [
        article.text,
        article.id,
        article.title,
        article.language,
        article.published.isoformat() if article.published else None,
        article.url,
        article.publisher,
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def article_from_text(
    id: str,
    text: str,
    *,
    title: str | None = None,
    published: date | str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    source: str = "",
) -> Article:
    """An article from a text in memory, as `read` makes one from a file."""
    fields = {
        "id": id,
        "title": title,
        "date": published.isoformat() if isinstance(published, date) else published,
        "url": url,
        "publisher": publisher,
        "language": language,
    }
    return make(text, metadata(fields, source or id), source=source)
