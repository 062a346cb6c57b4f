"""Where a thing's page is: the IRIs of data as paths of this server, and back.

https://w3id.org/bangiao/id/official/joe-biden   /id/official/joe-biden      (id/: the store's own base)
https://w3id.org/bangiao/topic/trade             /topic/trade
any other IRI, or one that a browser would bend  /resource?iri=...
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from kg.graph.names import BG, LEVEL, ROLE, TOPIC, Names

# segments of characters that stay as they are in an address, none of them "." or ".." however written
_PLAIN = re.compile(
    r"(?:(?!(?:\.|%2[eE]){1,2}(?:/|$))(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+(?:/(?=.)|$))+"
)
_WEB = re.compile(r"https?://[^\s/?#\\<>\"'`{}|^\x00-\x20]+[^\s<>\"`{}|\\^\x00-\x20]*", re.IGNORECASE)


class Links:
    """The paths of one store's things."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.spaces = {"id": names.base, "topic": TOPIC, "level": LEVEL, "role": ROLE, "ns": BG}

    def path(self, iri: str) -> str:
        """The path of a thing's page."""
        for prefix, space in self.spaces.items():
            local = iri.removeprefix(space)
            if local != iri and _PLAIN.fullmatch(local):
                return f"/{prefix}/{local}"
        return f"/resource?iri={quote(iri, safe='', errors='replace')}"

    def iri(self, path: str) -> str | None:
        """The IRI whose page `path` (as it came, still escaped) is, if it is of this form."""
        prefix, slash, local = path.removeprefix("/").partition("/")
        space = self.spaces.get(prefix) if slash else None
        return space + local if space is not None and _PLAIN.fullmatch(local) else None

    def article(self, identifier: str) -> str:
        """The page of an article, by its identifier."""
        return self.path(self._names.article(identifier or "?"))

    def pair(self, one: str, other: str) -> str:
        """The page of two polities, by their IRIs."""
        start = f"{self._names.base}polity/"
        codes = sorted(iri.removeprefix(start) for iri in (one, other))
        return f"/pair/{'/'.join(codes)}"


def web(url: str) -> str | None:
    """`url` if it is an address of the web that may be a link; None for javascript: and all else."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if host and parts.scheme in ("http", "https") and _WEB.fullmatch(url) else None
