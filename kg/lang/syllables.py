"""What a syllable of the language may look like: a name of other syllables is a foreigner's."""

from __future__ import annotations

import re
from functools import cache

from kg.lang.patterns import any_of
from kg.lang.person_words import NameWords
from kg.text import fold


def native_syllables(parts: tuple[str, ...], words: NameWords) -> bool:
    """Whether each part of a name has the form of a syllable, diacritics left out."""
    return all(_syllable(words).fullmatch(fold(part)) for part in parts)


@cache
def _syllable(words: NameWords) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.onsets)}?{any_of(words.nuclei)}{any_of(words.codas)}?")
