"""What each command does and says; the demo walks through the same, one after another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from attitude import diff_page, measure_page, member_page, say, value_page
from attitude.backtest import Replay, backtest
from attitude.chart import page
from attitude.check import Checked
from attitude.database import Workspace
from attitude.diff import Diff, diff
from attitude.errors import UsageError
from attitude.export import ExportResult, Handover, export, find_list
from attitude.formats import check_place, format_of, is_page, write_out
from attitude.life import approve, recall
from attitude.load import KINDS, LoadOptions, LoadResult, folder_files, load_file
from attitude.measure import MeasureResult, Part, ledger, measure
from attitude.member import MemberPage, member
from attitude.plan import read_plan
from attitude.score import ScoreResult, score
from attitude.settings import LoadSettings, Settings, ValueSettings
from attitude.target import TargetResult, target
from attitude.value import ValueResult, value
from attitude.why import Why, why
from attitude.why import show as show_why


def load_all(workspace: Workspace, what: list[str], settings: LoadSettings, options: LoadOptions) -> list[LoadResult]:
    """Load the files of a kind, or of a folder, each in a transaction of its own, and say what became of its rows."""
    results = []
    files = _files(what)
    say.note(_ACCOUNT)
    for kind, path in files:
        # what is remembered need not fit every file; what is said now must, where it is said of one kind
        mapping = {**_remembered(settings, kind), **options.mapping}
        is_strict = what[0] in KINDS
        needed = frozenset(options.mapping) if is_strict else frozenset()
        result = load_file(workspace, kind, path, replace(options, mapping=mapping, must_have=needed))
        results.append(result)
        _say_loaded(result)
    return results


def _remembered(settings: LoadSettings, kind: str) -> dict[str, str]:
    return next((names for known, names in settings.map.items() if known == kind), {})


def _files(what: list[str]) -> list[tuple[str, Path]]:
    if what[0] in KINDS:
        if len(what) == 1:
            raise UsageError(f"which file? say 'attitude load {what[0]} FILE'")
        return [(what[0], Path(name)) for name in what[1:]]
    found = [item for name in what for item in folder_files(Path(name))]
    taken = {path for _, path in found}
    passed = [p.name for name in what for p in sorted(Path(name).rglob("*")) if p.is_file() and p not in taken]
    if passed:
        say.warn(f"left aside, for their names tell no kind or format: {', '.join(passed)}")
    return found


# The header is the account itself: what was read is the sum of what follows.
_ACCOUNT = f"{'file':<22}{'read':>11} ={'kept':>11} +{'duplicate':>10} +{'updated':>8} +{'rejected':>9}"


def _say_loaded(result: LoadResult) -> None:
    counts = (
        f"{result.read:>11,}  {result.kept:>11,}  {result.duplicate:>10,}  {result.updated:>8,}  {result.rejected:>9,}"
    )
    say.note(f"{result.file.name:<22}{counts}")
    if result.is_repeat:
        say.warn(f"{result.file} was loaded before: nothing changed")
    if result.taken_out:
        say.warn(f"{result.file.name}: contacts taken out, to be replaced: {result.taken_out:,}")
    if result.reject_file:
        say.warn(f"rejected rows with their reasons: {result.reject_file}")
    for words in result.notes:
        say.warn(f"{result.file.name}: {words}")


def score_all(
    workspace: Workspace, settings: Settings, as_of: date | None = None, *, full: bool = False
) -> ScoreResult:
    """Score, and say how far it reaches."""
    found = score(workspace, settings.score, as_of, full=full, send=settings.send)
    say.note(
        f"scores as of {found.as_of}: {found.members:,} members, {found.members_with_evidence:,} with evidence of "
        f"their own, {found.elements} elements; base response rate {found.base_rate:.2%}; "
        f"{'all made anew' if found.is_full else f'campaigns taken in: {found.campaigns:,}'}"
    )
    _say_telltales(found.telltales)
    return found


def _say_telltales(telltales: dict[str, str]) -> None:
    for attribute, campaign in telltales.items():
        say.warn(f"attribute '{attribute}' knows who answered '{campaign}': it was written after it, and is left out")


def target_one(
    workspace: Workspace, path: Path, seed: int, settings: Settings, *, force: bool = False, dry: bool = False
) -> TargetResult:
    """Build the list of a plan, and say its name, size and worth."""
    found = target(workspace, read_plan(path), seed, settings, force=force, dry=dry)
    again = "; the same list as before" if found.is_repeat else "; tried only, nothing is kept" if dry else ""
    say.note(f"list {found.list_id}: {found.count_treated:,} to contact, {found.count_control:,} held out{again}")
    _say_totals(found.totals)
    for words in found.notes:
        say.warn(words)
    return found


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


def backtest_all(
    path: Path,
    settings: Settings,
    members: int,
    skip: int,
    last: int | None,
    show: str | None,
    form: str | None,
    output: Path | None,
) -> Replay:
    """Replay the past, and say how well it would have been foreseen."""
    form = form or ("html" if output is not None and is_page(output) else None)
    if form == "html" and show is not None:
        raise UsageError(f"--show {show}: a page shows all parts; leave --show out, or name another format")
    if output is not None or form not in (None, "table"):
        check_place(form or "table", output)
    found = backtest(path, settings.score, settings.seed, members, skip, last, watch=say.progress)
    parts = {"methods": found.methods, "campaigns": found.campaigns, "calibration": found.calibration}
    if form == "html":
        _give_page(found, path, skip, output)
    elif show is None and output is None and form in (None, "table"):
        for title, frame in parts.items():
            say.headline(_TITLES[title].format(skip=skip))
            say.data(frame, form, None)
    else:
        say.data(parts[show or "methods"], form, output)
    _say_telltales(found.telltales)
    if found.share < 1:
        say.note(f"replayed with a sample of {found.share:.1%} of the members; --members takes more")
    return found


def _give_page(found: Replay, path: Path, skip: int, output: Path | None) -> None:
    with Workspace(path, read_only=True) as workspace:
        members = int(workspace.row("select count(*) from store.persons")[0])
    write_out(page(found, members, skip), "html", output)
    if output is not None:
        say.note(f"replay of {found.campaigns.height:,} campaigns drawn in {output}; any browser opens it")


_TITLES = {
    "methods": "Who ranks the responders of a campaign first? (without the first {skip} campaigns)",
    "campaigns": "Campaign by campaign",
    "calibration": "Do as many answer as foreseen? (tenths of the propensities, without the first {skip} campaigns)",
}


def measure_one(
    workspace: Workspace,
    campaign: str | None,
    form: str | None,
    output: Path | None,
    *,
    part: Part = "lift",
    by: str = "cell",
    fixed_cost: float = 0.0,
) -> MeasureResult:
    """Measure a campaign, and say it: a few figures for a person, all of them in the other formats."""
    if fixed_cost and part != "profit":
        raise UsageError("--fixed-cost is for --show profit")
    if by != "cell" and part not in ("lift", "money"):
        raise UsageError(f"--by {by}: --show {part} has no slices; --show lift and --show money have")
    if part == "ledger":
        found = ledger(workspace, campaign)
    elif campaign is None:
        raise UsageError("name a campaign: 'attitude measure CAMPAIGN'; --show ledger alone goes over all of them")
    else:
        found = measure(workspace, campaign, part=part, by=by, fixed_cost=fixed_cost)
    if output is None and form in (None, "table"):
        measure_page.show(found)
    else:
        say.data(found.table, form, output, screen=measure_page.screen_of(found.table, part))
    for words in found.notes:
        say.warn(words)
    return found


def member_one(
    workspace: Workspace, member_id: str, show: str | None, form: str | None, output: Path | None
) -> MemberPage:
    """Show a person's page: all of it to a person, one part of it in the other formats."""
    page = member(workspace, member_id)
    if show is None and output is None and form in (None, "table"):
        member_page.show(page)
    else:
        say.data(getattr(page, show or "scores"), form, output)
    return page


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


def value_one(
    workspace: Workspace,
    settings: ValueSettings,
    month: date | None,
    show: str | None,
    form: str | None,
    output: Path | None,
) -> ValueResult:
    """Say value and loyalty: the headlines and two parts to a person, one part in the other formats."""
    # the parts of a month alone need no walk through the months before it
    found = value(workspace, settings, month, with_history=show not in ("staircase", "tiers", "concentration"))
    if show is None and output is None and form in (None, "table"):
        value_page.show(found)
    else:
        part = show or "staircase"
        say.data(getattr(found, part), form, output, screen=value_page.on_screen(found, part))
    for words in (*found.notes, *(found.campaign_notes if show == "campaigns" else ())):
        say.warn(words)
    return found
