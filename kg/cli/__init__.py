"""The commands: each parses what was typed, calls, prints, and loads what it needs itself.

One module for each group of them; `_COMMANDS` is the order in which `kg --help` lists them.
"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.ask import ask
from kg.cli.build import build, remove
from kg.cli.check import explain, validate
from kg.cli.dossier import dossier
from kg.cli.export import export
from kg.cli.push import push
from kg.cli.query import query
from kg.cli.serve import serve
from kg.cli.view import view

_COMMANDS = (build, query, ask, view, dossier, serve, export, explain, validate, push, remove)

app = typer.Typer(
    help="Reads news about bilateral relations into a graph of who said what to whom, with the quotes.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _command in _COMMANDS:
    app.command()(_command)


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
    install: Annotated[
        bool, typer.Option("--install-completion", help="Let the shell complete commands and names.")
    ] = False,
    show: Annotated[
        bool, typer.Option("--show-completion", help="Print the script that does so, and install nothing.")
    ] = False,
    shell: Annotated[
        str | None, typer.Option("--shell", metavar="NAME", help="Of this shell: bash, fish or zsh.")
    ] = None,
) -> None:
    if install or show:
        _complete(shell, show)
        raise typer.Exit
    if version:
        from kg.version import software_version

        print(f"kg {software_version()}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


def _complete(named: str | None, show: bool) -> None:
    from kg import resources
    from kg.cli.shell import detect, install

    shell = detect(named)
    if show:
        print(resources.completion(shell), end="")
        return
    place, left = install(shell)
    print(f"{place}: completion of kg for {shell}; {left}")
