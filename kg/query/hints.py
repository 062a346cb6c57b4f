"""What a query's text tells beyond what the engine answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise

from kg.graph.names import BG, LEVEL, ROLE, TOPIC
from kg.query.lookup import Lookup
from kg.query.tokens import Kind, Token, position, tokens

_OURS = (BG, TOPIC, LEVEL, ROLE)


def all_variables(text: str) -> list[str]:
    """The variables of a SELECT * in the order in which the text names them; none for another query."""
    found = list(tokens(text))
    words = [token.text.upper() for token in found]
    if "SELECT" not in words:
        return []
    after = words.index("SELECT") + 1
    if words[after : after + 1] and words[after] in ("DISTINCT", "REDUCED"):
        after += 1
    if words[after : after + 1] != ["*"]:
        return []
    return list(dict.fromkeys(token.text[1:] for token in found if token.kind is Kind.VARIABLE))


def unknown_terms(
    text: str, lookup: Lookup, prefixes: Mapping[str, str], *, all_vocabularies: bool
) -> Iterator[str]:
    """A note for each term in `text` of which the graph knows nothing, with the likely one.

    Of our own vocabularies; of all that the project's prefixes name, if `all_vocabularies`.
    """
    seen: set[str] = set()
    for token in tokens(text):
        iri = _iri(token, prefixes)
        if iri is None or iri in seen or not (all_vocabularies or iri.startswith(_OURS)):
            continue
        seen.add(iri)
        if not lookup.known(iri):
            guess = near(iri)
            hint = f": did you mean {guess}?" if guess else ""
            yield f"{position(text, token.start)}: the graph says nothing about {token.text}{hint}"


def near(iri: str) -> str | None:
    """The term that was likely meant by an unknown one: of the same vocabulary, else of the same name."""
    from kg.query.vocabulary import prefixed, vocabulary

    words = vocabulary()
    prefix, _, local = (prefixed(iri) or "").partition(":")
    same = {word.name.partition(":")[2]: word.name for word in words if word.name.startswith(f"{prefix}:")}
    if close := get_close_matches(local, same, n=1, cutoff=0.75):
        return same[close[0]]
    others = sorted(word.name for word in words if word.name.partition(":")[2] == local)
    if others:
        return others[0]
    close = get_close_matches(local, same, n=1, cutoff=0.5)
    return same[close[0]] if close else None


def empty_columns(text: str, variables: tuple[str, ...]) -> Iterator[str]:
    """A note for each column that no other place of `text` names: misspelt, it never has a value."""
    found = list(tokens(text))
    named = [token.text[1:] for token in found if token.kind is Kind.VARIABLE]
    made = {after.text[1:] for before, after in pairwise(found) if before.text.upper() == "AS"}
    for name in variables:
        if named.count(name) == 1 and name not in made:
            close = get_close_matches(name, sorted({other for other in named if other != name}), n=1)
            if close:
                yield f"?{name} has no value, as nothing else names it: did you mean ?{close[0]}?"


def _iri(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """The IRI of a term of one of the project's vocabularies; data's IRIs are not terms."""
    if token.kind is Kind.IRI:
        iri = token.text[1:-1]
        spaces = [space for prefix, space in prefixes.items() if prefix not in ("id", "xsd")]
        return iri if any(iri.startswith(space) and iri != space for space in spaces) else None
    prefix, _, local = token.text.partition(":")
    if token.kind is Kind.NAME and local and prefix in prefixes and prefix not in ("id", "xsd"):
        return prefixes[prefix] + local
    return None
