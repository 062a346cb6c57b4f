"""An explanation as text for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from textwrap import wrap

from kg.errors import choose
from kg.explain import Explanation, Fact, Property, Quote
from kg.output.layout import BOLD, DIM, PLAIN, Layout, printable, shorten

FORMATS = ("text", "json")


def render_explanation(explanation: Explanation, format: str = "text", layout: Layout | None = None) -> str:
    """The text of an explanation: what it is, then each fact with its properties and quotes."""
    choose(format, FORMATS, kind="format")
    if format == "json":
        return json.dumps(asdict(explanation), ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(explanation, layout or Layout())) + "\n"


def _lines(explanation: Explanation, layout: Layout) -> Iterator[str]:
    yield _head(explanation.label, explanation.kind, layout)
    yield _faint(_iri(explanation.iri, layout), layout)
    itself = [fact for fact in explanation.facts if fact.iri == explanation.iri]
    yield from _properties(explanation.properties, "", layout)
    for fact in itself:
        yield from _quotes(fact, layout)
    for fact in explanation.facts:
        if fact.iri != explanation.iri:
            yield ""
            yield from _fact(fact, layout)
    yield ""
    shown, total = len(explanation.facts), explanation.total
    more = f"; {total - shown} more are not shown" if total > shown else ""
    yield f"{total} {'fact' if total == 1 else 'facts'} with evidence{more}"


def _fact(fact: Fact, layout: Layout) -> Iterator[str]:
    yield _head(fact.label, fact.kind, layout)
    yield f"  {_faint(_iri(fact.iri, layout), layout)}"
    yield from _properties(fact.properties, "  ", layout)
    yield from _quotes(fact, layout)


def _properties(properties: Iterable[Property], indent: str, layout: Layout) -> Iterator[str]:
    properties = list(properties)
    width = max((len(item.name) for item in properties), default=0)
    for item in properties:
        values = "; ".join(printable(value.text) for value in item.values)
        yield from _wrapped(values, f"{indent}{item.name.ljust(width)}  ", layout)


def _quotes(fact: Fact, layout: Layout) -> Iterator[str]:
    for quote in fact.quotes:
        yield f"  {_faint(_place(quote), layout)}"
        yield from _wrapped(f"…{quote.prefix}[{quote.exact}]{quote.suffix}…", "    ", layout)
    if fact.quoted > len(fact.quotes):
        yield f"  and {fact.quoted - len(fact.quotes)} more quotes"


def _place(quote: Quote) -> str:
    about = " · ".join(printable(part) for part in (quote.title, quote.url) if part)
    return f"{printable(quote.article)}, {quote.start}–{quote.end}{f': {about}' if about else ''}"


def _wrapped(text: str, lead: str, layout: Layout) -> list[str]:
    room = max(layout.width - len(lead), 20)
    lines = wrap(printable(text), room, break_on_hyphens=False) or [""]
    return [f"{lead if not number else ' ' * len(lead)}{line}" for number, line in enumerate(lines)]


def _head(label: str, kind: str, layout: Layout) -> str:
    bold, plain = (BOLD, PLAIN) if layout.color else ("", "")
    words = printable(label)
    return f"{bold}{words}{plain}" if words.startswith(kind) or not kind else f"{bold}{words}{plain} ({kind})"


def _iri(iri: str, layout: Layout) -> str:
    return printable(iri if layout.iris else shorten(iri, layout.prefixes))


def _faint(text: str, layout: Layout) -> str:
    return f"{DIM}{text}{PLAIN}" if layout.color else text
