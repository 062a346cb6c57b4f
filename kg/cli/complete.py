"""What may follow on a command line that is being typed: answers to the scripts in `kg/cli/scripts`.

A script hands over the line up to the cursor in `_KG_LINE`, and gets a line for each word that fits. Nothing
is ever said of what goes wrong: a prompt must stay as it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kg.cli.shell import split, written

if TYPE_CHECKING:
    from kg.query.lookup import Lookup
    from kg.query.suggest import Suggestion

_FILES = frozenset({"paths", "store", "output"})  # the shell itself completes these
_WAIT = 0.2  # seconds that a store being written to is waited for


def main(app: typer.Typer, shell: str) -> None:
    """Print what may follow on the line that `shell` hands over."""
    line = split(os.environ.get("_KG_LINE", ""))
    try:
        found = list(candidates(app, line.words[1:], line.word))
    except Exception:  # whatever is wrong, the user is in the middle of a line
        return
    for answer in dict.fromkeys(written(one, line, shell) for one in found):
        print(answer)


# ---------------------------------------------------------------- what may follow
def candidates(app: typer.Typer, words: tuple[str, ...], word: str) -> Iterator[Suggestion]:
    """What `word`, at the end of a line with `words` before it, may become."""
    from kg.query.suggest import Suggestion, beginning

    root: Any = typer.main.get_command(app)
    name = next((one for one in words if not one.startswith("-")), None)
    if name is None:
        commands = (Suggestion(key, _told(one.help)) for key, one in root.commands.items())
        yield from beginning(word, _options(root) if word.startswith("-") else commands)
        return
    command = root.commands[name]
    rest = list(words[words.index(name) + 1 :])
    options = {flag: one for one in command.params for flag in (*one.opts, *one.secondary_opts)}
    last = options.get(rest[-1]) if rest and rest[-1].startswith("-") else None
    awaited = last if last is not None and not last.is_flag else None
    context = command.make_context(name, rest[:-1] if awaited else list(rest), resilient_parsing=True)
    flag, equals, value = word.partition("=")
    if awaited is not None:
        yield from _values(context, awaited.name, word)
    elif word.startswith("--") and equals and flag in options:
        for one in _values(context, options[flag].name, value):
            yield Suggestion(f"{flag}={one.value}", one.help)
    elif word.startswith("-"):
        yield from beginning(word, _options(command))
    else:
        yield from _values(context, _argument(command, context), word)


def _options(command: Any) -> Iterator[Suggestion]:
    from kg.query.suggest import Suggestion

    for one in command.params:
        for flag in (*one.opts, *one.secondary_opts):
            if flag.startswith("--"):
                yield Suggestion(flag, _told(one.help))


def _argument(command: Any, context: Any) -> str:
    """The first argument that is not given yet, or the last one, which may be given often."""
    names = [one.name for one in command.params if one.param_type_name == "argument"]
    return next((name for name in names if not context.params.get(name)), names[-1] if names else "")


def _values(context: Any, name: str, typed: str) -> Iterable[Suggestion]:
    """What may be given for an option or an argument of a command."""
    from kg.query import suggest

    given = context.params
    if name in _FILES:
        return []
    if name == "text":
        return suggest.beginning(typed, _queries())
    if name == "format":
        return suggest.beginning(typed, map(suggest.Suggestion, _formats(context.info_name)))
    if name == "lang":
        return suggest.beginning(typed, map(suggest.Suggestion, ("en", "vi")))
    if given.get("endpoint"):
        return []  # asking it takes too long between two keys
    with _lookup(Path(given["store"])) as lookup:
        if name in ("param", "values"):
            return list(_parameters(given.get("text"), typed, lookup))
        if name in ("what", "focus"):
            return suggest.anything(typed, lookup())
        if name == "topic":
            return suggest.beginning(typed, suggest.topics(lookup()))
        if name == "articles":
            return suggest.beginning(typed, map(suggest.Suggestion, lookup().articles()))
    return []


def _queries() -> Iterator[Suggestion]:
    from kg.query import everything
    from kg.query.suggest import Suggestion

    return (Suggestion(query.name, query.title.partition(": ")[2]) for query in everything())


def _parameters(query: str | None, typed: str, lookup: Callable[[], Lookup]) -> Iterator[Suggestion]:
    """Names of a query's parameters, and after the = their values."""
    from kg.query import load, names
    from kg.query.suggest import Suggestion, beginning, for_param

    if query not in names():
        return
    params = load(query).params
    name, equals, value = typed.partition("=")
    if not equals:
        yield from beginning(typed, (Suggestion(f"{param.name}=", param.help) for param in params))
        return
    for param in params:
        if param.name == name:
            for one in for_param(param, value, lookup):
                yield Suggestion(f"{name}={one.value}", one.help)


def _formats(command: str) -> Iterable[str]:
    if command == "query":
        from kg.output import FORMATS

        return FORMATS
    if command == "export":
        from kg.export import FORMATS as EXPORTS

        return EXPORTS
    return ("text", "json")


@contextmanager
def _lookup(store: Path) -> Iterator[Callable[[], Lookup]]:
    """What opens the store when it is first asked for."""
    from contextlib import ExitStack

    from kg.graph.store import Store
    from kg.query.lookup import Lookup

    with ExitStack() as stack:

        def opened() -> Lookup:
            found = stack.enter_context(Store.open(store, read_only=True, wait=_WAIT))
            return Lookup(found.ox, found.names)

        yield cache(opened)


def _told(help: str | None) -> str:
    return (help or "").partition("\n")[0].strip()
