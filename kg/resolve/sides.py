"""For which polity an unmarked official is shown to speak.

"khẳng định Việt Nam sẽ …" speaks for Viet Nam, "đề nghị phía Mỹ …" to the United States: where the
article is about a pair, each such clause is a vote. Without one the official is of the country whose
officials the article names without their country (`Cast.home`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from kg.extract.mentions import CueMention, PolityForm, within
from kg.extract.reading import Reading
from kg.lang.kinds import TitleClass
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords, Titles
from kg.model import EncounterKind, Span, StatementKind
from kg.resolve import kinds, subjects
from kg.resolve.clause_bounds import Clause
from kg.resolve.people import Cast, Person
from kg.resolve.person_names import is_native
from kg.resolve.subjects import Nominal
from kg.resolve.visits import of_whom

_TALKS = (EncounterKind.MEETING, EncounterKind.PHONE_CALL)
_VISITED, _VISITOR = 24, 40  # code points to the country visited, and on to "của" before the visitor
_VISIT, _TALK = 2, 2  # votes
_BESIDE = 24  # code points between a cue and whom one meets: "có cuộc gặp song phương với"
_BLOC = 0.6  # a bloc is named beside countries more often than it is a party
_TO_OTHER = frozenset({StatementKind.REQUEST, StatementKind.APPRECIATION, StatementKind.CONCERN})


def main_pair(reading: Reading) -> tuple[str, ...]:
    """The two polities the article names most, countries before blocs; fewer if it names fewer."""
    counts = Counter(m.code for m in reading.polities if m.form is not PolityForm.PLACE)
    counts.update(code for m in reading.persons if (code := m.polity) is not None)

    def rank(code: str) -> tuple[float, str]:
        country = reading.knowledge.polities[code].kind == "country"
        return (-counts[code] * (1.0 if country else _BLOC), code)

    return tuple(sorted(counts, key=rank)[:2])


def assign(reading: Reading, cast: Cast, clauses: Sequence[Clause], items: Sequence[Nominal]) -> None:
    """Give every official without a polity the one he is shown to speak for, else the article's home."""
    pair, press = main_pair(reading), reading.pack.grammar.home
    for person, votes in _votes(reading, cast, clauses, items, pair).items():
        person.polity = votes.most_common(1)[0][0]
    if cast.home != press and not _confirmed(reading, cast, items, pair):
        cast.home = None
    for person in cast.persons:
        if person.polity is None and person.official:
            polity = _by_office(reading, cast, person, pair)
            if cast.home in (None, press) and not _native(reading, person):
                polity = _nearest_abroad(reading, cast, person, pair) or (polity if polity != press else None)
            person.polity = _of_office(reading, person, polity)


def _votes(
    reading: Reading, cast: Cast, clauses: Sequence[Clause], items: Sequence[Nominal], pair: tuple[str, ...]
) -> dict[Person, Counter[str]]:
    """For whom those without a polity speak in each clause, and from where they come on visits."""
    votes: dict[Person, Counter[str]] = {}
    for clause in clauses:
        if clause.subject is None or clause.lead is None or clause.inherits:
            continue
        vote = _vote(reading, clause, items, pair, cast.home)
        for person in subjects.persons(cast, clause.subject):
            if person.polity is None and vote is not None:
                votes.setdefault(person, Counter())[vote] += 1
    for person, visited in _visitors(reading, cast, items):
        others = [code for code in pair if code != visited]
        if person.polity is None and len(others) == 1:
            votes.setdefault(person, Counter())[others[0]] += _VISIT
    for person, code in [*_listed(reading, cast, items), *_escorts(reading, cast, items)]:
        votes.setdefault(person, Counter())[code] += _TALK
    named = {mention.code for mention in reading.polities}
    if cast.home in (None, *pair) or cast.home not in named:
        for person, others_met in _met(reading, cast, items).items():
            left = [code for code in pair if code not in others_met]
            if len(others_met) == len(left) == 1:
                votes.setdefault(person, Counter())[left[0]] += _TALK
    return votes


def _of_office(reading: Reading, person: Person, polity: str | None) -> str | None:
    """The polity unless it cannot have the office: no bloc has a prime minister."""
    if polity is None or reading.knowledge.polities[polity].kind == "country":
        return polity
    return None if any(title.cls is TitleClass.STATE for title in person.titles) else polity


def _confirmed(reading: Reading, cast: Cast, items: Sequence[Nominal], pair: tuple[str, ...]) -> bool:
    """Whether unmarked officials are shown to be of the country that the article takes for granted.

    One of them spoke for it, or meets an official of the only other country whose officials are marked.
    """
    if any(p.polity == cast.home and not p.stated for p in cast.persons):
        return True
    stated = {p.polity for p in cast.persons if p.stated}
    if cast.home not in pair or len(stated) != 1 or not stated <= set(pair):
        return False
    for sentence in reading.sentences:
        if not any(cue.kind in _TALKS for cue in within(reading.cues, sentence.span)):
            continue
        here = {
            p for item in within(items, sentence.span) for p in subjects.persons(cast, item) if p.official
        }
        if any(p.stated for p in here) and any(p.polity is None for p in here):
            return True
    return False


def _nearest_abroad(reading: Reading, cast: Cast, person: Person, pair: tuple[str, ...]) -> str | None:
    """The foreign country that the paragraph of a foreigner has named before him; of several the pair's."""
    at, heads = person.mentions[0].span.start, {title.head for title in person.titles}
    start = reading.low.rfind("\n", 0, at) + 1
    before = [
        m.code
        for m in within(reading.polities, Span(start, at))
        if m.form is not PolityForm.PLACE
        and m.code != cast.home
        and reading.knowledge.polities[m.code].kind == "country"
        and _may_hold(m.code, heads, reading.pack.titles)
    ]
    others = [code for code in pair if code != cast.home]
    if before:
        return next((code for code in others if code in before), before[-1])
    return others[0] if cast.home and len(others) == 1 else None


