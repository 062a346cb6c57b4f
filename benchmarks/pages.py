"""How long pages take to write, open and use in a headless Chromium: a table of Markdown.

python -m benchmarks.pages                          graphs of 200, 2,000 and 20,000 nodes
python -m benchmarks.pages 500 --kind timeline      another size, another kind of page

The graphs are those of big_graph.py. A page has opened when its script is done and two frames
have been drawn. Times are in seconds, that of opening the median of three; the machine's other work counts.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import big_graph
from kg.views.choice import Choice
from kg.views.pages import PAGES, write

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
RUNS = 3
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def opened(browser: Browser, path: Path) -> tuple[float, Page]:
    """Seconds until a page has opened, in a browser that has no trace of it; and the page."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate(DRAWN)
    return time.perf_counter() - start, page


def taken(page: Page, script: str) -> float:
    """Seconds from a call to the second frame after it."""
    start = time.perf_counter()
    page.evaluate(f"async () => {{ {script}; await ({DRAWN})(); }}")
    return time.perf_counter() - start


def measure(browser: Browser, store: Path, path: Path, kind: str) -> str:
    start = time.perf_counter()
    report = write(store, path, Choice(), kind)
    written = time.perf_counter() - start
    times = []
    for _ in range(RUNS):
        seconds, page = opened(browser, path)
        times.append(seconds)
        used = [
            taken(page, "kg.find('ngoc')"),
            taken(page, "kg.select(kg.things.findIndex(thing => thing.kind === 'official'))"),
            taken(page, "kg.select(null); kg.state.off.add('Position'); kg.changed()"),
        ]
        if kind == "graph":
            used.append(taken(page, "const opens = kg.things.find(kg.opens); if (opens) kg.enter(opens.key)"))
        page.context.close()
    size = path.stat().st_size / 1e6
    cells = [
        f"{report.nodes:,}",
        f"{written:.1f}",
        f"{size:.1f} MB",
        f"{median(times):.2f}",
        *(f"{t:.2f}" for t in used),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("nodes", nargs="*", type=int, default=[200, 2_000, 20_000])
    parser.add_argument("--kind", choices=PAGES, default="graph")
    given = parser.parse_args()
    heads = ["nodes", "written", "size", "opens", "search", "select", "filter"]
    heads += ["enter a period"] if given.kind == "graph" else []
    print(f"| {' | '.join(heads)} |\n|{'---:|' * len(heads)}")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for nodes in given.nodes:
            store = Path(folder, str(nodes))
            big_graph.fill(store, big_graph.graphs(nodes=nodes))
            print(measure(browser, store, Path(folder, f"{nodes}.html"), given.kind), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
