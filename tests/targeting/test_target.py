"""Lists are right: who is on them, who is held out, and that they repeat to the byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Cli, everything

from attitude.database import Workspace

PLAN = """\
[campaign]
id = "next"
product = "music"
[[offer]]
channel = "{channel}"
[holdout]
share = {share}
[limits]
size = {size}
"""


def plan(folder: Path, *, channel: str = "sms", share: float = 0.2, size: int = 60, extra: str = "") -> Path:
    path = folder / "my.toml"
    path.write_text(PLAN.format(channel=channel, share=share, size=size) + extra, encoding="utf-8")
    return path


def members_of(path: Path, control: bool) -> set[str]:
    with Workspace(path, read_only=True) as workspace:
        return {m for (m,) in workspace.rows("select member_id from list_members where is_control = ?", [control])}


def test_same_plan_same_bytes(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("target", "plan.toml")
    ok("export", "2026-12-family-portal", "--output", "one.csv")
    first = (tmp_path / "one.csv").read_bytes(), (tmp_path / "one.csv.manifest.json").read_bytes()
    said = ok("target", "plan.toml")
    assert "the same list as before" in said.err
    ok("export", "2026-12-family-portal", "--output", "one.csv")
    assert ((tmp_path / "one.csv").read_bytes(), (tmp_path / "one.csv.manifest.json").read_bytes()) == first
    with Workspace(scored, read_only=True) as workspace:
        assert workspace.row("select count(*) from lists") == (1,)


def test_another_seed_draws_another_holdout(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("target", plan(tmp_path), "--seed", 1)
    ok("target", plan(tmp_path), "--seed", 2)
    with Workspace(scored, read_only=True) as workspace:
        lists = workspace.rows("select list_id from lists")
        of_list = "select member_id from list_members where is_control and list_id = ?"
        held = [set(workspace.rows(of_list, [list_id])) for (list_id,) in lists]
    assert len(lists) == 2
    assert held[0] != held[1]


@pytest.mark.slow
def test_size_holdout_and_export(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("target", plan(tmp_path, size=60, share=0.3))
    ok("export", "next", "-o", "list.jsonl")
    exported = [json.loads(line) for line in (tmp_path / "list.jsonl").read_text().splitlines()]
    treated, control = members_of(scored, control=False), members_of(scored, control=True)
    assert {row["member_id"] for row in exported} == treated
    assert len(exported) == len(treated) == 60
    assert control
    assert not control & treated
    assert [row["rank"] for row in exported] == sorted(row["rank"] for row in exported)
    propensities = [row["propensity"] for row in exported]
    assert propensities == sorted(propensities, reverse=True)
    assert all(0 < value < 1 for value in propensities)


def test_controls_have_the_ranks_of_the_treated(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("target", plan(tmp_path, size=150, share=0.5))
    with Workspace(scored, read_only=True) as workspace:
        (treated, control) = [r for (r,) in workspace.rows(
            "select avg(propensity) from list_members group by is_control order by is_control")]  # fmt: skip
        worst = workspace.row("select max(rank) filter (where not is_control), max(rank) from list_members")
    assert treated == pytest.approx(control, rel=0.15)
    assert worst[0] == worst[1], "no control ranks behind the last member contacted"


def test_an_optout_is_never_listed(ok: Cli, scored: Path, tmp_path: Path) -> None:
    """Not even one that is newer than the scores, for a person not loaded, or in another spelling of the channel."""
    ok("target", plan(tmp_path, share=0, size=10))
    gone = sorted(members_of(scored, control=False))
    rows = [f"{gone[0]},SMS,2030-01-01", f"{gone[1]},,", f"{gone[2]},sms,", "nobody,all,"]
    (tmp_path / "optouts.csv").write_text("member_id,channel,opted_out_on\n" + "\n".join(rows) + "\n")
    ok("load", "optouts", "optouts.csv")
    ok("target", plan(tmp_path, share=0, size=600))
    with Workspace(scored, read_only=True) as workspace:
        latest = workspace.row("select arg_max(list_id, count_treated) from lists")[0]
        listed = {m for (m,) in workspace.rows("select member_id from list_members where list_id = ?", [latest])}
        excluded = "select member_id, rule from list_exclusions where list_id = ? and member_id in (?, ?, ?)"
        rules: dict[str, str] = dict(workspace.rows(excluded, [latest, *gone[:3]]))
    assert not listed & set(gone[:3])
    assert set(gone[3:]) <= listed
    assert rules == dict.fromkeys(gone[:3], "opted out of sms")


def test_funnel_and_list_make_the_base(ok: Cli, scored: Path, tmp_path: Path) -> None:
    extra = "[audience]\nwhere = \"brand = 'GoTone'\"\n[audience.attitude]\nproduct = { music = [40, 100] }\n"
    said = ok("target", plan(tmp_path, size=20, extra=extra), "--format", "json")
    funnel = json.loads(said.out)
    with Workspace(scored, read_only=True) as workspace:
        base = workspace.row("select count(*) from members")[0]
        listed = workspace.row("select count(*) from list_members")[0]
        excluded = workspace.row("select count(*) from list_exclusions")[0]
    assert sum(step["excluded"] for step in funnel) == excluded == base - listed
    assert [step["rule"] for step in funnel][:2] == ["audience.where", "product music score 40–100"]
    assert funnel[-1]["remaining"] == listed
    assert all(step["excluded"] <= step["excluded_alone"] for step in funnel)


def test_score_range_and_where_hold_for_everyone_listed(ok: Cli, scored: Path, tmp_path: Path) -> None:
    extra = '[audience]\nwhere = "arpu > 30"\n[audience.attitude]\nchannel = { app = [50, 90] }\n'
    ok("target", plan(tmp_path, size=500, extra=extra))
    with Workspace(scored, read_only=True) as workspace:
        wrong = workspace.rows(
            "select l.member_id from list_members as l join members as m using (member_id) "
            "join store.persons using (member_id) join store.leanings as x using (member_key) "
            "join store.elements as e "
            "on x.element_key = e.element_key and e.dimension = 'channel' and e.element = 'app' "
            "left join attitudes as a "
            "on a.member_id = l.member_id and a.dimension = 'channel' and a.element = 'app' "
            "where arpu <= 30 or coalesce(a.score, x.score) not between 49.9999 and 90.0001"
        )
        count = workspace.row("select count(*) from list_members")[0]
    assert count > 0
    assert wrong == []


def test_responders_of_an_earlier_campaign_are_left_out(ok: Cli, scored: Path, tmp_path: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        campaign = workspace.row("select campaign_id from responses group by all order by count(*) desc limit 1")[0]
        responders = {m for (m,) in workspace.rows("select member_id from responses where campaign_id = ?", [campaign])}
    ok("target", plan(tmp_path, size=1000, extra=f'[exclude]\nresponded_to = ["{campaign}"]\n'))
    assert responders
    assert not responders & (members_of(scored, control=False) | members_of(scored, control=True))


def test_budget_and_capacity_limit_the_size(ok: Cli, scored: Path, tmp_path: Path) -> None:
    path = plan(tmp_path, size=500, share=0)
    path.write_text(path.read_text().replace('channel = "sms"', 'channel = "sms"\nunit_cost = 0.05') + "budget = 2.0\n")
    ok("target", path)
    assert len(members_of(scored, control=False)) == 40


def test_a_recent_contact_can_keep_a_member_out(ok: Cli, scored: Path, tmp_path: Path) -> None:
    path = plan(tmp_path, size=1000, share=0, extra="[exclude]\ncontacted_within_days = 40\n")
    ok("target", path)
    with Workspace(scored, read_only=True) as workspace:
        wrong = workspace.rows(
            "select member_id from list_members join contacts using (member_id) cross join (select as_of from lists) "
            "where not contacts.is_control and contacted_at::date between as_of - 40 and as_of"
        )
        count = workspace.row("select count(*) from list_members")[0]
    assert count > 0
    assert wrong == []


def test_an_empty_list_says_why(ok: Cli, scored: Path, tmp_path: Path) -> None:
    said = ok("target", plan(tmp_path, extra="[audience]\nwhere = \"brand = 'nobody'\"\n"))
    assert "the list is empty" in said.err
    ok("export", "next", "-o", "empty.csv")
    assert (tmp_path / "empty.csv").read_text().count("\n") == 1


def test_members_loaded_after_the_scores_can_be_listed(ok: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("member_id,brand,phone\n007,new brand,139\n")
    ok("load", "members", "members.csv")
    said = ok("target", plan(tmp_path, share=0, extra="[audience]\nwhere = \"brand = 'new brand'\"\n"))
    assert "1 to contact" in said.err
    assert members_of(scored, control=False) == {"007"}


@pytest.mark.slow
def test_target_touches_nothing_but_lists(ok: Cli, scored: Path, tmp_path: Path) -> None:
    before = everything(scored)
    ok("target", plan(tmp_path))
    after = everything(scored)
    assert {name for name in before if before[name] != after[name]} == {
        *("lists", "list_treatments", "list_members", "list_funnel", "list_exclusions"),
    }
