"""What a load of responses tells of the codes of members' own that it brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attitude.database import Workspace


def about_codes(workspace: Workspace) -> Iterator[str]:
    """Say how many codes are another member's, and how many are nobody's: nothing is guessed."""
    told = workspace.result("load/codes_told").row(0, named=True)
    if told["of_others"]:
        yield f"codes brought back by another member than the one they were given to: {told['of_others']:,}"
    if told["wrong"]:
        yield (
            f"codes with a wrong check digit, kept as nobody's: {told['wrong']:,} (first: '{told['first_wrong']}'); "
            "mend them where they were typed, and load the file again"
        )
    if told["unknown"]:
        yield f"codes that no list gave, kept as nobody's: {told['unknown']:,} (first: '{told['first_unknown']}')"
