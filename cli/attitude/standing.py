"""Where the month stands, and the step that is likely next: what `attitude` alone says, in well under a second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attitude.database import Workspace, question_text

_MOST = 3  # steps told


@dataclass(frozen=True)
class Standing:
    """Lines that say where the month stands, and the likely next steps, each a command and why."""

    lines: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]


def standing(path: Path) -> Standing:
    """Say where the month stands.

    Parameters
    ----------
    path
        The workspace file; it need not be there.

    Raises
    ------
    AttitudeError
        When it is in use, or is none.
    """
    if not path.exists():
        steps = (("attitude init", "makes one for your files"), ("attitude demo", "a whole month on a built-in world"))
        return Standing((f"no workspace {path} here",), steps)
    with Workspace(path, read_only=True) as workspace:
        facts = _facts(workspace)
    return Standing(tuple(_lines(path, facts)), tuple(_steps(facts))[:_MOST])


def _facts(workspace: Workspace) -> dict[str, Any]:
    sql = question_text("status/standing")
    return dict(zip(workspace.describe(sql), workspace.row(sql), strict=True))


def _lines(path: Path, facts: dict[str, Any]) -> Iterator[str]:
    if not (facts["members"] or facts["contacts"]):
        yield f"{path}: nothing is loaded yet"
        return
    yield (
        f"{path}: {facts['members']:,} members, {facts['contacts']:,} contacts of {facts['campaigns']:,} campaigns, "
        f"{facts['responses']:,} responses"
    )
    if facts["scored_as_of"] is None:
        yield "no scores yet"
    else:
        older = "; files came in since" if facts["is_older"] else ""
        yield f"scores as of {facts['scored_as_of']}{older}; campaigns with a list: {facts['lists']:,}"


def _steps(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give what is due, in the order of the month; there is always a next one."""
    if not facts["members"]:
        yield "attitude load members FILE", "or attitude load FOLDER, kinds from file names"
    if not facts["contacts"]:
        yield "attitude load contacts FILE", "who was contacted, how and with what; then responses"
        return
    if facts["scored_as_of"] is None or facts["is_older"]:
        yield "attitude score", "brings the scores up to date with what was loaded"
    for key, command, why in _OF_LISTS:
        if facts[key] is not None:
            yield command.format(facts[key]), why.format(facts[key])
    if facts["scored_as_of"] is not None:
        yield "attitude target PLAN.toml", "the list of the next campaign"


# what is due of the newest list in each state
_OF_LISTS = (
    ("draft", "attitude export {}", "a list that is not handed over yet; attitude approve checks it first"),
    ("approved", "attitude export {}", "a list that is approved and not handed over yet"),
    ("without_contacts", "attitude load contacts FILE", "of {}, whose list is out: who was contacted, as it went"),
    ("without_answers", "attitude load responses FILE", "of {}, whose list is out"),
    ("closed", "attitude measure {}", "its response window has closed"),
)
