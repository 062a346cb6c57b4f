"""What is known before any article is read: polities, roles, officials, topics and levels.

The facts live in `ontology/*.ttl`; this module turns them into plain, frozen Python for matching.
The registry of officials helps and is not needed: `Knowledge.load(registry=False)` goes without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from kg import resources
from kg.model import PartialDate
from kg.turtle import BG, DCT, FOAF, ORG, SCHEMA, SKOS, TurtleFile, local

Names = Mapping[str, tuple[str, ...]]  # language -> names, in the order of the file
PolityKind = Literal["country", "bloc"]


# ---------------------------------------------------------------- what is known
@dataclass(frozen=True, slots=True, eq=False)
class Polity:
    """A country, territory or bloc, and the ways in which texts name it."""

    code: str  # ISO 3166 alpha-2, or the bloc's acronym
    kind: PolityKind
    label: Mapping[str, str]
    names: Names  # name nothing else
    weak: Names  # also ordinary words, or parts of the names of persons and places
    pair: Names  # short forms used in a pair only: "Việt - Mỹ"
    metonyms: Names  # capitals and seats that stand for the government
    places: Names  # other places in it where encounters are held
    demonyms: Names  # "Vietnamese"
    decoys: Names  # longer expressions that hold one of its names and mean something else


@dataclass(frozen=True, slots=True, eq=False)
class Role:
    """A kind of office, e.g. ForeignMinister, whatever the polity."""

    id: str
    label: Mapping[str, str]
    names: Names
    broader: str | None = None  # the role whose title may stand for it later on: "Bộ trưởng"


@dataclass(frozen=True, slots=True)
class RegisteredTenure:
    """An office that the registry says an official held; an open end is unknown after `known_until`.

    `start` and `end` are the first and the last day that the registry's dates allow; `started` and `ended`
    are those dates as precise as they are known there.
    """

    role: str
    polity: str
    start: date | None
    end: date | None
    source: str
    known_until: date | None = None
    accredited_to: str | None = None  # the polity to which an envoy is sent
    started: PartialDate | None = None
    ended: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class RegisteredOfficial:
    """A person of the registry; `aliases` are other spellings met in news."""

    iri: str
    name: str
    aliases: tuple[str, ...]
    polity: str
    tenures: tuple[RegisteredTenure, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """A topic of the scheme; `terms` are the words by which a clause is recognised as being about it."""

    id: str
    label: Mapping[str, str]
    broader: str | None
    terms: Names


@dataclass(frozen=True, slots=True, eq=False)
class RelationshipLevel:
    """A level of relationship; a higher `rank` is a closer one."""

    id: str
    label: Mapping[str, str]
    names: Names
    rank: int


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """All of it, keyed by code or id; `posts` by (polity, role), where a polity has its own name for one."""

    polities: Mapping[str, Polity]
    roles: Mapping[str, Role]
    officials: tuple[RegisteredOfficial, ...]
    topics: Mapping[str, Topic]
    levels: Mapping[str, RelationshipLevel]
    posts: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def office_label(self, polity: str | None, role: str) -> Mapping[str, str]:
        """What an office is called, by language: the polity's own name for it, or the role's; else empty."""
        known = self.roles.get(role)
        own = self.posts.get((polity, role)) if polity else None
        return own or (known.label if known else {})

    @staticmethod
    def load(registry: bool = True) -> Knowledge:
        """The packaged knowledge, read once per process."""
        return _load(registry)

    @staticmethod
    def read(folder: Path, registry: bool = True) -> Knowledge:
        """The knowledge in `folder`, which holds files like those of `ontology/`."""
        topics = folder / "topics.ttl"
        polities = _polities(TurtleFile(folder / "polities.ttl"))
        roles = _roles(TurtleFile(folder / "offices.ttl"))
        return Knowledge(
            polities=polities,
            roles=roles,
            posts=_posts(TurtleFile(folder / "posts.ttl"), polities, roles),
            officials=_officials(TurtleFile(folder / "officials.ttl"), polities, roles) if registry else (),
            topics=_topics(TurtleFile(topics)) if topics.exists() else {},
            levels=_levels(TurtleFile(folder / "levels.ttl")),
        )


@cache
def _load(registry: bool) -> Knowledge:
    return Knowledge.read(resources.ontology_dir(), registry)


def _names(file: TurtleFile, iri: str) -> tuple[Names, Names]:
    """The names of an entry by language: those that name nothing else, and the weak ones."""
    weak = file.names(iri, BG + "weakName")
    labels = file.names(iri, SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")
    dropped = {lang: {name.casefold() for name in found} for lang, found in weak.items()}
    return {
        lang: tuple(name for name in found if name.casefold() not in dropped.get(lang, ()))
        for lang, found in labels.items()
    }, weak


# ---------------------------------------------------------------- the five files
def _polities(file: TurtleFile) -> dict[str, Polity]:
    found = {}
    for iri, kind in file.of_type(BG + "Country", BG + "Bloc"):
        code = file.need(iri, DCT + "identifier")
        names, weak = _names(file, iri)
        found[code] = Polity(
            code=code,
            kind="country" if kind == BG + "Country" else "bloc",
            label=file.label(iri),
            names=names,
            weak=weak,
            pair=file.names(iri, BG + "pairName"),
            metonyms=file.names(iri, BG + "metonym"),
            places=file.names(iri, BG + "placeName"),
            demonyms=file.names(iri, BG + "demonym"),
            decoys=file.names(iri, BG + "decoy"),
        )
    return dict(sorted(found.items()))


def _roles(file: TurtleFile) -> dict[str, Role]:
    found = {}
    for iri, _ in file.of_type(BG + "OfficeRole"):
        broader = file.value(iri, SKOS + "broader")
        found[local(iri)] = Role(
            local(iri), file.label(iri), _names(file, iri)[0], local(broader) if broader else None
        )
    return found


def _posts(
    file: TurtleFile, polities: Mapping[str, Polity], roles: Mapping[str, Role]
) -> dict[tuple[str, str], dict[str, str]]:
    return {_post(file, iri, iri, polities, roles): file.label(iri) for iri, _ in file.of_type(BG + "Office")}


def _levels(file: TurtleFile) -> dict[str, RelationshipLevel]:
    levels = (
        RelationshipLevel(local(iri), file.label(iri), _names(file, iri)[0], file.number(iri, BG + "rank"))
        for iri, _ in file.of_type(BG + "RelationshipLevel")
    )
    return {level.id: level for level in sorted(levels, key=lambda level: (level.rank, level.id))}


def _topics(file: TurtleFile) -> dict[str, Topic]:
    found = {}
    for iri, _ in file.of_type(SKOS + "Concept"):
        broader = file.value(iri, SKOS + "broader")
        found[local(iri)] = Topic(
            id=local(iri),
            label=file.label(iri),
            broader=local(broader) if broader else None,
            terms=file.names(iri, SKOS + "altLabel", SKOS + "hiddenLabel"),
        )
    return found


def _officials(
    file: TurtleFile, polities: Mapping[str, Polity], roles: Mapping[str, Role]
) -> tuple[RegisteredOfficial, ...]:
    tenures: dict[str, list[RegisteredTenure]] = {}
    for iri, _ in file.of_type(BG + "Tenure"):
        member = file.need(iri, ORG + "member")
        tenures.setdefault(member, []).append(_tenure(file, iri, polities, roles))
    return tuple(
        RegisteredOfficial(
            iri=iri,
            name=file.need(iri, FOAF + "name"),
            aliases=tuple(dict.fromkeys(file.values(iri, SKOS + "altLabel"))),
            polity=_known(file, iri, local(file.need(iri, BG + "polity")), polities),
            tenures=tuple(sorted(tenures.get(iri, ()), key=lambda t: (t.start or date.min, t.role))),
        )
        for iri, _ in file.of_type(BG + "Official")
    )


def _tenure(
    file: TurtleFile, iri: str, polities: Mapping[str, Polity], roles: Mapping[str, Role]
) -> RegisteredTenure:
    code, role = _post(file, iri, file.need(iri, BG + "office"), polities, roles)
    to = file.value(iri, BG + "accreditedTo")
    started, ended = file.partial(iri, SCHEMA + "startDate"), file.partial(iri, SCHEMA + "endDate")
    return RegisteredTenure(
        role=role,
        polity=code,
        start=started.bounds[0] if started and started.bounds else None,
        end=ended.bounds[1] if ended and ended.bounds else None,
        source="; ".join(file.values(iri, DCT + "source")),
        known_until=file.day(iri, BG + "knownUntil"),
        accredited_to=_known(file, iri, local(to), polities) if to else None,
        started=started,
        ended=ended,
    )


def _post(
    file: TurtleFile, iri: str, office: str, polities: Mapping[str, Polity], roles: Mapping[str, Role]
) -> tuple[str, str]:
    """The polity and the role of an office, by its IRI."""
    code, role = office.rsplit("/", 2)[-2:]
    return _known(file, iri, code, polities), _known(file, iri, role, roles)


def _known(file: TurtleFile, iri: str, key: str, known: Mapping[str, object]) -> str:
    if key not in known:
        raise file.error(iri, f"names {key!r}, which polities.ttl and offices.ttl lack")
    return key
