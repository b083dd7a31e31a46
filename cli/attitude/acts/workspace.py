"""What commands on the workspace itself do and say."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from attitude import say
from attitude.errors import AttitudeError
from attitude.standing import standing


def where_it_stands(path: Path) -> None:
    """Say where the month stands and which step is likely next."""
    result = standing(path)
    for line in result.lines:
        say.text(line)
    for word, (command, why) in zip(("next", "then", "then"), result.steps, strict=False):
        say.text(f"{word}:  {command}")
        say.text(f"       {why}")
    say.text("'attitude --help' lists the commands")


def open_in_harlequin(path: Path) -> None:
    """Let harlequin, the terminal IDE, take this process's place.

    Raises
    ------
    AttitudeError
        When it is not installed.
    """
    beside = str(Path(sys.executable).parent)
    program = shutil.which("harlequin", path=os.pathsep.join([beside, os.environ.get("PATH", os.defpath)]))
    if program is None:
        raise AttitudeError(
            "harlequin, the terminal IDE, is not installed; 'pip install harlequin' or 'attitude shell'"
        )
    os.execv(program, [program, "-r", str(path)])
