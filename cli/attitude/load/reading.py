"""From a readable file to the view ``incoming_file``: every column as text, every row with its number."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from attitude.database import Workspace, first_line, literal, quoted
from attitude.errors import AttitudeError, BadDataError
from attitude.load.sources import Source, records

if TYPE_CHECKING:
    import polars as pl

_DELIMITERS = (",", "\t", ";", "|")
_HEAD = 4096
_COLUMNS = 900  # more would be sums too deep for the database, and no table of members
_NAME = 1000
_NUMBERS = (
    "DOUBLE",
    "FLOAT",
    "DECIMAL",
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "UHUGEINT",
)


def read_file(workspace: Workspace, source: Source, sheet: str | None) -> list[str]:
    """Define the view ``incoming_file`` (column ``_row`` counts from 1) over a file and give its column names.

    Raises
    ------
    BadDataError
        When the file cannot be read as what its name says.
    """
    workspace.run("load/forget")
    columns = {"csv": _csv, "json": _json, "jsonl": _json, "parquet": _parquet, "xlsx": _xlsx}[source.form]
    try:
        names = columns(workspace, source, sheet)
        _check_width(source, names)
        return names
    except AttitudeError as error:
        if isinstance(error, BadDataError):
            raise
        raise unreadable(source, error) from error


def rows_expected(workspace: Workspace, source: Source) -> int | None:
    """Guess the rows of a file before it is read, for progress: from its first lines, or as Parquet says."""
    if source.form == "parquet":
        found = workspace.row(f"select sum(num_rows) from parquet_file_metadata({literal(source.path)})")
        return int(found[0])
    if source.form not in ("csv", "jsonl") or source.path.suffix in (".gz", ".zst"):
        return None
    with source.path.open("rb") as file:
        head = file.read(1 << 20)
    return source.path.stat().st_size * head.count(b"\n") // len(head)


def unreadable(source: Source, error: Exception) -> BadDataError:
    """Say that a file is not what its name says, in the database's words."""
    words = first_line(error).removeprefix("Invalid Input Error: ").replace(str(source.path), source.name).strip()
    if "state machine" in words:  # what it says of a line that ends otherwise than the first
        words = "its lines end in different ways, as of Windows and of Unix; save it with one of them"
    return BadDataError(f"{source.name}: cannot be read: {words}")


def delimiter_of(source: Source) -> str:
    """Tell what separates the columns: of comma, tab, semicolon and bar, the one that the header has most of."""
    with source.text() as file:
        head = file.readline()
    outside = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=lambda mark: (outside.count(mark), -_DELIMITERS.index(mark)))


def _csv(workspace: Workspace, source: Source, _: str | None) -> list[str]:
    delimiter = delimiter_of(source)
    names = next((record for _, record in records(source, delimiter)), [])
    if not names:
        raise BadDataError(f"{source.name}: the first line is empty; it must hold the column names")
    _check_width(source, names)
    names = [name if name.strip() else f"_unnamed_{at}" for at, name in enumerate(names, start=1)]
    _check_once(source, names)
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    # a blank line is no row; of a single column the database takes it for one
    rows = f" where trim({quoted(names[0])}) <> ''" if len(names) == 1 else ""
    workspace.define(
        "create or replace temp view incoming_file as select row_number() over () as _row, * from "
        f"read_csv({literal(source.path)}, auto_detect = false, header = true, delim = {literal(delimiter)}, "
        f"quote = '\"', escape = '\"', columns = {{{columns}}}, store_rejects = true, rejects_limit = 0, "
        f"max_line_size = 4000000, hive_partitioning = false){rows}"
    )
    return names


def _check_width(source: Source, names: list[str]) -> None:
    if len(names) > _COLUMNS:
        raise BadDataError(f"{source.name}: has {len(names):,} columns, at most {_COLUMNS} are read; leave some out")
    if long := next((name for name in names if len(name) > _NAME), None):
        raise BadDataError(f"{source.name}: '{long[:40]}…' is no name of a column; the first line must hold the names")


def _check_once(source: Source, names: list[str]) -> None:
    spelled = [name.lower() for name in names]
    for name in names:
        if spelled.count(name.lower()) > 1:
            raise BadDataError(f"{source.name}: has two columns '{name}'; rename one")


