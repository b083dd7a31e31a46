"""Several plans chosen together: one contact policy, shared limits, one holdout, a list for each."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli

from attitude.database import Workspace
from attitude.plan import read_plan
from attitude.settings import read_settings_file
from attitude.targeting import target_together

PLAN = """
[campaign]
id = "{id}"
product = "{product}"
starts_on = 2026-12-{day}
value_per_response = 4.0
[[offer]]
channel = "sms"
unit_cost = 0.05
[[offer]]
channel = "call"
unit_cost = 0.2
[holdout]
share = 0.2
[limits]
size = 80
"""
POLICY = "[policy]\nall = {{ max = {0}, days = 7 }}\n"
SHARED = "[shared]\nbudget = 20.0\nchannel = { call = 30 }\n"
NAMES = ("concert", "data-pack", "voice-family")


def write(folder: Path, most: int | None = 1, more: str = "", shared: str = SHARED) -> list[str]:
    for day, name in enumerate(NAMES, start=5):
        policy = POLICY.format(most) if most is not None else ""
        text = PLAN.format(id=name, product=name, day=f"{day:02}") + policy + (more if name == "concert" else "")
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    (folder / "attitude.toml").write_text(shared, encoding="utf-8")
    return [f"{name}.toml" for name in NAMES]


def listed(ok: Cli) -> list[dict[str, str]]:
    query = "select campaign_id, member_id, channel, is_control from list_members inner join lists using (list_id)"
    return list(csv.DictReader(ok("query", query, "--format", "csv").out.splitlines()))


@pytest.mark.parametrize("most", [1, 2, None])
def test_nobody_is_contacted_more_often_than_the_policy_allows(
    ok: Cli, scored: Path, tmp_path: Path, most: int | None
) -> None:
    said = ok("target", *write(tmp_path, most))
    rows = listed(ok)
    contacted = Counter(row["member_id"] for row in rows if row["is_control"] == "false")
    held_out = {row["member_id"] for row in rows if row["is_control"] == "true"}
    assert {row["campaign_id"] for row in rows} == set(NAMES)
    assert max(contacted.values()) <= (most or 3)
    assert max(contacted.values()) == (most or 3), "and as often as it allows"
    assert not held_out & contacted.keys(), "no control of one is contacted by another"
    assert 0.1 < len(held_out) / (len(held_out) + len(contacted)) < 0.3
    calls = [row for row in rows if row["channel"] == "call" and row["is_control"] == "false"]
    messages = [row for row in rows if row["channel"] == "sms" and row["is_control"] == "false"]
    assert len(calls) <= 30
    assert 0.2 * len(calls) + 0.05 * len(messages) <= 20.0
    assert "3 plans chosen together:" in said.err
    assert f"shared.channel.call: {len(calls)} of 30 used; " in said.err


@pytest.mark.long
def test_the_order_of_plans_and_a_second_run_change_nothing(ok: Cli, scored: Path, tmp_path: Path) -> None:
    plans = write(tmp_path)
    first = ok("target", *plans, "--dry-run", "--format", "csv").out
    assert "tried only" in ok("target", *plans, "--dry-run").err
    assert ok("target", *plans, "--format", "csv").out == first
    again = ok("target", *reversed(plans), "--format", "csv")
    assert again.out == first
    assert again.err.count("; the same list as before") == 3
    limits = ok("target", *plans, "--show", "limits", "--format", "csv").out
    assert {row["limit"] for row in csv.DictReader(limits.splitlines())} == {
        *(f"{name}: limits.size" for name in NAMES), "shared.budget", "shared.channel.call",
    }  # fmt: skip
    member = next(row["member_id"] for row in listed(ok) if row["campaign_id"] == "concert")
    assert ", the price of the room it takes = " in ok("why", "concert", member).out


@pytest.mark.slow
def test_a_plan_of_more_weight_gets_more_of_what_is_shared(ok: Cli, scored: Path, tmp_path: Path) -> None:
    shared = "[shared]\nbudget = 4.0\n"
    counts = []
    for more in ("", "[choice]\nweight = 5.0\n"):
        said = ok("target", *write(tmp_path, 1, more, shared), "--dry-run", "--show", "limits", "--format", "csv")
        rows = {row["limit"]: float(row["used"]) for row in csv.DictReader(said.out.splitlines())}
        assert rows["shared.budget"] <= 4
        counts.append(rows["concert: limits.size"])
    assert counts[1] > counts[0]


class Watched:
    """A connection that notes the statements that it runs; what sets variables, or lets go of scratch, is no part."""

    def __init__(self, connection: Any) -> None:
        self._connection, self.statements = connection, list[str]()

    def execute(self, query: Any, *more: Any) -> Any:
        text = re.sub(r"--[^\n]*", "", query if isinstance(query, str) else query.query).strip()
        if not re.match(r"set |reset |drop ", text):
            self.statements.append(text)
        return self._connection.execute(query, *more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@pytest.mark.slow
def test_two_plans_are_one_pass(scored: Path, tmp_path: Path) -> None:
    plans = [read_plan(tmp_path / name) for name in write(tmp_path)[:2]]
    with Workspace(scored) as workspace:
        workspace._con = watched = Watched(workspace._con)  # type: ignore[assignment]
        target_together(workspace, plans, 1, read_settings_file(tmp_path / "attitude.toml"), force=True)
    assert len(watched.statements) <= 200
    made = [re.match(r"create (?:or replace )?temp (?:table|view) \"?(\w+)", text) for text in watched.statements]
    times = Counter(found[1] for found in made if found)
    assert {name for name, count in times.items() if count > 1} == set(), "nothing is made twice"
    written = [text for text in watched.statements if re.match(r"(update|delete from) (?!store\.)", text)]
    assert written == [], "nothing is taken back"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("[explore]\nshare = 0.1\n", "campaign 'concert': explore.share, which plans chosen together cannot have"),
        ("[choice]\nmethod = 'turn'\n", "campaign 'concert': a [choice] that is not by value and prices"),
        ("[[audience.group]]\nname = 'a'\nminimum = 3\n", "campaign 'concert': a minimum of a group"),
    ],
)
def test_what_cannot_be_chosen_together_is_told(cli: Cli, scored: Path, tmp_path: Path, more: str, told: str) -> None:
    said = cli("target", *write(tmp_path, 1, more))
    assert (said.code, said.out) == (2, "")
    assert told in said.err


def test_plans_that_disagree_are_told(cli: Cli, scored: Path, tmp_path: Path) -> None:
    plans = write(tmp_path)
    path = tmp_path / plans[0]
    text = path.read_text(encoding="utf-8")
    assert "campaign 'concert' is in two of the plans" in cli("target", plans[0], plans[0]).err
    path.write_text(text.replace("days = 7", "days = 8"), encoding="utf-8")
    assert "'concert' and 'data-pack' have different [policy]" in cli("target", *plans).err
    path.write_text(text.replace("share = 0.2", "share = 0.1"), encoding="utf-8")
    assert "write the same [holdout] in all of them" in cli("target", *plans).err
    assert "--sweep is of one plan" in cli("target", *plans, "--sweep", "limits.size=1:9:3").err
    assert cli("query", "select count(*) from lists", "--format", "csv").out.split() == ["count_star()", "0"]


@pytest.mark.slow
def test_a_misspelt_shared_limit_is_told(ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    """Of one plan in a note, for there it limits nothing anyway; plans chosen together would go by it."""
    plans = write(tmp_path, shared='[shared]\nchannel = { cal = 5, " SMS" = 40 }\ngift = { copon = 3 }\n')
    said = ok("target", plans[0], "--dry-run").err
    words = "attitude.toml: shared.channel: nobody was ever contacted with 'cal', and no offer has it"
    assert f"note: {words} (did you mean 'call'?); it limits nothing: mend or remove it\n" in said
    assert "shared.gift: nobody was ever contacted with 'copon', and no offer has it (did you mean 'coupon'?)" in said
    assert "sms" not in said.split("note")[-1].lower()
    refused = cli("target", *plans)
    assert (refused.code, refused.out, refused.err.startswith(f"error: {words}")) == (2, "", True)
    plans = write(tmp_path, shared='[shared]\nchannel = { " SMS" = 40 }\n')
    assert "shared.channel.sms: 40 of 40 used" in ok("target", *plans, "--dry-run").err


@pytest.mark.slow
def test_without_a_first_day_there_are_no_send_times(ok: Cli, scored: Path, tmp_path: Path) -> None:
    plan = PLAN.format(id="someday", product="concert", day="05").replace("starts_on = 2026-12-05\n", "")
    (tmp_path / "plan.toml").write_text(plan + POLICY.format(1), encoding="utf-8")
    said = ok("target", "plan.toml").err
    assert "note: no campaign.starts_on: send times stay empty, and rules about days count from that of the sco" in said
    again = ok("target", "plan.toml").err
    assert "the same list as before" in again
    ok("export", "someday", "-o", "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8") as file:
        assert {row["send_at"] for row in csv.DictReader(file)} == {""}
    ok("export", "someday", "-o", "list.csv", "--split", "hour")
    assert (tmp_path / "list-all.csv").exists()
    assert ok("query", "select distinct send_at from list_members", "--format", "csv").out == "send_at\n\n"
