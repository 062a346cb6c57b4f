"""Triples as RDF, sorted, so that equal answers are equal bytes."""

from __future__ import annotations

from pyoxigraph import RdfFormat, serialize

from kg.output.layout import Layout
from kg.query.result import Construct


def ttl(result: Construct, layout: Layout) -> str:
    """Turtle with the project's prefixes."""
    return _text(result, RdfFormat.TURTLE, layout)


def nt(result: Construct, layout: Layout) -> str:
    """N-Triples, a line for each triple."""
    return _text(result, RdfFormat.N_TRIPLES, layout)


def jsonld(result: Construct, layout: Layout) -> str:
    """JSON-LD."""
    return _text(result, RdfFormat.JSON_LD, layout)


def _text(result: Construct, format: RdfFormat, layout: Layout) -> str:
    prefixes = None if format == RdfFormat.N_TRIPLES else dict(layout.prefixes)
    data = (serialize(result.triples, format=format, prefixes=prefixes) or b"").decode()
    return data if data.endswith("\n") or not data else f"{data}\n"
