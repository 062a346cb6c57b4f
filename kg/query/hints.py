"""What a query's text tells beyond what the engine answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from kg.graph.names import BG, LEVEL, TOPIC
from kg.query.lookup import Lookup
from kg.query.tokens import Kind, tokens


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


def unknown_terms(text: str, lookup: Lookup, prefixes: Mapping[str, str]) -> Iterator[str]:
    """A note for each term of our vocabulary in `text` of which the graph knows nothing."""
    spaces = {prefix: space for prefix, space in prefixes.items() if space in (BG, TOPIC, LEVEL)}
    names = dict.fromkeys(token.text for token in tokens(text) if token.kind is Kind.NAME)
    for name in names:
        prefix, _, local = name.partition(":")
        if not local or prefix not in spaces or lookup.known(iri := spaces[prefix] + local):
            continue
        close = get_close_matches(iri, lookup.terms(spaces[prefix]), n=1)
        guess = f": did you mean {prefix}:{close[0].removeprefix(spaces[prefix])}?" if close else ""
        yield f"the graph says nothing about {name}{guess}"
