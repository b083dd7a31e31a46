"""The load step: one file, one transaction, every row accounted for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from attitude.audit import recorded, who
from attitude.database import Row, Workspace, query_text, quoted
from attitude.errors import BadDataError, UsageError
from attitude.load.kinds import KINDS, kind_of_file, match_columns
from attitude.load.reading import check_file, is_readable, read_file

# What each kind runs after its rows are read and checked; the last query leaves the table `tally`.
_STEPS = {
    "members": ("load/persons",),
    "campaigns": ("load/campaign_keys", "load/campaigns"),
    "contacts": ("load/persons", "load/campaign_keys", "load/treatments", "load/contacts"),
    "responses": ("load/persons", "load/campaign_keys", "load/responses"),
    "usage": ("load/persons", "load/usage"),
    "optouts": ("load/persons", "load/optouts"),
}


@dataclass(frozen=True)
class LoadResult:
    """What became of the rows of one file: ``read = kept + duplicate + updated + rejected``."""

    kind: str
    file: Path
    read: int
    kept: int
    duplicate: int
    updated: int
    rejected: int
    reject_file: Path | None = None
    is_repeat: bool = False
    ignored_columns: tuple[str, ...] = ()


def folder_files(folder: Path) -> list[tuple[str, Path]]:
    """List what a folder holds, kinds from file names: members and campaigns first, then by name.

    Raises
    ------
    UsageError
        When the folder does not exist or no file in it can be told.
    """
    if not folder.is_dir():
        kinds = ", ".join(KINDS)
        raise UsageError(f"{folder}: neither a kind ({kinds}) nor a folder")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and is_readable(path))
    told = [(kind, path) for path in files if (kind := kind_of_file(path)) and ".rejects." not in path.name]
    if not told:
        raise UsageError(f"{folder}: no file whose name begins with a kind ({', '.join(KINDS)}); load each by its kind")
    order = list(KINDS)
    return sorted(told, key=lambda item: order.index(item[0]))


def load_file(
    workspace: Workspace, kind: str, path: Path, mapping: Mapping[str, str], max_rejects: float
) -> LoadResult:
    """Take one file in.

    Parameters
    ----------
    workspace
        Open for writing.
    kind
        One of `KINDS`.
    path
        A CSV, TSV or Parquet file.
    mapping
        ``theirs → ours`` column names.
    max_rejects
        The share of bad rows, 0 to 1, above which nothing of the file is kept.

    Raises
    ------
    BadDataError
        When the file is empty, lacks a column, or has too many bad rows; the workspace is then as before.
    """
    started = monotonic()
    if kind not in KINDS:
        raise UsageError(f"no kind '{kind}'; the kinds are {', '.join(KINDS)}")
    check_file(path)
    fingerprint = _content_hash(kind, path, mapping)
    if (repeat := _repeat(workspace, kind, path, fingerprint)) is not None:
        return repeat
    with recorded(workspace, f"load {kind}", str(path)) as run:
        columns = read_file(workspace, path)
        known, others = match_columns(kind, columns, mapping, str(path))
        _make_incoming(workspace, kind, known)
        workspace.run("load/macros")
        workspace.run(f"load/{kind}_typed")
        read = _count(workspace, "typed") + _count(workspace, "ragged")
        rejected = _rejected(workspace)
        _check_rejects(workspace, path, read, rejected, max_rejects)
        for step in _STEPS[kind]:
            workspace.run(step)
        if kind == "members":
            _take_members(workspace, known, others)
        kept, updated = workspace.row("select kept, updated from tally")
        duplicate = read - rejected - kept - updated
        result = LoadResult(kind, path, read, kept, duplicate, updated, rejected)
        load_id = _record(workspace, result, fingerprint, monotonic() - started)
        workspace.run("load/rejects", load_id=load_id)
        run.rows_out, run.detail = kept + updated, f"{kept:,} kept, {updated:,} updated of {read:,} rows"
    reject_file = _write_rejects(workspace, path) if rejected else None
    ignored = () if KINDS[kind].keeps_others else tuple(others.values())
    return LoadResult(kind, path, read, kept, duplicate, updated, rejected, reject_file, False, ignored)


def _make_incoming(workspace: Workspace, kind: str, known: Mapping[str, str]) -> None:
    """Show the file under the product's own column names; columns it does not have are empty."""
    columns = [
        f"{quoted(known[name])} as {quoted(name)}" if name in known else f"null::varchar as {quoted(name)}"
        for name in KINDS[kind].columns
    ]
    workspace.rows(
        f"create or replace temp view incoming as select _line as line, {', '.join(columns)} from incoming_file"
    )


def _take_members(workspace: Workspace, known: Mapping[str, str], others: Mapping[str, str]) -> None:
    """Merge members: the last row of a member wins; columns that the file lacks stay as they are."""
    have = {name for (name,) in workspace.rows("select column_name from (describe store.members)")}
    for name in others:
        if name not in have:
            workspace.rows(f"alter table store.members add column {quoted(name)} varchar")
    cleaned = [f"clean(f.{quoted(column)}) as {quoted(name)}" for name, column in others.items()]
    fixed = [name for name in KINDS["members"].columns if name in known and name != "member_id"]
    shown = ["p.member_key", *[f"t.{quoted(name)}" for name in fixed], *cleaned]
    workspace.rows(
        f"create or replace temp table arriving as select {', '.join(shown)} from typed as t "
        "inner join incoming_file as f on t.line = f._line inner join store.persons as p on t.member_id = p.member_id "
        "where t.problem is null qualify row_number() over (partition by p.member_key order by t.line desc) = 1"
    )
    _merge_members(workspace, {*fixed, *others})
    if others:
        names = ", ".join(quoted(name) for name in others)
        workspace.rows(f"create or replace temp view arriving_attributes as select {names} from arriving")
        workspace.run("load/attribute_types")
    workspace.run("load/members_changed")
    define_members_view(workspace)


