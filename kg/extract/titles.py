"""Titles of office, read by their grammar: prefix, head, then fields, country and scope in any order.

    Trợ lý Ngoại trưởng | Mỹ | phụ trách Đông Á - Thái Bình Dương
    head                 country  scope

A head alone may be complete (Thủ tướng) or want a field (Bộ trưởng + Ngoại giao); a field that no list
holds is read by its form: a capitalised word followed by small ones. Where the title ends the name
begins, which `kg.extract.people` reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.lexicon import Hit
from kg.extract.mentions import PolityForm, PolityMention, Title, TitleClass
from kg.lang.pack import Titles
from kg.model import Span

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_NATION = frozenset(
    [
        "nước",
        "chxhcn",
        "chdcnd",
        "cộng",
        "hòa",
        "xã",
        "hội",
        "chủ",
        "nghĩa",
        "dân",
        "chủ",
        "nhân",
        "vương",
        "quốc",
        "liên",
        "bang",
        "hợp",
        "chúng",
        "tiểu",
        "các",
        "thống",
        "nhất",
        "hồi",
        "giáo",
        "ả-rập",
        "ả",
        "rập",
        "bolivar",
        "đa",
        "dân",
        "tộc",
        "hiệp",
        "công",
        "quốc",
    ]
)
_POSTED = frozenset({"tại", "ở", "bên cạnh"})
_MAX_FIELD_WORDS = 9
_POWER = re.compile(r"\b(?:chính|thẩm|nhân|chủ) $")


@dataclass(frozen=True, slots=True)
class Scene:
    """One article's text with everything the title grammar looks up, by position."""

    text: str
    low: str
    titles: Titles
    heads: Mapping[int, Hit[TitleClass]]
    fields: Mapping[int, Hit[str]]
    scopes: Mapping[int, Hit[str]]
    private: Mapping[int, Hit[str]]
    never_first: Mapping[int, Hit[str]]
    never_inside: Mapping[int, Hit[str]]
    polities: Mapping[int, PolityMention]
    pairs: Mapping[int, int]  # every polity's name, short forms included, by where it begins: where it ends
    named: frozenset[int]  # places inside a polity's name: nothing begins there
    cues: frozenset[int]  # where a word of encounters begins
    acts: frozenset[int]  # where a verb of speech begins: no title runs over one

    def word(self, at: int) -> tuple[str, int]:
        """The word that begins at `at` and where it ends; ("", at) where none does."""
        found = _WORD.match(self.low, at)
        return (found[0], found.end()) if found else ("", at)

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


def polity_index(mentions: Sequence[PolityMention]) -> dict[int, PolityMention]:
    """Mentions of polities by where they begin, those that can stand in a title."""
    index = {mention.span.start: mention for mention in mentions if mention.form is not PolityForm.PAIR}
    for mention in mentions:  # "Chủ tịch nước Lào": the head has taken "nước"
        if mention.form is PolityForm.NAME and mention.nation:
            index.setdefault(mention.span.start + len("nước "), mention)
    return index


@dataclass(slots=True)
class _Parse:
    end: int
    polity: str | None = None
    host: str | None = None
    completed: bool = False
    cut: list[Span] = field(default_factory=list)  # the country's name, not part of the label


def parse(scene: Scene, start: int) -> Title | None:
    """The title whose head or prefix begins at `start`, as long as it gets; None if there is none."""
    word, end = scene.word(start)
    former, head_at = False, start
    if word == "quyền" and _POWER.search(scene.low, max(0, start - 8), start):
        return None  # "chính quyền Tổng thống …"
    if word in scene.titles.prefixes and start not in scene.heads:
        nxt = scene.after_space(end)
        if nxt is None or nxt not in scene.heads:
            return None
        former, head_at = word in ("cựu", "nguyên", "cố"), nxt
    head = scene.heads.get(head_at)
    if head is None:
        return None
    got = _complete(scene, head)
    if got is None:
        return None
    label = _label(scene, start, got)
    return Title(
        Span(start, got.end), scene.low[head.start : head.end], label, head.value, got.polity, got.host,
        former, _generic(scene, head, got),
    )  # fmt: skip


