"""Speakers without a name: both sides ("hai bên"), one side ("phía Mỹ", "Washington"), "phía bạn"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.mentions import GroupMention, PersonMention, PolityForm, PolityMention, place
from kg.extract.vocabulary import vocabulary
from kg.lang.kinds import GroupKind, Strength, TitleClass
from kg.lang.lexicon import Hit, chosen
from kg.lang.pack import Group, LanguagePack
from kg.lang.patterns import any_of
from kg.lang.person_words import Titles
from kg.lang.words import Grammar
from kg.model import Span

_MAX_HEAD_WORDS = 8
_MAX_UNITS = 5
_MAX_UNIT = 48  # code points
_MAX_NUMBERED = 12  # code points: " giai đoạn "
_IN_NUMBERS = ("-", "/", ".", ",", ":")
_MAX_TWO = 16  # code points before a title


def find(low: str, pack: LanguagePack, polities: Sequence[PolityMention]) -> list[GroupMention]:
    """All group mentions, in order. A bare country name is one too: a clause may have it as subject."""
    found = [
        GroupMention(
            Span(hit.start, hit.end), hit.value.kind, head=low[hit.start : hit.end], office=hit.value.office
        )
        for hit in chosen(vocabulary(low, pack).groups)
        if not _is_ordinal(low, pack.grammar, hit.start)
        and (not low.startswith(_documents(pack.grammar), hit.start) or _speaks(low, pack, hit))
    ]
    envoys = [at for at, hit in vocabulary(low, pack).heads.items() if hit.value is TitleClass.ENVOY]
    ends = {mention.span.start: mention.span.end for mention in polities} if envoys else {}
    for mention in polities:
        if mention.form in (PolityForm.NAME, PolityForm.METONYM):
            side = _side(low, pack, mention)
            mission = any(side.span.start <= at < mention.span.start for at in envoys)
            found.append(_posted(low, pack.titles, side, ends) if mission else side)
    return sorted(found, key=place)


def _is_ordinal(low: str, grammar: Grammar, at: int) -> bool:
    """Whether a figure at `at` counts nobody: "ngày 7-2 lãnh đạo …", "tháng 2 lãnh đạo …"."""
    if not low[at].isdigit():
        return False
    before = low[max(0, at - _MAX_NUMBERED) : at]
    return before.endswith(_IN_NUMBERS) or before.rstrip().rpartition(" ")[2] in grammar.numbered


@cache
def _documents(grammar: Grammar) -> tuple[str, ...]:
    return tuple(form for forms in grammar.documents.values() for form in forms)


def _speaks(low: str, pack: LanguagePack, document: Hit[Group]) -> bool:
    """Whether a document begins a sentence and says something; elsewhere somebody issues it."""
    left = low[max(0, document.start - 3) : document.start].rstrip(" ")
    if left and left[-1] not in '\n.!?"':
        return False
    at, acts = document.end + 1, vocabulary(low, pack).acts
    while at not in acts and (word := low[at : at + _MAX_TWO].split(" ", 1)[0]) in pack.grammar.adverbs:
        at += len(word) + 1
    return at in acts and any(act.strength is Strength.SPEECH for act in acts[at].value)


def _side(low: str, pack: LanguagePack, mention: PolityMention) -> GroupMention:
    """The country's name with the words before it that still mean that country's side."""
    start = mention.span.start
    for _ in range(_MAX_UNITS):
        before = _unit_before(low, pack, start)
        if before is None:
            break
        start = before
    head = low[start : mention.span.start].strip()
    return GroupMention(Span(start, mention.span.end), GroupKind.SIDE, mention.code, head)


def _posted(low: str, titles: Titles, side: GroupMention, ends: Mapping[int, int]) -> GroupMention:
    """A mission with its host: "Đại sứ quán Nhật Bản | tại Việt Nam"."""
    lead = _at_post(titles).match(low, side.span.end)
    end = ends.get(lead.end()) if lead is not None else None
    return replace(side, span=Span(side.span.start, end)) if end is not None else side


@cache
def _at_post(titles: Titles) -> re.Pattern[str]:
    return re.compile(rf" {any_of(titles.posted)} ")


def _unit_before(low: str, pack: LanguagePack, at: int) -> int | None:
    """Where the unit of a head begins that ends right before `at`: "Đảng, Nhà nước và nhân dân" are three."""
    grammar, heads = pack.grammar, _side_heads(pack)
    left = low[max(0, at - _MAX_UNIT) : at].rpartition("\n")[2]
    joint = _joint(grammar).search(left)
    if joint is None:
        return None
    words = left[: joint.start()].split(" ")
    if words[-1] not in _last_words(pack):
        return None
    for size in range(min(_MAX_HEAD_WORDS, len(words)), 0, -1):
        phrase = " ".join(words[-size:])
        if " ".join(words[-size - 1 :]) in grammar.not_side_heads:
            return None
        if phrase in heads:
            return at - len(joint[0]) - len(phrase)
    return None


@cache
def _side_heads(pack: LanguagePack) -> frozenset[str]:
    """What may stand before a country's name, the ministries by their fields among it."""
    ministries = (f"{pack.grammar.words.ministry} {field}" for field in pack.titles.fields.values)
    return frozenset((*pack.grammar.side_heads, *pack.grammar.guests, *ministries))


@cache
def _last_words(pack: LanguagePack) -> frozenset[str]:
    """With which a unit of a head ends."""
    return frozenset(phrase.rpartition(" ")[2] for phrase in _side_heads(pack))


@cache
def _joint(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf"(?:, |,? {grammar.words.and_} | )\Z")


def settle(
    low: str, grammar: Grammar, groups: Sequence[GroupMention], persons: Sequence[PersonMention]
) -> tuple[list[GroupMention], list[PersonMention]]:
    """Each place to one mention: "hai Bộ trưởng" is both sides, "Mỹ" in "Ngoại trưởng Mỹ" is the person's."""
    groups, persons = _two_of_an_office(low, grammar, groups, persons)
    both = [group.span for group in groups if group.kind is GroupKind.BOTH]
    people = [
        person
        for person in persons
        if not (person.name is None and any(span.covers(person.span) for span in both))
    ]
    return _outside_titles(groups, people), people


def _two_of_an_office(
    low: str, grammar: Grammar, groups: Sequence[GroupMention], persons: Sequence[PersonMention]
) -> tuple[list[GroupMention], list[PersonMention]]:
    """ "Hai Thống đốc", "hai đồng chí Trưởng Ban": a title without a name behind a word for two."""
    made, people = [], []
    for person in persons:
        lead = _two(grammar).search(low, max(0, person.span.start - _MAX_TWO), person.span.start)
        if lead is None or person.name is not None or not person.titles or person.polity:
            people.append(person)
            continue
        span = Span(lead.start(), person.span.end)
        office = person.titles[0].head
        made.append(GroupMention(span, GroupKind.BOTH, head=span.of(low), office=office))
    kept = [group for group in groups if not any(one.span.covers(group.span) for one in made)]
    return sorted([*kept, *made], key=place), people


@cache
def _two(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(grammar.two)} \Z")


def _outside_titles(groups: Sequence[GroupMention], persons: Sequence[PersonMention]) -> list[GroupMention]:
    """The groups that are not part of a person's mention."""
    taken = sorted((person.span.start, person.span.end) for person in persons)
    kept, at = [], 0
    for group in groups:
        while at < len(taken) and taken[at][1] <= group.span.start:
            at += 1
        if at == len(taken) or taken[at][0] >= group.span.end:
            kept.append(group)
    return kept
