"""The steps of a job that make lists and hand them over.

A list is made once every file that ``target.after`` names has been loaded, and made anew as another draft while its
plan or what it is made of changes; once approved or handed over it is never made again, whatever arrives. So the list
of a month depends on the files it waited for, and not on the days on which they came. One that was recalled is not made
again until its plan changes. While an opt-outs file is refused, nothing is made and nothing handed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attitude.audit import made_of
from attitude.export import ExportResult, Handover, export
from attitude.forecasts import within
from attitude.job.inputs import data_state, digest, last, of_scores_there
from attitude.job.step import Context, Decision, Done, Pending, Step, make_folder
from attitude.job.taking import is_scored
from attitude.plan import Plan, wave_days
from attitude.targeting import missing_before, subject_of, target, wave_lists
from attitude.today import today
from attitude.withdrawn import to_withdraw

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.job.model import ExportPart, TargetPart
    from attitude.targeting import TargetResult


class _List(NamedTuple):
    list_id: str
    status: str
    plan_text: str


class _Wave(NamedTuple):
    """A list that a plan makes: its own, or that of a later wave."""

    plan: Plan
    number: int

    @property
    def campaign(self) -> str:
        return self.plan.campaign.id

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return subject_of(self.campaign, self.number)


def list_steps(context: Context, part: TargetPart, export_part: ExportPart | None) -> Iterator[Step]:
    """Give a step for each plan that makes its list, and one that hands it over, before the next plan looks at it.

    The waves of a series come one after another, each when its day has come.
    """
    for wave in [_Wave(plan, number) for plan in context.plans for number in range(1, len(plan.wave) + 2)]:
        yield Step(
            "target",
            wave.subject,
            partial(_is_to_make, context, part, wave),
            partial(_make, context, part, wave),
            changes=frozenset({f"list {wave.subject}"}),
        )
        if export_part is not None:
            yield Step(
                "export",
                wave.subject,
                partial(_is_to_hand_over, context, export_part, wave),
                partial(_hand_over, context, export_part, wave),
                changes=frozenset({"lists"}),
            )


def _is_to_make(context: Context, part: TargetPart, wave: _Wave, pending: Pending) -> Decision:
    with context.open(read_only=True) as workspace:
        lists = _lists(workspace, wave)
        return (
            _is_settled(wave.plan, lists)
            or _is_not_due(workspace, wave)
            or _is_waiting(context, workspace, part, pending)
            or _is_changed(context, workspace, wave, lists, pending)
        )


def _is_not_due(workspace: Workspace, wave: _Wave) -> Decision | None:
    """Tell of a later wave whose day has not come, or whose wave before was not handed over."""
    if wave.number == 1:
        return None
    day = wave_days(wave.plan)[wave.number - 1]
    if today() < day:
        return Decision("wait", f"not due before {day}")
    problem = missing_before(wave.number, wave_lists(workspace, wave.campaign))
    return Decision("wait", problem) if problem else None


def _is_settled(plan: Plan, lists: list[_List]) -> Decision | None:
    """Tell of a list that stays as it is."""
    for list_row in lists:
        if list_row.status in ("approved", "exported"):
            is_other = list_row.plan_text != plan.text
            words = f"; the plan changed since: 'attitude recall {list_row.list_id}' first" if is_other else ""
            handed = "handed over" if list_row.status == "exported" else "approved"
            return Decision("skip", f"{list_row.list_id} is {handed}, and stays as it is{words}")
    if lists and lists[0].status == "recalled" and lists[0].plan_text == plan.text:
        return Decision("skip", f"{lists[0].list_id} was recalled; a change of its plan makes another")
    return None


def _is_waiting(context: Context, workspace: Workspace, part: TargetPart, pending: Pending) -> Decision | None:
    refused = _opt_outs_refused(workspace)
    if refused is not None and "data" not in pending.changes:
        return Decision("block", refused)
    loaded = {
        Path(name).name for (name,) in workspace.rows("select distinct subject from runs where step like 'load %'")
    }
    names = loaded.union(pending.files)
    missing = [pattern for pattern in part.after if not any(fnmatchcase(name, pattern) for name in names)]
    if missing:
        return Decision("wait", f"waits for {', '.join(missing)}")
    if not is_scored(workspace) and "scores" not in pending.changes:
        if context.job.steps.score is None:
            return Decision(
                "block",
                f"no scores yet, and this job makes none: add [score] to {context.job.path}, or 'attitude score'",
            )
        return Decision("wait", "no scores or no members yet")
    return None


def _is_changed(context: Context, workspace: Workspace, wave: _Wave, lists: list[_List], pending: Pending) -> Decision:
    if pending.changes & {"data", "scores", "values", "lists"}:
        return Decision("do", "what it is made of changes before")
    inputs = _inputs(context, workspace, wave)
    last_run = last(workspace, "target", wave.subject)
    if last_run is not None and last_run.inputs == inputs and lists and lists[0].status == "draft":
        return Decision("skip", f"{lists[0].list_id}: nothing changed since it was made", inputs)
    why = f"the plan, the data, the scores or other lists changed since {lists[0].list_id}" if lists else "no list yet"
    return Decision("do", why, inputs)


def _inputs(context: Context, workspace: Workspace, wave: _Wave) -> str:
    settings, plan = context.settings, wave.plan
    others = workspace.result("job/other_lists", campaign=wave.campaign).item()
    made_with = (data_state(workspace), of_scores_there(workspace), others)
    channels = [sorted(settings.channels.items())] if settings.channels else []
    made_of = (settings.seed, settings.send, settings.control, *made_with, *channels, *_values(workspace))
    return digest("target", plan, plan.text, *made_of, *_before(workspace, wave))


def _before(workspace: Workspace, wave: _Wave) -> list[object]:
    """Tell which lists a later wave stands on; nothing of the first."""
    if wave.number == 1:
        return []
    lists = wave_lists(workspace, wave.campaign)
    return [wave.number, lists[1].list_id, lists[wave.number - 1].list_id]


def _values(workspace: Workspace) -> list[list[str]]:
    """Tell what members' value was kept of; nothing where none is."""
    rows = workspace.rows("select month::varchar, settings, usage_mark from store.value_months")
    return [[*row] for row in rows]


