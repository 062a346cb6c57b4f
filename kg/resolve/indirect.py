"""Reported speech without a verb: a sentence that goes on with what the one before it said.

    Bà Adamson cho biết Australia mong muốn …. Hai bên có thể xây dựng …

Such a sentence begins with a side or with both and a word of will or duty, and follows, in its paragraph,
one that has a speaker; whose it is `kg.resolve.statements` settles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.mentions import ActMention, Strength
from kg.extract.reading import Reading, Sentence
from kg.model import Span
from kg.resolve.clauses import Clause, split_verbless
from kg.resolve.subjects import Nominal

_LEAD = re.compile(r"(?:[^,]{1,40}, )?")


_THEO = re.compile(r"(?:cũng )?theo (?:lời )?")


def _according_to(reading: Reading, sentence: Sentence, items: Sequence[Nominal]) -> Clause | None:
    """ "Theo ông Medvedev, Nga mong muốn …": the verb is the preposition."""
    lead = _THEO.match(reading.low, sentence.span.start)
    item = next((i for i in items if lead and i.span.start == lead.end() and i.mentions), None)
    if lead is None or item is None or reading.low[item.span.end : item.span.end + 1] != ",":
        return None
    start = item.span.end + 2
    end = sentence.span.start + len(sentence.span.of(reading.low).rstrip(' .;,"…'))
    act = ActMention(Span(start, start), None, Strength.SPEECH, "theo")
    return Clause([act], start, end, item, explicit=True, indirect=True) if end > start else None


def _with_subject(reading: Reading, clauses: Sequence[Clause], said_by: Clause) -> list[Clause]:
    """ "Theo Thủ tướng, hai bên khẳng định …" is what both affirm; a side's wish is what the person tells."""
    joint = [
        c
        for c in clauses
        if c.subject is not None and c.subject.both and c.explicit and not _ought(reading, c)
    ]
    if joint:
        return list(clauses)
    if len(clauses) > 1:
        for clause in clauses:
            if clause.subject is None or clause.subject.side is not None:
                clause.subject = said_by.subject
        return list(clauses)
    return [said_by]


def _ought(reading: Reading, clause: Clause) -> bool:
    """ "hai nước cần …": a demand on both, not what both say."""
    assert clause.subject is not None
    words = reading.low[clause.subject.span.end : clause.end].split()[:2]
    return bool(set(words) & set(reading.pack.grammar.words["modals"]))


def cut(
    reading: Reading, sentence: Sentence, items: Sequence[Nominal], clauses: Sequence[Clause] = ()
) -> list[Clause]:
    """The one clause of a sentence of this kind; none where it is not, or where a verb leads it (`clauses`)."""
    said_by = _according_to(reading, sentence, items)
    if said_by is not None:
        return _with_subject(reading, clauses, said_by)
    if clauses:
        return []
    subject = next((item for item in items if not item.blocked), None)
    if subject is None or not (subject.both or subject.side is not None):
        return []
    lead = _LEAD.match(reading.low, sentence.span.start, sentence.span.end)
    if subject.span.start not in (sentence.span.start, lead.end() if lead else -1):
        return []
    if subject.side is not None and any(
        sentence.span.covers(act.span) and act.strength is not Strength.FUTURE for act in reading.acts
    ):
        return []
    words = [
        word
        for word in reading.low[subject.span.end : sentence.span.end].split()[:4]
        if word not in ("cũng", "đều")
    ]
    duty = set(reading.pack.grammar.words["modals"])
    if not words or not (words[0] in duty or " ".join(words[:2]) in duty or "sẽ" in words[:2]):
        return []
    act = ActMention(Span(subject.span.start, subject.span.start), None, Strength.SPEECH, "indirect")
    end = sentence.span.start + len(sentence.span.of(reading.low).rstrip(' .;,"…'))
    both_will = subject.both and "sẽ" in words[:2]
    whole = Clause(
        [act], subject.span.start, end, subject if both_will else None, explicit=both_will, indirect=True
    )
    return split_verbless(reading, [whole])
