"""What a server is told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PORT = 8750


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen, who may ask, and what one request may use."""

    store: Path
    host: str = "127.0.0.1"
    port: int = PORT
    names: tuple[str, ...] = ()  # further names by which this machine may be called
    cors: tuple[str, ...] = ()  # origins whose pages may read the answers; "*" for all
    timeout: float = 60.0  # seconds that a query may take
    memory: int = 2 << 30  # bytes of address space that a query may take
    rows: int = 100_000  # rows or triples of an answer
    body: int = 1 << 20  # bytes of a request
    queries: int = 4  # that run at once
    waiting: int = 64  # that wait for their turn
    patience: float = 15.0  # seconds that one waits
