"""What a clause is about: the scheme's wordings in the text, and which of them are the point.

`find` reads a whole article's text once; `clause_topics` then settles one clause at a time. The words
are in `ontology/topics.ttl`, a language's ways with them in `lang/LANG/topics.yaml`; the rules here
know neither words nor topics.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product

from kg.extract.topic_grammar import Frame, TopicGrammar, grammar
from kg.knowledge import Knowledge
from kg.lang.lexicon import Hit, Lexicon
from kg.model import Span
from kg.resources import ontology_dir
from kg.text import matching, matching_all
from kg.turtle import BG, TurtleFile

STRONG, WEAK, NAMED = 1.0, 0.5, 0.25
_TOPIC = "https://w3id.org/bangiao/topic/"


# ---------------------------------------------------------------- the matcher
_Cues = tuple[tuple[str, float], ...]  # (topic, weight); none for a decoy


@dataclass(frozen=True, slots=True, eq=False)
class TopicMatcher:
    """The scheme's wordings in one language as one automaton, with that language's grammar."""

    lexicon: Lexicon[tuple[str, _Cues]]
    grammar: TopicGrammar
    broader: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, order=True)
class TopicMention:
    """A wording that cues a topic; a weak one does so only where a clause has nothing stronger.

    Weakest is the bare name of a country: whoever speaks of Yemen may mean the war there.
    """

    span: Span
    topic: str
    term: str  # the wording as the lexicon has it
    weight: float
    by: TopicMatcher = field(compare=False, repr=False)  # what found it, and can read the clause around it


@cache
def matcher(knowledge: Knowledge, language: str) -> TopicMatcher:
    """The matcher for a language, made once per process."""
    ways = grammar(language)
    cues: dict[str, dict[str, float]] = {}
    wordings = list(_wordings(knowledge, language, ways))
    lows = matching_all([wording for wording, *_ in wordings])
    for low, (_, topic, weight) in zip(lows, wordings, strict=True):
        for form in ways.forms(low):
            known = cues.setdefault(form, {})
            if topic:
                known[topic] = max(weight, known.get(topic, 0.0))
    lexicon = Lexicon((form, (form, tuple(found.items()))) for form, found in cues.items())
    return TopicMatcher(lexicon, ways, {topic.id: topic.broader for topic in knowledge.topics.values()})


def _wordings(knowledge: Knowledge, language: str, ways: TopicGrammar) -> Iterator[tuple[str, str, float]]:
    """(wording, topic, weight); a decoy's topic is empty."""
    file = TurtleFile(ontology_dir() / "topics.ttl")
    names = _polity_names(knowledge, language)
    own = set()
    for topic in knowledge.topics.values():
        for wording in (*filter(None, [topic.label.get(language)]), *topic.terms.get(language, ())):
            own.add(matching(wording))
            yield wording, topic.id, STRONG
        for wording in file.names(_TOPIC + topic.id, BG + "weakName").get(language, ()):
            yield wording, topic.id, NAMED if matching(wording) in names else WEAK
            yield from ((f"{head} {wording}", topic.id, STRONG) for head in ways.crises.get(topic.id, ()))
        for wording in file.names(_TOPIC + topic.id, BG + "decoy").get(language, ()):
            yield wording, "", STRONG
    for name in sorted(names - own):  # ASEAN is a topic of its own
        for heads, weight in ((ways.before_polity, STRONG), (ways.weak_before_polity, WEAK)):
            for topic_id, words in heads.items():
                yield from ((f"{word} {name}", topic_id, weight) for word in words)
    for topic_id, phrases in ways.templates.items():
        yield from ((phrase, topic_id, STRONG) for phrase in phrases)


def _polity_names(knowledge: Knowledge, language: str) -> set[str]:
    return {
        matching(name)
        for polity in knowledge.polities.values()
        for names in (polity.names, polity.weak, polity.pair, polity.metonyms)
        for name in names.get(language, ())
    }


# ---------------------------------------------------------------- finding
def find(text: str, by: TopicMatcher) -> list[TopicMention]:
    """All mentions in an article's matching text, from left to right; the longest wording wins."""
    mentions = [
        TopicMention(Span(hit.start, hit.end), topic, hit.value[0], weight, by)
        for hit in _chosen(by.lexicon.longest(text.replace("\n", " ")))
        for topic, weight in hit.value[1]
    ]
    return _settled(mentions, by)


