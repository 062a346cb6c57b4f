"""For the tests of pages: stores in memory, and a real browser that can reach nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import which
from typing import Any

import pyoxigraph as ox
import pytest
from factories import RUN, all_facts
from playwright.sync_api import Browser, Page, sync_playwright

from kg.graph.emit import quads
from kg.graph.names import Names
from kg.graph.reference import reference_quads
from kg.knowledge import Knowledge
from kg.model import ArticleFacts
from kg.views.choice import Choice, ViewReport
from kg.views.pages import PAGES

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine: install it to test pages"
)


def memory_store(facts: Iterable[ArticleFacts] | None = None, more: Iterable[ox.Quad] = ()) -> ox.Store:
    """A store in memory with the reference data and these articles (the three of the factories, if None)."""
    names, knowledge = Names(), Knowledge.load()
    store = ox.Store()
    store.extend(_reference())
    for one in all_facts() if facts is None else facts:
        known = knowledge if {t for s in one.statements for t in s.topics} <= set(knowledge.topics) else None
        store.extend(quads(one, names, run=RUN, knowledge=known))
    store.extend(more)
    store.extend([ox.Quad(*quad.triple) for quad in store])  # as a store on disk has it
    return store


def render(store: ox.Store, kind: str = "graph", **options: Any) -> tuple[str, ViewReport]:
    """A page of this kind and its report, with the options of a Choice."""
    return PAGES[kind](store, Choice(**options))


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        try:
            yield running
        finally:
            running.close()


@cache
def _reference() -> list[ox.Quad]:
    return reference_quads(Names())


class Visit:
    """One page open in the browser, with all that went wrong in it."""

    def __init__(self, running: Browser, path: Path, fragment: str = "", **options: object) -> None:
        self.context = running.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        self.context.route(
            "**/*", lambda route: route.continue_() if self._own(route.request.url) else route.abort()
        )
        self.context.set_offline(True)
        self._path = path.as_uri()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("dialog", self._dismiss)
        self.page.goto(self._path + fragment)
        self.page.wait_for_selector("html[data-ready]")

    def _own(self, url: str) -> bool:
        if url.split("#")[0] == self._path:
            return True
        self.requests.append(url)
        return False

    def _dismiss(self, dialog: object) -> None:
        self.dialogs.append(dialog.message)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    def id_of(self, name: str) -> int:
        """The number of the thing drawn that is called so, in any language."""
        found = self.page.evaluate(
            "name => kg.things.findIndex((t, i) => i < kg.drawn && "
            "(Object.values(t.label).includes(name) || t.content === name || t.type === name))",
            name,
        )
        assert found >= 0, name
        return int(found)

    def point(self, number: int) -> tuple[float, float]:
        """Where on the screen a thing is drawn."""
        at = self.page.evaluate(
            "id => { const b = document.getElementById('canvas').getBoundingClientRect();"
            "const [x, y] = kg.at[id]; const p = kg.network.canvasToDOM({x, y});"
            "return [b.x + p.x, b.y + p.y]; }",
            number,
        )
        return at[0], at[1]

    def close(self) -> None:
        self.context.close()
