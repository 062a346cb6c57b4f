"""Exports as their users open them: JSON-LD as JSON, networks with dates, typed tables, a crate."""

from __future__ import annotations

import builtins
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq
import pytest
from csvw import CSVW
from factories import build_store, phone_call, remarks
from lxml import etree
from pyoxigraph import parse
from rdflib import Graph
from rdflib.compare import to_isomorphic

from kg import export
from kg.errors import UsageError
from kg.export.columns import schemas
from kg.graph.store import Store
from kg.resources import read_text

GEXF = "{http://www.gexf.net/1.2draft}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with build_store(tmp_path_factory.mktemp("formats") / "store") as built:
        yield built


# ---------------------------------------------------------------- JSON-LD
@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory, store: Store) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("jsonld") / "g.jsonld"
    export.write(store, path)
    return json.loads(path.read_text())


def test_json_ld_is_read_as_json(document: dict[str, Any]) -> None:
    article = next(node for node in document["@graph"] if node.get("identifier") == "dien-dam-2023")
    assert article["published"] == "2023-03-15"
    assert article["title"]["vi"].startswith("Ngoại trưởng Lê Minh Khuê điện đàm")
    (call,) = article["encounters"]
    assert call["type"][0] == "PhoneCall"
    assert (call["date"], call["dateBasis"]) == ("2023-03-14", "Stated")
    assert {official["name"] for official in call["participant"]} == {"Lê Minh Khuê", "Daniel Harper"}
    promise = next(one for one in call["statements"] if one["type"][0] == "Commitment")
    assert promise["topic"] == ["warLegacy"]
    assert (promise["side"], promise["addressee"]) == (["polity/US"], ["polity/VN"])
    assert promise["deadline"] == "2025"
    assert promise["quantity"][0]["currency"] == "USD"
    words = {key: value for part in promise["evidence"][0]["selector"] for key, value in part.items()}
    assert words["exact"] == promise["content"]["vi"]
    assert words["end"] - words["start"] == len(words["exact"])


def test_what_may_be_several_is_always_a_list(document: dict[str, Any]) -> None:
    lists = {
        word for word, entry in document["@context"].items()
        if isinstance(entry, dict) and entry.get("@container") == "@set"
    }  # fmt: skip
    seen = 0

    def walk(value: object) -> None:
        nonlocal seen
        if isinstance(value, dict):
            for word, inner in value.items():
                if word in lists:
                    seen += 1
                    assert isinstance(inner, list), word
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(document["@graph"])
    assert seen > 50


def test_officials_stand_with_their_tenures(document: dict[str, Any]) -> None:
    harper = next(node for node in document["@graph"] if node.get("name") == "Daniel Harper")
    assert harper["otherNames"] == ["Harper"]
    assert [tenure["office"] for tenure in harper["tenures"]] == ["office/US/ForeignMinister"]


@pytest.mark.parametrize("base", ["https://data.example.org/kg/", "https://data.example.org/kg#"])
def test_json_ld_is_the_same_graph_under_any_base(tmp_path: Path, base: str) -> None:
    with build_store(tmp_path / "store", phone_call(), remarks(), base=base) as store:
        written = export.write(store, tmp_path / "g.jsonld")
        export.write(store, tmp_path / "g.ttl")
    found = {(q.subject, q.predicate, q.object) for q in parse(path=tmp_path / "g.jsonld")}
    assert found == {(q.subject, q.predicate, q.object) for q in parse(path=tmp_path / "g.ttl")}
    assert len(found) == written.count
    graphs = [Graph().parse(tmp_path / name) for name in ("g.jsonld", "g.ttl")]
    assert to_isomorphic(graphs[0]) == to_isomorphic(graphs[1])


def test_json_ld_fetches_nothing_and_holds_the_published_context(document: dict[str, Any]) -> None:
    assert document["@context"] == json.loads(read_text("ontology", "context.jsonld"))["@context"]


