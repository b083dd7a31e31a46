"""Ids that were merged: rows of a file that name one are of the person whom it means today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.load.addresses import SAID

if TYPE_CHECKING:
    from attitude.database import Workspace


def follow_aliases(workspace: Workspace, kind: str) -> list[str]:
    """Put the person's id of today in the place of a merged one in ``typed_kept``, and say of how many rows."""
    if kind == "campaigns" or not workspace.rows("from store.aliases limit 1"):
        return []
    workspace.run("load/aliases_here")
    if kind in SAID:  # who refuses is noted before
        workspace.rows(
            f"update {SAID[kind]} as s set member_id = a.same_id from aliases_here as a where s.member_id = a.member_id"
        )
    if kind == "contacts":  # whose ids were given keys when their texts were read
        moved = workspace.rows(
            "update typed_kept set member_key = a.same_as from aliases_here as a "
            "where typed_kept.member_key = a.member_key"
        )
    else:
        if kind == "usage":
            _add_usage_up(workspace)
        elif kind == "members":
            _set_aside(workspace)
        moved = workspace.rows(
            "update typed_kept set member_id = a.same_id from aliases_here as a "
            "where typed_kept.member_id = a.member_id"
        )
    count = int(moved[0][0]) if moved else 0
    return [f"rows that name a merged id, taken as of whom it means today: {count:,}"] if count else []


def _add_usage_up(workspace: Workspace) -> None:
    workspace.run("load/summed_usage")
    for name in ("revenue", "volume"):
        if name in workspace.describe("from typed_kept"):
            workspace.rows(
                f"update typed_kept set {name} = s.{name} from summed_usage as s where typed_kept.rowid + 1 = s.line"
            )


def _set_aside(workspace: Workspace) -> None:
    """Take a row by an id of before out where the person has one of their own, which says more; keep its addresses."""
    own = "(from typed_kept where not is_bad)"
    before = f"from aliases_here as a semi join {own} as t on a.same_id = t.member_id"
    columns = workspace.describe("from typed_kept")
    texts = [f"t.{name}" if name in columns else "null" for name in ("phone", "email")]
    workspace.define(
        f"insert into alias_rows select a.same_id, {', '.join(texts)} from {own} as t "
        f"inner join (select * {before}) as a on t.member_id = a.member_id"
    )
    workspace.define(f"delete from typed_kept where not is_bad and member_id in (select a.member_id {before})")
