"""JSON Lines, plain or gzipped: one article a line; a bad line is reported and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import ArticleError
from kg.model import Article
from kg.sources.article import make, metadata
from kg.sources.decode import MAX_BYTES, marked_encoding, too_big

_TEXT_KEYS = ("text", "content", "body")
_SKIP_LIMIT = 20  # how many times the bound of a line is read over to find its end


def open_lines(path: Path) -> BinaryIO:
    """The bytes of a JSONL file, unpacked."""
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rb")  # type: ignore[return-value]
    return path.open("rb")


def read_jsonl(stream: BinaryIO, stem: str, where: str) -> Iterator[Article | ArticleError]:
    """The articles of an open stream; a line without an id gets `stem` and its number."""
    number, empty = 0, True
    try:
        for number, line in _lines(stream):
            empty = False
            if isinstance(line, str):
                try:
                    yield _article(line, f"{stem}-{number}", f"{where}:{number}", f"{where}#{number}")
                except ArticleError as error:
                    yield error
            elif line is not None:
                yield too_big(f"{where}:{number}")
            else:
                hint = "put each article on a line of its own"
                yield ArticleError(
                    "a line without end; the rest is left", where=f"{where}:{number}", hint=hint
                )
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield ArticleError(
            f"the gzip data is broken: {error}", where=f"{where}:{number + 1}", hint="pack it again"
        )
        return
    if empty:
        yield ArticleError("the file is empty", where=where, hint="put one JSON object on each line")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, str | int | None]]:
    """(number, line) from 1; an int in place of a line too long, None of one that never ends."""
    encoding = marked_encoding(bytes(stream.peek(4)[:4])) or "utf-8"  # type: ignore[attr-defined]
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="\n")
    try:
        yield from _numbered(text)
    finally:
        text.detach()  # the stream is the caller's to close


def _numbered(text: io.TextIOWrapper) -> Iterator[tuple[int, str | int | None]]:
    number = 0
    while line := text.readline(MAX_BYTES):
        number += 1
        if len(line) < MAX_BYTES or line.endswith("\n"):
            if line.strip():
                yield number, line
            continue
        skipped = 1
        while len(line) == MAX_BYTES and not line.endswith("\n"):
            line = text.readline(MAX_BYTES)
            skipped += 1
            if skipped > _SKIP_LIMIT:
                yield number, None
                return
        yield number, skipped


def _article(line: str, id: str, where: str, source: str) -> Article:
    fields = _object(line, where)
    key = next((key for key in _TEXT_KEYS if str(fields.get(key) or "").strip()), None)
    if key is None:
        have = ", ".join(sorted(map(str, fields))[:8]) or "none"
        raise ArticleError(
            f"no text; its fields: {have}", where=where, hint=f"name it {' or '.join(_TEXT_KEYS)}"
        )
    if not isinstance(fields[key], str):
        raise ArticleError(f"{key!r} is not a text", where=where, hint="write it as a JSON string")
    about = metadata(fields, where)
    return make(fields[key], replace(about, id=about.id or id), source=source)


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        line.encode("utf-8")
        found = json.loads(line)
    except UnicodeEncodeError as error:
        raise ArticleError("the line is not UTF-8", where=where, hint="save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        what = f"not JSON: {error.msg} at column {error.colno}"
        raise ArticleError(what, where=where, hint="each line is one JSON object") from error
    except (RecursionError, ValueError) as error:
        raise ArticleError(
            "not JSON: nested too deep or a number too long", where=where, hint="each line is one JSON object"
        ) from error
    if not isinstance(found, dict):
        raise ArticleError("not a JSON object", where=where, hint='write {"id": …, "title": …, "text": …}')
    return found
