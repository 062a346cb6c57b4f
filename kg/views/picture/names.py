"""What encounters and polities are called in a picture, from the longest name to the shortest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kg.views import dates
from kg.views.model import DOCUMENT, ENCOUNTER, POLITY, Graph, Label, facts_of, in_language, kind_of, of_kind
from kg.views.picture.text import clean
from kg.views.picture.words import words
from kg.views.sides import home

_SHORT = 11  # letters of a polity's name that is written out beside an encounter; else its code


class Names:
    """The names of what a graph holds, in a language."""

    def __init__(self, graph: Graph, lang: str, others: Mapping[str, Label] | None = None) -> None:
        self._others = others or {}  # labels of what the graph names and does not hold
        self._graph, self._lang, self._words = graph, lang, words(lang)
        met = Counter(p for e in of_kind(graph, ENCOUNTER) for p in facts_of(graph, e)["parties"])
        self._main = min(met, key=lambda p: (-met[p], p), default=None)  # need not be named at each encounter
        self._many = len(of_kind(graph, POLITY)) > 2

    def name(self, node: str) -> str:
        """The name of anything; the last part of its IRI where it has none."""
        label = self._graph.nodes[node]["label"] if node in self._graph else self._others.get(node, {})
        return clean(in_language(label, self._lang)) or clean(node.rsplit("/", 1)[-1])

    def code(self, polity: str) -> str:
        """The code of a polity."""
        facts = facts_of(self._graph, polity) if polity in self._graph else {}
        return clean(str(facts.get("id") or polity.rsplit("/", 1)[-1]))

    def short(self, polity: str) -> str:
        """Its name if that is short, else its code."""
        name = self.name(polity)
        return name if len(name) <= _SHORT else self.code(polity)

    def day(self, hub: str) -> str:
        """When an encounter was, under a heading that tells the year."""
        return dates.without_year(dates.when(facts_of(self._graph, hub), self._lang))

    def encounter(self, hub: str) -> Iterator[str]:
        """Whose it was, where that is not plain, and what."""
        facts = facts_of(self._graph, hub)
        if kind_of(self._graph, hub) == DOCUMENT:
            yield self.name(hub)
            yield self._words[DOCUMENT]
            return
        what = self._words[facts["type"]]
        status = f" ({self._words[facts['status']]})" if facts.get("status") else ""
        whose = self._whose(hub)
        if not whose:
            yield what + status
            yield what
            return
        for called in (self.short, self.code):
            who = "–".join(called(polity) for polity in whose[:3])
            yield f"{who}, {what[:1].lower()}{what[1:]}{status}"
        yield who + status
        yield who

    def people(self, hub: str, most: int = 3) -> str:
        """Who met; "" where nobody is named."""
        found = [one for one in facts_of(self._graph, hub).get("participants", ()) if one in self._graph]
        more = f" + {len(found) - most}" if len(found) > most else ""
        return " – ".join(self.name(one) for one in found[:most]) + more

    def _whose(self, hub: str) -> list[str]:
        """Whose an encounter is, where the picture has more than two polities."""
        if not self._many:
            return []
        facts = facts_of(self._graph, hub)
        homes = [home(self._graph, one) for one in facts["participants"] if one in self._graph]
        found = sorted({p for p in [*homes, *facts["parties"]] if p})
        return [p for p in found if p != self._main] if len(found) > 1 else found
