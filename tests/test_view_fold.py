"""Graphs that are too much for one picture: what is folded, where it opens, and how the page is used then."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from factories import phone_call
from playwright.sync_api import expect
from view_support import Visit, memory_store, needs_chromium, render

from benchmarks import big_graph
from kg.model import Official
from kg.views import fold, layout, margins
from kg.views.model import DOCUMENT, ENCOUNTER, OFFICIAL, POLITY, TOPIC, facts_of, of_kind
from kg.views.read import read
from kg.views.sides import divide


@pytest.fixture(scope="module")
def store():
    """Some 170 encounters over thirty years, with more officials and countries than a list has room for."""
    return memory_store(islice(big_graph.articles(), 170))


@pytest.fixture(scope="module")
def graph(store):
    return read(store).graph


# ---------------------------------------------------------------- what is folded
def test_a_graph_that_fits_is_one_picture():
    (scene,) = fold.scenes(read(memory_store()).graph)
    assert scene.periods == () and scene.key == scene.up == ""


def test_many_encounters_are_folded_by_year_and_each_opens_in_one_place(graph):
    whole, *inner = fold.scenes(graph)
    years = [period.key for period in whole.periods]
    assert years == sorted(years) and all(len(year) == 4 for year in years)
    hubs = sorted(n for scene in inner if not scene.periods for n in fold.in_time(scene.graph))
    assert hubs == of_kind(graph, ENCOUNTER, DOCUMENT)
    assert {scene.key for scene in inner} == set(years)


def test_a_year_that_is_too_full_is_folded_by_month_and_what_no_date_divides_by_number(graph, monkeypatch):
    monkeypatch.setattr(fold, "MOST", 2)
    monkeypatch.setattr(fold, "_SLICE", 2)
    scenes = fold.scenes(graph)
    leaves = [scene for scene in scenes if not scene.periods]
    assert {len(scene.key) for scene in leaves} >= {len("2019"), len("2019-03")}
    assert any("~" in scene.key for scene in leaves)
    assert all(len(fold.in_time(scene.graph)) <= 2 for scene in leaves)
    known = {scene.key for scene in scenes}
    assert all(scene.up in known for scene in scenes)


def test_in_every_picture_each_thing_is_drawn_or_in_what_holds_it(graph):
    side = divide(graph)
    for scene in fold.scenes(graph):
        plan = layout.compute_scene(scene, side)
        held = {n for cluster in plan.clusters for n in cluster.members}
        placed = set(plan.at) | held
        assert placed >= set(of_kind(scene.graph, OFFICIAL, POLITY, TOPIC, ENCOUNTER, DOCUMENT))
        assert not held & set(plan.at)
        assert len(plan.at) < 1500


def test_lists_keep_to_a_screen_and_the_most_active_stay(graph):
    scene = fold.scenes(graph)[0]
    plan = layout.compute_scene(scene, divide(graph))
    assert plan.bounds[3] <= layout.HEIGHT + margins.ROW
    rest = next(c for c in plan.clusters if c.key.endswith("polity/VN"))
    home = [n for n in of_kind(graph, OFFICIAL) if facts_of(graph, n)["polity"] == [rest.key[5:]]]
    shown = [n for n in home if n in plan.at]
    assert shown and min(graph.degree(n) for n in shown) >= max(graph.degree(n) for n in rest.members)


def test_the_focus_is_never_folded_away(graph):
    side = divide(graph)
    scene = fold.scenes(graph)[0]
    least = min(of_kind(graph, OFFICIAL), key=lambda n: (graph.degree(n), n))
    polity = facts_of(graph, least)["polity"][0]
    plan = layout.compute_scene(scene, side, least)
    assert least in plan.at or polity not in plan.at


# ---------------------------------------------------------------- in the browser
@pytest.fixture(scope="module")
def page_file(store, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("folded") / "graph.html"
    path.write_text(render(store)[0], encoding="utf-8")
    return path


@pytest.fixture
def visit(chromium, page_file):
    opened = []

    def start(fragment: str = "", path: Path = page_file) -> Visit:
        opened.append(Visit(chromium, path, fragment))
        return opened[-1]

    yield start
    for one in opened:
        assert one.errors == [] and one.requests == [] and one.dialogs == []
        one.close()


YEAR = "kg.scene.nodes.map(([id]) => id).find(id => kg.things[id].kind === 'period')"


@needs_chromium
def test_a_click_on_a_year_opens_it_and_the_path_leads_back(visit):
    at = visit()
    page = at.page
    expect(page.locator("#path")).to_contain_text("Whole graph")
    number = page.evaluate(YEAR)
    key = page.evaluate("id => kg.things[id].key", number)
    page.mouse.click(*at.point(number))
    expect(page.locator("#path [aria-current]")).to_have_text(key)
    assert page.evaluate("location.hash") == f"#in={key}"
    members = page.evaluate("id => kg.things[id].members", number)
    assert set(members) <= set(page.evaluate("kg.network.body.nodeIndices"))
    page.locator("#path button").click()
    expect(page.locator("#path [aria-current]")).to_have_text("Whole graph")
    assert page.evaluate("location.hash") in ("", "#")


@needs_chromium
def test_a_period_is_opened_and_left_by_keyboard(visit):
    page = visit().page
    number = page.evaluate(YEAR)
    page.evaluate("id => kg.select(id)", number)
    expect(page.locator("#panel")).to_contain_text("Encounters (")
    page.locator("#canvas").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("kg.scene.key") == page.evaluate("id => kg.things[id].key", number)
    expect(page.locator("#live")).to_contain_text("Showing")
    page.keyboard.press("Escape")
    assert page.evaluate("kg.scene.key") == ""


@needs_chromium
def test_what_is_found_is_gone_to_wherever_it_is_folded(visit):
    page = visit().page
    statement = page.evaluate("kg.things.findIndex(thing => thing.type === 'Commitment')")
    page.evaluate("id => kg.select(id, {pan: true, show: true})", statement)
    assert page.evaluate("kg.scene.key") != ""
    assert page.evaluate("id => kg.here.has(id)", statement)
    official = page.evaluate("kg.things.findIndex((thing, id) => thing.kind === 'official' && !kg.at[id])")
    page.evaluate("id => kg.select(id, {pan: true, show: true})", official)
    assert page.evaluate("id => kg.at[kg.drawnAs(id)] !== undefined", official)


@needs_chromium
def test_an_address_opens_a_period_and_nonsense_opens_the_whole(visit, graph):
    year = fold.scenes(graph)[1].key
    assert visit(f"#in={year}").page.evaluate("kg.scene.key") == year
    for nonsense in ("#in=1066", "#in=__proto__", "#in=<img src=x onerror=alert(1)>"):
        assert visit(nonsense).page.evaluate("kg.scene.key") == ""


@needs_chromium
def test_an_entry_for_what_has_no_room_lists_it(visit):
    page = visit().page
    rest = page.evaluate("kg.things.findIndex(thing => thing.kind === 'rest')")
    page.evaluate("id => kg.select(id)", rest)
    expect(page.locator("#panel h2")).to_contain_text("more")
    expect(page.locator("#panel button.link[data-id]")).to_have_count(
        page.evaluate("id => Math.min(40, kg.things[id].members.length)", rest)
    )


@needs_chromium
def test_the_bars_of_the_years_follow_the_filters(visit):
    page = visit().page
    total = (
        "[...kg.periods.values()].flatMap(found => [-1, 0, 1].map(side => found[side].Commitment || 0))"
        ".reduce((sum, n) => sum + n, 0)"
    )
    assert page.evaluate(total) == page.evaluate("kg.things.filter(t => t.type === 'Commitment').length")
    page.locator("#legend [data-kind=Commitment]").click()
    assert page.evaluate(total) == 0


# ---------------------------------------------------------------- odd names
@needs_chromium
def test_long_and_right_to_left_names_are_cut_and_turned(visit, tmp_path):
    facts = phone_call()
    long, arabic = "Trần " + "Hoàng " * 80 + "Dũng", "محمد بن عبد الله"
    people = (*facts.officials, Official(long, (), "VN"), Official(arabic, (), "US"))
    tenures = tuple(replace(t, official=name) for t, name in zip(facts.tenures, (long, arabic), strict=True))
    store = memory_store([replace(facts, officials=people, tenures=(*facts.tenures, *tenures))])
    path = tmp_path / "odd.html"
    path.write_text(render(store)[0], encoding="utf-8")
    at = visit(path=path)
    boxes = dict(at.page.evaluate("kg.labelBoxes"))
    for name in (long.strip(), arabic):
        x0, _, x1, _ = boxes[at.id_of(name)]
        assert 20 < x1 - x0 < 320
    at.page.evaluate("id => kg.select(id)", at.id_of(arabic))
    heading = at.page.locator("#panel h2")
    expect(heading).to_have_attribute("dir", "auto")
    assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"
