"""Who says a clause: its subject, who spoke before, both of a talk, or the one of whom it tells."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import GroupKind
from kg.model import Span
from kg.resolve import kinds, referents
from kg.resolve.clause_bounds import Clause, has_purpose
from kg.resolve.discourse import Discourse, Speaker
from kg.resolve.subjects import Nominal


def of_clause(discourse: Discourse, cut: Sequence[Clause], number: int, sentence: Sentence) -> Speaker | None:
    """The clause's own subject; of a fronted clause the one behind it; else who spoke last."""
    clause = cut[number]
    found = referents.speaker(discourse, clause.subject, clause.start)
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
        return referents.speaker(discourse, following, clause.start)
    if number == 0 and clause.start == sentence.span.start and not clause.indirect:
        return None  # "Đề nghị này được …": no verb but a noun
    return discourse.last


def of_content(
    reading: Reading, discourse: Discourse, clause: Clause, items: Sequence[Nominal], speaker: Speaker
) -> Speaker:
    """ "X cho biết hai bên nhất trí …" is said of both, "X cho biết Y cảnh báo …" by Y."""
    lead = clause.lead
    if lead is None or lead.kind is not None or clause.inherits:
        return speaker
    content = clause.span if clause.quoted else Span(lead.span.end, clause.end)
    told = kinds.told_by_other(reading, content, items)
    other = referents.speaker(discourse, told[0], clause.start) if told is not None else None
    if other is None or not other.sides or (other.sides == speaker.sides and speaker.persons):
        return speaker  # an ambassador conveys what his president wishes
    return other


def told_of(
    reading: Reading, discourse: Discourse, clause: Clause, items: Sequence[Nominal]
) -> Speaker | None:
    """ "Thông cáo cũng cho hay ông Soto mong muốn …", nobody knowing whose text it is: Soto."""
    group = clause.subject.group if clause.subject is not None else None
    if group is None or group.kind is not GroupKind.SAME or clause.lead is None:
        return None
    told = kinds.told_by_other(reading, Span(clause.lead.span.end, clause.end), items)
    return referents.speaker(discourse, told[0], clause.start) if told is not None else None


def of_talk(
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
    other = referents.speaker(discourse, item, clause.start) if item is not None else None
    if other is None or not other.sides or set(other.sides) == set(speaker.sides):
        return None
    people = [*speaker.persons, *(p for p in other.persons if p not in speaker.persons)]
    return Speaker(people, list(dict.fromkeys([*speaker.sides, *other.sides])), joint=True)
