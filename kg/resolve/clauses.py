"""A sentence cut into clauses that each do one thing.

A new clause begins where a new verb of speech or stance does, behind a comma, "và", ";", "đồng thời" or
a new subject; and at a semicolon or "đồng thời" even without one, when it keeps speaker and kind. A
verb inside another's content ("khẳng định Mỹ coi trọng …") begins none, nor does one that stands
directly behind another ("cảm ơn và đánh giá cao …"): they are one group.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.mentions import ActMention, Strength, within
from kg.extract.reading import Reading
from kg.model import Span, StatementKind
from kg.resolve import subjects
from kg.resolve.quotes import Quote
from kg.resolve.subjects import Nominal

_CUT = re.compile(r"[;]|(?:, |\s)đồng thời(?=\s)")
_TRIM = " \n\t,;:-–—…./\"”“'("
_MIN_WORDS = 2
_PURPOSE = (" để", " nhằm")  # "A điện đàm với B để trao đổi về …"
_TALK = (None, StatementKind.DISCUSSION)
_OCCASION = re.compile(r" (?:tại|trong|nhân|sau|với|bên lề|ngay|trước)\b")  # "Trao đổi tại cuộc gặp, A …"


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

    def fixed_kind(self, low: str) -> StatementKind | None:
        """The kind the verbs give by themselves; of verbs joined by "và" the last decides, else the first."""
        kind: StatementKind | None = None
        for number, act in enumerate(self.acts):
            joined = number > 0 and "và" in low[self.acts[number - 1].span.end : act.span.start].split()
            if kind is None or joined:
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


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands before a verb, its adverbs taken away."""

    at: int  # where the clause's left context ends
    subject: Nominal | None
    boundary: str  # "start" | "mark" | "semicolon" | "and" | "meanwhile" | "chain" | "" (inside content)
    specially: bool = False  # "đặc biệt coi trọng …": goes on with what was said


def cut(
    reading: Reading,
    sentence: Span,
    items: Sequence[Nominal],
    quotes: Sequence[Quote] = (),
    marked: Sequence[Span] = (),
) -> list[Clause]:
    """The clauses of one sentence, in order, nested ones left out.

    `quotes` are those that somebody is known to say, `marked` all stretches in quotation marks: a verb in
    one of them is content.
    """
    acts = within(reading.acts, sentence)
    spoken = [quote for quote in quotes if quote.span.overlaps(sentence)]
    acts = [
        act
        for act in acts
        if act.strength is not Strength.QUOTE
        and not any(quote.act is act for quote in spoken)
        and not any(span.covers(act.span) for span in marked)
    ]
    clauses: list[Clause] = []
    before: ActMention | None = None
    for act in acts:
        left = _left(reading, sentence, items, act)
        if left.subject is not None and _behind_quote(reading, left.subject.span.start):
            continue  # "…", ông nói lúc chia tay
        if not _goes_on(reading, items, clauses, before, act, left):
            _place(reading, sentence, items, clauses, act, left)
        before = act
    _close(reading, sentence, clauses)
    clauses = split_verbless(reading, clauses)
    spoken_clauses = [_spoken(reading, sentence, quote) for quote in spoken]
    return sorted([*clauses, *spoken_clauses], key=lambda clause: clause.start)


def _spoken(reading: Reading, sentence: Span, quote: Quote) -> Clause:
    """The part of a quote that lies in this sentence; the verb that attributes it stands outside."""
    start, end = max(sentence.start, quote.span.start), min(sentence.end, quote.span.end)
    start += len(reading.low[start:end]) - len(reading.low[start:end].lstrip(' "'))
    return Clause([quote.act], start, _trim(reading, start, end), quote.subject, explicit=True, quoted=True)


def _goes_on(
    reading: Reading,
    items: Sequence[Nominal],
    clauses: Sequence[Clause],
    before: ActMention | None,
    act: ActMention,
    left: _Left,
) -> bool:
    """Whether a verb belongs to the content of the open clause, whatever stands before it.

    "khẳng định Mỹ coi trọng và ủng hộ …": joined to a verb that is content; "khẳng định, Mỹ sẽ …": the
    content itself begins here.
    """
    if not clauses or before is None:
        return False
    lead = clauses[-1].lead
    begin = left.subject.span.start if left.subject is not None else act.span.start
    if (
        lead is not None
        and lead.kind is None
        and _empty(reading, lead.span.end, begin)
        and left.subject is not None
    ):
        return True
    if lead is not None and lead.kind is None and left.subject is not None:
        content = Span(lead.span.end, left.subject.span.start)
        if any(reading.low[content.start : content.end].strip(" ,") in (f"{word} và", f"{word},") for word in _names(reading, items, content)):
            return True  # "cho biết ông và nhà lãnh đạo Việt Nam sẽ …": two subjects of the content
    return before not in clauses[-1].acts and _only_joints(
        reading, reading.low[before.span.end : act.span.start]
    )


