"""Statements in a row: those of the left side, of both, of the right side, on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.views.picture.fonts import width
from kg.views.picture.marks import strip
from kg.views.picture.rows import Rows
from kg.views.picture.sheet import SMALL, SOFT, Sheet
from kg.views.picture.topics import WORDS
from kg.views.picture.words import number
from kg.views.sides import LEFT, RIGHT

_LARGEST = 10.0  # the width of a statement
_BETWEEN, _END = 8.0, 4.0
_ZONES = (LEFT, 0, RIGHT)


class Bars:
    """Where statements stand in rows that end at `right`, with so much `room` before it."""

    def __init__(
        self, sheet: Sheet, sums: Sequence[Rows], right: float, room: float, say: Mapping[str, str]
    ) -> None:
        self._sheet, self._say = sheet, say
        most = {z: max((row[z].total() for row in sums if z in row), default=0) for z in _ZONES}
        zones = [zone for zone in _ZONES if most[zone]]
        least = {zone: width(say[WORDS[zone]], SMALL) for zone in zones}
        free = room - _END - _BETWEEN * len(zones)
        self._unit = _LARGEST
        for _ in zones:  # what is narrow keeps room for its heading, the others share what is left
            narrow = [zone for zone in zones if most[zone] * self._unit < least[zone]]
            wide = sum(most[zone] for zone in zones if zone not in narrow)
            if wide:
                self._unit = min(self._unit, (free - sum(least[zone] for zone in narrow)) / wide)
        self._wide = {zone: max(least[zone], most[zone] * self._unit) for zone in zones}
        self._at: dict[int, float] = {}
        x = right - _END
        for zone in reversed(zones):
            x -= self._wide[zone]
            self._at[zone] = x
            x -= _BETWEEN
        self.left = x

    def heading(self, y: float, left: float) -> None:
        """What each part stands for; `left` is where rows begin."""
        start = self.left
        for zone in self._at:
            anchor, x = self._anchor(zone)
            text = self._say[WORDS[zone]]
            if zone == LEFT:
                start = x - width(text, SMALL) - _BETWEEN
            self._sheet.text(x, y, text, SMALL, anchor, fill=SOFT)
        said = self._say["saidHere"]
        if width(said, SMALL) <= start - left:
            self._sheet.text(start, y, said, SMALL, "end", fill=SOFT)

    def start(self, row: Rows) -> float:
        """Where the statements of a row begin."""
        if LEFT in row:
            return self._at[LEFT] + self._wide[LEFT] - row[LEFT].total() * self._unit
        return min((self._at[zone] for zone in row), default=self.left)

    def draw(self, row: Rows, y: float) -> None:
        """The statements of one row."""
        tall = 10.0 if self._unit >= 6 else 8.0
        for zone, kinds in row.items():
            anchor, x = self._anchor(zone)
            wide = kinds.total() * self._unit
            x -= {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            strip(self._sheet, kinds, x, y, self._unit, tall)

    def numbers(self, row: Rows, y: float, lang: str) -> None:
        """How many statements a row has, where they are too many to be drawn on the scale of the others."""
        for zone, kinds in row.items():
            if zone in self._at:
                anchor, x = self._anchor(zone)
                self._sheet.text(x, y, number(kinds.total(), lang), SMALL, anchor, fill=SOFT)

    def fits(self, row: Rows) -> bool:
        """Whether a row has room."""
        return all(z in self._at and row[z].total() * self._unit <= self._wide[z] + 0.01 for z in row)

    def _anchor(self, zone: int) -> tuple[str, float]:
        """The left side's statements end beside those of both, which stand in their middle."""
        at, wide = self._at[zone], self._wide[zone]
        return ("end", at + wide) if zone < 0 else ("start", at) if zone > 0 else ("middle", at + wide / 2)
