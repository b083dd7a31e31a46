"""The merge step: who had several ids has one, with all that is known of any of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.audit import recorded
from attitude.database import act, quoted
from attitude.errors import UsageError
from attitude.load import give_up_addresses, salt_of
from attitude.merge.pairs import Pair, led_to_the_end
from attitude.named import ids_meant

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from attitude.database import Workspace

_FACTS = (
    "merged_people",
    "merged_contacts",
    "merged_responses",
    "merged_returns",
    "merged_optouts",
    "merged_usage",
    "facts",
)
_PEOPLE = ("merged_members", "members", "moving", "lists", "aliases")


@dataclass(frozen=True)
class Merged:
    """What a merge did, or would.

    Parameters
    ----------
    ids, before
        How many ids became another person's; how many were so before.
    account
        One row per sort of thing that those ids had: ``what``, ``rows``.
    """

    ids: int
    before: int
    account: pl.DataFrame


@act
def merge(workspace: Workspace, pairs: Iterable[Pair], *, dry: bool = False) -> Merged:
    """Make one person of two ids, for all pairs or for none; files that name the old id mean the new one from now on.

    Contacts, answers, reports, usage and opt-outs of both are the one person's, and an opt-out of either holds. Lists
    stay as they were handed over. Scores are right after the next scoring.

    Parameters
    ----------
    workspace
        Open for writing, unless ``dry``.
    pairs
        Old id and new id; chains are followed to their end.
    dry
        Say what would be, and change nothing.

    Raises
    ------
    UsageError
        When an id names nobody or somebody erased, is to become two others, or itself.
    """
    ends = led_to_the_end(_as_meant(workspace, list(pairs)))
    _ask(workspace, ends)
    _check_before(workspace)
    workspace.run("merge/merging")
    (ids,) = workspace.row("select count(*) from merging")
    result = Merged(ids, len(ends) - ids, workspace.result("merge/account"))
    if ids and not dry:
        _merge(workspace, ends, result)
    return result


def _as_meant(workspace: Workspace, pairs: list[Pair]) -> list[Pair]:
    ids = ids_meant(workspace, [text for pair in pairs for text in pair])
    return [(ids[old], ids[new]) for old, new in pairs]


def _ask(workspace: Workspace, ends: dict[str, str]) -> None:
    workspace.define("create or replace temp table asked_pairs (old_id varchar, new_id varchar)")
    texts = [list(ends), list(ends.values())]
    workspace.rows("insert into asked_pairs select unnest(?::varchar[]), unnest(?::varchar[])", list(texts))
    for member_id, was_erased in workspace.result("merge/unknown", salt=salt_of(workspace)).rows():
        why = "was erased" if was_erased else "names nobody in the workspace"
        raise UsageError(f"'{member_id}' {why}; nothing was merged")


def _check_before(workspace: Workspace) -> None:
    """Refuse what goes against a merge of before: an id that is another's already, or has taken in the one named."""
    workspace.run("load/aliases_here")
    rows = workspace.rows(
        "select x.old_id, a.same_id, x.new_id, coalesce(n.same_id, x.new_id) as meant from asked_pairs as x "
        "left join aliases_here as a on x.old_id = a.member_id left join aliases_here as n on x.new_id = n.member_id "
        "where a.same_id <> meant or x.old_id = meant order by x.old_id"
    )
    for old, known, new, person in rows:
        if old == person or known == new:
            raise UsageError(f"'{new}' was merged into '{old}' before, and cannot take it in; nothing was merged")
        raise UsageError(
            f"'{old}' was merged into '{known}' before; 'attitude merge {known} {person}' makes one of all; "
            "nothing was merged"
        )
    workspace.define("delete from asked_pairs where old_id in (select member_id from aliases_here)")


def _merge(workspace: Workspace, ends: dict[str, str], result: Merged) -> None:
    """Do it, in one transaction, with an entry in ``runs``."""
    pair = " into ".join(f"'{text}'" for text in next(iter(ends.items())))
    subject = pair if result.ids == 1 else f"{result.ids:,} ids"
    with recorded(workspace, "merge", subject) as run:
        for step in _FACTS:
            workspace.run(f"merge/{step}")
        _put_rows_together(workspace)
        _keep_addresses(workspace)
        for step in _PEOPLE:
            workspace.run(f"merge/{step}")
        run.rows_out = result.ids
        run.detail = "; ".join(f"{what}: {rows:,}" for what, rows in result.account.rows())


def _put_rows_together(workspace: Workspace) -> None:
    """Make ``merged_rows``: of each column the value of who stays, else of the id that is known the longest."""
    columns = list(workspace.describe("from store.members"))[1:]
    order = "order by m.member_key <> x.new_key, m.member_key"
    values = [
        f"min(m.{quoted(name)}) as {quoted(name)}"
        if name == "joined_on"
        else f"first(m.{quoted(name)} {order}) filter (where m.{quoted(name)} is not null) as {quoted(name)}"
        for name in columns
    ]
    workspace.define(
        f"create or replace temp table merged_rows as select x.new_key as member_key, {', '.join(values)} "
        "from store.members as m inner join merged_people as x on m.member_key = x.member_key group by x.new_key"
    )


def _keep_addresses(workspace: Workspace) -> None:
    """Keep what of any of the ids is not of who stays: who says stop from there means them, before and after."""
    query = "select x.new_key as member_key, m.phone, m.email from store.members as m inner join merged_people as x "
    give_up_addresses(workspace, f"{query}on m.member_key = x.member_key", "from merged_rows", load_id=None)
