"""How sure a fact is: the chance that an annotator agrees with it, told from how it was found.

A statement's is a logistic model of a few signs; its weights, log-odds, were fitted on the annotated
statements (right: span, kind and sides as annotated), news counting twice, and a little was taken off
the base for texts that nobody has learned from. docs/quality.md says how, and what came of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp

from kg.extract.reading import Reading
from kg.model import StatementKind
from kg.resolve.draft import Draft
from kg.resolve.statements import Said

_BASE = 2.7
_KINDS = {
    StatementKind.REQUEST: 0.69,
    StatementKind.APPRECIATION: 0.67,
    StatementKind.COMMITMENT: 0.49,
    StatementKind.AGREEMENT: -0.27,
    StatementKind.POSITION: -0.49,
    StatementKind.CONCERN: -0.93,
    StatementKind.DISCUSSION: -0.97,
}
_WEIGHTS = {
    "quoted": -0.12,  # its kind is told by its words alone
    "joint": -0.22,
    "long": -0.56,
    "no encounter": -1.5,  # twice what was fitted: one such story in seven is of no relations at all
    "open": -0.98,  # "cho biết …" and no word of stance behind it
    "no verb of meeting": -1.06,  # "tại cuộc gặp": who met is put together
    "several partners": -1.18,
    "pronoun": -1.23,
    "nobody named": -1.44,
    "nested": -1.44,  # as rare as it is, taken for one of a bare side
    "short": -1.72,
}
_SHORT, _LONG = 5, 45  # words
_BY_VERB = ("encounter:verb", "encounter:each")


def of_statement(reading: Reading, said: Said, drafts: Sequence[Draft]) -> float:
    """0..1, from how speaker, kind and addressee were found."""
    odds = _BASE + _KINDS[said.kind] + sum(_WEIGHTS[sign] for sign in _signs(reading, said, drafts))
    return round(1 / (1 + exp(-odds)), 2)


def _signs(reading: Reading, said: Said, drafts: Sequence[Draft]) -> Iterator[str]:
    clause, lead, words = said.clause, said.clause.lead, len(said.spans[0].of(reading.low).split())
    if clause.quoted:
        yield "quoted"
    if clause.nested:
        yield "nested"
    if said.speaker.joint:
        yield "joint"
    if said.encounter is None:
        yield "no encounter"
    elif not said.encounter.rule.startswith(_BY_VERB):
        yield "no verb of meeting"
    if lead is not None and lead.kind is None and said.kind is StatementKind.POSITION:
        yield "open"
    if len({code for draft in drafts if draft.status is None for code in draft.parties}) > 2:
        yield "several partners"
    if clause.subject is not None and clause.subject.pronoun:
        yield "pronoun"
    if not said.speaker.persons and not clause.nested:
        yield "nobody named"
    if words < _SHORT:
        yield "short"
    elif words > _LONG:
        yield "long"


def of_encounter(draft: Draft) -> float:
    """0..1: named persons on both sides and a word between them are surest."""
    if draft.rule.startswith("encounter:speakers"):
        return 0.7
    sure = 0.95 if len(draft.persons) > 1 else 0.8
    return round(sure - (0.1 if draft.status else 0.0), 2)
