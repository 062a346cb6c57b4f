"""Whole-word phrase matching, by Aho–Corasick automata or at one place.

Of the phrases that begin at one place the longest wins; where phrases overlap the leftmost wins. A
phrase inside a word ("anh" in "nhanh") is no match, which the automaton cannot know: all matches are
taken and checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.text import matching_all

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+")
_MANY = 10_000  # phrases from which on the larger automaton (DFA) is no faster, and slower to build by far


class Hit(NamedTuple, Generic[T]):
    """A phrase found at [start, end) of a matching text."""

    start: int
    end: int
    value: T


class Lexicon(Generic[T]):
    """Phrases with a value each; the first value given to a phrase stays."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self.values: dict[str, T] = {}
        given = list(phrases)
        for low, (_, value) in zip(matching_all([phrase for phrase, _ in given]), given, strict=True):
            self.values.setdefault(low.strip(), value)

    @cached_property
    def _search(self) -> Lexicons:
        return Lexicons(self)

    def longest(self, low: str) -> dict[int, Hit[T]]:
        """For each place where a phrase begins, the longest one, overlaps between places kept."""
        return self._search.longest(low)[0]

    def find(self, low: str) -> list[Hit[T]]:
        """Matches from left to right that do not overlap."""
        return chosen(self.longest(low))

    @cached_property
    def _by_first_word(self) -> dict[str, list[str]]:
        """Phrases by their first word, the longest first."""
        found: dict[str, list[str]] = {}
        for phrase in sorted(self.values, key=len, reverse=True):
            found.setdefault(_word(phrase, 0), []).append(phrase)
        return found

    def at(self, low: str, start: int) -> Hit[T] | None:
        """The longest phrase that begins at `start`."""
        if start and low[start - 1].isalnum():
            return None
        for phrase in self._by_first_word.get(_word(low, start), ()):
            end = start + len(phrase)
            if low.startswith(phrase, start) and not low[end : end + 1].isalnum():
                return Hit(start, end, self.values[phrase])
        return None


class Lexicons:
    """Several lexicons that are looked for in one pass over a text."""

    def __init__(self, *lexicons: Lexicon[Any]) -> None:
        owners: dict[str, list[tuple[int, Any]]] = {}
        for number, lexicon in enumerate(lexicons):
            for phrase, value in lexicon.values.items():
                owners.setdefault(phrase, []).append((number, value))
        self._owners = list(owners.values())
        self._count = len(lexicons)
        kind = Implementation.DFA if len(owners) < _MANY else Implementation.ContiguousNFA
        self._automaton = AhoCorasick(list(owners), matchkind=MatchKind.Standard, implementation=kind)

    def longest(self, low: str) -> list[dict[int, Hit[Any]]]:
        """For each lexicon, by the places where its phrases begin, the longest phrase there."""
        found: list[dict[int, Hit[Any]]] = [{} for _ in range(self._count)]
        size = len(low)
        for phrase, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            if start and low[start - 1].isalnum():
                continue
            if end < size and low[end].isalnum():
                continue
            for number, value in self._owners[phrase]:
                old = found[number].get(start)
                if old is None or old.end < end:
                    found[number][start] = Hit(start, end, value)
        return found


class Lookup(Generic[T]):
    """The phrases of a lexicon in one text by where they begin, each looked for when it is asked for."""

    def __init__(self, lexicon: Lexicon[T], low: str) -> None:
        self._lexicon, self._low = lexicon, low
        self._known: dict[int, Hit[T] | None] = {}

    def get(self, start: int) -> Hit[T] | None:
        """The longest phrase that begins at `start`."""
        if start not in self._known:
            self._known[start] = self._lexicon.at(self._low, start)
        return self._known[start]

    def __getitem__(self, start: int) -> Hit[T]:
        hit = self.get(start)
        if hit is None:
            raise KeyError(start)
        return hit

    def __contains__(self, start: int) -> bool:
        return self.get(start) is not None


def chosen(found: Mapping[int, Hit[T]]) -> list[Hit[T]]:
    """Of hits by where they begin those from left to right that do not overlap."""
    kept: list[Hit[T]] = []
    end = 0
    for start in sorted(found):
        if start >= end:
            kept.append(found[start])
            end = found[start].end
    return kept


def _word(low: str, start: int) -> str:
    found = _WORD.match(low, start)
    return found[0] if found else ""
