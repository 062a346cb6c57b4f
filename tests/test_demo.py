"""`make demo` as a newcomer sees it, in a copy of what it reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT

ENVIRONMENT = Path(sys.prefix)

pytestmark = pytest.mark.skipif(
    not (shutil.which("make") and (ENVIRONMENT / "bin" / "kg").exists()),
    reason="needs make and kg in this environment",
)


def make(folder: Path, *arguments: str) -> str:
    """Run `make` in a folder with this environment, which counts as installed."""
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "examples").symlink_to(ROOT / "examples")
    command = ["make", "-s", *arguments, f"VENV={ENVIRONMENT}", "-o", f"{ENVIRONMENT}/.installed"]
    env = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MFLAGS", "KG_STORE")}
    return subprocess.check_output(command, cwd=folder, env=env | {"COLUMNS": "120"}, text=True)


def test_demo_prints_commitments_with_quotes_and_says_which_page_to_open(tmp_path: Path) -> None:
    said = make(tmp_path, "demo")
    assert "18 added" in said
    assert "cam kết" in said and "Joe Biden" in said
    page = Path(said.split("Open this page in a browser: ")[1].strip())
    assert page == tmp_path / "output" / "demo" / "graph.html"
    assert "Biên Hòa" in page.read_text()
    assert (tmp_path / "output" / "demo" / "graph.ttl").stat().st_size > 100_000


def test_demo_takes_articles_of_the_users_and_only_those(tmp_path: Path) -> None:
    make(tmp_path, "demo")
    (tmp_path / "my news").mkdir()
    shutil.copy(EXAMPLES / "2022-01-vn-la.txt", tmp_path / "my news")
    (tmp_path / "examples").unlink()
    said = make(tmp_path, "demo", "ARTICLES=my news")
    assert "1 article: 1 added" in said
    assert "Biden" not in said


@pytest.mark.parametrize("page", ["README.md", "docs/cookbook.md"])
def test_pages_show_what_the_commands_say(page: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "readme.py", "--check", ROOT / page], capture_output=True, text=True
    )
    assert done.returncode == 0, f"{done.stdout}run `make readme` and read what changed"
