"""The target step: a plan's rules, its choice, and the list that is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from attitude.audit import recorded
from attitude.choice import LISTED
from attitude.database import Flow, act
from attitude.errors import BadDataError, BlockedError
from attitude.settings import Settings
from attitude.targeting.codes import give_codes, read_pools
from attitude.targeting.controls import controls_on, keep_control_period, kept_otherwise
from attitude.targeting.names import Known, check_names, unknown_shared
from attitude.targeting.order import prepare
from attitude.targeting.record import Draft, keep, list_ids_of
from attitude.targeting.series import plan_of_wave, subject_of, wave_notes
from attitude.targeting.shortlist import fill_list
from attitude.targeting.totals import totals_of
from attitude.targeting.words import notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    import polars as pl

    from attitude.database import Workspace
    from attitude.plan import Plan
    from attitude.targeting.account import Account
    from attitude.targeting.codes import Pools
    from attitude.targeting.order import Rules


_GIGABYTES = 5  # what the database may take, unless less is there; a machine of 8 GB does with it


@dataclass(frozen=True)
class TargetResult:
    """A list: its id, its first day, its totals (see `attitude.targeting.totals`), how each rule cut.

    ``stood`` is the status of the same list where it was there before, else None; one that was recalled is a draft
    again. ``account`` is that of prices, None where the best were taken in turn. ``chosen_by`` is value, added, random
    or number.
    """

    list_id: str
    day: date
    totals: dict[str, Any]
    funnel: pl.DataFrame
    stood: str | None
    notes: tuple[str, ...]
    account: Account | None
    chosen_by: str = "value"

    @property
    def is_repeat(self) -> bool:
        """Whether the list was there before."""
        return self.stood is not None

    @property
    def count_treated(self) -> int:
        """How many are contacted."""
        return int(self.totals["treated"])

    @property
    def count_control(self) -> int:
        """How many are held out."""
        return int(self.totals["control"])


@act
def target(
    workspace: Workspace,
    plan: Plan,
    seed: int,
    settings: Settings | None = None,
    *,
    force: bool = False,
    dry: bool = False,
    wave: int = 1,
) -> TargetResult:
    """Build the list of a plan from the scores as they stand.

    Members who pass every rule are taken by the value expected of the best offer open to them, until the list is full;
    a hash of seed, campaign and member says who of them is held out. The same plan on the same data and seed is the
    same list, with the same id.

    Parameters
    ----------
    workspace
        Open for writing (for a dry run reading is enough); no way out of it is left open for the plan's own SQL.
    plan
        A checked plan.
    seed
        Of every draw.
    settings
        Of the workspace: send hours, universal control.
    force
        Keep a list whose holdout could not show any lift.
    dry
        Leave no trace.
    wave
        Which of a series, from 1; a later one has the seed and the holdout of the first.

    Raises
    ------
    BadDataError
        When there are no scores yet, or a pool has too few codes left.
    UsageError
        When the plan names a column, element or campaign that nobody knows, or a file that is not there, or has no
        such wave.
    BlockedError
        When a holdout is asked for that could show no lift at all, or the wave before was not handed over.
    """
    settings = settings or Settings()
    plan, first_seed = plan_of_wave(workspace, plan, wave)
    seed = seed if first_seed is None else first_seed
    pools = read_pools(workspace, [plan])
    known = check(workspace, [plan], settings)
    if dry:
        with Flow(workspace) as flow:
            return _build(flow, plan, seed, settings, known, pools, force=force)
    with recorded(workspace, "target", subject_of(plan.campaign.id, plan.wave_number)) as run, Flow(workspace) as flow:
        result = _build(flow, plan, seed, settings, known, pools, force=force)
        keep(flow, [to_keep(plan, result)], seed)
        keep_control_period(workspace, result.day, settings)
        run.rows_out, run.detail = result.count_treated, f"{result.list_id}{' (as before)' if result.is_repeat else ''}"
    return result


def _build(
    flow: Flow, plan: Plan, seed: int, settings: Settings, known: Known, pools: Pools, *, force: bool
) -> TargetResult:
    rules = prepare(flow, [plan], seed, settings)
    pass_rules(flow)
    look, choice = fill_list(flow, rules[0])
    place_settled(look)
    look.given(last_bids=choice.bids)
    lists = finished(look, rules, known, choice.account, ended_at=choice.ended_at, force=force)
    (result,) = give_codes(flow, [plan], lists, seed, pools)
    told = (*told_of_settings(known, [plan], result.day, settings), *wave_notes(flow.workspace, plan))
    return replace(result, notes=(*result.notes, *told))


def place_settled(flow: Flow) -> None:
    """Put those who were chosen on the list of the one plan, each with a time to send: ``list_places``."""
    flow.make("targeting/list_places")
    flow.add("targeting/place_settled", trial=LISTED)
    time_placed(flow, 1)


def time_placed(flow: Flow, plan: int) -> None:
    """Find when those on a plan's list are written to."""
    flow.add("targeting/time_placed", plan=plan)
    flow.add("targeting/find_send_times")


