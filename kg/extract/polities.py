"""Polities named in a text: countries and blocs by name, by capital, or in a pair ("Việt - Mỹ").

Names that are also ordinary words or parts of other names ("Anh", "Đức", "Nga") count only where the
writing shows it: a capital, and no other capitalised word beside them that would make them part of a
name. Longer expressions that hold a name and mean something else (decoys) win over it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import takewhile

from kg.extract.mentions import PolityForm, PolityMention, place
from kg.knowledge import Knowledge
from kg.lang.lexicon import Hit, Lexicon
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.person_words import NameWords
from kg.lang.syllables import native_syllables
from kg.lang.words import Grammar
from kg.model import Span
from kg.text import matching


class _Use(StrEnum):
    NAME = "name"
    WEAK = "weak"
    PAIR = "pair"
    METONYM = "metonym"
    PLACE = "place"
    DECOY = "decoy"


_FORM = {
    _Use.NAME: PolityForm.NAME,
    _Use.WEAK: PolityForm.NAME,
    _Use.PAIR: PolityForm.PAIR,
    _Use.METONYM: PolityForm.METONYM,
    _Use.PLACE: PolityForm.PLACE,
}
_MAX_NAME_WORDS = 5  # before a country's name, among which a family name is looked for
_MOST_OTHERS = 4  # uses of a name of which one at least must be a person's for all to be
_MAX_JOINT = 4  # code points
_LONGEST_SYLLABLE = 6  # letters: "Nghiêm"


@dataclass(frozen=True, slots=True)
class _Name:
    code: str
    use: _Use
    short: bool  # may be a single syllable: part of many other names


@cache
def lexicon(knowledge: Knowledge, language: str) -> Lexicon[_Name]:
    """The names of all polities in one language, international spellings included."""
    return Lexicon(_names(knowledge, language))


def _names(knowledge: Knowledge, language: str) -> Iterator[tuple[str, _Name]]:
    for code, polity in knowledge.polities.items():
        for use, names in (
            (_Use.DECOY, polity.decoys),
            (_Use.WEAK, polity.weak),
            (_Use.NAME, polity.names),
            (_Use.METONYM, polity.metonyms),
            (_Use.PLACE, polity.places),
            (_Use.PAIR, polity.pair),
        ):
            for name in names.get(language, ()):
                yield name, _Name(code, use, _may_be_syllable(name))
                if "-" in name and polity.kind != "country":  # "Á- Âu"
                    yield name.replace("-", "- "), _Name(code, use, False)
                    yield name.replace("-", " - "), _Name(code, use, False)
    for code, polity in knowledge.polities.items():  # "Philippines" in a Vietnamese text
        for name in polity.names.get("en", ()):
            if len(name) > 3:
                yield name, _Name(code, _Use.NAME, _may_be_syllable(name))


def _may_be_syllable(name: str) -> bool:
    return len(name) <= _LONGEST_SYLLABLE and " " not in name and "-" not in name


# The word's beginning is checked in code: a pattern that begins with a capital is found five times faster.
_BEFORE_NAME = re.compile(r"(?P<word>[A-Z][a-z]{5,}) (?=[A-ZĐ][^\W\d_]+ [A-ZĐ])")
_LONGEST_LEAD = 40  # code points
_WORDS_BEHIND = re.compile(r"(?: [^\W\d_]+\b(?!-)){1,3}")  # a family name


def find(text: str, low: str, knowledge: Knowledge, pack: LanguagePack) -> list[PolityMention]:
    """All mentions of polities, in order; pair forms only where another polity stands beside them."""
    found = lexicon(knowledge, pack.language).find(low)
    given = _given_names(text, low, found, pack.names)
    hits = [
        hit
        for hit in found
        if _written_as_name(text, hit, pack) and not (hit.value.short and low[hit.start : hit.end] in given)
    ]
    and_, country = pack.grammar.words.and_, f"{pack.grammar.words.country} "
    mentions: list[PolityMention] = []
    doubtful: set[PolityMention] = set()
    for at, hit in enumerate(hits):
        use = hit.value.use
        if use is _Use.DECOY or (use is _Use.PAIR and not _paired(low, hits, at, and_)):
            continue
        if use is _Use.WEAK and not _paired(low, hits, at, and_) and _part_of_name(text, hit, pack.names):
            continue
        if use is _Use.WEAK and _inside_run(text, hits, at):
            continue
        nation = low.startswith(country, hit.start)
        mentions.append(PolityMention(Span(hit.start, hit.end), hit.value.code, _FORM[use], nation))
        if use is _Use.WEAK and _opens_sentence(text, hit.start):
            doubtful.add(mentions[-1])
    mentions += _misspelt(text, knowledge, pack, {hit.start for hit in found})
    mentions.sort(key=place)
    sure = {mention.code for mention in mentions if mention not in doubtful}
    return [mention for mention in mentions if mention.code in sure]  # "Anh cho biết …" alone: a pronoun


def _misspelt(
    text: str, knowledge: Knowledge, pack: LanguagePack, taken: Collection[int]
) -> Iterator[PolityMention]:
    """ "Thủ tướng Cananda Justin Trudeau": a country's name with a letter too many."""
    known, leads = _one_letter_off(knowledge, pack.language), _country_leads(pack.names)
    for found in _BEFORE_NAME.finditer(text):
        at = found.start()
        if text[max(0, at - 1) : at].isalnum() or not leads.search(text, max(0, at - _LONGEST_LEAD), at):
            continue
        word = matching(found["word"])
        codes = {code for key in (word, *_shorter(word)) if (code := known.get(key)) is not None}
        if len(codes) == 1 and found.start("word") not in taken:
            span = Span(found.start("word"), found.end("word"))
            yield PolityMention(span, codes.pop(), PolityForm.NAME)


