"""TriG: as Turtle, with each article's graph under its own name."""

from __future__ import annotations

from typing import IO

from kg.export.nodes import Nodes
from kg.export.turtle import Terms, block


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write graph after graph; returns the number of quads."""
    terms, count = Terms(nodes.names), 0
    file.write(terms.header().encode())
    for graph, members in nodes.graphs():
        file.write(f"\n{terms.iri(graph)} {{\n".encode())
        for node in members:
            file.write(block(node, terms, "  ").encode())
            count += len(node.pairs)
        file.write(b"}\n")
    return count
