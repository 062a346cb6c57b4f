"""Runs one query, in a process of its own that can be killed; started by `kg.query.process`.

A script, not a module to import: it needs pyoxigraph alone, so that it starts in hundredths of a second.
It reads a request (JSON) on standard input, writes the answer on standard output, a line for each row
(SPARQL TSV) or triple (N-Triples), and one line of JSON on standard error that says how it went.
"""

from __future__ import annotations

import json
import sys
from typing import IO, Any, cast

from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store


class EnoughError(Exception):
    """The answer has reached its bound."""


class Bounded:
    """A binary file that takes so many lines and bytes, then stops the query that writes to it."""

    def __init__(self, out: IO[bytes], lines: int, size: int) -> None:
        self.out, self.lines, self.size = out, lines, size

    def write(self, data: bytes) -> int:
        """Pass `data` on as far as the bounds allow."""
        piece = bytes(data)
        room = piece[: self.size]
        if room.count(b"\n") > self.lines:
            room = b"".join(line + b"\n" for line in room.split(b"\n")[: self.lines])
        self.out.write(room)
        self.lines, self.size = self.lines - room.count(b"\n"), self.size - len(room)
        if len(room) < len(piece):
            raise EnoughError
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def bound_process(memory: int, seconds: float | None) -> None:
    """Let the system stop this process if its parent no longer can; where there are no limits, go without."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if seconds is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 2, hard))


def answer(request: dict[str, Any], out: IO[bytes]) -> dict[str, Any]:
    """Write the answer of `request` to `out`; says its form and whether it is whole."""
    store = Store.read_only(request["store"])
    missing = [iri for iri in request["graphs"] if not store.contains_named_graph(NamedNode(iri))]
    if missing:
        return {"error": "graph", "message": missing[0]}
    default, named = ([NamedNode(iri) for iri in iris] for iris in request["dataset"] or ((), ()))
    graphs = {"default_graph": default, "named_graphs": named} if request["dataset"] else {}
    results = store.query(request["query"], prefixes=request["prefixes"], **cast(Any, graphs))
    if isinstance(results, QueryBoolean):
        out.write(b"true\n" if results else b"false\n")
        return {"form": "ask", "truncated": False}
    select = isinstance(results, QuerySolutions)
    form = "select" if select else "graph"
    # the line of variables is no row; any object with write() will do
    bounded = cast(IO[bytes], Bounded(out, request["rows"] + select, request["size"]))
    try:
        if isinstance(results, QuerySolutions):
            results.serialize(bounded, format=QueryResultsFormat.TSV)
        else:
            results.serialize(bounded, format=RdfFormat.N_TRIPLES)
    except EnoughError:
        return {"form": form, "truncated": True}
    return {"form": form, "truncated": False}


def main() -> None:
    """Answer the request on standard input."""
    request = json.load(sys.stdin)
    bound_process(request["memory"], request["seconds"])
    try:
        status = answer(request, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except SyntaxError as error:
        status = {"error": "syntax", "message": str(error)}
    except MemoryError:
        status = {"error": "memory", "message": ""}
    except (OSError, ValueError, RuntimeError) as error:
        status = {"error": "store", "message": str(error)}
    print(json.dumps(status), file=sys.stderr)


if __name__ == "__main__":
    main()
