"""The page in a real browser: search, filters, selection, language, keyboard, and no request."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import all_facts, with_id
from playwright.sync_api import expect
from view_support import memory_store, needs_chromium, render

pytestmark = needs_chromium

PANEL, CANVAS = "#panel", "#canvas"


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    store = memory_store()
    made = {
        "all": render(store)[0],
        "vi": render(store, lang="vi")[0],
        "focus": render(store, focus="Daniel Harper")[0],
        "cut": render(store, max_nodes=14)[0],
        "empty": render(memory_store([]))[0],
        "folded": render(store, statements=False)[0],
        "large": render(
            memory_store([with_id(f, f"{f.article.id}-{n}") for n in range(60) for f in all_facts()]),
            max_nodes=600,
        )[0],
    }
    for name, html in made.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


# ---------------------------------------------------------------- opening
@pytest.mark.parametrize("name", ["all", "vi", "focus", "cut", "empty", "folded", "large"])
def test_a_page_opens_without_a_network_and_without_an_error(visit, name):
    page = visit(name).page
    page.wait_for_timeout(200)
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_it_stands_still_when_opened(visit):
    page = visit().page
    first = page.evaluate("JSON.stringify(kg.network.getPositions())")
    shot = page.locator(CANVAS).screenshot()
    page.wait_for_timeout(700)
    assert page.evaluate("JSON.stringify(kg.network.getPositions())") == first
    assert page.locator(CANVAS).screenshot() == shot
    assert page.evaluate("kg.network.physics.physicsEnabled") is False


def test_everything_is_in_sight_when_opened(visit):
    at = visit()
    box = at.page.locator(CANVAS).bounding_box()
    for number in range(at.page.evaluate("kg.drawn")):
        x, y = at.point(number)
        assert box["x"] < x < box["x"] + box["width"] and box["y"] < y < box["y"] + box["height"]


@pytest.mark.parametrize("name", ["all", "vi", "focus", "large"])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (500, 900)])
def test_names_do_not_collide_at_the_first_zoom(visit, name, size):
    page = visit(name, viewport={"width": size[0], "height": size[1]}).page
    boxes = [box for _, box in page.evaluate("kg.labelBoxes")]
    assert boxes
    for i, (a0, b0, a1, b1) in enumerate(boxes):
        for c0, d0, c1, d1 in boxes[i + 1 :]:
            assert a0 >= c1 or c0 >= a1 or b0 >= d1 or d0 >= b1


def test_on_a_laptop_every_person_country_encounter_and_topic_is_named(visit):
    page = visit().page
    named = set(page.evaluate("kg.labelBoxes.map(([id]) => id)"))
    assert named == set(page.evaluate("kg.labelOrder"))


def test_an_empty_graph_says_so_in_both_languages(visit):
    page = visit("empty").page
    expect(page.locator("#empty")).to_contain_text("There is nothing to show")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("#empty")).to_contain_text("Không có gì để hiển thị")


def test_a_page_that_could_not_hold_all_says_how_much_it_shows(visit):
    expect(visit("cut").page.locator("#cut")).to_contain_text("14 most connected of 29")


# ---------------------------------------------------------------- selecting
def test_a_click_on_a_statement_shows_its_quote_article_and_offsets(visit):
    at = visit()
    at.page.mouse.click(*at.point(at.id_of("Commitment")))
    panel = at.page.locator(PANEL)
    statement = at.page.evaluate("kg.things[kg.state.selected]")
    quote = statement["evidence"][0]
    expect(panel.locator("blockquote mark")).to_have_text(quote["exact"])
    expect(panel.locator("cite")).to_contain_text(f"characters {quote['start']}–{quote['end']}")
    expect(panel.locator("cite a")).to_have_attribute("href", "https://tin.example/dien-dam-2023")
    expect(panel.locator("cite a")).to_have_attribute("rel", "noopener noreferrer nofollow")


def test_a_click_on_an_official_shows_offices_encounters_and_statements(visit):
    at = visit()
    at.page.mouse.click(*at.point(at.id_of("Daniel Harper")))
    panel = at.page.locator(PANEL)
    expect(panel.locator("h2")).to_have_text("Daniel Harper")
    for text in ("United States", "14 Mar 2023", "Commitments (1)", "20 triệu USD", "Harper"):
        expect(panel).to_contain_text(text)
    panel.get_by_role("button", name="14 Mar 2023 · Phone call").click()
    expect(panel.locator("h2")).to_have_text("14 Mar 2023 · Phone call")
    expect(panel).to_contain_text("At the request of")
    panel.get_by_role("button", name="Overview").click()
    expect(panel).to_contain_text("What was promised (2)")


def test_a_click_on_a_name_selects_what_it_names(visit):
    at = visit()
    number = at.id_of("Daniel Harper")
    x0, y0, x1, y1 = at.page.evaluate("id => kg.labelBoxes.find(([n]) => n === id)[1]", number)
    at.page.locator(CANVAS).click(position={"x": (x0 + x1) / 2, "y": (y0 + y1) / 2})
    assert at.page.evaluate("kg.state.selected") == number


def test_a_planned_meeting_and_an_inferred_date_look_it(visit):
    page = visit().page
    page.locator("#tab-index").click()
    expect(page.locator("#index")).to_contain_text("Apr 2023 · Meeting (planned)")
    assert page.evaluate("kg.when({date: '2021-06-05', inferred: true})") == "≈ 5 Jun 2021"
    assert page.evaluate("[kg.date('2021-06'), kg.date('2021'), kg.date('--07-01')]") == [
        "Jun 2021",
        "2021",
        "1 Jul",
    ]
    assert page.evaluate("kg.span('2022-11-08', '2022-11-09')") == "8–9 Nov 2022"


def test_a_focus_is_selected_when_the_page_opens(visit):
    page = visit("focus").page
    expect(page.locator(f"{PANEL} h2")).to_have_text("Daniel Harper")
    expect(page.locator("#title")).to_have_text("Daniel Harper")


# ---------------------------------------------------------------- searching
@pytest.mark.parametrize("typed", ["Lê Minh Khuê", "le minh khue", "KHUE le", "Le\u0302 Minh"])
def test_the_search_box_finds_a_name_with_and_without_diacritics(visit, typed):
    page = visit().page
    page.locator("#query").fill(typed)
    expect(page.locator('#hits [role="option"]').first).to_contain_text("Lê Minh Khuê")
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} h2")).to_have_text("Lê Minh Khuê")


def test_the_search_box_finds_dung_with_d_stroke_and_words_of_quotes(visit):
    page = visit().page
    page.locator("#query").fill("do thu")
    expect(page.locator("#hits")).to_contain_text("Đỗ Thu Hà")
    page.locator("#query").fill("hoc bong ban dan")
    expect(page.locator('#hits [role="option"]')).to_have_count(1)
    page.locator("#query").fill("zzz")
    expect(page.locator("#hits")).to_contain_text("Nothing found")


def test_the_search_box_is_used_by_keyboard(visit):
    page = visit().page
    page.locator(CANVAS).focus()
    page.keyboard.press("/")
    page.keyboard.type("harper")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#query")).to_have_attribute("aria-activedescendant", "hit-0")
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} h2")).to_have_text("Daniel Harper")
    expect(page.locator("#hits")).to_be_hidden()


def test_what_a_filter_hides_is_still_found_and_shown(visit):
    page = visit("folded", "#from=2023").page
    page.locator("#query").fill("Sato")
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} h2")).to_have_text("Sato Kenji")
    assert page.evaluate("kg.shown.has(kg.state.selected)")


# ---------------------------------------------------------------- filtering
def kinds_shown(page) -> set[str]:
    return set(page.evaluate("[...new Set(kg.network.body.nodeIndices.map(id => kg.things[id].kind))]"))


def test_the_legend_names_every_kind_and_toggles_it(visit):
    page = visit().page
    legend = page.locator("#legend")
    for kind in ("Polity", "Official", "Encounter", "Topic", "Statement", "Commitment", "Concern"):
        expect(legend.get_by_role("button", name=kind).first).to_have_attribute("aria-pressed", "true")
    legend.get_by_role("button", name="Topic").click()
    assert "topic" not in kinds_shown(page)
    expect(legend.get_by_role("button", name="Topic")).to_have_attribute("aria-pressed", "false")
    expect(legend.get_by_role("button", name="Topic")).to_be_focused()
    page.keyboard.press("Enter")
    assert "topic" in kinds_shown(page)


def test_statements_may_be_folded_away_at_first(visit):
    page = visit("folded").page
    assert "statement" not in kinds_shown(page)
    page.locator("#legend").get_by_role("button", name="Statement").click()
    assert "statement" in kinds_shown(page)


def test_filters_by_side_topic_and_year(visit):
    page = visit().page
    page.locator("#tab-filters").click()
    people = "kg.network.body.nodeIndices.filter(id => kg.things[id].kind === 'official').map(kg.name).sort()"
    page.locator("#filters").get_by_label("Japan").uncheck()
    assert "Sato Kenji" not in page.evaluate(people)
    page.locator("#filters").get_by_label("Japan").check()
    page.locator("#filters").get_by_label("War legacies").check()
    assert page.evaluate(people) == ["Daniel Harper", "Lê Minh Khuê"]
    page.get_by_role("button", name="Reset all filters").click()
    page.locator("#filters").get_by_label("From").select_option("2023")
    assert page.evaluate(people) == ["Daniel Harper", "Lê Minh Khuê"]
    expect(page.locator("#counts")).to_contain_text("hidden by filters")
    page.locator("#filters").get_by_label("To").select_option("2021")
    expect(page.locator("#empty")).to_have_text("Nothing matches the filters.")


# ---------------------------------------------------------------- language, theme, address
def test_the_interface_switches_language(visit):
    page = visit().page
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.locator("#tab-filters")).to_have_text("Bộ lọc")
    expect(page.locator("#legend")).to_contain_text("Cam kết")
    expect(page.locator("#query")).to_have_attribute("placeholder", "Tìm người, chủ đề, trích dẫn…")
    assert page.evaluate("kg.name(kg.things.findIndex(t => t.id === 'US'))") == "Hoa Kỳ"
    page.get_by_role("button", name="English").click()
    expect(page.locator("#tab-filters")).to_have_text("Filters")


def test_the_page_opens_in_the_language_asked_for(visit):
    page = visit("vi").page
    expect(page.locator("#tab-panel")).to_have_text("Chi tiết")
    assert page.evaluate("kg.when({date: '2021-07-01'})") == "01/07/2021"


def test_dark_mode_follows_the_system_and_the_button(visit):
    page = visit(color_scheme="dark").page
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate("kg.dark()") is True
    page.locator("#theme").click()
    assert page.evaluate("kg.dark()") is False
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_the_state_stands_in_the_address_and_comes_back(visit):
    at = visit()
    page = at.page
    page.get_by_role("button", name="Tiếng Việt").click()
    page.locator("#legend [data-kind=Concern]").click()
    page.locator("#tab-filters").click()
    page.locator("#filters").get_by_label("Từ").select_option("2022")
    page.locator('#filters [data-filter^="side-"]').nth(1).uncheck()
    page.mouse.click(*at.point(at.id_of("Lê Minh Khuê")))
    fragment = page.evaluate("location.hash")
    again = visit("all", fragment).page
    state = (
        "(({lang, off, noSides, from, selected}) => [lang, [...off], [...noSides], from, selected])(kg.state)"
    )
    assert again.evaluate(state) == page.evaluate(state)
    expect(again.locator(f"{PANEL} h2")).to_have_text("Lê Minh Khuê")


def test_a_fragment_changed_by_hand_is_followed_and_nonsense_is_ignored(visit):
    page = visit("all", "#lang=xx&select=nothing&hide=a,b&from=last&topic=none&noside=ZZ&theme=pink").page
    assert page.evaluate("[kg.state.lang, kg.state.selected, kg.state.off.size, kg.state.from]") == [
        "en",
        None,
        0,
        None,
    ]
    page.evaluate("location.hash = 'lang=vi'")
    expect(page.locator("#tab-filters")).to_have_text("Bộ lọc")


# ---------------------------------------------------------------- keyboard and screen readers
def test_the_graph_is_walked_by_keyboard(visit):
    page = visit().page
    page.locator(CANVAS).focus()
    page.keyboard.press("ArrowDown")
    first = page.evaluate("kg.state.selected")
    assert first is not None
    expect(page.locator("#live")).to_contain_text("connected")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("kg.state.selected")
    assert second != first
    assert page.evaluate("([a, b]) => kg.at[b][0] > kg.at[a][0]", [first, second])
    page.keyboard.press("Enter")
    expect(page.locator(PANEL)).to_be_focused()
    page.locator(CANVAS).focus()
    page.keyboard.press("Escape")
    assert page.evaluate("kg.state.selected") is None
    scale = page.evaluate("kg.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("kg.network.getScale()") > scale
    page.keyboard.press("0")
    assert abs(page.evaluate("kg.network.getScale()") - scale) < 1e-6


def test_every_control_is_reached_by_tab_and_has_a_name(visit):
    page = visit().page
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.dataset.kind || ''"))
    assert {"fit", "theme", "canvas", "query", "tab-panel", "topic", "Commitment"} <= reached
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, input, select, a, [role=tabpanel], [role=application]')]"
        ".filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length"
        " || e.getAttribute('aria-labelledby'))).map(e => e.outerHTML)"
    )
    assert nameless == []


def test_the_index_lists_all_that_is_drawn(visit):
    page = visit().page
    page.locator("#tab-panel").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#tab-index")).to_be_focused()
    page.locator("#index summary", has_text="Statements").click()
    expect(page.locator("#index .said")).to_have_count(7)
    listed = set(page.locator("#index [data-id]").evaluate_all("all => all.map(e => Number(e.dataset.id))"))
    assert listed == set(page.evaluate("[...kg.left]"))
