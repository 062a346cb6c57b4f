"""Clauses made into statements: who says it, for whom, to whom.

A clause is in scope where its side and its addressee are two polities: the other side of the encounter
it is made at, or the polity that its content names. What is said twice `kg.resolve.repeats` joins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.mentions import ActMention, PolityForm, within
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import Strength
from kg.lang.patterns import any_of
from kg.lang.words import StatementWords
from kg.model import Span, StatementKind
from kg.resolve import kinds, subjects
from kg.resolve.addressees import addressees
from kg.resolve.clause_bounds import Clause, has_purpose, past, sentence_end
from kg.resolve.discourse import Discourse, Speaker
from kg.resolve.draft import Draft
from kg.resolve.subjects import Nominal

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
        said += _sentence(reading, discourse, here, sentence, cut)
        discourse.see(here)
    return said


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
    if not cut:
        return _moreover(reading, discourse, items, sentence)
    for number, clause in enumerate(cut):
        speaker = _speaker(discourse, cut, number, sentence)
        if speaker is None or not speaker.sides:
            continue
        speaker = _joint_content(reading, discourse, clause, items, speaker)
        kind = _kind(reading, clause, items, speaker, previous)
        if kind is None:
            continue
        if kind is StatementKind.DISCUSSION:
            speaker = _joint_talk(reading, discourse, clause, items, speaker)
        one = _statement(reading, discourse, clause, sentence, speaker, kind)
        if not clause.inherits:
            discourse.note(speaker)
        if one is not None:
            out.append(one)
            previous = one
            discourse.noted(speaker, one.addressees, kind)
        out += _nested(reading, discourse, clause, items, sentence, speaker)
    return out


def _kind(
    reading: Reading, clause: Clause, items: Sequence[Nominal], speaker: Speaker, previous: Said | None
) -> StatementKind | None:
    own = frozenset(speaker.sides)
    if not clause.inherits:
        return kinds.kind_of(reading, clause, items, own)
    return kinds.inherited(reading, clause, items, own, previous.kind) if previous is not None else None


def _moreover(
    reading: Reading, discourse: Discourse, items: Sequence[Nominal], sentence: Sentence
) -> list[Said]:
    """ "Đồng thời xem xét …": without subject or verb of speech it goes on with the request before."""
    low, end = reading.low, sentence_end(reading, sentence.span)
    lead = next((w for w in reading.pack.grammar.moreover if low.startswith(w, sentence.span.start)), None)
    speaker, kind = discourse.last, discourse.last_kind
    if lead is None or speaker is None or kind not in (StatementKind.REQUEST, StatementKind.COMMITMENT):
        return []
    start = past(reading, sentence.span.start + len(lead), sentence.span.end, " ,")
    subject = next((item for item in items if item.span.start == start), None)
    if discourse.number - discourse.spoke > 1 or (subject is not None and not subject.both):
        return []
    if subject is None and low[start:end].split(" ")[0] not in reading.pack.statements.actions:
        return []
    act = ActMention(Span(start, start), None, Strength.SPEECH, "moreover")
    clause = Clause([act], start, end, inherits=True)
    one = _statement(reading, discourse, clause, sentence, speaker, kind)
    return [one] if one is not None else []


def _speaker(discourse: Discourse, cut: Sequence[Clause], number: int, sentence: Sentence) -> Speaker | None:
    """The clause's own subject; of a fronted clause the one behind it; else who spoke last."""
    clause = cut[number]
    found = discourse.speaker(clause.subject, clause.start)
    if (
        found is not None
        and clause.subject is not None
        and clause.subject.side is not None
        and not clause.quoted
    ):
        last = discourse.last
        if (
            last is not None
            and last.sides == found.sides
            and (number or discourse.goes_on(sentence, clause.subject))
        ):
            return last  # "X khẳng định …; Trung Quốc sẵn sàng …": still X
    if found is not None or clause.subject is not None:
        return found
    following = next((c.subject for c in cut[number + 1 :] if c.subject is not None), None)
    if following is not None and number == 0:
        return discourse.speaker(following, clause.start)
    if number == 0 and clause.start == sentence.span.start and not clause.indirect:
        return None  # "Đề nghị này được …": no verb but a noun
    return discourse.last


