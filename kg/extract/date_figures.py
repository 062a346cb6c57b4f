"""What the figures in a date's pattern come to: possible values, and the items of a list."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from kg.model import PartialDate, Span

Found = re.Match[str]

_NUMBERS = re.compile(r"\d+")
_FRACTIONS = (2, 3, 4, 5, 10)  # denominators in which news counts: "đến 2/3" is no date, "từ 1/7" is


def values(found: Found) -> tuple[PartialDate, PartialDate | None] | None:
    """First and last date of a match, each completed by what the other states; None if impossible."""
    first = PartialDate(*(_number(found, name) for name in ("y", "m", "d")))
    last = PartialDate(*(_number(found, name) for name in ("y2", "m2", "d2")))
    if last == PartialDate():
        return (first, None) if possible(first) else None
    if last.month and first.day and not first.month:  # "10 đến 11/9"
        first = replace(first, month=last.month)
    turns = (first.month or 0) > (last.month or 0)  # "30/12 đến 2/1/2023"
    if last.year and not first.year:
        first = replace(first, year=last.year - turns)
    elif first.year and not last.year:
        last = replace(last, year=first.year + turns)
    return (first, last) if possible(first) and possible(last) and _follows(first, last) else None


def possible(value: PartialDate) -> bool:
    """Whether the calendar has such a day; without a year February has 29."""
    return not (value.month and value.day) or value.day <= monthrange(value.year or 2000, value.month)[1]


def settled(value: PartialDate | None) -> str:
    """What a date settles, in letters: "dm" a day without its year, "y" a year."""
    if value is None:
        return ""
    return "d" * bool(value.day) + "m" * bool(value.month) + "y" * bool(value.year)


def merge(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """One date of what both state."""
    if one is None or other is None:
        return one or other
    return PartialDate(one.year or other.year, one.month or other.month, one.day or other.day)


def no_fraction(found: Found) -> bool:
    """Whether figures like 3/9 or 28.6, with only a preposition before them, are more than a fraction."""
    pairs = [(_number(found, f"d{n}"), _number(found, f"m{n}")) for n in ("", "2")]
    if "/" not in found[0]:
        return " " in found[0] and any(day and day > 12 for day, _ in pairs)
    return any(day and month and (day >= month or month not in _FRACTIONS) for day, month in pairs)


def scattered(found: Found) -> list[tuple[Span, PartialDate]]:
    """The items of a list that do not follow each other ("ngày 5 và 12/9"), each as a date; else nothing."""
    pair = values(found)
    if pair is None or pair[1] is None:
        return []
    last = pair[1]
    unit, name = ("day", "d") if last.day else ("month", "m") if last.month else ("year", "y")
    more = found.span("more") if found.groupdict().get("more") else (0, 0)
    spans = [found.span(name), *(item.span() for item in _NUMBERS.finditer(found.string, *more))]
    numbers = [int(found.string[start:end]) for start, end in spans] + [int(found[f"{name}2"])]
    if numbers[-1] - numbers[0] < len(numbers):
        return []
    spans.append((found.start(f"{name}2"), found.end()))
    return [(Span(*span), replace(last, **{unit: n})) for span, n in zip(spans, numbers, strict=True)]


def _number(found: Found, name: str) -> int | None:
    text = found.groupdict().get(name)
    return int(text) if text else None


def _follows(first: PartialDate, last: PartialDate) -> bool:
    """Whether `last` may come after `first`; without years the turn of a year may lie between."""
    if first.year and last.year:
        return (first.year, first.month or 0, first.day or 0) < (last.year, last.month or 0, last.day or 0)
    months = (last.month or 0) - (first.month or 0)
    return months > 0 or months < -8 or (months == 0 and (first.day or 0) < (last.day or 0))
