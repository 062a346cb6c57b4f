"""What a dossier is made of, in the language of its reader and ready to be set as a page or as Markdown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a line stands: the number of a source, and code points in its text (None where unknown)."""

    number: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing known: when, in our words what, in theirs what they said, and where it is told."""

    text: str
    when: str = ""
    quote: str = ""
    lang: str = ""  # of the quote
    notes: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()
    mark: str = ""  # the kind of a statement


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, the most important first; `left_out` more are in the graph.

    Of what was said several times only the last stands in it; `again` are the others.
    """

    key: str
    title: str
    lines: tuple[Line, ...]
    left_out: int = 0
    again: int = 0
    note: str = ""

    @property
    def total(self) -> int:
        """How many there are, listed or not."""
        return len(self.lines) + self.left_out + self.again

    @property
    def mixed(self) -> bool:
        """Whether it lists several kinds of statement, so that each line must say of which it is."""
        return len({line.mark for line in self.lines}) > 1


@dataclass(frozen=True, slots=True)
class Reference:
    """An article, under the number by which lines cite it; `url` is "" unless it is one of the web."""

    number: int
    title: str
    url: str
    about: str  # publisher and day
    id: str
    lang: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it. `gist` is what fits in a few lines, `unknown` what the graph cannot tell."""

    title: str
    subtitle: str
    lang: str
    iris: tuple[str, ...]
    gist: tuple[str, ...]
    sections: tuple[Section, ...]
    unknown: tuple[str, ...]
    references: tuple[Reference, ...]
