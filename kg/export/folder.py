"""A folder of exported files that takes the place of an earlier one, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import UsageError


@contextmanager
def replaced(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """A new folder to write into, which stands at `folder` when the context ends well.

    What stands there may hold nothing but `names`, files or folders of an earlier export; else UsageError.
    """
    mine = frozenset(names)
    if folder.exists() and not (folder.is_dir() and {entry.name for entry in folder.iterdir()} <= mine):
        raise UsageError("holds more than an export", where=str(folder), hint="name a new folder")
    new = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        yield new
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)
