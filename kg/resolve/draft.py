"""An encounter while its reports are gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.mentions import CueMention
from kg.extract.reading import Sentence
from kg.model import EncounterKind, EncounterStatus, Span
from kg.resolve.people import Person

TALKS = (EncounterKind.MEETING, EncounterKind.PHONE_CALL)


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
    certain: bool = False  # one of the reports says that it took place
    together: bool = False  # they are the subject of one sentence: none of them is the others' host
    mentions: list[int] = field(default_factory=list)


def told(*spans: Span) -> Span:
    """From the first to the last of the phrases that tell of an encounter."""
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def last_told(drafts: Sequence[Draft], at: int, within: Sequence[Span] = ()) -> Draft | None:
    """The encounter last told before `at`; None where all are told later.

    What somebody says of another talk, in one of the clauses `within`, does not lead over to it.
    """
    best: tuple[int, Draft] | None = None
    for draft in drafts:
        mentions = [m for m in draft.mentions if m <= at]
        own = [m for m in mentions if not any(span.start < m < span.end for span in within)]
        last = max(own, default=-1 if mentions else None)
        if last is not None and (best is None or last > best[0]):
            best = (last, draft)
    return best[1] if best is not None else None
