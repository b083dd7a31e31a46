"""The life of a list: approved, exported, taken back; nothing is deleted, and all of it stands in the audit trail."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import Cli, everything, once

from attitude.database import Workspace

PLAN = """\
[campaign]
id = "{name}"
product = "{name}"
starts_on = 2026-12-05
[[offer]]
channel = "sms"
[holdout]
share = 0.2
[limits]
size = 50
[policy]
sms = {{ max = 1, days = 7 }}
"""


@pytest.fixture
@once
def planned(ok: Cli, scored: Path, tmp_path: Path) -> Path:
    """Two campaigns on the same day, with a policy that lets nobody have both; a list of the first."""
    for name in ("first", "second"):
        (tmp_path / f"{name}.toml").write_text(PLAN.format(name=name))
    ok("target", "first.toml")
    return scored


def members(path: Path, campaign: str) -> set[str]:
    with Workspace(path, read_only=True) as workspace:
        query = "select member_id from list_members join lists using (list_id) where campaign_id = ? and not is_control"
        newest = " and list_id = (select arg_max(list_id, newest) from store.lists where campaign_id = ?)"
        return {member for (member,) in workspace.rows(query + newest, [campaign, campaign])}


def one(path: Path, sql: str) -> object:
    with Workspace(path, read_only=True) as workspace:
        return workspace.row(sql)[0]


def steps(path: Path) -> list[tuple[str, str]]:
    with Workspace(path, read_only=True) as workspace:
        return workspace.rows(
            "select step, detail from runs where step in ('approve', 'export', 'recall') order by run_id"
        )


def load_contacts(ok: Cli, path: Path, folder: Path, count: int = 2) -> list[str]:
    sent = sorted(members(path, "first"))[:count]
    rows = "".join(f"{member},first,2026-12-05\n" for member in sent)
    (folder / "contacts.csv").write_text(f"member_id,campaign_id,contacted_at\n{rows}")
    ok("load", "contacts", "contacts.csv")
    return sent


@pytest.mark.parametrize("step", ["approve", "export"])
def test_a_list_counts_in_policies_until_it_is_recalled(ok: Cli, planned: Path, step: str) -> None:
    ok("target", "second.toml")
    before = members(planned, "second")
    assert before & members(planned, "first"), "a draft keeps nobody from another list"
    ok(step, "first")
    ok("target", "second.toml")
    assert not members(planned, "second") & members(planned, "first")
    said = ok("recall", "first", "--reason", "wrong gift")
    assert "contacts planned no longer: 50" in said.err
    ok("target", "second.toml")
    assert members(planned, "second") == before


@pytest.mark.slow
def test_every_turn_is_in_the_audit_trail(ok: Cli, planned: Path) -> None:
    ok("export", "first", "-o", "first.csv")
    ok("export", "first", "-o", "first.csv")
    ok("recall", "first", "--reason", "wrong gift")
    assert [step for step, _ in steps(planned)] == ["approve", "export", "export", "recall"]
    assert steps(planned)[0][1] == "all checks passed"
    assert steps(planned)[-1][1] == "was exported: wrong gift"
    assert one(planned, "select status from lists") == "recalled"


@pytest.mark.slow
def test_what_approval_passed_by_is_noted(ok: Cli, cli: Cli, planned: Path, tmp_path: Path) -> None:
    gone = min(members(planned, "first"))
    (tmp_path / "optouts.csv").write_text(f"member_id\n{gone}\n")
    ok("load", "optouts", "optouts.csv")
    assert cli("approve", "first").code == 4
    assert steps(planned) == []
    assert "left out with --allow opt-out" in ok("approve", "first", "--allow", "opt-out").err
    assert steps(planned) == [("approve", "allowed: opt-out")]
    assert one(planned, "select rows_out from runs where step = 'approve'") == 49
    assert cli("export", "first").code == 4, "what approval was allowed, export is asked for again"


def test_an_export_that_fails_approves_nothing(cli: Cli, planned: Path, tmp_path: Path) -> None:
    (tmp_path / "first.csv.manifest.json").mkdir()
    assert cli("export", "first", "-o", "first.csv").code != 0
    assert steps(planned) == []
    assert one(planned, "select status from lists") == "draft"


def test_approving_twice_is_one_plain_line(ok: Cli, cli: Cli, planned: Path) -> None:
    ok("approve", "first")
    said = cli("approve", "first")
    assert said.code == 2
    assert "was approved before" in said.err
    assert said.err.count("\n") == 1


@pytest.mark.slow
def test_a_recalled_list_is_neither_exported_nor_approved_nor_recalled(ok: Cli, cli: Cli, planned: Path) -> None:
    ok("export", "first")
    ok("recall", "first")
    for command, code in {"export": 4, "approve": 4, "recall": 2}.items():
        said = cli(command, "first")
        assert said.code == code
        assert "recalled" in said.err
        assert said.err.count("\n") == 1
    ok("target", "first.toml")
    ok("export", "first")


@pytest.mark.slow
def test_a_recall_deletes_nothing_but_the_campaign_that_the_export_made(ok: Cli, planned: Path, tmp_path: Path) -> None:
    before = everything(planned)
    ok("export", "first")
    assert one(planned, "select count(*) from campaigns where campaign_id = 'first'") == 1
    said = ok("recall", "first")
    assert "no longer among the campaigns" in said.err
    after = everything(planned)
    assert {name for name in before if before[name] != after[name]} == {"lists"}
    assert "no description" not in ok("status").err


def test_late_answers_of_a_recalled_list_find_their_campaign(ok: Cli, planned: Path, tmp_path: Path) -> None:
    ok("export", "first", "-o", "first.jsonl")
    ok("recall", "first")
    row = json.loads((tmp_path / "first.jsonl").read_text().splitlines()[0])
    (tmp_path / "responses.csv").write_text(
        f"member_id,treatment_code,responded_at\n{row['member_id']},{row['treatment_code']},2026-12-06\n"
    )
    ok("load", "responses", "responses.csv")
    assert one(planned, "select campaign_id from store.answered_campaigns order by responded_at desc") == "first"


@pytest.mark.slow
@pytest.mark.parametrize("needed_by", ["file", "response", "list"])
def test_a_campaign_that_something_needs_stays(ok: Cli, planned: Path, tmp_path: Path, needed_by: str) -> None:
    ok("export", "first", "-o", "first.csv")
    if needed_by == "file":
        (tmp_path / "campaigns.csv").write_text("campaign_id,name\nfirst,First\n")
        ok("load", "campaigns", "campaigns.csv")
    if needed_by == "response":
        (tmp_path / "responses.csv").write_text("member_id,campaign_id,responded_at\nm,first,2026-12-06\n")
        ok("load", "responses", "responses.csv")
    if needed_by == "list":
        ok("target", "first.toml", "--seed", 2)
        ok("export", "first", "-o", "again.csv", "--allow", "exported-before")
    ok("recall", "first")
    assert one(planned, "select product from campaigns where campaign_id = 'first'") == "first"


def test_a_list_that_was_sent_is_not_recalled(ok: Cli, cli: Cli, planned: Path, tmp_path: Path) -> None:
    ok("export", "first")
    sent = load_contacts(ok, planned, tmp_path)
    assert one(planned, "select status from lists") == "sent"
    said = cli("recall", "first")
    assert said.code == 2
    assert f"{len(sent)} contacts of it were loaded" in said.err
    assert "--replace first" in said.err


def test_contacts_of_others_do_not_make_a_list_sent(ok: Cli, planned: Path, tmp_path: Path) -> None:
    """Another list of the campaign went out, by its own code; this one can be taken back."""
    ok("export", "first", "-o", "first.csv")
    member = min(members(planned, "first"))
    (tmp_path / "contacts.csv").write_text(
        f"member_id,campaign_id,contacted_at,treatment_code\n{member},first,2026-12-05,OTHER\nx,first,2026-12-05,\n"
    )
    ok("load", "contacts", "contacts.csv")
    ok("recall", "first")
    assert one(planned, "select count(*) from campaigns where campaign_id = 'first'") == 1


def test_a_draft_can_be_withdrawn(ok: Cli, planned: Path) -> None:
    ok("recall", "first")
    assert steps(planned) == [("recall", "was draft")]


@pytest.mark.slow
def test_status_names_lists_that_wait(ok: Cli, planned: Path, tmp_path: Path) -> None:
    assert "approved" not in ok("status").err.split("problems")[1]
    ok("approve", "first")
    name = str(one(planned, "select list_id from lists"))
    assert f"lists approved but not exported: 1; export or recall {name}" in ok("status").err
    with Workspace(planned) as workspace:
        workspace.rows("update store.lists set expires_on = '2026-01-01'")
    assert one(planned, "select status from lists") == "expired"
    assert (
        f"lists that expired before their export, whose contacts still count in contact policies: 1; recall {name}"
        in (ok("status").err)
    )
    ok("export", "first", "--allow", "expired")
    assert name not in ok("status").err.split("problems")[1]


@pytest.mark.slow
def test_the_same_list_made_again_says_where_it_stands(ok: Cli, planned: Path) -> None:
    name = one(planned, "select list_id from lists")
    for step, told, status in (
        (None, "is a draft still; 'attitude export {}' checks", "draft"),
        ("approve", "stays approved, and counts in the policies of other lists; 'attitude export {}'", "approved"),
        ("export", "was handed over before and stays so; 'attitude export {}' writes its file again", "exported"),
        ("recall", "was recalled, and is a draft again; 'attitude export {}' checks", "draft"),
    ):
        if step is not None:
            ok(step, "first")
        assert f"the same list as before\n  it {told.format(name)}" in ok("target", "first.toml").err
        assert one(planned, "select status from lists") == status
    ok("recall", "first")
    assert "  it is recalled, and stays so; " in ok("target", "first.toml", "--dry-run").err
    assert one(planned, "select status from lists") == "recalled"


@pytest.mark.slow
def test_a_place_on_a_list_that_was_loaded_twice_is_named(ok: Cli, planned: Path, tmp_path: Path) -> None:
    """The exported list, then the file of who sent it, with other times and without offers."""
    ok("export", "first", "-o", "contacts_first.csv")
    ok("load", "contacts", "contacts_first.csv")
    assert "one place on" not in ok("measure", "first").err + ok("status").err
    codes = "select member_id, treatment_code from list_members where not is_control order by rank limit 20"
    rows = [row.split(",") for row in ok("query", codes, "--format", "csv").out.splitlines()[1:]]
    lines = [f"{member},first,{code},2026-12-06 10:07" for member, code in rows]
    (tmp_path / "sent.csv").write_text("\n".join(["member_id,campaign_id,treatment_code,contacted_at", *lines]) + "\n")
    ok("load", "contacts", "sent.csv")
    cure = "attitude load contacts FILE --replace first"
    said = ok("measure", "first")
    assert "20 members have several contacts for one place on the list: each is one in the response" in said.err
    assert cure in said.err
    assert re.search(r"^all .* 50 ", said.out, re.M), "each was to be contacted once"
    told = ok("status").err
    assert "members contacted twice by one place on a list: 20; fine for reminders; " in told
    assert f"{cure}\n" in told
    ok("load", "contacts", "sent.csv", "--replace", "first")
    assert "one place on" not in ok("measure", "first").err + ok("status").err
