"""The topics of a statement: its clause's own, else those of what leads into it.

"Về hợp tác Mê Công, hai bên nhất trí tiếp tục …" has its topic in front of the clause, "lĩnh vực này"
means that of the statement before, and "hợp tác" between two ministers of defence is in defence. The
name of a country that takes part is no topic: in a talk with Yemen, "Yemen" is only the other side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.extract import topics
from kg.extract.mentions import PersonMention, within
from kg.extract.reading import Reading
from kg.extract.topic_grammar import grammar
from kg.extract.topics import STRONG, TopicMention
from kg.model import BlockKind, Span, StatementKind
from kg.resolve.people import Person
from kg.resolve.statements import Said
from kg.text import matching

_GENERAL = frozenset({"relations"})
_NO_THEME = frozenset({"relations", "highLevelExchange", "anniversary"})
_COURTEOUS = (StatementKind.APPRECIATION, StatementKind.DISCUSSION)
# Of these two ministers of one field speak within it: "học bổng" between ministers of defence.
_WITHIN_A_FIELD = frozenset(
    ("highLevelExchange", "education", "economy", "trade", "investment", "development", "scienceTechnology")
)
_FEWEST, _SHARE = 4, 0.6  # mentions of an article's theme, and their share


def of_statements(reading: Reading, said: Sequence[Said]) -> list[tuple[str, ...]]:
    """The topics of each statement, in order."""
    found: list[tuple[str, ...]] = []
    theme = _theme(reading) if said else ()
    for one in said:
        own = _of_statement(reading, one, found[-1] if found else ())
        if own and _WITHIN_A_FIELD.issuperset(own):
            own = _joined(own, _of_ministers(reading, one))
        found.append(own or (theme if one.kind not in _COURTEOUS else ()))
    return found


def _theme(reading: Reading) -> tuple[str, ...]:
    """The one topic of which the article speaks throughout, its headline or lead too; none of several."""
    strong = [m for m in reading.topics if m.weight == STRONG and m.topic not in _NO_THEME]
    counts = Counter(m.topic for m in strong)
    first = next((s.span for s in reading.sentences if s.kind is BlockKind.BODY), None)
    if first is None or not counts:
        return ()
    topic, count = counts.most_common(1)[0]
    opening = any(m.topic == topic and m.span.start < first.end for m in strong)
    return (topic,) if opening and count >= max(_FEWEST, _SHARE * len(strong)) else ()


def _of_statement(reading: Reading, one: Said, before: tuple[str, ...]) -> tuple[str, ...]:
    points = [point for span in one.spans for point in _points(reading, one, span)]
    own = _ids(points)
    specific = tuple(topic for topic in own if topic not in _GENERAL)
    if before and _points_back(reading, one.spans[0], vaguely=not specific):
        return _joined([topic for topic in before if topic not in _GENERAL] or before, specific)
    if specific:
        return own
    lead = _of_lead(reading, one)
    if lead and not set(own) & set(lead):
        return lead
    if own and not any(point.weight == STRONG for point in points):
        return _of_ministers(reading, one) or own
    return own


def _points_back(reading: Reading, span: Span, *, vaguely: bool) -> bool:
    ways = grammar(reading.pack.language)
    patterns = (ways.back, ways.vaguely_back) if vaguely else (ways.back,)
    return any(pattern.search(reading.low, span.start, span.end) for pattern in patterns)


def _joined(*many: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic for some in many for topic in some))


def _ids(points: Iterable[TopicMention]) -> tuple[str, ...]:
    return _joined(point.topic for point in points)


def _points(reading: Reading, one: Said, span: Span) -> list[TopicMention]:
    exclude = [_name(reading, m) for m in reading.persons if span.overlaps(m.span)]
    mentions = within(reading.topics, span)
    if not grammar(reading.pack.language).crisis.search(reading.low, span.start, span.end):
        sides = {code for code in _sides(one) if reading.knowledge.polities[code].kind == "country"}
        names = [m.span for m in within(reading.polities, span) if m.code in sides]
        mentions = [m for m in mentions if not any(name.covers(m.span) for name in names)]
    return topics.points(mentions, span, reading.low, exclude=exclude)


def _name(reading: Reading, person: PersonMention) -> Span:
    """Where a person's titles and name stand; what a title alone speaks "về" need not be part of it."""
    if person.name:
        return person.span
    about = grammar(reading.pack.language).about.search(reading.low, person.span.start, person.span.end)
    return Span(person.span.start, about.start()) if about else person.span


def _sides(one: Said) -> set[str]:
    """The polities that talk with each other; one only spoken of is none of them."""
    met = one.encounter.parties if one.encounter is not None else ()
    return {code for code in (*one.speaker.sides, *met) if code}


def _of_ministers(reading: Reading, one: Said) -> tuple[str, ...]:
    """The field of those who meet, where officials of both sides hold offices of the same one."""
    if one.encounter is None:
        return ()
    fields: dict[str, set[str]] = {}
    for person in one.encounter.persons:
        if person.polity:
            fields.setdefault(person.polity, set()).update(_fields(reading, person))
    shared = set.intersection(*fields.values()) if len(fields) > 1 else set()
    return tuple(sorted(shared)) if len(shared) == 1 else ()


def _fields(reading: Reading, person: Person) -> set[str]:
    """The topics that the person's titles name: "Bộ trưởng Quốc phòng"."""
    by = topics.matcher(reading.knowledge, reading.pack.language)
    return {topic for title in person.titles for topic in _named_by(title.label, by)} - _GENERAL


@lru_cache(maxsize=1024)
def _named_by(label: str, by: topics.TopicMatcher) -> frozenset[str]:
    """The topics that a title names; the same titles come again and again."""
    return frozenset(mention.topic for mention in topics.find(matching(label), by))


def _of_lead(reading: Reading, one: Said) -> tuple[str, ...]:
    """Topics of "Về …," or "Trong lĩnh vực …," at the beginning of the sentence."""
    start = one.sentence.span.start
    end = min(one.spans[0].start, reading.low.find(",", start, one.spans[0].start) % (len(reading.low) + 1))
    if not grammar(reading.pack.language).lead_in.match(reading.low, start, end):
        return ()
    return _ids(_points(reading, one, Span(start, end)))
