"""Days in words: as precise as they are known and no more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)-(\d\d))")

_YEAR = re.compile(r"(?<=\S)[ /,]+\d{4}(?:–\d{4})?$|^(?:≈ )?\d{4}(?:–\d{4})?$")


def date(lexical: str | None, lang: str) -> str:
    """1 Jul 2021, Jul 2021, 2021 or 1 Jul; 01/07/2021 in Vietnamese. What is no date stays as it is."""
    found = _DATE.match(lexical or "")
    if not found:
        return lexical or ""
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    if lang == "vi":
        return "/".join(part for part in (day, month, year) if part)
    named = _MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else month
    return " ".join(part for part in (day and str(int(day)), named, year) if part)


def when(facts: Mapping[str, Any], lang: str) -> str:
    """When something was; "" where nothing is known. What is not sure begins with ≈."""
    told, first, last = facts.get("date"), facts.get("earliest"), facts.get("latest")
    sign = "≈ " if facts.get("inferred") else ""
    if told:
        end = facts.get("end")
        if str(told).startswith("--") and first and last and first[:4] != last[:4]:
            return f"≈ {date(told, lang)}, {first[:4]}–{last[:4]}"
        return f"{sign}{date(told, lang)}" + (f" – {date(end, lang)}" if end and end != told else "")
    if not (first and last):
        return ""
    if first == last:
        return sign + date(first, lang)
    shared = next((first[:size] for size in (7, 4) if first[:size] == last[:size]), "")
    return f"≈ {date(shared, lang)}" if shared else f"≈ {first[:4]}–{last[:4]}"


def without_year(told: str) -> str:
    """What `when` tells, without the year; "" where it is no more than one."""
    ends = told.split(" – ")
    if len({end[-4:] for end in ends}) > 1:  # from one year into the next
        return told
    return " – ".join(filter(None, (_YEAR.sub("", end) for end in ends)))


def sure(facts: Mapping[str, Any]) -> bool:
    """Whether the day is told."""
    return (
        bool(facts.get("earliest"))
        and facts.get("earliest") == facts.get("latest")
        and not facts.get("inferred")
    )
