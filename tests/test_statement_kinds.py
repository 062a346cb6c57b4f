"""Verbs and constructions of Vietnamese speech, by the kind of statement they make: tests/data/kinds.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.knowledge import Knowledge
from kg.reader import Reader
from kg.sources import article_from_text

TABLE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "data" / "kinds.yaml").read_text(encoding="utf-8")
)
OPENING = TABLE.pop("opening")
NOTHING = TABLE.pop("nothing")


@cache
def _reader() -> Reader:
    return Reader(Knowledge.load(registry=False))


def _said(sentence: str) -> list[tuple[str, str]]:
    """Kind and words of each statement that a sentence makes."""
    facts = _reader().read(article_from_text("x", f"Tin đối ngoại\n\n{OPENING}\n\n{sentence}", language="vi"))
    text = facts.article.text
    begins = text.index(sentence)
    return [
        (statement.kind.value, span.of(text))
        for statement in facts.statements
        for span in statement.evidence
        if span.start >= begins
    ]


@pytest.mark.parametrize(("kind", "marked"), [(kind, text) for kind in TABLE for text in TABLE[kind]])
def test_a_construction_makes_a_statement_of_its_kind(kind: str, marked: str) -> None:
    before, _, content = marked.partition("| ")
    first = " ".join(content.rstrip('".').split()[:5])
    assert [found for found, words in _said(before + content) if first in words or words in first] == [kind]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_says_nothing_makes_none(sentence: str) -> None:
    assert not _said(sentence)
