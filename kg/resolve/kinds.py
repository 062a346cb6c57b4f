"""What a clause does: the kind of its verb, or for a neutral verb what its content says.

khẳng định Mỹ sẽ tiếp tục hỗ trợ …      own side + future       Commitment
nhấn mạnh hai bên cần tăng cường …      another + obligation    Request
cho biết hai bên đã nhất trí …          both + agree            Agreement
khẳng định coi trọng quan hệ …          stance                  Position
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.extract.mentions import ActMention, GroupKind, Strength, within
from kg.extract.reading import Reading
from kg.model import Span, StatementKind
from kg.resolve import subjects
from kg.resolve.clauses import Clause
from kg.resolve.subjects import Nominal

_ORDER = ("Concern", "Agreement", "Appreciation", "Request", "Commitment", "Position")
_NEAR_WORDS = 12
_QUOTE_LEAD = 28  # code points in which the verb of a quoted sentence stands
_SKIP = re.compile(r"[\s,:\"'“]*(?:rằng|là|với [^,]{1,60}? (?:rằng|về việc)|về việc)?[\s,:\"'“]*")

_PLEDGE = re.compile(
    r"\b(?:chúng tôi|tôi) (?:luôn |cũng |luôn luôn )?(?:sẽ|sẵn sàng|cam kết|quyết tâm|xin hứa)\b"
)
_I_WILL = re.compile(r"\b(?:ông|bà|tôi|chúng tôi|mình) (?:sẽ|luôn sẵn sàng|sẵn sàng)\b")
_WILL = re.compile(r"(?<!\w)(?:sẽ|luôn sẵn sàng|sẵn sàng|quyết tâm)(?!\w)")
_AND_PLEDGE = re.compile(r"\S+(?: \S+)? và (?:sẵn sàng|cam kết|sẽ) ")

SideOf = Callable[[Nominal], str | None]


def kind_of(
    reading: Reading, clause: Clause, items: Sequence[Nominal], own: frozenset[str]
) -> StatementKind | None:
    """The kind of a clause whose speaker's side is in `own`; None where nothing shows one."""
    lead = clause.lead
    if lead is None:
        return None
    first = clause.acts[0]
    if clause.quoted or clause.indirect:
        if clause.quoted and (quoted := _quoted_kind(reading, clause)) is not None:
            return quoted
        return _by_content(reading, clause.span, items, own) or StatementKind.POSITION
    fixed = clause.fixed_kind(reading.low)
    if (
        fixed is not None
        and lead.strength is not Strength.FUTURE
        and not (lead.kind is None and first is not lead)
    ):
        return fixed
    content = Span(lead.span.end, clause.end)
    if lead.kind is None and (told := told_by_other(reading, content, items)) is not None and told[1].kind:
        return told[1].kind
    found = _by_content(reading, content, items, own)
    if lead.strength is Strength.FUTURE:
        return StatementKind.COMMITMENT
    if found in (None, StatementKind.POSITION) and first.kind is not None and first is not lead:
        return first.kind
    return found or StatementKind.POSITION


def told_by_other(reading: Reading, content: Span, items: Sequence[Nominal]) -> tuple[Nominal, ActMention] | None:
    """ "cho biết Chủ tịch Trung Quốc cảnh báo …": whoever the content begins with, and the verb right behind."""
    subject = subject_of_content(reading, content, items)
    if subject is None or not (subject.both or (subject.mentions and not subject.pronoun)):
        return None
    act = next((a for a in reading.acts if subject.span.end < a.span.start < content.end), None)
    if act is None or act.strength in (Strength.FUTURE, Strength.QUOTE):
        return None
    begin = subjects.strip_adverbs(reading, subject.span.end, act.span.start)
    return (subject, act) if begin == subject.span.end else None


def inherited(
    reading: Reading, clause: Clause, items: Sequence[Nominal], own: frozenset[str], previous: StatementKind
) -> StatementKind:
    """The kind of a clause without a verb: what its content says, else that of the clause before."""
    if previous in (StatementKind.REQUEST, StatementKind.AGREEMENT):
        return previous
    return _by_content(reading, clause.span, items, own) or previous


def subject_of_content(reading: Reading, content: Span, items: Sequence[Nominal]) -> Nominal | None:
    """The phrase with which the content begins, "rằng" and quotes passed over."""
    found = _SKIP.match(reading.low, content.start, content.end)
    at = found.end() if found else content.start
    return next((item for item in items if at <= item.span.start <= at + 1), None)


