"""The commands: each parses what was typed, calls, prints, and loads what it needs itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.api import DEFAULT_STORE, Graph
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.query import Result

app = typer.Typer(
    help="Reads news about bilateral relations into a graph of who said what to whom, with the quotes.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

StoreOption = Annotated[
    Path, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="The folder of the store.")
]
IrisOption = Annotated[bool, typer.Option("--iris", help="Show whole IRIs, and columns meant for programs.")]
_STORE = Path(DEFAULT_STORE)


# ---------------------------------------------------------------- commands
@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
) -> None:
    if version:
        from kg.version import software_version

        print(f"kg {software_version()}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or -.")],
    store: StoreOption = _STORE,
    base: Annotated[
        str | None, typer.Option(metavar="IRI", help="How the IRIs of a new store's data begin.")
    ] = None,
    registry: Annotated[
        bool, typer.Option("--registry/--no-registry", help="Let the registry of officials help.")
    ] = True,
    strict: Annotated[bool, typer.Option("--strict", help="Fail if an article was skipped.")] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that read; all cores, if not given.")
    ] = None,
) -> None:
    """Read articles into the store.

    Texts (.txt .md), pages (.html), lines of JSON (.jsonl .jsonl.gz) and folders of them. What the store
    has unchanged is skipped, what has changed is replaced.
    """
    from kg import api, console

    stdin = sys.stdin.buffer if "-" in paths else None
    with console.Progress(paths) as progress:
        report = api.build(
            paths, store, base=base, registry=registry, jobs=jobs, progress=progress, stdin=stdin
        )
    print(console.summary(report, store))
    skipped = len(report.skipped)
    raise typer.Exit(int(skipped == report.articles or (strict and skipped > 0)))


@app.command()
def query(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY]",
            help="A named query, a .rq file, SPARQL, or -.",
        ),
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter; repeatable.")
    ] = None,
    store: StoreOption = _STORE,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="table, csv, tsv, json, xml, markdown; ttl, nt, jsonld."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write it there."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", metavar="N", help="So many rows at most.")
    ] = None,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="Stop the query after so long.")] = 60.0,
    iris: IrisOption = False,
    about: Annotated[bool, typer.Option("--about", help="Explain the query, do not run it.")] = False,
) -> None:
    """Ask the graph.

    `kg query` lists the named queries; `kg query commitments --param side=US` runs one. SPARQL may be
    given too: as text, as a .rq file or, by -, on standard input. The project's prefixes are known.
    """
    from kg import console

    if text is None or about:
        print(console.describe_query(text) if text else console.list_queries())
        return
    result = Graph(store).query(_sparql(text), _params(param or []), limit=limit, timeout=timeout)
    _show(result, format, output, iris)


@app.command()
def view(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = Path(
        "output/graph.html"
    ),
    store: StoreOption = _STORE,
    focus: Annotated[
        str | None, typer.Option(help="Official, polity, topic or encounter: name, code or IRI.")
    ] = None,
    depth: Annotated[int | None, typer.Option(metavar="N", help="Steps around the focus (2).")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only what is about it; repeatable.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="To this day, month or year.")] = None,
    lang: Annotated[str, typer.Option(help="The language in which the page opens: en or vi.")] = "en",
    max_nodes: Annotated[
        int | None,
        typer.Option("--max-nodes", metavar="N", help="So many at most (1500)."),
    ] = None,
) -> None:
    """Write the graph as one page for a browser.

    The page holds all that it needs and works without a network.
    """
    report = Graph(store).view(
        output,
        focus=focus,
        depth=depth,
        topics=topic or (),
        since=since,
        until=until,
        lang=lang,
        max_nodes=max_nodes,
    )
    print(f"{output}: {report.message}")


@app.command()
def export(
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="File, folder (csv), or -."),
    ] = None,
    store: StoreOption = _STORE,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="ttl, nt, nq, trig, jsonld, rdfxml, graphml, gexf or csv.",
        ),
    ] = None,
) -> None:
    """Write the graph for other tools.

    It becomes output/graph.ttl, if no file is named.
    """
    from kg.export import choose_format

    if output is None:
        output = f"output/graph{choose_format('graph.ttl', format).endings[0]}"
    written = Graph(store).export(output, format)
    if output != "-":
        print(f"{written.destination}: {written.count:,} {written.unit}")


@app.command()
def explain(
    what: Annotated[list[str], typer.Argument(metavar="WHAT", help="An IRI, a name, a code or an article.")],
    store: StoreOption = _STORE,
    format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", help="So many facts at most.")] = 50,
    lang: Annotated[str, typer.Option(help="The language of labels: en or vi.")] = "en",
    iris: IrisOption = False,
) -> None:
    """Show the facts about a thing, and why.

    With the quotes, offsets and articles that they stand on.
    """
    from kg import console
    from kg.output.explanation import render_explanation

    found = Graph(store).explain(" ".join(what), limit=limit, lang=lang)
    sys.stdout.write(render_explanation(found, format, console.layout(iris)))


@app.command()
def validate(
    store: StoreOption = _STORE,
    format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    iris: IrisOption = False,
) -> None:
    """Check the graph against the SHACL shapes.

    The exit status is not 0 if it breaks one.
    """
    from kg import console
    from kg.output.violations import render_violations

    found = Graph(store).validate()
    sys.stdout.write(render_violations(found, format, console.layout(iris)))
    raise typer.Exit(int(any(violation.breaks for violation in found)))


@app.command()
def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Identifiers or IRIs.")],
    store: StoreOption = _STORE,
) -> None:
    """Withdraw articles with all that they say."""
    graph = Graph(store)
    for article in articles:
        print(f"removed {graph.remove(article)}")


# ---------------------------------------------------------------- between what was typed and what is called
def _params(given: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"{item!r} is no parameter", where="--param", hint="write NAME=VALUE")
        found[name.strip()] = value
    return found


def _sparql(text: str) -> str | Path:
    """What `kg query` was given: a file, standard input, or the text itself."""
    if text == "-":
        return sys.stdin.read()
    return Path(text) if text.endswith(".rq") else text


def _show(result: Result, format: str | None, output: Path | None, iris: bool) -> None:
    from kg import console
    from kg.output import Layout, format_of, render

    if output is not None:
        from kg.graph.disk import explain, write_atomically

        text = render(result, format or format_of(output), Layout(iris=iris))
        with explain(output, otherwise="name another place"):
            output.parent.mkdir(parents=True, exist_ok=True)
            with write_atomically(output) as file:
                file.write(text.encode())
    else:
        text = render(result, format or console.default_format(result), console.layout(iris))
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    for note in result.notes:
        print(f"kg: {note}", file=sys.stderr)
