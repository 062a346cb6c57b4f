"""Copies of a store to serve from, so that a build and a server never wait for each other.

RocksDB's files never change once written; a copy is hard links to them, made in hundredths of a second. It
is taken again when the store has changed, and the old one goes when the last request that reads it ends.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar, cast

from pyoxigraph import Store as Oxigraph

from kg.errors import KGError, StoreError
from kg.graph.disk import explain
from kg.graph.folder import WAIT, create, database, names_of, snapshot
from kg.graph.lock import Lock, Locked
from kg.graph.store import Store

_PREFIX = ".serve-"
_EVERY = 1.0  # seconds between two looks at whether the store has changed
_OWNER = "owner"
_REMEMBERED = 400
Mark = frozenset[tuple[str, int, int]]
T = TypeVar("T")


class Copy:
    """One state of the store; `path` is a store's folder, which queries may open as any other."""

    def __init__(self, path: Path, mark: Mark) -> None:
        self.path, self.mark = path, mark
        self.store = Store.open(path, read_only=True)
        self.users = 0
        self._memo: OrderedDict[object, object] = OrderedDict()

    def recall(self, key: object, make: Callable[[], T]) -> T:
        """What `make` returns for this state of the store; the last few hundred answers are remembered."""
        if key in self._memo:
            with suppress(KeyError):  # another thread may have let go of it
                self._memo.move_to_end(key)
                return cast(T, self._memo[key])
        made = make()
        self._memo[key] = made
        while len(self._memo) > _REMEMBERED:
            with suppress(KeyError):
                self._memo.popitem(last=False)
        return made

    def discard(self) -> None:
        """Close it and remove its files."""
        self._memo.clear()
        self.store.close()
        shutil.rmtree(self.path, ignore_errors=True)


class Copies:
    """The copies of one store; a context manager that leaves nothing behind."""

    def __init__(self, store: Path, *, every: float = _EVERY) -> None:
        self._store, self._every = store, every
        self._lock = threading.Lock()
        self._looked = 0.0
        self._folder = _folder(store)
        try:
            self._current = self._take(WAIT)
        except BaseException:
            self._remove_folder()
            raise

    @contextmanager
    def use(self) -> Iterator[Copy]:
        """The store as it is now, or as it was before a build that is still at work."""
        with self._lock:
            self._look()
            copy = self._current
            copy.users += 1
        try:
            yield copy
        finally:
            with self._lock:
                copy.users -= 1
                if copy is not self._current and not copy.users:
                    copy.discard()

    def close(self) -> None:
        """Remove the copies."""
        with self._lock:
            self._current.discard()
            self._remove_folder()

    def __enter__(self) -> Copies:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------ how
    def _look(self) -> None:
        """Take a new copy if the store has changed and nobody is writing to it."""
        now = time.monotonic()
        gone = not self._current.path.exists()  # with the store's folder, perhaps
        if now - self._looked < self._every and not gone:
            return
        self._looked = now
        with suppress(OSError):
            if not gone and _mark(self._store / "db") == self._current.mark:
                return
        try:
            new = self._take(WAIT if gone else 0.0)
        except KGError:
            if gone:
                raise
            return
        old, self._current = self._current, new
        if not old.users:
            old.discard()

    def _take(self, wait: float) -> Copy:
        names = names_of(self._store, None)
        with snapshot(self._store, wait=wait) as data, explain(self._store):
            if not self._folder.exists():
                self._remove_folder()
                self._folder = _folder(self._store)
            mark = _mark(data)
            target = Path(tempfile.mkdtemp(dir=self._folder))
            create(target, names)
            Oxigraph.read_only(str(data)).backup(str(database(target, must_exist=False)))
        return Copy(target, mark)

    def _remove_folder(self) -> None:
        _OWNERS.pop(self._folder).release()
        shutil.rmtree(self._folder, ignore_errors=True)


_OWNERS: dict[Path, Lock] = {}  # what tells other servers that a folder of copies is in use


def _folder(store: Path) -> Path:
    """A folder for copies on the store's disk, or, if it takes none, where temporary files go."""
    names_of(store, None)
    for left in store.glob(f"{_PREFIX}*"):
        _remove_if_left(left)
    try:
        made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=store))
    except OSError:
        with explain(store):
            made = Path(tempfile.mkdtemp(prefix="kg-serve-"))
    _OWNERS[made] = Lock(made / _OWNER, shared=False)
    return made


def _remove_if_left(folder: Path) -> None:
    """Remove what a server left that was killed."""
    with suppress(Locked, OSError):
        Lock(folder / _OWNER, shared=False).release()
        shutil.rmtree(folder, ignore_errors=True)


def _mark(data: Path) -> Mark:
    """What the files of a database look like; it changes with every change of the database."""
    try:
        files = [(entry.name, entry.stat()) for entry in data.iterdir() if not entry.name.startswith("LO")]
    except FileNotFoundError:
        raise StoreError("the store is gone", where=str(data.parent), hint="build it again") from None
    return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in files)
