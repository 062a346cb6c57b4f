"""A small Turtle file as a table of nodes: what the knowledge of `ontology/` is read with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import KGError
from kg.model import PartialDate

BG = "https://w3id.org/bangiao/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
ORG = "http://www.w3.org/ns/org#"
SCHEMA = "https://schema.org/"
FOAF = "http://xmlns.com/foaf/0.1/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LENGTHS = {1: 4, 2: 7, 3: 10}  # code points of 2021, 2021-04, 2021-04-08


class TurtleFile:
    """The triples of one Turtle file by subject and predicate, in the order of the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._nodes: dict[str, dict[str, list[NamedNode | Literal]]] = {}
        try:
            data = path.read_bytes()
            for quad in parse(data, format=RdfFormat.TURTLE):
                node = self._nodes.setdefault(getattr(quad.subject, "value", ""), {})
                if isinstance(quad.object, (NamedNode, Literal)):
                    node.setdefault(quad.predicate.value, []).append(quad.object)
        except OSError as error:
            raise KGError(f"cannot be read: {error.strerror}", where=str(path), hint="restore it") from error
        except SyntaxError as error:
            raise KGError(f"not Turtle: {error}", where=str(path), hint="mend the file") from error

    def of_type(self, *classes: str) -> Iterator[tuple[str, str]]:
        """(IRI, class) of each subject of one of `classes`, by IRI."""
        for iri in sorted(self._nodes):
            for value in self._nodes[iri].get(RDF_TYPE, ()):
                if value.value in classes:
                    yield iri, value.value

    def values(self, iri: str, predicate: str) -> tuple[str, ...]:
        """Lexical forms or IRIs of the objects."""
        return tuple(value.value for value in self._nodes[iri].get(predicate, ()))

    def value(self, iri: str, predicate: str) -> str | None:
        """The first of `values`, if any."""
        return next(iter(self.values(iri, predicate)), None)

    def need(self, iri: str, predicate: str) -> str:
        """The first of `values`; its lack is an error of the file."""
        value = self.value(iri, predicate)
        if value is None:
            raise self.error(iri, f"has no {local(predicate)}")
        return value

    def partial(self, iri: str, predicate: str) -> PartialDate | None:
        """A date as precise as it is written (2021-04-08, 2021-04 or 2021), or None where there is none."""
        value = self.value(iri, predicate)
        if value is None:
            return None
        try:
            parts = [int(part) for part in value.split("-")]
            found = PartialDate(*parts)
            if len(value) != _LENGTHS[len(parts)] or found.bounds is None:
                raise ValueError
        except (KeyError, TypeError, ValueError):
            raise self.error(iri, f"{local(predicate)} {value!r} is no date like 2021-04-08") from None
        return found

    def day(self, iri: str, predicate: str) -> date | None:
        """A whole date, or None where there is none."""
        found = self.partial(iri, predicate)
        if found is None:
            return None
        if not found.day or found.bounds is None:
            raise self.error(iri, f"{local(predicate)} has no day")
        return found.bounds[0]

    def number(self, iri: str, predicate: str) -> int:
        """A whole number that must be there."""
        value = self.need(iri, predicate)
        try:
            return int(value)
        except ValueError:
            raise self.error(iri, f"{local(predicate)} {value!r} is no whole number") from None

    def label(self, iri: str) -> dict[str, str]:
        """Preferred label by language."""
        return {lang: found[0] for lang, found in self.names(iri, SKOS + "prefLabel").items()}

    def names(self, iri: str, *predicates: str) -> dict[str, tuple[str, ...]]:
        """Language-tagged objects of `predicates`, without repeats."""
        found: dict[str, dict[str, None]] = {}
        for predicate in predicates:
            for value in self._nodes[iri].get(predicate, ()):
                if isinstance(value, Literal) and value.language:
                    found.setdefault(value.language, {})[value.value] = None
        return {lang: tuple(found[lang]) for lang in sorted(found)}

    def error(self, iri: str, what: str) -> KGError:
        """An error that names the file and the entry."""
        return KGError(f"<{iri}> {what}", where=str(self.path), hint="mend the file")


def local(iri: str) -> str:
    """Last part of an IRI, after its last "/" or "#"."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]
