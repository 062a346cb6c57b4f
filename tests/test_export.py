"""Exports: the same bytes whatever the order of building, read back by other tools without loss."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from factories import all_facts, build_store, graph_of, phone_call, visit, with_id
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph

from kg import export
from kg.errors import UsageError
from kg.export.tables import safe
from kg.graph.store import Store
from kg.model import ArticleFacts, Span

TRIPLES = {
    "ttl": ("turtle", "turtle"),
    "nt": ("nt", "ntriples"),
    "rdf": ("xml", "rdfxml"),
    "jsonld": ("json-ld", None),
}
QUADS = {"nq": ("nquads", "nquads"), "trig": ("trig", "trig")}
ENDINGS = [ending for form in export.FORMATS.values() for ending in form.endings]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with build_store(tmp_path_factory.mktemp("export") / "store") as built:
        yield built


def content(path: Path) -> dict[str, bytes]:
    """A file's bytes, or those of each file of a folder."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {
        str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()
    }


def rapper(path: Path, syntax: str) -> int:
    """How many triples an independent parser finds; it must not complain."""
    program = shutil.which("rapper")
    if program is None:
        pytest.skip("rapper (Debian's raptor2-utils) is not installed")
    done = subprocess.run(
        [program, "-q", "-i", syntax, "-o", "ntriples", str(path)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return len(set(done.stdout.splitlines()))


# ---------------------------------------------------------------- the same bytes
@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """Two stores of the same articles, one of them built in another order and in a roundabout way."""
    folder = tmp_path_factory.mktemp("twins")
    facts = [*all_facts(), with_id(visit(), "bài khác")]
    with (
        build_store(folder / "one", *facts) as first,
        build_store(folder / "two", with_id(phone_call(), "don-doan-2022")) as second,
    ):
        for other in reversed(facts):
            second.put_article(graph_of(other))
        yield first, second


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_bytes_do_not_depend_on_the_order_of_building(
    tmp_path: Path, twins: tuple[Store, Store], ending: str
) -> None:
    for name, store in zip("ab", twins, strict=True):
        export.write(store, tmp_path / f"{name}{ending}")
    assert content(tmp_path / f"a{ending}") == content(tmp_path / f"b{ending}")


ELSEWHERE = """
import sys
from pathlib import Path
from factories import build_store
from kg import export
with build_store(Path(sys.argv[1])) as store:
    for ending in sys.argv[3:]:
        export.write(store, f"{sys.argv[2]}/g{ending}")
"""


def test_the_bytes_do_not_depend_on_the_process(tmp_path: Path, store: Store) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", ELSEWHERE, str(tmp_path / "store"), str(tmp_path / "there"), *ENDINGS]
    subprocess.run(command, check=True, env=environment)
    for ending in ENDINGS:
        export.write(store, tmp_path / "here" / f"g{ending}")
        assert content(tmp_path / "here" / f"g{ending}") == content(tmp_path / "there" / f"g{ending}")


# ---------------------------------------------------------------- reading back
@pytest.mark.parametrize("ending", sorted(TRIPLES))
def test_three_parsers_find_the_same_triples(tmp_path: Path, store: Store, ending: str) -> None:
    path = tmp_path / f"graph.{ending}"
    written = export.write(store, path)
    rdflib_name, raptor_name = TRIPLES[ending]
    own = {(q.subject, q.predicate, q.object) for q in parse(path=path)}
    assert len(own) == written.count
    assert len(Graph().parse(path, format=rdflib_name)) == written.count
    if raptor_name:
        assert rapper(path, raptor_name) == written.count


@pytest.mark.parametrize("ending", sorted(QUADS))
def test_graphs_stay_apart_where_a_format_knows_them(tmp_path: Path, store: Store, ending: str) -> None:
    path = tmp_path / f"graph.{ending}"
    written = export.write(store, path)
    quads = set(parse(path=path))
    assert len(quads) == written.count
    assert set(store.article_quads()) < quads
    rest = {quad.graph_name.value for quad in quads - set(store.article_quads())}
    assert rest == {store.names.reference}
    dataset = Dataset()
    dataset.parse(path, format=QUADS[ending][0])
    assert sum(len(graph) for graph in dataset.graphs()) == written.count
    rapper(path, QUADS[ending][1])


def test_every_format_of_triples_holds_the_same_graph(tmp_path: Path, store: Store) -> None:
    found = []
    for ending in (*TRIPLES, *QUADS):
        export.write(store, tmp_path / f"g.{ending}")
        found.append({(q.subject, q.predicate, q.object) for q in parse(path=tmp_path / f"g.{ending}")})
    assert all(triples == found[0] for triples in found)


def test_labels_of_what_is_used_travel_and_no_others(tmp_path: Path, store: Store) -> None:
    export.write(store, tmp_path / "g.nt")
    text = (tmp_path / "g.nt").read_text()
    assert (
        "<https://w3id.org/bangiao/topic/warLegacy> <http://www.w3.org/2004/02/skos/core#prefLabel>" in text
    )
    assert (
        "<https://w3id.org/bangiao/level/StrategicPartnership> <http://www.w3.org/2004/02/skos/core#prefLabel>"
        in text
    )
    assert "topic/fisheries" not in text
    assert "polity/FR" not in text
    assert "<https://w3id.org/bangiao/ns#Statement> <http" not in text


def test_turtle_has_prefixes_and_a_block_a_subject_with_a_line_an_object(
    tmp_path: Path, store: Store
) -> None:
    export.write(store, tmp_path / "g.ttl")
    blocks = (tmp_path / "g.ttl").read_text().split("\n\n")
    assert "@prefix bg: <https://w3id.org/bangiao/ns#> ." in blocks[0]
    subjects = [block.split(" ", 1)[0] for block in blocks[1:]]
    assert subjects == sorted(set(subjects))
    call = next(block for block in blocks if block.startswith("<encounter/dien-dam-2023/"))
    assert call.splitlines()[0].split(" a ")[1].startswith("bg:")
    assert "  bg:participant <official/daniel-harper>,\n    <official/le-minh-khue-" in call


def test_one_more_article_only_adds_lines_about_itself_and_what_it_shares(tmp_path: Path) -> None:
    with build_store(tmp_path / "store", phone_call()) as store:
        export.write(store, tmp_path / "before.ttl")
        store.put_article(graph_of(visit()))
        export.write(store, tmp_path / "after.ttl")
    before = (tmp_path / "before.ttl").read_text().splitlines()
    after = (tmp_path / "after.ttl").read_text().splitlines()
    gone = [line for line in before if line.rstrip(" ;.,") not in {other.rstrip(" ;.,") for other in after}]
    assert gone == []


def awkward(text: str) -> ArticleFacts:
    """The call, its commitment saying `text` in an article that says nothing else."""
    facts = phone_call()
    first = facts.statements[0]
    statement = replace(first, evidence=(Span(0, len(text)),), encounter=None)
    article = replace(facts.article, id="lạ lùng", text=text, title=text, publisher=text)
    return ArticleFacts(article, facts.officials, statements=(statement,))


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_no_text_breaks_a_format(tmp_path: Path, ending: str) -> None:
    text = 'a "quote" \\ \\u0041 <b>&amp;</b> \t ]]> \u2028 \U0001f9ff ```'
    with build_store(tmp_path / "store", awkward(text)) as store:
        export.write(store, tmp_path / f"g.{ending}")
    assert text in {getattr(quad.object, "value", "") for quad in parse(path=tmp_path / f"g.{ending}")}
    dataset = Dataset()
    dataset.parse(tmp_path / f"g.{ending}", format={**TRIPLES, **QUADS}[ending][0])
    assert text in {str(quad[2]) for quad in dataset.quads()}


@pytest.mark.parametrize("ending", ["rdf", "graphml", "gexf"])
def test_what_xml_cannot_hold_is_replaced(tmp_path: Path, ending: str) -> None:
    with build_store(tmp_path / "store", awkward("bell \x07 and \x0b tab")) as store:
        export.write(store, tmp_path / f"g.{ending}")
    text = (tmp_path / f"g.{ending}").read_text()
    assert "bell \ufffd and \ufffd tab" in text
    reader = {"rdf": lambda p: list(parse(path=p)), "graphml": nx.read_graphml, "gexf": nx.read_gexf}[ending]
    assert reader(tmp_path / f"g.{ending}")


def test_a_base_that_ends_in_a_hash_is_exported_too(tmp_path: Path) -> None:
    base = "https://data.example.org/kg#"
    with build_store(tmp_path / "store", phone_call(), base=base) as store:
        written = export.write(store, tmp_path / "g.ttl")
    assert len(Graph().parse(tmp_path / "g.ttl")) == written.count
    assert rapper(tmp_path / "g.ttl", "turtle") == written.count


# ---------------------------------------------------------------- networks and tables
@pytest.mark.parametrize(("ending", "reader"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_have_typed_and_labelled_nodes(
    tmp_path: Path, store: Store, ending: str, reader: object
) -> None:
    written = export.write(store, tmp_path / f"g.{ending}")
    graph = reader(tmp_path / f"g.{ending}")  # type: ignore[operator]
    assert graph.number_of_edges() == written.count
    nodes = {data["label"]: data for _, data in graph.nodes(data=True)}
    assert nodes["Daniel Harper"]["type"] == "Official"
    assert nodes["Phone call: Lê Minh Khuê, Daniel Harper, 2023-03-14"]["date"] == "2023-03-14"
    assert {data["type"] for data in nodes.values()} >= {
        "Official",
        "Country",
        "Encounter",
        "Statement",
        "Topic",
        "Article",
    }
    labels = {data["label"] for _, _, data in graph.edges(data=True)}
    assert {"speaker", "side", "participant"} <= labels


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_hold_a_row_a_thing(tmp_path: Path, store: Store) -> None:
    written = export.write(store, tmp_path / "tables", "csv")
    names = ("articles", "encounters", "evidence", "levels", "officials", "statements", "tenures")
    tables = {name: table(tmp_path / "tables", name) for name in names}
    assert {path.stem for path in (tmp_path / "tables").iterdir()} == {*names, "csv-metadata"}
    assert sum(map(len, tables.values())) == written.count
    assert [len(tables[name]) for name in ("articles", "encounters", "statements", "levels")] == [3, 4, 7, 2]
    promise = next(row for row in tables["statements"] if row["topics"] == "warLegacy")
    assert promise["speakers"] == "Daniel Harper"
    assert (promise["sides"], promise["addressees"]) == ("US", "VN")
    assert (promise["deadline"], promise["quantities"]) == ("2025", "20000000 USD")
    assert (promise["date"], promise["article"]) == ("2023-03-14", "dien-dam-2023")
    quotes = [row["quote"] for row in tables["evidence"] if row["fact"] == promise["iri"]]
    assert quotes == [promise["content"]]
    visits = [row for row in tables["encounters"] if row["kind"] == "Visit"]
    assert [(row["date"], row["last_day"], row["place"]) for row in visits] == [
        ("2022-11-08", "2022-11-09", "Hà Nội")
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "--03-14"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe(f"x{cell}") == f"x{cell}"


def test_a_formula_in_an_article_reaches_no_spreadsheet(tmp_path: Path) -> None:
    with build_store(tmp_path / "store", awkward('=HYPERLINK("http://e.org")')) as store:
        export.write(store, tmp_path / "tables", "csv")
    for file in (tmp_path / "tables").glob("*.csv"):
        with file.open(newline="") as rows:
            assert not any(cell.startswith(("=", "+", "-", "@")) for row in csv.reader(rows) for cell in row)


def test_tables_replace_tables_and_nothing_else(tmp_path: Path, store: Store) -> None:
    export.write(store, tmp_path / "tables", "csv")
    export.write(store, tmp_path / "tables", "csv")
    (tmp_path / "tables" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="more than an export"):
        export.write(store, tmp_path / "tables", "csv")
    assert (tmp_path / "tables" / "notes.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


# ---------------------------------------------------------------- where to, and what can go wrong
def test_the_ending_chooses_the_format_and_a_named_one_wins(tmp_path: Path, store: Store) -> None:
    assert export.write(store, tmp_path / "deep" / "g.TTL").format == "ttl"
    assert export.write(store, tmp_path / "g.ttl", "nt").format == "nt"
    assert next(iter(parse(path=tmp_path / "g.ttl", format=RdfFormat.N_TRIPLES)))


@pytest.mark.parametrize(
    ("destination", "format"), [("g.doc", None), ("g", None), ("-", None), ("g.ttl", "turtel"), ("-", "csv")]
)
def test_an_unknown_format_lists_the_known(
    tmp_path: Path, store: Store, destination: str, format: str | None
) -> None:
    with pytest.raises(UsageError) as caught:
        export.write(store, destination if destination == "-" else tmp_path / destination, format)
    assert "\n" not in str(caught.value)
    assert format == "csv" or ("graphml" in str(caught.value) and "trig" in str(caught.value))
    assert not list(tmp_path.iterdir())


def test_a_dash_is_standard_output(store: Store, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    written = export.write(store, "-", "nt")
    quads = list(parse(capfdbinary.readouterr().out, format=RdfFormat.N_TRIPLES))
    assert len(quads) == written.count


def test_a_folder_is_no_file(tmp_path: Path, store: Store) -> None:
    (tmp_path / "g.ttl").mkdir()
    with pytest.raises(UsageError, match="folder"):
        export.write(store, tmp_path / "g.ttl")


LIMITED = """
import resource, signal, sys
from kg import export
from kg.errors import StoreError
from kg.graph.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Store.open(sys.argv[1], read_only=True) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    try:
        export.write(store, sys.argv[2])
    except StoreError as error:
        print(error)
"""


@pytest.mark.parametrize("ending", [".ttl", ".csv", ".rdf", ".graphml", ".gexf"])
def test_a_disk_that_takes_no_more_leaves_what_was_there(tmp_path: Path, ending: str) -> None:
    target = tmp_path / "out" / f"g{ending}"
    with build_store(tmp_path / "store", phone_call()) as store:
        export.write(store, target)
        before = content(target)
        store.put_article(graph_of(visit()))
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "store"), str(target)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.count("\n") == 1
    assert "may not grow further" in said
    assert content(target) == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_an_empty_store_makes_an_empty_graph(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        for ending in ENDINGS:
            assert export.write(store, tmp_path / f"g{ending}").count == 0
    assert len(Graph().parse(tmp_path / "g.ttl")) == 0
    assert json.loads((tmp_path / "g.jsonld").read_text())["@graph"] == []
