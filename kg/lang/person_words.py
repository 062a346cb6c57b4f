"""The words of titles of office and of personal names, as `kg.lang.words` holds those of the other files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.lang.fields import Id
from kg.lang.kinds import TitleClass
from kg.lang.lexicon import Lexicon


@dataclass(frozen=True, slots=True, eq=False)
class Titles:
    """titles.yaml."""

    heads: Lexicon[TitleClass]
    fields: Lexicon[str]
    scopes: Lexicon[str]
    private: Lexicon[str]
    open_field: frozenset[str]
    bodies: frozenset[str]
    spokespersons: frozenset[str]
    speaks_for: tuple[str, ...]
    generic: frozenset[str]
    shared: tuple[str, ...]
    plural: frozenset[str]
    of_place: frozenset[str]
    provinces: tuple[str, ...]
    half: tuple[str, ...]
    held_besides: tuple[str, ...]
    field_leads: tuple[str, ...]
    bodies_in_short: tuple[str, ...]
    only: Mapping[str, frozenset[Id]]
    never: Mapping[str, frozenset[Id]]
    ministers: frozenset[str]
    deputy_ministers: tuple[str, ...]
    becomes: tuple[str, ...]
    heads_of_bodies: tuple[str, ...]
    held_together: frozenset[str]
    prefixes: frozenset[str]
    honorifics: frozenset[str]
    degrees: frozenset[str]
    state_words: frozenset[str]
    state_openers: frozenset[str]
    host_words: tuple[str, ...]
    posted: frozenset[str]
    acting_for: frozenset[str]
    field_ends: frozenset[str]
    name_leads: tuple[str, ...]
    former: frozenset[str]
    acting: str
    acting_parts: tuple[str, ...]
    also: tuple[str, ...]
    not_person_after: frozenset[str]
    opening: tuple[str, ...]
    opening_leads: tuple[str, ...]
    personal: frozenset[str]
    of_government: tuple[str, ...]
    government: str
    wordings: Mapping[str, str]
    synonyms: Mapping[str, str]
    held_as: Mapping[str, tuple[str, ...]]
    standing: str
    ranks: tuple[str, ...]
    behind_country: tuple[str, ...]
    deputy: str


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """names.yaml."""

    particles: frozenset[str]
    styles: frozenset[str]
    short_forms: frozenset[str]
    suffixes: frozenset[str]
    numerals: frozenset[str]
    never_first: Lexicon[str]
    never_inside: Lexicon[str]
    family: frozenset[str]
    alike: frozenset[Id]
    onsets: tuple[str, ...]
    nuclei: tuple[str, ...]
    codas: tuple[str, ...]
    place_leads: frozenset[str]
    bare_leads: frozenset[str]
    person_leads: tuple[str, ...]
    country_leads: frozenset[str]
    country_verbs: frozenset[str]