def _names(reading: Reading, items: Sequence[Nominal], content: Span) -> list[str]:
    return [item.span.of(reading.low) for item in within(items, content)]


def _empty(reading: Reading, start: int, end: int) -> bool:
    return not reading.low[start:end].replace("rằng", "").strip(' ,:"-')


def _left(reading: Reading, sentence: Span, items: Sequence[Nominal], act: ActMention) -> _Left:
    if act.span.start - 1 in reading.act_by_end:
        return _Left(act.span.start, None, "chain")
    at = subjects.strip_adverbs(reading, sentence.start, act.span.start)
    subject = next(
        (item for item in items if item.span.end == at and item.span.start >= sentence.start), None
    )
    if subject is not None:
        before = subjects.strip_adverbs(reading, sentence.start, subject.span.start)
        return _Left(at, subject, _boundary(reading, sentence, before))
    gap = reading.low[at : act.span.start]
    if act.strength is Strength.TOPIC and reading.low[:at].endswith(_PURPOSE):
        return _Left(at, None, "and")
    boundary = "meanwhile" if "đồng thời" in gap else _boundary(reading, sentence, at)
    return _Left(at, None, boundary, "đặc biệt" in gap)


def _boundary(reading: Reading, sentence: Span, at: int) -> str:
    left = reading.low[sentence.start : at].rstrip(" ")
    if not left.strip("\"'“(- "):
        return "start"
    if left[-1] in ',;:-("':
        return "semicolon" if left[-1] == ";" else "mark"
    if left.endswith(tuple(reading.pack.grammar.words["besides"])):
        return "start"
    words = left.split()
    if any(" ".join(words[-size:]) in reading.pack.grammar.conjunctions for size in (1, 2, 3)):
        return "and"
    if sentence.start + len(left) in reading.act_by_end:
        return "chain"
    return ""


def _place(
    reading: Reading,
    sentence: Span,
    items: Sequence[Nominal],
    clauses: list[Clause],
    act: ActMention,
    left: _Left,
) -> None:
    """Begin a clause with this verb, add it to the one open, or leave it in that one's content."""
    open_ = clauses[-1] if clauses else None
    if open_ is None:
        subject = left.subject if left.subject is not None and not left.subject.blocked else None
        if left.subject is not None and left.subject.blocked:
            return  # "đã được lãnh đạo hai nước nhất trí": told of it, not said
        if subject is None:
            subject = _far_subject(reading, items, sentence.start, left)
        if act.strength is Strength.FUTURE or _after_future(reading, act):
            return  # what the paper foresees; `kg.resolve.indirect` takes what somebody goes on to say
        if subject is None and left.boundary == "":
            return  # somebody whom the article does not make an official
        if (
            act.strength is Strength.TOPIC
            and left.boundary == "start"
            and left.subject is None
            and _fronted(reading, sentence, items, act)
        ):
            return  # "Đề cập tới tình hình khu vực, Ngoại trưởng cho biết …" only leads in
        if (
            act.kind in _TALK
            and left.boundary == "start"
            and left.subject is None
            and _OCCASION.match(reading.low, act.span.end)
        ):
            return
        clauses.append(Clause([act], act.span.start, sentence.end, subject, explicit=subject is not None))
        return
    gap = reading.low[open_.acts[-1].span.end if open_.acts else open_.start : act.span.start]
    if _same_group(reading, gap, act, open_, left):
        open_.acts.append(act)
        return
    if left.boundary in ("", "chain") or not _begins(open_, act, left):
        return
    own = left.subject if left.subject is not None and not left.subject.blocked else None
    clauses.append(
        Clause([act], act.span.start, sentence.end, own or open_.subject, explicit=own is not None)
    )


def _fronted(reading: Reading, sentence: Span, items: Sequence[Nominal], act: ActMention) -> bool:
    """Whether a subject with a verb of its own comes behind the phrase that this verb opens."""
    later = [other for other in within(reading.acts, sentence) if other.span.start > act.span.end]
    return any(
        item.span.start > act.span.end
        and not item.blocked
        and any(o.span.start > item.span.end for o in later)
        for item in items
    )


def _behind_quote(reading: Reading, at: int) -> bool:
    return reading.low[max(0, at - 3) : at].rstrip(" ,.").endswith('"')


def _after_future(reading: Reading, act: ActMention) -> bool:
    return act.strength is Strength.STANCE and reading.low[: act.span.start].endswith(" sẽ ")


def _far_subject(reading: Reading, items: Sequence[Nominal], start: int, left: _Left) -> Nominal | None:
    """A person, or both sides, further to the left; a bare country must stand right before its verb.

    Between the two may stand an aside ("hôm qua tại Paris") or another verb to which this one is joined.
    """
    found = subjects.last_before([item for item in items if item.side is None], start, left.at)
    if found is None:
        return None
    gap = reading.low[found.span.end : left.at].lstrip()
    words = gap.split()
    asides = reading.pack.grammar.words["asides"]
    near = len(words) <= 3 or gap[:1] in ",(-" or words[0] in asides or " ".join(words[:2]) in asides
    return found if near or left.boundary else None


