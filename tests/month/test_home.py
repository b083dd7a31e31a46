"""Settings belong to the workspace: one answer to where it is and what holds for it, from wherever it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Cli, once

import attitude

MEMBERS = "member_id,phone\n" + "".join(f"m{n},+86138{n:08d}\n" for n in range(40))
CONTACTS = "member_id,campaign_id,contacted_at,channel,responded\n" + "".join(
    f"m{n},past{k},2025-0{k}-01 10:00,sms,{(n + k) % 3 // 2}\n" for n in range(40) for k in (1, 2, 3)
)
PLAN = '[campaign]\nid = "n"\nstarts_on = 2026-12-01\n[[offer]]\nchannel = "sms"\n'
ALLOW = ("--allow", "stale-optouts", "--allow", "size")


@once
def built(ok: Cli, folder: Path) -> Path:
    data, work = folder / "data", folder / "work"
    data.mkdir()
    work.mkdir()
    (work / "members.csv").write_text(MEMBERS)
    (work / "contacts.csv").write_text(CONTACTS)
    (work / "plan.toml").write_text(PLAN)
    base = data / "loyalty.duckdb"
    ok("init", "--db", base)
    (data / "attitude.toml").write_text("[control]\nshare = 0.3\n")
    for kind in ("members", "contacts"):
        ok("load", kind, work / f"{kind}.csv", "--db", base)
    ok("score", "--db", base)
    return base


@pytest.fixture
def far(ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scored workspace with settings beside it; the working folder is another."""
    base = built(ok, tmp_path)
    monkeypatch.chdir(tmp_path / "work")
    return base


def ids(ok: Cli, base: Path, sql: str) -> set[str]:
    return set(ok("query", sql, "--format", "csv", "--db", base).out.split()[1:])


