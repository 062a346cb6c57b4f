"""What the command line does, for programs: `build` makes a store, a `Graph` answers from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from kg.explain import Explanation
    from kg.export import Exported
    from kg.graph.store import StoredArticle
    from kg.pipeline import BuildReport, Step
    from kg.push import PushReport, Sent
    from kg.query import Result
    from kg.remote import Endpoint
    from kg.validate import Violation
    from kg.views.choice import ViewReport
    from kg.views.dossier import Written

DEFAULT_STORE = "output/store"


def build(
    paths: Sequence[str | Path],
    store: str | Path = DEFAULT_STORE,
    *,
    base: str | None = None,
    registry: bool = True,
    strict: bool = False,
    jobs: int | None = None,
    progress: Callable[[Step], None] | None = None,
    stdin: BinaryIO | None = None,
) -> BuildReport:
    """Read the articles in `paths` (files, folders, "-" for `stdin`) into a store, made if need be.

    What the store has unchanged is skipped, what has changed is replaced. An article that cannot be read
    is in the report; `strict` raises an error at the end if there is one. `base` is the beginning of the
    IRIs of a new store. Without the `registry`, officials are known by what the articles say alone.
    """
    from kg import pipeline

    return pipeline.build(
        paths, store, base=base, registry=registry, strict=strict, jobs=jobs, progress=progress, stdin=stdin
    )


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph in a store, which each call opens for its own time only, or behind an endpoint.

    An endpoint answers `query`, `rows`, `explain`, `view` and `dossier`; the rest needs a store of one's own.
    """

    store: str | Path | Endpoint = DEFAULT_STORE

    @property
    def folder(self) -> Path:
        """The store's folder; UsageError if this is an endpoint."""
        if isinstance(self.store, str | Path):
            return Path(self.store)
        from kg.errors import UsageError

        hint = "build the graph here, or ask query(), explain() or view()"
        raise UsageError("this needs a store, and not an endpoint", where=self.store.where, hint=hint)

    def query(
        self,
        query: str | Path,
        params: Mapping[str, str] | None = None,
        *,
        limit: int | None = None,
        timeout: float | None = 60.0,
    ) -> Result:
        """The answer to a named query, a `.rq` file or SPARQL text, as RDF terms; `timeout` in seconds."""
        from kg.query import run

        return run(self.store, query, params, limit=limit, timeout=timeout)

    def plan(self, query: str | Path, params: Mapping[str, str] | None = None) -> str:
        """The SPARQL of a query with its parameters bound, and the algebra that the engine gets of it."""
        from kg.query.plan import plan

        return plan(self.store, query, params)

    def rows(self, query: str | Path, **params: str) -> list[dict[str, str | None]]:
        """The rows of a named query, a `.rq` file or a SELECT, as plain strings."""
        from kg.errors import UsageError
        from kg.query import Select

        result = self.query(query, params)
        if not isinstance(result, Select):
            raise UsageError("the query answers with no rows", hint="use query() for ASK and CONSTRUCT")
        return [
            {
                name: None if term is None else str(getattr(term, "value", term))
                for name, term in zip(result.variables, row, strict=True)
            }
            for row in result.rows
        ]

    def articles(self) -> Mapping[str, StoredArticle]:
        """What the graph was read from, by identifier."""
        from kg.graph.store import Store

        with Store.open(self.folder, read_only=True) as store:
            return store.articles()

    def export(self, destination: str | Path, format: str | None = None) -> Exported:
        """Write the graph to a file or a folder, in the format of its ending or in `format`."""
        from kg import export
        from kg.graph.store import Store

        with Store.open(self.folder, read_only=True) as store:
            return export.write(store, destination, format)

    def view(
        self,
        destination: str | Path,
        *,
        focus: str | None = None,
        depth: int | None = None,
        topics: Sequence[str] = (),
        since: str | date | None = None,
        until: str | date | None = None,
        lang: str = "en",
        max_nodes: int | None = None,
        kind: str = "graph",
    ) -> ViewReport:
        """Write the graph, or what lies around `focus`, as one HTML page that needs no network.

        `kind` is graph, timeline or matrix.
        """
        from kg.views import pages
        from kg.views.choice import Choice

        choice = Choice(focus, depth, tuple(topics), since, until, lang, max_nodes)
        return pages.write(self.store, destination, choice, kind)

    def picture(
        self,
        destination: str | Path,
        *,
        focus: str | None = None,
        depth: int | None = None,
        topics: Sequence[str] = (),
        since: str | date | None = None,
        until: str | date | None = None,
        lang: str = "en",
        max_nodes: int | None = None,
        kind: str = "graph",
    ) -> ViewReport:
        """Draw the graph, or what lies around `focus`, into an .svg or a .png for a paper.

        `kind` is graph, timeline or matrix.
        """
        from kg.views import picture
        from kg.views.choice import Choice

        choice = Choice(focus, depth, tuple(topics), since, until, lang, max_nodes)
        return picture.write(self.store, destination, choice, kind)

    def dossier(
        self,
        who: str,
        destination: str | Path | None = None,
        format: str | None = None,
        *,
        topics: Sequence[str] = (),
        since: str | date | None = None,
        until: str | date | None = None,
        lang: str = "en",
    ) -> Written:
        """Write what is known of an official, a country, a topic or two countries ("VN-US") on a few pages.

        `format` is html or md, by the ending of `destination` unless told. Without a destination it is
        a file in output/ named after what it is about.
        """
        from kg.views import dossier
        from kg.views.choice import Choice

        choice = Choice(topics=tuple(topics), since=since, until=until, lang=lang)
        return dossier.write(self.store, who, choice, destination, format)

    def explain(self, what: str, *, limit: int = 50, lang: str = "en") -> Explanation:
        """The facts about a thing, named by an IRI, a name or a code, and the quotes they stand on."""
        from kg.explain import explain

        return explain(self.store, what, limit=limit, lang=lang)

    def serve(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 8750,
        cors: Sequence[str] = (),
        names: Sequence[str] = (),
        timeout: float = 60.0,
        rows: int = 100_000,
        queries: int = 4,
        patience: float = 15.0,
        memory: int = 2 << 30,
    ) -> None:
        """Serve pages and a SPARQL endpoint until interrupted; port 0 takes a free one.

        `cors` are origins whose pages may read the answers, `names` further names of this machine. `timeout`
        (seconds), `rows` and `memory` (bytes) bound a query; `queries` run at once, and one more waits for
        `patience` seconds.
        """
        from kg.serve import Settings, serve

        serve(
            Settings(
                self.folder,
                host=host,
                port=port,
                cors=tuple(cors),
                names=tuple(names),
                timeout=timeout,
                rows=rows,
                queries=queries,
                patience=patience,
                memory=memory,
            )
        )

    def validate(self) -> list[Violation]:
        """What of the graph breaks the SHACL shapes, the gravest first."""
        from kg.validate import validate

        return validate(self.folder)

    def push(
        self,
        target: str,
        *,
        query: str | None = None,
        merged: str = "graph",
        prune: bool = False,
        dry_run: bool = False,
        timeout: float | None = 60.0,
        told: Callable[[Sent], None] = lambda _: None,
    ) -> PushReport:
        """Send the graph to the Graph Store Protocol at the address `target`, article by article.

        What is there and equal is skipped; `query` is the address of that store's SPARQL endpoint.
        """
        from kg.push import push
        from kg.remote import Endpoint

        return push(
            self.folder,
            Endpoint(target),
            query=Endpoint(query) if query else None,
            merged=merged,
            prune=prune,
            dry_run=dry_run,
            timeout=timeout,
            told=told,
        )

    def remove(self, article: str) -> str:
        """Withdraw an article, named by its identifier or IRI, with all that it says; returns its IRI."""
        from kg import pipeline

        return pipeline.remove(article, self.folder)
