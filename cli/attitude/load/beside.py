"""A file that is looked at, beside the workspace: what it would empty, and which of its ids are nobody's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attitude.database import quoted
from attitude.emails import make_ascii
from attitude.load.base import POINTS, emptied_words
from attitude.phones import make_e164

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.load.account import LoadOptions

_UNMET = {
    "optouts": "opt-outs by ids of no member known: {}, which would be held for members loaded later",
    "responses": "ids of no member known, whose replies would be kept for members loaded later: {}",
}


def cells_emptied(workspace: Workspace, columns: Iterable[str], options: LoadOptions) -> dict[str, int]:
    """Count of each column the cells of known members that hold a value and that the members file empties.

    Parameters
    ----------
    columns
        Those that the file has, by the names they are kept by. A blank day of joining empties nothing.
    options
        As the file would be loaded; with ``keep_blank`` nothing is emptied, and the counts are of what that keeps.
    """
    known = workspace.describe("from store.members")
    names = [name for name in columns if name in known and name != "joined_on"]
    if not names or not workspace.rows("from store.members limit 1"):
        return {}
    workspace.run("look/met_members")
    workspace.define("create or replace temp view arriving as from met_members")
    make_e164(workspace, "arriving", options.region)
    make_ascii(workspace, "arriving")
    workspace.run(*POINTS)
    sums = [f"count(*) filter (where m.{quoted(n)} is not null and a.{quoted(n)} is null)" for n in names]
    counts = workspace.row(
        f"select {', '.join(sums)} from arriving_points as a inner join store.members as m using (member_key)"
    )
    return dict(zip(names, counts, strict=True))


def emptied_told(counts: dict[str, int], options: LoadOptions) -> list[str]:
    """Say what would be emptied, or what ``keep_blank`` keeps."""
    words = emptied_words(counts)
    if words is None:
        return []
    if options.keep_blank:
        return [f"empty cells of members with a value today, which stays by --keep-blank: {words}"]
    return [f"cells that would be emptied, as they are in the file: {words}; --keep-blank keeps what is known"]


def unmet(workspace: Workspace, kind: str) -> list[str]:
    """Say of how many ids in ``looked_texts`` no member is known, where the kind is one that is held."""
    if kind not in _UNMET or not workspace.rows("from store.members limit 1"):
        return []
    count, first, every = workspace.result("look/unmet").row(0)
    return [_UNMET[kind].format(f"{count:,} of {every:,} ('{first}'{', …' if count > 1 else ''})")] if count else []
