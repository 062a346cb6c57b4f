"""Real HTTP servers on loopback for the tests of what goes over the network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    serialize,
)


class Handler(BaseHTTPRequestHandler):
    """Reads a request whole, and lets the server's `respond` answer it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _any(self) -> None:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            self.body = b"".join(iter(self._chunk, b""))
        else:
            self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path, dict(self.headers)))  # type: ignore[attr-defined]
        self.server.respond(self)  # type: ignore[attr-defined]

    def _chunk(self) -> bytes:
        piece = self.rfile.read(int(self.rfile.readline(), 16))
        self.rfile.readline()
        return piece

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _any

    def reply(self, status: int, body: bytes | str = b"", type: str = "text/plain", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Quiet."""


Respond = Callable[[Handler], None]


class Server:
    """A server that runs; `asked` are the requests it got: method, path and headers."""

    def __init__(self, http: ThreadingHTTPServer) -> None:
        self.origin = f"http://127.0.0.1:{http.server_address[1]}"
        self.url = f"{self.origin}/sparql"
        self.asked: list[tuple[str, str, dict[str, str]]] = http.asked  # type: ignore[attr-defined]


@contextmanager
def serving(respond: Respond) -> Iterator[Server]:
    """A server whose answers `respond` gives."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    http.respond, http.asked = respond, []  # type: ignore[attr-defined]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Server(http)
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


def sparql(store: Store, request: Handler, **options: object) -> None:
    """Answer a query over `store` as the SPARQL 1.1 Protocol has it, by form or by GET."""
    form = parse_qs(request.body.decode() or urlsplit(request.path).query)
    default = [NamedNode(iri) for iri in form.get("default-graph-uri", [])]
    named = [NamedNode(iri) for iri in form.get("named-graph-uri", [])]
    graphs = {"default_graph": default, "named_graphs": named} if default or named else {}
    try:
        found = store.query(form["query"][0], **graphs, **options)  # type: ignore[arg-type]
    except SyntaxError as error:
        request.reply(400, str(error))
        return
    if isinstance(found, QuerySolutions | QueryBoolean):
        body = found.serialize(format=QueryResultsFormat.JSON)
        request.reply(200, body or b"", "application/sparql-results+json")
    else:
        request.reply(200, found.serialize(format=RdfFormat.N_TRIPLES) or b"", "application/n-triples")


def graph_store(store: Store, request: Handler) -> None:
    """Do what the SPARQL 1.1 Graph Store HTTP Protocol asks, at an address with ?graph= or ?default."""
    parts = parse_qs(urlsplit(request.path).query, keep_blank_values=True)
    graph = DefaultGraph() if "default" in parts else NamedNode(parts["graph"][0])
    there = list(store.quads_for_pattern(None, None, None, graph))
    if request.command == "GET":
        triples = (quad.triple for quad in there)
        body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        request.reply(200, body, "application/n-triples") if there else request.reply(404, "no such graph")
        return
    store.remove_graph(graph)
    if request.command == "PUT":
        quads = parse(request.body, format=RdfFormat.N_TRIPLES)
        store.extend(Quad(q.subject, q.predicate, q.object, graph) for q in quads)
    request.reply(204)
