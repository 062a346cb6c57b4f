"""Pictures of the timeline and of the matrix: what is certain looks certain, and numbers are true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as Xml

import pytest
from factories import all_facts, phone_call, remarks, visit, with_id
from picture_support import SVG, picture, words
from view_support import memory_store

from kg.model import DateBasis, Dated, PartialDate
from kg.views.choice import Choice, take
from kg.views.picture.rows import periods
from kg.views.picture.times import Axis, Time, time
from kg.views.style import NODES

ENCOUNTER = NODES["encounter"].light


def bounded(earliest: str | None, latest: str | None = None, **more: object) -> dict[str, object]:
    return {"earliest": earliest, "latest": latest or earliest, **more}


def told(when: Dated | None):
    """The call and all that was said in it, at another time."""
    call = phone_call()
    parts = {
        name: tuple(replace(one, when=when) for one in getattr(call, name))
        for name in ("encounters", "statements", "levels")
    }
    return replace(call, article=replace(call.article, published=None), as_of=None, **parts)


SOME_YEAR = Dated(PartialDate(None, 3, 14), earliest=date(2019, 3, 14), latest=date(2023, 3, 14))
INFERRED = Dated(PartialDate(2023, 3, 14), DateBasis.INFERRED)


def diamonds(svg: str) -> list[str | None]:
    """How those of encounters are filled."""
    shapes = [node for node in Xml.fromstring(svg).iter(f"{SVG}polygon") if node.get("stroke-width")]
    known = [node for node in shapes if ENCOUNTER in (node.get("fill"), node.get("stroke"))]
    return [node.get("fill") for node in known][:-1]  # the last is the legend's


def broken_lines(svg: str) -> int:
    lines = Xml.fromstring(svg).iter(f"{SVG}line")
    return sum(node.get("stroke") == ENCOUNTER and "stroke-dasharray" in node.attrib for node in lines)


# ---------------------------------------------------------------- times
@pytest.mark.parametrize(
    ("facts", "sure"),
    [
        (bounded("2021-05-28", date="2021-05-28"), True),
        (bounded("2021-05-28", "2021-05-30", date="2021-05-28"), True),
        (bounded("2021-05-28", date="2021-05-28", inferred=True), False),
        (bounded("2021-05-01", "2021-05-31", date="2021-05"), False),
        (bounded("2021-01-01", "2023-12-31"), False),
    ],
)
def test_only_a_stated_day_is_sure(facts, sure):
    assert time(facts).sure is sure


def test_a_day_whose_year_is_missing_may_be_in_each_year_between_the_bounds():
    when = time(bounded("2019-07-01", "2022-06-30", date="--07-01"))
    assert [day - when.first for day in when.days] == [0, 366, 731] and not when.sure


@pytest.mark.parametrize("text", ["", "2021", "<b>", "2021-13-45", "0000-00-00", None])
def test_what_is_no_date_is_no_time(text):
    assert time(bounded(text, date=text)) is None


def test_a_range_of_many_years_does_not_stretch_the_paper_of_what_is_known_better():
    day = time(bounded("2020-05-01")).first
    axis = Axis([Time(day, day, True), Time(day - 9000, day + 9000)], 0, 100)
    assert axis.has(day) and not axis.has(day - 9000) and axis.x(day - 9000) == 0


@pytest.mark.parametrize(
    ("most", "first"), [(40, "1990"), (17, "1990–1991"), (8, "1990–1994"), (5, "1990–1999")]
)
def test_years_are_put_together_until_they_have_room(most, first):
    made = periods([*((str(year), [str(year)]) for year in range(1990, 2021)), ("", ["?"])], most)
    assert len(made) <= most and made[0][0] == first and made[-1] == ("", ("?",))
    assert sum(len(members) for _, members in made) == 32


# ---------------------------------------------------------------- the timeline
def test_levels_encounters_and_a_lane_for_each_side_are_named():
    said = words(picture(memory_store(), "timeline"))
    for text in (
        "US – VN",
        "Comprehensive Partnership",
        "14 Mar",
        "Daniel Harper – Lê Minh Khuê",
        "Vietnam",
        "Both sides",
    ):
        assert text in said, text


def test_an_encounter_on_a_stated_day_is_filled_and_one_on_an_inferred_day_hollow():
    assert diamonds(picture(memory_store([phone_call()]), "timeline")) == [ENCOUNTER]
    assert diamonds(picture(memory_store([told(INFERRED)]), "timeline")) == ["#ffffff"]


def test_what_may_have_been_on_several_days_is_a_broken_line_with_a_circle_on_each():
    svg = picture(memory_store([told(SOME_YEAR)]), "timeline")
    circles = [node for node in Xml.fromstring(svg).iter(f"{SVG}circle") if node.get("stroke") == ENCOUNTER]
    assert broken_lines(svg) == 1 and len(circles) == 5 and diamonds(svg) == []
    assert broken_lines(picture(memory_store([phone_call()]), "timeline")) == 0


def test_what_has_no_date_stands_apart_as_a_number():
    said = words(picture(memory_store([told(None), visit()]), "timeline"))
    at = said.index("Encounters")
    assert "undated" in said and said[at + 1] == "4" and "1" in said[at:]
    assert "undated: Comprehensive Partnership" in said
    assert "undated" not in words(picture(memory_store([phone_call()]), "timeline"))


def test_a_country_in_focus_has_its_levels_and_its_partners_their_names():
    said = words(picture(memory_store([phone_call()]), "timeline", focus="US", depth=1))
    assert {"US – VN", "Vietnam"} <= set(said) and "VN" not in said


def test_a_level_told_of_on_one_day_is_solid_and_one_that_may_be_is_hatched():
    assert "url(#hatch" not in picture(memory_store([phone_call()]), "timeline")
    assert "url(#hatch" in picture(memory_store([told(SOME_YEAR)]), "timeline")


def test_too_many_encounters_for_names_are_counted():
    facts = [with_id(one, f"{one.article.id}-{n}") for n in range(80) for one in all_facts()]
    said = " ".join(words(picture(memory_store(facts), "timeline")))
    assert " of 320 encounters" in said and "Encounters without a name are counted" in said


# ---------------------------------------------------------------- the matrix
def test_a_statement_counts_in_the_row_of_each_topic_and_once_in_the_totals():
    said = words(picture(memory_store(), "matrix"))
    start = said.index("Education and training")
    assert said[start + 1 : start + 3] == ["1", "1"]
    assert said[said.index("No topic") :][3:8] == ["All", "1", "2", "4", "7"]


def test_years_hold_only_what_surely_was_said_in_them():
    visits = [with_id(visit(), str(n)) for n in range(2)]
    said = words(picture(memory_store([told(SOME_YEAR), *visits, remarks()]), "matrix"))
    assert "2021 2022 Year not sure All" in " ".join(said) and "2023" not in said


def test_where_few_years_are_sure_columns_are_sides():
    said = words(picture(memory_store([told(SOME_YEAR)]), "matrix"))
    assert "Number of statements by topic and side" in said
    assert "United States Vietnam Both sides All" in " ".join(said)


def test_topics_asked_for_alone_have_rows():
    said = words(picture(memory_store(), "matrix", topics=("Labour",)))
    assert "Labour" in said and "Consular affairs and citizens" not in said


def test_the_numbers_of_the_matrix_add_up_to_all_statements():
    facts = [with_id(one, f"{one.article.id}-{n}") for n in range(9) for one in all_facts()]
    store = memory_store(facts)
    every = sum(1 for _, data in take(store, Choice()).graph.nodes(data=True) if data["kind"] == "statement")
    said = words(picture(store, "matrix"))
    assert every == 63 and said[said.index("No topic") :][3:8] == ["All", "9", "18", "36", "63"]
