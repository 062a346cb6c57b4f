"""Starts a child for each query and bounds it in time, memory and size of the answer.

The engine cannot be interrupted from inside its process, so it runs where it can be killed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results

from kg.errors import KGError, StoreError, UsageError
from kg.query.result import Ask, Construct, Result, Select

MEMORY = 4 << 30  # bytes of address space, of which an idle store takes 0.6 GiB
LONGEST = 604_800  # seconds; a week
ROWS = 100_000  # rows or triples of an answer, unless more are asked for
_NO_FUNCTION = "The custom function"
_CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one query may use; an answer beyond `rows` or `size` is cut at a row and says so."""

    timeout: float | None = 60.0  # seconds
    memory: int = MEMORY
    rows: int = ROWS
    size: int = 256 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query sees, named beside it; then what it says after FROM is not heeded."""

    default: tuple[str, ...] = ()  # their union is the default graph
    named: tuple[str, ...] = ()


Started = Callable[[Callable[[], None]], None]
"""Called when a query has begun, with the function that ends it from another thread."""


class QuerySyntaxError(Exception):
    """The engine's words about a text that is no query."""


def execute(
    data: Path,
    text: str,
    *,
    prefixes: Mapping[str, str],
    bounds: Bounds,
    graphs: Iterable[str] = (),
    dataset: Dataset | None = None,
    started: Started | None = None,
) -> Result:
    """The answer to `text` over the database in the folder `data`.

    `graphs` are those that the text names after FROM; they and those of `dataset` must exist. Without
    either, the default graph is the store's, which holds what all graphs say.
    """
    named = (*dataset.default, *dataset.named) if dataset else graphs
    request = {
        "store": str(data),
        "query": text,
        "prefixes": dict(prefixes),
        "graphs": list(named),
        "dataset": [dataset.default, dataset.named] if dataset else None,
        "rows": bounds.rows,
        "size": bounds.size,
        "memory": bounds.memory,
        "seconds": bounds.timeout,
    }
    output, status = _converse(json.dumps(request).encode(), bounds, started)
    error, message = status.get("error"), str(status.get("message", ""))
    if error == "syntax" or (error and message.startswith(_NO_FUNCTION)):
        raise QuerySyntaxError(message)
    if error == "graph":
        hint = "FROM fetches nothing; it names graphs of the store"
        raise UsageError(f"no graph <{message}> in the store", hint=hint)
    if error == "memory":
        raise _too_large(bounds)
    if error:
        raise StoreError(f"the store cannot be queried: {message}", where=str(data))
    return _parse(output, str(status["form"]), bool(status["truncated"]))


def _converse(request: bytes, bounds: Bounds, started: Started | None) -> tuple[bytes, dict[str, object]]:
    command = [sys.executable, "-P", str(_CHILD)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as child:
        try:
            if started is not None:
                started(child.kill)
            output, errors = child.communicate(request, timeout=bounds.timeout)
        except subprocess.TimeoutExpired:
            raise KGError(
                f"the query was stopped after {bounds.timeout:g} s",
                hint="narrow it, add a LIMIT, or allow more with --timeout",
            ) from None
        finally:
            child.kill()
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    try:
        status = json.loads(lines[-1]) if child.returncode == 0 else None
    except (IndexError, ValueError):
        status = None
    if not isinstance(status, dict):
        raise _too_large(bounds) if child.returncode < 0 else _broken(lines)
    return output, status


def _too_large(bounds: Bounds) -> KGError:
    return KGError(
        f"the query was stopped: it is too deep or needs more than {bounds.memory / 2**30:g} GiB of memory",
        hint="narrow it or add a LIMIT",
    )


def _broken(lines: list[str]) -> KGError:
    return KGError(f"the query failed: {lines[-1] if lines else 'no answer'}", hint="run it again")


def _parse(output: bytes, form: str, truncated: bool) -> Result:
    if form == "ask":
        return Ask(output.strip() == b"true")
    if truncated:
        output = output[: output.rfind(b"\n") + 1]
    if form == "graph":
        quads = parse(output, format=RdfFormat.N_TRIPLES)
        triples = {Triple(q.subject, q.predicate, q.object) for q in quads}
        return Construct(tuple(sorted(triples, key=str)), truncated)
    solutions = parse_query_results(output, format=QueryResultsFormat.TSV)
    assert isinstance(solutions, QuerySolutions)  # TSV holds nothing else
    return Select(
        tuple(variable.value for variable in solutions.variables),
        tuple(tuple(solution) for solution in solutions),
        truncated,
    )
