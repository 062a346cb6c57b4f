"""The prompt on a terminal: editing over several lines, colours, completion and history."""

from __future__ import annotations

import os
from collections.abc import Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.output import ColorDepth
from pygments.lexers.rdf import SparqlLexer

from kg.ask.history import BoundedHistory, place
from kg.ask.session import Session
from kg.ask.split import is_whole
from kg.ask.words import Words

_PROMPT = "kg> "


def converse(session: Session) -> None:
    """Ask at the terminal until the user has enough."""
    words = Words.of(session.graph)
    print("Ask by SPARQL or by the name of a query; .help tells more, Ctrl-D ends.")
    prompt: PromptSession[str] = PromptSession(
        _PROMPT,
        history=BoundedHistory(place()),
        completer=WordCompleter(words),
        auto_suggest=AutoSuggestFromHistory(),
        lexer=PygmentsLexer(SparqlLexer),
        color_depth=ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None,
        multiline=True,
        key_bindings=_keys(),
        prompt_continuation=lambda width, *_: "…".rjust(width - 1) + " ",
        complete_while_typing=False,
    )
    while True:
        try:
            text = prompt.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if not session.handle(text):
            return


class WordCompleter(Completer):
    """Our words, as prompt_toolkit asks for them."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterable[Completion]:
        """What may follow at the cursor."""
        for ending in self._words.after(document.text_before_cursor, document.text_after_cursor):
            yield Completion(ending.text, -ending.typed, display=ending.shown, display_meta=ending.help)


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        """Ask, if the question is whole or an empty line ends it; else go on in the next line."""
        buffer = event.current_buffer
        menu = buffer.complete_state
        if menu is not None and menu.current_completion is not None:
            buffer.complete_state = None
        elif is_whole(buffer.text) or not buffer.document.current_line.strip():
            buffer.validate_and_handle()
        else:
            buffer.newline()

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        """A new line, whatever stands there."""
        event.current_buffer.newline()

    return keys
