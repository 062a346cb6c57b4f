"""In which form to answer: what the client accepts, of what there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import mimeparse

from kg.errors import UsageError
from kg.query import Ask, Result, Select

HTML = "text/html"
RDF: Mapping[str, str] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
}
ASK: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "application/json": "json",
    "application/xml": "xml",
}
ROWS: Mapping[str, str] = {**ASK, "text/csv": "csv", "text/tab-separated-values": "tsv"}
ENDINGS = {"ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json",
           "rdf": "application/rdf+xml"}  # fmt: skip
_SHORT = {format: media for media, format in reversed([*ROWS.items(), *RDF.items()])}
_TEXT = ("text/", "application/xml", "application/rdf+xml", "application/sparql-results+xml")


class NotAcceptableError(UsageError):
    """There is nothing of the kinds that the client accepts."""


@dataclass(frozen=True, slots=True)
class Form:
    """A media type and the name under which `kg.output` writes it."""

    media: str
    format: str

    @property
    def content_type(self) -> str:
        """The value of the header."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


def choose(accept: str | None, kinds: Mapping[str, str]) -> Form:
    """The form the client likes best; the first of `kinds` where it does not care."""
    best = _best(accept, list(kinds))
    if not best:
        hint = f"accept one of {', '.join(kinds)}"
        raise NotAcceptableError(f"nothing here is of {_told(accept)}", hint=hint)
    return Form(best, kinds[best])


def offered(result: Result) -> Mapping[str, str]:
    """The kinds in which an answer may be had."""
    return ROWS if isinstance(result, Select) else ASK if isinstance(result, Ask) else RDF


def of_result(result: Result, accept: str | None, format: str | None) -> Form:
    """The form for an answer; `format` names it in short and goes before `accept`."""
    kinds = offered(result)
    if format:
        if format not in kinds.values():
            names = ", ".join(dict.fromkeys(kinds.values()))
            raise NotAcceptableError(f"no format {format[:40]!r} for such an answer", hint=f"use {names}")
        return Form(_SHORT[format], format)
    return choose(accept, kinds)


def wants_page(accept: str | None, others: Mapping[str, str]) -> bool:
    """Whether a client would rather have a page for people than any of `others`."""
    return accept is not None and _best(accept, [*others, HTML]) == HTML


def _best(accept: str | None, kinds: list[str]) -> str:
    if not accept:
        return kinds[0]
    try:
        return str(mimeparse.best_match(kinds[::-1], accept))  # of equals it takes the last
    except (mimeparse.MimeTypeParseException, ValueError):
        return kinds[0]


def _told(accept: str | None) -> str:
    return f"the kinds that you accept ({(accept or '')[:80]})"
