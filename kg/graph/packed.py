"""One article's graph as it travels from the process that reads it to the one that stores it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize


@dataclass(frozen=True, slots=True)
class Packed:
    """A named graph as N-Quads: forty times cheaper to hand to another process than quads are."""

    graph: str
    data: bytes
    size: int

    @property
    def triples(self) -> bytes:
        """The same as N-Triples; within a line the end of a line is always escaped."""
        return self.data.replace(f" {NamedNode(self.graph)} .\n".encode(), b" .\n")


def pack(quads: Sequence[Quad]) -> Packed:
    """Pack the quads of one named graph; anything else raises ValueError."""
    graphs = {quad.graph_name for quad in quads}
    graph = graphs.pop() if len(graphs) == 1 else None
    if not isinstance(graph, NamedNode):
        raise ValueError("quads to pack must all be in one named graph")
    data = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return Packed(graph.value, data, len(quads))
