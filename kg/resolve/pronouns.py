"""Whom the pronouns of a sentence mean that tells of an encounter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.mentions import PersonMention
from kg.extract.reading import Reading, Sentence
from kg.model import Span
from kg.resolve.subjects import Nominal


def with_pronouns(
    reading: Reading, here: Sequence[Nominal], sentence: Sentence, last: Nominal | None
) -> Sequence[Nominal]:
    """The phrases of a sentence, a pronoun among them as whom it means.

    One that opens the sentence means the subject of the one before, `last`; one behind the only person named
    so far means him: "Ông A nói ông đã gặp B", "Ông A cho biết ông và B đã gặp nhau".
    """
    if last is not None and here and here[0].pronoun and here[0].span.start == sentence.span.start:
        here = [replace(here[0], mentions=last.mentions), *here[1:]]
    named = [number for number, item in enumerate(here) if item.mentions][:2]
    if len(named) < 2 or not here[named[1]].pronoun:
        return here
    first, at = here[named[0]], named[1]
    who = first.mentions[0]
    if first.blocked and not _said_by(reading, sentence, first):
        return here  # "Gặp Thủ tướng B, ông …"
    if len(first.mentions) > 1 or who.pronoun or not _may_mean(reading, here[at], who):
        return here
    return [*here[:at], *_and_who_else(reading, replace(here[at], mentions=(who,)), here[at + 1 :])]


def _said_by(reading: Reading, sentence: Sentence, first: Nominal) -> bool:
    """ "Theo ông A, ông …"."""
    return reading.low[sentence.span.start : first.span.start].strip() in reading.pack.grammar.according_to


def _may_mean(reading: Reading, pronoun: Nominal, who: PersonMention) -> bool:
    """Whether the pronoun is of his or her gender, as far as an honorific shows it."""
    grammar = reading.pack.grammar
    gender = grammar.pronouns.get(pronoun.span.of(reading.low))
    return grammar.genders.get(who.honorific or "") in (None, gender)


def _and_who_else(reading: Reading, he: Nominal, behind: Sequence[Nominal]) -> list[Nominal]:
    """ "ông và Tổng thống B": one phrase."""
    if not behind or not behind[0].mentions or behind[0].pronoun:
        return [he, *behind]
    joint = reading.low[he.span.end : behind[0].span.start].strip()
    if joint not in reading.pack.grammar.joined_by:
        return [he, *behind]
    both = (*he.mentions, *behind[0].mentions)
    return [replace(he, span=Span(he.span.start, behind[0].span.end), mentions=both), *behind[1:]]
