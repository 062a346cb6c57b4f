"""Listens, tells where, and stops cleanly."""

from __future__ import annotations

import ipaddress
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType

import uvicorn

from kg.errors import KGError, UsageError
from kg.serve.app import application
from kg.serve.copies import Copies
from kg.serve.desk import Desk
from kg.serve.settings import Settings

_GRACE = 3  # seconds for answers that are on their way when the server stops


class _Server(uvicorn.Server):
    """Ends the queries when it is told to stop, so that nobody waits for them."""

    desk: Desk

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.desk.stop()
        super().handle_exit(sig, frame)


def run(settings: Settings) -> None:
    """Serve until interrupted."""
    listening = _listen(settings.host, settings.port)
    with listening, Copies(settings.store) as copies:
        desk = Desk(settings, copies)
        config = uvicorn.Config(
            application(settings, copies, desk),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            timeout_graceful_shutdown=_GRACE,
            timeout_keep_alive=15,
            limit_concurrency=256,
            h11_max_incomplete_event_size=128 * 1024,
        )
        server = _Server(config)
        server.desk = desk
        _announce(listening, settings)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):  # uvicorn has stopped in order and passes the signal on
            server.run(sockets=[listening])
    print("stopped", file=sys.stderr)


def _announce(listening: socket.socket, settings: Settings) -> None:
    port = listening.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"serving {settings.store} at http://{host}:{port}/  (Ctrl+C stops)", flush=True)
    if not _is_loopback(settings.host):
        print(
            f"kg: {settings.host} is not loopback: anybody who reaches this machine may read the graph and "
            "run queries; there is no password and no encryption",
            file=sys.stderr,
            flush=True,
        )


def _listen(host: str, port: int) -> socket.socket:
    """A socket at the address; one line if that cannot be had."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError, OverflowError):
        raise UsageError(
            f"no address {host!r}", where="--host", hint="use 127.0.0.1 for this machine alone"
        ) from None
    listening = socket.socket(family, kind, proto)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        hint = "stop what uses it, or choose another with --port; 0 takes a free one"
        raise KGError(f"cannot listen: {reason.lower()}", where=f"{host}:{port}", hint=hint) from None
    return listening


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