@cache
def _country_leads(words: NameWords) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{any_of(words.country_leads)}) \Z")


@cache
def _one_letter_off(knowledge: Knowledge, language: str) -> dict[str, str]:
    """Countries' names of one long word, as they are and with any one letter dropped."""
    found: dict[str, str] = {}
    for code, polity in knowledge.polities.items():
        for name in (*polity.names.get(language, ()), *polity.names.get("en", ())):
            if len(name) > 5 and name.isalpha() and name.isascii() and polity.kind == "country":
                for key in (matching(name), *_shorter(matching(name))):
                    found.setdefault(key, code)
    return found


def _shorter(word: str) -> set[str]:
    """The word without one of its letters but the first."""
    return {word[:at] + word[at + 1 :] for at in range(1, len(word))}


def _inside_run(text: str, hits: Sequence[Hit[_Name]], at: int) -> bool:
    """Whether a weak name stands between a country's name and a capital: "Đài Loan | Thái Anh Văn"."""
    after = text[hits[at].end : hits[at].end + 2]
    behind = at > 0 and text[hits[at - 1].end : hits[at].start] == " "
    behind = behind and hits[at - 1].value.use is not _Use.DECOY  # "Trung ương | Lào"
    return behind and len(after) == 2 and after[0] == " " and after[1].isupper()


def _written_as_name(text: str, hit: Hit[_Name], pack: LanguagePack) -> bool:
    if not text[hit.start].isupper() and not _nation(pack.grammar).match(text, hit.start):
        return False
    if hit.value.use is _Use.WEAK and _person_lead(pack.names).search(
        text, max(0, hit.start - 10), hit.start
    ):
        return False
    if hit.value.short and hit.value.use in (_Use.NAME, _Use.WEAK):
        return not _follows_name(text, hit.start, pack.names)
    return True


def _given_names(text: str, low: str, found: Sequence[Hit[_Name]], words: NameWords) -> set[str]:
    """Countries' names that are a person's or a place's in this article: "Phương Nga", "ông Mỹ", "Kỳ Anh"."""
    uses: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for hit in found:
        if hit.value.short and hit.value.use in (_Use.NAME, _Use.WEAK) and text[hit.start].isupper():
            name = low[hit.start : hit.end]
            uses[name] += 1
            if _ends_longer_name(text, hit.start, words):
                given[name] += 1
    often = [name for name, count in given.items() if count > 1 and _MOST_OTHERS * count >= uses[name]]
    return {name for name in often if native_syllables((name,), words)}


