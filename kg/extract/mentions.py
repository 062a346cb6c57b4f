"""What the extractors find: spans of an article with what they mean by themselves.

A mention knows nothing of the other mentions; `kg.resolve` joins them into facts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol, TypeVar

from kg.lang.kinds import GroupKind, Strength, TitleClass
from kg.model import EncounterKind, Span, StatementKind


class Spanned(Protocol):
    """Whatever lies somewhere in a text."""

    @property
    def span(self) -> Span:
        """Where it lies."""


M = TypeVar("M", bound=Spanned)


class InOrder(tuple[M, ...]):
    """Mentions in the order of the text, of which those in a span are found at once."""

    @cached_property
    def starts(self) -> list[int]:
        """Where they begin."""
        return [mention.span.start for mention in self]


def within(mentions: Sequence[M], span: Span) -> list[M]:
    """Those of `mentions`, which are in the order of the text, that lie in `span`."""
    if not mentions:
        return []
    starts = mentions.starts if isinstance(mentions, InOrder) else [m.span.start for m in mentions]
    first = bisect_left(starts, span.start)
    if first == len(starts) or starts[first] >= span.end:
        return []
    last = bisect_left(starts, span.end, first)
    return [mention for mention in mentions[first:last] if mention.span.end <= span.end]


def place(mention: Spanned) -> tuple[int, int]:
    """What to sort by: as the span does, and three times faster."""
    return mention.span.start, mention.span.end


class PolityForm(StrEnum):
    """How a polity is named."""

    NAME = "name"
    METONYM = "metonym"  # a capital or a seat: the place, or the government
    PLACE = "place"  # another city: never the government
    PAIR = "pair"  # "Việt" in "Việt - Mỹ"


@dataclass(frozen=True, slots=True)
class PolityMention:
    """A polity's name."""

    span: Span
    code: str
    form: PolityForm
    nation: bool = False  # "nước" is part of the name as matched


@dataclass(frozen=True, slots=True)
class Title:
    """One title; `label` is as written without the country's name."""

    span: Span
    head: str
    label: str
    cls: TitleClass
    polity: str | None = None
    host: str | None = None  # where an envoy is posted
    former: bool = False
    pointed: bool = False  # of a country that is named elsewhere ("nước chủ nhà")
    generic: bool = False  # such a post need not be an office of a polity
    principal: int | None = None  # where the offices begin of whom he acts for


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person by titles and name, by one of the two, or by a pronoun."""

    span: Span
    titles: tuple[Title, ...] = ()
    name: str | None = None
    name_span: Span | None = None
    honorific: str | None = None
    pronoun: bool = False

    @property
    def polity(self) -> str | None:
        """The polity written in one of the titles."""
        return next((title.polity for title in self.titles if title.polity), None)


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A side, or both, as a speaker."""

    span: Span
    kind: GroupKind
    code: str | None = None
    head: str = ""  # "phía", "chính phủ"; empty for the bare name
    office: str = ""  # "bộ trưởng" in "hai Bộ trưởng"


@dataclass(frozen=True, slots=True)
class ActMention:
    """A verb of speech or stance; `kind` None where the content decides, `joint` that of both together.

    `own`: an everyday word that is one only because its subject stands before it.
    """

    span: Span
    kind: StatementKind | None
    strength: Strength
    form: str
    joint: StatementKind | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class CueMention:
    """A word that reports an encounter."""

    span: Span
    kind: EncounterKind
    noun: bool
    form: str
