"""What validation found, as text for people or JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from kg.errors import choose
from kg.output.layout import Layout, printable, shorten
from kg.validate import Violation

FORMATS = ("text", "json")


def render_violations(
    violations: Sequence[Violation], format: str = "text", layout: Layout | None = None, *, limit: int = 50
) -> str:
    """A line for each violation up to `limit`, and how many there are of each severity."""
    choose(format, FORMATS, kind="format")
    if format == "json":
        return json.dumps([asdict(one) for one in violations], ensure_ascii=False, indent=2) + "\n"
    layout = layout or Layout()
    lines = [_line(one, layout) for one in violations[:limit]]
    if len(violations) > limit:
        lines.append(f"… and {len(violations) - limit} more")
    counts = Counter(one.severity.lower() for one in violations)
    told = ", ".join(
        f"{count} {name}{'s' if count != 1 and name != 'info' else ''}" for name, count in counts.items()
    )
    return "".join(f"{line}\n" for line in (*lines, told or "the graph conforms to its shapes"))


def _line(one: Violation, layout: Layout) -> str:
    def short(iri: str) -> str:
        return printable(iri if layout.iris else shorten(iri, layout.prefixes))

    place = f"{short(one.focus)} {short(one.path)}".strip()
    value = f": {short(one.value)}" if one.value else ""
    return f"{one.severity}: {place}: {printable(one.message)}{value}"