def _merge_members(workspace: Workspace, given: set[str]) -> None:
    columns = [name for (name,) in workspace.rows("select column_name from (describe store.members)")]
    chosen = []
    for name in columns[1:]:
        side = "a" if name in given else "m"
        value = "coalesce(m.joined_on, a.joined_on)" if (name, side) == ("joined_on", "a") else f"{side}.{quoted(name)}"
        chosen.append(f"{value} as {quoted(name)}")
    workspace.rows(
        f"create or replace temp table merged as select a.member_key, {', '.join(chosen)} "
        "from arriving as a left join store.members as m using (member_key)"
    )


def define_members_view(workspace: Workspace) -> None:
    """Show the members with every attribute in the narrowest type that all its values fit."""
    types = workspace.rows("select attribute, is_boolean, is_integer, is_number, is_date, is_timestamp "
                           "from store.attribute_types")  # fmt: skip
    by_name = {attribute: flags for attribute, *flags in types}
    names = [name for (name,) in workspace.rows("select column_name from (describe store.members)")]
    lines = [f"{_typed(name, by_name[name])} as {quoted(name)}," for name in names if name in by_name]
    lines += [f"m.{quoted(name)}," for name in names[len(KINDS["members"].columns) :] if name not in by_name]
    workspace.rows(query_text("schema/members_view").replace("/* attributes */", "\n    ".join(lines)))


def _typed(name: str, flags: list[bool]) -> str:
    column = f"m.{quoted(name)}"
    if flags[0]:
        return f"(lower({column}) in ('true', 't', 'yes', 'y', '是'))"
    types = ("bigint", "double", "date", "timestamp")
    kind = next((kind for kind, holds in zip(types, flags[1:], strict=True) if holds), None)
    return f"{column}::{kind}" if kind else column


def _content_hash(kind: str, path: Path, mapping: Mapping[str, str]) -> str:
    """Hash what is read and how: the bytes, the kind and the mapping."""
    digest = hashlib.sha256(json.dumps([kind, sorted(mapping.items())]).encode())
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _repeat(workspace: Workspace, kind: str, path: Path, fingerprint: str) -> LoadResult | None:
    """Tell what a file that was loaded before would bring: nothing, all its good rows are duplicates."""
    seen = workspace.rows("select rows_read, rejected from loads where content_hash = ?", [fingerprint])
    if not seen:
        return None
    read, rejected = seen[0]
    return LoadResult(kind, path, read, 0, read - rejected, 0, rejected, None, True)


def _count(workspace: Workspace, table: str) -> int:
    return int(workspace.row(f"select count(*) from {table}")[0])


def _rejected(workspace: Workspace) -> int:
    return int(
        workspace.row("select (select count(*) from typed where problem is not null) + (select count(*) from ragged)")[
            0
        ]
    )


def _check_rejects(workspace: Workspace, path: Path, read: int, rejected: int, most: float) -> None:
    if read == 0:
        raise BadDataError(f"{path}: has column names but no rows; nothing to load")
    if rejected > most * read:
        line, reason = _first_reject(workspace)
        raise BadDataError(
            f"{path}: {rejected} of {read} rows are bad, more than --max-rejects {most:g}; nothing was kept. "
            f"First: line {line}: {reason}"
        )


def _first_reject(workspace: Workspace) -> Row:
    return workspace.row(
        "select line, problem[1] || coalesce(' ''' || problem[2] || '''', '') || ' ' || problem[3] as reason "
        "from typed where problem is not null union all select line, reason from ragged order by line limit 1"
    )


def _record(workspace: Workspace, result: LoadResult, fingerprint: str, seconds: float) -> int:
    load_id = int(workspace.row("select coalesce(max(load_id), 0) + 1 from loads")[0])
    counts = [result.read, result.kept, result.duplicate, result.updated, result.rejected]
    about = [result.kind, str(result.file), result.file.stat().st_size, fingerprint]
    when = [round(seconds, 3), datetime.now(UTC).replace(tzinfo=None), who()]
    workspace.rows(
        "insert into loads values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [load_id, *about, *counts, *when]
    )
    return load_id


def _write_rejects(workspace: Workspace, path: Path) -> Path:
    """Write the refused rows beside the source, as they were, with line, column and reason in front."""
    target = path.with_name(path.name.split(".")[0] + ".rejects.csv")
    frame = workspace.frame(
        'select r.line as reject_line, r."column" as reject_column, r.reason as reject_reason, '
        "f.* exclude (_line) from rejects as r left join incoming_file as f on r.line = f._line "
        "where r.load_id = (select max(load_id) from loads) order by r.line"
    )
    frame.write_csv(target)
    return target
