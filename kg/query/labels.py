"""What to call the nodes of an answer: people read labels, and IRIs where labels do not tell nodes apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode
from pyoxigraph import Store as Oxigraph

from kg.graph import names as ns
from kg.graph.names import Names
from kg.query.result import Select

_LANGUAGE = "en"
_MOST = 5000  # nodes, after which an answer is no table for people any more
_NAMES = tuple(map(NamedNode, ns.LABELS))


def labels(result: Select, labelled: Callable[[Iterable[str]], Oxigraph], names: Names) -> Mapping[str, str]:
    """A label for each IRI of the data in an answer's rows, with the short IRI where several share it.

    `labelled` gives a store that holds what some nodes are called. Terms of the vocabularies keep their
    prefixed names, which are what queries are written in.
    """
    spaces = {name: names.prefixes[name] for name in ("id", "level", "role", "topic")}
    iris = {term.value for row in result.rows for term in row if isinstance(term, NamedNode)}
    data = sorted(iri for iri in iris if iri.startswith(tuple(spaces.values())))
    if len(data) > _MOST:
        return {}
    ox = labelled(data)
    found = {iri: label for iri in data if (label := _label(NamedNode(iri), ox))}
    shared = Counter(found.values())
    return {
        iri: f"{label} ({_short(iri, spaces)})" if shared[label] > 1 else label
        for iri, label in found.items()
    }


def _label(node: NamedNode, ox: Oxigraph) -> str | None:
    """Its name, in English if there is one in English, else the first in alphabetical order."""
    for name in _NAMES:
        found = sorted(
            (label.language != _LANGUAGE, label.value)
            for quad in ox.quads_for_pattern(node, name, None, DefaultGraph())
            if isinstance(label := quad.object, Literal)
        )
        if found:
            return found[0][1]
    return None


def _short(iri: str, spaces: Mapping[str, str]) -> str:
    prefix, space = next((prefix, space) for prefix, space in spaces.items() if iri.startswith(space))
    return f"{prefix}:{iri.removeprefix(space)}"
