"""Verbs of speech and stance that can begin a statement.

The same words are nouns as often ("theo đề nghị của", "sự ủng hộ", "các cam kết"); what stands before
and behind tells. Whether a verb does begin a statement is for the clause grammar (`kg.resolve.clauses`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from kg.extract.mentions import ActMention
from kg.extract.vocabulary import vocabulary
from kg.lang.kinds import Strength
from kg.lang.lexicon import Hit, chosen
from kg.lang.pack import Act, LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import Grammar
from kg.model import Span

_NEAR = 24  # code points before a verb in which the words stand that make it a noun

_SECOND_WORDS = 14  # between the two parts of a verb


def find(
    text: str, low: str, pack: LanguagePack, taken: Sequence[Span] = (), starts: Collection[int] = ()
) -> list[ActMention]:
    """The verbs that stand as verbs, in order; none inside `taken` (names that hold such a word).

    `starts` are the places where sentences begin: only there a verb has a capital.
    """
    found = []
    inside = {at for span in taken for at in range(span.start, span.end)}
    behind = {span.end + 1 for span in taken}  # a name's last word is no word before a noun: "Lê Văn Đạt"
    for hit in chosen(vocabulary(low, pack).acts):
        act = hit.value
        if (
            act.decoy
            or hit.start in inside
            or (hit.start not in starts and _in_a_name(text, hit.start))
            or (hit.start not in behind and _is_noun(low, hit, pack.grammar))
            or not _has_second(low, hit)
        ):
            continue
        strength = act.strength
        if strength is Strength.QUOTE and _says_that(pack.grammar).match(low, hit.end):
            strength = Strength.SPEECH
        found.append(ActMention(Span(hit.start, hit.end), act.kind, strength, act.form))
    return found


def _in_a_name(text: str, at: int) -> bool:
    """A capital within a sentence: "Tuyên bố Tầm nhìn chung" is a document."""
    return (
        text[at].isupper()
        and at > 1
        and text[at - 1] == " "
        and (text[at - 2].isalnum() or text[at - 2] == ",")
    )


@cache
def _says_that(grammar: Grammar) -> re.Pattern[str]:
    """ "viết trên mạng xã hội rằng …": no verb of quoting only."""
    return re.compile(rf" (?:[^\s,.;:\"\n]+ ){{0,{_SECOND_WORDS}}}?{grammar.words.that}\b")


def _has_second(low: str, hit: Hit[Act]) -> bool:
    """Whether the rest of a verb in two parts follows: "gọi đây là …", "nhờ Đại sứ chuyển lời"."""
    return not hit.value.second or bool(_second(hit.value.second).match(low, hit.end))


@cache
def _second(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf" (?:[^\s,.;:\n]+ ){{0,{_SECOND_WORDS}}}?{any_of(words)}\b")


def _is_noun(low: str, hit: Hit[Act], grammar: Grammar) -> bool:
    before = _words_before(low, hit.start)
    left = low[max(0, hit.start - _NEAR) : hit.start].rstrip()
    if any(words in grammar.conjunctions for words in before[1:]) or left.endswith(grammar.besides):
        return False
    if any(words in grammar.nominalizers for words in before):
        return not _led_by_purpose(before, hit, grammar)
    return hit.value.form in grammar.verbal_nouns and bool(_of(grammar).match(low, hit.end))


@cache
def _of(grammar: Grammar) -> re.Pattern[str]:
    """Behind a verb that is a noun: "của", with adjectives before it, or "trên", "này" and what befell it."""
    of = rf"(?:{any_of(grammar.noun_adjectives)} ){{0,2}}{grammar.words.of}"
    pointed = rf"{any_of(grammar.points)}(?:[,.]| {any_of(grammar.befalls)})"
    return re.compile(rf" (?:{of}|{pointed})(?!\w)")


def _led_by_purpose(before: tuple[str, ...], hit: Hit[Act], grammar: Grammar) -> bool:
    return hit.value.strength is Strength.TOPIC and any(words in grammar.purpose for words in before)


def _words_before(low: str, at: int) -> tuple[str, ...]:
    """The last word and the last two words before `at`, on the same side of any punctuation."""
    left = low[max(0, at - _NEAR) : at]
    if not left or left[-1] != " ":
        return ()
    for mark in '\n,;:.()"':
        left = left.rpartition(mark)[2]
    words = left.split()
    return (words[-1], " ".join(words[-2:])) if words else ()
