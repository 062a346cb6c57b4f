"""One writer or many readers at a time, over processes: an advisory lock on a file.

RocksDB refuses a second writer, but lets readers in beside a writer with undefined results; this does not.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # no advisory locks on this system: RocksDB's own still keeps writers apart
    fcntl = None  # type: ignore[assignment]

_POLL = 0.02  # seconds between two tries


class Locked(Exception):  # noqa: N818 - never shown: the store tells the user
    """Another process holds the lock."""


class Lock:
    """A held lock; the system lets go of it when the process ends, however it ends."""

    def __init__(self, path: Path, *, shared: bool, wait: float = 0.0) -> None:
        """Take the lock, trying for `wait` seconds; raises Locked.

        A reader of a disk that it cannot write on goes without: nobody writes there.
        """
        self._fd: int | None = None
        if fcntl is None:
            return
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError:
            if not shared:
                raise
            if path.exists():
                self._fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        if self._fd is not None:
            self._take(self._fd, shared, time.monotonic() + wait)

    def _take(self, fd: int, shared: bool, until: float) -> None:
        how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
        while True:
            try:
                fcntl.flock(fd, how)
            except BlockingIOError:
                if time.monotonic() >= until:
                    self.release()
                    raise Locked from None
                time.sleep(_POLL)
            else:
                return

    def release(self) -> None:
        """Let go; harmless when repeated."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
