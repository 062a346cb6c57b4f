"""Refuses facts that no graph could hold truthfully, before a quad is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.knowledge import Knowledge
from kg.model import ArticleFacts, EncounterKind, EncounterStatus, Span, StatementKind


def check(facts: ArticleFacts, knowledge: Knowledge | None = None) -> None:
    """Raise a ValueError that names the first fact which contradicts its article or the knowledge."""
    for problem in _problems(facts, knowledge):
        raise ValueError(f"article {facts.article.id!r}: {problem}")


def _problems(facts: ArticleFacts, knowledge: Knowledge | None) -> Iterator[str]:
    names = [official.name for official in facts.officials]
    if len(set(names)) < len(names):
        yield "two officials have one name"
    known = set(names)
    length = len(facts.article.text)
    for number, tenure in enumerate(facts.tenures):
        yield from _common(f"tenure {number}", tenure.evidence, tenure.confidence, length)
        yield from _missing(f"tenure {number}", "official", [tenure.official], known)
    for number, encounter in enumerate(facts.encounters):
        what = f"encounter {number}"
        yield from _common(what, encounter.evidence, encounter.confidence, length)
        yield from _missing(what, "official", encounter.participants, known)
        if not isinstance(encounter.kind, EncounterKind):
            yield f"{what} is of unknown kind {encounter.kind!r}"
        if encounter.status is not None and not isinstance(encounter.status, EncounterStatus):
            yield f"{what} has unknown status {encounter.status!r}"
    for number, statement in enumerate(facts.statements):
        what = f"statement {number}"
        yield from _common(what, statement.evidence, statement.confidence, length)
        yield from _missing(what, "official", statement.speakers, known)
        if not isinstance(statement.kind, StatementKind):
            yield f"{what} is of unknown kind {statement.kind!r}"
        if statement.deadline is not None and not statement.deadline.year:
            yield f"{what} has a deadline without a year"
        if not statement.sides:
            yield f"{what} has no side"
        if statement.encounter is not None and not 0 <= statement.encounter < len(facts.encounters):
            yield f"{what} is made at encounter {statement.encounter}, of {len(facts.encounters)}"
    for number, state in enumerate(facts.levels):
        yield from _common(f"level {number}", state.evidence, state.confidence, length)
        if len(set(state.between)) != 2:
            yield f"level {number} is not between two polities: {state.between}"
    if knowledge is not None:
        yield from _unknown(facts, knowledge)


def _common(what: str, evidence: tuple[Span, ...], confidence: float, length: int) -> Iterator[str]:
    if not evidence:
        yield f"{what} has no evidence"
    for span in evidence:
        if not 0 <= span.start < span.end <= length:
            yield f"{what} stands on {span.start}-{span.end}, outside a text of {length} characters"
    if not 0 <= confidence <= 1:
        yield f"{what} has confidence {confidence}, which is not between 0 and 1"


def _missing(what: str, kind: str, keys: Iterable[str | None], known: Iterable[str]) -> Iterator[str]:
    for key in keys:
        if key is not None and key not in known:
            yield f"{what} names an unknown {kind} {key!r}"


def _unknown(facts: ArticleFacts, knowledge: Knowledge) -> Iterator[str]:
    polities = knowledge.polities
    yield from _missing("an official", "polity", (o.polity for o in facts.officials), polities)
    for number, tenure in enumerate(facts.tenures):
        yield from _missing(f"tenure {number}", "polity", [tenure.office.polity], polities)
    for number, encounter in enumerate(facts.encounters):
        codes = (*encounter.parties, encounter.requested_by, encounter.place_polity)
        yield from _missing(f"encounter {number}", "polity", codes, polities)
    for number, statement in enumerate(facts.statements):
        what = f"statement {number}"
        yield from _missing(what, "polity", (*statement.sides, *statement.addressees), polities)
        yield from _missing(what, "topic", statement.topics, knowledge.topics)
    for number, state in enumerate(facts.levels):
        yield from _missing(f"level {number}", "polity", state.between, polities)
        yield from _missing(f"level {number}", "level", [state.level], knowledge.levels)
