"""The graph carried away: one module a format, each byte for byte the same whatever the order of building.

export.write(store, "output/graph.ttl")
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, cast

from kg.errors import UsageError, choose
from kg.export.nodes import Nodes
from kg.graph.disk import explain, write_atomically
from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the endings that choose it, and the module whose `write` makes it."""

    name: str
    endings: tuple[str, ...]
    title: str
    unit: str  # what `write` counts
    folder: bool = False


FORMATS = {
    form.name: form
    for form in (
        Format("crate", (".crate",), "an RO-Crate: graph, tables, sources", "triples", folder=True),
        Format("csv", (".csv",), "a folder of tables", "rows", folder=True),
        Format("gexf", (".gexf",), "GEXF, for Gephi", "edges"),
        Format("graphml", (".graphml",), "GraphML, for yEd, Cytoscape and Gephi", "edges"),
        Format("jsonld", (".jsonld",), "JSON-LD", "triples"),
        Format("nq", (".nq",), "N-Quads, a graph an article", "quads"),
        Format("nt", (".nt",), "N-Triples", "triples"),
        Format("parquet", (".parquet",), "a folder of Parquet tables", "rows", folder=True),
        Format("rdfxml", (".rdf", ".xml"), "RDF/XML", "triples"),
        Format("trig", (".trig",), "TriG, a graph an article", "quads"),
        Format("ttl", (".ttl",), "Turtle", "triples"),
    )
}
_MODULES = {"csv": "tables", "nq": "nquads", "nt": "ntriples", "ttl": "turtle"}


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and where."""

    destination: str
    format: str
    count: int
    unit: str


def choose_format(destination: str | Path, format: str | None = None) -> Format:
    """The format named, or the one of the destination's ending; raises UsageError that lists them."""
    if format is not None:
        return FORMATS[choose(format, FORMATS, kind="export format")]
    ending = "" if str(destination) == "-" else Path(destination).suffix.lower()
    for form in FORMATS.values():
        if ending in form.endings:
            return form
    what = f"the ending {ending!r} tells no format" if ending else "nothing tells the format"
    endings = ", ".join(ending for form in FORMATS.values() for ending in form.endings)
    hint = f"end the name in one of {endings}, or name a format: {', '.join(FORMATS)}"
    raise UsageError(what, where=str(destination), hint=hint)


def write(store: Store, destination: str | Path, format: str | None = None) -> Exported:
    """Export a store to a file, a folder (crate, csv, parquet) or standard output ("-").

    The file or folder is there whole or not at all. `format` overrides the destination's ending.
    """
    form = choose_format(destination, format)
    module = import_module(f"kg.export.{_MODULES.get(form.name, form.name)}")
    nodes = Nodes(store)
    if str(destination) == "-":
        if form.folder:
            hint = "name a folder, or choose another format"
            raise UsageError(f"{form.title} does not fit on standard output", where="-", hint=hint)
        count = cast(Callable[[Nodes, IO[bytes]], int], module.write)(nodes, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return Exported("-", form.name, count, form.unit)
    path = Path(destination)
    with explain(path, otherwise="name another place"):
        path.parent.mkdir(parents=True, exist_ok=True)
        if form.folder:
            count = cast(Callable[[Nodes, Path], int], module.write)(nodes, path)
        else:
            count = _write_file(cast(Callable[[Nodes, IO[bytes]], int], module.write), nodes, path)
    return Exported(str(path), form.name, count, form.unit)


def _write_file(writer: Callable[[Nodes, IO[bytes]], int], nodes: Nodes, path: Path) -> int:
    if path.is_dir():
        raise UsageError("a folder, where a file is to be written", where=str(path), hint="name a file")
    with write_atomically(path) as file:
        return writer(nodes, file)
