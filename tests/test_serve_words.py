"""The words of the served pages: in both languages, all used, none missing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.requests import Request

import kg.serve
from kg.model import EncounterKind, StatementKind
from kg.serve.words import LANGUAGES, language, strings

FOLDER = Path(kg.serve.__file__).parent
COMPUTED = re.compile(r"kind\.\w+|[A-Z]\w+")  # asked for by the name of a kind


def own(lang: str) -> dict[str, str]:
    words: dict[str, str] = json.loads((FOLDER / "strings" / f"{lang}.json").read_text(encoding="utf-8"))
    return words


def sources() -> str:
    files = [*FOLDER.glob("*.py"), *(FOLDER / "templates").iterdir()]
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(files))


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    english, vietnamese = own("en"), own("vi")
    assert english.keys() == vietnamese.keys()
    gaps = re.compile(r"\{\w+\}")
    for key, text in english.items():
        assert sorted(gaps.findall(text)) == sorted(gaps.findall(vietnamese[key])), key


def test_every_word_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r"\bt\.(\w+)", sources())) | set(re.findall(r"\bsay\(\s*[\"'](\w+)", sources()))
    asked |= set(re.findall(r"words\[\"([\w.]+)\"\]", sources()))
    for lang in LANGUAGES:
        assert asked - strings(lang).keys() == set()
        assert {kind.value for kind in (*StatementKind, *EncounterKind)} <= strings(lang).keys()


def test_no_word_is_left_over() -> None:
    text = sources()
    used = set(re.findall(r"\bt\.(\w+)|[\"'](\w+)[\"']", text))
    words = {word for found in used for word in found}
    assert {key for key in own("en") if not COMPUTED.fullmatch(key)} - words == set()


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "lang"),
    [
        ("", "", "", "en"),
        ("lang=vi", "kg-lang=en", "en", "vi"),
        ("lang=xx", "kg-lang=vi", "en", "vi"),
        ("", "kg-lang=nonsense", "vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("", "", "fr-FR, en;q=0.3, vi;q=0.7", "vi"),
        ("", "", "vi;q=0, en;q=0.1", "en"),
        ("", "", "vi;q=nonsense, de", "en"),
        ("", "", "*", "en"),
    ],
)
def test_a_visitor_reads_the_language_asked_for(query: str, cookie: str, accept: str, lang: str) -> None:
    headers = [(b"cookie", cookie.encode()), (b"accept-language", accept.encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": query.encode(), "headers": headers}
    assert language(Request(scope)) == lang
