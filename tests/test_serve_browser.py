"""The pages in a real browser: what the editor does; pages on paper, in the dark, small, without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from serve_support import Served, served_fixture, served_store  # noqa: F401
from view_support import browser, needs_chromium

pytestmark = needs_chromium

NAMES = "SELECT ?name WHERE { ?o a bg:Official ; foaf:name ?name } ORDER BY ?name"
KILLER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PATHS = (
    "/",
    "/id/polity/VN",
    "/pair/JP/VN",
    "/topic/vaccines",
    "/queries/commitments",
    "/editor",
    "/browse/statement",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture
def editor(chromium: Browser, served: Served) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith(served.url) or wrong.append(asked.url))
    page.goto(f"{served.url}/editor")
    page.wait_for_selector("html[data-ready]")
    yield page
    assert wrong == []
    context.close()


# ---------------------------------------------------------------- the editor
def test_ctrl_enter_answers_with_links_and_keeps_the_text(editor: Page) -> None:
    editor.fill("#query", NAMES)
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("#results")).to_contain_text("Phạm Quốc Hưng")
    assert editor.input_value("#query") == NAMES
    editor.fill("#query", "SELECT ?s { ?s a bg:Commitment } ORDER BY ?s LIMIT 1")
    editor.keyboard.press("Control+Enter")
    link = editor.locator("#results td a").first
    expect(link).to_contain_text("Commitment")
    link.click()
    expect(editor.locator("h1")).to_contain_text("Commitment")


def test_a_mistake_is_marked_where_it_stands(editor: Page) -> None:
    editor.fill("#query", "SELECT * {\n  ?s bgg:topic ?t\n}")
    editor.click("#run")
    expect(editor.locator(".problem")).to_contain_text("did you mean bg:?")
    selected = editor.evaluate("() => { const a = document.getElementById('query');"
                               " return a.value.slice(a.selectionStart, a.selectionEnd); }")  # fmt: skip
    assert selected == "bgg:topic"


def test_words_are_coloured_and_stay_what_was_typed(editor: Page) -> None:
    text = '# <b>note</b>\nPREFIX x: <urn:x>\nSELECT ?t { ?t x:y "<i>é</i>", 12 } # ?no'
    editor.fill("#query", text)
    painted = editor.locator(".editor code")
    assert painted.text_content() == f"{text}\n"
    names = ("comment", "variable", "iri", "string")
    kinds = {kind: painted.locator(f".t-{kind}").all_text_contents() for kind in names}
    assert kinds["comment"] == ["# <b>note</b>", "# ?no"] and kinds["string"] == ['"<i>é</i>"']
    assert kinds["variable"] == ["?t", "?t"] and kinds["iri"] == ["<urn:x>"]
    assert editor.locator(".editor code b, .editor code i").count() == 0
    editor.fill("#query", "SELEKT * { }")
    expect(painted.locator(".t-bad")).to_have_text("SELEKT")


def test_prefixes_terms_topics_and_variables_are_completed(editor: Page) -> None:
    editor.fill("#query", "")
    editor.type("#query", "SELECT ?thing { ?thing a bg:Comm")
    expect(editor.locator("#complete li").first).to_have_text("bg:Commitment")
    editor.keyboard.press("Enter")
    editor.type("#query", " ; bg:topic topic:vacc")
    editor.keyboard.press("Tab")
    editor.type("#query", " . ?th")
    expect(editor.locator("#complete li")).to_have_text(["?thing"])
    editor.keyboard.press("Escape")
    expect(editor.locator("#complete")).to_be_hidden()
    assert (
        editor.input_value("#query")
        == "SELECT ?thing { ?thing a bg:Commitment ; bg:topic topic:vaccines . ?th"
    )
    editor.type("#query", "ing fo")
    editor.keyboard.press("Control+Space")
    expect(editor.locator("#complete li").first).to_have_text("foaf:")


def test_a_running_query_can_be_stopped(editor: Page, served: Served) -> None:
    editor.fill("#query", KILLER)
    editor.click("#run")
    expect(editor.locator("#stop")).to_be_visible()
    editor.wait_for_timeout(400)
    editor.click("#stop")
    expect(editor.locator("#state")).to_have_text("Stopped.")
    for _ in range(100):
        if not served.children():
            break
        editor.wait_for_timeout(50)
    assert not served.children()
    expect(editor.locator("#run")).to_be_enabled()


def test_earlier_queries_are_kept_in_this_browser_until_forgotten(editor: Page) -> None:
    for text in (NAMES, "ASK { ?s a bg:Article }"):
        editor.fill("#query", text)
        editor.keyboard.press("Control+Enter")
        expect(editor.locator("#state")).to_have_text("")
        expect(editor.locator("#run")).to_be_enabled()
    editor.reload()
    editor.wait_for_selector("html[data-ready]")
    editor.click("#history summary")
    assert editor.locator("#history li").all_text_contents() == ["ASK { ?s a bg:Article }", NAMES]
    editor.locator("#history li button").nth(1).click()
    assert editor.input_value("#query") == NAMES
    editor.locator("#history p button").click()
    expect(editor.locator("#history")).to_be_hidden()


# ---------------------------------------------------------------- all pages
@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_a_telephone_and_reads_in_the_dark(chromium: Browser, served: Served, path: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = context.new_page()
    page.goto(served.url + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
    faint = page.evaluate(CONTRAST)
    assert faint == []
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_readable_by_day_and_without_a_script(chromium: Browser, served: Served, path: str) -> None:
    context = chromium.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(served.url + path)
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []
    context.close()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url + path)
    assert page.locator("main h1").count() == 1 and page.locator("main").inner_text().strip()
    context.close()


def test_the_keyboard_reaches_the_text_and_all_that_can_be_done(chromium: Browser, served: Served) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served.url}/id/polity/VN")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#text"
    context.close()


def test_print_leaves_out_what_paper_cannot_do(chromium: Browser, served: Served) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served.url}/pair/JP/VN")
    page.emulate_media(media="print")
    for selector in (".bar nav", ".find", ".languages"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator("main h1")).to_be_visible()
    context.close()


# Text whose contrast with what is behind it is under 4.5 (WCAG 2, AA).
CONTRAST = """() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = (c) => { const f = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
  const back = (e) => { for (; e; e = e.parentElement) {
    const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] > 0.5) return c; } return [255, 255, 255]; };
  const faint = new Set();
  for (const e of document.querySelectorAll("body *:not(option):not(.swatch):not(textarea)")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    if (!e.getClientRects().length) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(back(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.add(e.tagName + "." + e.className + " " + e.textContent);
  }
  return [...faint];
}"""
# What can be operated and has no name for who does not see it.
UNNAMED = """() => [...document.querySelectorAll("input, select, textarea, button, a")]
  .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || (e.labels && e.labels.length)))
  .map((e) => e.outerHTML)"""
