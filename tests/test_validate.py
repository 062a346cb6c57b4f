"""SHACL: what breaks the shapes is told in the same words every time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from factories import build_store, graph_of, phone_call
from pyoxigraph import Literal, NamedNode, Quad
from query_support import query_store  # noqa: F401

from kg.errors import KGError, StoreError, UsageError
from kg.graph.store import Store, pack
from kg.output.violations import render_violations
from kg.validate import Violation, validate

BG = "https://w3id.org/bangiao/ns#"
STATEMENT = "https://w3id.org/bangiao/id/statement/dien-dam-2023/00195-00283-Commitment"
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix bg: <https://w3id.org/bangiao/ns#> .
bg:StatementShape a sh:NodeShape ; sh:targetClass bg:Statement ;
  sh:property [ sh:path bg:deadline ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "say by when" ] ,
    [ sh:path bg:speaker ; sh:maxCount 1 ] ."""


def broken(
    path: Path, *, drop: str = "", add: tuple[str, Literal | NamedNode] | None = None
) -> list[Violation]:
    """What is wrong with the telephone call once a property of its commitment is dropped, or one is added."""
    subject = NamedNode(STATEMENT)
    quads = [
        q
        for q in graph_of(phone_call())
        if not (drop and q.subject == subject and q.predicate.value == BG + drop)
    ]
    if add:
        quads.append(Quad(subject, NamedNode(BG + add[0]), add[1], quads[0].graph_name))
    with build_store(path):
        pass
    with Store.open(path) as store:
        store.put_articles([pack(quads)])
    return [one for one in validate(path) if one.breaks]


def test_what_is_built_conforms(store: Path) -> None:
    assert [one for one in validate(store) if one.breaks] == []


def test_a_statement_without_a_side_breaks_the_shapes(tmp_path: Path) -> None:
    found = broken(tmp_path / "store", drop="side")
    assert STATEMENT in {one.focus for one in found}
    assert f"{BG}side" in {one.path for one in found}
    assert all(one.message for one in found)


def test_a_confidence_above_one_breaks_the_shapes(tmp_path: Path) -> None:
    wrong = Literal("7", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    found = broken(tmp_path / "store", add=("confidence", wrong))
    assert f"{BG}confidence" in {one.path for one in found}


def test_findings_are_sorted_the_gravest_first_and_each_once(store: Path) -> None:
    found = validate(store, SHAPES)
    assert found == validate(store, SHAPES)
    assert len(set(found)) == len(found)
    assert [one.severity for one in found] == sorted(one.severity for one in found)  # Violation < Warning
    grave = [one for one in found if one.breaks]
    assert {one.path for one in grave} == {f"{BG}speaker"}
    assert grave[0].message == "breaks max count"
    assert {one.message for one in found if not one.breaks} == {"say by when"}
    assert found[0].shape == f"{BG}StatementShape"


def test_findings_are_rendered_in_lines_up_to_a_limit(store: Path) -> None:
    found = validate(store, SHAPES)
    lines = render_violations(found, limit=2).splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("Violation: id:statement/dien-dam-2023")
    assert lines[2] == f"… and {len(found) - 2} more"
    assert "2 violations" in lines[3] and "warnings" in lines[3]
    assert render_violations([]) == "the graph conforms to its shapes\n"
    assert len(json.loads(render_violations(found, "json"))) == len(found)
    with pytest.raises(UsageError, match="xml"):
        render_violations(found, "xml")


def test_wrong_shapes_and_a_missing_store_are_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(KGError, match="shapes are wrong"):
        validate(store, "garbage <")
    with pytest.raises(StoreError):
        validate(tmp_path / "none")
