"""The field of an office, the body it belongs to, and its scope: "phụ trách Đông Á - Thái Bình Dương".

One that no list holds is read by its form: a capitalised word followed by small ones.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.mentions import PolityForm
from kg.extract.scene import Scene
from kg.extract.title_parts import Parse
from kg.extract.title_places import past_place, place
from kg.lang.kinds import TitleClass
from kg.lang.lexicon import Hit
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.person_words import Titles
from kg.model import Span

_MAX_FIELD_WORDS = 9
_MAX_SCOPE_PARTS = 16
# A ministry by its letters: "GD&ĐT", "NN-PTNT", "GTVT".
_LETTERS = re.compile(r"(?:[A-ZĐ]{1,4}[&-](?:[A-ZĐ]{1,4}[&-])?[A-ZĐ]{1,4}|[BCDĐGHKLMNPQSTVX]{3,7})(?=[ ,.])")


def field_of(scene: Scene, got: Parse, at: int) -> int | None:
    """ "Phó phát ngôn viên của Bộ Thống nhất": "của" before a field that completes the title."""
    of = f"{scene.pack.grammar.words.of} "
    begin = at + len(of)
    if not scene.low.startswith(of, at) or not scene.is_capital(begin) or begin in scene.heads:
        return None
    found = scene.fields.get(begin)
    if found is None:
        mention = scene.polities.get(begin)  # "người phát ngôn của Lầu Năm Góc"
        if mention is None or got.polity is not None or mention.form is PolityForm.PLACE:
            return None
        got.polity = mention.code
        if mention.form is PolityForm.NAME:
            got.cut.append(Span(at, mention.span.end))
        return mention.span.end
    got.completed = True
    got.polity = got.polity or _named_in(scene, begin, found.end)
    return found.end


def field(scene: Scene, got: Parse, at: int, head: Hit[TitleClass]) -> int | None:
    """A known field, several of them joined, or for a ministry an unknown one by its form."""
    takes_any = scene.low[head.start : head.end] in scene.titles.open_field
    lead = _lead(scene.titles).match(scene.low, at)
    at = lead.end() if lead is not None and lead.end() in scene.fields else at
    if got.polity is not None and at in scene.heads and scene.is_capital(at):
        return None  # the next person's title, the full stop forgotten
    found = scene.fields.get(at)
    if found is not None and (at not in scene.acts or scene.is_capital(at)):
        got.completed = True
        known = _past_known(scene, found) if takes_any else found.end
        past = past_place(scene, _past_joined(scene, max(known, _past_body(scene, found))))
        past = _up_to_country(scene, past) or past if takes_any else past
        got.polity = got.polity or _named_in(scene, at, past)
        return past
    if (past_it := place(scene, got, at, head)) is not None:
        return past_it
    if got.completed or not takes_any or not scene.is_capital(at):
        return None
    end = _in_letters(scene, got, at) or _unknown_field(scene, at)
    got.completed = end is not None
    return end


def field_of_list(scene: Scene, at: int, *, open_: bool) -> int | None:
    """Where the field ends that stands alone in a list of posts; `open_`: one that no list holds will do."""
    if at in scene.heads:
        return None
    found = scene.fields.get(at)
    if found is not None:
        return _past_joined(scene, found.end)
    return _unknown_field(scene, at) if open_ else None


def _past_known(scene: Scene, found: Hit[str]) -> int:
    """Past small words that make a known field another one: "Tài nguyên | nước và Khí tượng"."""
    joint = _field_joint(scene.pack).match(scene.low, found.end)
    if joint is not None and joint.end() in scene.fields:
        return found.end  # "Ngoại giao | và châu Âu"
    end = _unknown_field(scene, found.start) if scene.is_capital(found.start) else None
    if end is None or end <= found.end or scene.low[found.end] != " ":
        return found.end
    behind = scene.after_space(end)
    if behind is None or behind in scene.heads:  # "… Quốc phòng làm | Trưởng đoàn"
        return found.end
    return end if behind in scene.polities or scene.is_capital(behind) else found.end


def _past_body(scene: Scene, found: Hit[str]) -> int:
    """Past the name of a body whose kind alone is known: "Ủy ban | Biên giới quốc gia"."""
    if found.value not in scene.titles.bodies:
        return found.end
    at = scene.after_space(found.end)
    if at is None or not scene.is_capital(at) or at in scene.polities:
        return found.end
    known = scene.fields.get(at) or found
    return max(known.end, _unknown_field(scene, at) or found.end)


def _named_in(scene: Scene, start: int, end: int) -> str | None:
    """The country that a body's name ends in: "Đảng Cộng sản Cuba"; not where its country follows."""
    if scene.after_space(end) in scene.polities:
        return None
    inside = (
        scene.polities[at] for at in range(start, end) if at in scene.polities and at not in scene.fields
    )
    return next((m.code for m in inside if m.span.end == end and m.form is PolityForm.NAME), None)


def _in_letters(scene: Scene, got: Parse, at: int) -> int | None:
    """ "Bộ GD&ĐT": a ministry by its letters, as the press writes its own country's."""
    found = _LETTERS.match(scene.text, at)
    if found is None:
        return None
    if scene.after_space(found.end()) not in scene.polities:
        got.polity = got.polity or scene.pack.grammar.home
    return found.end()


@cache
def _lead(words: Titles) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.field_leads)} ")


