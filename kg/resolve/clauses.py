"""A sentence cut into clauses that each do one thing.

A new clause begins where a new verb of speech or stance does, behind a comma, "và", ";", "đồng thời" or
a new subject; and at a semicolon or "đồng thời" even without one, when it keeps speaker and kind. A
verb inside another's content ("khẳng định Mỹ coi trọng …") begins none, nor does one that stands
directly behind another ("cảm ơn và đánh giá cao …"): they are one group.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import ActMention, within
from kg.extract.reading import Reading
from kg.lang.kinds import Strength
from kg.lang.patterns import any_of
from kg.lang.words import Grammar
from kg.model import Span, StatementKind
from kg.resolve import quotes, subjects
from kg.resolve.clause_bounds import (
    Clause,
    close,
    has_purpose,
    only_joints,
    sentence_end,
    split_verbless,
)
from kg.resolve.clause_edges import Edge, Left, left_of, unsaid
from kg.resolve.quotes import Quote
from kg.resolve.subjects import Nominal

_TALK = (None, StatementKind.DISCUSSION)
_BEFORE_FUTURE = (None, StatementKind.POSITION, StatementKind.APPRECIATION)
_SENTENCE = 25  # code points of a quotation that is more than a few words
_NEAR_WORDS = 3  # between a subject and its verb, whatever they are


def cut(
    reading: Reading,
    sentence: Span,
    items: Sequence[Nominal],
    said: Sequence[Quote] = (),
    marked: Sequence[Span] = (),
) -> list[Clause]:
    """The clauses of one sentence, in order, nested ones left out.

    `said` are the quotes that somebody is known to say, `marked` all stretches in quotation marks: a verb in
    one of them is content.
    """
    spoken = [quote for quote in said if quote.span.overlaps(sentence)]
    acts = [
        act
        for act in within(reading.acts, sentence)
        if act.strength is not Strength.QUOTE
        and not any(quote.act is act for quote in spoken)
        and not any(span.covers(act.span) and not _own_verb(reading, span, act) for span in marked)
    ]
    if not acts and not spoken:
        return []  # most sentences
    if marked:  # whoever is named in a quotation says nothing outside it
        items = [item for item in items if not any(span.covers(item.span) for span in marked)]
    clauses: list[Clause] = []
    before: ActMention | None = None
    for act in acts:
        left = left_of(reading, sentence, items, act)
        if unsaid(reading, act, left):
            continue
        if left.subject is not None and _attributes(reading, sentence, left.subject, act, marked):
            continue  # "…", ông nói lúc chia tay
        if act.own and clauses and left.edge is not Edge.SEMICOLON:
            continue  # "đề nghị Bộ trưởng quan tâm …"
        if not clauses:
            clauses += _first(reading, sentence, items, act, left)
        elif not _goes_on(reading, items, clauses[-1], before, act, left):
            clauses += _next(reading, sentence, items, clauses[-1], act, left)
        before = act
    close(reading, sentence, clauses)
    cut_ = split_verbless(reading, clauses)
    for quote in spoken:
        cut_ += quotes.clauses(reading, sentence, items, quote)
    return sorted(cut_, key=lambda clause: clause.start)


def _own_verb(reading: Reading, quoted: Span, act: ActMention) -> bool:
    """Whether a verb that opens some quoted words is the sentence's own: "hai bên "nhất trí về …" …"."""
    lead = reading.low[max(0, quoted.start - 3) : quoted.start - 1].rstrip(" ")
    return act.span.start == quoted.start and bool(lead) and lead[-1].isalnum()


def _attributes(
    reading: Reading, sentence: Span, subject: Nominal, act: ActMention, marked: Sequence[Span]
) -> bool:
    """Whether a verb only tells whose the quotation is that ends before its subject.

    `…". Ông nhấn mạnh …` is a sentence of its own.
    """
    at, low = subject.span.start, reading.low
    if sentence.start == at and _says_more(reading, sentence, act):
        return False
    return _behind_quote(low, at, marked)


