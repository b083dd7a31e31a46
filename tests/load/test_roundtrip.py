"""Whatever a member's values hold, every format that is read gives them back: trimmed, NFC, missing words left out."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize

import polars as pl
import pytest
import xlsxwriter
import zstandard
from conftest import some
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from attitude.database import Workspace, create
from attitude.load import LoadOptions, load_file

COLUMNS = ("member_id", "zip", "名字", "note")
BLANKS = " \t\n\r\u00a0\u3000\ufeff"
ENDS = " \t\n\r\f\u00a0\u2028\u3000"  # around an id
MISSING = ("", "NULL", "null", "N/A", "n/a", "#N/A", "\\N", "nan", "NaN", "NaT")
SIGNS = [*'aZ0917.-+=#_\\\'"",,;;||\n\n\t\r éß张伟北京𠮷💛', "e\u0301", *BLANKS, "\u2028", "\x85", "\x0b", "👩‍👧"]

Member = tuple[str | None, ...]

texts = st.lists(st.sampled_from(SIGNS), max_size=8).map("".join)
zips = st.from_regex(r"0{0,3}[0-9]{1,5}", fullmatch=True)
values = st.one_of(texts, zips, st.sampled_from([*MISSING, " NULL ", "none", "true", "1e3", "2026-01-02"]), st.none())


def cleaned(text: str | None) -> str | None:
    """What the product says it does to a text."""
    text = normalize("NFC", (text or "").strip(BLANKS))
    return None if text in MISSING else text


def as_id(text: str | None) -> str | None:
    """What the product says it does to an id: what nobody sees is gone, and what a spreadsheet put around it."""
    found = cleaned(text) or ""
    if not found.isascii() or found[:1] in ("'", "="):
        found = re.sub(rf"^[{ENDS}]+|[{ENDS}]+$", "", found.replace("\u200d", "").replace("\ufeff", ""))
        found = re.sub(r"^'(?=[=+@(0-9\t\r-])", "", re.sub(rf'^="[{ENDS}]*(.*?)[{ENDS}]*"$', r"\1", found))
    return None if found in MISSING else found


ids = st.one_of(zips, zips, texts).filter(lambda text: as_id(text) is not None)
members = st.lists(
    st.tuples(ids, st.one_of(zips, st.none()), values, values),
    min_size=1, max_size=25, unique_by=lambda member: as_id(member[0]),
)  # fmt: skip


def frame(rows: list[Member]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def delimited(rows: list[Member], delimiter: str = ",") -> str:
    """Only what must be in quotes is."""
    return frame(rows).write_csv(separator=delimiter)


def all_quoted(rows: list[Member], delimiter: str = ",") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    return buffer.getvalue()


def records(rows: list[Member]) -> list[dict[str, str | None]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def json_lines(rows: list[Member]) -> str:
    """A missing value is a missing key."""
    kept = [{name: value for name, value in record.items() if value is not None} for record in records(rows)]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in kept)


def spreadsheet(rows: list[Member]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([COLUMNS, *rows]):
            for column, value in enumerate(row):
                sheet.write_string(at, column, value or "")
    return buffer.getvalue()


def parquet(rows: list[Member]) -> bytes:
    buffer = io.BytesIO()
    frame(rows).write_parquet(buffer)
    return buffer.getvalue()


Writer = Callable[[list[Member]], bytes]
FORMATS: dict[str, Writer] = {
    "comma.csv": lambda rows: delimited(rows).encode(),
    "tab.tsv": lambda rows: delimited(rows, "\t").encode(),
    "semicolon.csv": lambda rows: all_quoted(rows, ";").encode(),
    "bar.txt": lambda rows: delimited(rows, "|").encode("utf-8-sig"),
    "utf16.csv": lambda rows: all_quoted(rows).encode("utf-16"),
    "gb18030.csv": lambda rows: delimited(rows).encode("gb18030"),
    "packed.csv.gz": lambda rows: gzip.compress(all_quoted(rows).encode()),
    "packed.csv.zst": lambda rows: zstandard.compress(delimited(rows).encode()),
    "array.json": lambda rows: json.dumps(records(rows)).encode(),
    "lines.jsonl": lambda rows: json_lines(rows).encode(),
    "lines.jsonl.zst": lambda rows: zstandard.compress(json_lines(rows).encode()),
    "frame.parquet": parquet,
    "book.xlsx": spreadsheet,
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("roundtrip") / "attitude.duckdb"
    create(path)
    with Workspace(path) as opened:
        yield opened


@pytest.mark.parametrize("name", some(FORMATS, "comma.csv", "gb18030.csv", "lines.jsonl", "book.xlsx"))
def test_members_come_back(name: str, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("files")

    @settings(derandomize=True, max_examples=5, deadline=None, database=None, phases=[Phase.generate])
    @given(members)
    def check(rows: list[Member]) -> None:
        (folder / name).write_bytes(FORMATS[name](rows))
        assert loaded(workspace, folder / name) == sorted(map(as_kept, rows))

    check()


def as_kept(row: Member) -> tuple[str, ...]:
    """A missing value is shown as a text that no value can be."""
    return (as_id(row[0]) or "", *(cleaned(value) or "" for value in row[1:]))


def loaded(workspace: Workspace, path: Path) -> list[tuple[str, ...]]:
    """What an empty workspace holds after the file was loaded into it."""
    for table in ("store.members", "store.persons", "store.attribute_types", "loads"):
        workspace.define(f"delete from {table}")
    options = LoadOptions(max_rejects=0, encoding="gb18030" if path.name.startswith("gb18030") else None)
    load_file(workspace, "members", path, options)
    columns = [f"coalesce(\"{name}\", '')" for name in COLUMNS if name in workspace.describe("from store.members")]
    rows = workspace.rows(
        f"select member_id, {', '.join(columns)} from store.members join store.persons using (member_key)"
    )
    return sorted(rows)
