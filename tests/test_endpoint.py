"""`--endpoint`: the same answers as from the store, and what is said of endpoints that misbehave."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Command
from http_support import Handler, Respond, Server, serving, sparql
from pyoxigraph import RdfFormat
from pyoxigraph import Store as Oxigraph
from query_support import query_store  # noqa: F401

import kg as package
from kg.errors import KGError, UsageError
from kg.explain import explain
from kg.graph.store import Store
from kg.query import Ask, Construct, Select, run
from kg.remote import Endpoint, RemoteError

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a bg:Statement }"
PROBED = '{"head": {"vars": ["plain", "named"]}, "results": {"bindings": [{}]}}'
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def quads(store: Path) -> bytes:
    """The store's quads without those of the default graph, as another server would load them."""
    with Store.open(store, read_only=True) as opened:
        both = (*opened.article_quads(), *opened.reference())
    other = Oxigraph()
    other.extend(both)
    return other.dump(format=RdfFormat.N_QUADS) or b""


@pytest.fixture(scope="module", params=["default", "named", "merged", "union"])
def placed(request: pytest.FixtureRequest, quads: bytes) -> Iterator[Server]:
    """An endpoint that has the graph in one of the ways in which endpoints do."""
    there, options = Oxigraph(), {}
    there.load(quads, format=RdfFormat.N_QUADS)
    triples = "\n".join(sorted({f"{q.subject} {q.predicate} {q.object} ." for q in there})).encode()
    if request.param == "default":
        there = Oxigraph()
        there.load(triples, format=RdfFormat.N_TRIPLES)
    elif request.param == "merged":
        there.update(
            f"INSERT DATA {{ GRAPH <https://w3id.org/bangiao/id/graph/merged> {{ {triples.decode()} }} }}"
        )
    elif request.param == "union":
        options = {"use_default_graph_as_union": True}

    def respond(handler: Handler) -> None:
        union = options if b"default-graph-uri" not in handler.body else {}
        sparql(there, handler, **union)

    with serving(respond) as server:
        yield server


# ---------------------------------------------------------------- the same answers
def test_named_queries_answer_as_over_the_store(store: Path, placed: Server) -> None:
    for name in ("articles", "commitments", "officials", "timeline"):  # all of them: tests/interop
        ours, theirs = run(store, name), run(Endpoint(placed.url), name)
        assert theirs == ours, name


def test_parameters_are_understood_over_an_endpoint(store: Path, placed: Server) -> None:
    for name, params in (
        ("commitments", {"side": "Mỹ", "topic": "y tế"}),
        ("evidence", {"statement": "dien-dam-2023/00195-00283-Commitment"}),
    ):
        assert run(Endpoint(placed.url), name, params) == run(store, name, params)
    with pytest.raises(UsageError, match="Lê Minh Khue"):
        run(Endpoint(placed.url), "requests", {"speaker": "Lê Minh Khue"})


def test_ask_construct_and_graph_answer_too(store: Path, placed: Server) -> None:
    endpoint = Endpoint(placed.url)
    assert run(endpoint, "ASK { ?s a bg:Commitment }") == Ask(True)
    construct = "CONSTRUCT { ?s a bg:Promise } WHERE { ?s a bg:Commitment }"
    assert run(endpoint, construct) == run(store, construct)
    found = run(
        endpoint, "SELECT ?g { ?a a bg:Article ; dcterms:identifier ?id GRAPH ?g { ?a a bg:Article } }"
    )
    assert isinstance(found, Select)


def test_explanations_and_pages_are_the_same(store: Path, placed: Server, tmp_path: Path) -> None:
    endpoint = Endpoint(placed.url)
    for what in ("Sato Kenji", "don-doan-2022", "topic:trade"):
        assert explain(endpoint, what) == explain(store, what)
    with pytest.raises(UsageError, match="says nothing about"):
        explain(endpoint, "id:official/nobody")
    pages = [tmp_path / "here.html", tmp_path / "there.html"]
    for where, page in zip((store, endpoint), pages, strict=True):
        package.Graph(where).view(page)
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_labels_and_guesses_come_with_answers(placed: Server) -> None:
    found = run(Endpoint(placed.url), "SELECT ?p { ?p a bg:Country ; dcterms:identifier 'VN' }")
    assert isinstance(found, Select)
    assert list(found.labels.values()) == ["Vietnam"]
    nothing = run(Endpoint(placed.url), "SELECT ?p { ?p a bg:Comitment }")
    assert isinstance(nothing, Select)
    assert "bg:Comitment" in nothing.notes[0]


def test_a_limit_is_sent_along_and_tells_of_more(placed: Server) -> None:
    found = run(Endpoint(placed.url), "SELECT ?s { ?s a bg:Statement }", limit=2)
    assert isinstance(found, Select)
    assert (len(found), found.truncated) == (2, True)
    whole = run(Endpoint(placed.url), "SELECT ?s { ?s a bg:Statement } ORDER BY ?s LIMIT 3", limit=2)
    assert len(whole) == 2  # type: ignore[arg-type]


