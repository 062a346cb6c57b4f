"""Reported speech without a verb: a sentence that goes on with what the one before it said.

    Bà Adamson cho biết Australia mong muốn …. Hai bên có thể xây dựng …

Such a sentence begins with a side or with both and a word of will or duty, and follows, in its paragraph,
one that has a speaker; whose it is `kg.resolve.statements` settles. "Theo ông Medvedev, …" names him.
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
from kg.resolve.clause_bounds import Clause, sentence_end, split_verbless
from kg.resolve.subjects import Nominal, text_of

FREE = "free indirect"  # a clause that is said only if its own side just spoke
_LEAD = re.compile(r"(?:[^,]{1,40}, )?")


def cut(
    reading: Reading, sentence: Sentence, items: Sequence[Nominal], clauses: Sequence[Clause] = ()
) -> list[Clause]:
    """The clauses of a sentence of this kind; none where it is not, or where a verb leads it (`clauses`)."""
    said_by = _according_to(reading, sentence, items)
    if said_by is not None:
        return _with_subject(reading, clauses, said_by)
    subject = next((item for item in items if not item.blocked), None)
    if clauses or subject is None or not _opens(reading, sentence, subject):
        return []
    will = reading.pack.grammar.words.will
    words = _words_behind(reading, sentence, subject)
    duty, more = reading.pack.statements.modals, reading.pack.grammar.reported
    said = bool(words) and (words[0] in duty or " ".join(words[:2]) in duty or will in words[:2])
    if not said and not (words and (words[0] in more or " ".join(words[:2]) in more)):
        return []
    start = subject.span.start
    act = ActMention(Span(start, start), None, Strength.SPEECH, "indirect" if said else FREE)
    both_will = subject.both and will in words[:2]
    end = sentence_end(reading, sentence.span)
    whole = Clause([act], start, end, subject if both_will else None, explicit=both_will, indirect=True)
    return split_verbless(reading, [whole])


def _opens(reading: Reading, sentence: Sentence, subject: Nominal) -> bool:
    """Whether a side, with no verb of speech behind it, or both begin the sentence."""
    lead = _LEAD.match(reading.low, sentence.span.start, sentence.span.end)
    if subject.span.start not in (sentence.span.start, lead.end() if lead else -1):
        return False
    if subject.side is None:
        return subject.both
    return not any(
        sentence.span.covers(act.span) and act.strength is not Strength.FUTURE for act in reading.acts
    )


def _words_behind(reading: Reading, sentence: Sentence, subject: Nominal) -> list[str]:
    """The next four words, "cũng" and "đều" left out."""
    words = reading.low[subject.span.end : sentence.span.end].split()[:4]
    return [word for word in words if word not in reading.pack.grammar.likewise]


def _according_to(reading: Reading, sentence: Sentence, items: Sequence[Nominal]) -> Clause | None:
    """ "Theo ông Medvedev, Nga mong muốn …": the verb is the preposition."""
    grammar = reading.pack.grammar
    lead = _according(grammar).match(reading.low, sentence.span.start)
    item = next((i for i in items if lead and i.span.start == lead.end()), None)
    side = item is not None and item.side is not None and bool(item.group and item.group.head)
    if item is None or not (item.mentions or side) or not reading.low.startswith(",", item.span.end):
        return None
    start, end = item.span.end + 2, sentence_end(reading, sentence.span)
    act = ActMention(Span(start, start), None, Strength.SPEECH, grammar.words.according)
    return Clause([act], start, end, item, explicit=True, indirect=True) if end > start else None


@cache
def _according(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf"{any_of(grammar.according_to)} (?:{text_of(grammar)} )?")


def _with_subject(reading: Reading, clauses: Sequence[Clause], said_by: Clause) -> list[Clause]:
    """ "Theo Thủ tướng, hai bên khẳng định …" is what both affirm; a side's wish is what the person tells."""
    if any(_both_say(reading, clause) for clause in clauses):
        return list(clauses)
    if len(clauses) < 2:
        return split_verbless(reading, [said_by])
    for clause in clauses:
        if clause.subject is None or clause.subject.side is not None:
            clause.subject = said_by.subject
    return list(clauses)


def _both_say(reading: Reading, clause: Clause) -> bool:
    """Whether both sides say a clause; "hai nước cần …" is a demand on both."""
    if clause.subject is None or not clause.subject.both or not clause.explicit:
        return False
    words = reading.low[clause.subject.span.end : clause.end].split()[:2]
    return not set(words) & set(reading.pack.statements.modals)
