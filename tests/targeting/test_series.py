"""A series of waves: who is in each, who is stopped, who is held out from all; small enough to check by hand."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from attitude.database import Workspace, create
from attitude.errors import BlockedError, UsageError
from attitude.export import export
from attitude.load import LoadOptions, load_file
from attitude.list_status import recall
from attitude.measure import MeasureResult, Part, measure
from attitude.plan import read_plan, wave_days
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.targeting import TargetResult, target
from attitude.why import why

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
from_wave = 2
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


@dataclass
class Desk:
    """A workspace and a plan, opened anew for each act, as commands do."""

    folder: Path
    text: str = PLAN

    def load(self, kind: str, head: str, *rows: str) -> None:
        path = self.folder / f"{kind}_{len(list(self.folder.iterdir()))}.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        with self.opened() as workspace:
            load_file(workspace, kind, path, LoadOptions(max_rejects=0))

    def opened(self) -> Workspace:
        return Workspace(self.folder / "attitude.duckdb")

    def target(self, wave: int = 1, *, seed: int = 1, dry: bool = False) -> TargetResult:
        (self.folder / "plan.toml").write_text(self.text, encoding="utf-8")
        plan = read_plan(self.folder / "plan.toml")
        with self.opened() as workspace:
            return target(workspace, plan, seed, Settings(), force=True, wave=wave, dry=dry)

    def send(self, wave: int = 1) -> TargetResult:
        result = self.target(wave)
        with self.opened() as workspace:
            file = self.folder / f"{result.list_id}.csv"
            export(workspace, result.list_id, "csv", file, self.folder, allow=["size"])
        return result

    def on(self, result: TargetResult, *, held: bool = False) -> set[str]:
        query = "select member_id from list_members where list_id = ? and is_control = ?"
        return {member for (member,) in self.rows(query, [result.list_id, held])}

    def code(self, result: TargetResult) -> str:
        ((code,),) = self.rows("select treatment_code from list_treatments where list_id = ?", [result.list_id])
        return str(code)

    def rows(self, query: str, values: list[object] | None = None) -> list[tuple[object, ...]]:
        with self.opened() as workspace:
            return workspace.rows(query, values or [])

    def contacted(self, result: TargetResult, day: str, *but: str, code: bool = True) -> None:
        """Load contacts of those on a list, but for some."""
        words = self.code(result) if code else ""
        rows = [f"{member},series,{day} 12:00,{words}" for member in sorted(self.on(result) - {*but})]
        self.load("contacts", "member_id,campaign_id,contacted_at,treatment_code", *rows)

    def answered(self, *rows: str) -> None:
        self.load("responses", "member_id,campaign_id,responded_at,kind,value", *rows)

    def measure(self, part: Part) -> MeasureResult:
        with self.opened() as workspace:
            return measure(workspace, "series", part=part)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve members who were contacted by both channels before, scored."""
    desk = Desk(tmp_path_factory.mktemp("series"))
    create(desk.folder / "attitude.duckdb")
    desk.load("members", "member_id,phone,email", *(f"m{n:02},10{n:02},m{n:02}@a.de" for n in range(1, 13)))
    desk.load(
        "campaigns", "campaign_id,product,channel,starts_on,response_days",
        "old,music,sms,2026-11-01,10", "older,music,email,2026-10-01,10",
    )  # fmt: skip
    for campaign, day in (("old", "2026-11-01"), ("older", "2026-10-01")):
        rows = [f"m{n:02},{campaign},{day} 10:00" for n in range(1, 13)]
        desk.load("contacts", "member_id,campaign_id,contacted_at", *rows)
    desk.load("responses", "member_id,campaign_id,responded_at", "m01,old,2026-11-02", "m02,older,2026-10-02")
    with desk.opened() as workspace:
        score(workspace, ScoreSettings())
    return desk.folder / "attitude.duckdb"


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    shutil.copy(made, tmp_path / "attitude.duckdb")
    return Desk(tmp_path)


def test_first(desk: Desk) -> None:
    first = desk.send()
    print(desk.on(first), desk.on(first, held=True))
    desk.contacted(first, "2026-12-05")
    desk.answered("m02,series,2026-12-06,order,5","m04,series,2026-12-07,click,","m03,series,2026-12-20,order,5")
    second = desk.send(2)
    print(desk.on(second), desk.on(second, held=True), second)
    for part in ("lift", "waves", "money"):
        r = desk.measure(part)
        print(r.table.transpose(include_header=True) if part != 'waves' else r.table, *r.notes, sep="\n")
