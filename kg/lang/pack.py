"""A language pack: the words of one language as lexicons ready to match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import GroupKind, Strength, TitleClass
from kg.model import EncounterKind, StatementKind
from kg.resources import lang_file
from kg.text import matching


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of acts.yaml; a decoy only keeps a shorter verb from being found."""

    kind: StatementKind | None
    strength: Strength
    form: str
    decoy: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of encounters.yaml; without a kind it only keeps a shorter one from being found."""

    kind: EncounterKind | None
    noun: bool
    form: str


@dataclass(frozen=True, slots=True, eq=False)
class Titles:
    """titles.yaml and names.yaml."""

    heads: Lexicon[TitleClass]
    fields: Lexicon[str]
    scopes: Lexicon[str]
    private: Lexicon[str]
    open_field: frozenset[str]
    not_person_after: frozenset[str]
    host_words: tuple[str, ...]
    generic: frozenset[str]
    of_place: frozenset[str]
    only: Mapping[str, frozenset[str]]
    never: Mapping[str, frozenset[str]]
    prefixes: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    never_first: Lexicon[str]
    never_inside: Lexicon[str]
    family: frozenset[str]
    family_first: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """grammar.yaml."""

    adverbs: Lexicon[str]
    nominalizers: frozenset[str]
    verbal_nouns: frozenset[str]
    purpose: frozenset[str]
    conjunctions: frozenset[str]
    prepositions: frozenset[str]
    pronouns: Mapping[str, str]
    leader_words: frozenset[str]
    groups: Lexicon[GroupKind]
    side_heads: frozenset[str]
    home: str | None  # the country whose press writes in this language without naming it
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePack:
    """All words of one language."""

    language: str
    acts: Lexicon[Act]
    cues: Lexicon[Cue]
    titles: Titles
    grammar: Grammar

    @staticmethod
    @cache
    def load(language: str) -> LanguagePack:
        """The pack of `language` (ISO 639-1), read once per process."""
        grammar = _yaml(language, "grammar.yaml")
        acts, cues = _yaml(language, "acts.yaml"), _yaml(language, "encounters.yaml")
        return LanguagePack(
            language,
            Lexicon(_acts(acts)),
            Lexicon(_cues(cues)),
            _titles(_yaml(language, "titles.yaml"), _yaml(language, "names.yaml"), grammar),
            _grammar(grammar),
        )


def _yaml(language: str, name: str) -> Any:
    return yaml.load(lang_file(language, name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def _words(items: Any) -> frozenset[str]:
    return frozenset(matching(str(item)) for item in items)


def _acts(groups: Any) -> Iterator[tuple[str, Act]]:
    for group in groups:
        decoy = group["kind"] == "none"
        kind = None if decoy or group["kind"] == "open" else StatementKind(group["kind"])
        for form in group["forms"]:
            yield form, Act(kind, Strength(group["strength"]), matching(form), decoy)


def _cues(groups: Any) -> Iterator[tuple[str, Cue]]:
    for group in groups:
        for noun, key in ((False, "verbs"), (True, "nouns")):
            for form in group[key]:
                kind = None if group["kind"] == "none" else EncounterKind(group["kind"])
                yield form, Cue(kind, noun, matching(form))


def _titles(titles: Any, names: Any, grammar: Any) -> Titles:
    return Titles(
        heads=Lexicon((form, TitleClass(cls)) for cls, forms in titles["heads"].items() for form in forms),
        fields=Lexicon((form, form) for form in (*titles["fields"], *titles["regions"])),
        scopes=Lexicon((form, form) for form in titles["scopes"]),
        private=Lexicon((form, form) for form in titles["private"]),
        open_field=_words(titles["open_field"]),
        not_person_after=_words(grammar["not_person_after"]),
        host_words=tuple(matching(phrase) for phrase in grammar["host_words"]),
        generic=_words(titles["generic"]),
        of_place=_words(titles["of_place"]),
        only={matching(head): frozenset(codes) for head, codes in titles["only"].items()},
        never={matching(head): frozenset(codes) for head, codes in titles["never"].items()},
        prefixes=_words(titles["prefixes"]),
        honorifics=_words(titles["honorifics"]),
        particles=_words(names["particles"]),
        suffixes=_words(names["suffixes"]),
        never_first=Lexicon((form, form) for form in names["never_first"]),
        never_inside=Lexicon((form, form) for form in names["never_inside"]),
        family=_words(names["family"]),
        family_first=frozenset(names["family_first"]),
    )


def _grammar(data: Any) -> Grammar:
    groups = [(form, GroupKind.BOTH) for form in data["collectives"]]
    groups += [(form, GroupKind.OTHER) for form in data["other_side"]]
    groups += [(form, GroupKind.OWN) for form in data["own_side"]]
    return Grammar(
        adverbs=Lexicon((form, form) for form in data["adverbs"]),
        nominalizers=_words(data["nominalizers"]),
        verbal_nouns=_words(data["verbal_nouns"]),
        purpose=_words(data["purpose"]),
        conjunctions=_words(data["conjunctions"]),
        prepositions=_words(data["prepositions"]),
        pronouns={matching(form): gender for form, gender in data["pronouns"].items()},
        leader_words=_words(data["leader_words"]),
        groups=Lexicon(groups),
        side_heads=_words(data["side_heads"]),
        home=data.get("home"),
        words=data,
    )
