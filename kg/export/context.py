"""The JSON-LD context of ontology/context.jsonld, and how values are written under it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg import resources
from kg.export.nodes import Value
from kg.export.turtle import relative
from kg.graph import names as ns

_STRING = ns.XSD + "string"
_INTEGER = ns.XSD + "integer"
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_WHOLE = re.compile(r"-?[1-9][0-9]*\Z|0\Z")
Json = Any


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the context: its predicate, and what its values are unless they say otherwise."""

    word: str
    predicate: str
    type: str = ""  # "@id", "@vocab", an IRI of a datatype, or nothing
    vocab: str = ""  # of "@vocab": what short values are in
    languages: bool = False  # values by language
    many: bool = False  # a list, even of one


class Context:
    """Words for IRIs, as the context file has them, for data under `base`."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.entries: dict[str, Json] = json.loads(resources.read_text("ontology", "context.jsonld"))[
            "@context"
        ]
        if base.endswith("/"):
            self.entries["@base"] = base
        else:  # nothing can be relative to it
            del self.entries["@base"]

    @cached_property
    def terms(self) -> dict[str, list[Term]]:
        """The words for each predicate's IRI; those written backwards are left out."""
        found: dict[str, list[Term]] = {}
        for word, entry in self.entries.items():
            entry = {"@id": entry} if isinstance(entry, str) else entry
            if isinstance(entry, dict) and ":" in entry.get("@id", "") and not word.startswith("@"):
                term = self._term(word, entry)
                found.setdefault(term.predicate, []).append(term)
        return found

    def word(self, iri: str) -> str:
        """A class or a predicate that has no term: a bare word in our vocabulary, else a prefixed name."""
        local = iri.removeprefix(ns.BG)
        if local != iri and _LOCAL.match(local) and local not in self.entries:
            return local
        return self._prefixed(iri)

    def id(self, iri: str) -> str:
        """The IRI of a node, relative to the base where it can be."""
        return relative(iri, self._base) or iri

    def term(self, predicate: str, value: Value) -> Term:
        """The word for a predicate, fit for this value."""
        tagged = isinstance(value, Literal) and bool(value.language)
        choices = self.terms.get(predicate, [])
        fitting = [term for term in choices if term.languages == tagged] or choices
        return fitting[0] if fitting else Term(self.word(predicate), predicate)

    def value(self, term: Term, value: Value) -> Json:
        """A value as it stands under `term`; of a term with languages, without its language."""
        if isinstance(value, NamedNode):
            return self._reference(term, value.value)
        if value.language:
            return value.value if term.languages else {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype != (term.type or _STRING):
            return {
                "@value": value.value,
                **({} if datatype == _STRING else {"type": self._prefixed(datatype)}),
            }
        return int(value.value) if datatype == _INTEGER and _WHOLE.match(value.value) else value.value

    def _reference(self, term: Term, iri: str) -> Json:
        if term.type == "@id":
            return self.id(iri)
        local = iri.removeprefix(term.vocab)
        if term.type == "@vocab":
            return local if local != iri and _LOCAL.match(local) and local not in self.entries else iri
        return {"id": self.id(iri)}

    def _term(self, word: str, entry: dict[str, Json]) -> Term:
        vocab = entry.get("@context", {}).get("@vocab", ns.BG)
        kind = entry.get("@type", "")
        return Term(
            word,
            self._expanded(entry["@id"]),
            kind if kind.startswith("@") else self._expanded(kind),
            vocab if kind == "@vocab" else "",
            languages=entry.get("@container") == "@language",
            many=entry.get("@container") == "@set",
        )

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{self.entries[prefix]}{local}" if prefix in self.entries else name

    def _prefixed(self, iri: str) -> str:
        for prefix, namespace in self.entries.items():
            if isinstance(namespace, str) and namespace.endswith(("#", "/")) and not prefix.startswith("@"):
                local = iri.removeprefix(namespace)
                if local != iri and _LOCAL.match(local):
                    return f"{prefix}:{local}"
        return iri
