"""Plain text and Markdown, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import yaml

from kg.errors import ArticleError
from kg.model import Article
from kg.sources.article import Metadata, make, metadata
from kg.text import canonical

_FRONT = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_LIMIT = 8_000
_KEY = re.compile(r"^[A-Za-z_]\w*[ \t]*:", re.MULTILINE)


def read_plain(text: str, id: str, where: str) -> Iterator[Article]:
    """The one article of a text file; `id` serves where the front matter gives none."""
    about, body = _front_matter(canonical(text), where)
    yield make(body, replace(about, id=about.id or id), source=where)


def _front_matter(text: str, where: str) -> tuple[Metadata, str]:
    """Metadata and the text after it. A line of dashes that opens no front matter is text."""
    found = _FRONT.match(text, 0, _FRONT_LIMIT)
    if not found or not (_KEY.search(found["yaml"]) or not found["yaml"].strip()):
        return Metadata(), text
    try:
        # every scalar as the text it is: 007 stays 007, and 2021-02-30 is reported by us
        fields = yaml.load(found["yaml"], Loader=yaml.BaseLoader)  # noqa: S506 - it builds strings only
    except (yaml.YAMLError, RecursionError) as error:
        raise ArticleError(
            f"the front matter is not YAML: {_problem(error)}",
            where=f"{where}:{_line(error)}",
            hint='write lines like "date: 2021-07-01" between two lines of ---',
        ) from error
    if fields is None or fields == "":
        return Metadata(), text[found.end() :]
    if not isinstance(fields, dict):
        return Metadata(), text
    return metadata(fields, where), text[found.end() :]


def _problem(error: Exception) -> str:
    return str(getattr(error, "problem", None) or "it is nested too deep")


def _line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return int(mark.line) + 2 if mark else 1
