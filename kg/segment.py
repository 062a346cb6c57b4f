"""What each stretch of an article is: headline, body, caption, or furniture of the page.

Each line is given a kind, from the surest sign to the weakest; `kg.cut` then cuts a line where an agency's
name, a photo credit or a by-line stands inside it. Only what is left is body, and only body makes facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kg.cut import INLINE_CAPTION_WORDS, cut, sign
from kg.furniture import Credit, Furniture, furniture
from kg.model import Block, BlockKind, Span
from kg.text import BULLETS, matching, matching_whole, sentences

_TITLE_WORDS = range(4, 36)
_CAPTION_WORDS = 60  # a line with a credit at its end
_SHORT_WORDS = 25  # a line without a full stop between paragraphs
_MANY_WORDS = 80  # no line is asked whether it has more
_BODY_WORDS = 12  # a line with a full stop that proves the body has begun
_STOPS = tuple(".!?…\"'”’)")
_OPEN_ENDS = (":", ";", ",")
_QUOTES = "\"'”’"
_MOST_ITEMS = 6  # lines of a box; more of them only if none looks like a paragraph
_LISTED = re.compile(rf"\s*(?:\d{{1,2}}[.)/]|[a-zđ][.)]|[IVX]+[.)]|[{BULLETS}])\s")
_DAY_BEHIND = re.compile(r"\(\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\)\Z")  # "Hai nước ký thỏa thuận (11-07-2009)"
_NUMBERED = re.compile(r"[\s.,:-]*(?:(?:ảnh|hình|photo|video)\s*)?\d{1,2}\.?")
_WITH_NUMBER = re.compile(r".+\s(?:ảnh|hình)\s*(?:số\s*)?\d{1,2}\.?")


@dataclass(slots=True)
class _Line:
    span: Span
    text: str
    low: str
    words: int  # up to _MANY_WORDS
    gap: bool  # an empty line stands before it
    kind: BlockKind | None = None
    credits: tuple[Credit, ...] = ()

    @property
    def stopped(self) -> bool:
        return self.text.endswith(_STOPS)

    @property
    def full(self) -> bool:
        """Whether it is long enough, and ended as a sentence is, to be nothing but body."""
        return self.stopped and self.words >= _BODY_WORDS

    @property
    def paragraph(self) -> bool:
        """Whether it is full, no item and no headline, which may end in a word in quotation marks."""
        return self.full and not self.item and self.text.rstrip(_QUOTES).endswith(_STOPS)

    @property
    def item(self) -> bool:
        """Whether it is one of a list: behind a bullet, or with the day of another story behind it."""
        return _LISTED.match(self.text) is not None or _DAY_BEHIND.search(self.text) is not None

    @property
    def headlinelike(self) -> bool:
        return not self.text.endswith((".", "…", *_OPEN_ENDS)) and self.words in _TITLE_WORDS


def _lines(text: str, low: str) -> list[_Line]:
    found: list[_Line] = []
    at, gap = 0, False
    for raw in low.split("\n"):
        bare = raw.strip()
        if bare:
            start = at + len(raw) - len(raw.lstrip())
            span = Span(start, start + len(bare))
            words = len(bare.split(maxsplit=_MANY_WORDS))
            found.append(_Line(span, span.of(text), bare, words, gap))
        gap = not bare
        at += len(raw) + 1
    return found


def _set(lines: list[_Line], kind: BlockKind) -> None:
    for line in lines:
        line.kind = line.kind or kind


def _list_end(lines: list[_Line], start: int, *, gaps: bool) -> int:
    """Index after the items of a list of stories whose first would stand at `start`.

    Above the headline (`gaps` false) an empty line ends the list, or it would take the headline too.
    """
    end = start
    for line in lines[start:]:
        listed = line.item
        if line.gap and end > start and not gaps:
            break
        if not listed and (line.stopped or line.words > max(_TITLE_WORDS)):
            break
        end += 1
    return end


def _mark_lists(lines: list[_Line], rules: Furniture) -> None:
    """Related stories: a box's items, or all to the end after the body."""
    begun = False
    for index, line in enumerate(lines):
        if line.kind:
            continue
        tail, box = rules.opens_tail(line.low), rules.opens_box(line.low)
        if not (tail or box):
            begun = begun or line.full
        elif not begun:
            _set(lines[index : _list_end(lines, index + 1, gaps=False)], BlockKind.FURNITURE)
        else:
            end = None if tail else _resumes(lines, index + 1)
            for later in lines[index:end]:
                later.kind = BlockKind.FURNITURE
            if end is None:
                return


