"""The load step: one file, one transaction, every row accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from time import monotonic

from attitude.audit import recorded
from attitude.database import Workspace, act
from attitude.errors import BadDataError, UnreadError, UsageError
from attitude.load.account import LoadOptions, LoadResult, check_dimensions, next_load, remember, repeated
from attitude.load.addresses import (
    check_ids,
    give_others,
    held_rows,
    name_people,
    odd_days,
    take_said,
)
from attitude.load.aliases import follow_aliases
from attitude.load.apart import WORDS
from attitude.load.attribute_amounts import Reading
from attitude.load.codes import about_codes
from attitude.load.erased import left_out
from attitude.load.header import with_names
from attitude.load.keys import remember_plain
from attitude.load.kinds import (
    KINDS,
    check_kind,
    kind_of_file,
)
from attitude.load.members import take_members
from attitude.load.proposing import with_proposals
from attitude.load.rejected import write_rejects
from attitude.load.rows import count_rows, read_rows
from attitude.load.sources import STDIN, Source, is_readable, opened
from attitude.load.unheard import WORDS as UNHEARD
from attitude.load.unheard import answer_refusal, is_anyone_unheard, note_refusal, note_unheard_rows, unheard_rows
from attitude.load.words import read_words
from attitude.phones import mend_misread
from attitude.withdrawn import to_withdraw, words_of

# What each kind runs after its rows are read and checked: who and what they name for the first time has a key, …
_PERSONS = ("load/new_persons", "load/persons")
_NAMES = {
    "members": (),
    "campaigns": ("load/campaign_keys",),
    "contacts": ("load/treatments_named", "load/contact_keys"),
    "responses": _PERSONS,
    "usage": _PERSONS,
    "optouts": _PERSONS,
}
# … and what they tell is taken in, which leaves the table `tally_<kind>`.
_STEPS = {
    "members": (),
    "campaigns": (
        "load/arriving_campaigns",
        "load/told_campaigns",
        "load/altered_campaigns",
        "load/tally_campaigns",
        "load/campaigns",
    ),
    "contacts": (
        "load/repeated",
        "load/merged_repeats",
        "load/arriving_contacts",
        "load/known_treatments",
        "load/contacts_met",
        "load/tally_contacts",
        "load/contacts",
    ),
    "responses": (
        "load/campaign_keys",
        "load/new_returns",
        "load/tally_returns",
        "load/returns",
        "load/new_responses",
        "load/tally_responses",
        "load/responses",
    ),
    "usage": ("load/new_usage", "load/replaced_usage", "load/tally_usage", "load/usage"),
    "optouts": (),
}

# What a load holds in memory, whatever the size of the file, unless it names more people than fit.
GIGABYTES = 3


def folder_files(folder: Path) -> list[tuple[str, Path]]:
    """List what a folder holds, kinds from file names: members and campaigns first, then by name.

    Raises
    ------
    UsageError
        When the folder does not exist or no file in it can be told.
    """
    if not folder.is_dir():
        kinds = ", ".join(KINDS)
        raise UsageError(f"{folder}: neither a kind ({kinds}) nor a folder")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and is_readable(path))
    files = [(kind, path) for path in paths if (kind := kind_of_file(path)) and ".rejects." not in path.name]
    if not files:
        raise UsageError(
            f"{folder}: no file whose name begins with a kind ({', '.join(KINDS)}); load each by its kind, or see with "
            "--look what they may be"
        )
    order = list(KINDS)
    return sorted(files, key=lambda item: order.index(item[0]))


@act
def load_file(workspace: Workspace, kind: str, path: Path, options: LoadOptions) -> LoadResult:
    """Take one file in, or nothing of it.

    Parameters
    ----------
    workspace
        Open for writing.
    kind
        One of `KINDS`.
    path
        A file in any of the formats of `attitude.load.sources.FORMS`, or ``-`` for standard input.

    Raises
    ------
    UsageError
        When there is no such file, kind, encoding, region or campaign.
    BadDataError
        When the file is empty, lacks a column, cannot be read, or has too many bad rows.
    """
    check_kind(kind)
    options = options.of_kind(kind)
    if options.replaces is not None and kind != "contacts":
        raise UsageError(f"--replace goes with contacts, not with {kind}")
    try:
        return _load(workspace, kind, path, options)
    except BadDataError as error:
        if kind == "optouts" and not options.dry:
            note_refusal(workspace, _name(path), error)
        raise


def _load(workspace: Workspace, kind: str, path: Path, options: LoadOptions) -> LoadResult:
    with ExitStack() as stack:
        stack.callback(workspace.expect)
        workspace.expect(file_bytes=path.stat().st_size if path.is_file() else None)
        with workspace.watched(f"load · looking at {path.name}"):
            source = stack.enter_context(_opened(workspace, kind, path, options))
        mapping = options.mapping
        if options.takes_proposals:
            options = with_proposals(workspace, kind, source, options)
        if options.dry:
            stack.enter_context(workspace.rehearsal())
        check_dimensions(workspace, kind, source, options)
        repeat = repeated(workspace, kind, path, source, options) if options.replaces is None else None
        if repeat is not None and kind in ("optouts", "responses") and not options.dry:
            answer_refusal(workspace, kind, source)
        result = repeat or workspace.within(GIGABYTES, lambda: _heard(workspace, kind, path, source, options))
        is_news = kind in ("optouts", "responses", "members") and result.kept + result.updated
        withdrawals = words_of(to_withdraw(workspace)) if is_news else []
        maps = {name: ours for name, ours in options.mapping.items() if name not in mapping}
        return replace(result, maps=maps, notes=(*result.notes, *withdrawals))


@contextmanager
def _opened(workspace: Workspace, kind: str, path: Path, options: LoadOptions) -> Iterator[Source]:
    """Open a file; where one of responses cannot be read, that is kept: its replies may say stop."""
    with ExitStack() as stack:
        try:
            source = with_names(kind, stack.enter_context(opened(path, options.encoding)), options)
        except UnreadError as error:
            if kind != "responses" or options.dry:
                raise
            raise _unheard(workspace, path, error) from error
        yield source


def _unheard(workspace: Workspace, path: Path, error: BadDataError) -> BadDataError:
    note_refusal(workspace, _name(path), error)
    return type(error)(f"{error}; {UNHEARD}")


def _heard(workspace: Workspace, kind: str, path: Path, source: Source, options: LoadOptions) -> LoadResult:
    """Take a file in; where one of responses is refused with replies that refuse, that is kept."""
    try:
        return _take(workspace, kind, path, source, options)
    except BadDataError as error:
        if kind != "responses" or options.dry or not is_anyone_unheard(workspace, source, options, error):
            raise
        raise _unheard(workspace, path, error) from error


def _name(path: Path) -> str:
    return "standard input" if path == STDIN else str(path)


def _take(workspace: Workspace, kind: str, path: Path, source: Source, options: LoadOptions) -> LoadResult:
    started = monotonic()
    with recorded(workspace, f"load {kind}", source.name) as run:
        mend_misread(workspace, options.region)
        known, others, notes = read_rows(workspace, kind, source, options)
        remember_plain(workspace)
        read, refused = count_rows(workspace, kind, source, options, known)
        rejected = len(refused)
        notes += read_words(workspace, kind, source.name)
        taken_out = 0
        workspace.remember(load_id=next_load(workspace))
        if options.replaces is not None:
            notes += _erased_contacts(workspace, options.replaces)
            taken_out = _take_out(workspace, options.replaces, source)
        if "member_id" in known:
            notes += check_ids(workspace, kind, known["member_id"], source.name)
        notes += follow_aliases(workspace, kind)
        # several files may be tried in one transaction: see Workspace.unordered
        with workspace.unordered() if options.dry else nullcontext():
            notes += _take_rows(workspace, kind, options)
            if kind == "members":
                notes += take_members(workspace, known, list(others), Reading(source, options, others))
        notes += left_out(workspace, WORDS) if refused else []
        unheard = unheard_rows(workspace, kind) if refused and kind in ("optouts", "responses") else 0
        notes += texts_changed(workspace)
        kept, updated = workspace.row(f"select kept, updated from tally_{kind}")
        is_written = bool(refused) and not options.dry
        reject_file = write_rejects(workspace, source, refused, _beside(path)) if is_written else None
        counts = (read, kept, read - rejected - kept - updated, updated, rejected)
        result = LoadResult(kind, path, *counts, taken_out, reject_file, notes=tuple(notes))
        load_id = remember(workspace, result, source, options, monotonic() - started)
        run.files = [{"name": source.name, "bytes": source.size, "sha256": source.content_hash}]
        run.rows_out, run.detail = kept + updated, f"{kept:,} kept, {updated:,} updated of {read:,} rows"
        workspace.run("load/forget")
    if options.dry:
        return result
    last_notes = [note_unheard_rows(workspace, source.name, unheard)] if unheard else []
    return replace(result, load_id=load_id, notes=(*result.notes, *last_notes))


def _take_rows(workspace: Workspace, kind: str, options: LoadOptions) -> list[str]:
    """Run what a kind needs; rows by phone or e-mail address are those of all members who have it."""
    name_people(workspace, kind)
    workspace.run(*_NAMES[kind])
    notes = give_others(workspace, kind, _STEPS[kind])
    workspace.run(*_STEPS[kind])
    notes += about_codes(workspace) if kind == "responses" else ()
    notes += [*take_said(workspace, kind, options.region), *odd_days(workspace, kind)]
    return notes + held_rows(workspace, kind)


def _take_out(workspace: Workspace, campaign: str, source: Source) -> int:
    """Take a campaign's contacts out, for those of the file to take their place."""
    treatments = "select treatment_key from treatment_texts where campaign_id = ?"
    if not workspace.rows(f"select 1 from typed where treatment_key in ({treatments}) limit 1", [campaign]):
        raise BadDataError(f"{source.name}: has no contact of campaign '{campaign}', which it is to replace")
    if workspace.rows("select 1 from store.responses where campaign_key is null limit 1") or workspace.rows(
        "select 1 from store.returns where campaign_key is null limit 1"
    ):  # what their codes mean may change with the contacts that go
        workspace.rows("insert into store.changed_campaigns select campaign_key from store.campaigns")
    theirs = "treatment_key in (select treatment_key from store.treatments "
    theirs += "semi join (from store.campaigns where campaign_id = ?) using (campaign_key))"
    if not workspace.rows(f"select 1 from store.contacts where {theirs} limit 1", [campaign]):
        return 0
    workspace.run("load/replaced_contacts", campaign=campaign)
    return int(workspace.rows(f"delete from store.contacts where {theirs}", [campaign])[0][0])


def _erased_contacts(workspace: Workspace, campaign: str) -> list[str]:
    """Say how many contacts of erased people a replaced campaign loses: no file can bring them again."""
    count = workspace.result("load/erased_contacts", campaign=campaign).item()
    words = f"contacts of erased people, taken out with the others, which no file brings again: {count:,}"
    return [f"{words}; figures of '{campaign}' are without them from now on"] if count else []


def texts_changed(workspace: Workspace) -> list[str]:
    """Say how many texts of good rows a load changed."""
    (count,) = workspace.row("select coalesce(sum(_changes), 0) from typed_kept where not is_bad")
    return [f"texts trimmed, brought to one form, or words for a missing value: {count:,}"] if count else []


def _beside(path: Path) -> Path:
    return Path("standard-input") if path == STDIN else path
