"""What a date in a text is, and the words of one language that make one (`lang/LANG/dates.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from kg.lang.lexicon import Lexicon
from kg.model import PartialDate, Span
from kg.resources import lang_data
from kg.text import matching

Kind = Literal["point", "range", "period", "recurring"]
Unit = Literal["day", "week", "month", "year"]
Tense = Literal["past", "near", "future"]
Bound = Literal["at", "in", "since", "until", "before", "after", "term"]

PLURAL = ("range", "period")


@dataclass(frozen=True, slots=True)
class Relative:
    """A distance from the day an article was published, or from the date that it mentioned last."""

    unit: Unit
    offset: int
    to_mention: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: nothing is filled in that the words do not say.

    kind    point: a day, a month or a year; range: the days of one event; period: a stretch in which
            something lies, or that names a document or a plan; recurring: an occasion ("Quốc khánh 2/9")
    bound   how the words before it limit it; `term` is the term of an office
    tense   on which side of the article's own day the words put it ("ngày 10/9 tới")
    """

    span: Span
    kind: Kind
    rule: str
    value: PartialDate | None = None
    end: PartialDate | None = None
    relative: Relative | None = None
    weekday: int | None = None  # 0 is Monday
    bound: Bound | None = None
    tense: Tense | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date without a figure. `level` says what it settles: a unit, "weekday", "m" or "months"."""

    rule: str
    level: str
    firm: bool  # a date on its own, without a neighbour or a lead
    value: PartialDate | None = None
    end: PartialDate | None = None
    relative: Relative | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What a figure and the words behind it can be."""

    name: str
    pattern: re.Pattern[str]
    kind: Kind
    lead: frozenset[str]
    weak: frozenset[str]
    joins: bool  # without a lead it may still complete a neighbour
    only_joined: bool
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Lead:
    """A word to the left of a date; `inside` its span or not."""

    phrase: str
    cls: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Acts:
    """The words by which a deadline is told from other dates: see `deadlines` in the data."""

    tense: Lexicon[bool]  # True: the act lies ahead
    finished: Lexicon[bool]  # True: an act that comes to an end
    spoken_of: re.Pattern[str]  # behind a date: the clause is about it
    joints: re.Pattern[str]  # between two acts


@dataclass(frozen=True, slots=True, eq=False)
class DateGrammar:
    """The compiled words of one language."""

    rules: tuple[Rule, ...]
    phrases: Lexicon[Phrase]
    leads: Mapping[str, tuple[Lead, ...]]  # by last word, the longest first
    tails: re.Pattern[str]
    tail_tense: Mapping[str, Tense]
    counts: frozenset[str]
    ordinals: frozenset[str]
    continues: re.Pattern[str]
    not_followed: re.Pattern[str]
    occasions: Occasions
    documents: re.Pattern[str]
    acts: Acts

    @classmethod
    @cache
    def load(cls, language: str) -> DateGrammar:
        """The grammar of a language pack, compiled once per process."""
        return cls.of(lang_data(language, "dates.yaml"))

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> DateGrammar:
        """Compile the content of a dates.yaml."""
        tails: dict[str, Tense] = {word: tense for tense, words in data["tails"].items() for word in words}
        deadlines = data["deadlines"]
        return cls(
            rules=tuple(_rules(data)),
            phrases=Lexicon(_phrases(data)),
            leads=_leads(data["leads"]),
            tails=_tails(data),
            tail_tense=tails,
            counts=frozenset(map(matching, data["counts"])),
            ordinals=frozenset(map(matching, data["ordinals"])),
            not_followed=re.compile(data["not_followed"]),
            continues=re.compile(rf" (?:{_any(data['continues'])})\b"),
            occasions=Occasions.of(data["occasions"]),
            documents=re.compile(rf"\b(?:{_any(data['documents']['words'])})\b"),
            acts=Acts(
                Lexicon((word, key == "future") for key in ("future", "past") for word in deadlines[key]),
                Lexicon((w, key == "finished") for key in ("finished", "ongoing") for w in deadlines[key]),
                re.compile(rf" (?:{_any(deadlines['spoken_of'])}) "),
                re.compile(rf", | (?:{_any(deadlines['joints'])}) "),
            ),
        )


