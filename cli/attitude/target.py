"""The target step: from a campaign plan to a send list with its holdout, funnel and exclusions."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.audit import recorded
from attitude.database import Workspace
from attitude.errors import BadDataError, UsageError, nearest
from attitude.plan import Plan, where_query

if TYPE_CHECKING:
    import polars as pl

FULL = "list full"


@dataclass(frozen=True)
class TargetResult:
    """A list: its id, how many are contacted and held out, how each rule cut, and whether it was there before."""

    list_id: str
    count_treated: int
    count_control: int
    funnel: pl.DataFrame
    is_repeat: bool
    notes: tuple[str, ...]


def target(workspace: Workspace, plan: Plan, seed: int) -> TargetResult:
    """Build the list of a plan from the scores as they stand.

    Members who pass every rule are taken by propensity until the list is full; a hash of seed, campaign and member
    says who of them is held out. The same plan on the same data and seed is the same list, with the same id.

    Parameters
    ----------
    workspace
        Open for writing; no way out of it is left open for the plan's own SQL.
    plan
        A checked plan.
    seed
        Of every draw.

    Raises
    ------
    BadDataError
        When there are no scores yet.
    UsageError
        When the plan names a column, element or campaign that nobody knows.
    """
    workspace.close_off()
    _check_scored(workspace)
    _check_plan(workspace, plan)
    with recorded(workspace, "target", plan.campaign.id) as run:
        last_step = _apply_rules(workspace, plan)
        elements: dict[str, object] = {**plan.elements}
        draws = {"seed": seed, "campaign": plan.campaign.id, "holdout_share": plan.holdout.share}
        workspace.run("target/candidates", **elements, **draws)
        workspace.run(
            "target/chosen",
            size=plan.size,
            value_per_response=plan.campaign.value_per_response,
            unit_cost=plan.offer[0].unit_cost,
            holdout_share=plan.holdout.share,
        )
        list_id = _list_id(workspace, plan, seed)
        before = workspace.rows("select list_key from store.lists where list_id = ?", [list_id])
        is_repeat = bool(before)
        if is_repeat:
            workspace.run("target/renew", list_key=before[0][0])
        list_key = before[0][0] if is_repeat else _write_head(workspace, plan, list_id, seed)
        workspace.run("target/write_list", list_key=list_key, last_step=last_step)
        treated, control = _counts(workspace, list_id)
        run.rows_out, run.detail = treated, f"{list_id}{' (as before)' if is_repeat else ''}"
    funnel = workspace.result("target/funnel", list_id=list_id)
    return TargetResult(list_id, treated, control, funnel, is_repeat, _notes(workspace, plan, treated, control))


def _check_scored(workspace: Workspace) -> None:
    if workspace.row("select count(*) from store.scorings")[0] == 0:
        raise BadDataError("no scores yet; run 'attitude score' first")
    if workspace.row("select count(*) from store.members")[0] == 0:
        raise BadDataError("no members yet; run 'attitude load members FILE' first")


def _check_plan(workspace: Workspace, plan: Plan) -> None:
    for dimension, ranges in plan.audience.attitude.items():
        known = [e for (e,) in workspace.rows("select element from store.elements where dimension = ?", [dimension])]
        for element in ranges:
            if element not in known:
                raise UsageError(
                    f"audience.attitude.{dimension}: nobody was ever contacted with '{element}'"
                    f"{nearest(element, known)}"
                )
    campaigns = [campaign for (campaign,) in workspace.rows("select campaign_id from store.campaigns")]
    for campaign in plan.exclude.responded_to:
        if campaign not in campaigns:
            raise UsageError(f"exclude.responded_to: no campaign '{campaign}'{nearest(campaign, campaigns)}")


def _apply_rules(workspace: Workspace, plan: Plan) -> int:
    """Run the plan's rules in order, each against all members, and give the number of the last, "list full"."""
    workspace.run("target/rules")
    _find_opted_out(workspace, plan)
    rules = [*_audience_rules(workspace, plan), *_exclude_rules(workspace, plan), *_always(plan)]
    for step, (rule, query, variables) in enumerate(rules, start=1):
        workspace.run(query, step=step, **variables)
        workspace.rows("insert into rules values (?, ?)", [step, rule])
    workspace.rows("insert into rules values (?, ?)", [len(rules) + 1, FULL])
    return len(rules) + 1


def _find_opted_out(workspace: Workspace, plan: Plan) -> None:
    """Every opt-out there is counts, however new; an opt-in counts when it has come by the campaign's start."""
    day = plan.campaign.starts_on or workspace.row("select as_of from store.scorings")[0]
    workspace.run("score/opted_out", as_of=None, not_after=day)


