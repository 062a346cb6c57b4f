"""Response times of every named query over a large graph: median and 95th percentile of some runs.

python benchmarks/big_graph.py --triples 10000000 --store DIR    makes the graph
python benchmarks/queries.py DIR                                 asks as `kg query` does
python benchmarks/queries.py DIR --served                        asks `kg serve`
python benchmarks/queries.py DIR --whole                         each query without parameters, once

A question is a query with parameters as an analyst gives them. Embedded, each is asked with `kg.query.run`,
which starts a process for it; what that costs alone is the row `ASK {}`.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import urlopen

from kg.errors import KGError
from kg.query import named, run

RUNS = 7
QUESTIONS: dict[str, dict[str, str]] = {
    "agreements": {"side": "LA", "since": "2025-06"},
    "appreciations": {"side": "LA", "since": "2025-06"},
    "articles": {"since": "2025-12-20"},
    "commitments": {"side": "US", "topic": "warLegacy"},
    "concerns": {"side": "LA", "since": "2024"},
    "discussions": {"side": "JP", "topic": "energy"},
    "encounters": {"party": "LA", "kind": "Visit", "since": "2024"},
    "evidence": {"article": "tin-0000007"},
    "levels": {"party": "US", "with": "VN"},
    "officials": {"polity": "US"},
    "positions": {"side": "LA", "topic": "mekong", "since": "2024"},
    "recurring": {"side": "LA", "min": "5"},
    "requests": {"side": "LA", "since": "2025-06"},
    "silent": {"side": "LA", "topic": "trade", "since": "2024"},
    "statements": {"article": "tin-0000007"},
    "tenures": {"polity": "US"},
    "timeline": {"party": "LA", "topic": "trade", "since": "2024"},
    "together": {"party": "LA"},
    "topics": {"side": "LA", "topic": "trade"},
}


def times(ask: Callable[[], int], runs: int) -> tuple[int, float, float, float]:
    """How many rows; median and 95th percentile in seconds, and the median of what the processor worked.

    The first run only warms up. What another process works that goes on, as a server does, is not known.
    """
    rows = ask() if runs > 1 else 0
    spent, worked = [], []
    for _ in range(runs):
        start, before = time.perf_counter(), _worked()
        rows = ask()
        spent.append(time.perf_counter() - start)
        worked.append(_worked() - before)
    return rows, median(spent), sorted(spent)[math.ceil(0.95 * runs) - 1], median(worked)


def _worked() -> float:
    """Seconds of the processor that this process and those that it waited for have taken."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(times.ru_utime + times.ru_stime for times in used)


def tell(name: str, params: Mapping[str, str], ask: Callable[[], int], runs: int) -> None:
    """Print a row of the table."""
    given = " ".join(f"{key}={value}" for key, value in params.items())
    try:
        rows, middle, high, worked = times(ask, runs)
        work = f"{worked:.2f} s" if worked else ""
        print(f"| `{name}` {given} | {rows:,} | {middle:.2f} s | {high:.2f} s | {work} |", flush=True)
    except KGError as error:
        print(f"| `{name}` {given} | | {error} | | |", flush=True)


def embedded(store: Path, questions: Mapping[str, Mapping[str, str]], runs: int) -> None:
    tell("ASK {}", {}, lambda: int(bool(run(store, "ASK {}"))), runs)
    for name, params in questions.items():
        tell(name, params, lambda n=name, p=params: len(run(store, n, p, timeout=600)), runs)  # type: ignore[misc]


@contextmanager
def server(store: Path) -> Iterator[str]:
    """The address of `kg serve` over a store, while it runs."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", "--store", store, "--port", str(port), "--timeout", "600"]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                with suppress(OSError), urlopen(f"{address}/favicon.ico"):
                    break
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def served(store: Path, questions: Mapping[str, Mapping[str, str]], runs: int) -> None:
    with server(store) as address:

        def ask(path: str, fields: Mapping[str, str]) -> int:
            with urlopen(f"{address}{path}?{urlencode(fields)}") as answer:
                return max(0, sum(1 for _ in csv.reader(io.TextIOWrapper(answer, "utf-8", newline=""))) - 1)

        tell("ASK {}", {}, lambda: ask("/sparql", {"query": "ASK {}"}), runs)
        for name, params in questions.items():
            tell(name, params, lambda n=name, p=params: ask(f"/queries/{n}.csv", p), runs)  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("--served", action="store_true", help="through kg serve")
    parser.add_argument("--whole", action="store_true", help="without parameters")
    parser.add_argument("--query", action="append", help="only this query; may be repeated")
    parser.add_argument("--runs", type=int, default=0)
    given = parser.parse_args()
    wanted = given.query or named.names()
    questions = {name: {} if given.whole else QUESTIONS[name] for name in wanted}
    print("| question | rows | median | 95 % | processor |\n|---|---:|---:|---:|---:|")
    measure = served if given.served else embedded
    measure(given.store, questions, given.runs or (1 if given.whole else RUNS))


if __name__ == "__main__":
    main()
