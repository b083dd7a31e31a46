"""One person's page: scores with their course, what they rest on, contacts and answers, and what to offer next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.database import Workspace
from attitude.dimensions import only_if_told
from attitude.errors import UsageError
from attitude.named import ids_meant
from attitude.trees import moved_by

if TYPE_CHECKING:
    import polars as pl

PARTS = ("scores", "reasons", "contacts", "offers")


@dataclass(frozen=True)
class MemberPage:
    """All that is known of a person.

    Parameters
    ----------
    head
        One row: overall score and what it rests on, best channel, hour and weekday.
    scores, reasons, contacts, offers
        One row per element with evidence; per factor of the scores; per contact; per offer, best three.
    """

    head: dict[str, object]
    scores: pl.DataFrame
    reasons: pl.DataFrame
    contacts: pl.DataFrame
    offers: pl.DataFrame


def member(workspace: Workspace, member_id: str) -> MemberPage:
    """Look a person up; reads only.

    Raises
    ------
    UsageError
        When no file ever named such a member.
    """
    key = key_of(workspace, member_id)
    head = workspace.result("member/head", member_key=key).row(0, named=True)
    variables = {"member_key": key, "together": moved_by(workspace, key)}
    parts = {part: workspace.result(f"member/{part}", **variables) for part in PARTS}
    return MemberPage(head, **{**parts, "offers": only_if_told(parts["offers"])})


def key_of(workspace: Workspace, member_id: str) -> int:
    """Find a person's key by an id as it stands, or as files are read; one that was merged into another means that one.

    Raises
    ------
    UsageError
        When no file ever named such a member, with the nearest id.
    """
    query = (
        "select coalesce(a.same_as, p.member_key) from store.persons as p left join store.aliases as a "
        "using (member_key) where p.member_id = ?"
    )
    rows = workspace.rows(query, [member_id]) or workspace.rows(query, [ids_meant(workspace, [member_id])[member_id]])
    if rows:
        return int(rows[0][0])
    like = workspace.rows(
        "select member_id from store.persons where ltrim(member_id, '0') = ltrim(?, '0') order by 1 limit 1",
        [member_id.strip()],
    )
    hint = f"; ids are text: did you mean '{like[0][0]}'?" if like else "; ids are text, leading zeros and all"
    raise UsageError(f"no member '{member_id}'{hint}")
