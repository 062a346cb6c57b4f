"""What a clause does: the kind of its verb, or for a neutral verb what its content says.

khẳng định Mỹ sẽ tiếp tục hỗ trợ …      own side + future       Commitment
nhấn mạnh hai bên cần tăng cường …      another + obligation    Request
cho biết hai bên đã nhất trí …          both + agree            Agreement
khẳng định coi trọng quan hệ …          stance                  Position
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from kg.extract.mentions import ActMention, within
from kg.extract.reading import Reading
from kg.lang.kinds import GroupKind, Strength
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import Grammar, StatementWords
from kg.model import Span, StatementKind
from kg.resolve import subjects
from kg.resolve.clause_bounds import Clause
from kg.resolve.subjects import Nominal

_WORD = re.compile(r"[^\s,.;:\"“”]+")
_NEAR_WORDS = 12  # of the content, which tell what it does
_FUTURE_WORDS = 8  # among which "sẽ" is the verb's
_OWN_WORDS = 16  # up to the word of will of a body of one's own side
_QUOTE_LEAD = 28  # code points in which the verb of a quoted sentence stands
_SELF_LEAD = 90  # code points in which the speaker speaks of himself


# ---------------------------------------------------------------- by the verb
def kind_of(
    reading: Reading, clause: Clause, items: Sequence[Nominal], own: frozenset[str]
) -> StatementKind | None:
    """The kind of a clause whose speaker's side is in `own`; None where nothing shows one."""
    lead = clause.lead
    if lead is None:
        return None
    if clause.quoted or clause.indirect:
        quoted = _quoted_kind(reading, clause) if clause.quoted else None
        found = quoted or _by_content(reading, clause.span, items, own)
        scolds = _scolds(reading, clause.span, found)
        return StatementKind.CONCERN if scolds else found or StatementKind.POSITION
    first, fixed = clause.acts[0], clause.fixed_kind(reading)
    if fixed is not None and lead.strength is not Strength.FUTURE and (lead.kind or first is lead):
        return fixed
    content = Span(lead.span.end, clause.end)
    told = told_by_other(reading, content, items) if lead.kind is None else None
    if told is not None and told[1].kind:
        return StatementKind.CONCERN if _scolds(reading, content, told[1].kind) else told[1].kind
    if lead.strength is Strength.FUTURE:
        return StatementKind.COMMITMENT
    found = _by_content(reading, content, items, own)
    if found in (None, StatementKind.POSITION) and first.kind is not None and first is not lead:
        return first.kind
    return StatementKind.CONCERN if _scolds(reading, content, found) else found or StatementKind.POSITION


def _scolds(reading: Reading, content: Span, found: StatementKind | None) -> bool:
    """Whether what would be a mere position blames somebody: "… là không thể chấp nhận"."""
    blames = _blames(reading.pack.statements)
    return found in (None, StatementKind.POSITION) and bool(
        blames.search(reading.low, content.start, content.end)
    )


@cache
def _blames(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.blame)}\b")


def inherited(
    reading: Reading, clause: Clause, items: Sequence[Nominal], own: frozenset[str], previous: StatementKind
) -> StatementKind:
    """The kind of a clause without a verb: what its content says, else that of the clause before."""
    found = _by_content(reading, clause.span, items, own)
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
    if act is None or act.strength in (Strength.FUTURE, Strength.QUOTE):
        return None
    begin = subjects.strip_adverbs(reading, subject.span.end, act.span.start)
    return (subject, act) if begin == subject.span.end else None


def _quoted_kind(reading: Reading, clause: Clause) -> StatementKind | None:
    """What a sentence of direct speech does by its own first verb."""
    words = reading.pack.statements
    if _we_pledge(words).search(reading.low, clause.start, clause.end):
        return StatementKind.COMMITMENT
    said = within(reading.acts, Span(clause.start, min(clause.end, clause.start + _QUOTE_LEAD)))
    if not said or said[0].strength is Strength.FUTURE:
        return None
    and_ = reading.pack.grammar.words.and_
    if any(reading.low.startswith(f" {and_} {pledge}", said[0].span.end) for pledge in words.pledges):
        return StatementKind.COMMITMENT
    return said[0].kind


@cache
def _we_pledge(words: StatementWords) -> re.Pattern[str]:
    adverb = rf"(?:{any_of(words.pledge_adverbs)} )?"
    return re.compile(rf"\b{any_of(words.who_pledges)} {adverb}{any_of(words.we_pledge)}\b")


# ---------------------------------------------------------------- by the content
def subject_of_content(reading: Reading, content: Span, items: Sequence[Nominal]) -> Nominal | None:
    """The phrase with which the content begins, "rằng" and quotes passed over."""
    at = _past_that(reading, content)
    return next((item for item in items if at <= item.span.start <= at + 1), None)


def _past_that(reading: Reading, content: Span) -> int:
    """Where the content begins behind "rằng", "với … rằng", "về việc" and quotation marks."""
    found = _that(reading.pack.grammar).match(reading.low, content.start, content.end)
    return found.end() if found else content.start


