"""What draws rest on: by whose id those who share an address draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attitude.database import Flow, Workspace

_KEY = "addresses"


def find_draw_ids(flow: Flow) -> None:
    """Make ``draw_ids``: kept from the last time, else found anew, if members were loaded since."""
    if flow.workspace.rows("select 1 from store.meta where key = ?", [_KEY]):
        flow.given(draw_ids="store.shared_addresses")
        return
    part = flow.within()
    for name in ("addresses", "sharing", "labels"):
        part.make(f"targeting/{name}")
    before = -1
    while (count := flow.workspace.row("select count(*) from labels")[0]) != before:
        before = count
        part.add("targeting/join_labels")
    flow.make("targeting/draw_ids")
    part.close()


def keep_draw_ids(workspace: Workspace) -> None:
    """Keep them for the next list; loading members forgets them."""
    if not workspace.rows("select 1 from store.meta where key = ?", [_KEY]):
        workspace.run("targeting/keep_draw_ids")
        workspace.rows("insert into store.meta values (?, 'found')", [_KEY])
