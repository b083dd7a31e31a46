"""The step of a job that keeps what each member is worth at the month's end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from attitude.audit import made_of
from attitude.job.inputs import data_state, digest, last, of_scores_there
from attitude.job.step import Context, Decision, Done, Pending, Step
from attitude.value import keep_values, months_with_revenue

if TYPE_CHECKING:
    from attitude.database import Workspace


def value_steps(context: Context) -> Iterator[Step]:
    """Give the one step that keeps members' value, of the latest month with revenue up to the job's."""
    yield Step(
        "value",
        context.job.month,
        partial(_is_to_keep, context),
        partial(_keep, context),
        changes=frozenset({"values"}),
    )


def _month(context: Context, workspace: Workspace) -> date | None:
    months = [month for month in months_with_revenue(workspace) if month <= context.job.last_day]
    return months[-1] if months else None


def _is_to_keep(context: Context, pending: Pending) -> Decision:
    if pending.changes & {"data", "scores"}:
        return Decision("do", "what it is made of changes before")
    with context.open(read_only=True) as workspace:
        month = _month(context, workspace)
        if month is None:
            return Decision("wait", "no usage with revenue is known yet")
        scored = of_scores_there(workspace)
        inputs = digest("value", data_state(workspace), scored, context.settings.value, month)
        last_run = last(workspace, "value")
    if last_run is not None and last_run.inputs == inputs:
        return Decision("skip", "nothing changed since it was kept", inputs)
    why = "was never kept" if last_run is None else "data, scores, month or settings changed"
    return Decision("do", why, inputs)


def _keep(context: Context, decision: Decision) -> Done:
    with context.open() as workspace, made_of(decision.inputs):
        kept = keep_values(workspace, context.settings.value, _month(context, workspace))
    return Done(kept.members, f"of {kept.month:%Y-%m}: {kept.members:,} members in member_value")
