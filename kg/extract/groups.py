"""Speakers without a name: both sides ("hai bên"), one side ("phía Mỹ", "Washington"), "phía bạn"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.mentions import GroupKind, GroupMention, PersonMention, PolityForm, PolityMention
from kg.lang.pack import LanguagePack
from kg.model import Span

_MAX_HEAD_WORDS = 6
_MAX_UNITS = 5


def find(low: str, pack: LanguagePack, polities: Sequence[PolityMention]) -> list[GroupMention]:
    """All group mentions, in order. A bare country name is one too: a clause may have it as subject."""
    found = [
        GroupMention(
            Span(hit.start, hit.end),
            hit.value,
            head=low[hit.start : hit.end],
            office=_office(low[hit.start : hit.end]),
        )
        for hit in pack.grammar.groups.find(low)
    ]
    found += [
        _side(low, pack, mention)
        for mention in polities
        if mention.form in (PolityForm.NAME, PolityForm.METONYM)
    ]
    return sorted(found, key=lambda mention: mention.span)


def _office(form: str) -> str:
    return (
        form.removeprefix("hai ").removeprefix("các ")
        if re.match(
            r"(?:hai|các) (?!bên|phía|nước|nhà|vị|ông|bà|đoàn|quốc gia|chính phủ|bộ$|lãnh|nguyên)", form
        )
        else ""
    )


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


def _unit_before(low: str, pack: LanguagePack, at: int) -> int | None:
    """Where the unit of a head begins that ends right before `at`: "Đảng, Nhà nước và nhân dân" are three."""
    left = low[max(0, at - 48) : at].rpartition("\n")[2]
    joint = re.search(r"(?:, | và |, và | )\Z", left)
    if joint is None or "\n" in joint[0]:
        return None
    words = left[: joint.start()].split(" ")
    for size in range(min(_MAX_HEAD_WORDS, len(words)), 0, -1):
        phrase = " ".join(words[-size:])
        if phrase in pack.grammar.side_heads:
            return at - len(joint[0]) - len(phrase)
    return None


def settle(
    groups: Sequence[GroupMention], persons: Sequence[PersonMention]
) -> tuple[list[GroupMention], list[PersonMention]]:
    """Each place to one mention: "hai Bộ trưởng" is both sides, "Mỹ" in "Ngoại trưởng Mỹ" a part of the person."""
    both = [group.span for group in groups if group.kind is GroupKind.BOTH]
    people = [
        person
        for person in persons
        if not (person.name is None and any(span.covers(person.span) for span in both))
    ]
    return outside_titles(groups, people), people


def outside_titles(groups: Sequence[GroupMention], persons: Sequence[PersonMention]) -> list[GroupMention]:
    """The groups that are not part of a person's mention ("Mỹ" in "Ngoại trưởng Mỹ")."""
    taken = sorted((person.span.start, person.span.end) for person in persons)
    kept, at = [], 0
    for group in groups:
        while at < len(taken) and taken[at][1] <= group.span.start:
            at += 1
        if at == len(taken) or taken[at][0] >= group.span.end:
            kept.append(group)
    return kept
