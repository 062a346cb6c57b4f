"""Bytes to text: the encodings that articles come in, and the bounds that keep a build alive."""

from __future__ import annotations

import re

from kg.errors import ArticleError

MAX_BYTES = 10_000_000
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What charset-normalizer may choose among: others only make it guess wrong on short texts.
_CANDIDATES = ["utf_16_le", "utf_16_be", "cp1258", "cp1252"]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE = 20_000


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte-order mark at the start names."""
    return next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)


def too_big(where: str) -> ArticleError:
    """The error for an article beyond the bound."""
    return ArticleError(
        f"larger than {MAX_BYTES // 1_000_000} MB", where=where, hint="split it into articles, e.g. as JSONL"
    )


def decode(raw: bytes, where: str, *, declared: str | None = None) -> str:
    """The text of `raw`: UTF-8, UTF-16 or UTF-32, or a legacy Vietnamese or Western code page.

    `declared` is the encoding that a page names, tried where the bytes themselves do not tell.
    Raises an ArticleError for what is too big, empty or no text.
    """
    if len(raw) > MAX_BYTES:
        raise too_big(where)
    if not raw.strip(b" \t\r\n\0\xff\xfe\xef\xbb\xbf"):
        raise ArticleError("the file is empty", where=where, hint="remove it or put the article's text in it")
    text = _decoded(raw, declared)
    if text is None or len(_CONTROL.findall(text, 0, _SAMPLE)) > 3 + len(text[:_SAMPLE]) // 200:
        raise ArticleError(
            "not a text file, or in an unknown encoding", where=where, hint="save it as UTF-8 text"
        )
    return text


def _decoded(raw: bytes, declared: str | None) -> str | None:
    marked = marked_encoding(raw)
    try:
        text = raw.decode(marked or "utf-8")
        if marked or "\0" not in text:
            return text
    except UnicodeDecodeError:
        if marked == "utf-8-sig":
            return None
    if declared:
        try:  # pages name UTF-8 and break it in a byte or two
            return raw.decode(declared, errors="replace" if declared.startswith("utf") else "strict")
        except (LookupError, UnicodeDecodeError):
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(raw[: 2 * _SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is None:
        return None
    try:
        return raw.decode(best.encoding)
    except UnicodeDecodeError:
        return None
