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
_NAMES = (f"{ns.FOAF}name", f"{ns.SKOS}prefLabel", f"{ns.DCTERMS}title", f"{ns.DCTERMS}identifier",
          f"{ns.SKOS}altLabel")  # fmt: skip
_ALSO = len(_NAMES)
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
    """Every name of a thing of these kinds, and what else it may be called: a topic's or a level's id."""
    base = copy.store.names.base
    kinds = {f"{base}{kind}/": kind for kind in ("official", "polity", "office", "article")}
    kinds |= {ns.TOPIC: "topic", ns.LEVEL: "level"}
    found: dict[tuple[str, str], tuple[int, str]] = {}  # by IRI and text: how preferred, kind
    for rank, predicate in enumerate(_NAMES):
        for iri, text in _pairs(copy, predicate):
            start = iri[: iri.find("/", len(base)) + 1] if iri.startswith(base) else iri[: iri.rfind("/") + 1]
            if start in kinds:
                found.setdefault((iri, text), (rank, kinds[start]))
                if kinds[start] in ("topic", "level"):
                    found.setdefault((iri, iri.removeprefix(start)), (_ALSO, kinds[start]))
    first: dict[str, int] = {}
    for (iri, _), (rank, _) in found.items():
        first[iri] = min(rank, first.get(iri, rank))
    for (iri, text), (rank, kind) in found.items():
        key = _key(text)
        yield Name(iri, kind, text, key, fold(key), rank == first[iri])


def _pairs(copy: Copy, predicate: str) -> Iterator[tuple[str, str]]:
    for quad in copy.store.ox.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, quad.object.value


def _key(text: str) -> str:
    return " ".join(matching(canonical(text)).split())
