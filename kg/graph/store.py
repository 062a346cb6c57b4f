"""The embedded store on disk: one named graph an article, and one of reference data.

The default graph holds each triple of the named graphs once. Queries run over it: the engine's own union of
graphs gives a triple as often as there are graphs that hold it, which makes counts wrong and joins explode.

Every change is whole: when a process is killed, each graph is there, or is as it was before, and the default
graph with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast
from urllib.parse import unquote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat
from pyoxigraph import Store as Oxigraph

from kg.errors import StoreError, UsageError
from kg.graph import folder
from kg.graph.disk import explain
from kg.graph.folder import WAIT, snapshot
from kg.graph.lock import Lock
from kg.graph.names import DEFAULT_BASE, Names
from kg.graph.packed import Packed, pack
from kg.graph.reference import fingerprint, reference_quads

if TYPE_CHECKING:
    from rdflib import Dataset

_SMALL = 5000  # triples up to which a transaction is cheaper than writing new files
_MANY = 500_000  # triples loaded after which the files are put in order: a lookup is then three times faster
_LARGEST = 250_000  # triples in one bulk load, which writes each twice and is whole up to a million quads
_ARTICLES = """PREFIX bg: <https://w3id.org/bangiao/ns#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?article ?sha ?run WHERE { GRAPH ?article { ?article a bg:Article
  OPTIONAL { ?article bg:sha256 ?sha } OPTIONAL { ?r prov:used ?article ; dcterms:identifier ?run } } }"""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the store, and what it was read by: its `run` is a Run's key."""

    id: str
    iri: str
    sha256: str
    run: str


