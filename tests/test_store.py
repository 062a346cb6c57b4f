"""The store on disk: whole graphs, one writer, errors that say what to do. Other processes are real ones."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from factories import build_store, graph_of, many, phone_call, remarks, visit, with_id
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError, UsageError
from kg.graph.folder import FORMAT
from kg.graph.names import DEFAULT_BASE
from kg.graph.store import Store, pack, snapshot

HERE = Path(__file__).parent


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another Python that runs `code` with the factories at hand."""
    head = "import sys; from pathlib import Path; from factories import *; from kg.graph.store import *\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    )


def sizes(store: Store) -> Counter[str]:
    """How many quads each named graph holds; the default graph must hold each of their triples once."""
    assert default_graph(store) == {(q.subject, q.predicate, q.object) for q in named(store)}
    return Counter(getattr(quad.graph_name, "value", "") for quad in named(store))


def named(store: Store) -> list[Quad]:
    """The quads of the named graphs."""
    return [quad for quad in store.ox if quad.graph_name != DefaultGraph()]


def default_graph(store: Store) -> set[tuple[object, ...]]:
    """The triples of the default graph."""
    quads = store.ox.quads_for_pattern(None, None, None, DefaultGraph())
    return {(quad.subject, quad.predicate, quad.object) for quad in quads}


def test_articles_are_there_after_closing_and_opening(tmp_path: Path) -> None:
    with build_store(tmp_path / "store") as store:
        before = sizes(store)
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert sizes(store) == before
        assert list(store.articles()) == ["dien-dam-2023", "don-doan-2022", "phat-ngon-2021"]
        call = store.articles()["dien-dam-2023"]
        assert (call.sha256, call.run) == (phone_call().article.sha256, "bangiao-0.0.0")


def test_an_article_put_again_is_replaced_whole(tmp_path: Path) -> None:
    changed = with_id(visit(), "dien-dam-2023")
    with build_store(tmp_path / "store", phone_call(), remarks()) as store:
        assert store.put_article(graph_of(changed)) is True
        graph = NamedNode(store.names.article("dien-dam-2023"))
        assert set(store.ox.quads_for_pattern(None, None, None, graph)) == set(graph_of(changed))
        assert store.put_article(graph_of(visit())) is False
        assert sum(sizes(store).values()) > len(default_graph(store)), "they share some triples"


def test_the_default_graph_loses_only_what_no_other_article_says(tmp_path: Path) -> None:
    official = "<https://w3id.org/bangiao/id/official/daniel-harper>"
    with build_store(tmp_path / "store", phone_call(), with_id(phone_call(), "bis")) as store:
        both = default_graph(store)
        store.remove_article("bis")
        sizes(store)
        assert store.ox.query(f"ASK {{ {official} a bg:Official }}", prefixes=store.names.prefixes)
        store.put_article(graph_of(with_id(phone_call(), "bis")))
        assert default_graph(store) == both
        for article in ("bis", "dien-dam-2023"):
            store.put_article(graph_of(with_id(remarks(), article)))
            sizes(store)
        assert not store.ox.query(f"ASK {{ {official} ?p ?o }}", prefixes=store.names.prefixes)
        for article in ("bis", "dien-dam-2023"):
            store.remove_article(article)
        assert list(sizes(store)) == [store.names.reference]


def test_of_two_graphs_of_one_article_in_a_round_the_last_counts(tmp_path: Path) -> None:
    first, last = graph_of(visit()), graph_of(with_id(phone_call(), "don-doan-2022"))
    with Store.open(tmp_path / "store", create=True) as store:
        assert store.put_articles([pack(first), pack(last)]) == [False, True]
        assert set(named(store)) == set(last)
        sizes(store)


def test_text_that_looks_like_the_end_of_a_quad_stays_text(tmp_path: Path) -> None:
    graph = NamedNode(f"{DEFAULT_BASE}article/x")
    text = f'" {graph} .\n {graph} .\r\n\\n {graph} .'
    said = [Quad(graph, NamedNode("urn:p"), Literal(text), graph), Quad(graph, graph, graph, graph)]
    with Store.open(tmp_path / "store", create=True) as store:
        for _ in range(2):
            store.put_article(said)
            assert set(named(store)) == set(said)
            assert sizes(store) == {graph.value: 2}


def test_an_article_is_withdrawn_by_identifier_or_iri(tmp_path: Path) -> None:
    with build_store(tmp_path / "store") as store:
        store.remove_article("don-doan-2022")
        iri = store.remove_article(store.names.article("phat-ngon-2021"))
        assert iri.endswith("article/phat-ngon-2021")
        assert list(store.articles()) == ["dien-dam-2023"]
        assert not any("don-doan" in str(quad) for quad in store.ox)


@pytest.mark.parametrize("name", ["dien-dam-2022", "nothing like it", "", f"{DEFAULT_BASE}article/"])
def test_an_article_that_is_not_there_cannot_be_withdrawn(tmp_path: Path, name: str) -> None:
    with build_store(tmp_path / "store") as store:
        with pytest.raises(UsageError, match="no article") as caught:
            store.remove_article(name)
        assert caught.value.hint
        assert len(store.articles()) == 3


