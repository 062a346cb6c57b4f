"""The named queries: what each answers on articles of our own, and how their parameters are understood."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from factories import build_store, phone_call, remarks, visit
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store
from query_support import query_store  # noqa: F401

from kg.errors import UsageError
from kg.query import Select, everything, load, names, run
from kg.query.named import TYPES, parse


def rows(path: Path, name: str, **params: str) -> list[dict[str, str]]:
    """Rows as plain text, without the columns for programs."""
    result = run(path, name, params)
    assert isinstance(result, Select)
    return [
        {
            key: str(getattr(term, "value", ""))
            for key, term in zip(result.variables, row, strict=True)
            if key not in result.detail
        }
        for row in result.rows
    ]


def words(path: Path, name: str, **params: str) -> list[str]:
    return [row["content"].split()[-1] for row in rows(path, name, **params)]


# ---------------------------------------------------------------- help
def test_every_query_has_a_title_text_and_known_parameters() -> None:
    for query in everything():
        assert ":" in query.title and len(query.title) <= 110, query.name
        assert query.description, query.name
        for param in query.params:
            assert param.type in TYPES or param.choices
            assert param.help, (query.name, param.name)


def test_readme_has_a_row_for_every_query_with_its_parameters() -> None:
    """Write the row that is missing; a query's first comment has its words."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| `[a-z]+` \| .* \| `[a-z_` ]*` \|$", line)]
    assert rows == [
        f"| `{query.name}` | {query.title.partition(': ')[2]} | "
        f"{' '.join(f'`{param.name}`' for param in query.params)} |"
        for query in everything()
    ]


def test_every_query_runs_as_it_stands_in_any_engine() -> None:
    for query in everything():
        assert isinstance(Store().query(query.text), QuerySolutions), query.name


def test_every_query_orders_its_rows_to_the_end() -> None:
    for query in everything():
        head, _, order = query.text.rpartition("ORDER BY")
        assert head and "?" in order.split()[-1], query.name


def test_rows_are_the_same_at_every_run_and_in_any_order_of_articles(store: Path, tmp_path: Path) -> None:
    with build_store(tmp_path / "one", remarks(), visit(), phone_call()):
        pass
    with build_store(tmp_path / "other", phone_call(), remarks(), visit()):
        pass
    for name in names():
        first = run(tmp_path / "one", name)
        assert first == run(tmp_path / "one", name) == run(tmp_path / "other", name), name


def test_rows_are_the_same_over_the_triples_in_one_graph(store: Path) -> None:
    """What other stores answer that load the Turtle."""
    from kg.graph.store import Store as OurStore

    with OurStore.open(store, read_only=True) as opened:
        merged = Store()
        merged.load(opened.ox.dump(format=RdfFormat.N_QUADS) or b"", format=RdfFormat.N_QUADS)
        triples = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in merged}
    other = Store()
    other.load("\n".join(sorted(triples)), format=RdfFormat.N_TRIPLES)
    for query in everything():
        if query.fixed or any(param.default for param in query.params if param.name != "lang"):
            continue
        answer = other.query(query.text)
        assert isinstance(answer, QuerySolutions)
        ours = run(store, query.name)
        assert isinstance(ours, Select)
        assert len(list(answer)) == len(ours), query.name


# ---------------------------------------------------------------- each query
def test_commitments_tell_who_to_whom_what_and_by_when(store: Path) -> None:
    found = rows(store, "commitments", side="US")
    assert [row["article"] for row in found] == ["dien-dam-2023", "dien-dam-2023-bis"]
    assert {key: value for key, value in found[0].items() if key not in ("content", "at", "article")} == {
        "date": "2023-03-14",
        "who": "Daniel Harper",
        "side": "United States",
        "to": "Vietnam",
        "topics": "War legacies",
        "by": "2025",
        "amount": "20000000 USD",
    }
    assert found[0]["content"].startswith("khẳng định Mỹ sẽ cung cấp")


def test_labels_are_in_the_language_asked_for(store: Path) -> None:
    row = rows(store, "commitments", side="US", lang="vi")[0]
    assert (row["side"], row["to"]) == ("Hoa Kỳ", "Việt Nam")
    assert "chiến tranh" in row["topics"]


def test_lists_within_a_cell_are_in_alphabetical_order(store: Path) -> None:
    assert rows(store, "requests")[0]["topics"] == "Education and training; Science and technology"
    assert rows(store, "agreements")[0]["who"] == "Daniel Harper; Lê Minh Khuê"


def test_a_row_for_each_statement_however_many_topics_and_speakers_it_has(store: Path) -> None:
    assert len(rows(store, "statements")) == 4 + 4 + 2 + 1


