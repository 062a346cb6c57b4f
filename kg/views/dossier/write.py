"""A dossier as a page to print or as Markdown: what an article says is escaped in either."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kg.errors import UsageError, choose
from kg.query.service import opened
from kg.views import choice as choices
from kg.views import select, shell
from kg.views.dossier import subject
from kg.views.dossier.gather import gather
from kg.views.dossier.model import Dossier
from kg.views.dossier.words import words
from kg.views.read import read
from kg.views.style import STATEMENTS

if TYPE_CHECKING:
    from kg.remote import Endpoint

ENDINGS = {".html": "html", ".htm": "html", ".md": "md"}
_ACTIVE = re.compile(r"([\\`*_\[\]<>#|~!&$])")
_INVISIBLE = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Written:
    """A dossier, where it was written (None: nowhere, only its text was wanted), and its text."""

    path: Path | None
    text: str
    dossier: Dossier

    @property
    def message(self) -> str:
        """One line for a terminal."""
        lines = sum(len(section.lines) for section in self.dossier.sections)
        sources = len(self.dossier.references)
        return (
            f"{self.dossier.title}: {lines} lines in {len(self.dossier.sections)} sections, {sources} sources"
        )


def write(
    where: str | Path | Endpoint,
    who: str,
    choice: choices.Choice,
    destination: str | Path | None = None,
    format: str | None = None,
) -> Written:
    """Write the dossier on `who` out of a store or an endpoint; the destination "-" only makes the text."""
    wanted = "html" if destination is None and format is None else format_of(str(destination or ""), format)
    with opened(where) as service:
        made = make(service.everything(), who, choice)
    text = FORMATS[wanted](made)
    if destination == "-":
        return Written(None, text, made)
    return Written(choices.put(text, destination or Path("output") / file_name(made, wanted)), text, made)


def make(store: ox.Store, who: str, choice: choices.Choice) -> Dossier:
    """The dossier on `who`; of `choice` count the language, the topics and the time.

    Raises UsageError for what cannot be or is not there.
    """
    choose(choice.lang, shell.LANGUAGES, kind="language of the page")
    source = read(store)
    if not len(source.graph):
        raise UsageError("the store holds no article", where="dossier", hint="kg build reads some into it")
    named = subject.name(source.graph, who)
    period = choices.period(choice)
    kept = select.keep(source.graph, select.choose_topics(source.graph, choice.topics), period)
    if missing := [iri for iri in named.iris if iri not in kept]:
        kept = kept.copy()
        kept.add_nodes_from((iri, source.graph.nodes[iri]) for iri in missing)
    return gather(replace(source, graph=kept), kept, named, choice.lang)


def format_of(target: str, wanted: str | None) -> str:
    """html or md: as asked, else by the ending."""
    if wanted is not None:
        return choose(wanted, FORMATS, kind="format", where="--format")
    ending = Path(target).suffix.lower()
    if target == "-":
        return "md"
    return ENDINGS[choose(ending, ENDINGS, kind="ending of a dossier", where=target)]


def file_name(dossier: Dossier, format: str) -> str:
    """A name for its file, of letters that any disk takes."""
    plain = re.sub(r"[^a-z0-9]+", "-", select.fold(dossier.title)).strip("-")
    return f"dossier-{plain[:60] or 'page'}.{format}"


def html(dossier: Dossier) -> str:
    """One page without a script; it loads nothing."""
    css = files("kg.views").joinpath("assets", "dossier", "dossier.css").read_text(encoding="utf-8")
    return (
        _templates()
        .get_template("dossier.html.j2")
        .render(
            dossier=dossier,
            t=words(dossier.lang),
            css=Markup(css),  # noqa: S704 - packaged with kg, nothing of a user's
            policy=f"default-src 'none'; style-src {shell.digest(css)}; base-uri 'none'; form-action 'none'",
            marks={kind.value: style.sign for kind, style in STATEMENTS.items()},
        )
    )


def markdown(dossier: Dossier) -> str:
    """CommonMark; the same lines as the page."""
    text = _templates().get_template("dossier.md.j2").render(dossier=dossier, t=words(dossier.lang))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


FORMATS = {"html": html, "md": markdown}


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _ACTIVE.sub(r"\\\1", " ".join(_INVISIBLE.sub(" ", text).split()))


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.views", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["md"] = escape
    environment.filters["address"] = lambda url: quote(url, safe=":/?#@!$&'*+,;=%~-._")
    return environment
