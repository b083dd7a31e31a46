"""Who was erased does not come back from a file: not their rows, nor their addresses under other ids."""

from __future__ import annotations

from attitude.database import Workspace

_NOBODY = "create or replace temp view refused_erased as select null::bigint as line where false"


def salt_of(workspace: Workspace) -> str | None:
    """Give the salt of the hashes in ``store.suppressed``; None where nobody was ever erased."""
    found = workspace.rows("select value from store.meta where key = 'salt'")
    return str(found[0][0]) if found else None


def keep_out(workspace: Workspace, kind: str) -> int:
    """Turn the rows of ``typed_kept`` that name an erased member into refused ones, and count them.

    They are known in ``refused_erased``, so that nothing of what stands in them is kept.
    """
    workspace.define(_NOBODY)
    salt = salt_of(workspace)
    if salt is None or kind == "campaigns":
        return 0
    key, named = "member_id", "select distinct member_id, null::integer as member_key from typed_kept"
    if kind == "contacts":  # whose ids were given keys when their texts were read
        key, named = "member_key", "select distinct member_id, member_key from member_texts"
    workspace.define(f"create or replace temp view named_ids as {named} where member_id is not null")
    workspace.run("load/erased_ids", salt=salt)
    if not workspace.rows("from erased_here limit 1"):
        return 0
    workspace.define(
        f"create or replace temp view refused_erased as select line from typed_rows semi join erased_here using ({key})"
    )
    theirs = f"{key} in (select x.{key} from erased_here as x)"
    (rows,) = workspace.row(f"select count(*) from typed_kept where {theirs}")
    workspace.define(f"update typed_kept set is_bad = true where {theirs}")
    return int(rows)


def kept_points(workspace: Workspace) -> tuple[str, list[str]]:
    """Name the view of arriving members whose addresses may be kept, and say how many may not."""
    salt = salt_of(workspace)
    if salt is None or not workspace.rows("from store.suppressed where kind <> 'id' limit 1"):
        return "arriving_points", []
    workspace.run("load/erased_points", salt=salt)
    (count,) = workspace.row("select count(*) from erased_points")
    words = f"phones and e-mail addresses of erased people, left out: {count:,}"
    return "kept_points", [words] if count else []
