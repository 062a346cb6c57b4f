"""The generator of large graphs: the same each time, truthful to its own articles, as large as asked for."""

from __future__ import annotations

from itertools import islice

from benchmarks import big_graph
from kg.graph.check import check
from kg.knowledge import Knowledge
from kg.model import EncounterKind, StatementKind
from kg.validate import validate
from kg.views.choice import Choice
from kg.views.pages import write


def test_the_same_seed_gives_the_same_articles_and_another_gives_others():
    first, again, other = (list(islice(big_graph.articles(seed), 20)) for seed in (0, 0, 1))
    assert first == again and first != other


def test_every_fact_stands_on_its_article():
    knowledge = Knowledge.load(registry=False)
    facts = list(islice(big_graph.articles(), 300))
    for one in facts:
        check(one, knowledge)
        for statement in one.statements:
            assert one.article.text[statement.evidence[0].end] == "."
    assert {s.kind for f in facts for s in f.statements} == set(StatementKind)
    assert {e.kind for f in facts for e in f.encounters} == set(EncounterKind)


def test_a_graph_is_as_large_as_asked_for_and_conforms(tmp_path):
    written = big_graph.fill(tmp_path / "store", big_graph.graphs(nodes=300))
    assert 300 <= write(tmp_path / "store", tmp_path / "page.html", Choice(), "graph").total < 340
    assert validate(tmp_path / "store") == []
    assert written > 3000


def test_graphs_stream_until_they_hold_so_many_triples(tmp_path):
    file = tmp_path / "graph.nq"
    with file.open("wb") as out:
        written = big_graph.write(out, big_graph.graphs(triples=5000))
    assert 5000 <= written < 6000
    in_articles = [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if "/article/tin-" in line.rsplit(" ", 2)[1]
    ]
    assert len(in_articles) == written
