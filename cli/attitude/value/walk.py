"""The walk through the months: who stands on which step of the staircase at the end of each."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from attitude.database import Workspace
from attitude.settings import ValueSettings
from attitude.value.months import Calendar

PERSONS = 1_310_720  # that are looked at together: ten row groups of the database
_ALONE = ("member_key", "is_loaded", "joined_on", "revenue", "is_unscored", "kind", "band")  # of a month alone


def walk(
    workspace: Workspace, settings: ValueSettings, chosen: Calendar, *, has_history: bool, is_kept: bool = False
) -> None:
    """Let everybody take one step a month: ``standing`` and ``step_sums`` hold them.

    Parameters
    ----------
    workspace
        May be open read-only.
    settings
        ``[value]`` of the settings.
    chosen
        The months to walk through.
    has_history
        Without it, the month asked for alone is looked at, and who is alike is counted together.
    is_kept
        The steps before the month asked for are those that the workspace keeps, and it alone is walked.
    """
    states = chosen.states[-1:] if is_kept else chosen.states
    before = chosen.window(states[0])
    kept = list(chosen.states[:-1]) if is_kept else []
    people = {"last_month": chosen.month, "first_month": before[0], "first_state": states[0], "states": kept}
    is_alone = not has_history  # else each is asked for by name: what contacts of theirs cost
    workspace.run("value/known_later", "value/step_sums")
    _begin(workspace, is_alone=is_alone, people=people)
    tiers = {
        "shares": list(accumulate(settings.tiers.values()))[:-1],
        "tier_from": list(settings.tiers_from.values())[:-1] if settings.tiers_from else None,
    }
    limits = {"scores": list(settings.scores), "tenure_months": list(settings.tenure_months)}
    for month in states:
        window = chosen.window(month)
        asked: dict[str, object] = {
            "month": month,
            "entering": [one for one in window if one not in before],
            "leaving": [one for one in before if one not in window],
            "gone_before": chosen.gone_before(month, settings.gone_months),
            **limits,
            **people,
        }
        _take_in(workspace, is_alone=is_alone, asked=asked)
        workspace.run("value/cuts", count_known=len(window), **tiers)
        workspace.run("value/tied")
        _rank(workspace, is_alone=is_alone)
        workspace.run("value/standing", count_tiers=len(settings.names))
        workspace.run("value/add_step", month=month, count_known=len(window))
        workspace.define("create or replace temp view standing_before as from standing")
        before = window


def _begin(workspace: Workspace, *, is_alone: bool, people: Mapping[str, object]) -> None:
    """Say what the months are made of: each of the one before it, or the only one at once."""
    if people["states"]:
        workspace.run("value/kept_sums", "value/people_kept", **people)
    else:
        workspace.run("value/people_known")
    if is_alone:
        return
    if not people["states"]:
        workspace.run("value/people_before", **people)
    before = "people_kept" if people["states"] else "people_before"
    workspace.define(f"create or replace temp view standing_before as from {before}")
    workspace.run("value/moved_on")
    workspace.define("create or replace temp view scored_now as from moved_on")


def _take_in(workspace: Workspace, *, is_alone: bool, asked: dict[str, object]) -> None:
    """Make everybody at the end of a month; of one that is alone by and by, for of a few the sums stay small."""
    workspace.run("value/tenures", **asked)
    if not is_alone:
        workspace.run("value/people_now", "value/month_now", "value/add_people", **asked)
        return
    workspace.run("value/later_alone", "value/month_alone", **asked)
    workspace.define("create or replace temp view scored_now as from month_alone")
    (last,) = workspace.row("select coalesce(max(member_key), 0) from store.persons")
    asked["columns"] = list(_ALONE)
    workspace.run("value/people_now", "value/month_now", **asked)
    for key in range(0, int(last) + 1, PERSONS):
        workspace.run("value/add_people", first_key=key, last_key=key + PERSONS - 1, **asked)


def _rank(workspace: Workspace, *, is_alone: bool) -> None:
    """Say who takes a step, with their places among equals: everybody by themselves, or counted where that is all."""
    workspace.run("value/placed_now")
    if is_alone:
        workspace.run("value/counted_now")
    ranked = "counted_now" if is_alone else "placed_now"
    workspace.define(f"create or replace temp view ranked_now as from {ranked}")
