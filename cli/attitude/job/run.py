"""A run of a job: its steps in a fixed order, each done, skipped or told why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from attitude.errors import AttitudeError, BlockedError, OlderError, UsageError
from attitude.job.keeping import backup_steps
from attitude.job.listing import list_steps
from attitude.job.lock import job_lock
from attitude.job.measuring import brief_steps, measure_steps
from attitude.job.step import Context, Decision, Done, Outcome, Pending, Step
from attitude.job.taking import load_steps, score_steps
from attitude.job.worth import value_steps
from attitude.plan import read_plan
from attitude.upgrade import Upgrade

if TYPE_CHECKING:
    from attitude.database import Watch
    from attitude.job.model import Job
    from attitude.settings import Settings

Tell = Callable[[Outcome], None]
_Result = tuple[str, int | None, str, tuple[str, ...], int]
_ACTS = {"skip": "skipped", "wait": "waiting", "block": "blocked"}
_BLOCKED = 4


def run_job(
    job: Job, database: Path, settings: Settings, tell: Tell, *, dry: bool = False, watch: Watch | None = None
) -> list[Outcome]:
    """Run a job: load the inbox, score, keep values, make lists and hand them over, measure, tell the month, back up.

    Every step is a transaction of its own, and ``runs`` keeps what it was made of; so a run that was killed, or that
    failed, goes on where it stopped when it is started again, and a step is skipped while what it is made of stays.
    After a step that fails the others are not reached; a file that is refused and a list that is blocked stop no other.

    Parameters
    ----------
    job
        See `attitude.job.read_job`.
    database
        The workspace file.
    settings
        Of the workspace.
    tell
        Called with every outcome, as it comes.
    dry
        Change nothing: tell what each step would do, and why.
    watch
        Shows progress.

    Returns
    -------
    list
        The outcomes, in order; see `attitude.job.exit_code`.

    Raises
    ------
    UsageError
        When the inbox or a plan is not there, or a plan is off; nothing is done then.
    AttitudeError
        When another run is at work.
    """
    plans = tuple(read_plan(path) for path in job.plans())
    _check_campaigns(job, [plan.campaign.id for plan in plans])
    context = Context(job, database, settings, plans, watch)
    if dry or not database.is_file():
        _look(context)
        return list(_reported(_tried(context), tell))
    with job_lock(database, job.path):
        return list(_reported(chain(_brought_up(context), _done(context)), tell))


def _brought_up(context: Context) -> Iterator[Outcome]:
    """Bring the workspace up where it is of an earlier version; what else may be wrong with the file is told now."""
    try:
        _look(context)
    except OlderError:
        started, upgrades = monotonic(), list[Upgrade]()
        with context.open(tell=upgrades.append):
            seconds = round(monotonic() - started, 3)
        for upgrade in upgrades:
            detail = f"the old file is kept as {upgrade.kept}"
            yield Outcome("upgrade", f"{upgrade.before} → {upgrade.after}", "done", None, seconds, detail)


def _look(context: Context) -> None:
    """Find out what is wrong with the workspace file, if anything is, before anything is done."""
    with context.open(read_only=True):
        pass


def _check_campaigns(job: Job, campaigns: list[str]) -> None:
    for name in campaigns:
        if campaigns.count(name) > 1:
            raise UsageError(f"{job.path}: 'target.plans': two plans for campaign '{name}'; leave one out")


def _steps(context: Context) -> Iterator[Step]:
    """Give the steps in their order; each part looks at the workspace as the parts before it left it."""
    steps = context.job.steps
    if steps.load is not None:
        yield from load_steps(context, steps.load)
    if steps.score is not None:
        yield from score_steps(context)
    if steps.value is not None:
        yield from value_steps(context)
    if steps.target is not None:
        yield from list_steps(context, steps.target, steps.export)
    if steps.measure is not None:
        yield from measure_steps(context, steps.measure)
    if steps.brief is not None:
        yield from brief_steps(context, steps.brief)
    if steps.backup is not None:
        yield from backup_steps(context, steps.backup)


def _reported(outcomes: Iterator[Outcome], tell: Tell) -> Iterator[Outcome]:
    for outcome in outcomes:
        tell(outcome)
        yield outcome


def _tried(context: Context) -> Iterator[Outcome]:
    """Decide on every step as if those before it had been done."""
    pending = Pending()
    for step in _steps(context):
        if step.name == "measure" and "data" in pending.changes:
            continue  # which, nobody knows yet
        decision = step.decide(pending)
        if decision.act == "do":
            pending.changes |= step.changes
            pending.files += step.files
            pending.steps += 1
        outcome = "to do" if decision.act == "do" else _ACTS[decision.act]
        yield Outcome(step.name, step.subject, outcome, None, 0.0, decision.why)
    if context.job.steps.measure is not None and "data" in pending.changes:
        why = "whatever window is over, and whatever changed, once the files are loaded"
        yield Outcome("measure", context.job.month, "to do", None, 0.0, why)


def _done(context: Context) -> Iterator[Outcome]:
    """Do the steps until one fails."""
    try:
        for step in _steps(context):
            outcome = _outcome(step)
            yield outcome
            if outcome.outcome == "failed":
                return
    except AttitudeError as error:  # while looking for what is to be done
        yield Outcome("run", context.job.month, "failed", None, 0.0, str(error), (), error.exit_code)


def _outcome(step: Step) -> Outcome:
    started = monotonic()
    try:
        decision = step.decide(Pending())
        done = step.do(decision) if decision.act == "do" else None
    except BlockedError as error:
        result: _Result = ("blocked", None, "; ".join(error.lines), error.notes, error.exit_code)
    except AttitudeError as error:
        result = ("failed", None, str(error), (), error.exit_code)
    else:
        result = _became(decision, done)
    outcome, rows, detail, notes, code = result
    return Outcome(step.name, step.subject, outcome, rows, round(monotonic() - started, 3), detail, notes, code)


def _became(decision: Decision, done: Done | None) -> _Result:
    if done is not None:
        return done.outcome, done.rows, done.detail, done.notes, 3 if done.outcome == "refused" else 0
    return _ACTS[decision.act], None, decision.why, (), _BLOCKED if decision.act == "block" else 0
