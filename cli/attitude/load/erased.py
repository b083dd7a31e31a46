"""Rows that are left out of a file: of own addresses, and of who was erased, whose addresses stay out too."""

from __future__ import annotations

from pathlib import Path

from attitude.database import Workspace, literal

_NO_ROWS = "create or replace temp view left_out_rows as select null::bigint as line, '' as reason where false"
_NOBODY = "create or replace temp table erased_here as from own_here where false"
_OWN, _ERASED = "is of an address of your own", "is of an erased member"
_ROWS = """
create or replace temp view left_out_rows as
select line, '{own}' as reason from typed_rows semi join own_here using ({key})
union all
select line, '{erased}' as reason from typed_rows semi join erased_here using ({key}) anti join own_here using ({key})
"""


def salt_of(workspace: Workspace) -> str | None:
    """Give the salt of the hashes in ``store.suppressed``; None where nobody was ever erased."""
    found = workspace.rows("select value from store.meta where key = 'salt'")
    return str(found[0][0]) if found else None


def keep_out(workspace: Workspace, kind: str) -> bool:
    """Turn the rows of ``typed_kept`` that are of no member into refused ones, and say whether there are any.

    They name an erased member, or an address of one's own: ``seed:NAME``, as exported lists have them. A member who
    really had such an id would be left out as well. They are known in ``left_out_rows``, so that nothing of what
    stands in them is kept.
    """
    workspace.define(_NO_ROWS)
    if kind == "campaigns":
        return False
    key, named = "member_id", "select distinct member_id, null::integer as member_key from typed_kept"
    if kind == "contacts":  # whose ids were given keys when their texts were read
        key, named = "member_key", "select distinct member_id, member_key from member_texts"
    workspace.define(f"create or replace temp view named_ids as {named} where member_id is not null")
    workspace.run("load/own_ids")
    if (salt := salt_of(workspace)) is None:
        workspace.define(_NOBODY)
    else:
        workspace.run("load/erased_ids", salt=salt)
    found = [table for table in ("own_here", "erased_here") if workspace.rows(f"from {table} limit 1")]
    if found:
        workspace.define(_ROWS.format(key=key, own=_OWN, erased=_ERASED))
    for table in found:
        workspace.define(f"update typed_kept set is_bad = true where {key} in (select x.{key} from {table} as x)")
    return bool(found)


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
        "columns = {'line': 'BIGINT', 'text': 'VARCHAR'}, max_line_size = 4000000)"
    )
    workspace.run("load/erased_ragged", salt=salt_of(workspace))


def left_out(workspace: Workspace) -> list[str]:
    """Say how many of the rows in ``refused`` there is nothing to mend at, and why."""
    counts: dict[str, int] = dict(
        workspace.rows("select reason, count(*) from refused where is_left_out group by reason")
    )
    words = {
        _OWN: "rows of your own addresses (seed:NAME), left out, nothing to mend",
        _ERASED: "rows of erased members, kept out",
    }
    return [f"{told}: {counts[reason]:,}" for reason, told in words.items() if reason in counts]


def kept_points(workspace: Workspace) -> tuple[str, list[str]]:
    """Name the view of arriving members whose addresses may be kept, and say how many may not."""
    salt = salt_of(workspace)
    if salt is None or not workspace.rows("from store.suppressed where kind <> 'id' limit 1"):
        return "arriving_points", []
    workspace.run("load/erased_points", salt=salt)
    (count,) = workspace.row("select count(*) from erased_points")
    words = f"phones and e-mail addresses of erased people, left out: {count:,}"
    return "kept_points", [words] if count else []
