"""The topics of a clause, titles and names left out."""

from __future__ import annotations

from kg.extract import topics
from kg.extract.reading import Reading
from kg.model import Span


def topics_of(reading: Reading, span: Span) -> tuple[str, ...]:
    """Ids of the topics that the clause is about."""
    exclude = [m.span for m in reading.persons if span.overlaps(m.span)]
    return topics.clause_topics(reading.topics, span, reading.low, exclude=exclude)
