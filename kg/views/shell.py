"""The frame that every page shares: one HTML file with its data, words, style sheet and scripts inside.

Whatever an article says is untrusted. It enters a page once, as JSON in a block that no browser runs,
escaped so that nothing in it can end the block; the scripts read it and write text, never markup.
A content security policy names the scripts and the style sheet by their hashes and forbids all else.

A page adds to the frame a template that extends `base.html.j2`, scripts that set the hooks of `kg.page`
(`assets/base/main.js` tells which), a style sheet, and data of its own, which they find as `kg.data.view`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.views.payload import Payload
from kg.views.style import STATEMENTS, palette

LANGUAGES = ("en", "vi")
SCRIPTS = ("core", "looks", "links", "state", "filter", "cards", "panel", "search", "controls", "main")
"""The scripts of every page, in their order; a page's own run before `main`, which puts it together."""


MOST = 50_000  # nodes of a page that draws numbers where there are too many things


@dataclass(frozen=True, slots=True)
class Frame:
    """What a kind of page adds to the shared frame: the names of a template and of assets."""

    template: str
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


def render(
    frame: Frame,
    payload: Payload,
    meta: Mapping[str, Any],
    view: Mapping[str, Any],
    libraries: Iterable[str] = (),
) -> str:
    """The page as text: the same arguments give the same bytes.

    `meta` tells what the page shows, `view` is what only this kind of page needs; `libraries` are scripts
    that run before its own.
    """
    lang = meta["lang"]
    data = {
        "meta": meta,
        "palette": palette(),
        "statementKinds": [kind.value for kind in STATEMENTS],
        "strings": {code: strings(code) for code in LANGUAGES},
        "drawn": len(payload.drawn),
        "things": payload.things,
        "articles": payload.articles,
        "view": view,
    }
    css = "".join(_asset(name) for name in ("base/base.css", *frame.styles))
    scripts = [*libraries, script(frame)]
    return _templates().get_template(frame.template).render(
        lang=lang,
        t=strings(lang),
        title=meta["title"][lang],
        empty=not payload.drawn,
        policy=_policy(scripts, css),
        css=_raw(css, "</style"),
        scripts=[_raw(text, "</script", "<!--") for text in scripts],
        data=Markup(embed(data)),  # noqa: S704 - embed() escapes all that could end the block
    )  # fmt: skip


def script(frame: Frame) -> str:
    """The script of a page: what all share, and its own before the last of those."""
    *shared, last = (f"base/{name}.js" for name in SCRIPTS)
    return "".join(_asset(name) for name in (*shared, *frame.scripts, last))


def embed(data: object) -> str:
    """`data` as JSON that may stand in a script element: no character in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def strings(lang: str) -> dict[str, str]:
    """The words of the pages in a language."""
    text = files("kg.views").joinpath("strings", f"{lang}.json").read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(text)
    return words


@cache
def _templates() -> Environment:
    loader = PackageLoader("kg.views", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)


def _asset(name: str) -> str:
    return files("kg.views").joinpath("assets", *name.split("/")).read_text(encoding="utf-8")


def _raw(text: str, *ends: str) -> Markup:
    """Our own code, to stand in an element as it is."""
    for end in ends:
        if end in text.lower():
            raise ValueError(f"a packaged asset holds {end!r}")
    return Markup(text)  # noqa: S704 - packaged with kg or pyvis, nothing of a user's


def _policy(scripts: Iterable[str], css: str) -> str:
    named = " ".join(digest(script) for script in scripts)
    own = f"script-src {named}; style-src {digest(css)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def digest(text: str) -> str:
    """How a policy names a script or a style sheet that it allows."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
