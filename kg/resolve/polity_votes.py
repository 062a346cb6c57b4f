"""What shows for which polity somebody speaks who is named without his country.

Each is a vote: "khẳng định Việt Nam sẽ …" is said for Viet Nam, "đề nghị phía Mỹ …" to the United States; who
visits a country is not of it, who welcomes a visitor there is; who meets one side of a pair is of the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from kg.extract.mentions import CueMention, PolityForm, within
from kg.extract.reading import Reading
from kg.lang.kinds import TitleClass
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import EncounterKind, Span, StatementKind
from kg.resolve import contents, subjects
from kg.resolve.clause_bounds import Clause
from kg.resolve.delegations import heads
from kg.resolve.people import Cast, Person, native
from kg.resolve.subjects import Nominal
from kg.resolve.visits import of_whom

TALKS = (EncounterKind.MEETING, EncounterKind.PHONE_CALL)
_VISITED, _VISITOR = 24, 40  # code points to the country visited, and on to "của" before the visitor
_VISIT, _TALK = 2, 2  # votes
_PARTY = 80  # code points: "và đoàn đại biểu cấp cao …"
_BESIDE = 24  # code points between a cue and whom one meets: "có cuộc gặp song phương với"
_TO_OTHER = frozenset({StatementKind.REQUEST, StatementKind.APPRECIATION, StatementKind.CONCERN})


def votes(
    reading: Reading, cast: Cast, clauses: Sequence[Clause], items: Sequence[Nominal], pair: tuple[str, ...]
) -> dict[Person, Counter[str]]:
    """For whom those without a polity speak in each clause, and from where they come on visits."""
    found: dict[Person, Counter[str]] = {}
    for clause in clauses:
        if clause.subject is None or clause.lead is None or clause.inherits:
            continue
        vote = _vote(reading, clause, items, pair, cast.home)
        for person in subjects.persons(cast, clause.subject):
            if person.polity is None and vote is not None:
                found.setdefault(person, Counter())[vote] += 1
    for person, visited in _visitors(reading, cast, items):
        others = [code for code in pair if code != visited]
        others = _spoken_of(reading, person, visited) or others
        if person.polity is None and len(others) == 1:
            found.setdefault(person, Counter())[others[0]] += _VISIT
    for person, code in [*_told_by_others(reading, cast, items, pair), *_same_post(reading, cast)]:
        found.setdefault(person, Counter())[code] += _TALK
    named = {mention.code for mention in reading.polities}
    if cast.home in (None, *pair) or cast.home not in named:
        for person, others_met in _met(reading, cast, items).items():
            left = [code for code in pair if code not in others_met]
            if len(others_met) == len(left) == 1:
                found.setdefault(person, Counter())[left[0]] += _TALK
    return found


def _visitors(reading: Reading, cast: Cast, items: Sequence[Nominal]) -> list[tuple[Person, str]]:
    """Persons and the country that they visit, which is not their own: "chuyến thăm Việt Nam của …"."""
    found = []
    for cue in reading.cues:
        if cue.kind is not EncounterKind.VISIT:
            continue
        visited = next(
            (m for m in reading.polities if cue.span.end <= m.span.start <= cue.span.end + _VISITED), None
        )
        if visited is None:
            continue
        if not cue.noun:
            guest = _welcomed(reading, items, cue) or _goes(reading, items, cue)
            found += [(p, visited.code) for p in subjects.persons(cast, guest)] if guest is not None else []
            continue
        of = of_whom(reading.pack, _VISITOR).match(reading.low, visited.span.end)
        item = next((i for i in items if of and i.span.start == of.end()), None)
        if item is not None:
            found += [(person, visited.code) for person in subjects.persons(cast, item)]
    return found


def _spoken_of(reading: Reading, person: Person, visited: str) -> list[str]:
    """The other country that his paragraph alone names before him: "Với Đại sứ Pháp, … mời Tổng thống X"."""
    at = person.mentions[0].span.start
    before = within(reading.polities, Span(reading.low.rfind("\n", 0, at) + 1, at))
    codes = {m.code for m in before if m.form is not PolityForm.PLACE}
    countries = {c for c in codes - {visited} if reading.knowledge.polities[c].kind == "country"}
    return list(countries) if len(countries) == 1 else []


def _goes(reading: Reading, items: Sequence[Nominal], cue: CueMention) -> Nominal | None:
    """ "Thủ tướng B sẽ thăm Nhật Bản": who stands right before the verb."""
    at = subjects.strip_adverbs(reading, max(0, cue.span.start - _PARTY), cue.span.start)
    if reading.low[at - 1 : at] in (";", "."):  # another clause
        return None
    return next((i for i in items if i.mentions and i.span.end in (at, at - 1)), None)


def _welcomed(reading: Reading, items: Sequence[Nominal], cue: CueMention) -> Nominal | None:
    """ "mời Phó Thủ tướng B sớm thăm Việt Nam", "hoan nghênh B và đoàn … sang thăm": B, from abroad."""
    at = subjects.strip_adverbs(reading, max(0, cue.span.start - _PARTY), cue.span.start)
    for item in items:
        if not item.mentions or not at - _PARTY < item.span.end <= at:
            continue
        nearest = max(0, item.span.start - _BESIDE)
        alone = _with_party(reading.pack.meetings).fullmatch(reading.low, item.span.end, at)
        if alone and _welcome(reading.pack.meetings).search(reading.low, nearest, item.span.start):
            return item
    return None


@cache
def _with_party(words: MeetingWords) -> re.Pattern[str]:
    """Behind a visitor: those who come with him."""
    return re.compile(rf"(?: {any_of(words.with_party)}[^.,;\n]*)?(?: \w+)?")


@cache
def _welcome(words: MeetingWords) -> re.Pattern[str]:
    """Before a visitor."""
    return re.compile(rf"(?<!\w){any_of(words.welcomes)} \Z")


def _hosts(reading: Reading, cast: Cast, items: Sequence[Nominal]) -> list[tuple[Person, str]]:
    """ "A hoan nghênh B … sang thăm Lào": A is of Laos."""
    found: list[tuple[Person, str]] = []
    for cue in reading.cues:
        guest = _welcomed(reading, items, cue) if cue.kind is EncounterKind.VISIT and not cue.noun else None
        visited = next((m for m in reading.polities if 0 < m.span.start - cue.span.end <= _VISITED), None)
        if guest is None or visited is None:
            continue
        sentence = next(s.span for s in reading.sentences if s.span.covers(cue.span))
        here = within(items, Span(sentence.start, guest.span.start))
        host = subjects.last_before(here, sentence.start, guest.span.start)
        found += [(p, visited.code) for p in subjects.persons(cast, host)] if host is not None else []
    return [(person, code) for person, code in found if person.polity is None]


def _told_by_others(
    reading: Reading, cast: Cast, items: Sequence[Nominal], pair: tuple[str, ...]
) -> list[tuple[Person, str]]:
    """Persons and the country of those beside whom they stand."""
    return [
        *_listed(reading, cast, items),
        *_escorts(reading, cast, items),
        *_hosts(reading, cast, items),
        *_delegates(reading, cast, items, pair),
        *heads(cast, items),
    ]


def _listed(reading: Reading, cast: Cast, items: Sequence[Nominal]) -> list[tuple[Person, str]]:
    """ "A, Chủ tịch Đảng …; B, … và C, … của Nhật Bản": the country behind a list is that of all in it."""
    found = []
    for item in items:
        if len(item.mentions) < 2:
            continue
        if item.blocked:
            found += _guests(reading, cast, item)
        of = f" {reading.pack.grammar.words.of} "
        behind = item.span.end + len(of)
        country = next((m.code for m in reading.polities if m.span.start == behind), None)
        if country is not None and reading.low.startswith(of, item.span.end):
            listed = subjects.persons(cast, item)
            if ";" not in item.span.of(reading.low):  # "giữa Bộ trưởng A và Bộ trưởng B của Nhật Bản"
                listed = [person for person in listed if not native(reading, person)]
            found += [(person, country) for person in listed if person.polity is None]
    return found


def _guests(reading: Reading, cast: Cast, item: Nominal) -> list[tuple[Person, str]]:
    """ "hội đàm với Tổng thống Israel A và Thủ tướng B": B is of A's country."""
    found: list[tuple[Person, str]] = []
    last: str | None = None
    for person in subjects.persons(cast, item):
        if person.stated:
            last = person.polity
        elif last is not None and last != reading.pack.grammar.home and not native(reading, person):
            found.append((person, last))
    return found


