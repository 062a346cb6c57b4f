"""Data goes one way: what imports what is written in pyproject.toml and kept by import-linter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300  # lines of a module


def test_modules_import_only_what_comes_before_them() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_modules_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "kg").rglob("*.py"))
        if (lines := path.read_text().count("\n")) > LONGEST
    }
    assert not long
