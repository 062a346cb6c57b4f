"""What the content of a clause does, told by its first words: for verbs that leave their kind open.

… Mỹ sẽ tiếp tục hỗ trợ …         own side + future       Commitment
… hai bên cần tăng cường …        another + obligation    Request
… coi trọng quan hệ …             stance                  Position
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import within
from kg.extract.reading import Reading
from kg.lang.kinds import GroupKind
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import Grammar, StatementWords
from kg.model import Span, StatementKind
from kg.resolve.subjects import Nominal

_WORD = re.compile(r"[^\s,.;:\"“”]+")
_NEAR_WORDS = 12  # of the content, which tell what it does
_FUTURE_WORDS = 8  # among which "sẽ" is the verb's
_OWN_WORDS = 16  # up to the word of will of a body of one's own side
_BODY_WORDS = 12  # of a body's name, up to what it will do
SELF_LEAD = 90  # code points in which the speaker speaks of himself


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


def kind_by_content(
    reading: Reading,
    content: Span,
    items: Sequence[Nominal],
    own: frozenset[str],
    demand: StatementKind = StatementKind.REQUEST,
) -> StatementKind | None:
    """What the first words of the content do; None where they tell nothing of the speaker.

    `demand` is what a duty of another is: what both sides hold necessary they agree on.
    """
    words = reading.pack.statements
    subject = subject_of_content(reading, content, items)
    content = _past_we(reading, content)
    begin = subject.span.end if subject is not None else _past_that(reading, content)
    rest = reading.low[begin : content.end]
    near = f" {' '.join(_WORD.findall(rest)[:_NEAR_WORDS])} "
    ours = subject is None or _is_own(subject, own)
    another = subject is None or subject.both or not ours
    if another and _begins_among(near, words.obligation, 3) and not _begins_among(near, words.needs, 1):
        return demand
    if ours and _pledges(reading, near, subject):
        return StatementKind.COMMITMENT
    if _bound_to(reading, content, items, own):
        return demand
    if not ours:  # what another does or wants is told, not done
        side = subject is not None and subject.side is not None and not subject.blocked
        return StatementKind.COMMITMENT if side and _own_body(reading, content, own) else None
    verbs = _nouns(reading.pack).sub(" …", near)
    for kind, phrases in words.content.items():
        if _begins_among(verbs, phrases, 4, reading.pack.grammar.negations):
            return kind
    if subject is None and _some_body(reading, rest):
        return StatementKind.COMMITMENT
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
    if subject is None and _oneself(words).search(rest[:SELF_LEAD]):
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
    """ "Các bộ, ngành của Lào sẽ …": a body of one's own side pledges."""
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


def _some_body(reading: Reading, rest: str) -> bool:
    """ "Quỹ sẵn sàng …", "các trường đại học sẽ nhận …": somebody of one's own whom no title names."""
    words = reading.pack.statements
    ready = _readiness(words).search(rest)
    if ready is None or len(rest[: ready.start()].split()) > _BODY_WORDS:
        return False
    before = rest[: ready.start()].strip()
    return bool(before) and "," not in before and before.startswith(words.bodies)


@cache
def _readiness(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of((*words.readiness, *words.pledges))}(?!\w)")


def _bound_to(reading: Reading, content: Span, items: Sequence[Nominal], own: frozenset[str]) -> bool:
    """ "Để giảm căng thẳng, Mỹ phải rút …": another's duty behind a phrase in front."""
    for item in within(items, Span(content.start, min(content.end, content.start + SELF_LEAD))):
        if item.blocked or item.side is None or item.side in own:
            continue
        behind = reading.low[item.span.end : content.end].split()[:2]
        if behind and (behind[0] in reading.pack.statements.obligation):
            return True
    return False


def _is_own(subject: Nominal, own: frozenset[str]) -> bool:
    if subject.sides:
        return bool(own & set(subject.sides))
    if subject.side is not None:
        return subject.side in own
    if subject.group is not None:
        return subject.group.kind in (GroupKind.OWN, GroupKind.BOTH, GroupKind.SAME)
    return True


@cache
def _nouns(pack: LanguagePack) -> re.Pattern[str]:
    """ "tôn trọng quyết định | của Chile", "cho biết đề nghị | này …"; not "mối quan ngại | của"."""
    phrases = [phrase for found in pack.statements.content.values() for phrase in found]
    nouns = [n for n in sorted(pack.grammar.verbal_nouns) if not any(p.endswith(f" {n}") for p in phrases)]
    behind = any_of((pack.grammar.words.of, *sorted(pack.grammar.points)))
    return re.compile(rf" {any_of(nouns)}(?= {behind} )")


def _begins_among(
    near: str, phrases: tuple[str, ...], words: int, negations: frozenset[str] = frozenset()
) -> bool:
    """Whether one of `phrases` begins among the first `words` words, none of `negations` right before it."""
    first = near.split()[: words + 3]
    if _first_words(phrases).isdisjoint(first):
        return False
    head = f" {' '.join(first)} "
    for phrase in phrases:
        at = head.find(f" {phrase} ")
        before = head[:at].split() if at >= 0 else []
        if at >= 0 and len(before) < words and not negations & set(before[-2:]):
            return True
    return False


@cache
def _first_words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


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
