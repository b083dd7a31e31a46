"""Make environments of other versions, let the month go by in each, and say what differs.

    python tests/versions/environments.py [--members 20000] [--folder DIR] [oldest] [newest] [duckdb==2.0.0 …]

The month is taken with the Python that runs this, then with the oldest and the newest of all that ``pyproject.toml``
allows, and with any one requirement changed alone; each in a virtual environment of its own. Ends with 1 if one differs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).with_name("record.py")
AROUND = 60  # so many characters on either side of the first that differs


def requirements() -> list[str]:
    """Give what ``pyproject.toml`` says that attitude needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return list(project["dependencies"])


def oldest(requirement: str) -> str:
    """Pin a requirement to its lower bound, which must be a version there is."""
    return requirement.split(",")[0].replace(">=", "==")


def environment(folder: Path, what: str) -> Path:
    """Make a virtual environment: ``oldest``, ``newest``, or this one with a requirement of its own; give its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    asked = [str(ROOT)] if what in ("oldest", "newest") else ["--no-deps", what]
    if what == "oldest":
        (folder / "oldest.txt").write_text("\n".join(map(oldest, requirements())) + "\n", "utf-8")
        asked += ["-c", str(folder / "oldest.txt")]
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--upgrade"]
    subprocess.run([*pip, *asked], check=True, stdin=subprocess.DEVNULL)
    if what not in ("oldest", "newest"):
        lend(python)
    return python


def lend(python: Path) -> None:
    """Let an environment use the packages of this one, after its own."""
    find = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs, ours = (subprocess.check_output([each, "-c", find], text=True).strip() for each in (python, sys.executable))
    (Path(theirs) / "lent.pth").write_text(f"import site; site.addsitedir({ours!r})\n", "utf-8")


def month(python: Path | str, folder: Path, *options: str) -> Path:
    """Let the month go by with a Python; give the folder of its record."""
    subprocess.run([python, RECORD, folder, *options], check=True)
    return folder / "record"


def differences(wanted: Path, found: Path) -> list[str]:
    """Say, a line each, which files of two records differ, in how many lines, and where first."""
    inner = {path.relative_to(folder) for folder in (wanted, found) for path in folder.rglob("*") if path.is_file()}
    said = []
    for name in sorted(inner):
        if not (wanted / name).is_file() or not (found / name).is_file():
            said.append(f"{name}: only in {(wanted if (wanted / name).is_file() else found).parent.name}")
        elif (wanted / name).read_bytes() != (found / name).read_bytes():
            said.append(f"{name}: {unlike(wanted / name, found / name)}")
    return said


def unlike(wanted: Path, found: Path) -> str:
    """Say how two files differ that are not the same."""
    with wanted.open(encoding="utf-8", newline="") as one, found.open(encoding="utf-8", newline="") as other:
        pairs = [(number, *pair) for number, pair in enumerate(zip_longest(one, other, fillvalue=""), start=1) if pair[0] != pair[1]]
    number, ours, theirs = pairs[0]
    start = next((at for at, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    cut = slice(max(start - AROUND, 0), start + AROUND)
    return f"{len(pairs):,} lines differ, the first is line {number:,}\n    {ours[cut]!r}\n    {theirs[cut]!r}"
