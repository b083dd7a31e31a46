"""Who has opted out of a list since it was handed over, and which lists have such members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attitude.database import act, query_text

if TYPE_CHECKING:
    from attitude.database import Workspace


def find_withdrawn(workspace: Workspace, list_id: str) -> tuple[str, ...]:
    """Give the members who have opted out since a list was handed over, and keep the others in ``left_out``."""
    head: dict[str, Any] = workspace.result("check/head", list_id=list_id).row(0, named=True)
    key = {"list_key": head["list_key"]}
    workspace.run("check/listed", **key)
    workspace.run("score/opted_out", as_of=None, not_after=head["day"])
    workspace.define(f"create or replace temp table gone as {query_text('check/opt_out').rstrip().rstrip(';')}")
    workspace.run("export/withdrawn", **key)
    workspace.run("export/left_out", **key)
    return tuple(member_id for (member_id,) in workspace.rows("select member_id from withdrawn order by rowid"))


@act
def to_withdraw(workspace: Workspace) -> dict[str, int]:
    """Give the lists that are handed over and not over yet, of whose members some have opted out since: how many."""
    if not workspace.rows("select 1 from store.lists where status = 'exported' limit 1"):
        return {}
    lists = workspace.result("export/running")["list_id"].to_list()
    counts = {list_id: len(find_withdrawn(workspace, list_id)) for list_id in lists}
    return {list_id: count for list_id, count in counts.items() if count}


def words_of(counts: dict[str, int]) -> list[str]:
    """Say whom lists that are handed over should lose, and how.

    Examples
    --------
    >>> words_of({"spring-1a2b": 2})
    ["list spring-1a2b is handed over, and 2 of it have opted out since: 'attitude withdraw spring-1a2b -o FILE'"]
    """
    return [
        f"list {list_id} is handed over, and {count:,} of it have opted out since: "
        f"'attitude withdraw {list_id} -o FILE'"
        for list_id, count in counts.items()
    ]
