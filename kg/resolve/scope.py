"""Whether a remark with no addressee in sight is of relations between polities.

Most speech in the news is on matters at home. A remark to the press counts where it names another polity, or
speaks of what lies between polities ("lệnh trừng phạt", "vùng Vịnh") in an article on another one; a
diplomat's counts throughout such an article.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.mentions import PolityForm, PolityMention, within
from kg.extract.reading import Reading, Sentence
from kg.lang.patterns import any_of
from kg.lang.words import StatementWords
from kg.model import Span
from kg.resolve.clause_bounds import Clause
from kg.resolve.discourse import Discourse, Speaker

_OFTEN = 3  # times that an article on another polity names it
_LEFT = 12  # code points before a polity's name


def of_relations(
    reading: Reading, discourse: Discourse, clause: Clause, sentence: Sentence, speaker: Speaker
) -> bool:
    """Whether the clause, said to nobody in sight, is of relations all the same."""
    words, own = reading.pack.statements, speaker.sides[0]
    names = _names_other(reading, discourse, clause.span, own)
    on_other = _article_on_other(reading, discourse, own)
    matter = bool(_any(words.between_polities).search(reading.low, clause.start, clause.end))
    if own == reading.pack.grammar.home:
        said = _by_office(reading, clause, speaker, words.spokesmen)
        return (said and on_other) or (names and _by_office(reading, clause, speaker, words.diplomats))
    if on_other and _by_office(reading, clause, speaker, words.diplomats):
        return True
    return names or (matter and on_other)


def _by_office(reading: Reading, clause: Clause, speaker: Speaker, offices: tuple[str, ...]) -> bool:
    """Whether those who speak hold such an office, or the side that speaks is one."""
    words = _any(offices)
    if not speaker.persons:
        group = clause.subject.group if clause.subject is not None else None
        return group is not None and bool(words.search(reading.low, group.span.start, group.span.end))
    labels = [[t.label.lower() for t in person.titles if not t.former] for person in speaker.persons]
    return all(any(words.search(label) for label in held) for held in labels)


@cache
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words)}\b")


def _names_other(reading: Reading, discourse: Discourse, span: Span, own: str) -> bool:
    """Whether `span` names another polity, not only as a place or an origin."""
    other = _of_others(reading.pack.statements)
    return any(
        _acts(reading, discourse, m) and not other.search(reading.low, max(0, m.span.start - _LEFT), m.span.start)
        for m in within(reading.polities, span)
        if m.code != own
    )


def _acts(reading: Reading, discourse: Discourse, mention: PolityMention) -> bool:
    """Whether a name may mean a government: a bloc's only where the article is about the bloc."""
    country = reading.knowledge.polities[mention.code].kind == "country"
    return mention.form is not PolityForm.PLACE and (country or mention.code in discourse.pair)


@cache
def _of_others(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"(?:\(|\b{any_of(words.not_addressed)} )\Z")


def _article_on_other(reading: Reading, discourse: Discourse, own: str) -> bool:
    """Whether the article is on another polity: one of its two, and named often."""
    other = next((code for code in discourse.pair if code != own), None)
    named = sum(m.code == other and m.form is not PolityForm.PLACE for m in reading.polities)
    return other is not None and named >= _OFTEN
