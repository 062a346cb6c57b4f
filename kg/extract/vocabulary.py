"""The words of a language pack that stand in a text, looked for in one pass for all extractors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.lang.kinds import TitleClass
from kg.lang.lexicon import Hit, Lexicon, Lexicons
from kg.lang.pack import Act, Cue, Group, LanguagePack


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """By where they begin, the longest phrase at each place."""

    heads: Mapping[int, Hit[TitleClass]]  # of titles
    leads: Mapping[int, Hit[str]]  # what may stand before a head or a name: prefixes, honorifics
    pronouns: Mapping[int, Hit[str]]
    groups: Mapping[int, Hit[Group]]
    acts: Mapping[int, Hit[tuple[Act, ...]]]
    cues: Mapping[int, Hit[Cue]]


@lru_cache(maxsize=1)
def vocabulary(low: str, pack: LanguagePack) -> Vocabulary:
    """The words of `pack` in a matching text; that of the last text is kept, for several ask for it."""
    return Vocabulary(*_lexicons(pack).longest(low))


@cache
def _lexicons(pack: LanguagePack) -> Lexicons:
    leads = sorted(pack.titles.prefixes | pack.titles.honorifics | pack.titles.degrees | pack.names.styles)
    return Lexicons(
        pack.titles.heads,
        Lexicon((word, word) for word in leads),
        Lexicon((word, word) for word in pack.grammar.pronouns),
        pack.groups,
        pack.acts,
        pack.cues,
    )
