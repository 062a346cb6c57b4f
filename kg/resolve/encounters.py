"""Who met whom: each cue with the persons on its two sides, reports of one encounter joined.

    A điện đàm với B               subject, verb, object
    cuộc hội đàm giữa A và B       both behind the noun
    tại buổi tiếp B, A …           object behind, subject of the sentence
    chuyến thăm Lào của A          a visit: the visitor, and the country visited

A cue counts where officials of two polities stand around it; "tại cuộc gặp" without names only says
that the talk goes on. An article that names no meeting in a sentence of its own, but speaks "at the
meeting", has one of those who speak.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.mentions import CueMention, within
from kg.extract.reading import Reading, Sentence
from kg.model import BlockKind, EncounterKind
from kg.resolve import encounter_parts as parts
from kg.resolve import subjects
from kg.resolve.chairs import between_two, chaired_by, joined_by_another, listed_behind, of_heads, receives
from kg.resolve.clause_bounds import Clause
from kg.resolve.draft import TALKS, Draft, told
from kg.resolve.guests import by_guest, guests_of_a_kind, host, next_guest
from kg.resolve.letters import greeting, letter
from kg.resolve.parties import led_party, with_party
from kg.resolve.people import Cast, officials
from kg.resolve.pronouns import with_pronouns
from kg.resolve.reports import is_caption, merge, settle, told_again, told_in_caption, without_calls
from kg.resolve.status import PHRASE_END, status
from kg.resolve.subjects import Nominal
from kg.resolve.unnamed_talks import act_together, from_speakers, go_on_telling, last_two
from kg.resolve.visits import visit


def find(reading: Reading, cast: Cast, items: Sequence[Nominal], clauses: Sequence[Clause]) -> list[Draft]:
    """The encounters of the article in the order in which they are first told."""
    drafts: list[Draft] = []
    last: Nominal | None = None
    talk: Draft | None = None
    party: Nominal | None = None  # the delegation spoken of: its head
    letters = False  # whether any have been told of
    for sentence in reading.sentences:
        named, cues = within(items, sentence.span), within(reading.cues, sentence.span)
        if not (named or cues or party):  # a third of all sentences
            last = None if sentence.kind is BlockKind.BODY else last
            continue
        here = with_party(reading, with_pronouns(reading, named, sentence, last), sentence, party)
        for cue in cues:
            for draft in _told(reading, cast, here, sentence, cue, talk):
                merge(reading, drafts, draft, caption=sentence.kind is not BlockKind.BODY)
                talk = draft if draft.kind in TALKS and draft.status is None else talk
        guest = next_guest(reading, cast, here, sentence, talk)
        joint = act_together(reading, cast, here, sentence, drafts)
        greeted = greeting(reading, cast, here, sentence) if letters and talk is None else None
        letters = letters or any(cue.kind is EncounterKind.CORRESPONDENCE for cue in cues)
        for more in filter(None, (guest, joint, greeted)):
            talk = more if more.status is None and more.kind in TALKS else talk
            merge(reading, drafts, more, caption=sentence.kind is not BlockKind.BODY)
        go_on_telling(reading, cast, here, sentence, talk)
        party = led_party(here) or party
        if sentence.kind is BlockKind.BODY:
            last = next((i for i in here if i.mentions and not i.pronoun and not i.blocked), None)
    drafts = [draft for draft in drafts if not is_caption(draft) or told_in_caption(draft)]
    drafts = without_calls(reading, drafts)
    for draft in of_heads(reading, cast, items, drafts):
        merge(reading, drafts, draft, caption=False)
    settle(drafts)
    if not any(len(d.persons) > 1 and d.status is None for d in drafts if not is_caption(d)):
        fallback = from_speakers(reading, cast, clauses)
        if fallback is not None:
            again = [d for d in drafts if told_again(d, fallback)]
            fallback.mentions += [at for draft in again for at in draft.mentions]
            drafts = [fallback, *(draft for draft in drafts if draft not in again)]
    return drafts


# ---------------------------------------------------------------- one report
def _told(
    reading: Reading,
    cast: Cast,
    here: Sequence[Nominal],
    sentence: Sentence,
    cue: CueMention,
    talk: Draft | None,
) -> list[Draft]:
    """What a cue tells of; `talk` is the one told last, whose host may go on to receive the next guest."""
    draft = _draft(reading, cast, here, sentence, cue, talk)
    told = by_guest(reading, cast.home, draft) if draft is not None else []
    return [*told, *guests_of_a_kind(reading, cast, here, sentence, cue)]


def _draft(
    reading: Reading,
    cast: Cast,
    here: Sequence[Nominal],
    sentence: Sentence,
    cue: CueMention,
    talk: Draft | None,
) -> Draft | None:
    match cue.kind:
        case EncounterKind.VISIT:
            return visit(reading, cast, here, sentence, cue)
        case EncounterKind.CONFERENCE if not (
            cue.form.startswith(reading.pack.meetings.chairs) or between_two(reading, cast, here, cue)
        ):
            return None
        case EncounterKind.CORRESPONDENCE if cue.noun:
            return letter(reading, cast, here, sentence, cue)
        case _:
            return _talk(reading, cast, here, sentence, cue, talk)


def _talk(
    reading: Reading,
    cast: Cast,
    here: Sequence[Nominal],
    sentence: Sentence,
    cue: CueMention,
    talk: Draft | None,
) -> Draft | None:
    """A talk of those before and behind a cue, officials of two polities at least."""
    around = _around(reading, here, sentence, cue)
    if around is None:
        return None
    left, right = around
    if left is not None and right is not None and _of_those(cast, left, right):
        right = None  # "A và B đồng chủ trì hội nghị giữa Bộ Công an Việt Nam và …"
    before = [p for item in here if item.span.end <= cue.span.start for p in subjects.persons(cast, item)]
    both = [item for item in (left, right) if item is not None]
    near = officials(p for p in before if p.polity) or last_two(reading, cast, both, cue.span.start)
    grammar = reading.pack.grammar
    people = officials(p for item in both for p in parts.named(cast, item, cue.span.start, near, grammar))
    if right is None:
        people = receives(reading, cast, left, cue, talk) or people
    codes = parts.parties(cast, people, left, right)
    if len(codes) == 1 and _goes_on(reading, sentence, cue, left, right):
        people = [*host(cast, codes[0], cue.span.start, talk), *people]
        codes = parts.parties(cast, people, left, right)
    together = right is None and left is not None and len({p.polity for p in people}) > 1
    if together and cue.form in reading.pack.meetings.one_way:
        return None
    if (not together and (right is None or right.side is not None)) or len(codes) < 2 or not people:
        return None
    return Draft(
        kind=_kind(reading, sentence, cue),
        persons=people,
        parties=codes,
        evidence=[told(cue.span, *(item.span for item in both))],
        at=cue.span.start,
        cue=cue,
        sentence=sentence,
        status=status(reading, sentence, cue),
        rule=f"encounter:{'noun' if cue.noun else 'verb'}:{cue.form}",
        together=together or _as_one(reading, cast, sentence, cue, left),
    )


def _of_those(cast: Cast, left: Nominal, right: Nominal) -> bool:
    """Whether a bare side behind the cue is of one of those of two polities before it."""
    codes = {person.polity for person in officials(subjects.persons(cast, left))}
    return right.side in codes and len(codes) > 1 and not right.mentions


def _as_one(reading: Reading, cast: Cast, sentence: Sentence, cue: CueMention, left: Nominal | None) -> bool:
    """Whether two of one polity met somebody together: "A và B hội đàm với C", not "lần lượt"."""
    people = officials(subjects.persons(cast, left)) if left is not None and not cue.noun else []
    before = reading.low[sentence.span.start : cue.span.start]
    in_turn = any(f" {phrase} " in before for phrase in reading.pack.meetings.in_turn)
    return len(people) > 1 == len({person.polity for person in people}) and not in_turn


def _around(
    reading: Reading, here: Sequence[Nominal], sentence: Sentence, cue: CueMention
) -> tuple[Nominal | None, Nominal | None] | None:
    """The phrases on the two sides of a cue; None where a pronoun that may mean anybody is the subject."""
    listed = listed_behind(reading, here, cue)
    if listed is not None:
        return listed, None
    right = parts.object_of(reading, here, cue)
    left = parts.subject_of(reading, here, sentence, cue, right)
    if right is None:
        right = chaired_by(reading, here, cue)
    if right is not None and right.mentions:
        right = parts.with_further(reading, here, sentence, cue, right)
    if right is None:
        left, right = parts.passive(reading, here, cue) or (left, None)
    if right is None and cue.noun:
        left, right = parts.told_to(reading, here, cue) or (left, None)
    if right is None and not cue.noun:
        left, right = joined_by_another(reading, here, sentence, cue) or (left, None)
        left = parts.agent(reading, here, sentence, cue) or left
    if right is None and cue.kind is EncounterKind.CORRESPONDENCE and left is not None:
        right = parts.addressed_before(here, left) if any(m.name for m in left.mentions) else None
    opens = right is not None and bool(right.mentions) and parts.opens_sentence(reading, sentence, cue)
    if left is not None and left.both and opens:
        left = None  # "Tại cuộc gặp Thủ tướng B, hai nhà lãnh đạo …"
    if left is None and right is not None and right.mentions:
        left = parts.acting_side(reading, here, sentence, cue)
    if left is not None and left.pronoun:
        return (None, right) if opens else None
    if cue.noun and right is not None and _is_whole(reading, cue, right):
        left = None
    return left, right


def _goes_on(
    reading: Reading, sentence: Sentence, cue: CueMention, left: Nominal | None, right: Nominal | None
) -> bool:
    """ "Tại cuộc tiếp xúc với B, hai bên …", "Gặp B, ông …": B is the next guest of a host."""
    opens = parts.opens_sentence(reading, sentence, cue)
    return opens and right is not None and bool(right.mentions) and (left is None or left.both)


def _is_whole(reading: Reading, cue: CueMention, right: Nominal) -> bool:
    """Whether all who met stand behind the noun: "giữa A và B", "dưới sự chủ trì của A và B"."""
    words = reading.pack.grammar.words
    lead = reading.low[cue.span.start : right.span.start].rpartition(" ")[0].rpartition(" ")[2]
    return lead == words.between or (lead == words.of and len(right.mentions) > 1)


def _kind(reading: Reading, sentence: Sentence, cue: CueMention) -> EncounterKind:
    """A meeting by telephone is a call, unless the call is what it came before or after.

    A session of two, named by its noun, is their meeting.
    """
    if cue.kind is EncounterKind.CONFERENCE and cue.noun:
        return EncounterKind.MEETING
    if cue.kind is not EncounterKind.MEETING:
        return cue.kind
    left = PHRASE_END.split(reading.low[sentence.span.start : cue.span.start])[-1]
    near = min((left.rpartition(f" {word} ")[2] for word in reading.pack.meetings.other_moments), key=len)
    near += PHRASE_END.split(reading.low[cue.span.end : sentence.span.end])[0]
    return EncounterKind.PHONE_CALL if any(p in near for p in reading.pack.meetings.by_phone) else cue.kind
