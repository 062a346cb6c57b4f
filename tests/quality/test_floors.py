"""The quality of extraction on annotated articles, which stand beside the checkout where they are licensed.

Floors and their history are in floors.toml.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import kg
from tools.gold_texts import write_texts

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared"
FLOORS: dict[str, dict[str, dict[str, Any]]] = tomllib.loads((HERE / "floors.toml").read_text())
CORPUS = SHARED / "corpus" / "news-5000.jsonl.gz"
# the folder of articles/ and gold/, and the names of the articles in each set
SETS: dict[str, tuple[Path, str]] = {
    "owner": (SHARED, "0*"),
    "vi": (SHARED, "vi_*"),
    "closed": (SHARED / "closed", "*"),
    "written": (HERE.parent / "gold" / "written", "*"),
    "written-blind": (HERE.parent / "gold" / "written-blind", "*"),
}
# annotations of stories of the corpus
STORIES = {name: HERE.parent / "gold" / name for name in ("dev", "dev-2", "blind", "blind-2", "blind-3")}
ACCURACIES = {"date", "date (full)", "speaker", "side", "addressee"}  # rows whose recall counts
APART = 0.03  # how far a figure may fall without the registry of officials

pytestmark = pytest.mark.skipif(
    not (SHARED / "tools" / "score.py").is_file(),
    reason=f"no annotated articles in {SHARED.name}/ beside the checkout",
)


def lay_out(which: str, folder: Path) -> None:
    """Put the articles and the annotations of a set into folders of their own."""
    if which in STORIES:
        (folder / "gold").symlink_to(STORIES[which])
        assert not write_texts(STORIES[which], CORPUS, folder / "articles")
        return
    place, names = SETS[which]
    for kind, ending in (("articles", ".txt"), ("gold", ".json")):
        (folder / kind).mkdir()
        for file in sorted((place / kind).glob(f"{names}{ending}")):
            (folder / kind / file.name).symlink_to(file)


@cache
def figures(which: str, registry: bool) -> Mapping[str, float]:
    """What the scorer says of a set, by row."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(which, folder)
        kg.build([folder / "articles"], folder / "store", registry=registry, jobs=1)
        kg.Graph(folder / "store").export(folder / "graph.ttl")
        command = [sys.executable, SHARED / "tools" / "score.py", folder / "graph.ttl", "--json"]
        command += ["--gold", folder / "gold", "--texts", folder / "articles"]
        scored = json.loads(subprocess.check_output(command, text=True))
    assert not scored.pop("missing"), "every article is in the graph"
    counts = scored.pop("counts")
    return {row: fig["r" if row in ACCURACIES else "f1"] for row, fig in scored.items()} | counts


@pytest.mark.parametrize(("which", "row"), [(which, row) for which in FLOORS for row in FLOORS[which]])
def test_floor(which: str, row: str) -> None:
    floor, figure = FLOORS[which][row], figures(which, True)[row]
    assert floor.get("least", figure) <= figure <= floor.get("most", figure)


@pytest.mark.parametrize(
    ("which", "row"),
    [(which, row) for which in FLOORS for row in FLOORS[which] if "least" in FLOORS[which][row]],
)
def test_the_registry_helps_but_is_not_needed(which: str, row: str) -> None:
    assert figures(which, False)[row] >= figures(which, True)[row] - APART


def test_every_floor_says_since_when_and_why() -> None:
    for rows in FLOORS.values():
        for row, floor in rows.items():
            assert floor["since"] and floor["because"], row
            assert len({"least", "most"} & floor.keys()) == 1, row
