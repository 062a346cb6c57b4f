"""`--explain`: the SPARQL that is run, and its algebra in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from query_support import query_store  # noqa: F401

from kg.errors import UsageError
from kg.query import names, run
from kg.query.plan import plan


def algebra(store: Path, text: str) -> list[str]:
    return [line.strip() for line in plan(store, text).partition("\n\n")[2].splitlines()]


def test_every_named_query_is_explained_with_its_parameters_bound(store: Path) -> None:
    for name in names():
        text = plan(store, name)
        assert "\nselect\n" in text and "match ?" in text, name
    assert "<https://w3id.org/bangiao/id/polity/US>" in plan(store, "commitments", {"side": "Mỹ"})


def test_the_sparql_that_is_shown_answers_as_the_query_does(store: Path) -> None:
    text = "SELECT ?s WHERE { ?s a bg:Commitment ; bg:topic topic:warLegacy } ORDER BY ?s"
    sparql = plan(store, text).partition("\n\nselect\n")[0]
    assert sparql.splitlines()[:2] == [
        "PREFIX bg: <https://w3id.org/bangiao/ns#>",
        "PREFIX topic: <https://w3id.org/bangiao/topic/>",
    ]
    assert run(store, sparql) == run(store, text)


def test_steps_patterns_and_numbers_of_triples_are_told(store: Path) -> None:
    lines = algebra(
        store,
        """SELECT ?name (COUNT(DISTINCT ?s) AS ?n) {
          ?s a bg:Commitment ; bg:speaker/foaf:name ?name
          OPTIONAL { ?s bg:topic ?t FILTER(?t != topic:trade || CONTAINS(STR(?t), "x")) }
          FILTER(EXISTS { ?s bg:side ?p } && !BOUND(?q))
          MINUS { ?s bg:confidence 0.1 }
        } GROUP BY ?name ORDER BY DESC(?n) LIMIT 3 OFFSET 1""",
    )
    for told in (
        "select",
        "the first 3, after skipping 1",
        "columns ?name ?n",
        "order by desc(?n)",
        "group by ?name",
        "keep where EXISTS { ?s bg:side ?p } && !BOUND(?q)",
        "without",
        'optional, where ?t != topic:trade || CONTAINS(STR(?t), "x")',
        "match ?s bg:speaker/foaf:name ?name",
        "match ?s bg:confidence 0.1  (0)",
    ):
        assert told in lines, lines
    assert any(line.startswith("match ?s a bg:Commitment") and line.endswith("(3)") for line in lines)


def test_other_forms_and_parts_of_sparql_are_told(store: Path) -> None:
    lines = algebra(
        store,
        """CONSTRUCT { ?s a foaf:Person } WHERE {
          { ?s a bg:Official } UNION { GRAPH ?g { ?s ^bg:speaker|bg:participant+ ?o } }
          VALUES (?o ?l) { (id:x "a"@vi) (UNDEF "2023"^^xsd:gYear) } BIND(IF(?o = 1 + 2, "y", STR(?l)) AS ?z)
          { SELECT DISTINCT ?s { ?s ?p 1.5 } } }""",
    )
    for told in ("construct", "either", "in graph ?g", "subquery", "each row once"):
        assert told in lines, lines
    assert any(line.startswith("table ?o=id:x ?l=") for line in lines)
    assert any("^bg:speaker|bg:participant+" in line for line in lines)


def test_what_is_refused_or_wrong_is_told_as_when_it_runs(store: Path) -> None:
    for text, told in (
        ("SELECT ?s { ?s a bgg:X }", "did you mean bg:?"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "SERVICE"),
        ("DROP ALL", "changes the graph"),
        ("SELECT * " + "{" * 50_000 + "}" * 50_000, "too deep"),
        ("comitments", "did you mean commitments?"),
    ):
        with pytest.raises(UsageError) as error:
            plan(store, text)
        assert told in str(error.value)
