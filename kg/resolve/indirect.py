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
from kg.resolve.clauses import Clause
from kg.resolve.subjects import Nominal

_LEAD = re.compile(r"(?:[^,]{1,40}, )?")


def cut(reading: Reading, sentence: Sentence, items: Sequence[Nominal]) -> list[Clause]:
    """The one clause of a sentence of this kind; none where it is not."""
    subject = next((item for item in items if not item.blocked), None)
    if subject is None or not (subject.both or subject.side is not None):
        return []
    lead = _LEAD.match(reading.low, sentence.span.start, sentence.span.end)
    if subject.span.start not in (sentence.span.start, lead.end() if lead else -1):
        return []
    if subject.side is not None and any(sentence.span.covers(act.span) and act.strength is not Strength.FUTURE for act in reading.acts):
        return []
    words = reading.low[subject.span.end : sentence.span.end].split()[:3]
    duty = set(reading.pack.grammar.words["modals"])
    if not words or not (words[0] in duty or " ".join(words[:2]) in duty or "sẽ" in words[:2]):
        return []
    act = ActMention(Span(subject.span.start, subject.span.start), None, Strength.SPEECH, "indirect")
    end = sentence.span.start + len(sentence.span.of(reading.low).rstrip(' .;,"…'))
    both_will = subject.both and "sẽ" in words[:2]
    return [Clause([act], subject.span.start, end, subject if both_will else None, explicit=both_will, indirect=True)]
