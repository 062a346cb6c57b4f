"""Who asks: a user and a password, or a token, from the environment and from nowhere else.

A command line is read by other users of the machine and kept in a history; the environment is not.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping

import httpx

from kg.errors import UsageError
from kg.remote.address import Endpoint

USER, PASSWORD, TOKEN = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN"
PLAIN = "KG_ENDPOINT_PLAIN"  # set to 1, it lets a secret go over http to another machine
_PLAIN_HINT = f"use https, or set {PLAIN}=1 where the network in between is trusted"


class Bearer(httpx.Auth):
    """A token, sent with every request."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the token."""
        request.headers["Authorization"] = self._header
        yield request


class Password(httpx.Auth):
    """A user and a password, sent when the server asks: as Digest if it wishes that, else as Basic.

    Basic gives the password to whoever listens; it is sent only where `basic` allows it.
    """

    def __init__(self, user: str, password: str, *, basic: bool) -> None:
        self._basic = httpx.BasicAuth(user, password) if basic else None
        self._digest = httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Ask without; answer the server's challenge as it wishes, and from then on at once."""
        if self._chosen is not None:
            yield from self._chosen.auth_flow(request)
            return
        response = yield request
        if response.status_code not in (401, 403):
            return
        challenges = response.headers.get_list("www-authenticate")
        if any(challenge.lower().startswith("digest ") for challenge in challenges):
            self._chosen = self._digest
            flow = self._digest.auth_flow(request)
            next(flow)  # the request that `response` answers
            yield flow.send(response)
        elif self._basic is not None:
            self._chosen = self._basic
            yield from self._basic.auth_flow(request)


def credentials(endpoint: Endpoint, environment: Mapping[str, str] = os.environ) -> httpx.Auth | None:
    """What the environment has for `endpoint`; UsageError if it is half, double or would be overheard."""
    user, password, token = (environment.get(name, "") for name in (USER, PASSWORD, TOKEN))
    where = "the environment"
    if token and (user or password):
        raise UsageError(f"both {TOKEN} and {USER} are set", where=where, hint="unset one of them")
    if bool(user) != bool(password):
        missing = PASSWORD if user else USER
        raise UsageError(f"{missing} is not set", where=where, hint=f"set {USER} and {PASSWORD}")
    may_be_plain = endpoint.is_private_talk or environment.get(PLAIN) == "1"
    if token:
        if not token.isascii() or not token.isprintable() or " " in token:
            raise UsageError(
                f"{TOKEN} is no token", where=where, hint="it holds a space or a control character"
            )
        if not may_be_plain:
            raise UsageError("the token would be sent in the clear", where=endpoint.where, hint=_PLAIN_HINT)
        return Bearer(token)
    return Password(user, password, basic=may_be_plain) if user else None
