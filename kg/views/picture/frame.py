"""What stands around a picture: title and legend above it, below it notes on what it shows and leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.views import dates
from kg.views.choice import Chosen
from kg.views.model import (
    DOCUMENT,
    ENCOUNTER,
    POLITY,
    STATEMENT,
    Graph,
    facts_of,
    in_language,
    kind_of,
    of_kind,
)
from kg.views.picture.fonts import width
from kg.views.picture.marks import entry
from kg.views.picture.sheet import LEFT, PLAIN, RIGHT, SMALL, SOFT, TITLE, Sheet
from kg.views.picture.text import balance, clean, wrap
from kg.views.picture.words import number, words
from kg.views.style import NODES, STATEMENTS

_ROW = 17.0  # of the legend
_NAMED = 3  # polities in a title


@dataclass(frozen=True, slots=True)
class Count:
    """How many things of a kind a picture has, of how many."""

    kind: str
    shown: int
    all: int


def head(sheet: Sheet, chosen: Chosen, what: str) -> float:
    """The title and what kind of picture it is; where the legend, for which room is left, stands."""
    lang = chosen.choice.lang
    for line in balance(title(chosen), RIGHT - LEFT, TITLE, True, 2):
        sheet.y += TITLE * 1.3
        sheet.text(LEFT, sheet.y, line, TITLE, bold=True, whole=title(chosen))
    for line in wrap(_subtitle(chosen, words(lang)[what]), RIGHT - LEFT, PLAIN, lines=3):
        sheet.y += 15
        sheet.text(LEFT, sheet.y, line, PLAIN, fill=SOFT)
    legend = sheet.y + 20
    sheet.y = legend + _ROW * (bool(chosen.graph) + bool(of_kind(chosen.graph, STATEMENT)))
    return legend


def title(chosen: Chosen) -> str:
    """The focus, else the polities that matter most, and how many others there are."""
    lang = chosen.choice.lang
    if chosen.focus:
        return clean(in_language(chosen.source.graph.nodes[chosen.focus]["label"], lang)) or "bangiao"
    graph = chosen.graph
    ranked = sorted(of_kind(graph, POLITY), key=lambda p: (-graph.degree(p), p))
    named = [clean(in_language(graph.nodes[p]["label"], lang)) for p in ranked[:_NAMED]]
    rest = len(ranked) - len(named)
    more = [words(lang)["othersInTitle"].format(n=number(rest, lang))] if rest else []
    return " – ".join([*filter(None, named), *more]) or "bangiao"


def _subtitle(chosen: Chosen, what: str) -> str:
    """What it is, of which topics and time."""
    lang = chosen.choice.lang
    parts = [what]
    topics = sorted(t for t in chosen.topics if t in chosen.graph)
    if topics:
        parts.append(", ".join(clean(in_language(chosen.graph.nodes[t]["label"], lang)) for t in topics))
    since, until = (day.isoformat() if day else "" for day in (chosen.period.since, chosen.period.until))
    if since or until:
        parts.append(f"{dates.date(since, lang) or '…'} – {dates.date(until, lang) or '…'}")
    return " · ".join(parts)


def legend(sheet: Sheet, y: float, graph: Graph, kinds: Sequence[str], lang: str) -> None:
    """The marks of these kinds of things, below them those of the kinds of statements in a graph."""
    said = Counter(facts_of(graph, node)["type"] for node in of_kind(graph, STATEMENT))
    have = Counter(kind_of(graph, node) for node in graph)
    say = words(lang)
    things = [(kind, NODES[kind], say[kind]) for kind in kinds if have[kind]]
    said_as = [(STATEMENT, style, say[kind.value]) for kind, style in STATEMENTS.items() if said[kind.value]]
    for place, line in enumerate((things, said_as)):
        x, middle = LEFT + 6, y + place * _ROW
        for kind, style, word in line:
            entry(sheet, kind, style, x, middle)
            sheet.text(x + 10, middle + 3.8, word, SMALL)
            x += width(word, SMALL) + 28


def notes(sheet: Sheet, sentences: Iterable[str]) -> str:
    """The notes under a picture, as one paragraph; that paragraph."""
    paragraph = " ".join(filter(None, sentences))
    sheet.y += 6
    for line in notes_lines(paragraph):
        sheet.y += 13.5
        sheet.text(LEFT, sheet.y, line, SMALL, fill=SOFT)
    return paragraph


def notes_lines(paragraph: str) -> list[str]:
    """The lines that a paragraph of notes takes."""
    return wrap(paragraph, RIGHT - LEFT, SMALL, lines=12)


def counted(counts: Iterable[Count], lang: str) -> str:
    """How many things of each kind are shown, of how many."""
    parts = []
    for count in counts:
        if count.all:
            name = words(lang)[f"count{count.kind.title()}s"]
            some = number(count.shown, lang)
            of = "" if count.shown == count.all else words(lang)["ofAll"].format(n=number(count.all, lang))
            parts.append(f"{some}{of} {name}")
    return words(lang)["shownCounts"].format(what=", ".join(parts)) if parts else words(lang)["empty"]


def sources(chosen: Chosen) -> str:
    """How many articles the picture rests on."""
    cited = {
        article
        for node in of_kind(chosen.graph, STATEMENT, ENCOUNTER, DOCUMENT)
        for article in (
            *facts_of(chosen.graph, node).get("articles", ()),
            *(quote["article"] for quote in facts_of(chosen.graph, node).get("evidence", ())),
        )
        if article
    }
    lang = chosen.choice.lang
    left = chosen.total - len(chosen.graph)
    more = words(lang)["leftOut"].format(n=number(left, lang)) if left else ""
    return " ".join(
        filter(None, [more, words(lang)["articles"].format(n=number(len(cited), lang)) if cited else ""])
    )
