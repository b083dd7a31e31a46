"""Files that were refused though somebody in them refuses: until they are taken, nobody knows who does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.audit import Run, noted
from attitude.database import quoted
from attitude.errors import AttitudeError, BadDataError, UnreadError
from attitude.load.account import LoadOptions
from attitude.load.kinds import meanings
from attitude.load.proposing import columns_of, proposed
from attitude.load.rows import count_ragged
from attitude.load.words import know_words

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.load.sources import Source

_ROWS = "rejected rows in which somebody may say stop, and nobody knows who"
WORDS = "replies in it say stop, or may, so no list is handed over before it is taken"


def note_refusal(workspace: Workspace, name: str, error: BadDataError) -> None:
    """Keep that a file with opt-outs was refused; one of responses, too, if replies in it say stop."""
    with workspace.transaction():
        noted(workspace, "refuse optouts", name, Run(0, str(error)))


def unheard_rows(workspace: Workspace, kind: str) -> int:
    """Count the rejected rows of a file that is taken in which somebody refuses, or may, and nobody knows who.

    So of an opt-outs file all but opt-ins without a day, and of responses what says stop. To be called while `refused`
    and ``typed_rows`` are those of the file.
    """
    if kind == "optouts":
        query = "from refused where not is_left_out and \"column\" is distinct from 'opted_out_on'"
        return int(workspace.row(f"select count(*) {query}")[0])
    stops = "select line from typed_rows where problem is not null and is_refusal(kind)"
    (rows,) = workspace.row(f"select count(*) from refused where not is_left_out and line in ({stops})")
    return int(rows) + workspace.result("load/ragged_stops").height


def unheard_told(workspace: Workspace, kind: str) -> list[str]:
    """Say of a file that is looked at what `note_unheard_rows` would say of it."""
    count = unheard_rows(workspace, kind) if kind in ("optouts", "responses") else 0
    return [f"{_ROWS}: {count:,}; no list would be handed over before they are taken, mended"] if count else []


def note_unheard_rows(workspace: Workspace, name: str, count: int) -> str:
    """Keep that rejected rows of a file may refuse, so that no list is handed over before they are taken; say so."""
    words = f"{_ROWS}: {count:,}; no list is handed over before they are taken, mended, as {name}.rejects.csv has them"
    with workspace.transaction():
        noted(workspace, "refuse optouts", name, Run(0, words))
    return words


def answer_refusal(workspace: Workspace, kind: str, source: Source) -> None:
    """Keep that a file that was refused is again what was taken before, but for rows of it that were not."""
    (last,) = workspace.row(
        "select max_by(detail, run_id) from runs where step = 'refuse optouts' and subject = ?", [source.name]
    )
    if (last or "").startswith(_ROWS):
        return
    if source.name in workspace.result("check/refused_optouts")["subject"].to_list():
        with workspace.transaction():
            noted(workspace, f"load {kind}", source.name, Run(0, "loaded before: nothing changed"))


def is_anyone_unheard(workspace: Workspace, source: Source, options: LoadOptions, why: BadDataError) -> bool:
    """Tell whether a refused responses file has a reply that refuses or may, in its column of kinds or in another.

    One that cannot be read to its end may.
    """
    if isinstance(why, UnreadError):
        return True
    try:
        columns = columns_of(workspace, source)
        return _says_stop(workspace, columns, options) or _may_say_stop(workspace)
    except AttitudeError as error:
        return isinstance(error, UnreadError) or not isinstance(error, BadDataError)


def _says_stop(workspace: Workspace, columns: list[str], options: LoadOptions) -> bool:
    workspace.run("load/macros", "load/replies", "load/reply_macros")
    know_words(workspace, options.values)
    maps = {**options.mapping, **proposed(workspace, "responses", columns, options)}
    kinds = [theirs for theirs, ours in meanings("responses", columns, maps).items() if ours == "kind"]
    outcomes = [f"outcome_of(worded(clean(stripped({quoted(name)}))))" for name in kinds]
    tests = [f"{outcome} in ('opted-out', 'unclear')" for outcome in outcomes]
    tests += [f"says_stop({quoted(name)})" for name in columns]
    return bool(workspace.rows(f"select 1 from incoming_file where {' or '.join(tests)} limit 1"))


def _may_say_stop(workspace: Workspace) -> bool:
    """Tell whether a row that is none, of which `_says_stop` has seen no cell, may say it: as the file was read."""
    count_ragged(workspace)
    return bool(workspace.result("load/ragged_stops").height)
