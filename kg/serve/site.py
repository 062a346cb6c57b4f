"""From values to HTML: the templates, what they may call, and the style sheet.

Whatever an article says is untrusted. Templates escape every value; characters that a terminal would obey or
that turn the direction of text are shown by their codes; addresses become links only if they are of the web.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.output.layout import printable
from kg.serve.links import Links
from kg.serve.words import COOKIE, LANGUAGES, language, strings
from kg.views.style import palette


class Site:
    """Makes the pages of one answer."""

    def __init__(self, request: Request, links: Links) -> None:
        self.request, self.links = request, links
        self.lang = language(request)
        self.words = strings(self.lang)

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A template filled in."""
        text = (
            templates()
            .get_template(template)
            .render(
                t=self.words,
                say=self.say,
                lang=self.lang,
                languages=LANGUAGES,
                here=self.here,
                link=self.links.path,
                links=self.links,
                kind=self.kind,
                **values,
            )
        )
        headers = {"vary": "Accept, Accept-Language, Cookie", "content-language": self.lang}
        response = HTMLResponse(text.encode("utf-8", "replace"), status, headers)
        if self.request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(COOKIE, self.lang, max_age=31536000, samesite="strict", httponly=True)
        return response

    def say(self, key: str, **values: object) -> Markup:
        """A sentence with values in it."""
        shown = {name: escape(printable(_plain(value))) for name, value in values.items()}
        return Markup(escape(self.words[key])).format_map(shown)  # noqa: S704 - all is escaped

    def kind(self, name: str) -> str:
        """A kind of thing in words."""
        return self.words.get(name, name)

    def here(self, **changes: object) -> str:
        """This page's address with some of its parameters changed."""
        query = dict(self.request.query_params.multi_items()) | {k: str(v) for k, v in changes.items()}
        path = self.request.scope.get("raw_path", b"/").decode("ascii", "replace").partition("?")[0]
        return f"{'/' + path.lstrip('/')}?{urlencode(query)}"


@cache
def templates() -> Environment:
    """The templates; a value is escaped wherever it stands."""
    made = Environment(
        loader=PackageLoader("kg.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = _plain
    made.filters["as_typed"] = lambda text: Markup(escape(text))  # noqa: S704 - for a text area, which is no line
    signs = {kind: style["sign"] for kind, style in palette()["statements"].items()}
    made.globals["signs"] = signs
    return made


@cache
def style_sheet() -> str:
    """The style sheet, with the colours of the kinds that the graph's view has too."""
    colours = {**palette()["nodes"], **palette()["statements"]}
    rules = [f".k-{name} {{ --kind: {colour['light']}; }}" for name, colour in colours.items()]
    dark = [f".k-{name} {{ --kind: {colour['dark']}; }}" for name, colour in colours.items()]
    text = asset("site.css")
    return (
        f"{text}\n{chr(10).join(rules)}\n@media (prefers-color-scheme: dark) {{\n{chr(10).join(dark)}\n}}\n"
    )


def asset(name: str) -> str:
    """A packaged file."""
    return files("kg.serve").joinpath("assets", name).read_text(encoding="utf-8")


def _shown(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _plain(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
