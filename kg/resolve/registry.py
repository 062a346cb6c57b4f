"""The registry of officials as an index of names. It helps and is not needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from kg.knowledge import Knowledge, RegisteredOfficial
from kg.text import fold, matching


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """Officials by each of their names, as written and folded."""

    exact: dict[str, list[RegisteredOfficial]] = field(default_factory=dict)
    folded: dict[str, list[RegisteredOfficial]] = field(default_factory=dict)

    @staticmethod
    def of(knowledge: Knowledge) -> Registry:
        """The index of the officials that `knowledge` holds."""
        registry = Registry()
        for official in knowledge.officials:
            for name in dict.fromkeys((official.name, *official.aliases)):
                registry.exact.setdefault(matching(name), []).append(official)
                registry.folded.setdefault(fold(name), []).append(official)
        return registry

    def find(self, forms: Iterable[str], stated: Collection[str]) -> RegisteredOfficial | None:
        """The one official whom a full name means, of a polity that the text does not contradict.

        Diacritics are folded only where the text has none: Dũng and Dụng are two persons.
        """
        for form in sorted(forms, key=lambda f: (-len(f), f)):
            if " " not in form:
                continue
            found = self.exact.get(matching(form), [])
            if not found and matching(form).isascii():
                found = self.folded.get(fold(form), [])
            found = [official for official in found if not stated or official.polity in stated]
            if len({official.iri for official in found}) == 1:
                return found[0]
        return None
