"""Whether a remark with no addressee in sight is of relations between polities.

Most speech in the news is on matters at home. A remark to the press counts where it names another polity, or
speaks of what lies between polities ("lệnh trừng phạt", "vùng Vịnh") in an article on another one; a
diplomat's counts throughout such an article.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.mentions import PolityForm, PolityMention, within
from kg.extract.reading import Reading
from kg.lang.patterns import any_of
from kg.lang.words import StatementWords
from kg.resolve.clause_bounds import Clause
from kg.resolve.discourse import Discourse, Speaker

_OFTEN = 3  # times that an article on another polity names it
_LEFT = 60  # code points before a polity's name, among which a list may begin


def of_relations(reading: Reading, discourse: Discourse, clause: Clause, speaker: Speaker) -> bool:
    """Whether the clause, said to nobody in sight, is of relations all the same."""
    own = speaker.sides[0]
    on_other = _article_on_other(reading, discourse, own)
    if own == reading.pack.grammar.home:
        to_press = _by_office(reading, clause, speaker, reading.pack.statements.spokesmen)
        names = _names_another(reading, clause, own)
        return (to_press and on_other) or (names and by_diplomat(reading, clause, speaker))
    if on_other and (by_diplomat(reading, clause, speaker) or _of_matter(reading, clause)):
        return True
    return _names_another(reading, clause, own)


def party(reading: Reading, discourse: Discourse, clause: Clause, own: str) -> list[str]:
    """The other of the article's two polities, where such a clause names it or speaks of both."""
    others = [code for code in discourse.pair if code != own]
    both = _any(reading.pack.statements.of_both).search(reading.low, clause.start, clause.end)
    if both and own in discourse.pair:
        return others
    named = _others_named(reading, clause, own)
    return [code for code in others if code in named][:1]


def on_another(reading: Reading, clause: Clause, speaker: Speaker) -> bool:
    """Whether a clause names another polity than the speaker's, or what lies between polities."""
    return _names_another(reading, clause, speaker.sides[0]) or _of_matter(reading, clause)


def by_diplomat(reading: Reading, clause: Clause, speaker: Speaker) -> bool:
    """Whether those who speak do so for foreign affairs by office."""
    return _by_office(reading, clause, speaker, reading.pack.statements.diplomats)


def _by_office(reading: Reading, clause: Clause, speaker: Speaker, offices: tuple[str, ...]) -> bool:
    """Whether those who speak hold such an office, or the side that speaks is one."""
    words, subject = _any(offices), clause.subject
    if not speaker.persons:
        return subject is not None and bool(words.search(reading.low, subject.span.start, subject.span.end))
    labels = [[t.label.lower() for t in person.titles if not t.former] for person in speaker.persons]
    return all(any(words.search(label) for label in held) for held in labels)


def _of_matter(reading: Reading, clause: Clause) -> bool:
    matters = _any(reading.pack.statements.between_polities)
    return bool(matters.search(reading.low, clause.start, clause.end))


@cache
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words)}\b")


def _names_another(reading: Reading, clause: Clause, own: str) -> bool:
    return bool(_others_named(reading, clause, own))


def _others_named(reading: Reading, clause: Clause, own: str) -> list[str]:
    """The polities other than `own` that a clause names, not only as a place or an origin."""
    place = _of_others(reading.pack.statements, reading.pack.grammar.words.and_)
    return [
        mention.code
        for mention in within(reading.polities, clause.span)
        if mention.code != own
        and _acts(reading, mention)
        and not place.search(reading.low, max(0, mention.span.start - _LEFT), mention.span.start)
    ]


def _acts(reading: Reading, mention: PolityMention) -> bool:
    """Whether a name may mean a government: a bloc's only where the article is about the bloc."""
    if mention.form is PolityForm.PLACE or reading.knowledge.polities[mention.code].kind == "country":
        return mention.form is not PolityForm.PLACE
    return _named(reading, mention.code) >= _OFTEN


@cache
def _of_others(words: StatementWords, and_: str) -> re.Pattern[str]:
    """Before a polity that is only a place or an origin, perhaps in a list: "từ Iran, Iraq và Syria"."""
    listed = rf"(?:[^\s,.;:]+(?: [^\s,.;:]+){{0,2}}(?:,|,? {and_}) )*"
    return re.compile(rf"(?:\(|\b{any_of(words.not_addressed)} {listed})\Z")


def of_own(reading: Reading, clause: Clause, speaker: Speaker) -> bool:
    """Whether a clause begins with the speaker's own side, or with none of a polity."""
    first = next((m for m in within(reading.polities, clause.span)), None)
    return first is None or first.code in speaker.sides or first.span.start > clause.start + _LEFT


def _article_on_other(reading: Reading, discourse: Discourse, own: str) -> bool:
    """Whether the article is on others: one of its two polities is another, and others are named often."""
    named = sum(m.code != own and m.form is not PolityForm.PLACE for m in reading.polities)
    return any(code != own for code in discourse.pair) and named >= _OFTEN


def _named(reading: Reading, code: str) -> int:
    return sum(m.code == code and m.form is not PolityForm.PLACE for m in reading.polities)
