"""Whatever an article says stays text: payloads through every field of it, none of which runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_view_page import Parsed
from view_support import Visit, browser, memory_store, needs_chromium, render
from xss import IDS, PAYLOADS, PREPARE, everything, labels, poisoned


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    facts, more = everything()
    html, report = render(memory_store(facts, more), max_nodes=5000)
    assert report.dropped == 0
    path = tmp_path_factory.mktemp("poisoned") / "graph.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def opened(page):
    with browser() as running:
        visit = Visit(running, page)
        visit.page.evaluate(PREPARE)
        yield visit
        visit.close()


@pytest.fixture(scope="module")
def plain() -> list[str]:
    return skeleton(render(memory_store([]))[0])


def skeleton(html: str) -> list[str]:
    return [tag for tag, _ in Parsed(html).tags]


def test_there_are_at_least_thirty_payloads():
    assert len(set(PAYLOADS)) >= 30


@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_the_file_has_the_same_elements_whatever_an_article_says(payload, plain):
    store = memory_store([poisoned(payload, 0)], labels(payload, 0))
    assert skeleton(render(store)[0]) == plain
    assert skeleton(render(store, focus=f"{payload} A0")[0]) == plain  # there it comes into the title


@needs_chromium
@pytest.mark.parametrize("payload", PAYLOADS, ids=IDS)
def test_nothing_runs_when_it_is_shown(opened, payload):
    """Every thing that carries the payload is selected, unfolded, searched for and hovered."""
    page = opened.page
    numbers = page.evaluate(
        "p => { const word = JSON.stringify(p).slice(1, -1); return kg.things.flatMap((thing, id) =>"
        " id < kg.drawn && JSON.stringify(thing).includes(word) ? [id] : []); }",
        payload,
    )
    assert len(numbers) >= 10
    bad = page.evaluate(
        "ids => ids.flatMap(id => { kg.select(id, {pan: true, show: true}); unfold(); return strange(); })",
        numbers,
    )
    assert bad == []
    page.locator("#query").fill(payload.replace("\u2028", " ").replace("\u2029", " "))
    check(page)
    page.locator("#query").fill("")
    assert page.evaluate("window.pwned") is None
    assert opened.dialogs == [] and opened.requests == []
    assert opened.errors == []


@needs_chromium
def test_filters_index_legend_and_languages_show_payloads_as_text(opened):
    page = opened.page
    for lang in ("vi", "en"):
        page.evaluate("lang => { kg.state.lang = lang; kg.showAll(); }", lang)
        for tab in ("filters", "index", "panel"):
            page.evaluate(
                "tab => { kg.select(null); kg.showTab(tab); unfold(); }",
                tab,
            )
            check(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert opened.dialogs == [] and opened.requests == [] and opened.errors == []


@needs_chromium
@pytest.mark.parametrize(
    "fragment",
    [
        "#lang=<img src=x onerror=window.pwned=1>",
        "#select=javascript:window.pwned=1",
        "#lang=__proto__&theme=constructor&hide=toString",
        "#topic=<script>window.pwned=1</script>&noside=</script><script>window.pwned=1</script>",
        "#from=1e9&to='>\"<svg onload=window.pwned=1>",
    ],
)
def test_nothing_in_the_address_runs(opened, page, fragment):
    visit = Visit(opened.context.browser, page, fragment)
    visit.page.wait_for_timeout(100)
    assert visit.page.evaluate("window.pwned") is None
    assert visit.errors == visit.requests == visit.dialogs == []
    visit.close()


@needs_chromium
def test_the_policy_stops_a_script_even_if_one_came_in(opened, page):
    visit = Visit(opened.context.browser, page)
    visit.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        "'<img src=https://evil.example/a onerror=window.pwned=1>'"
        "+ '<iframe srcdoc=\"<script>parent.pwned=1<\\/script>\"></iframe>')"
    )
    visit.page.evaluate("fetch('https://evil.example/').catch(() => 0)")
    visit.page.wait_for_timeout(200)
    assert visit.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in error for error in visit.errors)
    visit.close()


def test_a_poisoned_copy_has_the_same_number_of_things_as_a_plain_one():
    plain = poisoned("bình thường", 0)
    odd = poisoned(PAYLOADS[0], 0)
    counts = [render(memory_store([facts]))[1].kinds for facts in (plain, odd)]
    assert counts[0] == counts[1]
    assert replace(plain, article=odd.article).article.title == PAYLOADS[0]


def check(page) -> None:
    assert page.evaluate("strange()") == []


# ---------------------------------------------------------------- the other pages
@needs_chromium
@pytest.mark.parametrize("kind", ["timeline", "matrix"])
def test_nothing_runs_on_the_other_pages(opened, tmp_path, kind):
    """Everything is selected and unfolded, every cell, bar and box listed, in both languages."""
    facts, more = everything()
    html, report = render(memory_store(facts, more), kind)
    assert report.dropped == 0 and report.nodes > 10 * len(PAYLOADS)
    assert skeleton(html) == skeleton(render(memory_store([]), kind)[0])
    path = tmp_path / f"{kind}.html"
    path.write_text(html, encoding="utf-8")
    visit = Visit(opened.context.browser, path)
    page = visit.page
    page.evaluate(PREPARE)
    listed = page.evaluate(
        """async () => {
          const bad = new Set(), note = () => { unfold(); strange().forEach(b => bad.add(b)); };
          const frame = () => new Promise(requestAnimationFrame);
          let listed = 0;
          for (let id = 0; id < kg.drawn; id += 7) { kg.select(id, {pan: true, show: true}); note(); }
          for (const lang of ["vi", "en"]) for (const by of kg.columnKinds || [""]) {
            if (kg.matrix) kg.matrix.by = by;
            kg.state.lang = lang; kg.select(null); kg.showAll(); await frame();
            const keys = [...document.querySelectorAll("[data-group]")].map(e => e.dataset.group);
            for (const key of new Set(keys)) {
              listed += 1;
              if (keys.length < 9 || listed % 9 === 0) { kg.showGroup(key); note(); }
            }
          }
          return [listed, [...bad]];
        }"""
    )
    assert listed[0] > 0 and listed[1] == []
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert visit.errors == visit.requests == visit.dialogs == []
    visit.close()
