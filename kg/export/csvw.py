"""What CSV on the Web (W3C, 2015) knows of the tables: https://www.w3.org/TR/tabular-metadata/."""

from __future__ import annotations

import json
from typing import Any

from kg.export.columns import Column, Schema, schemas

NAME = "csv-metadata.json"
_PARTIAL = r"'?--\d\d-\d\d|\d{4}(-\d\d(-\d\d)?)?"  # a date without a year would be a formula: --04-15
_DATATYPES: dict[str, Any] = {
    "iri": "anyURI",
    "text": "string",
    "integer": "integer",
    "decimal": "decimal",
    "date": {"base": "date", "format": "yyyy-MM-dd"},
    "partial": {"base": "string", "format": _PARTIAL},
}
_NOTE = (
    "A cell that a spreadsheet would take for a formula (with =, +, -, @, a tab or a carriage return first) "
    "begins with an apostrophe, which is no part of its value."
)


def describe(separator: str) -> bytes:
    """The metadata file; `separator` stands between the values of a cell."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "rdfs:comment": _NOTE,
        "tables": [_table(schema, separator) for schema in schemas().values()],
    }
    return f"{json.dumps(group, ensure_ascii=False, indent=1)}\n".encode()


def _table(schema: Schema, separator: str) -> dict[str, Any]:
    pointing = [_foreign_key(column) for column in schema.columns if _points(column)]
    return {
        "url": f"{schema.name}.csv",
        "dc:title": [{"@value": text, "@language": lang} for lang, text in schema.titles.items()],
        "tableSchema": {
            "columns": [_column(column, column.name in schema.key, separator) for column in schema.columns],
            "primaryKey": list(schema.key),
            **({"foreignKeys": pointing} if pointing else {}),
        },
    }


def _column(column: Column, required: bool, separator: str) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": {"und": column.name, **column.titles},
        "datatype": _DATATYPES[column.type],
        **({"separator": separator} if column.many else {}),
        **({"required": True} if required else {}),
    }


def _points(column: Column) -> bool:
    """Whether it can be a foreign key: the standard compares whole cells, of which none is empty."""
    return column.of is not None and not column.many and not column.maybe


def _foreign_key(column: Column) -> dict[str, Any]:
    table, name = column.of or ("", "")
    return {
        "columnReference": column.name,
        "reference": {"resource": f"{table}.csv", "columnReference": name},
    }
