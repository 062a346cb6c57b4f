"""The date by which what a clause announces is to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kg.extract.date_grammar import DateGrammar, DateMention
from kg.extract.date_inference import resolve
from kg.model import PartialDate, Span

# Which of two dates is the term: "bắt đầu trong năm 2026, hoàn thành trước năm 2030".
_STRENGTH = {"until": 3, "before": 3, "at": 2, "in": 1}


def deadline(
    text: str,
    clause: Span,
    mentions: Iterable[DateMention],
    grammar: DateGrammar,
    *,
    published: date | None = None,
    since: date | None = None,
) -> PartialDate | None:
    """The date by which what the clause announces is to be done; None when unsure.

    `text` is the matching text, `mentions` those of the whole article; `since` is the earliest day on which
    the clause can have been said, where `published` is unknown. "Trước năm 2030" gives 2030; a stretch of
    years ("kế hoạch giai đoạn 2021-2025") names a plan and gives none. The year must be written or follow
    from `published`.
    """
    mentions = list(mentions)
    now = published or since or _latest_stated(mentions)
    found: dict[PartialDate, int] = {}
    for mention in mentions:
        strength = _STRENGTH.get(mention.bound or "", 0) or _latest_year(mention, mentions)
        if grammar.acts.spoken_of.match(text, mention.span.end):  # "năm 2018 là năm …"
            continue
        if not strength or not clause.covers(mention.span) or _no_term(mention):
            continue
        due = _due(mention, published)
        bounds = due.bounds if due else None
        if due and bounds and (now is None or bounds[1] >= now) and _ahead(text, clause, mention, grammar):
            found[due] = max(strength, found.get(due, 0))
    best = [due for due, strength in found.items() if strength == max(found.values())]
    return best[0] if len(best) == 1 else None


def _latest_year(mention: DateMention, mentions: Iterable[DateMention]) -> int:
    """1 for a bare year ("phiên họp … năm 2019") that no year of the article is later than, else 0."""
    year = mention.value.year if mention.value else None
    if mention.bound or mention.kind != "point" or not year or mention.value != PartialDate(year):
        return 0
    return int(all(m.value is None or (m.value.year or 0) <= year for m in mentions))


def _no_term(mention: DateMention) -> bool:
    """Whether the date is past, or part of a document's or an occasion's name."""
    return mention.kind == "recurring" or mention.tense == "past" or _of_a_plan(mention)


def _of_a_plan(mention: DateMention) -> bool:
    """Whether it is a stretch of years ("giai đoạn 2021-2025"), or one without an end."""
    first, last = mention.value, mention.end
    return mention.kind == "period" and (last is None or bool(first and first.year != last.year))


def _due(mention: DateMention, published: date | None) -> PartialDate | None:
    """The last date a mention allows, as precise as it is written."""
    if mention.end and mention.end.year:
        return mention.end
    when = resolve(replace(mention, bound=None), published, future=True)
    return when.end or when.value


def _ahead(text: str, clause: Span, mention: DateMention, grammar: DateGrammar) -> bool:
    """Whether the clause says that the act lies ahead, and that the date is its end rather than its time."""
    before, after = text[clause.start : mention.span.start], text[mention.span.end : clause.end]
    acts = grammar.acts
    tense = acts.tense.find(before)[-1:] or (mention.bound != "at" and acts.tense.find(after)[:1])
    if not tense:
        return mention.bound in ("before", "until")  # "trước quý II/2026" looks ahead by itself
    if not tense[0].value:
        return False
    if mention.bound not in ("in", None):
        return True
    segment = acts.joints.split(before)[-1]
    act = acts.finished.find(segment)[:1] or acts.finished.find(before)[-1:]
    return not act or act[0].value


def _latest_stated(mentions: Iterable[DateMention]) -> date | None:
    """The latest day that the article states in full: what it announces hardly lies before it."""
    values = (mention.value for mention in mentions if mention.kind in ("point", "range"))
    days = (value.bounds for value in values if value and value.day)
    return max((bounds[0] for bounds in days if bounds), default=None)
