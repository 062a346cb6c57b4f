"""Persons: titles with a name, a name with its titles behind it, a title alone, a pronoun.

    Phó Thủ tướng, Bộ trưởng Ngoại giao | Bùi Thanh Sơn          titles, name
    ông | Jake Sullivan | , Cố vấn An ninh quốc gia Mỹ,           honorific, name, titles behind
    Thủ tướng                                                      a title that stands for a person

No list of persons is needed: a name is what stands where the title's grammar ends and is written like
a name. Who two mentions are is not decided here (`kg.resolve.people`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg.extract import titles as titles_
from kg.extract.mentions import PersonMention, PolityMention, Title, TitleClass
from kg.extract.titles import Scene
from kg.lang.pack import LanguagePack
from kg.model import Span

_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MAX_PARTS = 16
_SPACED_HYPHEN = re.compile(r" ?[-–—] ?[a-z]{2,5}(?=[\s,.;:)])(?! [A-ZĐ])")
_CHAIN = re.compile(r"(?:, (?:đồng thời là |kiêm (?:nhiệm )?)?| kiêm (?:nhiệm )?| - | đồng thời là )")
_BEHIND = re.compile(r"(?:, | - | \(|, hiện là | là | - hiện là |, nguyên là )")


def scene(text: str, low: str, pack: LanguagePack, polities: Sequence[PolityMention]) -> Scene:
    """All that the grammar of titles looks up, found once."""
    words = pack.titles
    return Scene(
        text=text,
        low=low,
        titles=words,
        heads=words.heads.longest(low),
        fields=words.fields.longest(low),
        scopes=words.scopes.longest(low),
        private=words.private.longest(low),
        never_first=words.never_first.longest(low),
        never_inside=words.never_inside.longest(low),
        polities=titles_.polity_index(polities),
        pairs={m.span.start: m.span.end for m in polities},
        named=frozenset(at for m in polities for at in range(m.span.start + 1, m.span.end)),
        acts=frozenset(start for start, hit in pack.acts.longest(low).items() if not hit.value.decoy),
        cues=frozenset(start for start, hit in pack.cues.longest(low).items() if hit.value.kind is not None),
    )


def find(scene: Scene) -> list[PersonMention]:
    """All mentions of persons by title or by honorific and name, in order, without overlaps."""
    found: list[PersonMention] = []
    done = 0
    for start in _starts(scene):
        if start < done:
            continue
        mention = _titled(scene, start, led_by_phrase=_led_by_phrase(scene, start, done)) or _honoured(
            scene, start
        )
        if mention is not None:
            if mention.name is None:
                mention = _with_name_before(scene, mention, done)
            found.append(mention)
            done = mention.span.end
    return [_of_whom(scene, mention, found[n + 1 : n + 2]) for n, mention in enumerate(found)]


def _of_whom(scene: Scene, mention: PersonMention, following: Sequence[PersonMention]) -> PersonMention:
    """ "Cố vấn an ninh quốc gia Yachi của Thủ tướng Nhật Bản": the country stands with whom he serves."""
    if not following or not mention.titles or mention.polity or following[0].polity is None:
        return mention
    if scene.low[mention.span.end : following[0].span.start] != " của ":
        return mention
    first = replace(mention.titles[0], polity=following[0].polity)
    return replace(mention, titles=(first, *mention.titles[1:]))


def pronouns(low: str, pack: LanguagePack, taken: Sequence[PersonMention]) -> list[PersonMention]:
    """Pronouns and phrases that stand for a person ("ông", "nhà lãnh đạo này"), outside other mentions."""
    forms = sorted(pack.grammar.pronouns, key=len, reverse=True)
    spans = [mention.span for mention in taken]
    found = []
    for match in re.finditer(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)", low):
        span = Span(match.start(), match.end())
        at = bisect_left(spans, span)
        near = spans[max(0, at - 1) : at + 1]
        after = spans[at].start if at < len(spans) else -1
        if after != span.end + 1 and not any(span.overlaps(other) for other in near):
            found.append(PersonMention(span, pronoun=True))
    return found


def _starts(scene: Scene) -> list[int]:
    places = set(scene.heads)
    words = scene.titles.prefixes | scene.titles.honorifics
    places.update(m.start() for m in re.finditer(r"\b(?:" + "|".join(sorted(words)) + r")\b", scene.low))
    return sorted(places - scene.named)


def _names_a_body(scene: Scene, start: int) -> bool:
    """ "Hội nghị Bộ trưởng Ngoại giao …": the title is part of another name."""
    left = scene.low[max(0, start - 20) : start].split()
    return scene.low[max(0, start - 1) : start] == " " and any(
        " ".join(left[-size:]) in scene.titles.not_person_after for size in (1, 2)
    )


_OPENS = re.compile(
    r"(?:^|[.!?\n…\"”*;]\s*)(?:[^.,\n]{0,60}, )?(?:cũng )?(?:tại|trong|sau|khi|tiếp|gặp|trước|ngay sau|chào mừng|hoan nghênh)\b[^,.\n]{0,60}\Z"
)


def _led_by_phrase(scene: Scene, start: int, done: int) -> bool:
    """Whether a title stands in an opening phrase ("Tại buổi tiếp …,"), behind whose comma the subject comes."""
    left = scene.low[max(done, start - 130) : start]
    return bool(_OPENS.search(left)) and left.endswith(
        (" tiếp ", " với ", " gặp ", " mừng ", " nghênh ", " ngài ", " đàm ")
    )


def _titled(scene: Scene, start: int, *, led_by_phrase: bool = False) -> PersonMention | None:
    chain: list[Title] = []
    at: int | None = start
    end = start
    while at is not None:
        title = titles_.parse(scene, at)
        if title is None:
            break
        chain.append(title)
        end = title.span.end
        joint = _CHAIN.match(scene.low, end)
        at = (
            joint.end()
            if joint and (joint.end() in scene.heads or scene.word(joint.end())[0] in scene.titles.prefixes)
            else None
        )
    if not chain:
        return None
    if _names_a_body(scene, start):
        return None
    honorific, name = _name_behind(scene, end)
    if name is not None and led_by_phrase and len(chain) > 1 and chain[0].polity and not chain[-1].polity:
        return PersonMention(
            Span(start, chain[-2].span.end), tuple(chain[:-1])
        )  # the last title is the subject's
    if name is None:
        return _title_alone(scene, chain)
    mention = PersonMention(Span(start, name.end), tuple(chain), _written(scene, name), name, honorific)
    return _with_titles_behind(scene, mention)


def _title_alone(scene: Scene, chain: list[Title]) -> PersonMention | None:
    """A title without a name stands for somebody; of a chain only what precedes the first comma does."""
    first = chain[0]
    if first.cls is TitleClass.RANK:
        return None
    if first.cls is TitleClass.COUNTERPART and len(chain) == 1:
        return PersonMention(first.span, (first,))
    titles = tuple(chain) if len(chain) == 2 and not chain[1].polity else (first,)
    return PersonMention(Span(first.span.start, titles[-1].span.end), titles)


def _name_behind(scene: Scene, end: int) -> tuple[str | None, Span | None]:
    """An optional honorific and a name, right behind a title or set off by a comma ("Ngoại trưởng, ông X")."""
    at = scene.after_space(end)
    joint = re.compile(r"(?:, | là | - )").match(scene.low, end)
    honorific = None
    if joint and scene.word(joint.end())[0] in scene.titles.honorifics:
        at = joint.end()
    if at is None:
        return None, None
    word, stop = scene.word(at)
    if word in scene.titles.honorifics:
        honorific, at2 = word, scene.after_space(stop)
        if at2 is None:
            return None, None
        at = at2
    return honorific, name_at(scene, at)


def _honoured(scene: Scene, start: int) -> PersonMention | None:
    """ "ông Jake Sullivan": an honorific and a name; titles may follow. None for an honorific alone."""
    word, stop = scene.word(start)
    if word not in scene.titles.honorifics:
        return None
    at = scene.after_space(stop)
    name = name_at(scene, at, certain=True) if at is not None else None
    if name is None:
        return None
    return _with_titles_behind(
        scene, PersonMention(Span(start, name.end), (), _written(scene, name), name, word)
    )


def _with_titles_behind(scene: Scene, mention: PersonMention) -> PersonMention:
    """Titles in apposition ("…, Đại sứ Nhật Bản tại Việt Nam,"), unless they belong to the next name."""
    joint = _BEHIND.match(scene.low, mention.span.end)
    if not joint or (mention.titles and any(t.cls is not TitleClass.RANK for t in mention.titles)):
        return mention
    chain: list[Title] = []
    at = joint.end()
    while True:
        title = titles_.parse(scene, at)
        if title is None:
            break
        chain.append(title)
        more = _CHAIN.match(scene.low, title.span.end)
        if not more:
            break
        at = more.end()
    while chain and _name_behind(scene, chain[-1].span.end)[1] is not None:
        chain.pop()  # the title of the next person in the list
    if not chain:
        return mention
    end = chain[-1].span.end
    return PersonMention(
        Span(mention.span.start, end),
        (*mention.titles, *chain),
        mention.name,
        mention.name_span,
        mention.honorific,
    )


_CLOSES = re.compile(r"\s*[,.;:)(\n-]")
_BARE = re.compile(r"(?:[^\W\d_]+(?:[-'’][^\W\d_]+)* ){1,4}[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:, | - )\Z")


def _with_name_before(scene: Scene, mention: PersonMention, done: int) -> PersonMention:
    """ "Pietro Parolin, Bộ trưởng Ngoại giao Tòa thánh,": a bare name with its title in apposition."""
    start, title = mention.span.start, mention.titles[0]
    found = _BARE.search(scene.text, max(done, start - 60), start)
    if (
        found is None
        or not (title.polity or title.label != title.head)
        or not _CLOSES.match(scene.low, mention.span.end)
    ):
        return mention
    at = found.start()
    while at < start and not scene.is_capital(at):
        at = scene.text.find(" ", at, start) + 1 or start
    name = name_at(scene, at) if at < start else None
    if (
        name is None
        or " " not in name.of(scene.text)
        or not re.fullmatch(r"(?:, | - )", scene.text[name.end : start])
    ):
        return mention
    if scene.low[max(0, at - 8) : at].rstrip().rsplit(" ", 1)[-1] in _PLACE_WORDS:
        return mention
    return PersonMention(
        Span(at, mention.span.end), mention.titles, _written(scene, name), name, mention.honorific
    )


_PLACE_WORDS = frozenset({"tại", "ở", "đến", "tới", "từ", "thăm", "sang", "qua", "về", "của", "cùng"})


# ---------------------------------------------------------------- names
def name_at(scene: Scene, at: int, *, certain: bool = False) -> Span | None:
    """The personal name that begins at `at`: capitalised words, particles between them, initials.

    `certain`: an honorific leads it, so that even "Đường" is a name.
    """
    if not scene.is_capital(at) or at in scene.heads or at in scene.polities or at in scene.private:
        return None
    stop = scene.never_first.get(at)
    if stop is not None and not certain and not _reads_on_as_name(scene, at, stop.end):
        return None
    end, walk, parts, pending = at, at, 0, 0
    words = scene.titles
    while parts < _MAX_PARTS:
        found = _PART.match(scene.text, walk)
        if not found:
            break
        word = scene.low[walk : found.end()]
        if parts and scene.is_capital(walk) and _ends_name(scene, walk, found.end()):
            break
        if scene.text[walk].isupper() or (parts and scene.low[walk - 1] == "-"):
            if _abbreviation(found[0]) and not scene.text[at : at + 12].isupper():
                break  # "TP", "UBND": part of a body's name
            end, parts, pending = found.end(), parts + 1, 0
            if word in words.suffixes and parts > 1 and (found[0].isupper() or word in ("jr", "sr")):
                break
        elif parts and word in words.particles and pending < 2:
            pending += 1
        else:
            break
        spaced = _SPACED_HYPHEN.match(scene.text, found.end()) if parts else None
        if spaced is not None:  # "Yun Byung - se"
            end = spaced.end()
            break
        joint = _joint(scene, found.end(), single=found.end() - walk == 1)
        if joint is None:
            break
        walk = joint
    return Span(at, end) if parts else None


def _ends_name(scene: Scene, walk: int, end: int) -> bool:
    """A title, a country or a word that opens a sentence, where the full stop before it is missing."""
    if walk in scene.heads or walk in scene.polities:
        return True
    if (walk in scene.acts or walk in scene.cues) and end - walk > 1 and scene.text[walk:end].isupper():
        return True  # in a headline all in capitals
    stop = scene.never_inside.get(walk)
    return scene.text[walk - 1] == " " and stop is not None and stop.end >= end


def _abbreviation(word: str) -> bool:
    return (
        len(word) > 1
        and word.isupper()
        and word.lower() not in ("ii", "iii", "iv", "vi", "vii", "viii", "xii", "xiv")
    )


def _joint(scene: Scene, at: int, *, single: bool) -> int | None:
    """Where the next part of a name begins: behind a space, a hyphen, or the full stop of an initial."""
    text = scene.text
    if at >= len(text):
        return None
    if scene.low[at] == "-" and at + 1 < len(text) and text[at + 1].isalpha():
        return at + 1
    if text[at] == "." and single:
        return at + 2 if text[at + 1 : at + 2] == " " else at + 1
    if text[at] == " " and at + 1 < len(text):
        return at + 1
    return None


def _reads_on_as_name(scene: Scene, at: int, end: int) -> bool:
    """A word that may open a body's name still opens a person's where a family name says so."""
    word, stop = scene.word(at)
    nxt = scene.after_space(stop)
    return stop == end and word in scene.titles.family and nxt is not None and scene.is_capital(nxt)


def _written(scene: Scene, name: Span) -> str:
    return " ".join(name.of(scene.text).split())
