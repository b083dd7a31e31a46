"""What a month says of each member, kept: a table to ask, and columns for plans, reports and files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from attitude.audit import recorded
from attitude.database import Workspace
from attitude.months import first_day
from attitude.settings import ValueSettings
from attitude.value.costs import make_costs
from attitude.value.gone import Fit, learn_gone
from attitude.value.months import Calendar, calendar
from attitude.value.moves import BANDS, moves_and_values, tier_names
from attitude.value.step import months_with_revenue
from attitude.value.walk import walk

if TYPE_CHECKING:
    import polars as pl

_GIGABYTES = 5
_PERSONS = 5_242_880  # that are kept together
_YEARS = 3  # of known months that are looked back on


@dataclass(frozen=True)
class KeptValues:
    """What was kept.

    Parameters
    ----------
    month
        The month that it tells of.
    members
        How many members have a row.
    is_whole
        The staircase of the months before was walked anew; else it is what was kept of them.
    """

    month: date
    members: int
    is_whole: bool


@dataclass(frozen=True)
class GoneTold:
    """What is kept of the chance of staying away.

    Parameters
    ----------
    month
        The month that value is kept of; None where none is.
    fifths
        One row per fifth of members, as `attitude.value.gone.Judged` has them.
    terms
        By name: weights, and ``auc``, ``auc_recency``, ``low``, ``high`` where it was judged. Empty: nothing is told.
    """

    month: date | None
    fifths: pl.DataFrame
    terms: dict[str, float]


def gone_told(workspace: Workspace) -> GoneTold:
    """Read what is kept of the chance of staying away."""
    months = workspace.rows("select month from store.value_months")
    fifths = workspace.frame("select fifth, members, foreseen, came from store.gone_fifths order by fifth")
    terms: dict[str, float] = dict(workspace.rows("select term, weight from store.gone_weights order by term"))
    return GoneTold(months[0][0] if months else None, fifths, terms)


def keep_values(workspace: Workspace, settings: ValueSettings, month: date | None = None) -> KeptValues:
    """Keep what a month says of each member: ``member_value``, in place of what was kept.

    Parameters
    ----------
    workspace
        Open for writing.
    settings
        ``[value]`` of the settings.
    month
        Any day of it; by default the latest month with revenue. Nothing that came later is looked at.

    Raises
    ------
    BadDataError
        When no usage with a revenue is loaded.
    UsageError
        When there is none in that month.
    """
    chosen = calendar(months_with_revenue(workspace), month, settings, with_history=True)
    with workspace.unordered():
        return workspace.within(_GIGABYTES, lambda: _keep(workspace, settings, chosen))


def _keep(workspace: Workspace, settings: ValueSettings, chosen: Calendar) -> KeptValues:
    with recorded(workspace, "value", f"{chosen.month:%Y-%m}") as run:
        marks = _marks(workspace)
        kept = _kept_month(workspace, settings, chosen, marks)
        is_whole = kept is None
        walk(workspace, settings, chosen, has_history=True, is_kept=not is_whole)
        make_costs(workspace, settings, chosen)
        told = {"month": chosen.month, "states": list(chosen.states)}
        workspace.run("value/value_steps", steps=json.dumps(list(_steps(workspace, settings, chosen))))
        workspace.run("value/no_values")
        workspace.run("value/keep_sums", **told, settings=_digest(settings), usage_mark=json.dumps(marks))
        _add_members(workspace, settings, chosen, _gone(workspace, settings, chosen), kept)
        workspace.run("value/rfm_cuts")
        members = int(workspace.row("select count(*) from store.member_values")[0])
        run.rows_out, run.detail = members, "all months anew" if is_whole else "one month more"
    return KeptValues(chosen.month, members, is_whole)


def _marks(workspace: Workspace) -> dict[str, list[str]]:
    """Give the rows and the revenue of each month with usage."""
    rows = workspace.result("value/usage_marks").iter_rows()
    return {f"{month:%Y-%m}": [str(count), revenue] for month, count, revenue in rows}


def _digest(settings: ValueSettings) -> str:
    """Tell what steps are made of: of the same they can be kept on."""
    made_of = settings.model_dump(mode="json", include={"months", "tiers", "tiers_from", "scores", "tenure_months"})
    text = json.dumps({**made_of, "gone_months": settings.gone_months}, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def _kept_month(
    workspace: Workspace, settings: ValueSettings, chosen: Calendar, marks: Mapping[str, list[str]]
) -> date | None:
    """Give the month that is kept, where it and all before it are kept as they still are, and one more is asked for."""
    kept = workspace.rows("select month, states, settings, usage_mark from store.value_months")
    if not kept or len(chosen.states) < 2 or kept[0][2] != _digest(settings):
        return None
    month, states, usage = kept[0][0], kept[0][1], json.loads(kept[0][3])
    before = f"{chosen.states[-2]:%Y-%m}"
    upto = [{told: mark for told, mark in each.items() if told <= before} for each in (marks, usage)]
    is_same = upto[0] == upto[1]  # a month that was taken back is a change as well
    goes_on = month in chosen.states[-2:] and set(chosen.states[:-1]) <= set(states)
    return month if is_same and goes_on else None


def _steps(workspace: Workspace, settings: ValueSettings, chosen: Calendar) -> Iterator[dict[str, object]]:
    """Name each step, with what a member on it is worth."""
    names = tier_names(settings)
    staircase = workspace.result("value/staircase", month=chosen.month, names=names, bands=list(BANDS))
    _, lifetime = moves_and_values(workspace, settings, chosen, staircase, with_costs=True)
    values = {(tier, loyalty): value for tier, loyalty, value in lifetime.select(_LIFETIME).iter_rows()}
    for place, tier in enumerate(names, start=1):
        for at, band in enumerate(BANDS if tier != "gone" else (None,), start=1):
            value = values.get((tier, band))
            row = {"step": 4 * (place - 1) + at, "tier_place": place, "tier": tier, "loyalty": band}
            yield {**row, "lifetime_value": None if value is None else f"{value:.4f}"}


_LIFETIME = ("tier", "loyalty", "lifetime_value")


def _gone(workspace: Workspace, settings: ValueSettings, chosen: Calendar) -> Fit | None:
    """Learn the chance of staying away, and keep what it is made of."""
    known = [month for month in reversed(chosen.known) if month > first_day(chosen.month, 12 * _YEARS)]
    workspace.run("value/months_back", known_months=known)
    fit, judged = learn_gone(workspace, len(known), settings.gone_within, settings.months)
    if fit:
        terms: dict[str, float] = dict(fit.weights)
        if judged:
            told = ("auc", "auc_recency", "low", "high")
            terms |= {name: getattr(judged, name) for name in told}
        rows = [{"term": name, "weight": value} for name, value in terms.items()]
        fifths = judged.fifths.to_dicts() if judged else []
        workspace.run("value/keep_gone", fifths=json.dumps(fifths), terms=json.dumps(rows))
    return fit


def _add_members(
    workspace: Workspace, settings: ValueSettings, chosen: Calendar, fit: Fit | None, kept: date | None
) -> None:
    """Keep everybody, some at a time; of usage, where months are kept, what the window and the one before it need."""
    window, rules = chosen.window(chosen.month), settings.lifecycle
    asked: dict[str, object] = {
        "month": chosen.month,
        "landmarks": [0],
        "window_months": window,
        "trend_months": settings.months,
        "gone_within": 0,
        "first_read": first_day(window[0], settings.months) if kept else chosen.known[0],
        "months_on": int(kept != chosen.month),
        "count_known": len(window),
        "count_before": _count_before(chosen),
        "count_tiers": len(settings.names),
        "margin": settings.margin,
        "gone_months": settings.gone_months,
        **rules.model_dump(),
        **(fit.told() if fit else _NOTHING),
    }
    workspace.run("value/product_shares", "value/gone_odds", **asked)
    (last,) = workspace.row("select coalesce(max(member_key), 0) from store.persons")
    for key in range(0, int(last) + 1, _PERSONS):
        _add_part(workspace, {**asked, "first_key": key, "last_key": key + _PERSONS - 1})


def _add_part(workspace: Workspace, part: Mapping[str, object]) -> None:
    workspace.run("value/part_months", **part)
    workspace.define("create or replace temp view months_seen as from part_months")
    workspace.define("create or replace temp view trials_seen as from store.trials")
    workspace.run("value/paid_months", "value/paid_now", "value/pressed_lately", **part)
    workspace.define("create or replace temp view paid_seen as from paid_now")
    workspace.run(
        "value/gone_variables", "value/gone_chances", "value/need_spreads", "value/spent", "value/member_spent", **part
    )
    workspace.run("value/add_member_values", **part)


_NOTHING = {"odds": "[]", "weights": "[]"}


def _count_before(chosen: Calendar) -> int:
    """Count the months with revenue in the window before that of the month; 0 where it does not begin in time."""
    first = first_day(chosen.month, chosen.window_months - 1)
    earlier = [month for month in chosen.known if first_day(first, chosen.window_months) <= month < first]
    return len(earlier) if first_day(first, chosen.window_months) >= chosen.known[0] else 0
