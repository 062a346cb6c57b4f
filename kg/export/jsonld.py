"""JSON-LD with a context of prefixes: an object a node, sorted, indented."""

from __future__ import annotations

import json
from itertools import groupby
from typing import IO

from pyoxigraph import Literal, NamedNode

from kg.export.nodes import Node, Nodes, Value
from kg.graph import names as ns
from kg.graph.builder import type_
from kg.graph.names import Names

_STRING = NamedNode(ns.XSD + "string")
Json = str | dict[str, str]


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write all graphs as one; returns the number of triples."""
    context = {prefix: iri for prefix, iri in nodes.names.prefixes.items() if prefix != "id"}
    shorten = _Shorten(nodes.names)
    file.write(f'{{\n"@context": {_dump(context)},\n"@graph": ['.encode())
    count = 0
    for node in nodes:
        file.write(f"{',' if count else ''}\n{_dump(_object(node, shorten))}".encode())
        count += len(node.pairs)
    file.write(b"\n]}\n")
    return count


class _Shorten:
    """Prefixed names for terms; data keep their IRIs in full."""

    def __init__(self, names: Names) -> None:
        self._prefixes = {prefix: iri for prefix, iri in names.prefixes.items() if prefix != "id"}

    def __call__(self, node: NamedNode) -> str:
        iri = node.value
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


def _object(node: Node, shorten: _Shorten) -> dict[str, object]:
    found: dict[str, object] = {"@id": node.iri.value}
    types = [shorten(v) for p, v in node.pairs if p == type_ and isinstance(v, NamedNode)]
    if types:
        found["@type"] = types
    rest = (pair for pair in node.pairs if pair[0] != type_)
    for predicate, group in groupby(rest, key=lambda pair: pair[0]):
        values = [_value(value, shorten) for _, value in group]
        found[shorten(predicate)] = values if len(values) > 1 else values[0]
    return found


def _value(value: Value, shorten: _Shorten) -> Json:
    if isinstance(value, NamedNode):
        return {"@id": shorten(value)}
    if isinstance(value, Literal) and value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype == _STRING:
        return value.value
    return {"@value": value.value, "@type": shorten(value.datatype)}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
