"""Verifying: every check finds the fault it is for, a walked workspace has none, damage is told in one line."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import Cli, Said, few

import attitude
from attitude.database import Workspace, backups_of, notes_of, query_text
from attitude.erase import erase
from attitude.export import export
from attitude.plan import read_plan
from attitude.settings import Settings
from attitude.targeting import target
from attitude.verify import CHECKS, verify

ONE = "rowid = (select min(rowid) from {})"
# what is done to a workspace, by the check that is to find it; several where several are broken at once
TAMPERED = {
    "an id twice": ("repeated_ids", "update store.persons set member_id = '010000001' where member_id = '010000002'"),
    "a step twice": ("repeated_ids", "insert into runs select * from runs where run_id = 1"),
    "sums twice": ("repeated_sums", "insert into store.member_sums select * from store.member_sums limit 1"),
    "a list twice": ("repeated_list_keys", "insert into store.list_members select * from store.list_members limit 1"),
    "contacts of nobody": ("orphan_members", f"update store.contacts set member_key = 0 where {ONE}", "contacts"),
    "opt-outs of nobody": ("orphan_members", "insert into store.optouts values (-5, 'sms', null, 'out', null, null)"),
    "no treatment": ("orphan_keys", f"update store.contacts set treatment_key = 0 where {ONE}", "contacts"),
    "no campaign": ("orphan_keys", f"update store.responses set campaign_key = 0 where {ONE}", "responses"),
    "no load": ("orphan_keys", "insert into rejects values (99, 1, null, null, 'odd')"),
    "rows of no list": (
        "orphan_lists",
        "insert into store.list_funnel values (99, 1, 'told', '{{}}', 'a rule', 0, 0, 0)",
    ),
    "no such rule": ("orphan_lists", f"update store.list_exclusions set step = 99 where {ONE}", "list_exclusions"),
    "left out, not listed": (
        "orphan_lists",
        "insert into store.left_out select 1, max(member_key) + 9 from store.persons",
    ),
    "a code of two": (
        "own_codes",
        "insert into store.list_codes select list_key, member_key, '22222222', null from store.list_members "
        "where not is_control limit 2",
    ),
    "a contact gone": ("cells", f"delete from store.trials where {ONE}", "trials"),
    "an answer too late": (
        "cells",
        "update store.trials set responded_at = timestamp '2099-01-01' where rowid = "
        "(select min(rowid) from store.trials where responded_at is not null)",
    ),
    "a last digit": (
        "member_sums",
        f"update store.member_sums set answered = answered + 2.0 ^ -40 where {ONE}",
        "member_sums",
    ),
    "a person's sums gone": ("member_sums", f"delete from store.member_sums where {ONE}", "member_sums"),
    "a score's last digit": (
        "responsiveness",
        f"update store.responsiveness set ratio = ratio + 0.000001 where {ONE}",
        "responsiveness",
    ),
    "the last digit of a score that people read": (
        "responsiveness",
        f"update store.responsiveness set shown_ratio = shown_ratio + 0.000001 where {ONE}",
        "responsiveness",
    ),
    "a person's score gone": (
        "responsiveness",
        "delete from store.responsiveness where contacts = (select max(contacts) from store.responsiveness)",
    ),
    "an element's last digit": (
        "element_sums",
        f"update store.element_sums set expected = expected + 2.0 ^ -40 where {ONE}",
        "element_sums",
    ),
    "a value's last digit": (
        "value_sums",
        f"update store.value_sums set expected = expected + 2.0 ^ -20 where {ONE}",
        "value_sums",
    ),
    "a value gone": ("value_sums", f"delete from store.value_sums where {ONE}", "value_sums"),
    "a code of nothing": ("profile_codes", f"update store.profiles set brand = 200 where {ONE}", "profiles"),
    "an element's counts": (
        "elements",
        f"delete from store.changed_campaigns; update store.elements set contacts = contacts + 1 where {ONE}",
        "elements",
    ),
    "two scorings": ("scorings", "insert into store.scorings select * from store.scorings"),
    "no scoring": ("scorings", "delete from store.scorings"),
    "a rule counts one less": (
        "funnels",
        f"update store.list_funnel set excluded = excluded - 1 where {ONE}",
        "list_funnel",
    ),
    "more remain": (
        "funnels",
        "update store.list_funnel set remaining = remaining + 1 where rowid = "
        "(select max(rowid) from store.list_funnel)",
    ),
    "no rules": ("funnels", "delete from store.list_funnel"),
    "a member gone from a list": ("list_counts", f"delete from store.list_members where {ONE}", "list_members"),
    "cost": ("list_counts", "update store.lists set cost = cost + 0.01"),
    "a control contacted": ("list_counts", "update store.list_members set is_control = false where is_control"),
    "listed and taken out": (
        "list_members",
        "insert into store.list_exclusions select list_key, member_key, 1 from store.list_members limit 1",
    ),
    "a chance of 2": (
        "list_members",
        f"update store.list_members set selection_probability = 2 where {ONE}",
        "list_members",
    ),
    "a hole in ranks": ("list_ranks", "update store.list_members set rank = rank + 1"),
    "beyond a limit": ("list_limits", "insert into store.list_limits values (1, 77, 'x', 'size', 11, 10, 0, '')"),
    "a code twice": (
        "treatment_codes",
        "insert into store.list_treatments select list_key, 77, offer, 'x', treatment_code, "
        "channel, null, null, null, 0, 0, 0, null, null from store.list_treatments limit 1",
    ),
    "rows of an undone load": ("load_rows", "update loads set undone_at = now()::timestamp where load_id = 1"),
    "an account": ("loads", "update loads set kept = kept + 1 where load_id = 1"),
    "rejects gone": ("loads", "update loads set rejected = rejected + 1, kept = kept - 1 where load_id = 1"),
    "a step gone": ("runs", "delete from runs where run_id = 2"),
    "a step said otherwise": ("audit", "update runs set detail = 'nothing' where run_id = 2"),
    "an opt-out gone": ("seals", "update store.seals set digest = '9 9' where name = 'opt-outs'"),
    "no salt": ("salt", "insert into store.suppressed values ('id', repeat('a', 64))"),
    "erased, with a row": (
        "erased",
        "insert into store.erased select member_key, true, null, true, true, date '2026-01-01', 1 "
        "from store.members limit 1",
    ),
    "a hash that is none": ("erased", "insert into store.suppressed values ('phone', '+8613900000000')"),
    "an unknown action": ("known_words", f"update store.optouts set action = 'perhaps' where {ONE}", "optouts"),
    "an unknown key": (
        "known_words",
        "insert into store.address_optouts values ('fax', '1', 'all', null, 'out', null, false, false, null)",
    ),
    "an address of nobody": ("orphan_members", "insert into store.given_up_addresses values (-5, 'phone', '1', null)"),
    "an unknown state": ("known_words", "update store.lists set status = 'lost'"),
    "a share of 2": ("ranges", "insert into store.control_periods values ('2026-Q1', 2, 1)"),
    "hours": ("ranges", "delete from store.hour_shares where hour_of_week = 3"),
}


@pytest.fixture(scope="session")
def walked_once(scored_once: Path, world_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scored world with a list that was exported, and its file."""
    folder = tmp_path_factory.mktemp("walked")
    path = Path(shutil.copy(scored_once, folder / "attitude.duckdb"))
    with Workspace(path) as workspace:
        sent = target(workspace, read_plan(world_files / "plan.toml"), 1, Settings())
        export(workspace, sent.list_id, "csv", Path("sent.csv"), folder, allow=["stale-optouts"])
    for name in ("sent.csv", "sent.csv.manifest.json"):  # an export's path is told as it was given
        shutil.move(name, folder / name)
    return path


