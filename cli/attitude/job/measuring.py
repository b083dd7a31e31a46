"""The last steps of a job: campaigns whose response window is over are measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.audit import Run, made_of, noted
from attitude.errors import AttitudeError, UsageError, nearest
from attitude.formats import encoded, together
from attitude.job.inbox import fits
from attitude.job.inputs import digest, last, scoring_day
from attitude.job.step import Ahead, Decision, Desk, Done, Step
from attitude.measure import measure_parts

if TYPE_CHECKING:
    from attitude.job.model import MeasurePart


def measure_steps(desk: Desk, part: MeasurePart) -> Iterator[Step]:
    """Give a step for each campaign whose response window is over on the scoring day, the first to end first."""
    for campaign, mark in _closed(desk, part):
        inputs = digest("measure", mark, part)
        yield Step(
            "measure",
            campaign,
            partial(_is_to_measure, desk, part, campaign, inputs),
            partial(_measure, desk, part, campaign),
        )


def _closed(desk: Desk, part: MeasurePart) -> list[tuple[str, str]]:
    with desk.open(read_only=True) as workspace:
        day = scoring_day(workspace, desk.job)
        if day is None:
            return []
        days = workspace.rows("select response_days from store.scorings")
        found = workspace.result("job/closed", day=day, response_days=days[0][0] if days else None).rows()
    for name in part.campaigns:
        if not any(mark in name for mark in "*?[") and name not in [campaign for campaign, _, _ in found]:
            _check_known(desk, name)
    return [(campaign, mark) for campaign, _, mark in found if fits(campaign, part.campaigns)]


def _check_known(desk: Desk, name: str) -> None:
    with desk.open(read_only=True) as workspace:
        known = [campaign for (campaign,) in workspace.rows("select campaign_id from store.campaigns")]
    if name not in known:
        raise UsageError(f"{desk.job.path}: 'measure.campaigns': no campaign '{name}'{nearest(name, known)}")


def _is_to_measure(desk: Desk, part: MeasurePart, campaign: str, inputs: str, _ahead: Ahead) -> Decision:
    with desk.open(read_only=True) as workspace:
        made = last(workspace, "measure", campaign)
    gone = [path for path in _places(desk, part, campaign) if not path.exists()]
    if made is None:
        return Decision("do", "its window is over", inputs)
    if made.inputs != inputs:
        return Decision("do", "its data, or what is asked of it, changed since it was measured", inputs)
    if gone:
        return Decision("do", f"{gone[0]} is not there", inputs)
    return Decision("skip", "nothing changed since it was measured", inputs)


def _measure(desk: Desk, part: MeasurePart, campaign: str, decision: Decision) -> Done:
    places = _places(desk, part, campaign)
    try:
        places[0].parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AttitudeError(f"{places[0].parent}: cannot be made: {error.strerror}") from error
    with desk.open() as workspace, made_of(decision.inputs):
        found = measure_parts(workspace, campaign, part.show, by=part.by)
        with together() as files:
            for place, kind in zip(places, part.show, strict=True):
                files.write(place, [encoded(found[kind].table, part.format)])
            files.move()
        rows = sum(found[kind].table.height for kind in part.show)
        detail = f"{', '.join(map(str, places))}"
        with workspace.transaction():
            noted(workspace, "measure", campaign, Run(rows, detail))
    notes = dict.fromkeys(words for kind in part.show for words in found[kind].notes)
    return Done(rows, detail, tuple(notes))


def _places(desk: Desk, part: MeasurePart, campaign: str) -> list[Path]:
    name = re.sub(r"^\.|[/\\\x00-\x1f]", "_", campaign)  # an id from a file may be anything
    return [desk.job.place(part.folder) / f"{name}.{kind}.{part.format}" for kind in dict.fromkeys(part.show)]
