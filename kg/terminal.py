"""What a terminal gets: a width, colours, a pager for what is taller, and nothing that it would obey."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping

from kg.errors import KGError, UsageError
from kg.output import Layout, render
from kg.output.layout import harmless, printable
from kg.query import Construct, Result

_NARROWEST = 40  # a terminal that claims to be narrower is not believed
_LESS = "FRX"  # what git gives it: leave when all fits, keep colours, leave the text on the screen


def layout(iris: bool = False) -> Layout:
    """How tables are drawn on this terminal."""
    color = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Layout(max(_NARROWEST, shutil.get_terminal_size((100, 24)).columns), color, iris)


def answer(result: Result, format: str | None, *, iris: bool = False, pager: bool = True) -> None:
    """Put an answer on standard output, in `format` or as people read it."""
    show(render(result, format, layout(iris)), pager=pager, drawn=_drawn(result, format))


def complain(error: KGError) -> None:
    """A mistake in one line on standard error, and for one in a query its line with the place below."""
    print(f"kg: {printable(str(error))}", file=sys.stderr)
    for line in error.excerpt or ():
        print(f"  {line}", file=sys.stderr)


def show(text: str, *, pager: bool = True, drawn: bool = True) -> None:
    """Put `text` on standard output; on a terminal through a pager, if it is taller than the screen.

    A text that was not `drawn` for people may hold data as it is: a terminal gets its control characters
    written out.
    """
    text = text if text.endswith("\n") or not text else f"{text}\n"
    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    text = text if drawn else harmless(text)
    command = pager_command(os.environ) if pager and _taller(text) else None
    if command is None or not _paged(command, text):
        sys.stdout.write(text)


def pager_command(environ: Mapping[str, str]) -> list[str] | None:
    """The pager to use, or None: KG_PAGER, PAGER or less; NO_PAGER, an empty one and cat mean none."""
    if environ.get("NO_PAGER") or environ.get("TERM") == "dumb":
        return None
    chosen = environ.get("KG_PAGER", environ.get("PAGER", "less"))
    try:
        command = shlex.split(chosen)
    except ValueError as error:
        hint = "mend KG_PAGER or PAGER, or give --no-pager"
        raise UsageError(f"{chosen!r} is no command for a pager: {error}", hint=hint) from None
    if not command or command[0] == "cat":
        return None
    return command if shutil.which(command[0]) else None


def _drawn(result: Result, format: str | None) -> bool:
    """Whether the text is made for people, of cells without control characters."""
    return format in (None, "table", "markdown") and not isinstance(result, Construct)


def _taller(text: str) -> bool:
    return text.count("\n") >= shutil.get_terminal_size((100, 24)).lines


def _paged(command: list[str], text: str) -> bool:
    """Whether there was a pager to take the text; that it was left before the end is no mistake."""
    sys.stdout.flush()
    env = {"LESS": _LESS, "LV": "-c", **os.environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=env)
    except OSError:
        return False
    ours = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's, to stop a search with
    try:
        pager.communicate(text.encode("utf-8", "backslashreplace"))
    finally:
        signal.signal(signal.SIGINT, ours)
    return True
