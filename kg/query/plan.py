"""What a query asks of the engine: its SPARQL with the parameters bound, and its algebra, a line a step.

pyoxigraph does not tell its plan, so the algebra is that of the SPARQL recommendation, made by rdflib. It
says what is joined, filtered and grouped; the engine chooses in which order it matches patterns.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import islice
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, cast

from pyoxigraph import DefaultGraph, NamedNode
from pyoxigraph import Literal as OxLiteral
from pyoxigraph import Store as Oxigraph
from rdflib.paths import Path
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Literal, URIRef

from kg.errors import UsageError
from kg.query.algebra import Triple, Writer
from kg.query.guard import check, diagnose
from kg.query.run import AD_HOC, find
from kg.query.service import LocalService, opened
from kg.query.tokens import tokens
from kg.query.values import terms

if TYPE_CHECKING:
    from kg.remote import Endpoint

_MOST = 10_000  # triples counted for a pattern
_DEEPEST = 100  # brackets within one another; parsers follow them by recursion


def plan(
    graph: str | FilePath | Endpoint, query: str | FilePath, params: Mapping[str, str] | None = None
) -> str:
    """The SPARQL of `query` and its algebra; over a store, with how many triples match each pattern."""
    found, given = find(query), params or {}
    with opened(graph) as service:
        text = found.bind(terms(found, given, cache(lambda: service.lookup(*given.values()))))
        prefixes = service.names.prefixes
        where = "" if found.name == AD_HOC else f"query {found.name}"
        checked = check(text, prefixes, where)
        parsed = _parse(text, prefixes, where)
        ox = service.everything() if isinstance(service, LocalService) else None
        lines = "\n".join(Writer(prefixes, lambda triple: _count(triple, ox) if ox else "").lines(parsed))
    used = sorted(checked.undeclared & prefixes.keys())
    declared = "".join(f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in used)
    sparql = "\n".join(line for line in text.strip().splitlines() if not line.startswith("#"))
    return f"{declared}{sparql.strip()}\n\n{lines}\n"


def _parse(text: str, prefixes: Mapping[str, str], where: str) -> CompValue:
    """The algebra; a text that is no query is told as the engine would tell it."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    if _depth(text) > _DEEPEST:
        raise UsageError("brackets too deep to explain", where=where, hint="take out what is not needed")
    try:
        Oxigraph().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        raise diagnose(text, str(error), prefixes, where) from None
    except (ValueError, RuntimeError):
        pass  # what goes wrong in running it is no matter here
    try:
        return translateQuery(parseQuery(text), initNs=dict(prefixes)).algebra
    except Exception as error:  # of many kinds, for what rdflib does not know and the engine does
        what = f"the algebra cannot be shown: {' '.join(str(error).split())}"
        raise UsageError(what, where=where, hint="the engine takes it all the same; run it") from error


def _depth(text: str) -> int:
    depth = deepest = 0
    for token in tokens(text):
        depth += (token.text in "{([") - (token.text in "})]")
        deepest = max(deepest, depth)
    return deepest


def _count(triple: Triple, ox: Oxigraph) -> str:
    """How many triples match a pattern by itself; "" for a path, which is none."""
    subject, predicate, value = triple
    if isinstance(predicate, Path) or isinstance(subject, Literal):
        return ""
    pattern = cast(NamedNode | None, _term(subject)), cast(NamedNode | None, _term(predicate)), _term(value)
    quads = ox.quads_for_pattern(*pattern, DefaultGraph())
    found = sum(1 for _ in islice(quads, _MOST + 1))
    return f"over {_MOST:,}" if found > _MOST else f"{found:,}"


def _term(node: object) -> NamedNode | OxLiteral | None:
    """The engine's term for rdflib's; None, which matches anything, for a variable."""
    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if not isinstance(node, Literal):
        return None
    if node.language:
        return OxLiteral(str(node), language=node.language)
    return OxLiteral(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else OxLiteral(node)
