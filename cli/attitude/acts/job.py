"""What the monthly job does and says: one line a step as it goes, one summary at its end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from attitude import say
from attitude.errors import AttitudeError
from attitude.job import Job, Outcome, exit_code, run_job
from attitude.settings import Settings

if TYPE_CHECKING:
    import polars as pl

LogFormat = Literal["text", "jsonl"]


def job_all(
    job: Job,
    database: Path,
    settings: Settings,
    form: str | None,
    output: Path | None,
    *,
    dry: bool = False,
    log_format: LogFormat = "text",
    log: Path | None = None,
) -> int:
    """Run a job, say each step as it ends and all of them at the end; gives the exit code."""
    with _logged(job, log_format, log) as tell:
        outcomes = run_job(job, database, settings, tell if not dry else _silent, dry=dry, watch=say.progress)
    table = _table(outcomes)
    if dry:
        _say_tried(outcomes, table, form, output)
        return 0
    say.data(table, form, output, screen=table.drop("detail"))  # a person has read it
    for outcome in outcomes:
        if outcome.outcome in ("refused", "blocked", "failed"):
            say.error(f"{outcome.step} {outcome.subject}: {outcome.detail}")
    return exit_code(outcomes)


def _say_tried(outcomes: list[Outcome], table: pl.DataFrame, form: str | None, output: Path | None) -> None:
    """Say what would be done: to a person line by line, for it is the reasons that matter."""
    if output is not None or form not in (None, "table"):
        say.data(table, form, output)
        return
    for outcome in outcomes:
        say.text(f"{outcome.outcome:<8} {outcome.step} {outcome.subject}: {outcome.detail}")


def _silent(_: Outcome) -> None:
    """Leave it to the table."""


@contextmanager
def _logged(job: Job, log_format: LogFormat, log: Path | None) -> Iterator[Callable[[Outcome], None]]:
    """Give what writes the lines of a log, to stderr and at the end of a file."""
    try:
        file = log.open("a", encoding="utf-8") if log is not None else None
    except OSError as error:
        raise AttitudeError(f"{log}: cannot be written: {error.strerror}") from error

    def tell(outcome: Outcome) -> None:
        line = _json_line(job, outcome) if log_format == "jsonl" else _text_line(outcome)
        say.log(line)
        if file is not None:
            file.write(line + "\n")
            file.flush()

    try:
        yield tell
    finally:
        if file is not None:
            file.close()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text_line(outcome: Outcome) -> str:
    rows = "" if outcome.rows is None else f", rows: {outcome.rows:,}"
    text = f"{outcome.step} {outcome.subject}: {outcome.outcome}: {outcome.detail} ({outcome.seconds:.1f} s{rows})"
    words = "; note: ".join([text, *outcome.notes])
    return f"{_now()} {' '.join(words.split())}"


def _json_line(job: Job, outcome: Outcome) -> str:
    head = {"time": _now(), "job": str(job.path), "month": job.month}
    facts = {name: getattr(outcome, name) for name in ("step", "subject", "outcome", "rows", "seconds", "detail")}
    return json.dumps({**head, **facts, "notes": outcome.notes}, ensure_ascii=False)


def _table(outcomes: list[Outcome]) -> pl.DataFrame:
    import polars as pl

    schema = {
        "step": pl.String,
        "subject": pl.String,
        "outcome": pl.String,
        "rows": pl.Int64,
        "seconds": pl.Float64,
        "detail": pl.String,
    }
    rows = [tuple(getattr(outcome, name) for name in schema) for outcome in outcomes]
    return pl.DataFrame(rows, schema=schema, orient="row")
