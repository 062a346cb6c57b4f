"""A clause, where it ends, and where it is cut though no verb begins the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.extract.mentions import ActMention
from kg.extract.reading import Reading
from kg.lang.words import Grammar
from kg.model import Span, StatementKind
from kg.resolve.subjects import Nominal

_TRIM = " \n\t,;:-–—…./\"”“'("
_SENTENCE_END = ' .;,"…'
_MIN_WORDS = 2
_MAX_JOINT_WORDS = 3


@dataclass(slots=True, eq=False)
class Clause:
    """One act of speech: the verbs that lead it and what follows to the clause's end."""

    acts: list[ActMention]
    start: int
    end: int
    subject: Nominal | None = None  # stands right before the verb, or leads the sentence
    explicit: bool = False  # the subject is this clause's own, not one kept from the clause before
    inherits: bool = False  # no verb of its own: kind and speaker of the clause before
    nested: bool = False  # inside another clause's content
    quoted: bool = False  # direct speech: the verb stands outside
    indirect: bool = False  # reported without a verb, behind a sentence that has one

    def fixed_kind(self, reading: Reading) -> StatementKind | None:
        """The kind the verbs give by themselves; of verbs joined by "và" the last decides, else the first."""
        kind: StatementKind | None = None
        for number, act in enumerate(self.acts):
            between = reading.low[self.acts[number - 1].span.end : act.span.start] if number else ""
            if kind is None or reading.pack.grammar.words.and_ in between.split():
                kind = act.kind
        return kind

    @property
    def span(self) -> Span:
        """From the first verb to the end of the content."""
        return Span(self.start, self.end)

    @property
    def lead(self) -> ActMention | None:
        """The verb that decides: the last of the group."""
        return self.acts[-1] if self.acts else None


def close(reading: Reading, sentence: Span, clauses: Sequence[Clause]) -> None:
    """End each clause where the next begins, its subject and joining words left out."""
    for clause, following in pairwise(clauses):
        end = following.start
        subject = following.subject if following.explicit else None
        if subject is not None and clause.start < subject.span.start < end:
            end = subject.span.start
        clause.end = trimmed(reading, clause.start, end)
    if clauses:
        clauses[-1].end = trimmed(reading, clauses[-1].start, sentence.end)


def trimmed(reading: Reading, start: int, end: int) -> int:
    """`end` without trailing adverbs, joining words and punctuation."""
    low, grammar = reading.low, reading.pack.grammar
    while end > start:
        left = low[start:end].rstrip(_TRIM)
        if left.count('"') % 2 == 1 and low[start + len(left) : start + len(left) + 1] == '"':
            return start + len(left) + 1
        end = start + len(left)
        words = left.split(" ")
        for size in range(_MAX_JOINT_WORDS, 0, -1):
            phrase = " ".join(words[-size:])
            if len(words) > size and (phrase in grammar.conjunctions or phrase in grammar.tails):
                end -= len(phrase)
                break
        else:
            return end
    return end


def sentence_end(reading: Reading, sentence: Span) -> int:
    """Where a sentence ends without its final punctuation."""
    return sentence.start + len(sentence.of(reading.low).rstrip(_SENTENCE_END))


def past(reading: Reading, start: int, end: int, marks: str) -> int:
    """`start` moved over those of `marks` that stand there."""
    while start < end and reading.low[start] in marks:
        start += 1
    return start


def split_verbless(reading: Reading, clauses: Sequence[Clause]) -> list[Clause]:
    """Cut at ";" and "đồng thời" where no verb begins the rest: it keeps speaker and kind."""
    out: list[Clause] = []
    for clause in clauses:
        for number, (start, end) in enumerate(_pieces(reading, clause)):
            start = past(reading, start, end, " ,")
            end = trimmed(reading, start, end)
            if len(reading.low[start:end].split()) < _MIN_WORDS:
                continue
            if number and reading.low.startswith(reading.pack.grammar.goes_on, start):
                out[-1].end = end
            elif number == 0:
                clause.end = end
                out.append(clause)
            else:
                out.append(Clause(clause.acts, start, end, clause.subject, inherits=True))
    return out


def _pieces(reading: Reading, clause: Clause) -> list[tuple[int, int]]:
    pieces, begin = [], clause.start
    for mark in _cut(reading.pack.grammar).finditer(reading.low, clause.start, clause.end):
        pieces.append((begin, mark.start()))
        begin = mark.end()
    return [*pieces, (begin, clause.end)]


@cache
def _cut(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf";|(?:, |\s){grammar.words.meanwhile}(?=\s)")


def only_joints(reading: Reading, gap: str) -> bool:
    """Whether nothing but joining words, adverbs and commas stands in `gap`."""
    grammar = reading.pack.grammar
    words = [word for word in re.split(r"[\s,]+", gap) if word]
    while words:
        for size in range(_MAX_JOINT_WORDS, 0, -1):
            phrase = " ".join(words[:size])
            if phrase in grammar.conjunctions or phrase in grammar.adverbs:
                words = words[size:]
                break
        else:
            return False
    return True


def has_purpose(reading: Reading, at: int) -> bool:
    """ "A điện đàm với B để trao đổi về …"."""
    return any(reading.low.endswith(f" {word}", 0, at) for word in reading.pack.grammar.purpose)
