"""Files that were refused though somebody in them refuses: until they are taken, nobody knows who does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.audit import Run, noted
from attitude.database import quoted
from attitude.errors import AttitudeError, BadDataError
from attitude.load.account import LoadOptions
from attitude.load.kinds import meanings
from attitude.load.proposing import columns_of, proposed
from attitude.load.words import know_words

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.load.sources import Source

WORDS = "replies in it say stop, or may, so no list is handed over before it is taken"


def note_refusal(workspace: Workspace, name: str, error: BadDataError) -> None:
    """Keep that a file with opt-outs was refused; one of responses, too, if replies in it say stop."""
    with workspace.transaction():
        noted(workspace, "refuse optouts", name, Run(0, str(error)))


def answer_refusal(workspace: Workspace, kind: str, source: Source) -> None:
    """Keep that a file that was refused is again what was taken before."""
    if source.name in workspace.result("check/refused_optouts")["subject"].to_list():
        with workspace.transaction():
            noted(workspace, f"load {kind}", source.name, Run(0, "loaded before: nothing changed"))


def is_anyone_unheard(workspace: Workspace, source: Source, options: LoadOptions) -> bool:
    """Tell whether a refused responses file has a reply that refuses or may, in its column of kinds or in another.

    One that cannot be read to its end may.
    """
    try:
        columns = columns_of(workspace, source)
    except BadDataError:
        return False
    try:
        return _says_stop(workspace, columns, options)
    except AttitudeError:
        return True


def _says_stop(workspace: Workspace, columns: list[str], options: LoadOptions) -> bool:
    workspace.run("load/macros")
    know_words(workspace, options.values)
    maps = {**options.mapping, **proposed(workspace, "responses", columns, options)}
    kinds = [theirs for theirs, ours in meanings("responses", columns, maps).items() if ours == "kind"]
    read = [f"outcome_of(worded(clean(stripped({quoted(name)}))))" for name in kinds]
    asked = [f"{outcome} in ('opted-out', 'unclear')" for outcome in read]
    asked += [f"says_stop({quoted(name)})" for name in columns]
    return bool(workspace.rows(f"select 1 from incoming_file where {' or '.join(asked)} limit 1"))
