"""Who stands around a word of encounters: its subject, its object, the heads of delegations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.extract.mentions import CueMention, within
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import GroupKind, Strength
from kg.lang.patterns import any_of
from kg.lang.words import Grammar, MeetingWords
from kg.model import Span
from kg.resolve import subjects
from kg.resolve.people import Cast, Person
from kg.resolve.subjects import Nominal
from kg.text import BULLETS

_MAX_GAP = 110  # code points between a cue and its object
_LEAD = 8  # code points: " trong "
_WAY = 20  # code points: "sắp tới "


# ---------------------------------------------------------------- object
def object_of(reading: Reading, here: Sequence[Nominal], cue: CueMention) -> Nominal | None:
    """The phrase behind the cue, only linking words between."""
    words, spare = reading.pack.meetings, None
    head = _head_of_party(reading, here, cue)
    if head is not None:
        return head
    for item in here:
        if item.span.start < cue.span.end or (cue.noun and item.sides):  # "đối thoại Việt - Mỹ giữa …"
            continue
        gap = reading.low[cue.span.end : item.span.start]
        if len(gap) > _MAX_GAP or ";" in gap:
            return spare
        if _is_bare_side(item) and _on_the_way(words).search(gap):
            continue
        if _link(words).match(gap):
            return item
        if _leads_to(words).search(gap) and (cue.noun or gap[0] != ","):
            if not cue.noun or not _is_bare_side(item):
                return item
            spare = spare or item  # "… có ích cho Pháp | với Tổng thống B": B is met
            continue
        stops = not _leads_by(words).search(gap) if not cue.noun else item.mentions and not item.blocked
        if gap.strip() and stops:
            return spare
    return spare


def with_further(
    reading: Reading, here: Sequence[Nominal], sentence: Sentence, cue: CueMention, right: Nominal
) -> Nominal:
    """Whom a list names behind the first one met: "tiếp Đại sứ A đến chào từ biệt, Đại sứ B"; the sentence
    ends with it, so that none of them is a subject. Those called on are of one country, stated once.
    """
    calls = not cue.noun and cue.form.startswith(reading.pack.meetings.calls_on)
    mentions, end = list(right.mentions), right.span.end
    for item in here:
        if item.span.start < end or not item.mentions or item.blocked or item.pronoun:
            continue
        gap = reading.low[end : item.span.start]
        titled = all(m.titles and m.name and (m.polity or calls) for m in item.mentions)
        if not titled or not gap.endswith(", ") or len(gap) > _MAX_GAP or set(gap) & set(".;:"):
            return right
        mentions += item.mentions
        end = item.span.end
    if end == right.span.end or within(reading.acts, Span(right.span.end, sentence.span.end)):
        return right
    return replace(right, span=Span(right.span.start, end), mentions=tuple(mentions))


def _is_bare_side(item: Nominal) -> bool:
    return item.group is not None and item.group.kind is GroupKind.SIDE and not item.group.head


@cache
def _on_the_way(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.on_the_way)}\s\Z")


@cache
def _link(words: MeetingWords) -> re.Pattern[str]:
    """Linking words, figures and brackets, and nothing else."""
    return re.compile(rf"[\s\"]*(?:(?:{any_of(words.link)}|[\d/.\-]+|\([^)]{{0,30}}\)),?\s*)*\Z")


@cache
def _leads_to(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.leads_to)} [^,.;\"]{{0,60}}\Z")


@cache
def _leads_by(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf" {any_of(words.led_by)} \Z")


def _head_of_party(reading: Reading, here: Sequence[Nominal], cue: CueMention) -> Nominal | None:
    """ "tiếp Đoàn Nhóm nghị sĩ … do A": A, whatever the delegation is called."""
    party = _party_led_by(reading.pack.meetings)
    return next(
        (
            item
            for item in here
            if item.mentions
            and cue.span.end < item.span.start <= cue.span.end + _MAX_GAP
            and party.match(reading.low, cue.span.end, item.span.start)
        ),
        None,
    )


@cache
def _party_led_by(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:{any_of(words.link)}\s+)*(?:\w+ )?{words.party} [^.;:]*{_leads_by(words).pattern}"
    )


# ---------------------------------------------------------------- subject
def subject_of(
    reading: Reading, here: Sequence[Nominal], sentence: Sentence, cue: CueMention, right: Nominal | None
) -> Nominal | None:
    """Who stands before the cue, or after it where the sentence opens with "tại buổi tiếp …,"."""
    who = _whom_it_is_told_of(reading, here, cue)
    if who is not None:
        return who
    free = [i for i in here if not i.blocked]
    at = subjects.strip_adverbs(reading, sentence.span.start, cue.span.start)
    before = [
        i for i in free if i.span.end <= cue.span.start and (i.mentions or (i.both and i.span.end == at))
    ]
    if before:
        side = next((i for i in here if i.side is not None and i.span.end == at), None)
        acts = not cue.noun and side is not None and not _is_place(reading, side)
        if acts or (not cue.noun and _tells_of_others(reading, before[-1].span.end, at)):
            return None  # "ông A cho biết Manila đã trao …"
        return before[-1]
    behind = [i for i in free if i.span.start > cue.span.end and i.mentions]
    behind = [i for i in behind if right is None or i.span.start >= right.span.end]
    if not behind:
        return None
    if right is not None and reading.low[right.span.end : behind[0].span.start] == ", ":
        apposed = len(behind) > 1 and right.mentions and not any(m.name for m in behind[0].mentions)
        apposed = apposed and reading.low.endswith(", ", 0, behind[1].span.start)
        return behind[1 if apposed else 0]  # "… tiếp Đại sứ A, Đặc phái viên của …, | Chủ tịch nước …"
    return behind[0] if cue.noun or opens_sentence(reading, sentence, cue) else None


def _whom_it_is_told_of(reading: Reading, here: Sequence[Nominal], cue: CueMention) -> Nominal | None:
    """ "… thay thế ông A, người đã gặp …": A, whatever stands before him."""
    who = tuple(f"{joint}{reading.pack.grammar.words.who} " for joint in (", ", " - "))
    for item in reversed([i for i in here if i.span.end < cue.span.start]):
        clause = reading.low[item.span.end : cue.span.start]
        if item.mentions and clause.startswith(who) and not set(clause[2:]) & set(",;:"):
            return item
    return None


def _tells_of_others(reading: Reading, start: int, at: int) -> bool:
    """ "A cho biết, Bộ đã gặp …": who speaks from `start` on tells what somebody not named did."""
    told = [act for act in within(reading.acts, Span(start, at)) if act.strength is Strength.SPEECH]
    begins = told[-1].span.end if told else start
    colon = reading.low.rfind(": ", start, at)
    if not told and colon < 0:
        return False
    words = reading.low[max(begins, colon + 1) : at].rpartition(",")[2].split()
    grammar = reading.pack.grammar
    if words[:1] == [grammar.words.that]:
        words = words[1:]
    first = (words[0] if words else "", " ".join(words[:2]))
    aside = (*grammar.asides, *grammar.prepositions, *grammar.conjunctions, *grammar.adverbs)
    return bool(words) and not any(word in aside for word in first)


def _is_place(reading: Reading, side: Nominal) -> bool:
    """ "đến Berlin hội kiến với B": where one went, not who met."""
    left = reading.low[max(0, side.span.start - _WAY) : side.span.start]
    found = _on_the_way(reading.pack.meetings).search(left)
    if found is None:
        return False
    before = left[: found.start()].rstrip().rpartition(" ")[2]
    return before not in reading.pack.meetings.time_to_come  # "sắp | tới Việt Nam đón …"


def acting_side(
    reading: Reading, here: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> Nominal | None:
    """ "Bộ Công an Việt Nam hội đàm với …": a side, not by the country's bare name, right before a verb."""
    at = subjects.strip_adverbs(reading, sentence.span.start, cue.span.start)
    return next(
        (i for i in here if not cue.noun and i.span.end == at and i.side and not _is_bare_side(i)), None
    )


