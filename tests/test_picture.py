"""Pictures for papers: what they show, that words are text with room, and that nothing in them is markup."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from conftest import Command
from factories import all_facts, phone_call, with_id
from picture_support import SVG, assert_readable, measured, picture, words
from view_support import memory_store, needs_chromium
from xss import PAYLOADS, everything, poisoned

from kg.query.service import opened
from kg.views.picture import fonts
from kg.views.picture.sheet import TALLEST, WIDTH
from kg.views.picture.text import balance, clean, shorten, wrap
from kg.views.picture.write import DRAWINGS, PIXELS, png

KNOWN = frozenset(
    (
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "pattern",
        "rect",
        "line",
        "g",
        "text",
        "circle",
        "polygon",
        "path",
    )
)
LONG = "María de los Ángeles Fernández-Villaverde y Goyeneche"


@cache
def copies(many: int):
    """A store of so many times the three articles."""
    return memory_store(
        [with_id(facts, f"{facts.article.id}-{n}") for n in range(many) for facts in all_facts()]
    )


def named(name: str):
    """A call with an official of this name."""
    call = phone_call()
    official = replace(call.officials[1], name=name, aliases=(name,))
    facts = replace(call, officials=(call.officials[0], official), statements=(), tenures=(), encounters=())
    met = tuple(replace(e, participants=(call.officials[0].name, name)) for e in call.encounters)
    return replace(facts, encounters=met)


@pytest.fixture(scope="module")
def svg() -> str:
    return picture(memory_store())


@pytest.fixture(scope="module")
def examples(example_store: Path):
    with opened(example_store) as service:
        return service.everything()


# ---------------------------------------------------------------- what is written
def test_people_countries_topics_dates_and_what_is_left_out_are_written_as_text(svg):
    said = words(svg)
    for text in (
        "Lê Minh Khuê",
        "Đỗ Thu Hà",
        "Sato Kenji",
        "Vietnam",
        "United States",
        "War legacies",
        "2023",
        "14 Mar",
    ):
        assert text in said, text
    assert any(line.startswith("Shown: 4 polities, 5 officials, ") for line in said)


def test_the_legend_names_the_kinds_that_are_there_in_the_language_asked_for(svg):
    assert {"Polity", "Official", "Encounter", "Commitment", "Concern"} <= set(words(svg))
    assert {"Quốc gia, tổ chức", "Cam kết", "Việt Nam"} <= set(words(picture(memory_store(), lang="vi")))
    assert "Concern" not in words(picture(memory_store([phone_call()])))


def test_a_focus_gives_a_smaller_picture_of_what_is_around_it(examples):
    tall = [
        float(Xml.fromstring(picture(examples, **options)).get("viewBox", "").split()[3])
        for options in ({}, {"focus": "JP", "depth": 1})
    ]
    assert tall[1] < tall[0] / 2


@pytest.mark.parametrize(("many", "rows"), [(1, {"14 Mar"}), (20, {"2023", "+ 20 more"}), (60, {"60"})])
def test_encounters_that_have_no_room_are_summed_by_year(many, rows):
    assert rows <= set(words(picture(copies(many))))


@pytest.mark.parametrize("kind", DRAWINGS)
def test_an_empty_graph_is_a_picture_that_says_so(kind):
    assert {"bangiao", "There is nothing to show."} <= set(words(picture(memory_store([]), kind)))


@pytest.mark.parametrize("kind", DRAWINGS)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_no_name_in_the_pictures_of_the_examples_is_cut(examples, kind, lang):
    assert not [text for text in words(picture(examples, kind, lang=lang)) if "…" in text and text != "…"]


@pytest.mark.parametrize("name", [LONG[:40], "Nguyễn Phước Vĩnh Thụy Hoàng Bảo Khánh Trân", "W" * 30])
def test_a_name_of_some_length_is_broken_into_lines_and_not_cut(name):
    assert name.replace(" ", "") in "".join(words(picture(memory_store([named(name)])))).replace(" ", "")


def test_what_is_cut_can_be_read_by_pointing_at_it():
    name = f"{LONG} {LONG} {LONG}"
    root = Xml.fromstring(picture(memory_store([named(name)])))
    assert name in [node.text for node in root.iter(f"{SVG}title")]


# ---------------------------------------------------------------- how it is drawn
@needs_chromium
@pytest.mark.parametrize("kind", DRAWINGS)
@pytest.mark.parametrize("many", [1, 20, 60])
def test_texts_do_not_collide_and_stay_on_the_paper(chromium, tmp_path, kind, many):
    assert_readable(measured(chromium, tmp_path / "p.svg", picture(copies(many), kind)))


@needs_chromium
@pytest.mark.parametrize("kind", DRAWINGS)
@pytest.mark.parametrize(
    "options", [{}, {"lang": "vi"}, {"focus": "US"}, {"topics": ("Trade",), "since": "2018"}], ids=str
)
def test_pictures_of_the_examples_can_be_read(chromium, tmp_path, examples, kind, options):
    found = measured(chromium, tmp_path / "p.svg", picture(examples, kind, **options))
    assert_readable(found)
    assert len(found["texts"]) > 20 and set(found["fonts"]) == {"loaded"}


@needs_chromium
@pytest.mark.parametrize("family", ["DejaVu Sans", "serif", "monospace"])
def test_with_another_font_words_take_no_more_room(chromium, tmp_path, examples, family):
    svg = re.sub("<style>.*?</style>", "", picture(examples)).replace(fonts.FAMILY, family)
    assert_readable(measured(chromium, tmp_path / "p.svg", svg))


@needs_chromium
@pytest.mark.parametrize(
    "name",
    [
        LONG,
        "A" * 4000,
        "محمد بن سلمان بن عبد العزيز آل سعود",
        "בנימין",
        "\u202eevil",
        "北京市市长" * 3,
        "สมชาย ใจดี",
        "a\x00b\x1b[31m",
    ],
)
def test_odd_names_are_cleaned_and_have_room(chromium, tmp_path, name):
    svg = picture(memory_store([named(name)]))
    assert_readable(measured(chromium, tmp_path / "p.svg", svg))
    assert png(svg)[:4] == b"\x89PNG"


@pytest.mark.parametrize("kind", DRAWINGS)
@pytest.mark.parametrize("many", [1, 20, 60])
def test_a_picture_fits_on_a_page_with_letters_that_can_be_read_in_print(kind, many):
    root = Xml.fromstring(picture(copies(many), kind))
    _, _, wide, tall = map(float, root.get("viewBox", "").split())
    assert (root.get("width"), wide) == ("170mm", WIDTH) and tall <= TALLEST + 10
    names = [node for node in root.iter(f"{SVG}text") if len(node.text or "") > 3]
    assert min(float(node.get("font-size", "0")) for node in names) * 170 / WIDTH * 72 / 25.4 >= 7


def test_the_same_bytes_come_out_of_every_run():
    code = (
        "import sys; sys.path.insert(0, 'tests'); from test_picture import *;"
        "made = [picture(copies(5), kind) for kind in DRAWINGS];"
        "sys.stdout.buffer.write(b''.join(svg.encode() + png(svg) for svg in made))"
    )
    root = Path(__file__).parent.parent
    made = {
        subprocess.check_output(
            [sys.executable, "-c", code], cwd=root, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        )
        for seed in ("1", "2")
    }
    assert len(made) == 1


def test_a_png_has_the_size_for_print_and_is_not_blank(svg):
    data = png(svg)
    wide, high = struct.unpack(">II", data[16:24])
    _, _, width, height = map(float, Xml.fromstring(svg).get("viewBox", "").split())
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert wide == PIXELS and high == pytest.approx(PIXELS * height / width, abs=2)
    body = b"".join(
        data[at + 8 : at + 8 + struct.unpack(">I", data[at : at + 4])[0]]
        for at in (found.start() - 4 for found in re.finditer(b"IDAT", data))
    )
    assert len(set(zlib.decompress(body))) > 50


# ---------------------------------------------------------------- what articles may hold
@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_nothing_an_article_says_becomes_markup(number):
    assert_only_drawn(picture(memory_store([poisoned(PAYLOADS[number], number)])))


@pytest.mark.parametrize("kind", DRAWINGS)
def test_nothing_that_all_of_them_say_becomes_markup(kind):
    facts, more = everything()
    assert_only_drawn(picture(memory_store(facts, more), kind))


def assert_only_drawn(svg: str) -> None:
    root = Xml.fromstring(svg)  # an error, if it were not well formed
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= KNOWN
    for node in root.iter():
        assert not [name for name in node.attrib if name.startswith("on") or "href" in name]
    css = "".join(node.text or "" for node in root.iter(f"{SVG}style"))
    assert re.fullmatch(r"(@font-face\{[\w:;-]+src:url\(data:font/ttf;base64,[\w+/=]+\)\})+", css)


@needs_chromium
@pytest.mark.parametrize("kind", DRAWINGS)
def test_nothing_runs_and_nothing_is_asked_for_when_it_is_opened(chromium, tmp_path, kind):
    facts, more = everything()
    path = tmp_path / "poisoned.svg"
    path.write_text(picture(memory_store(facts, more), kind), encoding="utf-8")
    asked: list[str] = []
    page = chromium.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert [url for url in asked if not url.startswith("data:font/ttf;")] == [path.as_uri()]


def test_what_xml_cannot_hold_is_replaced():
    assert clean("a\ud800b\x00c\u202ed") == "a\ufffdb\ufffdcd"


# ---------------------------------------------------------------- words
def test_widths_are_those_of_the_font():
    assert fonts.width("iii", 10) < fonts.width("nnn", 10) < fonts.width("nnn", 10, bold=True)
    assert fonts.width("Đường", 20) == pytest.approx(2 * fonts.width("Đường", 10))
    assert fonts.has("Đường Nguyễn – “Ω Ж” ≈ …") and not fonts.has("北京") and not fonts.has("سلام")


def test_lines_are_broken_between_words_and_as_long_as_each_other():
    assert wrap("Agriculture and fisheries", 90, 10) == ["Agriculture and", "fisheries"]
    assert balance("one two three four five six seven", 120, 10) == ["one two three four", "five six seven"]
    assert wrap("Donaudampfschifffahrt", 60, 10)[0] == "Donaudampf"
    assert wrap("one two three four", 30, 10, lines=2)[1].endswith("…")
    assert fonts.width(shorten("x" * 99, 50, 10), 10) <= 50


# ---------------------------------------------------------------- the command
def test_the_command_writes_pictures(kg: Command, example_store: Path) -> None:
    said = kg.ok("view", "--svg", "g.svg", "--png", "g.png", "--focus", "JP", "--store", example_store)
    assert [line.split(":")[0] for line in said.splitlines()] == ["g.svg", "g.png"]
    assert "Kishida Fumio" in (kg.folder / "g.svg").read_text()
    assert (kg.folder / "g.png").read_bytes()[:4] == b"\x89PNG"
    assert not (kg.folder / "output" / "graph.html").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--svg", "g.png"),
        ("--png", "g"),
        ("--timeline", "--svg", "g.html"),
        ("--png", "g.png", "--focus", "Nobody"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(kg: Command, example_store: Path, arguments) -> None:
    assert kg.line("view", *arguments, "--store", example_store, status=2)
