"""The only reader of packaged files: the ontology, the named queries, the language packs, scripts of shells.

`ontology/` and `queries/` stand at the top of a checkout, where a reader looks for them, and travel
as `kg/_ontology` and `kg/_queries` in a wheel; either is found here and nowhere else.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from kg.errors import KGError, choose

Kind = Literal["ontology", "queries"]

_PACKAGE = Path(__file__).resolve().parent
_REINSTALL = "reinstall bangiao, or run from a whole checkout"


@cache
def _folder(kind: Kind) -> Path:
    """The folder of `kind` in a wheel or else in the checkout around the package."""
    for candidate in (_PACKAGE / f"_{kind}", _PACKAGE.parent / kind):
        if candidate.is_dir():
            return candidate
    raise KGError(f"the packaged folder {kind!r} is missing", where=str(_PACKAGE), hint=_REINSTALL)


def ontology_dir() -> Path:
    """Folder of the ontology's Turtle files."""
    return _folder("ontology")


def queries_dir() -> Path:
    """Folder of the named queries."""
    return _folder("queries")


def names(kind: Kind, suffix: str = "") -> tuple[str, ...]:
    """File names in the folder of `kind` that end in `suffix`, sorted."""
    found = (p.name for p in _folder(kind).iterdir() if p.is_file() and not p.name.startswith("."))
    return tuple(sorted(name for name in found if name.endswith(suffix)))


def read_text(kind: Kind, name: str) -> str:
    """Text of the packaged file `name`, e.g. `read_text("ontology", "levels.ttl")`."""
    return _read(_folder(kind) / choose(name, names(kind), kind=f"file of {kind}"))


@cache
def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a pack, sorted."""
    packs = _PACKAGE / "lang"
    if not packs.is_dir():
        return ()
    return tuple(sorted(p.name for p in packs.iterdir() if p.is_dir() and p.name.isalpha()))


def lang_file(lang: str, name: str) -> str:
    """Text of the file `name` of the language pack `lang`, e.g. `lang_file("vi", "titles.yaml")`."""
    choose(lang, languages(), kind="language pack")
    path = _PACKAGE / "lang" / lang / name
    if not path.is_file():
        raise KGError(f"the language pack {lang!r} has no file {name!r}", where=str(path), hint=_REINSTALL)
    return _read(path)


def completion(shell: str) -> str:
    """Text of the script that makes `shell` complete the command."""
    return _read(_PACKAGE / "cli" / "scripts" / f"kg.{shell}")


def lang_data(lang: str, name: str) -> Any:
    """Content of the YAML file `name` of the language pack `lang`."""
    import yaml  # not needed for `--help`

    try:
        return parse_yaml(lang_file(lang, name))
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())
        raise KGError(f"not YAML: {problem}", where=f"kg/lang/{lang}/{name}", hint="mend the file") from error


def parse_yaml(text: str) -> Any:
    """Content of a YAML file; raises yaml.YAMLError."""
    import yaml

    # the C loader, where there is one, reads a file ten times faster
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KGError(f"cannot read the packaged file: {error}", where=str(path), hint=_REINSTALL) from error


def has_lang_file(lang: str, name: str) -> bool:
    """Whether the language pack `lang` holds the file `name`."""
    return (_PACKAGE / "lang" / lang / name).is_file()
