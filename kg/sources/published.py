"""When an article was published, from the forms in which papers print it. Nothing is ever guessed here."""

from __future__ import annotations

import re
from datetime import date

from kg.text import matching

_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|t[2-7]|cn)"
_TIME = r"\d{1,2}\s*[:h]\s*\d{2}(?::\d{2})?(?:\s*[ap]m)?"
_NUMERIC = r"(?P<d{0}>\d{{1,2}})\s*[/.-]\s*(?P<m{0}>\d{{1,2}})\s*[/.-]\s*(?P<y{0}>\d{{4}})"
_NAMED = "mười một|mười hai|mười|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|chạp"
_SPELT = (
    rf"(?P<d{{0}}>\d{{{{1,2}}}})\s+tháng\s+(?P<m{{0}}>\d{{{{1,2}}}}|{_NAMED})\s*,?\s*"
    r"(?:năm\s+)?(?P<y{0}>\d{{4}})"
)
_LABEL = (
    r"(?:(?:cập nhật|đăng|xuất bản|ngày đăng|ngày xuất bản|đăng ngày|đăng lúc)(?:\s+(?:lúc|ngày))?\s*:?\s*)?"
)
_SEP = r"[\s,|·•;-]*"
_LONG = re.compile(
    rf"{_LABEL}(?:{_TIME}{_SEP})?(?:{_WEEKDAY}{_SEP})?(?:{_TIME}{_SEP})?(?:ngày\s+)?"
    rf"(?:{_NUMERIC.format(1)}|{_SPELT.format(2)})(?!\d)"
)
_LINE = 90  # a line that is no more than a date and a time is shorter
_REST = re.compile(
    rf"(?:{_SEP}(?:lúc\s*)?{_TIME})?{_SEP}(?:\(?\s*gmt\s*[+-]?\s*\d+\s*\)?)?{_SEP}(?P<more>.*)", re.DOTALL
)
_MORE = 25  # "| Hà Nội", "(GMT+7)", a section's name: what may follow the date on its line
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), _MONTHS.get(month) or int(month), int(day))
    except ValueError:
        return None


def stated(line: str) -> date | None:
    """The date of a line that is a publication stamp, as "Thứ Hai, ngày 05/06/2017 | 08:30".

    "Ngày 5 tháng 6 năm 2017" alone on its line is one too; a sentence that mentions a date is none.
    """
    low = matching(line).strip()
    if len(low) > _LINE or not (found := _LONG.match(low)):
        return None
    rest = _REST.match(low, found.end())
    if rest and len(rest["more"]) > _MORE:
        return None
    which = "1" if found["d1"] else "2"
    return _made(found["y" + which], found["m" + which], found["d" + which])


def written(value: str) -> date | None:
    """The date of a metadata field: ISO 8601 with or without a time, or a Vietnamese form."""
    if found := _ISO.match(value):
        return _made(found[1], found[2], found[3])
    return stated(value)
