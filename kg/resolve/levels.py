"""Which pair a relationship level is said of: the pair beside it, else the one the article is about."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.mentions import PolityForm, within
from kg.extract.reading import Reading
from kg.model import Span
from kg.resolve.draft import Draft, last_told
from kg.resolve.sides import main_pair

_LEFT, _RIGHT = 40, 70  # code points around a level


def _pair_at(drafts: Sequence[Draft], at: int) -> tuple[str, ...]:
    """The parties of the encounter last spoken of before `at`, else of the first one."""
    met = [draft for draft in drafts if len(draft.parties) == 2]
    chosen = last_told(met, at) or next(iter(met), None)
    return tuple(chosen.parties) if chosen is not None else ()


def _pair_beside(reading: Reading, level: Span) -> tuple[str, ...]:
    """The home and the one other country that the sentence has named before the level; empty if not so."""
    home = reading.pack.grammar.home
    start = max((s.span.start for s in reading.sentences if s.span.start <= level.start), default=0)
    named = [m for m in within(reading.polities, Span(start, level.start)) if m.form is not PolityForm.PLACE]
    codes = dict.fromkeys(m.code for m in named)
    return tuple(codes) if home in codes and len(codes) == 2 else ()


def _attributed(reading: Reading, at: int) -> bool:
    """Whether a level without a pair beside it is said of the relations at hand, not wished or compared."""
    words = reading.pack.levels
    left = reading.low[max(0, at - _LEFT) : at].rstrip()
    if (
        left.endswith(f" {reading.pack.grammar.words.is_}")
        and words.each_other in reading.low[at : at + _RIGHT]
    ):
        return True
    return not left.endswith(words.not_said_behind)


def find(reading: Reading, drafts: Sequence[Draft]) -> list[tuple[tuple[str, str], str, tuple[Span, ...]]]:
    """(pair, level, evidence) of each level attributed to a pair, in the order of the text."""
    found: dict[tuple[tuple[str, str], str], list[Span]] = {}
    for mention in reading.levels:
        between = mention.between
        default = _pair_beside(reading, mention.span) or _pair_at(drafts, mention.span.start)
        default = default or main_pair(reading)
        if len(between) == 1:
            other = next((code for code in default if code != between[0]), None)
            between = (between[0], other) if other else ()
        elif not between:
            between = default if _attributed(reading, mention.span.start) else ()
        if len(between) == 2:
            one, other = sorted(between)
            found.setdefault(((one, other), mention.level), []).append(mention.span)
    return [(pair, level, tuple(spans[:5])) for (pair, level), spans in found.items()]
