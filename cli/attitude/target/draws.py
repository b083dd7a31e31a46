"""What draws rest on: by whose id those who share an address draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attitude.database import Workspace

_KEY = "addresses"


def find_draw_ids(workspace: Workspace) -> None:
    """Fill the temp table ``draw_ids``: kept from the last time, else found anew, if members were loaded since."""
    if workspace.rows("select 1 from store.meta where key = ?", [_KEY]):
        workspace.define("create or replace temp table draw_ids as from store.shared_addresses")
        return
    workspace.run("target/addresses")
    is_changed = True
    while is_changed:
        workspace.run("target/join_addresses")
        is_changed = bool(workspace.row("select count(*) from relabelled")[0])
    workspace.run("target/draw_ids")


def keep_draw_ids(workspace: Workspace) -> None:
    """Keep them for the next list; loading members forgets them."""
    if not workspace.rows("select 1 from store.meta where key = ?", [_KEY]):
        workspace.run("target/keep_draw_ids")
        workspace.rows("insert into store.meta values (?, 'found')", [_KEY])
