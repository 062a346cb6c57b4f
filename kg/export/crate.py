"""An RO-Crate 1.1: the graph and its tables in a folder that says what they are and where they come from.

https://www.researchobject.org/ro-crate/1.1/. There is no clock: it bears the day of its newest article.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, RdfFormat, parse

from kg import resources
from kg.export import csvw, tables, trig, turtle
from kg.export.columns import schemas
from kg.export.folder import replaced
from kg.export.nodes import Nodes
from kg.export.record import Record
from kg.graph.builder import bg, dcterms, owl, prov, schema, type_
from kg.graph.names import BG
from kg.graph.reference import fingerprint

NAME = "ro-crate-metadata.json"
_TABLES = "tables"
_PROFILE = "https://w3id.org/ro/crate/1.1"
_LICENSE = "https://spdx.org/licenses/Apache-2.0"
_TITLE = "A knowledge graph of bilateral relations, read from articles"
_ABOUT = (
    "Who met whom, who asked for what and who committed to what, as articles report it; every fact carries "
    "the article and the words it stands on. Read by rules: what an article says, not what was said."
)
_RIGHTS = (
    "Titles and quotes belong to the publishers of the articles named here. Terms, topics, polities, offices "
    "and the registry of officials come with bangiao under the Apache License 2.0. Whoever publishes this "
    "folder settles the licence of the rest, and writes it here."
)
_FILES = (
    ("graph.ttl", "text/turtle", "The graph in Turtle, all articles together"),
    ("graph.trig", "application/trig", "The graph in TriG, a named graph for each article"),
)


def write(nodes: Nodes, folder: Path) -> int:
    """Write graph, tables and metadata in place of an earlier crate; returns the number of triples."""
    with replaced(folder, (NAME, _TABLES, *(name for name, _, _ in _FILES))) as new:
        with (new / "graph.ttl").open("wb") as file:
            triples = turtle.write(nodes, file)
        with (new / "graph.trig").open("wb") as file:
            trig.write(nodes, file)
        (new / _TABLES).mkdir()
        counts = {"triples": triples, **tables.fill(nodes, new / _TABLES)}
        (new / NAME).write_bytes(_metadata(nodes, new, counts))
        return triples


def _metadata(nodes: Nodes, folder: Path, counts: Mapping[str, int]) -> bytes:
    articles = [Record(nodes.get(iri)) for iri in nodes.pointing(type_, bg["Article"])]
    agents = [Record(nodes.get(iri)) for iri in nodes.pointing(type_, prov["SoftwareAgent"])]
    files = list(_files(folder))
    days = sorted(day for article in articles if (day := article.text(schema["datePublished"])))
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": _TITLE,
        "description": _ABOUT,
        **({"datePublished": days[-1], "temporalCoverage": f"{days[0]}/{days[-1]}"} if days else {}),
        "license": {"@id": "#rights"},
        "hasPart": [_ref(file["@id"]) for file in files],
        "isBasedOn": [_ref(article.iri) for article in articles],
        "mentions": [{"@id": "#reading"}],
        "variableMeasured": [_ref(f"#count-{name}") for name in counts],
    }
    entities = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "conformsTo": _ref(_PROFILE),
            "about": {"@id": "./"},
        },
        root,
        {"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": _RIGHTS},
        *files,
        *_reading(nodes, articles, agents, files),
        *(
            {"@id": f"#count-{name}", "@type": "PropertyValue", "name": name, "value": count}
            for name, count in counts.items()
        ),
        *map(_source, articles),
    ]
    context = [f"{_PROFILE}/context", {"sha256": "https://schema.org/sha256"}]
    document = {"@context": context, "@graph": entities}
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _reading(
    nodes: Nodes, articles: list[Record], agents: list[Record], files: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The run: which software and which terms made the files of which articles."""
    yield {
        "@id": "#reading",
        "@type": "CreateAction",
        "name": "The reading of the articles",
        "instrument": [_ref(agent.iri) for agent in agents],
        "object": [_ref(article.iri) for article in articles] + [_ref(BG)],
        "result": [_ref(file["@id"]) for file in files],
    }
    for agent in agents:
        version = agent.text(schema["softwareVersion"])
        yield {
            "@id": agent.iri,
            "@type": "SoftwareApplication",
            "name": "bangiao",
            "softwareVersion": version,
            "license": _ref(_LICENSE),
        }
    yield {
        "@id": BG,
        "@type": "CreativeWork",
        "name": "The terms of bilateral relations, with polities, offices, topics and levels",
        "version": _ontology_version(),
        "identifier": f"sha256:{fingerprint(nodes.names)}",
        "license": _ref(_LICENSE),
    }
    yield {"@id": _LICENSE, "@type": "CreativeWork", "name": "Apache License 2.0", "identifier": "Apache-2.0"}


def _files(folder: Path) -> Iterator[dict[str, Any]]:
    """The files of the crate with their sizes and hashes."""
    titles = [*_FILES, *((f"{_TABLES}/{s.name}.csv", "text/csv", s.titles["en"]) for s in schemas().values())]
    described = (f"{_TABLES}/{csvw.NAME}", "application/csvm+json", "What the columns of the tables hold")
    for name, kind, title in (*titles, described):
        data = (folder / name).read_bytes()
        yield {
            "@id": name,
            "@type": "File",
            "name": title,
            "encodingFormat": kind,
            "contentSize": str(len(data)),
            "sha256": hashlib.sha256(data).hexdigest(),
        }


def _source(article: Record) -> dict[str, Any]:
    """An article by what the graph knows of it."""
    found = {
        "name": article.text(dcterms["title"]),
        "identifier": article.text(dcterms["identifier"]),
        "url": article.text(schema["url"]),
        "datePublished": article.text(schema["datePublished"]),
        "publisher": article.text(schema["publisher"]),
        "inLanguage": article.text(dcterms["language"]),
        "sha256": article.text(bg["sha256"]),
    }
    return {
        "@id": article.iri,
        "@type": "NewsArticle",
        **{key: value for key, value in found.items() if value},
    }


def _ontology_version() -> str:
    text = resources.read_text("ontology", "bangiao.ttl")
    found = (q.object for q in parse(text, format=RdfFormat.TURTLE) if q.predicate == owl["versionInfo"])
    return next((value.value for value in found if isinstance(value, Literal)), "")


def _ref(iri: str) -> dict[str, str]:
    return {"@id": iri}
