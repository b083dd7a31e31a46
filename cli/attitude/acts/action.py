"""What the commands of the second act do and say: lists, why they are as they are, their handing over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attitude import diff_page, say
from attitude.check import Checked
from attitude.database import Workspace
from attitude.diff import Diff, diff
from attitude.errors import UsageError
from attitude.export import ExportResult, Handover, Withdrawal, export, find_list, withdraw
from attitude.forecasts import within
from attitude.formats import write_whole
from attitude.list_status import approve, recall
from attitude.outputs import format_of
from attitude.plan import read_plan, read_sweep
from attitude.settings import Settings
from attitude.sweep_page import sweep_page
from attitude.targeting import (
    Account,
    SweepResult,
    TargetResult,
    Together,
    check_movable,
    sweep,
    target,
    target_together,
)
from attitude.why import Why, why
from attitude.why_page import show as show_why

if TYPE_CHECKING:
    import polars as pl


def target_one(
    workspace: Workspace,
    path: Path,
    seed: int,
    settings: Settings,
    *,
    force: bool = False,
    dry: bool = False,
    changes: Mapping[str, object] | None = None,
    wave: int = 1,
) -> TargetResult:
    """Build the list of a plan, and say its name, size and worth."""
    result = target(workspace, read_plan(path, changes), seed, settings, force=force, dry=dry, wave=wave)
    _say_list(result, dry=dry)
    if result.account is not None:
        _say_account(result.account)
    _say_notes(result)
    return result


def target_several(
    workspace: Workspace,
    paths: Sequence[Path],
    seed: int,
    settings: Settings,
    *,
    force: bool = False,
    dry: bool = False,
    changes: Mapping[str, object] | None = None,
) -> Together:
    """Build the lists of several plans as one choice, and say of each its name, size and worth."""
    plans = [read_plan(path, changes) for path in paths]
    together = target_together(workspace, plans, seed, settings, force=force, dry=dry)
    for one in together.lists:
        _say_list(one, dry=dry)
        _say_notes(one)
    say.note(f"{len(paths)} plans chosen together:")
    _say_account(together.account)
    return together


def _say_list(result: TargetResult, *, dry: bool) -> None:
    again = "; the same list as before" if result.is_repeat else ""
    tried = "; tried only, nothing is kept" if dry else ""
    say.note(
        f"list {result.list_id}: {result.count_treated:,} to contact, {result.count_control:,} held out{again}{tried}"
    )
    if result.stood is not None:
        state, next_step = (_STOOD_DRY if dry else _STOOD)[result.stood]
        say.note(f"  it {state}; {next_step.format(result.list_id)}")
    _say_totals(result.totals)


_EXPORT = "'attitude export {}' checks it and hands it over"
_STOOD = {
    "draft": ("is a draft still", _EXPORT),
    "approved": ("stays approved, and counts in the policies of other lists", _EXPORT),
    "exported": ("was handed over before and stays so", "'attitude export {}' writes its file again"),
    "recalled": ("was recalled, and is a draft again", _EXPORT),
}
_STOOD_DRY = {
    **_STOOD,
    "recalled": ("is recalled, and stays so", "'attitude target' without --dry-run makes it a draft"),
}


def _say_notes(result: TargetResult) -> None:
    for words in result.notes:
        say.warn(words)


def _say_totals(totals: dict[str, Any]) -> None:
    if totals["treated"] == 0:
        return
    say.note(
        f"expected: {totals['responses']:,.0f} responses ({totals['rate']:.2%}; "
        f"{within(totals['low'], totals['high'])}), "
        f"cost {totals['cost']:,.2f}, worth {totals['value']:,.2f} after cost"
    )
    if totals["added"] is not None:
        say.note(
            f"{totals['unasked'] / totals['treated']:.1%} of them do it anyway, by past holdouts: contacts add "
            f"{totals['added']:,.0f} answers".replace("%", " %")
        )
    if totals["detectable"] is not None:
        say.note(
            f"the holdout can tell a lift of {100 * totals['detectable']:.2f} points or more from chance "
            "(5 % two-sided, power 80 %)"
        )


def sweep_one(
    workspace: Workspace,
    path: Path,
    seed: int,
    settings: Settings,
    words: str,
    changes: Mapping[str, object],
    form: str | None,
    output: Path | None,
) -> SweepResult:
    """Show what a list would bring for several values of one of its limits: a table, or a page with the curve."""
    limit = read_sweep(words)
    check_movable(limit.key)
    plan = read_plan(path, changes)
    if plan.choice.is_by_value and plan.choice.method is None:
        changes = {**changes, "choice.method": "prices"}
    plans = [read_plan(path, {**changes, limit.key: value}) for value in limit.values]
    result = sweep(workspace, plans, limit.values, limit.key, seed, settings)
    if output is not None and output.suffix == ".html" and form is None:
        write_whole(output, sweep_page(result, plan.campaign.id))
        say.note(f"{result.points.height} points drawn to {output}; nothing is kept")
    else:
        say.data(result.points, form, output, screen=result.screen)
    return result


def funnels_of(together: Together) -> pl.DataFrame:
    """Give how each rule cut, one list after another."""
    import polars as pl

    return pl.concat([one.funnel for one in together.lists])


def limits_of(result: TargetResult) -> pl.DataFrame:
    """Give what each limit of a list is worth; refuse where nothing had to be shared out."""
    if result.account is None:
        raise UsageError(
            f"list {result.list_id}: the best were taken in turn, so its limits have no prices; several offers under a "
            'limit, or choice.method = "prices", give them some'
        )
    return result.account.limits


def _say_account(account: Account) -> None:
    """Say what the limits leave possible, what the simple rule would have brought, and what each limit is worth."""
    for words in account.words():
        say.note(words)


def export_one(
    workspace: Workspace,
    name: str,
    form: str | None,
    output: Path | None,
    folder: Path,
    how: Handover | None = None,
    settings: Settings | None = None,
    allow: Collection[str] = (),
) -> ExportResult:
    """Write a list, and say where."""
    if form is None and output is not None and format_of(output) is None:
        raise UsageError(f"{output}: the name does not tell a format; add --format csv, parquet, xlsx, json or jsonl")
    form = form or (format_of(output) if output else None) or "csv"
    result = export(workspace, name, form, output, folder, how, settings, allow)
    _say_checked(result.checked)
    _say_exported(result, is_split=bool(how and how.split))
    return result


def withdraw_one(
    workspace: Workspace,
    name: str,
    form: str | None,
    output: Path | None,
    how: Handover,
    settings: Settings,
) -> Withdrawal:
    """Write who has opted out since a list was handed over, and say how many."""
    if form is None and output is not None and format_of(output) is None:
        raise UsageError(f"{output}: the name does not tell a format; add --format csv, parquet, xlsx, json or jsonl")
    form = form or (format_of(output) if output else None) or "csv"
    result = withdraw(workspace, name, form, output, how, settings)
    if not result.members:
        say.note(f"list {result.list_id}: nobody to withdraw; no member of it has opted out since it was handed over")
    else:
        say.note(f"list {result.list_id}: {len(result.members):,} have opted out since it was handed over")
    if result.file is None and result.members:
        ids = ", ".join(result.members[:_SHOWN]) + (", …" if len(result.members) > _SHOWN else "")
        say.note(f"  {ids}; -o FILE writes them for who sends the list")
    elif result.file is not None:
        say.note(f"{len(result.members):,} members written to {result.file}, for who sends the list to take them off")
    say.cells_made_safe(result.cells_made_safe)
    return result


_SHOWN = 12


def _say_exported(result: ExportResult, *, is_split: bool) -> None:
    place = f"{len(result.files):,} files" if is_split else str(result.file)
    say.note(f"{result.rows:,} rows written to {place}, manifest beside it; {result.held_out:,} held out are not in it")
    if is_split:
        for file in result.files:
            say.note(f"  {file.path}: {file.rows:,}")
        say.note(f"  {result.manifest}")
    if result.counts.seeds:
        say.note(f"{result.counts.seeds:,} rows of your own addresses come after them")
    if result.counts.left_out:
        say.warn(f"{result.counts.left_out:,} members of the list are left out")
    say.cells_made_safe(result.cells_made_safe)
    if result.cells_left:
        say.warn(
            f"{result.cells_left:,} cells begin as a formula does, and are handed over as they are; "
            "a spreadsheet would run them, a gateway does not"
        )


def approve_one(workspace: Workspace, name: str, settings: Settings, allow: Collection[str]) -> None:
    """Check and approve a list, and say what that means."""
    list_id = find_list(workspace, name)
    _say_checked(approve(workspace, list_id, settings, allow))
    say.note(f"list {list_id} approved: its contacts count in the policies of other lists; 'attitude export' writes it")


def recall_one(workspace: Workspace, name: str, reason: str | None) -> None:
    """Take a list back, and say what that undid."""
    result = recall(workspace, find_list(workspace, name), reason)
    say.note(f"list {result.list_id} recalled: contacts planned no longer: {result.contacts:,}; nothing is deleted")
    if result.is_campaign_gone:
        say.note("its campaign, which no file has described, is no longer among the campaigns")


def _say_checked(checked: Checked) -> None:
    for words in checked.notes:
        say.warn(words)


def why_one(
    workspace: Workspace,
    list_name: str,
    member_id: str,
    settings: Settings,
    show: str | None,
    form: str | None,
    output: Path | None,
) -> Why:
    """Tell why a member is on a list or not: the page to a person, one part of it in the other formats."""
    result = why(workspace, list_name, member_id, settings)
    if show is None and output is None and form in (None, "table"):
        show_why(result)
    else:
        say.data(getattr(result, show or "rules"), form, output)
    return result


def diff_two(workspace: Workspace, before: str, after: str, form: str | None, output: Path | None) -> Diff:
    """Show who moved between two lists: the sums to a person, one row per member in the other formats."""
    result = diff(workspace, before, after)
    if output is None and form in (None, "table"):
        diff_page.show(result)
    else:
        say.data(result.rows, form, output)
    return result
