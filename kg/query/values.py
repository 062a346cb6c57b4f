"""What the user gave for a parameter, as the RDF term that stands for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.errors import KGError, UsageError, choose
from kg.graph.names import BG, XSD
from kg.model import EncounterKind, PartialDate, StatementKind
from kg.query.lookup import Lookup
from kg.query.named import NamedQuery, Param
from kg.query.result import Term

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def terms(query: NamedQuery, given: Mapping[str, str], lookup: Callable[[], Lookup]) -> dict[str, Term]:
    """A term for each parameter that is given, fixed or has a default; UsageError if one is wrong."""
    for name in given:
        query.param(name)
    values = [(param, given.get(param.name, param.default)) for param in query.params]
    return {
        param.name: _term(query, param, value.strip(), lookup)
        for param, value in (*query.fixed, *values)
        if value.strip()
    }


def _term(query: NamedQuery, param: Param, value: str, lookup: Callable[[], Lookup]) -> Term:
    try:
        return term(param, value, lookup)
    except UsageError as error:
        where = f"query {query.name}, parameter {param.name}"
        raise UsageError(error.what, where=where, hint=error.hint) from None


def term(param: Param, value: str, lookup: Callable[[], Lookup]) -> Term:
    """The term that `value` means for `param`; `lookup` opens the store, if that is needed."""
    if param.choices:
        return Literal(_choice(value, param.choices, "value"))
    match param.type:
        case "polity" | "official" | "topic" | "article" | "statement":
            find: Callable[[str], str] = getattr(lookup(), param.type)
            return NamedNode(find(value))
        case "kind":
            return NamedNode(BG + _choice(value, [kind.value for kind in StatementKind], "kind of statement"))
        case "encounter-kind":
            return NamedNode(BG + _choice(value, [kind.value for kind in EncounterKind], "kind of encounter"))
        case "date":
            return _literal(_bounds(value)[0].isoformat(), "date")
        case "end-date":
            return _literal(_bounds(value)[1].isoformat(), "date")
        case "integer":
            return _literal(str(_number(value, whole=True)), "integer")
        case "decimal":
            return _literal(format(_number(value, whole=False), "f"), "decimal")
        case "string":
            return Literal(value)
    raise KGError(f"{param.type} is no type of parameter")


def _choice(value: str, valid: list[str] | tuple[str, ...], kind: str) -> str:
    """One of `valid`, in any case and with a plural s."""
    key = value.removeprefix("bg:").casefold()
    for word in valid:
        if key in (word.casefold(), f"{word.casefold()}s"):
            return word
    return choose(value, valid, kind=kind)


def _bounds(value: str) -> tuple[date, date]:
    match = _DATE.fullmatch(value)
    try:
        parts = [int(part) if part is not None else None for part in match.groups()] if match else []
        bounds = PartialDate(*parts).bounds if parts and 0 not in parts else None
    except ValueError:
        bounds = None
    if bounds is None:
        raise UsageError(f"not a date: {value!r}", hint="write 2023, 2023-04 or 2023-04-15")
    return bounds


def _number(value: str, *, whole: bool) -> Decimal:
    try:
        number = Decimal(value)
        if number.is_finite() and abs(number) < 10**18 and (not whole or number == int(number)):
            return Decimal(int(number)) if whole else number
    except ArithmeticError:
        pass
    what = "a whole number" if whole else "a number"
    raise UsageError(f"not {what}: {value!r}", hint="write it in digits, e.g. 3")


def _literal(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))
