"""What of the graph a page shows: around a focus, on some topics, in a span of time, at most so much."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import networkx as nx

from kg.errors import UsageError
from kg.views.model import (
    DOCUMENT,
    ENCOUNTER,
    OFFICIAL,
    POLITY,
    STATEMENT,
    TOPIC,
    Facts,
    Graph,
    facts_of,
    in_language,
    kind_of,
    of_kind,
    part,
)

_ARTICLES_OWN = (STATEMENT, ENCOUNTER)
_FRAME = 0.5  # of a page that cannot show all: people, encounters, topics; the rest is what was said
_CANDIDATES = 12  # listed when a focus is ambiguous


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, open at the side where None."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def may_hold(self, earliest: str | None, latest: str | None) -> bool:
        """Whether something bounded by these days can lie in this span; never so for the undated."""
        first, last = earliest or latest, latest or earliest
        if not first or not last:
            return False
        return (self.since is None or last[:10] >= self.since.isoformat()) and (
            self.until is None or first[:10] <= self.until.isoformat()
        )


def fold(text: str) -> str:
    """Lower case without diacritics: what a search compares."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


# ---------------------------------------------------------------- finding
def find(graph: Graph, wanted: str, kinds: Collection[str] | None = None, where: str = "focus") -> str:
    """The one node that `wanted` names: an IRI, the end of one, a code, or a name with or without marks.

    Raises UsageError, which lists the candidates with their IRIs where there are several.
    """
    pool = {n: data for n, data in graph.nodes(data=True) if kinds is None or data["kind"] in kinds}
    if wanted in pool:
        return wanted
    for matches in _attempts(pool, wanted.strip()):
        if len(matches) == 1:
            return matches[0]
        if matches:
            listed = "; ".join(f"{in_language(pool[n]['label'], 'en')} <{n}>" for n in matches[:_CANDIDATES])
            more = f"; and {len(matches) - _CANDIDATES} more" if len(matches) > _CANDIDATES else ""
            raise UsageError(
                f"{wanted!r} may be any of {len(matches)}",
                where=where,
                hint=f"give one IRI of: {listed}{more}",
            )
    known = {fold(name): f"{name} <{n}>" for n, data in pool.items() for name in _names(data)}
    close = [known[key] for key in get_close_matches(fold(wanted), sorted(known), n=3, cutoff=0.55)]
    hint = (
        f"did you mean {'; '.join(close)}?" if close else "give a name, a code or an IRI that the graph holds"
    )
    raise UsageError(f"nothing in the graph is called {wanted!r}", where=where, hint=hint)


def _attempts(pool: dict[str, Facts], wanted: str) -> Iterator[list[str]]:
    """Ever looser ways to match, the strictest first."""
    exact, loose = unicodedata.normalize("NFC", wanted).casefold(), fold(wanted)
    if not loose:
        return
    yield [n for n in pool if n.endswith(f"/{wanted}")]
    yield [n for n, data in pool.items() if exact in {name.casefold() for name in _names(data)}]
    yield [n for n, data in pool.items() if loose in {fold(name) for name in _names(data)}]
    words = loose.split()
    yield [n for n, data in pool.items() if any(set(words) <= set(fold(x).split()) for x in _names(data))]


def _names(data: Facts) -> list[str]:
    return sorted({unicodedata.normalize("NFC", name) for name in (*data["label"].values(), *data["names"])})


# ---------------------------------------------------------------- choosing
def choose_topics(graph: Graph, wanted: Iterable[str]) -> set[str]:
    """The topics named, and those narrower than they."""
    used = of_kind(graph, TOPIC)
    above = {b.rsplit("/", 1)[-1]: b for n in used for b in facts_of(graph, n).get("broader", ())}
    above |= {b: b for b in above.values()}
    chosen = {above.get(topic) or find(graph, topic, (TOPIC,), where="topic") for topic in wanted}
    while True:
        narrower = {
            n
            for n, data in graph.nodes(data=True)
            if data["kind"] == TOPIC
            and n not in chosen
            and chosen.intersection(data["facts"].get("broader", ()))
        }
        if not narrower:
            return chosen
        chosen |= narrower


def keep(graph: Graph, topics: set[str], period: Period) -> Graph:
    """Only what was said on `topics` in `period`, where it was said, and whom it concerns."""
    if not topics and not period:
        return graph
    kept: set[str] = set()
    for node, data in graph.nodes(data=True):
        facts = data["facts"]
        if data["kind"] == STATEMENT:
            on_topic = not topics or bool(topics.intersection(facts["topics"]))
            if on_topic and (not period or period.may_hold(*_bounds(graph, facts))):
                kept.add(node)
        elif data["kind"] == ENCOUNTER and not topics and period.may_hold(facts["earliest"], facts["latest"]):
            kept.add(node)
    for statement in sorted(kept):
        kept.update(
            hub for hub in graph.successors(statement) if kind_of(graph, hub) in (ENCOUNTER, DOCUMENT)
        )
    around = {
        n for node in kept for n in nx.all_neighbors(graph, node) if kind_of(graph, n) not in _ARTICLES_OWN
    }
    if topics:
        around = {n for n in around if kind_of(graph, n) != TOPIC or n in topics}
    offices = {p for n in around for p in graph.predecessors(n) if kind_of(graph, n) == OFFICIAL}
    return part(graph, kept | around | {p for p in offices if kind_of(graph, p) == POLITY})


def _bounds(graph: Graph, facts: Facts) -> tuple[str | None, str | None]:
    """When a statement was made: its own bounds, else those of where it was made."""
    hub = str(facts.get("hub"))
    for source in (facts, facts_of(graph, hub) if hub in graph else {}):
        earliest, latest = source.get("earliest"), source.get("latest")
        if earliest or latest:
            return earliest, latest
    return None, None


def around(graph: Graph, focus: str, depth: int) -> Graph:
    """What lies within `depth` steps of `focus`; no way leads through a polity or topic other than it."""
    ways: nx.DiGraph[str] = nx.DiGraph()
    ways.add_nodes_from(graph)
    for one, other in graph.edges():
        for start, end in ((one, other), (other, one)):
            if start == focus or kind_of(graph, start) not in (POLITY, TOPIC):
                ways.add_edge(start, end)
    near = set(nx.ego_graph(ways, focus, radius=depth))
    near |= {hub for n in near if (hub := facts_of(graph, n).get("hub")) in graph}
    homes = {p for n in near if kind_of(graph, n) == OFFICIAL for p in graph.predecessors(n)}
    return part(graph, near | {p for p in homes if kind_of(graph, p) == POLITY})


def cut(graph: Graph, most: int, focus: str | None = None) -> Graph:
    """At most `most` nodes, the most connected ones: people, encounters and topics first, then statements."""
    if len(graph) <= most:
        return graph
    degrees = dict(graph.degree())
    ranked = sorted(graph, key=lambda n: (n != focus, -degrees[n], n))
    frame = [n for n in ranked if kind_of(graph, n) != STATEMENT]
    first = max(1, int(most * _FRAME), most - (len(graph) - len(frame)))
    kept = set(frame[:first])
    said = [n for n in ranked if kind_of(graph, n) == STATEMENT and facts_of(graph, n)["hub"] in kept]
    kept.update(said[: most - len(kept)])
    kept.update(frame[first : first + most - len(kept)])
    return part(graph, kept)


def nothing() -> Graph:
    """A graph without nodes."""
    return nx.MultiDiGraph()
