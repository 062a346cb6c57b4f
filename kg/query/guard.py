"""Refuses what `query` must not do, and says in one line what is wrong with a text that does not parse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from urllib.parse import urljoin

from kg.errors import UsageError
from kg.query.tokens import FORMS, UPDATES, WORDS, Kind, Token, excerpt, position, tokens

_CLOSING = {"{": "}", "(": ")", "[": "]"}
# what the engine says beside the list of what it expected
_REASONS = re.compile(
    r"The SELECT contains a variable that is unbound|Invalid IRI|IRI parsing failed"
    r"|[^,\[\]]*already (?:in scope|declared)[^,\[\]]*"
    r"|[A-Z][a-z]+ [^,\[\]]*(?:not allowed|is not|are not|must|cannot)[^,\[\]]*"
)
_IN_OTHER_WORDS = {
    "The SELECT contains a variable that is unbound": (
        "a variable of SELECT has no value: bind it in WHERE, or name it in GROUP BY"
    ),
    "IRI parsing failed": "not a valid IRI",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text was seen to ask for before it is run."""

    graphs: tuple[str, ...]  # named after FROM; they replace the default graph
    form: str = ""  # SELECT, ASK, CONSTRUCT or DESCRIBE; anything else is a slip
    undeclared: frozenset[str] = frozenset()  # prefixes it uses and does not declare
    asks_graphs: bool = False  # whether it holds GRAPH
    unlimited: bool = False  # whether a LIMIT may be added at its end


def check(text: str, prefixes: Mapping[str, str], where: str = "") -> Checked:
    """Raise a UsageError if `text` would change the graph or reach out to another machine."""
    found = list(tokens(text))
    _refuse_update(text, found, where)
    _refuse_service(text, found, where)
    first = _first_word(found)
    used = {token.text.partition(":")[0] for token in found[_prologue(found) :] if token.kind is Kind.NAME}
    return Checked(
        tuple(_from_graphs(found, prefixes)),
        first.text.upper() if first is not None else "",
        frozenset(used - _declared(found).keys()),
        any(token.kind is Kind.WORD and token.text.upper() == "GRAPH" for token in found),
        not any(token.text.upper() in ("LIMIT", "VALUES") for token in _outermost(found)),
    )


