"""Persons: titles with a name, a name with its titles behind it, a title alone, a pronoun.

    Phó Thủ tướng, Bộ trưởng Ngoại giao | Bùi Thanh Sơn          titles, name
    ông | Jake Sullivan | , Cố vấn An ninh quốc gia Mỹ,           honorific, name, titles behind
    Thủ tướng                                                      a title that stands for a person

A title is read by its grammar (`kg.extract.titles`), and what stands where it ends may be a name
(`kg.extract.names`). Who two mentions are is not decided here (`kg.resolve.people`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.extract import titles
from kg.extract.listed import next_of_list
from kg.extract.mentions import PersonMention, PolityForm, Title
from kg.extract.name_behind import name_behind, name_set_off
from kg.extract.names import name_at
from kg.extract.openings import in_opening, is_subject, others_titles
from kg.extract.scene import Scene
from kg.extract.vocabulary import vocabulary
from kg.lang.kinds import TitleClass
from kg.lang.lexicon import chosen
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.person_words import Titles
from kg.model import Span

_BARE = re.compile(r"(?:[^\W\d_]+(?:[-'’][^\W\d_]+)* ){1,4}[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:, | - )\Z")
_MAX_BARE = 60  # code points of a bare name in front of its title
_APPOSED = re.compile(r"(?:, | - )")
_JOINTS = (", ", " - ")  # the same
_CLOSED_BY = {" - ": " - ", " (": ")"}  # what sets off more titles of one who has some before his name
_CLOSES = re.compile(r"\s*[,.;:)(\n-]")


def find(scene: Scene) -> list[PersonMention]:
    """All mentions of persons by title or by honorific and name, in order, without overlaps."""
    found: list[PersonMention] = []
    done = 0
    for start in _starts(scene):
        if start < done:
            continue
        mention = _titled(scene, start, done) or _honoured(scene, start)
        while mention is not None:
            if mention.name is None:
                mention = _with_name_before(scene, mention, done)
            found.append(mention)
            done = mention.span.end
            mention = next_of_list(scene, mention)
    return [_of_whom(scene, mention, found[n + 1 : n + 2]) for n, mention in enumerate(found)]


def pronouns(low: str, pack: LanguagePack, taken: Sequence[PersonMention]) -> list[PersonMention]:
    """Pronouns and phrases that stand for a person ("ông", "nhà lãnh đạo này"), outside other mentions."""
    spans = [mention.span for mention in taken]
    found = []
    for hit in chosen(vocabulary(low, pack).pronouns):
        span = Span(hit.start, hit.end)
        at = bisect_left(spans, span)
        near = spans[max(0, at - 1) : at + 1]
        after = spans[at].start if at < len(spans) else -1
        if after != span.end + 1 and not any(span.overlaps(other) for other in near):
            found.append(PersonMention(span, pronoun=True))
    return found


def _starts(scene: Scene) -> list[int]:
    """Where a title, its prefix or an honorific begins."""
    leads = (hit.start for hit in chosen(vocabulary(scene.low, scene.pack).leads))
    return sorted({*scene.heads, *leads} - scene.named)


# ---------------------------------------------------------------- titles, then a name
def _titled(scene: Scene, start: int, done: int) -> PersonMention | None:
    """Titles with or without a name; in an opening phrase the last one is the subject's, who has the name."""
    chain = _chain(scene, start)
    if not chain:
        return None
    honorific, name = name_behind(scene, chain[-1].span.end, foreign=bool(chain[-1].polity))
    if _names_a_body(scene, start) and (name is None or not _is_plural(scene, start)):
        return None
    opening = in_opening(scene, start, done)
    if name is None and not opening and chain[-1].polity:
        name = name_set_off(scene, start, chain[-1].span.end)
    if name is None and opening and len(chain) > 1 and chain[0].polity and not chain[-1].polity:
        return _title_alone(chain[:-1])
    if name is None:
        return _title_alone(chain)
    acting = _without_principal(scene, chain[-1])
    if acting is not None and (not acting.polity or ", " in acting.label):
        return PersonMention(Span(start, acting.span.end), (*chain[:-1], acting))
    others = others_titles(scene, chain, name.end, opening=opening)
    if others:
        return PersonMention(Span(start, others[-1].span.end), tuple(others))
    mention = PersonMention(Span(start, name.end), tuple(chain), scene.written(name), name, honorific)
    return _with_titles_behind(scene, mention)


