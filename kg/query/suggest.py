"""What may be typed for a parameter: the names of sides, topics, officials and articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.graph import names as ns
from kg.model import EncounterKind, StatementKind
from kg.query.lookup import Entry, Lookup, fold
from kg.query.named import Param

_MOST = 200  # more are no help


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to type, and what it is; `iri` is the node it names, if it names one."""

    value: str
    help: str = ""
    iri: str = ""


def for_param(param: Param, typed: str, lookup: Callable[[], Lookup]) -> list[Suggestion]:
    """Values of a parameter that `typed` may be the beginning of; `lookup` opens the store, if needed."""
    if param.choices:
        return beginning(typed, map(Suggestion, param.choices))
    match param.type:
        case "polity":
            return beginning(typed, polities(lookup()))
        case "topic":
            return beginning(typed, topics(lookup()))
        case "official":
            return beginning(typed, officials(lookup()))
        case "article":
            return beginning(typed, map(Suggestion, lookup().articles()))
        case "kind":
            return beginning(typed, (Suggestion(kind.value) for kind in StatementKind))
        case "encounter-kind":
            return beginning(typed, (Suggestion(kind.value) for kind in EncounterKind))
    return []


def anything(typed: str, lookup: Lookup) -> list[Suggestion]:
    """Officials, polities, topics and articles, of which most are offered only when some of it is typed."""
    articles = map(Suggestion, lookup.articles())
    return beginning(typed, [*officials(lookup), *polities(lookup), *topics(lookup), *articles])


def officials(lookup: Lookup) -> Iterator[Suggestion]:
    """Officials under all their names."""
    preferred = {entry.iri: entry.name for entry in lookup.officials if entry.preferred}
    for entry in lookup.officials:
        help = "official" if entry.preferred else preferred.get(entry.iri, "")
        yield Suggestion(entry.name, help, entry.iri)


def polities(lookup: Lookup) -> Iterator[Suggestion]:
    """Polities by code, then under all their names."""
    codes = {entry.iri: entry.iri.rpartition("/")[2] for entry in lookup.polities}
    shown = _shown(lookup.polities)
    for iri, code in sorted(codes.items()):
        yield Suggestion(code, shown.get(iri, ""), iri)
    for entry in lookup.polities:
        yield Suggestion(entry.name, codes[entry.iri], entry.iri)


def topics(lookup: Lookup) -> Iterator[Suggestion]:
    """Topics by id, then under all their labels."""
    shown = _shown(lookup.topics)
    for iri, label in sorted(shown.items()):
        yield Suggestion(iri.removeprefix(ns.TOPIC), label, iri)
    for entry in lookup.topics:
        yield Suggestion(entry.name, entry.iri.removeprefix(ns.TOPIC), entry.iri)


def beginning(typed: str, offered: Iterable[Suggestion]) -> list[Suggestion]:
    """Those that begin as `typed` does; else those of which a later word does. Diacritics and case aside.

    While nothing is typed, a node is offered once, by its first name.
    """
    wanted, every = fold(typed), dict.fromkeys(offered)
    if not wanted:
        first = {one.iri or one.value: one for one in reversed(every)}
        return list(reversed(first.values()))[:_MOST]
    for test in (str.startswith, _inside):
        if found := [one for one in every if test(fold(one.value), wanted)]:
            return found[:_MOST]
    return []


def _shown(entries: Iterable[Entry]) -> dict[str, str]:
    """A label for each node: the English one, which of all languages' needs no more than ASCII."""
    order = sorted((entry for entry in entries if entry.preferred), key=lambda entry: entry.name.isascii())
    return {entry.iri: entry.name for entry in order}


def _inside(name: str, wanted: str) -> bool:
    return f" {wanted}" in name
