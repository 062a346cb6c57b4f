"""What of a page is the article, and what only stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.furniture import furniture
from kg.model import Article, BlockKind, Span
from kg.resources import lang_file
from kg.segment import segment
from kg.text import matching

TITLE, BODY, CAPTION, FURNITURE = BlockKind.TITLE, BlockKind.BODY, BlockKind.CAPTION, BlockKind.FURNITURE
RULES = furniture("vi")
DATA: dict[str, Any] = yaml.safe_load(lang_file("vi", "furniture.yaml"))

HEADLINE = "Hai nước bàn cách mở thêm cửa khẩu vùng cao"
LEAD = "Đoàn công tác của Bộ Giao thông hai nước vừa họp tại thị xã biên giới để bàn về cửa khẩu mới."
FIRST = (
    "Sáng nay, Thứ trưởng Lê Văn Mẫu đã làm việc với người đồng cấp Lào, ông Khamphet Vidu, tại trụ sở tỉnh."
)
SECOND = (
    "Thứ trưởng Lê Văn Mẫu đề nghị phía bạn sớm xong con đường nối bản Nà Hai với cửa khẩu trước mùa mưa."
)
THIRD = "Ông Khamphet Vidu cho biết phía Lào sẽ cử đoàn khảo sát sang trong tháng tới để hai bên cùng đo đạc."


def kinds(text: str, title: str | None = None) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(text)) for block in segment(text, title)]


def of_kind(kind: BlockKind, text: str, title: str | None = None) -> list[str]:
    return [piece for found, piece in kinds(text, title) if found is kind]


def lines(*given: str) -> str:
    return "\n\n".join(given)


# ---------------------------------------------------------------- the data's own examples
def _group(name: str, key: str) -> Iterator[tuple[str, str]]:
    for group, value in DATA[name].items():
        for example in value[key]:
            yield group, example


@pytest.mark.parametrize(("group", "line"), list(_group("lines", "examples")))
def test_a_line_of_furniture_is_known(group: str, line: str) -> None:
    assert RULES.kind_of_line(matching(line)) == group


@pytest.mark.parametrize(("group", "line"), list(_group("lines", "not")))
def test_a_line_of_text_is_no_furniture(group: str, line: str) -> None:
    assert RULES.kind_of_line(matching(line)) is None


_OPENS = {"tail": RULES.opens_tail, "box": RULES.opens_box, "pointers": RULES.points_elsewhere}


@pytest.mark.parametrize(("group", "line"), list(_group("lists", "examples")))
def test_a_list_of_other_stories_is_known(group: str, line: str) -> None:
    assert _OPENS[group](matching(line))


@pytest.mark.parametrize(("group", "line"), list(_group("lists", "not")))
def test_a_sentence_opens_no_list(group: str, line: str) -> None:
    assert not _OPENS[group](matching(line))


def prefix(text: str) -> str:
    return text[: RULES.prefix(text, matching(text), Span(0, len(text)))]


@pytest.mark.parametrize("text", DATA["datelines"]["examples"])
def test_an_agency_s_prefix_ends_with_its_dash(text: str) -> None:
    assert prefix(text).rstrip().endswith(("-", "–"))


@pytest.mark.parametrize("text", DATA["datelines"]["not"])
def test_a_sentence_has_no_prefix(text: str) -> None:
    assert prefix(text) == ""


@pytest.mark.parametrize("text", DATA["bylines"]["examples"])
def test_a_byline_is_known(text: str) -> None:
    assert RULES.is_byline(text)


@pytest.mark.parametrize("text", DATA["bylines"]["not"])
def test_a_sentence_is_no_byline(text: str) -> None:
    assert not RULES.is_byline(text)


@pytest.mark.parametrize("text", DATA["credits"]["examples"])
def test_a_credit_is_known(text: str) -> None:
    low = matching(text)
    assert [credit.span.of(text) for credit in RULES.credits(text, low, Span(0, len(text)))] == [text]


@pytest.mark.parametrize("text", [*DATA["credits"]["not"], *DATA["outlets"]["not"]])
def test_a_sentence_holds_no_credit(text: str) -> None:
    assert list(RULES.credits(text, matching(text), Span(0, len(text)))) == []


@pytest.mark.parametrize("name", DATA["outlets"]["examples"])
def test_an_outlet_before_a_dash_is_a_prefix(name: str) -> None:
    assert prefix(f"{name} - Sáng nay đoàn đến.") == f"{name} - "


@pytest.mark.parametrize("name", DATA["outlets"]["not"])
def test_another_name_before_a_dash_is_text(name: str) -> None:
    assert prefix(f"{name} - Lào gặp nhau.") == ""


# ---------------------------------------------------------------- whole pages
def test_a_page_keeps_its_headline_and_body_and_nothing_else_is_body() -> None:
    text = lines(
        "1. Dòng sự kiện:\n2. Chuyện nhà nông\n3. Giá lúa tăng", HEADLINE, "Minh Khôi", "0:00 / 0:00\n0:00",
        f"(Sông Hồng) - {LEAD}", f"{HEADLINE} - 1", "Hai đoàn tại buổi làm việc (Ảnh: Hoài Anh).",
        FIRST, SECOND, THIRD, "Theo VOV", "Chủ đề Hợp tác biên giới", "Đọc thêm", "Lễ hội mùa xuân ở bản",
        "Sáng qua, bà con trong bản đã mở hội xuân với nhiều trò chơi dân gian, thu hút hàng nghìn người.",
    )  # fmt: skip
    assert of_kind(TITLE, text) == [HEADLINE]
    assert of_kind(BODY, text) == [LEAD, FIRST, SECOND, THIRD]
    assert of_kind(CAPTION, text) == [f"{HEADLINE} - 1", "Hai đoàn tại buổi làm việc"]
    assert "(Ảnh: Hoài Anh)." in of_kind(FURNITURE, text)


def test_plain_paragraphs_are_body() -> None:
    text = "\n".join((LEAD, FIRST, SECOND, THIRD))
    assert kinds(text) == [(BODY, LEAD), (BODY, FIRST), (BODY, SECOND), (BODY, THIRD)]


def test_a_lead_with_a_full_stop_is_no_headline() -> None:
    assert of_kind(TITLE, lines(LEAD, FIRST, SECOND)) == []


def test_a_headline_given_apart_is_found_in_the_text() -> None:
    assert of_kind(TITLE, lines(HEADLINE.upper(), LEAD, FIRST), HEADLINE) == [HEADLINE.upper()]


def test_a_single_line_is_body() -> None:
    assert kinds("Hai bên ký biên bản") == [(BODY, "Hai bên ký biên bản")]


def test_an_empty_text_has_no_blocks() -> None:
    assert segment("") == segment(" \n\n ") == ()


@pytest.mark.parametrize(
    "marker", ["MỚI - NÓNG", "Đọc thêm:", "Tin cùng chuyên mục", "Bình luận (4)", "Tin liên quan"]
)
def test_a_list_of_stories_after_the_body_is_cut_to_the_end(marker: str) -> None:
    text = lines(
        LEAD,
        FIRST,
        marker,
        "Khai mạc chợ phiên vùng cao",
        "TPO - Chợ phiên năm nay đông hơn mọi năm, bà con cho biết.",
    )
    assert of_kind(BODY, text) == [LEAD, FIRST]


def test_the_article_goes_on_after_a_box_in_its_middle() -> None:
    text = lines(LEAD, FIRST, "Tin liên quan", "Khai mạc chợ phiên vùng cao", SECOND, THIRD)
    assert of_kind(BODY, text) == [LEAD, FIRST, SECOND, THIRD]
    assert of_kind(FURNITURE, text) == ["Tin liên quan", "Khai mạc chợ phiên vùng cao"]


def test_headlines_in_a_list_may_have_their_day_behind_them() -> None:
    stories = [
        "- Chủ tịch UBND tỉnh tiếp Tỉnh trưởng tỉnh bạn và đoàn doanh nghiệp vùng biên (11-07-2009)",
        "Phó Chủ tịch UBND tỉnh thăm và chúc mừng chùa Khmer nhân dịp lễ năm mới (23-06-2009)",
    ]
    text = lines(LEAD, FIRST, SECOND, "Các tin liên quan:", *stories)
    assert of_kind(FURNITURE, text) == ["Các tin liên quan:", *stories]


def test_headlines_in_a_box_may_end_in_a_quotation() -> None:
    quoting = "Chợ phiên vùng cao đông khách: 'chưa năm nào người bản xuống chợ sớm thế'"
    box = ("Tin liên quan", quoting, "Mưa đá")
    assert of_kind(BODY, lines(LEAD, FIRST, *box, SECOND, THIRD)) == [LEAD, FIRST, SECOND, THIRD]


def test_a_line_that_points_to_another_story_is_not_read() -> None:
    text = lines(LEAD, ">> Khai mạc chợ phiên vùng cao", FIRST, SECOND)
    assert of_kind(FURNITURE, text) == [">> Khai mạc chợ phiên vùng cao"]


def test_a_line_that_stands_twice_adds_a_caption() -> None:
    text = lines(
        LEAD,
        FIRST,
        "Đề nghị phía bạn sớm xong con đường nối bản Nà Hai với cửa khẩu trước mùa mưa.",
        SECOND,
        THIRD,
    )
    assert len(of_kind(CAPTION, text)) == 1
    assert of_kind(BODY, text) == [LEAD, FIRST, SECOND, THIRD]


def test_a_short_line_between_paragraphs_is_a_caption() -> None:
    text = lines(LEAD, "Quang cảnh buổi làm việc", FIRST, SECOND)
    assert of_kind(CAPTION, text) == ["Quang cảnh buổi làm việc"]


def test_points_of_a_list_are_body() -> None:
    text = lines(
        LEAD, "Hai bên nhất trí:", "- Mở cửa khẩu vào mùa khô", "- Lập tổ công tác chung", FIRST, SECOND
    )
    assert of_kind(CAPTION, text) == []


def test_a_sentence_broken_into_lines_is_body() -> None:
    text = "\n".join(
        (
            LEAD,
            "Người dẫn đầu đoàn Lào là Thứ trưởng",
            "Khamphet Vidu",
            ", người từng học ở Huế.",
            FIRST,
            SECOND,
        )
    )
    assert (BODY, "Khamphet Vidu") in kinds(text)


def test_a_text_without_full_stops_stays_body() -> None:
    rows = [
        f"Đoàn số {row} gồm nhiều cán bộ của hai tỉnh cùng đi khảo sát đường"
        for row in ("một", "hai", "ba", "bốn", "năm")
    ]
    assert of_kind(CAPTION, lines(LEAD, *rows, FIRST)) == []


# ---------------------------------------------------------------- inside a line
@pytest.mark.parametrize(
    ("credit", "after"),
    [
        ("Ảnh: Reuters", '"Chúng tôi vui", ông nói.'),
        ("(Ảnh: TTXVN)", "Ông Vidu cảm ơn tỉnh bạn."),
        ("Ảnh: Hoài Anh/TTXVN", "Phát biểu tại đây, bà cảm ơn tỉnh bạn."),
        ("Ảnh: Hoài Anh", "Thứ trưởng nói tỉnh sẽ cố gắng."),
        ("Ảnh: HOÀI ANH", "Quảng trường đã đông người từ sớm."),
        ("Ảnh: Tỉnh đoàn cung cấp.", "Cuộc họp kéo dài hai giờ."),
        ("(Nguồn: AFP/TTXVN)", "Ngày 3/4, đoàn về nước."),
    ],
)
def test_the_sentence_before_a_credit_is_a_caption(credit: str, after: str) -> None:
    text = f"{FIRST} Hai đoàn chụp ảnh chung. {credit} {after}"
    assert kinds(text) == [
        (BODY, FIRST), (CAPTION, "Hai đoàn chụp ảnh chung."), (FURNITURE, credit), (BODY, after),
    ]  # fmt: skip


def test_a_sentence_that_goes_on_is_no_caption() -> None:
    text = f"{FIRST} Tuy nhiên, con đường vẫn chưa xong. Ảnh: Reuters. {SECOND}"
    assert of_kind(CAPTION, text) == []


@pytest.mark.parametrize("text", ["Tỉnh bạn gửi tặng một số hình ảnh: nhà sàn, chợ phiên, ruộng bậc thang.",
                                  "Có nhiều nguồn: ngân sách, vốn vay, đóng góp của bà con."])  # fmt: skip
def test_a_colon_after_the_word_for_picture_is_text(text: str) -> None:
    assert kinds(text) == [(BODY, text)]


@pytest.mark.parametrize(
    "byline", ["Minh Khôi", "Hoài Anh (TTXVN)", "Theo VOV", "P.V", "Bảo Châu/VOV.VN", "Tin, ảnh: Hoài Anh"]
)
def test_the_writer_s_name_at_the_end_is_cut_off(byline: str) -> None:
    assert kinds(f"{FIRST} {SECOND} {byline}") == [(BODY, f"{FIRST} {SECOND}"), (FURNITURE, byline)]


def test_a_last_sentence_is_no_byline() -> None:
    text = f"{FIRST} Theo ông Vidu, mùa mưa đã gần"
    assert kinds(text) == [(BODY, text)]


def test_a_dateline_is_cut_off() -> None:
    assert kinds(f"Viêng Chăn (TTXVN 3/4) - {LEAD}")[0] == (FURNITURE, "Viêng Chăn (TTXVN 3/4) -")


# ---------------------------------------------------------------- whatever the text
PAGE = (
    HEADLINE,
    LEAD,
    FIRST,
    SECOND,
    "Minh Khôi",
    "Đọc thêm",
    "Tin liên quan:",
    "0:00",
    "Ảnh: AFP",
    "Theo VOV",
)
SCRAPS = ("(Ảnh: TTXVN)", ">> Tin", "TPO - ", "Bình luận (0)", "Hà Nội (TTXVN 3/4) -", "Ảnh:", "1. ")
PIECES = st.sampled_from((*PAGE, *SCRAPS, "\n", "\n\n", " ", ". ", '"', "\u00a0", "(", ")"))


@given(st.lists(PIECES | st.text(max_size=8)).map("".join), st.none() | st.just(HEADLINE))
def test_blocks_are_ordered_apart_and_lose_nothing(text: str, title: str | None) -> None:
    blocks = segment(text, title)
    assert all(a.span.end <= b.span.start for a, b in pairwise(blocks))
    kept = "".join(matching(block.span.of(text)) for block in blocks)
    assert "".join(kept.split()) == "".join(matching(text).split())
    Article("a", text, blocks)
