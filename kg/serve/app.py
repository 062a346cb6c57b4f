"""The application: which address leads where, and how errors are told."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.errors import KGError, StoreError, UsageError
from kg.output.layout import printable
from kg.serve import negotiate, protocol, rdf, void
from kg.serve.ask import Asking
from kg.serve.copies import Copies, Copy
from kg.serve.desk import BusyError, Desk
from kg.serve.guard import Guard
from kg.serve.links import Links
from kg.serve.pages import MissingError, Pages
from kg.serve.protocol import RefusedError
from kg.serve.settings import Settings
from kg.serve.site import Site, asset, style_sheet

_RETRY = "5"  # seconds
_MACHINES = "/sparql", "/.well-known/", "/static/", "/terms"


def application(settings: Settings, copies: Copies, desk: Desk) -> Starlette:
    """What answers requests."""
    pages, asking = Pages(copies), Asking(desk, settings)
    endpoint = _Endpoint(settings, desk)
    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
            Route("/.well-known/void", endpoint.void),
            Route("/editor", asking.editor, methods=["GET", "POST"]),
            Route("/terms.json", asking.terms),
            Route("/queries", asking.queries),
            Route("/queries/{name}", asking.query),
            Route("/search", pages.search),
            Route("/browse/{kind}", pages.browse),
            Route("/resource", pages.resource),
            Route("/pair/{one}/{other}", pages.pair),
            Route("/static/{name}", _static),
            Route("/favicon.ico", _nothing),
            *(
                Route(f"/{space}/{{rest:path}}", pages.thing)
                for space in ("id", "topic", "level", "role", "ns")
            ),
        ],
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={KGError: _Errors(copies).tell, HTTPException: _Errors(copies).tell_http},
    )
    app.router.redirect_slashes = False
    return app


class _Endpoint:
    """SPARQL, and the descriptions of what there is."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self._settings, self._desk = settings, desk

    async def sparql(self, request: Request) -> Response:
        """Answer a query; without one describe the service, or show people the editor."""
        asked = await protocol.read(request, self._settings.body)
        if asked is not None:
            return await protocol.answer(request, asked, self._desk, self._settings)
        if negotiate.wants_page(request.headers.get("accept"), negotiate.RDF):
            return RedirectResponse("/editor", 303)
        return await self._describe(request, void.service)

    async def void(self, request: Request) -> Response:
        """Describe the data."""
        return await self._describe(request, void.dataset)

    async def _describe(self, request: Request, make: Callable[[Copy, str, Settings], list[Any]]) -> Response:
        accept = request.headers.get("accept")
        page = negotiate.wants_page(accept, negotiate.RDF)  # a browser is shown Turtle
        form = negotiate.choose(None if page else accept, negotiate.RDF)
        root = f"{request.url.scheme}://{request.url.netloc}"

        def work(copy: Copy, _: object) -> Response:
            prefixes = {**copy.store.names.prefixes, **void.PREFIXES}
            return rdf.answer(make(copy, root, self._settings), prefixes, form)

        return await self._desk.run(request, work)


class _Errors:
    """Errors in one line for programs, as a page for people; never with a traceback."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies

    def tell(self, request: Request, error: Exception) -> Response:
        """An error of ours."""
        assert isinstance(error, KGError)
        return self._response(
            request, _status(error), error.what, error.hint, getattr(error, "close", ()), str(error)
        )

    def tell_http(self, request: Request, error: Exception) -> Response:
        """An error of the protocol: no such page, no such method."""
        assert isinstance(error, HTTPException)
        response = self._response(request, error.status_code, error.detail, "", (), error.detail)
        response.headers.update(error.headers or {})
        return response

    def _response(
        self, request: Request, status: int, what: str, hint: str, close: Any, line: str
    ) -> Response:
        accept = request.headers.get("accept")
        headers = {"retry-after": _RETRY} if status == 503 else {}
        if not request.url.path.startswith(_MACHINES) and negotiate.wants_page(accept, negotiate.RDF):
            try:
                with self._copies.use() as copy:
                    site = Site(request, Links(copy.store.names))
                    title = site.words["notFound" if status == 404 else "busy" if status == 503 else "error"]
                    page = site.page(
                        "error.html.j2", status=status, title=title, what=what, hint=hint, close=close
                    )
                    page.headers.update(headers)
                    return page
            except KGError:  # no store to take links from
                pass
        return PlainTextResponse(f"{printable(line)}\n", status, headers)


def _status(error: KGError) -> int:
    match error:
        case RefusedError():
            return error.status
        case MissingError():
            return 404
        case negotiate.NotAcceptableError():
            return 406
        case UsageError():
            return 400
        case BusyError() | StoreError():
            return 503
    return 500


_TYPES = {"site.css": "text/css", "editor.js": "text/javascript"}


def _static(request: Request) -> Response:
    """Our style sheet and script; a table, so that no path leads to another file."""
    name = request.path_params["name"]
    if name not in _TYPES:
        raise HTTPException(404)
    text = style_sheet() if name == "site.css" else asset(name)
    return Response(text, media_type=_TYPES[name])


def _nothing(_: Request) -> Response:
    return Response(status_code=204)


_Handler = Callable[[Request], Coroutine[Any, Any, Response]]