@pytest.mark.parametrize("identifier", ["Bài số 1", "a/b", "a%2Fb", "..", "tin?x=1#y", "ngày 1/7", "\u202e"])
def test_any_identifier_comes_back_as_it_went_in(tmp_path: Path, identifier: str) -> None:
    with build_store(tmp_path / "store", with_id(visit(), identifier)) as store:
        assert list(store.articles()) == [identifier]
        store.remove_article(identifier)
        assert not store.articles()


def test_the_reference_data_give_labels_and_are_loaded_once(tmp_path: Path) -> None:
    with build_store(tmp_path / "store") as store:
        assert store.refresh_reference() is False
        text = "\n".join(str(quad) for quad in store.reference())
        assert '"Hoa Kỳ"@vi' in text or '"Mỹ"@vi' in text
        assert "topic/warLegacy" in text
        assert "hiddenLabel" not in text
        rows = list(store.ox.query("SELECT ?p { GRAPH ?g { ?p a <https://w3id.org/bangiao/ns#Polity> } }"))
        assert len(rows) > 200


def test_changed_reference_data_are_loaded_again(tmp_path: Path) -> None:
    with build_store(tmp_path / "store") as store:
        before = set(store.reference())
        graph = NamedNode(store.names.reference)
        store.ox.update(f"DELETE WHERE {{ GRAPH {graph} {{ {graph} ?p ?o }} }}")
        store.ox.update(f"INSERT DATA {{ GRAPH {graph} {{ <http://e.org/old> <http://e.org/p> 1 }} }}")
        assert store.refresh_reference() is True
        assert set(store.reference()) == before
        sizes(store)


def test_the_reference_data_hold_nothing_that_only_matching_needs(tmp_path: Path) -> None:
    with build_store(tmp_path / "store") as store:
        told = {
            quad.predicate.value.replace("#", "/").rpartition("/")[2]
            for quad in store.reference()
            if not str(quad.subject).startswith("<https://w3id.org/bangiao/ns")
        }
    assert told == {
        *("type", "prefLabel", "altLabel", "definition", "inScheme", "broader", "topConceptOf"),
        *("identifier", "rank", "title", "description", "sha256"),
    }


def test_no_official_is_in_the_store_whom_no_article_names(tmp_path: Path) -> None:
    with build_store(tmp_path / "store", phone_call()) as store:
        query = "SELECT DISTINCT ?o { GRAPH ?g { ?o a <https://w3id.org/bangiao/ns#Official> } }"
        assert len(list(store.ox.query(query))) == 2


def test_a_base_of_the_user_s_own_reaches_reference_data_too(tmp_path: Path) -> None:
    base = "https://data.example.org/kg/"
    with build_store(tmp_path / "store", visit(), base=base) as store:
        assert not any(DEFAULT_BASE in str(quad) for quad in store.ox)
    with Store.open(tmp_path / "store") as store:
        assert store.names.base == base
    with pytest.raises(StoreError, match="begin with"):
        Store.open(tmp_path / "store", base=DEFAULT_BASE)


def test_rdflib_queries_all_graphs_at_once(tmp_path: Path) -> None:
    with build_store(tmp_path / "store") as store:
        dataset = store.as_rdflib()
        names = {str(row[0]) for row in dataset.query("SELECT ?n { ?o a bg:Official ; foaf:name ?n }")}
        assert names == {"Lê Minh Khuê", "Daniel Harper", "Phạm Quốc Hưng", "Sato Kenji", "Đỗ Thu Hà"}


# ---------------------------------------------------------------- what is not a store
def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store.*kg build"):
        Store.open(tmp_path / "none")


def test_a_folder_with_other_files_is_neither_read_nor_filled(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Xin chào")
    for create in (False, True):
        with pytest.raises(StoreError, match="not a store"):
            Store.open(tmp_path, create=create)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    file = tmp_path / "store"
    file.write_text("")
    for create in (False, True):
        with pytest.raises(StoreError, match="not a store"):
            Store.open(file, create=create)


def test_a_store_of_another_version_is_left_alone(tmp_path: Path) -> None:
    with build_store(tmp_path / "store"):
        pass
    (tmp_path / "store" / "bangiao.json").write_text(json.dumps({"format": 99, "base": DEFAULT_BASE}))
    with pytest.raises(StoreError, match=r"format 99.*build it again"):
        Store.open(tmp_path / "store")


def test_a_store_without_a_default_graph_is_to_be_built_again(tmp_path: Path) -> None:
    with build_store(tmp_path / "store"):
        pass
    (tmp_path / "store" / "bangiao.json").write_text(json.dumps({"format": 1, "base": DEFAULT_BASE}))
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"a store of format 1; .* format 2 .*build it again"):
            Store.open(tmp_path / "store", read_only=read_only)


@pytest.mark.parametrize("marker", ["", "{", "[]", '{"format": 1}', "\xff"])
def test_a_damaged_marker_is_told_in_one_line(tmp_path: Path, marker: str) -> None:
    (tmp_path / "bangiao.json").write_text(marker, encoding="latin-1")
    with pytest.raises(StoreError, match="not a store") as caught:
        Store.open(tmp_path)
    assert "\n" not in str(caught.value)