@dataclass(frozen=True, slots=True)
class Occasions:
    """Words that make a day and month the name of an occasion."""

    near: re.Pattern[str]
    directly: re.Pattern[str]
    always: frozenset[tuple[int, int]]  # (day, month)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Occasions:
        """Compile `occasions` of a dates.yaml."""
        days = (day.split("/") for day in data["always"])
        stops = rf"(?!.*\b(?:{_any(data['stops'])})\b)"
        return cls(
            near=re.compile(rf"\b(?:{_any(data['near'])})\b{stops}"),
            directly=re.compile(rf"\b(?:{_any(data['directly'])}) \(?$"),
            always=frozenset((int(day), int(month)) for day, month in days),
        )


_FIELDS = {
    "d": r"0?[1-9]|[12]\d|3[01]",
    "m": r"1[0-2]|0?[1-9]",
    "y": r"(?:1[5-9]|20|21)\d\d",
}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(matching(word)) for word in sorted(words, key=len, reverse=True))


def _tails(data: Mapping[str, Any]) -> re.Pattern[str]:
    words = {word for words in data["tails"].values() for word in words}
    unsure = set(data["tails_unsure"])
    goes_on = rf"(?=[.,;:)\n]|$| (?:{_any(data['tail_before'])})\b)"
    return re.compile(rf" ((?:{_any(words - unsure)})\b|(?:{_any(unsure)}){goes_on})")


def _rules(data: Mapping[str, Any]) -> Iterable[Rule]:
    between = {name: f"(?:{pattern})" for name, pattern in data["between"].items()}
    fields = {f"{key}{n}": f"(?P<{key}{n}>{form})" for key, form in _FIELDS.items() for n in ("", "2")}
    parts = {**between, **fields, "more": rf"(?P<more>(?:{between['and']}(?:{_FIELDS['d']}))*?)"}
    for rule in data["rules"]:
        pattern = re.sub(r"\{(\w+)\}", lambda found: parts[found[1]], rule["pattern"])
        yield Rule(
            name=rule["name"],
            pattern=re.compile(rf"(?:{pattern})(?![\w%])(?![/.,:-]\d)(?!/\w)(?!{data['not_followed']})"),
            kind=rule["kind"],
            lead=frozenset(rule["lead"]),
            weak=frozenset(rule.get("weak", ())),
            joins=rule.get("joins", False),
            only_joined=rule.get("only_joined", False),
            unless=re.compile(rf"(?:{rule['unless']})$") if "unless" in rule else None,
        )


def _leads(data: Mapping[str, Mapping[str, list[str]]]) -> dict[str, tuple[Lead, ...]]:
    found: dict[str, list[Lead]] = {}
    for place, classes in data.items():
        for cls, phrases in classes.items():
            for phrase in map(matching, phrases):
                found.setdefault(phrase.split()[-1], []).append(Lead(phrase, cls, place == "inside"))
    return {word: tuple(sorted(leads, key=lambda lead: -len(lead.phrase))) for word, leads in found.items()}


def _phrases(data: Mapping[str, Any]) -> Iterable[tuple[str, Phrase]]:
    for unit, offsets in data["relative"].items():
        for offset, words in offsets.items():
            for word in words:
                yield word, Phrase(f"relative-{unit}", unit, True, relative=Relative(unit, offset))
    for part in data["leads"]["inside"]["part"]:
        for word, offset in data["of_day"].items():
            yield f"{part} {word}", Phrase("part-of-day", "day", True, relative=Relative("day", offset))
    for offset, words in data["anaphoric"].items():
        for word in words:
            yield word, Phrase("anaphoric", "day", True, relative=Relative("day", offset, to_mention=True))
    for day, words in data["weekdays"].items():
        for word in words:
            yield word, Phrase("weekday", "weekday", word in data["weekdays_alone"], weekday=day)
    for month, words in data["months"].items():
        for word in words:
            yield word, Phrase("month-word", "m", False, value=PartialDate(month=month))
    for table in ("quarters", "parts_of_year"):
        for first, last, words in data[table]:
            for word in words:
                value, end = PartialDate(month=first), PartialDate(month=last)
                yield word, Phrase(table.replace("_", "-"), "months", table == "quarters", value, end)
