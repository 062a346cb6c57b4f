"""Titles as roles: which title is which office, whatever the wording."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kg.extract.mentions import Title
from kg.knowledge import Knowledge
from kg.lang.pack import LanguagePack
from kg.lang.person_words import Titles
from kg.text import matching, slug

LABELS = 8192  # titles kept in mind


@lru_cache(maxsize=LABELS)
def folded(label: str) -> str:
    """A title in the matching form; the same few are asked for again and again."""
    return matching(label)


@lru_cache(maxsize=LABELS)
def plain(label: str, words: Titles) -> str:
    """A title in its shortest wording: "Bộ trưởng Bộ Ngoại giao" is "bộ trưởng ngoại giao"."""
    low = folded(label)
    if low.startswith(words.of_government):
        low = low.replace(f" {words.government}", "")
    for long, short in words.wordings.items():
        low = low.replace(f"{long} ", f"{short} ")
    return " ".join(low.split())


@lru_cache(maxsize=LABELS)
def one_wording(label: str, words: Titles) -> str:
    """A title such that two names of one office are the same."""
    low = plain(label, words)
    for long, short in words.synonyms.items():
        low = low.replace(long, short)
    return low


def holds(titles: Iterable[Title], office: str, words: Titles) -> bool:
    """Whether one of somebody's titles is that office, whatever the field ("Bộ trưởng")."""
    names = words.held_as.get(office, (office,))
    return any(
        title.head.removeprefix(f"{words.acting} ").startswith(names) or folded(title.label).startswith(names)
        for title in titles
    )


class RoleIndex:
    """The roles of ontology/offices.ttl by their names in one language."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        pack = LanguagePack.load(language)
        self._words = pack.titles
        self._at = f" {pack.grammar.words.at} "
        self._roles: dict[str, str] = {}
        for role in knowledge.roles.values():
            for name in role.names.get(language, ()):
                self._roles.setdefault(plain(name, self._words), role.id)

    def role_of(self, title: Title) -> str:
        """The role's id, or a slug of the title where the ontology has none."""
        words = self._words
        label = plain(title.label, words)
        found = self._roles.get(label)
        if words.standing in label and not label.startswith(words.deputy):
            found = None  # a post of its own beside the others of that rank
        if found is None and title.host is not None:
            found = self._roles.get(plain(title.head, words))
        return found or slug(title.label)

    def same(self, full: str, short: str) -> bool:
        """Whether `short` names the office that `full` names, perhaps with fewer words."""
        a, b = plain(full, self._words), plain(short, self._words)
        if a == b or a.startswith(b + " "):
            return True
        role = self._roles.get(a)
        return role is not None and role == self._roles.get(b) and self._rank(a) == self._rank(b)

    def _rank(self, label: str) -> tuple[bool, ...]:
        """Which of the words it has that make another post of the same role."""
        return tuple(f" {word} " in f" {label} " for word in self._words.ranks)

    def short_forms(self, title: Title) -> tuple[str, ...]:
        """The title without its scope or host, where it has one: also a name of the office."""
        if title.host is None:
            return ()
        head = title.label.split(self._at)[0].strip()
        return (head,) if head and head != title.label else ()
