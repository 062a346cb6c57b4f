"""Finds the node that a person means by a name, a code, an identifier or an IRI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import cast
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, QuerySolutions
from pyoxigraph import Store as Oxigraph

from kg.errors import UsageError
from kg.graph import names as ns
from kg.graph.names import Names
from kg.text import canonical, matching

_SHOWN = 8  # candidates listed in a message
_NOT_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name under which a node is known."""

    name: str
    iri: str
    preferred: bool = True


def fold(text: str) -> str:
    """Without diacritics and case: "Bùi Thanh Sơn" → "bui thanh son"."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[\u0300-\u036f]", "", plain).casefold()


class Lookup:
    """Answers over one open store; every method takes what the user typed and returns an IRI."""

    def __init__(self, ox: Oxigraph, names: Names) -> None:
        self._ox, self._names = ox, names

    # ------------------------------------------------------------ by kind
    def polity(self, value: str) -> str:
        """A country or bloc, by code or by name in any language."""
        code = self._names.polity(value.strip().upper() or "?")
        return (
            code
            if self._has(code)
            else self._named(value, self.polities, "polity", f"{self._names.base}polity/")
        )

    def topic(self, value: str) -> str:
        """A topic, by its id or by a label in any language."""
        ids = [Entry(entry.iri.removeprefix(ns.TOPIC), entry.iri) for entry in self.topics]
        return self._named(value, [*ids, *self.topics], "topic", ns.TOPIC)

    def official(self, value: str) -> str:
        """An official, by name (diacritics may be left out) or by a variant or a part of the name."""
        return self._named(value, self.officials, "official", f"{self._names.base}official/")

    def article(self, value: str) -> str:
        """An article, by its identifier."""
        return self._identified(value, "article", self._names.article(value.strip() or "?"), self.articles)

    def statement(self, value: str) -> str:
        """A statement, by "ARTICLE/START-END-Kind", the end of its IRI."""
        iri = f"{self._names.base}statement/{value.strip()}"
        return self._identified(value, "statement", iri, list)

    def anything(self, value: str) -> str:
        """Any node: by IRI or prefixed name, or as an official, polity, topic, article or statement."""
        if (iri := self.iri(value)) is not None:
            if not self.known(iri):
                raise UsageError(f"the graph says nothing about {value!r}", hint="look for its name instead")
            return iri
        names, key = self._names, value.strip()
        if not key:
            raise UsageError(
                "an empty name", hint="name an official, a polity, a topic, an article or an IRI"
            )
        spelled = (
            names.polity(key.upper()),
            ns.TOPIC + key,
            names.article(key),
            f"{names.base}statement/{key}",
        )
        for iri in spelled:
            if not _NOT_IRI.search(iri) and self._has(iri):
                return iri
        articles = [Entry(name, names.article(name)) for name in self.articles()]
        return self._named(value, [*self.officials, *self.polities, *self.topics, *articles], "name", "")

    # ------------------------------------------------------------ what there is
    @cached_property
    def polities(self) -> list[Entry]:
        """Polities under all their names."""
        return self._reference(f"{self._names.base}polity/")

    @cached_property
    def topics(self) -> list[Entry]:
        """Topics under all their labels."""
        return self._reference(ns.TOPIC)

    @cached_property
    def officials(self) -> list[Entry]:
        """Officials whom an article names, under all their names."""
        start = f"{self._names.base}official/"
        return sorted(
            (
                Entry(name, iri, preferred)
                for predicate, preferred in ((f"{ns.FOAF}name", True), (f"{ns.SKOS}altLabel", False))
                for iri, name in self._pairs(f"SELECT DISTINCT ?s ?o WHERE {{ ?s <{predicate}> ?o }}")
                if iri.startswith(start)
            ),
            key=_order,
        )

    def articles(self) -> list[str]:
        """Identifiers of the articles, sorted."""
        start = f"{self._names.base}article/"
        found = self._pairs(f"SELECT DISTINCT ?s ?o WHERE {{ ?s a <{ns.BG}Article> BIND('' AS ?o) }}")
        return sorted(unquote(iri.removeprefix(start)) for iri, _ in found)

    def terms(self, space: str) -> list[str]:
        """IRIs of the reference data that begin with `space`, sorted."""
        quads = self._ox.quads_for_pattern(None, None, None, NamedNode(self._names.reference))
        subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        return sorted(iri for iri in subjects if iri.startswith(space))

    def known(self, iri: str) -> bool:
        """Whether the graph says anything about a node, or of it, or with it."""
        node = NamedNode(iri)
        patterns = (node, None, None), (None, None, node), (None, node, None)
        return any(next(self._ox.quads_for_pattern(*pattern), None) is not None for pattern in patterns)

    def iri(self, value: str) -> str | None:
        """The IRI that `value` spells out, with <> or without, or by a prefix; None if it spells none."""
        value = value.strip()
        bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
        if _NOT_IRI.search(bare):
            return None
        if re.match(r"(?:https?://|urn:).", bare):
            return bare
        prefix, colon, local = bare.partition(":")
        space = self._names.prefixes.get(prefix) if colon else None
        return space + local if space and local else None

    # ------------------------------------------------------------ how
    def _named(self, value: str, entries: list[Entry], kind: str, start: str) -> str:
        if (iri := self.iri(value)) is not None:
            return self._spelled(value, iri, kind, start)
        found = match(value, entries)
        if len(found) == 1:
            return found[0].iri
        if found:
            listed = "; ".join(f"{entry.name} <{entry.iri}>" for entry in found[:_SHOWN])
            more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            raise UsageError(f"{value!r} may be: {listed}{more}", hint="give the IRI of the one you mean")
        raise unknown(value, kind, (entry.name for entry in entries))

    def _identified(self, value: str, kind: str, iri: str, valid: Callable[[], Iterable[str]]) -> str:
        if not _NOT_IRI.search(iri) and self._has(iri):
            return iri
        if (spelled := self.iri(value)) is not None:
            return self._spelled(value, spelled, kind, f"{self._names.base}{kind}/")
        raise unknown(value, kind, valid())

    def _spelled(self, value: str, iri: str, kind: str, start: str) -> str:
        if not iri.startswith(start) or not self._has(iri):
            hint = f"IRIs of this kind begin with {start}"
            raise UsageError(f"no {kind} {value!r} in the graph", hint=hint)
        return iri

    def _has(self, iri: str) -> bool:
        return next(self._ox.quads_for_pattern(NamedNode(iri), None, None), None) is not None

    def _reference(self, start: str) -> list[Entry]:
        graph, found = NamedNode(self._names.reference), []
        for name, preferred in (("prefLabel", True), ("altLabel", False)):
            for quad in self._ox.quads_for_pattern(None, NamedNode(ns.SKOS + name), None, graph):
                node, label = quad.subject, quad.object
                if (
                    isinstance(node, NamedNode)
                    and isinstance(label, Literal)
                    and node.value.startswith(start)
                ):
                    found.append(Entry(label.value, node.value, preferred))
        return sorted(found, key=_order)

    def _pairs(self, query: str) -> Iterator[tuple[str, str]]:
        rows = cast(QuerySolutions, self._ox.query(query))
        for subject, value in rows:
            if isinstance(subject, NamedNode) and isinstance(value, Literal):
                yield subject.value, value.value


def _order(entry: Entry) -> tuple[bool, str, str]:
    return not entry.preferred, entry.name, entry.iri


def match(value: str, entries: Iterable[Entry]) -> list[Entry]:
    """The nodes that `value` names, each once, by the first of these that finds any.

    As it is written (but for case and where a tone mark stands); without diacritics, if `value` has none;
    as some of the words of a name.
    """
    entries, wanted = list(entries), _key(value)
    plain = fold(wanted) == wanted
    tests: list[Callable[[str], bool]] = [lambda name: _key(name) == wanted]
    if plain:
        tests.append(lambda name: fold(_key(name)) == wanted)
    tests.append(lambda name: _holds(_key(name), wanted))
    if plain:
        tests.append(lambda name: _holds(fold(_key(name)), wanted))
    for test in tests if wanted else []:
        found = {entry.iri: entry for entry in reversed(entries) if test(entry.name)}
        if found:
            shown = {entry.iri: entry.name for entry in reversed(entries) if entry.preferred}
            shown |= {iri: entry.name for iri, entry in found.items() if entry.preferred}
            return [Entry(shown.get(iri, found[iri].name), iri) for iri in sorted(found)]
    return []


def unknown(value: str, kind: str, names: Iterable[str]) -> UsageError:
    """Nothing goes by that name; the nearest names are offered."""
    spelled: dict[str, str] = {}
    for name in names:
        spelled.setdefault(fold(name), name)
    close = [spelled[key] for key in get_close_matches(fold(value), spelled, n=3, cutoff=0.6)]
    hint = f"did you mean {' or '.join(close)}?" if close else f"{len(spelled)} are known, none is like it"
    return UsageError(f"unknown {kind} {value!r}", hint=hint)


def _key(text: str) -> str:
    return " ".join(matching(canonical(text)).split())


def _holds(name: str, words: str) -> bool:
    return f" {words} " in f" {name} "
