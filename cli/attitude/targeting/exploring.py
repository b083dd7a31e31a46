"""Offers drawn instead of chosen: how often each is, and the places that they take on the list.

A share of the places that a plan explores goes to members whom the list would take anyway, with an offer drawn by hash
among those open to them. So it is seen what other offers bring to those whom the list is of, and each row of the list
keeps the chance with which its offer came about. For whom one is drawn is known before anything is chosen: they wait
until the choice has been made for all others, and are then given what was drawn, as far as the choice would have taken
them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.choice import LISTED, GreedyPass, Trial, last_rank, take_greedily, trim
from attitude.targeting.capacity import problem_of

if TYPE_CHECKING:
    from attitude.database import Flow
    from attitude.plan import Plan
    from attitude.targeting.account import Account

STAGE = 3  # of the list's trial, in which offers that were drawn are given
_DIGITS = 9


def offer_shares(plan: Plan, bidders: int) -> list[float]:
    """Give the chance with which each offer is drawn for a member who has it open, beside another.

    All are as likely, but for one of which there is little: no more of it are drawn than the explored part of its
    limits holds, on average.

    Parameters
    ----------
    plan
        Checked; ``explore.offers`` is the part of ``explore.share`` that is drawn so.
    bidders
        How many members have an offer open.

    Returns
    -------
    list of float
        One number for each offer, 0 where nothing is drawn.

    Examples
    --------
    >>> from attitude.plan import Plan
    >>> offers = [{"channel": "sms"}, {"channel": "call", "capacity": 100}]
    >>> content = {"campaign": {"id": "c"}, "offer": offers, "explore": {"share": 0.1, "offers": 0.5}}
    >>> offer_shares(Plan.model_validate(content), 1000)
    [0.026315789, 0.005]
    """
    explored, count = plan.explore.share * plan.explore.offers, len(plan.offer)
    if not explored:
        return [0.0] * count
    share = explored / (1 - plan.explore.share + explored) / count
    contacts = bidders * (1 - plan.holdout.share)
    listed = max(min(contacts, plan.limits.size if plan.limits.size is not None else contacts), 1)
    shares = [share] * count
    for limit in problem_of(plan).limits:
        users = sum(use > 0 for use in limit.uses)
        for number, use in enumerate(limit.uses if limit.kind != "size" else ()):
            if use:
                room = explored * float(limit.most) / (float(use) * users)
                shares[number] = min(shares[number], room / listed)
    return [round(one, _DIGITS) for one in shares]


def draw_offers(flow: Flow, plan: Plan, seed: int) -> None:
    """Draw offers, and make ``bids`` those of the members for whom none is drawn."""
    (bidders,) = flow.workspace.row("select count(distinct member_key) from open_options where is_final")
    shares = offer_shares(plan, bidders)
    flow.make("targeting/offer_draws", seed=seed, campaign=plan.campaign.id, shares=shares)
    flow.make("targeting/undrawn_bids")
    flow.given(bids="undrawn_bids")


def give_drawn(flow: Flow, plan: Plan, account: Account | None) -> None:
    """Put those whom the choice would have taken on the list, each with the offer drawn: makes ``tried``."""
    is_priced = account is not None and not account.is_in_turn
    flow.make("targeting/tried", trial=LISTED, tolls=list(account.tolls) if account and is_priced else None)
    flow.add("targeting/await_tried")
    listed = Trial(flow, LISTED)
    after = last_rank(listed)
    greedy = GreedyPass(problem_of(plan).limits, name="offers", stage=STAGE, is_explored=True)
    if take_greedily(listed, greedy).had_to_end:
        trim(listed, greedy.stage, after)
    flow.make("targeting/hopes")


def find_offer_chances(flow: Flow, plan: Plan) -> None:
    """Make ``offer_chances`` of all who are on the list."""
    (bidders,) = flow.workspace.row("select count(distinct member_key) from open_options where is_final")
    flow.make("targeting/offer_chances", trial=LISTED, stage=STAGE, shares=offer_shares(plan, bidders))


def draw_none(flow: Flow) -> None:
    """Stand in for offers drawn where none are."""
    flow.make("targeting/untried")
    flow.given(offer_chances="untried")
