"""Namespaces, and the IRIs of data: pure functions of what they name.

Two machines that never talk mint the same IRIs, and different things never share one: what goes into a
path segment is percent-encoded, and a name whose folding to ASCII lost something carries a hash of itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from kg.errors import UsageError
from kg.text import slug

BG = "https://w3id.org/bangiao/ns#"
TOPIC = "https://w3id.org/bangiao/topic/"
LEVEL = "https://w3id.org/bangiao/level/"
ROLE = "https://w3id.org/bangiao/role/"
DEFAULT_BASE = "https://w3id.org/bangiao/id/"

DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TIME = "http://www.w3.org/2006/time#"
XSD = "http://www.w3.org/2001/XMLSchema#"

LABELS = (FOAF + "name", SKOS + "prefLabel", RDFS + "label", DCTERMS + "title", DCTERMS + "identifier")
"""What a node is called, the first that it has."""

_VOCABULARIES = {
    "bg": BG,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "level": LEVEL,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "role": ROLE,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "time": TIME,
    "topic": TOPIC,
    "xsd": XSD,
}
PREFIXES = MappingProxyType(dict(sorted({**_VOCABULARIES, "id": DEFAULT_BASE}.items())))
"""The prefixes that queries and serialisers know, `id:` being the default base."""

_UNKNOWN = "unknown"  # stands where a polity's code would, for posts whose polity is not known
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')


@lru_cache(maxsize=1024)
def segment(identifier: str) -> str:
    """Any identifier as one path segment; distinct identifiers stay distinct."""
    if not identifier:
        raise ValueError("an identifier must not be empty")
    safe = quote(identifier, safe="", errors="surrogatepass")
    return safe.replace(".", "%2E") if not safe.strip(".") else safe  # "." and ".." mean folders


@dataclass(frozen=True, slots=True)
class Names:
    """Mints the IRIs of data under a base that the user may set."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _is_base(self.base):
            raise UsageError(
                f"not a base for IRIs: {self.base!r}",
                hint="give an absolute http or https address that ends in / or #",
            )

    @property
    def prefixes(self) -> dict[str, str]:
        """The project's prefixes, `id:` being this base."""
        return dict(sorted({**_VOCABULARIES, "id": self.base}.items()))

    @property
    def reference(self) -> str:
        """The graph that holds the reference data: terms, polities, offices, officials, topics, levels."""
        return f"{self.base}graph/reference"

    @property
    def merged(self) -> str:
        """The graph of another store that holds what all graphs say, each triple once."""
        return f"{self.base}graph/merged"

    def rebase(self, iri: str) -> str:
        """An IRI of the reference data as it reads under this base."""
        return self.base + iri.removeprefix(DEFAULT_BASE) if iri.startswith(DEFAULT_BASE) else iri

    # ------------------------------------------------------------ agents and posts
    def polity(self, code: str) -> str:
        """A country or a bloc, by its code."""
        return f"{self.base}polity/{segment(code)}"

    def official(self, name: str, qualifier: str | None = None) -> str:
        """A person, by the preferred name and what tells namesakes apart."""
        return f"{self.base}official/{slug(name, qualifier)}"

    def office(self, polity: str | None, role: str) -> str:
        """A post of a polity."""
        return f"{self.base}office/{segment(polity or _UNKNOWN)}/{segment(role)}"

    def tenure(self, name: str, polity: str | None, role: str, qualifier: str | None = None) -> str:
        """A person in a post."""
        who = slug(name, qualifier)
        return f"{self.base}tenure/{who}/{segment(polity or _UNKNOWN)}/{segment(role)}"

    def place(self, name: str, polity: str | None = None) -> str:
        """A place, by its name and the polity it lies in."""
        return f"{self.base}place/{segment(polity or _UNKNOWN)}/{slug(name)}"

    # ------------------------------------------------------------ what an article says
    def article(self, article: str) -> str:
        """An article, and the graph of its facts."""
        return f"{self.base}article/{segment(article)}"

    def encounter(self, article: str, kind: str, start: int, number: int = 1) -> str:
        """An article's report of an encounter, by the offset where it is told.

        Offsets have five digits, so that IRIs in order are in the order of the text; `number` tells apart
        those of one kind at one place.
        """
        return f"{self.base}encounter/{segment(article)}/{segment(kind)}-{start:05}{_nth(number)}"

    def statement(self, article: str, start: int, end: int, kind: str, number: int = 1) -> str:
        """A statement, by the clause it stands in."""
        return f"{self.base}statement/{segment(article)}/{start:05}-{end:05}-{segment(kind)}{_nth(number)}"

    def quantity(self, statement: str, number: int) -> str:
        """A figure of a statement (by the statement's IRI), counted from 1."""
        return f"{self.base}quantity/{statement.removeprefix(f'{self.base}statement/')}/{number}"

    def state(self, article: str, between: tuple[str, str], level: str, number: int = 1) -> str:
        """The level that an article attributes to a pair."""
        pair = "/".join(segment(code) for code in sorted(between))
        return f"{self.base}state/{segment(article)}/{pair}/{segment(level)}{_nth(number)}"

    def ground(self, article: str, kind: str, ref: str) -> str:
        """What an inferred date of an article stands on, where that has no IRI of its own."""
        return f"{self.base}ground/{segment(article)}/{segment(kind)}/{segment(ref)}"

    # ------------------------------------------------------------ provenance
    def evidence(self, article: str, start: int, end: int) -> str:
        """A stretch of an article that facts stand on."""
        return f"{self.base}evidence/{segment(article)}/{start}-{end}"

    def quote(self, article: str, start: int, end: int) -> str:
        """The selector of a stretch by its words."""
        return f"{self.base}quote/{segment(article)}/{start}-{end}"

    def position(self, article: str, start: int, end: int) -> str:
        """The selector of a stretch by its offsets."""
        return f"{self.base}position/{segment(article)}/{start}-{end}"

    def agent(self, version: str) -> str:
        """The software that made the facts."""
        return f"{self.base}agent/{segment(f'bangiao-{version}')}"

    def run(self, name: str) -> str:
        """What one version of the software does with one set of options, whenever it does it."""
        return f"{self.base}run/{segment(name)}"


def _nth(number: int) -> str:
    return f"-{number}" if number > 1 else ""


def _is_base(base: str) -> bool:
    try:
        parts = urlsplit(base)
        host = parts.hostname
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(host)
        and base[-1] in "/#"
        and not _NOT_IN_IRI.search(base)
        and base.count("#") == (base[-1] == "#")
        and "?" not in base
    )
