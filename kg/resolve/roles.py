"""Titles as roles: which title is which office, whatever the wording."""

from __future__ import annotations

from kg.extract.mentions import Title
from kg.graph.names import slug
from kg.knowledge import Knowledge
from kg.text import matching

_FRONT = ("phó", "thứ", "trợ", "quyền", "nguyên", "cựu", "tân", "cố")


class RoleIndex:
    """The roles of ontology/offices.ttl by their names in one language."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        self._roles: dict[str, str] = {}
        for role in knowledge.roles.values():
            for name in role.names.get(language, ()):
                self._roles.setdefault(_plain(name), role.id)

    def role_of(self, title: Title) -> str:
        """The role's id, or a slug of the title where the ontology has none."""
        plain = _plain(title.label)
        found = self._roles.get(plain)
        if "thường trực" in plain and not plain.startswith("phó"):
            found = None  # a post of its own beside the others of that rank
        if found is None and title.host is not None:
            found = self._roles.get(_plain(title.head))
        return found or slug(title.label)

    def same(self, full: str, short: str) -> bool:
        """Whether `short` names the office that `full` names, perhaps with fewer words."""
        a, b = _plain(full), _plain(short)
        if a == b or a.startswith(b + " "):
            return True
        role = self._roles.get(a)
        return role is not None and role == self._roles.get(b) and _rank(a) == _rank(b)

    def short_forms(self, title: Title) -> tuple[str, ...]:
        """The title without its scope or host, where it has one: also a name of the office."""
        if title.host is None:
            return ()
        head = title.label.split(" tại ")[0].strip()
        return (head,) if head and head != title.label else ()


def _rank(label: str) -> tuple[bool, ...]:
    return tuple(word in label for word in ("thường trực", "thứ nhất", "quyền ", "tân ", "cựu "))


def _plain(label: str) -> str:
    words = (
        matching(label).replace(" chính phủ", "")
        if matching(label).startswith(("thủ tướng", "phó thủ tướng"))
        else matching(label)
    )
    return " ".join(
        words.replace("bộ trưởng bộ ", "bộ trưởng ").replace("thứ trưởng bộ ", "thứ trưởng ").split()
    )
