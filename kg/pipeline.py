"""From sources to a store: what is unchanged is skipped, the rest is read, on several cores if it is much.

    report = build(["articles/"], "output/store")

One article never stops a build: what goes wrong with it is in the report, and the others are stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.errors import ArticleError, KGError
from kg.graph.emit import Run
from kg.graph.names import DEFAULT_BASE, Names
from kg.graph.packed import Packed
from kg.graph.store import Store, StoredArticle
from kg.model import Article, ArticleFacts
from kg.version import run_of
from kg.workers import Outcome, Workers, collecting_seldom

_ROUND = 60_000  # quads gathered for one write, after which other processes may look in the store

Read = Callable[[Article], ArticleFacts]


class State(StrEnum):
    """What a build did with an article."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """An article done: what `progress` is called with."""

    state: State
    article: str  # its identifier, or its source where it has none yet
    error: ArticleError | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; `facts` counts what the articles read by it say."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    skipped: tuple[ArticleError, ...] = ()
    facts: Mapping[str, int] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """How many articles were met, whatever became of them."""
        return self.added + self.replaced + self.unchanged + len(self.skipped)


class SkippedError(KGError):
    """A strict build skipped articles; all others are stored. `report` says which."""

    def __init__(self, report: BuildReport) -> None:
        count = len(report.skipped)
        what = f"{count} article{'s' if count > 1 else ''} skipped, the first being {report.skipped[0]}"
        super().__init__(what, hint="mend or leave out what was skipped, or build without --strict")
        self.report = report


def build(
    paths: Sequence[str | Path],
    store_path: str | Path,
    *,
    base: str | None = None,
    registry: bool = True,
    strict: bool = False,
    jobs: int | None = None,
    progress: Callable[[Step], None] | None = None,
    read: Read | None = None,
    stdin: BinaryIO | None = None,
) -> BuildReport:
    """Read the articles in `paths` into the store, which is made if need be; see `build_articles`.

    `stdin` is what a path "-" stands for.
    """
    from kg import sources

    return build_articles(
        sources.read(paths, stdin=stdin),
        store_path,
        base=base,
        registry=registry,
        strict=strict,
        jobs=jobs,
        progress=progress,
        read=read,
    )


@collecting_seldom()
def build_articles(
    articles: Iterable[Article | ArticleError],
    store_path: str | Path,
    *,
    base: str | None = None,
    registry: bool = True,
    strict: bool = False,
    jobs: int | None = None,
    progress: Callable[[Step], None] | None = None,
    read: Read | None = None,
) -> BuildReport:
    """Read articles into the store; errors among them are reported.

    `registry` lets the registry of officials help. `jobs` is the number of processes (all cores, if not
    given). `strict` raises SkippedError at the end if an article was skipped. `read` stands in for the
    reader of articles; to use it on several cores it must be a function at the top of a module.
    """
    stream = iter(articles)
    head = list(_head(stream))
    if head and isinstance(head[-1], Article):
        with Store.open(store_path, base=base, create=True) as store:
            store.refresh_reference()
            names, known = store.names, store.articles()
    else:  # nothing but errors: no store is made for them
        names, known = Names(base or DEFAULT_BASE), {}
    work = _Build(Path(store_path), names, run_of(registry), known, progress or (lambda _: None))
    with Workers(names, work.run, registry, jobs, read) as workers:
        work.take(workers.read(work.changed(chain(head, stream))))
    report = work.report()
    if strict and report.skipped:
        raise SkippedError(report)
    return report


def remove(article: str, store_path: str | Path) -> str:
    """Withdraw an article, named by its identifier or IRI, and all that it says; returns its IRI."""
    with Store.open(store_path) as store:
        return store.remove_article(article)


def _head(stream: Iterator[Article | ArticleError]) -> Iterator[Article | ArticleError]:
    """All up to the first article."""
    for article in stream:
        yield article
        if isinstance(article, Article):
            return


class _Build:
    """The state of one build."""

    def __init__(
        self,
        path: Path,
        names: Names,
        run: Run,
        known: Mapping[str, StoredArticle],
        progress: Callable[[Step], None],
    ) -> None:
        self.run = run
        self._path, self._names, self._known, self._progress = path, names, known, progress
        self._seen: dict[str, tuple[str, str]] = {}  # identifier → hash and source
        self._counts: Counter[State] = Counter()
        self._facts: Counter[str] = Counter()
        self._skipped: list[ArticleError] = []
        self._pending: list[tuple[str, Packed]] = []

    def changed(self, articles: Iterable[Article | ArticleError]) -> Iterator[Article]:
        """The articles to be read: not the errors, the unchanged, and those met before."""
        for article in articles:
            if isinstance(article, ArticleError):
                self._skip(article.where, article)
            elif article.id in self._seen:
                self._meet_again(article)
            else:
                self._seen[article.id] = article.sha256, article.source
                stored = self._known.get(article.id)
                if stored and (stored.sha256, stored.run) == (article.sha256, self.run.key):
                    self._done(State.UNCHANGED, article.id)
                else:
                    yield article

    def take(self, outcomes: Iterable[Outcome]) -> None:
        """Store what was read, in rounds."""
        size = 0
        for outcome in outcomes:
            if isinstance(outcome.result, ArticleError):
                self._skip(outcome.article, outcome.result)
                continue
            for what, count in outcome.facts.items():
                self._facts[what] += count
            self._pending.append((outcome.article, outcome.result))
            size += outcome.result.size
            if size >= _ROUND:
                self._store()
                size = 0
        self._store()

    def report(self) -> BuildReport:
        """What was done so far."""
        counts = self._counts
        return BuildReport(
            counts[State.ADDED],
            counts[State.REPLACED],
            counts[State.UNCHANGED],
            tuple(self._skipped),
            dict(sorted(self._facts.items())),
        )

    def _store(self) -> None:
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        with Store.open(self._path) as store:
            replaced = store.put_articles(packed for _, packed in pending)
        for (article, _), again in zip(pending, replaced, strict=True):
            self._done(State.REPLACED if again else State.ADDED, article)

    def _meet_again(self, article: Article) -> None:
        sha256, source = self._seen[article.id]
        if sha256 != article.sha256:
            what = f"its identifier {article.id!r} is that of {source or 'another article'}, which differs"
            hint = "give it an `id` in its front matter, or another file name"
            self._skip(article.id, ArticleError(what, where=article.source, hint=hint))

    def _skip(self, article: str, error: ArticleError) -> None:
        self._skipped.append(error)
        self._done(State.SKIPPED, article, error)

    def _done(self, state: State, article: str, error: ArticleError | None = None) -> None:
        self._counts[state] += 1
        self._progress(Step(state, article, error))
