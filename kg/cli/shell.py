"""How shells write a line and what may follow on it, and the scripts that make them ask."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import resources
from kg.errors import UsageError, choose

if TYPE_CHECKING:
    from kg.query.suggest import Suggestion

SHELLS = ("bash", "fish", "zsh")
_SPECIAL = re.compile(r"([\s\"'\\$`;&|<>()*?\[\]{}!#~])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line up to the cursor: its whole words, the word at the cursor, and how that one is written."""

    words: tuple[str, ...]
    word: str
    raw: str  # with its quotes and backslashes
    quote: str  # the quotation mark that is open


def split(text: str) -> Line:
    """The words of a line as a shell reads them; the last one may be open."""
    words: list[str] = []
    word, quote, start = "", "", 0
    at, inside = 0, False
    while at < len(text):
        char = text[at]
        if quote:
            if char == quote:
                quote = ""
            elif char == "\\" and quote == '"' and text[at + 1 : at + 2] in ('"', "\\", "$", "`"):
                at += 1
                word += text[at : at + 1]
            else:
                word += char
        elif char in "\"'":
            start, quote, inside = (start if inside else at), char, True
        elif char.isspace():
            if inside:
                words.append(word)
            word, inside = "", False
        else:
            start, inside = (start if inside else at), True
            if char == "\\":
                at += 1
            word += text[at : at + 1]
        at += 1
    return Line(tuple(words), word, text[start:] if inside else "", quote)


def written(one: Suggestion, line: Line, shell: str) -> str:
    """A line for the script of `shell`."""
    return {"bash": _bash, "zsh": _zsh}.get(shell, _fish)(one, line)


def _bash(one: Suggestion, line: Line) -> str:
    """The rest of a word from where bash breaks it, quoted as the word is."""
    value = one.value
    if not line.quote:
        breaks = os.environ.get("_KG_BREAKS", "=:")
        ends = [match.end() for match in re.finditer(r"(?<!\\)[=:]", line.raw) if match[0] in breaks]
        kept = split(line.raw[: ends[-1]]).word if ends else ""
    else:
        kept = split(line.raw[: line.raw.rindex(line.quote)]).word
    value = value.removeprefix(kept)
    if line.quote == '"':
        return re.sub(r"([\"\\$`])", r"\\\1", value)
    return value if line.quote else _SPECIAL.sub(r"\\\1", value)


def _zsh(one: Suggestion, _: Line) -> str:
    """The whole word; zsh quotes it, and is told to take what does not begin as typed."""
    return f"{_line(one.value)}\t{_line(one.help)}"


def _fish(one: Suggestion, line: Line) -> str:
    """The whole word. Fish drops what does not begin as typed, so diacritics are left out with the user."""
    from kg.query.lookup import fold

    value = one.value
    if not value.casefold().startswith(line.word.casefold()) and fold(value).startswith(fold(line.word)):
        value, told = line.word + fold(value)[len(fold(line.word)) :], value.partition("=")[2] or value
        return f"{_line(value)}\t{_line(told)}"
    return f"{_line(value)}\t{_line(one.help)}"


def _line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", " ", text)


# ---------------------------------------------------------------- scripts
def detect(named: str | None) -> str:
    """The shell that is named, or else the one that runs this."""
    if named is not None:
        return choose(named, SHELLS, kind="shell")
    import shellingham  # type: ignore[import-untyped]

    try:
        found = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError):
        found = Path(os.environ.get("SHELL", "")).name
    if found not in SHELLS:
        what = f"no completion for {found or 'this shell'}"
        raise UsageError(what, hint="name one: --shell bash, fish or zsh")
    return str(found)


def install(shell: str) -> tuple[Path, str]:
    """Put the script where `shell` looks for it; returns the place and what is left to do by hand."""
    from kg.graph.disk import explain, write_atomically

    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    place = {
        "bash": data / "bash-completion" / "completions" / "kg",
        "fish": config / "fish" / "completions" / "kg.fish",
        "zsh": data / "zsh" / "site-functions" / "_kg",
    }[shell]
    with explain(place, otherwise="use --show-completion, and put it where you like"):
        place.parent.mkdir(parents=True, exist_ok=True)
        with write_atomically(place) as file:
            file.write(resources.completion(shell).encode())
    left = {
        "bash": f"a new bash has it if bash-completion is there; else add to ~/.bashrc: source '{place}'",
        "fish": "a new fish has it",
        "zsh": f"add to ~/.zshrc, before compinit: fpath=('{place.parent}' $fpath)",
    }[shell]
    return place, left
