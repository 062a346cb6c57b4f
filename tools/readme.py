"""Keeps the sessions shown in README.md true: runs each command there and puts its output below it.

python tools/readme.py            rewrites README.md
python tools/readme.py --check    fails if it would change

A session is a block marked `console`; its lines that begin with `$ ` are run by bash, one after the other,
in a folder that holds the examples.
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
README = ROOT / "README.md"
_SESSION = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (?P<command>(?:[^\n]*\\\n)*[^\n]*)\n", re.MULTILINE)


def refreshed(text: str) -> str:
    """`text` with the output of each command in its sessions made anew."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples")
        return _SESSION.sub(lambda session: _replayed(session[0], _runner(folder)), text)


def _replayed(session: str, run: Callable[[str], str]) -> str:
    parts = []
    for found in _COMMAND.finditer(session):
        parts.append(found[0] + run(found["command"]))
    return "".join(parts)


def _runner(folder: Path) -> Callable[[str], str]:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    env = {**os.environ, "PATH": path, "COLUMNS": "110", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    env.pop("KG_STORE", None)

    def run(command: str) -> str:
        shell = ["bash", "-c", f"exec 2>&1; {command}"]
        output = subprocess.run(
            shell, cwd=folder, env=env, stdout=subprocess.PIPE, text=True, check=False
        ).stdout
        if re.search(r"^(kg: |Traceback)", output, re.MULTILINE):
            sys.exit(f"README.md: nothing was written, for a command fails\n$ {command}\n{output}")
        return output if not output or output.endswith("\n") else f"{output}\n"

    return run


def main() -> int:
    """Rewrite README.md, or with --check say whether it is as it would be written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    text = README.read_text(encoding="utf-8")
    new = refreshed(text)
    if new != text and not check:
        README.write_text(new, encoding="utf-8")
    if new != text:
        print(
            "README.md: its sessions differ from what the commands say" if check else "README.md: rewritten"
        )
    return int(check and new != text)


if __name__ == "__main__":
    sys.exit(main())