def _joint_content(
    reading: Reading, discourse: Discourse, clause: Clause, items: Sequence[Nominal], speaker: Speaker
) -> Speaker:
    """ "X cho biết hai bên nhất trí …" is said of both, "X cho biết Y cảnh báo …" by Y."""
    lead = clause.lead
    if lead is None or lead.kind is not None or clause.inherits:
        return speaker
    content = clause.span if clause.quoted else Span(lead.span.end, clause.end)
    told = kinds.told_by_other(reading, content, items)
    other = discourse.speaker(told[0], clause.start) if told is not None else None
    return other if other is not None and other.sides else speaker


def _joint_talk(
    reading: Reading, discourse: Discourse, clause: Clause, items: Sequence[Nominal], speaker: Speaker
) -> Speaker:
    """ "A điện đàm với B để trao đổi về …": both exchange views."""
    with_whom = _talked_with(reading, discourse, clause, items, speaker)
    draft = discourse.encounter_at(clause.start, speaker.sides[0])
    if with_whom is not None or draft is None:
        return with_whom or speaker
    here = draft.sentence.span.start <= clause.start < draft.sentence.span.end
    mentioned = clause.lead is None or clause.lead.form.startswith(reading.pack.statements.mention)
    if (here and not mentioned) or has_purpose(reading, clause.start - 1):
        return Speaker(list(draft.persons), list(draft.parties), joint=True)
    return speaker


def _talked_with(
    reading: Reading, discourse: Discourse, clause: Clause, items: Sequence[Nominal], speaker: Speaker
) -> Speaker | None:
    """ "A thảo luận với B về …": both exchange views."""
    if clause.lead is None:
        return None
    with_ = f" {reading.pack.grammar.words.with_} "
    begin = clause.lead.span.end + len(with_)
    if not reading.low.startswith(with_, clause.lead.span.end):
        return None
    item = next((i for i in items if begin <= i.span.start <= begin + 2 and i.mentions), None)
    other = discourse.speaker(item, clause.start) if item is not None else None
    if other is None or not other.sides or set(other.sides) == set(speaker.sides):
        return None
    people = [*speaker.persons, *(p for p in other.persons if p not in speaker.persons)]
    return Speaker(people, list(dict.fromkeys([*speaker.sides, *other.sides])), joint=True)


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
    if not speaker.persons and draft is not None and _about_others(reading, clause, draft):
        draft = None
    if not _invites_somewhere(reading, clause) or _mere_remark(reading, clause, speaker, draft):
        return None
    if kind is StatementKind.DISCUSSION and (
        (len(speaker.sides) < 2 and not speaker.persons) or _only_with(reading, clause)
    ):
        return None
    to = addressees(reading, discourse, clause, sentence, kind, speaker, draft)
    if to is None:
        return None
    lead = clause.lead.form if clause.lead else ""
    return Said(kind, speaker, to, [clause.span], sentence, draft, f"statement:{lead}", clause)


def _invites_somewhere(reading: Reading, clause: Clause) -> bool:
    """Whether a clause of inviting says whereto; true of all others."""
    words = reading.pack.statements
    if clause.lead is None or not clause.lead.form.endswith(words.invite):
        return True
    return bool(_invited_to(words).search(reading.low, clause.start, clause.end))


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
        pledge = act.kind is StatementKind.COMMITMENT and act.strength is Strength.SPEECH
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
        if one is not None:
            one.rule = "statement:nested commitment"
            out.append(one)
    return out


def _content_end(reading: Reading, start: int, end: int) -> int:
    mark = re.search(r"[,;.](?!\d)", reading.low[start:end])
    return start + mark.start() if mark else end
