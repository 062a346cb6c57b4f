"""The words of a language that the rules of grammar name one by one: `words` of grammar.yaml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """`words` of grammar.yaml."""

    about: str
    according: str
    already: str
    also: str
    always: str
    and_: str
    at: str
    between: str
    by: str
    country: str
    during: str
    is_: str
    matter: str
    meanwhile: str
    ministry: str
    of: str
    on_behalf: str
    passive: str
    specially: str
    that: str
    the: str
    together: str
    who: str
    will: str
    with_: str
