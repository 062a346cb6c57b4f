"""How a language speaks of topics: `lang/LANG/topics.yaml`, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Literal

import yaml

from kg.errors import KGError
from kg.model import Span
from kg.resources import lang_file, parse_yaml


@dataclass(frozen=True, slots=True)
class Frame:
    """A kind of stretch in which topics are not the point: a purpose, a basis, an occasion."""

    name: str
    begins: re.Pattern[str]
    ends: re.Pattern[str]
    unless: re.Pattern[str] | None  # what stands before it where it is none
    hides: frozenset[str]  # empty: all topics
    behind: Literal["", "any", "strong"]  # hides only behind another topic, so cued

    def spans(self, text: str, clause: Span) -> Iterator[Span]:
        """Where in the clause there is one."""
        at = clause.start
        while found := self.begins.search(text, at, clause.end):
            if self.unless and self.unless.search(text, clause.start, found.start()):
                at = found.end()
                continue
            stop = self.ends.search(text, found.end(), clause.end)
            at = stop.start() if stop else clause.end
            yield Span(found.start(), at)


@dataclass(frozen=True, slots=True, eq=False)
class TopicGrammar:
    """What the rules of `kg.extract.topics` need to know of a language."""

    spellings: Mapping[str, tuple[str, ...]]  # each form -> all forms
    before_polity: Mapping[str, tuple[str, ...]]
    weak_before_polity: Mapping[str, tuple[str, ...]]
    crises: Mapping[str, tuple[str, ...]]
    templates: Mapping[str, tuple[str, ...]]
    frames: tuple[Frame, ...]
    absorbed: Mapping[str, frozenset[str]]
    yields: Mapping[str, frozenset[str]]
    general: Mapping[str, tuple[str, ...]]
    besides: Mapping[str, frozenset[str]]
    qualified: frozenset[str]
    residual: str
    back: re.Pattern[str]  # "vấn đề này"
    vaguely_back: re.Pattern[str]  # "điều này"
    crisis: re.Pattern[str]  # words that make a country the subject of a talk with itself
    about: re.Pattern[str]  # opens what somebody speaks of, behind his title
    lead_in: re.Pattern[str]  # "Về …,"
    _varying: re.Pattern[str]
    _name_head: re.Pattern[str]
    _not_name_head: re.Pattern[str]
    _joined: re.Pattern[str]
    _filler: re.Pattern[str]

    def forms(self, wording: str) -> Iterator[str]:
        """A wording in all its spellings and with all joiners of coordinated words."""
        parts = self._varying.split(wording)
        for form in product(*(self.spellings.get(part, (part,)) for part in parts)):
            yield "".join(form)

    def in_name(self, text: str, start: int) -> bool:
        """Whether what begins at `start` follows the head of an office's or a body's name."""
        before = text[max(0, start - 40) : start]
        return bool(self._name_head.search(before)) and not self._not_name_head.search(before)

    def joined(self, text: str, start: int, end: int) -> bool:
        """Whether the words before `start` and from `end` on stand in one coordination."""
        return self._joined.fullmatch(text, start, end) is not None

    def filler(self, text: str, start: int, end: int) -> bool:
        """Whether nothing of weight stands between a partnership and its field."""
        return self._filler.fullmatch(text, start, end) is not None


@cache
def grammar(language: str) -> TopicGrammar:
    """The topic grammar of a language pack."""
    return parse(lang_file(language, "topics.yaml"), where=f"kg/lang/{language}/topics.yaml")


def parse(source: str, *, where: str) -> TopicGrammar:
    """The grammar that a `topics.yaml` holds."""
    try:
        return _compiled(parse_yaml(source))
    except KeyError as error:
        raise KGError(f"the topic grammar lacks {error}", where=where, hint="add it") from error
    except (yaml.YAMLError, re.error, TypeError, AttributeError) as error:
        problem = " ".join(str(error).split())
        raise KGError(f"not a topic grammar: {problem}", where=where, hint="mend the file") from error


def _compiled(data: Any) -> TopicGrammar:
    joiners = tuple(data["joiners"])
    spellings = {form: tuple(forms) for forms in data["spellings"] for form in forms}
    spaced = [joiner for joiner in joiners if joiner.strip() == joiner[1:-1] or joiner == ", "]
    back = data["back"]
    joined = rf"\s*(?:{_any(joiner.strip() for joiner in joiners)})?\s*"
    return TopicGrammar(
        spellings=spellings | dict.fromkeys(spaced, joiners),
        before_polity={topic: tuple(heads) for topic, heads in data["before_polity"].items()},
        weak_before_polity={topic: tuple(heads) for topic, heads in data["weak_before_polity"].items()},
        crises=dict.fromkeys(data["crises"]["topics"], tuple(data["crises"]["heads"])),
        templates={topic: tuple(_filled(lists)) for topic, lists in data["templates"].items()},
        frames=tuple(_frame(frame) for frame in data["frames"]),
        absorbed={topic: frozenset(by) for topic, by in data["absorbed"].items()},
        yields={topic: frozenset(to) for topic, to in data["yields"].items()},
        general={topic: tuple(above) for topic, above in data["general"].items()},
        besides={topic: frozenset(others) for topic, others in data["besides"].items()},
        qualified=frozenset(data["qualified"]),
        residual=data["residual"],
        back=_whole([rf"(?:{_any(back['heads'])}) (?:{'|'.join(back['tails'])})", _any(back["words"])]),
        vaguely_back=_whole([_any(back["vague"])]),
        crisis=_whole([_any(data["crises"]["words"])]),
        about=_whole([_any(data["about"])]),
        lead_in=_whole([_any(data["lead_in"])]),
        _varying=re.compile(rf"((?<!\w)(?:{_any(spellings)})(?!\w)|{_any(spaced)})"),
        _name_head=_word_before(data["name_heads"]),
        _not_name_head=_word_before(data["not_name_heads"]),
        _joined=re.compile(joined * 2),
        _filler=re.compile(rf"(?:{data['field_phrase']}|(?:\s*(?:{_any(data['fillers'])})(?!\w))*)\s*"),
    )


def _filled(templates: Iterable[Iterable[Iterable[str]]]) -> Iterator[str]:
    """All phrases of the templates: one word of each list after the other."""
    for template in templates:
        yield from (" ".join(words) for words in product(*template))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _word_before(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(words)}) \Z")


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any of the patterns, cutting no word in two."""
    return re.compile(rf"(?:(?<!\w)|(?!\w))(?:{'|'.join(patterns)})(?!(?<=\w)\w)")


def _frame(data: Any) -> Frame:
    return Frame(
        name=data["name"],
        begins=_whole(data["from"]),
        ends=_whole(data["until"]),
        unless=re.compile(rf"(?<!\w)(?:{data['unless']})\Z") if "unless" in data else None,
        hides=frozenset(data.get("hides", ())),
        behind=data.get("behind", ""),
    )