# ---------------------------------------------------------------- networks
def test_a_timeline_shows_what_was_possible_between_two_days(tmp_path: Path, store: Store) -> None:
    export.write(store, tmp_path / "g.gexf")
    root = etree.parse(tmp_path / "g.gexf").getroot()
    graph = root.find(f"{GEXF}graph")
    assert dict(graph.attrib) == {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    dated = [element for element in root.iter(f"{GEXF}node", f"{GEXF}edge") if "start" in element.attrib]
    assert dated
    for element in dated:
        assert date.fromisoformat(element.get("start")) <= date.fromisoformat(element.get("end"))
    visit = next(element for element in dated if element.get("label", "").startswith("Visit"))
    assert (visit.get("start"), visit.get("end")) == ("2022-11-08", "2022-11-09")
    countries = [node for node in root.iter(f"{GEXF}node") if "/polity/" in node.get("id")]
    assert countries
    assert not any("start" in node.attrib for node in countries)  # they are always there


def test_gexf_keeps_to_its_schema(tmp_path: Path, store: Store) -> None:
    """What the XML schema of GEXF 1.2 allows of the parts that are used here."""
    export.write(store, tmp_path / "g.gexf")
    root = etree.parse(tmp_path / "g.gexf").getroot()
    allowed = {
        "gexf": {"version"}, "meta": set(), "creator": set(),
        "graph": {"defaultedgetype", "mode", "timeformat"},
        "attributes": {"class", "mode"}, "attribute": {"id", "title", "type"}, "nodes": set(), "edges": set(),
        "node": {"id", "label", "start", "end"}, "attvalues": set(), "attvalue": {"for", "value"},
        "edge": {"id", "source", "target", "label", "start", "end"},
    }  # fmt: skip
    declared = {element.get("id"): element for element in root.iter(f"{GEXF}attribute")}
    titles = [element.get("title") for element in declared.values()]
    assert "networkx_key" not in titles
    nodes = {element.get("id") for element in root.iter(f"{GEXF}node")}
    edges = list(root.iter(f"{GEXF}edge"))
    assert len({element.get("id") for element in edges}) == len(edges)
    for element in root.iter():
        name = etree.QName(element).localname
        assert {key for key in element.attrib if not key.startswith("{")} <= allowed[name], name
        if name == "attribute":
            assert element.get("type") in (
                "integer",
                "long",
                "double",
                "float",
                "boolean",
                "string",
                "anyURI",
            )
        if name == "attvalue":
            assert element.get("for") in declared
        if name == "edge":
            assert {element.get("source"), element.get("target")} <= nodes


@pytest.mark.parametrize(("ending", "reader"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_can_be_coloured_by_kind_side_and_relation(
    tmp_path: Path, store: Store, ending: str, reader: Any
) -> None:
    export.write(store, tmp_path / f"g.{ending}")
    graph = reader(tmp_path / f"g.{ending}")
    nodes = {data["label"]: data for _, data in graph.nodes(data=True)}
    assert nodes["Daniel Harper"]["polity"] == "US"
    call = nodes["Phone call: Lê Minh Khuê, Daniel Harper, 2023-03-14"]
    assert (call["kind"], call["polity"], call["confidence"]) == ("PhoneCall", "US; VN", 0.95)
    relations = {data["relation"] for _, _, data in graph.edges(data=True)}
    assert {"participant", "speaker", "topic", "office"} <= relations


# ---------------------------------------------------------------- tables
@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, store: Store) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "t.csv"
    export.write(store, folder)
    return folder


def valid(folder: Path) -> bool:
    """What an independent implementation of CSV on the Web thinks of a folder of tables."""
    try:
        return bool(CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid)
    except ValueError:
        return False


def test_an_independent_reader_finds_the_tables_as_they_are_described(tables: Path) -> None:
    assert valid(tables)
    group = CSVW(str(tables / "csv-metadata.json"))
    found = {table.local_name: list(table) for table in group.tables}
    assert set(found) == {f"{name}.csv" for name in schemas()}
    call = next(row for row in found["encounters.csv"] if row["kind"] == "PhoneCall")
    assert call["participants"] == ["Daniel Harper", "Lê Minh Khuê"]
    assert call["earliest"].date() == date(2023, 3, 14)
    assert any(row["attested_on"] == ["2021-06-05"] for row in found["tenures.csv"])


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("encounters.csv", "2023-03-14,2023-03-14", "14/3/2023,2023-03-14"),  # not a date
        ("evidence.csv", "dien-dam-2023,", "nowhere,"),  # an article that is not there
        ("articles.csv", "iri,id,", "iri,code,"),  # another column
    ],
)
def test_the_description_notices_what_is_wrong(
    tmp_path: Path, tables: Path, name: str, old: str, new: str
) -> None:
    for file in tables.iterdir():
        text = file.read_text()
        (tmp_path / file.name).write_text(text.replace(old, new) if file.name == name else text)
    assert (tmp_path / name).read_text() != (tables / name).read_text()
    assert not valid(tmp_path)


