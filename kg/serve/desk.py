"""Where queries wait for their turn: so many run at once, each in a child that ends with its client."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request

from kg.errors import KGError
from kg.query.process import Started
from kg.serve.copies import Copies, Copy
from kg.serve.settings import Settings

T = TypeVar("T")
Work = Callable[[Copy, Started], T]


class BusyError(KGError):
    """More is asked at once than this server answers."""


class _Ending:
    """Ends a query, whether it has begun or not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kill: Callable[[], None] | None = None
        self._ended = False

    def started(self, kill: Callable[[], None]) -> None:
        """Take note of how to end it."""
        with self._lock:
            self._kill = kill
            ended = self._ended
        if ended:
            kill()

    def __call__(self) -> None:
        with self._lock:
            self._ended = True
            kill = self._kill
        if kill is not None:
            kill()


class Desk:
    """Runs queries in threads of their own, beside those that make pages."""

    def __init__(self, settings: Settings, copies: Copies) -> None:
        self._settings, self._copies = settings, copies
        self._slots = anyio.Semaphore(settings.queries)
        self._threads = anyio.CapacityLimiter(settings.queries)
        self._waiting = 0
        self._running: set[_Ending] = set()

    async def run(self, request: Request, work: Work[T]) -> T:
        """What `work` returns; it is given the store, and what it must pass on to the query as `started`.

        Raises BusyError when its turn does not come, and ends the query when the client goes away.
        """
        await self._turn()
        ending = _Ending()
        self._running.add(ending)
        watcher = asyncio.create_task(_watch(request, ending))
        try:
            return await anyio.to_thread.run_sync(self._work, work, ending, limiter=self._threads)
        finally:
            watcher.cancel()
            self._running.discard(ending)
            self._slots.release()

    async def read(self, work: Work[T]) -> T:
        """What `work` returns that asks no query of a visitor's."""

        def reading() -> T:
            with self._copies.use() as copy:
                return work(copy, lambda _: None)

        return await anyio.to_thread.run_sync(reading)

    def stop(self) -> None:
        """End all that run: the server stops."""
        for ending in tuple(self._running):
            ending()

    async def _turn(self) -> None:
        if self._waiting >= self._settings.waiting:
            raise BusyError("too many queries wait already", hint="try again in a while")
        self._waiting += 1
        try:
            with anyio.fail_after(self._settings.patience):
                await self._slots.acquire()
        except TimeoutError:
            hint = "try again in a while; `kg serve --queries` lets more run"
            raise BusyError("other queries take all the time there is", hint=hint) from None
        finally:
            self._waiting -= 1

    def _work(self, work: Work[T], ending: _Ending) -> T:
        with self._copies.use() as copy:
            return work(copy, ending.started)


async def _watch(request: Request, ending: _Ending) -> None:
    """End the query when the client goes away."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            ending()
            return
