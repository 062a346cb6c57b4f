"""What several tests share: the command as users run it, and a store of the example articles."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "articles"
_QUIET = {"COLUMNS": "120", "NO_COLOR": "1"}


class Command:
    """`kg` in a process and a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(self, *arguments: str | Path, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start it and go on."""
        return subprocess.Popen(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            cwd=self.folder,
            env=os.environ | _QUIET | dict(env or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="surrogateescape",
            start_new_session=True,  # so that what a terminal does to all of them can be done
        )

    def __call__(
        self, *arguments: str | Path, stdin: str = "", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        with self.start(*arguments, env=env) as process:
            out, err = process.communicate(stdin, timeout=120)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def ok(self, *arguments: str | Path, stdin: str = "", env: Mapping[str, str] | None = None) -> str:
        """What it prints, when nothing goes wrong."""
        done = self(*arguments, stdin=stdin, env=env)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    def line(
        self, *arguments: str | Path, status: int, stdin: str = "", env: Mapping[str, str] | None = None
    ) -> str:
        """The one line in which it says what is wrong, when it ends with `status`.

        Below it, indented, a mistake in a query is shown in its line.
        """
        done = self(*arguments, stdin=stdin, env=env)
        lines = [line for line in done.stderr.splitlines() if not line.startswith("  ")]
        assert (done.returncode, len(lines)) == (status, 1), done.stderr or done.stdout
        assert lines[0].startswith("kg: ")
        return lines[0]


@pytest.fixture
def kg(tmp_path: Path) -> Command:
    """The command, in an empty folder."""
    return Command(tmp_path)


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the example articles, built by the command; to be read only."""
    folder = tmp_path_factory.mktemp("examples")
    Command(folder).ok("build", EXAMPLES, "--store", "store")
    return folder / "store"


# ---------------------------------------------------------------- pages in a real browser
@pytest.fixture(scope="module")
def chromium():
    from view_support import browser

    with browser() as running:
        yield running


@pytest.fixture
def visit(chromium, pages):
    """Opens a page of the module's `pages`; at the end none had an error or reached for the network."""
    from view_support import Visit

    open_visits: list[Visit] = []

    def start(name: str = "all", fragment: str = "", **options: object) -> Visit:
        open_visits.append(Visit(chromium, pages[name], fragment, **options))
        return open_visits[-1]

    yield start
    for one in open_visits:
        assert one.errors == [] and one.requests == [] and one.dialogs == []
        one.close()
