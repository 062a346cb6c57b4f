"""The pages made from the ontology are as the ontology says, whole, and can be read."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import ontology_docs  # noqa: E402
from ontology_diagram import HEIGHT, PLACES, WIDTH  # noqa: E402

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def ontology() -> ontology_docs.Ontology:
    return ontology_docs.Ontology()


def test_they_are_as_the_ontology_says() -> None:
    stale = [path.name for path, text in ontology_docs.written().items() if path.read_text() != text]
    assert not stale, "run `make docs` and read what changed"


def test_every_term_is_there_with_labels_and_meaning_in_both_languages(
    ontology: ontology_docs.Ontology,
) -> None:
    page = ontology_docs.PAGE.read_text()
    terms = [*ontology.classes, *ontology.properties]
    assert len(terms) > 60
    for term in terms:
        assert f"`{term.name}`" in page
        for lang in ("en", "vi"):
            assert term.labels[lang] in page and term.comments[lang] in page
    for scheme in ("topic", "level", "role"):
        concepts = ontology.concepts(scheme)
        assert len({name for _, name, _, _ in concepts}) == len(concepts)
        assert all(f"`{name}` | {labels['en']} | {labels['vi']} |" in page for _, name, labels, _ in concepts)


def test_every_constraint_on_a_property_is_told(ontology: ontology_docs.Ontology) -> None:
    page = ontology_docs.PAGE.read_text()
    rules = [rule for term in ontology.classes for rule in ontology.rules(term.name)]
    assert len(rules) > 60
    assert all(f"| `{rule.path}` | {rule.count} | {rule.values} | {rule.message} |" in page for rule in rules)


def test_a_changed_term_makes_them_stale(ontology: ontology_docs.Ontology) -> None:
    changed = ontology_docs.Ontology()
    subject = ontology_docs.OWN["Commitment"]
    changed.graph.set((subject, ontology_docs.RDFS.comment, ontology_docs.Literal("Another.", lang="en")))
    before = next(term for term in ontology.classes if term.name == "bg:Commitment")
    after = next(term for term in changed.classes if term.name == "bg:Commitment")
    assert before.comments["en"] != after.comments["en"] == "Another."


def test_the_boxes_of_the_picture_stand_apart() -> None:
    root = etree.parse(ontology_docs.PICTURE).getroot()
    boxes = [
        (float(r.get("x")), float(r.get("y"))) for r in root.iter(f"{SVG}rect") if r.get("class") == "box"
    ]
    assert len(boxes) == len(PLACES)
    for at, (x, y) in enumerate(boxes):
        for left, top in boxes[at + 1 :]:
            assert abs(x - left) >= WIDTH or abs(y - top) >= HEIGHT
    width, height = (float(number) for number in root.get("viewBox").split()[2:])
    assert all(x >= 0 and x + WIDTH <= width and y >= 0 and y + HEIGHT <= height for x, y in boxes)


def test_every_arrow_of_the_picture_is_a_property_of_the_ontology(ontology: ontology_docs.Ontology) -> None:
    known = {term.name for term in ontology.properties}
    for arrow in ontology.arrows():
        assert all(term in known or not term.startswith("bg:") for term in arrow.terms)
    drawn = {term for arrow in ontology.arrows() for term in arrow.terms}
    assert {"bg:speaker", "bg:side", "bg:madeAt", "bg:participant", "bg:evidence", "oa:hasSource"} <= drawn


def test_links_within_the_page_lead_somewhere() -> None:
    page = ontology_docs.PAGE.read_text()
    anchors = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^##+ (.*)$", page, re.MULTILINE)
    }
    links = re.findall(r"\]\(#([^)]*)\)", page)
    assert links
    assert set(links) <= anchors
