"""Whether two names may be one person's."""

from __future__ import annotations

from kg.lang.person_words import NameWords
from kg.lang.syllables import native_syllables
from kg.text import fold, matching

_LEAST_INNER = 4  # letters of a name between the first and the last that may stand alone: no "bin"
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})  # as written in every language


def is_native(name: str, words: NameWords) -> bool:
    """Whether a name has the form of the language's own: its syllables, its family names or diacritics."""
    if "-" in name:
        return False  # a transcription
    parts = parts_of(name)
    if not native_syllables(parts, words):
        return False
    return parts[0] in words.family or (len(parts) > 1 and not _is_plain(parts))


def parts_of(name: str) -> tuple[str, ...]:
    """A name's parts in lower case: hyphens, initials' stops and the suffix of a son do not count."""
    parts = tuple(matching(name).replace("-", " ").replace(".", " ").replace("'", " ").split())
    return parts[:-1] if len(parts) > 2 and parts[-1] in _SUFFIXES else parts


def same_name(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether `short` may name who is called `full`: equal, a part of it, or misspelt by a letter or two."""
    if full == short:
        return True
    if _is_plain(full) is not _is_plain(short):  # one of them is written without diacritics
        full, short = _folded(full), _folded(short)
        if full == short:
            return True
    if len(short) < len(full):
        return _is_part(full, short)
    if len(short) > len(full) or len(full) == 1:
        return False
    if len(full) in (2, *range(4, 20)) and sorted(short) == sorted(full):
        return True  # family name first or last; two syllables of a transcription changed places
    if full[-1] == short[-1] and _initials(full[:-1], short[:-1]):
        return True
    differing = [(a, b) for a, b in zip(full, short, strict=True) if a != b]
    return len(differing) == 1 and _misspelt(*differing[0], certain=len(full) > 2)


def is_inner_part(full: tuple[str, ...], part: str) -> bool:
    """Whether one is called by a name that is neither his first nor his last: one of two family names."""
    return part in full[1:-1] and len(part) >= _LEAST_INNER


def _is_plain(parts: tuple[str, ...]) -> bool:
    return all(part.isascii() for part in parts)


def _folded(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(" ".join(parts)).split())


def _is_part(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """A run of parts, one of those at the ends, or both ends without the middle: "Donald (John) Trump"."""
    if len(short) == 1:
        return short[0] in (full[0], full[-1]) and len(short[0]) > 1
    runs = [full[at : at + len(short)] for at in range(len(full) - len(short) + 1)]
    return short in runs or (full[0] == short[0] and full[-1] == short[-1])


def _initials(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """ "A. Lukashenko" for "Alexander Lukashenko"."""
    return any(len(b) == 1 for b in short) and all(
        a == b or a[0] == b for a, b in zip(full, short, strict=True)
    )


def _misspelt(one: str, other: str, *, certain: bool) -> bool:
    """One letter or two more, fewer or changed in a long foreign word; never in a Vietnamese syllable."""
    shorter = min(len(one), len(other))
    if shorter < 4 or not (one.isascii() and other.isascii()):
        return False
    if one[0] != other[0] and not certain:
        return False
    return _distance(one, other) <= (1 if shorter < 8 else 2)


def _distance(one: str, other: str) -> int:
    """How many letters must be added, dropped or changed to make the one the other."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]
