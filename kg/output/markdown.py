"""Tables in Markdown, for reports and issues."""

from __future__ import annotations

import re

from kg.output.layout import Layout, is_number
from kg.query.result import Select

_SPECIAL = re.compile(r"([\\`*_\[\]|~])")


def select(result: Select, layout: Layout) -> str:
    """A table whose cells are text only: no markup, links or HTML come out of the graph."""
    columns = layout.shown(result)
    numeric = [bool(result.rows) and all(is_number(row[at]) for row in result.rows) for at in columns]
    lines = [
        _line([_escape(result.variables[at]) for at in columns]),
        _line(["---:" if number else "---" for number in numeric]),
        *(_line([_escape(layout.text(row[at], result.labels)) for at in columns]) for row in result.rows),
    ]
    return "\n".join(lines) + "\n"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", html)