def _same_group(reading: Reading, gap: str, act: ActMention, open_: Clause, left: _Left) -> bool:
    """Verbs with nothing but "và", a comma or adverbs between them: "cảm ơn và đánh giá cao"."""
    if act.strength is Strength.FUTURE or left.subject is not None or not open_.acts:
        return False
    kind = open_.fixed_kind(reading.low)
    if (
        act.strength is Strength.SPEECH
        and "và" in gap.split()
        and None not in (kind, act.kind)
        and kind is not act.kind
    ):
        # "cảm ơn và mong muốn …", but "coi trọng và mong muốn …" is one
        if kind is not StatementKind.POSITION or act.kind is not StatementKind.REQUEST:
            return False
    return _only_joints(reading, gap)


def _only_joints(reading: Reading, gap: str) -> bool:
    words = [word for word in re.split(r"[\s,]+", gap) if word]
    while words:
        for size in (3, 2, 1):
            phrase = " ".join(words[:size])
            if phrase in reading.pack.grammar.conjunctions or phrase in reading.pack.grammar.adverbs:
                words = words[size:]
                break
        else:
            return False
    return True


def _begins(open_: Clause, act: ActMention, left: _Left) -> bool:
    """Whether a verb behind a boundary begins a clause or goes on with the content of the open one."""
    kind = open_.lead.kind if open_.lead else None
    if left.boundary == "semicolon" and act.strength in (Strength.SPEECH, Strength.TOPIC):
        return True
    if left.subject is not None and left.subject.both and kind is StatementKind.REQUEST:
        return False
    match act.strength:
        case Strength.SPEECH:
            return True
        case Strength.STANCE:
            return (kind is not StatementKind.REQUEST or left.subject is not None) and not left.specially
        case Strength.TOPIC:
            if left.subject is not None or left.boundary == "meanwhile":
                return True
            if left.boundary == "and" and kind is StatementKind.DISCUSSION:
                return True
            return left.boundary == "mark" and kind in (
                None,
                StatementKind.AGREEMENT,
                StatementKind.DISCUSSION,
            )
        case Strength.FUTURE:
            return left.boundary != "mark" and kind in (
                None,
                StatementKind.POSITION,
                StatementKind.APPRECIATION,
            )
    return False


def _close(reading: Reading, sentence: Span, clauses: list[Clause]) -> None:
    """A clause ends where the next begins, its subject and joining words left out."""
    for clause, following in zip(clauses, clauses[1:], strict=False):
        end = following.start
        if (
            following.explicit
            and following.subject is not None
            and clause.start < following.subject.span.start < end
        ):
            end = following.subject.span.start
        clause.end = _trim(reading, clause.start, end)
    if clauses:
        clauses[-1].end = _trim(reading, clauses[-1].start, sentence.end)


def _trim(reading: Reading, start: int, end: int) -> int:
    """`end` without trailing adverbs, joining words and punctuation."""
    low, grammar = reading.low, reading.pack.grammar
    while end > start:
        left = low[start:end].rstrip(_TRIM)
        if left.count('"') % 2 == 1 and low[start + len(left) : start + len(left) + 1] == '"':
            return start + len(left) + 1
        end = start + len(left)
        words = left.split(" ")
        for size in (3, 2, 1):
            phrase = " ".join(words[-size:])
            if len(words) > size and (phrase in grammar.conjunctions or phrase in _TAILS):
                end -= len(phrase)
                break
        else:
            return end
    return end


_TAILS = frozenset(
    {
        "cũng",
        "đã",
        "luôn",
        "đồng thời",
        "và",
        "tiếp tục",
        "trân trọng",
        "rất",
        "chân thành",
        "nhiệt liệt",
        "hết sức",
        "mà",
    }
)


def split_verbless(reading: Reading, clauses: Sequence[Clause]) -> list[Clause]:
    """Cut at ";" and "đồng thời" where no verb begins the rest: it keeps speaker and kind."""
    out: list[Clause] = []
    for clause in clauses:
        begin = clause.start
        pieces = []
        for mark in _CUT.finditer(reading.low, clause.start, clause.end):
            pieces.append((begin, mark.start()))
            begin = mark.end()
        pieces.append((begin, clause.end))
        for number, (start, end) in enumerate(pieces):
            start += len(reading.low[start:end]) - len(reading.low[start:end].lstrip(" ,"))
            end = _trim(reading, start, end)
            if len(reading.low[start:end].split()) < _MIN_WORDS:
                continue
            if number and reading.low.startswith(tuple(reading.pack.grammar.words["goes_on"]), start):
                out[-1].end = end
            elif number == 0:
                clause.end = end
                out.append(clause)
            else:
                out.append(Clause(clause.acts, start, end, clause.subject, inherits=True))
    return out
