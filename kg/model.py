"""What flows through bangiao: an article, and the facts read from it.

Everything is frozen and hashable; nothing here does I/O. Offsets are code points in `Article.text`,
which is NFC with LF line ends and no byte-order mark (`kg.text.canonical` makes it), so that a quote
is always `article.text[span.start:span.end]`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in an article's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The verbatim text of this span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


# ---------------------------------------------------------------- articles
class BlockKind(StrEnum):
    """What a stretch of an article is: captions add evidence but no facts of their own."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"  # related stories, players, bylines: never read


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph of an article."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read from a source; `blocks` are ordered and do not overlap."""

    id: str
    text: str
    blocks: tuple[Block, ...]
    source: str = ""  # path (or "-") it was read from, with "#N" for the line of a JSONL
    title: str | None = None
    language: str | None = None  # ISO 639-1
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    sha256: str = ""  # over the text and the metadata: the key of incremental builds


# ---------------------------------------------------------------- dates and quantities
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date exactly as precise as the sources allow: any of year, month, day may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def lexical(self) -> tuple[str, str]:
        """(lexical form, XSD type): 2021-07-01 date, 2021-07 gYearMonth, 2021 gYear, --07-01 gMonthDay."""
        if self.year and self.month and self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}", "date"
        if self.year and self.month:
            return f"{self.year:04d}-{self.month:02d}", "gYearMonth"
        if self.year:
            return f"{self.year:04d}", "gYear"
        if self.month and self.day:
            return f"--{self.month:02d}-{self.day:02d}", "gMonthDay"
        raise ValueError(f"no XSD form for {self!r}")

    @property
    def bounds(self) -> tuple[date, date] | None:
        """First and last day the date allows; None without a year."""
        if not self.year:
            return None
        first, last = self.month or 1, self.month or 12
        if self.day:
            day = date(self.year, first, self.day)
            return day, day
        return date(self.year, first, 1), date(self.year, last, monthrange(self.year, last)[1])


class DateBasis(StrEnum):
    """Whether the text states the whole date or part of it is inferred."""

    STATED = "Stated"
    INFERRED = "Inferred"


@dataclass(frozen=True, slots=True)
class InferredFrom:
    """What an inferred part of a date stands on; `ref` says which, e.g. a tenure's or an article's key."""

    kind: str  # "published" | "tenure" | "event"
    ref: str


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was: a literal, its basis, and the bounds known even where the literal lacks a year."""

    value: PartialDate | None
    basis: DateBasis = DateBasis.STATED
    earliest: date | None = None
    latest: date | None = None
    end: PartialDate | None = None  # last day of an encounter over several days
    inferred_from: tuple[InferredFrom, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit (`unit`, e.g. "dose") or its ISO 4217 currency."""

    value: Decimal
    unit: str | None = None
    currency: str | None = None


# ---------------------------------------------------------------- facts
class EncounterKind(StrEnum):
    """The five kinds of the contract; the value is the local name in bg:."""

    PHONE_CALL = "PhoneCall"
    MEETING = "Meeting"
    VISIT = "Visit"
    CONFERENCE = "Conference"
    CORRESPONDENCE = "Correspondence"


class EncounterStatus(StrEnum):
    """Only on encounters that did not take place, or not yet."""

    PLANNED = "Planned"
    DENIED = "Denied"
    CALLED_OFF = "CalledOff"


class StatementKind(StrEnum):
    """The seven kinds of the contract; the value is the local name in bg:."""

    COMMITMENT = "Commitment"
    REQUEST = "Request"
    AGREEMENT = "Agreement"
    POSITION = "Position"
    APPRECIATION = "Appreciation"
    DISCUSSION = "Discussion"
    CONCERN = "Concern"


@dataclass(frozen=True, slots=True)
class Official:
    """A person as one article (with the registry's help, if any) knows them; `name` is the key."""

    name: str
    aliases: tuple[str, ...] = ()
    polity: str | None = None  # ISO 3166 alpha-2 or a bloc's acronym
    qualifier: str | None = None  # tells namesakes apart
    registry: str | None = None  # IRI of the registry's entry it was matched to


@dataclass(frozen=True, slots=True)
class Office:
    """A post of a polity. `role` is the key: a role of ontology/offices.ttl, or a slug of the title."""

    polity: str | None
    role: str
    labels: tuple[str, ...] = ()  # the titles as the article wrote them, in its language


@dataclass(frozen=True, slots=True)
class Tenure:
    """An official in an office, as attested by quotes of the article."""

    official: str  # Official.name
    office: Office
    evidence: tuple[Span, ...]
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Encounter:
    """One article's report of a contact between two polities' officials."""

    kind: EncounterKind
    participants: tuple[str, ...]  # Official.name
    parties: tuple[str, ...]  # polity codes
    evidence: tuple[Span, ...]
    place: str | None = None  # as written
    place_polity: str | None = None
    requested_by: str | None = None
    when: Dated | None = None
    status: EncounterStatus | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Statement:
    """What one clause says on behalf of one side or of several."""

    kind: StatementKind
    sides: tuple[str, ...]
    evidence: tuple[Span, ...]  # the first is the clause itself; the others repeat it
    speakers: tuple[str, ...] = ()  # Official.name
    addressees: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # ids of the scheme
    deadline: PartialDate | None = None
    quantities: tuple[Quantity, ...] = ()
    encounter: int | None = None  # index into ArticleFacts.encounters
    when: Dated | None = None  # bounds of when it was said: the encounter's or the article's
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Level:
    """The level of a relationship that the article attributes to a pair."""

    between: tuple[str, str]  # sorted polity codes
    level: str  # local name in the scheme
    evidence: tuple[Span, ...]
    when: Dated | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that was not made a fact, and why: `kg explain` and --verbose show it."""

    span: Span
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """All that one article says, ready to be emitted as one named graph."""

    article: Article
    officials: tuple[Official, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    statements: tuple[Statement, ...] = ()
    levels: tuple[Level, ...] = ()
    as_of: Dated | None = None  # what the article's attestations are dated by
    rejected: tuple[Rejection, ...] = field(default=())
