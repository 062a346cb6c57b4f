"""A language pack: the words of one language, compiled and ready to match."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from kg.errors import KGError
from kg.lang import fields
from kg.lang.fields import Id
from kg.lang.kinds import GroupKind, Strength
from kg.lang.lexicon import Lexicon
from kg.lang.person_words import NameWords, Titles
from kg.lang.words import Grammar, LevelWords, MeetingWords, StatementWords
from kg.model import EncounterKind, StatementKind

T = TypeVar("T")

SECOND_WORDS = 14  # between the two parts of a verb, where its group says nothing else


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of acts.yaml; a decoy only keeps a shorter verb from being found."""

    kind: StatementKind | None
    strength: Strength
    form: str
    decoy: bool = False
    second: tuple[str, ...] = ()  # words one of which must follow
    apart: int = SECOND_WORDS  # words at most before it
    own: bool = False  # a verb only right behind its subject
    joint: StatementKind | None = None  # the kind where both sides say it


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of encounters.yaml; without a kind it only keeps a shorter one from being found."""

    kind: EncounterKind | None
    noun: bool
    form: str


@dataclass(frozen=True, slots=True)
class Group:
    """Somebody who speaks without being named; `office` is what both hold ("hai Bộ trưởng")."""

    kind: GroupKind
    office: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePack:
    """All words of one language."""

    language: str
    acts: Lexicon[tuple[Act, ...]]  # acts.yaml: of one form the first whose conditions hold
    cues: Lexicon[Cue]  # encounters.yaml
    groups: Lexicon[Group]  # of grammar.yaml
    grammar: Grammar  # grammar.yaml
    statements: StatementWords  # statements.yaml
    meetings: MeetingWords  # meetings.yaml
    levels: LevelWords  # levels.yaml
    titles: Titles  # titles.yaml
    names: NameWords  # names.yaml

    @staticmethod
    @cache
    def load(language: str) -> LanguagePack:
        """The pack of `language` (ISO 639-1), read once per process; a KGError names what is wrong in it."""
        grammar = fields.read(Grammar, *fields.load(language, "grammar.yaml"))
        return LanguagePack(
            language=language,
            acts=Lexicon(_acts(*fields.load(language, "acts.yaml"))),
            cues=Lexicon(_cues(*fields.load(language, "encounters.yaml"))),
            groups=Lexicon(_groups(grammar)),
            grammar=grammar,
            statements=fields.read(StatementWords, *fields.load(language, "statements.yaml")),
            meetings=fields.read(MeetingWords, *fields.load(language, "meetings.yaml")),
            levels=fields.read(LevelWords, *fields.load(language, "levels.yaml")),
            titles=fields.read(Titles, *fields.load(language, "titles.yaml")),
            names=fields.read(NameWords, *fields.load(language, "names.yaml")),
        )


@dataclass(frozen=True, slots=True)
class _Verbs:
    """A group of acts.yaml."""

    kind: Id
    strength: Strength
    forms: tuple[str, ...]
    second: tuple[str, ...] = ()
    apart: int = SECOND_WORDS
    own: bool = False
    joint: StatementKind | None = None


@dataclass(frozen=True, slots=True)
class _Encounters:
    """A group of encounters.yaml."""

    kind: Id
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


_OPEN = "open"  # the kind of verbs whose content decides
_DECOY = "none"  # the kind of phrases that mean something else


def _acts(data: Any, where: str) -> Iterator[tuple[str, tuple[Act, ...]]]:
    found: dict[str, tuple[Act, ...]] = {}
    for path, group in _items(_Verbs, data, where):
        open_ = group.kind in (_OPEN, _DECOY)
        kind = None if open_ else fields.choice(StatementKind, group.kind, where, f"{path}kind")
        decoy, rest = group.kind == _DECOY, (group.second, group.apart, group.own, group.joint)
        for form in group.forms:
            found[form] = (*found.get(form, ()), Act(kind, group.strength, form, decoy, *rest))
    yield from found.items()


def _cues(data: Any, where: str) -> Iterator[tuple[str, Cue]]:
    for path, group in _items(_Encounters, data, where):
        decoy = group.kind == _DECOY
        kind = None if decoy else fields.choice(EncounterKind, group.kind, where, f"{path}kind")
        for noun, forms in ((False, group.verbs), (True, group.nouns)):
            for form in forms:
                yield form, Cue(kind, noun, form)


def _items(cls: type[T], data: Any, where: str) -> Iterator[tuple[str, T]]:
    """The groups of a file, each with its place in it."""
    if not isinstance(data, list):
        raise KGError("the file must be a list of groups", where=where, hint="mend the file")
    for number, item in enumerate(data, 1):
        path = f"group {number}: "
        yield path, fields.read(cls, item, where, path)


def _groups(grammar: Grammar) -> Iterator[tuple[str, Group]]:
    """Those who speak unnamed, each also with a figure for its word of number: "2 bên" as "hai bên"."""
    for form, group in _unnamed(grammar):
        yield form, group
        written = " ".join(grammar.figures.get(word, word) for word in form.split())
        if written != form:
            yield written, group


def _unnamed(grammar: Grammar) -> Iterator[tuple[str, Group]]:
    for form in grammar.collectives:
        yield form, Group(GroupKind.BOTH)
    for form, office in grammar.joint_offices.items():
        yield form, Group(GroupKind.BOTH, office)
    for kind, forms in grammar.anaphors.items():
        yield from ((form, Group(kind)) for form in forms)
    for kind, forms in grammar.documents.items():
        for form in (*forms, *(f"{form} {word}" for form in forms for word in grammar.points)):
            yield form, Group(kind)
    for form in (*grammar.other_side, *sorted(grammar.guests)):
        yield form, Group(GroupKind.OTHER)
