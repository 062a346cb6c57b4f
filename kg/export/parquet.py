"""The tables as Parquet, one file each, with typed dates, numbers and lists: for data frames and DuckDB.

pyarrow takes 170 MB, more than all else that bangiao needs, so it is an extra: bangiao[parquet].
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.export.columns import Column, schemas
from kg.export.folder import replaced
from kg.export.nodes import Nodes
from kg.export.record import records
from kg.export.rows import TYPES, Cell, Found, Table, tables

_VALUES: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "decimal": float,
    "date": date.fromisoformat,
}


def write(nodes: Nodes, folder: Path) -> int:
    """Write the tables in place of those that are there; returns the number of rows."""
    pyarrow()
    found = records(nodes, TYPES)
    with replaced(folder, (f"{name}.parquet" for name in schemas())) as new:
        return sum(_write_table(new / f"{table.schema.name}.parquet", table, found) for table in tables())


def pyarrow() -> Any:
    """The library, or UsageError that says how to get it."""
    try:
        import pyarrow.parquet
    except ImportError:
        hint = "pip install 'bangiao[parquet]', or choose csv"
        raise UsageError("Parquet needs pyarrow, which is not installed", hint=hint) from None
    return pyarrow


def _write_table(path: Path, table: Table, found: Found) -> int:
    pa = pyarrow()
    fields = [pa.field(column.name, _type(pa, column)) for column in table.schema.columns]
    rows = list(table.rows(found))
    arrays = [
        pa.array([_value(column, row[at]) for row in rows], type=fields[at].type)
        for at, column in enumerate(table.schema.columns)
    ]
    pa.parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), path, compression="zstd")
    return len(rows)


def _type(pa: Any, column: Column) -> Any:
    types = {"integer": pa.int64(), "decimal": pa.float64(), "date": pa.date32()}
    found = types.get(column.type, pa.string())
    return pa.list_(found) if column.many else found


def _value(column: Column, cell: Cell) -> Any:
    convert = _VALUES.get(column.type, str)
    if column.many:
        return [convert(part) for part in cell]
    return convert(cell) if isinstance(cell, str) and cell else None
