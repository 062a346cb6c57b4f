"""A language pack's files are read whole or refused in one line that names the file and the key."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from kg.errors import KGError
from kg.lang import fields
from kg.lang.lexicon import Lexicon
from kg.lang.pack import LanguagePack
from kg.lang.patterns import any_of
from kg.lang.person_words import NameWords, Titles
from kg.lang.words import Grammar, LevelWords, MeetingWords, StatementWords
from kg.resources import lang_file

FILES: dict[str, type] = {
    "grammar.yaml": Grammar,
    "levels.yaml": LevelWords,
    "meetings.yaml": MeetingWords,
    "names.yaml": NameWords,
    "statements.yaml": StatementWords,
    "titles.yaml": Titles,
}
OPTIONAL = {("grammar.yaml", "home")}


def _data(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(lang_file("vi", name))
    return data


def _keys() -> list[Any]:
    return [
        pytest.param(name, key, id=f"{name}: {key}")
        for name in FILES
        for key in _data(name)
        if key not in ("examples", "not") and (name, key) not in OPTIONAL
    ]


def _refused(name: str, data: Any) -> str:
    with pytest.raises(KGError) as caught:
        fields.read(FILES[name], data, f"kg/lang/xx/{name}")
    message = str(caught.value)
    assert message.startswith(f"kg/lang/xx/{name}: ") and "\n" not in message
    return message


@pytest.mark.parametrize(("name", "key"), _keys())
def test_a_missing_key_is_named(name: str, key: str) -> None:
    data = {other: value for other, value in _data(name).items() if other != key}
    assert f"the key {key} is missing" in _refused(name, data)


@pytest.mark.parametrize(("name", "key"), _keys())
def test_a_value_of_another_type_is_named(name: str, key: str) -> None:
    assert f" {key}" in _refused(name, _data(name) | {key: 7})


def test_a_key_that_nothing_reads_is_named() -> None:
    assert "unknown key adverb " in _refused("grammar.yaml", _data("grammar.yaml") | {"adverb": ["rất"]})


def test_a_key_within_a_mapping_is_named_with_its_path() -> None:
    data = _data("grammar.yaml")
    words = {key: word for key, word in data["words"].items() if key != "of"}
    assert "the key words.of is missing" in _refused("grammar.yaml", data | {"words": words})


@pytest.mark.parametrize(
    ("name", "key", "value", "told"),
    [
        ("titles.yaml", "never", {"tổng thống": ["SE", False]}, "never.tổng thống"),  # an unquoted NO
        ("titles.yaml", "heads", {"chief": ["tổng thống"]}, "'chief'"),
        ("statements.yaml", "content", {"Wish": ["mong"]}, "'Wish'"),
        ("meetings.yaml", "status", {"Planned": "sẽ"}, "status.Planned"),
    ],
)
def test_a_wrong_word_deep_in_a_file_is_named(name: str, key: str, value: Any, told: str) -> None:
    assert told in _refused(name, _data(name) | {key: value})


@pytest.mark.parametrize("data", [None, [], "và", 3])
def test_a_file_that_is_no_mapping_is_refused(data: Any) -> None:
    assert "must be a mapping" in _refused("levels.yaml", data)


def test_a_language_without_a_home_country_is_no_error() -> None:
    data = {key: value for key, value in _data("grammar.yaml").items() if key != "home"}
    assert fields.read(Grammar, data, "grammar.yaml").home is None


def test_words_are_kept_in_the_matching_form_and_codes_as_written() -> None:
    pack = LanguagePack.load("vi")
    assert pack.grammar.home == "VN"
    assert "NO" in pack.titles.never["tổng thống"]
    assert pack.titles.prefixes >= {"cựu", "nguyên"}


def test_the_longest_phrase_wins_and_no_word_is_cut() -> None:
    found = Lexicon([("Mỹ", 1), ("Mỹ Latinh", 2)]).find("mỹ latinh và mỹ, mỹkim")
    assert [(hit.start, hit.end, hit.value) for hit in found] == [(0, 9, 2), (13, 15, 1)]


def test_an_ellipsis_in_a_phrase_is_any_one_word() -> None:
    assert any_of(["lần thứ …", "c.d"]) == r"(?:lần\ thứ\ \w+|c\.d)"
