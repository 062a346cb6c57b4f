"""An address that the user typed, checked before anything is sent to it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from kg.errors import UsageError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a SPARQL endpoint or a Graph Store answers: an absolute http or https address.

    Credentials are never part of it: they come from the environment (`kg.remote.credentials`).
    """

    url: str

    def __post_init__(self) -> None:
        parts = _split(self.url)
        if parts is None or parts.scheme not in _PORTS or not parts.hostname:
            raise UsageError(
                f"not an address: {self._without_userinfo()!r}", hint="write it as https://host/path"
            )
        if "@" in parts.netloc:
            hint = "set KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD in the environment instead"
            raise UsageError(
                "the address holds a user or a password, which others can read here",
                where=self.where,
                hint=hint,
            )
        if parts.fragment:
            raise UsageError("the address has a part after #", where=self.where, hint="leave it out")

    @property
    def where(self) -> str:
        """The address for messages: without what may be secret in it."""
        return self._without_userinfo().partition("?")[0]

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what must stay the same from request to request."""
        parts = urlsplit(self.url)
        return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]

    @property
    def is_private_talk(self) -> bool:
        """Whether nobody on the way can read what is sent: https, or this very machine."""
        scheme, host, _ = self.origin
        return scheme == "https" or host == "localhost" or _is_loopback(host)

    def _without_userinfo(self) -> str:
        head, slashes, rest = self.url.partition("://")
        authority, slash, path = rest.partition("/")
        return f"{head}{slashes}{authority.rpartition('@')[2]}{slash}{path}"


def _split(url: str) -> SplitResult | None:
    """The parts of `url`; None where there is none that a request could be made of."""
    if not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises ValueError, if it is no number
    except ValueError:
        return None
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
