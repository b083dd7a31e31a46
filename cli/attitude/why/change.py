"""What decided about a member, and what would change it, each in one plain line."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from attitude.target.rules import FULL, GROUPS_FULL, LOSING, OUTBID, SAME_ADDRESS, USED_UP
from attitude.why import prices

if TYPE_CHECKING:
    from attitude.why.case import Case, Row
    from attitude.why.values import Told

# Among more members than this, who stands before the member is not counted: it takes too long
_MOST_COUNTED = 500_000
_DRAWN = "a seed decides, nothing to change"


def binding(case: Case, told: dict[str, Told]) -> str:
    """Say what decided: the rule that took the member out, the draw, or their rank."""
    head = case.head
    if head["rank"] is None:
        rule = head["out_rule"]
        return f"{rule}: {told[rule].value}" if rule in told else f"{rule}: {between(case, rule)}"
    if head["is_control"]:
        share = case.plan.holdout.share
        return f"the campaign's holdout: draw {case.draws[0]['draw']:.4f}, a share of {share:g} is held out"
    if head["cell"] == "explore":
        return f"drawn to explore, with probability {head['selection_probability']:.4g}"
    if head["is_priced"]:
        return prices.chosen(case)
    return f"rank {head['rank']:,}: {_worth(head)}; {_last(case)}"


def between(case: Case, rule: str) -> str:
    """Tell of a rule that a member's place among the others decided."""
    if rule == FULL:
        best = f"their best offer today {_worth(case.best)}" if case.best else "no offer is open to them today"
        return f"{best}; {_last(case)}"
    if rule in (OUTBID, LOSING):
        return prices.passed_over(case)
    if rule == USED_UP:
        return "; ".join(_rooms(case)) or "every offer open to them costs more than there was"
    if rule == GROUPS_FULL:
        limits = [f"'{g.name}' takes {g.limit:,}" for g in case.plan.audience.group if g.limit is not None]
        return ", ".join(limits)
    others = _others(case, rule)
    if others:
        named = [f"{o['member_id']} of the same {o['shares']} has rank {o['rank']:,}" for o in others[:3]]
        return "; ".join(named)
    return "who was before them is not on the list either"


def change(case: Case, told: dict[str, Told]) -> str:
    """Say what would have to be otherwise for another outcome."""
    head = case.head
    if head["rank"] is not None:
        return _to_leave(case)
    rule = head["out_rule"]
    if rule in told:
        cure = told[rule].cure
        if not cure:
            return f"out by draw: {_DRAWN}"
        return _then(case, rule, cure, told)
    return _to_fit(case, rule)


def _to_leave(case: Case) -> str:
    head, last = case.head, case.last
    if head["is_control"]:
        return f"in the campaign's holdout by draw: {_DRAWN}"
    if head["cell"] == "explore":
        return f"on the list by draw: {_DRAWN}"
    if head["is_priced"]:
        return prices.to_stay(case)
    is_limited = case.plan.limits.size is not None or case.plan.limits.budget is not None
    if last is None or not is_limited:
        return "on the list whatever their scores: no limit of the plan binds"
    floor = f"{last['expected_value']:.4g} or more, which the last one on it has (it is {head['expected_value']:.4g})"
    if case.plan.choice.by == "value":
        return f"on the list while their expected value is {floor}"
    return f"on the list while their rank by choice.by = {case.plan.choice.by!r} is {last['rank']:,} or better"


def _then(case: Case, rule: str, cure: str, told: dict[str, Told]) -> str:
    """Say what one rule would take, and what would be in the way after it."""
    further = [v["rule"] for v in case.verdicts if v["rule"] != rule and v["rule"] in told and case.closes_all(v)]
    if further:
        more = f" and {len(further) - 1} more" if len(further) > 1 else ""
        return f"past this rule if {cure}; then '{further[0]}'{more} would still take them out"
    open_to_them = [o for o in case.offers if o["closed_by"] in (None, rule)]
    best = max(open_to_them, key=lambda offer: offer["expected_value"], default=None)
    last = case.last
    is_full = case.plan.limits.size is not None and case.head["count_treated"] >= case.plan.limits.size
    if best and last and is_full and case.plan.choice.by == "value" and best["expected_value"] < last["expected_value"]:
        return f"past this rule if {cure}; then the list would be full: {_worth(best)}, and {_last(case)}"
    return f"{_place(case)} if {cure}"


