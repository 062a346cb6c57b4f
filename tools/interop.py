"""Asks real stores of others every named query and writes the table of docs/interoperability.md.

    python tools/interop.py [ARTICLES]      # examples/articles, if none are named

A store that is not installed is left out of the table; `make interop-tools` installs what it can.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from interop.compare import outcome  # noqa: E402
from interop.servers import STORES, Missing  # noqa: E402

import kg  # noqa: E402
from kg.query import names  # noqa: E402

PAGE = ROOT / "docs" / "interoperability.md"
BEGIN, END = "<!-- tools/interop.py writes what follows -->\n", "<!-- as far as here -->"


def measured(articles: str, folder: Path) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Versions by store, and by store and query how the rows compare."""
    kg.build([articles], store=folder / "store")
    graph = kg.Graph(folder / "store")
    graph.export(folder / "graph.ttl")
    versions: dict[str, str] = {}
    found: dict[str, dict[str, str]] = {}
    for name, start in STORES.items():
        (folder / name).mkdir()
        try:
            with start(folder / name, folder / "graph.ttl") as running:
                os.environ.update(running.env)
                if running.graphs:
                    graph.push(running.graphs, query=running.endpoint)
                versions[name] = running.version
                found[name] = {
                    query: outcome(folder / "store", running.endpoint, query)[0] for query in names()
                }
                for variable, _ in running.env:
                    del os.environ[variable]
        except Missing as missing:
            print(f"{name}: left out: {missing}", file=sys.stderr)
    return versions, found


def table(versions: dict[str, str], found: dict[str, dict[str, str]]) -> str:
    """The table in Markdown."""
    head = ["named query", *versions.values()]
    rows = [[query, *(found[store][query] for store in versions)] for query in names()]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Measure, and put the table in its place."""
    articles = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "examples" / "articles")
    with tempfile.TemporaryDirectory() as folder:
        written = table(*measured(articles, Path(folder)))
    before, _, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{written}\n{END}{after}")


if __name__ == "__main__":
    main()
