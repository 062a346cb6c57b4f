"""A folder of CSV tables, UTF-8 with a header each, for spreadsheets and data frames.

Several values in a cell are parted by "; ". A cell that a spreadsheet would take for a formula (it begins
with =, +, -, @, a tab or a carriage return) begins with an apostrophe instead.
"""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

from kg.errors import UsageError
from kg.export.nodes import Nodes
from kg.export.record import records
from kg.export.rows import TABLES, TYPES, Found, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(nodes: Nodes, folder: Path) -> int:
    """Write the tables in place of those that are there; returns the number of rows."""
    names = {_file(table) for table in TABLES}
    if folder.exists() and not (folder.is_dir() and {entry.name for entry in folder.iterdir()} <= names):
        raise UsageError("holds more than exported tables", where=str(folder), hint="name a new folder")
    new = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    found = records(nodes, TYPES)
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        count = sum(_write_table(new / _file(table), table, found) for table in TABLES)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return count


def _file(table: Table) -> str:
    return f"{table.name}.csv"


def _write_table(path: Path, table: Table, found: Found) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        for row in table.rows(found):
            writer.writerow([safe(cell) for cell in row])
            count += 1
    return count


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
