"""A plan file read and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.database import beyond, is_closed, select_problem, unrepeatable
from attitude.errors import UsageError
from attitude.plan.changes import changed
from attitude.plan.model import Plan
from attitude.plan.words import where_query
from attitude.toml_files import checked, parsed_toml, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def read_plan(path: Path, changes: Mapping[str, object] | None = None) -> Plan:
    """Read and check a plan file, with some of its values otherwise where asked.

    Raises
    ------
    UsageError
        For the first thing wrong with it, with file, key and cure.
    """
    text = read_text(path)
    values = parsed_toml(text, path)
    for key, value in (changes or {}).items():
        values = changed(values, key, value)
    if "series" in values:
        raise UsageError(f"{path}: unknown key 'series'; a series is written as one [[wave]] after another")
    plan = checked(Plan, values, path)
    plan._text, plan._file = text, str(path)
    for place, condition in _conditions(plan):
        _check_condition(condition, place, path)
    if plan.choice.own_number is not None:
        _check_condition(f"({plan.choice.own_number}) > 0", "choice.by", path)
    return plan


def _conditions(plan: Plan) -> Iterator[tuple[str, str]]:
    if plan.audience.where is not None:
        yield "audience.where", plan.audience.where
    for group in plan.audience.group:
        if group.where is not None:
            yield f"audience.group '{group.name}'.where", group.where
    if plan.exclude.where is not None:
        yield "exclude.where", plan.exclude.where


def _check_condition(condition: str, place: str, path: Path) -> None:
    if not condition.strip():
        raise UsageError(f"{path}: {place} is empty; leave the key out, or write a condition in SQL")
    problem, _ = select_problem(where_query(condition))
    if not is_closed(condition):
        problem = problem or "a bracket closes what was not opened"
    if problem:
        raise UsageError(f"{path}: {place} does not read as a condition: {problem}: {condition}")
    if problem := unrepeatable(where_query(condition)) or beyond(where_query(condition)):
        raise UsageError(f"{path}: {place}: {problem}")
