"""Clauses made into statements: who says it, for whom, to whom, about what.

A clause is in scope where its side and its addressee are two polities: the other side of the encounter
it is made at, or the polity that its content names. What is said twice is one statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.mentions import ActMention, GroupKind, PolityForm, Strength, within
from kg.extract.reading import Reading, Sentence
from kg.model import BlockKind, Span, StatementKind
from kg.resolve import kinds, subjects
from kg.resolve.clauses import Clause
from kg.resolve.discourse import Discourse, Speaker
from kg.resolve.encounters import Draft
from kg.resolve.subjects import Nominal

_SAME = 0.7
_ACTS = (StatementKind.REQUEST, StatementKind.COMMITMENT, StatementKind.AGREEMENT, StatementKind.CONCERN)
_FULL_QUOTE = 8  # words: a shorter remark at a meeting says nothing of relations
_INVITES = re.compile(r"\b(?:thăm|sang|dự|tham dự|đến|tới|trở lại)\b")


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
    notes: list[str] = field(default_factory=list)


def find(
    reading: Reading,
    discourse: Discourse,
    items: Sequence[Nominal],
    clauses: Sequence[tuple[Sentence, list[Clause]]],
) -> list[Said]:
    """All statements of the article, repetitions joined, in the order of the text."""
    said: list[Said] = []
    for sentence, cut in clauses:
        here = within(items, sentence.span)
        discourse.number += 1
        said += _sentence(reading, discourse, here, sentence, cut)
        discourse.see(here)
    return _of_relations(_join_repeated(reading, said))


def _of_relations(said: list[Said]) -> list[Said]:
    """Without an encounter, a report that only some unnamed source "said" a fact is news, not diplomacy."""
    if any(one.encounter is not None for one in said):
        return said
    firm = [one for one in said if one.kind is not StatementKind.POSITION or one.speaker.persons]
    return said if len(firm) > 1 or any(one.kind in _ACTS for one in firm) else []


def _sentence(
    reading: Reading,
    discourse: Discourse,
    items: Sequence[Nominal],
    sentence: Sentence,
    cut: Sequence[Clause],
) -> list[Said]:
    out: list[Said] = []
    previous: Said | None = None
    if not cut:
        return _moreover(reading, discourse, items, sentence)
    for number, clause in enumerate(cut):
        speaker = _speaker(discourse, cut, number, sentence)
        if speaker is None or not speaker.sides:
            continue
        speaker = _joint_content(reading, discourse, clause, items, speaker)
        own = frozenset(speaker.sides)
        if clause.inherits:
            kind = (
                kinds.inherited(reading, clause, items, own, previous.kind) if previous is not None else None
            )
        else:
            kind = kinds.kind_of(reading, clause, items, own)
        if kind is None:
            continue
        if kind is StatementKind.DISCUSSION:
            speaker = _joint_talk(reading, discourse, clause, items, speaker)
        one = _statement(reading, discourse, clause, items, sentence, speaker, kind)
        if not clause.inherits:
            discourse.note(speaker)
        if one is not None:
            out.append(one)
            previous = one
            discourse.noted(speaker, one.addressees, kind)
        out += _nested(reading, discourse, clause, items, sentence, speaker)
    return out


def _moreover(reading: Reading, discourse: Discourse, items: Sequence[Nominal], sentence: Sentence) -> list[Said]:
    """ "Đồng thời xem xét tổ chức …": without subject or verb of speech it goes on with the request before."""
    words = reading.pack.grammar.words["moreover"]
    low = sentence.span.of(reading.low)
    lead = next((word for word in words if low.startswith(word)), None)
    speaker, kind = discourse.last, discourse.last_kind
    if lead is None or speaker is None or kind not in (StatementKind.REQUEST, StatementKind.COMMITMENT):
        return []
    start = sentence.span.start + len(lead)
    start += len(reading.low[start : sentence.span.end]) - len(reading.low[start : sentence.span.end].lstrip(" ,"))
    subject = next((item for item in items if item.span.start == start), None)
    if discourse.number - discourse.spoke > 1 or (subject is not None and not subject.both):
        return []
    end = sentence.span.start + len(low.rstrip(' .;,"…'))
    if subject is None and reading.low[start:end].split(" ")[0] not in reading.pack.grammar.words["actions"]:
        return []
    act = ActMention(Span(start, start), None, Strength.SPEECH, "moreover")
    clause = Clause([act], start, end, inherits=True)
    one = _statement(reading, discourse, clause, items, sentence, speaker, kind)
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
    return (discourse.speaker(told[0], clause.start) or speaker) if told is not None else speaker


def _joint_talk(
    reading: Reading, discourse: Discourse, clause: Clause, items: Sequence[Nominal], speaker: Speaker
) -> Speaker:
    """ "A điện đàm với B để trao đổi về …": both exchange views."""
    before = reading.low[max(0, clause.start - 8) : clause.start]
    with_whom = _talked_with(reading, discourse, clause, items, speaker)
    if with_whom is not None:
        return with_whom
    draft = discourse.encounter_at(clause.start, speaker.sides[0])
    told_here = (
        clause.lead is not None
        and not clause.lead.form.startswith("đề cập")
        and draft is not None
        and draft.sentence.span.start <= clause.start < draft.sentence.span.end
    )
    if draft is not None and (told_here or re.search(r"\b(?:để|nhằm) \Z", before)):
        return Speaker(list(draft.persons), list(draft.parties), joint=True)
    return speaker


def _talked_with(
    reading: Reading, discourse: Discourse, clause: Clause, items: Sequence[Nominal], speaker: Speaker
) -> Speaker | None:
    """ "A thảo luận với B về …": both exchange views."""
    if clause.lead is None:
        return None
    begin = clause.lead.span.end
    if not reading.low.startswith(" với ", begin):
        return None
    item = next((i for i in items if begin + 5 <= i.span.start <= begin + 7 and i.mentions), None)
    other = discourse.speaker(item, clause.start) if item is not None else None
    if other is None or not other.sides or set(other.sides) == set(speaker.sides):
        return None
    people = [*speaker.persons, *(p for p in other.persons if p not in speaker.persons)]
    return Speaker(people, list(dict.fromkeys([*speaker.sides, *other.sides])), joint=True)


def _statement(
    reading: Reading,
    discourse: Discourse,
    clause: Clause,
    items: Sequence[Nominal],
    sentence: Sentence,
    speaker: Speaker,
    kind: StatementKind,
) -> Said | None:
    draft = discourse.encounter_of(speaker, clause.start)
    if not speaker.persons and draft is not None and _about_others(reading, clause, draft):
        draft = None
    if (
        clause.lead is not None
        and clause.lead.form.endswith("mời")
        and not _INVITES.search(reading.low, clause.start, clause.end)
    ):
        return None
    if clause.quoted and not _about_relations(reading, clause.span):
        words = clause.span.of(reading.low).split()
        if draft is None or not any(p in draft.persons for p in speaker.persons) or len(words) < _FULL_QUOTE:
            return None
    if kind is StatementKind.DISCUSSION and (
        (len(speaker.sides) < 2 and not speaker.persons) or _only_with(reading, clause)
    ):
        return None
    addressees = _addressees(reading, discourse, clause, sentence, kind, speaker, draft)
    if addressees is None:
        return None
    lead = clause.lead.form if clause.lead else ""
    return Said(kind, speaker, addressees, [clause.span], sentence, draft, f"statement:{lead}", clause)


def _about_others(reading: Reading, clause: Clause, draft: Draft) -> bool:
    """Whether a clause of a side names countries, and none of them takes part in the encounter."""
    named = {m.code for m in within(reading.polities, clause.span) if m.form is PolityForm.NAME}
    return bool(named) and not named & set(draft.parties)


def _only_with(reading: Reading, clause: Clause) -> bool:
    """ "A trao đổi với B" without "về …" only says that they talked."""
    content = reading.low[clause.acts[-1].span.end : clause.end] if clause.acts else ""
    return (
        content.strip().startswith(("với ", "cùng ", "tại "))
        and " về " not in content
        and " các " not in content
    )


def _about_relations(reading: Reading, span: Span) -> bool:
    """Whether a quote speaks of a polity, of "us" or of both sides: not every remark does."""
    if within(reading.polities, span):
        return True
    if within(reading.groups, span):
        return True
    return bool(
        re.search(r"\b(?:chúng tôi|chúng ta|quan hệ|hợp tác|các bạn|đối tác)\b", span.of(reading.low))
    )


def _addressees(
    reading: Reading,
    discourse: Discourse,
    clause: Clause,
    sentence: Sentence,
    kind: StatementKind,
    speaker: Speaker,
    draft: Draft | None,
) -> list[str] | None:
    """The other side; empty where both speak; None where no second polity is in sight."""
    if len(speaker.sides) > 1:
        return []
    side = speaker.sides[0]
    named = [
        m.code for m in within(reading.polities, clause.span) if m.form is not PolityForm.PLACE
    ]
    if draft is not None and side in draft.parties:
        return [code for code in draft.parties if code != side]
    others = [code for code in dict.fromkeys(named) if code != side and _is_party(reading, code, clause.span)]
    if others:
        return others[:1]
    if side in discourse.pair and any(g.kind is GroupKind.BOTH for g in within(reading.groups, clause.span)):
        return [code for code in discourse.pair if code != side]
    still = discourse.still_to(speaker)
    if still is not None or not speaker.persons or kind not in _ACTS:
        return still
    around = [m.code for m in within(reading.polities, sentence.span) if m.form is PolityForm.NAME and m.code != side]
    return around[:1] or None


_SPOKEN_OF = 2  # times


def _is_party(reading: Reading, code: str, span: Span) -> bool:
    """Whether a country named in a clause may be spoken to: not "Đại học Cambridge (Anh)", nor named but once."""
    here = [m for m in within(reading.polities, span) if m.code == code]
    count = sum(m.code == code for m in reading.polities) + sum(m.polity == code for m in reading.persons)
    return count >= _SPOKEN_OF and any(not _OF_OTHERS.search(reading.low, max(0, m.span.start - 8), m.span.start) for m in here)


_OF_OTHERS = re.compile(r"(?:\(|\bngười |\bông |\bbà |\btiếng |\bhiệu )\Z")


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
        if act in clause.acts or act.kind is not StatementKind.COMMITMENT:
            continue
        if act.strength is not Strength.SPEECH:
            continue
        at = subjects.strip_adverbs(reading, clause.start, act.span.start)
        subject = next((i for i in items if i.span.end == at and i.side is not None), None)
        if subject is None or (subject.side in speaker.sides and len(speaker.sides) == 1):
            continue
        end = _content_end(reading, act.span.end, clause.end)
        inner = Clause([act], subject.span.start, end, subject, explicit=True, nested=True)
        who = Speaker([], [subject.side or ""])
        one = _statement(reading, discourse, inner, items, sentence, who, StatementKind.COMMITMENT)
        if one is not None:
            one.rule = "statement:nested commitment"
            out.append(one)
    return out


def _content_end(reading: Reading, start: int, end: int) -> int:
    mark = re.search(r"[,;.](?!\d)", reading.low[start:end])
    return start + mark.start() if mark else end


# ---------------------------------------------------------------- said twice
def _words(reading: Reading, span: Span) -> set[str]:
    return set(re.findall(r"[^\W_]+", span.of(reading.low)))


def _join_repeated(reading: Reading, said: Sequence[Said]) -> list[Said]:
    """One statement for the headline's, the lead's, the caption's and the body's telling of it."""
    kept: list[Said] = []
    order = sorted(said, key=lambda s: (s.sentence.kind is not BlockKind.BODY, s.spans[0]))
    for one in order:
        words = _words(reading, one.spans[0])
        twin = next((k for k in kept if _same(reading, k, one, words)), None)
        if twin is None:
            if one.sentence.kind is BlockKind.BODY:
                kept.append(one)
        else:
            twin.spans.append(one.spans[0])
            if (
                one.speaker.persons and not twin.speaker.persons
            ):  # the body says who; the lead only which side
                twin.speaker, twin.clause, twin.rule, twin.encounter = (
                    one.speaker,
                    one.clause,
                    one.rule,
                    one.encounter,
                )
    return sorted(kept, key=lambda s: s.spans[0])


def _first_body(reading: Reading) -> Sentence | None:
    """The lead, where it is a paragraph of its own: it sums up what follows."""
    body = [sentence for sentence in reading.sentences if sentence.kind is BlockKind.BODY]
    if len(body) > 1 and body[0].paragraph != body[1].paragraph:
        return body[0]
    return None


def _same(reading: Reading, one: Said, other: Said, words: set[str]) -> bool:
    lead = _first_body(reading)
    if (
        one.speaker.persons
        and other.speaker.persons
        and set(one.speaker.persons) != set(other.speaker.persons)
    ):
        return False
    if one.clause.nested is not other.clause.nested:
        return False
    if one.kind is not other.kind or set(one.speaker.sides) != set(other.speaker.sides):
        return False
    mine = _words(reading, one.spans[0])
    shared = len(mine & words)
    if other.sentence.kind is not BlockKind.BODY or (
        lead is not None and lead in (one.sentence, other.sentence)
    ):
        common = set(reading.pack.grammar.words["common"])
        mine, words = mine - common, words - common
        return len(mine & words) >= 0.5 * min(len(mine), len(words)) and len(mine & words) >= 3
    return (
        shared >= _SAME * min(len(mine), len(words))
        and shared >= 4
        and (
            shared >= _SAME * max(len(mine), len(words))
            or one.sentence.kind is not other.sentence.kind
            or (shared >= 0.9 * min(len(mine), len(words)) and shared >= 7)
        )
    )
