"""The first steps of a job: files of the inbox are loaded and put away, then members are scored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.audit import Run, made_of, noted
from attitude.errors import AttitudeError, BadDataError
from attitude.job.inbox import Arrived, arrived, later_ones, passed_over, put_away
from attitude.job.inputs import data_state, last, of_score, scoring_day
from attitude.job.step import Context, Decision, Done, Pending, Step
from attitude.load import LoadOptions, LoadResult, is_readable, kind_in, load_file
from attitude.score import score

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.job.model import LoadPart


def load_steps(context: Context, part: LoadPart) -> Iterator[Step]:
    """Give a step for each file of the inbox, in the order of kinds and names; and one for what is left aside."""
    files, aside = arrived(context.job, part)
    for file in files:
        yield Step(
            f"load {file.kind}",
            file.path.name,
            partial(_decide, context, file),
            partial(_take, context, part, file),
            changes=frozenset({"data"}),
            files=(file.path.name,),
        )
    stops = [path for path in aside if _tells_of_optouts(part, path)]
    for path in stops:
        cure = f'say its kind, as [load] names = {{ "{path.name}" = "optouts" }}, or load it by hand'
        yield _held(context, path, "tells no kind", cure)
    for path, what in passed_over(context.job, part):
        if _tells_of_optouts(part, path):
            yield _held(context, path, f"it is {what}", "load the file itself")
        else:
            yield Step("load", path.name, partial(_to_pass, f"left in the inbox: {what}"), _nothing)
    if others := [path.name for path in aside if path not in stops]:
        names = ", ".join(others)
        why = f"left in the inbox, for their names tell no kind that is loaded, or no format: {names}"
        yield Step("load", part.inbox, lambda _: Decision("skip", why), _nothing)


def _tells_of_optouts(part: LoadPart, path: Path) -> bool:
    return "optouts" in part.kinds and is_readable(path) and kind_in(path.name) == "optouts"


def _to_pass(why: str, _: Pending) -> Decision:
    return Decision("skip", why)


def _nothing(_: Decision) -> Done:
    return Done(None, "")


def _held(context: Context, path: Path, what: str, cure: str) -> Step:
    """Give the step of a file whose name speaks of opt-outs, and that cannot be taken for what it is."""
    why = f"its name speaks of opt-outs, and {what}"
    told = f"{why}: no list is handed over before it is read; {cure}"
    return Step("load optouts", path.name, lambda _: Decision("do", why), partial(_hold, context, path, told))


def _hold(context: Context, path: Path, why: str, _: Decision) -> Done:
    """Keep that a file may tell of opt-outs and is not read: until it is, no list is handed over."""
    with context.open() as workspace:
        if str(path) not in workspace.result("check/refused_optouts")["subject"].to_list():
            with workspace.transaction():
                noted(workspace, "refuse optouts", str(path), Run(0, why))
    return Done(None, why, outcome="refused")


def _decide(context: Context, file: Arrived, _pending: Pending) -> Decision:
    try:
        with file.path.open("rb") as content:
            inputs = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise AttitudeError(f"{file.path}: cannot be read: {error.strerror}") from error
    with context.open(read_only=True) as workspace:
        known = _loaded(workspace, file.kind, inputs)
    if known and known[1] is not None:
        return Decision("do", f"the same as {known[0]}, loaded before and undone on {known[1]:%Y-%m-%d}", inputs)
    return Decision("do", f"the same as {known[0]}, loaded before" if known else "new in the inbox", inputs)


def _loaded(workspace: Workspace, kind: str, content: str) -> tuple[str, datetime | None] | None:
    """Give the file that was loaded with this content, and when that was undone, if no load of it holds."""
    rows = workspace.rows(
        "select file, undone_at from loads where kind = ? and content_hash = ? "
        "order by undone_at is not null, load_id limit 1",
        [kind, content],
    )
    return rows[0] if rows else None


def _was_undone(context: Context, file: Arrived) -> bool:
    with file.path.open("rb") as content, context.open(read_only=True) as workspace:
        known = _loaded(workspace, file.kind, hashlib.file_digest(content, "sha256").hexdigest())
    return known is not None and known[1] is not None


def _take(context: Context, part: LoadPart, file: Arrived, decision: Decision) -> Done:
    """Load a file and put it away; killed in between, the next run finds it loaded and puts it away."""
    job = context.job
    before = _size_and_time(file.path)
    try:
        result = _load(context, file, decision.inputs)
    except BadDataError as error:
        reason = str(error)
        if file.kind != "optouts":  # whose refusal the load itself has noted
            with context.open() as workspace, made_of(decision.inputs), workspace.transaction():
                noted(workspace, f"refuse {file.kind}", str(file.path), Run(0, reason))
        place = put_away(file.path, job.place(part.refused) / job.month, reason)
        return Done(None, f"{reason}; moved to {place}", outcome="refused")
    later = later_ones(job, part, file)
    undone = [other for other in later if _was_undone(context, other)]
    again = [_again(context, other) for other in later if other not in undone]
    notes = (*result.notes, *([f"loaded again after it, for they are later ones: {', '.join(again)}"] if again else []))
    if undone:
        names = ", ".join(other.path.name for other in undone)
        notes += (f"later ones that were undone, and stay so: {names}",)
    if _size_and_time(file.path) != before:
        return Done(result.kept + result.updated, "it grew while it was read, and is left for the next run", notes)
    place = put_away(file.path, job.place(part.done) / job.month)
    return Done(result.kept + result.updated, f"{_account(result)}; moved to {place}", notes)


def _load(context: Context, file: Arrived, inputs: str) -> LoadResult:
    settings = context.settings
    names = next((names for kind, names in settings.load.map.items() if kind == file.kind), {})
    zone = context.settings.send.timezone
    proposals = context.job.steps.load is not None and context.job.steps.load.proposals
    options = LoadOptions(
        mapping=names, replaces=file.replaces, timezone=zone, takes_proposals=proposals, **settings.how_to_load
    )
    with context.open() as workspace, made_of(inputs):
        result = load_file(workspace, file.kind, file.path, options)
        if result.is_repeat:  # the step itself had nothing to note
            with workspace.transaction():
                noted(workspace, f"load {file.kind}", str(file.path), Run(0, "loaded before: nothing changed"))
    return result


def _again(context: Context, file: Arrived) -> str:
    _load(context, file, "")
    return file.path.name


def _account(result: LoadResult) -> str:
    if result.is_repeat:
        return "loaded before: nothing changed"
    words = f"{result.read:,} read = {result.kept:,} kept + {result.duplicate:,} duplicate + {result.updated:,} updated"
    return f"{words} + {result.rejected:,} rejected"


def _size_and_time(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def score_steps(context: Context) -> Iterator[Step]:
    """Give the one step that brings the scores up to date."""
    with context.open(read_only=True) as workspace:
        day = scoring_day(workspace, context.job)
    yield Step(
        "score",
        str(day or context.job.month),
        partial(_is_to_score, context),
        partial(_score, context),
        changes=frozenset({"scores"}),
    )


def _is_to_score(context: Context, pending: Pending) -> Decision:
    if "data" in pending.changes:
        return Decision("do", "files are loaded before")
    with context.open(read_only=True) as workspace:
        day = scoring_day(workspace, context.job)
        if day is None or not workspace.rows("select 1 from store.contacts limit 1"):
            return Decision("wait", "no contact is known yet")
        settings = context.settings
        inputs = of_score(workspace, day, settings.score, settings.send, settings.dimensions)
        last_run, state = last(workspace, "score"), data_state(workspace)
    if last_run is not None and last_run.inputs == inputs:
        return Decision("skip", "nothing changed since it was done", inputs)
    why = "was never done" if last_run is None else "was done by hand" if last_run.inputs is None else ""
    return Decision("do", why or f"data, day or settings changed (data as of step {state})", inputs)


def _score(context: Context, decision: Decision) -> Done:
    with context.open() as workspace, made_of(decision.inputs):
        day = scoring_day(workspace, context.job)
        result = score(workspace, context.settings.score, day, send=context.settings.send)
    notes = tuple(
        f"attribute '{attribute}' knows who answered '{campaign}': it was written after it, and is left out"
        for attribute, campaign in result.telltales.items()
    )
    detail = f"as of {result.as_of}: {result.members_with_evidence:,} members with evidence of their own"
    return Done(result.members, detail, notes)


def is_scored(workspace: Workspace) -> bool:
    """Tell whether there are scores to make lists with."""
    return bool(workspace.rows("select 1 from store.scorings") and workspace.rows("from store.members limit 1"))