def _generic(scene: Scene, head: Hit[TitleClass], got: _Parse) -> bool:
    return (
        scene.low[head.start : head.end] in scene.titles.generic and not got.completed and got.polity is None
    )


def _complete(scene: Scene, head: Hit[TitleClass]) -> _Parse | None:
    got = _Parse(head.end)
    at = scene.after_space(head.end)
    while at is not None:
        if at in scene.private:
            return None
        step = (
            _pair(scene, at) or _of(scene, at)
            or _host_word(scene, at)
            or _country(scene, got, at)
            or _host(scene, got, at)
            or _field(scene, got, at, head)
        )
        if step is None:
            step = _scope(scene, got, at)
        if step is None or step <= got.end:
            break
        got.end = step
        at = scene.after_space(step)
    return got


def _pair(scene: Scene, at: int) -> int | None:
    """ "Nhật - Việt" in the name of a league of friendship: two countries, neither of them his."""
    first = scene.pairs.get(at)
    if first is None or (
        scene.low[first : first + 3] not in (" - ", "-") and scene.low[first : first + 1] != "-"
    ):
        return None
    second = scene.pairs.get(first + (3 if scene.low[first] == " " else 1))
    return second


def _of(scene: Scene, at: int) -> int | None:
    """ "Phó phát ngôn viên của Bộ Thống nhất": "của" before a field that completes the title."""
    if not scene.low.startswith("của ", at):
        return None
    field = scene.fields.get(at + 4)
    return field.end if field is not None and scene.is_capital(at + 4) and at + 4 not in scene.heads else None


def _host_word(scene: Scene, at: int) -> int | None:
    """ "Thủ tướng nước chủ nhà Dmitry Medvedev": the country is named elsewhere."""
    phrase = next((p for p in scene.titles.host_words if scene.low.startswith(p, at)), None)
    return at + len(phrase) if phrase is not None else None


def _country(scene: Scene, got: _Parse, at: int) -> int | None:
    """A country's name, with the words of its form of state before it ("nước Cộng hòa …")."""
    begin, walk = at, at
    for _ in range(10):
        mention = scene.polities.get(walk)
        if mention is not None and (got.polity is None or mention.code == got.polity):
            got.polity = mention.code
            if mention.form is PolityForm.NAME:
                got.cut.append(Span(begin, mention.span.end))
            return mention.span.end
        word, end = scene.word(walk)
        nxt = scene.after_space(end)
        if word not in _NATION or nxt is None:
            return None
        walk = nxt
    return None


def _host(scene: Scene, got: _Parse, at: int) -> int | None:
    word, end = scene.word(at)
    if word not in _POSTED:
        return None
    nxt = scene.after_space(end)
    for _ in range(8):
        if nxt is None:
            return None
        mention = scene.polities.get(nxt)
        if mention is not None:
            got.host = mention.code
            return mention.span.end
        word, end = scene.word(nxt)
        if word not in _NATION:
            field = scene.fields.get(nxt)
            if field is None and not scene.is_capital(nxt):
                return None
            return field.end if field else None
        nxt = scene.after_space(end)
    return None


def _field(scene: Scene, got: _Parse, at: int, head: Hit[TitleClass]) -> int | None:
    """A known field, several of them joined, or for a ministry an unknown one by its form."""
    field = scene.fields.get(at)
    if field is not None and (at not in scene.acts or scene.is_capital(at)):
        got.completed = True
        return _of_place(scene, _joined(scene, field.end))
    word, stop = scene.word(at)
    if word in scene.titles.of_place:
        past = _of_place(scene, stop)
        return past if past > stop else None
    if (
        not got.completed
        and scene.is_capital(at)
        and scene.low[head.start : head.end] in scene.titles.open_field
    ):
        end = _unknown_field(scene, at)
        got.completed = end is not None
        return end
    return None


