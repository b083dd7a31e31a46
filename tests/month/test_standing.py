"""`attitude` alone says where the month stands; each step makes another one the next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Cli

from attitude.database import Workspace
from attitude.standing import standing


def next_step(ok: Cli) -> str:
    found = re.search(r"^next:  (.*)$", ok().out, re.M)
    assert found
    return found[1]


@pytest.mark.slow
def test_from_nothing_to_a_list(ok: Cli, world_files: Path, tmp_path: Path) -> None:
    assert next_step(ok) == "attitude init"
    ok("init")
    assert next_step(ok) == "attitude load members FILE"
    ok("load", "members", world_files / "files" / "members.csv")
    assert next_step(ok) == "attitude load contacts FILE"
    ok("load", world_files / "files")
    assert "no scores yet" in ok().out
    assert next_step(ok) == "attitude score"


@pytest.mark.slow
def test_from_a_list_to_its_measure(ok: Cli, scored: Path, tmp_path: Path) -> None:
    assert next_step(ok) == "attitude target PLAN.toml"
    ok("target", "plan.toml", "--force")
    (listed,) = standing(scored).steps[0][0].split()[2:]
    assert listed.startswith("2026-12-family-portal-")
    ok("approve", listed)
    assert next_step(ok) == f"attitude export {listed}"
    ok("export", listed)
    with Workspace(scored) as workspace:
        workspace.rows("update store.lists set starts_on = '2026-01-01'")  # else it is to come
        member, code = workspace.row("select member_id, treatment_code from list_members where not is_control limit 1")
    assert next_step(ok) == "attitude load contacts FILE"
    campaign = "2026-12-family-portal"
    (tmp_path / "contacts.csv").write_text(f"member_id,campaign_id,contacted_at\n{member},{campaign},2026-01-01\n")
    ok("load", "contacts", "contacts.csv")
    assert "files came in since" in ok().out
    assert [step for step, _ in standing(scored).steps][:2] == ["attitude score", "attitude load responses FILE"]
    (tmp_path / "responses.csv").write_text(f"member_id,treatment_code,responded_at\n{member},{code},2026-01-02\n")
    ok("load", "responses", "responses.csv")
    ok("score")
    assert next_step(ok) == f"attitude measure {campaign}"
    assert f"campaigns with a list: 1\nnext:  attitude measure {campaign}\n" in ok().out


def test_a_broken_or_busy_workspace_is_one_line(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "attitude.duckdb").write_bytes(b"no")
    said = cli()
    assert (said.code, said.out) == (2, "")
    assert re.fullmatch(r"error: attitude\.duckdb: is not a workspace file; .*\n", said.err)


@pytest.mark.parametrize("command", ["status", "why", "load"])
def test_help_of_commands_stays_reachable(ok: Cli, command: str) -> None:
    assert f"attitude {command}" in ok(command, "--help").out