def _place(case: Case) -> str:
    return "in its holdout, by draw," if case.is_drawn_out else "on the list"


def _to_fit(case: Case, rule: str) -> str:
    if rule == FULL:
        return _to_fit_full(case)
    if rule == OUTBID:
        return f"{_place(case)} if {prices.to_fit(case)}"
    if rule == LOSING:
        worth = f" (it is {case.best['expected_value']:.4g})" if case.best else ""
        return f"{_place(case)} if their expected value were above 0{worth}"
    if rule == USED_UP:
        return f"{_place(case)} if there were more room: {'; '.join(_rooms(case))}"
    if rule == GROUPS_FULL:
        return f"{_place(case)} if the limit of one of their groups were higher, or their expected value"
    others = _others(case, rule)
    named = f"{others[0]['member_id']}, who is before them," if others else "another, who is before them,"
    return f"{_place(case)} if {named} were not"


def _to_fit_full(case: Case) -> str:
    last, best = case.last, case.best
    ways = []
    if last and best and case.plan.choice.by == "value":
        floor = f"{last['expected_value']:.4g} or more (it is {best['expected_value']:.4g})"
        ways.append(f"their expected value were {floor}")
    size = _size_needed(case)
    ways += [f"limits.size were {size} or more"] if size else ["limits.size were larger"]
    return f"{_place(case)} if {', or if '.join(ways)}"


def _size_needed(case: Case) -> str | None:
    """Say from which size on the list would take the member in, where that can be told from what is kept."""
    plan, head, best = case.plan, case.head, case.best
    waiting = next((v for v in case.verdicts if v["rule"] == FULL), None)
    if best is None or waiting is None or plan.limits.size is None or plan.choice.by != "value":
        return None
    (members,) = case.workspace.row("select count(*) from store.members")
    if members > _MOST_COUNTED or not head["is_same_scores"]:
        return None
    elements = (
        "select distinct element_key from store.elements, offers where element in (channel, product, timing, gift)"
    )
    keys = [element for (element,) in case.workspace.rows(elements)]
    about: dict[str, object] = {"list_key": head["list_key"], "step": waiting["step"], "seed": head["seed"]}
    about |= {"campaign": plan.campaign.id, "draw": plan.holdout.draw, "holdout_share": plan.holdout.share}
    about |= {"priority": best["priority"], "propensity": best["propensity"]}
    (row,) = case.ask("before", element_keys=keys, **about)
    taken = plan.limits.size * (1 - plan.explore.share)
    needed = ceil(round((taken + row["contacts"] + 1) / (1 - plan.explore.share), 6))
    is_exact = len(plan.offer) == 1 and not plan.explore.share and not case.is_drawn_out
    return f"{needed:,}" if is_exact else f"about {needed:,}"


def _worth(row: Row) -> str:
    return f"propensity {row['propensity']:.2%}, expected value {row['expected_value']:.4g}".replace("%", " %")


def _last(case: Case) -> str:
    if case.last is None:
        return "nobody is on the list"
    return f"the last one on the list, rank {case.last['rank']:,}, has {_worth(case.last)}"


def _rooms(case: Case) -> list[str]:
    """Tell the limits that left no room: of offers, and the budget."""
    used = {row["offer"]: row["contacts"] for row in _used(case)}
    told = [
        f"offer {number}, capacity {offer.capacity:,}: {used.get(number, 0):,} taken"
        for number, offer in enumerate(case.plan.offer, start=1)
        if offer.capacity is not None and used.get(number, 0) >= offer.capacity
    ]
    budget = case.plan.limits.budget
    if budget is not None:
        told.append(f"limits.budget {budget:,.2f}: {case.head['list_cost']:,.2f} spent")
    return told


def _used(case: Case) -> list[Row]:
    return case.workspace.result("why/used", list_key=case.head["list_key"]).rows(named=True)


def _others(case: Case, rule: str) -> list[Row]:
    """Find who is on the list with the member's address, or of their household."""
    found = case.ask("others", list_key=case.head["list_key"])
    return [row for row in found if rule != SAME_ADDRESS or row["shares"] != "household"]
