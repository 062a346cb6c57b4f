"""N-Triples: a line a triple, sorted."""

from __future__ import annotations

from typing import IO

from kg.export.nodes import Nodes


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write all graphs as one; returns the number of triples."""
    count = 0
    for node in nodes:
        for predicate, value in node.pairs:
            file.write(f"{node.iri} {predicate} {value} .\n".encode())
        count += len(node.pairs)
    return count
