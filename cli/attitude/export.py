"""The export step: a list as a file for those who send it, with its manifest beside it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attitude import __version__
from attitude.audit import recorded
from attitude.database import Workspace
from attitude.errors import AttitudeError, BlockedError, UsageError, nearest
from attitude.formats import encoded, write_whole


@dataclass(frozen=True)
class ExportResult:
    """What was written where."""

    list_id: str
    file: Path
    manifest: Path
    rows: int
    held_out: int


def export(workspace: Workspace, list_name: str, form: str, output: Path | None, folder: Path) -> ExportResult:
    """Write the contacted members of a list, never the controls, and the manifest that says how it came about.

    The same list always gives the same bytes, in the file and in the manifest.

    Parameters
    ----------
    workspace
        Open for writing: the list is marked as exported.
    list_name
        A list id, or a campaign id for the latest list of that campaign.
    form
        ``csv``, ``parquet``, ``xlsx``, ``json`` or ``jsonl``.
    output
        The file; by default the list's id with the format's ending in ``folder``.

    Raises
    ------
    UsageError
        When there is no such list.
    BlockedError
        When a listed member has opted out since.
    AttitudeError
        When the file cannot be written, or a listed member is no longer loaded.
    """
    list_id = find_list(workspace, list_name)
    frame = workspace.result("export/rows", list_id=list_id)
    head = workspace.result("export/head", list_id=list_id).row(0, named=True)
    if frame.height != head["count_treated"]:
        raise AttitudeError(f"{list_id}: {head['count_treated']} members listed, {frame.height} found; target again")
    _check_opted_out(workspace, head)
    path = output or folder / f"{list_id}.{form}"
    data = encoded(frame, form)
    manifest = path.with_name(path.name + ".manifest.json")
    with recorded(workspace, "export", list_id) as run:
        workspace.run("export/campaign", list_id=list_id)
        workspace.rows("update store.lists set status = 'exported' where list_id = ?", [list_id])
        write_whole(path, data)
        try:
            write_whole(manifest, _manifest(head, frame.columns, path, data))
        except AttitudeError:
            path.unlink()  # a list without its manifest is no list
            raise
        run.rows_out, run.detail = frame.height, str(path)
    return ExportResult(list_id, path, manifest, frame.height, head["count_control"])


def _check_opted_out(workspace: Workspace, head: dict[str, Any]) -> None:
    workspace.run("score/opted_out", as_of=None, not_after=head["starts_on"] or head["as_of"])
    gone = workspace.result("export/opted_out", list_id=head["list_id"])["member_id"].to_list()
    if gone:
        raise BlockedError(
            f"{head['list_id']}: {len(gone):,} of its members have opted out since it was made (first: {gone[0]}); "
            "run 'attitude target' again"
        )


def find_list(workspace: Workspace, name: str) -> str:
    """Give the id of a list named by its id or by its campaign.

    Raises
    ------
    UsageError
        When there is none, with the nearest name.
    """
    lists = workspace.rows("select list_id, campaign_id from store.lists order by newest desc")
    found = [list_id for list_id, campaign in lists if name in (list_id, campaign)]
    if not found:
        known = [list_id for list_id, _ in lists]
        cure = nearest(name, known) or "; 'attitude target PLAN.toml' makes one"
        raise UsageError(f"no list '{name}'{cure}")
    return name if name in found else str(found[0])


def _manifest(head: dict[str, Any], columns: list[str], path: Path, data: bytes) -> bytes:
    """Say how the file came about; nothing in it depends on when or where it was written."""
    content = {
        "list_id": head["list_id"],
        "campaign_id": head["campaign_id"],
        "scores_as_of": str(head["as_of"]),
        "score_constants": json.loads(head["constants"]),
        "seed": head["seed"],
        "expires_on": str(head["expires_on"]) if head["expires_on"] else None,
        "plan": json.loads(head["plan"]),
        "counts": {"exported": head["count_treated"], "held_out": head["count_control"]},
        "columns": columns,
        "file": {"name": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()},
        "tool": f"attitude {__version__}",
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
