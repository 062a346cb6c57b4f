"""What the columns of the tables hold, read from columns.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Type = Literal["iri", "text", "integer", "decimal", "date", "partial"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `titles` by language, `of` the (table, column) whose values these are, if it has one."""

    name: str
    titles: Mapping[str, str]
    type: Type
    many: bool = False
    of: tuple[str, str] | None = None
    maybe: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """A table without its rows: titles by language, the columns that tell rows apart, all columns."""

    name: str
    titles: Mapping[str, str]
    key: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def schemas() -> Mapping[str, Schema]:
    """The tables by name, in order."""
    import yaml  # not needed for `--help`

    text = files("kg.export").joinpath("columns.yaml").read_text(encoding="utf-8")
    return {name: _schema(name, found) for name, found in yaml.safe_load(text).items()}


def _schema(name: str, found: dict[str, Any]) -> Schema:
    columns = (_column(key, value) for key, value in found["columns"].items())
    return Schema(name, {lang: found[lang] for lang in ("en", "vi")}, tuple(found["key"]), tuple(columns))


def _column(name: str, found: dict[str, Any]) -> Column:
    table, _, column = found.get("of", "").partition(".")
    return Column(
        name,
        {lang: found[lang] for lang in ("en", "vi")},
        found["type"],
        many=found.get("many", False),
        of=(table, column) if table else None,
        maybe=found.get("maybe", False),
    )
