"""How long named queries and pages take over a store, embedded and served: median and 95th percentile.

python benchmarks/served.py STORE                      every named query, by the API and over HTTP
python benchmarks/served.py STORE --times 20 --pages   and the pages, the first visit apart from the others

The server is `kg serve` in a process of its own on loopback; each request is a new one of a client that keeps
its connection. Parameters are those that a query needs, and none besides; an answer is cut at --limit rows.
"""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import httpx

from kg.errors import UsageError
from kg.query import everything, run

PAGES = (
    "/",
    "/id/polity/VN",
    "/pair/US/VN",
    "/topic/trade",
    "/browse/statement",
    "/browse/article",
    "/search?q=nguyen",
)
NEEDED = {"polity": "VN", "topic": "trade"}  # for a query that does not run without a parameter


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """The address of a server of the store."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = re.search(r"http://\S+?(?=/ )", process.stdout.readline())
        assert address is not None
        yield address[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Seconds that `work` takes, so many times; the first, which fills caches, left out."""
    work()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def told(seconds: list[float]) -> str:
    """Median and 95th percentile."""
    high = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return f"{median(seconds):.3f} | {high:.3f}"


def parameters(store: Path, name: str) -> dict[str, str]:
    """What a query needs to run at all."""
    try:
        run(store, name, {}, limit=1, timeout=None)
    except UsageError:
        query = next(query for query in everything() if query.name == name)
        return {param.name: NEEDED[param.type] for param in query.params if param.type in NEEDED}
    return {}


def queries(store: Path, url: str, times: int, limit: int) -> None:
    """A row for each named query."""
    print(
        "| query | rows | embedded, median s | p95 | served, median s | p95 |\n|---|---:|---:|---:|---:|---:|"
    )
    with httpx.Client(base_url=url, timeout=600) as client:
        for query in everything():
            params = parameters(store, query.name)

            def embedded(name: str = query.name, params: dict[str, str] = params) -> object:
                return run(store, name, params, limit=limit, timeout=None)

            def served(name: str = query.name, params: dict[str, str] = params) -> object:
                return client.get(
                    f"/queries/{name}.json", params={**params, "limit": limit}
                ).raise_for_status()

            rows = len(embedded())  # type: ignore[arg-type]
            print(
                f"| {query.name} | {rows} | {told(timed(embedded, times))} | {told(timed(served, times))} |",
                flush=True,
            )


def pages(url: str, times: int) -> None:
    """A row for each page."""
    print("\n| page | first visit s | then, median s | p95 |\n|---|---:|---:|---:|")
    with httpx.Client(base_url=url, timeout=600, headers={"Accept": "text/html"}) as client:
        for path in PAGES:
            start = time.perf_counter()
            client.get(path).raise_for_status()
            first = time.perf_counter() - start
            print(
                f"| {path} | {first:.3f} | {told(timed(lambda path=path: client.get(path), times))} |",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--pages", action="store_true")
    arguments = parser.parse_args()
    with serving(arguments.store) as url:
        if arguments.pages:
            pages(url, arguments.times)
        queries(arguments.store, url, arguments.times, arguments.limit)


if __name__ == "__main__":
    main()
