"""Talks that no sentence tells with both sides, and what two do who meet.

Tại cuộc gặp, ông A … Bà B …                  those who speak at it met
Ngoại trưởng A và Ngoại trưởng B ký …         those who sign together met
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.extract.mentions import CueMention, within
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import TitleClass
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import BlockKind, EncounterKind, Span
from kg.resolve import subjects
from kg.resolve.clause_bounds import Clause
from kg.resolve.draft import TALKS, Draft, told
from kg.resolve.people import Cast, Person, officials
from kg.resolve.status import status
from kg.resolve.subjects import Nominal

_MOST_SPEAKERS = 2
_LONG = 900  # code points
_LEAD = 8  # code points: "trong "
_TOGETHER = "encounter:together:"


def go_on_telling(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence, talk: Draft | None
) -> None:
    """ "Cuộc gặp diễn ra ngày 5/6", "… nhất trí trong cuộc gặp ngày 5/6": more of the talk told last."""
    if talk is None or sentence.kind is not BlockKind.BODY or talk.sentence.span == sentence.span:
        return
    for cue in within(reading.cues, sentence.span):
        if not cue.noun or cue.kind not in TALKS or cue.span.start in talk.mentions:
            continue
        before = [item for item in here if item.mentions and item.span.start < cue.span.start]
        if cue.kind is EncounterKind.PHONE_CALL and not before and talk.rule.startswith(_TOGETHER):
            talk.kind = cue.kind  # "A và B thảo luận về …. Tại cuộc điện đàm, …"
        if _takes_place(reading.pack.meetings).match(reading.low, cue.span.end):
            goes_on = not before
        else:
            people = (person for item in before for person in subjects.persons(cast, item))
            goes_on = _has_day(reading, cue) and set(people) <= set(talk.persons)
        if goes_on and status(reading, sentence, cue) is None:
            talk.mentions.append(cue.span.start)
            return


def _has_day(reading: Reading, cue: CueMention) -> bool:
    """ "cuộc gặp | ngày 5/6": a day right behind it."""
    return any(mention.span.start == cue.span.end + 1 for mention in reading.dates)


@cache
def _takes_place(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"(?: \w+){{0,2}} {any_of(words.takes_place)}\b")


# ---------------------------------------------------------------- what two do together
def act_together(
    reading: Reading, cast: Cast, here: Sequence[Nominal], sentence: Sentence, drafts: Sequence[Draft]
) -> Draft | None:
    """ "Ngoại trưởng A và Ngoại trưởng B ký …": officials of two polities who do it have met."""
    for item in here:
        people = officials(subjects.persons(cast, _behind_witnesses(reading, item)))
        codes = list(dict.fromkeys(p.polity for p in people if p.polity))
        act = _joint_act(reading.pack.meetings).match(reading.low, item.span.end)
        if act is None or len(codes) < 2:
            continue
        if any(set(people) <= set(d.persons) and d.kind in TALKS for d in drafts):
            continue
        span = Span(act.end() - len(act["act"]), act.end())
        cue = CueMention(span, EncounterKind.MEETING, False, act["act"])
        return Draft(
            kind=cue.kind,
            persons=people,
            parties=codes,
            evidence=[told(item.span, span)],
            at=span.start,
            cue=cue,
            sentence=sentence,
            status=status(reading, sentence, cue),
            rule=f"{_TOGETHER}{cue.form}",
            together=True,
        )
    return None


def _behind_witnesses(reading: Reading, item: Nominal) -> Nominal:
    """ "Trước sự chứng kiến của C, A và B ký": A and B, whom one list names with C."""
    if not item.blocked:
        return item if len(item.mentions) > 1 else replace(item, mentions=())
    two, ahead = item.mentions[-2:], reading.pack.meetings.witnesses
    if len(item.mentions) < 3 or not reading.low.endswith(ahead, 0, item.span.start):
        return replace(item, mentions=())
    joined = reading.low[two[0].span.end : two[1].span.start] == f" {reading.pack.grammar.words.and_} "
    return replace(item, mentions=two if joined else ())


@cache
def _joint_act(words: MeetingWords) -> re.Pattern[str]:
    """Behind those who act: what only those do who meet."""
    adverbs = any_of(words.act_adverbs)
    return re.compile(rf"(?: {adverbs})* (?P<act>{any_of(words.joint_acts)})(?!\w)")


def last_two(reading: Reading, cast: Cast, around: Sequence[Nominal], at: int) -> list[Person]:
    """Whom "hai nhà lãnh đạo" means: the heads of two polities last spoken of before `at`."""
    found: list[Person] = []
    if not any(i.group and i.group.head.startswith(reading.pack.meetings.two) for i in around):
        return found
    for mention in reversed(reading.persons):
        if mention.span.end > at:
            continue
        person = cast.of(mention)
        if at - mention.span.end > _LONG or len(found) == 2:
            break
        if person is None or person.polity in {None, *(p.polity for p in found)}:
            continue
        if any(title.cls is TitleClass.STATE and not title.generic for title in person.titles):
            found.append(person)
    return found[::-1] if len(found) == 2 else []


# ---------------------------------------------------------------- meetings told by those who speak
def from_speakers(reading: Reading, cast: Cast, clauses: Sequence[Clause]) -> Draft | None:
    """ "Tại cuộc gặp …" and speakers of two polities, but no sentence that says who met whom."""
    for sentence in reading.sentences:
        if sentence.kind is not BlockKind.BODY:
            continue
        for cue in within(reading.cues, sentence.span):
            if not _is_held(reading, cue) or status(reading, sentence, cue) is not None:
                continue
            people = _speakers(cast, clauses, cue.span.start)
            codes = list(dict.fromkeys(p.polity for p in people if p.polity))
            if len(codes) == 2 and len(people) <= _MOST_SPEAKERS:
                return Draft(
                    kind=cue.kind,
                    persons=people,
                    parties=codes,
                    evidence=[cue.span],
                    at=cue.span.start,
                    cue=cue,
                    sentence=sentence,
                    rule=f"encounter:speakers:{cue.form}",
                    mentions=[cue.span.start],
                )
    return None


def _is_held(reading: Reading, cue: CueMention) -> bool:
    """ "tại cuộc gặp": a talk that goes on, no session, and no other talk ("tại cuộc gặp Thủ tướng …")."""
    words = reading.pack.meetings
    if not cue.noun or cue.kind not in TALKS or cue.form.endswith(words.session):
        return False
    if reading.low.startswith(f" {words.yet_to_come}", cue.span.end):
        return False
    if any(person.span.start == cue.span.end + 1 for person in reading.persons):
        return False
    return bool(_held_at(words).search(reading.low, max(0, cue.span.start - 8), cue.span.start))


@cache
def _held_at(words: MeetingWords) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.held_at)} \Z")


def _speakers(cast: Cast, clauses: Sequence[Clause], after: int) -> list[Person]:
    subject = (clause.subject for clause in clauses if clause.start > after)
    found = (p for item in subject if item is not None for p in subjects.persons(cast, item))
    return officials(person for person in found if person.polity)
