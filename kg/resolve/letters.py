"""Letters and messages: who writes to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import CueMention
from kg.extract.reading import Reading, Sentence
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.resolve import subjects
from kg.resolve.draft import Draft, told
from kg.resolve.encounter_parts import parties
from kg.resolve.people import Cast
from kg.resolve.subjects import Nominal


def letter(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> Draft | None:
    """The letter that a noun tells of, if it says who wrote it to whom."""
    two = _writer_and_reader(reading, here, cue)
    if two is None:
        return None
    people = [person for item in two for person in subjects.persons(cast, item) if person.official]
    codes = parties(cast, people, *two)
    if len(codes) < 2 or not people:
        return None
    return Draft(
        kind=cue.kind,
        persons=people,
        parties=codes,
        evidence=[told(cue.span, *(item.span for item in two))],
        at=cue.span.start,
        cue=cue,
        sentence=sentence,
        rule=f"encounter:letter:{cue.form}",
    )


def _writer_and_reader(
    reading: Reading, here: Sequence[Nominal], cue: CueMention
) -> tuple[Nominal, Nominal] | None:
    """ "thư của A gửi B": both stand behind the noun."""
    behind = [item for item in here if item.span.start >= cue.span.end and item.mentions]
    if len(behind) < 2:
        return None
    writer, reader = behind[:2]
    of = reading.low[cue.span.end : writer.span.start].strip()
    if of not in ("", reading.pack.grammar.words.of):
        return None
    sent = _sent(reading.pack).fullmatch(reading.low, writer.span.end, reader.span.start)
    return (writer, reader) if sent else None


@cache
def _sent(pack: LanguagePack) -> re.Pattern[str]:
    words = pack.meetings
    already = rf"(?:{pack.grammar.words.already} )?"
    return re.compile(rf"[\s,]*{already}{any_of(words.sends)}(?: {any_of(words.sent_to)})?\s+")
