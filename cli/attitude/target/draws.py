"""What draws rest on: by whose id those who share an address draw, and which periods had a universal control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.target.rules import period_of

if TYPE_CHECKING:
    from datetime import date

    from attitude.database import Workspace
    from attitude.settings import Settings

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


def keep_control_period(workspace: Workspace, day: date, settings: Settings) -> None:
    """Write down that a universal control of this share stood in the period of a day, once."""
    control = settings.control
    if control.share == 0:
        return
    about: list[object] = [period_of(day, control.period), control.share, settings.seed]
    if not workspace.rows("from store.control_periods where period = ? and share = ? and seed = ?", about):
        workspace.rows("insert into store.control_periods values (?, ?, ?)", about)
