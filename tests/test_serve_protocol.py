"""The endpoint speaks the SPARQL 1.1 Protocol: requests of all its forms, answers in what is accepted."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse
from serve_support import Served, served_fixture, served_store  # noqa: F401

from kg.graph.names import DEFAULT_BASE
from kg.query import run

STATEMENTS = "SELECT ?s WHERE { ?s a bg:Statement } ORDER BY ?s"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a bg:Statement }"
GRAPHS = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s a bg:Article } }"
TRIPLES = "CONSTRUCT WHERE { ?s a bg:Commitment }"
ONE = f"{DEFAULT_BASE}article/dien-dam-2023"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


def number(answer: object) -> int:
    return int(json.loads(answer.text)["results"]["bindings"][0]["n"]["value"])  # type: ignore[attr-defined]


# ---------------------------------------------------------------- the three ways to ask
def test_the_three_ways_to_ask_give_the_same(served: Served) -> None:
    answers = [
        served.sparql(COUNT),
        served.client.post("/sparql", data={"query": COUNT}),
        served.client.post("/sparql", content=COUNT, headers={"Content-Type": QUERY}),
        served.client.post("/sparql", content=COUNT, headers={"Content-Type": f"{QUERY}; charset=utf-8"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({number(answer) for answer in answers}) == 1


def test_rows_are_those_of_the_embedded_store(served: Served, serve_store) -> None:
    rows = json.loads(served.sparql(STATEMENTS).text)["results"]["bindings"]
    own = run(serve_store, STATEMENTS)
    assert [row["s"]["value"] for row in rows] == [row[0].value for row in own.rows]  # type: ignore[union-attr]


@pytest.mark.parametrize("by", ["address", "form"])
def test_graphs_named_beside_the_query_are_its_dataset(served: Served, by: str) -> None:
    def ask(query: str, **graphs: str) -> object:
        fields = {"query": query, **{name.replace("_", "-"): value for name, value in graphs.items()}}
        if by == "form":
            return served.client.post("/sparql", data=fields)
        return served.client.get("/sparql", params=fields)

    everything = number(served.sparql(COUNT))
    assert 0 < number(ask(COUNT, default_graph_uri=ONE)) < everything
    assert number(ask(COUNT, named_graph_uri=ONE)) == 0
    assert number(ask(GRAPHS, named_graph_uri=ONE)) == 1
    assert number(ask(f"{COUNT[:COUNT.index('WHERE')]} FROM <urn:x> {{ ?s a bg:Statement }}",
                      default_graph_uri=ONE)) < everything  # fmt: skip


def test_a_body_and_graphs_in_the_address_go_together(served: Served) -> None:
    answer = served.client.post(
        "/sparql", params={"default-graph-uri": ONE}, content=COUNT, headers={"Content-Type": QUERY}
    )
    assert 0 < number(answer) < number(served.sparql(COUNT))


# ---------------------------------------------------------------- in which form
@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.7", "application/sparql-results+xml"),
        ("text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
        ("no media type at all", "application/sparql-results+json"),
    ],
)
def test_rows_come_as_they_are_accepted(served: Served, accept: str, media: str) -> None:
    answer = served.sparql(STATEMENTS, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert "Accept" in answer.headers["vary"]
    readers = {
        "json": lambda text: len(json.loads(text)["results"]["bindings"]),
        "xml": lambda text: len(ElementTree.fromstring(text).findall(".//{*}result")),
        "csv": lambda text: len(list(csv.DictReader(io.StringIO(text)))),
        "separated": lambda text: len(text.splitlines()) - 1,
    }
    read = next(reader for name, reader in readers.items() if name in media)
    assert read(answer.text) == number(served.sparql(COUNT))


@pytest.mark.parametrize(
    ("accept", "media", "format"),
    [
        ("*/*", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("text/turtle", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml, */*;q=0.1", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_triples_come_as_they_are_accepted(
    served: Served, accept: str, media: str, format: RdfFormat
) -> None:
    answer = served.sparql(TRIPLES, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert len(list(parse(answer.content, format=format))) > 0


def test_yes_and_no_have_forms_of_their_own(served: Served) -> None:
    assert json.loads(served.sparql("ASK { ?s a bg:Article }").text)["boolean"] is True
    assert (
        "<boolean>false<" in served.sparql("ASK { ?s a bg:Nothing }", "application/sparql-results+xml").text
    )
    assert served.sparql("ASK { ?s ?p ?o }", "text/csv").status_code == 406


def test_a_format_may_be_named_in_the_address(served: Served) -> None:
    answer = served.client.get("/sparql", params={"query": STATEMENTS, "format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    wrong = served.client.get("/sparql", params={"query": STATEMENTS, "format": "xlsx"})
    assert wrong.status_code == 406 and "csv" in wrong.text


def test_head_and_options_are_answered(served: Served) -> None:
    head = served.client.head("/sparql", params={"query": COUNT})
    assert (head.status_code, head.content) == (200, b"")
    assert served.client.options("/sparql").status_code == 405


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * WHERE { ?s bgg:topic ?o }", "line 1, column 21: unknown prefix bgg: (did you mean bg:?)"),
        ("SELECT * WHERE {\n  ?s ?p ?o", "line 1, column 16"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE reaches out"),
        ("select * { sErViCe silent <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE reaches out"),
        ("LOAD <http://127.0.0.1:1/x.ttl>", "LOAD changes the graph"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT changes the graph"),
        ("PREFIX a: <urn:a> DROP ALL", "DROP changes the graph"),
        ("SELECT * FROM <http://127.0.0.1:1/x.ttl> { ?s ?p ?o }", "no graph <http://127.0.0.1:1/x.ttl>"),
        ("", "an empty query"),
        ("commitments", "a query does not begin with 'commitments'"),
        ("/etc/hosts.rq", "a query does not begin with '/'"),
        ("SELECT ?x { ?x ?y ?z } # /etc/hosts.rq", None),
        ("# @like commitments side=US\n# @nonsense\nSELECT ?x { ?x a bg:Article }", None),
        ("SELECT * { ?s ?p '\x00' }", "NUL"),
    ],
)
def test_a_wrong_query_is_told_in_one_line_and_none_reads_a_file(
    served: Served, query: str, told: str | None
) -> None:
    answer = served.sparql(query)
    if told is None:
        assert answer.status_code == 200 and json.loads(answer.text)["head"]["vars"] == ["x"]
    else:
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert told in answer.text and answer.text.count("\n") == 1


@pytest.mark.parametrize(
    ("request_", "status", "told"),
    [
        ({"data": {"update": "DROP ALL"}}, 403, "only reads"),
        (
            {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}},
            403,
            "only reads",
        ),
        ({"params": {"update": "DROP ALL"}, "data": {"query": COUNT}}, 403, "only reads"),
        ({"content": COUNT}, 415, "application/sparql-query"),
        ({"content": COUNT, "headers": {"Content-Type": "text/plain"}}, 415, "text/plain"),
        (
            {"content": COUNT, "headers": {"Content-Type": QUERY, "Content-Encoding": "gzip"}},
            415,
            "compressed",
        ),
        ({"data": {}, "headers": {"Content-Type": FORM}}, 400, "no query"),
        ({"data": {"query": [COUNT, COUNT]}}, 400, "more than one query"),
        ({"params": {"query": COUNT}, "content": COUNT, "headers": {"Content-Type": QUERY}}, 400, "another"),
        ({"content": b"\xff\xfe", "headers": {"Content-Type": QUERY}}, 400, "UTF-8"),
        ({"content": b"query=%ff%fe", "headers": {"Content-Type": FORM}}, 400, "UTF-8"),
        ({"content": b"#" * (2 << 20), "headers": {"Content-Type": QUERY}}, 413, "1,048,576"),
        ({"content": b"a=1&" * 3000, "headers": {"Content-Type": FORM}}, 400, "fields"),
        ({"data": {"query": COUNT, "default-graph-uri": "not an iri"}}, 400, "not an IRI"),
        ({"data": {"query": COUNT, "named-graph-uri": "urn:not:there"}}, 400, "no graph <urn:not:there>"),
    ],
)
def test_a_wrong_request_is_told(served: Served, request_: dict, status: int, told: str) -> None:
    answer = served.client.post("/sparql", **request_)
    assert (answer.status_code, told in answer.text) == (status, True), answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_and_the_right_ones_named(served: Served, method: str) -> None:
    answer = served.client.request(method, "/sparql", content="x")
    assert answer.status_code == 405 and {"GET", "POST"} <= set(answer.headers["allow"].split(", "))


def test_what_nobody_can_give_is_406(served: Served) -> None:
    answer = served.sparql(COUNT, "image/png")
    assert answer.status_code == 406 and "text/csv" in answer.text
    assert served.sparql(COUNT, "text/turtle").status_code == 406
    assert served.sparql(TRIPLES, "text/csv").status_code == 406


# ---------------------------------------------------------------- descriptions
def test_the_endpoint_without_a_query_describes_itself(served: Served) -> None:
    answer = served.get("/sparql", "text/turtle")
    triples = {str(quad.triple) for quad in parse(answer.content, format=RdfFormat.TURTLE)}
    told = "\n".join(sorted(triples))
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<{served.url}/sparql> <{sd}endpoint> <{served.url}/sparql>" in told
    assert f"<{sd}supportedLanguage> <{sd}SPARQL11Query>" in told
    assert "formats/SPARQL_Results_JSON" in told and f"{sd}SPARQL11Update" not in told
    assert served.get("/sparql", "text/html").headers["location"] == "/editor"


def test_void_counts_what_is_there(served: Served) -> None:
    answer = served.get("/.well-known/void", "application/n-triples")
    quads = list(parse(answer.content, format=RdfFormat.N_TRIPLES))
    void = "http://rdfs.org/ns/void#"
    told = {
        quad.predicate.value: quad.object.value for quad in quads if quad.subject.value.endswith("#dataset")
    }
    triples = number(served.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert int(told[f"{void}triples"]) == triples
    assert told[f"{void}sparqlEndpoint"] == f"{served.url}/sparql"
    parts = {
        quad.subject.value: quad.object.value for quad in quads if quad.predicate.value == f"{void}class"
    }
    counted = {
        parts[quad.subject.value]: int(quad.object.value)
        for quad in quads
        if quad.predicate.value == f"{void}entities" and quad.subject.value in parts
    }
    assert counted["https://w3id.org/bangiao/ns#Statement"] == number(served.sparql(COUNT))
    assert served.get("/.well-known/void", "text/html").headers["content-type"].startswith("text/turtle")
