"""The graph as a network for GraphML and GEXF: who, what and when as nodes, how they stand as edges.

Evidence, offices and figures are attributes here, for those formats know only nodes, edges and strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import networkx as nx

from kg.export.nodes import Nodes
from kg.export.rdfxml import clean
from kg.export.record import Record, local, records
from kg.graph.builder import bg, dcterms, org, schema, skos

_NODES = ("Official", "Country", "Bloc", "Encounter", "Statement", "RelationshipState", "Topic", "Article")
_INSIDE = ("Office", "Tenure", "Quantity")
_NUMBERS = ("confidence",)
_POLITIES = tuple(bg[name] for name in ("polity", "party", "side", "between"))  # for whom, by kind of node
_EDGES = tuple(
    bg[name]
    for name in (
        "participant",
        "party",
        "requestedBy",
        "reportedIn",
        "speaker",
        "side",
        "addressee",
        "topic",
        "madeAt",
        "between",
        "attestedIn",
    )
)


Attribute = str | float


def network(nodes: Nodes) -> nx.MultiDiGraph[str]:
    """Nodes with type, kind, label, polity and dates; edges with a relation and a label."""
    found = records(nodes, (*_NODES, *_INSIDE))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, record in found.items():
        if record.type in _NODES:
            graph.add_node(iri, **_kept(_attributes(record, found)))
    for source, target, attributes in _edges(found):
        if source in graph and target in graph:
            key = f"{attributes['relation']} {graph.number_of_edges(source, target)}"
            graph.add_edge(source, target, key=key, **_kept(attributes.items()))
    return graph


def _kept(attributes: Iterable[tuple[str, str]]) -> dict[str, Attribute]:
    """Those that there are: numbers as numbers, texts as XML can hold them."""
    return {name: float(value) if name in _NUMBERS else clean(value) for name, value in attributes if value}


def _attributes(record: Record, found: dict[str, Record]) -> Iterator[tuple[str, str]]:
    yield "label", record.label
    yield "type", record.type
    yield "kind", record.kind
    yield "polity", _codes(found, record.texts(*_POLITIES))
    yield "date", record.text(bg["date"], bg["attestedOn"], schema["datePublished"])
    yield "earliest", record.text(bg["earliest"])
    yield "latest", record.text(bg["latest"])
    yield "status", local(record.text(bg["status"])) if record.text(bg["status"]) else ""
    yield "level", local(record.text(bg["level"])) if record.text(bg["level"]) else ""
    yield "content", record.text(bg["content"])
    yield "deadline", record.text(bg["deadline"])
    yield "quantity", "; ".join(found[iri].label for iri in record.texts(bg["quantity"]) if iri in found)
    yield "confidence", record.text(bg["confidence"])


def _codes(found: dict[str, Record], polities: Iterable[str]) -> str:
    """Countries and blocs by their codes."""
    return "; ".join(sorted(found[iri].text(dcterms["identifier"]) for iri in set(polities) if iri in found))


def _edges(found: dict[str, Record]) -> Iterator[tuple[str, str, dict[str, str]]]:
    for iri, record in found.items():
        if record.type == "Tenure":
            yield from _tenure_edge(record, found)
        elif record.type == "Topic":
            for target in record.texts(skos["broader"]):
                yield iri, target, {"relation": "broader", "label": "broader"}
        elif record.type in _NODES:
            for term in _EDGES:
                name = local(term.value)
                for target in record.texts(term):
                    yield iri, target, {"relation": name, "label": name}


def _tenure_edge(tenure: Record, found: dict[str, Record]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """An official in an office is an edge from him to the polity, named by the office."""
    office = found.get(tenure.text(bg["office"]))
    attributes = {
        "relation": "office",
        "label": office.label if office else "office",
        "earliest": min(tenure.texts(bg["earliest"]), default=""),
        "latest": max(tenure.texts(bg["latest"]), default=""),
    }
    for polity in tenure.texts(org["organization"]):
        yield tenure.text(org["member"]), polity, attributes
