"""Verbs of speech and stance that can begin a statement.

The same words are nouns as often ("theo đề nghị của", "sự ủng hộ", "các cam kết"); what stands before
and behind tells. Whether a verb does begin a statement is for the clause grammar (`kg.resolve.clauses`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from kg.extract.lexicon import Hit
from kg.extract.mentions import ActMention, Strength
from kg.lang.pack import Act, LanguagePack
from kg.model import Span

_OF = re.compile(
    r" (?:(?:mạnh mẽ|to lớn|quý báu|nhất quán|chung|sâu sắc|lâu dài|chính trị|tích cực|chân thành|này|đó) ){0,2}của\b"
)


def candidates(low: str, pack: LanguagePack) -> Mapping[int, Hit[Act]]:
    """All verbs by where they begin, nouns and decoys included: what titles and names must not run over."""
    return pack.acts.longest(low)


def find(
    text: str, low: str, pack: LanguagePack, taken: Sequence[Span] = (), starts: Collection[int] = ()
) -> list[ActMention]:
    """The verbs that stand as verbs, in order; none inside `taken` (names that hold such a word).

    `starts` are the places where sentences begin: only there a verb has a capital.
    """
    found = []
    inside = {at for span in taken for at in range(span.start, span.end)}
    for hit in pack.acts.find(low):
        act = hit.value
        if (
            act.decoy
            or hit.start in inside
            or (hit.start not in starts and _in_a_name(text, hit.start))
            or _is_noun(low, hit, pack)
        ):
            continue
        found.append(ActMention(Span(hit.start, hit.end), act.kind, act.strength, act.form))
    return found


def _in_a_name(text: str, at: int) -> bool:
    """A capital within a sentence: "Tuyên bố Tầm nhìn chung" is a document."""
    return (
        text[at].isupper()
        and at > 1
        and text[at - 1] == " "
        and (text[at - 2].isalnum() or text[at - 2] == ",")
    )


def _is_noun(low: str, hit: Hit[Act], pack: LanguagePack) -> bool:
    before = _words_before(low, hit.start)
    if any(words in pack.grammar.conjunctions for words in before[1:]) or _besides(low, hit.start, pack):
        return False
    if any(words in pack.grammar.nominalizers for words in before):
        return not _led_by_purpose(before, hit, pack)
    return hit.value.form in pack.grammar.verbal_nouns and bool(_OF.match(low, hit.end))


def _besides(low: str, at: int, pack: LanguagePack) -> bool:
    left = low[max(0, at - 24) : at].rstrip()
    return left.endswith(tuple(pack.grammar.words["besides"]))


def _led_by_purpose(before: tuple[str, ...], hit: Hit[Act], pack: LanguagePack) -> bool:
    return hit.value.strength is Strength.TOPIC and any(words in pack.grammar.purpose for words in before)


def _words_before(low: str, at: int) -> tuple[str, ...]:
    """The last word and the last two words before `at`, on the same side of any punctuation."""
    left = low[max(0, at - 24) : at]
    if not left or left[-1] != " ":
        return ()
    for mark in '\n,;:.()"':
        left = left.rpartition(mark)[2]
    words = left.split()
    return (words[-1], " ".join(words[-2:])) if words else ()