def opens_sentence(reading: Reading, sentence: Sentence, cue: CueMention) -> bool:
    """Whether the cue stands in a phrase before the subject: "Trong thời gian ở thăm …,", "Tiếp …,"."""
    left = reading.low[sentence.span.start : cue.span.start].strip().lstrip(BULLETS + " ")
    first = {phrase.partition(" ")[0] for phrase in (left, left.rpartition(", ")[2])}
    return not left or not first.isdisjoint(reading.pack.meetings.openers)


def agent(reading: Reading, here: Sequence[Nominal], sentence: Sentence, cue: CueMention) -> Nominal | None:
    """ "do A và B đồng chủ trì": whom a phrase names that ends right before the cue."""
    at = subjects.strip_adverbs(reading, sentence.span.start, cue.span.start)
    by = f" {reading.pack.grammar.words.by} "
    found = (i for i in here if i.span.end == at and i.mentions)
    return next((i for i in found if reading.low.endswith(by, 0, i.span.start)), None)


def addressed_before(here: Sequence[Nominal], writer: Nominal) -> Nominal | None:
    """ "Nhân dịp ông B được bầu làm Thủ tướng, A đã gửi điện mừng": B."""
    before = [i for i in here if i.span.end <= writer.span.start and i.mentions and not i.pronoun]
    return before[-1] if before else None


