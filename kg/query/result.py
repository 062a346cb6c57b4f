"""What a query answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Select:
    """Rows of terms, a column for each variable; None where a variable has no value."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    truncated: bool = False  # there were more rows than the limit let through
    detail: tuple[str, ...] = ()  # columns for programs, which tables for people leave out
    notes: tuple[str, ...] = ()  # what the user should be told beside the rows
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)  # of IRIs, for tables for people

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Ask:
    """Yes or no."""

    value: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Construct:
    """The triples of a CONSTRUCT or DESCRIBE, sorted and each once."""

    triples: tuple[Triple, ...]
    truncated: bool = False
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.triples)


Result: TypeAlias = Select | Ask | Construct
