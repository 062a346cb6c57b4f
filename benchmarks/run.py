"""The figures of docs/performance.md, one command each.

python benchmarks/run.py startup                    how long `kg --help` takes
python benchmarks/run.py build FILE...              building a few articles, after start-up
python benchmarks/run.py throughput FILE            articles a second, on one core and on all
python benchmarks/run.py answers FILE               exports and queries over a store of the articles in FILE
python benchmarks/run.py                            all of them, over the example articles

Machines differ and are busy: what counts is the last column, the ratio to `python -c pass` on the same
machine at the same time, which takes some 0.01 to 0.03 s.
`throughput` tells processor time too, which other work lengthens less than it does the time on the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from kg.model import Article
from kg.sources import read

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles"
KG = [sys.executable, "-m", "kg"]
FORMATS = ("ttl", "nt", "nq", "trig", "jsonld", "rdfxml", "graphml", "gexf", "csv")
QUERIES = ("commitments", "statements", "encounters", "officials", "topics", "levels", "timeline", "together")
COPIES = 30  # of each example article, where no other articles are given


def seconds(command: Sequence[str | Path], times: int = 3) -> float:
    """How long a command takes, the median of some runs."""

    def once() -> float:
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.perf_counter() - start

    once()  # the first reads from disk what the others find in memory
    return median(once() for _ in range(times))


def processor_time() -> float:
    """Seconds that the commands run so far have kept processors busy, whatever else these did."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def unit() -> float:
    """What one is: an interpreter that starts and ends."""
    return seconds([sys.executable, "-c", "pass"], 9)


def tell(figure: str, value: float, one: float, note: str = "") -> None:
    """Print a row of the table."""
    print(f"| {figure} | {value:.2f} s | {value / one:.0f} | {note} |", flush=True)


# ---------------------------------------------------------------- figures
def startup(_: list[Path], one: float) -> None:
    tell("`kg --help`", seconds([*KG, "--help"], 9), one)
    tell("`kg --version`", seconds([*KG, "--version"], 9), one)


def build(paths: list[Path], one: float) -> None:
    with TemporaryDirectory() as folder:
        stores = iter(range(100))

        def once() -> float:
            start = time.perf_counter()
            store = Path(folder, str(next(stores)))
            command = [*KG, "build", *paths, "--store", store]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            return time.perf_counter() - start

        once()
        whole = median(once() for _ in range(5))
    begun = seconds([*KG, "--help"], 5)
    tell(f"`kg build` of {len(paths)} files, after start-up", whole - begun, one, f"{whole:.2f} s in all")


def throughput(paths: list[Path], one: float) -> None:
    with TemporaryDirectory() as folder:
        feed, count = _feed(paths, Path(folder))
        for jobs in dict.fromkeys((1, os.cpu_count() or 1)):
            store = Path(folder, f"store{jobs}")
            start, used = time.perf_counter(), processor_time()
            done = subprocess.run(
                [*KG, "build", feed, "--store", store, "--jobs", str(jobs)], check=True, capture_output=True
            )
            spent, busy = time.perf_counter() - start, processor_time() - used
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            skipped = done.stderr.decode().count("\n")
            note = f"{count / spent:.0f} articles/s, {count / busy:.0f} in a second of processor time, "
            note += f"{skipped} skipped, largest process {peak:.0f} MB"
            tell(f"`kg build` of {count:,} articles, {jobs} process(es)", spent, one, note)


def answers(paths: list[Path], one: float) -> None:
    with TemporaryDirectory() as folder:
        feed, count = _feed(paths, Path(folder))
        store = Path(folder, "store")
        subprocess.run([*KG, "build", feed, "--store", store], check=True, capture_output=True)
        for form in FORMATS:
            written = Path(folder, f"graph.{form}")
            spent = seconds([*KG, "export", "-o", written, "--format", form, "--store", store], 1)
            size = sum(file.stat().st_size for file in (written.rglob("*") if form == "csv" else [written]))
            tell(f"`kg export` as {form}, {count:,} articles", spent, one, f"{size / 1e6:.1f} MB")
        for name in QUERIES:
            tell(
                f"`kg query {name}`, {count:,} articles",
                seconds([*KG, "query", name, "--store", store], 1),
                one,
            )
        page = Path(folder, "page.html")
        tell(f"`kg view`, {count:,} articles", seconds([*KG, "view", "-o", page, "--store", store], 1), one)
        tell(f"`kg validate`, {count:,} articles", seconds([*KG, "validate", "--store", store], 1), one)


def _feed(paths: list[Path], folder: Path) -> tuple[Path, int]:
    """The articles as one file: that of the user, or each of the examples many times over."""
    if paths != [EXAMPLES]:
        (path,) = paths
        return path, sum(isinstance(item, Article) for item in read([path]))
    articles = [item for item in read(paths) if isinstance(item, Article)]
    feed = folder / "feed.jsonl"
    with feed.open("w", encoding="utf-8") as out:
        for copy in range(COPIES):
            for article in articles:
                day = article.published.isoformat() if article.published else None
                row = {
                    "id": f"{article.id}-{copy}",
                    "text": article.text,
                    "date": day,
                    "title": article.title,
                }
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return feed, len(articles) * COPIES


FIGURES: dict[str, Callable[[list[Path], float], None]] = {
    "startup": startup,
    "build": build,
    "throughput": throughput,
    "answers": answers,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("figure", nargs="?", choices=FIGURES)
    parser.add_argument("paths", nargs="*", type=Path, default=[EXAMPLES])
    arguments = parser.parse_args()
    one = unit()
    print(f"| figure | time | × `python -c pass` ({one:.3f} s) | |\n|---|---:|---:|---|")
    for name in [arguments.figure] if arguments.figure else FIGURES:
        FIGURES[name](arguments.paths or [EXAMPLES], one)


if __name__ == "__main__":
    main()
