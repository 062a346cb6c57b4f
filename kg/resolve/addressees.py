"""To whom a statement is said."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.mentions import PolityForm, within
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import GroupKind
from kg.lang.patterns import any_of
from kg.lang.words import StatementWords
from kg.model import Span, StatementKind
from kg.resolve.clause_bounds import Clause
from kg.resolve.discourse import Discourse, Speaker
from kg.resolve.draft import Draft

ACTS = (StatementKind.REQUEST, StatementKind.COMMITMENT, StatementKind.AGREEMENT, StatementKind.CONCERN)
"""Kinds that are addressed to somebody even where the clause names nobody."""

_TO_WHOM = (StatementKind.REQUEST, StatementKind.CONCERN, StatementKind.APPRECIATION)
_SPOKEN_OF = 2  # times in the article
_OBJECT = 6  # code points between a verb and its object: " phía "
_LEFT = 8  # code points before a country's name


def addressees(
    reading: Reading,
    discourse: Discourse,
    clause: Clause,
    sentence: Sentence,
    kind: StatementKind,
    speaker: Speaker,
    draft: Draft | None,
) -> list[str] | None:
    """The other side; empty where both speak; None where no second polity is in sight."""
    if len(speaker.sides) > 1:
        return []
    side = speaker.sides[0]
    if draft is not None and side in draft.parties:
        return [code for code in draft.parties if code != side]
    greeted = _greeted(reading, discourse, clause, side)
    if greeted is not None:
        return [greeted]
    inside = (m for m in within(reading.polities, clause.span) if m.form is not PolityForm.PLACE)
    codes = dict.fromkeys(m.code for m in inside if m.code != side)
    begins = clause.acts[-1].span.end if clause.acts else clause.start
    other = next((code for code in codes if _is_party(reading, code, clause.span, begins)), None)
    if other is not None:
        return [other]
    if side in discourse.pair and any(g.kind is GroupKind.BOTH for g in within(reading.groups, clause.span)):
        return [code for code in discourse.pair if code != side]
    still = discourse.still_to(speaker)
    if still is not None:
        return still
    partner = discourse.partner(side, clause.start)
    if partner is not None:
        return [partner]
    if not speaker.persons or kind not in ACTS:
        return None
    around = (m.code for m in within(reading.polities, sentence.span) if m.form is PolityForm.NAME)
    return [code for code in around if code != side and _is_party(reading, code, sentence.span)][:1] or None


def _greeted(reading: Reading, discourse: Discourse, clause: Clause, side: str) -> str | None:
    """ "chúc mừng Chủ tịch nước A": the country of the official right behind the verb, if it is another's."""
    if not clause.acts or clause.acts[-1].kind not in _TO_WHOM:
        return None
    end = clause.acts[-1].span.end
    object_ = next((m for m in within(reading.persons, Span(end, clause.end)) if not m.pronoun), None)
    person = discourse.cast.of(object_) if object_ is not None else None
    if object_ is None or person is None or not person.official or object_.span.start - end > _OBJECT:
        return None
    return person.polity if person.polity != side else None


def _is_party(reading: Reading, code: str, span: Span, begins: int = -_OBJECT - 1) -> bool:
    """Whether a country of a clause may be spoken to: not "Đại học Cambridge (Anh)", nor named but once.

    Right behind the verb, which ends at `begins`, it is.
    """
    starts = [m.span.start for m in within(reading.polities, span) if m.code == code]
    verbs = [begins, *(act.span.end for act in within(reading.acts, span) if act.kind in _TO_WHOM)]
    if any(0 <= start - end <= _OBJECT for start in starts for end in verbs):
        return True  # "kêu gọi Nga …"
    if reading.knowledge.polities[code].kind != "country":
        return False  # "bản sắc được UNESCO công nhận"
    count = sum(m.code == code for m in reading.polities) + sum(m.polity == code for m in reading.persons)
    if count < _SPOKEN_OF:
        return False
    other = _of_others(reading.pack.statements)
    return any(not other.search(reading.low, max(0, start - _LEFT), start) for start in starts)


@cache
def _of_others(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"(?:\(|\b{any_of(words.not_addressed)} )\Z")