def test_statements_are_found_by_kind_text_article_and_confidence(store: Path) -> None:
    assert {row["kind"] for row in rows(store, "statements", kind="requests")} == {"Request"}
    assert words(store, "statements", text="HỌC BỔNG") == ["dẫn", "dẫn"]
    assert len(rows(store, "statements", article="don-doan-2022")) == 2
    assert len(rows(store, "statements", article="dien-dam-2023", min_confidence="0.95")) == 2


def test_queries_of_one_kind_hold_that_kind(store: Path) -> None:
    assert len(rows(store, "requests")) == 2
    assert len(rows(store, "concerns", side="VN", to="JP")) == 1
    assert rows(store, "discussions") == []
    assert rows(store, "positions")[0]["date"] == "2021-06-05"
    with pytest.raises(UsageError, match="kind"):
        rows(store, "requests", kind="Concern")


def test_encounters_show_planned_ones_as_such(store: Path) -> None:
    found = rows(store, "encounters", party="JP")
    assert [(row["date"], row["kind"], row["status"]) for row in found] == [
        ("2023-04", "Meeting", "Planned"),
        ("2022-11-08", "Meeting", ""),
        ("2022-11-08", "Visit", ""),
    ]
    assert found[2]["place"] == "Hà Nội"
    assert rows(store, "encounters", kind="phonecall")[0]["requested"] == "United States"
    assert len(rows(store, "encounters", status="held")) == 4
    assert len(rows(store, "encounters", party="JP", status="Planned")) == 1


def test_together_counts_a_call_reported_twice_once_and_leaves_out_what_was_planned(store: Path) -> None:
    found = rows(store, "together")
    assert [(row["official"], row["with"], row["times"], row["reports"]) for row in found] == [
        ("Daniel Harper", "Lê Minh Khuê", "1", "2"),
        ("Phạm Quốc Hưng", "Sato Kenji", "1", "1"),
    ]
    assert rows(store, "together", min="2") == []


def test_officials_have_offices_and_when_attested(store: Path) -> None:
    found = {row["name"]: row for row in rows(store, "officials")}
    assert len(found) == 5
    assert found["Phạm Quốc Hưng"] | {"offices": ""} == {
        "name": "Phạm Quốc Hưng",
        "polity": "Vietnam",
        "offices": "",
        "first": "2022-11-08",
        "last": "2022-11-09",
        "articles": "1",
        "also": "",
    }
    assert found["Phạm Quốc Hưng"]["offices"]
    assert found["Daniel Harper"]["articles"] == "2"
    assert [row["name"] for row in rows(store, "officials", office="thứ trưởng")] == ["Phạm Quốc Hưng"]


def test_tenures_are_found_by_day(store: Path) -> None:
    assert [row["official"] for row in rows(store, "tenures", polity="Nhật Bản")] == ["Sato Kenji"]
    assert [row["official"] for row in rows(store, "tenures", on="2021-06-05")] == ["Đỗ Thu Hà"]


def test_topics_count_statements_by_year_and_side(store: Path) -> None:
    found = {(row["year"], row["side"], row["topic"]): row for row in rows(store, "topics")}
    row = found["2023", "United States", "War legacies"]
    assert (row["statements"], row["commitments"], row["requests"]) == ("2", "2", "0")
    assert found["2021", "Vietnam", "Bilateral relations"]["statements"] == "1"


def test_recurring_commitments_are_counted_with_the_words_of_the_last(store: Path) -> None:
    row = rows(store, "recurring")[0]
    assert (row["side"], row["times"], row["articles"], row["years"]) == ("United States", "2", "2", "2023")
    assert row["words"].startswith("khẳng định Mỹ sẽ")
    assert len(rows(store, "recurring", kind="Request", min="1")) == 2


def test_levels_tell_a_partnerships_history(store: Path) -> None:
    found = rows(store, "levels", party="Mỹ")
    assert [(row["between"], row["and"], row["first"], row["articles"]) for row in found] == [
        ("United States", "Vietnam", "2023-03-14", "2")
    ]
    assert (found[0]["quote"], found[0]["article"]) == ("Đối tác toàn diện", "dien-dam-2023")


def test_timeline_runs_from_the_first_to_the_last(store: Path) -> None:
    dates = [row["date"] for row in rows(store, "timeline")]
    assert dates == sorted(dates)
    assert len(dates) == 11 + 5 + 3  # statements, encounters, levels
    assert [row["event"] for row in rows(store, "timeline", party="JP", since="2023")] == [
        "Meeting (Planned)"
    ]


