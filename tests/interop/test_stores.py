"""Our graph in the stores of others: pushed or loaded, then asked every named query over HTTP.

`pytest -m interop` runs these alone. A store that is not installed is skipped with what is missing.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
import yaml
from conftest import Command

from interop.compare import ORDER, SAME, outcome
from interop.servers import STORES, Missing, Running
from kg.explain import explain
from kg.query import names
from kg.remote import Endpoint

pytestmark = pytest.mark.interop
KNOWN = yaml.safe_load((Path(__file__).parent / "known.yaml").read_text()) or {}


@pytest.fixture(scope="module", params=STORES)
def there(
    request: pytest.FixtureRequest, example_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Running]]:
    """A store of others that holds the example articles."""
    folder = tmp_path_factory.mktemp(request.param)
    command = Command(folder)
    command.ok("export", "-o", "graph.ttl", "--store", example_store)
    try:
        with STORES[request.param](folder, folder / "graph.ttl") as running:
            if running.graphs:
                said = command.ok(
                    "push", running.graphs, "--endpoint", running.endpoint, "--store", example_store,
                    env=dict(running.env),
                )  # fmt: skip
                assert "as many triples as here" in said
            yield request.param, running
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize("query", names())
def test_a_named_query_has_the_same_rows(there: tuple[str, Running], example_store: Path, query: str) -> None:
    store, running = there
    found, example = outcome(example_store, running.endpoint, query)
    expected = KNOWN.get(store, {}).get(query)
    if expected:
        assert found == expected["outcome"], f"{found}: {example}; mend {store} in known.yaml"
    else:
        assert found in (SAME, ORDER), f"{found}: {example}"


def test_an_explanation_is_the_same(there: tuple[str, Running], example_store: Path) -> None:
    _, running = there
    for what in ("Kishida Fumio", "warLegacy"):
        assert explain(Endpoint(running.endpoint), what) == explain(example_store, what)


def test_a_second_push_finds_everything_there(
    there: tuple[str, Running], example_store: Path, kg: Command
) -> None:
    store, running = there
    if not running.graphs:
        pytest.skip(f"{store} takes no graphs")
    said = kg.ok("push", running.graphs, "--store", example_store, "--merged", "none", env=dict(running.env))
    assert said.startswith("0 graphs sent")


@pytest.mark.parametrize(
    ("name", "syntax"), [("g.ttl", "turtle"), ("g.nt", "ntriples"), ("g.nq", "nquads"), ("g.trig", "trig")]
)
def test_rapper_counts_as_many_triples(example_store: Path, kg: Command, name: str, syntax: str) -> None:
    if which("rapper") is None:
        pytest.skip("rapper is not installed (Debian: raptor2-utils)")
    said = kg.ok("export", "-o", name, "--store", example_store)
    done = subprocess.run(
        ["rapper", "-q", "-i", syntax, "-o", "nquads", kg.folder / name], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{done.stdout.count(chr(10)):,} " in said
