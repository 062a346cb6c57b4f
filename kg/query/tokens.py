"""The words of a SPARQL text with their places, for messages that point at the mistake.

Whether a query is valid is the engine's decision; this only tells the user where to look and what was
likely meant. It follows the terminals of the SPARQL 1.1 grammar.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a token is."""

    COMMENT = "comment"
    STRING = "string"
    IRI = "iri"
    VARIABLE = "variable"
    BLANK = "blank"
    NAME = "name"  # prefixed name
    TAG = "tag"  # language tag
    NUMBER = "number"
    WORD = "word"  # keyword, function name, or a slip
    MARK = "mark"
    BAD = "bad"  # what no terminal begins with


@dataclass(frozen=True, slots=True)
class Token:
    """A token and the offset at which it stands."""

    kind: Kind
    text: str
    start: int


_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
             | \"(?:[^\"\\\r\n]|\\.)*\" | '(?:[^'\\\r\n]|\\.)*')
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)
             (?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)?)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<number>(?:\d+\.\d*|\.?\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>\w+)
  | (?P<mark>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!+*/^|?~-])
  | (?P<bad>\S)
    """,
    re.VERBOSE | re.DOTALL,
)

_WINDOW = 76  # characters of a line that an excerpt shows
_FORMS = "SELECT ASK CONSTRUCT DESCRIBE"
_UPDATES = "INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH"
_KEYWORDS = """
    BASE PREFIX DISTINCT REDUCED AS FROM NAMED WHERE ORDER BY ASC DESC LIMIT OFFSET GROUP HAVING VALUES UNDEF
    OPTIONAL GRAPH UNION FILTER BIND SERVICE SILENT MINUS EXISTS NOT IN A TRUE FALSE SEPARATOR LATERAL
"""
_FUNCTIONS = """
    STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
    ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS
    TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI
    ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT
    TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE ADJUST HASLANG HASLANGDIR LANGDIR STRLANGDIR
"""
FORMS = frozenset(_FORMS.split())
UPDATES = frozenset(_UPDATES.split())
WORDS = FORMS | UPDATES | frozenset(_KEYWORDS.split()) | frozenset(_FUNCTIONS.split())


def tokens(text: str) -> Iterator[Token]:
    """The tokens of `text` in order, comments left out."""
    for match in _TOKEN.finditer(text):
        kind = Kind(match.lastgroup or "bad")
        if kind is not Kind.COMMENT:
            yield Token(kind, match[0], match.start())


def excerpt(text: str, offset: int, length: int = 1) -> tuple[str, str]:
    """The line in which `offset` stands, cut to a window around it, and carets for the line below."""
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:].partition("\n")[0].rstrip("\r")
    at = offset - start
    left = max(0, min(at - _WINDOW // 2, len(line) - _WINDOW))
    window = "".join(_shown(char) for char in line[left : left + _WINDOW])
    head, tail = "…" if left else "", "…" if left + _WINDOW < len(line) else ""
    before = f"{head}{window[: at - left]}"
    carets = "^" * max(1, sum(map(_cells, window[at - left : at - left + length])))
    return f"{head}{window}{tail}", f"{' ' * sum(map(_cells, before))}{carets}"


def _shown(char: str) -> str:
    """A character as wide as it is told to be, that a terminal only shows."""
    return " " if char == "\t" else char if unicodedata.category(char)[0] != "C" else "\ufffd"


def _cells(char: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def position(text: str, offset: int) -> str:
    """Where `offset` stands, for people: "line 2, column 17"."""
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - (text.rfind(chr(10), 0, offset) + 1) + 1}"