def _ends_longer_name(text: str, start: int, words: NameWords) -> bool:
    """Whether an honorific or another capital stands before what begins at `start`, inside the sentence."""
    if _person_lead(words).search(text, max(0, start - 10), start):
        return True
    begin = text.rfind(" ", 0, max(0, start - 1)) + 1
    word = text[begin : start - 1]
    if text[start - 1 : start] != " " or not word.istitle() or not word.isalpha():
        return False
    return not _opens_sentence(text, begin) and matching(word) not in words.country_leads


@cache
def _nation(grammar: Grammar) -> re.Pattern[str]:
    """ "nước Lào", "nước Cộng hòa Pháp"."""
    return re.compile(rf"{grammar.words.country} (?:[^\W\d_]+ )*[A-ZĐÁÀÂẤẨẪẦÝÚÔ]")


@cache
def _person_lead(words: NameWords) -> re.Pattern[str]:
    """Before a given name, with or without a capital."""
    forms = [form for lead in words.person_leads for form in (lead, lead[0].upper() + lead[1:])]
    return re.compile(rf"(?:^|[\s\"“(]){any_of(forms)} $")


def _follows_name(text: str, start: int, words: NameWords) -> bool:
    """Whether a personal name runs up to `start`: "Nguyễn Thị Mỹ", "Lê Đức", but not "Thái Bình Dương Mỹ"."""
    if start < 2 or text[start - 1] != " " or not text[start - 2].isalnum():
        return False
    begin = text.rfind(" ", 0, start - 1) + 1
    word = text[begin : start - 1].lstrip("\"'“‘([")
    two = text[text.rfind(" ", 0, max(0, begin - 1)) + 1 : start - 1]
    if not word[:1].isupper() or _abbreviation(word):
        return False
    if not words.country_leads.isdisjoint((matching(word), matching(two))):
        return False
    run = [word]
    while begin > 1 and text[begin - 1] == " " and len(run) < _MAX_NAME_WORDS:
        start = begin - 1
        begin = text.rfind(" ", 0, start) + 1
        if not text[begin : begin + 1].isupper():
            break
        run.append(text[begin:start])
    return any(matching(part) in words.family for part in run)


def _abbreviation(word: str) -> bool:
    """ "LB Nga", "CHDCND Lào", "CHLB Đức"."""
    return len(word) > 1 and word.isupper()


def _part_of_name(text: str, hit: Hit[_Name], words: NameWords) -> bool:
    """Whether a weak name is the first word of a sentence's or a name's other words: "Anh ấy", "Đức Phúc"."""
    after = text[hit.end : hit.end + 2]
    if len(after) < 2 or after[0] != " ":
        return False
    if after[1].isupper():
        if _family_name(text, hit, words):
            return True
        # a title's country before the holder's name stands behind a small letter: "trưởng Anh Boris"
        return hit.start < 2 or not (
            text[hit.start - 2].islower()
            or text[hit.start - 2] == ")"
            or text[max(0, hit.start - 3) : hit.start - 1].isupper()
        )
    return _opens_sentence(text, hit.start) and not _verb_like(text, hit.end + 1, words)


def _family_name(text: str, hit: Hit[_Name], words: NameWords) -> bool:
    """Whether a weak name is a family name before given ones: "Bí thư Tỉnh ủy Thái Thu Quý"."""
    found = _WORDS_BEHIND.match(text, hit.end)
    if found is None or matching(text[hit.start : hit.end]) not in words.family:
        return False
    given = tuple(takewhile(str.istitle, found[0].split()))
    return len(given) > 1 and native_syllables(given, words)


def _opens_sentence(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\n\"“'" or text[start - 2] in ".!?:…"


def _verb_like(text: str, at: int, words: NameWords) -> bool:
    return matching(text[at : at + 12].split(" ", 1)[0].rstrip(",.;")) in words.country_verbs


def _paired(low: str, hits: Sequence[Hit[_Name]], at: int, and_: str) -> bool:
    """Whether another polity stands next to this one, joined by a dash or, to a weak name, by any joint."""
    here = hits[at]
    for other in (*hits[max(0, at - 1) : at], *hits[at + 1 : at + 2]):
        left, right = sorted((here, other), key=lambda hit: hit.start)
        joint = low[left.end : right.start]
        if other.value.code != here.value.code and len(joint) <= _MAX_JOINT:
            mark = joint.strip(" ")
            if mark in ("-", and_, ","):
                return mark == "-" or here.value.use is _Use.WEAK
    return False
