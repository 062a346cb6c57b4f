"""Why the graph says so: the facts about a thing and the quotes they stand on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from factories import build_store, many, phone_call, visit
from query_support import query_store  # noqa: F401

from kg.errors import StoreError, UsageError
from kg.explain import Explanation, explain
from kg.output import Layout
from kg.output.explanation import render_explanation

CALL, VISIT = phone_call().article, visit().article


def kinds(found: Explanation) -> list[str]:
    return [fact.kind for fact in found.facts]


def test_an_official_has_tenures_encounters_and_statements_with_quotes(store: Path) -> None:
    found = explain(store, "Sato Kenji")
    assert (found.label, found.kind, found.total) == ("Sato Kenji", "Official", 4)
    assert sorted(kinds(found)) == ["Commitment", "Meeting", "Tenure", "Visit"]
    assert all(fact.quotes and fact.quoted for fact in found.facts)


def test_every_quote_is_verbatim_at_its_offsets(store: Path) -> None:
    texts = {"dien-dam-2023": CALL.text, "dien-dam-2023-bis": CALL.text, "don-doan-2022": VISIT.text}
    for what in ("US", "JP"):
        for fact in explain(store, what).facts:
            for quote in fact.quotes:
                text = texts[quote.article]
                assert text[quote.start : quote.end] == quote.exact
                assert text[: quote.start].endswith(quote.prefix)
                assert text[quote.end :].startswith(quote.suffix)


@pytest.mark.parametrize(
    "name", ["Lê Minh Khuê", "le minh khue", "Minh Khuê", "khuê", "id:official/le-minh-khue-b0f299",
             "<https://w3id.org/bangiao/id/official/le-minh-khue-b0f299>"],
)  # fmt: skip
def test_an_official_goes_by_any_name(store: Path, name: str) -> None:
    assert explain(store, name).label == "Lê Minh Khuê"


@pytest.mark.parametrize(
    ("what", "kind", "label"),
    [
        ("US", "Country", "United States"),
        ("Mỹ", "Country", "United States"),
        ("warLegacy", "Concept", "War legacies"),
        ("topic:warLegacy", "Concept", "War legacies"),
        ("don-doan-2022", "Article", "Thứ trưởng Phạm Quốc Hưng đón đoàn Nhật Bản"),
    ],
)
def test_polities_topics_and_articles_are_explained(store: Path, what: str, kind: str, label: str) -> None:
    found = explain(store, what)
    assert (found.kind, found.label) == (kind, label)
    assert found.total > 0


def test_an_article_is_explained_by_all_that_stands_in_it(store: Path) -> None:
    found = explain(store, "don-doan-2022")
    assert sorted(kinds(found)) == [
        "Commitment",
        "Concern",
        "Meeting",
        "Meeting",
        "Tenure",
        "Tenure",
        "Visit",
    ]
    assert {quote.article for fact in found.facts for quote in fact.quotes} == {"don-doan-2022"}


def test_a_statement_is_explained_with_rule_confidence_and_quote(store: Path) -> None:
    found = explain(store, "dien-dam-2023/00195-00283-Commitment")
    assert (found.kind, found.total) == ("Commitment", 1)
    told = {item.name: [value.text for value in item.values] for item in found.properties}
    assert told["rule"] == ["affirm-will"]
    assert told["confidence"] == ["0.9"]
    assert told["deadline"] == ["2025"]
    assert told["topic"] == ["War legacies"]
    assert found.facts[0].quotes[0].exact.startswith("khẳng định Mỹ sẽ")


def test_labels_are_in_the_readers_language(store: Path) -> None:
    assert explain(store, "US", lang="vi").label == "Hoa Kỳ"


def test_facts_come_by_date_and_place_whatever_the_order_of_articles(store: Path, tmp_path: Path) -> None:
    with build_store(tmp_path / "store", visit(), phone_call()):
        pass
    with build_store(tmp_path / "other", phone_call(), visit()):
        pass
    assert explain(tmp_path / "store", "VN") == explain(tmp_path / "other", "VN")
    dates = [
        item.values[0].text
        for fact in explain(tmp_path / "store", "VN").facts
        for item in fact.properties
        if item.name == "earliest"
    ]
    assert dates == sorted(dates)


def test_limits_are_kept_and_said(store: Path) -> None:
    found = explain(store, "US", limit=2, quotes=1)
    assert len(found.facts) == 2 < found.total
    assert all(len(fact.quotes) == 1 for fact in found.facts)
    text = render_explanation(found)
    assert f"{found.total} facts with evidence; {found.total - 2} more are not shown" in text
    assert "1 more quotes" in text or "more quote" in text
    with pytest.raises(UsageError, match="limit"):
        explain(store, "US", limit=-1)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("Harpr", ["Harpr", "Harper"]),
        ("Korea", ["North Korea <https://w3id.org/bangiao/id/polity/KP>", "give the IRI"]),
        ("id:official/nobody", ["says nothing"]),
        ("https://example.org/x", ["says nothing"]),
        ("", ["empty name"]),
        ("zzzzqqq", ["unknown name"]),
        ("a} DROP", ["unknown name"]),
        ("\x00\n", ["unknown name"]),
    ],
)
def test_what_is_not_found_is_told_with_the_nearest(store: Path, what: str, words: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        explain(store, what)
    for word in words:
        assert word in str(error.value)


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        explain(tmp_path / "none", "US")


def test_it_is_rendered_for_people_and_programs(store: Path) -> None:
    found = explain(store, "dien-dam-2023/00195-00283-Commitment")
    text = render_explanation(found, layout=Layout(width=80))
    assert "[khẳng định Mỹ sẽ cung cấp thêm 20 triệu USD" in " ".join(text.split())
    assert "dien-dam-2023, 195–283" in text
    assert json.loads(render_explanation(found, "json"))["facts"][0]["quotes"][0]["start"] == 195
    with pytest.raises(UsageError, match="yaml"):
        render_explanation(found, "yaml")


def test_many_facts_are_explained_in_time(tmp_path: Path) -> None:
    with build_store(tmp_path / "store", *many(200)):
        pass
    assert explain(tmp_path / "store", "VN", limit=5).total > 800
