"""What is in a workspace: counts, coverage, the last steps, and what is odd."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.database import Workspace

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Status:
    """Counts with their days, coverage (share of members with evidence, 0 to 1), last steps, problems."""

    overview: pl.DataFrame
    coverage: float | None
    last_steps: tuple[str, ...]
    problems: tuple[str, ...]


def status(workspace: Workspace) -> Status:
    """Look at a workspace; reads only."""
    overview = workspace.result("status/overview")
    counts = dict(zip(overview["what"], overview["count"], strict=True))
    members = counts["members"]
    coverage = counts["members with evidence"] / members if members and counts["members with scores"] else None
    steps = workspace.rows(
        "select strftime(started_at, '%Y-%m-%d %H:%M'), step, subject, detail from runs order by run_id desc limit 5"
    )
    problems = workspace.result("status/problems").rows()
    return Status(
        overview,
        coverage,
        tuple(f"{when}  {step} {subject}: {detail}" for when, step, subject, detail in steps),
        tuple(f"{what}: {count:,}; {cure}" for what, count, cure in problems),
    )
