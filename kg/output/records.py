"""Rows as plain JSON: an object a row, numbers and booleans as JSON has them, dates in ISO 8601.

The W3C's JSON format for results (`json`, in `kg.output.results`) wraps each value in its type; this one is
for jq, pandas and pages. A cell without a value is null.
"""

from __future__ import annotations

import json
import math

from pyoxigraph import Literal, NamedNode

from kg.graph.names import XSD
from kg.output.layout import Layout
from kg.query.result import Select, Term

Value = str | int | float | bool | None

_WHOLE_NAMES = """
    integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger
    unsignedLong unsignedInt unsignedShort unsignedByte
"""
_WHOLE = frozenset(XSD + name for name in _WHOLE_NAMES.split())
_FRACTIONS = frozenset(XSD + name for name in ("decimal", "double", "float"))


def records(result: Select, _: Layout) -> str:
    """An array of objects, a line for each row."""
    lines = ",\n".join(_object(result, row) for row in result.rows)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def jsonl(result: Select, _: Layout) -> str:
    """The same objects, a line for each, without the array around them."""
    return "".join(f"{_object(result, row)}\n" for row in result.rows)


def value(term: Term | None) -> Value:
    """What JSON has for a term; its text, where JSON has nothing (a date, an IRI, an infinite number)."""
    if not isinstance(term, Literal):
        return None if term is None else term.value if isinstance(term, NamedNode) else str(term)
    kind = term.datatype.value
    try:
        if kind in _WHOLE:
            return int(term.value)
        if kind in _FRACTIONS and math.isfinite(number := float(term.value)):
            return number
    except ValueError:  # "many"^^xsd:integer is a term, and no number
        return term.value
    if kind == f"{XSD}boolean" and term.value in ("true", "false", "1", "0"):
        return term.value in ("true", "1")
    return term.value


def _object(result: Select, row: tuple[Term | None, ...]) -> str:
    cells = dict(zip(result.variables, map(value, row), strict=True))
    return json.dumps(cells, ensure_ascii=False, allow_nan=False)
