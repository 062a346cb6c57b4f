"""Direct speech: what stands in quotation marks, and whose it is.

    "Cảng này sẽ xong trước mùa mưa", Thủ tướng nói …                           behind the quote
    Chủ tịch nước nói: "Chúng tôi chờ …. Việt Nam sẽ …."                        before it

A quote may run over sentences and paragraphs; each of its sentences is its speaker's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.extract.mentions import ActMention, within
from kg.extract.reading import Reading
from kg.lang.kinds import Strength
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import Grammar
from kg.model import Span, StatementKind
from kg.resolve.clause_bounds import Clause, only_joints, past, trimmed
from kg.resolve.clause_edges import Edge, left_of
from kg.resolve.subjects import Nominal, strip_adverbs, text_of

_MIN, _MAX = 25, 1800  # code points
_WHOLE = re.compile(r"(?:^|[.!?…:\n\"”-])[ \t*]*\Z")  # before the mark that opens a whole sentence's quote
_STOP = re.compile(r"[.!?…\"”][ \n]+\Z")  # before the mark of a quote that no words lead into
_NEW_SENTENCE = re.compile(r"[.!?…][ \n]+\S")
_TO_QUOTE = 90  # code points from the verb of one quote to the next
_MARK = re.compile(r'[.,;:"\n]')
_UNKNOWN = 5  # words of a verb that no lexicon has
_TO_LINE = 8  # code points of white space between a colon and the quote that it opens
_JOINED = (Edge.AND, Edge.MEANWHILE, Edge.SEMICOLON)
_TO_ACT = 60  # code points between a subject behind a quote and its verb


@dataclass(frozen=True, slots=True, eq=False)
class Quote:
    """Text between quotation marks; `act` and `subject` attribute it."""

    span: Span
    act: ActMention
    subject: Nominal


def find(reading: Reading, items: Sequence[Nominal]) -> list[Quote]:
    """The attributed quotes of the article, in order."""
    found: list[Quote] = []
    for span in marked(reading.low):
        last = found[-1] if found else None
        attributed = _behind(reading, items, span) or _before(reading, items, span)
        attributed = attributed or _still(reading, span, last) or _just_spoke(reading, items, span)
        if attributed is not None:
            found.append(Quote(span, *attributed))
    return found


def clauses(reading: Reading, sentence: Span, items: Sequence[Nominal], quote: Quote) -> list[Clause]:
    """The part of a quote that lies in this sentence, cut where it does a second thing.

    The verb that attributes it stands outside: "Việt Nam phản đối …, | đồng thời yêu cầu …".
    """
    start, end = max(sentence.start, quote.span.start), min(sentence.end, quote.span.end)
    starts = [past(reading, start, end, ' "')]
    acts = [a for a in within(reading.acts, Span(start, end)) if a.kind and a.strength is Strength.SPEECH]
    for before, act in pairwise(acts):
        left = left_of(reading, sentence, items, act)
        joined = left.edge in _JOINED or (left.edge is Edge.MARK and before.kind is not StatementKind.REQUEST)
        apart = act.kind is not before.kind and not only_joints(
            reading, reading.low[before.span.end : act.span.start]
        )
        if joined and apart and left.subject is None:
            starts.append(act.span.start)
    return [
        Clause([quote.act], at, trimmed(reading, at, to), quote.subject, explicit=True, quoted=True)
        for at, to in pairwise([*starts, end])
    ]


def _still(reading: Reading, quote: Span, last: Quote | None) -> tuple[ActMention, Nominal] | None:
    """`"…", ông nói. "…"`: a quote right behind the sentence that says whose the one before is."""
    if last is None or not _begins_sentence(reading, quote):
        return None
    told = max(last.span.end + 1, last.act.span.end)
    gap = reading.low[told : quote.start - 1]
    return (last.act, last.subject) if len(gap) <= _TO_QUOTE and not _NEW_SENTENCE.search(gap) else None


def _just_spoke(reading: Reading, items: Sequence[Nominal], quote: Span) -> tuple[ActMention, Nominal] | None:
    """`Bộ Ngoại giao Peru hoan nghênh cuộc điện đàm. "…"`: who spoke in the sentence before, alone."""
    if not _begins_sentence(reading, quote):
        return None
    before = next((s.span for s in reversed(reading.sentences) if s.span.end <= quote.start), None)
    if before is None or reading.low[before.end : quote.start - 1].strip(" "):
        return None
    subjects = [_subject_of(reading, items, before, act) for act in within(reading.acts, before)]
    spoke = [subject for subject in subjects if subject is not None]
    if len(spoke) != 1:
        return None
    return ActMention(Span(quote.start, quote.start), None, Strength.SPEECH, "quote"), spoke[0]


def _subject_of(
    reading: Reading, items: Sequence[Nominal], sentence: Span, act: ActMention
) -> Nominal | None:
    """Who stands right before a verb of speech, if somebody of one side does."""
    at = strip_adverbs(reading, sentence.start, act.span.start)
    subject = next((item for item in items if item.span.end == at and not item.blocked), None)
    return subject if subject is not None and (subject.mentions or subject.side) else None


def _begins_sentence(reading: Reading, quote: Span) -> bool:
    """Whether a quote stands alone: a sentence ends before it."""
    return bool(_STOP.search(reading.low, max(0, quote.start - 6), quote.start - 1))


def marked(low: str, shortest: int = _MIN) -> list[Span]:
    """Stretches between quotation marks, told open from closed by the white space around them.

    A paragraph whose first mark is never closed, or only opened again by the next one, is a quote by itself.
    """
    spans: list[Span] = []
    begun: int | None = None
    for at in (*(mark.start() for mark in re.finditer('"', low)), len(low)):
        before, after = low[at - 1 : at] or " ", low[at + 1 : at + 2] or " "
        opens = (before.isspace() or before in "(:") and not after.isspace() and after not in ",.;:)"
        end = at
        if begun is not None and (opens or at - begun > _MAX or at == len(low)):
            end = _line_end(low, begun)
        if begun is not None and shortest <= end - begun <= _MAX:
            spans.append(Span(begun + 1, end))
        begun = at if opens else None
    return spans


def _line_end(low: str, begun: int) -> int:
    """Where the line ends that a mark opens, with no other in it; the mark itself where it opens none."""
    end = low.find("\n", begun)
    end = end if end >= 0 else len(low)
    opens_line = begun == 0 or low[begun - 1] == "\n"
    return end if opens_line and '"' not in low[begun + 1 : end] else begun


def _behind(reading: Reading, items: Sequence[Nominal], quote: Span) -> tuple[ActMention, Nominal] | None:
    """ "…", ông Abe khẳng định · "…", theo Thủ tướng · "…", khẳng định của Thủ tướng"""
    if not _WHOLE.search(reading.low, max(0, quote.start - 4), quote.start - 1) or reading.low.startswith(
        ". ", quote.end + 1
    ):
        return None  # words quoted within what somebody says
    grammar = reading.pack.grammar
    lead = _quote_of(grammar).match(reading.low, quote.end + 1)
    at = lead.end() if lead else quote.end + 1
    subject = next((item for item in items if at <= item.span.start <= at + 2), None)
    if subject is None:
        act = next((a for a in reading.acts if at <= a.span.start <= at + 12), None)
        if act is None or strip_adverbs(reading, at, act.span.start) > at:
            return None
        subject = next((i for i in items if act.span.end <= i.span.start <= act.span.end + 3), None)
        return (act, subject) if subject is not None else None
    near = range(subject.span.end, subject.span.end + _TO_ACT + 1)
    act = next((a for a in reading.acts if a.span.start in near), None)
    if act is not None and not re.search(r"[.;\n]", reading.low[subject.span.end : act.span.start]):
        return act, subject
    if lead is not None and lead["by"]:
        return ActMention(Span(quote.end + 1, at), None, Strength.SPEECH, grammar.words.according), subject
    return None


@cache
def _quote_of(grammar: Grammar) -> re.Pattern[str]:
    by = rf"(?:(?P<by>{any_of(grammar.quote_of)}) )?"
    return re.compile(rf"[ ,\-]{{0,4}}{by}(?:{text_of(grammar)} )?")


def _before(reading: Reading, items: Sequence[Nominal], quote: Span) -> tuple[ActMention, Nominal] | None:
    """ông Abe nói: "…", the quote perhaps in a paragraph of its own"""
    end = quote.start - 1
    lead = reading.low[max(0, end - _TO_LINE) : end].rstrip(" \n")
    end = end if not lead.endswith(":") else max(0, end - _TO_LINE) + len(lead)
    line = max(reading.low.rfind("\n", 0, end), reading.low.rfind(". ", 0, end), 0)
    unknown = _unknown_verb(reading, items, line, quote)
    if unknown is not None:
        return unknown
    act = next((a for a in reversed(reading.acts) if line <= a.span.start and a.span.end < quote.start), None)
    if act is None or act.kind is not None:
        return None
    gap = reading.low[act.span.end : quote.start - 1].strip(" :,\n")
    if gap not in ("", reading.pack.grammar.words.that) and not where_said(reading.pack).fullmatch(gap):
        return None
    at = strip_adverbs(reading, line, act.span.start)
    fits = [
        item
        for item in items
        if line <= item.span.start and item.span.end <= act.span.start and not item.blocked
    ]
    exact = [item for item in fits if item.span.end == at]
    subject = exact[-1] if exact else fits[-1] if fits else None
    return (act, subject) if subject is not None else None


@cache
def where_said(pack: LanguagePack) -> re.Pattern[str]:
    """Behind a verb of speech: where, when or to whom it was said, and nothing of what was."""
    heads = (*pack.statements.said_where, *pack.grammar.time_heads)
    return re.compile(
        rf"{any_of(heads)}(?: (?!{any_of(pack.statements.begins_content)}\b)[^\s,:\"]+){{0,14}}"
    )


def _unknown_verb(
    reading: Reading, items: Sequence[Nominal], line: int, quote: Span
) -> tuple[ActMention, Nominal] | None:
    """ "Ông Abe gật đầu: "…" ": some words no lexicon has, between a person and the colon."""
    colon = quote.start - 1
    if not reading.low[line:colon].rstrip(" \n").endswith(":"):
        return None
    subject = next((i for i in reversed(items) if line <= i.span.start and i.span.end < colon), None)
    if subject is None or subject.blocked or not subject.mentions:
        return None
    words = reading.low[subject.span.end : colon].rstrip(" :\n")
    known = any(subject.span.end <= act.span.start < colon for act in reading.acts)
    if known or not words.startswith(" ") or len(words.split()) > _UNKNOWN or _MARK.search(words):
        return None
    span = Span(subject.span.end + 1, subject.span.end + len(words))
    return ActMention(span, None, Strength.QUOTE, "unknown"), subject
