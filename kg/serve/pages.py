"""The pages for people: the start, lists, search, and one for every thing, which is also to be had as RDF."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Triple
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import KGError, UsageError, choose
from kg.graph import names as ns
from kg.query.lookup import Lookup
from kg.serve import negotiate, rdf
from kg.serve.copies import Copies, Copy
from kg.serve.describe import describe, pointing
from kg.serve.links import Links
from kg.serve.lists import Listing, counts, listing, rarer_first, total
from kg.serve.names import KINDS, Hit, Index, words_of
from kg.serve.negotiate import ENDINGS, RDF, Form
from kg.serve.reader import Reader
from kg.serve.site import Site
from kg.serve.view import Counted, View
from kg.serve.views import Views

_FORMATS = {**ENDINGS, "rdfxml": ENDINGS["rdf"]}
_LISTED = 120  # names on a page of a list
_TOPICS = "?fact bg:topic ?a ."
_PAIRS = "?fact bg:party ?a, ?b . FILTER(?a != ?b)"
_PARTIES = "?fact bg:party ?a ."


class MissingError(KGError):
    """There is no such page; `close` is what may have been meant."""

    def __init__(self, what: str, close: Iterable[Hit] = ()) -> None:
        super().__init__(what, hint="look for its name at /search")
        self.close = tuple(close)


class Pages:
    """The endpoints; each reads one copy of the store, in a thread."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies

    # ------------------------------------------------------------ lists
    def home(self, request: Request) -> Response:
        """What is in the graph."""
        with self._copies.use() as copy:
            site, reader = _open(request, copy)
            met, said = listing(copy, "encounters", size=5), listing(copy, "statements", size=5)
            numbers = [
                (site.words["kind.statement"], said.total, "/browse/statement"),
                (site.words["kind.encounter"], met.total, "/browse/encounter"),
                (site.words["kind.official"], total(copy, "officials"), "/browse/official"),
                (site.words["kind.article"], total(copy, "articles"), "/browse/article"),
            ]
            return site.page(
                "home.html.j2",
                numbers=numbers,
                pairs=[
                    Counted(site.links.pair(*pair), " – ".join(map(reader.label, pair)), n)
                    for pair, n in counts(copy, _PAIRS)
                    if pair[0] < pair[1]
                ],
                topics=[
                    Counted(site.links.path(topic), reader.label(topic), n)
                    for (topic,), n in counts(copy, _TOPICS)[:24]
                ],
                met=[reader.met(iri) for iri in met.iris],
                said=[reader.said(iri) for iri in said.iris],
            )

    def browse(self, request: Request) -> Response:
        """All things of a kind."""
        kind = choose(request.path_params["kind"], (*KINDS, "encounter", "statement"), kind="list")
        with self._copies.use() as copy:
            site, reader = _open(request, copy)
            page = _page(request)
            items: list[object]
            if kind in ("encounter", "statement"):
                found = listing(copy, f"{kind}s", page=page)
                items = [reader.met(iri) if kind == "encounter" else reader.said(iri) for iri in found.iris]
            else:
                found = _names(copy, kind, page)
                items = [
                    reader.source(iri)
                    if kind == "article"
                    else {
                        "href": site.links.path(iri),
                        "label": reader.label(iri),
                        "note": _note(reader, iri, kind),
                    }
                    for iri in found.iris
                ]
            return site.page(
                "browse.html.j2", title=site.words[f"kind.{kind}"], kind_of=kind, list=found, items=items
            )

    def search(self, request: Request) -> Response:
        """What goes by a name."""
        text = request.query_params.get("q", "")[:200].strip()
        with self._copies.use() as copy:
            site, reader = _open(request, copy)
            index = Index.of(copy)
            hits = index.search(text)
            shown = [
                {"iri": hit.iri, "kind": hit.kind, "name": hit.name, "label": reader.label(hit.iri),
                 "note": _note(reader, hit.iri, hit.kind)}
                for hit in hits
            ]  # fmt: skip
            kinds = sorted({hit.kind for hit in hits}, key=[hit.kind for hit in hits].index)
            return site.page(
                "search.html.j2",
                q=text,
                hits=hits,
                groups=[
                    (site.words[f"kind.{kind}"], [one for one in shown if one["kind"] == kind])
                    for kind in kinds
                ],
                close=index.close(text) if text and not hits else [],
            )

    # ------------------------------------------------------------ things
    def thing(self, request: Request) -> Response:
        """The page of the thing whose IRI the path stands for, or its triples."""
        path = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
        with self._copies.use() as copy:
            site, reader = _open(request, copy)
            iri = site.links.iri(path)
            if iri is not None and reader.known(iri):
                return self._answer(request, copy, site, reader, iri, _asked(request))
            bare, _, ending = path.rpartition(".")
            iri = site.links.iri(bare)
            if ending in ENDINGS and iri is not None and reader.known(iri):
                return self._answer(request, copy, site, reader, iri, ending)
            raise MissingError(
                f"the graph says nothing of {path[:200]}", Index.of(copy).close(words_of(path))
            )

    def resource(self, request: Request) -> Response:
        """The same for any IRI: /resource?iri=..."""
        given = request.query_params.get("iri", "")
        with self._copies.use() as copy:
            site, reader = _open(request, copy)
            iri = Lookup(copy.store.ox, copy.store.names).iri(given)
            if iri is None:
                raise UsageError(
                    f"not an IRI: {given[:200]!r}", hint="give a whole one, or one like bg:Official"
                )
            if not reader.known(iri):
                raise MissingError(
                    f"the graph says nothing of <{iri[:200]}>", Index.of(copy).close(words_of(iri))
                )
            path, asked = site.links.path(iri), _asked(request)
            if not path.startswith("/resource"):
                return RedirectResponse(f"{path}.{_ending(asked)}" if asked else path, 303)
            return self._answer(request, copy, site, reader, iri, asked)

    def pair(self, request: Request) -> Response:
        """What lies between two polities."""
        with self._copies.use() as copy:
            site, reader = _open(request, copy)
            one, other = request.path_params["one"], request.path_params["other"]
            bare, _, ending = other.rpartition(".")
            asked = ending if ending in ENDINGS and bare else _asked(request)
            lookup = Lookup(copy.store.ox, copy.store.names)
            try:
                found = sorted(
                    {lookup.polity(one), lookup.polity(bare if ending == asked and bare else other)}
                )
            except UsageError as error:
                raise MissingError(error.what) from None
            if len(found) < 2:
                raise MissingError("one polity, where two belong")
            path = site.links.pair(*found)
            if request.url.path not in (path, f"{path}.{asked}"):
                return RedirectResponse(f"{path}.{_ending(asked)}" if asked else path, 303)
            form = _form(request, asked)
            if form is not None:
                pair = rarer_first(copy, found[0], found[1])
                names = ("levels of pair", "encounters of pair", "statements of pair")
                facts = [iri for name in names for iri in listing(copy, name, *pair, size=2000).iris]
                return _triples(copy, *describe(copy.store.ox, facts), form)
            views = Views(copy, reader, site.words, request.query_params)
            return site.page("thing.html.j2", view=views.pair(found[0], found[1]))

    def _answer(
        self, request: Request, copy: Copy, site: Site, reader: Reader, iri: str, asked: str | None
    ) -> Response:
        form = _form(request, asked)
        if form is not None:
            triples, truncated = describe(copy.store.ox, [iri])
            return _triples(copy, [*triples, *pointing(copy.store.ox, iri)], truncated, form)
        view: View = Views(copy, reader, site.words, request.query_params).of(iri)
        return site.page("thing.html.j2", view=view)


