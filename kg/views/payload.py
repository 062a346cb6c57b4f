"""What the page knows of each thing, with numbers in place of IRIs: positions in `things` and `articles`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.views.model import KINDS, POLITY, TOPIC, Facts, Graph, Label, Source, in_language

_THINGS = ("participants", "parties", "requestedBy", "speakers", "sides", "addressees", "topics")
_MORE_THINGS = ("polity", "spokenFor", "broader", "with")


class Payload:
    """The part of a source that a page shows; what it names but does not draw follows as labels."""

    def __init__(self, source: Source, graph: Graph) -> None:
        self.graph = graph
        self._source = source
        order = {kind: place for place, kind in enumerate(KINDS)}
        self.drawn = sorted(graph, key=lambda n: (order[graph.nodes[n]["kind"]], n))
        self.number = {iri: place for place, iri in enumerate(self.drawn)}
        self._article: dict[str, int] = {}
        self.articles: list[Facts] = []
        drawn = [self._drawn(iri) for iri in self.drawn]
        self.things = drawn + [self._named(iri) for iri in list(self.number)[len(drawn) :]]

    def label(self, iri: str, lang: str) -> str:
        """What a drawn thing is called in a language; statements by their content."""
        data = self.graph.nodes[iri]
        label: Label = data["label"]
        return in_language(label, lang) or str(
            data["facts"].get("content") or data["facts"].get("type") or iri
        )

    # ------------------------------------------------------------ parts
    def _drawn(self, iri: str) -> Facts:
        data = self.graph.nodes[iri]
        return {
            "iri": iri,
            "kind": data["kind"],
            "label": data["label"],
            "names": data["names"],
            **self._numbered(data["facts"]),
        }

    def _named(self, iri: str) -> Facts:
        """Something that a fact names and the page does not draw."""
        known = self._source.graph.nodes.get(iri)
        if known:
            return {"iri": iri, "kind": known["kind"], "label": known["label"]}
        kind = TOPIC if "/topic/" in iri else POLITY
        return {"iri": iri, "kind": kind, "label": self._source.others.get(iri, {"": iri.rsplit("/", 1)[-1]})}

    def _numbered(self, facts: Mapping[str, Any]) -> Facts:
        """The facts with numbers for IRIs; what is unknown or empty is left out."""
        out: Facts = {}
        for key, value in facts.items():
            if value in (None, "", [], {}, False):
                continue
            if key in _THINGS or key in _MORE_THINGS:
                out[key] = [self._thing(iri) for iri in value]
            elif key == "hub":
                out[key] = self._thing(value)
            elif key == "articles":
                out[key] = [self._cite(iri) for iri in value]
            elif key == "article":
                out[key] = self._cite(value)
            elif key == "office":
                continue
            elif key in ("offices", "levels", "evidence", "quantities"):
                out[key] = [self._numbered(item) for item in value]
            else:
                out[key] = value
        return out

    def _thing(self, iri: str) -> int:
        return self.number.setdefault(iri, len(self.number))

    def _cite(self, iri: str) -> int:
        if iri not in self._article:
            self._article[iri] = len(self.articles)
            facts = self._source.articles.get(iri, {"id": iri.rsplit("/", 1)[-1]})
            self.articles.append({"iri": iri, **{k: v for k, v in facts.items() if v}})
        return self._article[iri]
