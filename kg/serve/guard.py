"""Who may ask, and what a browser may do with the answer.

A page of another site can make a visitor's browser talk to this machine. So the Host header must name this
machine (a name of the attacker's that resolves to it is refused: DNS rebinding), and what other origins'
scripts send is refused unless they were let in with --cors.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",
}
_SHARED = "/sparql", "/.well-known/", "/id/", "/topic/", "/level/", "/role/", "/ns/", "/resource", "/queries/"


class Guard:
    """Stands before the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._cors = app, frozenset(settings.cors)
        self._names = frozenset(
            name.lower().rstrip(".") for name in ("localhost", settings.host, *settings.names)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be asked, and put the headers on what is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        shared = scope["path"].startswith(_SHARED) and self._lets_in(origin)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
                answer["cross-origin-resource-policy"] = "cross-origin" if shared else "same-origin"
                if shared and origin:
                    answer["access-control-allow-origin"] = "*" if "*" in self._cors else origin
                    answer["access-control-expose-headers"] = "Kg-Truncated"
                    answer.add_vary_header("Origin")
            await send(message)

        refusal = self._refusal(headers, origin, shared)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
        elif shared and origin and scope["method"] == "OPTIONS":
            await _preflight()(scope, receive, send_guarded)
        else:
            await self._app(scope, receive, send_guarded)

    def _refusal(self, headers: Headers, origin: str | None, shared: bool) -> PlainTextResponse | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return _refuse(421, "this server does not go by that name (kg serve --name NAME lets one in)")
        own = origin is not None and origin.lower() in (
            f"http://{hosts[0]}".lower(),
            f"https://{hosts[0]}".lower(),
        )
        foreign = (origin is not None and not own) or (
            origin is None
            and headers.get("sec-fetch-site") in ("cross-site", "same-site")
            and headers.get("sec-fetch-mode") != "navigate"
        )
        if foreign and not shared:
            return _refuse(
                403, "pages of other origins may not ask here (kg serve --cors ORIGIN lets one in)"
            )
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a Host header names this machine; an address in digits cannot be rebound."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
            ipaddress.ip_address(name)
        except ValueError:
            return "@" not in host and _name(host) in self._names
        return "@" not in host

    def _lets_in(self, origin: str | None) -> bool:
        return "*" in self._cors or (origin is not None and origin in self._cors)


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def _refuse(status: int, why: str) -> PlainTextResponse:
    return PlainTextResponse(f"{why}\n", status)


def _preflight() -> PlainTextResponse:
    headers = {
        "access-control-allow-methods": "GET, HEAD, POST",
        "access-control-allow-headers": "Accept, Content-Type",
        "access-control-max-age": "600",
    }
    return PlainTextResponse("", 204, headers)
