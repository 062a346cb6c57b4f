"""Pages that ask: the named queries, and the editor for SPARQL of the visitor's own."""

from __future__ import annotations

import time
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from pyoxigraph import DefaultGraph, NamedNode
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import KGError, UsageError, choose
from kg.graph.names import BG, LEVEL, OA, RDF, SCHEMA, TOPIC
from kg.model import EncounterKind, StatementKind
from kg.output import Layout, render
from kg.output.layout import shorten
from kg.query import NamedQuery, Result, Select, ad_hoc, bind, everything, load, names, run
from kg.query.lookup import Lookup
from kg.query.process import Started
from kg.query.tokens import UPDATES, WORDS
from kg.serve import negotiate, protocol
from kg.serve.answers import Problem, shown
from kg.serve.copies import Copy
from kg.serve.desk import Desk
from kg.serve.links import Links
from kg.serve.names import Index
from kg.serve.settings import Settings
from kg.serve.site import Site

_LIMIT = 100  # rows of a named query on a page, unless more are asked for
_FILES = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/sparql-results+json",
          "xml": "application/sparql-results+xml"}  # fmt: skip
_CHOICES = {
    "kind": tuple(kind.value for kind in StatementKind),
    "encounter-kind": tuple(kind.value for kind in EncounterKind),
}
_CLASSES = (
    *(BG + kind for kind in ("Official", "Commitment", "Meeting", "Article", "Tenure", "Country", "Office")),
    *(BG + kind for kind in ("RelationshipState", "Place")),
    *(OA + kind for kind in ("SpecificResource", "TextQuoteSelector", "TextPositionSelector")),
    *(SCHEMA + kind for kind in ("MonetaryAmount", "QuantitativeValue")),
)  # of things whose properties the editor completes
_RESERVED = ("limit", "format")  # of an address; no parameter of a query is called so
_START = """SELECT ?name (COUNT(?statement) AS ?statements)
WHERE {
  ?statement a bg:Statement ; bg:speaker ?official .
  ?official foaf:name ?name .
}
GROUP BY ?name
ORDER BY DESC(?statements) ?name
LIMIT 20
"""