def _quoted_kind(reading: Reading, clause: Clause) -> StatementKind | None:
    """What a sentence of direct speech does by its own first verb."""
    if _PLEDGE.search(reading.low, clause.start, clause.end):
        return StatementKind.COMMITMENT
    said = within(reading.acts, Span(clause.start, min(clause.end, clause.start + _QUOTE_LEAD)))
    if not said or said[0].strength is Strength.FUTURE:
        return None
    if reading.low.startswith((" và sẵn sàng", " và cam kết"), said[0].span.end):
        return StatementKind.COMMITMENT
    return said[0].kind


def _by_content(
    reading: Reading, content: Span, items: Sequence[Nominal], own: frozenset[str]
) -> StatementKind | None:
    words = reading.pack.grammar.words
    subject = subject_of_content(reading, content, items)
    content = _past_we(reading, content)
    found = _SKIP.match(reading.low, content.start, content.end)
    begin = subject.span.end if subject is not None else (found.end() if found else content.start)
    near_all = reading.low[begin : content.end]
    near = " " + " ".join(re.findall(r"[^\s,.;:\"“”]+", reading.low[begin : content.end])[:_NEAR_WORDS]) + " "
    ours = subject is None or _is_own(subject, own)
    if _starts(near, words["obligation"], 3) and not (
        subject is not None and _is_own(subject, own) and not subject.both
    ):
        return StatementKind.REQUEST
    if ours and (subject is not None or not near.strip()) and near.startswith(" sẽ "):
        return StatementKind.COMMITMENT
    if ours and _AND_PLEDGE.match(near.removeprefix(" luôn").strip()):
        return StatementKind.COMMITMENT
    if not ours:
        if subject is not None and subject.side is not None and not subject.blocked:
            return None if not _own_agency(reading, content, own) else StatementKind.COMMITMENT
        return None  # what another does or wants is told, not done
    for kind in _ORDER:
        if _starts(near, words["content"][kind], 4):
            return StatementKind(kind)
    if ours and (_own_agency(reading, content, own) or (subject is None and _I_WILL.search(near_all[:90]))):
        return StatementKind.COMMITMENT
    if ours and (
        _future(reading, near, subject) or (_starts(near, words["actions"], 1) and " đã " not in near)
    ):
        return StatementKind.COMMITMENT
    if subject is not None and subject.both and _starts(near, words["modals"], 1):
        return StatementKind.REQUEST
    return None


def _past_we(reading: Reading, content: Span) -> Span:
    """ "Chúng tôi sẵn sàng …": the pronoun is passed over like any subject of one's own."""
    found = _SKIP.match(reading.low, content.start, content.end)
    at = found.end() if found else content.start
    for phrase in ("chúng tôi", "chúng ta", "tôi"):
        if reading.low.startswith(phrase + " ", at):
            return Span(at + len(phrase) + 1, content.end)
    return content


def _own_agency(reading: Reading, content: Span, own: frozenset[str]) -> bool:
    """ "Nhà nước, Chính phủ và các Bộ, ngành của Việt Nam sẽ …": a body of one's own side pledges."""
    found = _WILL.search(reading.low, content.start, content.end)
    if found is None or len(reading.low[content.start : found.start()].split()) > 16:
        return False
    before = [m for m in reading.polities if content.start <= m.span.start and m.span.end <= found.start()]
    if not before or before[-1].code not in own:
        return False
    gap = reading.low[before[-1].span.end : found.start()].split()
    return len(gap) <= 2


def _is_own(subject: Nominal, own: frozenset[str]) -> bool:
    if subject.side is not None:
        return subject.side in own
    if subject.group is not None:
        return subject.group.kind in (GroupKind.OWN, GroupKind.BOTH)
    return True


def _starts(near: str, phrases: Sequence[str], words: int) -> bool:
    """Whether one of `phrases` begins among the first `words` words."""
    head = " " + " ".join(near.split()[: words + 3]) + " "
    return any((at := head.find(f" {phrase} ")) >= 0 and len(head[:at].split()) < words for phrase in phrases)


def _future(reading: Reading, near: str, subject: Nominal | None) -> bool:
    """ "sẽ …" or "tiếp tục + act" of the speaker's own side, not of an event ("chuyến thăm sẽ …")."""
    words = near.split()
    for number, word in enumerate(words[:8]):
        if word == "sẽ":
            before = " ".join(words[:number])
            aside = words[0] in reading.pack.grammar.words["asides"]
            return (subject is not None and number <= 3) or not before or before in _WE(reading) or aside
        if number == 0 and word == "tiếp" and words[1:2] == ["tục"]:
            return subject is not None or _starts(
                " " + " ".join(words[2:]) + " ", reading.pack.grammar.words["actions"], 1
            )
    return False


def _WE(reading: Reading) -> frozenset[str]:  # noqa: N802
    return frozenset(reading.pack.grammar.words["we"])
