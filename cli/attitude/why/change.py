"""What decided about a member, and what would change it, each in one plain line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.plan import EXPLORE, EXPLORE_OFFER
from attitude.targeting import last_place, worth
from attitude.why import prices

if TYPE_CHECKING:
    from attitude.targeting import Candidate, Rule

_DRAWN = "a seed decides, nothing to change"


def binding(candidate: Candidate) -> str:
    """Say what decided: the rule that took the member out, the draw, or their rank."""
    head, rule = candidate.head, candidate.out
    if rule is not None:
        return f"{rule.words()}: {rule.value(candidate)}"
    if head["is_control"]:
        share = candidate.plan.holdout.share
        return f"the campaign's holdout: draw {candidate.draws[0]['draw']:.4f}, a share of {share:g} is held out"
    if head["cell"] == EXPLORE_OFFER:
        return f"on the list, with an offer drawn to explore, of probability {head['selection_probability']:.4g}"
    if head["cell"] == EXPLORE:
        return f"drawn to explore, with probability {head['selection_probability']:.4g}"
    if head["is_priced"]:
        return prices.chosen(candidate)
    return f"rank {head['rank']:,}: {worth(head)}; {last_place(candidate)}"


def change(candidate: Candidate) -> str:
    """Say what would have to be otherwise for another outcome."""
    rule = candidate.out
    if rule is None:
        return _to_leave(candidate)
    cure = rule.cure(candidate)
    if not cure:
        return f"out by draw: {_DRAWN}"
    return _then(candidate, rule, cure) if rule.is_of_one else f"{_place(candidate)} if {cure}"


def _to_leave(candidate: Candidate) -> str:
    head, last = candidate.head, candidate.last
    if head["is_control"]:
        return f"in the campaign's holdout by draw: {_DRAWN}"
    if head["cell"] == EXPLORE_OFFER:
        return f"their offer is by draw: {_DRAWN}"
    if head["cell"] == EXPLORE:
        return f"on the list by draw: {_DRAWN}"
    if head["is_priced"]:
        return prices.to_stay(candidate)
    is_limited = candidate.plan.limits.size is not None or candidate.plan.limits.budget is not None
    if last is None or not is_limited:
        return "on the list whatever their scores: no limit of the plan binds"
    floor = f"{last['expected_value']:.4g} or more, which the last one on it has (it is {head['expected_value']:.4g})"
    if candidate.is_by_value:
        return f"on the list while their expected value is {floor}"
    return f"on the list while their rank by choice.by = {candidate.plan.choice.by!r} is {last['rank']:,} or better"


def _then(candidate: Candidate, rule: Rule, cure: str) -> str:
    """Say what one rule would take, and what would be in the way after it."""
    others = [
        v["rule"] for v in candidate.verdicts if v["rule"] != rule and v["rule"].is_of_one and candidate.closes_all(v)
    ]
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        return f"past this rule if {cure}; then '{others[0].words()}'{more} would still take them out"
    open_to_them = [o for o in candidate.offers if o["closed_by"] in (None, rule)]
    best = max(open_to_them, key=lambda offer: offer["expected_value"], default=None)
    last = candidate.last
    is_full = candidate.plan.limits.size is not None and candidate.head["count_treated"] >= candidate.plan.limits.size
    if best and last and is_full and candidate.is_by_value and best["expected_value"] < last["expected_value"]:
        return f"past this rule if {cure}; then the list would be full: {worth(best)}, and {last_place(candidate)}"
    return f"{_place(candidate)} if {cure}"


def _place(candidate: Candidate) -> str:
    return "in its holdout, by draw," if candidate.is_drawn_out else "on the list"
