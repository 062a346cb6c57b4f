"""Which version of the software reads, down to a fingerprint of its rules and its knowledge."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import resources
from kg.graph.emit import Run

_PACKAGE = Path(__file__).resolve().parent
_RULES = (".py", ".yaml", ".yml", ".json", ".txt")


def run_of(registry: bool = True) -> Run:
    """The run that this software makes: an article read by an equal one need not be read again."""
    return Run(software_version(), registry, rules_fingerprint())


@cache
def software_version() -> str:
    """The version of the installed distribution."""
    try:
        return version("bangiao")
    except PackageNotFoundError:  # run from a tree that nobody installed
        return "0"


@cache
def rules_fingerprint() -> str:
    """Eight hexadecimal digits that change when code, language packs or ontology do."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in _RULES and path.is_file():
            digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    for name in resources.names("ontology", ".ttl"):
        digest.update(f"{name}\n{resources.read_text('ontology', name)}".encode())
    return digest.hexdigest()[:8]
