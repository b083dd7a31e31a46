"""The export step: a list as files for those who send it, with its manifest beside them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attitude.audit import recorded
from attitude.check import Checked, check
from attitude.database import act
from attitude.dimensions import own_dimensions
from attitude.errors import AttitudeError, UsageError, nearest
from attitude.export.layouts import FULL, TEXT, Layout, Layouts
from attitude.export.manifest import manifest
from attitude.export.parts import Part, divided, not_in
from attitude.export.rows import SPLITS, Counts, fill_texts, gather, read
from attitude.formats import ENCODINGS, Files, count_rows, pieces, together
from attitude.formulas import count_formulas, made_safe
from attitude.list_status import approve_draft
from attitude.members import VALUE_COLUMNS, value_columns
from attitude.outputs import TEXT_FORMATS
from attitude.plan import gives_codes
from attitude.settings import Seed, Settings

if TYPE_CHECKING:
    from attitude.database import Workspace


@dataclass(frozen=True)
class Handover:
    """How files are written: encoding (of CSV only), layout, and what each gets a file of its own for.

    Without a layout there are all columns; where files are split by channel, the columns that their channel needs.
    """

    encoding: str | None = None
    layout: str | None = None
    split: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportedFile:
    """A file as it was written.

    ``cells_made_safe`` are those that a spreadsheet would have run as formulas, ``cells_left`` those that it would run:
    of files that a machine reads, every cell is handed over as it is.
    """

    path: Path
    layout: str
    rows: int
    bytes: int
    sha256: str
    cells_made_safe: int
    cells_left: int = 0

    @property
    def entry(self) -> dict[str, object]:
        """What the manifest says of it: its name, not where it lies."""
        fields = asdict(self)
        del fields["cells_left"]
        return {"name": fields.pop("path").name, **fields}


@dataclass(frozen=True)
class ExportResult:
    """What was written where, in the order of the manifest."""

    list_id: str
    files: tuple[ExportedFile, ...]
    manifest: Path
    counts: Counts
    checked: Checked

    @property
    def file(self) -> Path:
        """The file, where the list was not split."""
        return self.files[0].path

    @property
    def rows(self) -> int:
        """How many members are in the files."""
        return self.counts.exported

    @property
    def held_out(self) -> int:
        """How many controls the list has."""
        return self.counts.held_out

    @property
    def cells_made_safe(self) -> int:
        """How many cells were changed, so that a spreadsheet does not run them."""
        return sum(file.cells_made_safe for file in self.files)

    @property
    def cells_left(self) -> int:
        """How many cells a spreadsheet would run, of files that a machine is to read."""
        return sum(file.cells_left for file in self.files)


@act
def export(
    workspace: Workspace,
    list_name: str,
    form: str,
    output: Path | None,
    folder: Path,
    how: Handover | None = None,
    settings: Settings | None = None,
    allow: Collection[str] = (),
) -> ExportResult:
    """Write the contacted members of a list, never the controls, and the manifest that says how it came about.

    The same list always gives the same bytes, in the files and in the manifest; they come to be all together or not at
    all.

    Parameters
    ----------
    workspace
        Open for writing: the list is marked as exported.
    list_name
        A list id, or a campaign id for the latest list of that campaign.
    form
        ``csv``, ``parquet``, ``xlsx``, ``json`` or ``jsonl``.
    output
        The file, or what the names of several begin with; by default the list's id with the format's ending in
        ``folder``.
    how, settings
        How files are written; the settings' layouts, seeds and region.
    allow
        Checks that may fail, see `attitude.check.check`.

    Raises
    ------
    UsageError
        When there is no such list, layout, column, way to split or check.
    BlockedError
        When a check stands in the way.
    AttitudeError
        When a file cannot be written, or a listed member is no longer loaded.
    """
    how, settings = how or Handover(), settings or Settings()
    list_id = find_list(workspace, list_name)
    check_words(form, how)
    head = workspace.result("export/head", list_id=list_id).row(0, named=True)
    layouts = layouts_of(workspace, head, how, settings)
    checked = check(workspace, list_id, settings, allow)
    path = output or folder / f"{list_id}.{form}"
    record = path.with_name(f"{list_id if how.split and output is None else path.name}.manifest.json")
    counts = gather(workspace, list_id, _seeds(head, settings), settings.load.region)
    with together() as files, recorded(workspace, "export", list_id) as run:
        approve_draft(workspace, list_id, checked, settings)
        parts = files_of(workspace, head, path, how, layouts)
        written = [write_file(files, part, form, how.encoding or "utf-8") for part in parts]
        _check_total(list_id, counts, written)
        entries = [file.entry for file in written]
        treatments = workspace.result("export/treatments", list_id=list_id)
        content = manifest(head, counts, treatments, layouts.values(), _encoding(form, how), entries)
        files.write(record, [content])
        for step in ("planned", "campaign", "keep_left_out"):
            workspace.run(f"export/{step}", list_id=list_id)
        workspace.rows("update store.lists set status = 'exported' where list_id = ?", [list_id])
        run.rows_out, run.detail = counts.exported, str(record if how.split else path)
        run.files = [{"name": str(one.path), "bytes": one.bytes, "sha256": one.sha256} for one in written]
        files.move()
    return ExportResult(list_id, tuple(written), record, counts, checked)


def check_words(form: str, how: Handover) -> None:
    """Refuse an encoding or a way to split that there is not."""
    if how.encoding is not None and how.encoding not in ENCODINGS:
        raise UsageError(f"--encoding {how.encoding}: take {', '.join(ENCODINGS)}")
    if how.encoding is not None and form != "csv":
        raise UsageError(f"--encoding {how.encoding}: is for csv only; {form} has its own, leave it out")
    for word in how.split:
        if word not in SPLITS:
            raise UsageError(
                f"--split: no '{word}'{nearest(word, SPLITS) or '; take channel, cell, hour or several of them'}"
            )


def _encoding(form: str, how: Handover) -> str | None:
    return how.encoding or "utf-8" if form in TEXT_FORMATS else None


def layouts_of(
    workspace: Workspace, head: dict[str, Any], how: Handover, settings: Settings
) -> dict[str | None, Layout]:
    """Give the layout of every file; by channel, where each takes that of its own."""
    attributes = [name for name in workspace.describe("from store.typed_members") if name not in ("member_key", TEXT)]
    attributes += value_columns(workspace, VALUE_COLUMNS)
    plan = json.loads(head["plan"])
    has_text = any(offer.get("template") for offer in plan["offer"])
    has_codes, dimensions = gives_codes(plan), own_dimensions(workspace)
    layouts = Layouts(settings.layout, attributes, has_text=has_text, has_codes=has_codes, dimensions=dimensions)
    channels = workspace.result("export/channels", list_id=head["list_id"])
    if how.layout is not None or "channel" not in how.split:
        if how.layout is not None and "channel" not in how.split:
            layouts.check_alike(how.layout, channels.iter_rows())
        return {None: layouts.named(how.layout or FULL)}
    return {channel: layouts.of_channel(channel, family) for channel, family in channels.iter_rows()}


def _seeds(head: dict[str, Any], settings: Settings) -> list[Seed]:
    """Give the addresses of one's own, those of the settings first; who stands in both gets one message."""
    planned = [Seed.model_validate(seed) for seed in json.loads(head["plan"])["send"]["seeds"]]
    return [*settings.send.seeds, *(seed for seed in planned if seed not in settings.send.seeds)]


