"""What facts stand on: the article, the run that read it, the quotes, and the grounds of inferred dates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.graph.builder import (
    Graph,
    bg,
    day,
    dcterms,
    decimal,
    integer,
    oa,
    prov,
    rdfs,
    schema,
    text,
)
from kg.graph.names import Names
from kg.model import Article, Dated, Span

CONTEXT = 40  # code points before and after a quote that tell its place from others like it
_ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`]+\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """What reads articles: a version of the software with its options. It has no clock.

    `data` is a fingerprint of the packaged knowledge and language packs: a build reads an article again
    when any of the three has changed.
    """

    version: str
    registry: bool = True
    data: str = ""

    @property
    def name(self) -> str:
        """What the run's IRI is made of."""
        return f"bangiao-{self.version}{'' if self.registry else '-no-registry'}"

    @property
    def key(self) -> str:
        """Equal for two runs that read the same from the same article."""
        return f"{self.name}+{self.data}" if self.data else self.name


class Evidence:
    """Writes an article's provenance into its graph."""

    def __init__(self, graph: Graph, names: Names, article: Article, run: Run) -> None:
        self._graph, self._names, self._article = graph, names, article
        self._quotes: dict[Span, NamedNode] = {}
        self.article = NamedNode(names.article(article.id))
        self.run = NamedNode(names.run(run.name))
        self._describe_article()
        self._describe_run(run)

    def support(self, fact: NamedNode, spans: tuple[Span, ...], rule: str, confidence: float) -> None:
        """Say which quotes, rule and confidence a fact rests on."""
        for span in spans:
            self._graph.add(fact, bg["evidence"], self._quote(span))
        self._graph.add(fact, bg["rule"], text(rule) if rule else None)
        self._graph.add(fact, bg["confidence"], decimal(round(confidence, 4)))

    def grounds(self, fact: NamedNode, when: Dated | None) -> None:
        """Name what an inferred date stands on."""
        for ground in when.inferred_from if when else ():
            self._graph.add(fact, bg["inferredFrom"], self._ground(ground.kind, ground.ref))

    def clause(self, span: Span) -> str:
        """The words of a span on one line."""
        return re.sub(r"\s*\n\s*", " ", span.of(self._article.text))

    def _describe_article(self) -> None:
        graph, article, node = self._graph, self._article, self.article
        graph.types(node, bg["Article"], schema["NewsArticle"], prov["Entity"])
        graph.add(node, dcterms["identifier"], text(article.id))
        if article.title:
            graph.add(node, dcterms["title"], text(article.title, article.language))
        if article.url:
            graph.add(node, schema["url"], text(article.url))
        if article.publisher:
            graph.add(node, schema["publisher"], text(article.publisher))
        if article.language:
            graph.add(node, dcterms["language"], text(article.language))
        if article.sha256:
            graph.add(node, bg["sha256"], text(article.sha256))
        if article.published:
            graph.add(node, schema["datePublished"], day(article.published))
            graph.add(node, bg["earliest"], day(article.published))
            graph.add(node, bg["latest"], day(article.published))

    def _describe_run(self, run: Run) -> None:
        graph, agent = self._graph, NamedNode(self._names.agent(run.version))
        graph.types(self.run, prov["Activity"])
        graph.add(self.run, rdfs["label"], text(run.name))
        graph.add(self.run, dcterms["identifier"], text(run.key))
        graph.add(self.run, prov["wasAssociatedWith"], agent)
        graph.add(self.run, prov["used"], self.article)
        graph.types(agent, prov["SoftwareAgent"])
        graph.add(agent, rdfs["label"], text(f"bangiao {run.version}"))
        graph.add(agent, schema["softwareVersion"], text(run.version))

    def _quote(self, span: Span) -> NamedNode:
        if span in self._quotes:
            return self._quotes[span]
        graph, words, at = self._graph, self._article.text, (self._article.id, span.start, span.end)
        node = self._quotes[span] = NamedNode(self._names.evidence(*at))
        quote = NamedNode(self._names.quote(*at))
        position = NamedNode(self._names.position(*at))
        graph.types(node, oa["SpecificResource"])
        graph.add(node, oa["hasSource"], self.article)
        graph.add(node, oa["hasSelector"], quote, position)
        graph.types(quote, oa["TextQuoteSelector"])
        graph.add(quote, oa["exact"], text(span.of(words)))
        graph.add(quote, oa["prefix"], text(words[max(0, span.start - CONTEXT) : span.start]))
        graph.add(quote, oa["suffix"], text(words[span.end : span.end + CONTEXT]))
        graph.types(position, oa["TextPositionSelector"])
        graph.add(position, oa["start"], integer(span.start))
        graph.add(position, oa["end"], integer(span.end))
        return node

    def _ground(self, kind: str, ref: str) -> NamedNode:
        if kind == "published":
            return self.article
        if _ABSOLUTE.match(ref):
            return NamedNode(self._names.rebase(ref))
        node = NamedNode(self._names.ground(self._article.id, kind, ref))
        self._graph.types(node, prov["Entity"])
        self._graph.add(node, rdfs["label"], text(f"{kind}: {ref}"))
        return node
