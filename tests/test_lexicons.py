"""The words of the Vietnamese pack: every example in the files is read as the file says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extract import cues, people, polities, reading
from kg.extract.mentions import PersonMention
from kg.extract.scene import Scene
from kg.knowledge import Knowledge
from kg.lang.pack import LanguagePack
from kg.resolve import clauses, subjects
from kg.resources import lang_file
from kg.sources import article_from_text
from kg.text import matching

PACK = LanguagePack.load("vi")
FILES = (
    "acts.yaml",
    "encounters.yaml",
    "grammar.yaml",
    "levels.yaml",
    "meetings.yaml",
    "names.yaml",
    "statements.yaml",
    "titles.yaml",
)
WORDS: dict[str, Any] = {name: yaml.safe_load(lang_file("vi", name)) for name in FILES}
LONGEST = 8  # words: what is longer belongs to a rule, or was copied from an article
LONGEST_NAME = 12  # the official names of bodies and posts are long
SHARED = Path(__file__).resolve().parents[2] / "shared"


def _examples(file: str, key: str) -> list[Any]:
    found = []
    for number, group in enumerate(WORDS[file]):
        name = f"{group['kind']}-{group.get('strength', number)}"
        found += [pytest.param(group, text, id=f"{name}: {text}") for text in group.get(key, ())]
    return found


def _forms(group: dict[str, Any]) -> set[str]:
    return {matching(form) for key in ("forms", "verbs", "nouns") for form in group.get(key, ())}


# ---------------------------------------------------------------- verbs of speech
def _read(text: str) -> reading.Reading:
    article = article_from_text("x", f"{text}\n\nThủ đô của Lào.", language="vi")
    read = reading.read(article, PACK, Knowledge.load())
    assert read is not None
    return read


def _verbs(text: str) -> set[str]:
    return {act.form for act in _read(text).acts}


@pytest.mark.parametrize(("group", "text"), _examples("acts.yaml", "examples"))
def test_the_verb_of_an_example_is_found(group: dict[str, Any], text: str) -> None:
    assert _verbs(text) & _forms(group)


def _begun(text: str) -> set[str]:
    """The verbs that begin a clause of a text."""
    read = _read(text)
    items = subjects.nominals(read)
    found = [
        clause
        for sentence in read.sentences
        for clause in clauses.cut(read, sentence.span, [i for i in items if sentence.span.covers(i.span)])
    ]
    return {clause.lead.form for clause in found if clause.lead}


@pytest.mark.parametrize(("group", "text"), _examples("acts.yaml", "not"))
def test_no_verb_of_the_group_begins_anything_in_a_counterexample(group: dict[str, Any], text: str) -> None:
    assert not _verbs(text) & _begun(text) & _forms(group)


def test_every_group_of_verbs_has_an_example() -> None:
    assert not [
        group["forms"][0] for group in WORDS["acts.yaml"] if not group["examples"] and not group["not"]
    ]


# ---------------------------------------------------------------- encounters
def _cues(text: str) -> set[str]:
    return {cue.form for cue in cues.find(text, matching(text), PACK)}


@pytest.mark.parametrize(("group", "text"), _examples("encounters.yaml", "examples"))
def test_the_cue_of_an_example_is_found(group: dict[str, Any], text: str) -> None:
    assert _cues(text) & _forms(group)


@pytest.mark.parametrize(("group", "text"), _examples("encounters.yaml", "not"))
def test_no_cue_of_the_group_is_found_in_a_counterexample(group: dict[str, Any], text: str) -> None:
    assert not _cues(text) & _forms(group)


# ---------------------------------------------------------------- titles
def _people(text: str) -> list[PersonMention]:
    low = matching(text)
    return people.find(Scene.of(text, low, PACK, polities.find(text, low, Knowledge.load(), PACK)))


@pytest.mark.parametrize("example", WORDS["titles.yaml"]["examples"], ids=lambda example: example["text"])
def test_titles_and_name_of_an_example_are_read(example: dict[str, Any]) -> None:
    (mention,) = _people(example["text"])
    assert mention.name == example["person"]
    assert [title.label for title in mention.titles] == example["titles"]
    assert mention.polity == example["polity"]


@pytest.mark.parametrize("text", WORDS["titles.yaml"]["not"])
def test_a_counterexample_names_no_official(text: str) -> None:
    assert not [
        mention for mention in _people(text) if mention.name and any(not t.generic for t in mention.titles)
    ]


# ---------------------------------------------------------------- the files themselves
def _lists(data: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of phrases of a file with its path; examples aside."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in ("examples", "not"):
                yield from _lists(value, f"{path}/{key}")
    elif isinstance(data, list):
        if all(isinstance(item, str) for item in data):
            yield path, data
        for number, item in enumerate(data):
            if isinstance(item, dict | list):
                yield from _lists(item, f"{path}/{number}")


LISTS = [found for name in FILES for found in _lists(WORDS[name], name)]


@pytest.mark.parametrize(("path", "phrases"), LISTS, ids=[path for path, _ in LISTS])
def test_phrases_are_short_and_stand_once(path: str, phrases: list[str]) -> None:
    most = LONGEST_NAME if path in ("titles.yaml/heads/body", "titles.yaml/fields") else LONGEST
    assert not [phrase for phrase in phrases if len(phrase.split()) > most]
    if not path.endswith(("/only", "/never")):
        assert not [phrase for phrase, count in Counter(phrases).items() if count > 1]


@pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason=f"no annotated articles in {SHARED.name}/ beside the checkout"
)
def test_no_phrase_holds_the_name_of_a_person_of_the_articles() -> None:
    files = [*SHARED.glob("gold/*.json"), *SHARED.glob("closed/gold/*.json")]
    gold = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    names = {matching(official["person"]) for data in gold for official in data["officials"]}
    full = {name for name in names if " " in name}
    assert full
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, full))) + r")(?!\w)")
    assert not [
        (path, phrase) for path, phrases in LISTS for phrase in phrases if pattern.search(matching(phrase))
    ]
