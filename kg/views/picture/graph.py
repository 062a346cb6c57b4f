"""The graph for a paper: a row for each encounter, its officials on both sides, topics below.

Lines run only between the columns, so that none crosses a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kg.views.choice import Chosen
from kg.views.model import (
    DOCUMENT,
    ENCOUNTER,
    OFFICIAL,
    POLITY,
    STATEMENT,
    TOPIC,
    facts_of,
    kind_of,
    of_kind,
)
from kg.views.network import edges_of
from kg.views.picture import frame, people, rows
from kg.views.picture.frame import Count
from kg.views.picture.middle import Middle
from kg.views.picture.sheet import LEFT, RIGHT, TALLEST, Sheet, n
from kg.views.picture.topics import Topics
from kg.views.picture.words import words
from kg.views.sides import LEFT as LEFTWARDS
from kg.views.sides import RIGHT as RIGHTWARDS
from kg.views.sides import divide

_LINES, _AIR = 48.0, 14.0  # the width of the gaps in which lines run, and where none do
_NOTES = 92.0  # room for the notes
_MANY = 25  # encounters; beyond, they take the room of topics
_TOPICS = (12, 8)  # rows of topics: where encounters are few, where they are many
_CROWDED = 80  # lines that are drawn more faintly
_HUBS = (ENCOUNTER, DOCUMENT)
_BROKEN = {"spoke": "4 2.5", "party": "1 2.5"}


def draw(chosen: Chosen) -> str:
    """What was chosen, as an SVG document."""
    graph, lang = chosen.graph, chosen.choice.lang
    sheet = Sheet(lang)
    legend = frame.head(sheet, chosen, "graphWhat")
    side = divide(graph, chosen.focus)
    said = rows.said(graph, side)
    many = len(of_kind(graph, ENCOUNTER, DOCUMENT)) > _MANY
    topics = Topics(graph, side, lang, _TOPICS[many])
    room = TALLEST - sheet.y - topics.tall - _NOTES
    middle = Middle(graph, said, lang, room)
    columns = _columns(chosen, side, room, middle.folded)
    x0, x1 = _between(columns, _AIR if middle.folded else _LINES)
    tall = middle.height(x1 - x0, room)
    whole = max([tall, *(column.tall for column in columns)]) if graph else 0.0
    for column in columns:
        column.draw(sheet, sheet.y, whole)
    ends = middle.draw(sheet, x0, sheet.y + (whole - tall) / 2) if graph else {}
    _lines(sheet, chosen, columns, {hub: y for hub, (_, y) in ends.items()}, x0, x1)
    sheet.y += whole
    topics.draw(sheet)
    frame.legend(sheet, legend, graph, _drawn(chosen, middle), lang)
    return sheet.svg(
        frame.title(chosen), frame.notes(sheet, _notes(chosen, middle, columns, topics, bool(said)))
    )


def _drawn(chosen: Chosen, middle: Middle) -> list[str]:
    """The kinds of things that have a mark in the picture."""
    hubs = {kind_of(chosen.graph, hub) for hub in middle.shown}
    return [
        kind for kind in (POLITY, OFFICIAL, ENCOUNTER, DOCUMENT, TOPIC) if kind in hubs or kind not in _HUBS
    ]


def _columns(chosen: Chosen, side: Mapping[str, int], room: float, folded: bool) -> list[people.Column]:
    """The columns of both sides; of one, if nobody is on the other."""
    made = [
        people.column(chosen.graph, side, where, room, chosen.focus, chosen.choice.lang, met=folded)
        for where in (LEFTWARDS, RIGHTWARDS)
    ]
    return [column for column in made if column.blocks]


def _between(columns: Sequence[people.Column], gap: float) -> tuple[float, float]:
    """Where the middle begins and ends, so far from the columns."""
    sides = {column.side for column in columns}
    x0 = LEFT + (people.WIDE + gap if LEFTWARDS in sides else 0.0)
    return x0, RIGHT - (people.WIDE + gap if RIGHTWARDS in sides else 0.0)


def _lines(
    sheet: Sheet,
    chosen: Chosen,
    columns: Sequence[people.Column],
    ends: Mapping[str, float],
    x0: float,
    x1: float,
) -> None:
    """Who took part: a curve from a mark to the row, through the gap between them."""
    drawn: set[tuple[int, str, float, float]] = set()
    for source, target, role, _ in edges_of(chosen.graph):
        if role not in ("participant", "spoke", "party") or target not in ends:
            continue
        for column in columns:
            if source in column.at:
                drawn.add((column.side, role, column.at[source][1], ends[target]))
    faint = "0.5" if len(drawn) > _CROWDED else "0.8"
    sheet.begin(class_="lines", fill="none", stroke="#5d6b7c", stroke_width="0.7", stroke_opacity=faint)
    for side, role, y1, y2 in sorted(drawn):
        start = next(x for column in columns if column.side == side for x, _ in column.at.values())
        start, end = start - side * 8, x0 if side == LEFTWARDS else x1
        half = n((start + end) / 2)
        look = {"stroke_dasharray": _BROKEN[role]} if role in _BROKEN else {}
        sheet.path(f"M{n(start)} {n(y1)}C{half} {n(y1)} {half} {n(y2)} {n(end)} {n(y2)}", **look)
    sheet.end()


def _notes(
    chosen: Chosen, middle: Middle, columns: Sequence[people.Column], topics: Topics, said: bool
) -> Iterator[str]:
    """What the picture shows, leaves out, and how it is to be read."""
    graph, say = chosen.graph, words(chosen.choice.lang)
    every = Counter(kind_of(graph, node) for node in graph)
    shown = Counter(kind_of(graph, hub) for hub in middle.shown)
    if middle.folded:
        shown = every
    named = sum(block[0].kind == POLITY for column in columns for block in column.blocks)
    yield frame.counted(
        [
            Count(POLITY, named, every[POLITY]),
            Count(OFFICIAL, sum(column.shown for column in columns), every[OFFICIAL]),
            Count(ENCOUNTER, shown[ENCOUNTER], every[ENCOUNTER]),
            Count(DOCUMENT, shown[DOCUMENT], every[DOCUMENT]),
            Count(TOPIC, topics.shown, topics.all),
            Count(STATEMENT, every[STATEMENT], every[STATEMENT]),
        ],
        chosen.choice.lang,
    )
    if middle.folded:
        yield say["noteFolded"]
    elif any(group.rest for group in middle.groups):
        yield say["noteRest"]
    if said:
        yield say["noteBarsMany" if middle.folded else "noteBars"]
    if middle.shown:
        yield say["noteLines"]
    if any(middle.day(hub).startswith("≈") for hub in middle.shown):
        yield say["noteNear"]
    if any(facts_of(graph, hub).get("status") for hub in middle.shown):
        yield say["noteHollow"]
    yield frame.sources(chosen)
