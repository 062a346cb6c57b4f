"""Which facts belong on a page: lists of them, the newest first, a page at a time.

Each is one query whose cost grows with the number of its facts and no more, so it runs in the server itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.graph.names import PREFIXES
from kg.serve.copies import Copy

PER_PAGE = 25
_MOST = 2000  # facts that pages lead to; named queries give all
_AHEAD = 200  # facts that are looked for at once
_FEW = 3_000  # facts that are put in order all at once; of more the last days are looked at first
_DAYS = 16  # that are looked at first
_STATEMENT, _ENCOUNTER = "?fact a bg:Statement .", "?fact a bg:Encounter ."
_BETWEEN = (  # each begins with $0, which should be the one of fewer facts
    "{ ?fact bg:side $0 ; bg:addressee $1 } UNION { ?fact bg:addressee $0 ; bg:side $1 } "
    "UNION { ?fact bg:side $0, $1 }"
)
PATTERNS = {
    "statements": _STATEMENT,
    "statements of official": "?fact bg:speaker $0 .",
    "statements of polity": "{ ?fact bg:side $0 } UNION { ?fact bg:addressee $0 }",
    "statements of pair": _BETWEEN,
    "statements of topic": "?about skos:broader* $0 . ?fact bg:topic ?about .",
    "statements of encounter": "?fact bg:madeAt $0 .",
    "statements of article": f"?evidence oa:hasSource $0 . ?fact bg:evidence ?evidence . {_STATEMENT}",
    "encounters": _ENCOUNTER,
    "encounters of official": "?fact bg:participant $0 .",
    "encounters of polity": "?fact bg:party $0 .",
    "encounters of pair": "?fact bg:party $0, $1 .",
    "encounters of place": "?fact bg:place $0 .",
    "encounters of article": f"?fact bg:reportedIn $0 . {_ENCOUNTER}",
    "encounters like": "?record bg:report $0 ; bg:report ?fact . FILTER(?fact != $0)",
    "levels of polity": "?fact a bg:RelationshipState ; bg:between $0 .",
    "levels of pair": "?fact a bg:RelationshipState ; bg:between $0, $1 .",
    "levels of level": "?fact bg:level $0 .",
    "levels of article": "?fact a bg:RelationshipState ; bg:attestedIn $0 .",
    "tenures of official": "?fact org:member $0 .",
    "tenures of office": "?fact bg:office $0 .",
    "tenures of article": "?fact a bg:Tenure ; bg:attestedIn $0 .",
    "officials of polity": "?fact a bg:Official ; bg:polity $0 .",
    "offices of polity": "?fact a bg:Office ; bg:polity $0 .",
    "offices of role": "?fact org:role $0 .",
    "articles": "?fact a bg:Article .",
    "officials": "?fact a bg:Official .",
    "mentions": "?fact ?anyhow $0 .",
}
_HEAD = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items() if name != "id")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list; `total` counts all, of which `reach` can be turned to."""

    name: str
    total: int
    iris: tuple[str, ...]
    page: int = 1
    pages: int = 1

    @property
    def reach(self) -> int:
        """How many the pages lead to."""
        return min(self.total, _MOST)


