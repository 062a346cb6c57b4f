"""Figures with their unit or currency, and the one that a clause is about.

A figure counts only with a magnitude, a unit or a currency behind it; dates, ordinals, ages and names
are none. Of a range the lower end is the value: what is said at the least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from kg.model import Quantity, Span
from kg.resources import lang_data
from kg.text import matching

# What a clause is about, if it holds several kinds of figures; the highest wins.
_RANK = {"money": 3, "goods": 3, "measure": 3, "share": 2, "count": 1}
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")  # 1.000.000,5
_COMMAED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")  # 1,000,000.5
_LEFT = 24  # code points before a figure that can hold an approximation or a name


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A figure as written, with "hơn" or "gần" before it.

    `rule` is its class: money, goods, measure, share or count.
    """

    span: Span
    quantity: Quantity
    rule: str


@dataclass(frozen=True, slots=True)
class _Unit:
    cls: str
    name: str
    magnitude: bool = False  # wanted before it


@dataclass(frozen=True, slots=True, eq=False)
class QuantityGrammar:
    """The compiled words of one language (`lang/LANG/numbers.yaml`)."""

    figure: re.Pattern[str]
    word: re.Pattern[str]
    values: Mapping[str, Decimal]
    magnitudes: Mapping[str, Decimal]
    ten: str
    halves: frozenset[str]
    unit: re.Pattern[str]
    units: Mapping[str, _Unit | None]
    left: re.Pattern[str]
    names: re.Pattern[str]
    parts: re.Pattern[str]
    bases: re.Pattern[str]

    @classmethod
    @cache
    def load(cls, language: str) -> QuantityGrammar:
        """The grammar of a language pack, compiled once per process."""
        return cls.of(lang_data(language, "numbers.yaml"))

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> QuantityGrammar:
        """Compile the content of a numbers.yaml."""
        units = dict(_units(data))
        symbols = [phrase for phrase, unit in units.items() if unit and not phrase[-1:].isalnum()]
        words = {word: Decimal(value) for word, value in data["words"].items()}
        figure, word, behind = _patterns(data)
        rates = "".join(rf"(?<!{re.escape(matching(word))} )" for word in data["rates"])
        return cls(
            figure=re.compile(figure + behind),
            word=re.compile(rf"(?<!\w){word}{behind}"),
            values={**words, **dict.fromkeys(data["half"], Decimal("0.5"))},
            magnitudes={word: Decimal(value) for word, value in data["magnitudes"].items()},
            ten=data["ten"],
            halves=frozenset(data["and_a_half"]),
            unit=re.compile(
                rf" ?(?:(?:{_any(data['classifiers'])}) )?(?P<unit>{_any(units)})(?!\w)"
                rf"(?: \((?:{_any(units)})\))?"
            ),
            units=units,
            left=re.compile(
                rf"(?:(?<!\w)(?:{_any(data['approximations'])}) ){{0,2}}(?P<symbol>{_any(symbols)})?\Z"
            ),
            names=re.compile(rf"(?<!\w){rates}(?:{_any(data['names'])}) \Z"),
            parts=re.compile(rf"(?<!\w)(?:{_any(data['parts'])})(?!\w)"),
            bases=re.compile(rf"(?<!\w)(?:{_any(data['bases'])})(?!\w)"),
        )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(matching(word)) for word in sorted(words, key=len, reverse=True))


def _units(data: Mapping[str, Any]) -> Iterator[tuple[str, _Unit | None]]:
    for code, phrases in data["currencies"].items():
        for phrase in phrases:
            yield matching(phrase), _Unit("money", code, phrase in data["want_magnitude"])
    for cls, units in data["units"].items():
        for name, phrases in units.items():
            for phrase in phrases:
                yield matching(phrase), _Unit(cls, name)
    for phrase in data["no_units"]:
        yield matching(phrase), None


def _patterns(data: Mapping[str, Any]) -> tuple[str, str, str]:
    """Patterns of a figure in digits, of one in words, and of the magnitudes behind either."""
    words, ten = _any([*data["words"], *data["half"]]), data["ten"]
    not_these = _any(data["not_magnitudes"])
    magnitude = rf"(?: (?!(?:{not_these})\b)(?:{_any(data['magnitudes'])})(?!\w))"
    digits = r"[0-9][0-9]*(?:[.,][0-9]+)*"
    word = rf"(?:{words})(?: {ten})?(?: (?:{_any(data['words'])})(?={magnitude}))?(?!\w)"
    more = rf"(?P<more>(?: (?:{digits}|{word}){magnitude}+)*)"
    behind = rf"(?:(?P<magnitude>{magnitude}+){more}(?P<half> (?:{_any(data['and_a_half'])})(?!\w))?)?"
    return rf"(?P<n>{digits})(?:(?:{_any(data['ranges'])})(?P<to>{digits}))?", rf"(?P<n>{word})", behind


