"""One member and one list: what was decided, and the plan's rules run again for this member alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attitude.members import members_for
from attitude.plan import Plan, number_query
from attitude.targeting import Candidate, fill_controls, prepare, rule_of

if TYPE_CHECKING:
    from attitude.database import Flow
    from attitude.settings import Settings
    from attitude.targeting import Rules


def candidate_of(flow: Flow, list_id: str, key: int, settings: Settings) -> Candidate:
    """Look up what was decided, and run the rules about members again for this one; writes nothing but scratch tables.

    Raises
    ------
    UsageError
        When the plan's own SQL does not run any more.
    """
    workspace = flow.workspace
    head = workspace.result("why/head", list_id=list_id, member_key=key).row(0, named=True)
    plan = Plan.model_validate_json(head["plan"])
    workspace.close_off()
    rules = _run_rules(flow, plan, head["seed"], key, settings)
    by = _make_numbers(flow, plan, key, head["chosen_by"])
    fill_controls(workspace, rules.day, settings)
    flow.note("controls")
    values: dict[str, object] = {"member_key": key, "seed": head["seed"], "campaign": plan.campaign.id}
    verdicts = flow.ask("why/verdicts", list_key=head["list_key"])
    offers = flow.ask("why/offers", chosen_by=by, list_key=head["list_key"], **values)
    last = flow.ask("why/last", list_key=head["list_key"])
    return Candidate(
        flow,
        key,
        head,
        plan,
        rules.day,
        [{**verdict, "rule": rule_of(verdict["kind"], verdict["about"])} for verdict in verdicts],
        [{**offer, "closed_by": rules.of(offer["closed_by"])} for offer in offers],
        flow.ask("why/draws", draw=plan.holdout.draw, **values),
        last[0] if last else None,
    )


def _run_rules(flow: Flow, plan: Plan, seed: int, key: int, settings: Settings) -> Rules:
    """Run the rules of the plan for the member, and those who share an address or a household with them."""
    kin = flow.workspace.result("why/kin", member_key=key)["member_key"].to_list()
    flow.workspace.remember(members_asked=kin)
    (rules,) = prepare(flow, [plan], seed, settings, key)
    flow.make("targeting/offer_levels")
    flow.make("targeting/rules", rules=json.dumps(rules.rows))
    flow.make("score/opted_out", as_of=None, not_after=rules.day)
    return rules


def _make_numbers(flow: Flow, plan: Plan, key: int, chosen_by: str | None) -> str:
    """Make ``numbers``, the plan's own rank of the member where it has one; gives what the plan chooses by."""
    if plan.choice.own_number is None:
        flow.make("targeting/numbers")
        return chosen_by or plan.choice.by
    members = members_for(flow.workspace, plan.choice.own_number)
    query = f"from (\n{number_query(plan.choice.own_number, members)}\n) where member_key = {key}"
    flow.workspace.define_answer("numbers", query, "choice.by")
    flow.note("numbers")
    return "number"
