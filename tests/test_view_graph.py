"""What a view shows of a store: chosen by focus, topic and date, cut to size, the same on every run."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from factories import all_facts, build_store, phone_call, remarks, visit, with_id
from view_support import memory_store, render

from kg.errors import StoreError, UsageError
from kg.views import layout, select
from kg.views.choice import Choice
from kg.views.model import ENCOUNTER, OFFICIAL, STATEMENT, facts_of, of_kind
from kg.views.pages import write
from kg.views.read import read
from kg.views.sides import LEFT, RIGHT

BASE = "https://w3id.org/bangiao/id/"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return memory_store()


def data_of(html: str) -> dict:
    text = html.split('id="graph-data">', 1)[1].split("</script>", 1)[0]
    return json.loads(text)


def shown(store: ox.Store, **options: object) -> dict:
    return data_of(render(store, **options)[0])


def names(data: dict, kind: str) -> set[str]:
    drawn = data["things"][: data["drawn"]]
    return {next(iter(t["label"].values()), t.get("type")) for t in drawn if t["kind"] == kind}


# ---------------------------------------------------------------- reading
def test_everything_the_articles_say_is_a_node(store):
    _, report = render(store)
    kinds = dict(report.kinds)
    assert kinds == {"document": 1, "encounter": 4, "official": 5, "polity": 4, "statement": 7, "topic": 8}
    assert report.nodes == report.total == sum(kinds.values())
    assert report.dropped == 0


def test_reference_data_adds_no_nodes():
    html, report = render(memory_store([]))
    assert (report.nodes, report.edges, report.total) == (0, 0, 0)
    assert "There is nothing to show" in html
    assert "nothing to show" in report.message


def test_a_statement_carries_its_quote_article_and_offsets(store):
    facts = phone_call()
    quote = facts.statements[0].evidence[0]
    data = shown(store)
    statement = next(
        t for t in data["things"] if t.get("type") == "Commitment" and "20 triệu" in t["content"]
    )
    (evidence,) = statement["evidence"]
    assert evidence["exact"] == quote.of(facts.article.text)
    assert (evidence["start"], evidence["end"]) == (quote.start, quote.end)
    assert data["articles"][evidence["article"]]["id"] == facts.article.id
    assert statement["deadline"] == "2025"
    assert statement["quantities"] == [{"value": "20000000", "currency": "USD"}]
    assert statement["rule"] == "affirm-will"


def test_a_statement_outside_encounters_stands_at_its_article(store):
    data = shown(store)
    position = next(t for t in data["things"] if t.get("type") == "Position")
    assert data["things"][position["hub"]]["kind"] == "document"


def test_facts_shared_by_articles_are_one_node():
    twice = memory_store([phone_call(), with_id(phone_call(), "copy")])
    kinds = dict(render(twice)[1].kinds)
    assert (kinds["official"], kinds["encounter"], kinds["statement"]) == (2, 2, 8)


def test_an_official_without_polity_stands_with_those_he_speaks_for():
    facts = remarks()
    nobody = replace(facts, officials=(replace(facts.officials[0], polity=None),), tenures=())
    graph = read(memory_store([nobody])).graph
    (official,) = of_kind(graph, OFFICIAL)
    assert facts_of(graph, official)["spokenFor"] == [f"{BASE}polity/VN"]


# ---------------------------------------------------------------- focus
@pytest.mark.parametrize(
    "focus",
    ["Lê Minh Khuê", "Le Minh Khue", "le minh khue", "Minh Khuê", "Le\u0302 Minh Khue\u0302", "Khuê"],
)
def test_a_focus_is_found_with_and_without_diacritics(store, focus):
    _, report = render(store, focus=focus)
    assert report.focus is not None and "/official/le-minh-khue" in report.focus


def test_a_focus_may_be_an_iri_a_code_or_a_topic(store):
    assert render(store, focus=f"{BASE}polity/JP")[1].focus == f"{BASE}polity/JP"
    assert render(store, focus="JP")[1].focus == f"{BASE}polity/JP"
    assert render(store, focus="warLegacy")[1].focus.endswith("/topic/warLegacy")


def test_depth_widens_what_is_shown_around_a_focus(store):
    sizes = [render(store, focus="Daniel Harper", depth=depth)[1].nodes for depth in (0, 1, 2)]
    assert sizes[0] == 2  # he and his polity
    assert sizes == sorted(set(sizes))


def test_a_way_does_not_lead_through_a_polity_or_topic(store):
    data = shown(store, focus="Daniel Harper", depth=6)
    assert names(data, "official") == {"Daniel Harper", "Lê Minh Khuê"}


def test_a_focus_that_matches_several_is_refused_and_lists_them_with_their_iris():
    facts = phone_call()
    other = replace(facts.officials[1], name="Robert Harper", aliases=("Harper",))
    renamed = tuple(
        replace(t, official="Robert Harper") if "Harper" in t.official else t for t in facts.tenures
    )
    facts = replace(
        facts, officials=(facts.officials[0], other), tenures=renamed, encounters=(), statements=(), levels=()
    )
    store = memory_store([phone_call(), with_id(facts, "other")])
    with pytest.raises(UsageError) as caught:
        render(store, focus="Harper")
    line = str(caught.value)
    assert "\n" not in line and "2" in line
    assert f"Daniel Harper <{BASE}official/daniel-harper>" in line
    assert f"Robert Harper <{BASE}official/robert-harper>" in line


def test_a_focus_that_matches_nothing_is_refused_with_what_is_near(store):
    with pytest.raises(UsageError, match="did you mean Daniel Harper <"):
        render(store, focus="Danyel Harpr")
    with pytest.raises(UsageError, match="nothing in the graph"):
        render(store, focus="…")


def test_names_that_differ_in_a_diacritic_are_told_apart():
    facts = phone_call()
    dung, same = "Trần Dũng", "Trần Dụng"
    people = tuple(replace(facts.officials[0], name=name, aliases=()) for name in (dung, same))
    tenures = tuple(replace(facts.tenures[0], official=name) for name in (dung, same))
    store = memory_store([replace(facts, officials=people, tenures=tenures, encounters=(), statements=())])
    assert render(store, focus=dung)[1].focus != render(store, focus=same)[1].focus
    with pytest.raises(UsageError, match="may be any of 2") as caught:
        render(store, focus="Tran Dung")
    assert str(caught.value).count(f"<{BASE}official/") == 2


# ---------------------------------------------------------------- topics and dates
def test_topics_keep_what_was_said_on_them(store):
    data = shown(store, topics=["consular"])
    assert names(data, "topic") == {"Consular affairs and migration"} or len(names(data, "topic")) == 1
    assert dict(render(store, topics=["consular"])[1].kinds)["statement"] == 1
    assert names(data, "official") == {"Phạm Quốc Hưng", "Sato Kenji"}


def test_a_broader_topic_takes_its_narrower_ones():
    narrower = "https://w3id.org/bangiao/topic/"
    broader = ox.Quad(
        ox.NamedNode(f"{narrower}vaccines"),
        ox.NamedNode("http://www.w3.org/2004/02/skos/core#broader"),
        ox.NamedNode(f"{narrower}wellbeing"),
        ox.DefaultGraph(),
    )
    data = shown(memory_store(more=[broader]), topics=["wellbeing"])
    assert sum(t.get("type") == "Commitment" for t in data["things"]) == 1


def test_an_unknown_topic_is_refused(store):
    with pytest.raises(UsageError, match=r"^topic: "):
        render(store, topics=["sportz"])


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        ("2022", None, {"2022", "2023"}),
        ("2022-11-09", "2022-11", {"2022"}),
        (date(2023, 1, 1), date(2023, 12, 31), {"2023"}),
        (None, "2021", {"2021"}),
    ],
)
def test_dates_keep_what_lies_between_them(store, since, until, years):
    data = shown(store, since=since, until=until)
    dates = {t.get("earliest", "")[:4] for t in data["things"] if t["kind"] in ("encounter", "statement")}
    assert dates == years


def test_the_undated_are_left_out_where_dates_are_asked_for():
    facts = phone_call()
    undated = replace(
        facts,
        encounters=(replace(facts.encounters[0], when=None),),
        statements=tuple(replace(s, when=None) for s in facts.statements),
        as_of=None,
    )
    store = memory_store([undated])
    assert render(store)[1].nodes > 0
    assert render(store, since="2000")[1].nodes == 0


@pytest.mark.parametrize("bad", ["yesterday", "2021-13", "2021-02-30", "21", ""])
def test_a_date_that_is_none_is_refused(store, bad):
    with pytest.raises(UsageError, match="not a date"):
        render(store, since=bad)


def test_impossible_options_are_refused(store):
    for options in ({"since": "2023", "until": "2021"}, {"max_nodes": 0}, {"depth": -1}, {"lang": "fr"}):
        with pytest.raises(UsageError):
            render(store, **options)


# ---------------------------------------------------------------- size
def test_beyond_its_size_a_page_keeps_the_most_connected_and_says_so(store):
    html, report = render(store, max_nodes=12)
    assert report.nodes == 12 and report.total == 29 and report.dropped == 17
    assert "the most connected of 29" in report.message
    data = data_of(html)
    assert (data["meta"]["shown"], data["meta"]["total"]) == (12, 29)
    assert "Vietnam" in {t["label"].get("en") for t in data["things"][:12]}


def test_a_focus_survives_the_cut(store):
    _, report = render(store, focus="Đỗ Thu Hà", depth=9, max_nodes=1)
    assert dict(report.kinds) == {"official": 1}


def test_no_statement_is_left_without_the_place_where_it_was_made(store):
    graph = read(store).graph
    for most in range(1, len(graph) + 1):
        part = select.cut(graph, most)
        assert len(part) <= most
        assert all(facts_of(part, s)["hub"] in part for s in of_kind(part, STATEMENT))


# ---------------------------------------------------------------- layout
def test_sides_stand_apart_and_encounters_between_in_the_order_of_time(store):
    graph = read(store).graph
    plan = layout.compute(graph)
    assert set(plan.at) == set(graph)
    assert plan.side[f"{BASE}polity/VN"] == LEFT
    assert {plan.side[f"{BASE}polity/{code}"] for code in ("US", "JP", "AU")} == {RIGHT}
    for official in of_kind(graph, OFFICIAL):
        (polity,) = facts_of(graph, official)["polity"]
        assert plan.at[official][0] * plan.side[polity] > plan.spine[1]
    encounters = of_kind(graph, ENCOUNTER)
    assert all(plan.spine[0] < plan.at[e][0] < plan.spine[1] for e in encounters)
    by_height = sorted(encounters, key=lambda e: (plan.at[e][1], plan.at[e][0]))
    assert [facts_of(graph, e)["earliest"] for e in by_height] == sorted(
        facts_of(graph, e)["earliest"] for e in encounters
    )


def test_a_statement_stands_on_the_side_of_who_made_it(store):
    graph = read(store).graph
    plan = layout.compute(graph)
    for statement in of_kind(graph, STATEMENT):
        facts = facts_of(graph, statement)
        offset = plan.at[statement][0] - plan.at[facts["hub"]][0]
        sides = {plan.side[p] for p in facts["sides"]}
        assert offset * sum(sides) > 0 if len(sides) == 1 else abs(offset) < plan.cell / 2


def test_the_polity_of_the_focus_stands_on_the_left(store):
    graph = read(store).graph
    assert layout.compute(graph, f"{BASE}polity/US").side[f"{BASE}polity/US"] == LEFT
    assert layout.compute(graph, f"{BASE}official/sato-kenji").side[f"{BASE}polity/JP"] == LEFT


def test_no_two_shapes_stand_on_each_other():
    facts = [with_id(f, f"{f.article.id}-{n}") for n in range(12) for f in all_facts()]
    graph = read(memory_store(facts)).graph
    plan = layout.compute(graph)
    assert len(set(plan.at.values())) == len(plan.at)
    points = sorted(plan.at.values())
    for (x0, y0), (x1, y1) in pairwise(points):
        assert abs(x0 - x1) + abs(y0 - y1) >= 10
    left, top, right, bottom = plan.bounds
    assert all(left <= x <= right and top <= y <= bottom for x, y in points)


def test_officials_are_listed_by_office():
    from kg.views.offices import rank

    office = lambda role: [{"office": f"{BASE}office/VN/{role}", "articles": ["a"]}]  # noqa: E731
    roles = ["GeneralSecretary", "President", "PrimeMinister", "DeputyPrimeMinister", "ForeignMinister"]
    roles += ["TradeMinister", "DeputyForeignMinister", "Ambassador"]
    ranks = [rank(office(role)) for role in roles]
    assert ranks == sorted(set(ranks))
    assert rank([]) >= max(ranks)


# ---------------------------------------------------------------- one file, the same each time
def test_the_page_is_written_from_a_store_on_disk(tmp_path):
    with build_store(tmp_path / "store"):
        pass
    report = write(tmp_path / "store", tmp_path / "new" / "graph.html", Choice(lang="vi"))
    text = (tmp_path / "new" / "graph.html").read_text(encoding="utf-8")
    assert report.path == tmp_path / "new" / "graph.html"
    assert '<html lang="vi">' in text and report.nodes == 29
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["graph.html"]


def test_a_missing_store_and_a_place_that_cannot_be_written_are_told_in_one_line(tmp_path):
    with pytest.raises(StoreError):
        write(tmp_path / "none", tmp_path / "graph.html", Choice())
    assert not (tmp_path / "graph.html").exists()
    with build_store(tmp_path / "store"):
        pass
    with pytest.raises(UsageError, match="name a file"):
        write(tmp_path / "store", tmp_path, Choice())
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as caught:
        write(tmp_path / "store", tmp_path / "file" / "graph.html", Choice())
    assert "\n" not in str(caught.value)


def test_the_order_of_articles_does_not_matter():
    pages = {render(memory_store(order))[0] for order in (all_facts(), all_facts()[::-1])}
    assert len(pages) == 1


def test_the_same_bytes_come_out_of_every_run(tmp_path):
    with build_store(
        tmp_path / "store", *(with_id(f, f"{f.article.id}-{n}") for n in range(4) for f in all_facts())
    ):
        pass
    code = (
        "import sys; from kg.views.choice import Choice; from kg.views.pages import write;"
        "write(sys.argv[1], sys.argv[2], Choice('VN', max_nodes=40, since='2021'))"
    )
    made = []
    for seed in ("0", "1", "2"):
        page = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "store"), str(page)],
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        made.append(page.read_bytes())
    assert made[0] == made[1] == made[2]


def test_encounters_of_one_year_fill_rows_before_the_next_year_begins():
    facts = visit()
    many = [with_id(facts, f"v-{n}") for n in range(40)]
    graph = read(memory_store(many)).graph
    plan = layout.compute(graph)
    heights = dict(plan.years)
    assert list(heights) == ["2022", "2023"]
    for encounter in of_kind(graph, ENCOUNTER):
        year = facts_of(graph, encounter)["earliest"][:4]
        assert (plan.at[encounter][1] > heights["2023"]) == (year == "2023")
    width, height = plan.bounds[2] - plan.bounds[0], plan.bounds[3] - plan.bounds[1]
    assert 0.4 < width / height < 4