def _chosen(found: Mapping[int, Hit[tuple[str, _Cues]]]) -> list[Hit[tuple[str, _Cues]]]:
    """Hits that do not overlap; of two that do the later: "an ninh biển" in "hợp tác an ninh biển"."""
    chosen: list[Hit[tuple[str, _Cues]]] = []
    for start in sorted(found):
        hit = found[start]
        last = chosen[-1] if chosen else None
        if last is not None and start < last.end:
            if hit.end <= last.end or _holds(last, hit):
                continue
            chosen.pop()
        chosen.append(hit)
    return chosen


def _holds(one: Hit[tuple[str, _Cues]], other: Hit[tuple[str, _Cues]]) -> bool:
    """Whether a hit says more than the other: more topics, or the same ones stronger or in more words."""
    mine, others = ({topic for topic, _ in hit.value[1]} for hit in (one, other))
    if not mine or mine == others:  # a decoy: no shorter
        return _force(one) >= _force(other)
    return mine > others > set()


def _force(hit: Hit[tuple[str, _Cues]]) -> tuple[float, int]:
    return max((weight for _, weight in hit.value[1]), default=STRONG), hit.end - hit.start


def _settled(mentions: list[TopicMention], by: TopicMatcher) -> list[TopicMention]:
    """A wording of a topic and of a more general one means the narrower if the article has that elsewhere."""
    at: dict[Span, set[str]] = {}
    for mention in mentions:
        at.setdefault(mention.span, set()).add(mention.topic)
    plain = [m for m in mentions if len(at[m.span]) == 1]
    out = {
        (span, general if _elsewhere(plain, topic, span, by, general) else topic)
        for span, topics in at.items()
        if len(topics) > 1
        for topic in topics
        for general in (by.broader[topic], *by.grammar.general.get(topic, ()))
        if general in topics
    }
    return [m for m in mentions if (m.span, m.topic) not in out] if out else mentions


def _elsewhere(plain: Sequence[TopicMention], topic: str, span: Span, by: TopicMatcher, general: str) -> bool:
    """Whether the article has the narrower topic, and nearest of all that the general one gives way to."""
    rivals = by.grammar.yields.get(general, frozenset()) | {topic}
    near = min((m for m in plain if m.topic in rivals), key=lambda m: _distance(m.span, span), default=None)
    return near is not None and near.topic == topic


def _distance(one: Span, other: Span) -> int:
    """How far a mention is; what stands before counts for nearer than what follows."""
    return other.start - one.end if one.end <= other.start else 3 * (one.start - other.end)


# ---------------------------------------------------------------- what a clause is about
def clause_topics(
    mentions: Sequence[TopicMention], clause: Span, text: str, exclude: Sequence[Span] = ()
) -> tuple[str, ...]:
    """Ids of the topics that the clause is truly about, in the order of the text.

    `mentions` are the article's and `text` is its matching text; what overlaps `exclude` (titles,
    names of persons and bodies) does not count.
    """
    return tuple(dict.fromkeys(mention.topic for mention in points(mentions, clause, text, exclude)))


def points(
    mentions: Sequence[TopicMention], clause: Span, text: str, exclude: Sequence[Span] = ()
) -> list[TopicMention]:
    """The mentions that make the clause's topics: see `clause_topics`."""
    inside = [
        mention
        for mention in mentions
        if clause.covers(mention.span) and not any(_part_of(mention.span, span) for span in exclude)
    ]
    if not inside:
        return []
    by = inside[0].by
    if by.grammar.crisis.search(text, clause.start, clause.end):
        inside = [replace(m, weight=STRONG) if m.weight == NAMED else m for m in inside]
    for rule in (_weakened, _unqualified, _unabsorbed):
        inside = rule(inside, text, by)
    found = _points(inside, text, clause, by.grammar)
    topics = {mention.topic for mention in found}
    if len(topics) == 1:  # "hòa bình ở Yemen": a weak wording is enough to say where
        found += [m for m in inside if m.topic in by.grammar.yields.get(found[0].topic, ())]
        topics = {mention.topic for mention in found}
    return [m for m in found if topics.isdisjoint(by.grammar.yields.get(m.topic, ()))]


