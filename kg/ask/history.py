"""The questions of earlier sessions, a line of JSON each, so many at most."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from prompt_toolkit.history import History

_MOST = 1000  # questions
_LONGEST = 20_000  # characters of one that is kept


def place(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Where the history is: in XDG's folder for state; None without a home."""
    try:
        state = environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    except RuntimeError:
        return None
    return Path(state) / "bangiao" / "history.jsonl"


class BoundedHistory(History):
    """A file that is read from and added to where that can be done; where not, a session has its own only."""

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self._path = path

    def load_history_strings(self) -> Iterable[str]:
        """The last questions, the newest first; a file that has grown is cut."""
        lines = self._lines()
        if len(lines) > 2 * _MOST:
            self._rewrite(lines[-_MOST:])
        return list(reversed([text for line in lines[-_MOST:] if (text := _text(line))]))

    def store_string(self, string: str) -> None:
        """Add a question."""
        if self._path is None or len(string) > _LONGEST:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            with open(os.open(self._path, flags, 0o600), "a", encoding="utf-8") as file:  # noqa: PTH123
                file.write(f"{json.dumps(string)}\n")
        except OSError:
            self._path = None

    def _lines(self) -> list[str]:
        if self._path is None:
            return []
        try:
            return self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []

    def _rewrite(self, lines: list[str]) -> None:
        from kg.graph.disk import write_atomically

        try:
            if self._path is not None:
                with write_atomically(self._path) as file:
                    file.write("".join(f"{line}\n" for line in lines).encode())
                self._path.chmod(0o600)
        except OSError:
            return


def _text(line: str) -> str:
    try:
        text = json.loads(line)
    except ValueError:
        return ""
    return text if isinstance(text, str) else ""