def test_init_makes_the_settings_beside_the_workspace(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    ok("init", "--db", "data/x.duckdb")
    assert (tmp_path / "data" / "attitude.toml").is_file()
    assert not (tmp_path / "attitude.toml").exists()


def test_from_another_folder_the_control_is_left_out(far: Path, ok: Cli) -> None:
    ok("target", "plan.toml", "--db", far)
    ok("export", "n", *ALLOW, "-o", "list.csv", "--db", far)
    controls = ids(ok, far, "select member_id from universal_control")
    sent = {line.split(",")[0] for line in Path("list.csv").read_text().splitlines()[1:]}
    assert controls
    assert sent
    assert not controls & sent


def test_settings_of_the_working_folder_are_those_of_another_workspace(far: Path, ok: Cli) -> None:
    Path("attitude.toml").write_text("[control]\nshare = 0.0\n")
    said = ok("target", "plan.toml", "--dry-run", "--db", far)
    assert "universal control 30 %" in said.out + said.err


@pytest.mark.slow
def test_settings_can_be_named(far: Path, ok: Cli, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("other.toml").write_text("[control]\nshare = 0.1\n")
    assert "universal control 10 %" in str(
        ok("target", "plan.toml", "--dry-run", "--db", far, "--settings", "other.toml")
    )
    assert "universal control 10 %" in str(
        ok("--settings", "other.toml", "target", "plan.toml", "--dry-run", "--db", far)
    )
    assert "universal control 30 %" in str(ok("target", "plan.toml", "--dry-run", "--db", far))
    monkeypatch.setenv("ATTITUDE_SETTINGS", "other.toml")
    assert "universal control 10 %" in str(ok("target", "plan.toml", "--dry-run", "--db", far))
    said = cli("status", "--settings", "nowhere.toml")
    assert (said.code, said.err) == (2, "error: nowhere.toml: no such file\n")


def test_a_workspace_without_settings_takes_those_at_hand_and_says_so(far: Path, ok: Cli) -> None:
    (far.parent / "attitude.toml").unlink()
    Path("attitude.toml").write_text("[control]\nshare = 0.2\n")
    said = ok("target", "plan.toml", "--dry-run", "--db", far)
    assert f"settings: attitude.toml, for none stands beside {far}" in said.err
    assert "universal control 20 %" in str(said)


def test_two_files_that_both_say_more_are_refused(far: Path, cli: Cli) -> None:
    Path("attitude.toml").write_text(f'db = "{far}"\n')
    assert cli("status").code == 0
    Path("attitude.toml").write_text(f'db = "{far}"\nseed = 3\n')
    said = cli("status")
    assert said.code == 2
    assert "move its keys there, or say --settings attitude.toml" in said.err
    assert cli("status", "--settings", "attitude.toml").code == 0


def test_found_from_a_folder_below(ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ok("init")
    (tmp_path / "attitude.toml").write_text('[query]\nfolder = "mine"\n')
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "one.sql").write_text("-- one: what there is\nselect 1 as x\n")
    (tmp_path / "reports" / "2026").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "reports" / "2026")
    assert "workspace: ../../attitude.duckdb" in ok("status").err
    assert ok("query", "one", "--format", "csv").out == "x\n1\n"


def test_init_below_a_workspace_makes_one_of_its_own(ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ok("init")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    ok("init")
    assert Path("attitude.duckdb").is_file()
    assert "workspace" not in ok("status").err


def test_names_of_columns_are_remembered_beside_the_workspace(far: Path, ok: Cli) -> None:
    Path("crm.csv").write_text("nr,phone\nm900,+8613800009999\n")
    ok("load", "members", "crm.csv", "--map", "nr=member_id", "--db", far)
    assert 'nr = "member_id"' in (far.parent / "attitude.toml").read_text()
    assert not Path("attitude.toml").exists()
    ok("load", "members", "crm.csv", "--db", far)


def test_python_reads_the_same(far: Path) -> None:
    Path("other.toml").write_text("[control]\nshare = 0.1\n")
    assert attitude.open(far).settings.control.share == 0.3
    assert attitude.open(far, settings="other.toml").settings.control.share == 0.1


@pytest.mark.slow
@pytest.mark.parametrize(
    "later",
    ["[control]\nshare = 0.0\n", "[control]\nshare = 0.1\n", '[control]\nshare = 0.3\nperiod = "year"\n', "seed = 7\n"],
)
def test_a_control_that_was_kept_holds_to_the_end_of_its_period(far: Path, ok: Cli, cli: Cli, later: str) -> None:
    ok("target", "plan.toml", "--db", far)
    controls = ids(ok, far, "select member_id from universal_control where period = '2026-Q4'")
    (far.parent / "attitude.toml").write_text(later)
    Path("second.toml").write_text(PLAN.replace('"n"', '"second"'))
    said = ok("target", "second.toml", "--db", far)
    assert "universal control 30 % of 2026-Q4" in str(said)
    assert not controls & ids(ok, far, "select member_id from list_members where list_id like 'second%'")
    who = min(controls)
    assert "universal control 30 % of 2026-Q4" in ok("why", "second", who, "--db", far).out
    Path("third.toml").write_text(PLAN.replace('"n"', '"third"').replace("2026-12-01", "2027-02-01"))
    assert "30 % of 2026-Q4" not in str(ok("target", "third.toml", "--db", far))


@pytest.mark.slow
def test_an_export_knows_the_control_that_was_kept(far: Path, ok: Cli, cli: Cli) -> None:
    (far.parent / "attitude.toml").write_text("")
    ok("target", "plan.toml", "--db", far)  # before there was a control
    (far.parent / "attitude.toml").write_text("[control]\nshare = 0.3\n")
    Path("second.toml").write_text(PLAN.replace('"n"', '"second"'))
    ok("target", "second.toml", "--db", far)
    (far.parent / "attitude.toml").write_text("")
    said = cli("export", "n", *ALLOW, "-o", "list.csv", "--db", far)
    assert said.code == 4
    assert "controls" in said.err


def test_init_takes_what_files_are_read_by(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    ok("init", "--region", "cn", "--timezone", "Asia/Shanghai")
    found = attitude.open().settings
    assert (found.load.region, found.send.timezone) == ("CN", "Asia/Shanghai")
    again = cli("init", "--db", "other.duckdb", "--region", "DE")
    assert again.code == 2
    assert "attitude.toml: is there already; write region under [load]" in again.err
    assert not (tmp_path / "other.duckdb").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--region", "XX"), "--region XX: no such region"), (("--timezone", "CST"), "no such time zone")],
)
def test_init_refuses_what_is_none(cli: Cli, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    result = cli("init", *words)
    assert result.code == 2
    assert said in result.err
    assert list(tmp_path.iterdir()) == []
