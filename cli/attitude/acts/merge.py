"""What merging does and says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude import say
from attitude.merge import merge, pairs_in

if TYPE_CHECKING:
    from pathlib import Path

    from attitude.database import Workspace


def merge_members(
    workspace: Workspace,
    pair: tuple[str, str] | None,
    file: Path | None,
    form: str | None,
    output: Path | None,
    *,
    dry: bool,
) -> None:
    """Merge a pair of ids or those of a file, and give the account."""
    pairs = [pair] if pair is not None else []
    result = merge(workspace, [*pairs, *(pairs_in(workspace, file) if file is not None else [])], dry=dry)
    say.data(result.account, form, output)
    if result.before:
        say.note(f"merged before: {result.before:,}")
    if dry:
        say.note(f"tried only: {result.ids:,} {'id' if result.ids == 1 else 'ids'} would be merged, nothing is changed")
    elif result.ids:
        say.note(
            f"{result.ids:,} {'id' if result.ids == 1 else 'ids'} merged; 'attitude score' brings the scores up to date"
        )
