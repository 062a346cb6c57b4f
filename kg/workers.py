"""Reads articles one after the other, or in several processes when they are many.

The outcomes come in the order of the articles, whichever way. A process that dies takes no article with it
but the one that killed it.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context, resource_tracker
from types import TracebackType
from typing import Self

from kg.errors import ArticleError
from kg.graph.emit import Run, packed
from kg.graph.names import Names
from kg.graph.packed import Packed
from kg.knowledge import Knowledge
from kg.model import Article, ArticleFacts

_FEW = 40  # articles that are read before a second process would have started
_BATCH = 100  # articles handed to a process at a time
_AHEAD = 2  # batches waiting for each process
_SELDOM = 10_000, 20, 50  # for the garbage collector: what is loaded stays, and articles leave few cycles

Read = Callable[[Article], ArticleFacts]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an article: its graph and how much it says, or why there is none."""

    article: str
    result: Packed | ArticleError
    facts: Mapping[str, int]


class _Task:
    """Reads articles in one process."""

    def __init__(self, names: Names, run: Run, registry: bool, read: Read | None) -> None:
        self._names, self._run = names, run
        self._knowledge = Knowledge.load(registry)
        self._read = read or _default_reader(self._knowledge)

    def outcome(self, article: Article) -> Outcome:
        """Read one article; whatever is wrong with it is its own affair."""
        try:
            facts = self._read(article)
            graph = packed(facts, self._names, run=self._run, knowledge=self._knowledge)
            return Outcome(article.id, graph, _count(facts))
        except ArticleError as error:
            return Outcome(article.id, error, {})
        except Exception as error:
            return Outcome(article.id, _unforeseen(article, f"{type(error).__name__}: {error}"), {})


def _default_reader(knowledge: Knowledge) -> Read:
    from kg.reader import Reader

    return Reader(knowledge).read


def _count(facts: ArticleFacts) -> dict[str, int]:
    return {
        "statements": len(facts.statements),
        "encounters": len(facts.encounters),
        "officials": len(facts.officials),
        "tenures": len(facts.tenures),
        "levels": len(facts.levels),
        "rejected": len(facts.rejected),
        **Counter(f"statements: {statement.kind.value}" for statement in facts.statements),
    }


def _unforeseen(article: Article, what: str) -> ArticleError:
    line = " ".join(what.split())
    return ArticleError(
        f"cannot be read: {line}", where=article.source or article.id, hint="please report this"
    )


_task: _Task | None = None  # of a worker process


def _start(names: Names, run: Run, registry: bool, read: Read | None) -> None:
    global _task
    gc.set_threshold(*_SELDOM)
    _task = _Task(names, run, registry, read)


def _work(batch: list[Article]) -> list[Outcome]:
    if _task is None:
        raise RuntimeError("the process was not started as a worker")
    return [_task.outcome(article) for article in batch]


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let the garbage collector look less often, which it does at some length."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _without_main() -> Iterator[None]:
    """Start processes that do not run the user's script again: they need nothing of it."""
    main = sys.modules["__main__"]
    spec, file = main.__spec__, main.__dict__.pop("__file__", None)
    main.__spec__ = None
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: this one hears it, and ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # its start would lift what is blocked here
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Workers:
    """Reads articles; a context manager, for it may start processes."""

    def __init__(
        self, names: Names, run: Run, registry: bool = True, jobs: int | None = None, read: Read | None = None
    ) -> None:
        self._settings = (names, run, registry, read)
        self._jobs = max(1, jobs or os.cpu_count() or 1)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_pool()

    def read(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """The outcome of each article, in order; few are in memory at a time."""
        stream = iter(articles)
        first = list(islice(stream, 1))
        if not first:
            return  # nothing is loaded where nothing is to be read
        task = _Task(*self._settings)
        yield from map(task.outcome, chain(first, islice(stream, _FEW)))
        rest = list(islice(stream, 1))
        if rest and self._jobs > 1 and self._can_start():
            yield from self._read_many(chain(rest, stream))
        else:
            yield from map(task.outcome, chain(rest, stream))

    def _read_many(self, stream: Iterator[Article]) -> Iterator[Outcome]:
        waiting: deque[tuple[list[Article], Future[list[Outcome]]]] = deque()
        while True:
            while len(waiting) < self._jobs * _AHEAD and (batch := list(islice(stream, _BATCH))):
                waiting.append((batch, self._submit(batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                self._end_pool()
                yield from self._one_by_one(batch)
                waiting = deque((batch, self._submit(batch)) for batch, _ in waiting)

    def _one_by_one(self, batch: list[Article]) -> Iterator[Outcome]:
        """Read again what a dead process had before it, to find which article killed it."""
        for article in batch:
            try:
                yield from self._submit([article]).result()
            except BrokenProcessPool:
                self._end_pool()
                yield Outcome(article.id, _unforeseen(article, "the process that read it died"), {})

    def _can_start(self) -> bool:
        """Whether processes start at all: they cannot where `read` is no function of an importable module."""
        try:
            pickle.dumps(self._settings)
        except (pickle.PicklingError, AttributeError, TypeError):
            return False
        try:
            return self._submit([]).result() == []
        except BrokenProcessPool:
            self._end_pool()
            return False

    def _submit(self, batch: list[Article]) -> Future[list[Outcome]]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._jobs, get_context("spawn"), initializer=_start, initargs=self._settings
            )
        try:
            with _without_main(), _deaf():
                return self._pool.submit(_work, batch)
        except BrokenProcessPool:  # it died after its last answer
            self._end_pool()
            return self._submit(batch)

    def _end_pool(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
