"""Keeps the sessions shown in README.md and the cookbook true: runs each command, puts its output below it.

python tools/readme.py            rewrites them
python tools/readme.py --check    fails if one would change

A session is a block marked `console`; its lines that begin with `$ ` are run by bash, one after the other,
in a folder that holds the examples. What stands in a block marked `sparql` is there as question.rq.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "cookbook.md")
_BLOCK = re.compile(r"(?<=^```)(?P<kind>console|sparql)\n(?P<text>.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (?P<command>(?:[^\n]*\\\n)*[^\n]*)\n", re.MULTILINE)


def refreshed(text: str, page: str) -> str:
    """`text` with the output of each command in its sessions made anew; `page` is named in complaints."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples")

        def block(found: re.Match[str]) -> str:
            if found["kind"] == "sparql":
                (folder / "question.rq").write_text(found["text"], encoding="utf-8")
                return found[0]
            return f"console\n{_replayed(found['text'], _runner(folder, page))}"

        return _BLOCK.sub(block, text)


def _replayed(session: str, run: Callable[[str], str]) -> str:
    parts = []
    for found in _COMMAND.finditer(session):
        parts.append(found[0] + run(found["command"]))
    return "".join(parts)


def _runner(folder: Path, page: str) -> Callable[[str], str]:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    env = {**os.environ, "PATH": path, "COLUMNS": "110", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    env.pop("KG_STORE", None)

    def run(command: str) -> str:
        shell = ["bash", "-c", f"exec 2>&1; {command}"]
        output = subprocess.run(
            shell, cwd=folder, env=env, stdout=subprocess.PIPE, text=True, check=False
        ).stdout
        if re.search(r"^(kg: |Traceback)", output, re.MULTILINE):
            sys.exit(f"{page}: nothing was written, for a command fails\n$ {command}\n{output}")
        return output if not output or output.endswith("\n") else f"{output}\n"

    return run


def main() -> int:
    """Rewrite the pages, or with --check say which are not as they would be written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("page", nargs="*", type=Path, help="only these pages")
    given = parser.parse_args()
    check = given.check
    stale = False
    for path in given.page or PAGES:
        text = path.read_text(encoding="utf-8")
        new = refreshed(text, path.name)
        if new != text:
            stale = True
            if not check:
                path.write_text(new, encoding="utf-8")
            print(
                f"{path.name}: {'its sessions differ from what the commands say' if check else 'rewritten'}"
            )
    return int(check and stale)


if __name__ == "__main__":
    sys.exit(main())
