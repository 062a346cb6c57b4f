"""Quantities: what the grammar's own examples say, and which figure a clause is about."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml

from kg.extract import quantities
from kg.model import Quantity
from kg.resources import lang_file
from kg.text import canonical, matching

GRAMMAR = quantities.QuantityGrammar.load("vi")
DATA: dict[str, Any] = yaml.safe_load(lang_file("vi", "numbers.yaml"))


def find(text: str) -> list[quantities.QuantityMention]:
    return quantities.find(matching(canonical(text)), GRAMMAR)


def salient(text: str) -> Quantity | None:
    return quantities.salient(find(text), matching(canonical(text)), GRAMMAR)


def describe(quantity: Quantity) -> str:
    return f"{quantity.value.normalize():f} {quantity.currency or quantity.unit or ''}".strip()


# ---------------------------------------------------------------- finding
@pytest.mark.parametrize(("marked", "meaning"), list(DATA["examples"].items()))
def test_an_example_of_the_grammar_is_read_as_it_says(marked: str, meaning: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    found = find(text)
    assert "; ".join(describe(mention.quantity) for mention in found) == meaning
    assert [mention.span.of(text) for mention in found] == re.findall(r"\[(.*?)\]", marked)


@pytest.mark.parametrize("text", DATA["not"])
def test_a_counterexample_of_the_grammar_is_no_quantity(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text", ["", "5", "1.2.3.4 triệu", "," * 50, "9" * 5000, "một " * 2000, "1 triệu " * 500, "$", "triệu"]
)
def test_odd_text_is_no_trouble(text: str) -> None:
    find(text)


def test_a_figure_that_means_two_things_is_no_figure() -> None:
    assert find("1.2.3 triệu liều") == []


def test_a_comma_before_three_digits_is_decimal_only_before_a_magnitude() -> None:
    assert describe(find("2,345 người")[0].quantity) == "2345 person"
    assert describe(find("2,345 triệu người")[0].quantity) == "2345000 person"
    assert describe(find("1,234,500 USD")[0].quantity) == "1234500 USD"
    assert describe(find("0,345 kg")[0].quantity) == "0.345 kilogram"


def test_values_are_exact_and_plain() -> None:
    quantity = find("100,3 tỷ yên")[0].quantity
    assert quantity == Quantity(Decimal("100300000000"), currency="JPY")
    assert str(quantity.value) == "100300000000"


# ---------------------------------------------------------------- the figure of a clause
@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("sẽ cung cấp 80 triệu liều vaccine cho 50 nước", "80000000 dose"),
        ("giúp 300 doanh nghiệp tăng 15%, vốn 20 triệu USD", "20000000 USD"),
        ("giúp 300 doanh nghiệp tăng 15%", "15 percent"),
        ("giúp 300 doanh nghiệp", "300 company"),
        ("viện trợ 200 triệu USD, trong đó 50 triệu USD cho y tế", "200000000 USD"),
        ("đưa kim ngạch từ 60 tỷ USD lên 100 tỷ USD", "100000000000 USD"),
        ("tặng 5 triệu euro, tương đương 6 triệu USD", "5000000 EUR"),
        ("tặng 2 triệu liều; 2 triệu liều này", "2000000 dose"),
    ],
)
def test_the_salient_figure_of_a_clause(text: str, figure: str) -> None:
    found = salient(text)
    assert found is not None
    assert describe(found) == figure


@pytest.mark.parametrize(
    "text",
    [
        "hai bên kỷ niệm 30 năm quan hệ",
        "tặng 5 triệu liều vaccine và 3 triệu USD",
        "nâng từ 10 lên 20 phần trăm rồi 30 phần trăm",
        "",
    ],
)
def test_a_clause_without_a_figure_or_with_several_has_none(text: str) -> None:
    assert salient(text) is None


def test_without_the_text_several_figures_are_none() -> None:
    mentions = find("viện trợ 200 triệu USD, trong đó 50 triệu USD cho y tế")
    assert quantities.salient(mentions) is None
    assert quantities.salient(mentions[:1]) == Quantity(Decimal(200_000_000), currency="USD")
