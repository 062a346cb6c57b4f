"""One host and his guests: each of them is met by himself.

A tiếp Đại sứ Lào B và Đại sứ Nepal C         two meetings
A tiếp các Đại sứ: Lào, Nepal, …              each ambassador of the list who is named
Với Đại sứ Nepal B, Chủ tịch nước …           the host's next guest
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.mentions import CueMention, PolityForm, PolityMention, Title, within
from kg.extract.reading import Reading, Sentence
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.person_words import Titles
from kg.model import EncounterKind, Span
from kg.resolve import subjects
from kg.resolve.draft import TALKS, Draft, told
from kg.resolve.people import Cast, Person, officials
from kg.resolve.roles import folded, one_wording
from kg.resolve.status import status
from kg.resolve.subjects import Nominal

_NEAR = 10  # code points: "những "


def host(cast: Cast, guest: str, at: int, before: Draft | None) -> list[Person]:
    """Who goes on to meet one of the polity `guest`: whoever met the last one, else the official at home
    of whom most is told before `at`; none if nobody is.
    """
    if before is not None:
        return [person for person in before.persons[:1] if person.polity != guest]
    counts = Counter(cast.by_start[start] for start in cast.by_start if start < at)
    known = [
        p
        for p in counts
        if p.official and not p.retired and p.polity == cast.home and p.polity not in (guest, None)
    ]
    return known and [max(known, key=lambda person: counts[person])]


def by_guest(reading: Reading, home: str | None, draft: Draft) -> list[Draft]:
    """One meeting for each pair who met: a host who receives three ambassadors meets three times."""
    host = home if any(p.polity == home for p in draft.persons) else draft.persons[0].polity
    guests = list(dict.fromkeys(p.polity for p in draft.persons if p.polity not in (host, None)))
    each = not draft.cue.noun or _several(reading, draft.cue)
    if draft.kind is EncounterKind.CORRESPONDENCE and len(guests) > 1:
        return [_part(draft, _of(draft, [host]), host, other) for other in _of(draft, guests)]
    many = len(guests) > 1 or (len(draft.persons) > 2 and each)
    if draft.together or draft.kind not in TALKS or not guests or not many:
        return [draft]
    return [
        _part(draft, [one], host, other)
        for one in draft.persons
        if one.polity == host
        for other in _of(draft, guests)
    ]


def _of(draft: Draft, codes: Sequence[str | None]) -> list[Person]:
    return [p for p in draft.persons if p.polity in codes]


def _part(draft: Draft, hosts: Sequence[Person], host: str | None, guest: Person) -> Draft:
    """The part of a report that is of one guest, and of those of the hosts who met him or wrote to him."""
    return replace(
        draft,
        persons=[person for person in draft.persons if person is guest or person in hosts],
        parties=[code for code in (host, guest.polity) if code],
        evidence=list(draft.evidence),
        mentions=[],
    )


def _several(reading: Reading, cue: CueMention) -> bool:
    """ "các cuộc gặp"."""
    left = reading.low[max(0, cue.span.start - _NEAR) : cue.span.start].rstrip()
    return left.rpartition(" ")[2] in reading.pack.titles.plural


def guests_of_a_kind(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> Iterator[Draft]:
    """ "A tiếp các Đại sứ: Lào, Nepal": a meeting with each of those that the article names."""
    found = _of_a_kind(reading.pack).match(reading.low, cue.span.end)
    hosts = [i for i in here if i.span.end <= cue.span.start and i.mentions and not i.blocked]
    if cue.kind is not EncounterKind.MEETING or not found or not hosts:
        return
    host = next(iter(officials(subjects.persons(cast, hosts[-1]))), None)
    if host is None or host.polity is None:
        return
    behind = within(reading.polities, Span(found.end(), sentence.span.end))
    named = [m for m in behind if m.form is PolityForm.NAME]
    if not found["several"] and not _begin_list(reading, named, found.end()):
        return
    listed = {m.code for m in named} - {host.polity}
    if (
        not listed
        and cue.form not in reading.pack.meetings.credentials
        and not _credentials(reading, sentence)
    ):
        return
    for person in cast.persons:
        meant = person.polity in listed if listed else person.stated and person.polity != host.polity
        if meant and any(_holds(title, found["office"], reading.pack.titles) for title in person.titles):
            yield Draft(
                kind=cue.kind,
                persons=[host, person],
                parties=[host.polity, person.polity or ""],
                evidence=[told(cue.span, hosts[-1].span)],
                at=cue.span.start,
                cue=cue,
                sentence=sentence,
                status=status(reading, sentence, cue),
                rule=f"encounter:each:{cue.form}",
            )


@cache
def _of_a_kind(pack: LanguagePack) -> re.Pattern[str]:
    """Behind a word of meetings: several of one office ("các tân Đại sứ", "Đại sứ các nước")."""
    words = pack.meetings
    several, prefixes = any_of(words.several), any_of(pack.titles.prefixes)
    links = any_of([word for word in words.link if word not in words.several])
    nations = rf"(?: {several} {any_of(words.nations)})?"
    return re.compile(
        rf"(?: {links})*(?P<several>(?: {several})*)(?: {prefixes})? "
        rf"(?P<office>{any_of(words.offices)})\b{nations}"
    )


def _begin_list(reading: Reading, named: Sequence[PolityMention], at: int) -> bool:
    """Whether two of the polities at least are listed from `at` on: "Đại sứ | Lào, Nepal"."""
    joints = (", ", f" {reading.pack.grammar.words.and_} ")
    first = bool(named) and named[0].span.start == at + 1
    return first and len(named) > 1 and reading.low[named[0].span.end : named[1].span.start] in joints


def _holds(title: Title, office: str, words: Titles) -> bool:
    if title.former:
        return False
    label = one_wording(folded(title.label), words)
    return title.head.endswith(office) or f"{label} ".startswith(f"{one_wording(folded(office), words)} ")


def _credentials(reading: Reading, sentence: Sentence) -> bool:
    low = sentence.span.of(reading.low)
    return any(phrase in low for phrase in reading.pack.meetings.credentials)


def next_guest(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence, before: Draft | None
) -> Draft | None:
    """ "Với Đại sứ Nepal B, Chủ tịch nước …", where the Chủ tịch nước has just met somebody else."""
    found = _as_for(reading.pack).match(reading.low, sentence.span.start)
    if before is None or before.status is not None or len(here) < 2 or found is None:
        return None
    guest, other = here[0], here[1]
    if guest.span.start != found.end() or reading.low[guest.span.end : other.span.start] != ", ":
        return None
    hosts = before.persons[:1] if other.both else subjects.persons(cast, other)
    people = officials([*hosts, *subjects.persons(cast, guest)])
    codes = list(dict.fromkeys(p.polity for p in people if p.polity))
    if len(people) != 2 or len(codes) != 2 or people[0] not in before.persons:
        return None
    cue = CueMention(Span(sentence.span.start, guest.span.end), before.kind, True, found["with"])
    return Draft(
        kind=before.kind,
        persons=people,
        parties=codes,
        evidence=[told(guest.span, other.span)],
        at=guest.span.start,
        cue=cue,
        sentence=sentence,
        rule="encounter:next guest",
    )


@cache
def _as_for(pack: LanguagePack) -> re.Pattern[str]:
    """ "Với …", "* Còn với …"."""
    lead = rf"(?:{any_of(pack.grammar.conjunctions)} )?"
    return re.compile(rf"\W*{lead}(?P<with>{pack.grammar.words.with_}) ")
