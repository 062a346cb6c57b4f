"""Short passages of our own prose read from end to end: tests/data/passages, one file per matter.

`known` says why a passage fails today; when it passes, the test asks to take the mark off. Of the other keys
`encounters` and `statements` are complete, `officials` are some of them, `took_place` are the encounters
without a status, `dates` those of all encounters in the order of the text, and `nothing` means no
facts at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.knowledge import Knowledge
from kg.model import ArticleFacts, Statement
from kg.reader import Reader
from kg.sources import article_from_text

FOLDER = Path(__file__).parent / "data" / "passages"


def _passages() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        for passage in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield pytest.param(passage, id=f"{file.stem}/{passage['id']}")


PASSAGES = list(_passages())


@cache
def _reader(registry: bool) -> Reader:
    return Reader(Knowledge.load(registry=registry))


def _read(passage: dict[str, Any], registry: bool) -> ArticleFacts:
    article = article_from_text(passage["id"], passage["text"], language="vi")
    return _reader(registry).read(article)


def _encounters(facts: ArticleFacts) -> list[tuple[str, tuple[str, ...], str | None]]:
    return sorted(
        (
            (str(e.kind), tuple(sorted(e.participants)), str(e.status) if e.status else None)
            for e in facts.encounters
        ),
        key=str,
    )


def _wanted(encounters: list[list[Any]]) -> list[tuple[str, tuple[str, ...], str | None]]:
    return sorted(
        ((kind, tuple(sorted(people)), *(status or [None])) for kind, people, *status in encounters), key=str
    )


def _is(wanted: dict[str, Any], statement: Statement, text: str) -> bool:
    said = statement.evidence[0].of(text)
    # the subject may stand before the verb of speech: both are right
    begins = said.startswith(wanted["starts"]) or f" {wanted['starts']}" in said[: len(wanted["starts"]) + 40]
    return (
        begins
        and said.endswith(wanted.get("ends", ""))
        and str(statement.kind) == wanted["kind"]
        and sorted(statement.speakers) == sorted(wanted["speakers"])
        and sorted(statement.sides) == sorted(wanted["sides"])
        and sorted(statement.addressees) == sorted(wanted["addressees"])
    )


def _shown(statement: Statement, text: str) -> str:
    said = statement.evidence[0].of(text)
    return f"{statement.kind} {statement.speakers} {statement.sides} -> {statement.addressees}: {said}"


def faults(passage: dict[str, Any], registry: bool) -> list[str]:
    """Everything in which the facts read differ from those that the passage lists."""
    facts = _read(passage, registry)
    text = facts.article.text
    found = []
    if passage.get("nothing") and (facts.encounters or facts.statements):
        found.append("is not silent")
    if "encounters" in passage and _encounters(facts) != _wanted(passage["encounters"]):
        found.append(f"encounters: {_encounters(facts)}")
    if "took_place" in passage:
        took = [e for e in _encounters(facts) if e[2] is None]
        if took != _wanted(passage["took_place"]):
            found.append(f"took place: {took}")
    dates = [e.when.value.lexical[0] if e.when and e.when.value else None for e in facts.encounters]
    if "dates" in passage and dates != passage["dates"]:
        found.append(f"dates: {dates}")
    people = {(o.name, o.polity) for o in facts.officials}
    found += [
        f"no official {name} of {code}"
        for name, code in passage.get("officials", ())
        if (name, code) not in people
    ]
    left = list(facts.statements)
    for wanted in passage.get("statements", ()):
        twin = next((statement for statement in left if _is(wanted, statement, text)), None)
        if twin is None:
            found.append(f"no {wanted['kind']} «{wanted['starts']}»")
        else:
            left.remove(twin)
    if "statements" in passage or passage.get("nothing"):
        found += [f"read as {_shown(statement, text)}" for statement in left]
    return found


@pytest.mark.parametrize("passage", PASSAGES)
@pytest.mark.parametrize("registry", [True, False], ids=["registry", "no registry"])
def test_passage(passage: dict[str, Any], registry: bool) -> None:
    found = faults(passage, registry)
    if "known" in passage:
        assert found, f"it is read well now: take `known: {passage['known']}` off"
    else:
        assert not found, "\n".join(found)


def test_no_passage_stands_twice() -> None:
    ids = [param.values[0]["id"] for param in PASSAGES]
    assert len(ids) == len(set(ids)) >= 40
