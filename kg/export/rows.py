"""What stands in each table of the CSV export: columns, and a row a thing, in the order of IRIs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.export.record import Record, local
from kg.graph.builder import bg, dcterms, foaf, oa, org, schema, skos

Found = dict[str, Record]
Row = tuple[str, ...]
TYPES = (
    "Official", "Office", "Tenure", "Country", "Bloc", "RelationshipState", "Article", "Encounter",
    "Statement", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "Quantity", "Topic",
    "Place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the file's name, its columns, and its rows of a graph."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Found], Iterator[Row]]


def _of(found: Found, type_: str) -> Iterator[Record]:
    return (record for record in found.values() if record.type == type_)


def _join(values: list[str]) -> str:
    return "; ".join(sorted(set(values)))


def _labels(found: Found, record: Record, *terms: NamedNode) -> str:
    """The labels of the nodes that some terms lead to."""
    iris = record.texts(*terms)
    return _join([found[iri].label if iri in found else local(iri) for iri in iris])


def _identifiers(found: Found, record: Record, *terms: NamedNode) -> str:
    """The codes of polities, or identifiers of articles, that some terms lead to."""
    iris = record.texts(*terms)
    return _join([found[iri].text(dcterms["identifier"]) if iri in found else local(iri) for iri in iris])


def _local(record: Record, term: NamedNode) -> str:
    return _join([local(iri) for iri in record.texts(term)])


# ---------------------------------------------------------------- agents
def _officials(found: Found) -> Iterator[Row]:
    tenures: dict[str, list[Record]] = {}
    for tenure in _of(found, "Tenure"):
        tenures.setdefault(tenure.text(org["member"]), []).append(tenure)
    for one in _of(found, "Official"):
        own = tenures.get(one.iri, [])
        offices = _join([_labels(found, tenure, bg["office"]) for tenure in own])
        polities = {code for record in (one, *own) for code in _polities(found, record)}
        names = _join(one.texts(skos["altLabel"]))
        yield one.iri, one.text(foaf["name"]), names, _join(list(polities)), offices


_FOR = (bg["polity"], org["organization"])


def _polities(found: Found, record: Record) -> list[str]:
    return [
        code for code in _identifiers(found, record, bg["polity"], org["organization"]).split("; ") if code
    ]


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
            _join(titles),
            _identifiers(found, one, org["organization"]),
            one.text(schema["startDate"]),
            one.text(schema["endDate"]),
            _join(one.texts(bg["attestedOn"])),
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
            _local(one, bg["topic"]),
            one.text(bg["content"]),
            one.text(bg["deadline"]),
            _labels(found, one, bg["quantity"]),
            one.text(bg["madeAt"]),
            meeting.text(bg["date"]) if meeting else "",
            one.text(bg["earliest"]),
            one.text(bg["latest"]),
            _join([articles[iri] for iri in one.texts(bg["evidence"]) if iri in articles]),
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
_ARTICLE = {
    "iri": None,
    "id": dcterms["identifier"],
    "title": dcterms["title"],
    "published": schema["datePublished"],
    "publisher": schema["publisher"],
    "url": schema["url"],
    "language": dcterms["language"],
    "sha256": bg["sha256"],
}


def _article_rows(found: Found) -> Iterator[Row]:
    for one in _of(found, "Article"):
        yield tuple(one.text(term) if term else one.iri for term in _ARTICLE.values())


def _evidence(found: Found) -> Iterator[Row]:
    for fact in found.values():
        for one in (found[iri] for iri in fact.texts(bg["evidence"]) if iri in found):
            selectors = [found[selector] for selector in one.texts(oa["hasSelector"]) if selector in found]
            cells = [
                next((text for selector in selectors if (text := selector.text(oa[term]))), "")
                for term in ("start", "end", "exact", "prefix", "suffix")
            ]
            yield fact.iri, fact.kind, one.iri, _identifiers(found, one, oa["hasSource"]), *cells


TABLES = (
    Table("articles", tuple(_ARTICLE), _article_rows),
    Table(
        "encounters",
        ("iri", "kind", "status", "date", "last_day", "date_basis", "earliest", "latest", "participants",
         "parties", "place", "requested_by", "article", "confidence"),
        _encounters,
    ),
    Table(
        "evidence",
        ("fact", "kind", "evidence", "article", "start", "end", "quote", "prefix", "suffix"),
        _evidence,
    ),
    Table(
        "levels",
        ("iri", "between", "level", "attested_on", "earliest", "latest", "article", "confidence"),
        _levels,
    ),
    Table("officials", ("iri", "name", "other_names", "polity", "offices"), _officials),
    Table(
        "statements",
        ("iri", "kind", "speakers", "sides", "addressees", "topics", "content", "deadline", "quantities",
         "encounter", "date", "earliest", "latest", "article", "rule", "confidence"),
        _statements,
    ),
    Table(
        "tenures",
        ("iri", "official_iri", "official", "office_iri", "office", "titles", "polity", "start", "end",
         "attested_on", "earliest", "latest", "articles"),
        _tenures,
    ),
)  # fmt: skip
