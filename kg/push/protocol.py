"""The SPARQL 1.1 Graph Store HTTP Protocol: a graph is got, put and removed at an address that names it."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from pyoxigraph import RdfFormat, parse

from kg.remote import Client, Endpoint, RemoteError, Reply, failure

Triples = frozenset[str]
"""A graph as lines of N-Triples without their ends."""

_TRIES = 3
_WAIT = 0.5  # seconds before the second try, and twice that before the third
_SIZE = 2 << 30  # bytes of a graph that is read back
_ACCEPT = "application/n-triples, text/turtle;q=0.5"
_DONE = (200, 201, 202, 204)


class GraphStore:
    """The graphs at one address; use it as a context manager. An empty name is the default graph."""

    def __init__(self, endpoint: Endpoint, timeout: float | None) -> None:
        self._client = Client(endpoint, timeout=timeout, size=_SIZE)

    def __enter__(self) -> Self:
        self._client.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.__exit__(kind, error, trace)

    def get(self, graph: str) -> Triples:
        """What the graph holds; nothing, if there is none."""
        reply = self._send("GET", graph, headers={"Accept": _ACCEPT})
        if reply.status in (404, 204):
            return frozenset()
        if reply.status != 200:
            raise self._failure(reply)
        form = RdfFormat.from_media_type(reply.media_type)
        try:
            if form is None:
                raise ValueError(f"it is {reply.media_type or 'of no type'}")
            return frozenset(
                f"{quad.subject} {quad.predicate} {quad.object}" for quad in parse(reply.body, format=form)
            )
        except (SyntaxError, ValueError) as error:
            raise RemoteError(
                f"what it gives as a graph is none: {error}",
                where=self._client.endpoint.where,
                hint="give the address of its Graph Store Protocol, often .../store or .../rdf-graph-store",
            ) from None

    def put(self, graph: str, triples: Triples) -> None:
        """Put these triples in place of what the graph held."""
        body = "".join(f"{triple} .\n" for triple in sorted(triples)).encode()
        reply = self._send("PUT", graph, body, {"Content-Type": "application/n-triples"})
        if reply.status not in _DONE:
            raise self._failure(reply)

    def remove(self, graph: str) -> None:
        """Remove the graph, if it is there."""
        reply = self._send("DELETE", graph)
        if reply.status not in (*_DONE, 404):
            raise self._failure(reply)

    def _send(
        self, method: str, graph: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Reply:
        """One request, which may be repeated, since each of these methods does the same a second time."""
        params = {"graph": graph} if graph else {"default": ""}
        for attempt in range(1, _TRIES + 1):
            last = attempt == _TRIES
            try:
                reply = self._client.send(method, params=params, content=body, headers=headers)
            except RemoteError as error:
                if last or error.status:
                    raise
            else:
                if reply.status < 500 or last:
                    return reply
            time.sleep(_WAIT * 2 ** (attempt - 1))
        raise AssertionError("the last try returns or raises")

    def _failure(self, reply: Reply) -> RemoteError:
        where, known = self._client.endpoint.where, self._client.known
        return failure(reply.status, reply.media_type, reply.body, where, known=known)