def _native(reading: Reading, person: Person) -> bool:
    return is_native(person.name, reading.pack.names)


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
            found += [(person, visited.code) for person in _invited(reading, cast, items, cue)]
            continue
        of = of_whom(reading.pack.grammar, _VISITOR).match(reading.low, visited.span.end)
        item = next((i for i in items if of and i.span.start == of.end()), None)
        if item is not None:
            found += [(person, visited.code) for person in subjects.persons(cast, item)]
    return found


def _invited(reading: Reading, cast: Cast, items: Sequence[Nominal], cue: CueMention) -> list[Person]:
    """ "mời Phó Thủ tướng B sớm thăm Việt Nam": B, who is not of the country."""
    at = subjects.strip_adverbs(reading, max(0, cue.span.start - _BESIDE), cue.span.start)
    item = next((i for i in items if i.mentions and at - _BESIDE < i.span.end <= at), None)
    invite = f"{reading.pack.statements.invite} "
    if item is None or not reading.low.endswith(invite, 0, item.span.start):
        return []
    return subjects.persons(cast, item)


def _listed(reading: Reading, cast: Cast, items: Sequence[Nominal]) -> list[tuple[Person, str]]:
    """ "A, Chủ tịch Đảng …; B, … và C, … của Nhật Bản": the country behind a list is that of all in it."""
    found = []
    for item in items:
        if len(item.mentions) < 2:
            continue
        of = f" {reading.pack.grammar.words.of} "
        behind = item.span.end + len(of)
        country = next((m.code for m in reading.polities if m.span.start == behind), None)
        if country is not None and reading.low.startswith(of, item.span.end):
            listed = subjects.persons(cast, item)
            if ";" not in item.span.of(reading.low):  # "giữa Bộ trưởng A và Bộ trưởng B của Nhật Bản"
                listed = [person for person in listed if not _native(reading, person)]
            found += [(person, country) for person in listed if person.polity is None]
    return found


def _escorts(reading: Reading, cast: Cast, items: Sequence[Nominal]) -> list[tuple[Person, str]]:
    """ "A, B và C tháp tùng Tổng thống D", "Tháp tùng Tổng thống D có …": they are of D's country."""
    found: list[tuple[Person, str]] = []
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
        here = within(items, sentence.span)
        for cue in within(reading.cues, sentence.span):
            for one, other in _on_two_sides(here, cue) if cue.kind in _TALKS else ():
                stated = {p.polity for p in subjects.persons(cast, other) if p.polity and p.stated}
                for person in subjects.persons(cast, one) if len(stated) == 1 else ():
                    if person.polity is None and person.official:
                        met.setdefault(person, set()).update(stated)
    return met


def _on_two_sides(here: Sequence[Nominal], cue: CueMention) -> list[tuple[Nominal, Nominal]]:
    """The persons right before and right behind a cue, each with the other."""
    before = [i for i in here if i.span.end <= cue.span.start and i.mentions and not i.blocked]
    behind = [i for i in here if i.span.start >= cue.span.end and i.mentions]
    if not before or not behind or behind[0].span.start - cue.span.end > _BESIDE:
        return []
    return [(before[-1], behind[0]), (behind[0], before[-1])]


def _by_office(reading: Reading, cast: Cast, person: Person, pair: tuple[str, ...]) -> str | None:
    """The one of the pair that has such an office, and nobody in it yet; else the home, if it can."""
    words, home = reading.pack.titles, cast.home
    heads = {title.head for title in person.titles}
    alone = _alone(person, words)
    at_home = home if home is not None and _may_hold(home, heads, words) else None
    taken = {p.polity for p in cast.persons if p.polity and p is not person and _alone(p, words) & alone}
    press = reading.pack.grammar.home
    if at_home is not None and at_home == press not in taken and _native(reading, person):
        return at_home
    if home not in taken:
        taken = set()  # only where the home is out of question does it matter who holds the others
    if not taken and not any(head in words.only or head in words.never for head in heads):
        return home

    fits = [code for code in pair if code not in taken and _may_hold(code, heads, words)]
    at_home = None if at_home in taken else at_home
    if at_home is not None and (at_home in fits or not fits):
        return at_home
    return fits[0] if len(fits) == 1 else at_home


def _may_hold(code: str, heads: Collection[str], words: Titles) -> bool:
    """Whether a polity has all those offices, as far as is known."""
    return all(code in words.only.get(h, {code}) and code not in words.never.get(h, ()) for h in heads)


def _alone(person: Person, words: Titles) -> set[str]:
    """The offices of one holder that a person has: two presidents are of two countries, not two deputies."""
    heads = {t.head for t in person.titles if t.cls is TitleClass.STATE and not t.former}
    return {head for head in heads if head.split(" ", 1)[0] not in words.prefixes}


def _vote(
    reading: Reading, clause: Clause, items: Sequence[Nominal], pair: tuple[str, ...], home: str | None
) -> str | None:
    if clause.lead is None:
        return None
    content = Span(clause.lead.span.end, clause.end)
    subject = kinds.subject_of_content(reading, content, items)
    if subject is None or subject.side is None or subject.side not in pair:
        return None
    if clause.lead.kind in _TO_OTHER:
        if home is not None and home != subject.side:
            return home
        other = [code for code in pair if code != subject.side]
        return other[0] if other else None
    return subject.side
