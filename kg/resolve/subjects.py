"""Noun phrases that can be somebody who speaks or meets: persons, coordinated persons, sides, "hai bên".

A phrase is *blocked* where it is the object of what stands before it ("với Thủ tướng …", "của Mỹ",
"tiếp Đại sứ …"): then it is no subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.mentions import GroupKind, GroupMention, PersonMention
from kg.extract.reading import Reading
from kg.model import Span
from kg.resolve.people import Cast, Person

_LIST = re.compile(
    r"(?: \([^)\n]{1,40}\))?(?:, | và |, và | cùng | cùng với | (?:đã|vừa|sẽ) cùng(?: với)? )(?:đồng chí |ông |bà |ngài )?\Z"
)
_TIME = re.compile(
    r"(?:(?<= )(?:cùng ngày|mới đây|vừa qua|gần đây|tuần trước|tuần qua|tháng trước|trước đó|sau đó|ngay sau đó)"
    r"|(?<= )(?:vào )?(?:hôm|ngày|sáng|trưa|chiều|tối|đêm)"
    r"(?: (?:hôm|ngày|nay|qua|thứ|hai|ba|tư|năm|sáu|bảy|chủ|nhật|[\d./()-]+)){1,4})\Z"
)
_SIDES = re.compile(r" (?:và|cùng|-) \Z")


@dataclass(frozen=True, slots=True, eq=False)
class Nominal:
    """A noun phrase that may speak; `persons` are those the article names."""

    span: Span
    mentions: tuple[PersonMention, ...] = ()
    group: GroupMention | None = None
    blocked: bool = False
    sides: tuple[str, ...] = ()  # two sides joined: "Washington và Seoul"

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
        """Whether a pronoun or a title stands for somebody."""
        return any(mention.pronoun for mention in self.mentions)


def nominals(reading: Reading) -> list[Nominal]:
    """All of them in order; persons joined by "và" or commas are one."""
    low = reading.low
    items: list[Nominal] = []
    pieces: list[PersonMention | GroupMention] = [*reading.persons, *reading.groups]
    pieces.sort(key=lambda mention: mention.span)
    for piece in pieces:
        last = items[-1] if items else None
        if last is not None and piece.span.start < last.span.end:
            continue
        if isinstance(piece, GroupMention):
            blocked = _blocked(reading, piece.span.start) or _attribute(reading, piece)
            items.append(Nominal(piece.span, group=piece, blocked=blocked))
            continue
        items.append(Nominal(piece.span, (piece,), None, _blocked(reading, piece.span.start)))
    return _coordinated(low, items)


def _coordinated(low: str, items: Sequence[Nominal]) -> list[Nominal]:
    """Persons joined by "và" made one phrase; commas join only in a list that ends in "và"."""
    out: list[Nominal] = []
    at = 0
    while at < len(items):
        if at + 1 < len(items) and _two_sides(low, items[at], items[at + 1]):
            one, other = items[at], items[at + 1]
            out.append(
                Nominal(
                    Span(one.span.start, other.span.end),
                    (),
                    one.group,
                    one.blocked,
                    (one.side or "", other.side or ""),
                )
            )
            at += 2
            continue
        run, joints = [items[at]], []
        while at + len(run) < len(items) and _can_join(run[-1]) and _can_join(items[at + len(run)]):
            following = items[at + len(run)]
            joint = low[run[-1].span.end : following.span.start]
            if not _LIST.fullmatch(joint):
                break
            joints.append(joint.strip().startswith(",") and "và" not in joint)
            run.append(following)
        while joints and joints[-1]:  # a comma at the end is no list
            joints.pop()
            run.pop()
        mentions = tuple(m for item in run for m in item.mentions)
        out.append(
            run[0]
            if len(run) == 1
            else Nominal(Span(run[0].span.start, run[-1].span.end), mentions, None, run[0].blocked)
        )
        at += len(run)
    return out


def _two_sides(low: str, one: Nominal, other: Nominal) -> bool:
    """ "Washington và Seoul", "Việt Nam - Australia" as one subject."""
    if one.side is None or other.side is None or one.side == other.side:
        return False
    return bool(_SIDES.fullmatch(low[one.span.end : other.span.start]))


def _can_join(item: Nominal) -> bool:
    return bool(item.mentions) and not item.pronoun


def _attribute(reading: Reading, group: GroupMention) -> bool:
    """A bare country name behind a noun belongs to it: "cơ quan truy tố Malaysia"."""
    if group.kind is not GroupKind.SIDE or group.head:
        return False
    left = reading.low[max(0, group.span.start - 30) : group.span.start]
    words = left.split()
    if not left.endswith(" ") or not words or not words[-1][-1].isalnum():
        return False
    grammar = reading.pack.grammar
    tails = (words[-1], " ".join(words[-2:]), " ".join(words[-3:]))
    if any(
        t in grammar.conjunctions
        or t in grammar.adverbs
        or t in ("rằng", "việc", "nếu", "khi", "mà", "hiện", "nay")
        for t in tails
    ):
        return False
    end = group.span.start - (len(left) - len(left.rstrip()))
    return end not in reading.act_by_end


def _blocked(reading: Reading, start: int) -> bool:
    """Whether what stands right before makes the phrase an object or an attribute."""
    left = reading.low[max(0, start - 40) : start]
    if not left.endswith(" "):
        return False
    words = left.split()
    if not words or words[-1][-1] in ',.;:"':
        return False
    tail = (words[-1], " ".join(words[-2:]), " ".join(words[-3:]))
    if any(phrase in reading.pack.grammar.prepositions for phrase in tail):
        return True
    end = start - (len(left) - len(left.rstrip()))
    cue, act = reading.cue_by_end.get(end), reading.act_by_end.get(end)
    return (cue is not None and not cue.noun) or (act is not None and act.kind is not None)


def strip_adverbs(reading: Reading, start: int, at: int) -> int:
    """Walk back from `at` over adverbs and white space, not before `start`; returns where they begin."""
    low, adverbs = reading.low, reading.pack.grammar.adverbs
    while at > start:
        left = low[start:at].rstrip(" ")
        time = _TIME.search(left)
        if time is not None and time.start() > 0:
            at = start + time.start()
            continue
        words = left.split(" ")
        for size in (4, 3, 2, 1):
            phrase = " ".join(words[-size:])
            if len(words) >= size and phrase in adverbs:
                at = start + len(left) - len(phrase)
                break
        else:
            return start + len(left)
    return at


def last_before(items: Sequence[Nominal], start: int, at: int) -> Nominal | None:
    """The last phrase in [start, at) that is not blocked."""
    fits = [item for item in items if start <= item.span.start and item.span.end <= at and not item.blocked]
    return fits[-1] if fits else None


def persons(cast: Cast, nominal: Nominal) -> list[Person]:
    """The known persons of a phrase, in order, each once."""
    found = [person for mention in nominal.mentions if (person := cast.of(mention)) is not None]
    return list(dict.fromkeys(found))