def _chain(scene: Scene, start: int) -> list[Title]:
    """The titles of one person from `start` on."""
    chain: list[Title] = []
    at: int | None = start
    while at is not None:
        title = titles.parse(scene, at)
        if title is None or (title.polity and any(t.polity not in (None, title.polity) for t in chain)):
            break  # "… của Tổng thống Mỹ, | Thủ tướng Israel …": another's
        chain.append(title)
        joint = _chain_joint(scene.titles).match(scene.low, title.span.end)
        at = joint.end() if joint else None
    return chain


@cache
def _chain_joint(words: Titles) -> re.Pattern[str]:
    """Between two titles of one person."""
    also = any_of(words.also)
    return re.compile(rf"(?:, (?:{also} )?| {also} | ?- )")


def _names_a_body(scene: Scene, start: int) -> bool:
    """ "Hội nghị Bộ trưởng Ngoại giao …": the title is part of another name."""
    left = scene.low[max(0, start - 20) : start].split()
    return scene.low[max(0, start - 1) : start] == " " and any(
        " ".join(left[-size:]) in scene.titles.not_person_after for size in (1, 2)
    )


def _is_plural(scene: Scene, start: int) -> bool:
    """Whether the title is said of several, whose names follow: "các Bộ trưởng Kinh tế A, Tài chính B"."""
    return scene.low[max(0, start - 10) : start].rstrip().rpartition(" ")[2] in scene.titles.plural


def _title_alone(chain: Sequence[Title]) -> PersonMention | None:
    """A title without a name stands for somebody; of a chain only what precedes the first comma does."""
    first = chain[0]
    if first.cls is TitleClass.COUNTERPART and len(chain) == 1:
        return PersonMention(first.span, (first,))
    kept = tuple(chain) if len(chain) == 2 and not chain[1].polity else (first,)
    return PersonMention(Span(first.span.start, kept[-1].span.end), kept)


# ---------------------------------------------------------------- a name, then titles
def _honoured(scene: Scene, start: int) -> PersonMention | None:
    """ "ông Jake Sullivan", "Samdech Hun Sen": a name by what leads it; titles may follow."""
    word, stop = scene.honorific(start)
    styled = word is None and scene.word(start)[0] in scene.names.styles
    if word is None and not styled:
        return None
    at = start if styled else scene.after_space(stop)
    name = name_at(scene, at, certain=True) if at is not None else None
    if name is None:
        return None
    mention = PersonMention(Span(start, name.end), (), scene.written(name), name, word)
    return _with_titles_behind(scene, mention)


def _with_titles_behind(scene: Scene, mention: PersonMention) -> PersonMention:
    """Titles in apposition ("…, Đại sứ Nhật Bản tại Việt Nam,"), unless they belong to the next name."""
    joint = _behind(scene.pack).match(scene.low, mention.span.end)
    if not joint:
        return _with_title_right_behind(scene, mention)
    more, close = any(title.cls is not TitleClass.RANK for title in mention.titles), _CLOSED_BY.get(joint[0])
    chain = _chain(scene, joint.end())
    while chain and _belongs_to_next(scene, mention, chain[-1]):
        if (acting := _without_principal(scene, chain[-1])) is not None:
            chain[-1] = acting
            break
        chain.pop()
    if not chain or (more and not _holds_besides(scene, mention, chain, close)):
        return mention
    if joint[0] == ", " and not mention.titles and is_subject(scene, mention.span.start, chain[-1].span.end):
        return mention
    span = Span(mention.span.start, chain[-1].span.end)
    return replace(mention, span=span, titles=(*mention.titles, *chain))


