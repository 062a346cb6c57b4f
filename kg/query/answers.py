"""What a SPARQL endpoint answers over HTTP, as terms; made for the answers of any engine.

pyoxigraph's own reader of the JSON format takes no member after the bindings, which Comunica writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.query.result import Ask, Construct, Result, Row, Select, Term

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_JSON = (RESULTS, "application/json")


class UnreadableError(Exception):
    """The answer is not what its media type says, or breaks off."""


def accept(form: str) -> str:
    """The media types to ask for, for a query of a form (SELECT, ASK, CONSTRUCT, DESCRIBE)."""
    return RESULTS if form in ("SELECT", "ASK") else TRIPLES


def readable(form: str, media_type: str) -> bool:
    """Whether an answer of this type can be one to such a query."""
    if form in ("SELECT", "ASK"):
        return media_type in _JSON
    return _rdf(media_type) is not None


def read(form: str, media_type: str, body: bytes, rows: int) -> Result:
    """The answer in `body`, cut after so many rows or triples; UnreadableError if it is none."""
    if form in ("SELECT", "ASK"):
        return _results(body, rows)
    try:
        found = {
            Triple(quad.subject, quad.predicate, quad.object) for quad in parse(body, format=_rdf(media_type))
        }
    except (SyntaxError, ValueError) as error:
        raise UnreadableError(str(error)) from error
    triples = sorted(found, key=str)
    return Construct(tuple(triples[:rows]), len(triples) > rows)


def _rdf(media_type: str) -> RdfFormat | None:
    return RdfFormat.from_media_type("text/turtle" if media_type == "text/plain" else media_type)


def _results(body: bytes, most: int) -> Result:
    try:
        found = json.loads(body)
        if "boolean" in found:
            return Ask(bool(found["boolean"]))
        variables = tuple(str(name) for name in found["head"]["vars"])
        bindings = found["results"]["bindings"]
        rows = tuple(_row(binding, variables) for binding in bindings[:most])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(" ".join(str(error).split())) from error
    return Select(variables, rows, len(bindings) > most)


def _row(binding: dict[str, Any], variables: Iterable[str]) -> Row:
    return tuple(_term(binding[name]) if name in binding else None for name in variables)


def _term(value: dict[str, Any]) -> Term:
    match value["type"]:
        case "uri":
            return NamedNode(value["value"])
        case "bnode":
            return BlankNode(value["value"])
        case "triple":
            parts = value["value"]
            return Triple(*(_term(parts[name]) for name in ("subject", "predicate", "object")))  # type: ignore[arg-type]
        case _:  # "literal", or "typed-literal" of before 2013
            if language := value.get("xml:lang"):
                return Literal(value["value"], language=language)
            datatype = value.get("datatype")
            return Literal(value["value"], datatype=NamedNode(datatype) if datatype else None)
