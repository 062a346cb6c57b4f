"""The words of a language by the file they stand in; each file says what its lists are for.

A class for each file, a field for each key, the name of a field being the key's (`and_` is `and`). Lists
whose order tells are tuples, those only looked up are sets, those found in a text are lexicons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.lang.fields import Id
from kg.lang.kinds import GroupKind
from kg.lang.small_words import Words
from kg.model import EncounterStatus, StatementKind


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """grammar.yaml."""

    words: Words
    adverbs: frozenset[str]
    nominalizers: frozenset[str]
    verbal_nouns: frozenset[str]
    noun_adjectives: frozenset[str]
    points: frozenset[str]
    befalls: frozenset[str]
    purpose: tuple[str, ...]
    conjunctions: frozenset[str]
    tails: frozenset[str]
    occasions: tuple[str, ...]
    asides: frozenset[str]
    besides: tuple[str, ...]
    moreover: tuple[str, ...]
    counted: tuple[str, ...]
    reported: tuple[str, ...]
    goes_on: tuple[str, ...]
    likewise: frozenset[str]
    negations: frozenset[str]
    recalls: tuple[str, ...]
    according_to: tuple[str, ...]
    quote_of: tuple[str, ...]
    prepositions: frozenset[str]
    clause_openers: frozenset[str]
    joined_by: tuple[str, ...]
    time_phrases: tuple[str, ...]
    time_heads: tuple[str, ...]
    time_parts: tuple[str, ...]
    pronouns: Mapping[str, str]
    genders: Mapping[str, str]
    collectives: tuple[str, ...]
    joint_offices: Mapping[str, str]
    figures: Mapping[str, str]
    numbered: frozenset[str]
    leaders: tuple[str, ...]
    two: tuple[str, ...]
    guest_leads: tuple[str, ...]
    anaphors: Mapping[GroupKind, tuple[str, ...]]
    documents: Mapping[GroupKind, tuple[str, ...]]
    guests: frozenset[str]
    other_side: tuple[str, ...]
    leader_words: frozenset[str]
    not_side_heads: frozenset[str]
    side_heads: frozenset[str]
    home: Id | None = None


@dataclass(frozen=True, slots=True, eq=False)
class StatementWords:
    """statements.yaml."""

    content: Mapping[StatementKind, tuple[str, ...]]
    blame: tuple[str, ...]
    calls: frozenset[str]
    ceremonies: tuple[str, ...]
    bodies: tuple[str, ...]
    obligation: tuple[str, ...]
    needs: tuple[str, ...]
    actions: tuple[str, ...]
    go_on: str
    modals: tuple[str, ...]
    will: tuple[str, ...]
    readiness: tuple[str, ...]
    pledges: tuple[str, ...]
    who_pledges: tuple[str, ...]
    pledge_adverbs: tuple[str, ...]
    we_pledge: tuple[str, ...]
    oneself: tuple[str, ...]
    first_person: tuple[str, ...]
    we: frozenset[str]
    invite: str
    invited_to: tuple[str, ...]
    mention: tuple[str, ...]
    only_talk: tuple[str, ...]
    relations: tuple[str, ...]
    not_addressed: tuple[str, ...]
    said_where: tuple[str, ...]
    begins_content: tuple[str, ...]
    diplomats: tuple[str, ...]
    spokesmen: tuple[str, ...]
    of_both: tuple[str, ...]
    between_polities: tuple[str, ...]
    sends: tuple[str, ...]
    common: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class MeetingWords:
    """meetings.yaml."""

    names_talk: tuple[str, ...]
    link: tuple[str, ...]
    leads_to: tuple[str, ...]
    led_by: tuple[str, ...]
    on_the_way: tuple[str, ...]
    time_to_come: frozenset[str]
    openers: frozenset[str]
    by_phone: tuple[str, ...]
    other_moments: tuple[str, ...]
    another_day: tuple[str, ...]
    held_at: tuple[str, ...]
    main_talk: frozenset[str]
    either: frozenset[str]
    by_word: tuple[str, ...]
    one_way: frozenset[str]
    calls_on: tuple[str, ...]
    in_turn: tuple[str, ...]
    chairs: tuple[str, ...]
    meetings: tuple[str, ...]
    delegates: tuple[str, ...]
    several: tuple[str, ...]
    offices: tuple[str, ...]
    nations: tuple[str, ...]
    credentials: tuple[str, ...]
    escorts: tuple[str, ...]
    welcomes: tuple[str, ...]
    with_party: tuple[str, ...]
    takes_place: tuple[str, ...]
    joint_acts: tuple[str, ...]
    act_adverbs: tuple[str, ...]
    witnesses: tuple[str, ...]
    two: tuple[str, ...]
    party: str
    delegations: Mapping[str, tuple[str, ...]]
    session: str
    yet_to_come: str
    sends: tuple[str, ...]
    sent_to: tuple[str, ...]
    greets: tuple[str, ...]
    received: tuple[str, ...]
    letter_from: frozenset[str]
    visit_link: tuple[str, ...]
    under_way: tuple[str, ...]
    visit_kinds: tuple[str, ...]
    visit_leads: tuple[str, ...]
    visit_heads: tuple[str, ...]
    own_country: tuple[str, ...]
    formal_visits: tuple[str, ...]
    travels: Mapping[str, tuple[str, ...]]
    invited: tuple[str, ...]
    day_leads: tuple[str, ...]
    just_after: tuple[str, ...]
    programme: tuple[str, ...]
    place_leads: tuple[str, ...]
    place_heads: tuple[str, ...]
    requested: tuple[str, ...]
    status: Mapping[EncounterStatus, tuple[str, ...]]
    status_before: Mapping[EncounterStatus, tuple[str, ...]]
    status_behind: Mapping[EncounterStatus, tuple[str, ...]]
    planned_near: tuple[str, ...]
    planned_before: tuple[str, ...]
    planned_carried: tuple[str, ...]
    planned_held: tuple[str, ...]
    happened: tuple[str, ...]
    expected: tuple[str, ...]
    on_occasion: tuple[str, ...]
    frames: tuple[str, ...]
    after: str
    ahead_of: str
    other_clock: str
    remembers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LevelWords:
    """levels.yaml."""

    qualities: tuple[str, ...]
    reasons: tuple[str, ...]
    fields: tuple[str, ...]
    whole: tuple[str, ...]
    leads: tuple[str, ...]
    joints: frozenset[str]
    become: frozenset[str]
    not_said_behind: tuple[str, ...]
    each_other: str
