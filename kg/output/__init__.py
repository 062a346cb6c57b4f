"""Answers of queries as text: tables for people, the W3C result formats, and RDF.

print(render(result, "table", Layout(width=120)))
render(result, "json")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from kg.errors import UsageError, choose
from kg.output import graph, markdown, records, results, table
from kg.output.layout import Layout
from kg.query.result import Ask, Construct, Result, Select

_SELECT: Mapping[str, Callable[[Select, Layout], str]] = {
    "table": table.select,
    "markdown": markdown.select,
    "csv": results.csv,
    "tsv": results.tsv,
    "json": results.json,
    "xml": results.xml,
    "records": records.records,
    "jsonl": records.jsonl,
}
_ASK: Mapping[str, Callable[[Ask, Layout], str]] = {
    "table": table.ask,
    "markdown": table.ask,
    "json": results.ask_json,
    "xml": results.ask_xml,
}
_CONSTRUCT: Mapping[str, Callable[[Construct, Layout], str]] = {
    "ttl": graph.ttl,
    "nt": graph.nt,
    "jsonld": graph.jsonld,
    "rdfxml": graph.rdfxml,
}
_T = TypeVar("_T")
FORMATS = tuple(dict.fromkeys((*_SELECT, *_CONSTRUCT)))
_ENDINGS = {
    ".txt": "table",
    ".md": "markdown",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".srj": "json",
    ".jsonl": "jsonl",
    ".xml": "xml",
    ".srx": "xml",
    ".ttl": "ttl",
    ".nt": "nt",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
}


def render(result: Result, format: str | None = None, layout: Layout | None = None) -> str:
    """The text of `result` in `format`, by default a table, or Turtle for triples.

    Raises UsageError for an unknown format, or for one that does not hold this kind of answer.
    """
    layout = layout or Layout()
    if format is not None:
        choose(format, FORMATS, kind="format")
    if isinstance(result, Select):
        return _pick(_SELECT, format or "table", "rows")(result, layout)
    if isinstance(result, Ask):
        return _pick(_ASK, format or "table", "a yes or no")(result, layout)
    return _pick(_CONSTRUCT, format or "ttl", "triples")(result, layout)


def format_of(path: str | Path) -> str:
    """The format that a file's ending stands for."""
    ending = Path(path).suffix.lower()
    if ending not in _ENDINGS:
        hint = f"name it with one of {' '.join(_ENDINGS)}, or give --format"
        raise UsageError(f"no format has the ending {ending!r}", where=str(path), hint=hint)
    return _ENDINGS[ending]


def _pick(writers: Mapping[str, _T], format: str, what: str) -> _T:
    if format not in writers:
        raise UsageError(f"{format} does not hold {what}", hint=f"use {', '.join(writers)}")
    return writers[format]


__all__ = ["FORMATS", "Layout", "format_of", "render"]