def _says_more(reading: Reading, sentence: Span, act: ActMention) -> bool:
    """Whether content follows a verb, not only to whom or where it was said."""
    rest = reading.low[act.span.end : sentence_end(reading, sentence)].strip()
    return len(rest.split()) > _NEAR_WORDS and not _occasion(reading.pack.grammar).match(f" {rest}")


def _behind_quote(low: str, at: int, marked: Sequence[Span]) -> bool:
    """Whether a quotation of some length ends right before."""
    left = low[max(0, at - 3) : at].rstrip(" ,.")
    end = max(0, at - 3) + len(left) - 1
    return left.endswith('"') and any(span.end == end and len(span) >= _SENTENCE for span in marked)


# ---------------------------------------------------------------- the first clause
def _first(
    reading: Reading, sentence: Span, items: Sequence[Nominal], act: ActMention, left: Left
) -> list[Clause]:
    """The clause that the first verb of a sentence begins, if it begins one."""
    if left.subject is not None and left.subject.blocked:
        return []  # "đã được lãnh đạo hai nước nhất trí": told of it, not said
    subject = left.subject or _far_subject(reading, items, sentence.start, left)
    if act.strength is Strength.FUTURE or _after_future(reading, act):
        return []  # what the paper foresees; `kg.resolve.indirect` takes what somebody goes on to say
    if subject is None and left.edge is Edge.CONTENT:
        return []  # somebody whom the article does not make an official
    if left.edge is Edge.START and left.subject is None and _leads_in(reading, sentence, items, act):
        return []
    return [Clause([act], act.span.start, sentence.end, subject, explicit=subject is not None)]


def _leads_in(reading: Reading, sentence: Span, items: Sequence[Nominal], act: ActMention) -> bool:
    """ "Đề cập tới tình hình khu vực, Ngoại trưởng cho biết …", "Trao đổi tại cuộc gặp, A …"."""
    if act.strength is Strength.TOPIC and _fronted(reading, sentence, items, act):
        return True
    return act.kind in _TALK and bool(_occasion(reading.pack.grammar).match(reading.low, act.span.end))


@cache
def _occasion(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf" {any_of(grammar.occasions)}\b")


def _fronted(reading: Reading, sentence: Span, items: Sequence[Nominal], act: ActMention) -> bool:
    """Whether a subject with a verb of its own comes behind the phrase that this verb opens."""
    later = [other for other in within(reading.acts, sentence) if other.span.start > act.span.end]
    return any(
        item.span.start > act.span.end
        and not item.blocked
        and any(other.span.start > item.span.end for other in later)
        for item in items
    )


def _after_future(reading: Reading, act: ActMention) -> bool:
    will = f" {reading.pack.grammar.words.will} "
    return act.strength is Strength.STANCE and reading.low.endswith(will, 0, act.span.start)


def _far_subject(reading: Reading, items: Sequence[Nominal], start: int, left: Left) -> Nominal | None:
    """A person, or both sides, further to the left; a bare country must stand right before its verb.

    Between the two may stand an aside ("hôm qua tại Paris") or another verb to which this one is joined.
    """
    if has_purpose(reading, left.at):  # "Bộ Ngoại giao Peru triệu Đại sứ để trao công hàm phản đối"
        first = next((item for item in items if item.span.start >= start and not item.blocked), None)
        return first if first is not None and first.span.end <= left.at else None
    found = subjects.last_before([item for item in items if item.side is None], start, left.at)
    if found is None or left.edge is not Edge.CONTENT:
        return found
    gap = reading.low[found.span.end : left.at].lstrip()
    words = gap.split()
    asides = reading.pack.grammar.asides
    near = len(words) <= _NEAR_WORDS or gap[0] in ",(-" or words[0] in asides or " ".join(words[:2]) in asides
    return found if near else None


# ---------------------------------------------------------------- further verbs
def _goes_on(
    reading: Reading,
    items: Sequence[Nominal],
    open_: Clause,
    before: ActMention | None,
    act: ActMention,
    left: Left,
) -> bool:
    """Whether a verb belongs to the content of the open clause, whatever stands before it.

    "khẳng định Mỹ coi trọng và ủng hộ …": joined to a verb that is content; "khẳng định, Mỹ sẽ …": the
    content itself begins here.
    """
    if before is None:
        return False
    lead = open_.lead
    if lead is not None and lead.kind is None and left.subject is not None:
        content = Span(lead.span.end, left.subject.span.start)
        if _empty(reading, content) or _first_of_two(reading, items, content):
            return True
    gap = reading.low[before.span.end : act.span.start]
    return before not in open_.acts and only_joints(reading, gap)