def test_mistakes_are_told_with_their_place(placed: Server) -> None:
    endpoint = Endpoint(placed.url)
    with pytest.raises(UsageError, match="line 1, column 17: unknown prefix bgg:") as error:
        run(endpoint, "SELECT * { ?s a bgg:Official }")
    assert "bg:" in error.value.hint
    with pytest.raises(UsageError, match="line 2, column"):
        run(endpoint, "SELECT * {\n ?s a bg:Official , , }")


@pytest.mark.parametrize(
    "text",
    ["DELETE WHERE { ?s ?p ?o }", "LOAD <http://127.0.0.1/x>", "SELECT * { ?s ?p ?o } ; DROP ALL",
     "SELECT * { SERVICE <http://127.0.0.1/x> { ?s ?p ?o } }",
     "define get:soft 'soft' SELECT * { ?s ?p ?o }"],
)  # fmt: skip
def test_what_changes_or_reaches_out_is_not_even_sent(text: str) -> None:
    with serving(lambda handler: handler.reply(200, PROBED, JSON)) as server:
        with pytest.raises(UsageError):
            run(Endpoint(server.url), text)
        assert all(text not in str(asked) for asked in server.asked)
        assert len(server.asked) <= 1  # where the graph is


# ---------------------------------------------------------------- credentials
def _secured(quads: bytes, header: str) -> Respond:
    there = Oxigraph()
    there.load(quads, format=RdfFormat.N_QUADS)

    def respond(handler: Handler) -> None:
        if handler.headers.get("Authorization") == header:
            sparql(there, handler)
        else:
            handler.reply(401, "who is there?", WWW_Authenticate='Basic realm="x"')

    return respond


def test_a_password_and_a_token_come_from_the_environment(kg: Command, quads: bytes) -> None:
    basic = "Basic " + base64.b64encode("thư ký:bí mật".encode()).decode()
    with serving(_secured(quads, basic)) as server:
        env = {"KG_ENDPOINT_USER": "thư ký", "KG_ENDPOINT_PASSWORD": "bí mật"}
        assert kg.ok("query", COUNT, "--endpoint", server.url, env=env).split() == ["n", "11"]
        line = kg.line("query", COUNT, "--endpoint", server.url, status=3)
        assert "KG_ENDPOINT_USER" in line
        wrong = kg.line(
            "query", COUNT, "--endpoint", server.url, status=3, env={**env, "KG_ENDPOINT_PASSWORD": "x"}
        )
        assert "does not accept" in wrong
        assert "bí mật" not in line + wrong
    with serving(_secured(quads, "Bearer abc.def")) as server:
        assert kg.ok("query", COUNT, "--endpoint", server.url, env={"KG_ENDPOINT_TOKEN": "abc.def"})


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"KG_ENDPOINT_USER": "x"}, "KG_ENDPOINT_PASSWORD is not set"),
        ({"KG_ENDPOINT_USER": "x", "KG_ENDPOINT_PASSWORD": "y", "KG_ENDPOINT_TOKEN": "z"}, "both"),
        ({"KG_ENDPOINT_TOKEN": "a\nX-Evil: 1"}, "no token"),
        ({"KG_ENDPOINT_TOKEN": "secret"}, "in the clear"),
    ],
)
def test_credentials_that_are_half_double_or_overheard_are_refused(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], words: str
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=words):
        run(Endpoint("http://triples.example/sparql"), COUNT)


@pytest.mark.parametrize(
    "url",
    ["http://me:secret@127.0.0.1/sparql", "https://secret@example.org/", "ftp://example.org/x", "http://",
     "example.org/sparql", "http://exa mple.org", "http://example.org:port/", "file:///etc/passwd", "",
     "http://example.org/\x1b[2J", "http://example.org/sparql#part"],
)  # fmt: skip
def test_addresses_that_are_none_or_hold_a_secret_are_refused(url: str) -> None:
    with pytest.raises(UsageError) as error:
        Endpoint(url)
    assert "secret" not in str(error.value)
    assert error.value.hint


# ---------------------------------------------------------------- endpoints that misbehave
def _raw(data: bytes, pause: float = 0.0) -> Respond:
    def respond(handler: Handler) -> None:
        handler.wfile.write(data)
        handler.wfile.flush()
        time.sleep(pause)
        handler.close_connection = True

    return respond


