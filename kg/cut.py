"""What stands inside a line and is not its own: an agency's name, a caption with its credit, a by-line."""

from __future__ import annotations

from collections.abc import Iterator

from kg.furniture import BYLINE, Credit, Furniture
from kg.model import Block, BlockKind, Span
from kg.text import may_end_with, sentences

INLINE_CAPTION_WORDS = 45  # the longest sentence that a credit after it makes a caption


def _trimmed(text: str, start: int, end: int, kind: BlockKind) -> Iterator[Block]:
    piece = text[start:end]
    if bare := piece.strip():
        start += len(piece) - len(piece.lstrip())
        yield Block(Span(start, start + len(bare)), kind)


def cut(text: str, low: str, line: Block, credits: tuple[Credit, ...], rules: Furniture) -> Iterator[Block]:
    """The blocks of one line of body or caption, cut at its photo credits."""
    at = rules.prefix(text, low, line.span)
    yield from _trimmed(text, line.span.start, at, BlockKind.FURNITURE)
    for credit in credits:
        if credit.span.start < at:
            continue
        start = credit.span.start
        if credit.caption:
            start = _caption_start(text, low, Span(at, start), rules)
        yield from _trimmed(text, at, start, line.kind)
        yield from _trimmed(text, start, credit.span.start, BlockKind.CAPTION)
        yield from _trimmed(text, credit.span.start, credit.span.end, BlockKind.FURNITURE)
        at = credit.span.end
    yield from _trimmed(text, at, line.span.end, line.kind)


def _caption_start(text: str, low: str, before: Span, rules: Furniture) -> int:
    """Start of the sentence that a credit makes a caption; the credit's own start if none does."""
    found = sentences(text, before)
    if not found:
        return before.end
    last = low[found[-1].start : found[-1].end]
    if len(last.split()) > INLINE_CAPTION_WORDS or rules.continues(last):
        return before.end
    return found[-1].start


def sign(text: str, blocks: list[Block], rules: Furniture) -> list[Block]:
    """Cut the by-line off the end of the last line of body."""
    last = max((index for index, block in enumerate(blocks) if block.kind is BlockKind.BODY), default=None)
    if last is None:
        return blocks
    span = blocks[last].span
    if not (rules.may_end_byline(span.of(text)) and may_end_with(text, span, BYLINE)):
        return blocks
    pieces = sentences(text, span)
    end = span.end
    while len(pieces) > 1 and rules.is_byline(pieces[-1].of(text)):
        end = pieces.pop().start
    if end == span.end:
        return blocks
    signed = [
        *_trimmed(text, span.start, end, BlockKind.BODY),
        *_trimmed(text, end, span.end, BlockKind.FURNITURE),
    ]
    return [*blocks[:last], *signed, *blocks[last + 1 :]]
