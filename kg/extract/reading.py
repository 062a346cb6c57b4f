"""Everything the extractors find in one article, side by side; none of them sees another's result."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract import acts, cues, dates, groups, levels, people, polities, quantities, topics
from kg.extract.levels import LevelMention
from kg.extract.mentions import ActMention, CueMention, GroupMention, PersonMention, PolityMention
from kg.knowledge import Knowledge
from kg.lang.pack import LanguagePack
from kg.model import Article, BlockKind, Span
from kg.text import matching, sentences


_BRACKETS = re.compile(r"\[[^\]\n]{25,220}\]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the kind of block it stands in."""

    span: Span
    kind: BlockKind
    paragraph: int


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One article and its mentions, each list in the order of the text."""

    article: Article
    low: str
    pack: LanguagePack
    knowledge: Knowledge
    sentences: tuple[Sentence, ...]
    polities: tuple[PolityMention, ...]
    persons: tuple[PersonMention, ...]
    groups: tuple[GroupMention, ...]
    acts: tuple[ActMention, ...]
    cues: tuple[CueMention, ...]
    levels: tuple[LevelMention, ...]
    dates: tuple[dates.DateMention, ...]
    quantities: tuple[quantities.QuantityMention, ...]
    topics: tuple[topics.TopicMention, ...]


def read(article: Article, pack: LanguagePack, knowledge: Knowledge) -> Reading:
    """Run every extractor over the parts of the article that are read."""
    low = _visible(article)
    text = article.text
    found = tuple(polities.find(text, low, knowledge, pack.language, pack.titles.family))
    cut = _sentences(article)
    scene = people.scene(text, low, pack, found, acts.candidates(low, pack))
    named = people.find(scene)
    everybody = sorted([*named, *people.pronouns(low, pack, named)], key=lambda m: m.span)
    sides, persons = groups.settle(groups.find(low, pack, found), everybody)
    return Reading(
        article, low, pack, knowledge, cut, found, tuple(persons), tuple(sides),
        tuple(acts.find(text, low, pack, [m.span for m in found], {s.span.start for s in cut})), tuple(cues.find(low, pack)),
        tuple(levels.find(low, knowledge, pack.language, found)),
        tuple(dates.find(low, dates.DateGrammar.load(pack.language), text)), tuple(quantities.find(low, quantities.QuantityGrammar.load(pack.language))),
        tuple(topics.find(low, topics.matcher(knowledge, pack.language))),
    )  # fmt: skip


def _visible(article: Article) -> str:
    """The matching text with what is not the article blanked, so that nothing is found there."""
    low = matching(article.text)
    pieces, at = [], 0
    for block in article.blocks:
        if block.kind is BlockKind.FURNITURE:
            pieces += low[at : block.span.start], "\n" * len(block.span)
            at = block.span.end
    low = "".join([*pieces, low[at:]]) if pieces else low
    return _BRACKETS.sub(lambda found: "\n" * len(found[0]), low)  # links to other stories


def _sentences(article: Article) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(span, block.kind, number)
        for number, block in enumerate(article.blocks)
        if block.kind is not BlockKind.FURNITURE
        for span in sentences(article.text, block.span)
    )
