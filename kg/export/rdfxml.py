"""RDF/XML, for tools that know no other form of RDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from kg.export.nodes import Nodes, Value

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold at all: each becomes U+FFFD."""
    return NOT_XML.sub("\ufffd", text)


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write all graphs as one; returns the number of triples."""
    count = 0

    def triples() -> Iterator[Triple]:
        nonlocal count
        for node in nodes:
            for predicate, value in node.pairs:
                yield Triple(node.iri, predicate, _clean(value))
            count += len(node.pairs)

    serialize(triples(), file, RdfFormat.RDF_XML, prefixes=nodes.names.prefixes)
    return count


def _clean(value: Value) -> Value:
    if not isinstance(value, Literal) or not NOT_XML.search(value.value):
        return value
    if value.language:
        return Literal(clean(value.value), language=value.language)
    return Literal(clean(value.value), datatype=value.datatype)