def _delegates(
    reading: Reading, cast: Cast, items: Sequence[Nominal], pair: tuple[str, ...]
) -> list[tuple[Person, str]]:
    """ "Phía Mỹ có A và B, phía chủ nhà do C và D dẫn đầu": those of each side."""
    found: list[tuple[Person, str]] = []
    before: str | None = None
    for side, those in pairwise(items):
        if side.group is None or not those.mentions or (side.side is not None and not side.group.head):
            continue
        between = reading.low[side.span.end : those.span.start]
        if not _sends(reading.pack.meetings).fullmatch(between):
            continue
        others = [code for code in pair if code != before]
        code = side.side or (others[0] if before is not None and len(others) == 1 else None)
        before = code or before
        people = [person for person in subjects.persons(cast, those) if person.polity is None]
        if code is not None:
            found += [(person, code) for person in people]
    return found


@cache
def _sends(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf" {any_of(words.delegates)} ")


def _same_post(reading: Reading, cast: Cast) -> list[tuple[Person, str]]:
    """ "triệu đại biện Trung Quốc … đại biện A": the one envoy who is named is the one spoken of."""
    envoys = [m for m in reading.persons if m.titles and m.titles[0].cls is TitleClass.ENVOY]
    codes = {m.polity for m in envoys if m.polity}
    people = list(dict.fromkeys(p for m in envoys if m.name and (p := cast.of(m)) is not None))
    if len(codes) != 1 or len(people) != 1 or people[0].polity is not None:
        return []
    first = next(m for m in envoys if m.polity)
    return [(people[0], code) for code in codes if code and first.span < people[0].mentions[0].span]