class Asking:
    """The endpoints; queries run at the desk."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk, self._settings = desk, settings

    # ------------------------------------------------------------ named queries
    async def queries(self, request: Request) -> Response:
        """The list of named queries."""

        def work(copy: Copy, _: Started) -> Response:
            return Site(request, Links(copy.store.names)).page("queries.html.j2", queries=everything())

        return await self._desk.read(work)

    async def query(self, request: Request) -> Response:
        """A named query with the parameters of the address: a page, or a file of rows."""
        name, ending = _split(request.path_params["name"])
        query = load(name)
        given = {key: value for key, value in request.query_params.items() if value.strip()}
        accept = request.headers.get("accept")
        format = ending or given.get("format")
        params = {key: value for key, value in given.items() if key not in _RESERVED}
        if "lang" not in {param.name for param in query.params}:
            params.pop("lang", None)
        if format is None and negotiate.wants_page(accept, negotiate.ROWS):
            limit = _number(given.get("limit", ""), _LIMIT)
            return await self._page(request, query, params, limit)
        limit = _number(given.get("limit", ""), self._settings.rows)

        def work(copy: Copy, started: Started) -> Response:
            result = self._run(copy, query, params, limit, started)
            form = negotiate.of_result(result, accept, format)
            return _file(result, form, copy)

        return await self._desk.run(request, work)

    async def _page(
        self, request: Request, query: NamedQuery, params: dict[str, str], limit: int
    ) -> Response:
        def work(copy: Copy, started: Started) -> Response:
            site = Site(request, Links(copy.store.names))
            if any(param.name == "lang" for param in query.params):
                params.setdefault("lang", site.lang)
            address = urlencode({key: value for key, value in params.items() if value})
            answer, problem, status = None, None, 200
            begun = time.perf_counter()
            try:
                result = self._run(copy, query, params, limit, started)
                downloads = [(name, f"/queries/{query.name}.{name}?{address}") for name in _FILES]
                answer = shown(result, time.perf_counter() - begun, site, copy, downloads, named=True)
            except KGError as error:
                problem, status = Problem.of(error), 400 if isinstance(error, UsageError) else 500
            return site.page(
                "query.html.j2",
                status=status,
                query=query,
                given=params,
                limit=limit,
                choices=_CHOICES,
                lists=_known(copy, query),
                editor=f"/editor?{urlencode({'from': query.name, **params})}",
                answer=answer,
                problem=problem,
            )

        return await self._desk.run(request, work)

    # ------------------------------------------------------------ SPARQL
    async def editor(self, request: Request) -> Response:
        """The editor, with the answer to the query that it sends."""
        fields = dict(request.query_params)
        if request.method == "POST":
            text = (await protocol.body(request, self._settings.body)).decode("utf-8", "replace")
            fields |= dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
        asked = fields.get("query")

        def work(copy: Copy, started: Started) -> Response:
            site = Site(request, Links(copy.store.names))
            answer, problem, status = None, None, 200
            text = asked if asked is not None else _template(copy, fields)
            if asked is not None:
                begun = time.perf_counter()
                try:
                    result = self._run(copy, ad_hoc(asked), {}, self._settings.rows, started)
                    answer = shown(result, time.perf_counter() - begun, site, copy, _downloads(asked, result))
                except KGError as error:
                    problem, status = Problem.of(error), 400 if isinstance(error, UsageError) else 500
            return site.page(
                "editor.html.j2",
                status=status,
                query=text,
                queries=names(),
                prefixes=copy.store.names.prefixes,
                endpoint=f"{request.url.scheme}://{request.url.netloc}/sparql",
                answer=answer,
                problem=problem,
            )

        return await (self._desk.read(work) if asked is None else self._desk.run(request, work))

    async def terms(self, _: Request) -> Response:
        """What the editor completes: keywords, prefixes, our terms, topics, levels, named queries."""

        def work(copy: Copy, _: object) -> Response:
            return JSONResponse(copy.recall("terms", lambda: _terms(copy)))

        return await self._desk.read(work)

    def _run(
        self, copy: Copy, query: NamedQuery, params: Mapping[str, str], limit: int, started: Started
    ) -> Result:
        bounds = self._settings
        return run(
            copy.path,
            query,
            params,
            timeout=bounds.timeout,
            limit=min(limit, bounds.rows),
            memory=bounds.memory,
            started=started,
        )


def _split(name: str) -> tuple[str, str | None]:
    """The name of a query, and the ending that asks for a file."""
    bare, _, ending = name.rpartition(".")
    if bare and ending in _FILES:
        return choose(bare, names(), kind="query"), ending
    return choose(name, names(), kind="query"), None


def _number(text: str, otherwise: int) -> int:
    if not text.strip():
        return otherwise
    if not (text.isascii() and text.isdigit() and int(text[:10]) > 0):
        raise UsageError(f"a limit of {text[:20]!r}", hint="give a number of rows from 1")
    return int(text[:10])


def _file(result: Result, form: negotiate.Form, copy: Copy) -> Response:
    text = render(result, form.format, Layout(prefixes=copy.store.names.prefixes))
    cut = isinstance(result, Select) and result.truncated
    headers = {"vary": "Accept", **({"kg-truncated": "true"} if cut else {})}
    return Response(text.encode("utf-8", "replace"), headers=headers, media_type=form.content_type)


def _known(copy: Copy, query: NamedQuery) -> dict[str, list[str]]:
    """Names to choose from, for the types of parameter that the query has."""
    index = Index.of(copy)
    wanted = {param.type for param in query.params} & {"polity", "topic", "official", "article"}
    return {kind: index.written(kind)[:2000] for kind in sorted(wanted)}


def _template(copy: Copy, fields: Mapping[str, str]) -> str:
    """The text to begin with: a named query with the parameters given, or a short one of our own."""
    if "from" not in fields:
        return _START
    query = load(fields["from"])
    known = {param.name for param in query.params}
    params = {name: value for name, value in fields.items() if name in known and value.strip()}
    return bind(query, params, copy.store)


def _downloads(text: str, result: Result) -> list[tuple[str, str]]:
    offered = negotiate.offered(result)
    return [
        (format, f"/sparql?{urlencode({'query': text, 'format': format})}")
        for format in dict.fromkeys(offered.values())
    ]


def _terms(copy: Copy) -> dict[str, object]:
    lookup, prefixes = Lookup(copy.store.ox, copy.store.names), copy.store.names.prefixes
    short = {space: name for name, space in prefixes.items()}
    own = [
        f"{short[space]}:{iri.removeprefix(space)}"
        for space in (BG, TOPIC, LEVEL)
        for iri in lookup.terms(space)
    ]
    reused = copy.recall("predicates", lambda: _predicates(copy))
    return {
        "prefixes": prefixes,
        "words": sorted(WORDS - UPDATES - {"SERVICE", "SILENT"}),
        "terms": sorted({*own, *reused}),
    }


def _predicates(copy: Copy) -> list[str]:
    """The properties that things of our classes have, as one thing of each shows."""
    ox, found = copy.store.ox, set[str]()
    for name in _CLASSES:
        one = next(ox.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(name), DefaultGraph()), None)
        for quad in ox.quads_for_pattern(one.subject, None, None, DefaultGraph()) if one else ():
            found.add(shorten(quad.predicate.value, copy.store.names.prefixes))
    return sorted(name for name in found if "//" not in name)
