"""The monthly job: what it does and why, what it leaves alone, and who waits for whom."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Cli, everything
from pydantic import BaseModel

from attitude.database import Workspace
from attitude.job import job_lock, read_job
from attitude.job.inputs import of_score
from attitude.settings import ScoreSettings, SendSettings

CAMPAIGN = "2026-12-family-portal"
SCORE = "[score]\nas_of = 2026-11-20\n"
Steps = Callable[..., tuple[int, dict[tuple[str, str], tuple[str, str]]]]
MEASURED = '[measure]\ncampaigns = ["2024-12-*"]\n'
LISTS = '[target]\nplans = ["plan.toml"]\n[export]\n'
MEMBERS = "member_id,brand\n1,go\n2,go\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def month(tmp_path: Path, text: str) -> Path:
    return write(tmp_path / "month.toml", f'month = "2026-11"\n{text}')


@pytest.fixture
def steps(cli: Cli) -> Steps:
    """Run the job; give its exit code, and what became of each step."""

    def call(*more: str) -> tuple[int, dict[tuple[str, str], tuple[str, str]]]:
        said = cli("run", "month.toml", "--format", "json", *more)
        found = json.loads(said.out)
        return said.code, {(row["step"], row["subject"]): (row["outcome"], row["detail"]) for row in found}

    return call


def test_a_file_that_may_tell_of_optouts_holds_every_list(cli: Cli, steps: Steps, scored: Path) -> None:
    """Left in the inbox because its name tells no kind, it would be forgotten while a list goes out."""
    folder = scored.parent
    month(folder, f"[load]\n{SCORE}{LISTS}")
    stops = write(folder / "inbox" / "11月退订名单.csv", "会员号,渠道\n010000001,短信\n")
    for _ in range(2):
        code, found = steps()
        outcome, why = found["load optouts", "11月退订名单.csv"]
        assert (code, outcome) == (4, "refused")
        assert 'names = { "11月退订名单.csv" = "optouts" }' in why
        assert found["target", CAMPAIGN][0] == "blocked"
        assert "opt-outs of 11月退订名单.csv were refused" in found["target", CAMPAIGN][1]
        assert stops.exists()
    text = '[load]\nproposals = true\nnames = {"*退订名单*" = "optouts"}\n'
    month(folder, text + SCORE + LISTS)
    code, found = steps()
    assert found["load optouts", "11月退订名单.csv"][0] == "done"
    assert (code, found["export", CAMPAIGN][0]) == (0, "done")
    assert cli("query", "select count(*) from optouts where member_id = '010000001'", "--format", "csv").out.endswith(
        "1\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_what_is_no_file_of_the_inbox_is_told_and_left(ok: Cli, steps: Steps, tmp_path: Path) -> None:
    """A link in a folder that others write to would have any file of the machine read, and moved to ``done``."""
    ok("init")
    month(tmp_path, "[load]\n")
    inbox = tmp_path / "inbox"
    write(inbox / "members_2026-11.csv", MEMBERS)
    write(tmp_path / "elsewhere" / "members.csv", "member_id,brand\n9,go\n")
    (inbox / "usage_2026-11.csv").symlink_to(tmp_path / "elsewhere" / "members.csv")
    (inbox / "optouts.csv").symlink_to("../elsewhere/members.csv")
    (inbox / "contacts.csv").symlink_to("gone.csv")
    (inbox / "more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (inbox / "members_2026-12.csv").symlink_to("members_2026-11.csv")
    os.mkfifo(inbox / "responses.csv")
    for act in ("--dry-run", "--log-format=text"):
        code, found = steps(act)
        told = {name: why for (_, name), (_, why) in found.items()}
        where = tmp_path / "elsewhere"
        cure = "which is not followed; put the file itself there"
        assert told["usage_2026-11.csv"] == f"left in the inbox: a link to {where / 'members.csv'}, {cure}"
        assert told["more"] == f"left in the inbox: a link to {where}, {cure}"
        assert told["contacts.csv"] == f"left in the inbox: a link to nothing, gone.csv, {cure}"
        assert told["members_2026-12.csv"].endswith(f"members_2026-11.csv, {cure}")
        assert told["responses.csv"] == "left in the inbox: a pipe or device, which no file can be read from"
        assert told["optouts.csv"].startswith("its name speaks of opt-outs, and it is a link to ..")
    assert code == 3, "no list goes out while an opt-outs file is not read"
    assert {path.name for path in inbox.iterdir()} == {
        *("usage_2026-11.csv", "optouts.csv", "contacts.csv", "more", "responses.csv", "members_2026-12.csv")
    }
    assert ok("query", "select count(*) as n from members", "--format", "csv").out == "n\n2\n"
    assert (tmp_path / "elsewhere" / "members.csv").is_file()


def test_files_are_loaded_in_order_and_moved(ok: Cli, steps: Steps, tmp_path: Path) -> None:
    ok("init")
    month(tmp_path, "[load]\n")
    inbox = tmp_path / "inbox"
    for name, text in {
        "usage_2026-11.csv": "member_id,month,product,revenue\n1,2026-11,sms,3\n",
        "会员 members.csv": MEMBERS,
        "members_2026-11.csv": MEMBERS,
        "vendor/optouts.csv": "member_id\n2\n",
        "contacts.csv.part": "member_id,campaign_id\n1,c\n",
        ".hidden.csv": "member_id\n1\n",
        "responses_2026-11.csv": "member_id,when\n1,2026-11-01\n",
        "usage_2026-11_b.csv": "member_id,month,product,revenue\n1,2026-10,sms,3\n2,soon,sms,3\n",
    }.items():
        write(inbox / name, text)
    code, found = steps("--dry-run")
    assert code == 0
    assert len(found) == 6
    assert not (tmp_path / "done").exists()
    (tmp_path / "attitude.toml").write_text("[load]\nmax_rejects = 0.5\n", encoding="utf-8")
    code, found = steps()
    assert code == 3, "a file was refused, the others were taken"
    assert [subject for _, subject in found] == [
        "members_2026-11.csv",
        "responses_2026-11.csv",
        "usage_2026-11.csv",
        "usage_2026-11_b.csv",
        "optouts.csv",
        "inbox",
    ]
    outcome, why = found["load responses", "responses_2026-11.csv"]
    assert outcome == "refused"
    assert "inbox/responses_2026-11.csv: responses need a column 'campaign_id' or 'treatment_code' or 'code'" in why
    assert "会员 members.csv" in found["load", "inbox"][1]
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*_*.csv*")} | {
        str(path.relative_to(tmp_path)) for path in inbox.rglob("*") if path.is_file()
    }
    assert left == {
        "done/2026-11/members_2026-11.csv",
        "done/2026-11/usage_2026-11.csv",
        "done/2026-11/usage_2026-11_b.csv",
        "done/2026-11/usage_2026-11_b.csv.rejects.csv",
        "refused/2026-11/responses_2026-11.csv",
        "refused/2026-11/responses_2026-11.csv.reason.txt",
        "inbox/contacts.csv.part",
        "inbox/.hidden.csv",
        "inbox/会员 members.csv",
    }
    reason = (tmp_path / "refused/2026-11/responses_2026-11.csv.reason.txt").read_text(encoding="utf-8")
    assert why.startswith(reason.strip())


@pytest.mark.slow
def test_a_name_that_is_taken_gets_a_number(ok: Cli, steps: Steps, tmp_path: Path) -> None:
    ok("init")
    month(tmp_path, "[load]\n")
    for tier in ("gold", "iron", "iron"):
        write(tmp_path / "inbox" / "members.csv", f"member_id,tier\n1,{tier}\n")
        assert steps()[0] == 0
    done = tmp_path / "done" / "2026-11"
    assert {path.name for path in done.iterdir()} == {"members.csv", "members~2.csv", "members~3.csv"}
    assert "gold" in (done / "members.csv").read_text()
    assert ok("query", "select tier from members", "--format", "csv").out == "tier\niron\n"
    # a move that was killed half-way left the file in both places
    write(tmp_path / "inbox" / "optouts.csv", "member_id\n1\n")
    (done / "optouts.csv").hardlink_to(tmp_path / "inbox" / "optouts.csv")
    assert steps()[0] == 0
    assert [path.name for path in done.glob("optouts*")] == ["optouts.csv"]


@pytest.mark.slow
def test_a_late_file_does_not_take_back_a_later_one(ok: Cli, steps: Steps, tmp_path: Path) -> None:
    ok("init")
    month(tmp_path, '[load]\nreplace = { "contacts_*_b*" = "c" }\n')
    inbox = tmp_path / "inbox"
    write(inbox / "members_2026-11.csv", "member_id,tier\n1,gold\n")
    write(inbox / "usage_nov.csv", "member_id,month,product,revenue\n1,2026-11,sms,3\n")
    write(inbox / "contacts_2026-11_b.csv", "member_id,campaign_id,contacted_at\n1,c,2026-11-02\n")
    assert steps()[0] == 0
    write(inbox / "members_2026-10.csv", "member_id,tier,city\n1,iron,北京\n2,iron,上海\n")
    write(inbox / "usage_dec.csv", "member_id,month,product,revenue\n1,2026-11,sms,4\n")
    write(inbox / "contacts_2026-11.csv", "member_id,campaign_id,contacted_at\n1,c,2026-11-01\n2,c,2026-11-01\n")
    assert steps()[0] == 0
    tiers = ok("query", "select member_id, tier, city from members order by all", "--format", "csv").out
    assert tiers == "member_id,tier,city\n1,gold,北京\n2,iron,上海\n"
    spent = ok("query", "select revenue from usage", "--format", "csv").out
    assert spent == "revenue\n4.0\n", "such names tell no order"
    sent = ok("query", "select member_id, contacted_at::date as day from contacts", "--format", "csv").out
    assert sent == "member_id,day\n1,2026-11-02\n"


@pytest.mark.slow
def test_lists_wait_are_made_and_then_stay(ok: Cli, steps: Steps, scored: Path, tmp_path: Path) -> None:
    month(tmp_path, "[load]\n" + LISTS.replace("[export]", 'after = ["optouts_{month}*"]\n[export]'))
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    code, found = steps()
    assert code == 0
    assert found["target", CAMPAIGN] == ("waiting", "waits for optouts_2026-11*")
    assert found["export", CAMPAIGN] == ("waiting", "no list yet")
    write(inbox / "optouts_2026-11.csv", "who\n1\n")
    code, found = steps()
    assert code == 4, "a blocked list wins over a refused file"
    assert found["target", CAMPAIGN][0] == "blocked"
    assert "opt-outs of optouts_2026-11.csv were refused" in found["target", CAMPAIGN][1]
    write(inbox / "optouts_2026-11.csv", "member_id\nnobody\n")
    code, found = steps()
    assert code == 0
    assert found["target", CAMPAIGN][0] == found["export", CAMPAIGN][0] == "done"
    listed = everything(scored)["list_members"]
    files = sorted((tmp_path / "lists").iterdir())
    before = [path.read_bytes() for path in files]
    write(inbox / "optouts_2026-11_late.csv", "member_id\n010000001\n")
    code, found = steps()
    assert code == 0
    assert found["load optouts", "optouts_2026-11_late.csv"][0] == "done"
    assert found["target", CAMPAIGN][0] == found["export", CAMPAIGN][0] == "skipped"
    assert everything(scored)["list_members"] == listed
    assert [path.read_bytes() for path in files] == before
    with Workspace(scored, read_only=True) as workspace:
        made = workspace.rows("select inputs is not null from runs where step in ('target', 'approve', 'export')")
    assert made == [(True,)] * 3


@pytest.mark.slow
def test_who_opts_out_of_a_list_handed_over_is_told(steps: Steps, scored: Path, tmp_path: Path) -> None:
    month(tmp_path, "[load]\n" + LISTS)
    (tmp_path / "inbox").mkdir()
    assert steps()[0] == 0
    with Workspace(scored, read_only=True) as workspace:
        list_id, phone, channel = workspace.row(
            "select l.list_id, m.phone, l.channel from list_members as l inner join members as m using (member_id) "
            "where not l.is_control and l.channel = 'sms' order by l.rank limit 1"
        )
    write(tmp_path / "inbox" / "optouts_late.csv", f"phone,channel\n{phone},{channel}\n")
    code, found = steps()
    assert code == 0
    assert f"1 of it have opted out since: 'attitude withdraw {list_id} -o FILE'" in found["export", CAMPAIGN][1]


@pytest.mark.slow
def test_a_recalled_list_is_not_made_again_by_itself(ok: Cli, steps: Steps, scored: Path, tmp_path: Path) -> None:
    month(tmp_path, LISTS)
    assert steps()[0] == 0
    ok("recall", CAMPAIGN)
    code, found = steps()
    assert code == 0
    assert "was recalled; a change of its plan makes another" in found["target", CAMPAIGN][1]
    assert found["export", CAMPAIGN][0] == "skipped"
    plan = tmp_path / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8") + "# mended\n", encoding="utf-8")
    code, found = steps()
    assert found["target", CAMPAIGN][0] == found["export", CAMPAIGN][0] == "done"


@pytest.mark.slow
def test_a_list_may_wait_for_a_person(ok: Cli, steps: Steps, scored: Path, tmp_path: Path) -> None:
    month(tmp_path, LISTS + "approve = false\n")
    code, found = steps()
    assert code == 0
    assert "is to be approved: 'attitude approve" in found["export", CAMPAIGN][1]
    assert steps()[1]["target", CAMPAIGN][0] == "skipped", "nothing changed"
    write(tmp_path / "optouts.csv", "member_id\nnobody\n")
    ok("load", "optouts", "optouts.csv")
    assert steps()[1]["target", CAMPAIGN][0] == "done", "a draft follows the data"
    ok("approve", CAMPAIGN)
    code, found = steps()
    assert found["target", CAMPAIGN][0] == "skipped"
    assert found["export", CAMPAIGN][0] == "done"


@pytest.mark.slow
def test_a_check_blocks_a_list_and_nothing_else(steps: Steps, cli: Cli, scored: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("2099-12-31", "2020-01-01").replace(
        "starts_on = 2026-12-05\nends_on = 2026-12-12\n", ""), encoding="utf-8")  # fmt: skip
    month(tmp_path, LISTS + '[measure]\ncampaigns = ["2026-06-*"]\n')
    code, found = steps()
    assert code == 4
    assert "its last day was 2020-01-01" in found["export", CAMPAIGN][1]
    assert any(step == "measure" and outcome == "done" for (step, _), (outcome, _) in found.items())
    assert "--allow expired" in cli("run", "month.toml").err


@pytest.mark.slow
def test_what_is_measured_again(ok: Cli, steps: Steps, scored: Path, tmp_path: Path) -> None:
    month(tmp_path, '[measure]\ncampaigns = ["2026-05-*", "2026-06-*"]\nshow = ["lift", "answers"]\n')
    code, found = steps()
    assert code == 0
    assert {outcome for outcome, _ in found.values()} == {"done"}
    first, second = sorted(campaign for _, campaign in found)
    assert {path.name for path in (tmp_path / "reports").iterdir()} == {
        f"{campaign}.{part}.csv" for campaign in (first, second) for part in ("lift", "answers")
    }
    assert {outcome for outcome, _ in steps()[1].values()} == {"skipped"}
    (tmp_path / "reports" / f"{second}.lift.csv").unlink()
    sql = f"select member_id from contacts where campaign_id = '{first}' and not is_control limit 1"
    member = ok("query", sql, "--format", "csv").out.split()[1]
    write(tmp_path / "responses.csv", f"member_id,campaign_id,responded_at\n{member},{first},2026-05-20 03:02:01\n")
    ok("load", "responses", "responses.csv")
    why = {campaign: words for (_, campaign), (_, words) in steps("--dry-run")[1].items()}
    assert why == {
        first: "its data, or what is asked of it, changed since it was measured",
        second: f"reports/{second}.lift.csv is not there",
    }
    assert {outcome for outcome, _ in steps()[1].values()} == {"done"}
    assert {outcome for outcome, _ in steps()[1].values()} == {"skipped"}


def test_a_failure_stops_the_rest_and_is_taken_up_again(
    ok: Cli, steps: Steps, cli: Cli, scored: Path, tmp_path: Path
) -> None:
    month(tmp_path, SCORE + LISTS)
    write(tmp_path / "attitude.toml", '[score]\nattributes = ["brnd"]\n')
    code, found = steps()
    assert code == 2
    assert list(found) == [("score", "2026-11-20")]
    assert "no attribute 'brnd' (did you mean 'brand'?)" in found["score", "2026-11-20"][1]
    (tmp_path / "attitude.toml").unlink()
    assert steps("--dry-run")[1]["score", "2026-11-20"] == ("to do", "was done by hand")
    code, found = steps()
    assert code == 0
    assert [outcome for outcome, _ in found.values()] == ["done"] * 3


@pytest.mark.slow
def test_the_brief_goes_by_an_attribute_and_is_written_anew_for_it(steps: Steps, scored: Path) -> None:
    folder, told = scored.parent, '[brief]\nfile = "brief.json"\n'
    month(folder, told)
    assert steps()[1]["brief", "2026-11"][0] == "done"
    assert "segments" not in json.loads((folder / "brief.json").read_text("utf-8"))
    assert steps()[1]["brief", "2026-11"][0] == "skipped"
    month(folder, f'{told}by = "brand"\n')
    assert steps()[1]["brief", "2026-11"][0] == "done"
    assert json.loads((folder / "brief.json").read_text("utf-8"))["segments"]["by"] == "brand"
    month(folder, f'{told}by = "brnd"\n')
    outcome, why = steps()[1]["brief", "2026-11"]
    assert (outcome, "no attribute of members has this name" in why) == ("failed", True)


def test_a_dry_run_leaves_no_trace(steps: Steps, cli: Cli, scored: Path, tmp_path: Path) -> None:
    month(tmp_path, "[load]\n" + SCORE + LISTS + "[measure]\n")
    write(tmp_path / "inbox" / "members.csv", MEMBERS)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, found = steps("--dry-run")
    assert code == 0
    assert [step for step, _ in found] == ["load members", "score", "target", "export", "measure"]
    assert {outcome for outcome, _ in found.values()} == {"to do"}
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    said = cli("run", "month.toml", "--dry-run")
    assert "to do    load members members.csv: new in the inbox\n" in said.out
    assert said.err == ""


@pytest.mark.slow
def test_the_log(cli: Cli, scored: Path, tmp_path: Path) -> None:
    month(tmp_path, LISTS)
    said = cli("run", "month.toml", "--log-format", "jsonl", "--log", "run.log", "--format", "csv")
    lines = [json.loads(line) for line in said.err.splitlines()]
    assert [(line["step"], line["outcome"], line["month"]) for line in lines] == [
        ("target", "done", "2026-11"),
        ("export", "done", "2026-11"),
    ]
    assert (tmp_path / "run.log").read_text(encoding="utf-8") == said.err
    assert said.out.startswith("step,subject,outcome,rows,seconds,detail\n")
    text = cli("run", "month.toml", "--log", "run.log")
    assert "is handed over, and stays as it is (" in text.err
    assert len((tmp_path / "run.log").read_text(encoding="utf-8").splitlines()) == 4


def test_a_constant_named_as_it_is_by_default_is_learned_no_more(workspace: Workspace) -> None:
    day, send, default = date(2026, 11, 30), SendSettings(), ScoreSettings()
    learned = of_score(workspace, day, default, send)
    named = of_score(workspace, day, ScoreSettings(alpha=default.alpha), send)
    other = of_score(workspace, day, ScoreSettings(beta=default.beta), send)
    assert len({learned, named, other, of_score(workspace, day, ScoreSettings(alpha=default.alpha + 1), send)}) == 4
    assert learned == of_score(workspace, day, ScoreSettings(), send)
    assert learned != of_score(workspace, day, ScoreSettings(), send, ["form"])


@pytest.mark.slow
def test_one_run_at_a_time(cli: Cli, scored: Path, tmp_path: Path) -> None:
    path = month(tmp_path, MEASURED)
    code = "import sys\nfrom pathlib import Path\nfrom attitude.job import job_lock\n"
    code += (
        "with job_lock(Path(sys.argv[1]), Path('other.toml')):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(scored)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        said = cli("run", "month.toml")
        assert said.code == 1
        assert "another run is at work: other.toml by " in said.err
        assert f"process {other.pid} on " in said.err
        assert "since 20" in said.err
        other.kill()
    assert scored.with_name("attitude.duckdb.lock").exists(), "what a killed run leaves stops nobody"
    assert cli("run", "month.toml").code == 0
    assert not scored.with_name("attitude.duckdb.lock").exists()
    lock = write(scored.with_name("attitude.duckdb.lock"), '{"host": "elsewhere", "pid": "7", "job": "x.toml"}')
    said = cli("run", "month.toml")
    assert said.code == 1
    assert "x.toml by ?, process 7 on elsewhere, since ?; wait until it has ended, or remove" in said.err
    write(lock, "not what we write")
    with job_lock(scored, path):
        pass


def test_a_question_in_between_is_waited_for(cli: Cli, scored: Path, tmp_path: Path) -> None:
    month(tmp_path, MEASURED)
    code = "import duckdb, sys, time\nopen = duckdb.connect(sys.argv[1])\nprint('open', flush=True)\ntime.sleep(1)\n"
    with subprocess.Popen([sys.executable, "-c", code, str(scored)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        assert cli("run", "month.toml").code == 0


WRONG = {
    "no month": ("[score]\n", "'month' is missing; write month = \"2026-11\", or say --month 2026-11"),
    "bad month": ("month = '2026-13'\n[score]\n", "'month' = '2026-13': write the month as \"2026-11\", in quotes"),
    "a day": ("month = 2026-11-01\n[score]\n", 'write the month as "2026-11"'),
    "nothing to do": ("month = '2026-11'\n", "there is nothing to do; add [load]"),
    "unknown table": ("month = '2026-11'\n[scor]\n", "unknown key 'scor' (did you mean 'score'?)"),
    "unknown key": ("month = '2026-11'\n[load]\nin_box = 'x'\n", "unknown key 'load.in_box' (did you mean 'inbox'?)"),
    "unknown kind": ("month = '2026-11'\n[load]\nkinds = ['member']\n", "'load.kinds.0' = 'member'"),
    "no inbox": ("month = '2026-11'\n[load]\n", "'load.inbox': no folder inbox; make it, or name another"),
    "no plan": ("month = '2026-11'\n[target]\nplans = ['p/*.toml']\n", "'target.plans': no file p/*.toml"),
    "no plans": ("month = '2026-11'\n[target]\n", "'target.plans' is missing"),
    "bad plan": ("month = '2026-11'\n[target]\nplans = ['month.toml']\n", "month.toml: 'campaign' is missing"),
    "export alone": ("month = '2026-11'\n[export]\n", "add [target] with plans"),
    "bad format": ("month = '2026-11'\n[measure]\nformat = 'pdf'\n", "'measure.format' = 'pdf'"),
    "ledger": ("month = '2026-11'\n[measure]\nshow = ['ledger']\n", "'measure.show': 'ledger' is of all campaigns"),
    "unknown campaign": ("month = '2026-11'\n[measure]\ncampaigns = ['2026-06']\n", "no campaign '2026-06'"),
    "not TOML": ("month = 2026-11\n", "month.toml: not valid TOML"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_jobs(name: str, cli: Cli, scored: Path, tmp_path: Path) -> None:
    text, words = WRONG[name]
    write(tmp_path / "month.toml", text)
    said = cli("run", "month.toml")
    assert said.code == 2
    assert words in said.err.replace("\n", " ")
    assert not list(tmp_path.glob("*.lock"))


def test_wrong_options(cli: Cli, scored: Path, tmp_path: Path) -> None:
    month(tmp_path, "[score]\n")
    assert "--month 2026-1: write it as 2026-11" in cli("run", "month.toml", "--month", "2026-1").err
    assert "nowhere.toml: no such file" in cli("run", "nowhere.toml").err
    assert "no/run.log: cannot be written: No such file" in cli("run", "month.toml", "--log", "no/run.log").err


def test_the_month_of_the_option_wins(tmp_path: Path) -> None:
    path = month(tmp_path, '[load]\ninbox = "in/{month}"\n[target]\nplans = ["{month}.toml"]\n')
    job = read_job(path, "2028-02")
    assert job.steps.load is not None
    assert job.steps.load.inbox == "in/2028-02"
    assert str(job.last_day) == "2028-02-29"


def test_the_readme_shows_every_key(tmp_path: Path) -> None:
    text = re.search(r"^```toml\n(month = .*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert text
    steps = read_job(write(tmp_path / "month.toml", text[1])).steps
    for name in type(steps).model_fields:
        part = getattr(steps, name)
        assert name in steps.model_fields_set, f"the README's job shows nothing of {name}"
        for key in type(part).model_fields if isinstance(part, BaseModel) else ():
            assert key in part.model_fields_set, f"the README's job shows nothing of {name}.{key}"


def test_a_plan_without_scores_and_a_job_that_makes_none_is_no_waiting(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    ok("init")
    (tmp_path / "plan.toml").write_text('[campaign]\nid = "c"\n[[offer]]\nchannel = "sms"\n', encoding="utf-8")
    (tmp_path / "month.toml").write_text('month = "2026-11"\n[target]\nplans = ["plan.toml"]\n', encoding="utf-8")
    said = cli("run", "month.toml")
    assert said.code == 4
    assert "no scores yet, and this job makes none: add [score] to month.toml" in said.out + said.err
