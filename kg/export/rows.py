"""The rows of the tables: one for each thing, in the order of IRIs. columns.yaml says what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.export.columns import Schema, schemas
from kg.export.record import Record, local
from kg.graph.builder import bg, dcterms, foaf, oa, org, schema, skos

Found = dict[str, Record]
Cell = str | tuple[str, ...]  # "" for nothing; a tuple in a column of several values
Row = tuple[Cell, ...]
TYPES = (
    "Official", "Office", "Tenure", "Country", "Bloc", "RelationshipState", "Article", "Encounter",
    "Statement", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "Quantity", "Topic",
    "Place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what its columns hold, and its rows of a graph."""

    schema: Schema
    rows: Callable[[Found], Iterator[Row]]


def _of(found: Found, type_: str) -> Iterator[Record]:
    return (record for record in found.values() if record.type == type_)


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values) - {""}))


def _labels(found: Found, record: Record, *terms: NamedNode) -> tuple[str, ...]:
    """The labels of the nodes that some terms lead to."""
    return _each(found[iri].label if iri in found else local(iri) for iri in record.texts(*terms))


def _identifiers(found: Found, record: Record, *terms: NamedNode) -> tuple[str, ...]:
    """The codes of polities, or identifiers of articles, that some terms lead to."""
    iris = record.texts(*terms)
    return _each(found[iri].text(dcterms["identifier"]) if iri in found else local(iri) for iri in iris)


def _local(record: Record, term: NamedNode) -> str:
    """The end of the IRI of the one value of a term."""
    return local(record.text(term)) if record.text(term) else ""


# ---------------------------------------------------------------- agents
def _officials(found: Found) -> Iterator[Row]:
    tenures: dict[str, list[Record]] = {}
    for tenure in _of(found, "Tenure"):
        tenures.setdefault(tenure.text(org["member"]), []).append(tenure)
    for one in _of(found, "Official"):
        own = tenures.get(one.iri, [])
        offices = _each(label for tenure in own for label in _labels(found, tenure, bg["office"]))
        polities = _each(
            code
            for record in (one, *own)
            for code in _identifiers(found, record, bg["polity"], org["organization"])
        )
        yield one.iri, one.text(foaf["name"]), _each(one.texts(skos["altLabel"])), polities, offices


def _tenures(found: Found) -> Iterator[Row]:
    for one in _of(found, "Tenure"):
        office = found.get(one.text(bg["office"]))
        titles = office.texts(skos["prefLabel"], skos["altLabel"], language="vi") if office else []
        yield (
            one.iri,
            one.text(org["member"]),
            _labels(found, one, org["member"]),
            one.text(bg["office"]),
            _labels(found, one, bg["office"]),
            _each(titles),
            _identifiers(found, one, org["organization"]),
            one.text(schema["startDate"]),
            one.text(schema["endDate"]),
            _each(one.texts(bg["attestedOn"])),
            min(one.texts(bg["earliest"]), default=""),
            max(one.texts(bg["latest"]), default=""),
            _identifiers(found, one, bg["attestedIn"]),
        )


# ---------------------------------------------------------------- facts
def _encounters(found: Found) -> Iterator[Row]:
    for one in _of(found, "Encounter"):
        yield (
            one.iri,
            one.kind,
            _local(one, bg["status"]),
            one.text(bg["date"]),
            one.text(schema["endDate"]),
            _local(one, bg["dateBasis"]),
            one.text(bg["earliest"]),
            one.text(bg["latest"]),
            _labels(found, one, bg["participant"]),
            _identifiers(found, one, bg["party"]),
            _labels(found, one, bg["place"]),
            _identifiers(found, one, bg["requestedBy"]),
            _identifiers(found, one, bg["reportedIn"]),
            one.text(bg["confidence"]),
        )


def _statements(found: Found) -> Iterator[Row]:
    articles = {one.iri: _identifiers(found, one, oa["hasSource"]) for one in _of(found, "SpecificResource")}
    for one in _of(found, "Statement"):
        meeting = found.get(one.text(bg["madeAt"]))
        yield (
            one.iri,
            one.kind,
            _labels(found, one, bg["speaker"]),
            _identifiers(found, one, bg["side"]),
            _identifiers(found, one, bg["addressee"]),
            _each(local(iri) for iri in one.texts(bg["topic"])),
            one.text(bg["content"]),
            one.text(bg["deadline"]),
            _labels(found, one, bg["quantity"]),
            one.text(bg["madeAt"]),
            meeting.text(bg["date"]) if meeting else "",
            one.text(bg["earliest"]),
            one.text(bg["latest"]),
            _each(id for iri in one.texts(bg["evidence"]) for id in articles.get(iri, ())),
            one.text(bg["rule"]),
            one.text(bg["confidence"]),
        )


def _levels(found: Found) -> Iterator[Row]:
    for one in _of(found, "RelationshipState"):
        yield (
            one.iri,
            _identifiers(found, one, bg["between"]),
            _local(one, bg["level"]),
            one.text(bg["attestedOn"]),
            one.text(bg["earliest"]),
            one.text(bg["latest"]),
            _identifiers(found, one, bg["attestedIn"]),
            one.text(bg["confidence"]),
        )


# ---------------------------------------------------------------- provenance
def _articles(found: Found) -> Iterator[Row]:
    for one in _of(found, "Article"):
        yield (
            one.iri,
            one.text(dcterms["identifier"]),
            one.text(dcterms["title"]),
            one.text(schema["datePublished"]),
            one.text(schema["publisher"]),
            one.text(schema["url"]),
            one.text(dcterms["language"]),
            one.text(bg["sha256"]),
        )


def _evidence(found: Found) -> Iterator[Row]:
    for fact in found.values():
        for one in (found[iri] for iri in fact.texts(bg["evidence"]) if iri in found):
            selectors = [found[selector] for selector in one.texts(oa["hasSelector"]) if selector in found]
            cells = [
                next((text for selector in selectors if (text := selector.text(oa[term]))), "")
                for term in ("start", "end", "exact", "prefix", "suffix")
            ]
            source = next(iter(_identifiers(found, one, oa["hasSource"])), "")
            yield fact.iri, fact.kind, one.iri, source, *cells


_ROWS: Mapping[str, Callable[[Found], Iterator[Row]]] = {
    "articles": _articles,
    "encounters": _encounters,
    "evidence": _evidence,
    "levels": _levels,
    "officials": _officials,
    "statements": _statements,
    "tenures": _tenures,
}


def tables() -> tuple[Table, ...]:
    """The tables, by name."""
    return tuple(Table(schema, _ROWS[name]) for name, schema in schemas().items())
