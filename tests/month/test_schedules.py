"""The schedules that ship are of the form that their schedulers read, and call a command that is there."""

from __future__ import annotations

import configparser
import contextlib
import re
import runpy
import shutil
import subprocess
import sys
import types
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from conftest import ROOT, Cli

SCHEDULES = ROOT / "examples" / "schedules"


def options(text: str) -> set[str]:
    """Give the options of the command that a schedule starts."""
    found = re.search(r"attitude run month\.toml --month \S.*", text, re.S)
    assert found, text
    return set(re.findall(r"--[a-z-]+", found[0]))


def is_bash(command: str) -> bool:
    return subprocess.run(["bash", "-n", "-c", command], capture_output=True, check=False).returncode == 0


def test_the_crontab() -> None:
    lines = [line for line in (SCHEDULES / "crontab").read_text(encoding="utf-8").splitlines() if line]
    jobs = [line for line in lines if not line.startswith("#") and not re.match(r"[A-Z]+=", line)]
    assert len(jobs) == 1
    field = r"(?:\*|\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)(?:/\d+)?"
    found = re.fullmatch(rf"({field}) ({field}) ({field}) ({field}) ({field}) (\S.*)", jobs[0])
    assert found
    for value, most in zip(found.groups()[:5], (59, 23, 31, 12, 7), strict=True):
        assert all(int(number) <= most for number in re.findall(r"\d+", value))
    command = found[6]
    assert not re.search(r"(?<!\\)%", command), "a bare % ends a command"
    assert is_bash(command.replace("\\%", "%"))


def test_the_systemd_units(tmp_path: Path) -> None:
    units = {"attitude.service": ["Unit", "Service"], "attitude.timer": ["Unit", "Timer", "Install"]}
    for name, sections in units.items():
        parser = configparser.ConfigParser(interpolation=None, strict=True)
        parser.optionxform = str  # type: ignore[assignment, method-assign]
        text = (SCHEDULES / "systemd" / name).read_text(encoding="utf-8")
        parser.read_string(text)
        assert parser.sections() == sections
        if name == "attitude.service":
            assert parser["Service"]["SuccessExitStatus"] == "3"
        (tmp_path / name).write_text(text.replace("/opt/attitude/bin/attitude", "/bin/true"), encoding="utf-8")
    if shutil.which("systemd-analyze"):
        command = ["systemd-analyze", "verify", *map(str, tmp_path.glob("attitude.*"))]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (found.returncode, found.stderr) == (0, "")


def test_the_airflow_dag(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run it with stand-ins that take what the real ones take, and nothing else."""
    made: list[tuple[str, int]] = []

    class Dag(contextlib.nullcontext[None]):
        def __init__(self, *, dag_id: str, schedule: str, start_date: datetime, catchup: bool, max_active_runs: int,
                     tags: list[str]) -> None:  # fmt: skip
            super().__init__()
            assert len(schedule.split()) == 5
            assert max_active_runs == 1

    def operator(*, task_id: str, bash_command: str, cwd: str, append_env: bool, skip_on_exit_code: int, retries: int,
                 retry_delay: timedelta, execution_timeout: timedelta) -> None:  # fmt: skip
        made.append((bash_command, skip_on_exit_code))

    stand_ins: dict[str, dict[str, object]] = {
        "airflow.sdk": {"DAG": Dag},
        "airflow.providers.standard.operators.bash": {"BashOperator": operator},
    }
    for name, content in stand_ins.items():
        parts = name.split(".")
        for path in (".".join(parts[:end]) for end in range(1, len(parts) + 1)):
            monkeypatch.setitem(sys.modules, path, sys.modules.get(path) or types.ModuleType(path))
        sys.modules[name].__dict__.update(content)
    runpy.run_path(str(SCHEDULES / "airflow_dag.py"))
    assert [code for _, code in made] == [3]
    assert is_bash(made[0][0])


def test_the_github_workflow() -> None:
    found = yaml.safe_load((SCHEDULES / "github_actions.yml").read_text(encoding="utf-8"))
    assert len(found[True]["schedule"][0]["cron"].split()) == 5, "what YAML makes of 'on'"
    steps = found["jobs"]["run"]["steps"]
    assert all(("run" in step) != ("uses" in step) for step in steps)
    assert is_bash(steps[0]["run"])


def test_their_options_are_those_of_the_command(ok: Cli) -> None:
    known = set(re.findall(r"--[a-z-]+", ok("run", "--help").out))
    for path in SCHEDULES.rglob("*"):
        if path.is_file() and path.suffix != ".timer":
            assert options(path.read_text(encoding="utf-8").replace('"\n            "', "")) <= known, path