def _opt_outs_refused(workspace: Workspace) -> str | None:
    rows = workspace.result("check/refused_optouts").rows()
    if not rows:
        return None
    return f"opt-outs of {rows[0][1]} were refused, so it is not known who refuses; bring them in mended"


def _lists(workspace: Workspace, wave: _Wave) -> list[_List]:
    rows = workspace.result("job/lists", campaign=wave.campaign, wave=wave.number).rows()
    return [_List(*row) for row in rows]


def _make(context: Context, part: TargetPart, wave: _Wave, decision: Decision) -> Done:
    seed = context.settings.seed
    with context.open() as workspace, made_of(decision.inputs):
        result = target(workspace, wave.plan, seed, context.settings, force=part.force, wave=wave.number)
    return Done(
        result.count_treated,
        f"{result.list_id}: {result.count_treated:,} to contact, {result.count_control:,} held out{_expected(result)}",
        result.notes,
    )


def _expected(result: TargetResult) -> str:
    totals = result.totals
    if not result.count_treated:
        return ""
    return f", {totals['responses']:,.0f} answers expected ({within(totals['low'], totals['high'])})"


def _is_to_hand_over(context: Context, part: ExportPart, wave: _Wave, pending: Pending) -> Decision:
    if f"list {wave.subject}" in pending.changes:
        return Decision("do", "its list is made before") if part.approve else Decision("wait", "is to be approved")
    with context.open(read_only=True) as workspace:
        lists = _lists(workspace, wave)
        handed = [list_row.list_id for list_row in lists if list_row.status == "exported"]
        if handed:
            count = to_withdraw(workspace).get(handed[0])
            words = f"; {count:,} of it have opted out since: 'attitude withdraw {handed[0]} -o FILE'" if count else ""
            return Decision("skip", f"{handed[0]} is handed over{words}")
        list_row = next((one for one in lists if one.status == "approved"), lists[0] if lists else None)
        if list_row is None:
            return Decision("wait", "no list yet")
        if list_row.status == "recalled":
            return Decision("skip", f"{list_row.list_id} was recalled")
        if list_row.status == "draft" and not part.approve:
            return Decision("wait", f"{list_row.list_id} is to be approved: 'attitude approve {list_row.list_id}'")
        refused = _opt_outs_refused(workspace)
        if refused is not None and "refused-optouts" not in part.allow:
            return Decision("block", f"{list_row.list_id}: {refused}")
    inputs = digest("export", list_row.list_id, part, context.settings.layout, context.settings.send)
    return Decision("do", f"{list_row.list_id} is {list_row.status}", inputs)


def _hand_over(context: Context, part: ExportPart, wave: _Wave, decision: Decision) -> Done:
    folder = context.job.place(part.folder)
    make_folder(folder)
    how = Handover(part.encoding, part.layout, tuple(part.split))
    with context.open() as workspace, made_of(decision.inputs):
        lists = _lists(workspace, wave)
        list_row = next((one for one in lists if one.status == "approved"), lists[0])
        result = export(workspace, list_row.list_id, part.format, None, folder, how, context.settings, part.allow)
    return Done(result.rows, _handed_over(result), result.checked.notes)


def _handed_over(result: ExportResult) -> str:
    place = str(result.file) if len(result.files) == 1 else f"{len(result.files):,} files in {result.manifest.parent}"
    return f"{result.list_id}: {place}"
