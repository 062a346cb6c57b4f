"""Which pair a relationship level is said of: the pair beside it, else the one the article is about."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.reading import Reading
from kg.model import Span
from kg.resolve.encounters import Draft
from kg.resolve.sides import main_pair


def find(reading: Reading, drafts: Sequence[Draft]) -> list[tuple[tuple[str, str], str, tuple[Span, ...]]]:
    """(pair, level, evidence) of each level attributed to a pair, in the order of the text."""
    met = next((tuple(d.parties[:2]) for d in drafts if len(d.parties) > 1), ())
    default = met or main_pair(reading)
    found: dict[tuple[tuple[str, str], str], list[Span]] = {}
    for mention in reading.levels:
        between = mention.between
        if len(between) == 1:
            other = next((code for code in default if code != between[0]), None)
            between = (between[0], other) if other else ()
        elif not between:
            between = default
        if len(between) == 2:
            one, other = sorted(between)
            found.setdefault(((one, other), mention.level), []).append(mention.span)
    return [(pair, level, tuple(spans[:5])) for (pair, level), spans in found.items()]
