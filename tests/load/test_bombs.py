"""Files of a few bytes that ask for more memory, time or disk than there is are refused, and the rest goes on."""

from __future__ import annotations

import gzip
import json
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
import zstandard
from conftest import Cli

from attitude.database import Workspace
from attitude.errors import UnreadError
from attitude.load import bounded, sources
from attitude.load.bounded import Bounds
from attitude.load.sheets import sheet_of
from attitude.load.sources import opened

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKED = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKED}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PACKED}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKED}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
NAMES = b'<row r="1"><c r="A1" t="inlineStr"><is><t>member_id</t></is></c></row>'
TEXT = b'<row r="2"><c r="A2" t="inlineStr"><is><t>'
FAR = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'


def book(path: Path, rows: Iterable[bytes]) -> Path:
    """Write a workbook of one sheet by hand."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in PARTS.items():
            parts.writestr(name, f'<?xml version="1.0"?>{text}')
        with parts.open(SHEET, "w") as sheet:
            sheet.write(f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for part in (NAMES, *rows):
                sheet.write(part)
            sheet.write(b"</sheetData></worksheet>")
    return path


def test_one_cell_far_away_stops_no_other_file(cli: Cli, ok: Cli, tmp_path: Path) -> None:
    """It asks for a table of 17 billion cells."""
    ok("init")
    (tmp_path / "inbox").mkdir()
    book(tmp_path / "inbox" / "members_2026-10.xlsx", [FAR])
    (tmp_path / "inbox" / "members_2026-11.csv").write_text("member_id\n1\n")
    (tmp_path / "month.toml").write_text('month = "2026-11"\n[load]\n')
    said = cli("run", "month.toml", "--format", "json")
    refused, done = json.loads(said.out)
    assert (said.code, refused["outcome"], done["outcome"]) == (3, "refused", "done")
    reason = "inbox/members_2026-10.xlsx: cannot be read within 4 GiB of memory; save the sheet as CSV"
    assert refused["detail"].startswith(reason)
    place = tmp_path / "refused" / "2026-11" / "members_2026-10.xlsx"
    assert place.is_file()
    assert reason in place.with_name(f"{place.name}.reason.txt").read_text()
    again = json.loads(cli("run", "month.toml", "--format", "json").out)
    assert again == []


def refused(path: Path) -> str:
    with opened(path) as source, pytest.raises(UnreadError) as found:
        sheet_of(source, None)
    return str(found.value).removeprefix(f"{path}: ")


def test_a_cell_of_more_than_there_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "BOUNDS", Bounds(memory=1 << 29))
    path = book(tmp_path / "m.xlsx", (TEXT, *[b"x" * (8 << 20)] * 20, b"</t></is></c></row>"))
    assert path.stat().st_size < 200_000
    assert refused(path) == "cannot be read within 0.5 GiB of memory; save the sheet as CSV"


@pytest.mark.slow
def test_what_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "BOUNDS", Bounds(seconds=1))
    rows = (b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(2, 1_000_000))
    path = book(tmp_path / "m.xlsx", rows)
    assert refused(path) == "cannot be read within 1 seconds; save the sheet as CSV"


def test_what_it_says_it_unpacks_to_is_asked_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "UNPACKED", 1 << 30)
    path = book(tmp_path / "m.xlsx", (TEXT, b"x</t></is></c></row>"))
    raw = path.read_bytes()
    size = struct.pack(
        "<I", next(part.file_size for part in zipfile.ZipFile(path).infolist() if part.filename == SHEET)
    )
    at = raw.rindex(SHEET.encode()) - 46  # of its entry in the list at the end, which has the size at byte 24
    assert raw[at + 24 : at + 28] == size
    path.write_bytes(raw[: at + 24] + struct.pack("<I", 3 << 30) + raw[at + 28 :])
    assert refused(path) == "unpacks to 3.0 GiB, at most 1 are read; save the sheet as CSV"


def test_what_the_child_writes_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "BOUNDS", Bounds(file=10))
    assert "cannot be read: " in refused(book(tmp_path / "m.xlsx", (TEXT, b"x</t></is></c></row>")))


@pytest.mark.parametrize("fault", ["no zip", "PK\x03\x04 cut off", "no sheet"])
def test_a_workbook_that_is_none_is_told(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "m.xlsx"
    path.write_text(fault)
    if fault == "no sheet":
        with zipfile.ZipFile(path, "w") as parts:
            parts.writestr("[Content_Types].xml", "")
    assert refused(path).startswith("cannot be read: ")


@pytest.mark.parametrize("ending", [".csv.gz", ".csv.zst"])
def test_packed_text_without_an_end(
    cli: Cli, ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(sources, "ANYWAY", 1 << 16)
    ok("init")
    path = tmp_path / f"members{ending}"
    text = b"member_id\n" + b"1\n" * (1 << 19)
    path.write_bytes(gzip.compress(text) if ending.endswith("gz") else zstandard.compress(text))
    said = cli("load", "members", path.name)
    words = f"error: {path.name}: unpacks to more than 200 times its size; if it is what it should be, load it unpacked"
    assert (said.code, said.err.splitlines()[-1]) == (3, words)


def test_zstd_is_unpacked_piece_by_piece(tmp_path: Path) -> None:
    """One call for all that was read at once gave two gigabytes for some kilobytes."""
    path = tmp_path / "m.csv.zst"
    path.write_bytes(zstandard.compress(b"\0" * (1 << 28)))
    assert max(map(len, sources._unpacked(path))) < 1 << 27


def test_a_workbook_that_is_large_for_its_size_is_read(workspace: Workspace, tmp_path: Path) -> None:
    path = book(tmp_path / "m.xlsx", (b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(2, 3000)))
    with opened(path) as source:
        sheet = sheet_of(source, None)
    assert (sheet.name, sheet.frame.height, sheet.unread, sheet.since_1904) == ("s", 2999, (), False)
