"""A load that is taken back: the workspace is as it would be had that file never come."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from conftest import Cli, kept
from test_account import Load, some_loads, write

import attitude
from attitude.database import Workspace, create
from attitude.errors import BadDataError, UsageError
from attitude.load import LoadOptions, load_file
from attitude.score import score
from attitude.settings import ScoreSettings
from attitude.undo import undo
from attitude.verify import verify

# the audit trail grows, and what the next scoring is to take in anew is noted
_GROWS = {"store.undo_loads", "store.meta", "store.changed_campaigns", "store.names_to_go"}
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 12))]


def told(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Give every row that people can ask for, but for the audit trail."""
    views = "from duckdb_views() where schema_name = 'main' and not internal and not temporary"
    names = [name for (name,) in workspace.rows(f"select view_name {views} order by 1")]
    return {name: workspace.rows(f"select * from {name} order by all") for name in names}


def held(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every table that a load may write."""
    tables = "from duckdb_tables() where schema_name = 'store' and not temporary"
    names = [name for (name,) in workspace.rows(f"select table_name {tables} order by 1")]
    return {
        name: workspace.rows(f"select * from store.{name} order by all")
        for name in names
        if f"store.{name}" not in _GROWS
    }


def taken(workspace: Workspace, path: Path, load: Load) -> int | None:
    """Load a file; gives the load's number, or None where there is none."""
    kind, rows, replaces = load
    write(path, kind, rows)
    try:
        return load_file(workspace, kind, path, LoadOptions(max_rejects=1, replaces=replaces)).load_id
    except BadDataError:  # a file without the campaign that it is to replace
        return None


@pytest.mark.parametrize("seed", SEEDS)
def test_load_after_load_is_taken_back(seed: int, tmp_path: Path) -> None:
    """Files of every kind that overlap, correct and replace one another, from the last to the first."""
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as workspace:
        before = [held(workspace)]
        for number, load in enumerate(some_loads(seed)):
            if taken(workspace, tmp_path / f"{number}.csv", load) is not None:
                before.append(held(workspace))
        assert len(before) > 12
        assert before[-1] != before[0]
        undo(workspace, confirm=lambda _: False)
        assert held(workspace) == before[-1]
        before.pop()
        while before:
            undo(workspace)
            assert held(workspace) == before.pop()
            assert len(before) % 6 or not verify(workspace).faults
        with pytest.raises(UsageError, match="nothing is loaded"):
            undo(workspace)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_of_many_is_as_if_it_never_came(seed: int, tmp_path: Path) -> None:
    """Any load either is taken back as if it had never been, or names the later one that rests on it."""
    loads = some_loads(seed)
    outcomes = set()
    create(tmp_path / "all.duckdb")
    with Workspace(tmp_path / "all.duckdb") as workspace:
        numbers = [taken(workspace, tmp_path / "file.csv", load) for load in loads]
    for place in random.Random(seed).sample(range(len(loads)), 4):
        number = numbers[place]
        if number is None:
            continue
        path = Path(shutil.copy(tmp_path / "all.duckdb", tmp_path / "less.duckdb"))
        with Workspace(path) as workspace:
            try:
                undo(workspace, number)
            except UsageError as error:
                assert "take the last one back first: attitude undo " in str(error)
                outcomes.add("refused")
                continue
            found = told(workspace)
            assert not verify(workspace).faults
        outcomes.add("done")
        (tmp_path / "never.duckdb").unlink(missing_ok=True)
        create(tmp_path / "never.duckdb")
        with Workspace(tmp_path / "never.duckdb") as workspace:
            for load in (*loads[:place], *loads[place + 1 :]):
                taken(workspace, tmp_path / "file.csv", load)
            assert found == told(workspace)
    assert "done" in outcomes
