"""Clauses made into statements: who says it, for whom, to whom.

A clause is in scope where its side and its addressee are two polities: the other side of the encounter
it is made at, or the polity that its content names. What is said twice `kg.resolve.repeats` joins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.mentions import PolityForm, within
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import Strength
from kg.lang.patterns import any_of
from kg.lang.words import StatementWords
from kg.model import Span, StatementKind
from kg.resolve import going_on, kinds, referents, scope, speakers, subjects
from kg.resolve.addressees import ACTS, addressees
from kg.resolve.clause_bounds import Clause
from kg.resolve.discourse import Discourse, Speaker
from kg.resolve.draft import Draft
from kg.resolve.indirect import FREE
from kg.resolve.quotes import where_said
from kg.resolve.subjects import Nominal

_TO_SOMEBODY = (*ACTS, StatementKind.APPRECIATION)
_FULL_QUOTE = 8  # words: a shorter remark at a meeting says nothing of relations


@dataclass(slots=True, eq=False)
class Said:
    """A statement while it is put together."""

    kind: StatementKind
    speaker: Speaker
    addressees: list[str]
    spans: list[Span]
    sentence: Sentence
    encounter: Draft | None
    rule: str
    clause: Clause
    waits: bool = False  # whom the speaker addresses is told further on, if at all
    alone: bool = False  # it counts even if said to nobody


def find(
    reading: Reading,
    discourse: Discourse,
    items: Sequence[Nominal],
    clauses: Sequence[tuple[Sentence, list[Clause]]],
) -> list[Said]:
    """All statements of the article in the order of the text, repetitions among them."""
    said: list[Said] = []
    for sentence, cut in clauses:
        here = within(items, sentence.span)
        discourse.number += 1
        discourse.said += (clause.span for clause in cut)
        found = _sentence(reading, discourse, here, sentence, cut)
        discourse.in_list = going_on.opens_list(reading, sentence) or (discourse.in_list and bool(found))
        if discourse.in_list and not cut and here and not here[-1].blocked:  # "Về thương mại, hai bên:"
            discourse.note(referents.speaker(discourse, here[-1], here[-1].span.start))
            discourse.last_kind = None
        said += (one for one in found if not going_on.only_opens(reading, sentence, one.clause))
        discourse.see(here, sentence.span.start)
    return _answered(said)


def _answered(said: Sequence[Said]) -> list[Said]:
    """Without statements to nobody; what goes before one to somebody, in one breath, is said to the same."""
    kept: list[Said] = []
    following: Said | None = None
    for one in reversed(said):
        if one.waits and following is not None and _in_one_breath(one, following):
            one.addressees, one.waits = list(following.addressees), False
        if not one.waits or one.alone:
            kept.append(one)
            following = one if one.addressees else following
    return kept[::-1]


def _in_one_breath(one: Said, following: Said) -> bool:
    """Whether two statements are of one speaker in one sentence, or in one quotation."""
    same = one.speaker.persons == following.speaker.persons and one.speaker.sides == following.speaker.sides
    if not same or not following.addressees or following.kind not in _TO_SOMEBODY:
        return False
    quoted = one.clause.quoted and one.clause.acts == following.clause.acts
    return quoted or one.sentence is following.sentence


def _sentence(
    reading: Reading,
    discourse: Discourse,
    items: Sequence[Nominal],
    sentence: Sentence,
    cut: Sequence[Clause],
) -> list[Said]:
    """The statements of one sentence, which leave their traces in `discourse`."""
    out: list[Said] = []
    previous: Said | None = None
    more = _going_on(reading, discourse, items, sentence, cut)
    if more or not cut:
        return more
    for number, clause in enumerate(cut):
        speaker = speakers.of_clause(discourse, cut, number, sentence)
        speaker = speaker or speakers.told_of(reading, discourse, clause, items)
        if speaker is None or not speaker.sides:
            continue
        speaker = speakers.of_content(reading, discourse, clause, items, speaker)
        kind = _kind(reading, clause, items, speaker, previous)
        if kind is None:
            continue
        if kind is StatementKind.DISCUSSION:
            speaker = speakers.of_talk(reading, discourse, clause, items, speaker)
        one = _statement(reading, discourse, clause, sentence, speaker, kind)
        if not clause.inherits:
            discourse.note(speaker)
        if one is not None:
            out.append(one)
            previous = one
            if one.alone or not one.waits:
                discourse.noted(speaker, [] if one.alone else one.addressees, kind)
        out += _nested(reading, discourse, clause, items, sentence, speaker)
    return out


def _kind(
    reading: Reading, clause: Clause, items: Sequence[Nominal], speaker: Speaker, previous: Said | None
) -> StatementKind | None:
    own = frozenset(speaker.sides)
    if not clause.inherits:
        return kinds.kind_of(reading, clause, items, own)
    return kinds.inherited(reading, clause, items, own, previous.kind) if previous is not None else None


def _going_on(
    reading: Reading,
    discourse: Discourse,
    items: Sequence[Nominal],
    sentence: Sentence,
    cut: Sequence[Clause],
) -> list[Said]:
    """What a sentence adds to the act before it: see `kg.resolve.going_on`."""
    speaker, kind = discourse.last, discourse.last_kind
    if speaker is None or kind is None or discourse.number - discourse.spoke > 1:
        return []
    found = going_on.item_of_list(reading, sentence, cut, in_list=discourse.in_list)
    if found:
        discourse.note(speaker)
    elif not cut and kind in (StatementKind.REQUEST, StatementKind.COMMITMENT):
        found = going_on.moreover(reading, items, sentence)
    out = []
    for clause in found:
        does = kinds.inherited(reading, clause, items, frozenset(speaker.sides), kind)
        one = _statement(reading, discourse, clause, sentence, speaker, does)
        if one is not None and not one.waits:
            out.append(one)
    return out


def _statement(
    reading: Reading,
    discourse: Discourse,
    clause: Clause,
    sentence: Sentence,
    speaker: Speaker,
    kind: StatementKind,
) -> Said | None:
    """The statement that a clause makes; None where it is not of relations between polities."""
    draft = discourse.encounter_of(speaker, clause.start)
    free = clause.indirect and clause.lead is not None and clause.lead.form == FREE
    if free and (speaker is not discourse.last or not speaker.persons):
        return None
    if free and draft is None and not scope.of_own(reading, clause, speaker):
        return None
    if draft is None and speaker.persons and all(person.retired for person in speaker.persons):
        return None
    if draft is not None and discourse.moved_on(draft, clause.start):
        draft = None
    if not speaker.persons and draft is not None and _about_others(reading, clause, draft):
        draft = None
    if clause.lead is not None and clause.lead.strength is Strength.DEED and len(speaker.sides) < 2:
        return None
    if not _invites_somewhere(reading, clause) or _mere_remark(reading, clause, speaker, draft):
        return None
    if _tells_nothing(reading, clause):
        return None
    if kind is StatementKind.DISCUSSION and (
        (len(speaker.sides) < 2 and not speaker.persons) or _only_with(reading, clause)
    ):
        return None
    to = addressees(reading, discourse, clause, sentence, kind, speaker, draft)
    lead = clause.lead.form if clause.lead else ""
    rule = f"statement:{lead}"
    alone = to is None and scope.of_relations(reading, discourse, clause, speaker)
    if alone:
        to = scope.party(reading, discourse, clause, speaker.sides[0]) or None
    return Said(kind, speaker, to or [], [clause.span], sentence, draft, rule, clause, to is None, alone)


def _invites_somewhere(reading: Reading, clause: Clause) -> bool:
    """Whether a clause of inviting says whereto; true of all others."""
    words = reading.pack.statements
    if clause.lead is None or not clause.lead.form.endswith(words.invite):
        return True
    return bool(_invited_to(words).search(reading.low, clause.start, clause.end))


def _tells_nothing(reading: Reading, clause: Clause) -> bool:
    """Whether an open verb has no content behind it, or only where or to whom it was said."""
    lead = clause.lead
    if lead is None or lead.kind is not None or clause.quoted or clause.indirect or clause.inherits:
        return False
    content = reading.low[lead.span.end : clause.end].strip(' ,.:"')
    return not content or bool(where_said(reading.pack).fullmatch(content))


@cache
def _invited_to(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.invited_to)}\b")


def _mere_remark(reading: Reading, clause: Clause, speaker: Speaker, draft: Draft | None) -> bool:
    """Whether a quotation that names no polity is none of relations: short, or not said at the encounter."""
    if not clause.quoted or _about_relations(reading, clause.span):
        return False
    present = draft is not None and any(person in draft.persons for person in speaker.persons)
    return not present or len(clause.span.of(reading.low).split()) < _FULL_QUOTE


def _about_others(reading: Reading, clause: Clause, draft: Draft) -> bool:
    """Whether a clause of a side names countries, and none of them takes part in the encounter."""
    named = {m.code for m in within(reading.polities, clause.span) if m.form is PolityForm.NAME}
    return bool(named) and not named & set(draft.parties)


def _only_with(reading: Reading, clause: Clause) -> bool:
    """ "A trao đổi với B" without "về …" only says that they talked."""
    words = reading.pack.grammar.words
    if clause.lead is not None and clause.lead.form.startswith(reading.pack.statements.mention):
        return False
    content = reading.low[clause.acts[-1].span.end : clause.end] if clause.acts else ""
    with_whom = any(content.strip().startswith(f"{word} ") for word in reading.pack.statements.only_talk)
    return with_whom and f" {words.about} " not in content and f" {words.the} " not in content


def _about_relations(reading: Reading, span: Span) -> bool:
    """Whether a quote speaks of a polity, of "us" or of both sides: not every remark does."""
    if bool(within(reading.polities, span)) or bool(within(reading.groups, span)):
        return True
    return bool(_relations(reading.pack.statements).search(reading.low, span.start, span.end))


@cache
def _relations(words: StatementWords) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(words.relations)}\b")


def _nested(
    reading: Reading,
    discourse: Discourse,
    clause: Clause,
    items: Sequence[Nominal],
    sentence: Sentence,
    speaker: Speaker,
) -> list[Said]:
    """A commitment with a finite verb that another statement reports: "… việc Mỹ cam kết …"."""
    out = []
    for act in within(reading.acts, clause.span):
        pledge = act.kind is StatementKind.COMMITMENT and act.strength is Strength.SPEECH and not act.own
        if act in clause.acts or not pledge:
            continue
        at = subjects.strip_adverbs(reading, clause.start, act.span.start)
        subject = next((i for i in items if i.span.end == at and i.side is not None), None)
        if subject is None or (subject.side in speaker.sides and len(speaker.sides) == 1):
            continue
        end = _content_end(reading, act.span.end, clause.end)
        inner = Clause([act], subject.span.start, end, subject, explicit=True, nested=True)
        who = Speaker([], [subject.side or ""])
        one = _statement(reading, discourse, inner, sentence, who, StatementKind.COMMITMENT)
        if one is not None and not one.waits:
            one.rule = "statement:nested commitment"
            out.append(one)
    return out


def _content_end(reading: Reading, start: int, end: int) -> int:
    mark = re.search(r"[,;.](?!\d)", reading.low[start:end])
    return start + mark.start() if mark else end
