"""Which graphs of an endpoint are ours, and how to ask for all of them at once.

The embedded store's default graph holds what all its graphs say. An endpoint may have that in one of four
ways, found by asking it and not by its name:

1. a graph IRI of our own, `…/graph/merged`, which `kg push` fills: named as the default graph of each query;
2. its default graph, be it filled or a union of the others: nothing is named;
3. named graphs alone (Oxigraph, Fuseki): all of them are named, and the endpoint merges them, as the SPARQL
   Protocol has it; slow where there are many, and refused beyond a thousand;
4. not at all: it is some other endpoint, to which queries go as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kg.errors import KGError, UsageError
from kg.graph.names import BG, DEFAULT_BASE, Names
from kg.query.guard import Checked
from kg.query.result import Term
from kg.remote import RemoteError

MOST_GRAPHS = 1000  # named in one request
Sent = dict[str, list[str]]
Rows = Callable[[str], Sequence[tuple[Term | None, ...]]]
_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
_PROBE = f"""SELECT ?plain ?named ?one ?other ?merged {{
  {{ SELECT (COUNT(DISTINCT ?a) AS ?plain) (MIN(STR(?a)) AS ?one) {{ ?a a <{BG}Article> }} }}
  {{ SELECT (COUNT(DISTINCT ?b) AS ?named) (MIN(STR(?b)) AS ?other)
            (MAX(IF(STRENDS(STR(?g), "/graph/merged"), STR(?g), "")) AS ?merged)
     {{ GRAPH ?g {{ ?b a <{BG}Article> }} }} }}
}}"""


@dataclass(frozen=True, slots=True)
class Placed:
    """The base of the graph's IRIs, and what is sent with each query so that it sees all of the graph."""

    base: str = DEFAULT_BASE
    dataset: Sent = field(default_factory=dict)

    def graphs(self, checked: Checked, rows: Rows) -> Sent:
        """What to send with a query: nothing if it has FROM; the named graphs too, if it has GRAPH."""
        if not self.dataset or checked.graphs:
            return {}
        if not checked.asks_graphs or "named-graph-uri" in self.dataset:
            return self.dataset
        return {**self.dataset, "named-graph-uri": _few_graphs(rows)}


def place(rows: Rows) -> Placed:
    """Find out by asking; an endpoint that does not take the question is asked as it is."""
    try:
        ((plain, named, one, other, merged),) = rows(_PROBE)
    except RemoteError as error:
        if error.status in (0, 401, 403, 404):
            raise
        return Placed()
    except ValueError:  # not one row
        return Placed()
    base = _base(_text(one) or _text(other))
    if _text(merged):
        return Placed(base, {"default-graph-uri": [_text(merged)]})
    if _number(plain) >= _number(named):
        return Placed(base)
    graphs = _few_graphs(rows)
    return Placed(base, {"default-graph-uri": graphs, "named-graph-uri": graphs})


def _few_graphs(rows: Rows) -> list[str]:
    graphs = sorted(_text(row[0]) for row in rows(_GRAPHS))
    if len(graphs) > MOST_GRAPHS:
        raise KGError(
            f"the graph stands there in {len(graphs):,} graphs and nowhere as one",
            hint="send it with `kg push`, or let the server's default graph be their union",
        )
    return graphs


def _base(article: str) -> str:
    """What an article's IRI begins with."""
    base, found, _ = article.rpartition("article/")
    try:
        return Names(base).base if found else DEFAULT_BASE
    except UsageError:
        return DEFAULT_BASE


def _text(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", ""))


def _number(term: Term | None) -> int:
    digits = _text(term)
    return int(digits) if digits.isdigit() else 0
