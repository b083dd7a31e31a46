"""What commands on the workspace itself do and say."""

from __future__ import annotations

from pathlib import Path

from attitude import say
from attitude.standing import standing


def where_it_stands(path: Path) -> None:
    """Say where the month stands and which step is likely next."""
    found = standing(path)
    for line in found.lines:
        say.text(line)
    for word, (command, why) in zip(("next", "then", "then"), found.steps, strict=False):
        say.text(f"{word}:  {command}")
        say.text(f"       {why}")
    say.text("'attitude --help' lists the commands")