@pytest.fixture
def walked(walked_once: Path, tmp_path: Path) -> Path:
    """Such a workspace of one's own, with the file of its list beside it."""
    shutil.copytree(walked_once.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "attitude.duckdb"


def tamper(path: Path, sql: str) -> None:
    with duckdb.connect(path) as con:
        con.execute(sql)


def test_a_walked_workspace_has_no_fault(ok: Cli, walked: Path) -> None:
    said = ok("verify")
    assert said.out == ""
    assert said.err.startswith(f"attitude.duckdb: {len(CHECKS) + 2} checks passed; ")
    assert said.err.endswith(" tables read, 1 files of exports as written\n")
    assert ok("verify", "--format", "csv").out == "check,what,problem,count,cure\n"
    found = attitude.open(walked).verify()
    assert (found.faults, found.files) == ((), 1)
    assert found.rows > 10_000


@pytest.mark.slow
def test_an_empty_workspace_and_one_without_scores_have_none(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    assert "checks passed" in ok("verify").err
    (tmp_path / "members.csv").write_text("member_id,no value\n1,\n2,\n")
    (tmp_path / "contacts.csv").write_text("member_id,campaign_id,contacted_at\n1,c,2026-01-01\n2,c,never\n3,c,\n")
    ok("load", ".", "--max-rejects", 1)
    assert "checks passed" in ok("verify").err


@pytest.mark.slow
def test_an_erasure_leaves_no_fault(walked: Path) -> None:
    with Workspace(walked) as workspace:
        listed = workspace.rows("select member_id from list_members order by rank limit 3")
        erase(workspace, [member for (member,) in listed])
    for _ in range(2):
        assert attitude.open(walked).verify().faults == ()
        attitude.open(walked).score()


@pytest.mark.parametrize("name", few(TAMPERED))
def test_every_check_finds_what_it_is_for(name: str, walked: Path) -> None:
    check, sql, *table = TAMPERED[name]
    tamper(walked, sql.format(*(f"store.{one}" for one in table)))
    with Workspace(walked, read_only=True, version=None) as workspace:
        faults = [fault for fault in verify(workspace).faults if fault.check == check]
    assert faults, "not found"
    assert all(fault.what and fault.problem and fault.cure == CHECKS[check] for fault in faults)


def test_no_check_is_without_a_tampering() -> None:
    assert {check for check, *_ in TAMPERED.values()} == set(CHECKS)


def test_every_table_of_people_is_looked_through(workspace: Workspace) -> None:
    tables = workspace.rows(
        "select distinct table_name from duckdb_columns() where schema_name = 'store' and column_name = 'member_key' "
        "and table_name in (select table_name from duckdb_tables() where not temporary)"
    )
    looked = query_text("verify/orphan_members")
    assert [name for (name,) in tables if not re.search(rf"\bstore\.{name}\b", looked)] == []


@pytest.mark.slow
def test_a_fault_is_one_line_and_its_rows(cli: Cli, walked: Path) -> None:
    tamper(walked, "update store.element_sums set responses = responses + 1")
    said = cli("verify", "--format", "json")
    rows = json.loads(said.out)
    assert said.code == 3
    assert said.err.count("\n") == 1
    assert said.err.startswith("error: attitude.duckdb: element_sums: member 010000000")
    assert said.err.endswith("'attitude score --full' makes them anew\n")
    assert len(rows) == 100
    assert {row["count"] for row in rows} > {99} or rows[0]["count"] > 100
    assert cli("score", "--full").code == 0
    assert cli("verify").code == 0


@pytest.mark.slow
def test_exported_files_are_compared_where_they_are_found(cli: Cli, walked: Path, tmp_path: Path) -> None:
    file, manifest = tmp_path / "sent.csv", tmp_path / "sent.csv.manifest.json"
    whole, told = file.read_bytes(), json.loads(manifest.read_text(encoding="utf-8"))
    file.write_bytes(whole + b"010000009\n")
    said = cli("verify")
    assert said.code == 3
    assert "exports: sent.csv: is not what its manifest says" in said.err
    file.unlink()
    assert cli("verify").code == 0, "sent and cleared away"
    file.write_bytes(whole)
    told["counts"]["exported"] -= 1
    manifest.write_text(json.dumps(told), encoding="utf-8")
    assert "contacted or left out and" in cli("verify").err
    manifest.write_text(json.dumps({**told, "list_id": "another"}), encoding="utf-8")
    assert cli("verify").code == 0, "another workspace's"
    manifest.write_text("{", encoding="utf-8")
    assert "cannot be read as a manifest" in cli("verify").err
    manifest.unlink()
    assert cli("verify").code == 0


@pytest.mark.slow
def test_a_workspace_older_than_its_backup_is_told(ok: Cli, cli: Cli, walked: Path, tmp_path: Path) -> None:
    """The log of a killed process was removed, or an old copy came back."""
    shutil.copy(walked, tmp_path / "before.duckdb")
    (tmp_path / "optouts.csv").write_text("member_id\n010000001\n")
    ok("load", "optouts", "optouts.csv")
    ok("backup", "safe.duckdb")
    shutil.copy(tmp_path / "before.duckdb", walked)
    said = cli("verify")
    assert said.code == 3
    assert "backups: runs: has " in said.err
    assert "safe.duckdb" in said.err


@pytest.fixture(scope="session")
def small_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace, with some rows in it."""
    folder = tmp_path_factory.mktemp("small")
    rows = "".join(f"{n},{n % 7},{n * 7919 % 1000003}\n" for n in range(3000))
    (folder / "members.csv").write_text(f"member_id,tier,spend\n{rows}")
    with attitude.create(folder / "attitude.duckdb") as w:
        w.load("members", folder / "members.csv")
    return folder / "attitude.duckdb"


@pytest.fixture
def small(small_once: Path, tmp_path: Path, ok: Cli) -> Iterator[Path]:
    """Such a workspace of one's own, with a backup that is known."""
    path = Path(shutil.copy(small_once, tmp_path / "attitude.duckdb"))
    ok("backup", "safe.duckdb")
    yield path
    assert (tmp_path / "safe.duckdb").read_bytes() == small_once.read_bytes()


ASKED = (("status", "--format", "csv"), ("verify",), ("query", "select sum(spend) from members", "--format", "csv"))


def is_told(said: Said, tmp_path: Path) -> bool:
    """Tell whether a command said in one line that the file is damaged, and where the last backup is."""
    safe = f"the last backup seen is {tmp_path / 'safe.duckdb'} of 20"
    cure = f"'attitude restore {tmp_path / 'safe.duckdb'} --force' puts it in place\n"
    line = said.err.removeprefix("file                         read =       kept + duplicate + updated + rejected\n")
    is_line = line.startswith("error: attitude.duckdb: ") and line.count("\n") == 1
    return said.code == 3 and is_line and safe in line and line.endswith(cure) and said.out == ""


@pytest.mark.slow
def test_flipped_bytes_are_one_line_or_the_right_answer(cli: Cli, small: Path, tmp_path: Path) -> None:
    """A byte in each of the three heads and of every block; where a block is free, or not asked for, answers stay."""
    whole, draw = small.read_bytes(), random.Random(1)
    right = [cli(*asked).out for asked in ASKED]
    heads = [0, 3, 8, 15, 700, 4096 + 9, 4096 + 4000, 8192 + 9, 8192 + 4000]
    blocks = range(3 * 4096, len(whole), 262_144)
    places = [*heads, *(min(start + draw.randrange(262_144), len(whole) - 1) for start in blocks)]
    told = 0
    for place in places:
        small.write_bytes(whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :])
        for asked, answer in zip(ASKED, right, strict=True):
            said = cli(*asked)
            assert is_told(said, tmp_path) or (said.code, said.out) == (0, answer), (place, asked, said)
            told += is_told(said, tmp_path)
    assert told > len(heads) * len(ASKED)


@pytest.mark.parametrize("length", [0, 5, 12, 4096, 12_288, 300_000])
def test_a_file_cut_off_names_the_backup(cli: Cli, small: Path, tmp_path: Path, length: int) -> None:
    small.write_bytes(small.read_bytes()[:length])
    for asked in (*ASKED, ("load", "members", "members.csv"), ("backup", "other.duckdb"), ()):
        (tmp_path / "members.csv").write_text("member_id\nx\n")
        assert is_told(cli(*asked), tmp_path), asked
    assert not (tmp_path / "other.duckdb").exists()


@pytest.mark.parametrize("log", [b"garbage" * 100, b"\0" * 5000])
def test_a_log_that_is_none_is_not_passed_over(cli: Cli, small: Path, tmp_path: Path, log: bytes) -> None:
    small.with_name("attitude.duckdb.wal").write_bytes(log)
    for asked in (*ASKED, ("backup", "other.duckdb")):
        said = cli(*asked)
        assert is_told(said, tmp_path), said
        assert "its log attitude.duckdb.wal is damaged or of another file" in said.err
    assert not (tmp_path / "other.duckdb").exists()


def test_a_damaged_log_is_one_line(cli: Cli, small: Path, tmp_path: Path) -> None:
    left_log(small)
    log = small.with_name("attitude.duckdb.wal")
    whole = log.read_bytes()
    at = whole.index(b"killed")  # in what was written; the length of an entry is not told from one that was cut short
    log.write_bytes(whole[:at] + b"Killed" + whole[at + 6 :])
    assert is_told(cli("status"), tmp_path)
    log.write_bytes(whole)
    assert cli("status").code == 0


def left_log(path: Path) -> None:
    """Leave a log with a last step beside a workspace, as a process that was killed does."""
    with duckdb.connect(path) as con:
        con.execute("pragma disable_checkpoint_on_shutdown")
        con.execute(
            "insert into runs (run_id, step, started_at, seconds, tool_version) "
            "select 77, 'killed', now()::timestamp, 0, ''"
        )
    assert path.with_name(f"{path.name}.wal").exists()


def test_a_workspace_that_is_gone_names_the_backup(cli: Cli, small: Path, tmp_path: Path) -> None:
    small.unlink()
    said = cli("status")
    assert said.code == 2
    assert f"no workspace here; the last backup seen is {tmp_path / 'safe.duckdb'} of 20" in said.err
    (tmp_path / "safe.duckdb").rename(tmp_path / "moved.duckdb")
    assert "is not there any more; take a copy of it that is whole" in cli("status").err
    (tmp_path / "moved.duckdb").rename(tmp_path / "safe.duckdb")
    notes_of(small).write_text("what no backup wrote\n{}\n[1]\n", encoding="utf-8")
    assert backups_of(small) == []
    assert "make one with 'attitude init'" in cli("status").err


@pytest.mark.slow
def test_damage_met_while_writing_is_told_as_such(cli: Cli, small: Path, tmp_path: Path) -> None:
    """A load meets it: the file that was to be taken in is not blamed."""
    whole = small.read_bytes()
    rows = "".join(f"{n},x,{n}\n" for n in range(2000))
    (tmp_path / "members.csv").write_text(f"member_id,tier,spend\n{rows}")
    told = 0
    for start in range(3 * 4096, len(whole), 262_144):
        small.write_bytes(whole[: start + 9] + bytes([whole[start + 9] ^ 1]) + whole[start + 10 :])
        said = cli("load", "members", "members.csv")
        assert said.code == 0 or is_told(said, tmp_path), said
        told += said.code == 3
        small.with_name("attitude.duckdb.wal").unlink(missing_ok=True)
    assert told
