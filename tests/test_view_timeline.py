"""The timeline in a real browser: lanes, uncertain dates, zoom, selection, filters, keyboard, no request."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factories import all_facts, phone_call, with_id
from playwright.sync_api import expect
from view_support import Visit, memory_store, needs_chromium, render

from kg.model import Dated, PartialDate

pytestmark = needs_chromium

PANEL, CANVAS = "#panel", "#canvas"


def called(id: str, when: Dated | None):
    """The phone call, told with another date or none."""
    facts = with_id(phone_call(), id)
    return replace(
        facts,
        encounters=tuple(replace(e, when=when) for e in facts.encounters),
        statements=tuple(replace(s, when=when) for s in facts.statements),
        levels=tuple(replace(level, when=when) for level in facts.levels),
        as_of=when,
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("timelines")
    vague = [called("nam", Dated(PartialDate(2021))), called("khong-ro", None)]
    crowd = [with_id(f, f"{f.article.id}-{n}") for n in range(120) for f in all_facts()]
    made = {
        "all": memory_store([*all_facts(), *vague]),
        "crowd": memory_store(crowd),
        "empty": memory_store([]),
    }
    for name, store in made.items():
        (folder / f"{name}.html").write_text(render(store, "timeline")[0], encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def visit(chromium, pages):
    open_visits = []

    def start(name: str = "all", fragment: str = "", **options: object) -> Visit:
        open_visits.append(Visit(chromium, pages[name], fragment, **options))
        open_visits[-1].page.wait_for_timeout(120)
        return open_visits[-1]

    yield start
    for one in open_visits:
        assert one.errors == [] and one.requests == [] and one.dialogs == []
        one.close()


def lanes(page) -> list[str]:
    return page.locator("#lanes text.name").all_text_contents()


@pytest.mark.parametrize("name", ["all", "crowd", "empty"])
@pytest.mark.parametrize("size", [(1440, 900), (500, 900)])
def test_a_timeline_opens_without_a_network_and_without_an_error(visit, name, size):
    page = visit(name, viewport={"width": size[0], "height": size[1]}).page
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    assert page.locator("#empty").is_visible() == (name == "empty")


def test_there_is_a_lane_for_encounters_each_side_and_both(visit):
    page = visit().page
    assert lanes(page)[-5:] == ["Encounters", "United States", "Vietnam", "Japan", "Both sides"]
    page.get_by_role("button", name="Tiếng Việt").click()
    page.wait_for_timeout(100)
    assert lanes(page)[-5:] == ["Cuộc tiếp xúc", "Hoa Kỳ", "Việt Nam", "Nhật Bản", "Cả hai bên"]


def test_a_day_is_a_filled_mark_a_year_a_box_and_no_date_stands_apart(visit):
    page = visit().page
    known = page.evaluate(
        "kg.lanes().find(l => l.key === 'US').items.map(i => [kg.date(kg.things[i.id].earliest), i.time])"
    )
    by_date = dict(known)
    assert by_date["14 Mar 2023"]["sure"] is True
    assert by_date["1 Jan 2021"]["sure"] is False and by_date[""] is None
    year = by_date["1 Jan 2021"]
    box = page.locator(f'#lanes g.box[data-group="US|{year["first"]}={year["last"]}"]')
    edges = page.evaluate("([a, b]) => [kg.axis.x(a), kg.axis.x(b + 1)]", [year["first"], year["last"]])
    drawn = box.locator(".range").bounding_box()
    assert abs(drawn["width"] - (edges[1] - edges[0])) < 3
    expect(page.locator("#axis")).to_contain_text("undated")


def test_levels_are_solid_only_where_they_surely_held(visit):
    page = visit().page
    row = page.evaluate("kg.levelRows(true).rows.find(r => r.name.includes('US')).states[0]")
    assert (row["told"], row["undated"]) == (3, 1)
    assert page.evaluate("d => kg.iso(d)", row["from"]) == "2021-01-01"
    assert page.evaluate("d => kg.iso(d)", row["sureFrom"]) == "2021-12-31"
    assert page.evaluate("d => kg.iso(d)", row["sureTo"]) == "2023-03-14"


def test_a_day_whose_year_is_not_told_shows_every_year_it_may_be(visit):
    days = visit().page.evaluate(
        "kg.whenIs({date: '--07-01', earliest: '2021-07-01', latest: '2023-07-01'}).days.map(kg.iso)"
    )
    assert days == ["2021-07-01", "2022-07-01", "2023-07-01"]


def test_a_click_on_a_mark_opens_its_quote_and_a_click_beside_it_closes_it(visit):
    at = visit()
    number = at.id_of("Commitment")
    at.page.locator(f'#lanes [data-id="{number}"]').click()
    expect(at.page.locator(f"{PANEL} blockquote mark")).to_have_text(
        at.page.evaluate("id => kg.things[id].evidence[0].exact", number)
    )
    expect(at.page.locator(f'#lanes [data-id="{number}"] .ring')).to_have_count(1)
    at.page.locator(CANVAS).click(position={"x": 60, "y": 20})
    assert at.page.evaluate("kg.state.selected") is None


def test_a_bar_lists_what_it_stands_for_and_the_address_keeps_it(visit, pages, chromium):
    page = visit("crowd").page
    bar = page.locator("#lanes g.bar").first
    key = bar.get_attribute("data-group")
    page.evaluate("key => kg.showGroup(key)", key)
    inside = page.evaluate("key => kg.page.group(key).ids.length", key)
    assert inside >= 120
    expect(page.locator(f"{PANEL} h2")).to_contain_text("Mar 2023")
    again = visit("crowd", "#" + page.evaluate("location.hash.slice(1)")).page
    expect(again.locator(f"{PANEL} h2")).to_have_text(page.locator(f"{PANEL} h2").text_content())
    again.locator(f"{PANEL} [data-id]").first.click()
    again.get_by_role("button", name="Back to the list").click()
    expect(again.locator(f"{PANEL} h2")).to_contain_text("Mar 2023")


def test_a_bar_says_how_many_things_of_which_lane_it_stands_for(visit):
    page = visit("crowd").page
    titles = page.locator("#lanes g.bar > title").all_text_contents()
    assert any(title.startswith("Encounters · ") and title.endswith(": 240") for title in titles)


@pytest.mark.parametrize("key", ["nonsense", "US", "US|x=y", "__proto__|1-2", "US|1e99-2", "|"])
def test_a_group_that_is_not_there_shows_the_overview(visit, key):
    page = visit("all", f"#group={key}").page
    expect(page.locator(PANEL)).to_contain_text("How to read this")


def test_wheel_buttons_and_keys_zoom_and_the_address_keeps_the_window(visit):
    page = visit().page
    scale = "kg.axis.scale"
    first = page.evaluate(scale)
    box = page.locator(CANVAS).bounding_box()
    page.mouse.move(box["x"] + 500, box["y"] + 300)
    under = page.evaluate("kg.axis.day(500)")
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(150)
    assert page.evaluate(scale) > first
    assert abs(page.evaluate("kg.axis.day(500)") - under) < 0.01  # what is under the pointer stays there
    page.get_by_role("button", name="Show less time").click()
    window = page.evaluate("[kg.iso(kg.axis.left), kg.iso(kg.axis.right())]")
    again = visit("all", page.evaluate("location.hash")).page
    kept = again.evaluate("[kg.iso(kg.axis.left), kg.iso(kg.axis.right())]")
    assert [day[:7] for day in kept] == [day[:7] for day in window]
    page.locator(CANVAS).focus()
    page.keyboard.press("0")
    assert abs(page.evaluate(scale) - first) < 1e-9
    assert "t=" not in page.evaluate("location.hash")


def test_dragging_moves_the_time_and_selects_nothing(visit):
    page = visit().page
    box = page.locator(CANVAS).bounding_box()
    left = page.evaluate("kg.axis.left")
    page.mouse.move(box["x"] + 600, box["y"] + 250)
    page.mouse.down()
    page.mouse.move(box["x"] + 450, box["y"] + 250, steps=5)
    page.mouse.up()
    moved = page.evaluate("(kg.axis.left - " + str(left) + ") * kg.axis.scale")
    assert 140 < moved < 151
    assert page.evaluate("kg.state.selected") is None


def test_the_timeline_is_walked_by_keyboard(visit):
    page = visit().page
    page.locator(CANVAS).focus()
    page.keyboard.press("ArrowLeft")  # from nothing to the latest encounter
    first = page.evaluate("kg.things[kg.state.selected]")
    assert first["kind"] == "encounter" and first["latest"] == "2023-04-30"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("kg.things[kg.state.selected].date") == "2023-03-14"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("kg.itemOf.get(kg.state.selected).lane") == "US"
    expect(page.locator("#live")).to_contain_text("connected")
    page.keyboard.press("Enter")
    expect(page.locator(PANEL)).to_be_focused()
    page.locator(CANVAS).focus()
    page.keyboard.press("Escape")
    assert page.evaluate("kg.state.selected") is None


def test_filters_of_the_graph_work_here_and_the_time_follows_them(visit):
    page = visit("all", "#topic=vaccines").page
    assert "United States" not in lanes(page)
    assert page.evaluate("kg.iso(kg.axis.left) > '2022-01-01'")
    page.locator("#tab-filters").click()
    page.get_by_role("button", name="Reset all filters").click()
    page.wait_for_timeout(120)
    assert "United States" in lanes(page)
    page.locator("#filters").get_by_label("From").select_option("2023")
    page.wait_for_timeout(120)
    assert "Japan" not in lanes(page)
    page.locator("#legend").get_by_role("button", name="Encounter").click()
    page.wait_for_timeout(120)
    assert "Encounters" not in lanes(page)


def test_the_search_box_brings_what_it_finds_into_the_window(visit):
    page = visit("all", "#t=2010-01-01..2011-01-01").page
    page.locator("#query").fill("thuc tap sinh")
    page.keyboard.press("Enter")
    page.wait_for_timeout(150)
    number = page.evaluate("kg.state.selected")
    assert page.locator(f'#lanes [data-id="{number}"]').count() == 1