def _resumes(lines: list[_Line], start: int) -> int | None:
    """Where the article goes on after a box: at two paragraphs on end, where teasers come one by one."""
    last = max(_list_end(lines, start, gaps=True), start + _MOST_ITEMS)
    after = pairwise(enumerate(lines[start : last + 2], start))
    body = (at for (at, line), (_, behind) in after if line.paragraph and behind.full)
    return next(body, None)


def _mark_title(lines: list[_Line], title: str | None) -> str | None:
    """Mark the headline where the text has it, and return its comparable form."""
    if title and title.strip():
        wanted = matching(title).strip()
        words = set(wanted.split())
        for line in lines[:6]:
            if not line.kind and line.words <= 2 * len(words) and _alike(words, set(line.low.split())):
                line.kind = BlockKind.TITLE
                break
        return wanted
    candidates = [line for line in lines if not line.kind]
    if len(candidates) > 2 and _names_section(*candidates[:2]):
        candidates.pop(0).kind = BlockKind.FURNITURE
    if len(candidates) < 2 or not candidates[0].headlinelike or _LISTED.match(candidates[0].text):
        return None
    if not any(line.full or line.words > candidates[0].words for line in candidates[1:4]):
        return None
    candidates[0].kind = BlockKind.TITLE
    return candidates[0].low


def _alike(words: set[str], others: set[str]) -> bool:
    return len(words & others) >= 0.75 * max(len(words), len(others))


def _names_section(line: _Line, following: _Line) -> bool:
    """Whether a word or two above the headline say in which section of the paper it stands."""
    return line.words < min(_TITLE_WORDS) and not line.stopped and following.headlinelike


def _mark_repeats(lines: list[_Line], title: str | None, rules: Furniture) -> None:
    """A headline said again is a picture's text, and what follows it may be the picture's caption."""
    if not title or len(title.split()) < min(_TITLE_WORDS):
        return
    for line, following in pairwise([*lines, None]):
        if line is None or line.kind or not line.low.startswith(title):
            continue
        rest = line.low[len(title) :]
        if rest and not _NUMBERED.fullmatch(rest):
            continue
        line.kind = BlockKind.CAPTION
        if following and not following.kind and _below_picture(following, lines, rules):
            following.kind = BlockKind.CAPTION


def _below_picture(line: _Line, lines: list[_Line], rules: Furniture) -> bool:
    """Whether the line after a picture is its caption: short, said elsewhere, or without a full stop."""
    if rules.opens_paragraph(line.low) or line.words > INLINE_CAPTION_WORDS:
        return False
    if not line.stopped:
        return line.words <= _SHORT_WORDS
    return (line.words <= 20 and len(sentences(line.text)) == 1) or _said_elsewhere(line, lines)


def _said_elsewhere(line: _Line, lines: list[_Line]) -> bool:
    bare = line.low.rstrip(".… ")
    return any(other is not line and len(other.low) > len(bare) + 20 and bare in other.low for other in lines)


def _mark_captions(text: str, low: str, lines: list[_Line], rules: Furniture) -> None:
    """Lines that end in a photo credit, are nothing else, or end in a picture's number."""
    for line in lines:
        if line.kind in (BlockKind.TITLE, BlockKind.FURNITURE):
            continue
        line.credits = tuple(rules.credits(text, low, line.span))
        if line.kind:
            continue
        last = line.credits[-1] if line.credits else None
        if last and last.caption and last.span.end >= line.span.end - 1:
            if last.span.start <= line.span.start:
                line.kind = BlockKind.FURNITURE
            elif len(lines) > 2 and line.words <= _CAPTION_WORDS and not _paragraph(line):
                line.kind = BlockKind.CAPTION
        elif not line.stopped and line.words <= _SHORT_WORDS and _WITH_NUMBER.fullmatch(line.low):
            line.kind = BlockKind.CAPTION


