"""The contact policy by each member's own count: how many contacts in 30 days fit them, by their answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from attitude.database import Workspace
from attitude.errors import UsageError
from attitude.plan import read_plan
from attitude.replay import policy_of
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.targeting import target
from attitude.why import why

PLAN = """
[campaign]
id = "next"
starts_on = 2026-03-30
[[offer]]
channel = "sms"
[policy]
{}
"""
OWN = 'all = {{ max = "fatigue", days = 30, per = "member" }}'.format()


@pytest.fixture
def pressed(workspace: Workspace, load: Callable[..., Any]) -> Workspace:
    """Two members contacted twice in March, `often` and `seldom`, and `new`, who was not; all others calm."""
    days = {"often": (20, 25), "seldom": (20, 25), "new": ()}
    load("members", "member_id,phone", *(f"{m},1380000000{n}" for n, m in enumerate(days)))
    load("campaigns", "campaign_id,response_days", "c20,2", "c25,2")
    load("contacts", "member_id,campaign_id,channel,contacted_at",
         *(f"{m},c{day},sms,2026-03-{day} 10:00" for m, of in days.items() for day in of))  # fmt: skip
    load("responses", "member_id,campaign_id,responded_at", "often,c20,2026-03-20", "often,c25,2026-03-25")
    score(workspace, ScoreSettings(), date(2026, 3, 29))
    workspace.rows("insert into store.pressures values (0, 90, 40, 1, 1, 1, false), (1, 90, 40, 0.9, 0.9, 1, true), "
                   "(2, 90, 30, 0.78, 0.6, 0.8, true)")  # fmt: skip
    return workspace


def planned(folder: Path, policy: str) -> Any:
    (folder / "plan.toml").write_text(PLAN.format(policy), encoding="utf-8")
    return read_plan(folder / "plan.toml")


def test_whose_own_count_is_reached_is_left_out(pressed: Workspace, tmp_path: Path) -> None:
    fits: dict[str, int | None] = dict(pressed.rows("select member_id, fits_up_to from fatigue"))
    assert fits == {"often": None, "seldom": 1, "new": 2}, "who answers under pressure all the same has no count"
    made = target(pressed, planned(tmp_path, OWN), 1, force=True)
    listed = {m for (m,) in pressed.rows("select member_id from list_members")}
    assert listed == {"often", "new"}
    found = why(pressed, made.list_id, "seldom", Settings())
    assert "as many as fit each member in 30 days" in found.binding
    assert "2 contacts, latest 2026-03-25 10:00; 1 fit" in found.binding
    free = datetime(2026, 3, 25, 10) + timedelta(days=30)
    assert f"{free:%Y-%m-%d %H:%M}" in found.change


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ('all = { max = "fatigue", days = 7, per = "member" }', "each member's own count is of 30 days"),
        ('all = { max = "fatigue", days = 30 }', "each member's own count is of 30 days"),
        ('sms = { max = "fatigue", days = 30, per = "member" }', "each member's own count is of all channels together"),
        ('all = { max = "tired", days = 30, per = "member" }', "policy.all.max"),
    ],
)
def test_what_it_cannot_be_is_refused(tmp_path: Path, policy: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        planned(tmp_path, policy)


def test_the_past_knew_no_count_of_today() -> None:
    with pytest.raises(UsageError, match="what is known of each member today"):
        policy_of({"all": {"max": "fatigue", "days": 30, "per": "member"}})