# ---------------------------------------------------------------- finding
def find(text: str, grammar: QuantityGrammar) -> list[QuantityMention]:
    """The quantities of a matching text, from left to right; they do not overlap."""
    found = [
        mention for match in grammar.figure.finditer(text) if (mention := _read(text, match, grammar, False))
    ]
    taken = {at for mention in found for at in range(mention.span.start, mention.span.end)}
    for match in grammar.word.finditer(text):
        if match.start() not in taken and (mention := _read(text, match, grammar, True)):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.span)


def _read(text: str, found: re.Match[str], grammar: QuantityGrammar, word: bool) -> QuantityMention | None:
    """A quantity, if a magnitude or a unit makes one of the figure."""
    before, scaled = text[max(0, found.start() - _LEFT) : found.start()], bool(found["magnitude"])
    if _inside_word(before) or text[found.end() : found.end() + 1] in ("/", ":"):
        return None
    matched = grammar.unit.match(text, found.end())
    unit = grammar.units[matched["unit"]] if matched else None
    left = grammar.left.search(before)
    symbol = left["symbol"] if left else None
    if unit and unit.magnitude and not scaled:
        unit = None
    if unit is None and symbol:
        unit, matched = grammar.units[symbol], None
    if not scaled and (
        unit is None or grammar.names.search(before) or (word and not _counts(found["n"], unit, grammar))
    ):
        return None
    if not matched and text[found.end() : found.end() + 1].isalnum():
        return None
    value = _value(found, grammar)
    if value is None:
        return None
    start = found.start() - (len(before) - left.start() if left else 0)
    end = matched.end() if matched and unit else found.end()
    currency = unit.name if unit and unit.cls == "money" else None
    quantity = Quantity(value, None if currency or not unit else unit.name, currency)
    return QuantityMention(Span(start, end), quantity, unit.cls if unit else "count")


def _inside_word(before: str) -> bool:
    """Whether a figure goes on something: covid-19, g7, 1/3, 3934.5678."""
    if before[-1:].isalnum():
        return True
    return before[-1:] in (".", ",", "-", "/", ":") and before[-2:-1].isalnum()


def _counts(word: str, unit: _Unit, grammar: QuantityGrammar) -> bool:
    """Whether a written figure without a magnitude counts things: "sáu tàu", but not "một tàu"."""
    return unit.cls == "goods" and grammar.values.get(word, Decimal(2)) > 1


# ---------------------------------------------------------------- values
def _value(found: re.Match[str], grammar: QuantityGrammar) -> Decimal | None:
    """The number that a match writes: "1 tỷ 200 triệu", "hai mươi lăm triệu", "2 triệu rưỡi"."""
    total, current, last = Decimal(0), Decimal(0), Decimal(1)
    tokens = f"{found['n']}{found['magnitude'] or ''}{found['more'] or ''}{found['half'] or ''}".split()
    for token in tokens:
        if token in grammar.halves:
            total += last / 2
        elif (magnitude := grammar.magnitudes.get(token)) is None:
            number = _ten(current) if token == grammar.ten else grammar.values.get(token)
            number = _figure(token, bool(found["magnitude"])) if number is None else number
            if number is None:
                return None
            current += number
        elif magnitude == 100 and current:
            current, last = current * 100, Decimal(100)
        elif current:
            total, current, last = total + current * magnitude, Decimal(0), magnitude
        else:  # "nghìn tỷ"
            total, last = total * magnitude, last * magnitude
    value = total + current
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _ten(current: Decimal) -> Decimal:
    """What "mươi" adds to the digit before it: to 2 it adds 18, to 102 too."""
    return current % 10 * 9


def _figure(text: str, scaled: bool) -> Decimal | None:
    """A figure in digits; a comma before three digits is a decimal one only before a magnitude."""
    if _DOTTED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _COMMAED.fullmatch(text) and not (scaled and text.count(",") == 1):
        return Decimal(text.replace(",", ""))
    if text.count(",") + text.count(".") > 1:
        return None
    return Decimal(text.replace(",", "."))


# ---------------------------------------------------------------- the figure of a clause
def salient(
    mentions: Sequence[QuantityMention], text: str = "", grammar: QuantityGrammar | None = None
) -> Quantity | None:
    """The one figure that a clause is about; None if it has none, or several of equal weight.

    Money, goods and measures go before shares, shares before counts. With `text` and `grammar`, a figure
    told as a part ("trong đó …") or as the base of a change ("từ … lên …") steps back.
    """
    top = max((_RANK[mention.rule] for mention in mentions), default=0)
    best = sorted((m for m in mentions if _RANK[m.rule] == top), key=lambda mention: mention.span)
    if grammar and len(best) > 1:
        between = [text[one.span.end : other.span.start] for one, other in pairwise(best)]
        if grammar.bases.search(between[0]):
            best, between = best[1:], between[1:]
        if between and grammar.parts.search(between[0]):
            best = best[:1]
    figures = list(dict.fromkeys(mention.quantity for mention in best))
    return figures[0] if len(figures) == 1 else None
