"""The target step: a plan's rules, its choice, and the list that is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from attitude.audit import recorded
from attitude.errors import BadDataError, BlockedError
from attitude.settings import Settings
from attitude.target.controls import controls_on, keep_control_period, kept_otherwise
from attitude.target.draws import find_draw_ids
from attitude.target.looks import fill_list
from attitude.target.names import check_names, unknown_shared
from attitude.target.order import Rules
from attitude.target.record import keep, list_id_of
from attitude.target.room import money, problem_of
from attitude.target.words import notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import polars as pl

    from attitude.database import Workspace
    from attitude.plan import Plan
    from attitude.target.account import Account


_GIGABYTES = 5  # what the database may take, unless less is there; a machine of 8 GB does with it


@dataclass(frozen=True)
class TargetResult:
    """A list: its id, its first day, its totals (see ``target/totals``), how each rule cut.

    ``stood`` is the status of the same list where it was there before, else None; one that was recalled is a draft
    again. ``account`` is that of prices, None where the best were taken in turn.
    """

    list_id: str
    day: date
    totals: dict[str, Any]
    funnel: pl.DataFrame
    stood: str | None
    notes: tuple[str, ...]
    account: Account | None

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


def target(
    workspace: Workspace,
    plan: Plan,
    seed: int,
    settings: Settings | None = None,
    *,
    force: bool = False,
    dry: bool = False,
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

    Raises
    ------
    BadDataError
        When there are no scores yet.
    UsageError
        When the plan names a column, element or campaign that nobody knows.
    BlockedError
        When a holdout is asked for that could show no lift at all.
    """
    settings = settings or Settings()
    _check(workspace, plan, settings)
    if dry:
        return _build(workspace, plan, seed, settings, force=force)
    with recorded(workspace, "target", plan.campaign.id) as run:
        found = _build(workspace, plan, seed, settings, force=force)
        kept(workspace, plan, found, seed, settings)
        run.rows_out, run.detail = found.count_treated, f"{found.list_id}{' (as before)' if found.is_repeat else ''}"
    return found


def kept(workspace: Workspace, plan: Plan, found: TargetResult, seed: int, settings: Settings) -> None:
    """Write a list down, inside a transaction."""
    keep(workspace, plan, found.list_id, seed, found.totals, found.account)
    keep_control_period(workspace, found.day, settings)


def _build(workspace: Workspace, plan: Plan, seed: int, settings: Settings, *, force: bool) -> TargetResult:
    rules = _ruled(workspace, plan, seed, settings)
    account = fill_list(workspace, plan, seed, rules)
    found = finished(workspace, plan, seed, rules, account, force=force)
    return replace(found, notes=(*found.notes, *told_of_settings(workspace, [plan], found.day, settings)))


def told_of_settings(workspace: Workspace, plans: Sequence[Plan], day: date, settings: Settings) -> list[str]:
    """Say what of the settings holds for nothing, and what holds in spite of them."""
    controls = controls_on(workspace, day, settings)
    return [*unknown_shared(workspace, plans, settings), *kept_otherwise(controls, settings, day)]


def finished(
    workspace: Workspace, plan: Plan, seed: int, rules: Rules, account: Account | None, *, force: bool
) -> TargetResult:
    """Make the list of those who are settled: treatments, send times, whom each rule took out, totals."""
    workspace.run("target/chosen", holdout_share=plan.holdout.share)
    workspace.run("target/to_time")
    rules.time_sends()
    if plan.campaign.starts_on is None:
        workspace.run("target/no_times")
    is_priced = account is not None and not account.is_in_turn
    if is_priced:
        workspace.run("target/outbid", bonus=list(problem_of(plan).bonus))
    else:
        workspace.run("target/crowded")
    workspace.run("target/exclusions", last_step=rules.close(is_priced=is_priced))
    totals = workspace.result("target/totals").row(0, named=True)
    _check_holdout(plan, totals, force=force)
    list_id = list_id_of(workspace, plan, seed)
    (stood,) = workspace.row("select max(status) from store.lists where list_id = ?", [list_id])
    funnel = workspace.result("target/funnel", list_id=list_id)
    told = notes(workspace, plan, totals, account)
    return TargetResult(list_id, rules.day, totals, funnel, stood, told, account)


def ready(workspace: Workspace, plan: Plan, seed: int, settings: Settings) -> Rules:
    """Check a plan and follow its rules, up to the choice."""
    _check(workspace, plan, settings)
    return _ruled(workspace, plan, seed, settings)


def _check(workspace: Workspace, plan: Plan, settings: Settings) -> None:
    workspace.keep_to(_GIGABYTES)
    workspace.close_off()
    _check_scored(workspace)
    check_names(workspace, plan, settings)


def _ruled(workspace: Workspace, plan: Plan, seed: int, settings: Settings) -> Rules:
    rules = prepare(workspace, plan, seed, settings)
    rules.about_members()
    workspace.run("target/offer_elements")
    workspace.run("target/passed")
    return rules


def prepare(workspace: Workspace, plan: Plan, seed: int, settings: Settings, member_key: int | None = None) -> Rules:
    """Set the tables of a plan up, for everyone or for one member, and give its rules."""
    workspace.run("target/pool", member_key=member_key)
    workspace.run("target/plan_tables")
    find_draw_ids(workspace)
    for number, offer in enumerate(plan.offer, start=1):
        worth = (money(offer.unit_cost), money(plan.value_of(offer)), offer.capacity)
        values: list[object] = [number, *plan.elements(offer).values(), *worth]
        workspace.rows(
            "insert into offers select *, channel_family(channel), channel_needs(channel), 0 from "
            "(values (?, ?, ?, ?, ?, ?, ?, ?)) as given (offer, channel, product, timing, gift, cost, value, most)",
            values,
        )
    return Rules(workspace, plan, seed, settings)


def _check_scored(workspace: Workspace) -> None:
    if workspace.row("select count(*) from store.scorings")[0] == 0:
        raise BadDataError("no scores yet; run 'attitude score' first")
    if workspace.row("select count(*) from store.members")[0] == 0:
        raise BadDataError("no members yet; run 'attitude load members FILE' first")


def _check_holdout(plan: Plan, totals: dict[str, Any], *, force: bool) -> None:
    """Refuse a holdout that could not tell a lift from chance even if everyone contacted answered, and nobody else."""
    if force or plan.holdout.share == 0 or totals["treated"] == 0:
        return
    if totals["control"] == 0 or (totals["detectable"] or 0) >= 1:
        raise BlockedError(
            f"a holdout of {plan.holdout.share:g} leaves {totals['control']:,} of "
            f"{totals['treated'] + totals['control']:,} members as controls: no lift could be told from chance; "
            "raise holdout.share, lengthen the list, or say --force"
        )