def files_of(
    workspace: Workspace, head: dict[str, Any], path: Path, how: Handover, layouts: dict[str | None, Layout]
) -> Iterator[Part]:
    """Give the files of the rows in ``handed``, each with its layout."""
    columns = dict.fromkeys(ours for layout in layouts.values() for ours in layout.columns.values())
    if TEXT in columns:
        fill_texts(workspace, json.loads(head["plan"]), head["list_id"])
    rows = read(workspace, columns, how.split, has_codes=gives_codes(json.loads(head["plan"])))
    return divided(rows, path, how.split, lambda channel: layouts[channel if channel in layouts else None])


def write_file(files: Files, part: Part, form: str, encoding: str) -> ExportedFile:
    """Write a file under its temporary name, and count the rows that came to lie there."""
    rows, cells, left = part.rows, 0, 0
    if form == "csv" and part.layout.is_for_people:
        rows, cells = made_safe(rows)
    elif form == "csv":
        left = count_formulas(rows)
    try:
        file = files.write(part.path, pieces(rows, form, encoding))
    except UnicodeEncodeError as error:
        raise not_in(encoding, part) from error
    count = count_rows(file.lies_at, form)
    if count is not None and count != rows.height:
        raise AttitudeError(f"{part.path}: {rows.height:,} rows to write, {count:,} written; export again")
    return ExportedFile(part.path, part.layout.name, rows.height, file.bytes, file.sha256, cells, left)


def _check_total(list_id: str, counts: Counts, written: list[ExportedFile]) -> None:
    rows = sum(file.rows for file in written)
    if rows != counts.exported + counts.seeds:
        raise AttitudeError(
            f"{list_id}: {counts.exported:,} members and {counts.seeds:,} seeds to hand over, {rows:,} rows in the "
            "files; export again"
        )


def find_list(workspace: Workspace, name: str) -> str:
    """Give the id of a list named by its id or by its campaign.

    Raises
    ------
    UsageError
        When there is none, with the nearest name.
    """
    lists = workspace.rows("select list_id, campaign_id from store.lists order by newest desc")
    ids = [list_id for list_id, campaign in lists if name in (list_id, campaign)]
    if not ids:
        known = [known for pair in lists for known in pair]
        cure = nearest(name, known) or "; 'attitude target PLAN.toml' makes one"
        raise UsageError(f"no list '{name}'{cure}")
    return name if name in ids else str(ids[0])
