"""Those of a list who share the words before the first of them.

Bộ trưởng Kinh tế A, | Tài chính B            the first words of the title
Tổng thống Mỹ A và | Nga B                    the title, each of his own country
hai ông A và | B                              the honorific
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.extract.mentions import PersonMention, PolityForm
from kg.extract.names import name_at
from kg.extract.scene import Scene
from kg.extract.title_fields import field_of_list
from kg.lang.words import Grammar
from kg.model import Span

_LEAD = 8  # code points: "cả hai "


def next_of_list(scene: Scene, before: PersonMention) -> PersonMention | None:
    """Who follows `before` in a list and shares words with him; None where nobody does."""
    joint = _list_joint(scene.pack.grammar).match(scene.low, before.span.end)
    if before.name is None or joint is None or not scene.is_capital(joint.end()):
        return None
    if before.titles:
        return _of_a_field(scene, before, joint.end()) or _of_a_country(scene, before, joint.end())
    return _honoured(scene, before, joint.end())


def _of_a_field(scene: Scene, before: PersonMention, at: int) -> PersonMention | None:
    """ "Bộ trưởng Kinh tế A, | Tài chính B"."""
    first = before.titles[0]
    shared = next((w for w in _longest(scene.titles.shared) if first.head.startswith(w)), None)
    end = field_of_list(scene, at, open_=shared in scene.titles.open_field) if shared is not None else None
    name = _full_name(scene, end) if end is not None else None
    if shared is None or end is None or name is None:
        return None
    label = f"{shared[0].upper()}{shared[1:]} {scene.written(Span(at, end))}"
    title = replace(first, span=Span(at, end), head=shared, label=label)
    return PersonMention(Span(at, name.end), (title,), scene.written(name), name)


def _of_a_country(scene: Scene, before: PersonMention, at: int) -> PersonMention | None:
    """ "Tổng thống Mỹ A và | Nga B": each is the president of his country."""
    first, country = before.titles[0], scene.polities.get(at)
    if first.polity is None or country is None or country.form is not PolityForm.NAME:
        return None
    name = _full_name(scene, country.span.end) if country.code != first.polity else None
    if name is None:
        return None
    title = replace(first, span=country.span, polity=country.code)
    return PersonMention(Span(at, name.end), (title,), scene.written(name), name)


def _honoured(scene: Scene, before: PersonMention, at: int) -> PersonMention | None:
    """ "hai ông A, | B"."""
    several = (*scene.pack.grammar.two, *scene.titles.plural)
    lead = f" {scene.low[max(0, before.span.start - _LEAD) : before.span.start]}".rstrip()
    if before.honorific is None or not lead.endswith(tuple(f" {word}" for word in several)):
        return None
    name = name_at(scene, at)
    if name is None:
        return None
    return PersonMention(name, (), scene.written(name), name, before.honorific)


def _full_name(scene: Scene, end: int) -> Span | None:
    """The name of two parts or more behind what ends at `end`."""
    at = scene.after_space(end)
    name = name_at(scene, at) if at is not None else None
    return name if name is not None and " " in name.of(scene.text) else None


def _longest(phrases: Sequence[str]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)


@cache
def _list_joint(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf"(?:[,;] |[,;]? {grammar.words.and_} )")
