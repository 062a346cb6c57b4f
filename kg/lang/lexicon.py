"""Whole-word phrase matching: one Aho–Corasick automaton per lexicon.

Of the phrases that begin at one place the longest wins; where phrases overlap the leftmost wins. A
phrase inside a word ("anh" in "nhanh") is no match, which the automaton cannot know: all matches are
taken and checked here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.text import matching

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found at [start, end) of a matching text."""

    start: int
    end: int
    value: T


class Lexicon(Generic[T]):
    """Phrases with a value each; the first value given to a phrase stays."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        values: dict[str, T] = {}
        for phrase, value in phrases:
            values.setdefault(matching(phrase).strip(), value)
        self._values = list(values.values())
        self._automaton = AhoCorasick(
            list(values), matchkind=MatchKind.Standard, implementation=Implementation.DFA
        )

    def longest(self, low: str) -> dict[int, Hit[T]]:
        """For each place where a phrase begins, the longest one, overlaps between places kept."""
        found: dict[int, Hit[T]] = {}
        size = len(low)
        for value, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            if start and low[start - 1].isalnum():
                continue
            if end < size and low[end].isalnum():
                continue
            old = found.get(start)
            if old is None or old.end < end:
                found[start] = Hit(start, end, self._values[value])
        return found

    def find(self, low: str) -> list[Hit[T]]:
        """Matches from left to right that do not overlap."""
        found = self.longest(low)
        chosen: list[Hit[T]] = []
        end = 0
        for start in sorted(found):
            if start >= end:
                chosen.append(found[start])
                end = found[start].end
        return chosen
