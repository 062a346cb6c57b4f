"""The matrix in a real browser: counts, quotes behind them, order, filters, keyboard, CSV, no request."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from factories import phone_call, with_id
from playwright.sync_api import expect
from view_support import memory_store, needs_chromium, render

from kg.model import ArticleFacts

pytestmark = needs_chromium

PANEL = "#panel"


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("matrices")
    stores = {"all": memory_store(), "empty": memory_store([]), "undated": memory_store([_undated()])}
    stores["many"] = memory_store(_talkative())
    for name, store in stores.items():
        (folder / f"{name}.html").write_text(render(store, "matrix")[0], encoding="utf-8")
    return {name: folder / f"{name}.html" for name in stores}


def _undated() -> ArticleFacts:
    """A phone call of which nobody tells when it was."""
    facts = phone_call()
    return replace(
        facts,
        encounters=tuple(replace(e, when=None) for e in facts.encounters),
        statements=tuple(replace(s, when=None) for s in facts.statements),
        tenures=(),
        levels=(),
        as_of=None,
    )


def _talkative() -> list[ArticleFacts]:
    """Twenty officials of Viet Nam, each of whom says more than the one of the United States."""
    made = []
    for number in range(20):
        facts = with_id(phone_call(), f"dien-dam-{number}")
        name = f"Lê Minh Khuê {chr(65 + number)}"
        ours = next(o for o in facts.officials if o.polity == "VN")
        theirs = tuple(o for o in facts.officials if o.polity != "VN")
        said = tuple(replace(s, speakers=(name,)) for s in facts.statements if s.sides == ("VN",))
        heard = tuple(s for s in facts.statements if s.sides == ("US",))[:1] if number == 0 else ()
        made.append(
            replace(
                facts,
                officials=(replace(ours, name=name), *theirs),
                encounters=(),
                tenures=(),
                statements=tuple(replace(s, encounter=None) for s in (*said, *heard)),
            )
        )
    return made


def table(page) -> list[list[str]]:
    """The numbers, as they stand in the table."""
    return page.evaluate(
        "[...document.querySelectorAll('#matrix tr')].map(r => [...r.cells].map(c => c.textContent.trim()))"
    )


@pytest.mark.parametrize("name", ["all", "empty"])
def test_a_matrix_opens_without_a_network_and_without_an_error(visit, name):
    page = visit(name).page
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    assert page.locator("#empty").is_visible() == (name == "empty")


def test_it_counts_each_statement_under_each_of_its_topics_and_once_in_the_totals(visit):
    rows = {row[0]: row[1:] for row in table(visit().page)}
    assert rows["Topic"] == ["2021", "2022", "2023", "All"]
    assert rows["War legacies"] == ["", "", "1", "1"]
    assert rows["Education and training"] == rows["Science and technology"] == ["", "", "1", "1"]
    assert rows["All"][-1] == "7"
    assert "Climate change" not in rows  # what nobody spoke of is no row


def test_a_number_opens_its_quotes_and_the_address_keeps_it(visit):
    page = visit().page
    page.get_by_role("button", name="War legacies, 2023: 1").click()
    expect(page.locator(f"{PANEL} h2")).to_have_text("War legacies · 2023")
    page.locator(f"{PANEL} .said").click()
    expect(page.locator(f"{PANEL} blockquote mark")).to_contain_text("20 triệu USD")
    again = visit("all", page.evaluate("location.hash").split("&")[0].replace("select", "x")).page
    expect(again.locator(PANEL)).to_be_visible()
    page.get_by_role("button", name="Back to the list").click()
    kept = visit("all", page.evaluate("location.hash")).page
    expect(kept.locator(f"{PANEL} h2")).to_have_text("War legacies · 2023")
    expect(kept.locator('#matrix [aria-pressed="true"]')).to_have_count(1)


def test_columns_are_years_sides_officials_or_kinds(visit):
    page = visit().page
    page.locator("#by").select_option("sides")
    assert table(page)[0][1:] == ["Vietnam", "United States", "Japan", "Both sides", "All"]
    page.locator("#by").select_option("officials")
    assert {"Vietnam", "United States", "Japan"} <= set(table(page)[0])  # above their officials
    assert {"Daniel Harper", "Lê Minh Khuê", "Đỗ Thu Hà"} <= set(table(page)[1])
    expect(page.locator("#by")).to_be_focused()
    page.get_by_role("button", name="Tiếng Việt").click()
    assert table(page)[1][0] == "Chủ đề"
    assert visit("all", page.evaluate("location.hash")).page.locator("#by").input_value() == "officials"
    page.locator("#by").select_option("kinds")
    assert table(page)[0][1:4] == ["✓Cam kết", "?Đề nghị", "=Nhất trí"]


def test_officials_of_both_sides_have_columns_where_one_side_says_far_more(visit):
    page = visit("many", "#by=officials").page
    sides = page.evaluate(
        "[...document.querySelectorAll('#matrix .over th')].map(th => [th.textContent, th.colSpan])"
    )
    assert sides == [["Vietnam", 13], ["United States", 1]]


def test_it_opens_with_sides_where_most_years_are_not_sure(visit):
    page = visit("undated").page
    assert page.locator("#by").input_value() == "sides"
    page.locator("#by").select_option("years")
    assert table(page)[0][1:] == ["undated", "All"]
    assert (
        page.locator("#matrix .rest button").first.evaluate("b => b.style.getPropertyValue('--heat')") == ""
    )
    assert visit("undated", page.evaluate("location.hash")).page.locator("#by").input_value() == "years"


def test_the_table_is_one_stop_of_the_tab_key_and_all_of_it_within_reach_of_the_arrows(visit):
    page = visit("all", "#by=sides").page
    assert page.locator('#matrix [tabindex="0"]').count() == 1
    page.locator('#matrix [tabindex="0"]').focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('thead') !== null")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.closest('th').scope") == "row"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#matrix')") is None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('th').scope") == "row"  # where it was left


def test_a_heading_sorts_by_its_column(visit):
    page = visit("all", "#by=sides").page
    page.locator("#matrix thead").get_by_role("button", name="United States").click()
    assert table(page)[1][2] == "1"
    expect(page.locator('#matrix th[aria-sort="descending"]')).to_have_text("United States")
    page.locator("#matrix thead").get_by_role("button", name="Topic").click()
    *names, last = [row[0] for row in table(page)[1:-1]]
    assert names == sorted(names) and last == "No topic"
    expect(page.locator('#matrix th[aria-sort="ascending"]')).to_have_text("Topic")


def test_filters_and_the_legend_change_the_numbers(visit):
    page = visit().page
    page.locator("#legend").get_by_role("button", name="Commitment").click()
    assert "War legacies" not in [row[0] for row in table(page)]
    page.locator("#legend").get_by_role("button", name="Commitment").click()
    page.locator("#tab-filters").click()
    page.locator("#filters").get_by_label("Japan").uncheck()
    assert "Vaccines" not in [row[0] for row in table(page)]
    page.locator("#filters").get_by_label("War legacies").check()
    assert [row[0] for row in table(page)] == ["Topic", "War legacies", "All"]


def test_arrow_keys_go_from_number_to_number_over_empty_cells(visit):
    page = visit("all", "#by=sides&sort=topic").page
    first = page.locator("#matrix tbody [data-group]").first
    first.focus()
    start = first.get_attribute("data-group")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.group")
    assert second.split("|")[0] == start.split("|")[0] and second != start
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} h2")).to_be_visible()
    assert page.evaluate("kg.state.group") == second


def test_a_selected_official_leaves_what_is_his_in_sight(visit):
    page = visit().page
    page.locator("#query").fill("harper")
    page.keyboard.press("Enter")
    faded = page.locator("#matrix tbody .faded").count()
    assert 0 < faded < page.locator("#matrix tbody button[data-group]").count()


def test_the_table_is_saved_as_csv_that_no_spreadsheet_computes(visit):
    page = visit().page
    page.evaluate("kg.things.find(t => t.id === 'warLegacy').label = {'': '=1+1\"x'}; kg.changed()")
    with page.expect_download() as download:
        page.locator("#csv").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:4] == ["Topic", "Years", "All", "Commitments"]
    assert ["'=1+1\"x", "2023", "1", "1"] in [row[:4] for row in rows]
    assert download.value.suggested_filename == "matrix.csv"


@pytest.mark.parametrize(
    "fragment", ["#by=__proto__", "#sort=zzz", "#group=*|*", "#group=trade|1", "#group=|"]
)
def test_any_address_shows_a_table(visit, fragment):
    assert len(table(visit("all", fragment).page)) > 5
