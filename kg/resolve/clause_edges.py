"""What stands before a verb: whose it is, and whether a clause can begin with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kg.extract.mentions import ActMention
from kg.extract.reading import Reading
from kg.lang.kinds import GroupKind, Strength
from kg.model import Span, StatementKind
from kg.resolve import subjects
from kg.resolve.clause_bounds import has_purpose
from kg.resolve.subjects import Nominal
from kg.text import BEFORE_WORDS

_NUMBER = re.compile(r"(?:[a-hđ]|\d{1,2})[.)]")  # of an item
_RECALLED = 16  # code points before a subject in which what makes it a memory stands


class Edge(Enum):
    """What stands before a verb or its subject."""

    START = auto()  # nothing of the sentence
    MARK = auto()  # a comma, a colon, a dash
    SEMICOLON = auto()
    AND = auto()
    MEANWHILE = auto()
    CHAIN = auto()  # another verb
    CONTENT = auto()  # other words: it is inside what is said


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a verb, its adverbs taken away."""

    at: int  # where the clause's left context ends
    subject: Nominal | None
    edge: Edge
    specially: bool = False  # "đặc biệt coi trọng …": goes on with what was said

    @property
    def free(self) -> Nominal | None:
        """The subject, where it is one."""
        return None if self.subject is None or self.subject.blocked else self.subject


def left_of(reading: Reading, sentence: Span, items: Sequence[Nominal], act: ActMention) -> Left:
    """What stands before `act` in its sentence."""
    if act.span.start - 1 in reading.act_by_end:
        return Left(act.span.start, None, Edge.CHAIN)
    words = reading.pack.grammar.words
    quoted = reading.low[act.span.start - 1 : act.span.start] == '"'  # hai bên "nhất trí về nguyên tắc"
    at = subjects.strip_adverbs(reading, sentence.start, act.span.start - quoted)
    subject = next((i for i in items if i.span.end == at and i.span.start >= sentence.start), None)
    subject = _on_behalf(reading, sentence, items, subject) or subject
    if subject is not None:
        before = subjects.strip_adverbs(reading, sentence.start, subject.span.start)
        return Left(at, subject, _edge(reading, sentence, before))
    gap = reading.low[at : act.span.start]
    if act.strength is Strength.TOPIC and has_purpose(reading, at):
        return Left(at, None, Edge.AND)
    edge = Edge.MEANWHILE if words.meanwhile in gap else _edge(reading, sentence, at)
    return Left(at, None, edge, words.specially in gap)


def _on_behalf(
    reading: Reading, sentence: Span, items: Sequence[Nominal], subject: Nominal | None
) -> Nominal | None:
    """ "Thứ trưởng A chiều nay thay mặt Chính phủ Việt Nam | bày tỏ": A, who speaks for it."""
    lead = f" {reading.pack.grammar.words.on_behalf} "
    if subject is None or not reading.low.endswith(lead, sentence.start, subject.span.start):
        return None
    before = subject.span.start - len(lead)
    at = subjects.strip_adverbs(reading, sentence.start, before)
    return next((i for i in items if i.mentions and i.span.end == at >= sentence.start), None)


def _edge(reading: Reading, sentence: Span, at: int) -> Edge:
    grammar = reading.pack.grammar
    left = reading.low[sentence.start : at].rstrip(" ")
    if not left.strip(BEFORE_WORDS) or _NUMBER.fullmatch(left.strip()):
        return Edge.START
    if left[-1] in ',;:-("':
        return Edge.SEMICOLON if left[-1] == ";" else Edge.MARK
    if left.endswith(grammar.besides):
        return Edge.START
    words = left.split()
    if any(" ".join(words[-size:]) in grammar.conjunctions for size in (1, 2, 3)):
        return Edge.AND
    return Edge.CHAIN if sentence.start + len(left) in reading.act_by_end else Edge.CONTENT


def unsaid(reading: Reading, act: ActMention, left: Left) -> bool:
    """ "không đề cập …", "kể từ khi hai nước tuyên bố …"; a deed is told only of both together."""
    grammar, low = reading.pack.grammar, reading.low
    if act.strength is Strength.DEED and (left.free is None or not _of_both(left.free)):
        return True
    said_not = act.kind is not StatementKind.CONCERN and act.strength is not Strength.FUTURE
    if said_not and low[left.at : act.span.start].strip() in grammar.negations:
        return True
    if left.subject is None or left.subject.mentions:
        return False
    start = left.subject.span.start
    return low[max(0, start - _RECALLED) : start].rstrip().endswith(grammar.recalls)


def _of_both(subject: Nominal) -> bool:
    they = subject.group is not None and subject.group.kind in (GroupKind.BOTH, GroupKind.THEY)
    return they or bool(subject.sides) or len(subject.mentions) > 1