def test_damaged_data_are_told_in_one_line(tmp_path: Path) -> None:
    with build_store(tmp_path / "store"):
        pass
    for path in (tmp_path / "store" / "db").glob("MANIFEST*"):
        path.write_bytes(b"nonsense" * 20)
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path / "store", read_only=True)
    assert "\n" not in str(caught.value)
    assert "build it again" in str(caught.value)


def test_a_store_never_filled_says_so_to_readers_and_takes_articles(tmp_path: Path) -> None:
    (tmp_path / "bangiao.json").write_text(json.dumps({"format": FORMAT, "base": DEFAULT_BASE}))
    with pytest.raises(StoreError, match=r"empty.*kg build"):
        Store.open(tmp_path, read_only=True)
    with Store.open(tmp_path, create=True) as store:
        store.put_article(graph_of(visit()))


def test_a_store_opened_to_read_cannot_be_written(tmp_path: Path) -> None:
    with build_store(tmp_path / "store"):
        pass
    with (
        Store.open(tmp_path / "store", read_only=True) as store,
        pytest.raises(StoreError, match="reading only"),
    ):
        store.put_article(graph_of(visit()))


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    with build_store(tmp_path / "store") as store:
        pass
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.articles()


def test_quads_of_two_graphs_are_not_one_article(tmp_path: Path) -> None:
    for quads in ([], graph_of(visit()) + graph_of(remarks())):
        with (
            Store.open(tmp_path / "store", create=True) as store,
            pytest.raises(ValueError, match="one named graph"),
        ):
            store.put_article(quads)


# ---------------------------------------------------------------- other processes
HOLD = """
with Store.open(sys.argv[1], read_only=sys.argv[2] == "read") as store:
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize(
    ("held", "wanted", "meets"),
    [("write", "read", False), ("write", "write", False), ("read", "write", False), ("read", "read", True)],
)
def test_many_read_or_one_writes(tmp_path: Path, held: str, wanted: str, meets: bool) -> None:
    path = tmp_path / "store"
    with build_store(path):
        pass
    other = child(HOLD, path, held)
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    try:
        if meets:
            with Store.open(path, read_only=True, wait=0) as store:
                assert len(store.articles()) == 3
        else:
            with pytest.raises(StoreError, match=r"in use by another process.*try again"):
                Store.open(path, read_only=wanted == "read", wait=0.1)
    finally:
        other.communicate("\n")
    with Store.open(path, wait=0) as store:
        assert len(store.articles()) == 3


def test_a_reader_waits_for_a_writer_to_finish(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with build_store(path):
        pass
    other = child(
        "with Store.open(sys.argv[1]):\n print('open', flush=True); import time; time.sleep(0.5)", path
    )
    assert other.stdout is not None
    other.stdout.readline()
    with Store.open(path, read_only=True, wait=20) as store:
        assert len(store.articles()) == 3
    other.wait()


def test_a_snapshot_can_be_read_by_another_process_and_keeps_writers_out(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with build_store(path) as store:
        size = len(store.ox)
    with snapshot(path) as database:
        code = "from pyoxigraph import Store as Ox; print(len(Ox.read_only(sys.argv[1])))"
        assert child(code, database).communicate()[0] == f"{size}\n"
        with pytest.raises(StoreError, match="in use"):
            Store.open(path, wait=0)
    with Store.open(path, wait=0):
        pass


def test_a_program_that_opens_the_database_itself_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with build_store(path):
        pass
    foreign = Oxigraph(path / "db")
    with pytest.raises(StoreError, match="in use by another process"):
        Store.open(path)
    del foreign


FILL = """
graphs = [pack(graph_of(facts)) for facts in many(240)]
print("ready", flush=True)
while True:
    for start in range(0, 240, 60):
        with Store.open(sys.argv[1], create=True) as store:
            store.put_articles(graphs[start:start + 60])
"""


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.1, 0.2, 0.4, 0.8])
def test_a_build_killed_at_any_moment_leaves_whole_articles(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "store"
    whole = {pack(graph_of(facts)).graph: len(graph_of(facts)) for facts in many(240)}
    process = child(FILL, path)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with Store.open(path, create=True, wait=0) as store:
        assert all(whole[graph] == count for graph, count in sizes(store).items())
        store.put_articles(pack(graph_of(facts)) for facts in many(240))
        assert sizes(store) == whole
    with Store.open(path, read_only=True) as store:
        assert len(store.articles()) == 240


LIMITED = """
import resource, signal
from kg.errors import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    with Store.open(sys.argv[1]) as store:
        store.put_articles([pack(graph_of(facts)) for facts in many(200)])
except StoreError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_is_told_in_one_line_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with build_store(path) as store:
        before = sizes(store)
    said = child(LIMITED, path).communicate()[0]
    assert said.count("\n") == 1
    assert "what was stored is whole" in said
    with Store.open(path, read_only=True) as store:
        assert sizes(store) == before


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path / "file" / "store", create=True)
    assert "\n" not in str(caught.value)
    assert "name another" in str(caught.value)
