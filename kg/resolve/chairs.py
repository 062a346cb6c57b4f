"""Sessions of two sides by those who chair them.

đồng chủ trì khóa họp có Thứ trưởng A; Phó Chủ nhiệm B        both behind the verb
A chào C và cùng B đồng chủ trì hội nghị                       one right before it, the other before him
Đoàn Việt Nam do A dẫn đầu; đoàn Nga do B dẫn đầu              the heads of the two delegations
Bộ trưởng A chủ trì lễ đón                                     the host of the guest told last
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from kg.extract.mentions import CueMention, within
from kg.extract.reading import Reading, Sentence
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.model import EncounterKind, Span
from kg.resolve import subjects
from kg.resolve.draft import TALKS, Draft, told
from kg.resolve.people import Cast, Person, officials
from kg.resolve.status import status
from kg.resolve.subjects import Nominal

_SESSIONS = (*TALKS, EncounterKind.CONFERENCE)
_BEFORE = 2  # sentences before the heads of delegations in which the session is told
_LEAD = 130  # code points between "đồng chủ trì" and "có"


def listed_behind(reading: Reading, here: Sequence[Nominal], cue: CueMention) -> Nominal | None:
    """ "Đồng chủ trì khóa họp có A; B": all who are listed, where nobody stands before the verb."""
    behind = [item for item in here if item.span.start >= cue.span.end and item.mentions]
    before = any(item.mentions and not item.blocked and item.span.end <= cue.span.start for item in here)
    if cue.noun or before or not behind or not cue.form.startswith(reading.pack.meetings.chairs):
        return None
    gap = reading.low[cue.span.end : behind[0].span.start]
    if len(gap) > _LEAD or not _there_are(reading.pack).search(gap):
        return None
    run = behind[:1]
    for one, other in pairwise(behind):
        if not _list_joint(reading.pack).fullmatch(reading.low, one.span.end, other.span.start):
            break
        run.append(other)
    mentions = tuple(mention for item in run for mention in item.mentions)
    return Nominal(Span(run[0].span.start, run[-1].span.end), mentions)


@cache
def _there_are(pack: LanguagePack) -> re.Pattern[str]:
    """Between the verb and the list of those who chair."""
    honorifics = any_of(pack.titles.honorifics)
    return re.compile(rf"\A[^.;:\n]*? {any_of(pack.meetings.delegates)}(?: {honorifics})? \Z")


@cache
def _list_joint(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf"[,;]?(?: {pack.grammar.words.and_})? (?:{any_of(pack.titles.honorifics)} )?")


def between_two(reading: Reading, cast: Cast, here: Sequence[Nominal], cue: CueMention) -> bool:
    """Whether a session's name leads to those of two polities: "đối thoại … lần thứ ba giữa A và B"."""
    between = f" {reading.pack.grammar.words.between} "
    item = next((i for i in here if i.span.start >= cue.span.end and len(i.mentions) > 1), None)
    if not cue.noun or item is None or not reading.low.endswith(between, 0, item.span.start):
        return False
    gap = reading.low[cue.span.end : item.span.start]
    if within(reading.cues, Span(cue.span.end, item.span.start)) or set(gap) & set(".,;:\n"):
        return False
    return len(gap) < _LEAD and len({p.polity for p in subjects.persons(cast, item)} - {None}) > 1


def chaired_by(reading: Reading, here: Sequence[Nominal], cue: CueMention) -> Nominal | None:
    """ "với sự chủ trì của đồng Chủ tịch Ủy ban liên Chính phủ: A và B": those of two polities."""
    item = next((i for i in here if i.span.start >= cue.span.end and len(i.mentions) > 1), None)
    if item is None or not cue.noun or not cue.form.endswith(f" {reading.pack.grammar.words.of}"):
        return None
    gap = reading.low[cue.span.end : item.span.start]
    apart = len({mention.polity for mention in item.mentions}) > 1
    return item if apart and len(gap) < _LEAD and not set(gap) & set(".;\n") else None


def joined_by_another(
    reading: Reading, here: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> tuple[Nominal, Nominal] | None:
    """ "A … và cùng B đồng chủ trì": (A, B)."""
    at = subjects.strip_adverbs(reading, sentence.span.start, cue.span.start)
    other = next((item for item in here if item.span.end == at and item.mentions), None)
    if other is None or not _and_with(reading.pack).search(
        reading.low, sentence.span.start, other.span.start
    ):
        return None
    first = [i for i in here if i.span.end < other.span.start and i.mentions and not i.blocked]
    return (first[-1], other) if first else None


@cache
def _and_with(pack: LanguagePack) -> re.Pattern[str]:
    words = pack.grammar.words
    return re.compile(rf"(?:,| {words.and_}) {words.together}(?: {words.with_})? \Z")


def receives(
    reading: Reading, cast: Cast, left: Nominal | None, cue: CueMention, talk: Draft | None
) -> list[Person]:
    """ "A chủ trì lễ đón": A, and the guest of the talk told last, whose other side A is of."""
    if (
        talk is None
        or left is None
        or cue.form not in reading.pack.meetings.delegations["hosts"]
        or talk.status is not None
    ):
        return []
    people = officials(subjects.persons(cast, left))
    codes = {person.polity for person in people}
    guests = [person for person in talk.persons if person.polity not in codes]
    if len(codes) != 1 or not codes < set(talk.parties) or len({p.polity for p in guests}) != 1:
        return []
    return [*people, *guests]


# ---------------------------------------------------------------- the heads of two delegations
def of_heads(
    reading: Reading, cast: Cast, items: Sequence[Nominal], drafts: Sequence[Draft]
) -> Iterator[Draft]:
    """Sessions that one sentence tells and that name those who led the two delegations right behind it."""
    led = [item for item in items if item.led and item.of and not item.blocked]
    for one, other in pairwise(led):
        people = officials(p for item in (one, other) for p in subjects.persons(cast, item))
        codes = list(dict.fromkeys(person.polity for person in people if person.polity))
        found = _session(reading, one, other) if len(codes) == 2 and one.of != other.of else None
        if found is None or any(set(people) <= set(d.persons) and d.kind in _SESSIONS for d in drafts):
            continue
        sentence, cue = found
        yield Draft(
            kind=EncounterKind.MEETING if cue.kind is EncounterKind.CONFERENCE else cue.kind,
            persons=people,
            parties=codes,
            evidence=[told(cue.span, one.span, other.span)],
            at=cue.span.start,
            cue=cue,
            sentence=sentence,
            status=status(reading, sentence, cue),
            rule=f"encounter:heads:{cue.form}",
            together=True,
            mentions=[cue.span.start],
        )


def _session(reading: Reading, one: Nominal, other: Nominal) -> tuple[Sentence, CueMention] | None:
    """The session told last before the heads of its delegations, or beside them."""
    sentences = reading.sentences
    first = next(n for n, s in enumerate(sentences) if s.span.end > one.span.start)
    last = next(n for n, s in enumerate(sentences) if s.span.end >= other.span.end)
    if last - first > 1:
        return None
    near = [
        (sentence, cue)
        for sentence in sentences[max(0, first - _BEFORE) : last + 1]
        for cue in within(reading.cues, sentence.span)
        if cue.kind in _SESSIONS and cue.noun
    ]
    before = [(sentence, cue) for sentence, cue in near if cue.span.start < one.span.start]
    return before[-1] if before else near[0] if near else None
