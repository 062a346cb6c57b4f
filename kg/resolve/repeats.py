"""What is left of an article's statements: each once, and none where all is news without relations.

The headline, the lead and captions tell what the body tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.reading import Reading, Sentence
from kg.model import BlockKind, Span, StatementKind
from kg.resolve import scope
from kg.resolve.addressees import ACTS
from kg.resolve.statements import Said

_SAME = 0.7  # the share of words that two tellings have in common
_LEAD_SAME = 0.5  # … where one of them sums up the other
_CONTAINED = 0.9
_FEWEST, _LEAD_FEWEST, _CONTAINED_FEWEST = 4, 3, 7  # words


def joined(reading: Reading, said: Sequence[Said]) -> list[Said]:
    """One statement for all tellings of it, told by the body's; in the order of the text."""
    kept: list[Said] = []
    lead = _lead(reading)
    for one in sorted(said, key=lambda s: (s.sentence.kind is not BlockKind.BODY, s.spans[0])):
        twin = next((k for k in kept if _same(reading, k, one, lead)), None)
        if twin is not None:
            twin.spans.append(one.spans[0])
            if one.speaker.persons and not twin.speaker.persons:  # the body says who, the lead which side
                twin.speaker, twin.clause, twin.rule = one.speaker, one.clause, one.rule
                twin.encounter = one.encounter
        elif one.sentence.kind is BlockKind.BODY:
            kept.append(one)
    return sorted(kept, key=lambda s: s.spans[0])


def of_relations(reading: Reading, said: list[Said]) -> list[Said]:
    """Without an encounter, a report that only some unnamed source "said" a fact is news, not diplomacy.

    One such remark is enough where a diplomat, or a foreign government, makes it of another polity.
    """
    if any(one.encounter is not None or _on_record(reading, one) for one in said):
        return said
    firm = [one for one in said if one.kind is not StatementKind.POSITION or one.speaker.persons]
    return said if len(firm) > 1 or any(one.kind in ACTS for one in firm) else []


def _on_record(reading: Reading, one: Said) -> bool:
    """Whether a diplomat, or a foreign government by an official or a body of its own, speaks of another."""
    if one.kind is StatementKind.DISCUSSION or not (
        one.addressees or scope.on_another(reading, one.clause, one.speaker)
    ):
        return False
    if scope.by_diplomat(reading, one.clause, one.speaker):
        return True
    subject = one.clause.subject
    body = subject is not None and subject.group is not None and bool(subject.group.head)
    official = any(person.official and person.stated for person in one.speaker.persons)
    abroad = reading.pack.grammar.home not in (*one.speaker.sides, *one.addressees)
    return abroad and bool(one.addressees) and not one.alone and (body or official)


def _lead(reading: Reading) -> Sentence | None:
    """The lead, where it is a paragraph of its own: it sums up what follows."""
    body = [sentence for sentence in reading.sentences if sentence.kind is BlockKind.BODY]
    if len(body) > 1 and body[0].paragraph != body[1].paragraph:
        return body[0]
    return None


def _same(reading: Reading, one: Said, other: Said, lead: Sentence | None) -> bool:
    """Whether `other` tells again what `one` tells."""
    who, whom = one.speaker, other.speaker
    if who.persons and whom.persons and set(who.persons) != set(whom.persons):
        return False
    if one.clause.nested is not other.clause.nested or one.kind is not other.kind:
        return False
    if set(who.sides) != set(whom.sides) or _sends(reading, one) is not _sends(reading, other):
        return False
    mine, words = _words(reading, one.spans[0]), _words(reading, other.spans[0])
    if other.sentence.kind is not BlockKind.BODY or lead in (one.sentence, other.sentence):
        common = reading.pack.statements.common
        return _share(mine - common, words - common, _LEAD_SAME, _LEAD_FEWEST)
    return _share(mine, words, _SAME, _FEWEST) and (
        len(mine & words) >= _SAME * max(len(mine), len(words))
        or one.sentence.kind is not other.sentence.kind
        or _share(mine, words, _CONTAINED, _CONTAINED_FEWEST)
    )


def _sends(reading: Reading, said: Said) -> bool:
    """Whether a letter is sent: that is not what it says."""
    return said.clause.lead is not None and said.clause.lead.form.startswith(reading.pack.statements.sends)


def _share(mine: set[str], words: set[str], least: float, fewest: int) -> bool:
    """Whether the smaller of two sets of words has that share of its words in the other, and so many."""
    shared = len(mine & words)
    return shared >= least * min(len(mine), len(words)) and shared >= fewest


def _words(reading: Reading, span: Span) -> set[str]:
    return set(re.findall(r"[^\W_]+", span.of(reading.low)))
