"""Files of every kind become articles; what cannot be read becomes one line that says why."""

from __future__ import annotations

import gzip
import io
import json
import os
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.model import Article, BlockKind
from kg.sources import article_from_text, count_hint, find, read
from kg.sources.decode import MAX_BYTES
from kg.sources.published import stated, written

DATA = Path(__file__).parent / "data" / "sources"
STORY = (
    "Sáng nay, Thứ trưởng Giao thông đã làm việc với người đồng cấp Lào tại thị xã biên giới.\n\n"
    "Hai bên nhất trí mở cửa khẩu mới trước mùa mưa và lập một tổ công tác chung.\n"
)
OTHER = "Đoàn đại biểu Lào thăm nhà máy nước của tỉnh và cảm ơn các kỹ sư đã giúp đào tạo nhân viên.\n"
Put = Callable[[str, str | bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file below the test's folder."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def articles(items: Iterable[Article | ArticleError]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def errors(items: Iterable[Article | ArticleError]) -> list[ArticleError]:
    return [item for item in items if isinstance(item, ArticleError)]


def one(path: Path) -> Article:
    (item,) = read([path])
    assert isinstance(item, Article), str(item)
    return item


def problem(path: Path | str) -> str:
    """The one line of the one error."""
    (item,) = read([path])
    assert isinstance(item, ArticleError)
    assert item.what
    assert item.where
    assert item.hint
    assert "\n" not in str(item)
    return str(item)


def lines(*objects: object) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in objects)


# ---------------------------------------------------------------- folders
def test_a_folder_is_read_recursively_and_sorted() -> None:
    found = articles(read([DATA]))
    assert [article.id for article in found] == ["bt-1", "ban-tin-2", "cua-khau", "cau"]
    assert not errors(read([DATA]))


def test_the_order_of_paths_does_not_matter(put: Put) -> None:
    one_, two = put("b/one.txt", STORY), put("a/two.txt", OTHER)
    assert list(read([one_, two])) == list(read([two, one_]))


def test_a_file_given_twice_is_read_once(put: Put, tmp_path: Path) -> None:
    path = put("a.txt", STORY)
    assert len(list(read([tmp_path, path, str(path)]))) == 1


def test_hidden_files_and_other_endings_are_left_alone(put: Put, tmp_path: Path) -> None:
    put("a.txt", STORY)
    put(".hidden.txt", OTHER)
    put(".git/b.txt", OTHER)
    put("c.pdf", b"%PDF")
    assert [article.id for article in articles(read([tmp_path]))] == ["a"]
    assert find([tmp_path]).ignored == 1


def test_endings_may_be_in_capitals(put: Put) -> None:
    assert one(put("A.TXT", STORY)).id == "A"


def test_a_folder_with_nothing_to_read(put: Put, tmp_path: Path) -> None:
    put("a.pdf", b"%PDF")
    assert "nothing to read" in problem(tmp_path)


def test_a_missing_path(tmp_path: Path) -> None:
    assert "no such file or folder" in problem(tmp_path / "nowhere.txt")


def test_a_named_file_with_an_unknown_ending(put: Put) -> None:
    line = problem(put("a.pdf", b"%PDF"))
    assert ".pdf" in line
    assert ".jsonl.gz" in line


def test_the_rest_is_read_when_a_path_is_missing(put: Put, tmp_path: Path) -> None:
    found = list(read([tmp_path / "nowhere.txt", put("a.txt", STORY)]))
    assert len(errors(found)) == len(articles(found)) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission(put: Put) -> None:
    path = put("a.txt", STORY)
    path.chmod(0)
    assert "cannot read the file" in problem(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "not a regular file" in problem(tmp_path / "a.txt")


def test_a_broken_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert "not a regular file" in problem(tmp_path / "a.txt")


# ---------------------------------------------------------------- identity
def test_the_id_is_the_name_without_its_ending(put: Put) -> None:
    assert one(put("2021.07.readout.txt", STORY)).id == "2021.07.readout"


def test_the_id_is_the_same_for_a_decomposed_name(put: Put) -> None:
    assert one(put(unicodedata.normalize("NFD", "điện đàm") + ".txt", STORY)).id == "điện đàm"


def test_two_contents_with_one_id_are_reported_with_both_names(put: Put) -> None:
    first, second = put("a/tin.txt", STORY), put("b/tin.txt", OTHER)
    for given in ([first, second], [second, first]):
        kept, error = read(given)
        assert isinstance(kept, Article)
        assert kept.source == str(first)
        assert isinstance(error, ArticleError)
        assert str(first) in str(error)
        assert str(second) in str(error)


def test_one_content_under_one_id_is_read_once(put: Put) -> None:
    assert len(list(read([put("a/tin.txt", STORY), put("b/tin.txt", STORY)]))) == 1


def test_two_lines_of_a_feed_with_one_id(put: Put) -> None:
    path = put("a.jsonl", lines({"id": "x", "text": STORY}, {"id": "x", "text": OTHER}))
    kept, error = read([path])
    assert isinstance(kept, Article)
    assert isinstance(error, ArticleError)
    assert f"{path}#2" in str(error)


def test_the_hash_changes_with_text_and_metadata_only(put: Put) -> None:
    plain = one(put("1/a.txt", STORY)).sha256
    assert one(put("2/a.txt", "\ufeff" + STORY.replace("\n", "\r\n"))).sha256 == plain
    assert one(put("3/a.txt", STORY + "Hết.")).sha256 != plain
    assert one(put("4/a.txt", f"---\ndate: 2020-01-01\n---\n{STORY}")).sha256 != plain


# ---------------------------------------------------------------- text files
def test_front_matter_is_metadata_and_not_text() -> None:
    article = one(DATA / "cua-khau.txt")
    assert article.title == "Hai tỉnh bàn việc mở cửa khẩu vùng cao"
    assert article.published == date(2019, 4, 3)
    assert (article.publisher, article.language) == ("Báo Sông Hồng", "vi")
    assert article.url == "https://songhong.example/cua-khau"
    assert article.text.startswith("Sáng nay, Thứ trưởng")


def test_front_matter_may_name_the_id_as_digits(put: Put) -> None:
    assert one(put("a.md", f"---\nid: 007\n---\n{STORY}")).id == "007"


@pytest.mark.parametrize(
    ("front", "line"),
    [("title: a: b: [c", 2), ("date: 2020-01-01\ntitle: 'open", 4), ("a: [" + "[" * 3000, 2)],
)
def test_broken_front_matter_is_told_with_its_line(put: Put, front: str, line: int) -> None:
    path = put("a.txt", f"---\n{front}\n---\n{STORY}")
    said = problem(path)
    assert "front matter" in said
    assert f"{path}:" in said


@pytest.mark.parametrize("value", ["2021-02-30", "last week", "30/02/2021"])
def test_a_date_that_is_none(put: Put, value: str) -> None:
    assert f"{value!r} is not a date" in problem(put("a.txt", f"---\ndate: {value}\n---\n{STORY}"))


def test_a_line_of_dashes_is_text(put: Put) -> None:
    assert one(put("a.txt", f"---\n{STORY}---\n{OTHER}")).text.startswith("---")


def test_a_headline_in_the_text_is_the_title(put: Put) -> None:
    assert (
        one(put("a.txt", f"Hai tỉnh bàn mở cửa khẩu vùng cao\n\n{STORY}")).title
        == "Hai tỉnh bàn mở cửa khẩu vùng cao"
    )
    assert one(put("b.txt", STORY)).title is None


def test_the_date_line_of_a_page_dates_it(put: Put) -> None:
    article = one(put("a.txt", f"Hai tỉnh bàn mở cửa khẩu vùng cao\n\nThứ Tư, 03/04/2019 | 09:30\n\n{STORY}"))
    assert article.published == date(2019, 4, 3)


def test_a_date_in_a_sentence_does_not(put: Put) -> None:
    assert one(put("a.txt", "Ngày 3/4/2019, hai bên gặp nhau.\n" + STORY)).published is None


def test_a_date_among_other_stories_does_not(put: Put) -> None:
    assert (
        one(put("a.txt", f"{STORY}\nĐọc thêm\n\nChợ phiên\n\nThứ Tư, 03/04/2019 | 09:30\n")).published is None
    )


# ---------------------------------------------------------------- encodings
def windows_1258(text: str) -> bytes:
    """The code page writes a tone as a mark of its own after its letter."""
    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            letter, *marks = list(unicodedata.normalize("NFD", char))
            shape = "".join(mark for mark in marks if mark in "\u0302\u0306\u031b")
            tone = "".join(mark for mark in marks if mark not in shape)
            out += unicodedata.normalize("NFC", letter + shape).encode("cp1258") + tone.encode("cp1258")
    return out


@pytest.mark.parametrize(
    "raw",
    [
        STORY.encode(),
        STORY.encode("utf-8-sig"),
        STORY.encode("utf-16"),
        b"\xfe\xff" + STORY.encode("utf-16-be"),
        STORY.encode("utf-16-le"),
        STORY.encode("utf-16-be"),
        STORY.encode("utf-32"),
        unicodedata.normalize("NFD", STORY).encode(),
        STORY.replace("\n", "\r\n").encode(),
        STORY.replace("\n", "\r").encode(),
        windows_1258(STORY),
    ],
)
def test_one_text_whatever_its_encoding(put: Put, raw: bytes) -> None:
    article = one(put("a.txt", raw))
    assert article.text == STORY
    quote = "người đồng cấp Lào"
    assert article.text[article.text.index(quote) :].startswith(quote)
    assert [block.kind for block in article.blocks] == [BlockKind.BODY, BlockKind.BODY]


def test_no_break_spaces_stay_and_offsets_with_them(put: Put) -> None:
    article = one(put("a.txt", STORY.replace("cửa khẩu", "cửa\u00a0khẩu")))
    assert article.text == STORY.replace("cửa khẩu", "cửa\u00a0khẩu")
    assert article.blocks[-1].span.end == len(STORY) - 1


def test_control_characters_give_way_and_offsets_stay(put: Put) -> None:
    assert one(put("a.txt", STORY.replace("Lào", "L\x07o"))).text == STORY.replace("Lào", "L o")


# ---------------------------------------------------------------- bad files
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.md"])
@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file(put: Put, name: str, content: bytes) -> None:
    assert "empty" in problem(put(name, content))


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
@pytest.mark.parametrize(
    "content",
    [bytes(range(256)) * 40, b"\x7fELF" + bytes(4000), b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 9],
)
def test_a_binary_file(put: Put, name: str, content: bytes) -> None:
    assert "not a text file" in problem(put(name, content))


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_huge_file(put: Put, name: str) -> None:
    assert "larger than 10 MB" in problem(put(name, b"a " * (MAX_BYTES // 2 + 1)))


def test_front_matter_with_nothing_after_it(put: Put) -> None:
    assert "no text" in problem(put("a.txt", "---\ntitle: Một\n---\n"))


# ---------------------------------------------------------------- HTML
def test_a_page_gives_its_article_and_what_it_says_about_it() -> None:
    article = one(DATA / "inner" / "cau.html")
    assert article.title == "Hai bộ trưởng bàn về cây cầu biên giới"
    assert article.url == "https://songhong.example/cau-bien-gioi"
    assert (article.publisher, article.language) == ("Báo Sông Hồng", "vi")
    body = [block.span.of(article.text) for block in article.blocks if block.kind is BlockKind.BODY]
    assert [line.split()[0] for line in body] == ["Hai", "Chiều", "Phía", "Hai"]
    assert "Khai mạc" not in article.text


def test_the_date_line_below_the_headline_wins_over_the_page_s_header_and_footer() -> None:
    assert one(DATA / "inner" / "cau.html").published == date(2019, 9, 5)


def page(head: str = "", date_line: str = "", body: str = STORY) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in (body + OTHER).splitlines() if line)
    return (
        f"<html><head><meta charset='utf-8'><title>Hai tỉnh mở cửa khẩu</title>{head}</head><body><article>"
        f"<h1>Hai tỉnh mở cửa khẩu</h1>{date_line}{paragraphs}</article>"
        "<footer>Cập nhật 01/01/2025</footer></body></html>"
    )


@pytest.mark.parametrize(
    "stamp",
    [
        "Thứ Năm, ngày 05/09/2019 | 20:15",
        "Thứ năm, 5/9/2019, 08:00 (GMT+7)",
        "Ngày 5 tháng 9 năm 2019",
        "20:15 | 05/09/2019",
    ],
)
def test_a_vietnamese_date_line_wins_over_a_guess(put: Put, stamp: str) -> None:
    guess = '<meta name="date" content="2024-11-11">'
    assert one(put("a.html", page(guess, f"<span>{stamp}</span>"))).published == date(2019, 9, 5)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2019-09-05T08:00:00+07:00">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2019-09-05"}</script>',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2019-09-05T01:00:00Z"}]}</script>',
    ],
)
def test_the_page_s_metadata_dates_it(put: Put, head: str) -> None:
    assert one(put("a.html", page(head))).published == date(2019, 9, 5)


def test_a_page_in_a_declared_code_page(put: Put) -> None:
    raw = page().replace("utf-8", "windows-1258")
    assert one(put("a.html", windows_1258(raw))).text.splitlines()[-1] == OTHER.strip()


def test_broken_html_is_read_as_far_as_it_goes(put: Put) -> None:
    broken = page().replace("</p>", "").replace("</article>", "<div><p").replace("</body></html>", "<<")
    assert "Thứ trưởng Giao thông" in one(put("a.html", broken)).text


@pytest.mark.parametrize(
    "content", ["<html><body></body></html>", "<html><body><script>x()</script></body></html>", "<<<<>>>>"]
)
def test_a_page_without_an_article(put: Put, content: str) -> None:
    assert "a.html" in problem(put("a.html", content))


def test_a_page_nested_beyond_reason(put: Put) -> None:
    found = list(read([put("a.html", "<div>" * 50_000 + STORY)]))
    assert len(found) == 1


# ---------------------------------------------------------------- JSON Lines
def test_a_line_is_an_article_with_its_fields() -> None:
    first, second = articles(read([DATA / "ban-tin.jsonl"]))
    assert (first.id, first.title, first.published) == (
        "bt-1",
        "Đoàn Lào thăm nhà máy nước",
        date(2020, 2, 11),
    )
    assert (second.id, second.publisher, second.published) == (
        "ban-tin-2",
        "Báo Sông Hồng",
        date(2020, 3, 12),
    )
    assert second.source.endswith("ban-tin.jsonl#2")
    assert "Thêm một chuyến bay" not in second.text


def test_a_gzipped_feed_reads_the_same(put: Put) -> None:
    raw = (DATA / "ban-tin.jsonl").read_bytes()
    packed = articles(read([put("ban-tin.jsonl.gz", gzip.compress(raw))]))
    assert [item.sha256 for item in packed] == [
        item.sha256 for item in articles(read([DATA / "ban-tin.jsonl"]))
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_feed_with_a_byte_order_mark(put: Put, encoding: str) -> None:
    assert (
        len(articles(read([put("a.jsonl", lines({"text": STORY}, {"text": OTHER}).encode(encoding))]))) == 2
    )


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("{not json}", "not JSON"),
        ('{"text": "cut', "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ('{"title": "Một"}', "no text"),
        ('{"text": ""}', "no text"),
        ('{"text": 5}', "not a text"),
        ('{"text": "   "}', "no text"),
        ('{"text": "Một", "title": ["Hai"]}', "not a text"),
        ('{"text": "Một", "date": "2020-13-01"}', "not a date"),
        ("[" * 100_000, "not JSON"),
        ('{"text": ' + "9" * 5_000 + "}", "not"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(put: Put, bad: str, says: str) -> None:
    path = put("a.jsonl", lines({"text": STORY}) + bad + "\n\n" + lines({"text": OTHER}))
    found = list(read([path]))
    assert [item.id for item in articles(found)] == ["a-1", "a-4"]
    (error,) = errors(found)
    assert says in str(error)
    assert error.where == f"{path}:2"
    assert "\n" not in str(error)


def test_a_line_that_is_not_utf_8(put: Put) -> None:
    path = put("a.jsonl", '{"text": "café"}\n'.encode("latin-1") + lines({"text": STORY}).encode())
    error, article = read([path])
    assert "not UTF-8" in str(error)
    assert isinstance(article, Article)


def test_half_a_surrogate_is_replaced(put: Put) -> None:
    (article,) = articles(read([put("a.jsonl", '{"text": "Hai bên \\ud83d gặp nhau"}\n')]))
    assert article.text == "Hai bên \ufffd gặp nhau"


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_huge_line_is_left_out(put: Put, name: str) -> None:
    raw = lines({"text": "a" * (MAX_BYTES + 10)}, {"text": STORY}).encode()
    found = list(read([put(name, gzip.compress(raw) if name.endswith("gz") else raw)]))
    assert [item.id for item in articles(found)] == ["a-2"]
    assert "larger than 10 MB" in str(errors(found)[0])


def test_a_gzip_bomb_of_one_line_is_given_up(put: Put) -> None:
    squeezed = gzip.compress(b" " * (30 * MAX_BYTES), compresslevel=1)
    assert "without end" in problem(put("a.jsonl.gz", b"".join((gzip.compress(b'{"text": "'), squeezed))))


@pytest.mark.parametrize("cut", [20, -20])
def test_broken_gzip_data(put: Put, cut: int) -> None:
    raw = gzip.compress(lines(*({"text": f"{STORY} {n}"} for n in range(50))).encode())
    assert "gzip" in str(errors(read([put("a.jsonl.gz", raw[:cut])]))[0])
    assert "gzip" in problem(put("b.jsonl.gz", b"this is no gzip"))


# ---------------------------------------------------------------- standard input
def test_plain_text_from_standard_input() -> None:
    (article,) = articles(read(["-"], stdin=io.BytesIO(STORY.encode())))
    assert (article.id, article.source, article.text) == ("stdin", "-", STORY)


def test_json_lines_from_standard_input() -> None:
    raw = lines({"id": "x", "text": STORY}, {"text": OTHER}).encode()
    assert [item.id for item in articles(read(["-"], stdin=io.BytesIO(raw)))] == ["x", "stdin-2"]


def test_standard_input_stays_open() -> None:
    stream = io.BufferedReader(io.BytesIO(lines({"text": STORY}).encode()))
    list(read(["-"], stdin=stream))
    assert not stream.closed


@pytest.mark.parametrize("raw", [b"", bytes(range(256)) * 40, b"a " * (MAX_BYTES // 2 + 1)])
def test_bad_standard_input(raw: bytes) -> None:
    (error,) = errors(read(["-"], stdin=io.BytesIO(raw)))
    assert str(error).startswith("-: ")


def test_no_standard_input() -> None:
    assert "standard input" in problem("-")


# ---------------------------------------------------------------- language
def test_undiacritised_vietnamese_is_vietnamese(put: Put) -> None:
    bare = "".join(
        c
        for c in unicodedata.normalize("NFD", STORY.replace("đ", "d").replace("Đ", "D"))
        if not unicodedata.combining(c)
    )
    assert one(put("a.txt", bare)).language == "vi"


def test_english_is_english(put: Put) -> None:
    text = "The two ministers met this morning and agreed to open a new border crossing before the rain."
    assert one(put("a.txt", text)).language == "en"


def test_a_short_text_has_no_language(put: Put) -> None:
    assert one(put("a.txt", "Hai bên gặp nhau.")).language is None


def test_the_language_that_is_given_counts(put: Put) -> None:
    assert one(put("a.txt", "---\nlanguage: vi-VN\n---\nHai bên gặp nhau.")).language == "vi"


# ---------------------------------------------------------------- dates, counts, the API
@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thứ Năm, ngày 01/07/2021 | 20:15", date(2021, 7, 1)),
        ("Chủ nhật 02-02-2020", date(2020, 2, 2)),
        ("Cập nhật lúc: 14:00 ngày 02/02/2022", date(2022, 2, 2)),
        ("Thứ Bảy, 3 Tháng Mười Hai, 2022", date(2022, 12, 3)),
        ("Ngày 2/9/2020, hai bên gặp nhau tại thủ đô của nước bạn", None),
        ("31/02/2021", None),
        ("Hai bên gặp nhau", None),
    ],
)
def test_date_lines(line: str, day: date | None) -> None:
    assert stated(line) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-07-01", date(2021, 7, 1)),
        ("2021-07-01T23:59:00Z", date(2021, 7, 1)),
        ("1/7/2021", date(2021, 7, 1)),
        ("2021", None),
    ],
)
def test_metadata_dates(value: str, day: date | None) -> None:
    assert written(value) == day


def test_the_count_for_a_progress_bar(put: Put) -> None:
    assert count_hint([DATA]) == 4
    assert count_hint([put("a.jsonl", '{"text": "Một"}')]) == 1
    assert count_hint(["-"]) is None
    assert count_hint([put("b.jsonl.gz", b"broken")]) is None


def test_an_article_from_a_text_in_memory() -> None:
    article = article_from_text(
        "x", "\ufeff" + STORY, title="Cửa khẩu", published="2019-04-03", language="vi"
    )
    assert article.text == STORY
    assert article.published == date(2019, 4, 3)
    assert article == article_from_text(
        "x", STORY, title="Cửa khẩu", published=date(2019, 4, 3), language="vi"
    )
    with pytest.raises(ArticleError, match="not a date"):
        article_from_text("x", STORY, published="soon")
    with pytest.raises(ArticleError, match="no text"):
        article_from_text("x", "  ")


def test_reading_is_lazy(put: Put, tmp_path: Path) -> None:
    for number in range(3):
        put(f"{number}.txt", STORY + str(number))
    stream = read([tmp_path])
    next(stream)
    (tmp_path / "2.txt").unlink()
    assert [type(item) for item in stream] == [Article, ArticleError]
