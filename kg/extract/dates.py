"""Dates in a text, with exactly the precision that is written.

A pass over phrases without a figure, a pass over figures (each figure with the words to its left, by the
rules of the grammar), then neighbours that complete each other become one: "tối nay" + "(1/7)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from kg.extract.date_deadlines import deadline
from kg.extract.date_figures import Found, merge, no_fraction, scattered, settled, values
from kg.extract.date_grammar import PLURAL, Bound, DateGrammar, DateMention, Lead, Phrase, Relative, Rule
from kg.extract.date_inference import bounds, infer_year, resolve, resolve_all
from kg.lang.lexicon import Hit
from kg.model import Span

__all__ = ["DateGrammar", "DateMention", "Relative", "bounds", "deadline", "find", "infer_year", "resolve"]
__all__ += ["resolve_all"]

_FIGURE = re.compile(r"[0-9][0-9]*")
_YEAR_BEHIND, _COUNT_BEFORE = re.compile(r" \d{4}\b"), re.compile(r"\d+ \Z")
_ENDS_CLAUSE = re.compile(r"[.,;:\n](?!\d)")
_CONTEXT = 80  # code points before a date among which the name of an occasion or a document stands

# Which levels complete each other, and what may stand between them.
_NEAR, _DATED, _SPACE = re.compile(r" ?\Z|, \Z| \(\Z"), re.compile(r"[ /.-]\Z"), re.compile(r" \Z")
_BRACKET = re.compile(r" \(\Z")
_JOINS = {
    **{(left, right): _NEAR for left in ("weekday", "day", "week") for right in ("dm", "dmy")},
    **{(left, "weekday"): _BRACKET for left in ("dm", "dmy")},
    **{(left, "year"): _SPACE for left in ("dm", "m", "months")},
    **{(left, "y"): _DATED for left in ("m", "months", "dm")},
    **{("d", right): _SPACE for right in ("m", "month")},
    ("weekday", "week"): re.compile(r" \(?\Z"),
}
# Which words of the grammar widen a date to the left, by what stands there already.
_WIDEN = {
    "": {"day", "on-day", "part", "month", "year", "edge", "stage", "term"},
    "day": {"part"},
    "on-day": {"part"},
    "weekday": {"day", "on-day", "part"},
    "year": {"edge", "stage", "term"},
    **{level: {"edge"} for level in ("week", "month", "m", "months")},
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A date, or part of one: `firm` if it stands on its own; `level` is what it settles."""

    mention: DateMention
    level: str
    firm: bool


@dataclass(frozen=True, slots=True)
class _Left:
    """The words of the grammar to the left of a place: those inside the date, nearest first; one beyond."""

    start: int
    inside: tuple[str, ...]
    outside: str = ""

    def limit(self, mention: DateMention) -> DateMention:
        """The mention with what these words say of it."""
        if self.outside == "back":  # "hồi tháng 4"
            return replace(mention, bound="at", tense="past")
        if self.outside:
            return replace(mention, bound=cast(Bound, self.outside))
        implied: tuple[tuple[str, Bound], ...] = (("term", "term"), ("stage", "in"), ("edge", "at"))
        return replace(mention, bound=next((bound for cls, bound in implied if cls in self.inside), None))


def find(text: str, grammar: DateGrammar, original: str | None = None) -> list[DateMention]:
    """The dates of a matching text, from left to right; they do not overlap.

    `original` is the same text in its own case: it tells "Tháng Ba" from "mỗi tháng ba lần".
    """
    return _Finder(text, grammar, original or text).find()


