"""Which files the given paths mean: folders recursively, sorted, each file once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ArticleError

ENDINGS = (".txt", ".md", ".html", ".htm", ".jsonl", ".jsonl.gz")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """What the paths led to; `ignored` counts the files of folders whose ending is not read."""

    files: tuple[Path, ...]
    stdin: bool
    errors: tuple[ArticleError, ...]
    ignored: int


def ending(path: Path) -> str | None:
    """The ending of `path` if it is one that is read."""
    name = path.name.lower()
    return next((end for end in sorted(ENDINGS, key=len, reverse=True) if name.endswith(end)), None)


def find(paths: Iterable[str | Path]) -> Found:
    """The files that `paths` mean, in an order that does not depend on theirs."""
    given = sorted({str(path) for path in paths})
    files: dict[str, Path] = {}
    errors: list[ArticleError] = []
    ignored = 0
    for name in given:
        if name == STDIN:
            continue
        path = Path(name)
        try:
            inside = _folder(path, errors) if path.is_dir() else [path]
            if path.is_dir():
                read = [file for file in inside if ending(file)]
                ignored += len(inside) - len(read)
                if not read:
                    errors.append(
                        _error("nothing to read in the folder", path, f"endings: {', '.join(ENDINGS)}")
                    )
                inside = read
            else:
                _check(path)
            for file in inside:
                files.setdefault(os.path.realpath(file), file)
        except ArticleError as error:
            errors.append(error)
    return Found(tuple(sorted(files.values(), key=str)), STDIN in given, tuple(errors), ignored)


def _error(what: str, path: Path, hint: str) -> ArticleError:
    return ArticleError(what, where=shown(path), hint=hint)


def shown(path: Path) -> str:
    """A path as a message can print it, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def _check(path: Path) -> None:
    if not os.path.lexists(path):
        raise _error("no such file or folder", path, "check the spelling")
    if not path.is_file():
        raise _error("not a regular file", path, 'give a file, a folder, or "-" for standard input')
    if not ending(path):
        raise _error(
            f"cannot read {path.suffix or 'a file without an ending'}", path, f"endings: {', '.join(ENDINGS)}"
        )


def _folder(folder: Path, errors: list[ArticleError]) -> list[Path]:
    """The files below a folder, hidden ones apart."""

    def unreadable(error: OSError) -> None:
        where = Path(os.fsdecode(error.filename)) if error.filename else folder
        errors.append(_error(f"cannot read the folder: {error.strerror}", where, "check its permissions"))

    return list(_walk(folder, unreadable))


def _walk(folder: Path, unreadable: object) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=unreadable):  # type: ignore[arg-type]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.is_file():
                yield path
