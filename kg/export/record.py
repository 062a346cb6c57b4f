"""A node of the graph as a row reads it: values by term, a label, what kind of thing it is."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from kg.export.nodes import Node, Value
from kg.graph import names as ns
from kg.graph.builder import bg, dcterms, foaf, rdfs, skos, type_
from kg.model import EncounterKind, StatementKind

CLASSES = {
    bg["Official"].value: "Official",
    bg["Office"].value: "Office",
    bg["Tenure"].value: "Tenure",
    bg["Country"].value: "Country",
    bg["Bloc"].value: "Bloc",
    bg["RelationshipState"].value: "RelationshipState",
    bg["Article"].value: "Article",
    bg["Place"].value: "Place",
    **{bg[kind].value: "Encounter" for kind in EncounterKind},
    **{bg[kind].value: "Statement" for kind in StatementKind},
    **{ns.OA + name: name for name in ("SpecificResource", "TextQuoteSelector", "TextPositionSelector")},
    **{ns.SCHEMA + name: "Quantity" for name in ("QuantitativeValue", "MonetaryAmount")},
}
_LABELS = (foaf["name"], skos["prefLabel"], rdfs["label"], dcterms["title"], dcterms["identifier"])


class Record:
    """One node's values."""

    def __init__(self, node: Node) -> None:
        self.iri = node.iri.value
        self._values: dict[NamedNode, list[Value]] = {}
        for predicate, value in node.pairs:
            self._values.setdefault(predicate, []).append(value)
        types = [value.value for value in self.values(type_)]
        self.type = next((CLASSES[iri] for iri in types if iri in CLASSES), "")
        self.kind = next((local(iri) for iri in types if iri in CLASSES), "")
        if self.iri.startswith(ns.TOPIC):
            self.type = self.kind = "Topic"

    def values(self, *terms: NamedNode) -> list[Value]:
        """The values of some terms, in order."""
        return [value for term in terms for value in self._values.get(term, ())]

    def texts(self, *terms: NamedNode, language: str | None = None) -> list[str]:
        """Their lexical forms or IRIs; of literals with a language, only those in `language` if given."""
        return [
            value.value
            for value in self.values(*terms)
            if language is None or (isinstance(value, Literal) and value.language == language)
        ]

    def text(self, *terms: NamedNode, language: str | None = None) -> str:
        """The first of them, or nothing."""
        return next(iter(self.texts(*terms, language=language)), "")

    @property
    def label(self) -> str:
        """What to call it: its name, its English label, any label, or the end of its IRI."""
        english = self.text(skos["prefLabel"], language="en")
        return english or self.text(*_LABELS) or local(self.iri)


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def records(nodes: Iterable[Node], types: Iterable[str]) -> dict[str, Record]:
    """The records of some types, by IRI, in order."""
    wanted = frozenset(types)
    found = (Record(node) for node in nodes)
    return {record.iri: record for record in found if record.type in wanted}
