"""Names that nothing needs any more once a load was undone: people, treatments and campaigns that only it told of.

People whom the scores tell of stay in them until the next scoring, which takes their names out and makes all anew: a
key that scores stand under is never given to somebody else.
"""

from __future__ import annotations

from attitude.database import Workspace, quoted

_UNDONE = "undone"
# what a scoring, or the next list, makes anew: to stand there alone keeps nobody
_MADE = (
    *("trials", "choices", "member_sums", "element_sums", "responsiveness", "profiles", "habits", "draws", "unasked"),
    *("closed_channels", "answer_hours", "shared_addresses", "member_values"),
)


def was_undone(workspace: Workspace) -> bool:
    """Tell whether a load was undone since the last scoring."""
    return bool(workspace.rows("select 1 from store.meta where key = ?", [_UNDONE]))


def note_undone(workspace: Workspace) -> None:
    """Let the next scoring look for names to take out."""
    if not was_undone(workspace):
        workspace.rows("insert into store.meta values (?, '')", [_UNDONE])


def people_gone(workspace: Workspace, *, scored: bool) -> int:
    """Take out those of ``store.names_to_go`` of whom no row is left; gives how many went.

    Parameters
    ----------
    workspace
        In a transaction.
    scored
        Those whom the scores tell of too, which are made anew then; without it they stay in ``store.names_to_go``.
    """
    last = "coalesce((select max(last_person) from store.scorings), 0)"
    workspace.define("create or replace temp table people_gone as select distinct member_key from store.names_to_go")
    for table in _tables(workspace):
        theirs = f"select k.member_key from store.{quoted(table)} as k semi join people_gone using (member_key)"
        workspace.rows(f"delete from people_gone where member_key in ({theirs})")
    workspace.rows("delete from store.names_to_go")
    if not scored:
        workspace.rows(f"insert into store.names_to_go from people_gone where member_key <= {last}")
        workspace.rows(f"delete from people_gone where member_key <= {last}")
    for table in (*_MADE, "persons"):
        workspace.rows(f"delete from store.{table} where member_key in (select member_key from people_gone)")
    return int(workspace.row("select count(*) from people_gone")[0])


def _tables(workspace: Workspace) -> list[str]:
    """Name the tables that say something of people."""
    rows = workspace.rows(
        "select table_name from duckdb_columns() semi join duckdb_tables() using (schema_name, table_name) "
        "where schema_name = 'store' and column_name = 'member_key' order by table_name"
    )
    return [name for (name,) in rows if name not in (*_MADE, "persons", "names_to_go")]


def campaigns_gone(workspace: Workspace) -> None:
    """Take out treatments and campaigns that nothing names, after a scoring that no longer rests on them."""
    workspace.run("undo/campaigns_gone")
    workspace.rows("delete from store.meta where key = ?", [_UNDONE])
