"""The later waves of a series: which lists they stand on, and what to know of them before they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attitude.errors import BlockedError, UsageError
from attitude.plan import first_wave, of_wave, wave_days
from attitude.today import today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from attitude.database import Workspace
    from attitude.plan import Plan


class WaveList(NamedTuple):
    """A list of a wave: its id, its status, the seed of its draws."""

    list_id: str
    status: str
    seed: int


def subject_of(campaign: str, wave: int | None) -> str:
    """Say in the audit trail which list is made: of which campaign, and of a series of which later wave.

    Examples
    --------
    >>> subject_of("may", None), subject_of("may", 1), subject_of("may", 2)
    ('may', 'may', 'may, wave 2')
    """
    return f"{campaign}, wave {wave}" if wave is not None and wave > 1 else campaign


def check_wave(plan: Plan, wave: int) -> None:
    """Refuse a wave that a plan does not have.

    Raises
    ------
    UsageError
        With the waves there are.
    """
    if wave < 1 or wave > len(plan.wave) + 1:
        has = f"it has {len(plan.wave) + 1} waves" if plan.wave else "a [[wave]] in it makes one more"
        raise UsageError(f"the plan of '{plan.campaign.id}' has no wave {wave}; {has}")


def wave_lists(workspace: Workspace, campaign: str) -> dict[int, WaveList]:
    """Give the list of each wave of a campaign that has one: the one handed over, else the newest."""
    rows = workspace.result("targeting/wave_lists", campaign=campaign).rows()
    return {wave: WaveList(*row) for wave, *row in rows}


def missing_before(wave: int, lists: dict[int, WaveList]) -> str | None:
    """Say what a wave waits for: that the one before was handed over; None where it was."""
    before = lists.get(wave - 1)
    if before is None:
        return f"wave {wave} follows wave {wave - 1}, which has no list yet: make it, and hand it over"
    if before.status == "recalled":
        return f"wave {wave} follows {before.list_id}, which was recalled: nobody was reached, so nobody is next"
    if before.status != "exported":
        return f"wave {wave} follows {before.list_id}, which was not handed over: 'attitude export {before.list_id}'"
    return None


def plan_of_wave(workspace: Workspace, plan: Plan, wave: int) -> tuple[Plan, int | None]:
    """Give the plan by which a wave's list is made, and the seed of the series' draws; of the first, its own.

    Raises
    ------
    UsageError
        When the plan has no such wave.
    BlockedError
        When the wave before was not handed over.
    """
    check_wave(plan, wave)
    if wave == 1:
        return first_wave(plan), None
    lists = wave_lists(workspace, plan.campaign.id)
    for number in range(2, wave + 1):
        if problem := missing_before(number, lists):
            raise BlockedError(problem)
    return of_wave(plan, wave, lists[1].list_id, lists[wave - 1].list_id), lists[1].seed


def wave_notes(workspace: Workspace, plan: Plan) -> Iterator[str]:
    """Say what of a later wave's list may yet change: its day has not come, contacts or answers are not loaded."""
    if (series := plan.later_wave) is None:
        return
    day, to = wave_days(plan)[0], plan.wave[series.wave - 2].to
    known = workspace.result("targeting/wave_known", campaign=plan.campaign.id, before=series.before).row(0, named=True)
    if today() < day:
        yield f"wave {series.wave} is due on {day}: made before, it knows nothing of who answers until then"
    (as_of,) = workspace.row("select as_of from store.scorings")
    if as_of < series.since:
        yield (
            f"scores are as of {as_of}, before the first wave: what is expected knows nothing of who answered it, "
            "and is too high of those who did not; 'attitude score' takes it in"
        )
    if known["contacts"] == 0:
        yield f"no contact of wave {series.wave - 1} is loaded: whom its list was handed over for counts as reached"
    if to != "all":
        yield from _about_answers(known["answers"], known["last_on"], day, to)


def _about_answers(answers: int, last_on: date | None, day: date, to: str) -> Iterator[str]:
    if answers == 0:
        counts = "everybody counts as silent" if to == "silent" else "nobody did so yet"
        yield f"no answer to the series is loaded: {counts}"
    elif last_on is not None and (day - last_on).days > 1:
        yield (
            f"answers are loaded up to {last_on}, {(day - last_on).days} days before the wave: who answered since "
            "counts as one who did not"
        )
