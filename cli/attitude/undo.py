"""Taking a load back: its rows go, what it changed comes back as it was, and the audit trail tells of it.

Each row says which load wrote it (``load_id``), and what a load changed or took out is kept beside, in the tables of
former rows. So a load can be undone as long as no later one changed or said again what it wrote: then that one goes
first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from attitude.audit import recorded, who
from attitude.database import Workspace, act, quoted
from attitude.errors import UsageError
from attitude.load import define_members_view
from attitude.names import note_undone, people_gone

if TYPE_CHECKING:
    import polars as pl

    from attitude.settings_lines import Line

_FORMER = "former_"
# tables with a load_id that hold no facts of their own
_BESIDE = ("undo_loads", "said_again", "attribute_loads", "member_loads", "address_arrivals")
# what takes the rows of a table back, where there may be former ones
_BACK = {"campaigns": "undo/campaigns", "contacts": "undo/contacts", "usage": "undo/usage"}
_WORDS = {
    "returns": "reports",
    "optouts": "opt-outs",
    "usage": "rows of usage",
    "member_loads": "members",
    "address_optouts": "opt-outs by phone or e-mail",
    "given_up_addresses": "addresses that members gave up",
    "departures": "notes of who left or came back",
    "address_people": "people known by an address alone",
}


@dataclass(frozen=True)
class Undone:
    """What undoing a load takes back, or would.

    Parameters
    ----------
    load_id, kind, file
        The load.
    account
        One row per sort of thing: ``what``, ``rows``, ``becomes``.
    lists
        The lists that were made after it, and so may have been chosen with it: ``list_id``, ``status``,
        ``exported_on``.
    channels
        Who can be written to again, for their opt-out goes, and who no longer can: ``family`` of channels, ``opened``,
        ``closed``, members.
    lines
        Lines of the settings file that it had written, and that no other load was read with.
    is_scored
        Scores were made with it, and rest on it until the next scoring.
    is_done
        False where it was only tried, or not wanted.
    """

    load_id: int
    kind: str
    file: str
    account: pl.DataFrame
    lists: pl.DataFrame
    channels: pl.DataFrame
    lines: tuple[Line, ...]
    is_scored: bool
    is_done: bool = True


class _Load(NamedTuple):
    load_id: int
    kind: str
    file: str
    run_id: int
    lines: tuple[Line, ...]


class _NotWanted(Exception):  # noqa: N818 - no error: it ends the transaction
    """Nothing is to be kept of what was done."""


@act
def undo(
    workspace: Workspace, load_id: int | None = None, *, confirm: Callable[[Undone], bool] | None = None
) -> Undone:
    """Take a load back, all of it or nothing.

    Parameters
    ----------
    workspace
        Open for writing.
    load_id
        Its number in ``loads``; by default the last one that holds.
    confirm
        Is shown what goes and comes back, before it is kept; where it says no, nothing is changed.

    Raises
    ------
    UsageError
        When there is no such load, it was undone before, a later load rests on it, or what undoing it takes was never
        kept or is kept no longer.
    """
    load = _undoable(workspace, load_id)
    result: Undone | None = None
    try:
        with recorded(workspace, "undo", f"load {load.load_id}") as run, workspace.variables({"load_id": load.load_id}):
            result = _taken_back(workspace, load)
            if confirm is not None and not confirm(result):
                raise _NotWanted
            run.rows_out = sum(result.account["rows"])
            text = "; ".join(f"{what}: {rows:,} {becomes}" for what, rows, becomes in result.account.rows())
            run.detail = f"{load.kind} {load.file}" + (f": {text}" if text else "")
    except _NotWanted:
        assert result is not None
        return replace(result, is_done=False)
    return result


def check_undo(workspace: Workspace, load_id: int | None = None) -> None:
    """Refuse what `undo` would refuse, and change nothing.

    Raises
    ------
    UsageError
        As `undo` does.
    """
    _undoable(workspace, load_id)


def _undoable(workspace: Workspace, load_id: int | None) -> _Load:
    load = _load_of(workspace, load_id)
    _check_later(workspace, load)
    return load


def _load_of(workspace: Workspace, load_id: int | None) -> _Load:
    if load_id is None:
        load_id = workspace.row("select max(load_id) from loads where undone_at is null")[0]
    if load_id is None:
        raise UsageError("nothing is loaded that could be undone")
    rows = workspace.rows(
        "select l.kind, l.file, l.undone_at, l.undone_by, u.run_id, u.settings, u.is_whole from loads as l "
        "left join store.undo_loads as u using (load_id) where l.load_id = ?",
        [load_id],
    )
    if not rows:
        raise UsageError(f'no load {load_id}; attitude query "from loads" lists them')
    kind, file, undone_at, undone_by, run_id, settings, is_whole = rows[0]
    label = f"load {load_id} ({file})"
    if undone_at is not None:
        raise UsageError(f"{label} was undone on {undone_at:%Y-%m-%d %H:%M} by {undone_by}; nothing of it is left")
    if run_id is None:
        raise UsageError(
            f"{label} was made by an attitude that did not note which rows a load wrote, so it cannot be undone; "
            "'attitude restore' brings a backup of before it back"
        )
    if not is_whole:
        raise UsageError(
            f"{label} is too long ago: what loads changed is kept of the latest ones alone, as many as 'undo_loads' in "
            "[load] of attitude.toml says (20)"
        )
    if workspace.rows("select 1 from runs where step = 'merge' and run_id > ? limit 1", [run_id]):
        raise UsageError(f"{label}: ids of people were made one since, and its rows with them; it cannot be undone")
    if workspace.rows("select 1 from store.address_arrivals where load_id = ?", [load_id]):
        raise UsageError(
            f"{label}: what was known of phones and e-mail addresses alone is its members' since; it cannot be undone"
        )
    return _Load(load_id, kind, file, run_id, tuple(_lines(settings)))


def _lines(settings: str | None) -> Iterator[Line]:
    for keys, value in json.loads(settings or "[]"):
        yield tuple(keys), value


def _check_later(workspace: Workspace, load: _Load) -> None:
    """Refuse where later loads changed rows of this one, or said them again: without it they would be half."""
    later: dict[int, int] = dict(
        workspace.rows("select load_id, count_rows from store.said_again where of_load_id = ?", [load.load_id])
    )
    changed = [
        workspace.rows(
            f"select _by_load_id, count(*) from store.{quoted(_FORMER + table)} where load_id = ? group by 1",
            [load.load_id],
        )
        for table in _with_former(workspace)
    ]
    changed.append(workspace.result("undo/there_again", load_id=load.load_id).rows())
    for other, rows in (pair for pairs in changed for pair in pairs):
        later[other] = later.get(other, 0) + rows
    if later:
        files: dict[int, str] = dict(workspace.rows("select load_id, file from loads"))
        text = ", ".join(f"load {other} ({files[other]}): {later[other]:,}" for other in sorted(later))
        raise UsageError(
            f"load {load.load_id} ({load.file}): later loads changed its rows or said them again: {text}; take the "
            f"last one back first: attitude undo {max(later)}"
        )


def _with_former(workspace: Workspace) -> list[str]:
    """Name the tables whose former rows say which load had written them."""
    return [name.removeprefix(_FORMER) for name in _having(workspace, "load_id") if name.startswith(_FORMER)]


def _having(workspace: Workspace, column: str) -> list[str]:
    rows = workspace.rows(
        "select table_name from duckdb_columns() semi join duckdb_tables() using (schema_name, table_name) "
        "where schema_name = 'store' and column_name = ? order by table_name",
        [column],
    )
    return [name for (name,) in rows]


def _taken_back(workspace: Workspace, load: _Load) -> Undone:
    """Do it; the account is of what was done."""
    import polars as pl

    workspace.run("score/opted_out", as_of=None, not_after=None)
    workspace.define("create or replace temp table closed_before as from opted_out")
    is_scored = bool(workspace.rows("select 1 from runs where step = 'score' and run_id > ?", [load.run_id]))
    lists = workspace.result("undo/lists", run_id=load.run_id)
    _note_people(workspace)
    workspace.run("undo/changed_campaigns")
    rows = [*_rows_back(workspace, load)]
    now = datetime.now(UTC).replace(tzinfo=None)
    workspace.run("undo/done", undone_at=now, undone_by=who())
    _make_known(workspace)
    rows += _names(workspace)
    is_scored = is_scored and bool(workspace.rows("select 1 from store.scorings"))
    lines = _own_lines(workspace, load)
    if lines:
        rows.append(("lines of attitude.toml that it had added", len(lines), "go"))
    workspace.run("score/opted_out", as_of=None, not_after=None)
    channels = workspace.result("undo/opened")
    schema = {"what": pl.String, "rows": pl.Int64, "becomes": pl.String}
    account = pl.DataFrame([row for row in rows if row[1]], schema=schema, orient="row")
    return Undone(load.load_id, load.kind, load.file, account, lists, channels, lines, is_scored)


def _facts(workspace: Workspace) -> list[str]:
    return [name for name in _having(workspace, "load_id") if name not in _BESIDE and not name.startswith(_FORMER)]


def _note_people(workspace: Workspace) -> None:
    """Note whose rows go: of some of them there may be none left then."""
    people = set(_having(workspace, "member_key"))
    tables = ["member_loads", *(name for name in _facts(workspace) if name in people)]
    theirs = [f"select member_key from store.{quoted(t)} where load_id = getvariable('load_id')" for t in tables]
    workspace.rows(f"insert into store.names_to_go {' union '.join(theirs)}")  # in one: see Workspace.unordered


def _rows_back(workspace: Workspace, load: _Load) -> Iterator[tuple[str, int, str]]:
    if load.kind == "members":
        yield from _counted(workspace, "member_loads", "members")
        yield from _members_back(workspace)
    for table in _facts(workspace):
        yield from _counted(workspace, table, table)
        if table in _BACK:
            workspace.run(_BACK[table])
        else:
            workspace.rows(f"delete from store.{quoted(table)} where load_id = getvariable('load_id')")


def _counted(workspace: Workspace, table: str, former: str) -> Iterator[tuple[str, int, str]]:
    """Count the rows of a table that go, those of erased people among them, and those that come back."""
    words = _WORDS.get(table, table.replace("_", " "))
    mine = f"from store.{quoted(table)} where load_id = getvariable('load_id')"
    yield f"{words} that it wrote", int(workspace.row(f"select count(*) {mine}")[0]), "go"
    if table in _having(workspace, "member_key"):
        erased = f"select count(*) {mine} and member_key in (select member_key from store.erased)"
        yield f"{words} of erased people among them", int(workspace.row(erased)[0]), "go; no file brings them again"
    if _FORMER + former in _having(workspace, "_by_load_id"):
        before = f"from store.{quoted(_FORMER + former)} where _by_load_id = getvariable('load_id')"
        yield f"{words} as they were before it", int(workspace.row(f"select count(*) {before}")[0]), "come back"


def _members_back(workspace: Workspace) -> Iterator[tuple[str, int, str]]:
    """Take members back; the attributes that no other file had go first, as columns."""
    own = [name for (name,) in workspace.result("undo/own_attributes").rows()]
    for name in own:
        for table in ("members", "former_members"):
            workspace.define(f"alter table store.{table} drop column {quoted(name)}")
    workspace.run("undo/members")
    workspace.run("undo/member_loads")
    workspace.run("undo/attribute_types")
    define_members_view(workspace)
    workspace.run("load/stand_ins", most=_stand_in(workspace))
    if own:
        yield f"attributes that only it had: {', '.join(own)}", len(own), "go"


def _stand_in(workspace: Workspace) -> int | None:
    """Give how many may share an address, as the latest members load that stays was told; None where it was not."""
    rows = workspace.rows(
        "select read_as from loads where kind = 'members' and undone_at is null and load_id <> getvariable('load_id') "
        "order by load_id desc limit 1"
    )
    return json.loads(rows[0][0] or "{}").get("stand_in") if rows else None


def _make_known(workspace: Workspace) -> None:
    """Make the campaigns of lists that are out known again, as their export would, where no file describes them."""
    out = workspace.rows(
        "select list_id from store.lists as l where status = 'exported' and not exists "
        "(select 1 from store.campaigns as c where c.campaign_id = l.campaign_id and c.is_loaded) order by newest"
    )
    for (list_id,) in out:
        workspace.run("export/planned", list_id=list_id)
        workspace.run("export/campaign")


def _names(workspace: Workspace) -> Iterator[tuple[str, int, str]]:
    note_undone(workspace)
    if workspace.rows("select 1 from store.scorings") and not workspace.rows("select 1 from store.contacts limit 1"):
        workspace.run("undo/scores_out")
        yield "all scores, for no contact is left to make them from", 1, "go"
    count = people_gone(workspace, scored=False)
    (scored,) = workspace.row("select count(*) from store.names_to_go")
    yield "people whom only it named", count, "go"
    yield "people whom only it named, and whom the scores tell of", int(scored), "go with the next scoring"
    workspace.run("undo/campaigns_gone")


def _own_lines(workspace: Workspace, load: _Load) -> tuple[Line, ...]:
    """Give the lines of the settings file that the load had written, and that no other load was read with."""
    others = workspace.rows(
        "select l.read_as, u.settings from loads as l left join store.undo_loads as u using (load_id) "
        "where l.kind = ? and l.undone_at is null and l.load_id <> ?",
        [load.kind, load.load_id],
    )
    needed = {line for _, settings in others for line in _lines(settings)}
    for read_as, _ in others:
        names = json.loads(read_as or "{}").get("map", {})
        needed |= {(("load", "map", load.kind, theirs), ours) for theirs, ours in names.items()}
    return tuple(line for line in load.lines if line not in needed)
