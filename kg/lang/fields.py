"""A file of a language pack read into a dataclass: a field for each key, of the type the class declares.

A key may be missing only where the field has a default; a key that no field has is as wrong as a value of
another type. Either is told in one line that names the file and the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from kg.errors import KGError
from kg.lang.lexicon import Lexicon
from kg.resources import lang_data
from kg.text import matching

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Id = NewType("Id", str)
"""A name of the ontology's, taken as it is written; all other words are taken in the matching form."""

_EXAMPLES = frozenset({"examples", "not"})  # read by the tests


def load(language: str, name: str) -> tuple[Any, str]:
    """The data of a file of a pack, and the file's name for messages."""
    return lang_data(language, name), f"kg/lang/{language}/{name}"


def read(cls: type[T], data: Any, where: str, path: str = "") -> T:
    """`data`, a mapping of the file `where`, as a `cls`; `path` is where in the file it stands."""
    if not isinstance(data, Mapping):
        raise _wrong(where, path or "the file", "a mapping of keys to words", data)
    types = get_type_hints(cls)
    wanted = {field.name.rstrip("_"): field for field in fields(cls)}  # type: ignore[arg-type]
    for key in data:
        if key not in wanted and key not in _EXAMPLES:
            raise KGError(f"unknown key {path}{key}", where=where, hint=f"have: {', '.join(sorted(wanted))}")
    values = {}
    for key, field in wanted.items():
        if key in data:
            values[field.name] = _value(types[field.name], data[key], where, f"{path}{key}")
        elif not _optional(field):
            raise KGError(f"the key {path}{key} is missing", where=where, hint="add it")
    return cls(**values)


def _optional(field: Field[Any]) -> bool:
    return field.default is not MISSING


def _value(kind: Any, data: Any, where: str, path: str) -> Any:
    """One value as the type `kind` of its field."""
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if is_dataclass(kind):
        return read(kind, data, where, f"{path}.")  # type: ignore[arg-type]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return choice(kind, data, where, path)
    if get_origin(kind) is Lexicon:
        return Lexicon(_classes(get_args(kind)[0], data, where, path))
    if get_origin(kind) is Mapping:
        of, to = get_args(kind)
        return _mapping(of, to, data, where, path)
    if get_origin(kind) in (frozenset, tuple):
        words = (_word(get_args(kind)[0], item) for item in _strings(data, where, path))
        return frozenset(words) if get_origin(kind) is frozenset else tuple(words)
    if kind in (int, bool):
        if type(data) is not kind:
            raise _wrong(where, path, "a number" if kind is int else "true or false", data)
        return data
    if not isinstance(data, str):
        raise _wrong(where, path, "one word", data)
    return _word(kind, data)


def _word(kind: Any, data: str) -> str:
    return data if kind is Id else matching(data)


def _classes(kind: Any, data: Any, where: str, path: str) -> list[tuple[str, Any]]:
    """Phrases with what each stands for: its class if `kind` has some, else the phrase itself."""
    if not issubclass(kind, StrEnum):
        return [(form, form) for form in _strings(data, where, path)]
    if not isinstance(data, Mapping):
        raise _wrong(where, path, "a mapping of classes to phrases", data)
    return [
        (form, choice(kind, name, where, path))
        for name, forms in data.items()
        for form in _strings(forms, where, f"{path}.{name}")
    ]


def _mapping(of: Any, to: Any, data: Any, where: str, path: str) -> Mapping[Any, Any]:
    if not isinstance(data, Mapping):
        raise _wrong(where, path, "a mapping", data)
    found = {}
    for name, value in data.items():
        key = matching(str(name)) if of is str else choice(of, name, where, path)
        found[key] = _value(to, value, where, f"{path}.{name}")
    return found


def _strings(data: Any, where: str, path: str) -> list[str]:
    if not isinstance(data, list):
        raise _wrong(where, path, "a list of phrases", data)
    for item in data:
        if not isinstance(item, str):  # NO is no country but a truth value
            raise _wrong(where, path, "a list of phrases (in quotes where YAML reads something else)", item)
    return data


def choice(kinds: type[E], name: Any, where: str, path: str) -> E:
    """The one of `kinds` that a file names."""
    if name not in list(kinds):
        raise _wrong(where, path, f"one of {', '.join(kinds)}", name)
    return kinds(name)


def _wrong(where: str, path: str, wanted: str, data: Any) -> KGError:
    return KGError(f"{path} must be {wanted}, not {str(data)[:40]!r}", where=where, hint="mend the file")
