"""What a server withstands: killers beside quick queries, many clients, a build, a full desk, its own end."""

from __future__ import annotations

import csv
import io
import shutil
import signal
import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from conftest import EXAMPLES, Command
from factories import build_store, phone_call, remarks, visit, with_id
from serve_support import Served, served_fixture, served_store, serving  # noqa: F401

KILLER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
BEGUN = b"""POST /sparql HTTP/1.1\r
Host: localhost\r
Content-Length: 999\r
Content-Type: application/sparql-query\r
\r
SELECT"""
COUNT = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a bg:Statement }"


def until(true, seconds: float = 10.0) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def number(served: Served, query: str = COUNT) -> int:
    return int(served.sparql(query).json()["results"]["bindings"][0]["n"]["value"])


def test_a_killer_is_stopped_in_time_and_others_are_answered_meanwhile(serve_store: Path) -> None:
    with serving(serve_store, "--timeout", "3") as served, ThreadPoolExecutor(2) as pool:
        killers = [pool.submit(served.sparql, KILLER) for _ in range(2)]
        until(lambda: len(served.children()) == 2)
        asked = 0
        while not all(killer.done() for killer in killers):
            assert number(served) > 0 and served.get("/", "text/html").status_code == 200
            asked += 1
        assert asked >= 2  # whole answers, while both killers ran
        for killer in killers:
            answer = killer.result()
            assert answer.status_code == 500 and "stopped after 3 s" in answer.text
        until(lambda: not served.children())


def test_a_query_ends_with_its_client(served: Served) -> None:
    for path in (f"/sparql?query={KILLER}", f"/editor?query={KILLER}"):
        with pytest.raises(httpx.ReadTimeout):
            served.client.get(path, timeout=1.0, headers={"Accept": "*/*"})
        until(lambda: not served.children())


def test_an_answer_without_end_is_cut_and_says_so(serve_store: Path) -> None:
    with serving(serve_store, "--limit", "1000") as served:
        answer = served.sparql(HUGE, "text/csv")
        assert answer.status_code == 200 and answer.headers["kg-truncated"] == "true"
        assert len(list(csv.DictReader(io.StringIO(answer.text, newline="")))) == 1000
        assert "cut at 1,000" in served.page("/editor", params={"query": HUGE})
        assert "kg-truncated" not in served.sparql(COUNT).headers


def test_a_query_that_needs_too_much_memory_is_stopped(serve_store: Path) -> None:
    with serving(serve_store, "--memory", "1") as served:
        answer = served.sparql("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d")
        assert answer.status_code == 500 and "memory" in answer.text
        assert number(served) > 0


def test_twenty_clients_at_once_are_all_answered(served: Served) -> None:
    paths = ["/", "/id/polity/VN", "/topic/vaccines", f"/sparql?query={COUNT}", "/queries/commitments.json",
             "/search?q=pham", "/pair/JP/VN", "/browse/statement"]  # fmt: skip

    def visit_all(client: int) -> list[tuple[str, int, bytes]]:
        with httpx.Client(base_url=served.url, timeout=60, headers={"Accept": "text/html"}) as own:
            order = paths[client % len(paths) :] + paths[: client % len(paths)]
            answers = [(path, own.get(path)) for path in order]
            return sorted((path, answer.status_code, len(answer.content) > 0) for path, answer in answers)  # type: ignore[misc]

    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(visit_all, range(20)))
    assert all(answers == found[0] for answers in found)
    assert {status for answers in found for _, status, _ in answers} <= {200, 406}


def test_a_full_desk_says_so_and_is_open_again_later(serve_store: Path) -> None:
    with serving(serve_store, "--queries", "1", "--patience", "0.5", "--timeout", "4") as served:
        with ThreadPoolExecutor(1) as pool:
            killer = pool.submit(served.sparql, KILLER)
            until(lambda: len(served.children()) == 1)
            busy = served.sparql(COUNT)
            assert busy.status_code == 503 and int(busy.headers["retry-after"]) > 0
            assert "other queries" in busy.text
            page = served.get("/queries/commitments", "text/html")
            assert page.status_code == 503 and "The server is busy" in page.text
            assert served.get("/id/polity/VN", "text/html").status_code == 200  # a page asks nobody
            killer.result()
        assert number(served) > 0


