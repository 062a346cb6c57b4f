"""How sure a fact is, from how it was found."""

from __future__ import annotations

from kg.resolve.encounters import Draft
from kg.resolve.statements import Said


def of_encounter(draft: Draft) -> float:
    """0..1: named persons on both sides and a verb between them are surest."""
    if draft.rule.startswith("encounter:speakers"):
        return 0.7
    sure = 0.95 if len(draft.persons) > 1 else 0.8
    return round(sure - (0.1 if draft.status else 0.0), 2)


def of_statement(said: Said) -> float:
    """0..1: less where the speaker or the kind was carried over, or nobody is met."""
    value = 0.95
    if said.clause.inherits:
        value -= 0.12
    if said.clause.nested:
        value -= 0.1
    if not said.speaker.persons:
        value -= 0.05
    if said.encounter is None:
        value -= 0.15
    if not said.addressees and not said.speaker.joint:
        value -= 0.1
    return round(max(value, 0.3), 2)
