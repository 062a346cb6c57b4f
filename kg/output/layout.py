"""How answers are shown to people, and what of a term they see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.graph.names import PREFIXES, XSD
from kg.query.result import Select, Term

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "int", "long"))
_NONE: Mapping[str, str] = {}
_LINES = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
# what a terminal obeys, or what turns the direction of text
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Layout:
    """Options for tables: `iris` shows whole IRIs and the columns that are meant for programs."""

    width: int = 100
    color: bool = False
    iris: bool = False
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)

    def shown(self, result: Select) -> list[int]:
        """The columns to show, by position."""
        hidden = () if self.iris else result.detail
        return [at for at, name in enumerate(result.variables) if name not in hidden]

    def text(self, term: Term | None, labels: Mapping[str, str] = _NONE) -> str:
        """A term as people read it, on one line, with nothing in it that a terminal would obey."""
        if term is None:
            return ""
        if isinstance(term, NamedNode):
            if term.value in labels and not self.iris:
                return printable(labels[term.value])
            return printable(term.value if self.iris else shorten(term.value, self.prefixes))
        if isinstance(term, Literal):
            return printable(term.value)
        return f"_:{term.value}" if isinstance(term, BlankNode) else printable(str(term))


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI by the longest of the namespaces it begins with: "bg:Official"."""
    fitting = [(len(space), name) for name, space in prefixes.items() if space and iri.startswith(space)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}" if len(iri) > length else iri


def printable(text: str) -> str:
    r"""`text` on one line; control characters, and those that turn the direction of text, as \x1b."""
    line = _LINES.sub(" ", text).replace("\t", " ")
    if line.isascii() and line.isprintable():
        return line
    return "".join(
        _escaped(char) if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char for char in line
    )


def harmless(text: str) -> str:
    r"""Text of several lines with the control characters that a terminal would obey as \x1b."""
    return _CONTROL.sub(lambda match: _escaped(match[0]), text.replace("\r\n", "\n"))


def is_number(term: Term | None) -> bool:
    """Whether a term is a number, to be aligned with others."""
    return isinstance(term, Literal) and term.datatype.value in _NUMBERS


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
