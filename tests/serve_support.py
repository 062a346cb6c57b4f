"""`kg serve` in a process of its own on loopback, and a client that speaks HTTP with it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from factories import build_store, phone_call, remarks, visit, with_id

HTML = {"Accept": "text/html"}


class Served:
    """A running server."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process, self.url = process, url
        self.client = httpx.Client(base_url=url, timeout=30)

    def get(self, path: str, accept: str | None = None, **options: object) -> httpx.Response:
        """What is answered; a path may hold any escapes, they are sent as they are."""
        headers = dict(options.pop("headers", {}))  # type: ignore[call-overload]
        if accept is not None:
            headers["Accept"] = accept
        return self.client.get(path, headers=headers, **options)  # type: ignore[arg-type]

    def page(self, path: str, **options: object) -> str:
        """The page there, which must be one."""
        answer = self.get(path, "text/html", **options)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        return answer.text

    def sparql(self, query: str, accept: str = "application/sparql-results+json") -> httpx.Response:
        """What the endpoint answers."""
        return self.get("/sparql", accept, params={"query": query})

    def children(self) -> set[int]:
        """The processes in which its queries run, where the system tells."""
        found = set[int]()
        for task in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            with suppress(OSError):  # the thread has ended
                found.update(map(int, task.read_text().split()))
        return found


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Served]:
    """A server of a store, at a free port."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"NO_COLOR": "1"}
    )
    try:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        address = re.search(r"http://\S+?(?=/ )", line)
        assert address is not None, line or process.stderr.read()
        served = Served(process, address[0])
        with served.client:
            yield served
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


@pytest.fixture(scope="session", name="serve_store")
def served_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The factories' three articles, and the telephone call once more in another newspaper."""
    path = tmp_path_factory.mktemp("serve") / "store"
    with build_store(path, phone_call(), visit(), remarks(), with_id(phone_call(), "dien-dam-2023-bis")):
        pass
    return path


@pytest.fixture(scope="module", name="served")
def served_fixture(serve_store: Path) -> Iterator[Served]:
    """A server of that store."""
    with serving(serve_store) as running:
        yield running
