"""Encounters that are planned, denied or called off: told as such, they are none that took place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.extract.mentions import CueMention, within
from kg.extract.reading import Reading, Sentence
from kg.lang.patterns import any_of
from kg.lang.words import MeetingWords
from kg.model import BlockKind, EncounterStatus, Span
from kg.resolve.draft import TALKS, Draft

PHRASE_END = re.compile(r"[,;:\"]|(?<=\w\w)\.\s")
_WORD = re.compile(r"[^\s,.;:\"“”()]+")
_ASIDE = re.compile(r"\([^()]*\)")  # "(phải)" in a caption
_SOMEBODY = "_"
_LEFT_WORDS, _BEHIND_WORDS = 6, 14
_CARRIED, _NEAR = 14, 8  # words


def status(reading: Reading, sentence: Sentence, cue: CueMention) -> EncounterStatus | None:
    """Whether the sentence says that the encounter did not take place, or not yet."""
    words = reading.pack.meetings
    before = _without_persons(reading, Span(sentence.span.start, cue.span.start))
    rest = reading.low[cue.span.end : sentence.span.end]
    phrase = PHRASE_END.split(before)[-1]
    lead = before.split()[-1] if cue.noun and before.strip() else ""
    if lead == words.after:
        return None  # "hy vọng sau cuộc gặp …"
    if lead == words.ahead_of:
        return EncounterStatus.PLANNED if sentence.kind is not BlockKind.CAPTION else None
    # "kêu gọi … tại cuộc gặp": not the meeting is called for
    verbs = _future(words) if lead in words.held_at else words.status
    told = (
        (" ".join(phrase.split()[-_LEFT_WORDS:]), verbs),
        (before, words.status_before),
        (rest if cue.noun else "", words.status_behind),
    )
    for where, kinds in told:
        found = next((kind for kind, phrases in kinds.items() if _says(where, phrases)), None)
        if found is not None:
            return found
    near = (phrase, PHRASE_END.split(before)[0], _next_words(rest))
    planned = (
        any(_says(part, words.planned_near) for part in near)
        or _says(phrase, words.planned_before)
        or _goes_on_planned(reading, before)
    )
    return EncounterStatus.PLANNED if planned else None


def _future(words: MeetingWords) -> Mapping[EncounterStatus, tuple[str, ...]]:
    return {EncounterStatus.PLANNED: words.planned_carried}


def _without_persons(reading: Reading, span: Span) -> str:
    """The text of a span with one word for each person, however long his name, and no aside."""
    pieces: list[str] = []
    at = span.start
    for person in within(reading.persons, span):
        if not person.pronoun:
            pieces += reading.low[at : person.span.start], _SOMEBODY
            at = person.span.end
    return _ASIDE.sub("", "".join([*pieces, reading.low[at : span.end]]))


def told_ahead(reading: Reading, draft: Draft) -> bool:
    """Whether a planned one is so only because something was before it ("trước cuộc gặp")."""
    left = reading.low[draft.sentence.span.start : draft.cue.span.start].split()
    return draft.cue.noun and left[-1:] == [reading.pack.meetings.ahead_of]


def took_place(reading: Reading, draft: Draft) -> bool:
    """Whether a report without a status says that the encounter was, and does not only speak of it.

    "cuộc gặp giữa A và B" alone does not say whether it was, nor does a headline ("A gặp B"), "trong thời
    gian thăm Lào", "đây là lần đầu tiên A gặp B" or "trong chuyến thăm, A gặp B".
    """
    words, cue, span = reading.pack.meetings, draft.cue.span, draft.sentence.span
    if draft.status is not None:
        return False
    before = _without_persons(reading, Span(span.start, cue.start))
    behind = _without_persons(reading, Span(cue.end, span.end))
    near = " ".join([*_WORD.findall(before)[-_NEAR:], *_WORD.findall(behind)[:_NEAR]])
    happened = _says(near, words.happened)
    held = draft.kind in TALKS and before.split()[-1:] in [[word] for word in words.held_at]
    if held or (draft.sentence.kind is BlockKind.CAPTION and before):
        return True
    if draft.sentence.kind is BlockKind.TITLE:  # "A gặp B tại Hà Nội": headlines tell what is to come so, too
        return _says(near, [reading.pack.grammar.words.already])
    if draft.cue.noun:
        ahead = _says(behind, words.expected) or _says(_next_words(behind), words.planned_carried)
        return happened and not ahead
    if before.startswith(words.frames):
        return happened
    return not _on_occasion(words).search(before)


@cache
def _on_occasion(words: MeetingWords) -> re.Pattern[str]:
    """Before a verb that is only the time of something else."""
    return re.compile(rf"(?<!\w){any_of(words.on_occasion)} \Z")


def _next_words(rest: str) -> str:
    """The next words; what a semicolon sets off is another act."""
    rest = rest.partition(";")[0]
    return " ".join(re.findall(r"[^\s,.;:]+", rest)[:_BEHIND_WORDS])


def _goes_on_planned(reading: Reading, before: str) -> bool:
    """ "sẽ thăm Lào, hội đàm với …": the future of the first verb holds for the second."""
    if not re.search(rf"(?:[,;]| {reading.pack.grammar.words.and_})(?: \w+){{0,3}} ?\Z", before):
        return False
    words = reading.pack.meetings
    left = " ".join(_WORD.findall(before)[-_CARRIED:])
    at = max((f" {left} ".rfind(f" {word} ") for word in words.planned_carried), default=-1)
    return at >= 0 and not _says(left[at:], words.planned_held)


def _says(low: str, phrases: Iterable[str]) -> bool:
    """Whether one of `phrases` stands among the words, punctuation apart."""
    padded = f" {' '.join(_WORD.findall(low))} "
    return any(f" {phrase} " in padded for phrase in phrases)
