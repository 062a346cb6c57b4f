"""What a clause says in figures: by when its act is to be done, and how much it is about."""

from __future__ import annotations

from datetime import date

from kg.extract import dates, quantities
from kg.extract.mentions import within
from kg.extract.reading import Reading
from kg.model import Dated, PartialDate, Quantity, Span


def deadline(reading: Reading, span: Span, met: Dated | None) -> PartialDate | None:
    """By when what the clause asks or promises is to be done; `met` dates the talk it was said at."""
    if not within(reading.dates, span):
        return None
    grammar = dates.DateGrammar.load(reading.pack.language)
    since = dates.bounds(met)[0] if met is not None else None
    published = reading.article.published or _day_of(met)
    return dates.deadline(reading.low, span, reading.dates, grammar, published=published, since=since)


def _day_of(met: Dated | None) -> date | None:
    """The full day of the talk, where the text states it: what "năm nay" is reckoned from."""
    if met is None or met.value is None or not (met.value.year and met.value.day):
        return None
    first = met.value.bounds
    return first[0] if first else None


def quantities_of(reading: Reading, span: Span) -> tuple[Quantity, ...]:
    """The one salient figure of the clause, if any."""
    inside = within(reading.quantities, span)
    grammar = quantities.QuantityGrammar.load(reading.pack.language)
    found = quantities.salient(inside, reading.low, grammar) if inside else None
    return (found,) if found is not None else ()
