"""`kg push`: what is sent, what is skipped, what is said when it stops, and what is compared afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Command
from http_support import Handler, Server, graph_store, serving, sparql
from pyoxigraph import DefaultGraph, NamedNode
from pyoxigraph import Store as Oxigraph
from query_support import query_store  # noqa: F401

from kg.errors import UsageError
from kg.graph.store import Store
from kg.push import push
from kg.query import run
from kg.remote import Endpoint, RemoteError

MERGED = NamedNode("https://w3id.org/bangiao/id/graph/merged")
Before = Callable[[Handler], bool]


@contextmanager
def other(before: Before = lambda _: False) -> Iterator[tuple[Oxigraph, Server]]:
    """Another store with both protocols; `before` may answer a request in its stead."""
    there = Oxigraph()

    def respond(handler: Handler) -> None:
        if not before(handler):
            (sparql if handler.path == "/sparql" else graph_store)(there, handler)

    with serving(respond) as server:
        yield there, server


def puts(server: Server) -> int:
    return sum(method == "PUT" for method, _, _ in server.asked)


def at(server: Server) -> Endpoint:
    return Endpoint(f"{server.origin}/store")


def test_every_graph_is_sent_once_and_equal_ones_are_skipped(store: Path) -> None:
    with other() as (there, server):
        report = push(store, at(server), query=Endpoint(server.url))
        assert (len(report.of("sent")), report.differing, report.left) == (6, (), ())
        with Store.open(store, read_only=True) as opened:
            default = opened.ox.quads_for_pattern(None, None, None, DefaultGraph())
            here = {quad.triple for quad in default}
            assert {q.triple for q in there.quads_for_pattern(None, None, None, MERGED)} == here
            assert set(opened.article_quads()) <= set(there)
        again = push(store, at(server))
        assert (len(again.of("equal")), again.of("sent"), puts(server)) == (6, (), 6)
        assert run(Endpoint(server.url), "timeline") == run(store, "timeline")


def test_a_dry_run_sends_nothing(kg: Command, store: Path) -> None:
    with other() as (there, server):
        said = kg.ok("push", f"{server.origin}/store", "--store", store, "--dry-run")
        assert "6 graphs would be sent" in said
        assert puts(server) == 0 and len(there) == 0


@pytest.mark.parametrize(("where", "graph"), [("graph", MERGED), ("default", DefaultGraph()), ("none", None)])
def test_the_merged_graph_goes_where_it_is_wanted(store: Path, where: str, graph: NamedNode | None) -> None:
    with other() as (there, server):
        push(store, at(server), merged=where)
        for place in (MERGED, DefaultGraph()):
            assert any(there.quads_for_pattern(None, None, None, place)) == (place == graph)
    with pytest.raises(UsageError, match="merged graph"):
        push(store, at(server), merged="somewhere")


def test_an_interrupted_push_goes_on(kg: Command, store: Path) -> None:
    count = 0

    def fails(handler: Handler) -> bool:
        nonlocal count
        count += handler.command == "PUT"
        if handler.command == "PUT" and 3 <= count <= 5:
            handler.reply(500, "<h1>disk full</h1>\x1b[2J", "text/html")
            return True
        return False

    with other(fails) as (_, server):
        line = kg.line("push", f"{server.origin}/store", "--store", store, status=3)
        assert "answers 500: disk full" in line and "2 graphs were sent" in line and "push again" in line
        said = kg.ok("push", f"{server.origin}/store", "--store", store)
        assert "4 graphs sent" in said and "2 equal" in said


def test_a_passing_fault_is_tried_again(store: Path) -> None:
    faults = iter([503, 502])

    def fails(handler: Handler) -> bool:
        status = next(faults, None) if handler.command == "PUT" else None
        if status:
            handler.reply(status)
        return status is not None

    with other(fails) as (_, server):
        assert push(store, at(server)).differing == ()


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [(401, {}, "nothing was sent"), (403, {}, "403"), (404, {}, "address"), (415, {}, "format"),
     (307, {"Location": "http://198.51.100.7/store"}, "redirects to http://198.51.100.7/store"),
     (302, {"Location": "/elsewhere"}, "redirects")],
)  # fmt: skip
def test_a_refusal_is_told_with_what_was_sent(
    store: Path, status: int, headers: dict[str, str], words: str
) -> None:
    def refuses(handler: Handler) -> bool:
        if handler.command == "PUT" or status == 401:
            handler.reply(status, **headers)
            return True
        return False

    with other(refuses) as (there, server), pytest.raises(RemoteError) as error:
        push(store, at(server))
    assert words in str(error.value) and "sent" in str(error.value)
    assert len(there) == 0


def test_a_store_that_keeps_less_is_found_out(kg: Command, store: Path) -> None:
    def loses(handler: Handler) -> bool:
        if handler.command == "PUT" and "reference" in handler.path:
            handler.body = b"".join(handler.body.splitlines(keepends=True)[:-3])
        return False

    with other(loses) as (_, server):
        for extra in ((), ("--endpoint", server.url)):
            done = kg("push", f"{server.origin}/store", "--store", store, *extra)
            assert done.returncode == 1
            assert "differs: https://w3id.org/bangiao/id/graph/reference" in done.stdout


def test_withdrawn_articles_are_offered_and_pruned(kg: Command, store: Path, tmp_path: Path) -> None:
    shutil.copytree(store, tmp_path / "less")
    with other() as (there, server):
        push(store, at(server))
        kg.ok("remove", "don-doan-2022", "--store", "less")
        asked = ("push", f"{server.origin}/store", "--store", "less")
        assert "--endpoint" in kg.line(*asked, "--prune", status=2)
        assert "no longer here" in kg.ok(*asked, "--endpoint", server.url)
        assert "1 article removed" in kg.ok(*asked, "--endpoint", server.url, "--prune")
        assert run(Endpoint(server.url), "articles") == run(tmp_path / "less", "articles")
        assert not any("don-doan" in str(graph) for graph in there.named_graphs())
