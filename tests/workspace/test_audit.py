"""Who did what: entries of the audit trail, which show what another hand changed, and lists that another approves."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from conftest import Cli

from attitude import audit
from attitude.database import Workspace

LIST = "next"
PLAN = """
[campaign]
id = "next"
starts_on = 2026-07-01
[[offer]]
channel = "sms"
[limits]
size = 3
"""


@pytest.fixture
def base(tmp_path: Path, ok: Cli) -> Path:
    members = [f"M{number}" for number in range(6)]
    contacts = "\n".join(f"{name},c1,2026-05-01,sms" for name in members)
    rows = "\n".join(f"{name},+86138000000{place:02}" for place, name in enumerate(members))
    (tmp_path / "members.csv").write_text(f"member_id,phone\n{rows}\n", "utf-8")
    (tmp_path / "contacts.csv").write_text(f"member_id,campaign_id,contacted_at,channel\n{contacts}\n", "utf-8")
    (tmp_path / "responses.csv").write_text("member_id,campaign_id,responded_at\nM1,c1,2026-05-02\n", "utf-8")
    (tmp_path / "optouts.csv").write_text(
        "member_id,channel,opted_out_on\nM4,sms,2026-05-03\nM5,,2026-05-03\n", "utf-8"
    )
    (tmp_path / "plan.toml").write_text(PLAN, "utf-8")
    ok("init")
    for kind in ("members", "contacts", "responses", "optouts"):
        ok("load", kind, f"{kind}.csv")
    ok("score")
    ok("target", "plan.toml")
    return tmp_path


def trail(ok: Cli, *options: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(ok("audit", *options, "--format", "json").out)
    return rows


def test_what_an_entry_says(base: Path, ok: Cli) -> None:
    first, *_, last = trail(ok)
    assert (first["step"], first["done_by"]) == ("load members", audit.who())
    assert first["command"] == "attitude load members members.csv"
    (file,) = json.loads(str(first["files"]))
    size = len((base / "members.csv").read_bytes())
    assert (file["name"], file["bytes"], len(file["sha256"])) == ("members.csv", size, 64)
    assert last["engine_version"] == f"DuckDB {duckdb.__version__}"
    assert len({row["digest"] for row in trail(ok)}) == 6
    shown = ok("audit").out
    assert "load optouts" in shown
    assert "target" in shown
    assert [row["step"] for row in trail(ok, "--list", LIST)] == ["target"]
    assert [row["step"] for row in trail(ok, "--member", "M5")] == ["load members", "load contacts", "load optouts"]
    assert trail(ok, "--since", "2999-01-01") == []
    ok("verify")


def test_an_export_names_its_file(base: Path, ok: Cli) -> None:
    ok("export", LIST, "-o", "out.csv", "--allow", "stale-optouts")
    row = trail(ok, "--list", LIST)[-1]
    assert (row["step"], json.loads(str(row["files"]))[0]["name"]) == ("export", "out.csv")
    ok("verify")


TAMPERED = {
    "an entry changed": ("update runs set detail = 'nothing' where run_id = 4", "audit: runs run_id 4"),
    "an entry said by another": ("update runs set done_by = 'li' where run_id = 6", "audit: runs run_id 6"),
    "the last entry gone": ("delete from runs where run_id = 6", "audit: runs: end before entry 6"),
    "an entry gone": ("delete from runs where run_id = 3", "audit: runs run_id 4"),
    "an opt-out gone": ("delete from store.optouts where channel = 'sms'", "seals: opt-outs: not as load optouts"),
    "an opt-in slipped in": ("update store.optouts set action = 'in' where channel = 'sms'", "seals: opt-outs"),
    "a list approved": ("update store.lists set status = 'approved'", "seals: lists: not as target"),
    "somebody put on a list": ("update store.list_members set member_key = 5 where rank = 1", "seals: list next-"),
    "a seal changed": ("update store.seals set digest = '2 7' where name = 'opt-outs'", "audit: runs run_id"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_another_hand_did_is_found(base: Path, cli: Cli, what: str) -> None:
    sql, words = TAMPERED[what]
    with duckdb.connect(str(base / "attitude.duckdb")) as con:
        con.execute(sql)
    said = cli("verify")
    assert said.code == 3
    assert words in said.err
    if words.startswith("audit"):
        assert "changed by another hand" in cli("audit").err


def test_the_erased_leave_the_trail(base: Path, ok: Cli, cli: Cli) -> None:
    """Names go out of entries, digests are written anew; what another hand did before is found as before."""
    (base / "M2-file.csv").write_text("member_id,campaign_id,responded_at\nM2,c1,2026-05-02\n", "utf-8")
    ok("load", "responses", "M2-file.csv")
    ok("--settings", "attitude.toml", "erase", "M2", "--yes")
    assert "M2" not in json.dumps(trail(ok))
    assert trail(ok)[-1]["command"] == "attitude erase …"
    ok("verify")
    with duckdb.connect(str(base / "attitude.duckdb")) as con:
        con.execute("update runs set detail = 'nothing' where run_id = 4")
    ok("erase", "M3", "--yes")
    assert "audit: runs run_id 4" in cli("verify").err


def test_another_approves(base: Path, ok: Cli, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever made a list neither approves it nor exports it as a draft, where the settings say so."""
    settings = base / "attitude.toml"
    text = settings.read_text("utf-8")
    assert '\n# by = "anyone" ' in text
    settings.write_text(text.replace('\n# by = "anyone" ', '\nby = "another" '), "utf-8")
    for line in (("approve", LIST), ("export", LIST)):
        said = cli(*line, "--allow", "stale-optouts")
        assert said.code == 2
        words = f'{audit.who()} made it, and [approve] by = "another" in attitude.toml asks that somebody else'
        assert words in said.err
    assert not list(base.glob("next*"))
    with monkeypatch.context() as patched:
        patched.setattr("attitude.list_status.who", lambda: "li")
        ok("approve", LIST, "--allow", "stale-optouts")
    ok("export", LIST, "-o", "out.csv", "--allow", "stale-optouts")


def test_the_python_door_is_told_as_such(base: Path) -> None:
    audit._COMMAND.set("python")
    with Workspace(base / "attitude.duckdb") as workspace, audit.recorded(workspace, "try", "nothing"):
        pass
    with Workspace(base / "attitude.duckdb", read_only=True) as workspace:
        assert workspace.row("select command from runs order by run_id desc limit 1") == ("python",)


def test_wrong_words(base: Path, cli: Cli) -> None:
    assert "no list 'nxt' (did you mean 'next'?)" in cli("audit", "--list", "nxt").err
    assert "no member 'M99'" in cli("audit", "--member", "M99").err
