"""Files written whole or not at all, and what the system says of a disk put in the user's words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import StoreError

_REBUILD = "restore a copy, or build it again in a new folder"
_WHOLE = "what was stored is whole"
_CAUSES = (  # what RocksDB or the system writes, what it means, what to do
    (("hold by", "lock /", "resource temporarily unavailable", "no locks available"),
     "the store is in use by another process", "try again when it has ended"),
    (("no space left", "disk quota"),
     "the disk is full", f"free some space and run again; {_WHOLE}"),
    (("file too large",),
     "a file may not grow further", f"raise the limit or use another disk; {_WHOLE}"),
    (("read-only file system", "permission denied", "operation not permitted"),
     "cannot be written to", "check its permissions, or name another place"),
)  # fmt: skip


@contextmanager
def explain(path: Path, *, otherwise: str = _REBUILD) -> Iterator[None]:
    """Turn errors of the system and of RocksDB about `path` into one line; `otherwise` is the last hint."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        what, hint = _words(error)
        raise StoreError(what, where=str(path), hint=hint or otherwise) from error


def _words(error: OSError | RuntimeError) -> tuple[str, str]:
    message = str(error)
    for signs, what, hint in _CAUSES:
        if any(sign in message.lower() for sign in signs):
            return what, hint
    reason = (error.strerror if isinstance(error, OSError) else None) or message
    return " ".join(f"cannot be used: {reason}".split()), ""


@contextmanager
def write_atomically(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when the context ends well, and leaves no trace if not.

    A device or a pipe (/dev/stdout) is written into: nothing may take its place. A link stays one.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