def told_to(reading: Reading, here: Sequence[Nominal], cue: CueMention) -> tuple[Nominal, Nominal] | None:
    """ "A nói với B trong cuộc điện đàm", "Trong cuộc gặp, A nói với B": (A, B)."""
    held = _at_it(reading.pack.meetings).search(reading.low, max(0, cue.span.start - _LEAD), cue.span.start)
    other = next((i for i in here if held and i.span.end == held.start() - 1 and i.mentions), None)
    leads = f" {reading.pack.grammar.words.with_} "
    if other is None:
        other = next((i for i in here if i.span.start > cue.span.end and i.mentions and i.blocked), None)
    elif _told(reading.pack.meetings).search(reading.low, 0, other.span.start):
        leads = " "
    if held is None or other is None or not reading.low.endswith(leads, 0, other.span.start):
        return None
    first = [i for i in here if i.span.end < other.span.start and i.mentions and not i.blocked]
    return (first[-1], other) if first else None


@cache
def _told(words: MeetingWords) -> re.Pattern[str]:
    """ "A tiết lộ điều đó cho | B trong cuộc gặp"."""
    return re.compile(rf"(?<!\w){any_of(words.sent_to)} \Z")


@cache
def _at_it(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words.held_at)} \Z")


def passive(reading: Reading, here: Sequence[Nominal], cue: CueMention) -> tuple[Nominal, Nominal] | None:
    """ "A được B tiếp": (host, guest)."""
    host = next((i for i in here if i.span.end == cue.span.start - 1 and i.mentions), None)
    by = f" {reading.pack.grammar.words.passive} "
    if host is None or not reading.low.endswith(by, 0, host.span.start):
        return None
    guests = [i for i in here if i.span.end < host.span.start and i.mentions and not i.blocked]
    return (host, guests[-1]) if guests else None


# ---------------------------------------------------------------- whom they mean
def named(cast: Cast, item: Nominal, at: int, near: Sequence[Person], grammar: Grammar) -> list[Person]:
    """The persons of a phrase; of "hai Bộ trưởng" the two of different countries who hold such an office.

    `near` are the officials named before `at`; they are meant by "hai nhà lãnh đạo", "lãnh đạo hai nước".
    """
    if not item.both or item.group is None:
        return subjects.persons(cast, item)
    office = item.group.office
    two = len(near) == 2 == len({person.polity for person in near})
    if item.group.head.endswith(grammar.leaders) or item.group.head.startswith(grammar.leaders):
        return list(near) if two else []
    if not office or item.group.head.startswith(f"{grammar.words.the} "):
        return []
    found: dict[str, Person] = {}

    def told_before(person: Person) -> tuple[bool, int]:
        """Those spoken of before come first, the last of them first of all."""
        starts = [m.span.start for m in person.mentions]
        before = [start for start in starts if start <= at]
        return not before, at - max(before) if before else min(starts, default=0)

    for person in sorted(cast.persons, key=told_before):
        if person.polity and any(title.head.startswith(office) for title in person.titles):
            found.setdefault(person.polity, person)
    two_ = list(found.values())[:2]
    return sorted(two_, key=lambda p: p.mentions[0].span.start) if len(two_) > 1 else []


def parties(cast: Cast, people: Sequence[Person], *items: Nominal | None) -> list[str]:
    """The polities of persons and of the phrases, sides and offices whose holder is not named."""
    codes = [person.polity for person in people]
    for item in items:
        if item is not None:
            codes += [item.side, *(m.polity for m in item.mentions if cast.of(m) is None)]
    return list(dict.fromkeys(code for code in codes if code))
