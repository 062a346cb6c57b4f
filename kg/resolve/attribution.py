"""Speech whose verb stands behind it, without quotation marks.

Peru sẽ sớm cử đoàn kiểm dịch sang Việt Nam, bà Okonkwo hứa.
Quan hệ với Chile đang ở giai đoạn tốt đẹp nhất, theo Ngoại trưởng Peru.
Peru, bà Okonkwo khẳng định, không có ý định áp thuế.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import ActMention, within
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import Strength
from kg.lang.patterns import any_of
from kg.lang.words import Grammar
from kg.model import Span, StatementKind
from kg.resolve.clause_bounds import Clause, sentence_end, trimmed
from kg.resolve.subjects import Nominal, strip_adverbs
from kg.text import BEFORE_WORDS

_JOINTS = (", ", " - ", " – ")  # between what is said and who says it
_FEWEST = 5  # words of what is said
_TAIL = 12  # words behind the verb: when, where and to whom it was said
_SPEAKS = (Strength.SPEECH, Strength.QUOTE)
_KINDS = (None, StatementKind.REQUEST, StatementKind.COMMITMENT, StatementKind.CONCERN)


def cut(
    reading: Reading, sentence: Sentence, items: Sequence[Nominal], clauses: Sequence[Clause]
) -> list[Clause]:
    """The clauses of a sentence that ends in who says it; none where it does not."""
    span = sentence.span
    end = sentence_end(reading, span)
    found = _verb_behind(reading, span, items, end) or _named_behind(reading, span, items, end)
    if found is None:
        return []
    act, subject, stop = found
    said = Span(span.start, stop)
    words = said.of(reading.low).split()
    if len(words) < _FEWEST or reading.low[stop - 1] == '"' or _only_leads_in(reading, said):
        return []
    own = [clause for clause in clauses if clause.start < stop and not clause.quoted]
    if len(own) < 2 and not any(clause.subject is not None and clause.subject.both for clause in own):
        start = trimmed_start(reading, said)
        return [Clause([act], start, trimmed(reading, start, stop), subject, explicit=True, indirect=True)]
    for clause in own:
        clause.end = min(clause.end, trimmed(reading, clause.start, stop))
        if clause.subject is None or clause.subject.side is not None:
            clause.subject, clause.explicit = subject, True
    return own


def trimmed_start(reading: Reading, said: Span) -> int:
    """Where what is said begins, marks before it left out."""
    return said.end - len(said.of(reading.low).lstrip(BEFORE_WORDS))


_Found = tuple[ActMention, Nominal, int]  # the verb, whose it is, where what is said ends


def _verb_behind(reading: Reading, span: Span, items: Sequence[Nominal], end: int) -> _Found | None:
    """ "…, bà Okonkwo cho biết hôm 5/3": nothing that is said follows the verb."""
    acts = [act for act in within(reading.acts, span) if act.strength in _SPEAKS and act.kind in _KINDS]
    if not acts or reading.low[end - 1 : end] == ":" or ":" in reading.low[end : span.end]:
        return None
    act = acts[-1]
    rest = reading.low[act.span.end : end].strip()
    if rest and (act.kind is not None or not _tail(reading.pack.grammar).match(f" {rest}")):
        return None
    if len(rest.split()) > _TAIL or '"' in rest:
        return None
    at = strip_adverbs(reading, span.start, act.span.start)
    subject = next((item for item in items if item.span.end == at and not item.blocked), None)
    if subject is None or (subject.side is not None and not (subject.group and subject.group.head)):
        return None
    joint = next((j for j in _JOINTS if reading.low.endswith(j, span.start, subject.span.start)), None)
    return (act, subject, subject.span.start - len(joint)) if joint else None


def _named_behind(reading: Reading, span: Span, items: Sequence[Nominal], end: int) -> _Found | None:
    """ "…, theo Ngoại trưởng Peru": a person, with nothing behind him."""
    subject = items[-1] if items else None
    if subject is None or not subject.mentions or subject.span.end < end:
        return None
    according = f", {reading.pack.grammar.words.according} "
    if not reading.low.endswith(according, span.start, subject.span.start):
        return None
    stop = subject.span.start - len(according)
    act = ActMention(Span(stop, stop), None, Strength.SPEECH, reading.pack.grammar.words.according)
    return act, subject, stop


def _only_leads_in(reading: Reading, said: Span) -> bool:
    """ "Tại cuộc họp báo chiều 5/3, …": one phrase of time or place, and nothing said."""
    text = said.of(reading.low)
    words = text.split()
    asides = reading.pack.grammar.asides
    return ", " not in text and (words[0] in asides or " ".join(words[:2]) in asides)


@cache
def _tail(grammar: Grammar) -> re.Pattern[str]:
    """When, where and to whom something is said."""
    return re.compile(rf" {any_of((*grammar.occasions, *grammar.time_heads, *grammar.asides))}\b")
