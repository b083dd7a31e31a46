"""Who is to be taken off a list that was handed over: those who have opted out since, as a file for who sends it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.audit import recorded
from attitude.database import act
from attitude.errors import UsageError
from attitude.export.rows import gather
from attitude.export.step import Handover, check_words, files_of, find_list, layouts_of, write_file
from attitude.formats import together
from attitude.settings import Settings
from attitude.withdrawn import find_withdrawn

if TYPE_CHECKING:
    from attitude.database import Workspace


@dataclass(frozen=True)
class Withdrawal:
    """Who has opted out of a list since it was handed over: their ids, in its order; the file, where one was asked."""

    list_id: str
    members: tuple[str, ...]
    file: Path | None = None
    cells_made_safe: int = 0


@act
def withdraw(
    workspace: Workspace,
    list_name: str,
    form: str = "csv",
    output: Path | None = None,
    how: Handover | None = None,
    settings: Settings | None = None,
) -> Withdrawal:
    """Find who has opted out since a list was handed over, and write them as the list was written.

    The list itself stays as it is; with nobody to withdraw the file has column names alone.

    Parameters
    ----------
    workspace
        Open for writing.
    list_name
        A list id, or a campaign id for the latest list of that campaign.
    form, output
        The file, see `attitude.export.export`; without one nothing is written.
    how, settings
        Encoding and layout, by default those of the list's file, where its manifest is found; the settings' layouts.

    Raises
    ------
    UsageError
        When there is no such list or layout, or the list was not handed over.
    AttitudeError
        When the file cannot be written.
    """
    settings = settings or Settings()
    list_id = find_list(workspace, list_name)
    how = _as_handed_over(workspace, list_id, form, how or Handover())
    check_words(form, how)
    head = workspace.result("export/head", list_id=list_id).row(0, named=True)
    _check_handed_over(workspace, list_id)
    layouts = layouts_of(workspace, head, how, settings)
    members = find_withdrawn(workspace, list_id)
    with recorded(workspace, "withdraw", list_id) as run:
        run.rows_out, run.detail = len(members), str(output) if output else "looked at"
        if output is None:
            return Withdrawal(list_id, members)
        gather(workspace, list_id, [], settings.load.region)
        workspace.run("export/given_up_addresses")
        with together() as files:
            (part,) = files_of(workspace, head, output, how, layouts)
            written = write_file(files, part, form, how.encoding or "utf-8")
            files.move()
    return Withdrawal(list_id, members, written.path, written.cells_made_safe)


def _as_handed_over(workspace: Workspace, list_id: str, form: str, how: Handover) -> Handover:
    """Take layout and encoding, where none is asked for, from the manifest of the list's one file."""
    rows = workspace.rows(
        "select detail from runs where step = 'export' and subject = ? order by run_id desc limit 1", [list_id]
    )
    record = Path(f"{rows[0][0]}.manifest.json") if rows else None
    if record is None or not record.is_file():  # several files have several layouts, and a manifest of another name
        return how
    content = json.loads(record.read_text(encoding="utf-8"))
    layout, encoding = next(iter(content["columns"])), content["encoding"] if form == "csv" else None
    return replace(how, layout=how.layout or layout, encoding=how.encoding or encoding)


def _check_handed_over(workspace: Workspace, list_id: str) -> None:
    (status,) = workspace.row("select status from store.lists where list_id = ?", [list_id])
    if status != "exported":
        raise UsageError(
            f"{list_id}: is {'a draft' if status == 'draft' else status}, so nobody has it who could send it; "
            "'attitude export' leaves out who has opted out"
        )