def diagnose(text: str, message: str, prefixes: Mapping[str, str], where: str = "") -> UsageError:
    """The engine's `message` about `text` as one line with the place and the likely word."""
    found = list(tokens(text))
    if not found:
        return UsageError("an empty query", where=where, hint="begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    declared = {**prefixes, **_declared(found)}
    if (unknown := _function(text, message, declared, where)) is not None:
        return unknown
    for find in (_bad_token, _broken_iri, _unknown_word, _unknown_prefix, _unclosed, _other_language):
        if (slip := find(found, declared)) is not None:
            return _mistake(text, slip, where)
    return _told(text, message, found, where)


def _mistake(text: str, slip: Slip, where: str) -> UsageError:
    token, what, hint = slip
    shown = excerpt(text, token.start, len(token.text))
    return UsageError(f"{position(text, token.start)}: {what}", where=where, hint=hint, excerpt=shown)


def _function(text: str, message: str, declared: Mapping[str, str], where: str) -> UsageError | None:
    """A function that the engine does not have; it says which only while it runs the query."""
    match = re.match(r"The custom function <(.*)> is not supported", message)
    if match is None:
        return None
    hint = "functions with a prefix are xsd:integer, xsd:date and the like; the others are words: CONTAINS(…)"
    for token in tokens(text):
        prefix, _, local = token.text.partition(":")
        spelled = token.text[1:-1] if token.kind is Kind.IRI else declared.get(prefix, "") + local
        if token.kind in (Kind.IRI, Kind.NAME) and spelled == match[1]:
            return _mistake(text, (token, f"unknown function {token.text}", hint), where)
    return UsageError(f"unknown function <{match[1]}>", where=where, hint=hint)


def _told(text: str, message: str, found: Sequence[Token], where: str) -> UsageError:
    """What the engine says, without its list of all that it expected."""
    hint = "mend the query's text"
    place = re.match(r"error at (\d+):(\d+)", message)
    reason = _REASONS.search(message)
    words = _IN_OTHER_WORDS.get(reason[0], reason[0]) if reason else ""
    if place is None:
        return UsageError(words or message.partition("\n")[0], where=where, hint=hint)
    line, column = int(place[1]), int(place[2])
    token = _token_at(text, found, line, column)
    return _mistake(text, (token, words or f"syntax error near {token.text!r}", hint), where)


# ---------------------------------------------------------------- what is refused
def _refuse_update(text: str, found: Sequence[Token], where: str) -> None:
    for token in _outermost(found):
        if token.kind is Kind.WORD and token.text.upper() in UPDATES:
            what = f"{token.text.upper()} changes the graph, and query only reads it"
            hint = "`kg build` adds articles and `kg remove` withdraws them"
            raise _mistake(text, (token, what, hint), where)


def _refuse_service(text: str, found: Sequence[Token], where: str) -> None:
    """The word outside a string is plain to see; where it hides, a parser decides, and doubt refuses."""
    if "service" not in text.casefold():
        return
    hint = "query asks this store alone; remove the SERVICE clause"
    for token in found:
        if token.kind is Kind.WORD and token.text.upper() == "SERVICE":
            raise _mistake(text, (token, "SERVICE reaches out to another machine", hint), where)
    if _parsed_service(text):
        raise UsageError("SERVICE reaches out to another machine", where=where, hint=hint)


def _parsed_service(text: str) -> bool:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    def holds(node: object) -> bool:
        if isinstance(node, CompValue) and node.name == "ServiceGraphPattern":
            return True
        if isinstance(node, Mapping):
            return any(holds(value) for value in node.values())
        if isinstance(node, Iterable) and not isinstance(node, str | bytes):
            return any(holds(item) for item in node)
        return False

    try:
        return holds(list(parseQuery(text)))
    except (ParseBaseException, RecursionError):
        return True


def _from_graphs(found: Sequence[Token], prefixes: Mapping[str, str]) -> Iterable[str]:
    declared = {**prefixes, **_declared(found)}
    words = [token for token in found if token.text.upper() != "NAMED"]
    for token, following in pairwise(words):
        if token.kind is Kind.WORD and token.text.upper() == "FROM":
            if following.kind is Kind.IRI:
                yield urljoin(declared.get("<base>", ""), following.text[1:-1])
            elif following.kind is Kind.NAME:
                prefix, _, local = following.text.partition(":")
                yield declared.get(prefix, f"{prefix}:") + local.replace("\\", "")


# ---------------------------------------------------------------- what is wrong
Slip = tuple[Token, str, str]


def _bad_token(found: Sequence[Token], _: Mapping[str, str]) -> Slip | None:
    for token in found:
        if token.kind is Kind.BAD:
            if token.text in "\"'":
                return token, "a string that is not closed", f"end it with {token.text}"
            return token, f"{token.text!r} has no meaning in SPARQL", "remove it, or quote it within a string"
    return None


def _broken_iri(found: Sequence[Token], _: Mapping[str, str]) -> Slip | None:
    for token, following in pairwise(found):
        adjacent = following.start == token.start + 1 and following.kind in (Kind.WORD, Kind.NAME)
        if token.text == "<" and adjacent:
            return token, "an IRI that is not closed, or holds what an IRI may not", "write it as <https://…>"
    return None


def _unknown_word(found: Sequence[Token], _: Mapping[str, str]) -> Slip | None:
    first = _first_word(found)
    if first is None:
        return (
            (found[-1], "no query follows", "begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
            if found
            else None
        )
    if first.text.upper() not in FORMS:
        close = get_close_matches(first.text.upper(), sorted(FORMS), n=1)
        guess = f"did you mean {close[0]}?" if close else "begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
        return first, f"a query does not begin with {first.text!r}", guess
    for token in found:
        if token.kind is Kind.WORD and token.text.upper() not in WORDS:
            close = get_close_matches(token.text.upper(), sorted(WORDS), n=1)
            guess = f"did you mean {close[0]}?" if close else "variables begin with ?, names hold a colon"
            return token, f"unknown word {token.text!r}", guess
    return None


def _unknown_prefix(found: Sequence[Token], declared: Mapping[str, str]) -> Slip | None:
    known = sorted(prefix for prefix in declared if prefix != "<base>")
    for token in found:
        if token.kind is Kind.NAME and (prefix := token.text.partition(":")[0]) not in declared:
            close = get_close_matches(prefix, known, n=1)
            guess = f"did you mean {close[0]}:?" if close else f"have: {' '.join(f'{p}:' for p in known)}"
            return token, f"unknown prefix {prefix}:", guess
    return None


def _unclosed(found: Sequence[Token], _: Mapping[str, str]) -> Slip | None:
    stack: list[Token] = []
    for token in found:
        if token.kind is not Kind.MARK:
            continue
        if token.text in _CLOSING:
            stack.append(token)
        elif token.text in _CLOSING.values():
            if not stack:
                return token, f"{token.text} closes nothing", "remove it"
            opening = stack.pop()
            if _CLOSING[opening.text] != token.text:
                return token, f"{token.text} where {_CLOSING[opening.text]} should be", "mend the brackets"
    return (
        (stack[-1], f"{stack[-1].text} is not closed", f"add {_CLOSING[stack[-1].text]}") if stack else None
    )


def _other_language(found: Sequence[Token], _: Mapping[str, str]) -> Slip | None:
    """What SQL or a programming language writes in another way."""
    first, depth = _first_word(found), 0
    for token, following in pairwise(found):
        depth += (token.text in _CLOSING) - (token.text in _CLOSING.values())
        if token.text == "=" == following.text and following.start == token.start + 1:
            return following, "SPARQL compares with one =", "write ?a = ?b"
        if token.text == "<>":
            return token, "SPARQL compares with != where others write <>", "write ?a != ?b"
        if token.text == "," and depth == 0 and first is not None and first.text.upper() in FORMS:
            return token, "a comma between variables", "leave a space between them: SELECT ?a ?b"
    return None


# ---------------------------------------------------------------- reading tokens
def _prologue(found: Sequence[Token]) -> int:
    """How many tokens the BASE and PREFIX declarations take."""
    at = 0
    while at < len(found) and found[at].kind is Kind.WORD:
        word = found[at].text.upper()
        if word not in ("BASE", "PREFIX"):
            break
        at += 2 if word == "BASE" else 3
    return at


def _declared(found: Sequence[Token]) -> dict[str, str]:
    """Prefixes that the text declares; its base under "<base>", which no prefix can be."""
    declared: dict[str, str] = {}
    head = found[: _prologue(found)]
    for at, token in enumerate(head):
        word = token.text.upper() if token.kind is Kind.WORD else ""
        if word == "BASE" and at + 1 < len(head):
            declared["<base>"] = head[at + 1].text[1:-1]
        elif word == "PREFIX" and at + 2 < len(head):
            declared[head[at + 1].text.partition(":")[0]] = head[at + 2].text[1:-1]
    return declared


def _outermost(found: Sequence[Token]) -> Iterable[Token]:
    """The tokens outside of all brackets, where the word of an update stands, be it behind a query."""
    depth = 0
    for token in found[_prologue(found) :]:
        if token.kind is Kind.MARK and token.text in _CLOSING:
            depth += 1
        elif token.kind is Kind.MARK and token.text in _CLOSING.values():
            depth -= 1
        elif depth <= 0:
            yield token


def _first_word(found: Sequence[Token]) -> Token | None:
    at = _prologue(found)
    return found[at] if at < len(found) else None


def _token_at(text: str, found: Sequence[Token], line: int, column: int) -> Token:
    """The token at a place, or the last one before."""
    lines = text.split("\n")
    offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    return next((token for token in found if token.start + len(token.text) > offset), found[-1])
