"""Verbs of speech and stance that can begin a statement.

The same words are nouns as often ("theo đề nghị của", "sự ủng hộ", "các cam kết"); what stands before
and behind tells. Whether a verb does begin a statement is for the clause grammar (`kg.resolve.clauses`).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from kg.extract import adverbs
from kg.extract.mentions import ActMention, place
from kg.extract.vocabulary import vocabulary
from kg.lang.kinds import Strength
from kg.lang.lexicon import Hit, chosen
from kg.lang.pack import SECOND_WORDS, Act, LanguagePack
from kg.lang.patterns import any_of
from kg.lang.words import Grammar
from kg.model import Span

_NEAR = 24  # code points before a verb in which the words stand that make it a noun
_UNKNOWN = 4  # words of a verb that no lexicon has
_SUBJECT = 60  # code points before a verb in which its own subject ends, adverbs between


def find(
    text: str,
    low: str,
    pack: LanguagePack,
    taken: Sequence[Span] = (),
    starts: Collection[int] = (),
    speakers: Collection[int] = (),
) -> list[ActMention]:
    """The verbs that stand as verbs, in order; none inside `taken` (names that hold such a word).

    `starts` are the places where sentences begin: only there a verb has a capital; `speakers` those where
    phrases end that may speak.
    """

    def holding(hit: Hit[tuple[Act, ...]]) -> Hit[Act] | None:
        """The hit with the first of its verbs whose conditions hold."""
        act = next((act for act in hit.value if _holds(low, hit, act, pack.grammar, speakers)), None)
        return Hit(hit.start, hit.end, act) if act is not None else None

    found = []
    inside = {at for span in taken for at in range(span.start, span.end)}
    behind = {span.end + 1 for span in taken}  # a name's last word is no word before a noun: "Lê Văn Đạt"
    held = {at: one for at, hit in vocabulary(low, pack).acts.items() if (one := holding(hit)) is not None}
    for hit in chosen(held):
        act = hit.value
        if (
            act.decoy
            or hit.start in inside
            or (hit.start not in starts and _in_a_name(text, hit.start))
            or (hit.start not in behind and _is_noun(low, hit, pack.grammar))
        ):
            continue
        strength = act.strength
        if strength is Strength.QUOTE and _says_that(pack.grammar).match(low, hit.end):
            strength = Strength.SPEECH
        found.append(ActMention(Span(hit.start, hit.end), act.kind, strength, act.form, act.joint, act.own))
    begun = {act.span.start for act in found}
    found = [  # "xin gửi lời chia buồn"
        act
        for act in found
        if not (act.own and act.form in pack.grammar.adverbs and act.span.end + 1 in begun)
    ]
    return sorted([*found, *_unknown(low, pack.grammar, found, speakers)], key=place)


def _unknown(
    low: str, grammar: Grammar, found: Sequence[ActMention], speakers: Collection[int]
) -> Iterator[ActMention]:
    """Words that no lexicon has between somebody who may speak and "rằng": "bà Hằng trấn an Lào rằng …"."""
    ends = sorted(act.span.end for act in found)
    for that in _that(grammar).finditer(low):
        begin = max(low.rfind(mark, 0, that.start()) for mark in '\n.,;:"()') + 1
        if bisect(ends, that.end()) > bisect(ends, begin):
            continue
        words = low[begin : that.start()].split(" ")
        for count in range(1, min(_UNKNOWN, len(words) - 1) + 1):
            phrase = " ".join(words[-count:])
            start = that.start() - len(phrase)
            if start - 1 in speakers:
                yield ActMention(Span(start, that.start()), None, Strength.SPEECH, "unknown", own=True)
                break


@cache
def _that(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(rf" {grammar.words.that}(?= )")


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
    return re.compile(rf" (?:[^\s,.;:\"\n]+ ){{0,{SECOND_WORDS}}}?{grammar.words.that}\b")


def _holds(
    low: str, hit: Hit[tuple[Act, ...]], act: Act, grammar: Grammar, speakers: Collection[int]
) -> bool:
    """Whether the other part of a verb follows ("gọi đây là …"), and its subject leads it if it must."""
    if act.second and not _second(act.second, act.apart).match(low, hit.end):
        return False
    return not act.own or _has_subject(low, hit.start, grammar, speakers)


@cache
def _second(words: tuple[str, ...], apart: int) -> re.Pattern[str]:
    return re.compile(rf" (?:[^\s,.;:\n]+ ){{0,{apart}}}?{any_of(words)}\b")


def _has_subject(low: str, at: int, grammar: Grammar, speakers: Collection[int]) -> bool:
    """Whether a phrase that may speak stands right before a verb, adverbs between."""
    start = max(low.rfind("\n", 0, at) + 1, at - _SUBJECT)
    return adverbs.strip(low, grammar, start, at) in speakers


def _is_noun(low: str, hit: Hit[Act], grammar: Grammar) -> bool:
    before = _words_before(low, hit.start)
    left = low[max(0, hit.start - _NEAR) : hit.start].rstrip()
    if any(words in grammar.conjunctions for words in before[1:]) or left.endswith(grammar.besides):
        return False
    if any(words in grammar.nominalizers for words in before):
        return not _led_by_purpose(before, hit.value, grammar)
    return hit.value.form in grammar.verbal_nouns and bool(_of(grammar).match(low, hit.end))


@cache
def _of(grammar: Grammar) -> re.Pattern[str]:
    """Behind a verb that is a noun: "của", with adjectives before it, or "trên", "này" and what befell it."""
    of = rf"(?:{any_of(grammar.noun_adjectives)} ){{0,2}}{grammar.words.of}"
    pointed = rf"{any_of(grammar.points)}(?:[,.]| {any_of(grammar.befalls)})"
    return re.compile(rf" (?:{of}|{pointed})(?!\w)")


def _led_by_purpose(before: tuple[str, ...], act: Act, grammar: Grammar) -> bool:
    return act.strength is Strength.TOPIC and any(words in grammar.purpose for words in before)


def _words_before(low: str, at: int) -> tuple[str, ...]:
    """The last word and the last two words before `at`, on the same side of any punctuation."""
    left = low[max(0, at - _NEAR) : at]
    if not left or left[-1] != " ":
        return ()
    for mark in '\n,;:.()"':
        left = left.rpartition(mark)[2]
    words = left.split()
    return (words[-1], " ".join(words[-2:])) if words else ()
