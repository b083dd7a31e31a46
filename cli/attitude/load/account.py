"""What is asked of a load, what became of the rows, and how it is remembered in ``loads``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from attitude.audit import who
from attitude.database import Workspace
from attitude.errors import UsageError
from attitude.load.kinds import OFFERED
from attitude.load.sources import Source
from attitude.settings_lines import Line

UNDO_LOADS = 20
# counts what a file says of earlier loads once more
_AGAIN = {
    "members": "load/again_members",
    "campaigns": "load/again_campaigns",
    "contacts": "load/again_contacts",
    "responses": "load/again_responses",
    "usage": "load/again_usage",
}


@dataclass(frozen=True)
class LoadOptions:
    """How a file is to be read.

    Parameters
    ----------
    mapping
        ``theirs → ours`` column names; a file that lacks one of ``must_have`` is refused.
    values
        What words in cells stand for: channels, kinds, actions, yes and no.
    max_rejects
        The share of bad rows, 0 to 1, above which nothing of the file is kept.
    encoding, sheet, dates
        Of a text file; of a spreadsheet; ``dmy`` or ``mdy``. Found out where they are not given.
    decimal
        The decimal mark, ``,`` or ``.``, of columns of amounts that can be read both ways.
    timezone
        What clock the files are told by; times that name another zone are turned to it, and refused where it is None.
    header_row
        The line that holds the column names, counted from 1; found out where it is not given.
    region
        Two letters, of phones without a country code.
    replaces
        A campaign whose contacts the file replaces.
    full_list, max_missing
        Whether a members file holds the whole base: who is missing has left. The share of the base, 0 to 1, that may
        be missing; by default 0.2, where that is more than a few.
    keep_blank
        Whether what is known of a member stays where the file's cell is empty; it is emptied otherwise.
    stand_in
        A phone or e-mail address that more members have is nobody's.
    takes_proposals
        Whether columns that are known under other names are taken for what they most likely are.
    dry
        Give the account, and keep nothing.
    dimensions
        Those that the settings name, with the columns of contacts and campaigns that have their elements.
    undo_loads
        So many of the latest loads can be undone; what older ones changed is no longer kept as it was.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    must_have: frozenset[str] = frozenset()
    max_rejects: float = 0.01
    encoding: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    dates: str | None = None
    decimal: Literal[",", "."] | None = None
    timezone: str | None = None
    region: str | None = None
    replaces: str | None = None
    full_list: bool = False
    max_missing: float | None = None
    keep_blank: bool = False
    stand_in: int = 20
    takes_proposals: bool = False
    dry: bool = False
    undo_loads: int = UNDO_LOADS
    dimensions: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def of_kind(self, kind: str) -> LoadOptions:
        """Give the options without those that go with members, for other kinds."""
        if kind == "members":
            return self
        return replace(self, full_list=False, max_missing=None, keep_blank=False, stand_in=LoadOptions.stand_in)

    def mapping_of(self, kind: str) -> Mapping[str, str]:
        """Give the names of columns, theirs → ours, with those of dimensions that the settings name."""
        own = {column: name for name, columns in self.dimensions.items() for column in columns}
        return {**own, **self.mapping} if kind in OFFERED else self.mapping

    @property
    def read_as(self) -> str:
        """What else but its bytes decides how a file is read, as text; the same bytes read otherwise are other rows."""
        facts: dict[str, object] = {
            "map": dict(sorted(self.mapping.items())),
            "encoding": self.encoding,
            "sheet": self.sheet,
            "values": dict(sorted(self.values.items())),
        }
        facts |= {"header row": self.header_row, "dates": self.dates, "region": self.region}
        facts |= {"decimal": self.decimal, "timezone": self.timezone}
        facts |= {"full_list": self.full_list, "keep_blank": self.keep_blank}
        facts |= {"dimensions": {name: list(columns) for name, columns in sorted(self.dimensions.items())}}
        facts |= {"stand_in": self.stand_in if self.stand_in != LoadOptions.stand_in else None}
        return json.dumps({name: value for name, value in facts.items() if value}, ensure_ascii=False)


@dataclass(frozen=True)
class LoadResult:
    """What became of the rows of one file: ``read = kept + duplicate + updated + rejected``.

    ``taken_out`` are the contacts that it replaced, ``maps`` the proposals that were taken, theirs → ours. ``load_id``
    is its number in ``loads``, None where there is none: of a file that was loaded before, or only tried.
    """

    kind: str
    file: Path
    read: int
    kept: int
    duplicate: int
    updated: int
    rejected: int
    taken_out: int = 0
    reject_file: Path | None = None
    is_repeat: bool = False
    notes: tuple[str, ...] = ()
    maps: Mapping[str, str] = field(default_factory=dict)
    load_id: int | None = None


