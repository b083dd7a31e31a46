"""Words for channels: those of the settings, brought into the workspace, and the line to add for one nobody knows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attitude.database import Workspace


def name_channels(workspace: Workspace, channels: Mapping[str, str]) -> None:
    """Let a workspace know what the settings call channels, for as long as it is open.

    One that may be written to keeps them, for whoever opens it without the settings.
    """
    own = sorted(channels.items())
    workspace.remember(own_channels=[list(pair) for pair in own])
    if not workspace.read_only and workspace.rows("select word, family from store.own_channels order by all") != own:
        with workspace.transaction():
            workspace.run("schema/own_channels")


_LEAST = 5  # letters of a word that one wrong letter does not make another
_FAMILIES = (
    "sms, call, email, post, app, push, web, shop …, all where it means every channel, none where it is one of its own "
    "that needs no address"
)


def naming(workspace: Workspace, word: str) -> str:
    """Give the line that says what a word for a channel means; which family is said only of one misspelt.

    Examples
    --------
    >>> from attitude.database import Workspace
    >>> with Workspace(None) as scratch:
    ...     scratch.make_tables()
    ...     print(naming(scratch, "telefn"))
    ...     print(naming(scratch, "none")[:31])
    [channels] "telefn" = "call" (did you mean 'telefon'?)
    [channels] "none" = "FAMILY" (F
    """
    close = _misspelt(workspace, word)
    families = {family for _, family in close}
    family = families.pop() if len(families) == 1 else "FAMILY"
    hint = f" (did you mean '{close[0][0]}'?)" if family != "FAMILY" else f" (FAMILY: {_FAMILIES})"
    return f'[channels] {json.dumps(word, ensure_ascii=False)} = "{family}"{hint}'


def _misspelt(workspace: Workspace, word: str) -> list[tuple[str, str]]:
    """Give the known words, with their families, that one letter more, less, other or misplaced makes of a word."""
    return workspace.rows(
        "select word, family from store.channel_words where family <> 'all' and length(plain_word(word)) >= $2 "
        "and length(plain_word($1)) >= $2 and damerau_levenshtein(plain_word(word), plain_word($1)) <= 1 order by all",
        [word, _LEAST],
    )
