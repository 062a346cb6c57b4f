"""What a language pack says about page furniture, compiled once: `furniture.yaml` is the data.

Every question is asked of text in its `matching` form, which has the offsets of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import KGError
from kg.model import Span
from kg.resources import lang_data, languages
from kg.text import BULLETS, matching

_FILE = "furniture.yaml"
_NUMBER = r"\d+(?:[/:.,h-]\d+)*"
_SOME = r".{0,90}(?<!\.)"
_LISTED = rf"(?:\d{{1,2}}[.)]\s*|[{BULLETS}·»>]+\s*)?"
_BYLINE_WORDS = 10
_CREDIT_WORDS = 8
BYLINE = 90  # code points
_MARK = re.compile(r"[:(\[]")  # one stands in every credit
_LABEL = 40  # code points before the colon of a credit in which its label stands
_NAME = re.compile(r"(?:\w\.?){1,3}\w*(?:[-'.]\w+)*\.?")
_STAMP = re.compile(r"\d{1,4}(?:[:.h-]\d{1,2}){0,2}")
_STOP = re.compile(r"[.!?…]")
_TOKEN = re.compile(r"\S+")
_SEPARATORS = re.compile(r"\s*[/,&()|:]\s*|\s+[-–—]\s*|\s+")


@dataclass(frozen=True, slots=True)
class Credit:
    """A photo credit in a line; `caption` is false where it names the writer, not a picture."""

    span: Span
    caption: bool


def _pattern(phrase: str) -> str:
    """The regular expression of a phrase of the data: "#" is a number, "…" a few words."""
    escaped = re.escape(matching(phrase))
    return escaped.replace(r"\#", _NUMBER).replace("#", _NUMBER).replace("…", _SOME).replace(r"\ ", r"\s+")


def _any(phrases: Iterable[str]) -> str:
    """One alternation, the longest first, so that "ảnh minh họa" wins over "ảnh"."""
    return "(?:" + "|".join(_pattern(p) for p in sorted(set(phrases), key=lambda p: (-len(p), p))) + ")"


class Furniture:
    """The compiled data of one language."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        lines, lists, credits = data["lines"], data["lists"], data["credits"]
        self._lines: dict[str, re.Pattern[str]] = {
            name: re.compile(_any(group["phrases"])) for name, group in lines.items()
        }
        self._line = re.compile(_any(phrase for group in lines.values() for phrase in group["phrases"]))
        self._tail = re.compile(_LISTED + _any(lists["tail"]["phrases"]) + r"\s*:?")
        self._box = re.compile(_LISTED + _any(lists["box"]["phrases"]) + r"\s*:?")
        self._pointer = re.compile(_LISTED + _any(lists["pointers"]["phrases"]))

        outlet = _any(data["outlets"]["names"])
        self._outlet = re.compile(rf"{outlet}(?!\w)(?:\s+(?P<more>{_any(credits['trailing'])})(?!\w))?")
        self._prefix = re.compile(
            # (Dân trí) -
            rf"(?:\((?:{outlet}[^()]{{0,20}}|[^\s()]{{2,14}}(?: [^\s()]{{1,8}}){{0,2}})\)\s*-+\s*"
            rf"|\({outlet}\)\s+"
            rf"|(?:{outlet}|[\w-]+\.vn)\s*-+\s+"  # TPO -
            # Hà Nội (TTXVN 1/7) -
            rf"|[^.,;:()\n]{{2,30}}(?:,\s*(?:ngày\s*)?{_NUMBER})?\s*\({outlet}"
            rf"(?:\)\s*-+\s*|[\s,]+(?:ngày\s*)?{_NUMBER}\)\s*-*\s*)"
            rf"|(?:{outlet})\s*\([^()]{{2,30}}\)\s*-+\s*)"
        )

        self._byline_words = frozenset(word for phrase in data["bylines"]["words"] for word in _words(phrase))
        self._outlet_words = frozenset(word for name in data["outlets"]["names"] for word in _words(name))
        authors = _any(credits["authors"])
        labels = _any(credits["labels"])
        self._bracketed = re.compile(
            rf"[(\[]\s*(?:(?:{labels}|{_any(credits['bracketed'])})(?:\s+[\w ]{{1,20}})?"
            rf"\s*:[^()\[\]\n]{{1,90}}"
            rf"|{_any(credits['alone'])})\s*[)\]]\s*\.?"
        )
        self._labelled = re.compile(rf"(?<!\w)(?:(?P<author>{authors})|{labels})\s*:")
        self._by = re.compile(rf"(?:{authors}|{labels})\s*:\s*")
        openers = sorted(credits["openers"], key=lambda word: (-len(word), word))
        self._opener = re.compile(f"(?:{'|'.join(map(re.escape, openers))})(?!\\w)")
        self._openings = re.compile(_any(data["openings"]) + r"(?!\w)")
        self._connectives = re.compile(_any(data["connectives"]) + r"(?!\w)")

    # ------------------------------------------------------------ lines
    def kind_of_line(self, low: str) -> str | None:
        """Name of the group of furniture that a whole line is, if any."""
        if len(low) > 120 or not self._line.fullmatch(low):
            return None
        return next(name for name, pattern in self._lines.items() if pattern.fullmatch(low))

    def opens_tail(self, low: str) -> bool:
        """Whether a line opens a list of other stories that runs to the end."""
        return len(low) < 60 and self._tail.fullmatch(low) is not None

    def opens_box(self, low: str) -> bool:
        """Whether a line opens a list of other stories after which the article may go on."""
        return len(low) < 60 and self._box.fullmatch(low) is not None

    def points_elsewhere(self, low: str) -> bool:
        """Whether a line points to another story."""
        return self._pointer.match(low) is not None

    def prefix(self, text: str, low: str, span: Span) -> int:
        """End of the agency's name or date-line that `span` opens with; its start if there is none."""
        head = low[span.start : min(span.end, span.start + 90)]
        if "(" not in head and "-" not in head:
            return span.start  # as most do
        found = self._prefix.match(head)
        if not found or not text[span.start : span.start + 2].lstrip("(")[:1].isupper():
            return span.start
        return span.start + found.end()

    # ------------------------------------------------------------ by-lines
    def may_end_byline(self, text: str) -> bool:
        """Whether a by-line may end `text`, by its last word: most stories end otherwise."""
        words = [word for word in _SEPARATORS.split(text[-BYLINE:].rstrip(".- ")) if word]
        last = words[-1] if words else ""
        if _STOP.search(last):
            return True  # a sentence may end within it
        low = matching(last).strip(".")
        return (
            low in self._outlet_words
            or low in self._byline_words
            or last[:1].isupper()
            or _STAMP.fullmatch(last) is not None
        )

    def is_byline(self, text: str) -> bool:
        """Whether a short piece of text holds nothing but names, outlets and the words between them."""
        if len(text) > BYLINE:
            return False
        label = self._by.match(matching(text))
        bare = text[label.end() if label else 0 :].strip()
        stopped = bare.endswith(".") and not label
        words = [word for word in _SEPARATORS.split(bare.rstrip(".- ")) if word]
        if not words or len(words) > _BYLINE_WORDS:
            return False
        low = [matching(word).strip(".") for word in words]
        outlets = [word in self._outlet_words for word in low]
        if stopped:
            return all(outlets) or (low[0] == "theo" and all(outlets[1:]))
        return all(
            known
            or word in self._byline_words
            or (raw[0].isupper() and _NAME.fullmatch(raw) is not None)
            or (at > 0 and _STAMP.fullmatch(raw) is not None)
            for at, (raw, word, known) in enumerate(zip(words, low, outlets, strict=True))
        )

    # ------------------------------------------------------------ sentences
    def opens_paragraph(self, low: str) -> bool:
        """Whether a line begins as a paragraph of the story does, not as a caption."""
        return self._openings.match(low) is not None

    def continues(self, low: str) -> bool:
        """Whether a sentence goes on from the one before it, as a caption never does."""
        return self._connectives.match(low) is not None

    # ------------------------------------------------------------ credits
    def credits(self, text: str, low: str, span: Span) -> Iterator[Credit]:
        """The photo credits of one line, in order."""
        at = span.start
        for mark in _MARK.finditer(low, span.start, span.end):
            if mark.start() < at:
                continue
            if mark[0] != ":":
                if bracketed := self._bracketed.match(low, mark.start(), span.end):
                    at = bracketed.end()
                    yield Credit(Span(mark.start(), at), True)
                continue
            found = self._labelled.search(low, max(at, mark.start() - _LABEL), mark.end())
            if found is None:
                continue
            before, start = at, found.start()
            at = _past_spaces(low, found.end(), span.end)
            if not text[start].isupper():
                continue
            at = max(at, self._credit_end(text, low, at, span.end))
            dash = before + len(text[before:start].rstrip(" \u00a0-–—"))
            yield Credit(Span(dash, at), found["author"] is None)

    def _credit_end(self, text: str, low: str, start: int, end: int) -> int:
        """Where a credit without brackets ends: at a full stop, or where a sentence can begin."""
        tokens = [
            found.span()
            for _, found in zip(range(_CREDIT_WORDS), _TOKEN.finditer(text, start, end), strict=False)
        ]
        for at, (left, right) in enumerate(tokens):
            token = text[left:right]
            slash = token.rfind("/")
            if at == 0 or slash >= 0:
                outlet = self._outlet.match(low, left + slash + 1, end)
                stop = outlet.end() if outlet else start
                if outlet and outlet["more"] and text[outlet.start("more")].isupper():
                    stop = outlet.start("more") - 1
                if outlet and text[stop : stop + 1] != "/":
                    return stop + 1 if text[stop : stop + 1] == "." else stop
            if at and self._begins(text, tokens, at):
                return tokens[at - 1][1]
            if at > 1 and token[0].islower() and text[tokens[at - 1][0]].isupper():
                return tokens[at - 2][1]
            if token[-1] in ".!?":
                return right
        if len(tokens) < _CREDIT_WORDS:
            return end
        return tokens[1][1]

    def _begins(self, text: str, tokens: list[tuple[int, int]], at: int) -> bool:
        """Whether the token at `at` (not the first) begins the sentence after a credit."""
        left, right = tokens[at]
        token, before = text[left:right], text[slice(*tokens[at - 1])]
        if token[0] in "\"“‘'(":
            return True
        if len(before) > 1 and before.isupper() and not token.isupper():
            return True
        return (at > 1 or before.isascii()) and self._opener.match(text, left) is not None


def _past_spaces(low: str, at: int, end: int) -> int:
    while at < end and low[at].isspace():
        at += 1
    return at


def _words(name: str) -> list[str]:
    return [word.strip(".") for word in _SEPARATORS.split(matching(name)) if word.strip(".")]


@cache
def _compiled(language: str) -> Furniture:
    return Furniture(lang_data(language, _FILE))


def furniture(language: str) -> Furniture:
    """The furniture of a language; that of Vietnamese pages serves where a language has none of its own."""
    if language not in languages():
        return _compiled("vi")
    try:
        return _compiled(language)
    except KGError:
        return _compiled("vi")