def repeated(workspace: Workspace, kind: str, path: Path, source: Source, options: LoadOptions) -> LoadResult | None:
    """Tell what a file that was loaded before would bring: nothing, all its good rows are duplicates.

    Not so when that load was undone, or when a later file has changed rows of that kind: then loading it again is how
    to take the change back. Nor when somebody was erased since, or let in again: then its rows are looked at anew.
    """
    rows = workspace.rows(
        "select rows_read, rejected from loads as x where kind = ? and content_hash = ? and read_as = ? "
        "and undone_at is null and not exists "
        "(select 1 from loads as y where y.load_id > x.load_id and y.kind = x.kind and y.updated + y.taken_out > 0) "
        "and not exists (select 1 from store.departures as d where x.kind = 'members' and d.load_id > x.load_id) "
        "and not exists (select 1 from runs as r where r.step = 'erase' and r.started_at >= x.loaded_at)",
        [kind, source.content_hash, options.read_as],
    )
    if not rows:
        return None
    read, rejected = rows[0]
    return LoadResult(kind, path, read, 0, read - rejected, 0, rejected, is_repeat=True)


def check_dimensions(workspace: Workspace, kind: str, source: Source, options: LoadOptions) -> None:
    """Refuse contacts that were taken in when other dimensions had a name: each would stand there twice.

    Raises
    ------
    UsageError
        With what to do.
    """
    now = json.loads(options.read_as).get("dimensions")
    query = "select read_as from loads where kind = ? and content_hash = ? and undone_at is null"
    before = [json.loads(text).get("dimensions") for (text,) in workspace.rows(query, [kind, source.content_hash])]
    if kind == "contacts" and options.replaces is None and before and now not in before:
        raise UsageError(
            f"{source.name}: was loaded when [dimensions] was another, so that each contact would stand there twice; "
            "take that load back with 'attitude undo', or load it with --replace CAMPAIGN"
        )


def _count_optouts(workspace: Workspace, result: LoadResult) -> int:
    """Count the good rows that tell of opt-outs: all of an opt-outs file, and replies."""
    if result.kind != "responses":
        return result.read - result.rejected if result.kind == "optouts" else 0
    query = "select coalesce(sum(count_rows), 0) from kind_counts where outcome = 'opted-out'"
    return int(workspace.row(query)[0])


def next_load(workspace: Workspace) -> int:
    """Give the number of the load that is under way."""
    return int(workspace.row("select coalesce(max(load_id), 0) + 1 from loads")[0])


def remember(workspace: Workspace, result: LoadResult, source: Source, options: LoadOptions, seconds: float) -> int:
    """Add the load to ``loads`` and its refused rows to ``rejects``, with what undoing it takes; gives its number."""
    load_id = next_load(workspace)
    details = [result.kind, source.name, source.size, source.content_hash, options.read_as]
    counts = [result.read, result.kept, result.duplicate, result.updated, result.rejected, result.taken_out]
    counts.append(_count_optouts(workspace, result))
    when = ["; ".join(result.notes) or None, round(seconds, 3), datetime.now(UTC).replace(tzinfo=None), who()]
    values = [load_id, *details, *counts, *when, None, None]
    workspace.rows(f"insert into loads values ({', '.join('?' for _ in values)})", values)
    if result.rejected:
        workspace.run("load/rejects", load_id=load_id)
    # a row of several channels may be new for one of them alone
    if (result.duplicate or result.kind == "optouts") and result.kind in _AGAIN:
        workspace.run(_AGAIN[result.kind], load_id=load_id)
    workspace.run("load/undoable", load_id=load_id, undo_loads=options.undo_loads)
    return load_id


def note_lines(workspace: Workspace, results: Iterable[LoadResult], lines: Iterable[Line]) -> None:
    """Note of loads which lines were written into the settings file for them, so that undoing one takes them out."""
    text = json.dumps([[list(keys), value] for keys, value in lines], ensure_ascii=False)
    loads = [result.load_id for result in results if result.load_id is not None]
    if text != "[]" and loads:
        with workspace.transaction():
            workspace.rows("update store.undo_loads set settings = ? where list_contains(?, load_id)", [text, loads])
