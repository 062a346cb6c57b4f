"""What this server offers, for machines: VoID about the data, a SPARQL service description of the endpoint.

https://www.w3.org/TR/void/, https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import KGError
from kg.graph import names as ns
from kg.query import Select, ad_hoc, run
from kg.serve.copies import Copy
from kg.serve.settings import Settings

VOID = "http://rdfs.org/ns/void#"
SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
PREFIXES = {"void": VOID, "sd": SD, "formats": _FORMATS}
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
            "Turtle", "N-Triples", "JSON-LD", "RDF_XML")  # fmt: skip
_SECONDS = 30.0  # for each of the counts
_NUMBERS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "documents": "SELECT (COUNT(*) AS ?n) { ?s a bg:Article }",
}
_CLASSES = "SELECT ?x (COUNT(?s) AS ?n) { ?s a ?x } GROUP BY ?x ORDER BY ?x"
_PROPERTIES = "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY ?x"
_VOCABULARIES = (ns.BG, ns.FOAF, ns.ORG, ns.PROV, ns.SKOS, ns.SCHEMA, ns.OA, ns.DCTERMS)


def dataset(copy: Copy, root: str, settings: Settings) -> list[Triple]:
    """The description of the data, `root` being this server's address."""
    about, numbers = f"{root}/.well-known/void#dataset", _numbers(copy, settings)
    triples = [
        _link(f"{root}/.well-known/void", f"{ns.RDF}type", f"{VOID}DatasetDescription"),
        _link(f"{root}/.well-known/void", f"{ns.FOAF}primaryTopic", about),
        _link(about, f"{ns.RDF}type", f"{VOID}Dataset"),
        _text(about, f"{ns.DCTERMS}title", "Bang giao: who said what to whom, with the quotes", "en"),
        _text(about, f"{ns.DCTERMS}title", "Bang giao: ai nói gì với ai, kèm trích dẫn", "vi"),
        _link(about, f"{VOID}sparqlEndpoint", f"{root}/sparql"),
        _text(about, f"{VOID}uriSpace", copy.store.names.base),
        _link(about, f"{ns.FOAF}homepage", f"{root}/"),
        *(_link(about, f"{VOID}vocabulary", space) for space in _VOCABULARIES),
        *(_count(about, name, n) for name, n in numbers.counts.items()),
    ]
    return [
        *triples,
        *_partitions(about, "class", numbers.classes),
        *_partitions(about, "property", numbers.properties),
    ]


def service(copy: Copy, root: str, settings: Settings) -> list[Triple]:
    """The description of the endpoint."""
    endpoint, data, default = f"{root}/sparql", f"{root}/sparql#dataset", f"{root}/sparql#default"
    numbers = _numbers(copy, settings)
    return [
        _link(endpoint, f"{ns.RDF}type", f"{SD}Service"),
        _link(endpoint, f"{SD}endpoint", endpoint),
        _link(endpoint, f"{SD}supportedLanguage", f"{SD}SPARQL11Query"),
        _link(endpoint, f"{SD}feature", f"{SD}UnionDefaultGraph"),
        *(_link(endpoint, f"{SD}resultFormat", _FORMATS + name) for name in _RESULTS),
        _link(endpoint, f"{SD}defaultDataset", data),
        _link(data, f"{ns.RDF}type", f"{SD}Dataset"),
        _link(data, f"{SD}defaultGraph", default),
        _link(default, f"{ns.RDF}type", f"{SD}Graph"),
        *(_count(default, name, numbers.counts[name]) for name in ("triples",) if name in numbers.counts),
        _link(endpoint, f"{ns.RDFS}seeAlso", f"{root}/.well-known/void"),
    ]


class _Numbers:
    """How much there is; what takes too long to count is left out."""

    def __init__(self, copy: Copy, settings: Settings) -> None:
        self.counts = {
            name: n
            for name, text in _NUMBERS.items()
            for _, n in _rows(copy, settings, text)
            if n is not None
        }
        self.classes = [(iri, n) for iri, n in _rows(copy, settings, _CLASSES) if iri]
        self.properties = [(iri, n) for iri, n in _rows(copy, settings, _PROPERTIES) if iri]
        if self.properties:
            self.counts |= {"classes": len(self.classes), "properties": len(self.properties)}


def _numbers(copy: Copy, settings: Settings) -> _Numbers:
    return copy.recall("void", lambda: _Numbers(copy, settings))


def _rows(copy: Copy, settings: Settings, text: str) -> Iterator[tuple[str, int]]:
    try:
        result = run(copy.path, ad_hoc(text), timeout=min(_SECONDS, settings.timeout), memory=settings.memory)
    except KGError:
        return
    assert isinstance(result, Select)
    for row in result.rows:
        *head, number = row
        iri = head[0].value if head and isinstance(head[0], NamedNode) else ""
        if isinstance(number, Literal):
            yield iri, int(number.value)


def _partitions(about: str, kind: str, counted: list[tuple[str, int]]) -> Iterator[Triple]:
    for place, (iri, number) in enumerate(counted, 1):
        part = f"{about.removesuffix('#dataset')}#{kind}-{place}"
        yield _link(about, f"{VOID}{kind}Partition", part)
        yield _link(part, f"{VOID}{kind}", iri)
        yield _count(part, "entities" if kind == "class" else "triples", number)


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _text(subject: str, predicate: str, value: str, language: str | None = None) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(value, language=language))


def _count(subject: str, name: str, number: int) -> Triple:
    return Triple(NamedNode(subject), NamedNode(VOID + name), Literal(number))