def _open(request: Request, copy: Copy) -> tuple[Site, Reader]:
    site = Site(request, Links(copy.store.names))
    return site, Reader(copy.store.ox, copy.store.names, site.lang)


def _triples(copy: Copy, triples: list[Triple], truncated: bool, form: Form) -> Response:
    return rdf.answer(triples, copy.store.names.prefixes, form, truncated=truncated)


def _asked(request: Request) -> str | None:
    asked = request.query_params.get("format")
    if asked is None or asked == "html":
        return asked
    return choose(asked, (*_FORMATS, "html"), kind="format")


def _form(request: Request, asked: str | None) -> Form | None:
    """The form of RDF that is wanted; None for a page."""
    if asked == "html":
        return None
    if asked is not None:
        return Form(_FORMATS[asked], RDF[_FORMATS[asked]])
    accept = request.headers.get("accept")
    return None if negotiate.wants_page(accept, RDF) else negotiate.choose(accept, RDF)


def _ending(asked: str) -> str:
    return "rdf" if asked == "rdfxml" else asked


def _page(request: Request) -> int:
    wanted = request.query_params.get("page", "1")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1


def _names(copy: Copy, kind: str, page: int) -> Listing:
    """Things of a kind by name; of the polities only those that take part in something."""
    if kind == "polity":
        met = {pair[0] for pair, _ in counts(copy, _PARTIES, most=500)}
        iris = [iri for iri in Index.of(copy).of_kind(kind) if iri in met]
    elif kind == "article":
        return listing(copy, "articles", page=page, size=_LISTED)
    else:
        iris = Index.of(copy).of_kind(kind)
    pages = max(1, -(-len(iris) // _LISTED))
    page = min(max(page, 1), pages)
    return Listing(kind, len(iris), tuple(iris[(page - 1) * _LISTED : page * _LISTED]), page, pages)


def _note(reader: Reader, iri: str, kind: str) -> str:
    """What tells things of one name apart."""
    if kind in ("official", "office"):
        return ", ".join(thing.label for thing in reader.things(iri, f"{ns.BG}polity"))
    if kind == "article":
        return reader.source(iri).date
    return ""