def _paragraph(line: _Line) -> bool:
    return len(sentences(line.text)) > 3


def _mark_bylines(lines: list[_Line], rules: Furniture) -> None:
    """Who wrote it: between headline and body, or after the body."""
    full = [index for index, line in enumerate(lines) if not line.kind and line.full]
    if not full:
        return
    for index in (*range(full[0]), *range(full[-1] + 1, len(lines))):
        line = lines[index]
        if not line.kind and rules.is_byline(line.text) and not _broken(lines, index):
            line.kind = BlockKind.FURNITURE


def _broken(lines: list[_Line], index: int) -> bool:
    """Whether the line is a piece of a sentence that the page has broken into several lines."""
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    if before and not before.kind and not before.stopped:
        return True
    return (
        after is not None and not after.kind and not (after.text[0].isupper() or after.text[0] in "\"'“‘([")
    )


def _mark_short(lines: list[_Line], rules: Furniture) -> None:
    """Lines without a full stop between paragraphs: a picture's caption or a heading."""
    rest = [line for line in lines if not line.kind]
    full = [index for index, line in enumerate(rest) if line.full]
    if len(full) < 2:
        return
    short: list[_Line] = []
    for index in range(full[0] + 1, full[-1]):
        line = rest[index]
        if line.stopped or line.words > _SHORT_WORDS or line.text.endswith(_OPEN_ENDS):
            continue
        if not line.text[0].isupper() or _LISTED.match(line.text) or rules.opens_paragraph(line.low):
            continue
        if rest[index + 1].stopped and not _broken(rest, index):
            short.append(line)
    if len(short) <= len(full):
        _set(short, BlockKind.CAPTION)


def _mark_doubles(lines: list[_Line]) -> None:
    """A line that another one repeats whole is a picture's text or a pull quote."""
    body = [line for line in lines if not line.kind]
    seen: set[str] = set()
    for index, line in enumerate(body):
        if (
            line.words < 6
            or line.words > _CAPTION_WORDS
            or not line.text[0].isupper()
            or _LISTED.match(line.text)
        ):
            continue
        if line.low in seen or (index and not _broken(body, index) and _said_elsewhere(line, body)):
            line.kind = BlockKind.CAPTION
        seen.add(line.low)


def segment(text: str, title: str | None = None, language: str = "vi") -> tuple[Block, ...]:
    """The blocks of a canonical text in order: headline, body, captions, and what is not the article.

    `title` is the headline where the source tells it apart from the text.
    """
    rules, low = furniture(language), matching_whole(text)
    lines = _lines(text, low)
    for line in lines:
        if rules.opens_tail(line.low) or rules.opens_box(line.low):
            continue  # "Bình luận (0)" is furniture by itself, but says more than that
        pointer = line.words <= max(_TITLE_WORDS) and rules.points_elsewhere(line.low)
        if pointer or rules.kind_of_line(line.low):
            line.kind = BlockKind.FURNITURE
    _mark_lists(lines, rules)
    wanted = _mark_title(lines, title)
    _mark_repeats(lines, wanted, rules)
    _mark_captions(text, low, lines, rules)
    _mark_bylines(lines, rules)
    _mark_short(lines, rules)
    _mark_doubles(lines)
    blocks: list[Block] = []
    for line in lines:
        if line.kind in (BlockKind.TITLE, BlockKind.FURNITURE):
            blocks.append(Block(line.span, line.kind))
        else:
            kind = line.kind or BlockKind.BODY
            blocks.extend(cut(text, low, Block(line.span, kind), line.credits, rules))
    return tuple(sign(text, blocks, rules))
