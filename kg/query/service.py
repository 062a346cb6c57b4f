"""Something that answers SPARQL: the store on disk, or an endpoint over HTTP. Who asks need not know which.

with opened("output/store") as service:                       # or opened(Endpoint("https://…/sparql"))
    service.lookup("Mỹ").polity("Mỹ")

Beside answers, a service gives a pyoxigraph store to read patterns from: the local one its own, the remote
one a copy in memory of what was asked about, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode
from pyoxigraph import Store as Oxigraph

from kg.graph import folder
from kg.graph.names import Names
from kg.graph.store import Store
from kg.query.guard import Checked
from kg.query.lookup import Lookup
from kg.query.process import Bounds, Dataset, Started, execute
from kg.query.result import Result

if TYPE_CHECKING:
    from kg.remote import Endpoint


class Service(Protocol):
    """What queries, explanations and pages need of a graph."""

    names: Names

    def answer(
        self,
        text: str,
        checked: Checked,
        bounds: Bounds,
        *,
        dataset: Dataset | None = None,
        started: Started | None = None,
    ) -> Result:
        """The answer to a query that was checked; QuerySyntaxError with the engine's words, if it is none."""
        ...

    def lookup(self, *words: str) -> Lookup:
        """What finds the nodes that these words of the user's mean."""
        ...

    def labels(self, iris: Iterable[str]) -> Oxigraph:
        """A store that holds what these nodes are called."""
        ...

    def about(self, node: NamedNode) -> Oxigraph:
        """A store that holds which facts speak of a node or stand in this article, and their dates."""
        ...

    def described(self, nodes: Iterable[NamedNode]) -> Oxigraph:
        """A store that holds all about these nodes and those beside them, and their quotes."""
        ...

    def everything(self) -> Oxigraph:
        """A store that holds the whole graph."""
        ...


class LocalService:
    """A store on disk, open for reading; queries run in a process of their own."""

    def __init__(self, store: Store) -> None:
        self.names = store.names
        self._store = store

    def answer(
        self,
        text: str,
        checked: Checked,
        bounds: Bounds,
        *,
        dataset: Dataset | None = None,
        started: Started | None = None,
    ) -> Result:
        """The answer of the child process."""
        return execute(
            folder.database(self._store.path, must_exist=True),
            text,
            prefixes=self.names.prefixes,
            bounds=bounds,
            graphs=checked.graphs,
            dataset=dataset,
            started=started,
        )

    def lookup(self, *_: str) -> Lookup:
        """Over the store itself."""
        return Lookup(self._store.ox, self.names)

    def labels(self, _: Iterable[str]) -> Oxigraph:
        """The store itself."""
        return self._store.ox

    def about(self, _: NamedNode) -> Oxigraph:
        """The store itself."""
        return self._store.ox

    def described(self, _: Iterable[NamedNode]) -> Oxigraph:
        """The store itself."""
        return self._store.ox

    def everything(self) -> Oxigraph:
        """The store itself."""
        return self._store.ox


@contextmanager
def opened(where: str | Path | Endpoint, *, timeout: float | None = 60.0) -> Iterator[Service]:
    """The graph at `where`, for the time of the context; `timeout` is that of a request, in seconds."""
    if isinstance(where, str | Path):
        with Store.open(where, read_only=True) as store:
            yield LocalService(store)
        return
    from kg.query.remote import RemoteService  # with its HTTP client, which local users need not load
    from kg.remote import Client

    with Client(where, timeout=timeout) as client:
        yield RemoteService(client)
