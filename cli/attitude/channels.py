"""Words for channels: those of the settings, brought into the workspace, and the line to add for one nobody knows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attitude.errors import nearest

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


def naming(workspace: Workspace, word: str) -> str:
    """Give the line that says what a word for a channel means, with the nearest that is known.

    Examples
    --------
    >>> from attitude.database import Workspace
    >>> with Workspace(None) as scratch:
    ...     scratch.make_tables()
    ...     print(naming(scratch, "telefn"))
    [channels] "telefn" = "call" (did you mean 'telefon'?)
    """
    known: dict[str, str] = dict(
        workspace.rows("select word, family from store.channel_words where family <> 'all' order by all")
    )
    close = nearest(word, known)
    family = next((known[name] for name in known if f"'{name}'" in close), "none")
    either = close or " (or sms, call, email, post, app, push, web, shop …; none: it needs no address)"
    return f'[channels] {json.dumps(word, ensure_ascii=False)} = "{family}"{either}'
