"""A series of waves: who is in each, who is stopped, who is held out from all; small enough to check by hand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import Cli

from attitude.database import Workspace, create
from attitude.errors import BlockedError, UsageError
from attitude.export import export
from attitude.load import LoadOptions, load_file
from attitude.plan import Plan, read_plan, wave_days
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.targeting import TargetResult, target
from attitude.why import why

MEMBERS = "member_id,phone,email\n" + "".join(f"m{n:02},10{n:02},m{n:02}@a.de\n" for n in range(1, 13))
PLAN = """\
[campaign]
id = "series"
product = "music"
starts_on = 2026-12-05
ends_on = 2026-12-31
value_per_response = 10.0
[[offer]]
name = "first"
channel = "sms"
unit_cost = 0.5
[[offer]]
name = "reminder"
channel = "email"
unit_cost = 0.1
[holdout]
share = 0.3
[[wave]]
after_days = 7
offers = ["reminder"]
[[wave]]
after_days = 5
to = "clicked"
[[wave]]
after_days = 3
to = "all"
"""


def loaded(workspace: Workspace, folder: Path, kind: str, text: str) -> None:
    path = folder / f"{kind}_{len(list(folder.iterdir()))}.csv"
    path.write_text(text, encoding="utf-8")
    load_file(workspace, kind, path, LoadOptions(max_rejects=0))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve members who were all contacted in November, scored."""
    folder = tmp_path_factory.mktemp("series")
    create(folder / "attitude.duckdb")
    with Workspace(folder / "attitude.duckdb") as workspace:
        loaded(workspace, folder, "members", MEMBERS)
        loaded(
            workspace, folder, "campaigns",
            "campaign_id,product,channel,starts_on,response_days\nold,music,sms,2026-11-01,10\nolder,music,email,2026-10-01,10\n",
        )  # fmt: skip
        for campaign, day in (("old", "2026-11-01"), ("older", "2026-10-01")):
            rows = "".join(f"m{n:02},{campaign},{day} 10:00\n" for n in range(1, 13))
            loaded(workspace, folder, "contacts", "member_id,campaign_id,contacted_at\n" + rows)
        loaded(
            workspace, folder, "responses", "member_id,campaign_id,responded_at\nm01,old,2026-11-02\nm02,older,2026-10-02\n"
        )  # fmt: skip
        score(workspace, ScoreSettings())
    return folder / "attitude.duckdb"


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(Path(shutil.copy(made, tmp_path / "attitude.duckdb"))) as opened:
        yield opened


def plan_of(folder: Path, text: str = PLAN) -> Plan:
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    return read_plan(folder / "plan.toml")


def listed(workspace: Workspace, plan: Plan, wave: int = 1) -> TargetResult:
    return target(workspace, plan, 1, Settings(), force=True, wave=wave)


def sent(workspace: Workspace, folder: Path, plan: Plan, wave: int = 1) -> TargetResult:
    result = listed(workspace, plan, wave)
    export(workspace, result.list_id, "csv", folder / f"{result.list_id}.csv", folder, allow=["size"])
    return result


def on(workspace: Workspace, result: TargetResult, *, held: bool = False) -> set[str]:
    query = "select member_id from list_members where list_id = ? and is_control = ?"
    return {member for (member,) in workspace.rows(query, [result.list_id, held])}


def coded(workspace: Workspace, result: TargetResult) -> dict[str, str]:
    query = "select member_id, treatment_code from list_members where list_id = ?"
    return dict(workspace.rows(query, [result.list_id]))


def test_first(workspace: Workspace, tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    first = sent(workspace, tmp_path, plan)
    print(on(workspace, first), on(workspace, first, held=True))
    second = sent(workspace, tmp_path, plan, 2)
    print(second)
