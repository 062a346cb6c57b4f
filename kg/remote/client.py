"""Sends requests to one origin and gives the answers back whole, within a time and a size."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Self

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from kg.remote.address import Endpoint
from kg.remote.credentials import credentials
from kg.remote.failures import RemoteError

SIZE = 64 << 20  # bytes of an answer, unpacked
_CONNECT = 10.0  # seconds
_HOPS = 3  # redirects within the origin
Content = bytes | AsyncIterable[bytes]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came; `media_type` is in lower case and without parameters."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str]


class Client:
    """Talks to one endpoint; use it as a context manager.

    The requests run in an event loop of their own, where a deadline holds however slowly an answer drips.
    """

    def __init__(self, endpoint: Endpoint, *, timeout: float | None = 60.0, size: int = SIZE) -> None:
        self.endpoint = endpoint
        self._auth = credentials(endpoint)
        self._timeout, self._size = timeout, size
        self._stack = ExitStack()
        self._portal: BlockingPortal | None = None

    @property
    def known(self) -> bool:
        """Whether requests say who asks."""
        return self._auth is not None

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._portal = stack.enter_context(start_blocking_portal())
            timeout = httpx.Timeout(None, connect=_CONNECT)
            http = httpx.AsyncClient(auth=self._auth, timeout=timeout, headers={"User-Agent": "bangiao"})
            self._http = stack.enter_context(self._portal.wrap_async_context_manager(http))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def send(
        self,
        method: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str | list[str]] | None = None,
        content: Content | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> Reply:
        """Send one request and read its answer; `timeout` replaces the client's, in seconds.

        `params` are added to the address, `data` is sent as a form, `content` as it is. RemoteError if there
        is no whole answer in time, one too large, or one from elsewhere.
        """
        assert self._portal is not None, "the client is not open"
        url = httpx.URL(self.endpoint.url)
        request = self._http.build_request(
            method,
            url.copy_merge_params(params) if params else url,
            data=data,
            content=content,
            headers=headers,
        )
        return self._portal.call(partial(self._within, request, timeout or self._timeout))

    async def _within(self, request: httpx.Request, seconds: float | None) -> Reply:
        where = self.endpoint.where
        try:
            with anyio.fail_after(seconds):
                return await self._exchange(request)
        except (TimeoutError, httpx.ConnectTimeout):
            waited = "" if seconds is None else f" within {seconds:g} s"
            hint = "narrow what is asked, allow more with --timeout, or see whether it runs"
            raise RemoteError(f"no whole answer came{waited}", where=where, hint=hint) from None
        except httpx.RemoteProtocolError as error:
            raise RemoteError(
                f"the answer breaks off or is no HTTP: {error}",
                where=where,
                hint="ask again; is it the right port?",
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
            cause = str(error) or type(error).__name__
            raise RemoteError(
                f"it cannot be reached: {cause}", where=where, hint="check the address, and that it runs"
            ) from error

    async def _exchange(self, request: httpx.Request) -> Reply:
        for _ in range(_HOPS + 1):
            response = await self._http.send(request, stream=True)
            try:
                if response.next_request is None:
                    return await self._read(response)
                request = self._followed(request, response.next_request)
            finally:
                await response.aclose()
        raise RemoteError(
            "it redirects in circles", where=self.endpoint.where, hint="is it the right address?"
        )

    def _followed(self, request: httpx.Request, following: httpx.Request) -> httpx.Request:
        """The request after a redirect, if it is the same one to the same origin."""
        target = str(following.url.copy_with(userinfo=b"", query=None))
        try:
            same = Endpoint(target).origin == self.endpoint.origin
        except Exception:
            same = False
        if same and following.method == request.method:
            return following
        what = f"it redirects to {target}, and nothing is sent to where nobody asked"
        raise RemoteError(
            what, where=self.endpoint.where, hint="give that address yourself, if you trust it", status=302
        )

    async def _read(self, response: httpx.Response) -> Reply:
        body = bytearray()
        async for piece in response.aiter_bytes():
            body += piece
            if len(body) > self._size:
                raise RemoteError(
                    f"the answer is larger than {self._size / 2**20:g} MiB",
                    where=self.endpoint.where,
                    hint="narrow what is asked, or give a limit",
                )
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Reply(response.status_code, media_type, bytes(body), response.headers)
