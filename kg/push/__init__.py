"""The graph sent to another store by the SPARQL 1.1 Graph Store HTTP Protocol, graph after graph.

report = push("output/store", Endpoint("https://host/rdf-graph-store"))

Nothing is remembered between two pushes: what is there and equal is skipped, so that one that was cut short
goes on where it stopped, and one after a build sends what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode

from kg.errors import UsageError, choose
from kg.graph.store import Store
from kg.push.protocol import GraphStore, Triples
from kg.query.remote import counted_graphs
from kg.remote import Client, Endpoint, RemoteError

MERGED = ("graph", "default", "none")
DEFAULT = ""  # stands for the default graph of the other store
Told = Callable[["Sent"], None]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one graph: sent, equal or removed; `triples` here, and `found` there afterwards."""

    graph: str
    action: str
    triples: int
    found: int | None = None

    @property
    def name(self) -> str:
        """The graph for messages."""
        return self.graph or "the default graph"


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push did, or, after a dry run, what it would do."""

    steps: tuple[Sent, ...]
    left: tuple[str, ...] = ()  # articles' graphs that are there and no longer here
    dry_run: bool = False

    @property
    def differing(self) -> tuple[Sent, ...]:
        """The graphs of which the other store holds another number of triples than was sent."""
        return tuple(step for step in self.steps if step.found not in (None, step.triples))

    def of(self, action: str) -> tuple[Sent, ...]:
        """The graphs to which this was done."""
        return tuple(step for step in self.steps if step.action == action)


def push(
    store: str | Path,
    target: Endpoint,
    *,
    query: Endpoint | None = None,
    merged: str = "graph",
    prune: bool = False,
    dry_run: bool = False,
    timeout: float | None = 60.0,
    told: Told = lambda _: None,
) -> PushReport:
    """Make the graphs at `target` what they are in the store; `timeout` is that of a request, in seconds.

    Each article's graph is sent, the reference data and, last, all of them merged into one: as the graph
    `…/graph/merged`, as the `default` graph, or not (`none`). `query`, the SPARQL endpoint of the same
    store, tells which articles are there and no longer here; `prune` removes these. RemoteError says how far
    it came.
    """
    choose(merged, MERGED, kind="place for the merged graph", where="--merged")
    if prune and query is None:
        hint = "give the SPARQL endpoint of that store with --endpoint"
        raise UsageError("what is to be removed is found by asking", where="--prune", hint=hint)
    with Store.open(store, read_only=True) as opened, GraphStore(target, timeout) as there:
        steps: list[Sent] = []
        try:
            for step in _send(opened, there, merged, dry_run):
                steps.append(step)
                told(step)
            counts = _counts(query, timeout) if query is not None else {}
            left = tuple(graph for graph in sorted(counts) if _is_gone(opened, graph))
            if prune and not dry_run:
                for graph in left:
                    there.remove(graph)
                    steps.append(Sent(graph, "removed", 0))
                counts, left = {graph: counts[graph] for graph in counts if graph not in left}, ()
            if not dry_run:
                steps = [_checked(step, there, counts if query is not None else None) for step in steps]
        except RemoteError as error:
            raise _stopped(error, steps) from error
    return PushReport(tuple(steps), left, dry_run)


def _send(store: Store, there: GraphStore, merged: str, dry_run: bool) -> Iterator[Sent]:
    """Send graph after graph; the merged one is equal only if all the others were."""
    changed = False
    for graph in sorted(node.value for node in store.ox.named_graphs() if isinstance(node, NamedNode)):
        triples = _triples(store, NamedNode(graph))
        equal = there.get(graph) == triples
        changed |= not equal
        yield _put(there, graph, triples, equal=equal, dry_run=dry_run)
    if merged == "none":
        return
    graph = DEFAULT if merged == "default" else store.names.merged
    triples = _triples(store, DefaultGraph())
    yield _put(there, graph, triples, equal=not changed and there.get(graph) == triples, dry_run=dry_run)


def _put(there: GraphStore, graph: str, triples: Triples, *, equal: bool, dry_run: bool) -> Sent:
    if not equal and not dry_run:
        there.put(graph, triples)
    return Sent(graph, "equal" if equal else "sent", len(triples))


def _checked(step: Sent, there: GraphStore, counts: Mapping[str, int] | None) -> Sent:
    """The step with the number of triples that are there now, counted by the endpoint if there is one.

    Some stores (Virtuoso) cut a large graph when they give it back.
    """
    if step.action == "equal":
        return step
    if counts is not None and step.graph != DEFAULT:
        return replace(step, found=counts.get(step.graph, 0))
    return replace(step, found=len(there.get(step.graph)))


def _triples(store: Store, graph: NamedNode | DefaultGraph) -> Triples:
    return frozenset(
        f"{quad.subject} {quad.predicate} {quad.object}"
        for quad in store.ox.quads_for_pattern(None, None, None, graph)
    )


def _counts(query: Endpoint, timeout: float | None) -> dict[str, int]:
    """How many triples each graph of the other store holds."""
    with Client(query, timeout=timeout) as client:
        return counted_graphs(client)


def _is_gone(store: Store, graph: str) -> bool:
    """Whether a graph of the other store is of an article that this one does not hold."""
    is_article = graph.startswith(f"{store.names.base}article/")
    return is_article and not store.ox.contains_named_graph(NamedNode(graph))


def _stopped(error: RemoteError, steps: list[Sent]) -> RemoteError:
    sent = sum(step.action == "sent" for step in steps)
    equal = sum(step.action == "equal" for step in steps)
    done = f"; before that, {sent} graphs were sent and {equal} were there" if steps else "; nothing was sent"
    hint = f"{error.hint}; push again, and it goes on from here" if steps else error.hint
    return RemoteError(f"{error.what}{done}", where=error.where, hint=hint, status=error.status)
