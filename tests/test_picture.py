"""Pictures for papers: what they show, that words are text with room, and that nothing in them is markup."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from conftest import Command
from factories import all_facts, phone_call, with_id
from view_support import browser, memory_store, needs_chromium
from xss import PAYLOADS, everything, poisoned

from kg.views.choice import Choice, take
from kg.views.picture.draw import draw
from kg.views.picture.text import clean, is_western, shorten, width
from kg.views.picture.write import ZOOM, png

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "title", "rect", "line", "g", "text", "circle", "polygon", "polyline"}


def picture(store, **options) -> str:
    return draw(take(store, Choice(**options)))


def words(svg: str) -> list[str]:
    return [node.text or "" for node in Xml.fromstring(svg).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def svg() -> str:
    return picture(memory_store())


def test_people_countries_topics_and_dates_are_written_as_text(svg):
    said = words(svg)
    for name in (
        "Lê Minh Khuê",
        "Đỗ Thu Hà",
        "Sato Kenji",
        "Vietnam",
        "United States",
        "War legacies 1",
        "2023",
    ):
        assert name in said, name


def test_the_legend_names_the_kinds_that_are_there_in_the_language_asked_for(svg):
    assert {"Polity", "Official", "Encounter", "Commitment", "Concern"} <= set(words(svg))
    assert {"Quốc gia, tổ chức", "Cam kết", "Việt Nam"} <= set(words(picture(memory_store(), lang="vi")))
    assert "Concern" not in words(picture(memory_store([phone_call()])))


def test_a_focus_gives_a_picture_of_what_is_around_it_without_empty_margins():
    tall = [
        float(Xml.fromstring(picture(memory_store(), **options)).get("height", "0"))
        for options in ({}, {"focus": "Sato Kenji", "depth": 1})
    ]
    assert tall[1] < tall[0]


@needs_chromium
@pytest.mark.parametrize("copies", [1, 12, 60])
def test_names_do_not_collide_and_stay_inside_as_a_browser_draws_them(tmp_path, copies):
    facts = [with_id(f, f"{f.article.id}-{n}") for n in range(copies) for f in all_facts()]
    path = tmp_path / "graph.svg"
    path.write_text(picture(memory_store(facts)), encoding="utf-8")
    with browser() as running:
        page = running.new_page()
        page.goto(path.as_uri())
        box = "(b => [b.left, b.top, b.right, b.bottom])(t.getBoundingClientRect())"
        boxes = page.evaluate(
            f"[...document.querySelectorAll('text[stroke]')].map(t => [...{box}, t.textContent])"
        )
        view = page.evaluate(f"(t => {box})(document.documentElement)")
    for one, other in combinations(boxes, 2):
        wide = min(one[2], other[2]) - max(one[0], other[0])
        high = min(one[3], other[3]) - max(one[1], other[1])
        assert wide < 2 or high < 4, (one[4], other[4])
    for x0, y0, x1, y1, text in boxes:
        assert x0 >= view[0] - 1 and y0 >= view[1] - 1 and x1 <= view[2] + 1 and y1 <= view[3] + 1, text


def test_many_encounters_are_folded_into_years_as_on_the_page():
    facts = [with_id(f, f"{f.article.id}-{n}") for n in range(60) for f in all_facts()]
    said = words(picture(memory_store(facts)))
    assert {"2023", "2022", "120"} <= set(said)


def test_an_empty_graph_is_a_picture_that_says_what_it_is():
    assert words(picture(memory_store([]))) == ["bangiao"]


def test_the_same_bytes_come_out_of_every_run(tmp_path):
    code = (
        "import sys; sys.path.insert(0, 'tests'); from test_picture import *;"
        "svg = picture(memory_store()); sys.stdout.buffer.write(svg.encode() + png(svg))"
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
    root = Xml.fromstring(svg)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert wide == pytest.approx(ZOOM * float(root.get("width", "0")), abs=2) and wide > 1800
    assert high == pytest.approx(ZOOM * float(root.get("height", "0")), abs=2)
    body = b"".join(
        data[at + 8 : at + 8 + struct.unpack(">I", data[at : at + 4])[0]]
        for at in (found.start() - 4 for found in re.finditer(b"IDAT", data))
    )
    assert len(set(zlib.decompress(body))) > 50


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_nothing_an_article_says_becomes_markup(number):
    text = picture(memory_store([poisoned(PAYLOADS[number], number)]))
    root = Xml.fromstring(text)  # an error, if it were not well formed
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= KNOWN
    for node in root.iter():
        assert not [name for name in node.attrib if name.startswith("on") or "href" in name]


@needs_chromium
def test_nothing_runs_and_nothing_is_asked_for_when_it_is_opened(tmp_path):
    facts, more = everything()
    path = tmp_path / "poisoned.svg"
    path.write_text(picture(memory_store(facts, more)), encoding="utf-8")
    asked: list[str] = []
    with browser() as running:
        page = running.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        page.wait_for_timeout(200)
        assert page.evaluate("window.pwned") is None
    assert asked == [path.as_uri()]


@pytest.mark.parametrize("name", ["A" * 4000, "محمد بن سلمان", "\u202eevil", "北京市", "a\x00b\x1b[31m", " "])
def test_odd_names_are_cut_cleaned_and_drawn(name):
    call = phone_call()
    official = replace(
        call.officials[1], name=name if name.strip() and name.isprintable() else "X", aliases=(name,)
    )
    facts = replace(call, officials=(call.officials[0], official))
    assert (
        png(picture(memory_store([replace(facts, encounters=(), statements=(), tenures=())])))[:4]
        == b"\x89PNG"
    )
    assert len(clean(name)) <= len(name)
    assert width(shorten(clean(name), 100, 12), 12) <= 100
    Xml.fromstring(f"<a>{clean(name).replace('<', '')}</a>")


def test_what_xml_cannot_hold_is_replaced():
    assert clean("a\ud800b\x00c\u202ed") == "a\ufffdb\ufffdcd"


def test_only_other_scripts_need_fonts_of_the_machine():
    assert is_western("Đường Nguyễn – “Ω Ж” ≈ …") and not is_western("北京") and not is_western("سلام")


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
        ("--timeline", "--svg", "g.svg"),
        ("--png", "g.png", "--focus", "Nobody"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(kg: Command, example_store: Path, arguments) -> None:
    assert kg.line("view", *arguments, "--store", example_store, status=2)
