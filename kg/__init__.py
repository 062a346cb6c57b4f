"""bangiao: from news about bilateral relations to a graph of who said what to whom, with the quotes.

    import kg

    kg.build(["articles/"], store="output/store")
    graph = kg.Graph("output/store")
    for row in graph.rows("commitments", side="US", since="2021"):
        print(row["date"], row["who"], row["content"])
    graph.export("output/graph.ttl")

All names below are the public interface. They load what they need when first used, so that importing
`kg` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build
    from kg.errors import ArticleError, KGError, StoreError, UsageError
    from kg.graph.store import Store
    from kg.knowledge import Knowledge
    from kg.model import Article, ArticleFacts
    from kg.pipeline import BuildReport
    from kg.reader import Reader
    from kg.remote import Endpoint
    from kg.sources import article_from_text, read

_HOMES = {
    "Article": "kg.model",
    "ArticleError": "kg.errors",
    "ArticleFacts": "kg.model",
    "BuildReport": "kg.pipeline",
    "Endpoint": "kg.remote.address",
    "Graph": "kg.api",
    "KGError": "kg.errors",
    "Knowledge": "kg.knowledge",
    "Reader": "kg.reader",
    "Store": "kg.graph.store",
    "StoreError": "kg.errors",
    "UsageError": "kg.errors",
    "article_from_text": "kg.sources",
    "build": "kg.api",
    "read": "kg.sources",
}

__all__ = [
    "Article",
    "ArticleError",
    "ArticleFacts",
    "BuildReport",
    "Endpoint",
    "Graph",
    "KGError",
    "Knowledge",
    "Reader",
    "Store",
    "StoreError",
    "UsageError",
    "article_from_text",
    "build",
    "read",
]


def __getattr__(name: str) -> Any:
    """A public name, loaded from its module when it is first asked for."""
    if name == "__version__":
        from kg.version import software_version

        return software_version()
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])