def _past_joined(scene: Scene, end: int) -> int:
    """Past further fields that a comma, a dash or "và" joins to the one that ends at `end`."""
    while found := _field_joint(scene.pack).match(scene.low, end):
        following = scene.fields.get(found.end())
        if following is None or following.start in scene.heads or following.start in scene.acts:
            break
        end = following.end
    return end


def _up_to_country(scene: Scene, end: int) -> int | None:
    """Past the rest of a field of which a list holds the beginning, where a country stands behind it.

    "Bộ Nhà ở, Đô thị | và Quy hoạch | Algeria": small words, and capitalised ones behind a joint.
    """
    joint, walk, joined = _field_joint(scene.pack), end, False
    for _ in range(_MAX_FIELD_WORDS):
        found = joint.match(scene.low, walk)
        at = found.end() if found else scene.after_space(walk)
        if at is None or at in scene.polities:
            return walk if at is not None and walk > end and not found else None
        word, stop = scene.word(at)
        small = not scene.is_capital(at)
        stops = word in scene.titles.field_ends and not joint.match(scene.low, stop)
        if not word or at in scene.heads or (small and (stops or at in scene.acts)):
            return None
        if not small and (not (found or joined) or _opens_name(scene, at)):
            return None
        joined = joined or found is not None
        walk = stop
    return None


def _opens_name(scene: Scene, at: int) -> bool:
    """ "Bộ trưởng Ngoại giao, | Lê Minh …": a family name and a capital."""
    word, stop = scene.word(at)
    behind = scene.after_space(stop)
    return word in scene.names.family and behind is not None and scene.is_capital(behind)


@cache
def _field_joint(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf", | {pack.grammar.words.and_} | ?- ")


def _unknown_field(scene: Scene, at: int) -> int | None:
    """ "Cải cách và Phát triển bền vững": a capitalised word, small words behind it, no verb among them."""
    and_, ends = scene.pack.grammar.words.and_, scene.titles.field_ends
    end, small, walk = at, 0, at
    for count in range(_MAX_FIELD_WORDS):
        word, stop = scene.word(walk)
        if not word or walk in scene.acts or walk in scene.polities:
            break
        following = scene.after_space(stop)
        if count and scene.is_capital(walk):
            joined = small and scene.low.endswith((f" {and_} ", ", "), 0, walk)
            if not joined or following is None or scene.is_capital(following) or following in scene.acts:
                break
        elif count and walk in scene.fields:  # "Chủ nghĩa | xã hội"
            stop, small = scene.fields[walk].end, small + 1
            following = scene.after_space(stop)
        elif count:
            country = word == scene.pack.grammar.words.country and not _before_country(scene, walk)
            if (word in ends and not country) or (word == and_ and following in scene.heads):
                break
            small += 1
            if following is not None and _ends_field(scene, following):
                end = stop
                break
        end = stop
        if following is None:
            break
        walk = following
    return end if small else None


def _ends_field(scene: Scene, at: int) -> bool:
    """Whether a small word begins at `at` that is no part of a field."""
    word = scene.word(at)[0]
    if scene.is_capital(at) or word not in scene.titles.field_ends:
        return False
    return word != scene.pack.grammar.words.country or _before_country(scene, at)


def _before_country(scene: Scene, at: int) -> bool:
    """Whether "nước" leads to a country or points to one, rather than being water."""
    following = scene.after_space(scene.word(at)[1])
    if following is None or scene.is_capital(following):
        return True
    return scene.low.startswith(scene.titles.host_words, at)


# ---------------------------------------------------------------- scopes
def scope(scene: Scene, got: Parse, at: int) -> int | None:
    """ "phụ trách Đông Á - Thái Bình Dương": up to the name, or to the end of the phrase."""
    found = scene.scopes.get(at)
    if found is None:
        return None
    walk = scene.after_space(found.end)
    if got.completed and found.value == scene.pack.grammar.words.about and not _is_matter(scene, walk):
        return None  # "Thứ trưởng Bộ Lao động | về tình hình hợp tác …"
    end: int | None = None
    for _ in range(_MAX_SCOPE_PARTS):
        past = _scope_part(scene, walk) if walk is not None else None
        if past is None:
            break
        body = scene.polities.get(walk) if walk is not None and walk in scene.fields else None
        if body is not None and end is not None:  # "phụ trách thương mại Ủy ban Kinh tế Á-Âu"
            got.polity = got.polity or body.code
        end = past
        joint = _scope_joint(scene.pack).match(scene.low, end)
        if not joint:
            break
        walk = joint.end()
        if scene.low[joint.start()] == "," and walk not in scene.fields:
            break
    return end


def _is_matter(scene: Scene, at: int | None) -> bool:
    """Whether a known field begins at `at`, or a country behind which the holder's name follows."""
    if at is None or at in scene.fields:
        return at is not None
    mention = scene.polities.get(at)
    behind = scene.after_space(mention.span.end) if mention is not None else None
    return behind is not None and scene.is_capital(behind) and behind not in scene.heads


def _scope_part(scene: Scene, at: int) -> int | None:
    """A field, a polity or a small word of a scope."""
    if at in scene.polities:
        return scene.polities[at].span.end
    known = scene.fields.get(at)
    if known is not None:
        return known.end
    word, stop = scene.word(at)
    if not word or at in scene.acts or at in scene.heads:
        return None
    if scene.is_capital(at):
        return _unknown_field(scene, at)
    return stop if word not in scene.titles.field_ends else None


@cache
def _scope_joint(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf" (?:-|{pack.grammar.words.and_}) |, (?!{any_of(pack.titles.name_leads)} )| ")
