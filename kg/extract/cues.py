"""Words that report an encounter (encounters.yaml); who met whom is for `kg.resolve.encounters`."""

from __future__ import annotations

from kg.extract.mentions import CueMention
from kg.lang.pack import LanguagePack
from kg.model import Span


def find(low: str, pack: LanguagePack) -> list[CueMention]:
    """All cues, in order; the longest of those that begin together."""
    return [
        CueMention(Span(hit.start, hit.end), hit.value.kind, hit.value.noun, hit.value.form)
        for hit in pack.cues.find(low)
        if hit.value.kind is not None
    ]
