"""What is done with a question: it is asked of the graph and the answer shown, or a setting is changed."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path

from kg import terminal
from kg.api import Graph
from kg.ask import commands
from kg.ask.split import is_sparql
from kg.errors import KGError, UsageError, choose
from kg.output import FORMATS

Question = tuple[str | Path, dict[str, str]]


@dataclass(slots=True)
class Session:
    """The graph that is asked, and how: `format` None is what suits the answer."""

    graph: Graph
    format: str | None = None
    limit: int | None = None
    timeout: float = 60.0
    iris: bool = False
    pager: bool = True
    status: int = field(default=0, init=False)  # of the last mistake

    def __post_init__(self) -> None:
        if self.format is not None:
            choose(self.format, FORMATS, kind="format")

    def handle(self, text: str) -> bool:
        """Answer a question or obey a command; False if the session is to end. A mistake does not end it."""
        try:
            if text.lstrip().startswith("."):
                return commands.obey(self, text.strip())
            if text.strip():
                self.ask(text)
        except KGError as error:
            self.status = error.exit_code
            terminal.complain(error)
        except KeyboardInterrupt:
            print("kg: stopped", file=sys.stderr)
        return True

    def ask(self, text: str) -> None:
        """Show the answer to a named query or to SPARQL."""
        query, params = question(text)
        result = self.graph.query(query, params, limit=self.limit, timeout=self.timeout)
        terminal.answer(result, self.format, iris=self.iris, pager=self.pager)
        sys.stdout.flush()
        for note in result.notes:
            print(f"kg: {note}", file=sys.stderr)

    def explain(self, text: str) -> None:
        """Show the SPARQL and the algebra of a query."""
        query, params = question(text)
        terminal.show(self.graph.plan(query, params), pager=self.pager)


def question(text: str) -> Question:
    """The query that a text names, with its parameters, or the SPARQL that it is."""
    text = text.strip().removesuffix(";").strip()
    if is_sparql(text):
        return text, {}
    try:
        name, *given = shlex.split(text)
    except ValueError as error:
        raise UsageError(f"cannot be read: {error}", where=text, hint='write NAME="A VALUE"') from None
    params: dict[str, str] = {}
    for item in given:
        key, equals, value = item.partition("=")
        if not equals:
            hint = f"write {name} PARAMETER=VALUE, with quotes around a value of several words"
            raise UsageError(f"{item!r} is no parameter", where=f"query {name}", hint=hint)
        params[key] = value
    return (Path(name) if name.endswith(".rq") else name), params
