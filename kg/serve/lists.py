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
_STATEMENT, _ENCOUNTER = "?fact a bg:Statement .", "?fact a bg:Encounter ."
_BETWEEN = (
    "{ ?fact bg:side $0 ; bg:addressee $1 } UNION { ?fact bg:side $1 ; bg:addressee $0 } "
    "UNION { ?fact bg:side $0, $1 }"
)
PATTERNS = {
    "statements": _STATEMENT,
    "statements of official": "?fact bg:speaker $0 .",
    "statements of polity": f"{{ ?fact bg:side $0 }} UNION {{ ?fact bg:addressee $0 }} {_STATEMENT}",
    "statements of pair": f"{_BETWEEN} {_STATEMENT}",
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
    total, iris = copy.recall((name, *about), lambda: _find(copy, name, about))
    pages = max(1, -(-len(iris) // size))
    page = min(max(page, 1), pages)
    return Listing(name, total, iris[(page - 1) * size : page * size], page, pages)


def counts(copy: Copy, pattern: str, *about: str, most: int = 60) -> list[tuple[tuple[str, ...], int]]:
    """Nodes ?a (and ?b) with the number of facts that join them, the most first."""
    query = f"""{_HEAD}SELECT ?a ?b (COUNT(DISTINCT ?fact) AS ?n) WHERE {{ {_bound(pattern, about)} }}
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


def _find(copy: Copy, name: str, about: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    pattern = _bound(PATTERNS[name], about)
    query = f"""{_HEAD}SELECT ?fact (MAX(?l) AS ?latest) (MIN(?e) AS ?earliest) WHERE {{
    {pattern} OPTIONAL {{ ?fact bg:latest ?l }} OPTIONAL {{ ?fact bg:earliest ?e }} }}
    GROUP BY ?fact ORDER BY DESC(?latest) DESC(?earliest) ?fact LIMIT {_MOST}"""
    rows = cast(QuerySolutions, copy.store.ox.query(query))
    iris = tuple(row["fact"].value for row in rows if isinstance(row["fact"], NamedNode))
    return (len(iris) if len(iris) < _MOST else _count(copy, pattern)), iris


def _count(copy: Copy, pattern: str) -> int:
    query = f"{_HEAD}SELECT (COUNT(DISTINCT ?fact) AS ?n) WHERE {{ {pattern} }}"
    return next((_int(row["n"]) for row in cast(QuerySolutions, copy.store.ox.query(query))), 0)


def _bound(pattern: str, about: Iterable[str]) -> str:
    terms = [str(NamedNode(iri)) for iri in about]
    return re.sub(r"\$(\d)", lambda found: terms[int(found[1])], pattern)


def _int(term: object) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
