"""What may follow at the prompt: commands, queries and their parameters, and the words of SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.api import Graph
from kg.ask.commands import COMMANDS
from kg.ask.split import is_sparql
from kg.graph import names as ns
from kg.query import everything, load, names
from kg.query.lookup import Lookup, fold
from kg.query.named import Param
from kg.query.service import opened
from kg.query.suggest import Suggestion, beginning, for_param, officials, polities, topics
from kg.query.tokens import FORMS, UPDATES, WORDS
from kg.query.vocabulary import vocabulary

_LEAST = 2  # letters of a name, before nodes of that name are looked for
_VALUE = re.compile(r"""(?:^|\s)(?P<name>\w+)=(?P<quote>["']?)(?P<typed>[^"']*)$""")
_PREFIXED = re.compile(r"(?<![\w:])(?P<typed>[A-Za-z]\w*:[\w-]*)$")
_VARIABLE = re.compile(r"[?$](?P<typed>\w*)$")
_PHRASE = re.compile(r"(?<![\w:<?$])[^\W\d_][\w'-]*(?: [\w'-]+){0,4}$")


@dataclass(frozen=True, slots=True)
class Ending:
    """Text that takes the place of the last `typed` characters before the cursor."""

    text: str
    typed: int
    shown: str
    help: str = ""


class Words:
    """Completes over the names that a graph held when the session began."""

    def __init__(self, lookup: Lookup, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._named = {
            "official": list(officials(lookup)),
            "polity": list(polities(lookup)),
            "topic": list(topics(lookup)),
            "article": [Suggestion(article) for article in lookup.articles()],
        }

    @classmethod
    def of(cls, graph: Graph) -> Words:
        """Read the names; StoreError if there is nothing to ask."""
        with opened(graph.store) as service:
            return cls(service.lookup(), service.names.prefixes)

    def after(self, text: str, rest: str = "") -> Iterator[Ending]:
        """What may follow `text`, which ends at the cursor; `rest` stands behind it."""
        line = text.lstrip()
        if line.startswith("."):
            yield from self._command(line)
        elif not re.search(r"\s", line):
            found = [Suggestion(query.name, query.title.partition(": ")[2]) for query in everything()]
            begun = (Suggestion(word) for word in sorted(FORMS | {"PREFIX"}))
            yield from _endings(line, beginning(line, [*found, *begun]))
        elif (name := line.split(maxsplit=1)[0]) in names() and not is_sparql(line.split()[0]):
            yield from self._parameter(name, line)
        else:
            yield from self._sparql(text, rest)

    # ------------------------------------------------------------ commands and named queries
    def _command(self, line: str) -> Iterator[Ending]:
        name, blank, typed = line[1:].partition(" ")
        if not blank:
            known = [Suggestion(f".{key}", command.help) for key, command in COMMANDS.items()]
            yield from _endings(line, beginning(line, known))
        elif name in ("explain", "about"):
            yield from self.after(typed)
        elif name in COMMANDS:
            yield from _endings(typed, beginning(typed, map(Suggestion, COMMANDS[name].words)))

    def _parameter(self, name: str, line: str) -> Iterator[Ending]:
        params = {param.name: param for param in load(name).params}
        if (match := _VALUE.search(line)) is not None and match["name"] in params:
            typed, quote = match["typed"], match["quote"]
            for one in self._values(params[match["name"]], typed):
                mark = quote or ('"' if re.search(r"[\s;'\\]", one.value) else "")
                yield Ending(f"{mark}{one.value}{mark}", len(typed) + len(quote), one.value, one.help)
            return
        typed = line.rpartition(" ")[2]
        given = (Suggestion(f"{param.name}=", param.help) for param in params.values())
        yield from _endings(typed, beginning(typed, given))

    def _values(self, param: Param, typed: str) -> list[Suggestion]:
        if param.type in self._named:
            return beginning(typed, self._named[param.type])
        return for_param(param, typed, _nothing)

    # ------------------------------------------------------------ SPARQL
    def _sparql(self, text: str, rest: str) -> Iterator[Ending]:
        line = text.rpartition("\n")[2]
        if line.count('"') % 2 or line.count("'") % 2:
            return  # within a string
        if (match := _PREFIXED.search(text)) is not None:
            yield from _endings(match["typed"], beginning(match["typed"], self._terms))
        elif (match := _VARIABLE.search(text)) is not None:
            used = dict.fromkeys(re.findall(r"[?$](\w+)", f"{text[: match.start()]} {rest}"))
            yield from _endings(match["typed"], beginning(match["typed"], map(Suggestion, used)))
        elif (match := _PHRASE.search(text)) is not None:
            yield from self._phrase(match[0])

    def _phrase(self, phrase: str) -> Iterator[Ending]:
        """Prefixes, keywords and terms for the last word; nodes for the most words that name one."""
        word = phrase.rpartition(" ")[2]
        prefixes = [Suggestion(f"{prefix}:", space) for prefix, space in self._prefixes.items()]
        keywords = [Suggestion(keyword) for keyword in sorted(WORDS - UPDATES)]
        yield from _endings(word, [one for one in prefixes if one.value.startswith(word)])
        yield from _endings(word, [one for one in keywords if one.value.startswith(word.upper())])
        if len(phrase) < _LEAST:
            return
        for one in self._terms:
            local = one.value.partition(":")[2]
            if len(word) >= _LEAST and fold(local).startswith(fold(word)):
                yield Ending(one.value, len(word), one.value, one.help)
        words = phrase.split(" ")
        for start in range(len(words)):
            typed = " ".join(words[start:])
            if len(typed) < _LEAST:
                return
            found = [
                one
                for kind in ("official", "polity", "topic")
                for one in beginning(typed, self._named[kind])
                if fold(one.value).startswith(fold(typed))
            ]
            for one in found:
                yield Ending(self._written(one.iri), len(typed), one.value, one.help or "official")
            if found:
                return

    @cached_property
    def _terms(self) -> list[Suggestion]:
        return [Suggestion(word.name, word.label or word.comment) for word in vocabulary()]

    def _written(self, iri: str) -> str:
        """An IRI as SPARQL takes it."""
        local = iri.removeprefix(ns.TOPIC)
        return f"topic:{local}" if local != iri and local.isidentifier() else f"<{iri}>"


def _endings(typed: str, found: list[Suggestion]) -> Iterator[Ending]:
    for one in found:
        yield Ending(one.value, len(typed), one.value, one.help)


def _nothing() -> Lookup:
    raise LookupError("values of this kind are not looked up")
