"""Who met whom: each cue with the persons on its two sides, reports of one encounter joined.

    A điện đàm với B               subject, verb, object
    cuộc hội đàm giữa A và B       both behind the noun
    tại buổi tiếp B, A …           object behind, subject of the sentence
    chuyến thăm Lào của A          a visit: the visitor, and the country visited

A cue counts where officials of two polities stand around it; "tại cuộc gặp" without names only says
that the talk goes on. An article that names no meeting in a sentence of its own, but speaks "at the
meeting", has one of those who speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract.mentions import CueMention, PolityForm, PolityMention, TitleClass, within
from kg.extract.reading import Reading, Sentence
from kg.model import BlockKind, EncounterKind, EncounterStatus, Span
from kg.resolve import subjects
from kg.resolve.clauses import Clause
from kg.resolve.people import Cast, Person
from kg.resolve.subjects import Nominal

_LINK = re.compile(
    r"[\s\"]*(?:(?:có|mặt|chia tay|từ biệt|hẹp|kín|ngắn|song phương|trực tuyến|xã giao|chính thức|cấp cao|lần đầu|riêng|nhanh|bên lề|hôm nay|"
    r"và làm việc|và hội đàm|thân mật|trực tiếp|thượng đỉnh|cùng|với|giữa|của|đoàn|đại biểu|cấp cao|do|nhân dịp|lần thứ \w+|ngày|sáng|chiều|tối|trưa|"
    r"[\d/.\-]+|tại|ở|thủ đô|đồng chí|ông|bà|cho|tới|đến|gửi|lên|và|riêng rẽ|đầu tiên|cuộc|buổi|qua điện thoại|điện thoại|vào|lại|\([^)]{0,30}\)),?\s*)*\Z"
)
_MAX_GAP = 110
_LED = 12
_UNDER_WAY = re.compile(
    r"\b(?:trong|nhân|bắt đầu|kết thúc|có|thực hiện|tiến hành|sau|trước|mở đầu|hoàn thành|của|dịp)(?: \w+){0,2}\s\Z"
)
_SENT = re.compile(r"[\s,]*(?:đã )?(?:gửi|gởi|trao)(?: đến| tới| cho| lên)?\s+")
_TO = re.compile(
    r"(?:\s+(?:chính thức|cấp nhà nước|làm việc|hữu nghị|lịch sử|song phương|và làm việc|đầu tiên|lần này|tới|đến|tại|sang|nước|lại|"
    r"thủ đô|cộng hòa|cộng hòa nhân dân|cộng hòa dân chủ nhân dân|cộng hòa xã hội chủ nghĩa|cộng hòa liên bang|liên bang|vương quốc|"
    r"lb|chlb|chdcnd|chnd|và|kéo dài \w+ ngày|\w+ ngày|hai nước|các nước|thực địa|thành phố))*\s+"
)


@dataclass(slots=True, eq=False)
class Draft:
    """An encounter while its reports are gathered."""

    kind: EncounterKind
    persons: list[Person]
    parties: list[str]
    evidence: list[Span]
    at: int
    cue: CueMention
    sentence: Sentence
    status: EncounterStatus | None = None
    rule: str = ""
    visited: str | None = None
    mentions: list[int] = field(default_factory=list)


def find(reading: Reading, cast: Cast, items: Sequence[Nominal], clauses: Sequence[Clause]) -> list[Draft]:
    """The encounters of the article in the order in which they are first told."""
    drafts: list[Draft] = []
    for sentence in reading.sentences:
        for cue in within(reading.cues, sentence.span):
            for draft in _by_guest(cast.home, _draft(reading, cast, items, sentence, cue)):
                _merge(reading, drafts, draft, caption=sentence.kind is not BlockKind.BODY)
    drafts = [
        draft for draft in drafts if draft.sentence.kind is not BlockKind.CAPTION or _told_in_caption(draft)
    ]
    if not any(len(draft.persons) > 1 and draft.status is None for draft in drafts):
        fallback = _from_speakers(reading, cast, clauses)
        if fallback is not None:
            drafts.insert(0, fallback)
    return drafts


def _told_in_caption(draft: Draft) -> bool:
    return len(draft.persons) > 1 or draft.kind is EncounterKind.VISIT


def _named(cast: Cast, item: Nominal, at: int, near: Sequence[Person]) -> list[Person]:
    """The persons of a phrase; of "hai Bộ trưởng" the two of different countries who hold such an office."""
    if not item.both or item.group is None:
        return subjects.persons(cast, item)
    if not item.group.office:
        return list(near) if item.group.head.endswith("lãnh đạo") and len({p.polity for p in near}) == 2 == len(near) else []
    office = item.group.office
    found: dict[str, Person] = {}
    for person in sorted(
        cast.persons, key=lambda p: min((abs(at - m.span.start) for m in p.mentions), default=0)
    ):
        if person.polity and any(title.head.startswith(office) for title in person.titles):
            found.setdefault(person.polity, person)
    return sorted(list(found.values())[:2], key=lambda p: p.mentions[0].span.start) if len(found) > 1 else []


def _by_guest(home: str | None, draft: Draft | None) -> list[Draft]:
    """One meeting for each pair who met: a host who receives three ambassadors meets three times."""
    if draft is None:
        return []
    host = home if any(p.polity == home for p in draft.persons) else draft.persons[0].polity
    guests = list(dict.fromkeys(p.polity for p in draft.persons if p.polity not in (host, None)))
    many = len(draft.persons) > 2 and not draft.cue.noun
    if draft.kind is not EncounterKind.MEETING or not (many or len(guests) > 1) or not guests:
        return [draft]
    hosts = [p for p in draft.persons if p.polity == host]
    return [
        replace(draft, persons=_in_order(draft, one, other), parties=[code for code in (host, other.polity) if code],
                evidence=list(draft.evidence), mentions=[])
        for one in hosts
        for other in draft.persons
        if other.polity in guests
    ]  # fmt: skip


def _in_order(draft: Draft, *two: Person) -> list[Person]:
    return [person for person in draft.persons if person in two]


def _draft(
    reading: Reading, cast: Cast, items: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> Draft | None:
    here = within(items, sentence.span)
    if cue.kind is EncounterKind.VISIT:
        return _visit(reading, cast, here, sentence, cue)
    if cue.kind is EncounterKind.CONFERENCE:
        return None
    if cue.kind is EncounterKind.CORRESPONDENCE and cue.noun:
        return _letter(reading, cast, here, sentence, cue)
    right = _object(reading, here, cue)
    left = _subject(reading, here, sentence, cue, right)
    if right is None and (passive := _passive(reading, here, cue)) is not None:
        left, right = passive
    if left is not None and left.pronoun:
        return None
    if (
        cue.noun
        and right is not None
        and reading.low[cue.span.end : right.span.start].strip().endswith("giữa")
    ):
        left = None
    before = [p for item in here if item.span.end <= cue.span.start for p in subjects.persons(cast, item)]
    near = list(dict.fromkeys(p for p in before if p.official and p.polity))
    people = [p for item in (left, right) if item is not None for p in _named(cast, item, cue.span.start, near)]
    people = list(dict.fromkeys(p for p in people if p.official))
    codes = _codes(cast, left, right, people)
    together = right is None and left is not None and len({p.polity for p in people}) > 1
    if (not together and (right is None or right.side is not None)) or len(codes) < 2 or not people:
        return None
    kind = _kind(reading, sentence, cue)
    return Draft(kind, people, codes, [_span(reading, sentence, left, right, cue)], cue.span.start, cue, sentence,
                 status(reading, sentence, cue), f"encounter:{'noun' if cue.noun else 'verb'}:{cue.form}")  # fmt: skip


def _object(reading: Reading, here: Sequence[Nominal], cue: CueMention) -> Nominal | None:
    """The phrase behind the cue, only linking words between."""
    for number, item in enumerate(here):
        if item.span.start < cue.span.end:
            continue
        if item.side is not None and (led := _led_by(reading, here[number + 1 :], item)) is not None:
            return led
        gap = reading.low[cue.span.end : item.span.start]
        if len(gap) > _MAX_GAP:
            return None
        if item.group is not None and item.group.kind.value == "side" and not item.group.head:
            if re.search(r"(?:tại|ở|đến|tới|thăm)\s\Z", gap):
                continue  # a place on the way to the object
        if _LINK.match(gap) or (
            re.search(r"(?:với|giữa|cho|tới) (?:[^,.;\"]{0,60})\Z", gap) and not item.mentions[:0]
        ):
            return item
        if not cue.noun and gap.strip() and not re.search(r" với \Z| do \Z", gap):
            return None
    return None


def _led_by(reading: Reading, behind: Sequence[Nominal], side: Nominal) -> Nominal | None:
    """ "đoàn đại biểu Quốc hội Campuchia do Phó Chủ tịch Quốc hội X dẫn đầu": the guest is X."""
    item = next((i for i in behind if i.mentions), None)
    if item is None or not reading.low[side.span.end : item.span.start].strip().startswith("do"):
        return None
    return item if len(reading.low[side.span.end : item.span.start]) < _LED else None


def _passive(reading: Reading, here: Sequence[Nominal], cue: CueMention) -> tuple[Nominal, Nominal] | None:
    """ "A được B tiếp": (host, guest)."""
    host = next((i for i in here if i.span.end == cue.span.start - 1 and i.mentions), None)
    if host is None or not reading.low[: host.span.start].endswith(" được "):
        return None
    guest = [i for i in here if i.span.end < host.span.start and i.mentions and not i.blocked]
    return (host, guest[-1]) if guest else None


def _subject(
    reading: Reading, here: Sequence[Nominal], sentence: Sentence, cue: CueMention, right: Nominal | None
) -> Nominal | None:
    """Who stands before the cue, or after it where the sentence opens with "tại buổi tiếp …,"."""
    before = [i for i in here if i.span.end <= cue.span.start and not i.blocked and (i.mentions or i.both)]
    at = subjects.strip_adverbs(reading, sentence.span.start, cue.span.start)
    before = [i for i in before if i.mentions or i.span.end == at]
    if before:
        return before[-1]
    behind = [i for i in here if i.span.start > cue.span.end and not i.blocked and i.mentions]
    opens = reading.low[sentence.span.start : cue.span.start].strip()
    behind = [i for i in behind if right is None or i.span.start >= right.span.end]
    if behind and right is not None and reading.low[right.span.end : behind[0].span.start] == ", ":
        return behind[0]  # "… tiếp Đại sứ …, Chủ tịch nước …"
    if opens.split(" ")[0] in ("tại", "trong", "sau", "trước", "kết") or cue.noun:
        return behind[0] if behind else None
    return None


def _codes(cast: Cast, left: Nominal | None, right: Nominal | None, people: Sequence[Person]) -> list[str]:
    codes = [p.polity for p in people if p.polity]
    for item in (left, right):
        if item is None:
            continue
        if item.side is not None:
            codes.append(item.side)
        codes += [m.polity for m in item.mentions if m.polity and cast.of(m) is None]
    return list(dict.fromkeys(codes))


def _kind(reading: Reading, sentence: Sentence, cue: CueMention) -> EncounterKind:
    if cue.kind is not EncounterKind.MEETING:
        return cue.kind
    before = _PHRASE_END.split(reading.low[sentence.span.start : cue.span.start])[-1]
    behind = _PHRASE_END.split(reading.low[cue.span.end : sentence.span.end])[0]
    return EncounterKind.PHONE_CALL if _PHONE.search(before + behind) else cue.kind


_PHONE = re.compile(r"điện đàm|qua điện thoại")


def _span(
    reading: Reading, sentence: Sentence, left: Nominal | None, right: Nominal | None, cue: CueMention
) -> Span:
    spans = [item.span for item in (left, right) if item is not None]
    return Span(min(s.start for s in (*spans, cue.span)), max(s.end for s in (*spans, cue.span)))


def _letter(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> Draft | None:
    """ "thư của A gửi B": both stand behind the noun."""
    behind = [item for item in here if item.span.start >= cue.span.end and item.mentions]
    if len(behind) < 2 or reading.low[cue.span.end : behind[0].span.start].strip() not in ("", "của"):
        return None
    if not _SENT.fullmatch(reading.low, behind[0].span.end, behind[1].span.start):
        return None
    people = [p for item in behind[:2] for p in subjects.persons(cast, item) if p.official]
    codes = _codes(cast, behind[0], behind[1], people)
    if len(codes) < 2 or not people:
        return None
    return Draft(cue.kind, people, codes, [_span(reading, sentence, behind[0], behind[1], cue)], cue.span.start, cue,
                 sentence, None, f"encounter:letter:{cue.form}")  # fmt: skip


# ---------------------------------------------------------------- visits
def _visit(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> Draft | None:
    visited, visitor = _visit_of(reading, cast, here, cue) or (None, None)
    if visited is None:
        visited = next((m for m in reading.polities if 0 <= m.span.start - cue.span.end < _NEAR_VISIT
                        and m.form is PolityForm.NAME), None)  # fmt: skip
        if visited is None or not _TO.fullmatch(reading.low, cue.span.end, visited.span.start):
            return None
        visitor = _visitor(reading, cast, here, cue, visited)
    if visitor is None:
        return None
    people = [
        p for p in subjects.persons(cast, visitor) if p.official and p.polity and p.polity != visited.code
    ]
    if not people:
        return None
    end = max(visited.span.end, visitor.span.end)
    span = Span(min(visitor.span.start, cue.span.start), end)
    return Draft(EncounterKind.VISIT, people[:1], [people[0].polity or "", visited.code], [span], cue.span.start, cue,
                 sentence, status(reading, sentence, cue), f"encounter:visit:{cue.form}", visited.code)  # fmt: skip


_NEAR_VISIT = 45
_OF_VISITOR = re.compile(r"(?: (?:chính thức|cấp nhà nước|hữu nghị|làm việc|lịch sử|sắp tới|lần này))* của ")
_ON_TO = re.compile(r" (?:tới|đến|sang|ở|tại)(?: thăm)?(?: thủ đô| nước)? ")


def _visit_of(
    reading: Reading, cast: Cast, here: Sequence[Nominal], cue: CueMention
) -> tuple[PolityMention, Nominal] | None:
    """ "chuyến thăm của A tới B": the visitor before the country."""
    of = _OF_VISITOR.match(reading.low, cue.span.end) if cue.noun else None
    visitor = next((i for i in here if of and i.span.start == of.end() and i.mentions), None)
    if visitor is None:
        return None
    to = _ON_TO.match(reading.low, visitor.span.end)
    visited = next((m for m in reading.polities if to and m.span.start == to.end()), None)
    if visited is None or visited.form is not PolityForm.NAME or not _foreign(cast, visitor, visited.code):
        return None
    return visited, visitor


def _visitor(
    reading: Reading, cast: Cast, here: Sequence[Nominal], cue: CueMention, visited: PolityMention
) -> Nominal | None:
    """Who made it: behind "của", else the last phrase of a person of another country before the cue."""
    of = re.compile(r"[^,.;]{0,60}?\bcủa\s").match(reading.low, visited.span.end) if cue.noun else None
    visitor = next((i for i in here if of and i.span.start == of.end() and i.mentions), None)
    if visitor is not None or of:
        return visitor
    if cue.noun and not _UNDER_WAY.search(reading.low, max(0, cue.span.start - 28), cue.span.start):
        return None
    before = [i for i in here if i.span.end <= cue.span.start and i.mentions and _foreign(cast, i, visited.code)]
    free = [i for i in before if not i.blocked]
    if before:
        return free[-1] if free and not cue.noun else before[-1]
    behind = [i for i in here if i.span.start > cue.span.end and i.mentions and not i.blocked] if cue.noun else []
    return behind[0] if behind and _foreign(cast, behind[0], visited.code) else None


def _foreign(cast: Cast, item: Nominal, visited: str) -> bool:
    return any(p.polity not in (None, visited) for p in subjects.persons(cast, item))


# ---------------------------------------------------------------- planned, denied, called off
def status(reading: Reading, sentence: Sentence, cue: CueMention) -> EncounterStatus | None:
    """Whether the sentence says that the encounter did not take place, or not yet."""
    low, words = reading.low, reading.pack.grammar.words
    before = low[sentence.span.start : cue.span.start]
    phrase = _PHRASE_END.split(before)[-1]
    for name in ("CalledOff", "Denied", "Planned"):
        if _says(" ".join(phrase.split()[-6:]), words["status"][name]):
            return EncounterStatus(name)
    if _says(before, words["status_before"]["Denied"]):
        return EncounterStatus.DENIED
    rest = low[cue.span.end : sentence.span.end]
    for name, phrases in words["status_behind"].items():
        if cue.noun and _says(rest, phrases):
            return EncounterStatus(name)
    behind = " ".join(re.findall(r"[^\s,.;:]+", rest)[:14])
    near = [phrase, _PHRASE_END.split(before)[0], behind]
    if (
        any(_says(part, words["planned_behind"]) for part in near)
        or _says(phrase, words["status_before"]["Planned"])
        or _goes_on_planned(before, words["status_carried"], words["status_held"])
    ):
        return EncounterStatus.PLANNED
    return None


_PHRASE_END = re.compile(r"[,;:\"]|(?<=\w\w)\.\s")
_GOES_ON = re.compile(r"(?:,| và)(?: \w+){0,3} ?\Z")
_CARRIED, _NEAR = 14, 8  # words


def _says(low: str, phrases: Sequence[str]) -> bool:
    words = f" {' '.join(re.findall(WORDS, low))} "
    return any(f" {phrase} " in words for phrase in phrases)


WORDS = r"[^\s,.;:\"“”()]+"


def _goes_on_planned(before: str, ahead: Sequence[str], held: Sequence[str]) -> bool:
    """ "sẽ thăm Lào, hội đàm với …": the future of the first verb holds for the second."""
    if not _GOES_ON.search(before):
        return False
    left = " ".join(re.findall(WORDS, before)[-_CARRIED:])
    at = max((f" {left} ".rfind(f" {word} ") for word in ahead), default=-1)
    return at >= 0 and not _says(left[at:], held)


# ---------------------------------------------------------------- joining
def _merge(reading: Reading, drafts: list[Draft], new: Draft, *, caption: bool) -> None:
    """One encounter for reports of the same kind and persons; the fuller set of persons stays.

    "cuộc gặp giữa A và B" alone does not say whether it was: where another sentence says that it is
    planned, so it is.
    """
    for old in drafts:
        if old.kind is not new.kind or old.visited != new.visited:
            continue
        if (old.status is None) != (new.status is None) and not _still_planned(reading, old, new):
            continue
        a, b = set(old.persons), set(new.persons)
        if (
            min(len(a), len(b)) == 1 < max(len(a), len(b))
            and new.kind is not EncounterKind.VISIT
            and set(old.parties) != set(new.parties)
        ):
            continue
        if a <= b or b <= a:
            if len(b) > len(a) and not caption:
                old.persons = new.persons
                old.parties = list(dict.fromkeys([*old.parties, *new.parties]))
            if len(old.evidence) < 6:
                old.evidence += new.evidence
            old.mentions.append(new.at)
            old.status = old.status or new.status
            return
    new.mentions.append(new.at)
    drafts.append(new)


def _still_planned(reading: Reading, one: Draft, other: Draft) -> bool:
    planned, plain = (one, other) if one.status is not None else (other, one)
    if planned.status is not EncounterStatus.PLANNED or not plain.cue.noun:
        return False
    sentence, cue, low = plain.sentence.span, plain.cue.span, reading.low
    before = re.findall(WORDS, low[sentence.start : cue.start])[-_NEAR:]
    behind = re.findall(WORDS, low[cue.end : sentence.end])[:_NEAR]
    held = reading.pack.grammar.words["status_happened"]
    return len(plain.mentions) < 2 and not _says(" ".join([*before, *behind]), held)


def _from_speakers(reading: Reading, cast: Cast, clauses: Sequence[Clause]) -> Draft | None:
    """ "Tại cuộc gặp …" and speakers of two polities, but no sentence that says who met whom."""
    for sentence in reading.sentences:
        if sentence.kind is not BlockKind.BODY:
            continue
        for cue in within(reading.cues, sentence.span):
            if not (
                cue.noun
                and cue.kind in (EncounterKind.MEETING, EncounterKind.PHONE_CALL)
            ):
                continue
            if cue.form.endswith("họp") or not re.search(
                r"(?:tại|trong|ở|qua) \Z", reading.low[: cue.span.start][-8:]
            ):
                continue
            if _of_others(reading, cue) or status(reading, sentence, cue) is not None:
                continue
            people = _speakers(cast, clauses, cue.span.start)
            codes = list(dict.fromkeys(p.polity for p in people if p.polity))
            if len(codes) == 2 and len(people) <= 4:
                return Draft(cue.kind, people, codes, [cue.span], cue.span.start, cue, sentence, None,
                             f"encounter:speakers:{cue.form}", None, [cue.span.start])  # fmt: skip
    return None


def _of_others(reading: Reading, cue: CueMention) -> bool:
    """ "cuộc gặp Thủ tướng …", "cuộc gặp tới": the words say that it is another meeting."""
    follows = reading.low.startswith(" tới", cue.span.end)
    return follows or any(m.span.start == cue.span.end + 1 for m in reading.persons)


def _speakers(cast: Cast, clauses: Sequence[Clause], after: int) -> list[Person]:
    found = [
        p
        for c in clauses
        if c.start > after and c.subject is not None
        for p in subjects.persons(cast, c.subject)
    ]
    return list(dict.fromkeys(p for p in found if p.official and p.polity))


__all__ = ["Draft", "TitleClass", "find", "status"]
