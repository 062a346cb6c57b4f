"""Dates: what the grammar's own examples say, and what dates come to by publication, evidence and clause."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import dates
from kg.extract.date_grammar import DateMention
from kg.model import DateBasis, Dated, InferredFrom, PartialDate, Span
from kg.resources import lang_file
from kg.text import canonical, matching

GRAMMAR = dates.DateGrammar.load("vi")
DATA: dict[str, Any] = yaml.safe_load(lang_file("vi", "dates.yaml"))
SECTIONS = [*DATA["rules"], DATA["occasions"], DATA["documents"], {"examples": DATA["phrase_examples"]}]
EXAMPLES = [example for section in SECTIONS for example in section["examples"].items()]
COUNTEREXAMPLES = [text for rule in DATA["rules"] for text in rule.get("not", ())] + DATA["phrase_not"]

MAY = date(2021, 5, 30)  # a Sunday
PUBLISHED = (InferredFrom("published", "a1"),)
MINISTER = InferredFrom("tenure", "minister")
ADVISER = InferredFrom("tenure", "adviser")


def find(text: str) -> list[DateMention]:
    text = canonical(text)
    return dates.find(matching(text), GRAMMAR, text)


def resolve(text: str, published: date | None = MAY, **options: Any) -> Dated:
    (mention,) = find(text)
    return dates.resolve(mention, published, ref="a1", **options)


def partial(value: PartialDate) -> str:
    if value.year:
        return "-".join(f"{part:02d}" for part in (value.year, value.month, value.day) if part)
    if not value.month:
        return f"---{value.day}"
    return f"--{value.month:02d}" + (f"-{value.day:02d}" if value.day else "")


def describe(mention: DateMention) -> str:
    """A mention in the notation of the examples in dates.yaml."""
    words = []
    if mention.value:
        words.append(partial(mention.value) + (f"..{partial(mention.end)}" if mention.end else ""))
    if mention.relative:
        words.append(f"{mention.relative.unit}{mention.relative.offset:+d}")
        words += ["of the mention before"] if mention.relative.to_mention else []
    if mention.weekday is not None:
        words.append(f"weekday={mention.weekday}")
    if mention.kind == "recurring" or (mention.kind == "period" and not mention.end):
        words.append(mention.kind)
    return " ".join([*words, *(word for word in (mention.bound, mention.tense) if word)])


# ---------------------------------------------------------------- finding
@pytest.mark.parametrize(("marked", "meaning"), EXAMPLES)
def test_an_example_of_the_grammar_is_read_as_it_says(marked: str, meaning: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    found = find(text)
    assert "; ".join(map(describe, found)) == meaning
    assert [mention.span.of(text) for mention in found] == re.findall(r"\[(.*?)\]", marked)


@pytest.mark.parametrize("text", COUNTEREXAMPLES)
def test_a_counterexample_of_the_grammar_is_no_date(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("case", DATA["deadlines"]["examples"], ids=lambda case: str(case["text"]))
def test_a_deadline_example_of_the_grammar_is_read_as_it_says(case: dict[str, Any]) -> None:
    text = matching(canonical(case["text"]))
    found = dates.deadline(
        text, Span(0, len(text)), dates.find(text, GRAMMAR), GRAMMAR, published=case.get("published")
    )
    assert (partial(found) if found else None) == case["deadline"]


def test_every_rule_has_an_example() -> None:
    assert [rule["name"] for rule in DATA["rules"] if not rule.get("examples")] == []


def test_dates_of_one_text_do_not_overlap_and_are_in_order() -> None:
    text = "Sáng thứ Ba (5/9), ngày 4, 5 và 6/9, từ 28/8 đến 2/9, quý III/2023, ngày 10 tháng này, năm ngoái."
    spans = [mention.span for mention in find(text)]
    assert len(spans) == 6
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["", "\n", "ngày", "ngày /", "(", "năm 99999999999999999999", "1" * 5000, "ngày 1/" * 900]
)
def test_odd_text_is_no_trouble(text: str) -> None:
    assert find(text) == []


WORDS = [
    *"0123456789/-.,()\n",
    *(word for lead in GRAMMAR.leads for word in (lead, "và", "năm", "tháng", "nay")),
]


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(["", " "]))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_mix_of_the_words_of_dates_gives_dates_that_exist(words: list[str], space: str) -> None:
    text = matching(canonical(space.join(words)))
    mentions = dates.find(text, GRAMMAR)
    spans = [mention.span for mention in mentions]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    for when in (*dates.resolve_all(mentions, MAY), *dates.resolve_all(mentions, None)):
        first, last = dates.bounds(when)
        assert not (first and last) or first <= last
        assert when.value is None or when.value.lexical
    dates.deadline(text, Span(0, len(text)), mentions, GRAMMAR, published=MAY)


def test_a_year_that_the_calendar_denies_a_day_is_no_date() -> None:
    assert find("họp ngày 29/2/2023") == []
    assert [partial(m.value) for m in find("họp ngày 29/2/2024") if m.value] == ["2024-02-29"]


# ---------------------------------------------------------------- by the day of publication
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày 28/5/2021", "2021-05-28"),
        ("năm 2022", "2022"),
        ("tháng 9/2023", "2023-09"),
        ("ngày 1/7", "--07-01"),
    ],
)
def test_what_the_text_states_stays_as_stated_without_a_day_of_publication(text: str, value: str) -> None:
    when = resolve(text, None)
    assert when.value is not None
    assert (partial(when.value), when.basis, when.inferred_from) == (value, DateBasis.STATED, ())


@pytest.mark.parametrize("text", ["hôm qua", "tối nay", "tuần trước", "năm ngoái", "tháng 9", "hôm thứ Hai"])
def test_what_no_literal_can_say_has_no_value_without_a_day_of_publication(text: str) -> None:
    assert resolve(text, None) == Dated(None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hôm nay", "2021-05-30"),
        ("tối qua", "2021-05-29"),
        ("ngày mai", "2021-05-31"),
        ("tối nay (30/5)", "2021-05-30"),
        ("ngày 28/5", "2021-05-28"),
        ("ngày 12/6", "2021-06-12"),
        ("ngày 25/12", "2020-12-25"),
        ("ngày 25/12 tới", "2021-12-25"),
        ("ngày 12/6 vừa qua", "2020-06-12"),
        ("ngày 29/2", "2020-02-29"),
        ("thứ Bảy (17/7)", "2021-07-17"),  # 17/7/2020 was a Friday
        ("tháng 4", "2021-04"),
        ("tháng 9", "2020-09"),
        ("tháng 9 tới", "2021-09"),
        ("tháng 9 này", "2021-09"),
        ("tháng 9 năm ngoái", "2020-09"),
        ("tháng trước", "2021-04"),
        ("ngày 10 tháng này", "2021-05-10"),
        ("năm nay", "2021"),
        ("cuối năm ngoái", "2020"),
        ("hôm thứ Hai", "2021-05-24"),
        ("thứ hai tuần tới", "2021-05-31"),
    ],
)
def test_the_day_of_publication_completes_a_date_and_is_named_as_the_ground(text: str, value: str) -> None:
    when = resolve(text)
    assert when.value is not None
    assert (partial(when.value), when.basis, when.inferred_from) == (value, DateBasis.INFERRED, PUBLISHED)


def test_a_full_date_needs_no_day_of_publication() -> None:
    assert resolve("ngày 28/5/2021") == Dated(PartialDate(2021, 5, 28))


def test_a_planned_day_lies_ahead_where_the_caller_says_so() -> None:
    assert resolve("ngày 15/11", future=True).value == PartialDate(2021, 11, 15)
    assert resolve("ngày 15/11").value == PartialDate(2020, 11, 15)


def test_the_days_of_one_event_have_a_first_and_a_last() -> None:
    when = resolve("từ ngày 30/12 đến 2/1", date(2022, 1, 3))
    assert (when.value, when.end) == (PartialDate(2021, 12, 30), PartialDate(2022, 1, 2))
    assert dates.bounds(when) == (date(2021, 12, 30), date(2022, 1, 2))
    stated = resolve("ngày 10-11/9/2023")
    assert (stated.value, stated.end, stated.basis) == (
        PartialDate(2023, 9, 10),
        PartialDate(2023, 9, 11),
        DateBasis.STATED,
    )


def test_a_week_is_no_day_but_has_bounds() -> None:
    when = resolve("tuần trước")
    assert when.value == PartialDate(2021, 5)
    assert dates.bounds(when) == (date(2021, 5, 17), date(2021, 5, 23))
    assert resolve("tuần này", date(2021, 12, 31)).value is None  # it holds days of two years


def test_a_quarter_is_its_year_with_bounds() -> None:
    when = resolve("quý III/2023", None)
    assert (when.value, when.basis) == (PartialDate(2023), DateBasis.STATED)
    assert dates.bounds(when) == (date(2023, 7, 1), date(2023, 9, 30))
    assert dates.bounds(resolve("giai đoạn 2021-2025", None)) == (date(2021, 1, 1), date(2025, 12, 31))
    assert resolve("giai đoạn 2021-2025", None).value is None


def test_a_date_that_only_limits_gives_one_bound() -> None:
    assert resolve("trước năm 2030") == Dated(None, latest=date(2029, 12, 31))
    assert resolve("đến năm 2030") == Dated(None, latest=date(2030, 12, 31))
    assert resolve("từ năm 2016") == Dated(None, earliest=date(2016, 1, 1))
    assert resolve("thăm Lào từ ngày 5/9/2023").value == PartialDate(2023, 9, 5)


def test_the_same_day_is_the_day_named_before() -> None:
    mentions = find(
        "Ngày 28/5/2021, hai bên hội đàm. Chiều cùng ngày, ông hội kiến Thủ tướng. Hôm sau, ông về nước."
    )
    assert [when.value for when in dates.resolve_all(mentions, None)] == [
        PartialDate(2021, 5, 28),
        PartialDate(2021, 5, 28),
        PartialDate(2021, 5, 29),
    ]
    assert dates.resolve_all(find("Cùng ngày, ông về nước."), None) == [Dated(None)]
    yearless = dates.resolve_all(find("Ngày 28/5 họp; cùng ngày ra thông cáo; hôm sau về nước"), None)
    assert [when.value for when in yearless] == [PartialDate(None, 5, 28), PartialDate(None, 5, 28), None]


# ---------------------------------------------------------------- by evidence about the year
JULY = PartialDate(month=7, day=1)


def test_one_year_in_all_windows_is_the_year() -> None:
    when = dates.infer_year(
        JULY, [(date(2021, 1, 20), None, ADVISER), (date(2019, 3, 1), date(2022, 1, 5), MINISTER)]
    )
    assert when == Dated(PartialDate(2021, 7, 1), DateBasis.INFERRED, inferred_from=(ADVISER, MINISTER))


def test_several_years_leave_the_day_with_the_bounds_of_the_evidence() -> None:
    when = dates.infer_year(JULY, [(date(2021, 1, 20), date(2025, 1, 20), ADVISER)])
    assert when == Dated(JULY, earliest=date(2021, 7, 1), latest=date(2024, 7, 1), inferred_from=(ADVISER,))


def test_an_open_window_is_no_year() -> None:
    when = dates.infer_year(JULY, [(date(2021, 1, 20), None, ADVISER)])
    assert when == Dated(JULY, earliest=date(2021, 7, 1), inferred_from=(ADVISER,))
    assert dates.infer_year(JULY, [(None, date(2021, 6, 30), MINISTER)]).latest == date(2020, 7, 1)


def test_contradicting_windows_say_nothing() -> None:
    windows = [(date(2021, 1, 20), None, ADVISER), (None, date(2020, 1, 5), MINISTER)]
    assert dates.infer_year(JULY, windows) == Dated(JULY)
    assert dates.infer_year(JULY, []) == Dated(JULY)
    assert dates.infer_year(JULY, [(date(2021, 8, 1), date(2021, 9, 1), ADVISER)]) == Dated(JULY)


def test_a_weekday_and_a_leap_day_narrow_the_years() -> None:
    terms = [(date(2021, 1, 20), date(2025, 1, 20), ADVISER)]
    tuesday = dates.infer_year(PartialDate(month=9, day=5), terms, weekday=1)
    assert tuesday.value == PartialDate(2023, 9, 5)
    assert dates.infer_year(PartialDate(month=2, day=29), terms).value == PartialDate(2024, 2, 29)


def test_a_month_without_a_year_is_inferred_or_only_bounded() -> None:
    september = PartialDate(month=9)
    one = dates.infer_year(september, [(date(2023, 1, 1), date(2023, 9, 10), MINISTER)])
    assert one.value == PartialDate(2023, 9)
    two = dates.infer_year(september, [(date(2022, 1, 1), date(2023, 9, 10), MINISTER)])
    assert (two.value, two.earliest, two.latest) == (None, date(2022, 9, 1), date(2023, 9, 30))


def test_the_end_of_several_days_follows_its_beginning_into_the_next_year() -> None:
    term = [(date(2021, 2, 1), date(2022, 6, 1), MINISTER)]
    when = dates.infer_year(PartialDate(month=12, day=30), term, end=PartialDate(month=1, day=2))
    assert (when.value, when.end) == (PartialDate(2021, 12, 30), PartialDate(2022, 1, 2))


# ---------------------------------------------------------------- deadlines
def deadline(text: str, clause: str | None = None, **options: Any) -> PartialDate | None:
    low = matching(canonical(text))
    start = low.index(matching(clause)) if clause else 0
    span = Span(start, start + len(clause or low))
    return dates.deadline(low, span, dates.find(low, GRAMMAR), GRAMMAR, **options)


def test_only_the_clause_s_own_dates_are_its_deadline() -> None:
    text = "cam kết giảm phát thải vào năm 2050; khẳng định sẽ mở lãnh sự quán trước năm 2026"
    assert deadline(text, "cam kết giảm phát thải vào năm 2050") == PartialDate(2050)
    assert deadline(text, "khẳng định sẽ mở lãnh sự quán trước năm 2026") == PartialDate(2026)


def test_a_term_before_the_article_is_past_and_two_terms_are_none() -> None:
    text = "hai bên cam kết đạt 60 tỷ USD vào năm 2020"
    assert deadline(text) == PartialDate(2020)
    assert deadline(text, published=date(2023, 4, 15)) is None
    assert deadline(text, since=date(2021, 1, 1)) is None
    assert deadline("Ngày 15/4/2023, " + text) is None
    assert deadline("cam kết giảm thuế vào năm 2025 và bỏ thuế vào năm 2028") is None
    assert deadline("cam kết thực hiện giai đoạn 2021-2025 và tầm nhìn đến năm 2045") == PartialDate(2045)


def test_a_term_without_a_year_needs_the_day_of_publication() -> None:
    text = "cam kết bàn giao trước ngày 30/9"
    assert deadline(text) is None
    assert deadline(text, published=date(2023, 4, 15)) == PartialDate(2023, 9, 30)
