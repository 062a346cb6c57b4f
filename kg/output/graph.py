"""Triples as RDF, sorted, so that equal answers are equal bytes."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from kg.graph.names import RDF, XSD
from kg.output.layout import NOT_XML, Layout
from kg.query.result import Construct

_UNWRITTEN = {f"{XSD}{name}" for name in ("string", "integer", "decimal", "boolean")} | {f"{RDF}langString"}


def ttl(result: Construct, layout: Layout) -> str:
    """Turtle with those of the project's prefixes that it uses."""
    lines = _text(result, RdfFormat.TURTLE, _used(result, layout)).splitlines(keepends=True)
    head = sum(line.startswith("@prefix ") for line in lines)
    return "".join((*sorted(lines[:head]), *lines[head:]))


def nt(result: Construct, _: Layout) -> str:
    """N-Triples, a line for each triple."""
    return _text(result, RdfFormat.N_TRIPLES, {})


def jsonld(result: Construct, _: Layout) -> str:
    """JSON-LD, expanded."""
    return _text(result, RdfFormat.JSON_LD, {})


def rdfxml(result: Construct, _: Layout) -> str:
    """RDF/XML; U+FFFD stands for the few characters that XML cannot hold."""
    return NOT_XML.sub("\ufffd", _text(result, RdfFormat.RDF_XML, {}))


def _text(result: Construct, format: RdfFormat, prefixes: dict[str, str]) -> str:
    text = (serialize(result.triples, format=format, prefixes=prefixes) or b"").decode()
    return text if text.endswith("\n") or not text else f"{text}\n"


def _used(result: Construct, layout: Layout) -> dict[str, str]:
    """Not `id`: data's IRIs hold slashes, which a prefixed name would have to escape."""
    terms = {term for triple in result.triples for term in triple}
    iris = {term.value for term in terms if isinstance(term, NamedNode)}
    iris |= {term.datatype.value for term in terms if isinstance(term, Literal)} - _UNWRITTEN
    return {
        name: space
        for name, space in layout.prefixes.items()
        if name != "id" and any(iri.startswith(space) for iri in iris)
    }
