"""Examples in help texts: each on a line of its own, to be read and copied at 80 columns."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperGroup

from attitude.commands.everywhere import settings_option


class WithExamples(TyperGroup):
    """Commands whose docstrings say ``Examples:  attitude this   ·   attitude that``, each with ``--settings``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for command in (self, *self.commands.values()):
            command.help = on_lines(command.help or "")
            after_db = next(
                (n for n, one in enumerate(command.params, start=1) if one.name == "db"), len(command.params)
            )
            command.params.insert(after_db, settings_option())


def on_lines(words: str) -> str:
    r"""Lay the examples of a help text out.

    Examples
    --------
    >>> on_lines("Ask.\n\nExamples:  attitude query 1   ·   attitude query\n    two")
    'Ask.\n\nExamples:\n  attitude query 1\n  attitude query two'
    """
    text, mark, examples = words.partition("Examples:")
    lines = [re.sub(r"\s*\n\s*", " ", example.strip()) for example in examples.split("·")]
    return "\n".join([text + mark, *(f"  {line}" for line in lines)]) if mark else words
