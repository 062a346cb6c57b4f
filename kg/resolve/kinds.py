"""What a clause does: the kind of its verb, or for a neutral verb what its content says.

khẳng định Mỹ sẽ tiếp tục hỗ trợ …      own side + future       Commitment
nhấn mạnh hai bên cần tăng cường …      another + obligation    Request
cho biết hai bên đã nhất trí …          both + agree            Agreement
khẳng định coi trọng quan hệ …          stance                  Position
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract import adverbs
from kg.extract.mentions import ActMention, within
from kg.extract.reading import Reading
from kg.lang.kinds import Strength
from kg.lang.patterns import any_of
from kg.lang.words import StatementWords
from kg.model import Span, StatementKind
from kg.resolve import subjects
from kg.resolve.clause_bounds import Clause
from kg.resolve.contents import SELF_LEAD, kind_by_content, subject_of_content
from kg.resolve.subjects import Nominal

_QUOTE_LEAD = 28  # code points in which the verb of a quoted sentence stands
_OF_BOTH = 4  # words at most that tell what two are: "hai lãnh đạo | ngành quốc phòng | thảo luận …"
_NEGATION_WORDS = 8  # before the word that they turn into its contrary


def kind_of(
    reading: Reading, clause: Clause, items: Sequence[Nominal], own: frozenset[str]
) -> StatementKind | None:
    """The kind of a clause whose speaker's side is in `own`; None where nothing shows one."""
    lead = clause.lead
    if lead is None:
        return None
    if clause.indirect and lead.kind is not None:
        return lead.kind  # "…, bà Okonkwo hứa"
    if clause.quoted or clause.indirect:
        quoted = _quoted_kind(reading, clause) if clause.quoted else None
        found = quoted or kind_by_content(reading, clause.span, items, own)
        scolds = _scolds(reading, clause.span, found)
        return StatementKind.CONCERN if scolds else found or StatementKind.POSITION
    if len(own) > 1 and lead.joint is not None:
        return lead.joint
    first, fixed = clause.acts[0], clause.fixed_kind(reading)
    content = Span(lead.span.end, clause.end)
    if lead.kind is StatementKind.REQUEST and _ceremony(reading.pack.statements).search(
        reading.low, content.start, content.end
    ):
        return None  # "mời Tổng thống A duyệt đội danh dự"
    if fixed is not None and lead.strength is not Strength.FUTURE and (lead.kind or first is lead):
        calls = lead.kind is StatementKind.POSITION and lead.form in reading.pack.statements.calls
        return StatementKind.CONCERN if calls and _scolds(reading, content, fixed) else fixed
    told = told_by_other(reading, content, items) if lead.kind is None else None
    if told is not None and told[1].kind:
        return StatementKind.CONCERN if _scolds(reading, content, told[1].kind) else told[1].kind
    if lead.strength is Strength.FUTURE:
        return StatementKind.COMMITMENT
    demand = StatementKind.AGREEMENT if len(own) > 1 else StatementKind.REQUEST
    found = kind_by_content(reading, content, items, own, demand)
    if found in (None, StatementKind.POSITION) and first.kind is not None and first is not lead:
        return first.kind
    return StatementKind.CONCERN if _scolds(reading, content, found) else found or StatementKind.POSITION


@cache
def _ceremony(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.ceremonies)}\b")


def _scolds(reading: Reading, content: Span, found: StatementKind | None) -> bool:
    """Whether what would be a mere position blames somebody: "… là không thể chấp nhận"."""
    if found not in (None, StatementKind.POSITION):
        return False
    blame = _blames(reading.pack.statements).search(reading.low, content.start, content.end)
    return blame is not None and not _denied(reading, reading.low[content.start : blame.start()])


def _denied(reading: Reading, before: str) -> bool:
    """Whether a negation stands among the last words of `before`: "chưa bao giờ can thiệp …"."""
    return bool(reading.pack.grammar.negations & set(before.split()[-_NEGATION_WORDS:]))


@cache
def _blames(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.blame)}\b")


def inherited(
    reading: Reading, clause: Clause, items: Sequence[Nominal], own: frozenset[str], previous: StatementKind
) -> StatementKind:
    """The kind of a clause without a verb: what its content says, else that of the clause before."""
    found = kind_by_content(reading, clause.span, items, own)
    if previous is StatementKind.REQUEST and found is StatementKind.COMMITMENT:
        subject = subject_of_content(reading, clause.span, items)
        return found if subject is not None and subject.side in own else previous
    if previous in (StatementKind.REQUEST, StatementKind.AGREEMENT):
        return previous
    pledged = previous is StatementKind.COMMITMENT and found is StatementKind.POSITION
    return previous if pledged else found or previous


def told_by_other(
    reading: Reading, content: Span, items: Sequence[Nominal]
) -> tuple[Nominal, ActMention] | None:
    """Whom the content begins with, and the verb right behind: "cho biết Chủ tịch Trung Quốc cảnh báo …"."""
    subject = subject_of_content(reading, content, items)
    if subject is None or not (subject.both or (subject.mentions and not subject.pronoun)):
        return None
    act = next((a for a in reading.acts if subject.span.end < a.span.start < content.end), None)
    if act is None or act.own or act.strength in (Strength.FUTURE, Strength.QUOTE):
        return None
    begin = subjects.strip_adverbs(reading, subject.span.end, act.span.start)
    between = reading.low[subject.span.end : begin].split()
    return (subject, act) if len(between) <= (_OF_BOTH if subject.both else 0) else None


def _quoted_kind(reading: Reading, clause: Clause) -> StatementKind | None:
    """What a sentence of direct speech does by its own first verb."""
    words = reading.pack.statements
    if _we_pledge(words).search(reading.low, clause.start, clause.end):
        return StatementKind.COMMITMENT
    said = within(reading.acts, Span(clause.start, min(clause.end, clause.start + SELF_LEAD)))
    said = [act for act in said if act.span.end <= clause.start + _QUOTE_LEAD or _of_oneself(reading, act)]
    if not said or said[0].strength is Strength.FUTURE:
        return None
    if said[0].kind is not StatementKind.CONCERN and _denied(
        reading, reading.low[clause.start : said[0].span.start]
    ):
        return None
    and_ = reading.pack.grammar.words.and_
    if any(reading.low.startswith(f" {and_} {pledge}", said[0].span.end) for pledge in words.pledges):
        return StatementKind.COMMITMENT
    return said[0].kind


def _of_oneself(reading: Reading, act: ActMention) -> bool:
    """ "Đầu tiên, chúng tôi đã thảo luận về …"."""
    at = adverbs.strip(reading.low, reading.pack.grammar, 0, act.span.start)
    return reading.low[:at].endswith(reading.pack.statements.first_person)


@cache
def _we_pledge(words: StatementWords) -> re.Pattern[str]:
    adverb = rf"(?:{any_of(words.pledge_adverbs)} )?"
    return re.compile(rf"\b{any_of(words.who_pledges)} {adverb}{any_of(words.we_pledge)}\b")
