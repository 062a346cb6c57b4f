"""GEXF: the same network for Gephi."""

from __future__ import annotations

import re
from io import BytesIO
from typing import IO

import networkx as nx

from kg.export.network import network
from kg.export.nodes import Nodes

_CLOCK = re.compile(rb' lastmodifieddate="[^"]*"')


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write the network, without the day on which that is done; returns the number of edges."""
    graph = network(nodes)
    buffer = BytesIO()
    nx.write_gexf(graph, buffer, prettyprint=True)
    file.write(_CLOCK.sub(b"", buffer.getvalue(), count=1))
    return graph.number_of_edges()
