"""RDF as an answer: triples in the form that the client likes best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Triple
from starlette.responses import Response

from kg.output import Layout, render
from kg.query import Construct
from kg.serve.negotiate import Form


def answer(
    triples: Iterable[Triple], prefixes: Mapping[str, str], form: Form, *, truncated: bool = False
) -> Response:
    """The triples, sorted, in `form`."""
    result = Construct(tuple(sorted(set(triples), key=str)), truncated)
    text = render(result, form.format, Layout(prefixes=prefixes))
    headers = {"vary": "Accept", **({"kg-truncated": "true"} if truncated else {})}
    return Response(text.encode("utf-8", "replace"), headers=headers, media_type=form.content_type)
