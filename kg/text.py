"""Text as every other module sees it: canonical, comparable, and cut into sentences.

Offsets are code points of the canonical text. `matching` never changes a text's length, so a match in
the one form is a span of the other and no map of offsets is needed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from kg.model import Span
from kg.resources import lang_data

_BOM = "\ufeff"

BULLETS = "-+*–—•★■▪◦●"  # what may stand before an item of a list; the dash first, for a class
BEFORE_WORDS = " \"'“(" + BULLETS  # what may stand before the first word of a part

# ---------------------------------------------------------------- canonical


def canonical(raw: str) -> str:
    """NFC with LF line ends and without a byte-order mark: the text that offsets point into."""
    text = raw.removeprefix(_BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


# ---------------------------------------------------------------- matching

_SPACES = (
    "\t\v\f\x1c\x1d\x1e\x1f\u00a0\u1680"
    + "".join(map(chr, range(0x2000, 0x200C)))
    + "\u202f\u205f\u2060\u3000\ufeff"
)
_LINES = "\x85\u2028\u2029"
_DOUBLE = "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u301d\u301e\uff02"
_SINGLE = "\u0060\u00b4\u2018\u2019\u201a\u201b\u2032\uff07"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_TABLE = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _LINES), "\n"),
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    0x00F0: "đ",  # the Icelandic and the African letter, typed for the Vietnamese one
    0x0256: "đ",
}
# One search for the few characters that need a substitute: translating a whole text is slower.
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")

_TONED = {
    old: new
    for olds, news in (("oà oá oả oã oạ", "òa óa ỏa õa ọa"), ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
                       ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"))
    for old, new in zip(olds.split(), news.split(), strict=True)
}  # fmt: skip
# Only at the end of a syllable ("hoàn" has no other spelling), and never the "u" of "qu". One pattern for
# each first letter: a text is searched for a letter some fifteen times faster than for one of a set.
_TONES = re.compile(r"o[àáảãạèéẻẽẹ](?!\w)"), re.compile(r"u[ỳýỷỹỵ](?!\w)")


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def _move_tones(text: str) -> str:
    for tone in _TONES:
        text = tone.sub(_moved, text)
    return text


def _moved(found: re.Match[str]) -> str:
    at = found.start()
    of_qu = at > 0 and found.string[at - 1 : at + 1] == "qu"
    return found[0] if of_qu else _TONED[found[0]]


def matching(text: str) -> str:
    """The form in which phrases are compared: one code point for each of `text`.

    Lower case, one kind of space, quote and dash, and one placement of Vietnamese tone marks
    ("hoà" and "hòa" are one word). Applying it twice changes nothing.
    """
    low = _ODD.sub(lambda found: _TABLE[ord(found[0])], _lower(text))
    return _move_tones(low)


@lru_cache(maxsize=1)
def matching_whole(text: str) -> str:
    """`matching` of an article's text; that of the last is kept: it is cut into blocks, and then read."""
    return matching(text)


def matching_all(phrases: Sequence[str]) -> list[str]:
    """`matching` of each phrase, in one pass over all of them."""
    low = matching("\n".join(phrases))
    ends = accumulate(len(phrase) + 1 for phrase in phrases)
    return [low[end - 1 - len(phrase) : end - 1] for phrase, end in zip(phrases, ends, strict=True)]


# ---------------------------------------------------------------- slugs


@lru_cache(maxsize=1024)
def fold(name: str) -> str:
    """A name without case, diacritics, đ and hyphens."""
    plain = unicodedata.normalize("NFD", matching(name).replace("đ", "d").replace("-", " ").replace(".", " "))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def slug(name: str, qualifier: str | None = None) -> str:
    """A readable segment for a name: "Bùi Thanh Sơn" → "bui-thanh-son-" and six hexadecimal digits.

    The digits, of the name's SHA-256, are there only where folding lost a diacritic or a letter, so that
    Dũng and Dụng differ. A namesake's qualifier follows after two hyphens.
    """
    key = re.sub(r"\s+", " ", unicodedata.normalize("NFC", name).casefold()).strip()
    if not key:
        raise ValueError("a name must not be empty")
    plain = unicodedata.normalize("NFD", key.replace("đ", "d"))
    folded = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")
    lost = any(not c.isascii() and unicodedata.category(c)[0] in "LNM" for c in key)
    if lost or not folded:
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:6]
        folded = f"{folded}-{digest}" if folded else digest
    return f"{folded}--{slug(qualifier)}" if qualifier else folded


# ---------------------------------------------------------------- sentences

