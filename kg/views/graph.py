"""`kg view`: the graph as one self-contained HTML file that needs no network and stands still."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UsageError, choose
from kg.graph.disk import explain, write_atomically
from kg.graph.store import Store
from kg.views import layout as layouts
from kg.views import page, select
from kg.views.model import POLITY, STATEMENT, Graph, Label, Source, in_language, kind_of, of_kind
from kg.views.payload import Payload
from kg.views.read import read

MAX_NODES = 1500
_DEPTH = 2  # around a focus, where none is asked for
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class ViewReport:
    """What a page shows, and what it does not."""

    path: Path | None
    nodes: int
    edges: int
    total: int  # nodes that met the filters, shown or not
    kinds: tuple[tuple[str, int], ...]  # kind and number shown
    focus: str | None = None  # the IRI that the focus named

    @property
    def dropped(self) -> int:
        """How many nodes the page leaves out for want of room."""
        return self.total - self.nodes

    @property
    def message(self) -> str:
        """One line for a terminal."""
        if not self.total:
            return "nothing to show: no article is in the store, or the filters exclude all"
        kinds = ", ".join(f"{count:,} {name}" for name, count in self.kinds)
        line = f"{self.nodes:,} nodes ({kinds}), {self.edges:,} edges"
        if self.dropped:
            line += (
                f"; the most connected of {self.total:,}: a focus, topic or date narrows it to show others"
            )
        return line


def write(
    store_path: str | Path,
    destination: str | Path,
    *,
    focus: str | None = None,
    depth: int | None = None,
    topics: Iterable[str] = (),
    since: str | date | None = None,
    until: str | date | None = None,
    lang: str = "en",
    max_nodes: int = MAX_NODES,
    statements: bool | None = None,
) -> ViewReport:
    """Write the graph of the store at `store_path` to `destination` as one HTML file.

    `focus` is an official, a polity, a topic or an encounter (name, code or IRI), shown with all within
    `depth` steps of it (2 unless told). `topics` (ids or names), `since` and `until` (2021, 2021-07 or
    2021-07-01) keep what was said on them and then. `lang` is the language in which the page opens; a
    reader can switch. `statements` opens it with statements drawn or not; by default where there is room.
    """
    with Store.open(store_path, read_only=True) as store:
        html, report = render(
            store.ox,
            focus=focus,
            depth=depth,
            topics=topics,
            since=since,
            until=until,
            lang=lang,
            max_nodes=max_nodes,
            statements=statements,
        )
    target = Path(destination)
    if target.is_dir():
        raise UsageError("a folder, where a page is to be written", where=str(target), hint="name a file")
    with explain(target, otherwise="name another place"):
        target.parent.mkdir(parents=True, exist_ok=True)
        with write_atomically(target) as file:
            file.write(html.encode())
    return replace(report, path=target)


def render(
    store: ox.Store,
    *,
    focus: str | None = None,
    depth: int | None = None,
    topics: Iterable[str] = (),
    since: str | date | None = None,
    until: str | date | None = None,
    lang: str = "en",
    max_nodes: int = MAX_NODES,
    statements: bool | None = None,
) -> tuple[str, ViewReport]:
    """The page as text, and what it shows."""
    choose(lang, page.LANGUAGES, kind="language of the page")
    if max_nodes < 1:
        raise UsageError(f"a page of {max_nodes} nodes", where="max-nodes", hint="give 1 or more")
    if depth is not None and depth < 0:
        raise UsageError(f"a depth of {depth}", where="depth", hint="give 0 or more")
    period = select.Period(_day(since, "since", last=False), _day(until, "until", last=True))
    if period.since and period.until and period.since > period.until:
        raise UsageError(f"{since} is after {until}", where="since", hint="swap the two dates")
    source = read(store)
    graph = source.graph
    centre = select.find(graph, focus) if focus and len(graph) else None
    wanted = select.choose_topics(graph, topics) if len(graph) else set()
    chosen = select.keep(graph, wanted, period)
    if centre and centre in chosen:
        chosen = select.around(chosen, centre, _DEPTH if depth is None else depth)
    elif centre:
        chosen = select.nothing()
    shown = select.cut(chosen, max_nodes, centre)
    plan = layouts.compute(shown, centre)
    payload = Payload(source, shown)
    edges = sum(1 for _ in page.edges_of(shown))
    kinds = Counter(kind_of(shown, node) for node in shown)
    report = ViewReport(None, len(shown), edges, len(chosen), tuple(sorted(kinds.items())), centre)
    meta = {
        "lang": lang,
        "title": _titles(source, shown, centre),
        "focus": payload.number.get(centre or ""),
        "shown": len(shown),
        "total": len(chosen),
        "since": period.since.isoformat() if period.since else None,
        "until": period.until.isoformat() if period.until else None,
        "topics": sorted(payload.number[t] for t in wanted if t in payload.number),
        "statements": kinds[STATEMENT] <= 600 if statements is None else statements,
    }
    return page.render(payload, plan, meta), report


def _titles(source: Source, graph: Graph, focus: str | None) -> dict[str, str]:
    """What a page is about: its focus, else the polities that matter most in it."""
    if focus:
        named: list[Label] = [source.graph.nodes[focus]["label"]]
    else:
        ranked = sorted(of_kind(graph, POLITY), key=lambda n: (-graph.degree(n), n))
        named = [graph.nodes[n]["label"] for n in ranked[: 2 if len(ranked) == 2 else 3]]
        more = len(ranked) > len(named)
        named += [{"": "…"}] if more else []
    return {
        lang: " – ".join(in_language(label, lang) for label in named if label) or "bangiao"
        for lang in page.LANGUAGES
    }


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
