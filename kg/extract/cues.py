"""Words that report an encounter (encounters.yaml); who met whom is for `kg.resolve.encounters`."""

from __future__ import annotations

import re

from kg.extract.mentions import CueMention
from kg.lang.pack import LanguagePack
from kg.model import Span

_NOUN = re.compile(r"\b(?:tại|trong|sau|kết thúc|trước|cuộc|buổi|phiên) \Z")


def _as_noun(low: str, at: int) -> bool:
    """ "tại hội đàm": the verb names the talk."""
    return bool(_NOUN.search(low, max(0, at - 10), at))


def find(low: str, pack: LanguagePack) -> list[CueMention]:
    """All cues, in order; the longest of those that begin together."""
    return [
        CueMention(
            Span(hit.start, hit.end),
            hit.value.kind,
            hit.value.noun or _as_noun(low, hit.start),
            hit.value.form,
        )
        for hit in pack.cues.find(low)
        if hit.value.kind is not None
    ]
