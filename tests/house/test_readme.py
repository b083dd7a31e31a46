"""The README's walk is real: each of its commands, run in the demo's folder, says what the README says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from attitude.demo import demo
from attitude.plan import read_plan

pytestmark = pytest.mark.slow

BLOCKS = re.findall(r"^```console\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme") / "demo"
    demo(path, 20_000, 1)
    return path


def test_the_walk(folder: Path) -> None:
    """Set README_WRITE=1 to write what the commands say now into the README."""
    assert BLOCKS
    for block in BLOCKS:
        commands = re.findall(r"^\$ (.*)$", block, re.M)
        found = said(commands, folder)
        if os.environ.get("README_WRITE"):
            text = (ROOT / "README.md").read_text(encoding="utf-8")
            (ROOT / "README.md").write_text(text.replace(block, found), encoding="utf-8")
        else:
            assert found == block


def test_the_plan_is_one(tmp_path: Path) -> None:
    text = re.search(r"^```toml\n(\[campaign\].*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert text
    (tmp_path / "plan.toml").write_text(text[1], encoding="utf-8")
    plan = read_plan(tmp_path / "plan.toml")
    # a list's plan says which of a series it is, and no file; codes_file stands in place of codes
    for name in set(type(plan).model_fields) - {"series", "codes_file"}:
        assert name in plan.model_fields_set, f"the README's plan shows nothing of {name}"


def said(commands: list[str], folder: Path) -> str:
    """Give what a terminal would show on a day in December, each command after its prompt; times are put at rest."""
    script = "exec 2>&1\n" + "\n".join(f"echo {shlex.quote('$ ' + command)}\n{command}" for command in commands)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    there = {**os.environ, "PATH": path, "ATTITUDE_TODAY": "2026-12-31"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=folder, env=there, check=True)
    lines = [re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d  ", "2026-12-31 09:00  ", line) for line in done.stdout.splitlines()]
    return "\n".join(line.rstrip() for line in lines) + "\n"