class _Finder:
    def __init__(self, text: str, grammar: DateGrammar, original: str) -> None:
        self._text, self._grammar, self._original = text, grammar, original
        hits = grammar.phrases.find(text)
        self._ends = {hit.end for hit in hits}  # no date is widened over these
        self._hits = [hit for hit in hits if not self._misread(hit)]
        self._ends = {hit.end for hit in self._hits}

    def find(self) -> list[DateMention]:
        figures = list(self._figures())
        self._ends |= {piece.mention.span.end for piece in figures if piece.firm or piece.level == "d"}
        pieces = sorted([*figures, *self._phrases()], key=lambda piece: piece.mention.span)
        joined: list[_Piece] = []
        for piece in pieces:
            if joined and joined[-1].mention.span.overlaps(piece.mention.span):
                continue
            while joined and (both := self._join(joined[-1], piece)):
                joined.pop()
                piece = both
            joined.append(piece)
        return [piece.mention for piece in map(self._finish, joined) if piece.firm]

    # ------------------------------------------------------------ words to the left
    def _left(self, at: int, level: str = "") -> _Left:
        start, inside = at, list[str]()
        while (lead := self._lead(start)) and lead.inside:
            if lead.cls not in _WIDEN.get(inside[-1] if inside else level, ()):
                return _Left(start, tuple(inside))
            inside.append(lead.cls)
            start -= len(lead.phrase) + 1
        return _Left(start, tuple(inside), lead.cls if lead else "")

    def _lead(self, at: int) -> Lead | None:
        """The longest lead that ends, with a space, at `at`."""
        text, end = self._text, at - 1
        if end < 0 or text[end] != " " or end in self._ends:
            return None
        word = end
        while word and text[word - 1].isalpha():
            word -= 1
        for lead in self._grammar.leads.get(text[word:end], ()):
            begin = end - len(lead.phrase)
            if begin >= 0 and text.startswith(lead.phrase, begin) and not text[begin - 1 : begin].isalnum():
                return lead
        return None

    def _clause_before(self, at: int) -> str:
        return _ENDS_CLAUSE.split(self._text[max(0, at - _CONTEXT) : at])[-1]

    def _word_before(self, at: int) -> str:
        words = self._text[max(0, at - 10) : at].rpartition("\n")[2].split()
        return words[-1] if words else ""

    # ------------------------------------------------------------ figures
    def _figures(self) -> Iterator[_Piece]:
        done, taken = 0, {at for hit in self._hits for at in range(hit.start, hit.end)}
        for figure in _FIGURE.finditer(self._text):
            at = figure.start()
            if at < done or at in taken or figure.end() - at > 4 or self._inside_word(at):
                continue
            if pieces := self._read(at):
                yield from pieces
                done = pieces[-1].mention.span.end

    def _inside_word(self, at: int) -> bool:
        """Whether the figure at `at` belongs to a word or a longer figure: covid-19, 3.14, g7."""
        before = self._text[max(0, at - 2) : at]
        if not before or at - 1 in self._ends:
            return False
        if before[-1].isalnum():
            return True
        return before[-1] in ".,:-/" and (before[0].isdigit() or (before[0].isalpha() and before[-1] != "/"))

    def _read(self, at: int) -> list[_Piece]:
        """What the first fitting rule makes of the figure at `at`: several dates for a scattered list."""
        left: _Left | None = None
        for rule in self._grammar.rules:
            if not (found := rule.pattern.match(self._text, at)):
                continue
            left = left or self._left(at)
            firm = self._leads(rule, found, left)
            if not (firm or rule.joins) or not (pair := values(found)):
                continue
            if rule.unless and rule.unless.search(self._text, max(0, left.start - 16), left.start):
                continue
            firm = firm and not rule.only_joined
            if rule.name.endswith("-list") and (items := scattered(found)):
                wide = [(Span(self._left(span.start).start, span.end), value) for span, value in items]
                mentions = [DateMention(place, "point", rule.name, value) for place, value in wide]
            else:
                span = Span(left.start, found.end())
                mentions = [DateMention(span, rule.kind, rule.name, *pair)]
            return [_Piece(left.limit(mention), settled(mention.value), firm) for mention in mentions]
        return []

    def _leads(self, rule: Rule, found: Found, left: _Left) -> bool:
        """Whether what stands to the left makes a date of the figure."""
        if "any" in rule.lead or ("any-with-year" in rule.lead and (found["y"] or found["y2"])):
            return True
        if left.inside:
            return left.inside[0] in rule.lead or left.inside[0] in rule.weak
        around = self._text[found.start() - 1 : found.start()], self._text[found.end() : found.end() + 1]
        if around in (("(", ")"), ("(", ","), ("(", ";")):
            return "(" in rule.lead and (rule.name != "day-month" or "/" in found[0])
        return left.outside in rule.lead or (left.outside in rule.weak and no_fraction(found))

    # ------------------------------------------------------------ phrases
    def _phrases(self) -> Iterator[_Piece]:
        for hit in self._hits:
            phrase, left = hit.value, self._left(hit.start, hit.value.level)
            if phrase.level in ("week", "month", "year", "m") and self._vague(left.start, hit.end):
                continue
            mention = DateMention(
                Span(left.start, hit.end),
                "period" if phrase.end else "point",
                phrase.rule,
                phrase.value,
                phrase.end,
                phrase.relative,
                phrase.weekday,
            )
            yield _Piece(
                left.limit(mention), phrase.level, phrase.firm or self._told(hit.start, phrase.level, left)
            )

    def _misread(self, hit: Hit[Phrase]) -> bool:
        """Whether a phrase only seems one beside a figure: "5 tháng năm 2017", "sang năm 2018"."""
        if self._grammar.not_followed.match(self._text, hit.end):
            return True
        if hit.value.level == "year":
            return bool(_YEAR_BEHIND.match(self._text, hit.end))
        count = _COUNT_BEFORE.search(self._text, max(0, hit.start - 4), hit.start)
        return hit.value.level == "m" and count is not None and "day" not in self._left(count.start()).inside

    def _vague(self, start: int, end: int) -> bool:
        """Whether a phrase only looks like a date: "10 năm nay", "hai tuần trước", "năm trước đó"."""
        if self._grammar.continues.match(self._text, end):
            return True
        word = self._word_before(start)
        counted = word[-1:].isdigit() or word in self._grammar.counts
        return counted and start - 1 not in self._ends  # else what counts is a date itself: "tháng 9 năm nay"

    def _told(self, at: int, level: str, left: _Left) -> bool:
        """Whether the words before a weekday or a month, or its capital letter, make it a date."""
        if level == "weekday":
            sure = "on-day" in left.inside or "part" in left.inside or self._capital(at)
            return sure and self._word_before(at) not in self._grammar.ordinals
        return level == "m" and ("edge" in left.inside or left.outside in ("at", "back") or self._capital(at))

    def _capital(self, at: int) -> bool:
        """Whether the second word at `at` has a capital: "tháng Ba", but not "Cách mạng Tháng Tám"."""
        after = self._text.index(" ", at) + 1
        named = self._grammar.occasions.directly.search(self._clause_before(at))
        return self._original[after].isupper() and not named

    # ------------------------------------------------------------ neighbours
    def _join(self, left: _Piece, right: _Piece) -> _Piece | None:
        """The two as one date, if they complete each other and stand together."""
        gap, a, b = _JOINS.get((left.level, right.level)), left.mention, right.mention
        between, end = self._text[a.span.end : b.span.start], b.span.end
        if not gap or len(between) > 2 or not gap.match(between):
            return None
        if left.level == "dm" and right.level in ("y", "year") and not left.firm:  # "3-4 năm trước"
            return None
        if between.endswith("(") and self._text[end : end + 1] == ")":
            end += 1
        value = merge(a.value, b.value)
        mention = DateMention(
            Span(a.span.start, end),
            b.kind if b.kind in PLURAL else a.kind,
            f"{a.rule}+{b.rule}",
            value,
            merge(a.end, b.value) if a.end else b.end,
            a.relative or b.relative,
            a.weekday if b.weekday is None else b.weekday,
            a.bound or b.bound,
            a.tense or b.tense,
        )
        return _Piece(mention, settled(value) if value and not a.end else right.level, True)

    def _finish(self, piece: _Piece) -> _Piece:
        """Add the words behind a date, and tell occasions and documents from dates of events."""
        mention, level = piece.mention, piece.level
        if mention.relative:
            return piece
        if level in ("dm", "dmy") and self._occasion(mention):
            return replace(piece, firm=True, mention=replace(mention, kind="recurring"))
        if mention.rule == "year" and self._grammar.documents.search(self._clause_before(mention.span.start)):
            return replace(piece, mention=replace(mention, kind="period"))
        tail = self._grammar.tails.match(self._text, mention.span.end)
        if tail and (level in ("dm", "m") or (level == "weekday" and piece.firm)):
            span, tense = Span(mention.span.start, tail.end(1)), self._grammar.tail_tense[tail[1]]
            return replace(piece, firm=True, mention=replace(mention, span=span, tense=tense))
        return piece

    def _occasion(self, mention: DateMention) -> bool:
        """Whether a day and month is the name of an occasion or spans the years since one."""
        value, end = mention.value, mention.end
        if value and end and value.year != end.year and (value.month, value.day) == (end.month, end.day):
            return True
        figure = _FIGURE.search(self._text, mention.span.start)
        at = figure.start() if figure else mention.span.start
        occasions, before = self._grammar.occasions, self._clause_before(at)
        if occasions.near.search(before) or occasions.directly.search(before):
            return True
        bare = value is not None and not value.year and at == mention.span.start
        return bare and value is not None and (value.day, value.month) in occasions.always
