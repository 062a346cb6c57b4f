"""A store's folder: `bangiao.json` tells its format, `lock` keeps processes apart, `db` is pyoxigraph's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.graph.disk import explain, write_atomically
from kg.graph.lock import Lock, Locked
from kg.graph.names import Names

FORMAT = 2  # 1 had no default graph
WAIT = 5.0  # seconds for another process to finish a batch
_MARKER, _LOCK, _DB = "bangiao.json", "lock", "db"


def create(path: Path, names: Names) -> None:
    """Make `path` a store's folder, unless it is one; raises StoreError if it is something else."""
    with explain(path, otherwise="name another place"):
        if (path / _MARKER).exists():
            return
        if path.exists() and not (path.is_dir() and all(map(_leftover, path.iterdir()))):
            raise StoreError(
                "not a store", where=str(path), hint="name an empty or a new folder for the store"
            )
        path.mkdir(parents=True, exist_ok=True)
        marker = {"format": FORMAT, "base": names.base}
        with write_atomically(path / _MARKER) as file:
            file.write(f"{json.dumps(marker, indent=1)}\n".encode())


def names_of(path: Path, base: str | None) -> Names:
    """The names of a store; raises StoreError if it is none, of another format, or of another base."""
    where = str(path)
    if not path.exists():
        raise StoreError("there is no store", where=where, hint="make one with `kg build`, or name another")
    try:
        with explain(path):
            text = (path / _MARKER).read_bytes() if (path / _MARKER).is_file() else b""
        marker = json.loads(text)
        version, own = marker["format"], str(marker["base"])
    except (ValueError, KeyError, TypeError):
        raise StoreError("not a store", where=where, hint="name a folder that `kg build` made") from None
    if version != FORMAT:
        raise StoreError(
            f"a store of format {version}; this version reads format {FORMAT}",
            where=where,
            hint="build it again in a new folder, or use the version that made it",
        )
    if base is not None and base != own:
        what = f"the store's IRIs begin with {own}, not {base}"
        raise StoreError(what, where=where, hint="name another store, or no base")
    return Names(own)


def lock(path: Path, *, shared: bool, wait: float) -> Lock:
    """Keep other writers out, or, not `shared`, every other process."""
    try:
        with explain(path):
            return Lock(path / _LOCK, shared=shared, wait=wait)
    except Locked:
        what = "the store is in use by another process"
        raise StoreError(what, where=str(path), hint="try again when it has ended") from None


def database(path: Path, *, must_exist: bool) -> Path:
    """Where pyoxigraph's files are; a build killed at its start leaves none."""
    if must_exist and not (path / _DB / "CURRENT").exists():
        raise StoreError("the store is empty", where=str(path), hint="fill it with `kg build`")
    return path / _DB


@contextmanager
def snapshot(path: str | Path, *, wait: float = WAIT) -> Iterator[Path]:
    """The folder of a store's database for another process to read with `pyoxigraph.Store.read_only`.

    No process writes to it as long as the context lasts.
    """
    path = Path(path)
    names_of(path, None)
    held = lock(path, shared=True, wait=wait)
    try:
        yield database(path, must_exist=True)
    finally:
        held.release()


def _leftover(entry: Path) -> bool:
    """Whether a file is of a creation that was cut short."""
    return entry.name == _LOCK or entry.name.startswith(f".{_MARKER}.")
