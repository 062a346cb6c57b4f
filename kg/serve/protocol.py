"""The SPARQL 1.1 Protocol, for queries: https://www.w3.org/TR/sparql11-protocol/ (section 2.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import UsageError
from kg.output import Layout, render
from kg.query import Ask, Dataset, Result, ad_hoc, run
from kg.query.process import Started
from kg.serve import negotiate
from kg.serve.copies import Copy
from kg.serve.desk import Desk
from kg.serve.settings import Settings

FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_MOST_FIELDS = 1000


class RefusedError(UsageError):
    """A request that is refused with a status of its own."""

    def __init__(self, status: int, what: str, *, hint: str = "") -> None:
        super().__init__(what, hint=hint)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks."""

    query: str
    dataset: Dataset | None = None
    format: str | None = None


async def read(request: Request, most: int) -> Asked | None:
    """The query of a request, or None if it has none; raises RefusedError."""
    fields = _fields(request.url.query)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        text = _utf8(await body(request, most))
        if kind == _QUERY:
            if any(name == "query" for name, _ in fields):
                raise RefusedError(400, "a query in the address and another in the body", hint="send one")
            fields = [*fields, ("query", text)]
        elif kind == FORM:
            fields = [*fields, *_fields(text)]
        elif kind == "application/sparql-update":
            raise _update()
        else:
            hint = f"send {FORM} or {_QUERY}"
            raise RefusedError(415, f"a body of type {kind[:60] or 'nothing'!r}", hint=hint)
    return _asked(fields, request.method)


async def body(request: Request, most: int) -> bytes:
    """The body of a request; RefusedError if it is too long."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(415, "a compressed body", hint="send it as it is")
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            raise RefusedError(413, f"a body of more than {most:,} bytes", hint="send less")
    return bytes(data)


async def answer(request: Request, asked: Asked, desk: Desk, settings: Settings) -> Response:
    """The answer to a query, in the form that the client likes best."""
    accept = request.headers.get("accept")
    negotiate.choose(accept, {**negotiate.ROWS, **negotiate.RDF})  # before any work is done for nothing

    def work(copy: Copy, started: Started) -> Response:
        result = ask(copy, asked, settings, started)
        form = negotiate.of_result(result, accept, asked.format)
        text = render(result, form.format, Layout(prefixes=copy.store.names.prefixes))
        headers = {"vary": "Accept"}
        if not isinstance(result, Ask) and result.truncated:
            headers["kg-truncated"] = "true"
        return Response(text.encode("utf-8", "replace"), headers=headers, media_type=form.content_type)

    return await desk.run(request, work)


def ask(copy: Copy, asked: Asked, settings: Settings, started: Started) -> Result:
    """Run it, within bounds."""
    return run(
        copy.path,
        ad_hoc(asked.query),
        timeout=settings.timeout,
        limit=settings.rows,
        memory=settings.memory,
        dataset=asked.dataset,
        started=started,
    )


# ---------------------------------------------------------------- reading a request
def _asked(fields: list[tuple[str, str]], method: str) -> Asked | None:
    if any(name == "update" for name, _ in fields):
        raise _update()
    queries = [value for name, value in fields if name == "query"]
    if not queries:
        if method == "POST":
            raise RefusedError(400, "no query", hint="send it as the field `query`, or as the body")
        return None
    if len(queries) > 1:
        raise RefusedError(400, "more than one query", hint="send one")
    if "\x00" in queries[0]:
        raise RefusedError(400, "a query with a NUL in it", hint="remove it")
    default = _graphs(value for name, value in fields if name == "default-graph-uri")
    named = _graphs(value for name, value in fields if name == "named-graph-uri")
    formats = [value for name, value in fields if name == "format"]
    return Asked(
        queries[0], Dataset(default, named) if default or named else None, formats[0] if formats else None
    )


def _graphs(iris: Iterable[str]) -> tuple[str, ...]:
    found = []
    for iri in iris:
        try:
            found.append(NamedNode(iri).value)
        except ValueError:
            raise RefusedError(400, f"not an IRI: {iri[:80]!r}", hint="give a whole one") from None
    return tuple(found)


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(400, "not UTF-8", hint="send text in UTF-8") from None
    except ValueError:
        raise RefusedError(400, f"more than {_MOST_FIELDS} fields", hint="send fewer") from None


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise RefusedError(400, "not UTF-8", hint="send text in UTF-8") from None


def _update() -> RefusedError:
    return RefusedError(
        403,
        "updates are refused: this endpoint only reads",
        hint="`kg build` and `kg remove` change the store",
    )