def _escorts(reading: Reading, cast: Cast, items: Sequence[Nominal]) -> list[tuple[Person, str]]:
    """ "A, B và C tháp tùng Tổng thống D", "Tháp tùng Tổng thống D có …": they are of D's country."""
    found: list[tuple[Person, str]] = []
    if not any(word in reading.low for word in reading.pack.meetings.escorts):
        return found  # a plain search is fifty times faster than the pattern
    for match in _escort(reading.pack.meetings).finditer(reading.low):
        sentence = next((s for s in reading.sentences if s.span.start <= match.start() < s.span.end), None)
        here = within(items, sentence.span) if sentence is not None else []
        chief = next((i for i in here if i.mentions and i.span.start == match.end() + 1), None)
        codes = [p.polity for p in subjects.persons(cast, chief) if p.polity] if chief is not None else []
        others = (p for i in here if i is not chief for p in subjects.persons(cast, i))
        found += [(person, codes[0]) for person in others if codes and person.polity is None]
    return found


@cache
def _escort(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words.escorts)}(?!\w)")


def _met(reading: Reading, cast: Cast, items: Sequence[Nominal]) -> dict[Person, set[str]]:
    """Officials without a country and the countries of those they meet: "A tiếp | Bộ trưởng Lào B"."""
    met: dict[Person, set[str]] = {}
    for sentence in reading.sentences:
        for cue in within(reading.cues, sentence.span):
            here = within(items, sentence.span)
            for one, other in _on_two_sides(reading, here, cue) if cue.kind in TALKS else ():
                stated = {p.polity for p in subjects.persons(cast, other) if p.polity and p.stated}
                for person in subjects.persons(cast, one) if len(stated) == 1 else ():
                    if person.polity is None and person.official:
                        met.setdefault(person, set()).update(stated)
    return met


def _on_two_sides(
    reading: Reading, here: Sequence[Nominal], cue: CueMention
) -> list[tuple[Nominal, Nominal]]:
    """The persons right before and right behind a cue, each with the other; none if both stand behind it."""
    before = [i for i in here if i.span.end <= cue.span.start and i.mentions and not i.blocked]
    behind = [i for i in here if i.span.start >= cue.span.end and i.mentions]
    if not before or not behind or behind[0].span.start - cue.span.end > _BESIDE:
        return []
    of_two = reading.low.endswith(f" {reading.pack.grammar.words.between} ", 0, behind[0].span.start)
    return [] if of_two else [(before[-1], behind[0]), (behind[0], before[-1])]


def _vote(
    reading: Reading, clause: Clause, items: Sequence[Nominal], pair: tuple[str, ...], home: str | None
) -> str | None:
    if clause.lead is None:
        return None
    content = Span(clause.lead.span.end, clause.end)
    subject = contents.subject_of_content(reading, content, items)
    if subject is None or subject.side is None or subject.side not in pair:
        return None
    if clause.lead.kind in _TO_OTHER:
        if home is not None and home != subject.side:
            return home
        other = [code for code in pair if code != subject.side]
        return other[0] if other else None
    return subject.side
