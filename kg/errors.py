"""The one error a user ever sees: what went wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class KGError(Exception):
    """A user's problem, told in one line; the CLI prints it and leaves with `exit_code`.

    `what` says what is wrong, `where` names the file, row, query or address, `hint` says what to do.
    The three are kept apart, so that a caller can act on them without parsing prose. `excerpt` shows the
    place, for a mistake in a text: the line it stands in, and a line below that points at it.
    """

    exit_code = 1

    def __init__(
        self, what: str, *, where: str = "", hint: str = "", excerpt: tuple[str, str] | None = None
    ) -> None:
        self.what, self.where, self.hint, self.excerpt = what, where, hint, excerpt
        super().__init__(what)

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line} ({self.hint})" if self.hint else line


class UsageError(KGError):
    """A wrong name, option or query text: the user mends the command."""

    exit_code = 2


class ArticleError(KGError):
    """One article cannot be read; a build reports it, counts it and goes on."""


class StoreError(KGError):
    """The store cannot be opened, read or written."""

    exit_code = 3


def choose(name: str, valid: Iterable[str], *, kind: str, where: str = "") -> str:
    """Return `name` if it is one of `valid`, else raise a UsageError that lists the valid names."""
    names = sorted(valid)
    if name in names:
        return name
    close = get_close_matches(name, names, n=1)
    guess = f"did you mean {close[0]}? " if close else ""
    raise UsageError(
        f"unknown {kind} {name!r}", where=where, hint=f"{guess}have: {', '.join(names) or 'none'}"
    )
