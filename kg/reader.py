"""From an article to its facts: the language pack, the extractors, the resolution, in one call."""

from __future__ import annotations

from functools import cache

from kg import resources
from kg.errors import ArticleError
from kg.extract import reading
from kg.knowledge import Knowledge
from kg.lang.pack import LanguagePack
from kg.model import Article, ArticleFacts
from kg.resolve import facts
from kg.resolve.registry import Registry
from kg.resolve.roles import RoleIndex


class Reader:
    """Reads articles; holds what is loaded once: knowledge, registry, packs."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or Knowledge.load()
        self.registry = Registry.of(self.knowledge)

    def read(self, article: Article) -> ArticleFacts:
        """All that the article says; an ArticleError where its language has no pack."""
        language = article.language or "vi"
        have = packs()
        if language not in have:
            raise ArticleError(
                f"no language pack for {language}; have: {', '.join(have)}",
                where=article.source or article.id,
                hint="the article was skipped",
            )
        found = reading.read(article, LanguagePack.load(language), self.knowledge)
        if found is None:
            return ArticleFacts(article)
        return facts.resolve(found, self.registry, _roles(self.knowledge, language))


@cache
def packs() -> tuple[str, ...]:
    """Languages with a complete pack."""
    return tuple(code for code in resources.languages() if resources.has_lang_file(code, "acts.yaml"))


@cache
def _roles(knowledge: Knowledge, language: str) -> RoleIndex:
    return RoleIndex(knowledge, language)
