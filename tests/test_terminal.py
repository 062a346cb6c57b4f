"""Answers on a real terminal: a pager for what is taller, and nothing in them that a terminal obeys."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest

from kg.errors import UsageError
from kg.terminal import pager_command

_OTHERS = ("KG_PAGER", "KG_STORE", "LESS", "NO_COLOR", "NO_PAGER", "PAGER")


def screen(store: Path, *arguments: str, lines: int = 24, **env: str) -> str:
    """What `kg` writes to a terminal of so many lines, whose pager marks what it shows."""
    own = {name: value for name, value in os.environ.items() if name not in _OTHERS}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "kg", *arguments, "--store", str(store)],
        timeout=60,
        env={**own, "TERM": "xterm", "LINES": str(lines), "KG_PAGER": "sed s/^/PAGED:/", **env},  # type: ignore[arg-type]
        dimensions=(lines, 100),
        encoding="utf-8",
    )
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before)


def test_only_what_is_taller_than_the_screen_is_paged(example_store: Path) -> None:
    tall = screen(example_store, "query", "statements")
    assert tall.startswith("PAGED:") and "rows" in tall
    assert "PAGED:" not in screen(example_store, "query", "statements", "--limit", "1")
    assert "PAGED:" not in screen(example_store, "query", "articles", lines=200)
    assert "PAGED:" in screen(example_store, "explain", "VN")


def test_no_pager_is_used_by_who_wants_none(example_store: Path) -> None:
    assert "PAGED:" not in screen(example_store, "query", "statements", "--no-pager")
    assert "PAGED:" not in screen(example_store, "query", "statements", NO_PAGER="1")


def test_the_pager_is_that_of_the_environment() -> None:
    assert pager_command({"PAGER": "sed -n p"}) == ["sed", "-n", "p"]
    assert pager_command({"PAGER": "cat", "KG_PAGER": "sed -n p"}) == ["sed", "-n", "p"]
    for none in ({"PAGER": ""}, {"PAGER": "cat"}, {"TERM": "dumb"}, {"PAGER": "no-such-pager"}):
        assert pager_command(none) is None
    with pytest.raises(UsageError, match="--no-pager"):
        pager_command({"PAGER": "less 'x"})


@pytest.mark.parametrize("format", ["table", "markdown", "csv", "tsv", "json", "xml", "records", "jsonl"])
def test_a_terminal_obeys_nothing_that_data_holds(example_store: Path, format: str) -> None:
    """A title of the window, colours, a cleared screen, C1 controls, turned text; as a query makes them."""
    hostile = r"\u001B]0;owned\u0007\u001B[31m\u001B[2J\u009B31m\u202Eend\r"
    text = f'SELECT ("{hostile}" AS ?x) {{}}'
    shown = screen(example_store, "query", text, "-f", format, "--no-pager")
    left = shown.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "").replace("\r\n", "")
    assert "owned" in left and "end" in left
    assert not {char for char in left if ord(char) < 32 or 127 <= ord(char) < 160 or char == "\u202e"}


def test_triples_are_shown_without_what_a_terminal_obeys(example_store: Path) -> None:
    text = r'CONSTRUCT { <urn:a> <urn:b> "\u009B31m\u001B[2Jend" } WHERE {}'
    for format in ("ttl", "nt", "jsonld", "rdfxml"):
        shown = screen(example_store, "query", text, "-f", format)
        assert "end" in shown and "\x1b" not in shown and "\x9b" not in shown, format