def listing(copy: Copy, name: str, *about: str, page: int = 1, size: int = PER_PAGE) -> Listing:
    """A page of the list `name` (a key of PATTERNS) about some nodes, the newest first."""
    number = total(copy, name, *about)
    pages = max(1, -(-min(number, _MOST) // size))
    page = min(max(page, 1), pages)
    need = -(-page * size // _AHEAD) * _AHEAD
    pattern = _bound(PATTERNS[name], about)
    iris = copy.recall((name, *about, need), lambda: _newest(copy, pattern, number, need))
    return Listing(name, number, iris[(page - 1) * size : page * size], page, pages)


def total(copy: Copy, name: str, *about: str) -> int:
    """How many facts are on the list `name`."""
    return copy.recall(("total", name, *about), lambda: _count(copy, _bound(PATTERNS[name], about)))


def rarer_first(copy: Copy, one: str, other: str) -> tuple[str, str]:
    """Two polities, the one with fewer encounters first: lists about the two are found faster."""
    first, second = sorted((one, other), key=lambda iri: (total(copy, "encounters of polity", iri), iri))
    return first, second


def counts(copy: Copy, pattern: str, *about: str, most: int = 60) -> list[tuple[tuple[str, ...], int]]:
    """Nodes ?a (and ?b) with the number of facts that join them, the most first.

    The pattern must find a fact once for each of them: to tell doubles apart would take four times as long.
    """
    query = f"""{_HEAD}SELECT ?a ?b (COUNT(*) AS ?n) WHERE {{ {_bound(pattern, about)} }}
    GROUP BY ?a ?b ORDER BY DESC(?n) ?a ?b LIMIT {most}"""

    def find() -> list[tuple[tuple[str, ...], int]]:
        rows = cast(QuerySolutions, copy.store.ox.query(query))
        return [
            (
                tuple(term.value for term in (row["a"], row["b"]) if isinstance(term, NamedNode)),
                _int(row["n"]),
            )
            for row in rows
        ]

    return copy.recall(("counts", query), find)


def _newest(copy: Copy, pattern: str, number: int, need: int) -> tuple[str, ...]:
    """The newest facts, `need` of them or a few more.

    To put them all in order would take seconds where there are very many; then they are looked for day by
    day, from the last. What has no date comes last, if it is reached.
    """
    found = _all(copy, pattern) if number <= _FEW else _by_day(copy, pattern, need)
    return found[:need]


def _all(copy: Copy, pattern: str) -> tuple[str, ...]:
    query = f"""{_HEAD}SELECT ?fact (MAX(?l) AS ?latest) (MIN(?e) AS ?earliest) WHERE {{
    {pattern} OPTIONAL {{ ?fact bg:latest ?l }} OPTIONAL {{ ?fact bg:earliest ?e }} }}
    GROUP BY ?fact ORDER BY DESC(?latest) DESC(?earliest) ?fact LIMIT {_MOST}"""
    rows = cast(QuerySolutions, copy.store.ox.query(query))
    return tuple(row["fact"].value for row in rows if isinstance(row["fact"], NamedNode))


def _by_day(copy: Copy, pattern: str, need: int) -> tuple[str, ...]:
    days, at, step = copy.recall("days", lambda: _days(copy)), 0, _DAYS
    found: dict[str, None] = {}
    while at < len(days) and len(found) < need:
        values = " ".join(map(str, days[at : at + step]))
        query = f"""{_HEAD}SELECT ?fact ?day (MIN(?e) AS ?first) WHERE {{
        VALUES ?day {{ {values} }} ?fact bg:latest ?day . {pattern} OPTIONAL {{ ?fact bg:earliest ?e }} }}
        GROUP BY ?fact ?day ORDER BY DESC(?day) DESC(?first) ?fact"""
        rows = cast(QuerySolutions, copy.store.ox.query(query))
        found |= dict.fromkeys(row["fact"].value for row in rows)
        at, step = at + step, step * 2
    return tuple(found)


def _days(copy: Copy) -> list[Literal]:
    """The days on which something of the graph may last have been, the last first."""
    rows = cast(
        QuerySolutions, copy.store.ox.query(f"{_HEAD}SELECT DISTINCT ?day WHERE {{ ?fact bg:latest ?day }}")
    )
    days = {row["day"] for row in rows if isinstance(row["day"], Literal)}
    return sorted(days, key=lambda day: day.value, reverse=True)


def _count(copy: Copy, pattern: str) -> int:
    query = f"{_HEAD}SELECT (COUNT(DISTINCT ?fact) AS ?n) WHERE {{ {pattern} }}"
    return next((_int(row["n"]) for row in cast(QuerySolutions, copy.store.ox.query(query))), 0)


def _bound(pattern: str, about: Iterable[str]) -> str:
    terms = [str(NamedNode(iri)) for iri in about]
    return re.sub(r"\$(\d)", lambda found: terms[int(found[1])], pattern)


def _int(term: object) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
