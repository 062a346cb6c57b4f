"""Whom a dossier is about, as its reader wrote it: an official, a polity, a topic, or two polities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import UsageError
from kg.views.model import OFFICIAL, POLITY, TOPIC, Graph, kind_of
from kg.views.select import find

PAIR = "pair"
_KINDS = (OFFICIAL, POLITY, TOPIC)
_CODES = re.compile(r"\s*([^\W\d_]{2,8})\s*[-–—/]\s*([^\W\d_]{2,8})\s*\Z")
_BETWEEN = re.compile(r"\s+[-–—]\s+|\s*[–—/]\s*|\s+(?:and|và)\s+|\s*-\s*")


@dataclass(frozen=True, slots=True)
class Subject:
    """One or two things of the graph. `kind` is that of a node, or PAIR."""

    kind: str
    iris: tuple[str, ...]


def name(graph: Graph, who: str) -> Subject:
    """What `who` names: a name with or without diacritics, a code, an IRI, or two polities ("VN-US").

    Raises UsageError, with the candidates and their IRIs where there are several.
    """
    wanted = who.strip()
    if not wanted:
        raise UsageError(
            "nobody is named", where="dossier", hint="name an official, a country, a topic, or VN-US"
        )
    if _CODES.match(wanted) and (pair := _pair(graph, wanted)):
        return pair
    try:
        iri = find(graph, wanted, _KINDS, where="dossier")
    except UsageError:
        pair = _pair(graph, wanted)
        if pair is None:
            raise
        return pair
    return Subject(kind_of(graph, iri), (iri,))


def _pair(graph: Graph, wanted: str) -> Subject | None:
    """Two polities with something between them; None if these are no two names of polities."""
    for cut in _BETWEEN.finditer(wanted):
        try:
            both = [find(graph, half, (POLITY,)) for half in (wanted[: cut.start()], wanted[cut.end() :])]
        except UsageError:
            continue
        if both[0] == both[1]:
            raise UsageError(f"{wanted!r} is one country twice", where="dossier", hint="name two")
        return Subject(PAIR, (both[0], both[1]))
    return None
