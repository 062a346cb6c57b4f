"""Who said a sentence, named at its end: "Việt Nam phản đối …, Phó Phát ngôn Bộ Ngoại giao nhấn mạnh"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import ActMention, within
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import Strength
from kg.lang.words import Grammar
from kg.model import Span
from kg.resolve import subjects
from kg.resolve.clause_bounds import Clause, sentence_end, trimmed
from kg.resolve.subjects import Nominal

_QUOTED = ('"', "”")


def behind(
    reading: Reading, sentence: Sentence, items: Sequence[Nominal], clauses: Sequence[Clause]
) -> list[Clause]:
    """The clauses of a sentence, those of a side or of nobody given to whom its end names."""
    said_by = _said_by(reading, sentence, items)
    if said_by is None:
        return list(clauses)
    subject = said_by
    kept = [clause for clause in clauses if clause.start < subject.span.start]
    for clause in kept:
        clause.end = min(clause.end, trimmed(reading, clause.start, subject.span.start))
        if clause.subject is None or clause.subject.side is not None:
            clause.subject, clause.explicit = subject, True
    return kept or _whole(reading, sentence, items, subject)


def _said_by(reading: Reading, sentence: Sentence, items: Sequence[Nominal]) -> Nominal | None:
    """The person, and a verb of speech with nothing behind it, that end a sentence behind a comma."""
    end = sentence_end(reading, sentence.span)
    act = next(iter(reversed(within(reading.acts, sentence.span))), None)
    if ":" in reading.low[end : sentence.span.end]:
        return None  # what he says follows
    if act is None or act.kind is not None or reading.low[act.span.end : end].strip() not in _more(reading):
        return None
    at = subjects.strip_adverbs(reading, sentence.span.start, act.span.start)
    subject = next((item for item in items if item.span.end == at and item.mentions), None)
    if subject is None or subject.blocked or not reading.low.endswith(", ", 0, subject.span.start):
        return None
    said = reading.low[sentence.span.start : subject.span.start - 2].rstrip()
    return None if said.endswith(_QUOTED) else subject


def _more(reading: Reading) -> frozenset[str]:
    return _nothing_more(reading.pack.grammar)


@cache
def _nothing_more(grammar: Grammar) -> frozenset[str]:
    return frozenset({"", *grammar.said_more})


def _whole(reading: Reading, sentence: Sentence, items: Sequence[Nominal], subject: Nominal) -> list[Clause]:
    """The sentence as one clause, if a side or both begin it."""
    opener = next((item for item in items if item.span.start == sentence.span.start), None)
    if opener is None or opener.group is None:
        return []
    start, end = sentence.span.start, trimmed(reading, sentence.span.start, subject.span.start)
    act = ActMention(Span(start, start), None, Strength.SPEECH, reading.pack.grammar.words.according)
    return [Clause([act], start, end, subject, explicit=True, indirect=True)]