def _parquet(workspace: Workspace, source: Source, _: str | None) -> list[str]:
    found = workspace.describe(f"from read_parquet({literal(source.path)}, hive_partitioning = false)")
    columns = ", ".join(f"{quoted(name)}::varchar as {quoted(name)}" for name in found)
    workspace.define(
        f"create or replace temp view incoming_file as select file_row_number + 1 as _row, {columns} "
        f"from read_parquet({literal(source.path)}, file_row_number = true, hive_partitioning = false)"
    )
    return list(found)


def _json(workspace: Workspace, source: Source, _: str | None) -> list[str]:
    """Take every value as the text it is in the file, so that no long number is rounded."""
    form = "newline_delimited" if source.form == "jsonl" else "array" if _is_array(source) else "unstructured"
    workspace.define(
        "create or replace temp view incoming_json as select row_number() over () as _record, json from "
        f"read_json_objects({literal(source.path)}, format = '{form}', ignore_errors = {source.form == 'jsonl'}, "
        "maximum_object_size = 67108864)"
    )
    keys = "select distinct unnest(json_keys(json)) as key from incoming_json"
    workspace.define(f"create or replace temp table incoming_keys as {keys}")
    names = [name for (name,) in workspace.rows("from incoming_keys order by key")]
    if not names:
        raise BadDataError(f"{source.name}: holds no JSON object with values; nothing to load")
    columns = [f"json_extract_string(json, {literal(_path(name))}) as {quoted(name)}" for name in names]
    workspace.define(
        "create or replace temp view incoming_file as "
        f"select row_number() over () as _row, _record, {', '.join(columns)} "
        "from incoming_json where json_type(json) = 'OBJECT'"
    )
    workspace.define(
        "create or replace temp view ragged_json as select _record as _row, json::varchar as row_text "
        "from incoming_json where json_type(json) is distinct from 'OBJECT'"
    )
    return names


def _is_array(source: Source) -> bool:
    with source.text() as file:
        return file.read(_HEAD).lstrip().startswith("[")


def _path(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'$."{escaped}"'


def _xlsx(workspace: Workspace, source: Source, sheet: str | None) -> list[str]:
    """Read one sheet with every cell as text; merged cells have their value in the first."""
    copy = source.folder / "sheet.parquet"
    _sheet(source, sheet, "string").write_parquet(copy)
    return _parquet(workspace, replace(source, path=copy), None)


def _sheet(source: Source, sheet: str | None, types: Literal["string"] | None) -> pl.DataFrame:
    import fastexcel

    try:
        book = fastexcel.read_excel(source.path)
        name = sheet or book.sheet_names[0]
        if name not in book.sheet_names:
            known = ", ".join(book.sheet_names)
            raise BadDataError(f"{source.name}: has no sheet '{name}'; it has: {known}")
        return book.load_sheet(name, dtypes=types, schema_sample_rows=None).to_polars()
    except fastexcel.FastExcelError as error:
        raise unreadable(source, error) from error


def number_columns(workspace: Workspace, source: Source, sheet: str | None, columns: list[str]) -> set[str]:
    """Tell which columns the file itself has as numbers, not as texts: they have a decimal point, whatever it shows."""
    if source.form == "parquet":
        types = workspace.describe(f"from read_parquet({literal(source.path)}, hive_partitioning = false)")
        return {name for name in columns if types[name].startswith(_NUMBERS)}
    if source.form == "xlsx":
        frame = _sheet(source, sheet, None)
        return {name for name in columns if name in frame.columns and frame[name].dtype.is_numeric()}
    if source.form in ("json", "jsonl"):
        kinds = [f"json_type(json, {literal(_path(name))})" for name in columns]
        sums = [f"bool_and({kind} in ('DOUBLE', 'BIGINT', 'UBIGINT', 'HUGEINT', 'NULL'))" for kind in kinds]
        found = workspace.row(f"select {', '.join(sums)} from incoming_json where json_type(json) = 'OBJECT'")
        return {name for name, is_number in zip(columns, found, strict=True) if is_number}
    return set()


def counts_from_1904(source: Source) -> bool:
    """Tell whether a workbook counts its days from 1904, as those of old Macs do."""
    if source.form != "xlsx":
        return False
    with zipfile.ZipFile(source.path) as book:
        return re.search(rb"date1904=[\"'](?:1|true|on)[\"']", book.read("xl/workbook.xml")) is not None
