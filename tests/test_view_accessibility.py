"""Pages as axe-core judges them in a real browser, in both themes: names, roles, contrast; the Tab key."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from view_support import memory_store, needs_chromium, render

from kg.views.choice import Choice
from kg.views.dossier.write import html, make

pytestmark = needs_chromium

AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => `${id}: ${html} ${failureSummary}`))"""
KINDS = ("graph", "timeline", "matrix")


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder, store = tmp_path_factory.mktemp("accessible"), memory_store()
    texts = {kind: render(store, kind)[0] for kind in KINDS}
    texts |= {who: html(make(store, who, Choice())) for who in ("VN-US", "Daniel Harper", "warLegacy")}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


def wrong(page) -> list[str]:
    """What axe-core finds wrong with the page as it stands."""
    page.evaluate(AXE)
    return page.evaluate(RUN)


@pytest.mark.parametrize("fragment", ["#theme=light", "#theme=dark&lang=vi"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_nothing_that_axe_finds_wrong(visit, kind, fragment):
    at = visit(kind, fragment)
    assert wrong(at.page) == []
    at.page.evaluate("id => kg.select(id)", at.id_of("Daniel Harper"))
    assert wrong(at.page) == []
    for tab in ("filters", "index"):
        at.page.locator(f"#tab-{tab}").click()
        assert wrong(at.page) == []
    at.page.locator("#query").fill("harper")
    assert wrong(at.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_dossier_has_nothing_that_axe_finds_wrong(chromium, pages, scheme):
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    for who in ("VN-US", "Daniel Harper", "warLegacy"):
        page.goto(pages[who].as_uri())
        assert wrong(page) == []
    context.close()


def test_axe_sees_what_is_wrong(visit):
    page = visit("matrix").page
    page.evaluate("document.getElementById('csv').replaceChildren()")
    page.evaluate("document.getElementById('csv').removeAttribute('title')")
    assert any(line.startswith("button-name") for line in wrong(page))


FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const area = at.closest('#bar, #canvas, #legend, #search, #tabs, #panel');
  return [area ? area.id : at.className, at.matches(':focus-visible') && box.width * box.height > 0];
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_the_tab_key_goes_through_a_page_in_the_order_in_which_it_is_read(visit, kind):
    page = visit(kind).page
    areas: list[str] = []
    while "panel" not in areas and len(areas) < 60:
        page.keyboard.press("Tab")
        area, seen = page.evaluate(FOCUSED)
        assert seen, area  # what has the focus shows it
        areas.append(area)
    assert list(dict.fromkeys(areas)) == ["skip", "bar", "canvas", "legend", "search", "tabs", "panel"]
