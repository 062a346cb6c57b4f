"""The columns on both sides of a picture: polities with their officials by office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.views import margins
from kg.views.model import ENCOUNTER, OFFICIAL, POLITY, Graph, facts_of, in_language, kind_of
from kg.views.picture.marks import mark
from kg.views.picture.sheet import INK, LARGE, LEFT, PLAIN, RIGHT, SMALL, SOFT, Sheet
from kg.views.picture.text import balance, clean, wrap
from kg.views.picture.words import number, words
from kg.views.sides import LEFT as LEFTWARDS

WIDE = 150.0  # of a column
_DOT = 11.0  # from the inner edge of a column to its marks
_ROOM = WIDE - 2 * _DOT - 6
_PAD, _GAP = 5.0, 6.0
_TONES = {True: "#eaf1f8", False: "#f7f0e6"}
_FIRST = 3  # officials that a polity is given before another gets more

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an entry."""

    text: str
    size: float
    bold: bool = False
    fill: str = INK
    whole: str = ""

    @property
    def tall(self) -> float:
        """Its height."""
        return self.size * 1.22


@dataclass(frozen=True, slots=True)
class Entry:
    """A polity, an official, or what a list had no room for."""

    members: tuple[str, ...]
    kind: str
    lines: tuple[Line, ...]
    code: str = ""

    @property
    def tall(self) -> float:
        """Its height."""
        return sum(line.tall for line in self.lines) + 3


@dataclass(slots=True)
class Column:
    """The blocks of one side, and where its marks stand once it is drawn."""

    side: int
    blocks: list[list[Entry]]
    shown: int = 0
    at: dict[str, Point] = field(default_factory=dict)

    @property
    def tall(self) -> float:
        """The least height that it needs."""
        return sum(_tall(block) for block in self.blocks)

    def draw(self, sheet: Sheet, top: float, height: float) -> None:
        """Draw it in this height, with equal room between the blocks if there is some left."""
        left = self.side == LEFTWARDS
        edge = LEFT if left else RIGHT - WIDE
        x = edge + WIDE - _DOT if left else edge + _DOT
        air = min(14.0, max(0.0, height - self.tall) / max(1, len(self.blocks)))
        y = top + max(0.0, height - self.tall - air * (len(self.blocks) - 1)) / 2
        for block in self.blocks:
            tall = _tall(block) - _GAP
            if block[0].kind == POLITY:
                sheet.rect(edge, y, WIDE, tall, rx="5", fill=_TONES[left])
            inner = y + _PAD
            for entry in block:
                first = inner + entry.lines[0].tall / 2
                self.at |= dict.fromkeys(entry.members, (x, first))
                if not entry.kind and entry.members:
                    sheet.circle(x, first, 1.6, fill=SOFT)
                if entry.kind in (POLITY, OFFICIAL):
                    mark(sheet, entry.kind, x, first, 7.5 if entry.kind == POLITY else 4, code=entry.code)
                for line in entry.lines:
                    inner += line.tall
                    sheet.text(
                        x - _DOT if left else x + _DOT, inner - line.size * 0.28, line.text, line.size,
                        "end" if left else "start", bold=line.bold, fill=line.fill, whole=line.whole,
                    )  # fmt: skip
                inner += 3
            y += tall + _GAP + air


def column(
    graph: Graph,
    side: Mapping[str, int],
    where: int,
    height: float,
    focus: str | None,
    lang: str,
    *,
    met: bool,
) -> Column:
    """The column of one side in this height; `met`: with how many encounters each took part in.

    Offices are told if all have room with them. Else the most active officials of the most active polities
    are shown, and how many more there are.
    """
    groups = margins.groups(graph, side, where)
    everybody: dict[str | None, int] = {polity: len(people) for polity, people in groups}
    writer = _Writer(graph, focus, lang, met)
    for offices in (True, False):
        whole = Column(where, writer.blocks(groups, everybody, offices), sum(everybody.values()))
        if whole.tall <= height:
            return whole
    quota: dict[str | None, int] = {}
    for polity, people in groups:
        tried = quota | {polity: min(_FIRST, len(people))}
        if quota and _height(writer.blocks(groups, tried, False)) > height:
            break
        quota = tried
    for polity in margins.turns(groups, dict(quota)):
        tried = quota | {polity: quota[polity] + 1}
        if _height(writer.blocks(groups, tried, False)) > height:
            break
        quota = tried
    return Column(where, writer.blocks(groups, quota, False), sum(quota.values()))


class _Writer:
    """Writes what stands in a column."""

    def __init__(self, graph: Graph, focus: str | None, lang: str, met: bool) -> None:
        self._graph, self._focus, self._lang, self._met = graph, focus, lang, met
        self._made: dict[tuple[str, bool], Entry] = {}

    def blocks(
        self, groups: list[margins.Group], quota: Mapping[str | None, int], offices: bool
    ) -> list[list[Entry]]:
        """The polities of a quota with so many officials each."""
        made = []
        for polity, people in groups:
            if polity not in quota:
                continue
            kept, rest = margins.parted(self._graph, people, quota[polity], self._focus)
            block = [self._head(polity), *(self._official(one, offices) for one in kept)]
            made.append(block + ([self._rest(rest, "moreOfficials")] if rest else []))
        hidden = [(polity, people) for polity, people in groups if polity not in quota]
        if hidden:
            members = [n for polity, people in hidden for n in (*([polity] if polity else []), *people)]
            made.append([self._rest(members, "morePolitys", len(hidden))])
        return made

    def _head(self, polity: str | None) -> Entry:
        if polity is None:
            return Entry((), "none", (Line(words(self._lang)["noSide"], SMALL, fill=SOFT),))
        name = self._name(polity)
        code = clean(str(facts_of(self._graph, polity).get("id") or ""))[:8]
        lines = tuple(
            Line(part, LARGE, True, whole=name) for part in balance(name, _ROOM - 4, LARGE, True, 3)
        )
        return Entry((polity,), POLITY, lines, code)

    def _official(self, official: str, offices: bool) -> Entry:
        if (official, offices) not in self._made:
            name = self._name(official)
            shown = name + (f" · {number(self._meetings(official), self._lang)}" if self._met else "")
            lines = [Line(part, PLAIN, True, whole=name) for part in balance(shown, _ROOM, PLAIN, True, 3)]
            held = facts_of(self._graph, official).get("offices") or []
            if offices and held:
                office = clean(in_language(held[0]["label"], self._lang))
                lines += [Line(part, SMALL, fill=SOFT, whole=office) for part in wrap(office, _ROOM, SMALL)]
            self._made[official, offices] = Entry((official,), OFFICIAL, tuple(lines))
        return self._made[official, offices]

    def _rest(self, members: list[str], word: str, many: int | None = None) -> Entry:
        text = words(self._lang)[word].format(n=number(many or len(members), self._lang))
        return Entry(tuple(members), "", (Line(text, SMALL, fill=SOFT),))

    def _meetings(self, official: str) -> int:
        return len({n for n in self._graph.successors(official) if kind_of(self._graph, n) == ENCOUNTER})

    def _name(self, node: str) -> str:
        name = clean(in_language(self._graph.nodes[node]["label"], self._lang))
        return name or clean(node.rsplit("/", 1)[-1])


def _tall(block: list[Entry]) -> float:
    return sum(entry.tall for entry in block) + 2 * _PAD + _GAP


def _height(blocks: list[list[Entry]]) -> float:
    return sum(_tall(block) for block in blocks)
