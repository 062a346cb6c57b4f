"""A folder of CSV tables, UTF-8 with a header each, for spreadsheets and data frames.

Several values in a cell are parted by "; ". A cell that a spreadsheet would take for a formula (it begins
with =, +, -, @, a tab or a carriage return) begins with an apostrophe instead. Beside the tables stands
what CSV on the Web knows of them: types, titles and what points to what.
"""

from __future__ import annotations

import csv
from pathlib import Path

from kg.export import csvw
from kg.export.columns import schemas
from kg.export.folder import replaced
from kg.export.nodes import Nodes
from kg.export.record import records
from kg.export.rows import TYPES, Cell, Found, Table, tables

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SEPARATOR = "; "


def write(nodes: Nodes, folder: Path) -> int:
    """Write the tables in place of those that are there; returns the number of rows."""
    with replaced(folder, file_names()) as new:
        return sum(fill(nodes, new).values())


def file_names() -> tuple[str, ...]:
    """What stands in the folder."""
    return (*(f"{name}.csv" for name in schemas()), csvw.NAME)


def fill(nodes: Nodes, folder: Path) -> dict[str, int]:
    """Write the tables and their description into an empty folder; returns the rows of each table."""
    found = records(nodes, TYPES)
    (folder / csvw.NAME).write_bytes(csvw.describe(SEPARATOR))
    return {
        table.schema.name: _write_table(folder / f"{table.schema.name}.csv", table, found)
        for table in tables()
    }


def _write_table(path: Path, table: Table, found: Found) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in table.schema.columns)
        for row in table.rows(found):
            writer.writerow([safe(_joined(cell)) for cell in row])
            count += 1
    return count


def _joined(cell: Cell) -> str:
    return cell if isinstance(cell, str) else SEPARATOR.join(cell)


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
