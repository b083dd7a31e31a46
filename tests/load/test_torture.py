"""Small files with every fault and habit that files come with, each with what must become of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, Cli, few

from attitude.database import Workspace

FOLDER = ROOT / "tests" / "torture"
ALL = ("--max-rejects", "1")
CHINESE = ("--map", "会员编号=member_id")
PARIS_AND_OSLO = ["007|Paris", "008|Oslo"]
BEIJING = ["007|北京"]
NAMES = ["007|张伟|北京", "008|王芳|上海", "009|欧阳娜娜|乌鲁木齐", "010|𠮷野家|香港"]
REVENUE = "member_id, round(revenue, 3)"


@dataclass(frozen=True)
class Case:
    """A file and what must become of it.

    ``counts`` are read, kept, duplicate, updated, rejected; ``found`` are the rows of ``ask``, their values joined by
    bars; ``said`` is in what is said, be it the error line or a note; ``rejects`` are the lines of the reject file.
    """

    file: str
    counts: tuple[int, ...] | None
    ask: str = ""
    found: tuple[str, ...] = ()
    kind: str = "members"
    options: tuple[str, ...] = ()
    said: str = ""
    rejects: tuple[str, ...] = ()
    code: int = 0


def taken(
    file: str, counts: str, ask: str, found: list[str], kind: str = "members", *, said: str = "",
    rejects: tuple[str, ...] = (), options: tuple[str, ...] = (),
) -> Case:  # fmt: skip
    return Case(file, tuple(map(int, counts.split())), ask, tuple(found), kind, options, said, rejects)


def refused(file: str, said: str, kind: str = "members", *, options: tuple[str, ...] = (), code: int = 3) -> Case:
    return Case(file, None, kind=kind, options=options, said=said, code=code)


CASES = [
    # encodings
    taken("utf8.csv", "1 1 0 0 0", "member_id, 城市", BEIJING),
    taken("utf8_bom.csv", "1 1 0 0 0", "member_id, 城市", BEIJING),
    taken("utf8_bom_quoted.csv", "1 1 0 0 0", "member_id, 城市", BEIJING),
    refused("utf8_cut.csv", "line 3 is not utf-8"),
    taken("utf16le.csv", "1 1 0 0 0", "member_id, 城市", BEIJING, said="read as utf-16"),
    taken("utf16be_bare.csv", "10 2 8 0 0", "member_id, 城市", [*BEIJING, "008|x"], said="read as utf-16-be"),
    refused("utf16le_cut.csv", "line 2 is not utf-16"),
    taken("gb18030.csv", "4 4 0 0 0", "member_id, 姓名, 城市", NAMES, options=CHINESE, said="read as gb18030"),
    taken("gb18030.csv", "4 4 0 0 0", "member_id, name", [n.rpartition("|")[0] for n in NAMES],
          options=(*CHINESE, "--map", "姓名=name", "--encoding", "gb18030")),
    refused("gb18030.csv", "members need a column 'member_id', the file has: 会员编号, 姓名, 城市"),
    refused("gb18030.csv", "line 1 is not utf-8", options=(*CHINESE, "--encoding", "utf-8")),
    refused("gb18030.csv", "--map names a column '会员号' that is not there (did you mean '会员编号'?)", code=2,
            options=("--map", "会员号=member_id")),
    refused("gb18030.csv", "--encoding gbq: not known", options=("--encoding", "gbq"), code=2),
    taken("gbk_short.csv", "1 1 0 0 0", "member_id, 城市", BEIJING),
    taken("latin1.csv", "3 3 0 0 0", "*", ["1|Málaga|señor", "2|Köln|naïve", "3|São Paulo|Ångström"]),
    taken("latin1.csv", "3 3 0 0 0", "ciudad", ["Köln", "Málaga", "São Paulo"], options=("--encoding", "latin-1")),
    taken("cp1252.csv", "2 2 0 0 0", "*", ["1|5 €", "2|“quoted” – so"]),
    taken("nul.csv", "1 1 0 0 0", "*", ["007|Paris"], said="NUL bytes taken out: 2"),
    # columns apart, line ends, quotes
    taken("comma.csv", "1 1 0 0 0", 'member_id, "city,_land"', ["007|Paris, France"]),
    taken("tab.tsv", "1 1 0 0 0", "*", ["007|Paris, France"]),
    taken("semicolon.csv", "1 1 0 0 0", "*", ["007|Paris, France|12.5"]),
    taken("pipe.txt", "1 1 0 0 0", "*", ["007|Paris, France; Oslo"]),
    taken("crlf.csv", "2 2 0 0 0", "*", PARIS_AND_OSLO),
    taken("cr.csv", "2 2 0 0 0", "*", PARIS_AND_OSLO),
    refused("mixed_line_ends.csv", "its lines end in different ways"),
    refused("lone_cr.csv", "its lines end in different ways"),
    taken("no_last_line_end.csv", "1 1 0 0 0", "*", ["007|Paris"]),
    taken("blank_lines.csv", "2 2 0 0 0", "*", PARIS_AND_OSLO),
    taken("one_column.csv", "4 3 0 0 1", "*", ["007", "008", "009"], options=ALL,
          rejects=("6,member_id,is missing,NULL",)),
    taken("quoted_newlines.csv", "3 3 0 0 0", "*", ["1|a\nb", '2|c\r\nd, "e"', "3|f"]),
    taken("blank_then_quote.csv", "3 2 0 0 1", "*", ["1|a\nb|30", "2|c|40"], options=ALL,
          rejects=("5,,has too few columns,3,d",)),
    taken("quote_inside.csv", "2 2 0 0 0", "*", ['1|12" screen', "2|plain"]),
    taken("trailing_commas.csv", "2 2 0 0 0", "*", PARIS_AND_OSLO),
    refused("open_quote.csv", "line 3 opens a quote that is never closed", options=ALL),
    refused("open_quote_crlf.csv", "line 4 opens a quote that is never closed", options=ALL),
    refused("ragged_quoted.csv", "line 8 opens a quote that is never closed", options=ALL),
    # rows and headers that are off
    taken("too_many_columns.csv", "3 2 0 0 1", "*", ["1|Paris", "3|Rome"], options=ALL,
          rejects=("3,,has too many columns,2,Oslo,x",)),
    refused("too_many_columns.csv", "1 of 3 rows are bad, more than --max-rejects 0.01"),
    taken("too_few_columns.csv", "3 2 0 0 1", "*", ["1|Paris|30", "3|Rome|40"], options=ALL,
          rejects=("3,,has too few columns,2",)),
    refused("too_few_columns.csv", "line 3: '2' has too few columns", options=("--max-rejects", "0.3")),
    refused("no_bytes.csv", "the file is empty"),
    refused("one_byte.csv", "members need a column 'member_id', the file has: x"),
    refused("one_line_end.csv", "the first line is empty"),
    refused("header_only.csv", "no rows"),
    refused("header_only_bare.csv", "no rows"),
    refused("same_header_twice.csv", "two columns 'city'"),
    refused("same_header_spelled.csv", "columns 'member_id' and 'Member-ID' both read as 'member_id'"),
    refused("same_header_cased.csv", "two columns 'City'"),
    taken("sql_name.csv", "1 1 0 0 0", "*", ["1|x|y"]),
    # compressed
    taken("late_zeros.csv.gz", "30002 5 29997 0 0", "*",
          ["0005|99999", "1|10115", "2|20095", "3|80331", "4|01067"]),
    taken("two_parts.csv.gz", "2 2 0 0 0", "*", ["1|Paris", "2|Oslo"]),
    taken("gbk.csv.gz", "4 4 0 0 0", "member_id, 姓名, 城市", NAMES, options=CHINESE),
    refused("nothing.csv.gz", "the first line is empty"),
    refused("cut.csv.gz", "broken or cut off"),
    refused("damaged.csv.gz", "broken or cut off"),
    refused("text.csv.gz", "broken or cut off"),
    taken("plain.csv.zst", "1 1 0 0 0", "*", BEIJING),
    taken("utf16.csv.zst", "1 1 0 0 0", "*", BEIJING),
    taken("two_frames.csv.zst", "2 2 0 0 0", "*", ["1|Paris", "2|Oslo"]),
    taken("two_frames_gbk.csv.zst", "2 2 0 0 0", "*", ["007|北京", "8|上海"]),
    taken("lines.jsonl.zst", "1 1 0 0 0", "*", ["007"]),
    refused("cut.csv.zst", "broken or cut off"),
    refused("damaged.csv.zst", "broken or cut off"),
    # JSON
    taken("array.json", "3 2 0 0 1", "member_id, n, vip, 城市", ["007|||北京", "8|12345678901234567890|True|"],
          options=ALL, rejects=("3,member_id,is missing,,,,",)),
    taken("pretty.json", "1 1 0 0 0", "member_id, tags, home", ['007|["a","b"]|{"city":"Oslo"}']),
    taken("object.json", "1 1 0 0 0", "member_id, city", ["007|Oslo"]),
    taken("lines.json", "2 2 0 0 0", "member_id", ["007", "008"]),
    taken("bom.json", "1 1 0 0 0", "member_id", ["007"]),
    refused("cut.json", "cut.json: cannot be read: Malformed JSON"),
    refused("numbers.json", "holds no JSON object"),
    refused("empty_array.json", "holds no JSON object"),
    refused("keys_cased.jsonl", "columns 'City' and 'city' both read as 'city'"),
    taken("broken.jsonl", "4 2 0 0 2", "*", ["1|x", "3|"], options=ALL, said="broken.jsonl.rejects.csv"),
    refused("broken.jsonl", "2 of 4 rows are bad, more than --max-rejects 0.01; nothing was kept. First: line 2"),
    taken("escapes.jsonl", "1 1 0 0 0", "member_id, note", ['007|a\n"b" é💛']),
    # Parquet
    taken("nested.parquet", "2 2 0 0 0", "*", ["007|[a, b]|{'city': Oslo, 'zip': 0150}", "008||"]),
    taken("typed.parquet", "2 2 0 0 0", "member_id, joined_on, vip, spend, seen, tier",
          ["7|2009-01-22|True|12.5|2009-01-22 13:45:00+00|gold", "8|||||"]),
    refused("no_rows.parquet", "no rows"),
    refused("cut.parquet", "cut.parquet: cannot be read"),
    refused("text.parquet", "text.parquet: cannot be read"),
    # spreadsheets
    taken("merged.xlsx", "3 3 0 0 0", "*", ["007|gold|Paris", "008||", "009||Oslo"]),
    taken("days.xlsx", "3 2 0 0 1", "member_id, joined_on, seen_at, share",
          ["009|2009-01-22||1e-09", "1.5|2009-01-22|2009-01-22 13:45:00|1.0"], options=ALL,
          rejects=('2,joined_on,"is a number, which would be a day only where the whole column has such; '
                   'format it as days",460001234567890,39835,,0.5',)),
    taken("sheets.xlsx", "1 1 0 0 0", "*", ["007|True|2|"], options=("--sheet", "客户")),
    refused("sheets.xlsx", "members need a column 'member_id', the file has: hello"),
    refused("sheets.xlsx", "has no sheet 'x'; it has: cover, 客户, empty", options=("--sheet", "x")),
    refused("sheets.xlsx", "sheets.xlsx: ", options=("--sheet", "empty")),
    refused("text.xlsx", "text.xlsx: cannot be read"),
    # days
    taken("days_iso.csv", "4 3 0 0 1", "member_id, joined_on", ["1|2009-01-22", "2|2009-01-22", "3|2009-01-22"],
          options=ALL, rejects=("5,joined_on,is not a date,4,2009-02-30",)),
    taken("days_slash.csv", "2 2 0 0 0", "member_id, joined_on", ["1|2009-01-22", "2|2009-12-03"]),
    taken("days_digits.csv", "2 2 0 0 0", "member_id, joined_on", ["1|2009-01-22", "2|2009-12-03"]),
    taken("days_points.csv", "2 2 0 0 0", "member_id, joined_on", ["1|2009-01-22", "2|2009-12-03"]),
    taken("days_epoch.csv", "3 3 0 0 0", "member_id, contacted_at",
          ["1|2009-01-22 13:45:00", "2|2009-01-22 13:45:00", "3|2009-01-22 13:45:00.500000"], "contacts"),
    refused("days_open.csv", "'03/04/2009' may be day 3 of month 4 or day 4 of month 3; say --dates dmy or"),
    taken("days_open.csv", "2 2 0 0 0", "joined_on", ["2009-04-03", "2009-06-05"], options=("--dates", "dmy")),
    taken("days_open.csv", "2 2 0 0 0", "joined_on", ["2009-03-04", "2009-05-06"], options=("--dates", "mdy")),
    refused("days_open.csv", "--dates", options=("--dates", "ymd"), code=2),
    taken("days_plain.csv", "2 2 0 0 0", "member_id, joined_on", ["1|2009-04-03", "2|2009-01-22"]),
    refused("days_both_ways.csv", "joined_on has days written both ways round"),
    taken("months.csv", "5 4 0 0 1", "member_id, month", [f"{i}|2026-01-01" for i in range(1, 5)], "usage", options=ALL,
          rejects=("6,month,is not a month,5,13,p,1",)),
    # flags, money, missing words, blanks, letters, ids
    taken("flags.csv", "5 5 0 0 0", "member_id, is_control, responded, delivered",
          ["1|True|False|True", "2|False|True|False", "3|False|True|True", "4|False|True|", "5|False||False"],
          "contacts"),
    taken("flags_wrong.csv", "3 1 0 0 2", "member_id, responded", ["1|True"], "contacts", options=ALL,
          rejects=("3,responded,is not yes or no,2,c,2", "4,responded,is not yes or no,3,c,maybe")),
    taken("money_point.csv", "10 10 0 0 0", REVENUE,
          ["1|1234.5", "10|", "2|1234.5", "3|1250.0", "4|-12.5", "5|99.0", "6|1234.5", "7|1234567.891", "8|-12.5",
           "9|-12.5"], "usage", said="revenue: signs of money taken off, USD: 4"),
    taken("money_comma.csv", "7 7 0 0 0", REVENUE,
          ["1|1234.5", "2|1234.5", "3|1234.5", "4|1234.5", "5|1250.0", "6|0.045", "7|-12.5"], "usage",
          said="revenue: read with a decimal comma"),
    refused("money_open.csv", "revenue '2.001' may be 2.001 or 2001; say --decimal . or --decimal ,", "usage"),
    taken("money_open.csv", "2 2 0 0 0", REVENUE, ["1|2001.0", "2|7.0"], "usage", options=("--decimal", ",")),
    taken("money_open.csv", "2 2 0 0 0", REVENUE, ["1|2.001", "2|7.0"], "usage", options=("--decimal", ".")),
    refused("money_both_ways.csv", "with a decimal point ('12.50') and with a decimal comma ('51,90')", "usage"),
    refused("money_several.csv", "revenue has amounts in several currencies (CHF, EUR)", "usage"),
    taken("money_wrong.csv", "3 1 0 0 2", REVENUE, ["3|7.0"], "usage", options=ALL,
          rejects=("2,revenue,is not an amount,1,2026-01,p,12 apples",
                   '3,revenue,is not an amount,2,2026-01,p,"1,2,3"')),
    taken("missing_words.csv", "7 6 0 0 1", "member_id, phone, note", [*(f"{i}||" for i in range(1, 6)), "6||Null"],
          options=ALL, rejects=("7,member_id,is missing,NULL,1,x",)),
    taken("missing_quoted.csv", "3 3 0 0 0", "*", ["1|", "2|", '3|""']),
    taken("blanks.csv", "3 2 1 0 0", "*", ["007|Paris", "008|New  York"]),
    taken("letters_apart.csv", "2 1 1 0 0", "*", ["zoé|Orléans"]),
    taken("ids_odd.csv", "7 7 0 0 0", "member_id",
          ["-7", "00000000000000000000000000000000000000012", "007", "1e3", "7", "7.0", "💛"]),
    taken("repeats.csv", "4 2 2 0 0", "*", ["1|Oslo", "2|Rome"]),
    # the other kinds
    taken("campaigns.csv", "2 1 0 0 1", "campaign_id, starts_on, ends_on, response_days, unit_cost",
          ["c|2026-01-02|2026-01-03|14|0.05"], "campaigns", options=ALL,
          rejects=('3,response_days,"is not a whole number of days, at most 9999",d,,,14.5,',)),
    taken("optouts.csv", "4 3 0 0 1", "*",
          ["1|sms|2026-01-02|out", "2|all|2026-01-02|out", "3|email|2026-01-02|in"], "optouts", options=ALL,
          rejects=("5,member_id,is missing,,Voice,,Opt-Out",)),
    refused("optouts_unknown.csv", "opt-outs of channels that nobody knows: x 2; nothing was kept", "optouts"),
    taken("reports.csv", "4 3 1 0 0", "member_id, kind", ["3|order"], "responses"),
    # what is no load at all
    refused("flags.csv", "has no contact of campaign 'x', which it is to replace", "contacts",
            options=("--replace", "x")),
    refused("crlf.csv", "--replace goes with contacts", options=("--replace", "x"), code=2),
    refused("crlf.csv", "--max-rejects", options=("--max-rejects", "2"), code=2),
]  # fmt: skip


def test_every_file_is_used() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.is_file()} - {"make.py", ".gitattributes"}
    assert files == {case.file for case in CASES}


@pytest.fixture(scope="session")
def empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from attitude.database import create

    path = tmp_path_factory.mktemp("empty") / "attitude.duckdb"
    create(path)
    return path


@pytest.mark.parametrize("case", few(CASES), ids=lambda case: " ".join([case.file, *case.options]))
def test_torture(case: Case, cli: Cli, empty_workspace: Path, tmp_path: Path) -> None:
    shutil.copy(empty_workspace, tmp_path)
    shutil.copy(FOLDER / case.file, tmp_path)
    said = cli("load", case.kind, case.file, *case.options)
    assert said.code == case.code, said.err
    assert case.said in said.err
    assert "Traceback" not in said.err
    with Workspace(tmp_path / "attitude.duckdb", read_only=True) as workspace:
        if case.counts is None:
            assert_refused(case, said.err, workspace)
        else:
            assert_taken(case, workspace)


def assert_refused(case: Case, err: str, workspace: Workspace) -> None:
    """One error line, and no trace."""
    words = [line for line in err.splitlines() if not line.startswith("file  ")]
    assert len(words) == 1, err
    assert words[0].startswith("error: ")
    assert "unforeseen" not in words[0]
    assert workspace.rows("from loads") == workspace.rows("from rejects") == workspace.rows(f"from {case.kind}") == []
    assert not Path(f"{case.file}.rejects.csv").exists()


def assert_taken(case: Case, workspace: Workspace) -> None:
    loads = workspace.rows("select rows_read, kept, duplicate, updated, rejected from loads")
    assert loads == [case.counts]
    own = "* exclude (phone, email, household_id, timezone, joined_on)" if case.kind == "members" else "*"
    rows = workspace.rows(f"select {own if case.ask == '*' else case.ask} from {case.kind} order by all")
    assert [value_line(row) for row in rows] == list(case.found)
    kept = Path(f"{case.file}.rejects.csv")
    assert kept.exists() == (loads[0][4] > 0)
    if case.rejects:
        assert kept.read_text(encoding="utf-8").splitlines()[1:] == list(case.rejects)


def value_line(row: tuple[object, ...]) -> str:
    return "|".join("" if value is None else str(value) for value in row)
