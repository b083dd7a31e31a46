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
) -> TargetResult:
    """Build the list of a plan, and say its name, size and worth."""
    found = target(workspace, read_plan(path, changes), seed, settings, force=force, dry=dry)
    _say_list(found, dry=dry)
    if found.account is not None:
        _say_account(found.account)
    _say_notes(found)
    return found


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
    found = target_together(workspace, plans, seed, settings, force=force, dry=dry)
    for one in found.lists:
        _say_list(one, dry=dry)
        _say_notes(one)
    say.note(f"{len(paths)} plans chosen together:")
    _say_account(found.account)
    return found


def _say_list(found: TargetResult, *, dry: bool) -> None:
    again = "; the same list as before" if found.is_repeat else ""
    tried = "; tried only, nothing is kept" if dry else ""
    say.note(
        f"list {found.list_id}: {found.count_treated:,} to contact, {found.count_control:,} held out{again}{tried}"
    )
    if found.stood is not None:
        state, next_step = (_STOOD_DRY if dry else _STOOD)[found.stood]
        say.note(f"  it {state}; {next_step.format(found.list_id)}")
    _say_totals(found.totals)


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


def _say_notes(found: TargetResult) -> None:
    for words in found.notes:
        say.warn(words)


def _say_totals(totals: dict[str, Any]) -> None:
    if totals["treated"] == 0:
        return
    say.note(
        f"expected: {totals['responses']:,.0f} responses ({totals['rate']:.2%}), cost {totals['cost']:,.2f}, "
        f"worth {totals['value']:,.2f} after cost"
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
    asked = read_sweep(words)
    check_movable(asked.key)
    plan = read_plan(path, changes)
    if plan.choice.by == "value" and plan.choice.method is None:
        changes = {**changes, "choice.method": "prices"}
    plans = [read_plan(path, {**changes, asked.key: value}) for value in asked.values]
    found = sweep(workspace, plans, asked.values, asked.key, seed, settings)
    if output is not None and output.suffix == ".html" and form is None:
        write_whole(output, sweep_page(found, plan.campaign.id))
        say.note(f"{found.points.height} points drawn to {output}; nothing is kept")
    else:
        say.data(found.points, form, output, screen=found.screen)
    return found


def funnels_of(found: Together) -> pl.DataFrame:
    """Give how each rule cut, one list after another."""
    import polars as pl

    return pl.concat([one.funnel for one in found.lists])


def limits_of(found: TargetResult) -> pl.DataFrame:
    """Give what each limit of a list is worth; refuse where nothing had to be shared out."""
    if found.account is None:
        raise UsageError(
            f"list {found.list_id}: the best were taken in turn, so its limits have no prices; several offers under a "
            'limit, or choice.method = "prices", give them some'
        )
    return found.account.limits


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
    found = export(workspace, name, form, output, folder, how, settings, allow)
    _say_checked(found.checked)
    _say_exported(found, is_split=bool(how and how.split))
    return found


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
    found = withdraw(workspace, name, form, output, how, settings)
    if not found.members:
        say.note(f"list {found.list_id}: nobody to withdraw; no member of it has opted out since it was handed over")
    else:
        say.note(f"list {found.list_id}: {len(found.members):,} have opted out since it was handed over")
    if found.file is None and found.members:
        shown = ", ".join(found.members[:_SHOWN]) + (", …" if len(found.members) > _SHOWN else "")
        say.note(f"  {shown}; -o FILE writes them for who sends the list")
    elif found.file is not None:
        say.note(f"{len(found.members):,} members written to {found.file}, for who sends the list to take them off")
    if found.cells_made_safe:
        say.warn(f"{found.cells_made_safe:,} cells begin with an apostrophe now, for a spreadsheet would run them")
    return found


_SHOWN = 12


def _say_exported(found: ExportResult, *, is_split: bool) -> None:
    place = f"{len(found.files):,} files" if is_split else str(found.file)
    say.note(f"{found.rows:,} rows written to {place}, manifest beside it; {found.held_out:,} held out are not in it")
    if is_split:
        for file in found.files:
            say.note(f"  {file.path}: {file.rows:,}")
        say.note(f"  {found.manifest}")
    if found.counts.seeds:
        say.note(f"{found.counts.seeds:,} rows of your own addresses come after them")
    if found.counts.left_out:
        say.warn(f"{found.counts.left_out:,} members of the list are left out")
    if found.cells_made_safe:
        say.warn(f"{found.cells_made_safe:,} cells begin with an apostrophe now, for a spreadsheet would run them")
    if found.cells_left:
        say.warn(
            f"{found.cells_left:,} cells begin as a formula does, and are handed over as they are; "
            "a spreadsheet would run them, a gateway does not"
        )


def approve_one(workspace: Workspace, name: str, settings: Settings, allow: Collection[str]) -> None:
    """Check and approve a list, and say what that means."""
    list_id = find_list(workspace, name)
    _say_checked(approve(workspace, list_id, settings, allow))
    say.note(f"list {list_id} approved: its contacts count in the policies of other lists; 'attitude export' writes it")


def recall_one(workspace: Workspace, name: str, reason: str | None) -> None:
    """Take a list back, and say what that undid."""
    found = recall(workspace, find_list(workspace, name), reason)
    say.note(f"list {found.list_id} recalled: contacts planned no longer: {found.contacts:,}; nothing is deleted")
    if found.is_campaign_gone:
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
    found = why(workspace, list_name, member_id, settings)
    if show is None and output is None and form in (None, "table"):
        show_why(found)
    else:
        say.data(getattr(found, show or "rules"), form, output)
    return found


def diff_two(workspace: Workspace, before: str, after: str, form: str | None, output: Path | None) -> Diff:
    """Show who moved between two lists: the sums to a person, one row per member in the other formats."""
    found = diff(workspace, before, after)
    if output is None and form in (None, "table"):
        diff_page.show(found)
    else:
        say.data(found.rows, form, output)
    return found
