"""All that is known of one campaign: what was said, to whom, by which rules, what came of it, what was learned."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.campaign.notes import Written, read_notes
from attitude.campaign.rows import rows_of
from attitude.database import Workspace, act
from attitude.dimensions import by_dimension, dimensions_of, own_dimensions
from attitude.measure import MeasureResult, Part, check_campaign, measure_whole

if TYPE_CHECKING:
    import polars as pl

_PARTS: tuple[Part, ...] = ("lift", "money", "answers")
_PLANNED = ("audience", "exclude", "policy", "holdout", "goal", "limits", "explore", "choice", "send", "wave")


@dataclass(frozen=True)
class CampaignPage:
    """All that is known of a campaign.

    Parameters
    ----------
    head
        What it is and whom it reached, see ``queries/campaign/head.sql``.
    notes
        What people wrote of it.
    said, templates
        One row per offer and cell, and per offer of its plan: see ``queries/campaign``.
    people
        One row per attribute and value: the share of its members who have it, beside that of all members.
    planned
        The rules of its plan as they were written: key and value of each.
    rules
        One row per list and rule: how many members it took out.
    measured
        ``lift``, ``money`` and ``answers`` as `attitude.measure.measure_parts` gives them.
    slices
        Lift by dimension, of those of which the campaign used several elements; as ``attitude measure --by`` has it.
    learned
        What everybody's answers say of its elements and their pairs, by the scores.
    lists, trail, files
        One row per list, per step that was done with a list, per file that told of the campaign.
    """

    head: Mapping[str, Any]
    notes: Written
    said: pl.DataFrame
    templates: pl.DataFrame
    people: pl.DataFrame
    planned: tuple[tuple[str, str], ...]
    rules: pl.DataFrame
    measured: Mapping[Part, MeasureResult]
    slices: Mapping[str, pl.DataFrame]
    learned: pl.DataFrame
    lists: pl.DataFrame
    trail: pl.DataFrame
    files: pl.DataFrame

    @property
    def table(self) -> pl.DataFrame:
        """All of it in one table: part, label, value."""
        return rows_of(self)

    @property
    def lift(self) -> Mapping[str, Any]:
        """What the whole campaign brought, the first row of ``attitude measure``."""
        return self.measured["lift"].table.row(0, named=True)

    @property
    def money(self) -> Mapping[str, Any]:
        """What it cost and earned, the first row of ``attitude measure --show money``."""
        return self.measured["money"].table.row(0, named=True)


@act
def campaign(workspace: Workspace, name: str) -> CampaignPage:
    """Look a campaign up; reads only.

    Parameters
    ----------
    workspace
        May be open read-only.
    name
        A campaign id, as loaded or as planned.

    Raises
    ------
    UsageError
        When there is no such campaign, with the nearest id.
    """
    check_campaign(workspace, name)
    asked = {"campaign": name}
    workspace.run("campaign/standing_lists", **asked)
    head = workspace.result("campaign/head", **asked).row(0, named=True)
    said = workspace.result("campaign/said", **asked)
    lists = workspace.result("campaign/lists", **asked)
    measured, slices = measure_whole(workspace, name, _PARTS, _several(workspace, said))
    return CampaignPage(
        head=head,
        notes=read_notes(head["notes"], workspace.path.absolute().parent if workspace.path else None),
        said=said,
        templates=workspace.result("campaign/templates"),
        people=workspace.result("campaign/people", **asked),
        planned=_planned(workspace),
        rules=workspace.result("campaign/rules"),
        measured=measured,
        slices=slices,
        learned=workspace.result("campaign/learned", **asked),
        lists=lists.drop("plan_text"),
        trail=workspace.result("campaign/trail", **asked),
        files=workspace.result("campaign/files", **asked),
    )


def _several(workspace: Workspace, said: pl.DataFrame) -> list[str]:
    """Name the dimensions of which a campaign used several elements."""
    offers = by_dimension(said, own_dimensions(workspace))
    return [name for name in dimensions_of(workspace) if offers[name].n_unique() > 1]


def _planned(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """Give what the plan of the list that stands says of whom, key by key, in the words in which it was written."""
    rows = workspace.rows(
        "select l.plan_text from standing_lists as s inner join store.lists as l using (list_key) order by s.wave"
    )
    try:
        plan = tomllib.loads(rows[0][0]) if rows else {}
    except tomllib.TOMLDecodeError:
        return ()
    return tuple((key, text) for part in _PLANNED if part in plan for key, text in _flat(part, plan[part]))


def _flat(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Lay a part of a plan out in keys and values.

    Examples
    --------
    >>> list(_flat("audience", {"where": "arpu > 80", "attitude": {"gift": {"coupon": [60, 100]}}}))
    [('audience.where', 'arpu > 80'), ('audience.attitude.gift.coupon', '60, 100')]
    >>> list(_flat("exclude", {"responded": [{"gift": "coupon", "within_days": 30}]}))
    [('exclude.responded', 'gift = coupon, within_days = 30')]
    """
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _flat(f"{key}.{name}", inside)
    elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        for one in value:
            yield key, ", ".join(f"{name} = {_words(inside)}" for name, inside in one.items())
    else:
        yield key, _words(value)


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{name} {_words(inside)}" for name, inside in value.items())
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
