"""What a date as written comes to: by the day of publication, by evidence about the year, as a deadline.

Nothing is assumed: what the words and the evidence leave open stays open, with bounds where there are any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.date_figures import possible
from kg.extract.date_grammar import DateMention, Tense
from kg.model import DateBasis, Dated, InferredFrom, PartialDate

Window = tuple[date | None, date | None, InferredFrom]

AHEAD = timedelta(days=30)  # how far after its publication a report's "ngày 5/9" may lie


def bounds(when: Dated) -> tuple[date | None, date | None]:
    """First and last day that a date allows, or that is known otherwise."""
    first = when.value.bounds if when.value else None
    last = (when.end.bounds if when.end else None) or first
    return when.earliest or (first[0] if first else None), when.latest or (last[1] if last else None)


# ---------------------------------------------------------------- by the day of publication
def resolve_all(
    mentions: Iterable[DateMention],
    published: date | None,
    *,
    ref: str = "",
    asides: Collection[DateMention] = (),
) -> list[Dated]:
    """Each mention of an article as a date, in order; "cùng ngày" is the day named last before it.

    `asides` are mentions to which no "cùng ngày" goes back.
    """
    found: list[Dated] = []
    antecedent: Dated | None = None
    for mention in mentions:
        found.append(resolve(mention, published, ref=ref, antecedent=antecedent))
        value = found[-1].value
        if mention.kind == "point" and value and value.day and mention not in asides:
            antecedent = found[-1]
    return found


def resolve(
    mention: DateMention,
    published: date | None,
    *,
    ref: str = "",
    antecedent: Dated | None = None,
    future: bool = False,
) -> Dated:
    """A mention as a date: Stated if the words say all of it, Inferred if `published` completes it.

    `ref` is the key of the article that `published` belongs to. `future`: what is dated lies ahead ("sẽ
    thăm ngày 15/11"). "Trước năm 2030" and the like have no value, only bounds.
    """
    relative = mention.relative
    if relative and relative.to_mention and not mention.value:
        return _shift(antecedent, relative.offset)
    value, end = _complete(mention, published, "future" if future and not mention.tense else mention.tense)
    inferred = value != mention.value or (value is None and relative is not None and published is not None)
    when = _limited(mention, _dated(mention, value, end, published))
    if not inferred:
        return when
    return replace(when, basis=DateBasis.INFERRED, inferred_from=(InferredFrom("published", ref),))


def _shift(antecedent: Dated | None, days: int) -> Dated:
    value = antecedent.value if antecedent else None
    if antecedent is None or value is None or not value.day or (days and not value.year):
        return Dated(None)
    if not days:
        return replace(antecedent, end=None)
    first, _ = value.bounds or (date.min, date.min)
    day = _partial(first + timedelta(days=days))
    return Dated(day, antecedent.basis, inferred_from=antecedent.inferred_from)


def _complete(
    mention: DateMention, published: date | None, tense: Tense | None
) -> tuple[PartialDate | None, PartialDate | None]:
    """Value and end of a mention with what `published` tells about their year, month and day."""
    value, end, relative = mention.value, mention.end, mention.relative
    if published is None or (value and value.year):
        return value, end
    if relative and relative.unit == "year":
        year = published.year + relative.offset
        return replace(value or PartialDate(), year=year), end and replace(end, year=year)
    if relative and relative.unit == "month":
        months = published.year * 12 + published.month - 1 + relative.offset
        value = PartialDate(months // 12, months % 12 + 1, value.day if value else None)
        return (value if possible(value) else mention.value), None
    if value:
        near: Tense | None = "near" if relative and not relative.to_mention else tense
        value = replace(value, year=_year(value, published, near, mention.weekday))
        return value, end and _after(value, end)
    if relative and relative.unit == "day":
        return _partial(published + timedelta(days=relative.offset)), None
    if relative and mention.weekday is not None:
        return _partial(_monday(published, relative.offset) + timedelta(days=mention.weekday)), None
    if mention.weekday is not None:
        back = (published.weekday() - mention.weekday) % 7
        forward = 7 - back if back else 0
        return _partial(published + timedelta(days=forward if tense == "future" else -back)), None
    return value, end


def _year(value: PartialDate, published: date, tense: Tense | None, weekday: int | None) -> int | None:
    """The year nearest to `published` on the side that the words say; None if there is none."""

    def misfit(year: int) -> tuple[bool, bool, timedelta]:
        first, last = replace(value, year=year).bounds or (published, published)
        if tense == "future":
            wrong = last < published
        elif tense == "near":
            wrong = False
        else:
            wrong = first > published + (timedelta(0) if tense else AHEAD)
        return weekday is not None and first.weekday() != weekday, wrong, abs(first - published)

    reach = 8 if (value.month, value.day) == (2, 29) else 1
    years = range(published.year - reach, published.year + reach + 1)
    return min((year for year in years if possible(replace(value, year=year))), key=misfit, default=None)


def _after(value: PartialDate, end: PartialDate) -> PartialDate:
    """`end` in the first year in which it does not lie before `value`."""
    turns = (end.month or 0, end.day or 0) < (value.month or 0, value.day or 0)
    return replace(end, year=value.year + turns if value.year else None)


def _dated(
    mention: DateMention, value: PartialDate | None, end: PartialDate | None, published: date | None
) -> Dated:
    """The literal and the bounds of a completed mention."""
    relative = mention.relative
    if value is None and relative and relative.unit == "week" and published:
        monday = _monday(published, relative.offset)
        return _between(monday, monday + timedelta(days=6))
    if value is None:
        return Dated(None)
    if mention.kind == "period" and end:
        first, last = value.bounds, end.bounds
        return _between(first[0], last[1]) if first and last else Dated(None)
    known = value if value.year or (value.month and value.day) else None
    return Dated(known, end=end if known else None)


def _between(first: date, last: date) -> Dated:
    """Some day from `first` to `last`: the narrowest literal that holds both."""
    value = None
    if first.year == last.year:
        value = PartialDate(first.year, first.month if first.month == last.month else None)
    return Dated(value, earliest=first, latest=last)


def _limited(mention: DateMention, when: Dated) -> Dated:
    """What "trước", "đến", "sau" or "từ" leaves of a date; an event may well begin "từ ngày 5/9"."""
    first, last = bounds(when)
    if mention.bound == "before":
        return Dated(None, latest=first - timedelta(days=1) if first else None)
    if mention.bound == "until":
        return Dated(None, latest=last)
    begins = mention.bound == "since" and bool(mention.end or (when.value and when.value.day))
    if mention.bound in ("after", "since") and not begins:
        return Dated(None, earliest=first)
    return when


# ---------------------------------------------------------------- by evidence about the year
def infer_year(
    value: PartialDate,
    windows: Sequence[Window],
    *,
    end: PartialDate | None = None,
    weekday: int | None = None,
) -> Dated:
    """A day or month without a year in the one year in which all `windows` allow it.

    A window is the first and last day (None: open) that a tenure or an event of the article allows, with its
    name. Where several years fit, the date keeps its form and gets the first and the last day it could be as
    bounds; where none fits, the evidence contradicts itself and nothing is said.
    """
    stated = value if value.day and value.month else None
    lower = max((w for w in windows if w[0]), key=lambda w: w[0] or date.min, default=None)
    upper = min((w for w in windows if w[1]), key=lambda w: w[1] or date.max, default=None)
    low, high = (lower[0] if lower else None), (upper[1] if upper else None)
    fits = list(_fits(value, low, high, weekday))
    grounds = tuple(dict.fromkeys(w[2] for w in (lower, upper) if w))
    if not fits:
        return Dated(stated, end=end if stated else None)
    if low and high and len(fits) == 1:
        year = replace(value, year=fits[0])
        return Dated(year, DateBasis.INFERRED, end=end and _after(year, end), inferred_from=grounds)
    first, last = replace(value, year=fits[0]).bounds, replace(value, year=fits[-1]).bounds
    return Dated(
        stated,
        earliest=first[0] if low and first else None,
        latest=last[1] if high and last else None,
        end=end if stated else None,
        inferred_from=grounds,
    )


def _fits(value: PartialDate, low: date | None, high: date | None, weekday: int | None) -> Iterator[int]:
    """The years in which `value` exists and overlaps low … high; an open side is searched for one leap."""
    if low is None and high is None:
        return
    first = low.year if low else (high or date.max).year - 8
    last = high.year if high else (low or date.min).year + 8
    for year in range(first, last + 1):
        if not possible(replace(value, year=year)):
            continue
        begin, stop = replace(value, year=year).bounds or (date.max, date.min)
        inside = (low is None or stop >= low) and (high is None or begin <= high)
        if inside and (weekday is None or not value.day or begin.weekday() == weekday):
            yield year


# ---------------------------------------------------------------- calendar
def _monday(day: date, weeks: int) -> date:
    return day + timedelta(days=7 * weeks - day.weekday())


def _partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _day(value: PartialDate) -> date:
    return date(value.year or 1, value.month or 1, value.day or 1)
