"""The names in the graph, to be searched: a name typed without diacritics finds those that have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.graph import names as ns
from kg.query.lookup import fold
from kg.serve.copies import Copy
from kg.text import canonical, matching

KINDS = ("official", "polity", "topic", "office", "level", "article")
_CLASSES = {
    f"{ns.BG}Official": "official",
    f"{ns.BG}Country": "polity",
    f"{ns.BG}Bloc": "polity",
    f"{ns.BG}Office": "office",
    f"{ns.BG}Article": "article",
}
_MOST = 200  # shown of what is found


@dataclass(frozen=True, slots=True)
class Name:
    """One of the names of a thing, as it is written and as it is compared."""

    iri: str
    kind: str
    text: str
    key: str
    folded: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, by which of its names."""

    iri: str
    kind: str
    name: str


class Index:
    """All names of one state of the store."""

    def __init__(self, copy: Copy) -> None:
        self._names = sorted(_read(copy), key=lambda name: (not name.preferred, name.folded, name.iri))

    @staticmethod
    def of(copy: Copy) -> Index:
        """The index, made once for each state of the store."""
        return copy.recall("names", lambda: Index(copy))

    def search(self, text: str) -> list[Hit]:
        """What `text` names, the closest first: the whole name, its beginning, some of its words.

        Diacritics count where they are typed, and only there.
        """
        wanted = _key(text)
        if not wanted:
            return []
        plain = fold(wanted) == wanted
        words = wanted.split()
        ranked: dict[str, tuple[int, bool, str, Name]] = {}
        for name in self._names:
            rank = _rank(name.folded if plain else name.key, wanted, words)
            if rank is not None:
                place = rank, not name.preferred, name.folded, name
                if name.iri not in ranked or place[:2] < ranked[name.iri][:2]:
                    ranked[name.iri] = place
        order = sorted(ranked.values(), key=lambda found: (found[0], KINDS.index(found[3].kind), *found[1:3]))
        return [Hit(name.iri, name.kind, name.text) for *_, name in order[:_MOST]]

    def close(self, text: str) -> list[Hit]:
        """What may have been meant, where nothing goes by that name."""
        spelled: dict[str, Name] = {}
        for name in self._names:
            spelled.setdefault(name.folded, name)
        near = get_close_matches(fold(_key(text)), spelled, n=5, cutoff=0.6)
        return [Hit(spelled[key].iri, spelled[key].kind, spelled[key].text) for key in near]

    def written(self, kind: str) -> list[str]:
        """The preferred names of a kind, each once, in order."""
        return list(dict.fromkeys(name.text for name in self._names if name.kind == kind and name.preferred))

    def of_kind(self, kind: str) -> list[str]:
        """The things of a kind, by name."""
        return list(dict.fromkeys(name.iri for name in self._names if name.kind == kind and name.preferred))


def words_of(path: str) -> str:
    """What an address may have meant to name: "/id/official/jo-biden" → "jo biden"."""
    last = unquote(path.rstrip("/").rpartition("/")[2], errors="replace")
    return " ".join(re.split(r"[-_.+\s]+", last))


def _rank(name: str, wanted: str, words: list[str]) -> int | None:
    if name == wanted:
        return 0
    if f" {wanted} " in f" {name} ":
        return 1
    if f" {wanted}" in f" {name}":
        return 2
    padded = f" {name}"
    return 3 if all(f" {word}" in padded for word in words) else None


def _read(copy: Copy) -> Iterator[Name]:
    for iri, kind in _nodes(copy):
        found: dict[str, bool] = {}
        for predicate in (*ns.LABELS, f"{ns.SKOS}altLabel"):
            for quad in copy.store.ox.quads_for_pattern(
                NamedNode(iri), NamedNode(predicate), None, DefaultGraph()
            ):
                if isinstance(quad.object, Literal):
                    found.setdefault(quad.object.value, predicate != f"{ns.SKOS}altLabel")
        local = iri.rpartition("/")[2]
        if kind in ("topic", "level") or not found:
            found.setdefault(local, not found)
        for text, preferred in found.items():
            key = _key(text)
            yield Name(iri, kind, text, key, fold(key), preferred)


def _nodes(copy: Copy) -> Iterator[tuple[str, str]]:
    ox, rdf_type, default = copy.store.ox, NamedNode(f"{ns.RDF}type"), DefaultGraph()
    seen = set[str]()
    for name, kind in _CLASSES.items():
        for quad in ox.quads_for_pattern(None, rdf_type, NamedNode(name), default):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value, kind
    for quad in ox.quads_for_pattern(None, rdf_type, NamedNode(f"{ns.SKOS}Concept"), default):
        iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        kind = "topic" if iri.startswith(ns.TOPIC) else "level" if iri.startswith(ns.LEVEL) else ""
        if kind and iri not in seen:
            seen.add(iri)
            yield iri, kind


def _key(text: str) -> str:
    return " ".join(matching(canonical(text)).split())
