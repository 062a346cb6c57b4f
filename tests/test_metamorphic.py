"""Written otherwise, an annotated article says the same: names, countries, forms of writing.

The figures are those of `python -m tests.metamorphic`.
"""

from __future__ import annotations

import pytest
from metamorphic import SHARED, TRANSFORMATIONS, Transformation, change, docs, every, measure

pytestmark = pytest.mark.skipif(
    not docs(), reason=f"no annotated articles in {SHARED.name}/ beside the checkout"
)

CASES = [(how, registry) for how in TRANSFORMATIONS for registry in how.registry]


@pytest.mark.parametrize(
    ("how", "registry"),
    CASES,
    ids=[f"{how.name}-{'with' if on else 'without'}-registry" for how, on in CASES],
)
def test_the_facts_stay(how: Transformation, registry: bool) -> None:
    found = measure(how, registry)
    assert found.before > 500
    assert found.share <= how.limit, "\n".join(["lost", *found.lost[:20], "gained", *found.gained[:20]])


def test_every_transformation_changes_articles() -> None:
    for how in TRANSFORMATIONS:
        texts = [(doc.text, how.raw(change(doc.text, how.edits(doc)).text)) for doc in docs()]
        assert sum(old != new for old, new in texts) >= 5, how.name


def test_a_place_is_known_in_the_new_text() -> None:
    old = "Ông A gặp bà B tại C."
    changed = change(old, [*every("A", "Trần Khải Ninh", old), *every("tại C", "", old)])
    assert changed.text == "Ông Trần Khải Ninh gặp bà B ."
    at = old.index("bà B")
    begin, end = changed.place(at), changed.place(at + 4, end=True)
    assert changed.text[begin:end] == "bà B"