def _empty(reading: Reading, content: Span) -> bool:
    that = reading.pack.grammar.words.that
    return not content.of(reading.low).replace(that, "").strip(' ,:"-')


def _first_of_two(reading: Reading, items: Sequence[Nominal], content: Span) -> bool:
    """ "cho biết ông và nhà lãnh đạo Việt Nam sẽ …": the first of two subjects of the content."""
    stripped = content.of(reading.low).strip(" ,")
    names = [item.span.of(reading.low) for item in within(items, content)]
    return any(stripped in (f"{name} {reading.pack.grammar.words.and_}", f"{name},") for name in names)


def _next(
    reading: Reading, sentence: Span, items: Sequence[Nominal], open_: Clause, act: ActMention, left: Left
) -> list[Clause]:
    """A clause of its own for a further verb, unless it joins the open one's verbs or is its content."""
    gap = reading.low[open_.acts[-1].span.end if open_.acts else open_.start : act.span.start]
    if _same_group(reading, gap, act, open_, left):
        open_.acts.append(act)
        return []
    oneself = open_.lead is not None and not any(i.span.start == open_.lead.span.end + 1 for i in items)
    if left.edge in (Edge.CONTENT, Edge.CHAIN) or not _begins(open_, act, left, oneself):
        return []
    own = left.free
    return [Clause([act], act.span.start, sentence.end, own or open_.subject, explicit=own is not None)]


def _same_group(reading: Reading, gap: str, act: ActMention, open_: Clause, left: Left) -> bool:
    """Verbs with nothing but "và", a comma or adverbs between them: "cảm ơn và đánh giá cao"."""
    if act.strength is Strength.FUTURE or left.subject is not None or not open_.acts:
        return False
    kind = open_.fixed_kind(reading)
    if kind is not None and act.kind is None and "," in gap:
        return False  # "tán thành, cho biết thêm …"
    another = None not in (kind, act.kind) and kind is not act.kind
    wished = kind is StatementKind.POSITION and act.kind is StatementKind.REQUEST
    words = reading.pack.grammar.words
    joint = words.and_ in gap.split() or words.meanwhile in gap
    if act.strength is Strength.SPEECH and joint and another and not wished:
        return False  # "cảm ơn và mong muốn …", but "coi trọng và mong muốn …" is one
    return only_joints(reading, gap)


def _begins(open_: Clause, act: ActMention, left: Left, oneself: bool) -> bool:
    """Whether a verb behind a boundary begins a clause or goes on with the content of the open one.

    `oneself`: the open clause is of an act of the speaker's own ("mong muốn học hỏi … và sẽ …").
    """
    kind = open_.lead.kind if open_.lead else None
    if left.edge is Edge.SEMICOLON and act.strength in (Strength.SPEECH, Strength.TOPIC):
        return True
    if left.subject is not None and left.subject.both and kind is StatementKind.REQUEST:
        return False
    match act.strength:
        case Strength.SPEECH:
            return True
        case Strength.STANCE:
            return (kind is not StatementKind.REQUEST or left.subject is not None) and not left.specially
        case Strength.TOPIC:
            return _topic_begins(kind, left)
        case Strength.FUTURE:
            return left.edge is not Edge.MARK and (kind in _BEFORE_FUTURE or oneself)
        case Strength.DEED:
            return True
        case Strength.QUOTE:
            return False


def _topic_begins(kind: StatementKind | None, left: Left) -> bool:
    if left.subject is not None or left.edge is Edge.MEANWHILE:
        return True
    if left.edge is Edge.AND:
        return kind is StatementKind.DISCUSSION
    return left.edge is Edge.MARK and kind in (None, StatementKind.AGREEMENT, StatementKind.DISCUSSION)
