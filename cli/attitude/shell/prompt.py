"""The line editor: completion, history, colours, and Enter that ends a statement only after its semicolon."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.shortcuts import CompleteStyle

from attitude.shell.statements import is_whole
from attitude.shell.vocabulary import Vocabulary, proposals

_PROMPT, _GOES_ON = "attitude> ", "      ... "


class Names(Completer):
    r"""Completion out of a vocabulary; file names after ``\o``."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.paths = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Give the words that fit at the cursor, each with what it means."""
        before = document.text_before_cursor
        if before.lstrip().startswith("\\o "):
            typed = before.lstrip().removeprefix("\\o ")
            yield from self.paths.get_completions(Document(typed), event)
            return
        begun, words = proposals(self.known, document.text, before)
        for word, meaning in words:
            yield Completion(word, start_position=-len(begun), display_meta=meaning[:60])


def prompt_reader(known: Vocabulary) -> Callable[[], str]:
    """Make what reads one input, statement or command, from the terminal.

    The reader raises KeyboardInterrupt at Ctrl-C and EOFError at Ctrl-D on an empty line.
    """
    from pygments.lexers.sql import SqlLexer

    session: PromptSession[str] = PromptSession(
        _PROMPT,
        completer=Names(known),
        complete_while_typing=False,
        complete_style=CompleteStyle.COLUMN,
        history=history(),
        auto_suggest=AutoSuggestFromHistory(),
        lexer=PygmentsLexer(SqlLexer),
        multiline=True,
        prompt_continuation=_GOES_ON,
        key_bindings=_keys(),
    )
    return lambda: session.prompt(handle_sigint=False)


def history(environment: dict[str, str] | None = None) -> History:
    """Keep what is typed, never what is answered, in the user's state folder; in memory where that cannot be."""
    here = os.environ if environment is None else environment
    state = here.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    path = Path(state) / "attitude" / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # ids of members may stand in it
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def _keys() -> KeyBindings:
    """Let Enter end the input where it is whole, and begin a line elsewhere."""
    keys = KeyBindings()

    @Condition
    def is_ended() -> bool:
        from prompt_toolkit.application import get_app

        buffer = get_app().current_buffer
        return buffer.complete_state is None and is_whole(buffer.text)

    @keys.add("enter", filter=is_ended)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    return keys
