"""GEXF 1.2: the same network for Gephi, whose timeline shows what was possible between two days."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

import networkx as nx
from lxml import etree

from kg.export.network import network
from kg.export.nodes import Nodes

_NAMESPACE = "{http://www.gexf.net/1.2draft}"
_DATES = {"earliest": "start", "latest": "end"}  # of nodes and edges, which are always there without


def write(nodes: Nodes, file: IO[bytes]) -> int:
    """Write the network with dates; returns the number of edges."""
    graph = network(nodes)
    for _, data in graph.nodes(data=True):
        _date(data)
    for _, _, data in graph.edges(data=True):
        _date(data)
    buffer = BytesIO()
    nx.write_gexf(graph, buffer, prettyprint=True)
    file.write(_tidied(buffer.getvalue()))
    return graph.number_of_edges()


def _date(data: dict[str, Any]) -> None:
    for name, bound in _DATES.items():
        if name in data:
            data[bound] = data[name]


def _tidied(document: bytes) -> bytes:
    """Without the day of writing and networkx's own numbers of edges, and as the schema has it."""
    root = etree.fromstring(document, etree.XMLParser(huge_tree=True))
    root.find(f"{_NAMESPACE}meta").attrib.pop("lastmodifieddate", None)
    root.find(f"{_NAMESPACE}graph").attrib.pop("name", None)  # the schema has none
    for key in root.findall(f".//{_NAMESPACE}attribute[@title='networkx_key']"):
        for value in root.findall(f".//{_NAMESPACE}edge//{_NAMESPACE}attvalue[@for='{key.get('id')}']"):
            _drop(value)
        _drop(key)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _drop(element: Any) -> None:
    """Take an element out of its line."""
    above = element.getparent()
    if element.getnext() is None and element.getprevious() is not None:
        element.getprevious().tail = element.tail
    above.remove(element)