def test_evidence_is_verbatim_with_offsets(store: Path) -> None:
    text = phone_call().article.text
    for row in rows(store, "evidence", article="dien-dam-2023"):
        assert text[int(row["at"]) : int(row["end"])] == row["quote"]
    commitment = rows(store, "commitments", side="US")[0]
    found = rows(store, "evidence", article=commitment["article"], at=commitment["at"])
    assert [row["quote"] for row in found] == [commitment["content"]]
    assert len(rows(store, "evidence", statement="dien-dam-2023/00195-00283-Commitment")) == 1


def test_silent_shows_what_the_other_side_did_not_speak_of(store: Path) -> None:
    found = rows(store, "silent", side="VN", by="US")
    assert [(row["topic"], row["article"]) for row in found] == [
        ("War legacies", "dien-dam-2023"),
        ("War legacies", "dien-dam-2023-bis"),
    ]
    assert rows(store, "silent", side="AU") == [], "who is not heard at all is not silent on something"


def test_articles_are_counted_through(store: Path) -> None:
    found = {row["article"]: row for row in rows(store, "articles")}
    assert (found["don-doan-2022"]["encounters"], found["don-doan-2022"]["statements"]) == ("3", "2")
    assert [row["article"] for row in rows(store, "articles", until="2021")] == ["phat-ngon-2021"]


# ---------------------------------------------------------------- parameters
@pytest.mark.parametrize(
    "name", ["US", "us", "Mỹ", "Hoa Kỳ", "hoa kỳ", "Hoa Ky", "United States", "id:polity/US",
             "https://w3id.org/bangiao/id/polity/US", "<https://w3id.org/bangiao/id/polity/US>"],
)  # fmt: skip
def test_a_polity_goes_by_code_or_name_in_any_language(store: Path, name: str) -> None:
    assert len(rows(store, "commitments", side=name)) == 2


@pytest.mark.parametrize(
    "name", ["Lê Minh Khuê", "lê minh khuê", "Le Minh Khue", "Minh Khuê", "khue", "Lê  Minh Khuê"]
)
def test_an_official_goes_by_name_with_or_without_diacritics(store: Path, name: str) -> None:
    assert len(rows(store, "requests", speaker=name)) == 2


def test_half_the_diacritics_of_a_name_are_a_slip(store: Path) -> None:
    with pytest.raises(UsageError, match="Lê Minh Khue") as error:
        rows(store, "requests", speaker="Lê Minh Khue")
    assert "Lê Minh Khuê" in error.value.hint


def test_namesakes_are_listed_with_their_iris(store: Path) -> None:
    with pytest.raises(UsageError) as error:
        rows(store, "commitments", side="Korea")
    assert "North Korea <https://w3id.org/bangiao/id/polity/KP>" in error.value.what
    assert "South Korea <https://w3id.org/bangiao/id/polity/KR>" in error.value.what


def test_a_topic_takes_in_the_narrower_ones(store: Path) -> None:
    assert len(rows(store, "commitments", topic="vaccines")) == 1
    assert len(rows(store, "commitments", topic="health")) == 1
    assert len(rows(store, "commitments", topic="Y tế")) == 1
    assert rows(store, "commitments", topic="taiwan") == []


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [("2023", "", 2), ("2022", "2022", 1), ("2022-11", "2022-11", 1), ("2022-11-09", "", 3),
     ("2023-03-15", "", 0),
     ("", "2022-11-07", 0), ("", "2023-03-14", 3), ("2020", "2021", 0)],
)  # fmt: skip
def test_dates_may_be_years_months_or_days(store: Path, since: str, until: str, count: int) -> None:
    assert len(rows(store, "commitments", since=since, until=until)) == count


@pytest.mark.parametrize(
    ("query", "params", "words"),
    [
        ("comitments", {}, ["comitments", "commitments"]),
        ("commitments", {"sied": "US"}, ["sied", "did you mean side?", "topic"]),
        ("commitments", {"side": "Amerika"}, ["parameter side", "Amerika", "America"]),
        ("commitments", {"side": "https://w3id.org/bangiao/id/polity/XX"}, ["no polity"]),
        ("commitments", {"side": "id:official/daniel-harper"}, ["no polity"]),
        ("commitments", {"speaker": "Harpr"}, ["Harpr", "Harper"]),
        ("commitments", {"topic": "warLegasy"}, ["warLegasy", "warLegacy"]),
        ("commitments", {"since": "2023-13"}, ["since", "2023-13", "2023-04-15"]),
        ("commitments", {"since": "2023-02-30"}, ["2023-02-30"]),
        ("commitments", {"since": "0000"}, ["0000"]),
        ("commitments", {"since": "hôm qua"}, ["hôm qua"]),
        ("commitments", {"min_confidence": "high"}, ["min_confidence", "high"]),
        ("commitments", {"min_confidence": "NaN"}, ["NaN"]),
        ("commitments", {"lang": "fr"}, ["lang", "fr", "en, vi"]),
        ("statements", {"kind": "Comitment"}, ["Comitment", "Commitment"]),
        ("statements", {"article": "dien-dam-2032"}, ["dien-dam-2032", "dien-dam-2023"]),
        ("together", {"min": "1.5"}, ["min", "1.5"]),
        ("evidence", {"statement": "x} DROP ALL"}, ["unknown statement"]),
        ("evidence", {"at": "1e999999999"}, ["1e999999999"]),
    ],
)
def test_a_wrong_parameter_is_told_with_the_nearest_right_one(
    store: Path, query: str, params: dict[str, str], words: list[str]
) -> None:
    with pytest.raises(UsageError) as error:
        run(store, query, params)
    assert "\n" not in str(error.value)
    for word in words:
        assert word in str(error.value)


