"""Several reports of one encounter: joined, or told apart."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.reading import Reading
from kg.model import BlockKind, EncounterKind, EncounterStatus
from kg.resolve.draft import TALKS, Draft
from kg.resolve.own_days import on_other_days
from kg.resolve.status import told_ahead, took_place

_SINGLE = (*TALKS, EncounterKind.CORRESPONDENCE)  # on one day each
_MOST_REPORTS = 6  # kept as evidence of one encounter


def merge(reading: Reading, drafts: list[Draft], new: Draft, *, caption: bool) -> None:
    """One encounter for reports of the same kind and persons; the fuller set of persons stays."""
    new.certain = took_place(reading, new)
    old = next((draft for draft in drafts if _same(reading, draft, new)), None)
    if old is None:
        new.mentions.append(new.at)
        drafts.append(new)
        return
    if len(set(new.persons)) > len(set(old.persons)) and not caption:
        old.persons = new.persons
        old.parties = list(dict.fromkeys([*old.parties, *new.parties]))
    if len(old.evidence) < _MOST_REPORTS:
        old.evidence += new.evidence
    old.mentions.append(new.at)
    old.certain = old.certain or new.certain
    ahead = any(draft.status is not None and told_ahead(reading, draft) for draft in (old, new))
    old.status = None if ahead and not (old.status and new.status) else old.status or new.status


def _same(reading: Reading, old: Draft, new: Draft) -> bool:
    """Whether two reports are of one encounter: who alone is named in one must have met the same parties."""
    if old.kind is not new.kind or old.visited != new.visited:
        return False
    if (old.status is None) != (new.status is None):
        planned, plain = (old, new) if old.status is not None else (new, old)
        still = planned.status is EncounterStatus.PLANNED and not plain.certain
        if not told_ahead(reading, planned) and not still:
            return False
    a, b = set(old.persons), set(new.persons)
    alone = min(len(a), len(b)) == 1 < max(len(a), len(b))
    if alone and new.kind is not EncounterKind.VISIT and set(old.parties) != set(new.parties):
        return False
    return (a <= b or b <= a) and not (new.kind in _SINGLE and on_other_days(reading, old, new))


def without_calls(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that tell a call again: "trong cuộc trò chuyện, …", "gửi lời chia buồn"."""
    calls = [draft for draft in drafts if draft.kind is EncounterKind.PHONE_CALL]
    words = reading.pack.meetings
    kept = []
    for draft in drafts:
        said = draft.kind is EncounterKind.CORRESPONDENCE and draft.cue.form.startswith(words.by_word)
        again = said or (draft.kind is EncounterKind.MEETING and draft.cue.form in words.either)
        call = next((c for c in calls if again and set(draft.persons) <= set(c.persons)), None)
        if call is None:
            kept.append(draft)
        else:
            call.mentions += draft.mentions
    return kept


def settle(drafts: Sequence[Draft]) -> None:
    """What no report says took place is planned where more of a person is, who has held no talk yet."""
    for draft in drafts:
        if draft.certain or draft.status is not None or draft.kind is EncounterKind.CORRESPONDENCE:
            continue
        others = [other for other in drafts if set(draft.persons) & set(other.persons)]
        if any(other.certain and other.kind in TALKS for other in others):
            continue
        if any(other.status is EncounterStatus.PLANNED for other in others):
            draft.status = EncounterStatus.PLANNED


def told_again(one: Draft, talk: Draft) -> bool:
    """Whether a report is of a talk of two: a caption, or one that names one of them alone."""
    if is_caption(one):
        return set(one.persons) == set(talk.persons)
    same = one.kind in TALKS and one.status is None and set(one.parties) == set(talk.parties)
    return same and set(one.persons) < set(talk.persons)


def is_caption(draft: Draft) -> bool:
    """Whether the first report of it is a picture's caption."""
    return draft.sentence.kind is BlockKind.CAPTION


def told_in_caption(draft: Draft) -> bool:
    """Whether a caption alone is enough for it: two who met, or a visit."""
    return len(draft.persons) > 1 or draft.kind is EncounterKind.VISIT
