"""The walks of examples are real: each of their commands says what their README says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("name", ["series", "promotion_forms"])
def test_the_walk(tmp_path: Path, name: str) -> None:
    """Set README_WRITE=1 to write what the commands say now into their README."""
    folder = ROOT / "examples" / name
    readme = folder / "README.md"
    blocks = re.findall(r"^```console\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.M | re.S)
    shutil.copytree(folder, tmp_path / name)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    today = ""
    for block in blocks:
        commands = re.findall(r"^\$ (.*)$", block, re.M)
        script = f"exec 2>&1\n{today}\n" + "\n".join(f"echo {shlex.quote('$ ' + one)}\n{one}" for one in commands)
        today = today or commands[0]
        done = subprocess.run(
            ["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path / name,
            env={**os.environ, "PATH": path}, check=True,
        )  # fmt: skip
        found = "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"
        if os.environ.get("README_WRITE"):
            readme.write_text(readme.read_text(encoding="utf-8").replace(block, found), encoding="utf-8")
        else:
            assert found == block
