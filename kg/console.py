"""What the command line shows beside answers: how a build goes on, what it did, which queries there are."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.output.layout import printable
from kg.query import NamedQuery, Result, Select, everything, find

if TYPE_CHECKING:
    from pathlib import Path

    from rich.progress import Progress as Bar

    from kg.pipeline import BuildReport, Step
    from kg.push import PushReport


class Progress:
    """A progress bar on a terminal; anywhere else only a line for each problem."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("reading", total=_count(self._paths))
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, step: Step) -> None:
        """Take note of an article that is done."""
        if step.error is not None:
            self._say(f"kg: {printable(str(step.error))}")
        if self._bar is not None:
            self._bar.advance(self._task)

    def _say(self, line: str) -> None:
        if self._bar is None:
            print(line, file=sys.stderr)
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _count(paths: Sequence[str]) -> int | None:
    from kg.sources import count_hint

    return count_hint(paths)


# ---------------------------------------------------------------- builds
_FACTS = ("statement", "encounter", "official", "level")


def summary(report: BuildReport, store: Path) -> str:
    """What a build did, in two lines."""
    states = {
        "added": report.added,
        "replaced": report.replaced,
        "unchanged": report.unchanged,
        "skipped": len(report.skipped),
    }
    done = ", ".join(f"{count:,} {state}" for state, count in states.items() if count) or "nothing"
    lines = [f"{_counted(report.articles, 'article')}: {done}"]
    if report.added or report.replaced:
        lines.append(f"read: {_facts(report.facts)}")
    if report.articles > len(report.skipped):
        lines.append(f"store: {store}")
    return "\n".join(lines)


def _facts(facts: Mapping[str, int]) -> str:
    parts = [_counted(facts.get(f"{word}s", 0), word) for word in _FACTS]
    commitments = facts.get("statements: Commitment", 0)
    parts[0] += f" ({_counted(commitments, 'commitment')})"
    return ", ".join(parts)


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def pushed(report: PushReport) -> str:
    """What a push did, or would do, and whether what is there now is what was sent."""
    sent, equal, removed = (report.of(action) for action in ("sent", "equal", "removed"))
    would = "would be " if report.dry_run else ""
    triples = sum(step.triples for step in sent)
    lines = [
        f"{_counted(len(sent), 'graph')} {would}sent ({triples:,} triples), {len(equal):,} equal already"
    ]
    if removed:
        lines.append(f"{_counted(len(removed), 'article')} removed")
    if report.left:
        lines.append(f"no longer here: {', '.join(report.left)} (--prune removes what is not)")
    lines += [
        f"differs: {step.name}: {step.triples:,} triples sent, {step.found:,} found"
        for step in report.differing
    ]
    if not report.dry_run and not report.differing:
        lines.append("compared: each graph there has as many triples as here")
    return "\n".join(map(printable, lines))


# ---------------------------------------------------------------- queries
_RUN = "kg query NAME PARAMETER=VALUE runs one; kg query NAME --about explains it."


def list_queries(hint: str = _RUN) -> str:
    """The named queries with their parameters, and how to run them."""
    blocks = []
    for query in everything():
        names = " ".join(param.name for param in query.params)
        blocks.append(f"{query.name:14}{query.title.partition(': ')[2] or query.title}\n{'':14}[{names}]")
    return "\n".join([*blocks, "", hint])


def describe_query(name: str) -> str:
    """The help of one query and each of its parameters."""
    query = find(name)
    head = [query.title or query.name, *([query.description] if query.description else [])]
    return "\n\n".join([*head, _parameters(query)])


def _parameters(query: NamedQuery) -> str:
    if not query.params:
        return "It has no parameters."
    rows = [(f"{param.name}={param.default}", param.type, param.help) for param in query.params]
    widths = [max(len(row[at]) for row in rows) for at in (0, 1)]
    return "\n".join(f"  {name:{widths[0]}}  {type:{widths[1]}}  {help}" for name, type, help in rows)


def default_format(result: Result) -> str | None:
    """CSV where rows go into a file or another program; what suits people elsewhere."""
    return "csv" if isinstance(result, Select) and not sys.stdout.isatty() else None