# ---------------------------------------------------------------- the store changes
def test_what_a_build_adds_and_removes_is_served_without_a_new_start(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with build_store(store, phone_call()):
        pass
    with serving(store) as served:
        before = number(served)
        with build_store(store, visit(), remarks()):
            assert number(served) == before  # while it is being written, the last whole state
        until(lambda: number(served) > before)
        assert "Phạm Quốc Hưng" in served.page("/search", params={"q": "pham quoc hung"})
        kg = Command(tmp_path)
        kg.ok("remove", visit().article.id, "--store", "store")
        until(lambda: number(served, COUNT.replace("bg:Statement", "bg:Visit")) == 0)
        shutil.rmtree(store)
        gone = served.get("/", "text/html")
        assert gone.status_code == 503 and "no store" in gone.text
        assert served.sparql(COUNT).status_code == 503
        with build_store(store, remarks()):
            pass
        until(lambda: served.sparql(COUNT).status_code == 200)
        assert number(served) == 1
    assert {path.name for path in store.iterdir()} == {"bangiao.json", "db", "lock"}


def test_a_build_of_articles_and_queries_do_not_wait_for_each_other(tmp_path: Path) -> None:
    store, kg = tmp_path / "store", Command(tmp_path)
    with build_store(store, phone_call()):
        pass
    with serving(store, "--timeout", "20") as served, ThreadPoolExecutor(1) as pool:
        killer = pool.submit(served.sparql, KILLER)
        until(lambda: len(served.children()) == 1)
        start = time.monotonic()
        told = kg.ok("build", EXAMPLES, "--store", "store", "--jobs", "1")
        assert "18 added" in told and not killer.done(), time.monotonic() - start
        until(lambda: number(served) > 50)
        served.process.send_signal(signal.SIGINT)
        served.process.wait(10)
        with pytest.raises((httpx.HTTPError, AssertionError)):
            assert killer.result().status_code == 200


def test_what_a_killed_server_left_is_removed_by_the_next(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with build_store(store, phone_call()):
        pass
    with serving(store) as served:
        served.process.kill()
        served.process.wait(10)
    left = [path for path in store.iterdir() if path.name.startswith(".serve-")]
    assert len(left) == 1
    with serving(store) as served:
        now = [path for path in store.iterdir() if path.name.startswith(".serve-")]
        assert len(now) == 1 and now != left
        with serving(store) as other:  # two at once leave each other alone
            assert number(served) == number(other)
        assert number(served) > 0


# ---------------------------------------------------------------- start and end
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_with_all_its_queries(serve_store: Path, sign: signal.Signals) -> None:
    left = {path.name for path in serve_store.iterdir()}  # another server of it may be at work
    with serving(serve_store) as served, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(lambda: httpx.get(f"{served.url}/sparql", params={"query": KILLER}, timeout=30))
        until(lambda: len(served.children()) == 1)
        (child,) = served.children()
        start = time.monotonic()
        served.process.send_signal(sign)
        _, errors = served.process.communicate(timeout=15)
        assert time.monotonic() - start < 10
        assert "Traceback" not in errors
        until(lambda: not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text())
        asked.exception() or asked.result()
    assert {path.name for path in serve_store.iterdir()} == left


def test_a_port_in_use_is_told_in_one_line(kg: Command, serve_store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = kg.line("serve", "--store", serve_store, "--port", port, status=1)
    assert f"127.0.0.1:{port}" in line and "--port" in line


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (["--store", "nowhere"], 3, "there is no store"),
        (["--host", "no.such.host.invalid"], 2, "no address"),
        (["--port", "70000"], 2, "'--port'"),
        (["--timeout", "0"], 2, "timeout"),
        (["--queries", "0"], 2, "queries"),
    ],
)
def test_a_wrong_start_is_told_in_one_line(
    kg: Command, serve_store: Path, options: list[str], status: int, told: str
) -> None:
    given = options if "--store" in options else ["--store", str(serve_store), *options]
    assert told in kg.line("serve", *given, status=status)


def test_other_machines_are_let_in_only_with_a_warning(serve_store: Path) -> None:
    with serving(serve_store, "--host", "0.0.0.0") as served:
        assert served.process.stderr is not None
        assert "anybody who reaches this machine" in served.process.stderr.readline()


def test_requests_that_never_end_do_not_keep_others_waiting(served: Served) -> None:
    host, port = served.url.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(30)]
    for place, one in enumerate(slow):
        one.sendall(BEGUN if place % 2 else b"GET / HT")
    times: list[float] = []
    for _ in range(5):
        start = time.monotonic()
        assert number(served) > 0
        times.append(time.monotonic() - start)
    assert statistics.median(times) < 5
    for one in slow:
        one.close()


def test_the_same_article_under_many_names_is_many_pages(tmp_path: Path) -> None:
    store = tmp_path / "store"
    names = ["a/b", "..", "x.ttl", "ñandú 1", "a%2Fb", "q?x=1#y"]
    with build_store(store, *(with_id(phone_call(), name) for name in names)):
        pass
    with serving(store) as served:
        for name in names:
            query = f'SELECT ?a {{ ?a dcterms:identifier "{name}" ; a bg:Article }}'
            (row,) = served.sparql(query).json()["results"]["bindings"]
            answer = served.get("/resource", "text/html", params={"iri": row["a"]["value"]})
            if answer.status_code == 303:
                answer = served.get(answer.headers["location"], "text/html")
            assert answer.status_code == 200 and f"<code>{row['a']['value']}</code>" in answer.text, name
