"""What pages tell of the things in the graph, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has a page; `kind` is the local name of its class."""

    iri: str
    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A literal; `link` is an address of the web, if it is one."""

    text: str
    lang: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """What is said under one name."""

    name: Thing
    values: tuple[Thing | Text, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article, and where it may be read."""

    iri: str
    title: str
    publisher: str
    date: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article with what stands around them; offsets are code points of its text."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    source: Source
    lang: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as it is known, or the days between which it lies."""

    date: str = ""
    last: str = ""  # of something that took several days
    earliest: str = ""
    latest: str = ""
    inferred: bool = False

    def __bool__(self) -> bool:
        return bool(self.date or self.earliest or self.latest)

    @property
    def told(self) -> str:
        """The date in digits; of a day whose year nobody gave, between which years it lies."""
        if self.date.startswith("--"):
            years = "–".join(dict.fromkeys(day[:4] for day in (self.earliest, self.latest) if day))
            return f"{self.date[2:]} ({years or '?'})"
        if self.date:
            return f"{self.date}–{self.last}" if self.last not in ("", self.date) else self.date
        return self.earliest if self.earliest == self.latest else ""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement."""

    thing: Thing
    speakers: tuple[Thing, ...]
    sides: tuple[Thing, ...]
    addressees: tuple[Thing, ...]
    topics: tuple[Thing, ...]
    content: Text
    when: When
    deadline: str
    quantities: tuple[str, ...]
    at: Thing | None
    sources: tuple[Source, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Met:
    """An encounter."""

    thing: Thing
    participants: tuple[Thing, ...]
    parties: tuple[Thing, ...]
    place: str
    status: str
    when: When
    requested: tuple[Thing, ...]
    sources: tuple[Source, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure: who was in which office, when, and who says so."""

    thing: Thing
    official: Thing | None
    office: Thing | None
    start: str
    end: str
    attested: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The level of a relationship, as an article has it."""

    thing: Thing
    between: tuple[Thing, ...]
    level: Thing | None
    when: When
    sources: tuple[Source, ...]
