"""A store of the factories' three articles for the tests of queries, to be read only."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import build_store, phone_call, remarks, visit, with_id


@pytest.fixture(scope="session", name="store")
def query_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three articles, and the telephone call once more in another newspaper."""
    path = tmp_path_factory.mktemp("queries") / "store"
    with build_store(path, phone_call(), visit(), remarks(), with_id(phone_call(), "dien-dam-2023-bis")):
        pass
    return path