class Store:
    """An open store; use it as a context manager. `ox` is pyoxigraph's own store."""

    def __init__(self, path: Path, names: Names, ox: Oxigraph, lock: Lock, *, read_only: bool) -> None:
        self.path, self.names, self.read_only = path, names, read_only
        self._ox: Oxigraph | None = ox
        self._lock = lock
        self._unflushed = False
        self._loaded = 0

    # ------------------------------------------------------------ opening and closing
    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        base: str | None = None,
        create: bool = False,
        read_only: bool = False,
        wait: float = WAIT,
    ) -> Self:
        """Open a store to write, or, `read_only`, beside other readers.

        `base` must be the store's own, if given; a store created gets it. Another process's writing is
        waited for, `wait` seconds long. Raises StoreError.
        """
        path = Path(path)
        if create and not read_only:
            folder.create(path, Names(base or DEFAULT_BASE))
        names = folder.names_of(path, base)
        lock = folder.lock(path, shared=read_only, wait=wait)
        try:
            with explain(path):
                at = folder.database(path, must_exist=read_only)
                ox = Oxigraph.read_only(str(at)) if read_only else Oxigraph(at)
        except BaseException:
            lock.release()
            raise
        return cls(path, names, ox, lock, read_only=read_only)

    @property
    def ox(self) -> Oxigraph:
        """The pyoxigraph store, while this one is open."""
        if self._ox is None:
            raise StoreError("the store is closed", where=str(self.path), hint="open it again")
        return self._ox

    def close(self) -> None:
        """Write what is not yet on disk and let other processes in; harmless when repeated."""
        ox, self._ox = self._ox, None
        try:
            if ox is not None:
                with explain(self.path):
                    if self._loaded >= _MANY:
                        ox.optimize()
                    if self._unflushed:
                        ox.flush()
        finally:
            del ox  # RocksDB lets go of its files here, and only then may another process write
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ writing
    def put_article(self, quads: Sequence[Quad]) -> bool:
        """Put an article's graph in place of what there was of it; True if there was something."""
        return self.put_articles([pack(quads)])[0]

    def put_articles(self, graphs: Iterable[Packed]) -> list[bool]:
        """Put many; each graph is whole at any moment. Says for each whether it replaced one."""
        replaced: list[bool] = []
        new: dict[str, Packed] = {}
        size = 0
        with self._writing() as ox:
            for packed in graphs:
                size += packed.size
                if packed.graph in new or size > _LARGEST:
                    self._load(ox, new)
                    size = packed.size
                known = ox.contains_named_graph(NamedNode(packed.graph))
                replaced.append(known)
                if known:
                    _replace(ox, packed)
                    self._unflushed = True
                else:
                    new[packed.graph] = packed
            self._load(ox, new)
        return replaced

    def remove_article(self, article: str) -> str:
        """Withdraw an article, named by its identifier or IRI, with all that it says; returns its IRI."""
        prefix = f"{self.names.base}article/"
        iri = article if article.startswith(prefix) else self.names.article(article or "?")
        graph = NamedNode(iri)
        with self._writing() as ox:
            if not ox.contains_named_graph(graph):
                near = get_close_matches(unquote(iri.removeprefix(prefix)), self.articles(), n=1)
                hint = f"did you mean {near[0]}?" if near else "the store holds no such identifier"
                raise UsageError(f"no article {article!r}", where=str(self.path), hint=hint)
            ox.update(f"{_withdraw(graph)} ;\nDROP GRAPH {graph}")
            self._unflushed = True
        return iri

    def refresh_reference(self) -> bool:
        """Load the ontology's reference data again if it has changed; True if it had."""
        graph = NamedNode(self.names.reference)
        sha256 = NamedNode("https://w3id.org/bangiao/ns#sha256")
        with self._writing() as ox:
            current = Literal(fingerprint(self.names))
            if any(quad.object == current for quad in ox.quads_for_pattern(graph, sha256, None, graph)):
                return False
        self.put_articles([pack(reference_quads(self.names))])
        return True

    # ------------------------------------------------------------ reading
    def articles(self) -> Mapping[str, StoredArticle]:
        """What the store holds, by identifier, in order."""
        start = len(f"{self.names.base}article/")
        with explain(self.path):
            rows = cast(QuerySolutions, self.ox.query(_ARTICLES))
            found = [
                StoredArticle(unquote(iri[start:]), iri, sha256, run)
                for iri, sha256, run in (map(_value, row) for row in rows)
            ]
        return {article.id: article for article in sorted(found, key=lambda article: article.id)}

    def article_quads(self) -> Iterator[Quad]:
        """Every quad of the articles' graphs, in no particular order."""
        others = NamedNode(self.names.reference), DefaultGraph()
        return (quad for quad in self.ox if quad.graph_name not in others)

    def reference(self) -> Iterator[Quad]:
        """The quads of the reference data."""
        return iter(self.ox.quads_for_pattern(None, None, None, NamedNode(self.names.reference)))

    def as_rdflib(self) -> Dataset:
        """The store as an rdflib Dataset whose queries run in pyoxigraph, over all graphs at once."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self.ox), default_union=False)
        for prefix, iri in self.names.prefixes.items():
            dataset.bind(prefix, iri, replace=True)
        return dataset

    @contextmanager
    def _writing(self) -> Iterator[Oxigraph]:
        if self.read_only:
            raise StoreError("the store is open for reading only", where=str(self.path))
        with explain(self.path):
            yield self.ox

    def _load(self, ox: Oxigraph, new: dict[str, Packed]) -> None:
        """Load graphs of which the store has nothing, and forget them: all of them or none."""
        named = (packed.data for packed in new.values())
        # What many articles say (labels of polities, the run) is loaded into the default graph once.
        lines = chain.from_iterable(packed.triples.splitlines(True) for packed in new.values())
        merged = dict.fromkeys(lines)
        data = b"".join((*named, *merged))
        if sum(packed.size for packed in new.values()) > _SMALL:
            # lenient: the terms were checked when they were made, and are not once more
            ox.bulk_load(data, format=RdfFormat.N_QUADS, lenient=True)
            self._loaded += sum(packed.size for packed in new.values())
        elif data:
            ox.load(data, format=RdfFormat.N_QUADS)
            self._unflushed = True
        new.clear()


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _replace(ox: Oxigraph, packed: Packed) -> None:
    """One update is one transaction; pyoxigraph has no other that both removes and adds."""
    graph = NamedNode(packed.graph)
    triples = packed.triples.decode()
    ox.update(
        f"{_withdraw(graph)} ;\nDROP SILENT GRAPH {graph} ;\n"
        f"INSERT DATA {{\n{triples}GRAPH {graph} {{\n{triples}}} }}"
    )


def _withdraw(graph: NamedNode) -> str:
    """The update that takes out of the default graph what no graph but `graph` says."""
    return (
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {graph}) }} }}"
    )


__all__ = ["Packed", "Store", "StoredArticle", "pack", "snapshot"]
