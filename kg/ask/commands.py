"""What begins with a dot: help, and how answers are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import console, terminal
from kg.errors import UsageError, choose
from kg.output import FORMATS
from kg.query.process import LONGEST
from kg.query.service import opened

if TYPE_CHECKING:
    from kg.ask.session import Session


@dataclass(frozen=True, slots=True)
class Command:
    """What a command takes, what it does, and the words that may follow it."""

    takes: str
    help: str
    run: Callable[[Session, str], bool | None]
    words: tuple[str, ...] = ()


def obey(session: Session, line: str) -> bool:
    """Do what a line that begins with a dot says; False if the session is to end."""
    name, _, rest = line[1:].partition(" ")
    choose(f".{name}", (f".{known}" for known in COMMANDS), kind="command")
    return COMMANDS[name].run(session, rest.strip()) is not False


def _help(session: Session, _: str) -> None:
    rows = [(f".{name} {command.takes}".rstrip(), command.help) for name, command in COMMANDS.items()]
    width = max(len(usage) for usage, _ in rows)
    lines = [f"  {usage:{width}}  {help}" for usage, help in rows]
    terminal.show("\n".join([_INTRODUCTION, *lines]), pager=session.pager)


def _queries(session: Session, _: str) -> None:
    listed = console.list_queries("NAME PARAMETER=VALUE runs one; .about NAME explains it.")
    terminal.show(listed, pager=session.pager)


def _about(session: Session, name: str) -> None:
    if not name:
        raise UsageError("nothing is named", where=".about", hint=".about NAME; .queries lists them")
    terminal.show(console.describe_query(name), pager=session.pager)


def _prefixes(session: Session, _: str) -> None:
    with opened(session.graph.store) as service:
        prefixes = service.names.prefixes
    lines = (f"PREFIX {prefix}: <{space}>" for prefix, space in prefixes.items())
    terminal.show("\n".join(lines), pager=session.pager)


def _explain(session: Session, text: str) -> None:
    if not text:
        raise UsageError(
            "no query follows", where=".explain", hint=".explain NAME PARAMETER=VALUE, or SPARQL"
        )
    session.explain(text)


def _format(session: Session, name: str) -> None:
    if name:
        session.format = None if name == "auto" else choose(name, ("auto", *FORMATS), kind="format")
    print(f"format {session.format or 'auto'}")


def _limit(session: Session, value: str) -> None:
    if value:
        if value != "none" and (not value.isdecimal() or int(value) < 1):
            raise UsageError(
                f"not a number of rows: {value!r}", where=".limit", hint="give one from 1, or none"
            )
        session.limit = None if value == "none" else int(value)
    print(f"limit {session.limit or 'none'}")


def _timeout(session: Session, value: str) -> None:
    if value:
        try:
            seconds = float(value)
        except ValueError:
            seconds = 0
        if not 0 < seconds <= LONGEST:
            raise UsageError(f"not a time: {value!r}", where=".timeout", hint="give seconds above 0")
        session.timeout = seconds
    print(f"timeout {session.timeout:g} s")


def _iris(session: Session, value: str) -> None:
    if value:
        session.iris = choose(value, ("on", "off"), kind="value", where=".iris") == "on"
    print(f"iris {'on' if session.iris else 'off'}")


def _quit(_: Session, __: str) -> bool:
    return False


COMMANDS: Mapping[str, Command] = {
    "help": Command("", "this", _help),
    "queries": Command("", "the named queries with their parameters", _queries),
    "about": Command("NAME", "what a named query asks, and its parameters", _about),
    "prefixes": Command("", "the prefixes that are known", _prefixes),
    "explain": Command("QUERY", "the SPARQL of a query and its algebra", _explain),
    "format": Command(
        "NAME", "how answers are shown: auto, table, csv, json, records, …", _format, ("auto", *FORMATS)
    ),
    "limit": Command("N", "so many rows at most; none takes it away", _limit, ("none",)),
    "timeout": Command("SECONDS", "stop a query after so long", _timeout),
    "iris": Command("on|off", "show whole IRIs, and columns meant for programs", _iris, ("on", "off")),
    "quit": Command("", "end; so does Ctrl-D", _quit),
}
_INTRODUCTION = """SPARQL ends where its brackets close, or with an empty line; Alt-Enter adds a line to it.
Named queries are asked as: commitments side=US topic=warLegacy speaker="Joe Biden"
Tab completes prefixes, terms, queries, parameters and names; Ctrl-C stops a query.
"""
