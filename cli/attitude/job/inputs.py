"""What the steps of a job are made of, as digests: while they are the same, there is nothing to do again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from attitude.errors import BadDataError
from attitude.score import latest_event
from attitude.settings import ScoreSettings

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.job.model import Job
    from attitude.settings import SendSettings


# what digests begin with: another word, and every step of every month is done once more
_FORM = "0.1.0"


@dataclass(frozen=True)
class Last:
    """The last time that a step was done; ``inputs`` is None where it was done by hand."""

    inputs: str | None
    subject: str
    detail: str | None


def digest(*parts: object) -> str:
    """Give one short text that changes with any of its parts."""
    text = json.dumps([_FORM, *map(_as_json, parts)], default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _as_json(part: Any) -> Any:
    return part.model_dump(mode="json") if hasattr(part, "model_dump") else part


def last(workspace: Workspace, step: str, subject: str | None = None) -> Last | None:
    """Look up when a step was done last, with one subject or any."""
    rows = workspace.result("job/last", step=step, subject=subject).rows()
    return Last(*rows[0]) if rows else None


def data_state(workspace: Workspace) -> int:
    """Give a number that every load which changed something, and every erasure, changes."""
    return int(workspace.result("job/data").item())


def scoring_day(workspace: Workspace, job: Job) -> date | None:
    """Give the day that is scored: the one told, else that of the latest event, at most the month's last.

    None while nothing has a date.
    """
    if job.steps.score is not None and job.steps.score.as_of is not None:
        return job.steps.score.as_of
    try:
        return min(latest_event(workspace), job.last_day)
    except BadDataError:
        return None


def of_score(
    workspace: Workspace, day: date, score: ScoreSettings, send: SendSettings, dimensions: Iterable[str] = ()
) -> str:
    """Digest what scores are made of: what the settings name is not learned, though it be named as it is by default."""
    default = ScoreSettings()
    named = sorted(name for name in score.model_fields_set if getattr(score, name) == getattr(default, name))
    own = sorted(dimensions)
    return digest(
        "score", data_state(workspace), day, score, send, *([named] if named else []), *([own] if own else [])
    )


def of_scores_there(workspace: Workspace) -> str:
    """Digest the scores as they stand, whoever made them."""
    scorings = workspace.rows("select as_of, constants from store.scorings")
    last_run = last(workspace, "score")
    return digest(scorings, last_run.inputs if last_run else None)
