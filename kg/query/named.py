"""Named queries: `queries/*.rq`, whose first comments are help, parameters and notes on columns.

    # Title in one line
    #
    # Text that explains.
    #
    # @param NAME TYPE "DEFAULT" what it means      an empty default: not applied unless given
    # @list COLUMN ...                              columns of several values, put in alphabetical order
    # @detail COLUMN ...                            columns for programs, left out of tables for people
    # @like QUERY NAME=VALUE ...                    the text of another query with parameters fixed

A parameter NAME is the variable ?p_NAME of the text, given its value by every `VALUES ?p_NAME { UNDEF }`; so
each file is a whole SPARQL query that runs as it is anywhere. Values enter as terms, spelled by pyoxigraph.

    # @given NAME: PATTERN                          in the text: a pattern that applies where NAME is given

A filter that lets everything pass where ?p_NAME is unbound is tried on everything; such a pattern, with the
term in place of ?p_NAME, is where the engine begins. It keeps questions about millions of facts short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import KGError, UsageError, choose
from kg.query.result import Term

TYPES = frozenset(
    {
        "polity",
        "official",
        "topic",
        "kind",
        "encounter-kind",
        "article",
        "statement",
        "date",
        "end-date",
        "integer",
        "decimal",
        "string",
    }
)
_PARAM = re.compile(r'(?P<name>[a-z]\w*)\s+(?P<type>\S+)\s+"(?P<default>[^"]*)"\s*(?P<help>.*)')

_GIVEN = re.compile(r"^(?P<indent>[ \t]+)# @given (?P<name>\w+): (?P<pattern>.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter; `type` is one of TYPES, or the words to choose from with | between them."""

    name: str
    type: str
    default: str
    help: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from, if it is such a parameter."""
        return tuple(self.type.split("|")) if "|" in self.type else ()


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its help; `text` is SPARQL that runs as it is."""

    name: str
    title: str
    description: str
    text: str
    params: tuple[Param, ...] = ()
    lists: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    fixed: tuple[tuple[Param, str], ...] = ()  # parameters of a query it is like, with their values

    def param(self, name: str) -> Param:
        """The parameter `name`; UsageError if there is none."""
        choose(name, (param.name for param in self.params), kind="parameter", where=f"query {self.name}")
        return next(param for param in self.params if param.name == name)

    def bind(self, terms: Mapping[str, Term]) -> str:
        """The text with each parameter in `terms` given its term."""
        text = _GIVEN.sub(lambda line: _applied(line, terms), self.text)
        for name, term in terms.items():
            text = _bound(text, name, term)
        return text


def names() -> tuple[str, ...]:
    """Names of the packaged queries, sorted."""
    return tuple(name.removesuffix(".rq") for name in resources.names("queries", ".rq"))


@cache
def load(name: str) -> NamedQuery:
    """The packaged query `name`; UsageError if there is none."""
    choose(name, names(), kind="query")
    return parse(resources.read_text("queries", f"{name}.rq"), name)


def everything() -> tuple[NamedQuery, ...]:
    """All packaged queries, by name."""
    return tuple(load(name) for name in names())


def read(path: Path) -> NamedQuery:
    """The query in a file of the user's, which may have the same comments."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"), path.name)
    except FileNotFoundError:
        hint = "name a .rq file or a query, or give SPARQL text"
        raise UsageError("no such file", where=str(path), hint=hint) from None
    except (OSError, UnicodeDecodeError) as error:
        hint = "give a text file in UTF-8"
        raise UsageError(f"cannot be read: {error}", where=str(path), hint=hint) from error


def parse(text: str, name: str) -> NamedQuery:
    """The query in `text`, called `name`; KGError if a comment that begins with @ is wrong."""
    prose: list[str] = []
    found = NamedQuery(name, "", "", text)
    like: list[str] = []
    for line in _head(text):
        if not line.startswith("@"):
            prose.append(line)
            continue
        directive, _, rest = line[1:].partition(" ")
        if directive == "param":
            found = replace(found, params=(*found.params, _param(rest, found)))
        elif directive == "list":
            found = replace(found, lists=(*found.lists, *rest.split()))
        elif directive == "detail":
            found = replace(found, detail=(*found.detail, *rest.split()))
        elif directive == "like":
            like = rest.split()
        else:
            raise _wrong(name, f"@{directive} is not known", "use @param, @list, @detail or @like")
    title, _, description = "\n".join(prose).strip().partition("\n")
    found = replace(found, title=title.strip(), description=description.strip())
    return _alike(found, like) if like else found


# ---------------------------------------------------------------- reading comments
def _head(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if not line.startswith("#"):
            return
        yield line.lstrip("#").strip()


def _param(rest: str, query: NamedQuery) -> Param:
    match = _PARAM.fullmatch(rest)
    if match is None:
        raise _wrong(query.name, f"@param {rest}", 'write: @param NAME TYPE "DEFAULT" what it means')
    param = Param(match["name"], match["type"], match["default"], match["help"])
    if param.type not in TYPES and not param.choices:
        raise _wrong(query.name, f"{param.type} is no type of parameter", f"have: {', '.join(sorted(TYPES))}")
    if any(param.name == other.name for other in query.params):
        raise _wrong(query.name, f"the parameter {param.name} is declared twice", "remove one")
    conditions = {line["name"] for line in _GIVEN.finditer(query.text)}
    if param.name not in conditions and not _values(param.name).search(query.text):
        hint = f"add VALUES ?p_{param.name} {{ UNDEF }}, or a line # @given {param.name}:"
        raise _wrong(query.name, f"the parameter {param.name} is not used", hint)
    return param


def _alike(query: NamedQuery, like: list[str]) -> NamedQuery:
    other = load(like[0])
    fixed = {name: value for name, _, value in (item.partition("=") for item in like[1:])}
    return replace(
        query,
        text=other.text,
        params=tuple(param for param in other.params if param.name not in fixed),
        lists=query.lists or other.lists,
        detail=query.detail or other.detail,
        fixed=tuple((other.param(name), value) for name, value in fixed.items()),
    )


def _bound(text: str, name: str, term: Term) -> str:
    """A text with a parameter's term where its values stand, or in the filter beside them."""
    text = _tested(name).sub(lambda found: _put(found[1], name, term), text)
    return _values(name).sub(lambda _: f"VALUES ?p_{name} {{ {term} }}", text)


def _applied(line: re.Match[str], terms: Mapping[str, Term]) -> str:
    """A line that waits for a parameter: its pattern if that is given, else the comment that it is."""
    name = line["name"]
    if name not in terms:
        return line[0]
    return line["indent"] + _put(line["pattern"], name, terms[name])


def _put(pattern: str, name: str, term: Term) -> str:
    """A pattern with the term in place of the parameter."""
    return re.sub(rf"\?p_{name}\b", lambda _: str(term), pattern)


def _values(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES\s+\?p_{name}\s*\{{[^{{}}]*\}}", re.IGNORECASE)


def _tested(name: str) -> re.Pattern[str]:
    """A filter beside the values of its parameter: with the term in it, they need no join."""
    return re.compile(rf"VALUES\s+\?p_{name}\s*\{{[^{{}}]*\}}\s*(FILTER\([^\n]*?\?p_{name}\))")


def _wrong(name: str, what: str, hint: str) -> KGError:
    return UsageError(f"wrong comment: {what}", where=f"query {name}", hint=hint)
