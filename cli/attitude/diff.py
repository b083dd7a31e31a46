"""Who moved between two lists, by which rule, and what differs between their plans and data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.database import Flow, act
from attitude.export import find_list
from attitude.plan import Plan
from attitude.targeting import find_unsent, rule_of

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace


@dataclass(frozen=True)
class Diff:
    """Two lists side by side.

    Parameters
    ----------
    before, after
        What each list was made of (see ``diff/heads``).
    rows
        One row per member who moved.
    counts
        One row per kind of move and rule (see ``diff/counts``); those who stayed are among them.
    changes
        What differs between plans, seeds, scores and data, a line each.
    """

    before: dict[str, Any]
    after: dict[str, Any]
    rows: pl.DataFrame
    counts: pl.DataFrame
    changes: tuple[str, ...]


@act
def diff(workspace: Workspace, before: str, after: str) -> Diff:
    """Compare two lists; may be open read-only.

    Parameters
    ----------
    before, after
        List ids, or campaign ids for their latest lists.

    Raises
    ------
    UsageError
        When there is no such list.
    """
    lists = {"before": find_list(workspace, before), "after": find_list(workspace, after)}
    heads = workspace.result("diff/heads", **lists).rows(named=True)
    _say_rules(workspace, **lists)
    workspace.run("diff/moves", **lists)
    _find_spared(workspace, heads, **lists)
    return Diff(
        heads[0],
        heads[-1],
        workspace.result("diff/rows"),
        workspace.result("diff/counts"),
        tuple(_changes(heads[0], heads[-1])),
    )


def _find_spared(workspace: Workspace, heads: Sequence[dict[str, Any]], **lists: object) -> None:
    """Make the temp table ``spared``: whom a rule took out for a contact that they were held out of."""
    plans = [Plan.model_validate_json(head["plan"]) for head in heads]
    with Flow(workspace) as flow:
        find_unsent(
            flow, [(plan, plan.campaign.starts_on or head["as_of"]) for plan, head in zip(plans, heads, strict=True)]
        )
        workspace.run("diff/spared", **lists)


def _say_rules(workspace: Workspace, **lists: object) -> None:
    """Fill the temp table ``listed_rules``: each rule of the two lists in words."""
    workspace.define(
        "create or replace temp table listed_rules (list_key integer, step integer, kind varchar, words varchar)"
    )
    for list_key, step, kind, figures in workspace.result("diff/rules", **lists).rows():
        row: list[object] = [list_key, step, kind, rule_of(kind, figures).words()]
        workspace.rows("insert into listed_rules values (?, ?, ?, ?)", row)


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    yield from changed_keys(json.loads(before["plan"]), json.loads(after["plan"]))
    if before["seed"] != after["seed"]:
        yield f"seed: {before['seed']} → {after['seed']}"
    if before["as_of"] != after["as_of"]:
        yield f"scores as of: {before['as_of']} → {after['as_of']}"
    elif before["constants"] != after["constants"]:
        yield f"scores as of {before['as_of']} were made anew in between, with other constants"
    was, now = ({k: v for k, v in json.loads(head["data"]).items() if k != "sha256"} for head in (before, after))
    yield from (f"{line} (rows loaded)" for line in changed_keys(was, now))


def changed_keys(before: Any, after: Any, place: str = "") -> Iterator[str]:
    """Tell each key whose values differ, with both.

    Examples
    --------
    >>> list(changed_keys({"limits": {"size": 2000}, "hours": [8, 21]}, {"limits": {"size": 2500}, "hours": [9, 21]}))
    ['limits.size: 2000 → 2500', 'hours: [8, 21] → [9, 21]']
    >>> list(changed_keys({"offer": [{"gift": "a"}, {"gift": "b"}]}, {"offer": [{"gift": "c"}]}))
    ['offer.1.gift: a → c', 'offer.2.gift: b → none']
    """
    left, right = _parts(before), _parts(after)
    if left or right:
        for key in [*left, *(key for key in right if key not in left)]:
            yield from changed_keys(left.get(key), right.get(key), f"{place}.{key}" if place else key)
    elif before != after:
        yield f"{place}: {_plain(before)} → {_plain(after)}"


def _parts(value: Any) -> dict[str, Any]:
    """Give what is inside by name, tables in a list by number from 1; a list of plain values is one value."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return {str(number): item for number, item in enumerate(value, start=1)}
    return value if isinstance(value, dict) else {}


def _plain(value: Any) -> str:
    if value is None or value in ([], {}):
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
