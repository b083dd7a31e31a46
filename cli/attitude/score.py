"""The score step: every attitude score, from all that is known at a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from attitude.audit import recorded
from attitude.database import Workspace
from attitude.errors import BadDataError, UsageError, nearest
from attitude.settings import ScoreSettings

# In this order; each reads what those before it wrote.
_STEPS = (
    "treatments",
    "answers",
    "trials",
    "evidence",
    "elements",
    "sums",
    "lookalike",
    "responsiveness",
    "attitudes",
    "opted_out",
    "reachable",
    "best_channel",
    "scorings",
)


@dataclass(frozen=True)
class ScoreResult:
    """What a scoring found: the day, the members with a score of their own, of all known, and the overall rate."""

    as_of: date
    members: int
    members_with_evidence: int
    elements: int
    base_rate: float
    response_days: int


def score(workspace: Workspace, settings: ScoreSettings, as_of: date | None = None) -> ScoreResult:
    """Bring all scores to a day, using no contact, response or report that came after it.

    Attributes of members have no history: they are those of the latest members file, whatever the day.

    Parameters
    ----------
    workspace
        Open for writing.
    settings
        The constants of the model.
    as_of
        The scoring day, its events included; by default the day of the latest event.

    Raises
    ------
    BadDataError
        When no contact is known by that day.
    UsageError
        When the settings name an attribute that no members file had.
    """
    _check_attributes(workspace, settings)
    day = as_of or latest_event(workspace)
    constants = settings.model_dump(exclude={"response_days"})
    with recorded(workspace, "score", str(day)) as run:
        days = settings.response_days
        if days is None:
            days = int(workspace.result("score/window", as_of=day).item())
        variables = {
            **constants,
            "as_of": day,
            "not_after": day,
            "response_days": days,
            "constants": json.dumps(constants),
        }
        for step in _STEPS:
            workspace.run(f"score/{step}", **variables)
            if step == "trials":
                _check_any(workspace, day)
        found = _found(workspace)
        run.rows_out, run.detail = found.members, f"{found.members_with_evidence:,} members with evidence"
    return found


def latest_event(workspace: Workspace) -> date:
    """Give the day of the latest contact or response.

    Raises
    ------
    BadDataError
        When nothing in the workspace has a date.
    """
    day = workspace.result("score/latest_event").item()
    if day is None:
        raise BadDataError("no contact has a date; load contacts with contacted_at, or campaigns with starts_on")
    assert isinstance(day, date)
    return day


def _check_attributes(workspace: Workspace, settings: ScoreSettings) -> None:
    known = [name for (name,) in workspace.rows("select attribute from store.attribute_types")]
    for name in settings.attributes or []:
        if name not in known:
            raise UsageError(f"attitude.toml: score.attributes: no attribute '{name}'{nearest(name, known)}")


def _check_any(workspace: Workspace, day: date) -> None:
    if workspace.row("select count(*) from trials")[0] == 0:
        raise BadDataError(f"no contact is known by {day}; load contacts, or give a later --as-of")


def _found(workspace: Workspace) -> ScoreResult:
    as_of, rate, days = workspace.row("select as_of, base_rate, response_days from store.scorings")
    members, own = workspace.row("select count(*), count(*) filter (where level = 'member') from store.responsiveness")
    elements = workspace.row("select count(*) from store.elements")[0]
    return ScoreResult(as_of, members, own, elements, rate, days)