def test_columns_are_titled_in_both_languages(tables: Path) -> None:
    described = json.loads((tables / "csv-metadata.json").read_text())
    for table in described["tables"]:
        header = (tables / table["url"]).read_text().split("\n", 1)[0].split(",")
        assert [column["name"] for column in table["tableSchema"]["columns"]] == header
        assert all(
            column["titles"].keys() == {"und", "en", "vi"} for column in table["tableSchema"]["columns"]
        )


def test_parquet_has_typed_dates_numbers_and_lists(tmp_path: Path, store: Store) -> None:
    written = export.write(store, tmp_path / "t.parquet")
    read = {path.stem: pq.read_table(path).to_pylist() for path in (tmp_path / "t.parquet").iterdir()}
    assert set(read) == set(schemas())
    assert sum(map(len, read.values())) == written.count
    call = next(row for row in read["encounters"] if row["kind"] == "PhoneCall")
    assert (call["date"], call["earliest"], call["status"]) == ("2023-03-14", date(2023, 3, 14), None)
    assert call["participants"] == ["Daniel Harper", "Lê Minh Khuê"]
    assert call["confidence"] == 0.95
    quote = read["evidence"][0]
    assert quote["end"] - quote["start"] == len(quote["quote"])


def test_parquet_without_its_library_says_what_to_install(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageError, match=r"bangiao\[parquet\]"):
        export.write(store, tmp_path / "t.parquet")
    assert not list(tmp_path.iterdir())


# ---------------------------------------------------------------- a crate
def test_a_crate_says_what_it_is_and_what_it_was_made_from(tmp_path: Path, store: Store) -> None:
    written = export.write(store, tmp_path / "g", "crate")
    metadata = json.loads((tmp_path / "g" / "ro-crate-metadata.json").read_text())
    entities = {entity["@id"]: entity for entity in metadata["@graph"]}
    assert len(entities) == len(metadata["@graph"])
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    root = entities["./"]
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    assert root["datePublished"] == "2023-03-15"  # of the newest article: there is no clock
    files = [path for path in (tmp_path / "g").rglob("*") if path.is_file()]
    parts = {part["@id"] for part in root["hasPart"]}
    assert parts == {str(path.relative_to(tmp_path / "g")) for path in files} - {"ro-crate-metadata.json"}
    for part in parts:
        assert entities[part]["sha256"] == hashlib.sha256((tmp_path / "g" / part).read_bytes()).hexdigest()
    sources = [entities[source["@id"]] for source in root["isBasedOn"]]
    assert {source["identifier"] for source in sources} == set(store.articles())
    assert all(source["url"].startswith("https://tin.example/") for source in sources)
    (software,) = entities["#reading"]["instrument"]
    assert entities[software["@id"]]["softwareVersion"] == "0.0.0"
    assert entities["https://w3id.org/bangiao/ns#"]["version"] == "0.1.0"
    counts = {
        entities[count["@id"]]["name"]: entities[count["@id"]]["value"] for count in root["variableMeasured"]
    }
    assert counts["triples"] == written.count == len(Graph().parse(tmp_path / "g" / "graph.ttl"))
    assert counts["statements"] == 7
    for entity in metadata["@graph"]:
        for value in entity.values():
            for reference in value if isinstance(value, list) else [value]:
                if isinstance(reference, dict) and not reference["@id"].startswith("https://w3id.org/ro/"):
                    assert reference["@id"] in entities


def test_a_crate_replaces_a_crate_and_nothing_else(tmp_path: Path, store: Store) -> None:
    for _ in range(2):
        export.write(store, tmp_path / "g.crate")
    (tmp_path / "g.crate" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="more than an export"):
        export.write(store, tmp_path / "g.crate")
