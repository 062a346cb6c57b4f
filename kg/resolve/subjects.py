"""Noun phrases that can be somebody who speaks or meets: persons, coordinated persons, sides, "hai bên".

A phrase is *blocked* where it is the object of what stands before it ("với Thủ tướng …", "của Mỹ",
"tiếp Đại sứ …"): then it is no subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract import adverbs
from kg.extract.mentions import GroupMention, InOrder, PersonMention, place
from kg.extract.reading import Reading
from kg.lang.kinds import GroupKind
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import Grammar
from kg.model import Span
from kg.resolve.people import Cast, Person

_BEFORE_OBJECT = 40  # code points before a phrase in which what makes it an object stands
_BEFORE_COUNTRY = 30


@dataclass(frozen=True, slots=True, eq=False)
class Nominal:
    """A noun phrase that may speak; `mentions` are the persons it names."""

    span: Span
    mentions: tuple[PersonMention, ...] = ()
    group: GroupMention | None = None
    blocked: bool = False
    sides: tuple[str, ...] = ()  # two sides joined: "Washington và Seoul"
    led: bool = False  # a delegation, by those who lead it
    of: str | None = None  # the polity of that delegation

    @property
    def both(self) -> bool:
        """Whether it means both sides together."""
        return self.group is not None and self.group.kind is GroupKind.BOTH

    @property
    def side(self) -> str | None:
        """The polity of a bare side ("phía Mỹ")."""
        if self.sides:
            return None
        return self.group.code if self.group is not None and self.group.kind is GroupKind.SIDE else None

    @property
    def pronoun(self) -> bool:
        """Whether a pronoun stands for somebody."""
        return any(mention.pronoun for mention in self.mentions)


def nominals(reading: Reading) -> InOrder[Nominal]:
    """All of them in order; persons joined by "và" or commas are one."""
    items: list[Nominal] = []
    pieces: list[PersonMention | GroupMention] = [*reading.persons, *reading.groups]
    pieces.sort(key=place)
    for piece in pieces:
        if items and piece.span.start < items[-1].span.end:
            continue
        if items and _acts_for(items[-1], piece):
            items[-1] = replace(items[-1], span=Span(items[-1].span.start, piece.span.end))
            continue
        held = blocked(reading, piece.span.start)
        if isinstance(piece, GroupMention):
            held = held or _attribute(reading, piece)
            if held and piece.kind is GroupKind.SAME:
                continue
            items.append(Nominal(piece.span, group=piece, blocked=held))
        else:
            items.append(Nominal(piece.span, (piece,), blocked=held))
    return InOrder(coordinated(reading, items))


def _acts_for(item: Nominal, piece: PersonMention | GroupMention) -> bool:
    """ "Đặc phái viên của | Tổng thống B": B is no one who speaks or meets."""
    return any(t.principal == piece.span.start for m in item.mentions[-1:] for t in m.titles[-1:])


# ---------------------------------------------------------------- coordination
def coordinated(reading: Reading, items: Sequence[Nominal]) -> list[Nominal]:
    """Persons joined by "và" made one phrase, and two sides joined by it."""
    out: list[Nominal] = []
    at = 0
    while at < len(items):
        if at + 1 < len(items) and _two_sides(reading, items[at], items[at + 1]):
            out.append(_joint_sides(items[at], items[at + 1]))
            at += 2
            continue
        run = _list(reading, items, at)
        out.append(run[0] if len(run) == 1 else _joint_persons(run))
        at += len(run)
    return out


def _list(reading: Reading, items: Sequence[Nominal], at: int) -> list[Nominal]:
    """The persons listed from the one at `at` on; commas join only in a list that ends in "và"."""
    words, joint_of = reading.pack.grammar.words, _list_joint(reading.pack)
    run, commas = [items[at]], []
    while at + len(run) < len(items) and _can_join(run[-1]) and _can_join(items[at + len(run)]):
        following = items[at + len(run)]
        joint = reading.low[run[-1].span.end : following.span.start]
        if not joint_of.fullmatch(joint) and not _between(reading, run[0], joint):
            break
        commas.append(joint.strip().startswith((",", ";")) and words.and_ not in joint)
        run.append(following)
    while commas and commas[-1] and not _after_several(reading, run[0]):  # a comma at the end is no list
        commas.pop()
        run.pop()
    return run


def _between(reading: Reading, first: Nominal, joint: str) -> bool:
    """ "cuộc hội đàm giữa A | với B"."""
    words = reading.pack.grammar.words
    return joint == f" {words.with_} " and reading.low.endswith(f" {words.between} ", 0, first.span.start)


def _after_several(reading: Reading, first: Nominal) -> bool:
    """ "đã có các cuộc gặp song phương với A, B": all are met, whatever joins them.

    Not so "tại các cuộc gặp với A và B, C …": who stands behind the last comma is the subject.
    """
    if not first.blocked:
        return False
    left = reading.low[max(0, first.span.start - _BEFORE_OBJECT) : first.span.start]
    found = _meetings(reading.pack).search(left)
    return found is not None and not left[: found.start()].rstrip().endswith(reading.pack.meetings.held_at)


@cache
def _meetings(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){any_of(pack.meetings.meetings)} (?:[^,.;\n]+ )?{pack.grammar.words.with_} \Z"
    )


@cache
def _list_joint(pack: LanguagePack) -> re.Pattern[str]:
    """Between two of a list: an aside in brackets, a joining word, an honorific."""
    grammar = pack.grammar
    joint = rf"(?:[,;] |[,;] {grammar.words.and_} | {any_of(grammar.joined_by)} )"
    return re.compile(rf"(?: \([^)\n]{{1,40}}\))?{joint}(?:{any_of(pack.titles.honorifics)} )?")


def _joint_persons(run: Sequence[Nominal]) -> Nominal:
    mentions = tuple(mention for item in run for mention in item.mentions)
    return Nominal(Span(run[0].span.start, run[-1].span.end), mentions, blocked=run[0].blocked)


def _two_sides(reading: Reading, one: Nominal, other: Nominal) -> bool:
    """ "Washington và Seoul", "Việt Nam - Australia" as one subject."""
    if one.side is None or other.side is None or one.side == other.side:
        return False
    words = reading.pack.grammar.words
    joint = reading.low[one.span.end : other.span.start]
    return joint in (f" {words.and_} ", f" {words.together} ", " - ")


def _joint_sides(one: Nominal, other: Nominal) -> Nominal:
    span = Span(one.span.start, other.span.end)
    return Nominal(span, (), one.group, one.blocked, (one.side or "", other.side or ""))


def _can_join(item: Nominal) -> bool:
    return bool(item.mentions) and not item.pronoun


# ---------------------------------------------------------------- objects and attributes
def _attribute(reading: Reading, group: GroupMention) -> bool:
    """A bare country name behind a noun belongs to it: "cơ quan truy tố Malaysia", "quân đội nước này"."""
    if group.kind is not GroupKind.SAME and (group.kind is not GroupKind.SIDE or group.head):
        return False
    start = group.span.start
    left = reading.low[max(0, start - _BEFORE_COUNTRY) : start]
    words = left.split()
    if not left.endswith(" ") or not words or not words[-1][-1].isalnum():
        return False
    grammar = reading.pack.grammar
    known = (grammar.conjunctions, grammar.adverbs, grammar.clause_openers)
    if any(tail in some for tail in _tails(words) for some in known):
        return False
    return _end_before(left, start) not in reading.act_by_end


def blocked(reading: Reading, start: int) -> bool:
    """Whether what stands right before makes the phrase an object or an attribute."""
    left = reading.low[max(0, start - _BEFORE_OBJECT) : start]
    words = left.split()
    if not left.endswith(" ") or not words or words[-1][-1] in ',.;:"':
        return False
    if any(tail in reading.pack.grammar.prepositions for tail in _tails(words)):
        return _utterance_of(reading.pack.grammar).search(left) is None
    end = _end_before(left, start)
    cue, act = reading.cue_by_end.get(end), reading.act_by_end.get(end)
    return (cue is not None and not cue.noun) or (act is not None and act.kind is not None)


@cache
def _utterance_of(grammar: Grammar) -> re.Pattern[str]:
    """ "tuyên bố mới nhất của | Bộ Ngoại giao Chile nêu rõ …": whose a text is says what it says."""
    return re.compile(rf"(?<!\w){text_of(grammar)} \Z")


def text_of(grammar: Grammar) -> str:
    """A pattern of what leads to those whose text it is: "thông cáo mới nhất của"."""
    return rf"{any_of(grammar.documents[GroupKind.SAME])}(?: [^\s,.;:]+){{0,2}} {grammar.words.of}"


def _tails(words: Sequence[str]) -> tuple[str, str, str]:
    """The last word, the last two and the last three."""
    return words[-1], " ".join(words[-2:]), " ".join(words[-3:])


def _end_before(left: str, at: int) -> int:
    """Where the last word of `left` ends, which itself ends at `at`."""
    return at - (len(left) - len(left.rstrip()))


# ---------------------------------------------------------------- between subject and verb
def strip_adverbs(reading: Reading, start: int, at: int) -> int:
    """Walk back from `at` over adverbs and white space, not before `start`; returns where they begin."""
    return adverbs.strip(reading.low, reading.pack.grammar, start, at)


def last_before(items: Sequence[Nominal], start: int, at: int) -> Nominal | None:
    """The last phrase in [start, at) that is not blocked."""
    fits = [item for item in items if start <= item.span.start and item.span.end <= at and not item.blocked]
    return fits[-1] if fits else None


def persons(cast: Cast, nominal: Nominal) -> list[Person]:
    """The known persons of a phrase, in order, each once."""
    found = [person for mention in nominal.mentions if (person := cast.of(mention)) is not None]
    return list(dict.fromkeys(found))
