"""All that is kept of a person, table by table: what somebody is to be given who asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.database import quoted
from attitude.member import key_of

if TYPE_CHECKING:
    from attitude.database import Workspace

Kept = dict[str, list[dict[str, object]]]  # by table, its rows by column


def everything(workspace: Workspace, member_id: str) -> Kept:
    """Give every row of every table that is about a person; tables that have none of theirs are left out.

    First the tables that people query, in their words; then what is kept beneath them, where a row is theirs by their
    key; opt-outs by an address that is or was theirs, and refused rows in which their id or an address stands.

    Raises
    ------
    UsageError
        When no file ever named such a member.
    """
    key = key_of(workspace, member_id)
    kept = {"persons": workspace.named_rows(f"select * from store.persons where member_key = {key}")}
    name = str(kept["persons"][0]["member_id"])
    kept |= {table: _asked(workspace, table, name) for table in _told(workspace)}
    kept |= {f"store.{table}": _beneath(workspace, table, key) for table in _kept(workspace)}
    kept["aliases"] = workspace.named_rows(
        f"select p.member_id from store.aliases as a join store.persons as p using (member_key) where a.same_as = {key}"
    )
    for part in ("optouts_by_address", "rejects"):
        frame = workspace.result(f"person/{part}", member_key=key)
        kept[part] = frame.to_dicts()
    return {table: rows for table, rows in kept.items() if rows}


def _told(workspace: Workspace) -> list[str]:
    """List the tables that people query and that name people by their ids."""
    rows = workspace.rows(
        "select distinct table_name from duckdb_columns() where schema_name = 'main' and column_name = 'member_id' "
        "and database_name = current_database() and not internal order by 1"
    )
    return [table for (table,) in rows]


def _kept(workspace: Workspace) -> list[str]:
    """List the tables that name people by their keys."""
    rows = workspace.rows(
        "select distinct c.table_name from duckdb_columns() as c join duckdb_tables() as t using (table_oid) "
        "where c.schema_name = 'store' and c.column_name = 'member_key' and c.database_name = current_database() "
        "and t.table_name <> 'persons' order by 1"
    )
    return [table for (table,) in rows]


def _asked(workspace: Workspace, table: str, name: str) -> list[dict[str, object]]:
    text = name.replace("'", "''")
    sql = f"select * from {quoted(table)} where member_id = '{text}'"
    with workspace.narrowed(sql, None):
        return workspace.named_rows(sql)


def _beneath(workspace: Workspace, table: str, key: int) -> list[dict[str, object]]:
    return workspace.named_rows(f"select * from store.{quoted(table)} where member_key = {key}")
