"""The W3C formats for results of queries: CSV, TSV, JSON and XML."""

from __future__ import annotations

import csv as stdlib_csv
import io
import json as stdlib_json
import re

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.output.layout import NOT_XML, Layout
from kg.query.result import Ask, Select, Term

_FORMULA = re.compile(r"[=+@\t\r-]")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def csv(result: Select, _: Layout) -> str:
    """Values without their types, as the W3C has it, but for one thing: no cell is a formula.

    A cell that a spreadsheet would take for one (it begins with = + - @, a tab or a return and is no
    number) begins with an apostrophe. The other formats give every value as it is.
    """
    out = io.StringIO(newline="")
    writer = stdlib_csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.variables)
    writer.writerows([_plain(term) for term in row] for row in result.rows)
    return out.getvalue()


def tsv(result: Select, _: Layout) -> str:
    """Terms as Turtle writes them, a line for each row."""
    lines = ["\t".join(f"?{name}" for name in result.variables)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def json(result: Select, layout: Layout) -> str:
    """SPARQL 1.1 Query Results JSON Format, with the types of dates and numbers."""
    return _serialize(result, layout, QueryResultsFormat.JSON)


def xml(result: Select, layout: Layout) -> str:
    """SPARQL Query Results XML Format; U+FFFD stands for the few characters that XML cannot hold."""
    text = _serialize(result, layout, QueryResultsFormat.XML).replace("\r", "&#13;")
    return NOT_XML.sub("\ufffd", text)


def ask_json(result: Ask, _: Layout) -> str:
    """Yes or no in JSON."""
    return stdlib_json.dumps({"head": {}, "boolean": result.value}) + "\n"


def ask_xml(result: Ask, _: Layout) -> str:
    """Yes or no in XML."""
    value = "true" if result.value else "false"
    return (
        '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f"<head></head><boolean>{value}</boolean></sparql>\n"
    )


def _serialize(result: Select, layout: Layout, format: QueryResultsFormat) -> str:
    solutions = parse_query_results(tsv(result, layout).encode(), format=QueryResultsFormat.TSV)
    assert isinstance(solutions, QuerySolutions)
    data = solutions.serialize(format=format)
    return (data or b"").decode() + "\n"


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    text = term.value if isinstance(term, NamedNode | Literal) else str(term)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
