"""IRIs of data: readable, the same everywhere, never shared by two things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.graph.names import DEFAULT_BASE, PREFIXES, Names, segment, slug

names = Names()


def test_a_name_with_diacritics_carries_a_hash_of_itself() -> None:
    assert slug("Bùi Thanh Sơn") == "bui-thanh-son-a58c71"


def test_a_plain_name_carries_none() -> None:
    assert slug("Antony J. Blinken") == "antony-j-blinken"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Nguyễn Văn Dũng", "Nguyễn Văn Dụng"), ("Lê Hoà", "Le Hoa"), ("Đỗ Ân", "Dỗ Ân"), ("王毅", "王沪宁")],
)
def test_names_that_differ_in_a_diacritic_or_letter_get_different_iris(one: str, other: str) -> None:
    assert names.official(one) != names.official(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BÙI THANH SƠN", "Bùi Thanh Sơn"),
        ("Bùi\u00a0Thanh  Sơn", "Bùi Thanh Sơn"),
        ("Bu\u0300i", "Bùi"),
        ("O’Brien", "O'Brien"),
    ],
)
def test_spellings_of_one_name_share_an_iri(one: str, other: str) -> None:
    assert names.official(one) == names.official(other)


def test_namesakes_are_told_apart_by_a_qualifier() -> None:
    general, minister = (names.official("Nguyễn Chí Vịnh", why) for why in ("general", "minister"))
    assert len({general, minister, names.official("Nguyễn Chí Vịnh")}) == 3
    assert general.endswith("--general")


@given(st.text(min_size=1), st.text(min_size=1))
def test_articles_share_an_iri_only_if_they_share_an_identifier(one: str, other: str) -> None:
    assert (names.article(one) == names.article(other)) == (one == other)


@given(st.text(min_size=1))
def test_any_identifier_makes_an_iri_of_one_more_segment(identifier: str) -> None:
    iri = names.article(identifier)
    NamedNode(iri)
    assert iri.count("/") == f"{DEFAULT_BASE}article/x".count("/")
    assert segment(identifier).strip(".")


@given(st.characters(min_codepoint=0x20).map(lambda char: f"A {char} B"))
def test_any_name_makes_an_iri(name: str) -> None:
    NamedNode(names.official(name))


def test_identifiers_that_mean_folders_do_not_climb() -> None:
    assert names.article("..") == f"{DEFAULT_BASE}article/%2E%2E"
    assert names.article("a/../b") == f"{DEFAULT_BASE}article/a%2F..%2Fb"


@pytest.mark.parametrize("empty", ["", "  "])
def test_nothing_has_no_iri(empty: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        slug(empty)
    with pytest.raises(ValueError, match="empty"):
        segment("")


def test_iris_of_facts_name_article_place_and_kind() -> None:
    assert names.statement("tin-1", 10, 42, "Request").endswith("/statement/tin-1/00010-00042-Request")
    assert names.statement("tin-1", 10, 42, "Request", 2).endswith("-Request-2")
    assert names.encounter("tin-1", "Visit", 7).endswith("/encounter/tin-1/Visit-00007")
    assert names.state("tin-1", ("VN", "US"), "StrategicPartnership") == names.state(
        "tin-1", ("US", "VN"), "StrategicPartnership"
    )


def test_a_figure_belongs_to_its_statement() -> None:
    statement = names.statement("tin-1", 10, 42, "Commitment")
    assert names.quantity(statement, 1).endswith("/quantity/tin-1/00010-00042-Commitment/1")


def test_a_post_without_a_known_polity_is_not_that_of_any() -> None:
    assert names.office(None, "dac-phai-vien") not in {
        names.office(code, "dac-phai-vien") for code in ("VN", "US")
    }


@pytest.mark.parametrize(
    "base", ["https://data.example.org/kg/", "http://localhost:8080/x#", "https://ví-dụ.vn/"]
)
def test_the_base_may_be_set(base: str) -> None:
    mine = Names(base)
    assert mine.polity("VN") == f"{base}polity/VN"
    assert mine.prefixes["id"] == base
    assert mine.rebase(f"{DEFAULT_BASE}polity/VN") == mine.polity("VN")
    assert mine.rebase("https://w3id.org/bangiao/topic/trade") == "https://w3id.org/bangiao/topic/trade"


@pytest.mark.parametrize(
    "base",
    ["", "data", "/data/", "ftp://example.org/", "https://example.org", "https:///", "https://e.org/a b/", "https://e.org/?q/",
     "https://[/", "https://e.org/#a#"],
)  # fmt: skip
def test_a_base_that_is_no_absolute_address_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base"):
        Names(base)


def test_the_prefixes_are_sorted_and_cannot_be_changed() -> None:
    assert list(PREFIXES) == sorted(PREFIXES)
    assert PREFIXES["bg"] == "https://w3id.org/bangiao/ns#"
    with pytest.raises(TypeError):
        PREFIXES["bg"] = "x"  # type: ignore[index]