def _part_of(mention: Span, name: Span) -> bool:
    """Whether a mention stands in a name; what holds all of it, "Chủ tịch ASEAN", is a wording of its own."""
    return mention.overlaps(name) and not mention.covers(name)


def _weakened(inside: list[TopicMention], text: str, by: TopicMatcher) -> list[TopicMention]:
    """Mentions in the name of an office or a body made weak: "Bộ Giáo dục và Đào tạo"."""
    result: list[TopicMention] = []
    name_end = -1
    for mention in inside:
        start, end = mention.span.start, mention.span.end
        goes_on = 0 <= name_end <= start and by.grammar.joined(text, name_end, start)
        if goes_on or by.grammar.in_name(text, start):
            mention, name_end = replace(mention, weight=min(WEAK, mention.weight)), end
        result.append(mention)
    return result


def _unabsorbed(inside: list[TopicMention], text: str, by: TopicMatcher) -> list[TopicMention]:
    """Without mentions that add nothing to another in the same coordination."""
    runs: list[list[TopicMention]] = []
    end = -1
    for mention in inside:
        if end >= 0 and (mention.span.start < end or by.grammar.joined(text, end, mention.span.start)):
            runs[-1].append(mention)
        else:
            runs.append([mention])
        end = mention.span.end

    def absorbed(mention: TopicMention, run: list[TopicMention]) -> bool:
        by_these = by.grammar.absorbed.get(mention.topic, ())
        return any(other.topic in by_these for other in run)

    return [mention for run in runs for mention in run if not absorbed(mention, run)]


def _unqualified(inside: list[TopicMention], text: str, by: TopicMatcher) -> list[TopicMention]:
    """Without partnerships that the next mention gives a field: "quan hệ hợp tác về y tế"."""

    def field_of(number: int) -> TopicMention | None:
        topic = inside[number].topic
        return next((m for m in inside[number:] if m.topic != topic and m.weight > NAMED), None)

    def qualified(number: int, mention: TopicMention) -> bool:
        field = field_of(number)
        return (
            mention.topic in by.grammar.qualified
            and field is not None
            and by.broader[field.topic] != mention.topic
            and by.grammar.filler(text, mention.span.end, field.span.start)
        )

    return [mention for number, mention in enumerate(inside) if not qualified(number, mention)]


def _points(inside: list[TopicMention], text: str, clause: Span, ways: TopicGrammar) -> list[TopicMention]:
    """The mentions that make the clause's topics: the strong ones in no frame, or what comes next to them."""
    hidden = _hidden(inside, text, clause, ways)
    for within, weight in product((False, True), (STRONG, WEAK, NAMED)):
        found = [m for m in inside if (m in hidden) is within and m.weight == weight]
        if weight == WEAK:
            found = [m for m in found if m.topic != ways.residual] or found
        if found:
            return found
    return []


def _hidden(inside: list[TopicMention], text: str, clause: Span, ways: TopicGrammar) -> set[TopicMention]:
    """Mentions that stand in a frame which hides their topic."""
    about = {mention.topic for mention in inside}
    able = (frame for frame in ways.frames if _may_hide(frame, about))  # to look for the others is in vain
    frames = [(frame, span) for frame in able for span in frame.spans(text, clause)]
    hidden: set[TopicMention] = set()
    for mention in inside:
        besides = {mention.topic, *ways.besides.get(mention.topic, ())}
        before = [other for other in inside if other.topic not in besides and other not in hidden]
        if any(_hides(frame, span, mention, before) for frame, span in frames):
            hidden.add(mention)
    return hidden


def _may_hide(frame: Frame, topics: set[str]) -> bool:
    if frame.hides and frame.hides.isdisjoint(topics):
        return False
    return not frame.behind or len(topics) > 1


def _hides(frame: Frame, span: Span, mention: TopicMention, before: list[TopicMention]) -> bool:
    if not span.start <= mention.span.start < span.end or (frame.hides and mention.topic not in frame.hides):
        return False
    least = STRONG if frame.behind == "strong" else WEAK
    return not frame.behind or any(m.span.end <= span.start and m.weight >= least for m in before)
