"""Sentences without a speaker or a verb of their own that go on with the act before them.

Đồng thời xem xét …                                    one more thing asked or promised
Hai bên thống nhất: | - Thành lập …; | - Sớm ký …      items of a list, on lines of their own
… nêu ba đề xuất. | Thứ nhất, đẩy mạnh …               items that are counted
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import ActMention
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import Strength
from kg.lang.patterns import any_of
from kg.lang.words import Grammar
from kg.model import Span
from kg.resolve.clause_bounds import Clause, past, sentence_end, split_verbless
from kg.resolve.subjects import Nominal
from kg.text import BULLETS

_BULLET = re.compile(rf"[{BULLETS}]\s*|[a-h\d][.)]\s+")
_OPENING = 10  # words behind the verb, at most, in what opens a list: "nhất trí các nội dung sau:"


def opens_list(reading: Reading, sentence: Sentence) -> bool:
    """Whether the items of a list follow the sentence."""
    return sentence.span.of(reading.low).rstrip().endswith(":")


def only_opens(reading: Reading, sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause says no more than that a list follows."""
    verb_end = clause.acts[-1].span.end if clause.acts else clause.start
    last = not reading.low[clause.end : sentence.span.end].strip(' :"')
    return (
        last and opens_list(reading, sentence) and len(reading.low[verb_end : clause.end].split()) <= _OPENING
    )


def moreover(reading: Reading, items: Sequence[Nominal], sentence: Sentence) -> list[Clause]:
    """ "Đồng thời xem xét …": without subject or verb of speech."""
    low, end = reading.low, sentence_end(reading, sentence.span)
    lead = next((w for w in reading.pack.grammar.moreover if low.startswith(w, sentence.span.start)), None)
    if lead is None:
        return []
    start = past(reading, sentence.span.start + len(lead), sentence.span.end, " ,")
    subject = next((item for item in items if item.span.start == start), None)
    if subject is not None and not subject.both:
        return []
    if subject is None and low[start:end].split(" ")[0] not in reading.pack.statements.actions:
        return []
    return [_going_on(start, end)]


def item_of_list(
    reading: Reading, sentence: Sentence, cut: Sequence[Clause], *, in_list: bool
) -> list[Clause]:
    """The clauses of a list's item; none where somebody begins to speak in it."""
    if any(clause.explicit for clause in cut):
        return []
    start, end = sentence.span.start, sentence_end(reading, sentence.span)
    bullet = _BULLET.match(reading.low, start, end) if in_list else None
    counted = _counted(reading.pack.grammar).match(reading.low, start, end)
    if bullet is None and (counted is None or cut):
        return []
    begins = bullet.end() if bullet else start
    counted = _counted(reading.pack.grammar).match(reading.low, begins, end)
    clause = _going_on(counted.end() if counted else begins, end)
    return split_verbless(reading, [clause]) if clause.start < end else []


def _going_on(start: int, end: int) -> Clause:
    act = ActMention(Span(start, start), None, Strength.SPEECH, "moreover")
    return Clause([act], start, end, inherits=True)


@cache
def _counted(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf"{any_of(grammar.counted)}[,:]? ")
