"""The upgrade: a workspace of an earlier version becomes one of this version, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from attitude.audit import recorded
from attitude.channels import name_channels
from attitude.database import VERSION, Change, Watch, Workspace, changes, copied_beside, exchanged, locked_file
from attitude.dimensions import define_views, name_dimensions
from attitude.errors import OlderError
from attitude.load import define_members_view
from attitude.profiles import define_scores
from attitude.settings import Settings


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade did, or would do.

    Parameters
    ----------
    path
        The workspace file.
    before, after
        Its version before, and this attitude's; the same where there is nothing to do.
    changes
        What leads from one to the other.
    bytes
        How large the file is, and so the copy of it.
    kept
        Where the old file is now; None where nothing was done.
    """

    path: Path
    before: int
    after: int
    changes: tuple[Change, ...]
    bytes: int
    kept: Path | None = None


def opened(
    path: Path,
    *,
    read_only: bool = False,
    watch: Watch | None = None,
    tell: Callable[[Upgrade], None] = lambda _: None,
    settings: Settings | None = None,
) -> Workspace:
    """Open a workspace; one of an earlier version is brought up first where it is opened for writing.

    Parameters
    ----------
    path, read_only, watch
        See `attitude.database.Workspace`.
    tell
        Called with what was done, where it was brought up.
    settings
        For the words that they have for channels, and the dimensions that they name; where they are not told, the
        workspace goes by those last told.

    Raises
    ------
    OlderError
        When it is of an earlier version and opened for reading; the message says how to bring it up.
    AttitudeError
        When it is no workspace, in use, or cannot be brought up; it is as it was then.
    """
    try:
        workspace = Workspace(path, read_only=read_only, watch=watch)
    except OlderError:
        if read_only:
            raise
        tell(upgrade(path, watch))
        workspace = Workspace(path, watch=watch)
    if settings is not None:
        name_channels(workspace, settings.channels)
        name_dimensions(workspace, settings.dimensions)
        workspace.limit_questions(settings.query.timeout_seconds)
    return workspace


def planned(path: Path) -> Upgrade:
    """Say what an upgrade of a workspace would do.

    Raises
    ------
    AttitudeError
        When it is no workspace, of a version that cannot be brought up, or in use.
    """
    try:
        with Workspace(path, read_only=True):
            version = VERSION
    except OlderError as error:
        version = error.version
    return Upgrade(path, version, VERSION, changes(version), path.stat().st_size)


def upgrade(path: Path, watch: Watch | None = None) -> Upgrade:
    """Bring a workspace up, all of it or not at all; the old file stays beside it.

    Parameters
    ----------
    path
        The workspace file; one of this version stays as it is.
    watch
        Shows progress.

    Raises
    ------
    AttitudeError
        When it cannot be brought up; it is as it was then.
    """
    plan = planned(path)
    if plan.before == plan.after:
        return plan
    watch = watch or (lambda *_: nullcontext())
    with locked_file(path, plan.before) as source, copied_beside(path, source, watch) as fresh:
        _bring_up(fresh, plan, watch)
        return replace(plan, kept=exchanged(path, source, fresh, plan.before))


def _bring_up(fresh: Path, plan: Upgrade, watch: Watch) -> None:
    """Change a copy in one transaction, with an entry in ``runs``; at the end all of it is in the one file."""
    with Workspace(fresh, watch=watch, version=plan.before) as workspace:
        with recorded(workspace, "upgrade", f"{plan.before} → {plan.after}") as run:
            for change in plan.changes:
                workspace.run(change.query)
            workspace.rows("update store.meta set value = ? where key = 'schema_version'", [str(plan.after)])
            _make_anew(workspace)
            run.detail = "; ".join(change.words for change in plan.changes)
        with workspace.watched("upgrade · writing the file"):
            workspace.define("checkpoint")


def _make_anew(workspace: Workspace) -> None:
    """Make all that is worked out of the tables as a new workspace has it, with the attributes of this one."""
    workspace.run("schema/words")
    workspace.run("schema/macros")
    define_members_view(workspace)
    define_scores(workspace)
    workspace.run("score/responsiveness")
    workspace.run("schema/answers", "schema/seals")
    define_views(workspace)