_CAPITAL = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_SMALL = "a-zß-öø-ýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_BREAK = re.compile(
    rf"""[.!?\u2026]+(?:/\.)?
    (?:
        [\"'\u201d\u2019\u00bb)\]]*(?P<gap>[^\S\n]+)       # a space …
        (?=(?:[{BULLETS}][^\S\n]*)?                  # … before a dash of a list,
           (?:[\"\u201c\u00ab]|['\u2018(\[]?[{_CAPITAL}0-9]))  # a quote, a capital or a figure
    |
        (?P<quote>[\"\u201d\u2019)\]]?)                    # or the space forgotten
        (?=[\u201c\u00ab(]?[{_CAPITAL}](?:[{_SMALL}]|[^\S\n]+[{_SMALL}]))
    )""",
    re.VERBOSE,
)
_AROUND_BREAK = _SPACES + " .!?\u2026/\"'\u201d\u2019\u00bb)]"
_TIGHT_AFTER = re.compile(rf"[{_SMALL}0-9\"\u201d)\]%]")
_UP_TO_TOKEN = re.compile(r"(?s:.*)[\s(\[\"\u201c\u2018']")
_INITIAL = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,2}")  # "Th. Schäfer": no syllable ends so
_LIST_NUMBER = re.compile(r"(?:^|[:;])\s*[(\"\u201c]?(?:\d{1,2}|[IVX]{1,4}|[a-zđ])\Z")
_ADDRESS = re.compile(r"[/@\\]|www\.", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NEAR = 24  # code points before a full stop among which an abbreviation or a number stands


@cache
def _endings() -> tuple[frozenset[str], frozenset[str]]:
    data = lang_data("vi", "sentences.yaml")
    return frozenset(data["abbreviations"]), frozenset(data["domains"])


def _inside_sentence(text: str, begun: int, stop: int, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or a list number."""
    head = text[max(begun, stop - _NEAR) : stop]
    before = _UP_TO_TOKEN.match(head)
    token = head[before.end() :] if before else head
    last = token.rpartition(".")[2]
    if last in abbreviations or token in abbreviations:
        return True
    if len(last) > 1 and last.isalpha() and last.islower():
        return False  # a word, as before most full stops
    if (len(last) == 1 and last.isupper() and last.isascii()) or _INITIAL.fullmatch(last):
        return True
    return (stop - begun <= _NEAR or ":" in head or ";" in head) and bool(_LIST_NUMBER.search(head))


def _inside_address(text: str, begun: int, end: int, stop: int, domains: frozenset[str]) -> bool:
    """Whether the full stop at `stop`, with no space after it, stands in a web address or a file name."""
    left = text[begun:stop].rsplit(maxsplit=1)
    right = text[stop:end].split(maxsplit=1)
    parts = _WORD.findall(right[0].lower())
    return bool(_ADDRESS.search(left[-1] + right[0])) or not domains.isdisjoint(parts)


def _tight_cut(text: str, line: int, begun: int, end: int, found: re.Match[str]) -> int | None:
    """Where a sentence ends whose full stop no space follows; None if it does not end there."""
    stop = found.start()
    if stop == begun or not _TIGHT_AFTER.match(text, stop - 1):
        return None
    if found[0] == "." and _inside_address(text, begun, end, stop, _endings()[1]):
        return None
    # a straight quote closes one that is open in this line, else it opens what follows
    opens = found["quote"] == '"' and text.count('"', line, stop) % 2 == 0
    return found.end() - opens


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of one line, with the white space around it."""
    abbreviations = _endings()[0]
    begun = start
    for found in _BREAK.finditer(text, start, end):
        stop = found.start()
        if (
            text[stop : stop + 2] != ".."
            and text[stop] == "."
            and _inside_sentence(text, begun, stop, abbreviations)
        ):
            continue
        cut = found.start("gap") if found["gap"] else _tight_cut(text, start, begun, end, found)
        if cut is not None:
            yield begun, cut
            begun = cut
    yield begun, end


def may_end_with(text: str, span: Span, longest: int) -> bool:
    """Whether a sentence of at most `longest` code points may end `span`: not where none can begin there."""
    begun = max(span.start, span.end - longest)
    before = text[span.start : begun].rstrip(_AROUND_BREAK)
    return _BREAK.search(text, span.start + len(before), span.end) is not None


def sentences(text: str, span: Span | None = None) -> list[Span]:
    """The sentences of `text`, or of `span` of it, without the white space around them.

    A line's end always ends a sentence; a full stop does before a capital, a figure or a quote, unless
    it belongs to an abbreviation, an initial, a list number or an address. Final punctuation, closing
    quotes and brackets stay with their sentence.
    """
    line, last = (0, len(text)) if span is None else (span.start, span.end)
    found: list[Span] = []
    while line < last:
        end = text.find("\n", line, last)
        end = last if end < 0 else end
        for begin, cut in _cuts(text, line, end):
            piece = text[begin:cut]
            if trimmed := piece.strip():
                begin += len(piece) - len(piece.lstrip())
                found.append(Span(begin, begin + len(trimmed)))
        line = end + 1
    return found