def _of_place(scene: Scene, end: int) -> int:
    """Past the place that "tỉnh", "bang" name: up to a family name, else one word of several."""
    if scene.low[:end].rsplit(" ", 1)[-1] not in scene.titles.of_place:
        return end
    at = scene.after_space(end)
    stops: list[int] = []
    while at is not None and scene.is_capital(at) and len(stops) < 6:
        word, stop = scene.word(at)
        if stops and word in scene.titles.family:
            return stops[-1]
        stops.append(stop)
        at = scene.after_space(stop)
    if not stops:
        return end
    return stops[0] if len(stops) > 2 else stops[-1]


def _joined(scene: Scene, end: int) -> int:
    """Past further fields that a comma, a dash or "và" joins to the one that ends at `end`."""
    while True:
        found = re.compile(r", | và | - |, và ").match(scene.low, end)
        if not found:
            return end
        field = scene.fields.get(found.end())
        if field is None or field.start in scene.heads or field.start in scene.acts:
            return end
        end = field.end


def _unknown_field(scene: Scene, at: int) -> int | None:
    """ "Cải cách và Phát triển bền vững": a capitalised word, small words behind it, no verb among them."""
    end, small, walk = at, 0, at
    for count in range(_MAX_FIELD_WORDS):
        word, stop = scene.word(walk)
        if not word or walk in scene.acts or walk in scene.polities:
            break
        nxt = scene.after_space(stop)
        if count and scene.is_capital(walk):
            joined = small and scene.low[:walk].endswith((" và ", ", "))
            if not joined or nxt is None or scene.is_capital(nxt) or nxt in scene.acts:
                break
        elif count:
            if word in _STOP_FIELD or (word == "và" and nxt in scene.heads):
                break
            small += 1
            if nxt is not None and not scene.is_capital(nxt) and scene.word(nxt)[0] in _STOP_FIELD:
                end = stop
                break
        end = stop
        if nxt is None:
            break
        walk = nxt
    return end if small else None


_STOP_FIELD = frozenset(
    [
        "đã",
        "đang",
        "sẽ",
        "cùng",
        "cũng",
        "là",
        "tại",
        "với",
        "cho",
        "khẳng",
        "vừa",
        "được",
        "bị",
        "có",
        "không",
        "này",
        "nước",
        "của",
        "trong",
        "khi",
        "nói",
        "ngày",
        "hôm",
        "sáng",
        "chiều",
        "tối",
        "tiếp",
        "gặp",
        "thăm",
        "hội",
        "điện",
        "dẫn",
        "chủ",
        "đến",
        "từ",
        "vào",
        "rằng",
        "đề",
        "nghị",
        "mong",
        "cảm",
        "đánh",
        "bày",
        "trao",
        "nhất",
        "hai",
        "ông",
        "bà",
        "nhân",
        "theo",
        "sau",
        "trước",
        "và,",
        "rời",
        "tới",
        "lên",
        "phát",
        "đồng",
        "người",
    ]
)


def _scope(scene: Scene, got: _Parse, at: int) -> int | None:
    """ "phụ trách Đông Á - Thái Bình Dương": up to the name, or to the end of the phrase."""
    scope = scene.scopes.get(at)
    if scope is None:
        return None
    walk = scene.after_space(scope.end)
    end = None
    for _ in range(16):
        if walk is None:
            break
        field = scene.fields.get(walk)
        mention = scene.polities.get(walk)
        if field is not None:
            end = field.end
        elif mention is not None:
            end = mention.span.end
        else:
            word, stop = scene.word(walk)
            if (
                not word
                or scene.is_capital(walk)
                or walk in scene.acts
                or walk in scene.heads
                or word in _STOP_FIELD
            ):
                break
            end = stop
        joint = re.compile(r" (?:-|và) |, (?!ông |bà )| ").match(scene.low, end)
        if not joint:
            break
        walk = joint.end()
        if scene.low[joint.start()] == "," and walk not in scene.fields:
            break
    return end


def _label(scene: Scene, start: int, got: _Parse) -> str:
    """The title as written, without the country's name."""
    pieces, at = [], start
    for span in got.cut:
        pieces.append(scene.text[at : span.start])
        at = span.end
    pieces.append(scene.text[at : got.end])
    return " ".join(" ".join(pieces).split()).strip(" ,-")
