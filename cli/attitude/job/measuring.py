"""The last steps of a job: campaigns whose response window is over are measured, and the month's brief is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attitude import brief
from attitude.audit import Run, made_of, noted
from attitude.elements import CAMPAIGN_SLICES, LIST_SLICES
from attitude.errors import UsageError, nearest
from attitude.formats import encoded, together, write_whole
from attitude.formulas import made_safe
from attitude.job.inbox import fits
from attitude.job.inputs import data_state, digest, last, of_scores_there, scoring_day
from attitude.job.step import Context, Decision, Done, Pending, Step, make_folder
from attitude.measure import measure_parts
from attitude.outputs import is_page

if TYPE_CHECKING:
    import polars as pl

    from attitude.job.model import BriefPart, MeasurePart

_OF_THE_CAMPAIGN = (*CAMPAIGN_SLICES, *LIST_SLICES)


def measure_steps(context: Context, part: MeasurePart) -> Iterator[Step]:
    """Give a step for each campaign whose response window is over on the scoring day, the first to end first."""
    for campaign, mark in _closed(context, part):
        inputs = digest("measure", mark, part)
        yield Step(
            "measure",
            campaign,
            partial(_is_to_measure, context, part, campaign, inputs),
            partial(_measure, context, part, campaign),
        )


def _closed(context: Context, part: MeasurePart) -> list[tuple[str, str]]:
    with context.open(read_only=True) as workspace:
        day = scoring_day(workspace, context.job)
        if day is None:
            return []
        days = workspace.rows("select response_days from store.scorings")
        values = {"day": day, "response_days": days[0][0] if days else None, "is_followed": "repeat" in part.show}
        rows = workspace.result("job/closed", **values).rows()
        # slices by an attribute or a score rest on members, and on all that scores rest on
        more = "" if part.by in _OF_THE_CAMPAIGN else digest(data_state(workspace), of_scores_there(workspace))
    for name in part.campaigns:
        if not any(mark in name for mark in "*?[") and name not in [campaign for campaign, _, _ in rows]:
            _check_known(context, name)
    return [(campaign, mark + more) for campaign, _, mark in rows if fits(campaign, part.campaigns)]


def _check_known(context: Context, name: str) -> None:
    with context.open(read_only=True) as workspace:
        known = [campaign for (campaign,) in workspace.rows("select campaign_id from store.campaigns")]
    if name not in known:
        raise UsageError(f"{context.job.path}: 'measure.campaigns': no campaign '{name}'{nearest(name, known)}")


def _is_to_measure(context: Context, part: MeasurePart, campaign: str, inputs: str, _pending: Pending) -> Decision:
    with context.open(read_only=True) as workspace:
        last_run = last(workspace, "measure", campaign)
    missing = [path for path in _places(context, part, campaign) if not path.exists()]
    if last_run is None:
        return Decision("do", "its window is over", inputs)
    if last_run.inputs != inputs:
        return Decision("do", "its data, or what is asked of it, changed since it was measured", inputs)
    if missing:
        return Decision("do", f"{missing[0]} is not there", inputs)
    return Decision("skip", "nothing changed since it was measured", inputs)


def _encoded(table: pl.DataFrame, form: str) -> bytes:
    return encoded(made_safe(table)[0] if form == "csv" else table, form)


def _measure(context: Context, part: MeasurePart, campaign: str, decision: Decision) -> Done:
    places = _places(context, part, campaign)
    make_folder(places[0].parent)
    with context.open() as workspace, made_of(decision.inputs):
        results = measure_parts(workspace, campaign, part.show, by=part.by)
        with together() as files:
            for place, kind in zip(places, dict.fromkeys(part.show), strict=True):
                files.write(place, [_encoded(results[kind].table, part.format)])
            files.move()
        rows = sum(result.table.height for result in results.values())
        detail = f"{', '.join(map(str, places))}"
        with workspace.transaction():
            noted(workspace, "measure", campaign, Run(rows, detail))
    notes = dict.fromkeys(words for kind in part.show for words in results[kind].notes)
    return Done(rows, detail, tuple(notes))


def _places(context: Context, part: MeasurePart, campaign: str) -> list[Path]:
    name = re.sub(r"^\.|[/\\\x00-\x1f]", "_", campaign)  # an id from a file may be anything
    return [context.job.place(part.folder) / f"{name}.{kind}.{part.format}" for kind in dict.fromkeys(part.show)]


def brief_steps(context: Context, part: BriefPart) -> Iterator[Step]:
    """Give the one step that writes the month's brief."""
    yield Step("brief", context.job.month, partial(_is_to_tell, context, part), partial(_write_brief, context, part))


def _is_to_tell(context: Context, part: BriefPart, pending: Pending) -> Decision:
    if pending.changes:
        return Decision("do", "what it tells of changes before")
    job, place = context.job, context.job.place(part.file)
    with context.open(read_only=True) as workspace:
        if scoring_day(workspace, job) is None:
            return Decision("wait", "no contact is known yet")
        lists = workspace.result("job/other_lists", campaign="").item()
        facts = (data_state(workspace), of_scores_there(workspace), lists, context.settings.value)
        by = () if part.by is None else (part.by,)
        inputs = digest("brief", *facts, job.month, str(place), *by)
        last_run = last(workspace, "brief", job.month)
    if last_run is not None and last_run.inputs == inputs and place.exists():
        return Decision("skip", "nothing changed since it was written", inputs)
    why = "is not written yet" if last_run is None or not place.exists() else "data, scores, lists or settings changed"
    return Decision("do", why, inputs)


def _write_brief(context: Context, part: BriefPart, decision: Decision) -> Done:
    place = context.job.place(part.file)
    make_folder(place.parent)
    with context.open() as workspace, made_of(decision.inputs):
        month = date.fromisoformat(f"{context.job.month}-01")
        result = brief.brief(workspace, context.settings.value, month, by=part.by)
        write_whole(place, brief.page(result) if is_page(place) else brief.document(result))
        with workspace.transaction():
            noted(workspace, "brief", context.job.month, Run(result.campaigns.height, str(place)))
    return Done(result.campaigns.height, str(place), result.notes)