def _without_principal(scene: Scene, title: Title) -> Title | None:
    """ "Đặc phái viên của | Thủ tướng Nhật Bản A": the title without A, whole in its label."""
    if title.principal is None:
        return None
    return replace(title, span=Span(title.span.start, len(scene.low[: title.principal].rstrip())))


def _belongs_to_next(scene: Scene, mention: PersonMention, title: Title) -> bool:
    """Whether a title behind one person's name is that of the next one in the list.

    "ông A, Chủ tịch UBND tỉnh, bà B, Giám đốc Sở": who has an honorific alone has the title behind him.
    """
    if name_behind(scene, title.span.end)[1] is None:
        return False
    apart = scene.low.startswith(", ", title.span.end)
    return not (apart and mention.honorific is not None and not mention.titles)


def _holds_besides(scene: Scene, mention: PersonMention, chain: Sequence[Title], close: str | None) -> bool:
    """Whether one with an office before his name has these, too: set off, or held with another."""
    end = chain[-1].span.end
    if close is not None:
        return scene.low.startswith(close, end)
    besides = all(scene.low.startswith(scene.titles.held_besides, title.span.start) for title in chain)
    codes = {title.polity for title in chain} - {None, mention.polity}
    return besides and (not codes or mention.polity is None)


def _with_title_right_behind(scene: Scene, mention: PersonMention) -> PersonMention:
    """ "ngài A Đại sứ Peru tại Việt Nam": the comma forgotten behind an honorific and a name."""
    at = scene.after_space(mention.span.end)
    if at not in scene.heads or at is None or mention.titles or mention.honorific is None:
        return mention
    title = titles.parse(scene, at)
    if title is None or title.polity is None or _belongs_to_next(scene, mention, title):
        return mention
    return replace(mention, span=Span(mention.span.start, title.span.end), titles=(title,))


@cache
def _behind(pack: LanguagePack) -> re.Pattern[str]:
    """Between a name and the titles in apposition to it."""
    return re.compile(rf"(?:, | ?- | \(| {pack.grammar.words.is_} | {any_of(pack.titles.becomes)} )")


def _with_name_before(scene: Scene, mention: PersonMention, done: int) -> PersonMention:
    """ "Pietro Parolin, Bộ trưởng Ngoại giao Tòa thánh,": a bare name with its title in apposition."""
    start, title = mention.span.start, mention.titles[0]
    whole = bool(title.polity) or title.label != title.head
    apposed = scene.text.endswith(_JOINTS, done, start)
    if not (whole and apposed and _CLOSES.match(scene.low, mention.span.end)):
        return mention
    found = _BARE.search(scene.text, max(done, start - _MAX_BARE), start)
    if found is None:
        return mention
    at = found.start()
    while at < start and not scene.is_capital(at):
        at = scene.text.find(" ", at, start) + 1 or start
    name = name_at(scene, at) if at < start else None
    if name is None or " " not in name.of(scene.text) or not _APPOSED.fullmatch(scene.text, name.end, start):
        return mention
    if scene.low[max(0, at - 8) : at].rstrip().rsplit(" ", 1)[-1] in scene.names.place_leads:
        return mention
    return replace(mention, span=Span(at, mention.span.end), name=scene.written(name), name_span=name)


def _of_whom(scene: Scene, mention: PersonMention, following: Sequence[PersonMention]) -> PersonMention:
    """Whose official one is by what stands behind the name.

    "Bộ trưởng Sato của Nhật Bản"; "Cố vấn an ninh quốc gia Yachi của Thủ tướng Nhật Bản": the country stands
    with whom he serves.
    """
    of = f" {scene.pack.grammar.words.of} "
    if not mention.titles or mention.polity or not scene.low.startswith(of, mention.span.end):
        return mention
    begin = mention.span.end + len(of)
    code = following[0].polity if following and following[0].span.start == begin else None
    country = scene.polities.get(begin)
    if mention.name is not None and country is not None and country.form is PolityForm.NAME:
        code = country.code
    if code is None:
        return mention
    first = replace(mention.titles[0], polity=code, generic=False)
    return replace(mention, titles=(first, *mention.titles[1:]))
