"""GraphML: a directed network whose nodes and edges carry strings."""

from __future__ import annotations

from typing import IO

import networkx as nx

from kg.export.network import network
from kg.export.nodes import Nodes


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write the network; returns the number of edges."""
    graph = network(nodes)
    nx.write_graphml_xml(graph, file, prettyprint=True)
    return graph.number_of_edges()
