"""Letters and messages: who writes to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.mentions import CueMention
from kg.extract.reading import Reading, Sentence
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import EncounterKind, Span
from kg.resolve import subjects
from kg.resolve.draft import Draft, told
from kg.resolve.encounter_parts import parties
from kg.resolve.people import Cast
from kg.resolve.subjects import Nominal

_NEAR = 40  # code points between the verb of a greeting and whom it is for


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
    """ "thư của A gửi B", "trong thư gửi B, A …", "A nhận được điện mừng của B"."""
    named = [item for item in here if item.mentions and not item.pronoun]
    behind = [item for item in named if item.span.start >= cue.span.end]
    before = [item for item in named if item.span.end <= cue.span.start and not item.blocked]
    if not behind:
        return None
    first, second = behind[0], behind[1] if len(behind) > 1 else None
    lead = reading.low[cue.span.end : first.span.start].strip()
    of = lead in ("", reading.pack.grammar.words.of)
    if (
        second is not None
        and of
        and _sent(reading.pack).fullmatch(reading.low, first.span.end, second.span.start)
    ):
        return first, second
    if _sent_to(reading.pack.meetings).fullmatch(reading.low, cue.span.end, first.span.start):
        writes = second is not None and reading.low[first.span.end : second.span.start] == ", "
        writer = second if writes else before[-1] if before else None
        return (writer, first) if writer is not None else None
    received = _received(reading.pack.meetings).search(reading.low, 0, cue.span.start)
    if before and received and lead in reading.pack.meetings.letter_from:
        return first, before[-1]
    return None


@cache
def _sent_to(words: MeetingWords) -> re.Pattern[str]:
    """Between a letter and who gets it: "thư | gửi tới | B", "thư gửi | B"."""
    return re.compile(rf"(?: {any_of(words.sends)})?(?: {any_of(words.sent_to)})? ")


@cache
def _received(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words.received)} \Z")


@cache
def _sent(pack: LanguagePack) -> re.Pattern[str]:
    words = pack.meetings
    already = rf"(?:{pack.grammar.words.already} )?"
    return re.compile(rf"[\s,]*{already}{any_of(words.sends)}(?: {any_of(words.sent_to)})?\s+")


def greeting(reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence) -> Draft | None:
    """ "A chúc mừng B", where the article tells that several have written: one of their letters."""
    named = [item for item in here if item.mentions and not item.pronoun]
    if len(named) < 2 or named[0].blocked:
        return None
    writer, reader = named[0], named[1]
    found = _greets(reading.pack).match(reading.low, writer.span.end)
    people = [
        person for item in (writer, reader) for person in subjects.persons(cast, item) if person.official
    ]
    codes = parties(cast, people, writer, reader)
    if found is None or reader.span.start - found.end() > _NEAR or len(codes) < 2 or len(people) < 2:
        return None
    span = Span(*found.span("act"))
    cue = CueMention(span, EncounterKind.CORRESPONDENCE, False, found["act"])
    return Draft(
        kind=cue.kind,
        persons=people,
        parties=codes,
        evidence=[told(writer.span, span, reader.span)],
        at=span.start,
        cue=cue,
        sentence=sentence,
        rule=f"encounter:greeting:{cue.form}",
    )


@cache
def _greets(pack: LanguagePack) -> re.Pattern[str]:
    already = rf"(?: {pack.grammar.words.already}| {pack.grammar.words.also})*"
    return re.compile(rf"{already} (?P<act>{any_of(pack.meetings.greets)})(?!\w)")