Rule = tuple[str, str, dict[str, object]]


def _audience_rules(workspace: Workspace, plan: Plan) -> list[Rule]:
    rules: list[Rule] = []
    if plan.audience.where is not None:
        workspace.define_answer("wanted", where_query(plan.audience.where), "audience.where")
        rules.append(("audience.where", "target/rule_where", {}))
    for dimension, ranges in plan.audience.attitude.items():
        for element, (low, high) in ranges.items():
            about: dict[str, object] = {"dimension": dimension, "element": element, "low": low, "high": high}
            rules.append((f"{dimension} {element} score {low:g}–{high:g}", "target/rule_attitude", about))
    return rules


def _exclude_rules(workspace: Workspace, plan: Plan) -> list[Rule]:
    rules: list[Rule] = []
    if plan.exclude.responded_to:
        about: dict[str, object] = {"campaigns": plan.exclude.responded_to}
        rules.append((f"responded to {', '.join(plan.exclude.responded_to)}", "target/rule_responded", about))
    if plan.exclude.contacted_within_days is not None:
        day = plan.campaign.starts_on or workspace.row("select as_of from store.scorings")[0]
        days = plan.exclude.contacted_within_days
        rules.append((f"contacted within {days} days", "target/rule_contacted", {"day": day, "days": days}))
    return rules


def _always(plan: Plan) -> list[Rule]:
    channel = plan.offer[0].channel
    return [
        (f"opted out of {channel}", "target/rule_opted_out", {"channel": channel}),
        (f"not reachable by {channel}", "target/rule_unreachable", {"channel": channel}),
    ]


def _list_id(workspace: Workspace, plan: Plan, seed: int) -> str:
    """Name the list by what is in it, so that the same plan on the same data is the same list."""
    as_of = workspace.row("select as_of from store.scorings")[0]
    rows = workspace.result("target/fingerprint").item()
    digest = hashlib.sha256(f"{plan.model_dump_json()}|{seed}|{as_of}|{rows}".encode())
    return f"{plan.campaign.id}-{digest.hexdigest()[:6]}"


def _treatment_code(list_id: str, plan: Plan) -> str:
    """Give the list's code: seven letters and digits that are hard to mistake for one another."""
    digest = hashlib.sha256(f"{list_id}|{plan.offer[0].model_dump_json()}".encode()).digest()
    return base64.b32encode(digest)[:7].decode().translate(str.maketrans("ILOQ", "1890"))


def _write_head(workspace: Workspace, plan: Plan, list_id: str, seed: int) -> int:
    list_key = int(workspace.row("select coalesce(max(list_key), 0) + 1 from store.lists")[0])
    as_of, constants = workspace.row("select as_of, constants from store.scorings")
    elements = plan.elements
    values: list[object] = [
        list_key,
        list_id,
        plan.campaign.id,
        as_of,
        constants,
        seed,
        plan.model_dump_json(),
    ]
    values += [elements[dimension] for dimension in ("channel", "product", "timing", "gift")]
    values += [
        plan.campaign.starts_on,
        plan.campaign.ends_on,
        _treatment_code(list_id, plan),
        plan.holdout.share,
    ]
    marks = ", ".join("?" for _ in values)
    treated, control = "count(*) filter (where not is_control)", "count(*) filter (where is_control)"
    newest = "(select coalesce(max(newest), 0) + 1 from store.lists)"
    workspace.rows(
        f"insert into store.lists select {marks}, {treated}, {control}, 'draft', {newest} from chosen", values
    )
    return list_key


def _counts(workspace: Workspace, list_id: str) -> tuple[int, int]:
    treated, control = workspace.row(
        "select count_treated, count_control from store.lists where list_id = ?", [list_id]
    )
    return treated, control


def _notes(workspace: Workspace, plan: Plan, treated: int, control: int) -> tuple[str, ...]:
    """Say what a calm marketer would want to know before sending."""
    notes = []
    for dimension, element in plan.elements.items():
        seen = workspace.rows("select 1 from store.elements where dimension = ? and element = ?", [dimension, element])
        if element and not seen:
            notes.append(f"nobody was ever contacted with {dimension} '{element}': it does not change the ranking")
    if treated == 0:
        notes.append("the list is empty: see which rule took everyone out")
    elif control == 0:
        notes.append("no holdout: what the campaign brings beyond what would have come anyway cannot be measured")
    if plan.size is not None and 0 < treated < plan.size:
        notes.append(f"{treated:,} members pass the rules, fewer than the {plan.size:,} that the limits allow")
    return tuple(notes)
