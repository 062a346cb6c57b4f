"""What a page is asked to show, checked and taken out of the store: the same for every kind of page."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import UsageError, choose
from kg.graph.disk import explain, write_atomically
from kg.views import select, shell
from kg.views.model import POLITY, Graph, Label, Source, in_language, kind_of, of_kind
from kg.views.payload import Payload
from kg.views.read import read

MAX_NODES = 25_000  # some 20 MB of a page; what a browser opens in a few seconds
_DEPTH = 2  # around a focus, where none is asked for
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants to see.

    `focus` is an official, a polity, a topic or an encounter (name, code or IRI), shown with all within
    `depth` steps of it (2 unless told). `topics` (ids or names), `since` and `until` (2021, 2021-07 or
    2021-07-01) keep what was said on them and then. `lang` is the language in which the page opens; a
    reader can switch. `statements` opens it with statements drawn or not.
    """

    focus: str | None = None
    depth: int | None = None
    topics: tuple[str, ...] = ()
    since: str | date | None = None
    until: str | date | None = None
    lang: str = "en"
    max_nodes: int | None = None  # each kind of page has its own
    statements: bool = True


@dataclass(frozen=True, slots=True)
class ViewReport:
    """What a page shows, and what it does not."""

    path: Path | None
    nodes: int
    edges: int | None  # drawn between them, on a page that draws any
    total: int  # nodes that met the filters, shown or not
    kinds: tuple[tuple[str, int], ...]  # kind and number shown
    focus: str | None = None  # the IRI that the focus named

    @property
    def dropped(self) -> int:
        """How many nodes the page leaves out for want of room."""
        return self.total - self.nodes

    def at(self, path: Path) -> ViewReport:
        """The same, written there."""
        return replace(self, path=path)

    @property
    def message(self) -> str:
        """One line for a terminal."""
        if not self.total:
            return "nothing to show: no article is in the store, or the filters exclude all"
        kinds = ", ".join(f"{count:,} {name}" for name, count in self.kinds)
        line = f"{self.nodes:,} nodes ({kinds})"
        if self.edges is not None:
            line += f", {self.edges:,} edges"
        if self.dropped:
            line += (
                f"; the most connected of {self.total:,}: a focus, topic or date narrows it to show others"
            )
        return line


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a store a page shows."""

    source: Source
    graph: Graph
    total: int  # nodes that met the filters, shown or not
    focus: str | None
    topics: frozenset[str]
    period: select.Period
    choice: Choice

    def report(self, edges: int | None = None) -> ViewReport:
        """What a page of it shows, on which so many `edges` are drawn, if any."""
        kinds = Counter(kind_of(self.graph, node) for node in self.graph)
        return ViewReport(None, len(self.graph), edges, self.total, tuple(sorted(kinds.items())), self.focus)

    def meta(self, payload: Payload) -> dict[str, Any]:
        """What a page tells of its own extent; things are numbers in `payload`."""
        since, until = self.period.since, self.period.until
        return {
            "lang": self.choice.lang,
            "title": self._titles(),
            "focus": payload.number.get(self.focus or ""),
            "shown": len(self.graph),
            "total": self.total,
            "since": since.isoformat() if since else None,
            "until": until.isoformat() if until else None,
            "topics": sorted(payload.number[t] for t in self.topics if t in payload.number),
            "statements": self.choice.statements,
        }

    def _titles(self) -> dict[str, str]:
        """What the page is about: its focus, else the polities that matter most in it."""
        if self.focus:
            named: list[Label] = [self.source.graph.nodes[self.focus]["label"]]
        else:
            ranked = sorted(of_kind(self.graph, POLITY), key=lambda n: (-self.graph.degree(n), n))
            named = [self.graph.nodes[n]["label"] for n in ranked[: 2 if len(ranked) == 2 else 3]]
            named += [{"": "…"}] if len(ranked) > len(named) else []
        return {
            lang: " – ".join(in_language(label, lang) for label in named if label) or "bangiao"
            for lang in shell.LANGUAGES
        }


def take(store: ox.Store, choice: Choice, most: int = MAX_NODES) -> Chosen:
    """What `choice` names of the store, at most so many nodes unless it says how many.

    Raises UsageError for what cannot be or is not there.
    """
    choose(choice.lang, shell.LANGUAGES, kind="language of the page")
    most = most if choice.max_nodes is None else choice.max_nodes
    if most < 1:
        raise UsageError(f"a page of {most} nodes", where="max-nodes", hint="give 1 or more")
    if choice.depth is not None and choice.depth < 0:
        raise UsageError(f"a depth of {choice.depth}", where="depth", hint="give 0 or more")
    span = period(choice)
    source = read(store)
    graph = source.graph
    centre = select.find(graph, choice.focus) if choice.focus and len(graph) else None
    topics = select.choose_topics(graph, choice.topics) if len(graph) else set()
    kept = select.keep(graph, topics, span)
    if centre and centre in kept:
        kept = select.around(kept, centre, _DEPTH if choice.depth is None else choice.depth)
    elif centre:
        kept = select.nothing()
    shown = select.cut(kept, most, centre)
    return Chosen(source, shown, len(kept), centre, frozenset(topics), span, choice)


def period(choice: Choice) -> select.Period:
    """The span of time that is asked for."""
    span = select.Period(_day(choice.since, "since", last=False), _day(choice.until, "until", last=True))
    if span.since and span.until and span.since > span.until:
        raise UsageError(f"{choice.since} is after {choice.until}", where="since", hint="swap the two dates")
    return span


def save(html: str, destination: str | Path, report: ViewReport) -> ViewReport:
    """Write a page whole or not at all; the report with its path."""
    return report.at(put(html, destination))


def put(content: str | bytes, destination: str | Path) -> Path:
    """Write a file whole or not at all; its path."""
    target = Path(destination)
    if target.is_dir():
        raise UsageError("a folder, where a page is to be written", where=str(target), hint="name a file")
    with explain(target, otherwise="name another place"):
        target.parent.mkdir(parents=True, exist_ok=True)
        with write_atomically(target) as file:
            file.write(content.encode() if isinstance(content, str) else content)
    return target


def _day(value: str | date | None, where: str, *, last: bool) -> date | None:
    """A day from 2021, 2021-07 or 2021-07-01: the first or the last that it allows."""
    if value is None or isinstance(value, date):
        return value
    found = _DATE.match(value.strip())
    try:
        if not found:
            raise ValueError
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        return date(year, month, int(found[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError:
        raise UsageError(
            f"not a date: {value!r}", where=where, hint="give 2021, 2021-07 or 2021-07-01"
        ) from None
