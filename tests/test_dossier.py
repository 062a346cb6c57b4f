"""A dossier: whom it is about, what stands in it and in which order, on paper, and nothing in it runs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Command
from factories import all_facts, phone_call, with_id
from test_view_page import Parsed
from view_support import browser, memory_store, needs_chromium
from xss import PAYLOADS, everything, poisoned

from kg.errors import UsageError
from kg.model import Dated, EncounterStatus, PartialDate, StatementKind
from kg.views import dates
from kg.views.choice import Choice
from kg.views.dossier.model import Dossier, Section
from kg.views.dossier.words import words
from kg.views.dossier.write import escape, html, make, markdown


def again(id: str, *day: int):
    """The phone call once more, on another day."""
    facts, when = with_id(phone_call(), id), Dated(PartialDate(*day))
    return replace(
        facts,
        encounters=tuple(replace(e, when=when) for e in facts.encounters),
        statements=tuple(replace(s, when=when) for s in facts.statements),
        as_of=when,
    )


@pytest.fixture(scope="module")
def store():
    return memory_store([*all_facts(), again("dien-dam-2021", 2021, 2, 3), again("dien-dam-2024", 2024)])


def of(store, who: str, **options) -> Dossier:
    return make(store, who, Choice(**options))


def section(dossier: Dossier, title: str) -> Section:
    return next(one for one in dossier.sections if one.title == title)


# ---------------------------------------------------------------- whom it is about
@pytest.mark.parametrize(
    ("who", "title"),
    [
        ("Lê Minh Khuê", "Lê Minh Khuê"),
        ("le minh khue", "Lê Minh Khuê"),
        ("Harper", "Daniel Harper"),
        ("https://w3id.org/bangiao/id/polity/JP", "Japan"),
        ("JP", "Japan"),
        ("warLegacy", "War legacies"),
        ("khac phuc hau qua chien tranh", "War legacies"),
        ("VN-US", "Vietnam – United States"),
        ("us-vn", "United States – Vietnam"),
        ("Việt Nam – Hoa Kỳ", "Vietnam – United States"),
        ("Viet Nam và Nhat Ban", "Vietnam – Japan"),
    ],
)
def test_a_name_a_code_an_iri_or_a_pair_names_it(store, who, title):
    assert of(store, who).title == title


def test_several_of_a_name_are_listed_with_their_iris():
    facts = all_facts()
    named = [
        replace(f, officials=tuple(replace(o, aliases=("Đại diện",)) for o in f.officials)) for f in facts
    ]
    with pytest.raises(UsageError) as caught:
        of(memory_store(named), "dai dien")
    assert str(caught.value).count("/official/") >= 4


@pytest.mark.parametrize("who", ["Nobody Known", "VN-XX", "VN-VN", "", "  ", "-", "VN-"])
def test_who_is_not_there_is_said_with_a_hint(store, who):
    with pytest.raises(UsageError) as caught:
        of(store, who)
    assert caught.value.hint


def test_an_empty_store_is_said():
    with pytest.raises(UsageError, match="no article"):
        of(memory_store([]), "VN")


# ---------------------------------------------------------------- what stands in it
def test_an_official_has_offices_commitments_encounters_people_and_sources(store):
    dossier = of(store, "Daniel Harper")
    assert [s.key for s in dossier.sections][:3] == ["roles", "open", "given"]
    assert "Secretary of State" in section(dossier, "Offices").lines[0].text
    given = section(dossier, "Commitments given")
    assert "20 triệu USD" in given.lines[0].quote
    assert {"War legacies", "by 2025", "20,000,000 USD"} <= set(given.lines[0].notes)
    asked = section(dossier, "What the others asked for")
    assert (
        "học bổng" in asked.lines[0].quote and asked.lines[0].text == "Lê Minh Khuê (Vietnam) → United States"
    )
    assert section(dossier, "Whom they met").lines[0].notes[-2] == "3×"
    numbers = {cite.number for s in dossier.sections for line in s.lines for cite in line.cites}
    assert numbers == {one.number for one in dossier.references}


def test_every_line_has_a_source(store):
    for who in ("Daniel Harper", "VN-US", "JP", "vaccines"):
        for one in of(store, who).sections:
            assert all(line.cites for line in one.lines), (who, one.key)


def test_what_was_said_again_stands_once_with_how_often_and_since_when(store):
    given = section(of(store, "VN-US"), "Commitments by United States")
    assert (len(given.lines), given.again, given.total) == (1, 2, 3)
    assert "said before: 2×, first 3 Feb 2021" in given.lines[0].notes


def planned():
    """The phone call as one that is still to come."""
    facts = with_id(phone_call(), "se-dien-dam")
    return replace(
        facts,
        encounters=tuple(replace(e, status=EncounterStatus.PLANNED) for e in facts.encounters),
        statements=(),
    )


def test_what_is_counted_is_what_is_listed_and_left_out():
    store = memory_store([planned(), *(again(f"dien-dam-{day}", 2021, 2, day) for day in range(1, 12))])
    dossier = of(store, "VN-US")
    met = section(dossier, "Encounters")
    assert (len(met.lines), met.left_out, met.total) == (8, 3, 11)
    assert any(line.startswith("11 encounters;") and "denied: 1" in line for line in dossier.gist)
    assert len(section(dossier, "Planned, called off or denied").lines) == 1
    assert "Encounters (8 of 11)" in markdown(dossier) and "8 of 11" in html(dossier)
    given = section(dossier, "Commitments by United States")
    assert len(given.lines) + given.left_out + given.again == given.total == 11


def test_what_has_a_deadline_and_what_nobody_answered_is_still_open(store):
    opened = section(of(store, "VN-US"), "Still open")
    assert "by 2025" in opened.lines[0].notes
    unanswered = [line for line in opened.lines if "nothing promised or agreed on this since" in line.notes]
    assert any("học bổng" in line.quote for line in unanswered)
    assert "may have been settled" in opened.note


def test_the_same_said_to_somebody_else_is_not_said_again():
    first = again("dien-dam-2021", 2021, 2, 3)
    other = again("dien-dam-2022", 2022, 2, 3)
    other = replace(other, statements=tuple(replace(s, addressees=("JP",)) for s in other.statements))
    given = section(of(memory_store([first, other]), "warLegacy"), "Commitments given")
    assert (len(given.lines), given.again) == (2, 0)


def test_a_deadline_before_the_last_report_is_told_to_have_passed():
    later = [again("dien-dam-2024", 2024, 2, 3), again("dien-dam-2026", 2026, 2, 3)]
    assert (
        "date passed, outcome not told"
        in section(of(memory_store(later), "VN-US"), "Still open").lines[0].notes
    )
    notes = section(of(memory_store(later[:1]), "VN-US"), "Still open").lines[0].notes
    assert "by 2025" in notes and "date passed, outcome not told" not in notes


def test_a_request_on_whose_topic_a_promise_follows_is_not_open():
    facts = phone_call()
    asked = next(s for s in facts.statements if s.kind is StatementKind.REQUEST)
    promised = replace(
        next(s for s in facts.statements if s.kind is StatementKind.COMMITMENT),
        topics=asked.topics,
        deadline=None,
    )
    dossier = of(memory_store([replace(facts, statements=(asked, promised))]), "VN-US")
    assert all(one.title != "Still open" for one in dossier.sections)
    notes = section(dossier, "Requests by Vietnam").lines[0].notes
    assert any(note.startswith("since then on this: commitment, ") for note in notes)


def test_a_pair_parts_what_each_side_said_and_what_only_one_raised(store):
    dossier = of(store, "VN-US")
    titles = [s.title for s in dossier.sections]
    assert titles[0] == "Level of the relationship, as told"
    assert titles.index("Encounters") < titles.index("Commitments by United States")
    assert "Japan" not in str(dossier.sections)
    silent = section(dossier, "Raised by one side; the other, as reported, did not speak of it")
    assert any("học bổng" in line.quote for line in silent.lines)
    assert "may still have been said" in silent.note


def test_what_is_not_known_is_said(store):
    japan = of(store, "VN-JP").unknown
    assert "No level of the relationship is told." in japan
    assert any("Not one is reported of: requests" in item for item in japan)
    assert any("no day that is sure" in item for item in of(store, "VN-US").unknown)


def test_it_keeps_to_the_time_and_the_language_asked_for(store):
    late = of(store, "VN-US", since="2024", lang="vi")
    assert late.title == "Việt Nam – Hoa Kỳ"
    assert {line.when for line in section(late, "Các cuộc tiếp xúc").lines} == {"2024"}
    assert [s.key for s in of(store, "VN-US", since="2030").sections] == ["levels"]  # these stay known
    with pytest.raises(UsageError):
        of(store, "VN-US", since="2024", until="2021")


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"date": "2021-07-01", "earliest": "2021-07-01", "latest": "2021-07-01"}, "1 Jul 2021"),
        ({"date": "2021-07-01", "inferred": True}, "≈ 1 Jul 2021"),
        ({"date": "2022-11-08", "end": "2022-11-09"}, "8 Nov 2022 – 9 Nov 2022"),
        ({"date": "--07-01", "earliest": "2021-07-01", "latest": "2023-07-01"}, "≈ 1 Jul, 2021–2023"),
        ({"earliest": "2021-01-01", "latest": "2021-12-31"}, "≈ 2021"),
        ({"earliest": "2021-07-01", "latest": "2021-07-31"}, "≈ Jul 2021"),
        ({"earliest": "2019-01-01", "latest": "2021-12-31"}, "≈ 2019–2021"),
        ({"date": "2021-99-99"}, "99 99 2021"),
        ({}, ""),
    ],
)
def test_dates_are_as_precise_as_they_are_known(facts, text):
    assert dates.when(facts, "en") == text


def test_both_languages_have_the_same_words():
    one, other = words("en"), words("vi")
    assert one.keys() == other.keys()
    for key in one:
        assert set(re.findall(r"\{\w+\}", one[key])) == set(re.findall(r"\{\w+\}", other[key])), key


# ---------------------------------------------------------------- as a file
def test_the_same_articles_give_the_same_bytes_in_any_order():
    made = [memory_store(order) for order in (all_facts(), all_facts()[::-1])]
    for form in (html, markdown):
        assert len({form(of(store, "VN-JP")) for store in made}) == 1


def test_markdown_holds_what_the_page_holds(store):
    dossier = of(store, "VN-US")
    text = markdown(dossier)
    assert text.startswith("# Vietnam – United States\n")
    for one in dossier.sections:
        assert f"## {one.title}" in text
    assert re.search(r"^1\. \[.*\]\(<https://tin\.example/", text, re.M)
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    "text", ["[x](javascript:1)", "<b>", "# a", "*a* _b_ `c`", "a\n# b", "![x](http://e/)", "a|b"]
)
def test_markdown_shows_text_as_it_is(text):
    shown = escape(text)
    assert "\n" not in shown
    assert re.sub(r"\\(.)", r"\1", shown) == " ".join(text.split())
    assert not re.search(r"(?<!\\)[<\[*_`#|!]", shown)


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_nothing_an_article_says_becomes_an_element(number):
    store = memory_store([poisoned(PAYLOADS[number], number)])
    plain = memory_store([poisoned("bình thường", number)])
    tags = [
        [tag for tag, _ in Parsed(html(of(one, "VN"))).tags if tag not in ("a", "span", "bdi")]
        for one in (store, plain)
    ]
    assert tags[0] == tags[1]
    page = Parsed(html(of(store, "VN")))
    for tag, attributes in page.tags:
        assert tag not in {"script", "img", "iframe", "object", "embed", "form", "input", "svg"}
        assert not [name for name in attributes if name.startswith("on")]
        assert re.match(r"https?://|#source-\d+$", attributes.get("href") or "#source-1")
    assert not re.search(r"(?<!\\)<(?!https?://)", markdown(of(store, "VN")).replace("> ", ""))


@needs_chromium
def test_it_opens_prints_and_asks_for_nothing(tmp_path):
    facts, more = everything()
    path = tmp_path / "dossier.html"
    path.write_text(html(of(memory_store([*all_facts(), *facts], more), "VN")), encoding="utf-8")
    asked, wrong = [], []
    with browser() as running:
        page = running.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(path.as_uri())
        page.wait_for_timeout(200)
        assert page.evaluate("window.pwned") is None
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0  # long words break
        pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert asked == [path.as_uri()] and wrong == []
    assert pdf.startswith(b"%PDF")


@needs_chromium
def test_a_pair_fits_on_a_few_pages(store, tmp_path):
    many = memory_store([again(f"goi-{n}", 2000 + n // 12, 1 + n % 12, 3) for n in range(200)])
    path = tmp_path / "pair.html"
    path.write_text(html(of(many, "VN-US")), encoding="utf-8")
    with browser() as running:
        page = running.new_page()
        page.goto(path.as_uri())
        pdf = page.pdf(prefer_css_page_size=True)
    assert 1 < len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) <= 6


# ---------------------------------------------------------------- the command
def test_the_command_writes_a_page_markdown_and_standard_output(kg: Command, example_store: Path) -> None:
    said = kg.ok("dossier", "VN-JP", "--store", example_store)
    assert said.startswith("output/dossier-vietnam-japan.html: Vietnam – Japan: ")
    assert "Kishida Fumio" in (kg.folder / "output" / "dossier-vietnam-japan.html").read_text()
    kg.ok("dossier", "Kishida", "Fumio", "-o", "k.md", "--lang", "vi", "--store", example_store)
    assert (kg.folder / "k.md").read_text().startswith("# Kishida Fumio\n\nHồ sơ · Quan chức\n")
    assert kg.ok("dossier", "JP", "-o", "-", "--store", example_store).startswith("# Japan\n")
    assert "<!DOCTYPE html>" in kg.ok("dossier", "JP", "-o", "-", "-f", "html", "--store", example_store)


@pytest.mark.parametrize(
    "arguments",
    [
        ("Người Không Có",),
        ("VN-XX",),
        ("JP", "-o", "x.pdf"),
        ("JP", "-f", "docx"),
        ("JP", "--lang", "xx"),
        ("JP", "-o", "."),
    ],
)
def test_a_mistake_is_one_line_and_status_2(kg: Command, example_store: Path, arguments) -> None:
    assert kg.line("dossier", *arguments, "--store", example_store, status=2)
