"""An encounter while its reports are gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.mentions import CueMention
from kg.extract.reading import Sentence
from kg.model import EncounterKind, EncounterStatus, Span
from kg.resolve.people import Person


@dataclass(slots=True, eq=False)
class Draft:
    """Who met, as far as is known; `evidence` and `mentions` are where it is told."""

    kind: EncounterKind
    persons: list[Person]
    parties: list[str]
    evidence: list[Span]
    at: int
    cue: CueMention
    sentence: Sentence
    status: EncounterStatus | None = None
    rule: str = ""
    visited: str | None = None
    mentions: list[int] = field(default_factory=list)


def told(*spans: Span) -> Span:
    """From the first to the last of the phrases that tell of an encounter."""
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def last_told(drafts: Sequence[Draft], at: int) -> Draft | None:
    """The encounter last spoken of before `at`; None where all are told later."""
    before = [draft for draft in drafts if min(draft.mentions) <= at]
    return max(before, key=lambda draft: max(m for m in draft.mentions if m <= at)) if before else None
