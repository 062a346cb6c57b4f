"""The named queries asked of another store and of the embedded one, and how their rows compare."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg.errors import KGError
from kg.query import Select, run
from kg.remote import Endpoint

SAME, ORDER, OTHER, NONE = "same", "same rows, another order", "other rows", "no answer"


def outcome(store: Path, endpoint: str, name: str, timeout: float = 60.0) -> tuple[str, str]:
    """How the rows of a named query compare, and the first that differs or what was said."""
    ours = run(store, name)
    try:
        theirs = run(Endpoint(endpoint), name, timeout=timeout)
    except KGError as error:
        return NONE, error.what
    assert isinstance(ours, Select) and isinstance(theirs, Select)
    if ours.rows == theirs.rows:
        return SAME, f"{len(ours)} rows"
    if Counter(map(str, ours.rows)) == Counter(map(str, theirs.rows)):
        return ORDER, f"{len(ours)} rows"
    row = next((row for row in theirs.rows if row not in ours.rows), "fewer rows")
    return OTHER, " ".join(str(row).split())[:400]
