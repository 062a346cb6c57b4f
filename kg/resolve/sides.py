"""Of which polity an official is who is named without his country.

Of the one for which he is shown to speak (`kg.resolve.polity_votes`); without a sign, of the country whose
officials the article names without their country (`Cast.home`), or of the one that his paragraph has named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.extract.mentions import PolityForm, within
from kg.extract.reading import Reading
from kg.lang.kinds import TitleClass
from kg.lang.person_words import Titles
from kg.model import Span
from kg.resolve import subjects
from kg.resolve.clause_bounds import Clause
from kg.resolve.people import Cast, Person, first_told, native
from kg.resolve.polity_votes import TALKS, votes
from kg.resolve.roles import one_wording
from kg.resolve.subjects import Nominal

_BLOC = 0.6  # a bloc is named beside countries more often than it is a party


@lru_cache(maxsize=1)
def main_pair(reading: Reading) -> tuple[str, ...]:
    """The two polities the article names most, countries before blocs; fewer if it names fewer."""
    counts = Counter(m.code for m in reading.polities if m.form is not PolityForm.PLACE)
    counts.update(code for m in reading.persons if (code := m.polity) is not None)
    joints = ("-", *reading.pack.levels.joints)
    for one, other in pairwise(reading.polities):  # "quan hệ Pháp - EU" says whose relations they are
        if one.code != other.code and reading.low[one.span.end : other.span.start].strip(" ") in joints:
            counts.update((one.code, other.code))

    def rank(code: str) -> tuple[float, str]:
        country = reading.knowledge.polities[code].kind == "country"
        return (-counts[code] * (1.0 if country else _BLOC), code)

    return tuple(sorted(counts, key=rank)[:2])


def assign(reading: Reading, cast: Cast, clauses: Sequence[Clause], items: Sequence[Nominal]) -> None:
    """Give every official without a polity the one he is shown to speak for, else the article's home."""
    pair, press = main_pair(reading), reading.pack.grammar.home
    abroad = [p for p in cast.persons if p.polity is None and p.peer is not None]
    for person, counted in votes(reading, cast, clauses, items, pair).items():
        heads = {title.head for title in person.titles}
        held = (code for code, _ in counted.most_common() if _may_hold(code, heads, reading.pack.titles))
        person.polity = next(held, counted.most_common(1)[0][0])
    for person in cast.persons:
        if person.polity is None and person.official and not native(reading, person):
            person.polity = _of_the_teller(reading, cast, items, person)
    if cast.home != press and not _confirmed(reading, cast, items, pair):
        cast.home = None
    for person in cast.persons:
        if person.polity is None and person.official:
            polity = _by_office(reading, cast, person, pair)
            if cast.home in (None, press) and not native(reading, person):
                polity = _nearest_abroad(reading, cast, person, pair) or (polity if polity != press else None)
            person.polity = _of_office(reading, person, polity)
    for person in abroad:
        _part_from_peer(person, pair)


def _part_from_peer(person: Person, pair: tuple[str, ...]) -> None:
    """A counterpart is of another polity than he whose counterpart he is: the other one of the pair."""
    peer = person.peer.polity if person.peer is not None else None
    others = [code for code in pair if code != peer]
    if peer is not None and person.polity in (peer, None) and len(others) == 1:
        person.polity = others[0]


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
        if not any(cue.kind in TALKS for cue in within(reading.cues, sentence.span)):
            continue
        here = {
            p for item in within(items, sentence.span) for p in subjects.persons(cast, item) if p.official
        }
        if any(p.stated for p in here) and any(p.polity is None for p in here):
            return True
    return False


def _of_the_teller(reading: Reading, cast: Cast, items: Sequence[Nominal], person: Person) -> str | None:
    """ "Sau cuộc điện đàm giữa Tổng thống A và Tổng thống Lào, Điện Kremlin cho biết …": of the Kremlin's."""
    at = person.mentions[0].span.start
    sentence = next((s.span for s in reading.sentences if s.span.start <= at < s.span.end), Span(at, at))
    talk = any(cue.span.start < at and cue.kind in TALKS for cue in within(reading.cues, sentence))
    if not talk:
        return None
    met: set[str | None] = {m.polity for m in within(reading.persons, sentence) if m.polity}
    met |= {p.polity for p in cast.persons if p.stated for m in p.mentions if sentence.covers(m.span)}
    behind = (i for i in within(items, Span(at, sentence.end)) if not i.blocked)
    tells = {i.side for i in behind if i.side is not None} - met
    return tells.pop() if met and len(tells) == 1 else None


def _nearest_abroad(reading: Reading, cast: Cast, person: Person, pair: tuple[str, ...]) -> str | None:
    """The foreign country that the paragraph of a foreigner has named before him; of several the pair's."""
    at, heads = first_told(reading, person), {title.head for title in person.titles}
    start = reading.low.rfind("\n", 0, at) + 1
    before = [
        m.code
        for m in within(reading.polities, Span(start, at))
        if m.form is not PolityForm.PLACE
        and m.code != cast.home
        and reading.knowledge.polities[m.code].kind == "country"
        and _may_hold(m.code, heads, reading.pack.titles)
    ]
    sentence = next((s.span for s in reading.sentences if s.span.start <= at < s.span.end), Span(at, at))
    talks = (cue for cue in within(reading.cues, sentence) if cue.kind in TALKS)
    if any(cue.span.start < at for cue in talks):  # not of those whom he meets
        met = {p.polity for p in cast.persons if p.stated for m in p.mentions if sentence.covers(m.span)}
        before = [code for code in before if code not in met]
    here = {m.code for m in within(reading.polities, Span(sentence.start, at))} & set(before)
    if len(here) == 1:
        return here.pop()
    others = [code for code in pair if code != cast.home]
    if before:
        return next((code for code in others if code in before), before[-1])
    return others[0] if cast.home and len(others) == 1 else None


def _by_office(reading: Reading, cast: Cast, person: Person, pair: tuple[str, ...]) -> str | None:
    """The one of the pair that has such an office, and nobody in it yet; else the home, if it can."""
    words, home = reading.pack.titles, cast.home
    heads = {title.head for title in person.titles}
    alone = _alone(person, words)
    at_home = home if home is not None and _may_hold(home, heads, words) else None
    taken = {p.polity for p in cast.persons if p.polity and p is not person and _alone(p, words) & alone}
    press = reading.pack.grammar.home
    if at_home is not None and at_home == press not in taken and native(reading, person):
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
    """The offices of one holder that a person has: two presidents are of two countries, not two deputies.

    A ministry has one minister, as long as it is named.
    """
    held = [t for t in person.titles if not t.former]
    heads = {t.head for t in held if t.cls is TitleClass.STATE}
    labels = {one_wording(t.label, words) for t in held if t.head in words.ministers}
    ministers = labels - words.ministers
    return ministers | {head for head in heads if head.split(" ", 1)[0] not in words.prefixes}
