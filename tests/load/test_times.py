"""Days and times as people and machines write them: the same moment is the same time, or the row or file is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from conftest import Cli, few

from attitude.database import Workspace, create
from attitude.errors import BadDataError
from attitude.load import LoadOptions, load_file

Times = Callable[..., list[Any]]
SHANGHAI = "Asia/Shanghai"

# each as it is written in files of a clock of Shanghai, and the time that it is; and what is none
READ = {
    "2026-01-05 10:00 PM": "2026-01-05 22:00:00",
    "2026-01-05 12:30 AM": "2026-01-05 00:30:00",
    "2026-01-05 12:30 pm": "2026-01-05 12:30:00",
    "2026-01-05 9:05:07 p.m.": "2026-01-05 21:05:07",
    "2026-01-05 10PM": "2026-01-05 22:00:00",
    "2026-01-05 3:04\u202fPM": "2026-01-05 15:04:00",
    "Jan 5, 2026 3:04 PM": "2026-01-05 15:04:00",
    "5-JAN-2026 10:00": "2026-01-05 10:00:00",
    "5. Januar 2026": "2026-01-05 00:00:00",
    "2026/1/5 下午3:05": "2026-01-05 15:05:00",
    "2026年1月5日上午 12:10": "2026-01-05 00:10:00",
    "2026年1月5日10时30分": "2026-01-05 10:30:00",
    "2026.01.05 10:00": "2026-01-05 10:00:00",
    "2026-01-05T10:00:00.25": "2026-01-05 10:00:00.25",
    "20260105T103000": "2026-01-05 10:30:00",
    "20260105103000": "2026-01-05 10:30:00",
    "05.01.2026 10:30 PM": "2026-01-05 22:30:00",
    "2026-01-05 24:00": "2026-01-06 00:00:00",
    "2026-01-04T23:10:00Z": "2026-01-05 07:10:00",
    "2026-01-05T10:00:00+08:00": "2026-01-05 10:00:00",
    "2026-01-05 10:00:00.5+0530": "2026-01-05 12:30:00.5",
    "2026-01-05 10:00 UTC": "2026-01-05 18:00:00",
    "2026-01-05 10:00 GMT+8": "2026-01-05 10:00:00",
    "2026-01-04 09:00 PM -05:00": "2026-01-05 10:00:00",
    "20260105T020000Z": "2026-01-05 10:00:00",
    "2026-01-05T10:00:00+08:00[Asia/Shanghai]": "2026-01-05 10:00:00",
    "2026-01-05 10:00 Asia/Shanghai": "2026-01-05 10:00:00",
    "2026-01-05 10:00 Europe/Berlin": "2026-01-05 17:00:00",
    "2026-01-05T10:00[Europe/Berlin]": "2026-01-05 17:00:00",
    "2026-01-05 10:00 PM (America/Argentina/Buenos_Aires)": "2026-01-06 09:00:00",
    "2026-01-05 10:00 +0800 Etc/GMT-3": "2026-01-05 10:00:00",
    "Mon, 05 Jan 2026 10:00:00 +0800": "2026-01-05 10:00:00",
    "Monday, January 5, 2026 10:00 AM": "2026-01-05 10:00:00",
    "Montag, den 5. Januar 2026 um 10:30 Uhr": "2026-01-05 10:30:00",
    "Mo., 05.01.2026": "2026-01-05 00:00:00",
    "05.01.2026 10.30 Uhr": "2026-01-05 10:30:00",
    "5 janv. 2026 à 10h30": "2026-01-05 10:30:00",
    "5 de enero de 2026": "2026-01-05 00:00:00",
    "2026年1月5日 星期一 10:00": "2026-01-05 10:00:00",
    "2026年1月5日(周一)": "2026-01-05 00:00:00",
    "1736042400": "2025-01-05 10:00:00",  # since 1970, of UTC
    "1736042400000": "2025-01-05 10:00:00",
}
REFUSED = [
    "2026-01-05 10:00 foo",
    "2026-01-05 10:00 CST",
    "2026-01-05 10:00 Asia/Nowhere",
    "2026-01-05 13:00 PM",
    "2026-01-05 0:30 PM",
    "2026-01-05 下午3:00 PM",
    "2026-01-05 24:01",
    "2026-01-05 10:60",
    "2026-01-05 10:00 +25:00",
    "2026-01-05T10:00[Asia/Nowhere]",
    "2026-01-05 10:30.5",
    "2026-01-05 10:305",
    "2026-02-30 10:00 PM",
    "5 Foo 2026",
    "now",
    "infinity",
    "45448",
    "99999999999",
]


@pytest.fixture
def workspace(tmp_path: Path) -> Any:
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as found:
        yield found


@pytest.fixture
def times(workspace: Workspace, tmp_path: Path) -> Times:
    """Load times as those of contacts, and give what was kept of each as text, in order; '' for a refused row."""

    def load(*texts: str, **how: Any) -> list[Any]:
        rows = "".join(f'{at:05};c;"{text}"\n' for at, text in enumerate(texts))
        (tmp_path / "contacts.csv").write_text("member_id;campaign_id;contacted_at\n" + rows, encoding="utf-8")
        load_file(workspace, "contacts", tmp_path / "contacts.csv", LoadOptions(**{"max_rejects": 1, **how}))
        kept: dict[str, str] = dict(workspace.rows("select member_id, contacted_at::varchar from contacts"))
        return [kept.get(f"{at:05}", "") for at in range(len(texts))]

    return load


def test_read(times: Times) -> None:
    assert dict(zip(READ, times(*READ, timezone=SHANGHAI), strict=True)) == READ


def test_refused(times: Times) -> None:
    kept = times("2026-01-05 10:00", *REFUSED, timezone=SHANGHAI)
    assert dict(zip(REFUSED, kept[1:], strict=True)) == dict.fromkeys(REFUSED, "")


@pytest.mark.slow
def test_one_moment_is_one_time_whatever_the_file(workspace: Workspace, tmp_path: Path) -> None:
    at = pl.Series([datetime(2026, 1, 5, 10)]).dt.replace_time_zone(SHANGHAI)
    pl.DataFrame({"member_id": ["a"], "campaign_id": ["c"], "contacted_at": at}).write_parquet(tmp_path / "a.parquet")
    row = {"member_id": "b", "campaign_id": "c", "contacted_at": "2026-01-05T02:00:00Z"}
    (tmp_path / "b.json").write_text(json.dumps([row]))
    (tmp_path / "c.csv").write_text("member_id,campaign_id,contacted_at\nc,c,2026-01-05T10:00:00+08:00\n")
    (tmp_path / "d.csv").write_text("member_id,campaign_id,contacted_at\nd,c,2026-01-04 18:00\n")
    for name in ("a.parquet", "b.json", "c.csv", "d.csv"):
        load_file(workspace, "contacts", tmp_path / name, LoadOptions(timezone="America/Los_Angeles"))
    assert workspace.rows("select distinct contacted_at::varchar from contacts") == [("2026-01-04 18:00:00",)]


@pytest.mark.slow
def test_a_zone_without_the_clock_of_the_files_is_refused(times: Times) -> None:
    with pytest.raises(BadDataError) as told:
        times("2026-01-05 10:00", "2026-01-04T23:10:00Z")
    assert "contacted_at '2026-01-04T23:10:00Z' names a time zone" in str(told.value)
    assert "[send] timezone" in str(told.value)
    with pytest.raises(BadDataError, match="names a time zone"):
        times(*["2026-01-05 10:00"] * 20_500, "2026-01-04T23:10:00Z")
    with pytest.raises(BadDataError, match="names a time zone"):
        times("2026-01-05 10:00", "2026-01-05 10:00 Asia/Shanghai")


def test_of_a_day_alone_the_day_of_utc_is_told(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("member_id,joined_on\n1,2026-01-05T23:30:00Z\n2,2026-01-05\n")
    notes = load_file(workspace, "members", tmp_path / "members.csv", LoadOptions()).notes
    assert notes == ("joined_on: the day of UTC, where a time zone is named, as in '2026-01-05T23:30:00Z': 1",)
    assert workspace.rows("select distinct joined_on::varchar from members") == [("2026-01-05",)]
    load_file(workspace, "members", tmp_path / "members.csv", LoadOptions(timezone=SHANGHAI))
    found = workspace.rows("select joined_on::varchar from members order by member_id")
    assert found == [("2026-01-06",), ("2026-01-05",)]


@pytest.mark.parametrize(
    ("texts", "kept"),
    few(
        [
            (("45448", "45448.4375"), ("2024-06-05 00:00:00", "2024-06-05 10:30:00")),
            (("2026010510", "2026010600"), ("2026-01-05 10:00:00", "2026-01-06 00:00:00")),
            (("202601051030", ""), ("2026-01-05 10:30:00", None)),
            (("1926010510", "1769000000"), ("2031-01-12 18:55:10", "2026-01-21 12:53:20")),  # seconds since 1970
            (("1232631900000", "1232631900.5"), ("2009-01-22 13:45:00", "2009-01-22 13:45:00.5")),
        ]
    ),
)
def test_numbers_are_read_as_their_column_has_them(
    times: Times, texts: tuple[str, ...], kept: tuple[str | None, ...]
) -> None:
    assert times(*texts) == list(kept)


@pytest.mark.slow
def test_time_since_1970_is_told_with_its_clock(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"member_id": "a", "campaign_id": "c", "contacted_at": 1736042400000}]
    (tmp_path / "contacts.json").write_text(json.dumps(rows))
    for zone, kept in ((None, "2025-01-05 02:00:00"), (SHANGHAI, "2025-01-05 10:00:00")):
        result = load_file(workspace, "contacts", tmp_path / "contacts.json", LoadOptions(timezone=zone))
        told = f"seconds or milliseconds since 1970, told by the clock of {zone or 'UTC'}"
        assert f"contacted_at: numbers, as 1736042400000, read as {told}" in result.notes
        assert workspace.rows("select contacted_at::varchar from contacts") == [(kept,)]
        workspace.rows("delete from store.contacts")


def test_a_number_among_days_is_told_apart(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("member_id,joined_on\n1,2026-01-05\n2,45448\n")
    with pytest.raises(BadDataError, match="only where the whole column has such; format it as days"):
        load_file(workspace, "members", tmp_path / "members.csv", LoadOptions())


@pytest.mark.slow
def test_a_workbook_of_either_calendar(workspace: Workspace, tmp_path: Path) -> None:
    for is_1904 in (False, True):
        with xlsxwriter.Workbook(tmp_path / "m.xlsx", {"date_1904": is_1904}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["member_id", "joined_on"])
            sheet.write_row(1, 0, ["1", 45448 - 1462 * is_1904])
        notes = load_file(workspace, "members", tmp_path / "m.xlsx", LoadOptions()).notes
        assert any("read as days of a spreadsheet since" in note for note in notes)
        assert workspace.rows("select joined_on::varchar from members") == [("2024-06-05",)]
        workspace.rows("delete from store.members")


@pytest.mark.slow
def test_years_of_two_digits_wait_for_the_order(times: Times) -> None:
    for text in ("05.01.26", "5/1/26 10:00", "05-JAN-26"):
        with pytest.raises(BadDataError, match="has a year of two digits; say --dates dmy or --dates mdy"):
            times(text)
    assert times("05.01.26", "5/1/69", "05-JAN-26", dates="dmy") == [
        "2026-01-05 00:00:00", "1969-01-05 00:00:00", "2026-01-05 00:00:00"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    few(["2026-01", "2026/1", "202601", "01/2026", "Jan 2026", "januar 2026", "2026年1月", "1月2026", "2026-01-31"], 3),
)
def test_months(workspace: Workspace, tmp_path: Path, text: str) -> None:
    (tmp_path / "usage.csv").write_text(f"member_id,month,product\n1,{text},p\n", encoding="utf-8")
    load_file(workspace, "usage", tmp_path / "usage.csv", LoadOptions())
    assert workspace.rows("select month::varchar from usage") == [("2026-01-01",)]


@pytest.mark.slow
def test_a_zone_is_used_from_files_to_figures(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    (tmp_path / "attitude.toml").write_text('[send]\ntimezone = "Asia/Shanghai"\n')
    (tmp_path / "campaigns.csv").write_text("campaign_id,channel,starts_on,response_days\nc,sms,2026-01-05,7\n")
    contacts = "".join(f"m{i},c,2026-01-05 06:30,{int(i > 60)}\n" for i in range(1, 101))
    (tmp_path / "contacts.csv").write_text(f"member_id,campaign_id,contacted_at,is_control\n{contacts}")
    answers = "".join(f"m{i},c,2026-01-04T23:10:00Z\n" for i in range(1, 21))
    (tmp_path / "responses.csv").write_text(f"member_id,campaign_id,responded_at\n{answers}m21,c,2026-01-05 07:10\n")
    for kind in ("campaigns", "contacts", "responses"):
        assert cli("load", kind, f"{kind}.csv").code == 0
    assert cli("query", "select distinct responded_at from responses", "--format", "csv").out.count("07:10") == 1
    assert cli("measure", "c", "--format", "csv").out.splitlines()[-1].split(",")[3] == "21"


def test_an_abbreviation_of_several_zones_is_not_known(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    zones = ["CST", "IST", "BST", "EST", "PRC", "Asia/Shanghai", "UTC", "Etc/GMT+5", ""]
    rows = "".join(f"{at},{zone}\n" for at, zone in enumerate(zones))
    (tmp_path / "members.csv").write_text(f"member_id,timezone\n{rows}")
    assert cli("load", "members", "members.csv").code == 0
    said = cli("status")
    assert "members whose timezone is not known: 4" in said.out + said.err
