"""Where a question ends: a line of its own, or SPARQL over several lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.query.tokens import FORMS, UPDATES, Kind, Token, tokens

_BEGIN = FORMS | UPDATES | {"PREFIX", "BASE"}
_GO_ON = frozenset(["LIMIT", "OFFSET", "ORDER", "GROUP", "HAVING", "VALUES", "WHERE", "FROM"])


def is_sparql(text: str) -> bool:
    """Whether a text begins as SPARQL does, and not with the name of a query."""
    first = next(iter(tokens(text)), None)
    return first is not None and (first.text.upper() in _BEGIN or not _named(text))


def is_whole(text: str) -> bool:
    """Whether nothing of a question is missing that its beginning asks for."""
    if not text.strip() or text.lstrip().startswith(".") or not is_sparql(text):
        return True
    found = list(tokens(text))
    if any(token.kind is Kind.BAD for token in found):
        return True  # more lines do not mend it
    if found[-1].text == ";" and _depth(found) <= 0:
        return True
    words = {token.text.upper() for token in found if token.kind is Kind.WORD}
    closed = any(token.text == "}" for token in found) or "DESCRIBE" in words
    return _depth(found) < 0 or (closed and _depth(found) == 0) or not words & _BEGIN


def questions(lines: Iterable[str]) -> Iterator[str]:
    """The questions in a text that is read to its end.

    Each ends at a semicolon, at an empty line, or where the next one begins.
    """
    held = ""
    for line in lines:
        line = line.rstrip("\r\n")
        if not line.strip() or (is_whole(held) and not _goes_on(line)):
            yield from filter(None, [held.strip()])
            held = line
        else:
            held = f"{held}\n{line}"
        *ended, held = _parts(held)
        yield from filter(None, ended)
    yield from filter(None, [held.strip()])


def _parts(text: str) -> list[str]:
    """The text cut at semicolons that stand outside of brackets; the last part has not ended."""
    parts, start, depth = [], 0, 0
    if text.lstrip().startswith("."):
        return [text]
    for token in tokens(text):
        depth += (token.text in "{([") - (token.text in "})]")
        if token.text == ";" and depth <= 0:
            parts.append(text[start : token.start].strip())
            start = token.start + 1
    rest = text[start:]
    return [*parts, rest if next(iter(tokens(rest)), None) is not None else ""]


def _goes_on(line: str) -> bool:
    """Whether a line belongs to what stands before it, which could be whole."""
    first = next(iter(tokens(line)), None)
    return first is None or first.text.upper() in _GO_ON or first.text in "{(};"


def _named(text: str) -> bool:
    """Whether a text looks like the name of a query, with parameters or without."""
    name, *rest = text.split()
    plain = name.rstrip(";").replace("-", "_").replace(".", "_").isidentifier()
    return plain and (not rest or "=" in rest[0])


def _depth(found: Iterable[Token]) -> int:
    return sum((token.text in "{([") - (token.text in "})]") for token in found)
