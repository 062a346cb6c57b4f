"""The topics of a statement: its clause's own, else those of what leads into it.

"Về hợp tác Mê Công, hai bên nhất trí tiếp tục …" has its topic in front of the clause, and "lĩnh vực
này" means that of the statement before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract import topics
from kg.extract.reading import Reading
from kg.model import Span
from kg.resolve.statements import Said

_GENERAL = frozenset({"relations"})


def of_statements(reading: Reading, said: Sequence[Said]) -> list[tuple[str, ...]]:
    """The topics of each statement, in order."""
    found: list[tuple[str, ...]] = []
    for one in said:
        own = _joined([_of_span(reading, span) for span in one.spans])
        before = found[-1] if found else ()
        if _points_back(reading, one.spans[0]):
            own = _joined([before, tuple(topic for topic in own if topic not in _GENERAL)])
        if not set(own) - _GENERAL:
            lead = _of_lead(reading, one)
            own = lead or own
        found.append(own)
    return found


def _joined(many: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic for topics_ in many for topic in topics_))


def _of_span(reading: Reading, span: Span) -> tuple[str, ...]:
    exclude = [m.span for m in reading.persons if span.overlaps(m.span)]
    return topics.clause_topics(reading.topics, span, reading.low, exclude=exclude)


def _points_back(reading: Reading, span: Span) -> bool:
    phrases = "|".join(map(re.escape, reading.pack.grammar.words["back"]))
    return bool(re.search(rf"(?<!\w)(?:{phrases})(?!\w)", span.of(reading.low)))


def _of_lead(reading: Reading, one: Said) -> tuple[str, ...]:
    """Topics of "Về …," or "Trong lĩnh vực …," at the beginning of the sentence."""
    start = one.sentence.span.start
    end = min(one.spans[0].start, reading.low.find(",", start, one.spans[0].start) % (len(reading.low) + 1))
    head = reading.low[start:end]
    if not head.startswith(tuple(reading.pack.grammar.words["lead_in"])):
        return ()
    return _of_span(reading, Span(start, end))