@cache
def _that(grammar: Grammar) -> re.Pattern[str]:
    words = grammar.words
    matter = rf"{words.about} {words.matter}"
    to_whom = rf"{words.with_} [^,]{{1,60}}? (?:{words.that}|{matter})"
    marks = r"[\s,:\"'“]*"
    return re.compile(rf"{marks}(?:{words.that}|{words.is_}|{to_whom}|{matter})?{marks}")


def _by_content(
    reading: Reading, content: Span, items: Sequence[Nominal], own: frozenset[str]
) -> StatementKind | None:
    """What the first words of the content do; None where they tell nothing of the speaker."""
    words = reading.pack.statements
    subject = subject_of_content(reading, content, items)
    content = _past_we(reading, content)
    begin = subject.span.end if subject is not None else _past_that(reading, content)
    rest = reading.low[begin : content.end]
    near = f" {' '.join(_WORD.findall(rest)[:_NEAR_WORDS])} "
    ours = subject is None or _is_own(subject, own)
    another = subject is None or subject.both or not ours
    if another and _begins_among(near, words.obligation, 3) and not _begins_among(near, words.needs, 1):
        return StatementKind.REQUEST
    if ours and _pledges(reading, near, subject):
        return StatementKind.COMMITMENT
    if not ours:  # what another does or wants is told, not done
        side = subject is not None and subject.side is not None and not subject.blocked
        return StatementKind.COMMITMENT if side and _own_body(reading, content, own) else None
    for kind, phrases in words.content.items():
        if _begins_among(near, phrases, 4):
            return kind
    if _own_body(reading, content, own) or _acts(reading, near, rest, subject):
        return StatementKind.COMMITMENT
    if subject is not None and subject.both and _begins_among(near, words.modals, 1):
        return StatementKind.REQUEST
    return None


def _pledges(reading: Reading, near: str, subject: Nominal | None) -> bool:
    """ "sẽ …" right behind the subject, or a pledge joined to the first verb: "ủng hộ và sẵn sàng …"."""
    words = reading.pack.grammar.words
    if subject is not None and near.startswith(f" {words.will} "):
        return True
    return bool(_and_pledge(reading.pack).match(near.removeprefix(f" {words.always}").strip()))


@cache
def _and_pledge(pack: LanguagePack) -> re.Pattern[str]:
    words = pack.grammar.words
    return re.compile(rf"\S+(?: \S+)? {words.and_} {any_of((*pack.statements.pledges, words.will))} ")


def _acts(reading: Reading, near: str, rest: str, subject: Nominal | None) -> bool:
    """Whether the content announces an act of one's own."""
    words = reading.pack.statements
    if subject is None and _oneself(words).search(rest[:_SELF_LEAD]):
        return True
    done = f" {reading.pack.grammar.words.already} " in near
    return _future(reading, near, subject) or (_begins_among(near, words.actions, 1) and not done)


@cache
def _oneself(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.oneself)} {any_of(words.readiness)}\b")


def _past_we(reading: Reading, content: Span) -> Span:
    """ "Chúng tôi sẵn sàng …": the pronoun is passed over like any subject of one's own."""
    at = _past_that(reading, content)
    for phrase in reading.pack.statements.first_person:
        if reading.low.startswith(phrase + " ", at):
            return Span(at + len(phrase) + 1, content.end)
    return content


def _own_body(reading: Reading, content: Span, own: frozenset[str]) -> bool:
    """ "Nhà nước, Chính phủ và các Bộ, ngành của Việt Nam sẽ …": a body of one's own side pledges."""
    found = _will(reading.pack.statements).search(reading.low, content.start, content.end)
    if found is None or len(reading.low[content.start : found.start()].split()) > _OWN_WORDS:
        return False
    before = within(reading.polities, Span(content.start, found.start()))
    if not before or before[-1].code not in own:
        return False
    return len(reading.low[before[-1].span.end : found.start()].split()) <= 2


@cache
def _will(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words.will)}(?!\w)")


def _is_own(subject: Nominal, own: frozenset[str]) -> bool:
    if subject.side is not None:
        return subject.side in own
    if subject.group is not None:
        return subject.group.kind in (GroupKind.OWN, GroupKind.BOTH)
    return True


def _begins_among(near: str, phrases: Iterable[str], words: int) -> bool:
    """Whether one of `phrases` begins among the first `words` words."""
    head = f" {' '.join(near.split()[: words + 3])} "
    return any((at := head.find(f" {phrase} ")) >= 0 and len(head[:at].split()) < words for phrase in phrases)


def _future(reading: Reading, near: str, subject: Nominal | None) -> bool:
    """ "sẽ …" or "tiếp tục" and an act of the speaker's own side, not of an event ("chuyến thăm sẽ …")."""
    grammar, words = reading.pack.grammar, near.split()
    go_on = f" {reading.pack.statements.go_on} "
    if near.startswith(go_on):
        behind = f" {near.removeprefix(go_on)}"
        return subject is not None or _begins_among(behind, reading.pack.statements.actions, 1)
    if grammar.words.will not in words[:_FUTURE_WORDS]:
        return False
    number = words.index(grammar.words.will)
    before = " ".join(words[:number])
    led = not before or before in reading.pack.statements.we or words[0] in grammar.asides
    return led or (subject is not None and number <= 3)