def pass_rules(flow: Flow) -> None:
    """Find who passes the rules about members, and what is offered to them: ``closed`` and ``passed``."""
    for name in ("offer_elements", "closed", "passed"):
        flow.make(f"targeting/{name}")


def to_keep(plan: Plan, result: TargetResult) -> Draft:
    """Give what is kept of a list."""
    return Draft(plan, result.list_id, result.totals, result.account, result.chosen_by)


def told_of_settings(known: Known, plans: Sequence[Plan], day: date, settings: Settings) -> list[str]:
    """Say what of the settings holds for nothing, and what holds in spite of them."""
    controls = controls_on(known.workspace, day, settings)
    return [*unknown_shared(known, plans, settings), *kept_otherwise(controls, settings, day)]


def finished(
    flow: Flow,
    rules: Sequence[Rules],
    known: Known,
    account: Account | None,
    *,
    ended_at: Decimal | None = None,
    force: bool,
) -> list[TargetResult]:
    """Make the lists of those who are in ``list_places``: treatments, whom each rule took out, totals."""
    is_priced = account is not None and not account.is_in_turn
    flow.make("targeting/list_treatments")
    flow.make("targeting/chosen")
    _find_crowded(flow, is_priced=is_priced, ended_at=ended_at)
    for one in rules:
        one.close(is_priced=is_priced)
    flow.make("targeting/rules", rules=json.dumps([row for one in rules for row in one.rows]))
    flow.make("targeting/closed_by_rules")
    flow.make("targeting/exclusions", ended_at=ended_at)
    flow.make("targeting/funnel", ended_at=ended_at)
    totals = [
        total if one.plan.later_wave is None else {**total, "detectable": None}  # the series is compared, not its waves
        for one, total in zip(rules, totals_of(flow), strict=True)
    ]
    for one, total in zip(rules, totals, strict=True):
        _check_holdout(one.plan, total, force=force)
    names = list_ids_of(flow, [one.plan for one in rules], rules[0].seed, rules[0].as_of)
    query = "select list_id, status from store.lists where list_contains(?, list_id)"
    statuses: dict[str, str] = dict(flow.workspace.rows(query, [names]))
    funnels = _funnels(flow, names)
    return [
        TargetResult(
            *(name, one.day, total, funnel, statuses.get(name), notes(flow, one, known, total, account), account),
            one.chosen_by,
        )
        for one, name, total, funnel in zip(rules, names, totals, funnels, strict=True)
    ]


def _find_crowded(flow: Flow, *, is_priced: bool, ended_at: Decimal | None) -> None:
    """Make ``crowded``: for whom there was no room."""
    if is_priced:
        flow.make("targeting/outbid")
        flow.given(crowded="outbid")
    elif flow.has("used_up"):
        flow.make("targeting/crowded", ended_at=ended_at)
    else:  # chosen together: no pass of one list alone closed an offer
        flow.make("targeting/unhurried")
        flow.given(crowded="unhurried")


def _funnels(flow: Flow, names: Sequence[str]) -> list[pl.DataFrame]:
    import polars as pl

    counts = dict.fromkeys(("excluded", "excluded_alone", "remaining"), pl.Int64)
    rows = flow.ask("targeting/funnel_told")
    return [
        pl.DataFrame(
            [{"list_id": name, **row} for row in rows if row["plan"] == number],
            {"list_id": pl.String, "rule": pl.String, **counts},
        )
        for number, name in enumerate(names, start=1)
    ]


def check(workspace: Workspace, plans: Sequence[Plan], settings: Settings) -> Known:
    """Refuse plans that cannot be followed, and take away every way out of the workspace for their own SQL.

    Gives the names that the workspace knows.
    """
    workspace.keep_to(_GIGABYTES)
    workspace.close_off()
    _check_scored(workspace)
    known = Known(workspace)
    for plan in plans:
        check_names(known, plan, settings)
    return known


def _check_scored(workspace: Workspace) -> None:
    if workspace.row("select count(*) from store.scorings")[0] == 0:
        raise BadDataError("no scores yet; run 'attitude score' first")
    if workspace.row("select count(*) from store.members")[0] == 0:
        raise BadDataError("no members yet; run 'attitude load members FILE' first")


def _check_holdout(plan: Plan, totals: dict[str, Any], *, force: bool) -> None:
    """Refuse a holdout that could not tell a lift from chance even if everyone contacted answered, and nobody else."""
    if force or plan.holdout.share == 0 or totals["treated"] == 0 or plan.later_wave is not None:
        return
    if totals["control"] == 0 or (totals["detectable"] or 0) >= 1:
        raise BlockedError(
            f"a holdout of {plan.holdout.share:g} leaves {totals['control']:,} of "
            f"{totals['treated'] + totals['control']:,} members as controls: no lift could be told from chance; "
            "raise holdout.share, lengthen the list, or say --force"
        )
