"""How sure a fact is: the share of facts found in the same way that annotators agree with.

The figures were counted on 630 statements of the annotated articles beside the checkout and of
tests/gold/dev (right: a span, a kind and the sides as annotated), and rounded; docs/quality.md says how.
At 0.9 and more at least 95 of 100 are right.
"""

from __future__ import annotations

from kg.model import StatementKind
from kg.resolve.draft import Draft
from kg.resolve.statements import Said

_AT_ENCOUNTER = {
    StatementKind.REQUEST: 0.98,
    StatementKind.COMMITMENT: 0.97,
    StatementKind.AGREEMENT: 0.98,
    StatementKind.APPRECIATION: 0.96,
    StatementKind.POSITION: 0.96,
    StatementKind.DISCUSSION: 0.88,
    StatementKind.CONCERN: 0.88,
}
_OPEN_POSITION = 0.89  # "cho biết …", "cho rằng …" and no word of stance behind it
_QUOTED = 0.77  # direct speech: its kind is told by its words alone
_NO_ENCOUNTER = 0.85
_REMARK_OF_CONCERN = 0.70
_NOBODY_NAMED = 0.60  # remarks of a bare side outside an encounter
_NESTED = 0.85


def of_statement(said: Said) -> float:
    """0..1, from how speaker, kind and addressee were found."""
    lead = said.clause.lead
    opened = lead is not None and lead.kind is None and said.kind is StatementKind.POSITION
    value = _OPEN_POSITION if opened else _AT_ENCOUNTER[said.kind]
    if said.encounter is None:
        value = min(value, _REMARK_OF_CONCERN if said.kind is StatementKind.CONCERN else _NO_ENCOUNTER)
        if not said.speaker.persons and not said.speaker.joint:
            value = _NOBODY_NAMED
    if said.clause.quoted:
        value = min(value, _QUOTED)
    if said.clause.nested:
        value = min(value, _NESTED)
    return value


def of_encounter(draft: Draft) -> float:
    """0..1: named persons on both sides and a word between them are surest."""
    if draft.rule.startswith("encounter:speakers"):
        return 0.7
    sure = 0.95 if len(draft.persons) > 1 else 0.8
    return round(sure - (0.1 if draft.status else 0.0), 2)
