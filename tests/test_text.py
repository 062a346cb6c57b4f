"""Canonical and comparable text, and where sentences end."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text import canonical, matching, matching_all, may_end_with, sentences

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạèéẻẽẹòóỏõọùúủũụỳýỷỹỵ"
PROSE = st.text(
    st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + ' .,!?…"“”‘’()[]–—-\n\u00a0\u200b0123456789')
)


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


# ---------------------------------------------------------------- canonical
def test_canonical_has_no_mark_and_one_kind_of_line_end() -> None:
    assert canonical("\ufeffMột\r\nHai\rBa\n") == "Một\nHai\nBa\n"


def test_canonical_composes_decomposed_vietnamese() -> None:
    text = "Thứ trưởng tiếp đoàn Lào"
    assert canonical(unicodedata.normalize("NFD", text)) == text


def test_canonical_keeps_no_break_spaces() -> None:
    assert canonical("20\u00a0triệu") == "20\u00a0triệu"


# ---------------------------------------------------------------- matching
@given(st.text())
def test_matching_never_changes_the_length(text: str) -> None:
    assert len(matching(text)) == len(text)


@given(PROSE)
def test_matching_twice_changes_nothing(text: str) -> None:
    assert matching(matching(text)) == matching(text)


@given(st.text())
def test_matching_keeps_every_line_where_it_is(text: str) -> None:
    assert [i for i, char in enumerate(text) if char == "\n"] == [
        i for i, char in enumerate(matching(text)) if char == "\n" and text[i] not in "\x85\u2028\u2029"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("hoà", "hòa"), ("hoá", "hóa"), ("toả", "tỏa"), ("xoã", "xõa"), ("hoạ", "họa"), ("loè", "lòe"),
     ("khoẻ", "khỏe"), ("khoé", "khóe"), ("thuý", "thúy"), ("luỹ", "lũy"), ("huỷ", "hủy"), ("truỵ", "trụy"),
     ("suỳ", "sùy"), ("Uỷ ban", "ủy ban")],
)  # fmt: skip
def test_both_placements_of_a_tone_are_one_word(old: str, new: str) -> None:
    assert matching(old) == new == matching(new)


@pytest.mark.parametrize(
    "word", ["quý", "quỳ", "quỷ", "quỹ", "quỵ", "hoàn", "toán", "khoét", "huých", "ngoài", "khuỷu"]
)
def test_words_with_one_spelling_keep_it(word: str) -> None:
    assert matching(word) == word


def test_quotes_dashes_and_spaces_are_of_one_kind() -> None:
    assert matching("“A” «B» ‘C’ – — − ‑\u00a0\u2009\u202fd") == '"a" "b" \'c\' - - - -   d'


def test_letters_typed_for_d_with_stroke() -> None:
    assert matching("Ðà Nẵng, ðoàn") == "đà nẵng, đoàn"


def test_a_letter_whose_lower_case_is_longer_stays() -> None:
    assert matching("İZMİR hoà") == "İzmİr hòa"


def test_many_phrases_at_once_are_as_one_by_one() -> None:
    phrases = ["Hoà Bình", "", "“Quý khách” ", "một\ndòng", "İstanbul"]
    assert matching_all(phrases) == [matching(phrase) for phrase in phrases]


# ---------------------------------------------------------------- sentences
@given(PROSE)
def test_sentences_are_in_order_and_lose_nothing(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(len(span) for span in spans)
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())


@given(PROSE, st.integers(1, 40))
def test_a_short_last_sentence_is_told_without_cutting(text: str, longest: int) -> None:
    line = text.replace("\n", " ").strip()
    found = sentences(line)
    if len(found) > 1 and len(found[-1]) <= longest:
        assert may_end_with(line, Span(0, len(line)), longest)


def test_no_short_last_sentence_where_none_can_begin() -> None:
    line = "Hai bên ký một thỏa thuận. Lễ ký diễn ra tại Hà Nội chiều 5/3"
    assert may_end_with(line, Span(0, len(line)), 40)
    assert not may_end_with(line, Span(0, len(line)), 20)


def test_a_full_stop_before_a_capital_ends_a_sentence() -> None:
    assert split("Hai bên ký biên bản. Đoàn về nước.") == ["Hai bên ký biên bản.", "Đoàn về nước."]


def test_a_line_ends_a_sentence_without_a_full_stop() -> None:
    assert split("Đoàn đến nơi\n\nHai bên họp") == ["Đoàn đến nơi", "Hai bên họp"]


def test_a_full_stop_before_a_small_letter_does_not() -> None:
    assert split("Y tế, giáo dục... và du lịch được nhắc tới.") == [
        "Y tế, giáo dục... và du lịch được nhắc tới."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn thăm TP. Hồ Chí Minh và TP. Huế.",
        "TS. Lê Văn A và GS. Trần B dự họp.",
        "Ông John Q. Public và J. Doe cùng dự.",
        "Đại sứ U.S. Embassy nói với Dr. Smith.",
        "Theo biên bản No. Bốn, hai bên đồng ý.",
        "1. Mở cửa khẩu cho xe tải.",
        "a) Trước hết là y tế; b. Về giáo dục thì sau.",
        "Trang Booking.Com và tệp Bao.Cao.Org được nhắc tới.",
        "Xem tại www.Vidu.Example hoặc https://vidu.example/Tin.Tuc nhé.",
        "VOV.VN đưa tin đoàn đã đến.",
        "Xem tr. 12 của báo cáo.",
    ],
)
def test_full_stops_inside_a_sentence(text: str) -> None:
    assert split(text) == [text]


def test_numbered_points_in_one_paragraph() -> None:
    assert split("Hai bên nêu: 1. Mở đường bay. 2. Lập tổ công tác.") == [
        "Hai bên nêu: 1. Mở đường bay.",
        "2. Lập tổ công tác.",
    ]


def test_closing_quotes_and_brackets_stay_with_their_sentence() -> None:
    assert split("Bà nói: “Chúng tôi vui.” Đoàn vỗ tay. (Cả phòng đứng dậy.) Rồi họp tiếp.") == [
        "Bà nói: “Chúng tôi vui.”",
        "Đoàn vỗ tay.",
        "(Cả phòng đứng dậy.)",
        "Rồi họp tiếp.",
    ]


def test_a_quote_may_open_a_sentence() -> None:
    assert split("Ông cười. “Rất tốt”, ông nói.") == ["Ông cười.", "“Rất tốt”, ông nói."]


def test_questions_exclamations_and_ellipses_end_sentences() -> None:
    assert split("Vì sao? Vì vậy! Thế… Đoàn đi.") == ["Vì sao?", "Vì vậy!", "Thế…", "Đoàn đi."]


def test_the_mark_of_a_story_s_end() -> None:
    assert split("Hai bên chia tay./. Minh Khôi") == ["Hai bên chia tay./.", "Minh Khôi"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hai bên chia tay.Bộ trưởng ra sân bay.", ["Hai bên chia tay.", "Bộ trưởng ra sân bay."]),
        ("“Rất tốt.”Đoàn về nước.", ["“Rất tốt.”", "Đoàn về nước."]),
        ('Bà nói "Rất tốt."Đoàn về nước.', ['Bà nói "Rất tốt."', "Đoàn về nước."]),
        ('Đoàn về nước."Rất tốt", bà nói.', ["Đoàn về nước.", '"Rất tốt", bà nói.']),
        (
            "Đó là năm 2019.Từ đó đến nay hai bên gặp nhau.",
            ["Đó là năm 2019.", "Từ đó đến nay hai bên gặp nhau."],
        ),
    ],
)
def test_a_space_forgotten_after_a_full_stop(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_only_the_given_span_is_cut() -> None:
    text = "Một. Hai. Ba."
    assert [span.of(text) for span in sentences(text, Span(5, 13))] == ["Hai.", "Ba."]
    assert sentences(text, Span(5, 5)) == []
