"""SPARQL algebra as an outline for people: a line a step, what it works on indented below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Literal, URIRef, Variable

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD_PLAIN = "http://www.w3.org/2001/XMLSchema#"
_OPERATORS = {"ConditionalAndExpression": " && ", "ConditionalOrExpression": " || "}
_SIGNS = {"UnaryNot": "!", "UnaryMinus": "-", "UnaryPlus": "+"}
_NAMED = ("text", "pattern", "flags", "replacement", "start", "length")  # arguments of REGEX, REPLACE, SUBSTR
Triple = tuple[object, object, object]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes algebra with IRIs shortened; `count` tells what to say beside a pattern, or ""."""

    prefixes: Mapping[str, str]
    count: Callable[[Triple], str]

    # ------------------------------------------------------------ steps
    def lines(self, node: object, depth: int = 0) -> Iterator[str]:
        """The outline of a query or of one step of it."""
        if not isinstance(node, CompValue):
            return
        if node.name in ("Join", "LeftJoin"):
            yield f"{'  ' * depth}join"
            yield from self._joined(node, depth + 1)
            return
        head, inner = self._step(node)
        if head:
            yield f"{'  ' * depth}{head}"
        below = depth + bool(head)
        if node.name == "BGP":
            yield from (f"{'  ' * depth}{line}" for line in self._patterns(node.triples))
        for child in inner:
            yield from self.lines(child, below)

    def _joined(self, node: CompValue, depth: int) -> Iterator[str]:
        """What is joined to what, as one list: joins nest to the left."""
        if node.name not in ("Join", "LeftJoin"):
            yield from self.lines(node, depth)
            return
        yield from self._joined(node.p1, depth)
        if node.name == "Join":
            yield from self.lines(node.p2, depth)
            return
        plain = getattr(node.expr, "name", "") == "TrueFilter"
        yield f"{'  ' * depth}optional{'' if plain else f', where {self.text(node.expr)}'}"
        yield from self.lines(node.p2, depth + 1)

    def _step(self, node: CompValue) -> tuple[str, list[object]]:
        """What a step does, and the steps it works on."""
        match node.name:
            case "SelectQuery" | "AskQuery" | "ConstructQuery" | "DescribeQuery":
                return node.name.removesuffix("Query").lower(), [node.p]
            case "Project":
                return f"columns {self._all(node.PV)}", [node.p]
            case "Slice":
                skipped = f", after skipping {node.start}" if node.start else ""
                return f"{'all' if node.length is None else f'the first {node.length}'}{skipped}", [node.p]
            case "Distinct" | "Reduced":
                return "each row once", [node.p]
            case "OrderBy":
                keys = (
                    f"{(key.order or 'ASC').lower()}({self.text(key.expr)})" for key in _listed(node.expr)
                )
                return f"order by {' '.join(keys)}", [node.p]
            case "Extend":
                return f"let {self.text(node.var)} = {self.text(node.expr)}", [node.p]
            case "AggregateJoin":
                return f"for each group {', '.join(self._aggregate(one) for one in node.A)}", [node.p]
            case "Group":
                return f"group by {self._all(_listed(node.expr)) or 'nothing: one group'}", [node.p]
            case "Filter":
                return f"keep where {self.text(node.expr)}", [node.p]
            case "Minus":
                return "without", [node.p1, node.p2]
            case "Union":
                return "either", [node.p1, node.p2]
            case "Graph":
                return f"in graph {self.text(node.term)}", [node.p]
            case "ToMultiSet" if getattr(node.p, "name", "") == "values":
                return f"table {self._table(node.p.res)}", []
            case "ToMultiSet":
                return "subquery", [node.p]
            case "BGP":
                return "", []
        return node.name, [one for one in (node.p, node.p1, node.p2, node.part) if one is not None]

    def _patterns(self, triples: Iterable[Triple]) -> Iterator[str]:
        rows = [(f"match {' '.join(map(self.text, triple))}", self.count(triple)) for triple in triples]
        width = max((len(text) for text, _ in rows), default=0)
        yield from (f"{text:{width}}  ({count})" if count else text for text, count in rows)

    def _table(self, rows: Iterable[Mapping[object, object]]) -> str:
        written = [
            " ".join(f"{self.text(key)}={self.text(value)}" for key, value in row.items()) or "()"
            for row in rows
        ]
        more = f" and {len(written) - 5} rows more" if len(written) > 5 else ""
        return f"{' | '.join(written[:5])}{more}"

    def _aggregate(self, one: CompValue) -> str:
        name = one.name.removeprefix("Aggregate_").upper()
        distinct = "DISTINCT " if one.distinct else ""
        return f"{self.text(one.res)} = {name}({distinct}{self.text(one.vars)})"

    # ------------------------------------------------------------ expressions
    def text(self, node: object) -> str:
        """A term, a path or an expression, nearly as SPARQL writes it."""
        if isinstance(node, Variable):
            return f"?{node}"
        if isinstance(node, URIRef):
            return "a" if str(node) == _RDF_TYPE else self._iri(str(node))
        if isinstance(node, Literal):
            return self._literal(node)
        if isinstance(node, BNode):
            return f"_:{node[:6]}"
        if isinstance(node, Path):
            return self._path(node)
        if isinstance(node, CompValue):
            return self._expression(node)
        if isinstance(node, list | tuple):
            return ", ".join(map(self.text, node))
        return str(node)

    def _expression(self, node: CompValue) -> str:
        name = node.name
        if name in _OPERATORS:
            return _OPERATORS[name].join(map(self._within, (node.expr, *_listed(node.other))))
        if name == "RelationalExpression":
            other = f"({self.text(node.other)})" if "IN" in str(node.op) else self.text(node.other)
            return f"{self.text(node.expr)} {node.op} {other}"
        if name in ("AdditiveExpression", "MultiplicativeExpression"):
            pairs = zip(_listed(node.op), _listed(node.other), strict=False)
            return f"({self.text(node.expr)}{''.join(f' {op} {self.text(one)}' for op, one in pairs)})"
        if name in _SIGNS:
            return f"{_SIGNS[name]}{self.text(node.expr)}"
        if name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            word = "EXISTS" if name == "Builtin_EXISTS" else "NOT EXISTS"
            return f"{word} {{ {self._group(node.graph)} }}"
        if name == "Function":
            return f"{self._iri(str(node.iri))}({self.text(node.expr)})"
        if name.startswith("Builtin_"):
            arguments = (value for key, value in node.items() if key.startswith("arg") or key in _NAMED)
            return f"{name.removeprefix('Builtin_')}({', '.join(map(self.text, arguments))})"
        if name.startswith("Aggregate_"):
            return f"{name.removeprefix('Aggregate_').upper()}({self.text(node.vars)})"
        inner = node.expr
        return self.text(inner) if inner is not None else name

    def _within(self, node: object) -> str:
        """An expression as part of another: in brackets, if it joins several."""
        compound = isinstance(node, CompValue) and node.name in _OPERATORS
        return f"({self.text(node)})" if compound else self.text(node)

    def _group(self, node: object) -> str:
        """The patterns within EXISTS, which are only named here."""
        if isinstance(node, CompValue) and node.triples is not None:
            return " . ".join(self._triples(node.triples))
        if isinstance(node, CompValue):
            values = (value for key, value in node.items() if not key.startswith("_"))
            return " . ".join(filter(None, map(self._group, values)))
        if isinstance(node, list) and all(isinstance(one, CompValue) for one in node):
            return " . ".join(filter(None, map(self._group, node)))
        return ""

    def _triples(self, triples: Iterable[object]) -> Iterator[str]:
        for one in triples:
            terms = list(one) if isinstance(one, list | tuple) else []
            for at in range(0, len(terms) - 2, 3):  # a block holds them one after the other
                yield " ".join(map(self.text, terms[at : at + 3]))

    # ------------------------------------------------------------ terms
    def _all(self, nodes: Iterable[object]) -> str:
        return " ".join(map(self.text, nodes))

    def _iri(self, iri: str) -> str:
        for prefix, space in self.prefixes.items():
            local = iri.removeprefix(space)
            if local != iri and (prefix == "id" or local.replace("-", "_").isidentifier()):
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def _literal(self, node: Literal) -> str:
        quoted = Literal(str(node)).n3()
        if node.language:
            return f"{quoted}@{node.language}"
        kind = str(node.datatype or "").removeprefix(_XSD_PLAIN)
        if kind in ("integer", "decimal", "boolean", "double"):
            return str(node)
        return f"{quoted}^^xsd:{kind}" if kind and kind != "string" else quoted

    def _path(self, node: Path) -> str:
        if isinstance(node, MulPath):
            return f"{self._step_of(node.path)}{node.mod}"
        if isinstance(node, InvPath):
            return f"^{self._step_of(node.arg)}"
        if isinstance(node, SequencePath):
            return "/".join(map(self._step_of, node.args))
        if isinstance(node, AlternativePath):
            return "|".join(map(self._step_of, node.args))
        return f"!({'|'.join(map(self.text, node.args))})" if isinstance(node, NegatedPath) else str(node)

    def _step_of(self, node: object) -> str:
        compound = isinstance(node, SequencePath | AlternativePath)
        return f"({self.text(node)})" if compound else self.text(node)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]
