"""What a plan would have chosen for those on a list, by what was known of them before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from attitude.choice import LISTED
from attitude.elements import as_columns
from attitude.members import members_for
from attitude.plan import define_answer, number_query, where_query
from attitude.profiles import find_scores_before
from attitude.targeting import choose_all

if TYPE_CHECKING:
    from attitude.database import Flow
    from attitude.plan import Plan

Row = dict[str, Any]


def choose_then(flow: Flow, plan: Plan) -> None:
    """Make ``chosen_then``: with which of its offers the plan would contact each row that was logged.

    The members of a list are chosen from by the plan's own words, ranges of scores, values, limits and way of choosing.
    Limits count those who were held out too: a list of 1,000, 100 of them held out, is one of 1,000 places.

    Parameters
    ----------
    flow
        With ``logged``; what is made lasts as long as it does.
    plan
        The one that is evaluated.
    """
    flow.make("evaluate/paired", offers=json.dumps(list(_offers(plan))))
    _find_leanings(flow, plan)
    _find_unfit(flow, plan)
    _number(flow, plan)
    flow.make("evaluate/chosen_then")
    for row in flow.ask("evaluate/lists"):
        _choose(flow, plan, row)


def _offers(plan: Plan) -> Iterator[Row]:
    for number, offer in enumerate(plan.offer, start=1):
        gain = round(plan.value_of(offer) - offer.response_cost, 6)
        yield {
            "number": number,
            **as_columns(plan.elements(offer)),
            "unit_cost": str(offer.unit_cost),
            "gain": str(gain),
        }


def _ranges(plan: Plan) -> Iterator[tuple[str | None, str | None, float, float]]:
    """Give the ranges of scores that the audience must be in: dimension, element, low, high."""
    for dimension, ranges in plan.audience.attitude.items():
        for element, limits in ranges.items():
            yield dimension, element, *limits
    if plan.audience.responsiveness is not None:
        yield None, None, *plan.audience.responsiveness


def _find_leanings(flow: Flow, plan: Plan) -> None:
    """Make ``leans``: what was known of members before each campaign, element by element."""
    flow.make("evaluate/leans")
    named: list[tuple[str | None, str | None]] = [
        (row["dimension"], row["element"]) for row in flow.ask("evaluate/elements")
    ]
    for dimension, element in dict.fromkeys([*named, *((d, e) for d, e, _, _ in _ranges(plan))]):
        flow.workspace.run("measure/asked_scores", dimension=dimension, element=element, is_responders=False)
        find_scores_before(flow.workspace)
        with_scores = flow.within()
        with_scores.note("scores_before", source="measure/scores_before")
        with_scores.add("evaluate/add_lean", dimension=dimension, element=element)
        with_scores.close()


def _find_unfit(flow: Flow, plan: Plan) -> None:
    """Make ``unfit``: whom the plan's own SQL over members and its ranges of scores leave out."""
    flow.make("evaluate/unfit")
    for place, condition, excludes in _conditions(plan):
        part = flow.within()
        asked = where_query(condition, members_for(flow.workspace, condition))
        define_answer(flow.workspace, "wanted", asked, place)
        part.note("wanted")
        part.add("evaluate/unfit_members", excludes=excludes)
        part.close()
    for dimension, element, low, high in _ranges(plan):
        flow.add("evaluate/unfit_scores", dimension=dimension, element=element, low=low, high=high)


def _conditions(plan: Plan) -> Iterator[tuple[str, str, bool]]:
    """Give each condition with its place, and whether it says who may not; groups are one: in any of them."""
    if plan.audience.where is not None:
        yield "audience.where", plan.audience.where, False
    groups = [group.where for group in plan.audience.group]
    if groups and None not in groups:
        yield "audience.group", " or ".join(f"(\n{where}\n)" for where in groups), False
    if plan.exclude.where is not None:
        yield "exclude.where", plan.exclude.where, True


def _number(flow: Flow, plan: Plan) -> None:
    """Make ``numbers``, the analyst's own of each member where the plan chooses by one."""
    if plan.choice.by in ("value", "random"):
        flow.make("targeting/numbers")
    else:
        asked = number_query(plan.choice.by, members_for(flow.workspace, plan.choice.by))
        define_answer(flow.workspace, "numbers", asked, "choice.by")
        flow.note("numbers")


def _choose(flow: Flow, plan: Plan, row: Row) -> None:
    """Add what the plan would have chosen of one list."""
    by = plan.choice.by if plan.choice.by in ("value", "random") else "number"
    key, day, scale = row["list_key"], row["listed_on"], row["members"] / max(row["contacted"], 1)
    part = flow.within()
    part.make("evaluate/options_then", list_key=key, day=_day(day), chosen_by=by)
    part.make("evaluate/rows_of_list", list_key=key)
    part.given(choosers="rows_of_list", bids="options_then")
    choose_all(part, plan, scale)
    part.add("evaluate/add_chosen_then", trial=LISTED)
    part.close()


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"
