"""JSON-LD that reads like JSON: articles with encounters, those with statements, these with quotes.

The context is written into the file, so that nothing is fetched to read it. A node that several others point
to may stand in the file more than once; as a graph it is the same as every other export.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from pyoxigraph import Literal, NamedNode

from kg.export.context import Context, Term
from kg.export.nodes import Node, Nodes, Pair, Value
from kg.export.record import CLASSES
from kg.graph import names as ns
from kg.graph.builder import bg, foaf, oa, org, type_

_FIRST = (bg["Article"], bg["Official"], bg["Encounter"], bg["Statement"], bg["RelationshipState"])
_INSIDE = frozenset((bg["evidence"], oa["hasSelector"], bg["quantity"]))  # whole within what points to them
_NAMED = frozenset((bg["participant"], bg["speaker"]))  # with their names
_BELOW = {  # what points to a node of a class stands within it, under this word
    bg["Article"]: ("encounters", bg["reportedIn"]),
    bg["Encounter"]: ("statements", bg["madeAt"]),
    bg["Official"]: ("tenures", org["member"]),
}


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write all graphs as one; returns the number of triples."""
    tree = _Tree(nodes)
    file.write(f'{{\n"@context": {_dump(tree.context.entries)},\n"@graph": ['.encode())
    glue = "\n"
    for found in tree:
        file.write(f"{glue}{_dump(found)}".encode())
        glue = ",\n"
    file.write(b"\n]}\n")
    return tree.triples


class _Tree:
    """The nodes as nested objects, each written whole at least once and counted once."""

    def __init__(self, nodes: Nodes) -> None:
        self.context = Context(nodes.names.base)
        self.triples = 0
        self._nodes = nodes
        self._written: set[str] = set()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for kind in _FIRST:
            yield from self._rest(self._nodes.pointing(type_, kind))
        yield from self._rest(node.iri for node in self._nodes if node.iri.value not in self._written)

    def _rest(self, iris: Iterator[NamedNode]) -> Iterator[dict[str, Any]]:
        for iri in iris:
            if iri.value not in self._written:
                yield self._object(self._nodes.get(iri))

    def _object(self, node: Node, without: Pair | None = None) -> dict[str, Any]:
        """A node and what stands within it; `without` is said by where it stands."""
        if node.iri.value not in self._written:
            self._written.add(node.iri.value)
            self.triples += len(node.pairs)
        types = [value for predicate, value in node.pairs if predicate == type_]
        found: dict[str, Any] = {"id": self.context.id(node.iri.value)}
        if types:
            found["type"] = [self.context.word(value.value) for value in sorted(types, key=_own_first)]
        for predicate, value in node.pairs:
            if predicate != type_ and (predicate, value) != without:
                term = self.context.term(predicate.value, value)
                _add(found, term, value, self._value(term, predicate, value))
        for kind in types:
            if isinstance(kind, NamedNode) and kind in _BELOW:
                self._put_below(found, node, *_BELOW[kind])
        return found

    def _put_below(self, found: dict[str, Any], node: Node, word: str, predicate: NamedNode) -> None:
        members = list(self._nodes.pointing(predicate, node.iri))
        if members:
            found[word] = [
                {"id": self.context.id(iri.value)}
                if iri.value in self._written
                else self._object(self._nodes.get(iri), (predicate, node.iri))
                for iri in members
            ]

    def _value(self, term: Term, predicate: NamedNode, value: Value) -> Any:
        if isinstance(value, NamedNode) and value in self._nodes:
            if predicate in _INSIDE:
                return self._object(self._nodes.get(value))
            if predicate in _NAMED:
                return self._named(value)
        return self.context.value(term, value)

    def _named(self, iri: NamedNode) -> dict[str, Any]:
        names = [value.value for predicate, value in self._nodes.get(iri).pairs if predicate == foaf["name"]]
        return {"id": self.context.id(iri.value), **({"name": names[0]} if names else {})}


def _own_first(value: Value) -> tuple[bool, bool, str]:
    """Our most telling class first, then those above it."""
    return value.value not in CLASSES, not value.value.startswith(ns.BG), value.value


def _add(found: dict[str, Any], term: Term, value: Value, written: Any) -> None:
    """Put a value under its word: one alone, several in a list, those of a language under that."""
    place, key = found, term.word
    if term.languages and isinstance(value, Literal) and value.language:
        place, key = found.setdefault(term.word, {}), value.language
    if key not in place:
        place[key] = [written] if term.many else written
    else:
        place[key] = [*(place[key] if isinstance(place[key], list) else [place[key]]), written]


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
