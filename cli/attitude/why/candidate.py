"""One member and one list: what was decided, and the plan's rules run again for this member alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attitude.plan import Plan, number_query
from attitude.targeting import Candidate, fill_controls, prepare, rule_of

if TYPE_CHECKING:
    from attitude.database import Flow
    from attitude.settings import Settings


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
    kin = workspace.result("why/kin", member_key=key)["member_key"].to_list()
    workspace.remember(members_asked=kin)
    (rules,) = prepare(flow, [plan], head["seed"], settings, key)
    flow.make("targeting/rules", rules=json.dumps(rules.rows))
    flow.make("score/opted_out", as_of=None, not_after=rules.day)
    by = plan.choice.by if plan.choice.by in ("value", "random") else "number"
    if by == "number":
        workspace.define_answer(
            "numbers", f"from (\n{number_query(plan.choice.by)}\n) where member_key = {key}", "choice.by"
        )
        flow.note("numbers")
    else:
        flow.make("targeting/numbers")
    values: dict[str, object] = {"member_key": key, "seed": head["seed"], "campaign": plan.campaign.id}
    drawn: dict[str, object] = {**values, "draw": plan.holdout.draw}
    fill_controls(workspace, rules.day, settings)
    flow.note("controls")
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
        flow.ask("why/draws", **drawn),
        last[0] if last else None,
    )
