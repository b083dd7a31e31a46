"""From a readable file to the view ``incoming_file``: every column as text, every row with its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attitude.database import Workspace, first_line, literal, quoted
from attitude.errors import AttitudeError, BadDataError, UnreadError
from attitude.load.kinds import KEYS, KINDS, seen
from attitude.load.sources import Head, Source
from attitude.load.synonyms import meaning_of

_HEAD = 4096
_ROW_NUMBER = "file_row_number"
_NUMBERS = ("_row", "_record", _ROW_NUMBER)  # names by which rows are numbered
_FRACTIONS = ("DOUBLE", "FLOAT", "DECIMAL")
_COLUMNS = 900  # more would be sums too deep for the database, and no table of members
_NAME = 1000


def read_file(workspace: Workspace, source: Source) -> list[str]:
    """Define the view ``incoming_file`` (column ``_row`` counts from 1) over a file and give its column names.

    Those of text files and workbooks were looked for before, by `attitude.load.header.headed`.

    Raises
    ------
    BadDataError
        When there is nothing in the file; an `UnreadError` where it cannot be read as what its name says.
    """
    workspace.run("load/forget")
    workspace.remember(rows_within=None)
    columns = {"csv": _csv, "json": _json, "jsonl": _json, "parquet": _parquet, "xlsx": _parquet}[source.form]
    try:
        names = columns(workspace, source)
        _check_width(source, names)
        return names
    except AttitudeError as error:
        if isinstance(error, BadDataError):
            raise
        raise unreadable(source, error) from error


def rows_expected(workspace: Workspace, source: Source) -> int | None:
    """Guess the rows of a file before it is read, for progress: from its first lines, or as Parquet says."""
    if source.form == "parquet":
        row = workspace.row(f"select sum(num_rows) from parquet_file_metadata({literal(source.path)})")
        return int(row[0])
    if source.form not in ("csv", "jsonl") or source.path.suffix in (".gz", ".zst"):
        return None
    with source.path.open("rb") as file:
        head = file.read(1 << 20)
    return source.path.stat().st_size * head.count(b"\n") // len(head)


def unreadable(source: Source, error: Exception) -> UnreadError:
    """Say that a file is not what its name says, in the database's words."""
    words = first_line(error).removeprefix("Invalid Input Error: ").replace(str(source.path), source.name).strip()
    if "state machine" in words:  # what it says of a line that ends otherwise than the first
        words = "its lines end in different ways, as of Windows and of Unix; save it with one of them"
    return UnreadError(f"{source.name}: cannot be read: {words}")


def _csv(workspace: Workspace, source: Source) -> list[str]:
    head = head_of(source)
    _check_width(source, head.names)
    names = _own(head.names)
    _check_once(source, names)
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    # a blank line is no row; of a single column the database takes it for one
    rows = f" where trim({quoted(names[0])}) <> ''" if len(names) == 1 else ""
    workspace.define(
        "create or replace temp view incoming_file as select row_number() over () as _row, * from "
        f"read_csv({literal(source.path)}, auto_detect = false, header = true, delim = {literal(head.delimiter)}, "
        f"quote = '\"', escape = '\"', columns = {{{columns}}}, store_rejects = true, rejects_limit = 0, "
        f"max_line_size = 4000000, hive_partitioning = false){rows}"
    )
    return names


def head_of(source: Source) -> Head:
    """Give the column names that were looked for, see `attitude.load.header.headed`."""
    if source.head is None:
        raise AttitudeError(f"{source.name}: its column names were not looked for")
    return source.head


def _own(names: Iterable[str]) -> list[str]:
    """Give each column a name that is neither empty nor one by which rows are numbered."""
    filled = (name if seen(name) else f"_unnamed_{at}" for at, name in enumerate(names, start=1))
    return [f"{name}_" if name.lower() in _NUMBERS else name for name in filled]


def _check_width(source: Source, names: Sequence[str]) -> None:
    if len(names) > _COLUMNS:
        raise UnreadError(f"{source.name}: has {len(names):,} columns, at most {_COLUMNS} are read; leave some out")
    if long := next((name for name in names if len(name) > _NAME), None):
        raise UnreadError(f"{source.name}: '{long[:40]}…' is no name of a column; the first line must hold the names")


def _check_once(source: Source, names: list[str]) -> None:
    spelled = [name.lower() for name in names]
    for name in names:
        if spelled.count(name.lower()) > 1:
            raise UnreadError(f"{source.name}: has two columns '{name}'; rename one")


