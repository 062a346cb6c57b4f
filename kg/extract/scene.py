"""What the grammar of titles and names looks up in one article, found once and kept by position."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.mentions import PolityForm, PolityMention
from kg.extract.vocabulary import vocabulary
from kg.lang.kinds import TitleClass
from kg.lang.lexicon import Hit, Lookup
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.person_words import NameWords, Titles
from kg.model import Span

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Scene:
    """One article's text with everything the grammar looks up."""

    text: str
    low: str
    pack: LanguagePack
    heads: Mapping[int, Hit[TitleClass]]
    fields: Lookup[str]
    scopes: Lookup[str]
    private: Lookup[str]
    never_first: Lookup[str]
    never_inside: Lookup[str]
    polities: Mapping[int, PolityMention]  # those that can stand in a title
    pairs: Mapping[int, PolityMention]  # every polity's name, short forms included, by where it begins
    named: frozenset[int]  # places inside a polity's name: nothing begins there
    cues: frozenset[int]  # where a word of encounters begins
    acts: frozenset[int]  # where a verb of speech begins: no title runs over one

    @staticmethod
    def of(text: str, low: str, pack: LanguagePack, polities: Sequence[PolityMention]) -> Scene:
        """The scene of a text whose polities are known."""
        titles, names = pack.titles, pack.names
        words = vocabulary(low, pack)
        return Scene(
            text=text,
            low=low,
            pack=pack,
            heads=_heads(words.heads, low, polities, pack.grammar.side_heads),
            fields=Lookup(titles.fields, low),
            scopes=Lookup(titles.scopes, low),
            private=Lookup(titles.private, low),
            never_first=Lookup(names.never_first, low),
            never_inside=Lookup(names.never_inside, low),
            polities=_in_titles(polities, len(pack.grammar.words.country) + 1),
            pairs={m.span.start: m for m in polities},
            named=frozenset(at for m in polities for at in range(m.span.start + 1, m.span.end)),
            cues=frozenset(at for at, hit in words.cues.items() if hit.value.kind is not None),
            acts=frozenset(
                at for at, hit in words.acts.items() if not all(act.decoy or act.own for act in hit.value)
            ),
        )

    @property
    def titles(self) -> Titles:
        """The words of titles."""
        return self.pack.titles

    @property
    def names(self) -> NameWords:
        """The words of names."""
        return self.pack.names

    def word(self, at: int) -> tuple[str, int]:
        """The word that begins at `at` and where it ends; ("", at) where none does."""
        found = _WORD.match(self.low, at)
        return (found[0], found.end()) if found else ("", at)

    def honorific(self, at: int) -> tuple[str | None, int]:
        """What a name is led by, an honorific or learned titles, and its end; (None, at) without one."""
        found = _honorifics(self.titles).match(self.low, at)
        return (found["word"], found.end()) if found is not None else (None, at)

    def is_capital(self, at: int) -> bool:
        """Whether a capital stands at `at`."""
        return at < len(self.text) and self.text[at].isupper()

    def after_space(self, at: int) -> int | None:
        """Where the next word begins if exactly white space within the line stands between."""
        if at < len(self.low) and self.low[at] == " ":
            while at < len(self.low) and self.low[at] == " ":
                at += 1
            return at
        return None

    def written(self, span: Span) -> str:
        """A stretch as written, in single spaces."""
        return " ".join(span.of(self.text).split())


@cache
def _honorifics(words: Titles) -> re.Pattern[str]:
    """ "ông", "đồng chí", "GS.TS", "PGS, TS."."""
    degree, honorific = any_of(words.degrees), any_of(words.honorifics)
    return re.compile(rf"(?:{degree}(?:\.,? ?|,? ))*(?P<word>{honorific}(?!\w)|{degree}(?!\w)\.?)(?= )")


def _heads(
    found: Mapping[int, Hit[TitleClass]], low: str, polities: Sequence[PolityMention], sides: Container[str]
) -> dict[int, Hit[TitleClass]]:
    """The heads of titles; none is in the name of a country's body, "Đại sứ | quán Na Uy"."""
    countries = {mention.span.start - 1 for mention in polities}

    def in_body(hit: Hit[TitleClass]) -> bool:
        more = _WORD.match(low, hit.end + 1)
        return more is not None and more.end() in countries and low[hit.start : more.end()] in sides

    return {at: hit for at, hit in found.items() if not in_body(hit)}


def _in_titles(mentions: Sequence[PolityMention], country: int) -> dict[int, PolityMention]:
    """Mentions of polities by where they begin; `country` is the length of "nước ", which may lead them."""
    index = {mention.span.start: mention for mention in mentions if mention.form is not PolityForm.PAIR}
    for mention in mentions:  # "Chủ tịch nước Lào": the head has taken "nước"
        if mention.form is PolityForm.NAME and mention.nation:
            index.setdefault(mention.span.start + country, mention)
    return index
