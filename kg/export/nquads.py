"""N-Quads: a line a quad, sorted within each graph, and the graphs by name."""

from __future__ import annotations

from typing import IO

from kg.export.nodes import Nodes


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write graph after graph; returns the number of quads."""
    count = 0
    for graph, members in nodes.graphs():
        for node in members:
            for predicate, value in node.pairs:
                file.write(f"{node.iri} {predicate} {value} {graph} .\n".encode())
            count += len(node.pairs)
    return count
