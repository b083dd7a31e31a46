"""Whatever is loaded in whatever order, the workspace holds as many rows as its loads say they kept."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Literal

import pytest

from attitude.database import Workspace, create
from attitude.errors import BadDataError
from attitude.load import LoadOptions, load_file

Values = tuple[str, ...]
Load = tuple[str, list[Values], str | None]

# Few values of each column, so that files overlap, correct one another and repeat; an empty id is a bad row.
PEOPLE = ["1", "01", "2", "王", "3", "4", "5", " 1", ""]
CAMPAIGNS = ["a", "b", "c"]
DAYS = ["2026-01-01", "2026-01-02", "20260102", ""]
COLUMNS: dict[str, dict[str, list[str]]] = {
    "members": {"member_id": PEOPLE, "city": ["Paris", "Oslo", ""], "joined_on": [*DAYS, "soon"]},
    "campaigns": {"campaign_id": [*CAMPAIGNS, ""], "name": ["x", "y", ""], "channel": ["sms", "SMS", ""]},
    "contacts": {
        "member_id": PEOPLE, "campaign_id": CAMPAIGNS, "contacted_at": DAYS, "channel": ["sms", ""],
        "is_control": ["0", "1"], "treatment_code": ["K", ""], "responded": ["1", "0", ""], "value": ["5", "7", ""],
    },
    "responses": {
        "member_id": PEOPLE, "campaign_id": [*CAMPAIGNS, ""], "treatment_code": ["K", "L", ""],
        "responded_at": DAYS, "kind": ["order", "failed", "STOP", "delivered", ""],
    },
    "usage": {"member_id": PEOPLE, "month": ["2026-01", "2026-02"], "product": ["p", "q"], "revenue": ["1", "2", "?"]},
    "optouts": {
        "member_id": PEOPLE, "channel": ["sms", "SMS", ""], "opted_out_on": DAYS,
        "action": ["in", "", "Opt-Out"],
    },
}  # fmt: skip


def some_loads(seed: int) -> list[Load]:
    """Files of all kinds in any order, some of them twice."""
    draw = random.Random(seed)
    kinds = [*draw.choices([*COLUMNS, "contacts", "contacts"], k=5), *COLUMNS]
    files = [some_file(kind, draw) for kind in kinds]
    return [*files, *draw.sample(files, 3)]


def some_file(kind: str, draw: random.Random) -> Load:
    rows = [tuple(map(draw.choice, COLUMNS[kind].values())) for _ in range(draw.randint(1, 20))]
    return kind, rows, draw.choice([None, None, *CAMPAIGNS]) if kind == "contacts" else None


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.long)])
def test_kept_rows_are_there(seed: int, tmp_path: Path) -> None:
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as workspace:
        for number, load in enumerate(some_loads(seed)):
            take(workspace, tmp_path / f"{number}.csv", load)
        assert_account(workspace)
        happened = workspace.row("select sum(duplicate), sum(updated), sum(rejected), sum(taken_out) from loads")
        assert min(happened) > 0


def take(workspace: Workspace, path: Path, load: Load) -> None:
    """Load a file as generated, and at times its rows once more from another file, which adds nothing."""
    kind, rows, replaces = load
    write(path, kind, rows)
    before = counts(workspace)
    try:
        found = load_file(workspace, kind, path, LoadOptions(max_rejects=1, replaces=replaces))
    except BadDataError:  # a file without the campaign that it is to replace
        assert replaces is not None
        assert counts(workspace) == before
        return
    assert found.read == len(rows) == found.kept + found.duplicate + found.updated + found.rejected
    assert min(found.kept, found.duplicate, found.updated, found.rejected, found.taken_out) >= 0
    if len(rows) % 3 == 0:
        write(path, kind, rows, quoting=csv.QUOTE_ALL)
        again = load_file(workspace, kind, path, LoadOptions(max_rejects=1))
        assert (again.kept, again.updated, again.rejected) == (0, 0, found.rejected)


def write(path: Path, kind: str, rows: list[Values], quoting: Literal[0, 1] = csv.QUOTE_MINIMAL) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=quoting).writerows([tuple(COLUMNS[kind]), *rows])


def counts(workspace: Workspace) -> dict[str, int]:
    tables = (*COLUMNS, "returns", "loads", "rejects")
    return {table: workspace.row(f"select count(*) from {table}")[0] for table in tables}


def assert_account(workspace: Workspace) -> None:
    """A reply of a vendor stands among the returns, and a STOP among the opt-outs too."""
    held = counts(workspace)
    stops = workspace.row("select count(*) from returns where outcome = 'opted-out'")[0]
    held |= {"responses": held["responses"] + held["returns"], "optouts": held["optouts"] - stops}
    kept: dict[str, int] = dict(workspace.rows("select kind, sum(kept) - sum(taken_out) from loads group by kind"))
    assert {kind: held[kind] for kind in kept} == kept
    assert all(held[kind] == 0 for kind in COLUMNS if kind not in kept)
    assert workspace.rows("from loads where rows_read <> kept + duplicate + updated + rejected") == []
    assert held["rejects"] == workspace.row("select coalesce(sum(rejected), 0) from loads")[0]