@pytest.mark.parametrize(
    "text", ['"', "\\", '" } DROP ALL #', "} UNION { ?s ?p ?o", "?x", "\n\r\t", "$", "\\1\\g<0>"]
)
def test_what_is_given_enters_as_a_term_whatever_it_holds(store: Path, text: str) -> None:
    assert rows(store, "statements", text=f"{text}không có") == []


def test_parameters_are_all_applied_together(store: Path) -> None:
    given = {"side": "US", "to": "VN", "topic": "warLegacy", "speaker": "Harper", "since": "2023"}
    assert len(rows(store, "commitments", **given)) == 2
    assert rows(store, "commitments", **{**given, "to": "JP"}) == []


# ---------------------------------------------------------------- queries of the user's
def test_a_file_may_declare_parameters_too(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        '# Mine: officials of a polity\n#\n# @param of polity "VN" whose\n# @list name\n'
        "SELECT ?name { VALUES ?p_of { UNDEF } ?o bg:polity ?p_of ; foaf:name ?name } ORDER BY ?name"
    )
    assert len(rows(path=store, name=str(path))) == 3
    assert rows(store, str(path), of="JP") == [{"name": "Sato Kenji"}]


@pytest.mark.parametrize(
    ("head", "word"),
    [
        ('# @parm x string "" y', "@parm"),
        ('# @param x strin "" y', "strin"),
        ("# @param x string y", "NAME TYPE"),
        ('# @param x string "" y', "not used"),
        ('# @param side polity "" y\n# @param side polity "" y', "twice"),
        ("# @like nothing x=y", "nothing"),
        ("# @like statements nothing=y", "nothing"),
    ],
)
def test_a_wrong_comment_of_a_query_is_told(head: str, word: str) -> None:
    with pytest.raises(UsageError, match=word):
        parse(f"{head}\nSELECT * {{ VALUES ?p_side {{ UNDEF }} ?s ?p ?o }}", "mine")


def test_a_pattern_applies_only_where_its_parameter_is_given(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.rq"
    path.write_text(
        '# People\n#\n# @param of polity "" for whom\n# @param name string "" what they are called\n'
        "SELECT ?name {\n  ?o a bg:Official ; foaf:name ?name .\n"
        "  # @given of: ?o bg:polity ?p_of .\n  # @given name: FILTER(CONTAINS(?name, ?p_name))\n}"
    )
    assert len(run(store, path).rows) > 2
    assert [str(row[0].value) for row in run(store, path, {"of": "US"}).rows] == ["Daniel Harper"]
    assert run(store, path, {"of": "US", "name": "Khuê"}).rows == ()
    assert run(store, path, {"name": '") } # \\1 "'}).rows == ()  # it is a term, whatever it holds


def test_a_pattern_is_a_comment_to_any_other_engine() -> None:
    query = parse(
        '# A\n# @param of polity "" for whom\nSELECT * {\n  # @given of: ?s ?p ?p_of .\n  ?s ?p ?o }', "a"
    )
    assert query.bind({}) == query.text
    assert "\n  ?s ?p <https://e.org/x> .\n" in query.bind({"of": NamedNode("https://e.org/x")})


def test_a_comment_is_not_help_after_the_query_has_begun() -> None:
    query = parse("# Title\nSELECT *\n# @param x\n{ ?s ?p ?o }", "mine")
    assert (query.title, query.params) == ("Title", ())


def test_an_unknown_file_is_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        run(store, tmp_path / "none.rq")
    (tmp_path / "binary.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read"):
        run(store, tmp_path / "binary.rq")


def test_load_names_what_there_is() -> None:
    with pytest.raises(UsageError, match="commitments"):
        load("promises")
