"""From paths to articles: every kind of file, one article or one error at a time.

>>> for item in read(["articles/", "feed.jsonl.gz"]):
...     ...  # an Article, or the ArticleError that says why one is missing
"""

from __future__ import annotations

import gzip
import io
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import ArticleError
from kg.model import Article
from kg.sources.article import article_from_text
from kg.sources.decode import MAX_BYTES, decode, too_big
from kg.sources.find import ENDINGS, STDIN, Found, ending, find, shown
from kg.sources.html import read_html
from kg.sources.jsonl import open_lines, read_jsonl
from kg.sources.plain import read_plain

__all__ = ["ENDINGS", "Found", "article_from_text", "count_hint", "find", "read", "read_file"]

_COUNTED_BYTES = 200_000_000  # beyond, counting lines takes longer than a progress bar is worth
_CHUNK = 1 << 20


def read(paths: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Article | ArticleError]:
    """The articles of `paths` (files, folders, "-" for `stdin`), and an error for each that cannot be read.

    The order is that of the sorted paths, whatever theirs. Of two articles with one id the first counts;
    the other is reported if its content differs, and left out silently if it does not.
    """
    found = find(paths)
    yield from found.errors
    yield from _unique(_all(found, stdin))


def read_file(path: str | Path) -> Iterator[Article | ArticleError]:
    """The articles of one file."""
    file = Path(path)
    where, kind = shown(file), ending(file)
    try:
        if kind in (".jsonl", ".jsonl.gz"):
            with open_lines(file) as stream:
                yield from read_jsonl(stream, _stem(file), where)
            return
        if file.stat().st_size > MAX_BYTES:
            raise too_big(where)
        raw = file.read_bytes()
        if kind in (".html", ".htm"):
            yield from read_html(raw, _stem(file), where)
        else:
            yield from read_plain(decode(raw, where), _stem(file), where)
    except ArticleError as error:
        yield error
    except OSError as error:
        what = f"cannot read the file: {error.strerror or error}"
        yield ArticleError(what, where=where, hint="check that it exists and its permissions")


def count_hint(paths: Sequence[str | Path]) -> int | None:
    """How many articles `paths` hold, roughly, for a progress bar; None where counting costs too much."""
    found = find(paths)
    if found.stdin:
        return None
    total = 0
    for file in found.files:
        lines = _count_lines(file) if ending(file) in (".jsonl", ".jsonl.gz") else 1
        if lines is None:
            return None
        total += lines
    return total


def _all(found: Found, stdin: BinaryIO | None) -> Iterator[Article | ArticleError]:
    if found.stdin:
        yield from _standard_input(stdin)
    for file in found.files:
        yield from read_file(file)


def _standard_input(stdin: BinaryIO | None) -> Iterator[Article | ArticleError]:
    if stdin is None:
        yield ArticleError("standard input is not available here", where=STDIN, hint="give a file instead")
        return
    stream = cast(
        "io.BufferedReader", stdin if hasattr(stdin, "peek") else io.BufferedReader(cast(io.RawIOBase, stdin))
    )
    if bytes(stream.peek(64)).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from read_jsonl(stream, "stdin", STDIN)
        return
    try:
        yield from read_plain(decode(stream.read(MAX_BYTES + 1), STDIN), "stdin", STDIN)
    except ArticleError as error:
        yield error


def _unique(items: Iterable[Article | ArticleError]) -> Iterator[Article | ArticleError]:
    seen: dict[str, tuple[str, str]] = {}
    for item in items:
        if isinstance(item, ArticleError):
            yield item
            continue
        digest, source = seen.setdefault(item.id, (item.sha256, item.source))
        if source == item.source:
            yield item
        elif digest != item.sha256:
            what = f"the article id {item.id!r} is already that of {source}"
            yield ArticleError(what, where=item.source, hint='rename the file or give it an "id" of its own')


def _stem(file: Path) -> str:
    """The file's name without its ending: the article's identity, the same on every machine."""
    name = shown(Path(file.name))
    return unicodedata.normalize("NFC", name[: len(name) - len(ending(file) or "")])


def _count_lines(file: Path) -> int | None:
    lines = read_bytes = 0
    last = b"\n"
    try:
        with open_lines(file) as stream:
            while chunk := stream.read(_CHUNK):
                lines, last = lines + chunk.count(b"\n"), chunk[-1:]
                read_bytes += len(chunk)
                if read_bytes > _COUNTED_BYTES:
                    return None
    except (OSError, EOFError, zlib.error, gzip.BadGzipFile):
        return None
    return lines + (last != b"\n")
