"""What is read comes in the order asked for, also while tables are written in any order, for last digits hang on it."""

from __future__ import annotations

from attitude.database import Workspace


def test_frames_are_in_order_while_tables_are_not(workspace: Workspace) -> None:
    workspace.rows("set threads = 2")
    workspace.define("create temp table numbers as select (range * 7919) % 1000003 as number from range(1000003)")
    with workspace.unordered():
        for _ in range(2):
            assert workspace.frame("from numbers order by number")["number"].is_sorted()
        assert workspace.row("select current_setting('preserve_insertion_order')") == (False,)
    assert workspace.row("select current_setting('preserve_insertion_order')") == (True,)