def _parquet(workspace: Workspace, source: Source) -> list[str]:
    own_names = list(workspace.describe(f"from read_parquet({literal(source.path)}, hive_partitioning = false)"))
    names = _own(own_names)
    columns = ", ".join(f"{quoted(theirs)}::varchar as {quoted(n)}" for theirs, n in zip(own_names, names, strict=True))
    is_taken = _ROW_NUMBER in map(str.lower, own_names)
    number = "row_number() over ()" if is_taken else f"{_ROW_NUMBER} + 1"
    workspace.define(
        f"create or replace temp view incoming_file as select {number} as _row, {columns} "
        f"from read_parquet({literal(source.path)}, file_row_number = {not is_taken}, hive_partitioning = false)"
    )
    return names


def _json(workspace: Workspace, source: Source) -> list[str]:
    """Take every value as the text it is in the file, so that no long number is rounded."""
    form = "newline_delimited" if source.form == "jsonl" else "array" if _is_array(source) else "unstructured"
    workspace.define(
        "create or replace temp view incoming_json as select row_number() over () as _record, json from "
        f"read_json_objects({literal(source.path)}, format = '{form}', ignore_errors = {source.form == 'jsonl'}, "
        "maximum_object_size = 67108864)"
    )
    _unwrap(workspace)
    every = "select distinct unnest(json_keys(json)) as key from incoming_json"
    workspace.define(f"create or replace temp table incoming_keys as {every}")
    keys = _json_keys(workspace)
    if not keys:
        raise BadDataError(f"{source.name}: holds no JSON object with values; nothing to load")
    names = _own(keys)
    columns = [
        f"json_extract_string(json, {literal(_path(key))}) as {quoted(name)}"
        for key, name in zip(keys, names, strict=True)
    ]
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


def _unwrap(workspace: Workspace) -> None:
    """Take the rows out of a file that is one object around them, as services answer: {"data": [{…}, {…}], …}."""
    first = workspace.rows("select json from incoming_json limit 2")
    if len(first) != 1:
        return
    lists = "select unnest(json_keys(json)) as key, json from incoming_json where json_type(json) = 'OBJECT'"
    of_objects = "json_type(json -> key) = 'ARRAY' and json_type(json -> key -> 0) = 'OBJECT'"
    keys = [key for (key,) in workspace.rows(f"select key from ({lists}) where {of_objects} order by key")]
    others = [key for (key,) in workspace.rows(f"select key from ({lists})") if key not in keys]
    if len(keys) == 1 and not any(_is_key(name) for name in others):  # else it is a row itself, of one member
        workspace.define("alter view incoming_json rename to incoming_whole")
        workspace.define(
            "create or replace temp view incoming_json as select row_number() over () as _record, "
            f"unnest(json_extract(json, {literal(_path(keys[0]) + '[*]')})) as json from incoming_whole"
        )
        workspace.remember(rows_within=keys[0])


def _is_key(name: str) -> bool:
    return any(meaning_of(kind, name) in (*KEYS, "phone", "email") for kind in KINDS)


def rows_within(workspace: Workspace) -> list[str]:
    """Say under which name of a JSON file's one object its rows were found."""
    (key,) = workspace.row("select getvariable('rows_within')")
    return [f"rows taken out of '{key}', in which the file has them"] if key else []


def _is_array(source: Source) -> bool:
    with source.text() as file:
        return file.read(_HEAD).lstrip().startswith("[")


def _path(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'$."{escaped}"'


def number_columns(workspace: Workspace, source: Source, columns: Mapping[str, str]) -> list[str]:
    """Name those of some columns (ours → the file's) that hold numbers, by the types of the file; text has none."""
    if source.form == "parquet":
        types = workspace.describe(f"from read_parquet({literal(source.path)}, hive_partitioning = false)")
        type_of = dict(zip(_own(types), types.values(), strict=True))
        return [ours for ours, theirs in columns.items() if type_of[theirs].startswith(_FRACTIONS)]
    if source.form not in ("json", "jsonl") or not columns:
        return []
    paths = dict(zip(_own(keys := _json_keys(workspace)), keys, strict=True))
    types_of = {ours: f"json_type(json, {literal(_path(paths[theirs]))})" for ours, theirs in columns.items()}
    tests = [f"coalesce(bool_or({t} = 'DOUBLE') and bool_and({t} <> 'VARCHAR'), false)" for t in types_of.values()]
    flags = workspace.row(f"select {', '.join(tests)} from incoming_json where json_type(json) = 'OBJECT'")
    return [ours for ours, holds in zip(types_of, flags, strict=True) if holds]


def _json_keys(workspace: Workspace) -> list[str]:
    return [name for (name,) in workspace.rows("from incoming_keys order by key")]
