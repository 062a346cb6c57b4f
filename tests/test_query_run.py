"""SPARQL of the user's: what is known, what is refused, what is told of a mistake, and how it is bounded."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from factories import build_store, many
from pyoxigraph import Literal, NamedNode
from query_support import query_store  # noqa: F401
from rich.cells import cell_len, set_cell_size

from kg.errors import KGError, StoreError, UsageError
from kg.graph.names import PREFIXES
from kg.output import Layout, render
from kg.query import Ask, Construct, Dataset, Select, run
from kg.query.guard import check

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def refusal(text: str) -> str:
    with pytest.raises(UsageError) as error:
        check(text, PREFIXES)
    assert "\n" not in str(error.value)
    return str(error.value)


def mistake(store: Path, text: str) -> str:
    with pytest.raises(UsageError) as error:
        run(store, text)
    assert "\n" not in str(error.value)
    return str(error.value)


def children() -> set[str]:
    """The processes that this one has started, where the system tells."""
    told = Path(f"/proc/self/task/{os.getpid()}/children")
    return set(told.read_text().split()) if told.exists() else set()


# ---------------------------------------------------------------- answers
def test_select_answers_with_terms(store: Path) -> None:
    result = run(
        store, "SELECT ?code ?none { ?p a bg:Country ; dcterms:identifier ?code FILTER(?code = 'VN') }"
    )
    assert result == Select(("code", "none"), ((Literal("VN"), None),))


def test_ask_and_construct_answer_with_what_they_are(store: Path) -> None:
    assert run(store, "ASK { ?s a bg:Commitment }") == Ask(True)
    result = run(store, "CONSTRUCT { ?s a bg:Promise } WHERE { ?s a bg:Commitment }")
    assert isinstance(result, Construct)
    assert len(result) == 3
    assert [str(triple) for triple in result.triples] == sorted(str(triple) for triple in result.triples)
    assert isinstance(run(store, "DESCRIBE topic:trade"), Construct)


def test_a_triple_that_many_articles_hold_is_one(store: Path) -> None:
    found = run(store, "SELECT ?o { ?o a bg:Official }")
    assert isinstance(found, Select) and len(found) == len(set(found.rows)) == 5
    counted = run(store, "SELECT (COUNT(?n) AS ?count) { ?o a bg:Official ; foaf:name ?n }")
    assert isinstance(counted, Select) and str(counted.rows[0][0]).startswith('"5"')


def test_articles_graphs_can_be_asked_one_by_one(store: Path) -> None:
    text = "SELECT DISTINCT ?g { GRAPH ?g { ?s a bg:Commitment } }"
    found = run(store, text)
    assert isinstance(found, Select) and len(found) == 3
    one = "SELECT ?s FROM <https://w3id.org/bangiao/id/article/don-doan-2022> { ?s a bg:Statement }"
    found = run(store, one)
    assert isinstance(found, Select) and len(found) == 2


def test_a_dataset_named_beside_the_query_replaces_its_own(store: Path) -> None:
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) FROM <urn:not:there> { ?s a bg:Statement }"
    one = f"{PREFIXES['id']}article/dien-dam-2023"
    within = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a a bg:Article } }"

    def number(text: str, dataset: Dataset) -> int:
        result = run(store, text, dataset=dataset)
        assert isinstance(result, Select) and isinstance(result.rows[0][0], Literal)
        return int(result.rows[0][0].value)

    everything = run(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a bg:Statement }")
    assert isinstance(everything, Select)
    assert 0 < number(count, Dataset(default=(one,))) < int(everything.rows[0][0].value)  # type: ignore[union-attr]
    assert number(count, Dataset(named=(one,))) == 0  # no default graph was named
    assert number(within, Dataset(named=(one,))) == 1
    with pytest.raises(UsageError, match="no graph <urn:not:there>"):
        run(store, within, dataset=Dataset(default=("urn:not:there",)))


def test_a_query_can_be_ended_from_another_thread(store: Path) -> None:
    begun: list[threading.Timer] = []

    def started(end: Callable[[], None]) -> None:
        begun.append(threading.Timer(0.3, end))
        begun[0].start()

    start, before = time.monotonic(), children()
    with pytest.raises(KGError, match="stopped"):
        run(store, ENDLESS, started=started)
    assert begun and time.monotonic() - start < 10
    assert children() <= before


def test_declarations_of_the_users_own_win(store: Path) -> None:
    result = run(store, "PREFIX bg: <https://example.org/> SELECT (bg:x AS ?x) {}")
    assert isinstance(result, Select)
    assert result.rows == ((NamedNode("https://example.org/x"),),)


def test_columns_of_select_all_stand_as_the_text_names_them(store: Path) -> None:
    result = run(store, "SELECT DISTINCT * { ?zebra a bg:Official ; foaf:name ?ape }")
    assert isinstance(result, Select)
    assert result.variables == ("zebra", "ape")
    assert all(isinstance(row[0], NamedNode) for row in result.rows)


def test_tables_show_labels_of_data_and_whole_iris_when_asked(store: Path) -> None:
    text = """SELECT ?o ?p ?t ?kind { ?s bg:speaker ?o ; bg:side ?p ; bg:topic ?t ; a ?kind
        FILTER(?t = topic:warLegacy && ?kind = bg:Commitment) } LIMIT 1"""
    result = run(store, text)
    row = render(result, "table").splitlines()[2]
    assert row.split("  ") == ["Daniel Harper", "United States", "War legacies", "bg:Commitment"]
    assert "Daniel Harper" in render(result, "markdown")
    whole = render(result, "table", Layout(iris=True, width=400))
    assert "https://w3id.org/bangiao/id/official/daniel-harper" in whole
    assert "Daniel Harper" not in whole + render(result, "json") + render(result, "csv")


def test_nodes_of_one_label_are_told_apart_by_their_iris(store: Path) -> None:
    found = run(store, "SELECT ?s { ?s a bg:Commitment ; bg:topic topic:warLegacy } ORDER BY ?s")
    rows = render(found, "table", Layout(width=200)).splitlines()[2:4]
    assert rows[0].startswith("Commitment: Daniel Harper")
    told = {row.partition(" (id:statement/")[2].partition("/")[0] for row in rows}
    assert told == {"dien-dam-2023", "dien-dam-2023-bis"}


def test_a_long_answer_goes_without_labels(tmp_path: Path) -> None:
    with build_store(tmp_path / "store", *many(180)):
        pass
    found = run(tmp_path / "store", "SELECT DISTINCT ?s { ?s ?p ?o }")
    assert isinstance(found, Select) and len(found) > 5000
    assert found.labels == {}


def test_no_rows_for_a_misspelt_term_are_explained(store: Path) -> None:
    result = run(store, "SELECT ?s { ?s a bg:Comitment ; bg:topic topic:waterLegacy }")
    assert isinstance(result, Select)
    assert "line 1, column 18: the graph says nothing about bg:Comitment" in result.notes[0]
    assert "did you mean bg:Commitment?" in result.notes[0]
    assert "topic:warLegacy" in result.notes[1]
    assert run(store, "SELECT ?s { ?s a bg:Commitment . FILTER(false) }").notes == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s a bg:Comitment }", "did you mean bg:Commitment?"),
        ("ASK { ?s foaf:nme ?x }", "did you mean foaf:name?"),
        ("SELECT ?x { ?s bg:name ?x }", "did you mean foaf:name?"),
        ("SELECT ?x { ?s bg:sayd ?x }", "nothing about bg:sayd"),
        ("SELECT ?s ?x { ?s a bg:Official OPTIONAL { ?s bg:spaeker ?x } }", "did you mean bg:speaker?"),
        ("SELECT ?x { ?s <https://w3id.org/bangiao/ns#sied> ?x }", "did you mean bg:side?"),
        ("SELECT ?nam { ?s foaf:name ?name } LIMIT 1", "did you mean ?name?"),
    ],
)
def test_what_is_misspelt_is_noted_even_if_rows_hide_it(store: Path, text: str, told: str) -> None:
    assert told in run(store, text).notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?s bg:mine ?o } WHERE { ?s bg:side ?o }",
        "SELECT (COUNT(?s) AS ?n) ('x' AS ?other) { ?s a bg:Official }",
        "SELECT ?s { ?s a bg:Official OPTIONAL { ?s bg:deadline ?never } }",
    ],
)
def test_what_is_meant_so_is_not_noted(store: Path, text: str) -> None:
    assert run(store, text).notes == ()


def test_text_in_any_script_comes_through(store: Path) -> None:
    text = 'SELECT ("Đỗ \\t\\n\\"\\\\ 会談 🇻🇳" AS ?x) (1.50 AS ?d) ("2024"^^xsd:gYear AS ?y) {}'
    result = run(store, text)
    assert isinstance(result, Select)
    assert result.rows[0][0] == Literal('Đỗ \t\n"\\ 会談 🇻🇳')
    assert str(result.rows[0][2]).endswith("gYear>")


# ---------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "# a comment\nPREFIX x: <urn:x> DELETE WHERE { ?s ?p ?o }",
        "load <https://example.org/x.ttl>",
        "CLEAR ALL",
        "Drop Graph <urn:g>",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(store: Path, text: str) -> None:
    assert "kg build" in refusal(text)
    with pytest.raises(UsageError):
        run(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { service silent <http://127.0.0.1:1/> { ?s ?p ?o } } } } }",
        "ASK { FILTER EXISTS { SERVICE ?x { ?s ?p ?o } } }",
        # a comparison that reads like an IRI, with the clause behind it
        "SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE#>\n<http://127.0.0.1:1/>{ ?a ?b ?c } }",
        "SELECT * { ?s ?p ?o FILTER(?o<'>') SERVICE <http://127.0.0.1:1/> {} FILTER(?o=') ') }",
        "SELECT * { ?s ?p ?o FILTER(?o<?b#>'''\n) SERVICE <http://127.0.0.1:1/> {} #''' }",
        "SELECT * { VALUES (?a ?b) { (1 <x:'>) } SERVICE <http://127.0.0.1:1/> {} } # '",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_what_reaches_out_is_refused(store: Path, text: str) -> None:
    with pytest.raises(UsageError) as error:
        run(store, text)
    assert "SERVICE" in str(error.value) or "u0053" in text


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s ?p 'service' }",
        "# SERVICE\nSELECT ?s { ?s ?p ?o }",
        "PREFIX service: <https://example.org/service#> SELECT ?s { ?s service:x ?o }",
        "SELECT ?service { ?service ?p ?o } LIMIT 1",
        "SELECT ?s { ?s ?p <https://example.org/service> }",
    ],
)
def test_the_word_alone_is_no_offence(store: Path, text: str) -> None:
    assert isinstance(run(store, text), Select)


def test_from_fetches_nothing(store: Path) -> None:
    for form in ("FROM <http://127.0.0.1:1/g>", "FROM NAMED <http://127.0.0.1:1/g>", "FROM id:g"):
        assert "no graph" in mistake(store, f"SELECT * {form} {{ ?s ?p ?o }}")


# ---------------------------------------------------------------- mistakes
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "SELCT ?s { ?s ?p ?o }",
            "line 1, column 1: a query does not begin with 'SELCT' (did you mean SELECT?)",
        ),
        ("SELECT ?s\n{ ?s a bgg:X }", "line 2, column 8: unknown prefix bgg: (did you mean bg:?)"),
        ("SELECT ?s { ?s ?p ?o FILER(?s) }", "column 22: unknown word 'FILER' (did you mean FILTER?)"),
        ("SELECT ?s { ?s ?p ?o", "column 11: { is not closed"),
        ("SELECT ?s { ?s ?p ?o }}", "column 23: } closes nothing"),
        ("SELECT ?s { ?s ?p (?o } )", "} where ) should be"),
        ("SELECT ?s { ?s ?p 'x }", "column 19: a string that is not closed"),
        ("SELECT ?s { ?s ?p § }", "'§' has no meaning"),
        ("SELECT ?s { ?s ?p <a b> }", "column 19: an IRI that is not closed"),
        ("SELECT ?x (COUNT(?s) AS ?n) { ?s ?p ?x }", "a variable of SELECT has no value"),
        ("SELECT ?s { ?s ?p }", "syntax error near '}'"),
        ("SELECT ?s, ?p { ?s ?p ?o }", "column 10: a comma between variables"),
        ("SELECT ?s { ?s ?p ?o FILTER(?s == ?o) }", "column 33: SPARQL compares with one ="),
        ("SELECT ?s { ?s ?p ?o FILTER(?s <> ?o) }", "column 32: SPARQL compares with !="),
        ("SELECT ?s { ?s ?p ?o FILTER(bg:near(?s, ?o)) }", "column 29: unknown function bg:near"),
        ("PREFIX x: <urn:x>", "no query follows"),
        (" \n# nothing\n", "an empty query"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_likely_word(store: Path, text: str, told: str) -> None:
    assert told in mistake(store, text)


@pytest.mark.parametrize(
    ("text", "line", "pointed"),
    [
        ("SELECT ?s\n{ ?s a bgg:X }\n", "{ ?s a bgg:X }", "bgg:X"),
        ("SELECT ?s { ?s foaf:name '会談' ; bgg:y ?o }", None, "bgg:y"),
        ("SELECT ?s {\t?s bgg:y 'a\x1b[2J' }", "SELECT ?s { ?s bgg:y 'a\ufffd[2J' }", "bgg:y"),
        ("SELECT ?s { " + "?s ?p ?o . " * 40 + "?s bgg:y ?o . " + "?s ?p ?o . " * 40 + "}", None, "bgg:y"),
    ],
)
def test_the_line_of_a_mistake_is_shown_with_carets_below(
    store: Path, text: str, line: str | None, pointed: str
) -> None:
    with pytest.raises(UsageError) as error:
        run(store, text)
    shown, carets = error.value.excerpt or ("", "")
    assert line is None or shown == line
    assert len(shown) <= 80
    start = cell_len(carets) - len(pointed)
    assert carets == " " * start + "^" * len(pointed)
    assert set_cell_size(shown, start) + pointed == set_cell_size(shown, start + len(pointed))


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_a_time_that_is_none_is_refused(store: Path, seconds: float) -> None:
    with pytest.raises(UsageError, match="seconds above 0"):
        run(store, "ASK {}", timeout=seconds)


# ---------------------------------------------------------------- bounds
def test_a_query_that_takes_too_long_is_stopped_for_good(store: Path) -> None:
    before = children()
    started = time.monotonic()
    with pytest.raises(KGError, match=r"stopped after 0\.5 s"):
        run(store, ENDLESS, timeout=0.5)
    assert time.monotonic() - started < 5
    assert children() <= before


def test_a_query_that_eats_too_much_memory_is_stopped(tmp_path: Path) -> None:
    with build_store(tmp_path / "store", *many(60)):
        pass
    text = "SELECT ?a ?b ?c ?d { ?a ?p ?b . ?c ?q ?d } ORDER BY ?b ?d"
    with pytest.raises(KGError, match="more than 1 GiB of memory"):
        run(tmp_path / "store", text, memory=1 << 30)


def test_a_query_nested_too_deep_is_told(store: Path) -> None:
    with pytest.raises(KGError, match="too deep"):
        run(store, "SELECT * " + "{" * 50_000 + "}" * 50_000)


def test_a_long_answer_is_cut_and_says_so(store: Path) -> None:
    text = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
    result = run(store, text, limit=3)
    assert isinstance(result, Select) and result.truncated
    assert len(result) == 3
    assert "first 3 rows" in result.notes[0]
    whole = run(store, text)
    assert isinstance(whole, Select) and not whole.truncated
    assert whole.rows[:3] == result.rows
    assert not getattr(run(store, text, limit=len(whole)), "truncated", True)
    some = run(store, "CONSTRUCT WHERE { ?s ?p ?o }", limit=4)
    assert isinstance(some, Construct) and some.truncated and len(some) <= 4


def test_a_limit_below_one_is_refused(store: Path) -> None:
    with pytest.raises(UsageError, match="limit"):
        run(store, "ASK {}", limit=0)


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        run(tmp_path / "none", "ASK {}")


def test_the_child_loads_nothing_but_the_engine() -> None:
    child = Path(sys.modules["kg.query.process"].__file__ or "").with_name("child.py")
    code = f"import sys, runpy; runpy.run_path({str(child)!r}); print(*sys.modules)"
    loaded = subprocess.check_output(
        [sys.executable, "-P", "-c", code], text=True, env=dict(os.environ)
    ).split()
    assert "pyoxigraph" in loaded
    assert not {"kg", "rich", "rdflib", "yaml"} & set(loaded)


def test_named_queries_over_a_hundred_thousand_triples_take_well_under_a_second(tmp_path: Path) -> None:
    """A loose bound, to notice an explosion; benchmarks/ measures."""
    with build_store(tmp_path / "store", *many(300)):
        pass
    for name in ("commitments", "encounters", "officials", "together", "topics", "timeline", "silent"):
        started = time.monotonic()
        run(tmp_path / "store", name)
        assert time.monotonic() - started < 5, name
