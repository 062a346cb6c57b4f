"""Turtle that diffs well: prefixes, then a block a subject, a line an object, in one order.

pyoxigraph writes its prefixes in another order each time, and rdflib takes a minute for a million triples.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import IO

from pyoxigraph import Literal, NamedNode

from kg.export.nodes import Node, Nodes, Value
from kg.graph import names as ns
from kg.graph.builder import type_
from kg.graph.names import Names

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_RELATIVE = re.compile(r"[A-Za-z]+/[A-Za-z0-9%_~.,/-]+\Z")
_STRING = NamedNode(ns.XSD + "string")


class Terms:
    """Writes terms short: `bg:date`, and `<article/007>` for data under the base."""

    def __init__(self, names: Names) -> None:
        self._base = names.base
        self._prefixes = {prefix: iri for prefix, iri in names.prefixes.items() if prefix != "id"}
        self._short: dict[str, str] = {}

    def header(self) -> str:
        """The base and the prefixes."""
        base = f"@base <{self._base}> .\n" if self._base.endswith("/") else ""
        return base + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in self._prefixes.items())

    def iri(self, node: NamedNode) -> str:
        """An IRI as a prefixed name, relative to the base, or in full."""
        iri = node.value
        if iri.startswith(self._base) and self._base.endswith("/"):
            return f"<{relative(iri, self._base) or iri}>"
        if iri not in self._short:
            self._short[iri] = self._prefixed(iri)
        return self._short[iri]

    def value(self, value: Value) -> str:
        """An object; the string of a literal is escaped as in N-Triples."""
        if isinstance(value, NamedNode):
            return self.iri(value)
        if value.language or value.datatype == _STRING:
            return str(value)
        return f"{Literal(value.value)}^^{self.iri(value.datatype)}"

    def _prefixed(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace) and _LOCAL.match(iri[len(namespace) :]):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"


def relative(iri: str, base: str) -> str | None:
    """An IRI as it is written relative to `base`, if it can be."""
    local = iri.removeprefix(base)
    fits = local != iri and base.endswith("/") and _RELATIVE.match(local) and "/." not in local
    return local if fits else None


def block(node: Node, terms: Terms, indent: str = "") -> str:
    """The lines of one subject, its types first."""
    pairs = sorted(node.pairs, key=lambda pair: pair[0] != type_)  # a stable sort
    lines = []
    for predicate, group in groupby(pairs, key=lambda pair: pair[0]):
        verb = "a" if predicate == type_ else terms.iri(predicate)
        values = [terms.value(value) for _, value in group]
        if predicate == type_:
            values.sort(key=lambda name: not name.startswith("bg:"))  # our own class before those above it
        glue = ", " if predicate == type_ else f",\n{indent}    "
        lines.append(f"{verb} {glue.join(values)}")
    body = f" ;\n{indent}  ".join(lines)
    return f"{indent}{terms.iri(node.iri)} {body} .\n"


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write all graphs as one; returns the number of triples."""
    terms, count = Terms(nodes.names), 0
    file.write(terms.header().encode())
    for node in nodes:
        file.write(f"\n{block(node, terms)}".encode())
        count += len(node.pairs)
    return count
