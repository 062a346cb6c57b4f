"""A SPARQL 1.1 endpoint as a service: queries go to it as they are; what is read by pattern is copied first.

The graph may stand there in several ways (`kg.query.dataset`); all questions of a session go to the same.
Only SELECT is used for copies: endpoints that cut their answers tell so of rows, not of triples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.errors import KGError
from kg.graph import names as ns
from kg.graph.names import Names
from kg.query import answers
from kg.query.dataset import Placed, Sent, place
from kg.query.guard import Checked
from kg.query.lookup import Lookup
from kg.query.process import ROWS, Bounds, Dataset, QuerySyntaxError, Started
from kg.query.result import Result, Select, Term
from kg.query.tokens import FORMS
from kg.remote import Client, RemoteError, failure
from kg.remote.failures import told

_CHUNK = 200  # nodes described in one request
_MOST = 2_000_000  # triples in a copy
_CUT = "x-sparql-maxrows"  # how Virtuoso says that it left rows out
_OWN = (ns.TOPIC, ns.LEVEL, ns.ROLE)
_LABELS = " ".join(f"<{iri}>" for iri in ns.LABELS)


class RemoteService:
    """The graph behind an open client."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._copy = Oxigraph()
        self._known: set[str] = set()  # nodes whose description is in the copy
        self._named = False
        self._placed: Placed = place(self.probe)
        self.names = Names(self._placed.base)

    # ------------------------------------------------------------ answers
    def answer(
        self,
        text: str,
        checked: Checked,
        bounds: Bounds,
        *,
        dataset: Dataset | None = None,
        started: Started | None = None,  # noqa: ARG002 - what ends a request is its time
    ) -> Result:
        """The endpoint's answer; what it finds wrong with the text is a QuerySyntaxError in its words."""
        prologue = "".join(
            f"PREFIX {prefix}: <{iri}> "
            for prefix, iri in self.names.prefixes.items()
            if prefix in checked.undeclared
        )
        if checked.form not in FORMS:
            raise QuerySyntaxError(f"a query does not begin with {checked.form!r}")
        sent = f"{prologue}\n{text}" if prologue else text
        if bounds.rows < ROWS and checked.unlimited and checked.form != "ASK":
            sent += f"\nLIMIT {bounds.rows + 1}"  # one more shows that there are more
        graphs = _named(dataset) if dataset else self._placed.graphs(checked, self._select)
        return self._ask(sent, checked.form, graphs, bounds, shift=bool(prologue))

    def _ask(self, text: str, form: str, graphs: Sent, bounds: Bounds, *, shift: bool = False) -> Result:
        where = self._client.endpoint.where
        reply = self._client.send(
            "POST",
            data={"query": text, **graphs},
            headers={"Accept": answers.accept(form)},
            timeout=bounds.timeout,
        )
        if reply.status == 400:
            raise QuerySyntaxError(_unshifted(told(reply.body, reply.media_type), shift))
        if reply.status != 200:
            raise failure(reply.status, reply.media_type, reply.body, where, known=self._client.known)
        if not answers.readable(form, reply.media_type):
            raise RemoteError(
                f"it answers with {reply.media_type or 'something unnamed'}, not with what SPARQL asks for",
                where=where,
                hint="give the address of the endpoint itself, often .../sparql or .../query",
            )
        try:
            result = answers.read(form, reply.media_type, reply.body, bounds.rows)
        except answers.UnreadableError as error:
            what = f"its answer breaks off or is damaged: {error}"
            raise RemoteError(
                what, where=where, hint="narrow the query; it may have run out of time"
            ) from None
        if isinstance(result, Select) and _CUT in reply.headers:
            note = f"the endpoint gives at most {reply.headers[_CUT]} rows, so there may be more"
            return Select(result.variables, result.rows, result.truncated, notes=(note,))
        return result

    def _select(self, text: str, graphs: Sent | None = None) -> list[tuple[Term | None, ...]]:
        """All rows of a query of ours; an answer that was cut is an error."""
        bounds = Bounds(timeout=None, rows=_MOST)
        where = self._client.endpoint.where
        try:
            result = self._ask(text, "SELECT", self._placed.dataset if graphs is None else graphs, bounds)
        except QuerySyntaxError as error:
            raise RemoteError(
                f"it does not take a query of ours: {error}", where=where, hint="is it a SPARQL 1.1 endpoint?"
            ) from None
        assert isinstance(result, Select)  # what _ask makes of a SELECT
        if result.notes or result.truncated:
            what = "it leaves out rows of what has to be read whole"
            raise RemoteError(
                what, where=where, hint="raise its limit (Virtuoso: ResultSetMaxRows), or narrow what you ask"
            )
        return list(result.rows)

    def probe(self, text: str) -> list[tuple[Term | None, ...]]:
        """All rows of a query over the endpoint's graphs as they are."""
        return self._select(text, {})

    # ------------------------------------------------------------ the copy
    def lookup(self, *words: str) -> Lookup:
        """Over a copy of the names there are, and of what these words spell out as IRIs."""
        found = Lookup(self._copy, self.names)
        if not self._named:
            self._copy_names()
            self._named = True
        spelled = [iri for word in words if (iri := found.iri(word)) is not None]
        for word in words:
            spelled += [f"{self.names.base}{kind}/{word.strip()}" for kind in ("article", "statement")]
        nodes = list(filter(None, map(_node, spelled)))
        self._describe(nodes)
        for node in nodes:
            self._add(f"SELECT (?x AS ?s) ?p ({node} AS ?o) {{ ?x ?p {node} }} LIMIT 1")
            self._add(f"SELECT (?x AS ?s) ({node} AS ?p) ?o {{ ?x {node} ?o }} LIMIT 1")
        return found

    def labels(self, iris: Iterable[str]) -> Oxigraph:
        """The copy, with the labels of these nodes."""
        for some in _chunks(sorted(iris)):
            nodes = " ".join(str(NamedNode(iri)) for iri in some)
            self._add(f"SELECT ?s ?p ?o {{ VALUES ?s {{ {nodes} }} VALUES ?p {{ {_LABELS} }} ?s ?p ?o }}")
        return self._copy

    def about(self, node: NamedNode) -> Oxigraph:
        """The copy, with what points to the node, the quotes of an article, and the dates of facts."""
        source, evidence, earliest = f"<{ns.OA}hasSource>", f"<{ns.BG}evidence>", f"<{ns.BG}earliest>"
        self._describe([node])
        self._add(f"SELECT ?s ?p ({node} AS ?o) {{ ?s ?p {node} }}")
        self._add(
            f"SELECT DISTINCT ?s ?p ?o {{ {{ ?s ?any {node} }} UNION "
            f"{{ ?quote {source} {node} . ?s {evidence} ?quote }} "
            f"VALUES ?p {{ {evidence} {earliest} }} ?s ?p ?o }}"
        )
        return self._copy

    def described(self, nodes: Iterable[NamedNode]) -> Oxigraph:
        """The copy, with these nodes, the nodes beside them, and the quotes whole."""
        nodes = list(nodes)
        self._describe(nodes)
        beside = list(self._objects(nodes))
        self._describe(beside)
        quotes = [node for node in beside if node.value.startswith(f"{self.names.base}evidence/")]
        self._describe(self._objects(quotes))
        return self._copy

    def everything(self) -> Oxigraph:
        """The copy, with all that is of a class of ours and all that it leads to."""
        rows = self._select(f'SELECT DISTINCT ?s {{ ?s a ?class FILTER(STRSTARTS(STR(?class), "{ns.BG}")) }}')
        nodes = [row[0] for row in rows if isinstance(row[0], NamedNode)]
        while nodes:
            self._describe(nodes)
            nodes = [node for node in self._objects(nodes) if node.value not in self._known]
        return self._copy

    def _copy_names(self) -> None:
        """What polities, topics and terms are called, officials' names, and which articles there are."""
        spaces = (ns.BG, *_OWN, f"{self.names.base}polity/")
        start = " || ".join(f'STRSTARTS(STR(?s), "{space}")' for space in spaces)
        words = " ".join(f"<{iri}>" for iri in (*ns.LABELS, f"{ns.SKOS}altLabel"))
        self._add(
            f"SELECT ?s ?p ?o {{ VALUES ?p {{ {words} }} ?s ?p ?o FILTER({start}) }}",
            NamedNode(self.names.reference),
        )
        names = f"<{ns.FOAF}name> <{ns.SKOS}altLabel>"
        self._add(f"SELECT ?s ?p ?o {{ ?s a <{ns.BG}Official> . VALUES ?p {{ {names} }} ?s ?p ?o }}")
        self._add(f"SELECT ?s (<{ns.RDF}type> AS ?p) (<{ns.BG}Article> AS ?o) {{ ?s a <{ns.BG}Article> }}")

    def _describe(self, nodes: Iterable[NamedNode]) -> None:
        """Copy all that these nodes are the subject of, each once."""
        new = sorted({node.value for node in nodes} - self._known)
        for some in _chunks(new):
            values = " ".join(str(NamedNode(iri)) for iri in some)
            self._add(f"SELECT ?s ?p ?o {{ VALUES ?s {{ {values} }} ?s ?p ?o }}")
            self._known.update(some)

    def _objects(self, nodes: Iterable[NamedNode]) -> Iterator[NamedNode]:
        """The nodes of the data that these point to, each once, in order."""
        spaces = (self.names.base, *_OWN)
        found = {
            quad.object.value
            for node in nodes
            for quad in self._copy.quads_for_pattern(node, None, None, DefaultGraph())
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(spaces)
        }
        return (NamedNode(iri) for iri in sorted(found))

    def _add(self, text: str, graph: NamedNode | None = None) -> None:
        """Copy the triples that a query for ?s ?p ?o finds, into a graph of their own too if one is named."""
        triples = [row for row in self._select(text) if _is_triple(row)]
        if len(self._copy) + len(triples) > _MOST:
            raise KGError(
                f"more than {_MOST:,} triples would have to be read",
                where=self._client.endpoint.where,
                hint="build the graph here, or ask with kg query",
            )
        for where in filter(None, (DefaultGraph(), graph)):
            self._copy.extend(Quad(s, p, o, where) for s, p, o in triples)  # type: ignore[arg-type]


def counted_graphs(client: Client) -> dict[str, int]:
    """How many triples each graph behind an endpoint holds, by its IRI."""
    rows = RemoteService(client).probe("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    return {
        graph.value: int(count.value)
        for graph, count in rows
        if isinstance(graph, NamedNode) and isinstance(count, Literal)
    }


def _chunks(iris: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(iris)
    while some := list(islice(rest, _CHUNK)):
        yield some


def _is_triple(row: tuple[Term | None, ...]) -> bool:
    subject, predicate, value = row
    return (
        isinstance(subject, NamedNode)
        and isinstance(predicate, NamedNode)
        and isinstance(value, NamedNode | Literal)
    )


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _named(dataset: Dataset) -> Sent:
    return {"default-graph-uri": list(dataset.default), "named-graph-uri": list(dataset.named)}


def _unshifted(message: str, shift: bool) -> str:
    """The endpoint's words with the lines as the user counts them, without that of our prefixes."""
    if not shift:
        return message
    return re.sub(r"(\b(?:error at|line) )(\d+)", lambda m: f"{m[1]}{max(1, int(m[2]) - 1)}", message)
