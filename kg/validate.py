"""Checks the graph against the ontology's SHACL shapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import shacl
from pyoxigraph import RdfFormat

from kg import resources
from kg.errors import KGError
from kg.graph.disk import explain
from kg.graph.store import Store

SHAPES = "shapes.ttl"
_SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True)
class Violation:
    """What a shape found wrong; IRIs stand without <>, and `value` as its text."""

    focus: str
    path: str
    message: str
    severity: str  # "Violation", "Warning" or "Info"
    value: str = ""
    shape: str = ""

    @property
    def breaks(self) -> bool:
        """Whether the graph does not conform because of it: a warning does not break it."""
        return self.severity == "Violation"


def validate(store: str | Path, shapes: str | None = None) -> list[Violation]:
    """What all graphs of a store together break of the ontology's shapes, the gravest first.

    `shapes` is Turtle to check against instead. Raises StoreError, or KGError if the shapes are wrong.
    """
    compiled = _compiled(resources.read_text("ontology", SHAPES) if shapes is None else shapes)
    with Store.open(store, read_only=True) as opened, explain(opened.path):
        data = opened.ox.dump(format=RdfFormat.N_QUADS) or b""
    try:
        report = compiled.validate_text(data.decode(), format="nquads")
    except ValueError as error:
        raise KGError(
            f"cannot be validated: {error}", where=str(store), hint="build the graph again"
        ) from error
    return sorted({_violation(result) for result in report.results}, key=_order)


def _compiled(text: str) -> shacl.Shapes:
    try:
        return shacl.Shapes.from_text(text, format="turtle")
    except ValueError as error:
        raise KGError(f"the shapes are wrong: {error}", where=SHAPES, hint="mend the shapes") from error


def _violation(result: shacl.Result) -> Violation:
    return Violation(
        focus=_bare(result.focus_node),
        path=_bare(result.path or ""),
        message=result.message or _words(result.component),
        severity=result.severity,
        value=result.value_plain or "",
        shape=_bare(result.root_shape or ""),
    )


def _order(violation: Violation) -> tuple[int, str, str, str, str]:
    known = violation.severity in _SEVERITIES
    rank = _SEVERITIES.index(violation.severity) if known else len(_SEVERITIES)
    return rank, violation.focus, violation.path, violation.message, violation.value


def _words(component: str) -> str:
    """MinCountConstraintComponent → "breaks min count"."""
    name = component.removesuffix("ConstraintComponent")
    return f"breaks {re.sub(r'(?<=[a-z])(?=[A-Z])', ' ', name).lower()}"


def _bare(term: str) -> str:
    """An IRI out of its <>; a path stays as it is."""
    return term[1:-1] if re.fullmatch(r"<[^<>]*>", term) else term
