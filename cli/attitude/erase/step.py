"""The erase step: who people are goes, what they did stays as that of somebody without a name.

What happens to each table is told in ``queries/erase/people.sql``. Nobody can be led back from a nameless person by the
workspace alone: the new id is a running number, and the hashes by which an erased id, phone or e-mail address is known
again stand apart from all facts. Whoever holds the files that were loaded can still tell by days and hours of contacts
whose they were; that is why those files are named.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.audit import recorded
from attitude.database import TRACES, Workspace, act, old_files
from attitude.erase.texts import replace_names
from attitude.errors import UsageError
from attitude.load import salt_of
from attitude.named import ids_meant
from attitude.phones import make_e164

if TYPE_CHECKING:
    import polars as pl

_AT_ONCE = 10_000


@dataclass(frozen=True)
class Erased:
    """What an erasure found and did.

    Parameters
    ----------
    members
        How many people it erased, or would.
    before, unknown
        How many ids were erased before, and how many name nobody here.
    account
        One row per sort of thing: ``what``, ``rows``, ``becomes``.
    files
        One row per file outside of the workspace that holds them (``is_known``) or may: ``file``, ``holds``.
    """

    members: int
    before: int
    unknown: int
    account: pl.DataFrame
    files: pl.DataFrame


@dataclass(frozen=True)
class Readmitted:
    """Which ids, phones and e-mail addresses may come back: their number, and the texts that were not kept out."""

    marks: int
    unknown: tuple[str, ...]


@act
def erase(workspace: Workspace, ids: Iterable[str], *, dry: bool = False, lenient: bool = False) -> Erased:
    """Remove people, all of them or none; figures and lists of everyone else stay as they are.

    Parameters
    ----------
    workspace
        Open for writing, unless ``dry``. It is written anew in the end, and then to be closed.
    ids
        Member ids.
    dry
        Say what would go, and change nothing.
    lenient
        Count ids that name nobody instead of refusing them, as long as one names somebody.

    Raises
    ------
    UsageError
        When an id names nobody, now or before.
    AttitudeError
        When there is no room to write the file anew; people are erased then, and the next erasure writes it.
    """
    _ask(workspace, "asked_ids", "member_id", ids_meant(workspace, ids).values())
    salt = salt_of(workspace)
    workspace.run("erase/asked_members")
    workspace.run("erase/asked_others", salt=salt)
    _check(workspace, lenient=lenient)
    workspace.run("erase/erased_codes", "erase/erased_own_codes")
    result = _summary(workspace)
    if not dry and result.members:
        _erase(workspace, result, salt)
    if not dry:
        clear_traces(workspace)
    return result


def clear_traces(workspace: Workspace) -> bool:
    """Write the file anew where it holds bytes of people erased; tells whether it did."""
    if not workspace.rows("select 1 from store.meta where key = ?", [TRACES]):
        return False
    workspace.write_anew()
    return True


def _ask(workspace: Workspace, table: str, column: str, texts: Iterable[str]) -> None:
    workspace.define(f"create or replace temp table {table} ({column} varchar)")
    every = sorted(set(texts))
    for start in range(0, len(every), _AT_ONCE):
        workspace.rows(f"insert into {table} select unnest(?::varchar[])", [every[start : start + _AT_ONCE]])


def _check(workspace: Workspace, *, lenient: bool) -> None:
    unknown = workspace.rows("select member_id from asked_others where not was_erased order by member_id")
    known = workspace.rows("select 1 from asked_members limit 1")
    if unknown and not (lenient and known):
        others = f", nor {len(unknown) - 1:,} others" if len(unknown) > 1 else ""
        raise UsageError(f"no member '{unknown[0][0]}'{others} in the workspace; nobody was erased")


def _summary(workspace: Workspace) -> Erased:
    members, before, others = workspace.row(
        "select (select count(*) from asked_members where not is_alias), "
        "(select count(*) from asked_others where was_erased), "
        "(select count(*) from asked_others where not was_erased)"
    )
    return Erased(members, before, others, workspace.result("erase/account"), _files(workspace))


def _files(workspace: Workspace) -> pl.DataFrame:
    """List files that hold them: what an upgrade kept of the workspace, what was exported, what was loaded."""
    import polars as pl

    files = workspace.result("erase/files")
    old = [str(path) for path in old_files(workspace.path)] if workspace.path and files.height else []
    holds = [pl.lit("the workspace before an upgrade").alias("holds"), pl.lit(True).alias("is_known")]
    return pl.concat([pl.DataFrame({"file": old}, schema={"file": pl.String}).with_columns(holds), files])


def _erase(workspace: Workspace, result: Erased, salt: str | None) -> None:
    """Do it, in one transaction, with an entry in ``runs`` that names nobody."""
    with recorded(workspace, "erase", f"{result.members:,} {'member' if result.members == 1 else 'members'}") as run:
        if salt is None:  # for this workspace alone, so that no table of hashes made for another tells anything here
            salt = secrets.token_hex(16)
            workspace.rows("insert into store.meta values ('salt', ?)", [salt])
        until = workspace.result("erase/known_until").item()
        replace_names(workspace)
        for step in ("suppressed_now", "suppress", "people", "drawn_again", "draws"):
            workspace.run(f"erase/{step}", salt=salt, counts_until=until)
        workspace.rows("insert into store.meta select ?, '' where not exists (from store.meta where key = ?)",
                       [TRACES, TRACES])  # fmt: skip
        run.rows_out = result.members
        run.detail = "; ".join(f"{what}: {rows:,}" for what, rows, _ in result.account.rows())


@act
def readmit(workspace: Workspace, texts: Iterable[str], region: str | None = None) -> Readmitted:
    """Let ids, phones and e-mail addresses come back with the next file: somebody registered again.

    What was erased stays so; they begin as new members.

    Parameters
    ----------
    workspace
        Open for writing.
    texts
        Ids, phones, e-mail addresses.
    region
        Of phones without a country code.

    Raises
    ------
    UsageError
        When none of them is kept out.
    """
    names = sorted(set(texts))
    salt = salt_of(workspace)
    if salt is None:
        raise UsageError("nobody was ever erased here; there is nobody to let in again")
    ids_meant(workspace, names)  # makes the words by which ids are read
    workspace.define("create or replace temp table asked_phones (phone varchar)")
    workspace.rows("insert into asked_phones select unnest(?::varchar[])", [names])
    make_e164(workspace, "asked_phones", region)
    with recorded(workspace, "erase", "readmitted") as run:
        workspace.run("erase/readmitted", salt=salt)
        readmitted = {text for (text,) in workspace.rows("select distinct given from readmitted")}
        if not readmitted:
            raise UsageError(f"'{names[0]}': is not kept out; a file that names it is taken in")
        workspace.run("erase/readmit")
        (marks,) = workspace.row("select count(distinct mark) from readmitted")
        run.rows_out, run.detail = marks, "ids, phones and e-mail addresses that may come back"
    return Readmitted(marks, tuple(text for text in names if text not in readmitted))
