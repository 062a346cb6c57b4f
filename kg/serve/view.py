"""The parts of a page about a thing, as the template fills them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.serve.lists import Listing
from kg.serve.negotiate import ENDINGS
from kg.serve.things import Property, Text, Thing


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of what is known: a name and values."""

    name: str
    values: tuple[Thing | Text, ...]
    glue: str = ", "


@dataclass(frozen=True, slots=True)
class Counted:
    """A link with a number."""

    href: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page; `kind` says how its items are shown."""

    name: str
    title: str
    kind: str
    items: tuple[Any, ...]
    total: int = 0
    list: Listing | None = None
    own: bool = False  # whether all of it is of one article, which need not be told again


@dataclass(frozen=True, slots=True)
class View:
    """A page about a thing, or about two polities (`iri` is empty then)."""

    iri: str
    path: str
    title: str
    kicker: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    properties: tuple[Property, ...] = ()
    lead: Text | None = None
    lang: str = ""
    swatch: str = ""

    data = ENDINGS

    def path_of(self, ending: str) -> str:
        """Where the same is to be had as data."""
        mark = "?" if "?" in self.path else ""
        return f"{self.path}&format={ending}" if mark else f"{self.path}.{ending}"
