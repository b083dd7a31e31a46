"""Rows that are left out of a file: of own addresses, and of who was erased, whose addresses stay out too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attitude.database import Workspace, literal
from attitude.load.below import find_below

_NOBODY = "create or replace temp table {table} as from apart_here where false"
_REASONS = {
    "own_here": "is of an address of your own",
    "erased_here": "is of an erased member",
    "apart_here": "is no id",  # why not is told once the lines themselves were looked at
}
_LONG = 60
_OWN, _ERASED, _ = _REASONS.values()


def salt_of(workspace: Workspace) -> str | None:
    """Give the salt of the hashes in ``store.suppressed``; None where nobody was ever erased."""
    rows = workspace.rows("select value from store.meta where key = 'salt'")
    return str(rows[0][0]) if rows else None


def keep_out(workspace: Workspace, kind: str, apart: list[str], *, has_head: bool = False) -> bool:
    """Turn the rows of ``typed_kept`` that are of no member into refused ones, and say whether there are any.

    They name an erased member, or an address of one's own: ``seed:NAME``, as exported lists have them. A member who
    really had such an id would be left out as well. Or they are no rows: ``apart`` are texts that are no ids, and sums
    are known by their words, or, below a head of names, by being like no row. They are known in ``left_out_rows``, so
    that nothing of what stands in them is kept.
    """
    key = "campaign_id" if kind == "campaigns" else "member_id"
    ids, column = f"select distinct {key} as member_id, null::integer as member_key from typed_kept", "member_id"
    if kind == "contacts":  # whose ids were given keys when their texts were read
        key = column = "member_key"
        ids = "select distinct member_id, member_key from member_texts"
    workspace.define(f"create or replace temp view named_ids as select * from ({ids}) where member_id is not null")
    workspace.run("load/apart_here", apart_texts=apart or None)
    if has_head:
        find_below(workspace, kind)
    _find_members(workspace, kind)
    tables = [table for table in _REASONS if workspace.rows(f"from {table} limit 1")]
    named_in = {table: f"{key} in (select x.{column} from {table} as x)" for table in tables}
    rows = [f"select line, '{_REASONS[table]}' as reason from typed_rows where {named_in[table]}" for table in tables]
    none = "select null::bigint as line, '' as reason where false"
    workspace.define(
        "create or replace temp view left_out_rows as select line, min(reason) as reason from "
        f"({' union all '.join([none, *rows])}) group by line"
    )
    for table in tables:
        workspace.define(f"update typed_kept set is_bad = true where {named_in[table]}")
    return bool(tables)


def _find_members(workspace: Workspace, kind: str) -> None:
    salt = salt_of(workspace)
    for table, query in (("own_here", "load/own_here"), ("erased_here", "load/erased_here")):
        if kind == "campaigns" or (salt is None and table == "erased_here"):
            workspace.define(_NOBODY.format(table=table))
        elif table == "own_here":
            workspace.run(query)
        else:
            workspace.run(query, salt=salt)


def find_ragged(workspace: Workspace, cells: Path) -> None:
    """Find which of the rows that are no rows name an erased member, in ``erased_ragged``.

    Parameters
    ----------
    cells
        A CSV file without a header: line, and a text that stands in it.
    """
    workspace.define(
        "create or replace temp table ragged_cells as from "
        f"read_csv({literal(cells)}, auto_detect = false, header = false, quote = '\"', escape = '\"', "
        "new_line = '\\n', columns = {'line': 'BIGINT', 'text': 'VARCHAR'}, max_line_size = 4000000)"
    )
    workspace.run("load/erased_ragged", salt=salt_of(workspace))


def left_out(workspace: Workspace, others: Mapping[str, str]) -> list[str]:
    """Say how many of the rows in ``refused`` there is nothing to mend at, and why; ``others`` are further reasons."""
    counts: dict[str, int] = dict(
        workspace.rows("select reason, count(*) from refused where is_left_out group by reason")
    )
    words = {
        **others,
        _OWN: "rows of your own addresses (seed:NAME), left out, nothing to mend",
        _ERASED: "rows of erased members, kept out",
    }
    return [
        f"{text}: {counts[reason]:,}{_shown(workspace, reason)}" for reason, text in words.items() if reason in counts
    ]


def _shown(workspace: Workspace, reason: str) -> str:
    """Show the lines that are left out for a reason, where their texts may be told."""
    lines = workspace.rows(
        "select line, value from refused where is_left_out and value is not null and reason = ? order by line", [reason]
    )
    texts = ", ".join(f"line {line} '{text[:_LONG]}'" for line, text in lines)
    return f" ({texts})" if lines else ""


def kept_points(workspace: Workspace) -> tuple[str, list[str]]:
    """Name the view of arriving members whose addresses may be kept, and say how many may not."""
    salt = salt_of(workspace)
    if salt is None or not workspace.rows("from store.suppressed where kind <> 'id' limit 1"):
        return "arriving_points", []
    workspace.run("load/erased_points", "load/kept_points", salt=salt)
    (count,) = workspace.row("select count(*) from erased_points")
    words = f"phones and e-mail addresses of erased people, left out: {count:,}"
    return "kept_points", [words] if count else []