def _drip(handler: Handler) -> None:
    """A header that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        try:
            handler.wfile.write(b"a")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def _reply(*args: object, **headers: str) -> Respond:
    return lambda handler: handler.reply(*args, **headers)  # type: ignore[arg-type]


HALF = (
    b'HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 900\r\n\r\n{"head"'
)
BAD: dict[str, tuple[Respond, str]] = {
    "403": (_reply(403, "no"), "403"),
    "404": (_reply(404, "<html><style>x{}</style><b>Not\x1b[31m here</b></html>", "text/html"), "Not"),
    "500": (_reply(500, "java.lang.NullPointerException\n at x\n at y"), "NullPointerException"),
    "503": (_reply(503), "again later"),
    "html": (_reply(200, "<html>welcome</html>", "text/html"), "text/html"),
    "untyped": (_reply(200, "{}", ""), "unnamed"),
    "cut body": (_raw(HALF), "breaks off"),
    "cut json": (_reply(200, '{"head": {"vars": ["n"]}, "results": {"bindings": [', JSON), "breaks off"),
    "other json": (_reply(200, '["n"]', JSON), "damaged"),
    "no http": (_raw(b"220 smtp ready\r\n"), "no HTTP"),
    "silent": (_raw(b"", 4), "within 1 s"),
    "drip": (_drip, "within 1 s"),
    "elsewhere": (_reply(307, Location="http://198.51.100.7/sparql"), "198.51.100.7"),
    "downgrade": (_reply(302, Location="/other"), "redirects"),
    "circle": (_reply(307, Location="/sparql"), "circles"),
    "bad location": (_reply(307, Location="http://[::1"), "kg: "),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_endpoint_is_one_line(kg: Command, name: str) -> None:
    respond, words = BAD[name]
    with serving(respond) as server:
        env = {"KG_ENDPOINT_TOKEN": "hush"}
        line = kg.line("query", COUNT, "--endpoint", server.url, "--timeout", "1", status=3, env=env)
    assert words in line
    assert "\x1b" not in line and "hush" not in line
    assert "(" in line, "says what to do"


def test_nothing_listens_is_one_line(kg: Command) -> None:
    with serving(_reply(200)) as server:
        gone = server.url
    assert "cannot be reached" in kg.line("explain", "US", "--endpoint", gone, status=3)
    assert "cannot be reached" in kg.line("view", "--endpoint", gone, status=3)


def test_credentials_never_follow_a_redirect_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "hush")
    with serving(_reply(200, PROBED, JSON)) as thief, serving(_reply(307, Location=thief.url)) as server:
        with pytest.raises(RemoteError, match="redirects"):
            run(Endpoint(server.url), COUNT)
        assert thief.asked == []


def test_a_redirect_within_the_origin_is_followed(store: Path, quads: bytes) -> None:
    there = Oxigraph()
    there.load(quads, format=RdfFormat.N_QUADS)

    def respond(handler: Handler) -> None:
        if handler.path == "/sparql":
            handler.reply(308, Location="/sparql/")
        else:
            sparql(there, handler)

    with serving(respond) as server:
        assert run(Endpoint(server.url), "concerns") == run(store, "concerns")


def test_an_answer_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def respond(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" " * (1 << 20))

    with serving(respond) as server, pytest.raises(RemoteError, match="larger than 64 MiB"):
        run(Endpoint(server.url), COUNT)


def _odd(term: str) -> Callable[[Handler], None]:
    body = f'{{"head": {{"vars": ["x"]}}, "results": {{"bindings": [{{"x": {term}}}]}}}}'
    return lambda handler: handler.reply(200, PROBED if "Article" in str(handler.body) else body, JSON)


def test_labels_from_an_endpoint_cannot_command_a_terminal(kg: Command) -> None:
    evil = r'{"type": "literal", "value": "\u001b[2Jgone\u202e<script>"}'
    with serving(_odd(evil)) as server:
        said = kg.ok("query", "SELECT ?x { ?s ?p ?x }", "--endpoint", server.url, "--format", "table")
    assert "\x1b" not in said and "\u202e" not in said and "gone" in said


@pytest.mark.parametrize("term", ['{"type": "uri", "value": "not an iri"}', '{"value": 3}', "7", "[]"])
def test_terms_that_are_none_are_damage(term: str) -> None:
    with serving(_odd(term)) as server, pytest.raises(KGError, match="damaged"):
        run(Endpoint(server.url), "SELECT ?x { ?s ?p ?x }")


def test_an_endpoint_of_other_things_is_asked_as_it_is() -> None:
    there = Oxigraph()
    there.load('<http://e.org/a> <http://e.org/b> "c" .', format=RdfFormat.N_TRIPLES)
    with serving(lambda handler: sparql(there, handler)) as server:
        found = run(Endpoint(server.url), "SELECT ?o { ?s <http://e.org/b> ?o }")
        assert isinstance(found, Select)
        assert [str(row[0]) for row in found.rows] == ['"c"']
        assert isinstance(run(Endpoint(server.url), "DESCRIBE <http://e.org/a>"), Construct)


def test_what_needs_a_store_says_so() -> None:
    with pytest.raises(UsageError, match="needs a store"):
        package.Graph(Endpoint("https://example.org/sparql")).articles()


def test_an_interrupted_request_ends_at_once(kg: Command) -> None:
    import os
    import signal

    with serving(_raw(b"", 20)) as server:
        process = kg.start("query", COUNT, "--endpoint", server.url)
        while not server.asked and process.poll() is None:
            time.sleep(0.02)
        started = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=15)
        assert process.returncode in (130, -signal.SIGINT)
        assert time.monotonic() - started < 10
