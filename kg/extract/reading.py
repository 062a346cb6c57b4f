"""Everything the extractors find in one article, side by side; none of them sees another's result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.extract import acts, bare_names, cues, dates, groups, levels, people, polities, quantities, topics
from kg.extract.levels import LevelMention
from kg.extract.mentions import (
    ActMention,
    CueMention,
    GroupMention,
    InOrder,
    PersonMention,
    PolityMention,
    place,
)
from kg.extract.scene import Scene
from kg.knowledge import Knowledge
from kg.lang.kinds import GroupKind
from kg.lang.pack import LanguagePack
from kg.model import Article, BlockKind, Span
from kg.text import matching_whole, sentences

_ODD_SPACE = re.compile(r"[^\S \n]")
_BLANK = re.compile(r"\n+")
_MARK = re.compile(r"\* +")
_BRACKETS = re.compile(r"\[[^\]\n]{25,220}\]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the kind of block it stands in."""

    span: Span
    kind: BlockKind
    paragraph: int


@dataclass(frozen=True, eq=False)
class Reading:
    """One article and its mentions, each list in the order of the text.

    What is not needed at once (verbs, words of encounters; dates, figures, topics, levels) is found when it
    is first asked for: most of a day's news report no relations between polities and are done before.
    """

    article: Article
    text: str  # without what is not the article, in single spaces
    low: str
    pack: LanguagePack
    knowledge: Knowledge
    sentences: tuple[Sentence, ...]
    polities: InOrder[PolityMention]
    persons: InOrder[PersonMention]
    groups: InOrder[GroupMention]

    @cached_property
    def acts(self) -> InOrder[ActMention]:
        """Verbs of speech and stance."""
        spans = [*(person.span for person in self.persons), *(group.span for group in self.groups)]
        taken = [mention.span for mention in self.polities]
        taken += [span for span in spans if " " in span.of(self.low)]  # "hai tổng thống | nhất trí"
        taken += [group.span for group in self.groups if group.kind is GroupKind.SAME]  # "Tuyên bố | nêu rõ"
        starts = {sentence.span.start for sentence in self.sentences}
        return InOrder(acts.find(self.text, self.low, self.pack, taken, starts, {span.end for span in spans}))

    @cached_property
    def cues(self) -> InOrder[CueMention]:
        """Words of encounters."""
        return InOrder(cues.find(self.text, self.low, self.pack))

    @cached_property
    def act_by_end(self) -> dict[int, ActMention]:
        """Verbs by where they end."""
        return {act.span.end: act for act in self.acts}

    @cached_property
    def cue_by_end(self) -> dict[int, CueMention]:
        """Words of encounters by where they end."""
        return {cue.span.end: cue for cue in self.cues}

    @cached_property
    def levels(self) -> tuple[LevelMention, ...]:
        """Levels of relationships."""
        return tuple(levels.find(self.low, self.knowledge, self.pack, self.polities))

    @cached_property
    def dates(self) -> InOrder[dates.DateMention]:
        """Dates, none of them completed."""
        return InOrder(dates.find(self.low, dates.DateGrammar.load(self.pack.language), self.article.text))

    @cached_property
    def quantities(self) -> InOrder[quantities.QuantityMention]:
        """Figures with their units."""
        return InOrder(quantities.find(self.low, quantities.QuantityGrammar.load(self.pack.language)))

    @cached_property
    def topics(self) -> InOrder[topics.TopicMention]:
        """Wordings of topics."""
        return InOrder(topics.find(self.low, topics.matcher(self.knowledge, self.pack.language)))


def read(article: Article, pack: LanguagePack, knowledge: Knowledge) -> Reading | None:
    """Run the extractors over an article; None where it names no polity but its own press's."""
    low = _visible(article)
    text = _blanked(_single_spaced(article.text), low)
    found = InOrder(polities.find(text, low, knowledge, pack))
    if not {mention.code for mention in found} - {pack.grammar.home}:
        return None
    scene = Scene.of(text, low, pack, found)
    named = people.find(scene)
    named = sorted([*named, *bare_names.find(scene, named)], key=place)
    everybody = sorted([*named, *people.pronouns(low, pack, named)], key=place)
    sides, persons = groups.settle(low, pack.grammar, groups.find(low, pack, found), everybody)
    return Reading(
        article=article,
        text=text,
        low=low,
        pack=pack,
        knowledge=knowledge,
        sentences=_sentences(article),
        polities=found,
        persons=InOrder(persons),
        groups=InOrder(sides),
    )


def _single_spaced(text: str) -> str:
    """The text with one kind of space, by which names are told; most have no other."""
    low = matching_whole(text)
    plain = low.count(" ") == text.count(" ") and low.count("\n") == text.count("\n")
    return text if plain else _ODD_SPACE.sub(" ", text)


def _visible(article: Article) -> str:
    """The matching text with what is not the article blanked, so that nothing is found there."""
    low = matching_whole(article.text)
    pieces: list[str] = []
    at = 0
    for block in article.blocks:
        if block.kind is BlockKind.FURNITURE:
            pieces += low[at : block.span.start], "\n" * len(block.span)
            at = block.span.end
    low = "".join([*pieces, low[at:]]) if pieces else low
    return _BRACKETS.sub(lambda found: "\n" * len(found[0]), low)  # links to other stories


def _blanked(text: str, low: str) -> str:
    """The text, blanked where the matching text is: no name runs on into a picture's credit."""
    if text.count("\n") == low.count("\n"):
        return text  # the lines of the one are those of the other: nothing is blanked
    pieces: list[str] = []
    at = 0
    for gap in _BLANK.finditer(low):
        pieces += text[at : gap.start()], gap[0]
        at = gap.end()
    return "".join([*pieces, text[at:]])


def _past_mark(text: str, span: Span) -> Span:
    """A sentence without the mark of a list before it: "* Tại cuộc gặp …"."""
    found = _MARK.match(text, span.start, span.end)
    return Span(found.end(), span.end) if found is not None else span


def _sentences(article: Article) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(_past_mark(article.text, span), block.kind, number)
        for number, block in enumerate(article.blocks)
        if block.kind is not BlockKind.FURNITURE
        for span in sentences(article.text, block.span)
    )
