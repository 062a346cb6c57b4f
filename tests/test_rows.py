"""Answers as text: tables for people, formats for programs, and nothing in them that acts by itself."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from rdflib.query import Result as RdflibResult

from kg.errors import UsageError
from kg.output import FORMATS, Layout, format_of, render
from kg.output.layout import printable, shorten
from kg.query import Ask, Construct, Select
from kg.query.result import Row

XSD = "http://www.w3.org/2001/XMLSchema#"
BG = "https://w3id.org/bangiao/ns#"


def typed(value: str, name: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + name))


def select(*rows: Row, names: str = "a b") -> Select:
    return Select(tuple(names.split()), rows)


MIXED = select(
    (NamedNode(f"{BG}Official"), Literal('Đỗ "Hà"\n\tthử', language="vi")),
    (typed("-1.5", "decimal"), None),
    (typed("--07-01", "gMonthDay"), typed("2023", "gYear")),
    (BlankNode("b0"), Literal("会談 \\ \x1b[31m")),
    (None, Literal("\r")),
)
TRIPLES = Construct(
    (
        Triple(
            NamedNode("https://w3id.org/bangiao/id/x/1"),
            NamedNode(f"{BG}date"),
            typed("2023-04", "gYearMonth"),
        ),
        Triple(NamedNode("https://w3id.org/bangiao/id/x/1"), NamedNode(f"{BG}side"), NamedNode(f"{BG}Y")),
    )
)


# ---------------------------------------------------------------- which format holds what
def test_every_format_holds_its_kind_of_answer_and_no_other() -> None:
    held = {
        format: [
            kind
            for kind, answer in (("rows", MIXED), ("ask", Ask(True)), ("rdf", TRIPLES))
            if _holds(answer, format)
        ]
        for format in FORMATS
    }
    assert held == {
        "table": ["rows", "ask"],
        "markdown": ["rows", "ask"],
        "csv": ["rows"],
        "tsv": ["rows"],
        "json": ["rows", "ask"],
        "xml": ["rows", "ask"],
        "records": ["rows"],
        "jsonl": ["rows"],
        "ttl": ["rdf"],
        "nt": ["rdf"],
        "jsonld": ["rdf"],
        "rdfxml": ["rdf"],
    }


def _holds(answer: Select | Ask | Construct, format: str) -> bool:
    try:
        return bool(render(answer, format))
    except UsageError as error:
        assert "use " in error.hint
        return False


def test_without_a_format_rows_are_a_table_and_triples_turtle() -> None:
    assert render(MIXED) == render(MIXED, "table")
    assert render(TRIPLES) == render(TRIPLES, "ttl")
    assert render(Ask(False)) == "no\n"


def test_an_unknown_format_or_ending_is_told() -> None:
    with pytest.raises(UsageError, match="excel"):
        render(MIXED, "excel")
    with pytest.raises(UsageError, match="no format"):
        format_of("x.xlsx")
    assert [format_of(f"a.{ending}") for ending in ("csv", "JSON", "md", "srx")] == [
        "csv",
        "json",
        "markdown",
        "xml",
    ]


# ---------------------------------------------------------------- for programs
@pytest.mark.parametrize("format", ["json", "xml"])
def test_rdflib_reads_back_the_same_terms(format: str) -> None:
    back = RdflibResult.parse(io.BytesIO(render(MIXED, format).encode()), format=format)
    rows = [[None if term is None else str(term) for term in row] for row in back]
    assert rows[0] == [f"{BG}Official", 'Đỗ "Hà"\n\tthử']
    assert rows[1] == ["-1.5", None]
    assert rows[2] == ["--07-01", "2023"]
    assert rows[4] == [None, "\r"]
    assert rows[3][1] == ("会談 \\ \x1b[31m" if format == "json" else "会談 \\ \ufffd[31m")


def test_tsv_holds_the_same_terms() -> None:
    back = parse_query_results(render(MIXED, "tsv").encode(), format=QueryResultsFormat.TSV)
    assert isinstance(back, QuerySolutions)
    assert tuple(tuple(row) for row in back) == MIXED.rows


def test_json_has_the_types_of_dates_and_numbers() -> None:
    bindings = json.loads(render(MIXED, "json"))["results"]["bindings"]
    assert bindings[0]["b"]["xml:lang"] == "vi"
    assert bindings[1]["a"]["datatype"] == f"{XSD}decimal"
    assert "b" not in bindings[1]
    assert bindings[2]["b"]["datatype"] == f"{XSD}gYear"


def test_records_have_numbers_booleans_and_dates_as_json_has_them() -> None:
    rows = (
        (
            typed("20", "integer"),
            typed("0.95", "decimal"),
            typed("true", "boolean"),
            typed("2023-09", "gYearMonth"),
        ),
        (typed("many", "integer"), typed("INF", "double"), None, NamedNode(f"{BG}Official")),
        (
            typed("9" * 5000, "integer"),
            typed("1e3", "double"),
            typed("0", "boolean"),
            Literal("Đỗ\n\x1b[31m"),
        ),
    )
    found = json.loads(render(select(*rows, names="n d yes when"), "records"))
    assert found[0] == {"n": 20, "d": 0.95, "yes": True, "when": "2023-09"}
    assert found[1] == {"n": "many", "d": "INF", "yes": None, "when": f"{BG}Official"}
    assert found[2] == {"n": "9" * 5000, "d": 1000.0, "yes": False, "when": "Đỗ\n\x1b[31m"}
    lines = render(select(*rows, names="n d yes when"), "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == found
    assert render(select(names="n"), "records") == "[]\n" and render(select(names="n"), "jsonl") == ""
    assert format_of("a.jsonl") == "jsonl" and format_of("a.json") == "json"


def test_yes_and_no_in_json_and_xml() -> None:
    assert json.loads(render(Ask(True), "json")) == {"head": {}, "boolean": True}
    assert ElementTree.fromstring(render(Ask(False), "xml"))[1].text == "false"


def test_csv_is_read_back_as_it_was() -> None:
    rows = list(csv.reader(io.StringIO(render(MIXED, "csv"), newline="")))
    assert rows[0] == ["a", "b"]
    assert rows[1] == [f"{BG}Official", 'Đỗ "Hà"\n\tthử']
    assert rows[2] == ["-1.5", ""]
    assert render(MIXED, "csv").count("\r\n") == 6


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 24 1234", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "--07-01"]
)
def test_no_cell_of_csv_is_a_formula_and_the_other_formats_are_exact(text: str) -> None:
    result = select((Literal(text),), names="a")
    assert list(csv.reader(io.StringIO(render(result, "csv"), newline="")))[1] == [f"'{text}"]
    assert json.loads(render(result, "json"))["results"]["bindings"][0]["a"]["value"] == text


@pytest.mark.parametrize("number", ["-1", "+2", "-0.5", "-1.5E3"])
def test_numbers_below_zero_are_no_formulas(number: str) -> None:
    assert render(select((Literal(number),), names="a"), "csv") == f"a\r\n{number}\r\n"


@pytest.mark.parametrize("format", ["ttl", "nt", "jsonld", "rdfxml"])
def test_triples_are_read_back(format: str) -> None:
    kinds = {
        "ttl": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "jsonld": RdfFormat.JSON_LD,
        "rdfxml": RdfFormat.RDF_XML,
    }
    back = {quad.triple for quad in parse(render(TRIPLES, format), format=kinds[format])}
    assert back == set(TRIPLES.triples)
    assert list(parse(render(Construct(()), format), format=kinds[format])) == []


def test_turtle_declares_only_the_prefixes_it_uses() -> None:
    lines = render(TRIPLES).splitlines()
    assert [line.split()[1] for line in lines if line.startswith("@")] == ["bg:", "xsd:"]


# ---------------------------------------------------------------- for people
WORDS = "cam kết hỗ trợ các tỉnh miền núi khắc phục hậu quả lũ quét trong ba năm tới"
LISTING = Select(
    ("date", "who", "content", "at", "statement"),
    (
        (
            typed("2023-03-14", "date"),
            Literal("Phạm Quốc Hưng"),
            Literal(WORDS),
            typed("5", "integer"),
            NamedNode(f"{BG}s"),
        ),
        (typed("2022", "gYear"), None, Literal("ngắn"), typed("1200", "integer"), NamedNode(f"{BG}t")),
    ),
    detail=("statement",),
)


def test_a_wide_table_has_a_line_for_each_row_and_a_count() -> None:
    lines = render(LISTING, "table", Layout(width=200)).splitlines()
    assert len(lines) == 5
    assert lines[0].split() == ["date", "who", "content", "at"]
    assert lines[3].endswith("1200") and lines[2].endswith("   5")
    assert lines[4] == "2 rows"


def test_a_narrower_table_puts_the_longest_column_below() -> None:
    text = render(LISTING, "table", Layout(width=60))
    assert "\n    cam kết hỗ trợ" in text
    assert max(map(len, text.splitlines())) <= 60
    assert WORDS in " ".join(text.split())


def test_a_table_too_narrow_for_columns_lists_the_values() -> None:
    text = render(LISTING, "table", Layout(width=20))
    assert "who      Phạm Quốc Hưng" in text
    assert max(map(len, text.splitlines())) <= 40


def test_columns_for_programs_are_left_out_unless_asked_for() -> None:
    assert "bg:s" not in render(LISTING, "table")
    assert "statement" not in render(LISTING, "markdown")
    assert f"{BG}s" in render(LISTING, "table", Layout(iris=True))
    assert f"{BG}s" in render(LISTING, "csv")


def test_iris_are_shortened_unless_whole_ones_are_asked_for() -> None:
    assert "bg:Official" in render(MIXED, "table")
    assert f"{BG}Official" in render(MIXED, "table", Layout(iris=True))
    assert (
        shorten(
            "https://w3id.org/bangiao/topic/trade",
            {"a": "https://w3id.org/", "topic": "https://w3id.org/bangiao/topic/"},
        )
        == "topic:trade"
    )
    assert shorten(BG, {"bg": BG}) == BG


def test_no_rows_and_cut_answers_are_told() -> None:
    assert render(select()) == "0 rows\n"
    assert render(Select(("a",), ((Literal("x"),),), truncated=True)).endswith("1 row, and there are more\n")


def test_colour_is_only_for_terminals() -> None:
    assert "\x1b" not in render(LISTING, "table")
    coloured = render(LISTING, "table", Layout(color=True))
    assert "\x1b[1m" in coloured


HOSTILE = "\x1b]0;title\x07\x1b[2J\x9b31m\u202etxt\u2066\u200b\ufeff\x00\x7f\r\n\x85\u2028end"


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_no_control_character_reaches_the_terminal(format: str) -> None:
    for color in (False, True):
        text = render(select((Literal(HOSTILE), NamedNode("urn:x"))), format, Layout(color=color))
        text = text.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
        assert all(char == "\n" or char.isprintable() for char in text)
        assert "end" in text


def test_marks_of_letters_stay() -> None:
    assert printable("Đỗ Thu Hà, Nguye\u0302\u0303n") == "Đỗ Thu Hà, Nguye\u0302\u0303n"
    assert printable("a\x1bb\U000e0001") == "a\\x1bb\\U000e0001"


def test_wide_letters_are_counted_as_such() -> None:
    text = render(select((Literal("会談会談"), Literal("x")), (Literal("ab"), Literal("y"))))
    assert [line.index(end) for line, end in zip(text.splitlines()[2:4], "xy", strict=True)] == [6, 10]


def test_markdown_is_text_only() -> None:
    hostile = "<script>x</script> [a](javascript:b) | `c` *d* _e_ & \\ ~f~"
    text = render(select((Literal(hostile), Literal("1"))), "markdown")
    row = text.splitlines()[2]
    assert "<script>" not in row and "[a](" not in row and " | `c`" not in row
    assert row.count(" | ") == 1
    assert text.startswith("| a | b |\n| --- | --- |\n")


def test_a_large_table_is_made_in_time(tmp_path: Path) -> None:
    rows = tuple((Literal(f"{WORDS} {number}"), typed(str(number), "integer")) for number in range(5000))
    assert render(Select(("a", "b"), rows)).endswith("5000 rows\n")
