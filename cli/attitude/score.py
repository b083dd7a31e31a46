"""The score step: every attitude score, from all that is known at a day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from attitude.audit import recorded
from attitude.database import Workspace
from attitude.errors import BadDataError, UsageError, nearest
from attitude.learn import Constants, learn
from attitude.settings import ScoreSettings

# In this order; each reads what those before it wrote. The first are what the constants are learned from.
_GATHER = ("treatments", "answers", "trials", "evidence", "elements", "sums", "profiles", "value_sums")
_WEIGH = ("evidence", "elements", "sums", "value_sums")
_SCORE = ("element_sums", "lookalike", "responsiveness", "attitudes")
_ADVISE = ("opted_out", "reachable", "best_channel", "scorings")


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
    with recorded(workspace, "score", str(day)) as run:
        variables = gather(workspace, settings, day)
        constants = learn(workspace, settings)
        weigh(workspace, constants, variables)
        link = {"offer_weight": constants.offer_weight, "slope": constants.slope, "intercept": constants.intercept}
        for step in _ADVISE:
            workspace.run(f"score/{step}", **variables, **link, constants=json.dumps(asdict(constants)))
        found = _found(workspace)
        run.rows_out, run.detail = found.members, f"{found.members_with_evidence:,} members with evidence"
    return found


def gather(workspace: Workspace, settings: ScoreSettings, day: date) -> dict[str, object]:
    """Bring together what is known at a day: the evidence of each contact, its sums, what members are like.

    Gives the variables that the queries after it ask for.

    Raises
    ------
    BadDataError
        When no contact is known by that day.
    """
    days = settings.response_days
    if days is None:
        days = int(workspace.result("score/window", as_of=day).item())
    told = settings.model_dump(exclude={"response_days"})
    variables = {**told, "as_of": day, "not_after": day, "response_days": days}
    for step in _GATHER:
        workspace.run(f"score/{step}", **variables)
        if step == "trials":
            _check_any(workspace, day)
    return variables


def weigh(workspace: Workspace, constants: Constants, variables: Mapping[str, object]) -> None:
    """Turn what was gathered into scores, with these constants."""
    told = {**variables, **{name: getattr(constants, name) for name in ("alpha", "half_life_days", "kappa")}}
    by_subject = [("beta", *item) for item in constants.beta.items()]
    by_subject += [("attribute_weight", *item) for item in constants.attribute_weights.items()]
    workspace.define("create or replace temp table constants (constant varchar, subject varchar, value double)")
    for row in by_subject:
        workspace.rows("insert into constants values (?, ?, ?)", list(row))
    is_other = any(told[name] != variables[name] for name in ("half_life_days", "kappa"))
    for step in (*(_WEIGH if is_other else ()), *_SCORE):
        workspace.run(f"score/{step}", **told)
    if constants.base_rate is not None:
        workspace.rows("update base set rate = ?", [constants.base_rate])


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
