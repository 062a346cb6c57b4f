"""Collects the triples of one named graph: no blank nodes, no doubles, one order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import names as ns
from kg.graph.packed import Packed
from kg.model import Dated, PartialDate

type_ = NamedNode(ns.RDF + "type")
Node = NamedNode | Literal


class Vocabulary(dict[str, NamedNode]):
    """Terms of a namespace: `bg["date"]`, each made when it is first asked for."""

    def __init__(self, iri: str) -> None:
        super().__init__()
        self._iri = iri

    def __missing__(self, name: str) -> NamedNode:
        term = self[name] = NamedNode(self._iri + name)
        return term


bg, topic, level, role = (Vocabulary(iri) for iri in (ns.BG, ns.TOPIC, ns.LEVEL, ns.ROLE))
dcterms, foaf, oa, org = (Vocabulary(iri) for iri in (ns.DCTERMS, ns.FOAF, ns.OA, ns.ORG))
prov, rdfs, schema, skos = (Vocabulary(iri) for iri in (ns.PROV, ns.RDFS, ns.SCHEMA, ns.SKOS))
owl, xsd = Vocabulary(ns.OWL), Vocabulary(ns.XSD)


class Graph:
    """The triples of one named graph in the making."""

    def __init__(self, name: str) -> None:
        self.name = NamedNode(name)
        self._nodes: dict[NamedNode, dict[tuple[NamedNode, Node], None]] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, *values: Node | None) -> None:
        """Add a triple for each value that is not None."""
        known = self._nodes.setdefault(subject, {})
        for value in values:
            if value is not None:
                known[predicate, value] = None

    def types(self, subject: NamedNode, *classes: NamedNode) -> None:
        """Say what a node is: its own class and the well-known ones above it."""
        self.add(subject, type_, *classes)

    def labels(self, subject: NamedNode, predicate: NamedNode, labels: Mapping[str, str]) -> None:
        """Add a label in each language that has one."""
        self.add(subject, predicate, *(Literal(label, language=lang) for lang, label in labels.items()))

    def quads(self) -> list[Quad]:
        """The triples as quads, in the order of their N-Triples text."""
        return [
            Quad(subject, predicate, value, self.name)
            for subject in sorted(self._nodes, key=_iri)
            for predicate, value in sorted(self._nodes[subject], key=_text)
        ]

    def packed(self) -> Packed:
        """The same as `pack(self.quads())`, written without making quads, which takes most of the time."""
        lines: list[str] = []
        end = f" {self.name} .\n"
        for subject in sorted(self._nodes, key=_iri):
            start = f"{subject} "
            lines += [f"{start}{said}{end}" for said in sorted(map(_text, self._nodes[subject]))]
        return Packed(self.name.value, "".join(lines).encode(), len(lines))


def _iri(node: NamedNode) -> str:
    return node.value


def _text(said: tuple[NamedNode, Node]) -> str:
    """A predicate and its value as N-Triples have them."""
    return f"<{said[0].value}> {said[1]!s}"


# ---------------------------------------------------------------- literals
def text(value: str, language: str | None = None) -> Literal:
    """A string, tagged with its language where that is known."""
    return Literal(value, language=language) if language else Literal(value)


def day(value: date) -> Literal:
    """An xsd:date."""
    return Literal(value.isoformat(), datatype=xsd["date"])


def partial(value: PartialDate) -> Literal:
    """A date exactly as precise as it is known."""
    lexical, datatype = value.lexical
    return Literal(lexical, datatype=xsd[datatype])


def decimal(value: Decimal | float) -> Literal:
    """An xsd:decimal without an exponent: 80000000, 0.9."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    lexical = format(number, "f")
    if "." in lexical:
        lexical = lexical.rstrip("0").rstrip(".")
    return Literal(lexical, datatype=xsd["decimal"])


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=xsd["integer"])


# ---------------------------------------------------------------- dates
def bounds(when: Dated) -> tuple[date | None, date | None]:
    """First and last day that a date allows, or that is known otherwise."""
    first = when.value.bounds if when.value else None
    last = (when.end.bounds if when.end else None) or first
    return when.earliest or (first[0] if first else None), when.latest or (last[1] if last else None)


def add_bounds(graph: Graph, subject: NamedNode, when: Dated | None) -> None:
    """Give a dated thing the days between which it lies, as far as they are known."""
    if when is None:
        return
    earliest, latest = bounds(when)
    graph.add(subject, bg["earliest"], day(earliest) if earliest else None)
    graph.add(subject, bg["latest"], day(latest) if latest else None)
