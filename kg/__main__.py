"""The command `kg` as a process: its exit status, its one line for a mistake, closed pipes and Ctrl-C."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

import typer

from kg.cli import app
from kg.errors import KGError, UsageError

_INTERRUPTED = 130
_PIPE_CLOSED = 141  # what a shell reports of a process that SIGPIPE ended


def run(arguments: list[str]) -> int:
    """Run the command and return its exit status; a user's mistake is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):  # what a terminal cannot show must not end a command
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", encoding=None if stream.isatty() else "utf-8")
    if shell := os.environ.get("_KG_COMPLETE"):
        from kg.cli.complete import main as complete

        complete(app, shell)
        return 0
    try:
        status = int(app(args=arguments, prog_name="kg", standalone_mode=False) or 0)
        sys.stdout.flush()
        return _interrupted() if status == _INTERRUPTED else status
    except KGError as error:
        from kg.terminal import complain

        complain(error)
        return error.exit_code
    except typer.TyperException as error:
        command = getattr(getattr(error, "ctx", None), "command_path", None) or "kg"
        return _fail(f"{error.format_message().rstrip('.')} (see `{command} --help`)", UsageError.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except (BrokenPipeError, SystemExit):  # typer leaves this way when the reader of a pipe is gone
        return _closed()
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _discard()
        return _fail(f"{where}{error.strerror or error} (free some space, or write to another place)", 1)


def main() -> NoReturn:
    """The entry point of the command."""
    sys.exit(run(sys.argv[1:]))


def _fail(message: str, status: int) -> int:
    from kg.output.layout import printable

    print(f"kg: {printable(message)}", file=sys.stderr)
    return status


def _interrupted() -> int:
    _discard()
    return _fail("interrupted; what was stored is whole", _INTERRUPTED)


def _closed() -> int:
    """The reader of our output is gone: say nothing, not even when the interpreter ends."""
    _discard()
    return _PIPE_CLOSED


def _discard() -> None:
    """Let what standard output still holds go nowhere, or the interpreter complains of it at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
