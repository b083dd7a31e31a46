"""Files as offices keep them: titles above, sums below, several sheets, and ids with what nobody sees in them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import polars as pl
import pytest
from conftest import Cli, few, kept, turns

from attitude.database import Workspace, create
from attitude.errors import BadDataError
from attitude.load import LoadOptions, LoadResult, load_file
from attitude.load.kinds import seen
from attitude.load.sums import FOOT, SUM
from attitude.named import ids_meant

ALL = LoadOptions(max_rejects=1)
ROWS = "1,+8613800000001,a\n2,+8613800000002,b\n3,+8613800000003,c\n"
HEAD = "member_id,phone,tier\n"


def load(workspace: Workspace, tmp_path: Path, text: str, kind: str = "members", **how: object) -> LoadResult:
    path = tmp_path / f"{kind}-{len(list(tmp_path.iterdir()))}.csv"
    path.write_text(text, encoding="utf-8")
    return load_file(workspace, kind, path, LoadOptions(**how))  # type: ignore[arg-type]


def ids(workspace: Workspace, of: str = "members") -> list[str]:
    return [member for (member,) in workspace.rows(f"select distinct member_id from {of} order by 1")]


TITLES = {
    "none": ("", 1),
    "a hint for a spreadsheet": ("sep=,\n", 2),
    "one": ("Customers of the north\n", 2),
    "several, one blank": ('"Customers, north",,\nprinted 2026-11-01\n\n', 4),
    "wider than the names": ("a,b,c,d,e,f\n", 2),
    "with a quote that stays open": ('12" and more\n', 2),
}


@pytest.mark.parametrize("title", TITLES)
def test_names_are_found_below_titles(title: str, workspace: Workspace, tmp_path: Path) -> None:
    above, line = TITLES[title]
    result = load(workspace, tmp_path, above + HEAD + ROWS)
    assert (result.read, result.kept, ids(workspace)) == (3, 3, ["1", "2", "3"])
    assert any(f"column names found in line {line};" in note for note in result.notes) == (line > 1)


def test_names_told_by_their_line_and_mapped_ones(workspace: Workspace, tmp_path: Path) -> None:
    text = "Kunden\nKundennummer;Handy\n7;+8613800000007\n"
    with pytest.raises(Exception, match="the file has: Kundennummer, Handy"):
        load(workspace, tmp_path, text)
    mapping = {"Kundennummer": "member_id", "Handy": "phone"}
    assert load(workspace, tmp_path, text, mapping=mapping).kept == 1
    assert load(workspace, tmp_path, "member_id\nmember_id\n8\n", header_row=2).kept == 1
    assert ids(workspace) == ["7", "8"]
    with pytest.raises(Exception, match="--header-row 9: there is nothing in line 9"):
        load(workspace, tmp_path, HEAD + ROWS, header_row=9)


def test_lines_are_told_as_an_editor_counts_them(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text('"two\nlines",x\n\nmember_id,joined_on\n1,2026-01-01\n,2026-01-01\n2,soon\n')
    ok("init")
    ok("load", "members", "members.csv", "--max-rejects", "1")
    refused = (tmp_path / "members.csv.rejects.csv").read_text().splitlines()
    assert refused == [
        "reject_line,reject_column,reject_reason,member_id,joined_on",
        "6,member_id,is missing,,2026-01-01",
        "7,joined_on,is not a date,2,soon",
    ]


def test_json_has_no_line_of_names(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "members.json").write_text('[{"member_id": 1}]')
    cli("init")
    said = cli("load", "members", "members.json", "--header-row", "2")
    assert (said.code, said.err.count("--header-row goes with text files and workbooks")) == (2, 1)


@pytest.mark.parametrize(
    "second", ["Member-ID,Phone,Tier", ",Tel.(no blanks),", "text,varchar(20),(a-c)", "member id,,"]
)
def test_a_second_line_of_names_or_types_is_left_out(second: str, workspace: Workspace, tmp_path: Path) -> None:
    second = second.replace("Tel.(no blanks)", "(Tel.)")
    result = load(workspace, tmp_path, HEAD + second + "\n" + ROWS)
    assert (result.read, result.rejected, ids(workspace)) == (3, 0, ["1", "2", "3"])
    assert "line 2 names or describes the columns once more, left out" in "".join(result.notes)


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_second_line_of_names_in_another_language_is_no_member(
    rows: int, workspace: Workspace, tmp_path: Path
) -> None:
    text = HEAD + "客户,手机,等级\n" + "".join(ROWS.splitlines(keepends=True)[:rows])
    with pytest.raises(Exception, match=r"line 2: member_id may name the columns once more; .* --header-row 1"):
        load(workspace, tmp_path, text)
    assert load(workspace, tmp_path, text, max_rejects=1).rejected == 1
    assert ids(workspace) == ["1", "2", "3"][:rows]
    assert load(workspace, tmp_path, text, header_row=1).kept == 1


def test_a_first_row_like_the_others_is_a_row(workspace: Workspace, tmp_path: Path) -> None:
    assert load(workspace, tmp_path, "member_id,channel\nalice,email\nbob,sms\nm3,sms\n", "optouts").kept == 3


@pytest.mark.parametrize("kind", ["members", "campaigns", "contacts"])
def test_names_in_the_middle_and_sums_below_are_left_out(kind: str, workspace: Workspace, tmp_path: Path) -> None:
    heads = {
        "members": ("member_id,joined_on", "{},2026-01-01"),
        "campaigns": ("campaign_id,starts_on", "{},2026-01-01"),
        "contacts": ("member_id,campaign_id,contacted_at,channel", "{},c,2026-01-01,sms"),
    }
    head, row = heads[kind]
    rest = "," * head.count(",")
    lines = [
        head,
        row.format("m1"),
        head.upper(),
        row.format("m2"),
        rest,
        f"Total{rest}",
        row.format("合 计"),
        "2 rows",
    ]
    result = load(workspace, tmp_path, "\n".join(lines) + "\n", kind)
    assert (result.read, result.kept, result.rejected, result.reject_file) == (7, 2, 5, None)
    assert not any("channels of which" in note for note in result.notes)  # of a line of names
    assert tuple(note for note in result.notes if note.startswith("lines ")) == (
        "lines that name the columns once more, left out: 1",
        "lines that sum up others, left out: 3",
        "lines with nothing in them, left out: 1",
    )
    named = "campaign_id from campaigns" if kind == "campaigns" else f"member_id from {kind}"
    assert workspace.rows(f"select distinct {named} order by 1") == [("m1",), ("m2",)]


def test_names_in_another_order_refuse_the_file(workspace: Workspace, tmp_path: Path) -> None:
    text = HEAD + ROWS + "phone,member_id,tier\n+8613800000004,4,d\n"
    with pytest.raises(Exception, match="line 5 names the columns in another order than the first; make two files"):
        load(workspace, tmp_path, text, max_rejects=1)
    assert ids(workspace) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Total",
            "TOTAL:",
            "Grand Total: 1,234.50",
            "Sub-total",
            "Summe 12",
            "Gesamt",
            "Zwischensumme",
            "Insgesamt: 3",
        ),
        *("合计", "总 计", "小计：5", "共计", "合计金额", "Total général", "Suma", "Average", "Durchschnitt", "итого"),
        *("合计：2人", "合计:3", "本页小计", "总计人数", "Total: 2 records", "Summe 12 Datensätze"),
        *("(120 rows)", "120 rows affected", "共 120 条", "Records: 7", "EOF", "end of report"),
    ],
)
def test_words_of_sums(text: str) -> None:
    assert SUM.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["Total Wine", "sum1", "row12", "Totalia", "m-total", "总公司", "7", "Summer 26", "count1"]
)
def test_ids_that_are_no_sums(text: str) -> None:
    assert not SUM.fullmatch(text)


@pytest.mark.parametrize(
    "text",
    [
        *("导出时间：2026-01-05 10:00", "制表人:王", "注：含测试会员", "备注", "数据来源: CRM", "第 1 页"),
        *("以上数据由企业微信导出", "Erstellt am 05.01.2026 von SAP", "Quelle: BW", "Stand: 05.01.2026"),
        *("Seite 1 von 2", "*** Ende der Liste ***"),
        *("Generated By: Anna", "Copyright (c) 2026 salesforce.com, inc. All rights reserved.", "Page 1 of 3"),
        *("Confidential Information - Do Not Distribute", "Applied filters: region is CN", "<EOF>"),
        *("Généré le 05/01/2026", "Fuente: CRM", "As of 2026-01-05"),
    ],
)
def test_words_of_the_file(text: str) -> None:
    assert FOOT.fullmatch(text)


def test_words_below_the_rows_are_no_members(workspace: Workspace, tmp_path: Path) -> None:
    for line in ('"Stand: 05.01.2026",,\n', '"第 1 页"\n'):  # as a workbook has them, and as a report
        result = load(workspace, tmp_path, HEAD + ROWS + line)
        assert "lines that say something of the file, left out: 1" in result.notes
        assert (result.read - result.rejected, result.reject_file) == (3, None)
    assert ids(workspace) == ["1", "2", "3"]


def test_ids_that_are_no_words_of_a_file(workspace: Workspace, tmp_path: Path) -> None:
    names = ["Notable", "note 5", "Stand", "page1", "<abc>", "#A-12", "source1", "注册", "*12*"]
    assert load(workspace, tmp_path, HEAD + ROWS + "".join(f"{name},,d\n" for name in names)).kept == 12


BELOW = [
    ("导出完毕", ",,"),
    ("Stand der Daten", ""),
    ("Müller, 3.1.26", ",,\n,,\nTotal,,3"),
    ("x 17", ",,"),
    ("--- ende", ""),
]


@pytest.mark.parametrize(("text", "blanks"), BELOW)
def test_a_last_line_like_no_row_is_left_out_and_told(
    text: str, blanks: str, workspace: Workspace, tmp_path: Path
) -> None:
    result = load(workspace, tmp_path, f'{HEAD}{ROWS}"{text}"{blanks}\n')
    words = f"lines below the rows that are like none of them, left out: 1 (line 5 '{text}')"
    assert [note for note in result.notes if "below the rows" in note] == [words]
    assert (result.kept, result.reject_file) == (3, None)
    assert ids(workspace) == ["1", "2", "3"]


ALONE = {
    "an id like the others": (f"{HEAD}{ROWS}4,,\n", "4"),
    "codes among codes": (f"{HEAD}A1,1,a\nB2,,b\nC3,,c\nZ9,,\n", "Z9"),
    "one of the letters of others": (f"{HEAD}anna,,a\nben,,b\ncleo,,c\ndora,,\n", "dora"),
    "other columns hardly filled": (f"{HEAD}1,,a\n2,,\n3,,\nX 4,,\n", "X 4"),
    "no other column": ("member_id\n1\n2\n3\nX 4\n", "X 4"),
    "too few rows to tell": (f"{HEAD}1,,a\n2,,b\nX 4,,\n", "X 4"),
    "rows below it": (f"{HEAD}{ROWS}X 4,,\n5,,e\n", "X 4"),
}


@pytest.mark.parametrize("name", ALONE)
def test_a_member_with_nothing_but_an_id_is_one(name: str, workspace: Workspace, tmp_path: Path) -> None:
    text, member = ALONE[name]
    load(workspace, tmp_path, text)
    assert member in ids(workspace)


def test_an_opt_out_by_what_looks_like_no_id_holds(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, HEAD + ROWS + "Frau Müller,,d\n")
    result = load(workspace, tmp_path, "member_id,channel\n1,sms\n2,sms\n3,sms\nFrau Müller,\nHerr X,\n", "optouts")
    assert (result.kept, result.rejected) == (5, 0)
    assert "opt-outs by ids of no member known: 1 ('Herr X'), held for members loaded later" in result.notes


def book(path: Path, **sheets: list[list[object]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name.removeprefix("hidden_"))
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name.startswith("hidden_"):
                sheet.hide()
            elif made.worksheets_objs[0].hidden:
                sheet.activate()


@pytest.mark.slow
def test_the_first_sheet_that_is_seen_and_what_is_not_read(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    north: list[list[object]] = [
        ["Customers"],
        [],
        ["member_id", "tier"],
        ["n1", "a"],
        [],
        ["Total", 1],
        ["1.2E+9", "b"],
    ]
    book(tmp_path / "m.xlsx", hidden_old=[["member_id"], ["old"]], empty=[], north=north, south=[["member_id"], ["s1"]])
    ok("init")
    said = ok("load", "members", "m.xlsx", "--max-rejects", "1")
    assert "sheets not read: south; read is 'north', --sheet NAME reads another" in said.err
    assert "column names found in line 3; lines above them, left out: 1 ('Customers')" in said.err
    assert (tmp_path / "m.xlsx.rejects.csv").read_text().splitlines()[1:] == [
        "7,member_id,was shortened by a spreadsheet; export it as text,1.2E+9,b"
    ]
    assert "sheets not read" not in ok("load", "members", "m.xlsx", "--sheet", "south").err
    ok("load", "members", "m.xlsx", "--sheet", "old")
    assert ok("query", "select member_id from members order by 1", "--format", "csv").out.split() == [
        *("member_id", "n1", "old", "s1")
    ]
    book(tmp_path / "cover.xlsx", cover=[["hello"]], data=[["member_id"], ["7"]])
    said = cli("load", "members", "cover.xlsx")
    assert (said.code, said.err.count("(sheets not read: data, --sheet NAME reads one)")) == (3, 1)


SAME = {
    "a space without width": "M011\u200b",
    "a mark of direction": "\u200eM011",
    "a soft hyphen": "M0\u00ad11",
    "an embedding": "\u202aM011\u202c",
    "an isolate": "\u2066M011\u2069",
    "a word joiner": "M\u206001\u20601",
    "a byte order mark inside": "M0\ufeff11",
    "full width": "Ｍ０１１",
    "a wide and a thin blank": "\u3000M011\u2009",
    "a formula": '="M011"',
    "a formula in quotes": '"=""M011"""',
}


@pytest.mark.parametrize(
    ("form", "kind"), few(turns(SAME, ["contacts", "responses", "usage", "optouts", "members"]), 3)
)
def test_what_nobody_sees_does_not_decide_who_is_meant(
    form: str, kind: str, workspace: Workspace, tmp_path: Path
) -> None:
    load(workspace, tmp_path, "member_id,tier\nM011,gold\n")
    result = load(workspace, tmp_path, f"member_id,campaign_id,month,product\n{SAME[form]},c,2026-01,p\n", kind)
    assert (result.rejected, ids(workspace), ids(workspace, kind)) == (0, ["M011"], ["M011"])
    assert any(note.startswith(("texts trimmed", 'texts written as ="')) for note in result.notes)
    typed = '="M011"' if "formula" in form else SAME[form]
    assert ids_meant(workspace, [typed]) == {typed: "M011"}


def test_addresses_channels_codes_and_days_too(workspace: Workspace, tmp_path: Path) -> None:
    phone, email = "\u202a+86 138 0000 0001\u202c", "ada@example.org\u200b"
    text = (
        f"member_id,phone\u200b,ｅｍａｉｌ,joined_on\n1,{phone},{email},\u200e2026-01-05\n2,'+8613800000002,x＠y.org,\n"
    )
    load(workspace, tmp_path, text)
    assert workspace.rows("select phone, email, joined_on::varchar from members order by member_id") == [
        ("+8613800000001", "ada@example.org", "2026-01-05"),
        ("+8613800000002", "x@y.org", None),
    ]
    load(workspace, tmp_path, "member_id,channel\n1,ＳＭＳ\n2,e\u200bmail\n", "optouts")
    assert workspace.rows("select channel from optouts order by member_id") == [("sms",), ("email",)]
    row = "１,ｃ７,2026-01-01,ＳＭＳ,\u200bＫ7,（五折）\n"
    load(workspace, tmp_path, f"member_id,campaign_id,contacted_at,channel,treatment_code,gift\n{row}", "contacts")
    ask = "select member_id, campaign_id, channel, treatment_code, gift from contacts"
    assert workspace.rows(ask) == [("1", "c7", "sms", "K7", "（五折）")]


def test_names_and_attributes_stay_as_they_are(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, "member_id,note\n1,ＡＢ（一）\u200b\n")
    assert workspace.rows("select note from members") == [("ＡＢ（一）\u200b",)]


@pytest.mark.slow
def test_python_and_sql_agree_on_what_nobody_sees(workspace: Workspace) -> None:
    ids_meant(workspace, [])
    signs = [chr(at) for at in range(0x80, sys.maxunicode + 1) if not 0xD800 <= at < 0xE000]
    workspace.define("create temp table signs (sign varchar)")
    workspace.rows("insert into signs select unnest(?::varchar[])", [signs])
    unseen = {sign for (sign,) in workspace.rows("select sign from signs where visible('x' || sign || 'x') = 'xx'")}
    assert unseen == {sign for sign in signs if seen(f"x{sign}x") == "xx"}
    assert {"\u200b", "\u00ad", "\u2069", "\ufeff"} <= unseen
    wide: dict[str, str] = dict(workspace.rows("select sign, narrow(sign) as n from signs where n <> sign"))
    assert wide == {"\u3000": " ", **{chr(at): chr(at - 0xFEE0) for at in range(0xFF01, 0xFF5F)}}


def stored_odd(workspace: Workspace) -> None:
    """A workspace of before, whose ids are as they were written then."""
    workspace.rows("insert into store.persons values (1, 'Ｍ０１１'), (2, 'M012'), (3, 'Ｍ０１２')")
    workspace.rows("insert into store.members (member_key) values (1), (2)")
    workspace.rows("insert into store.campaigns (campaign_key, campaign_id, is_loaded) values (1, '活动（一）', false)")


@pytest.mark.parametrize("kind", ["contacts", "responses", "usage", "optouts"])
def test_ids_kept_before_are_found_again(kind: str, workspace: Workspace, tmp_path: Path) -> None:
    stored_odd(workspace)
    head = "member_id,campaign_id,month,product\n"
    load(
        workspace,
        tmp_path,
        f"{head}Ｍ０１１,活动（一）,2026-01,p\nM011,活动(一),2026-02,p\nＭ０１２,c,2026-01,p\n",
        kind,
    )
    assert ids(workspace, kind) == ["M012", "Ｍ０１１"]
    assert workspace.row("select count(*) from store.persons") == (3,)
    if kind in ("contacts", "responses"):
        found = workspace.rows(f"select distinct campaign_id from {kind} order by 1")
        assert found == [("c",), ("活动（一）",)]
    meant = {"M011": "Ｍ０１１", "M012\u200b": "M012", "M013": "M013", "Ｍ０１１": "Ｍ０１１", "Ｍ０１２": "Ｍ０１２"}
    assert ids_meant(workspace, meant) == meant


def test_whoever_is_erased_does_not_come_back_in_another_writing(ok: Cli, tmp_path: Path) -> None:
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as workspace:
        stored_odd(workspace)
    ok("erase", "M011", "--yes")
    (tmp_path / "members.csv").write_text("member_id\nM011\nＭ０１１\n\u200bM011\nnew\n", encoding="utf-8")
    assert "rows of erased members, kept out: 3" in ok("load", "members", "members.csv", "--max-rejects", "1").err


@pytest.mark.slow
def test_ids_by_hand_and_from_files(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("member_id\nM011\n00123\n7\n")
    ok("init")
    ok("load", "members", "members.csv")
    for typed in ("Ｍ０１１", "M011\u200b", '="M011"'):
        assert "M011" in ok("member", typed, "--format", "table").err + ok("member", typed).out
    (tmp_path / "ids.csv").write_text('Erase these\nmember\u200b_id\n="00123"\nＭ０１１\n', encoding="utf-8")
    assert "tried only: 2 people would be erased" in ok("erase", "--from", "ids.csv", "--dry-run").err
    pl.DataFrame({"member_id": [7.0, None]}).write_parquet(tmp_path / "ids.parquet")
    assert "tried only: 1 person would be erased" in ok("erase", "--from", "ids.parquet", "--dry-run").err


def test_shortened_ids_name_nobody_to_erase(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    (tmp_path / "ids.csv").write_text("member_id\n1.38E+10\n")
    said = cli("erase", "--from", "ids.csv", "--dry-run")
    assert (said.code, said.err.count("'1.38E+10' was shortened by a spreadsheet; export the ids as text")) == (3, 1)


def written(frame: pl.DataFrame, path: Path) -> None:
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    elif path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_ndjson(path)


def frames() -> dict[str, pl.DataFrame]:
    return {
        "some missing": pl.DataFrame({"member_id": [10001.0, 10002.0, None]}),
        "decimals": pl.DataFrame({"member_id": ["10001", "10002"]}).cast(pl.Decimal(18, 2)),
        "floats": pl.DataFrame({"member_id": [10001.0, 10002.0]}, schema={"member_id": pl.Float32}),
        "some broken": pl.DataFrame({"member_id": [10001.0, 10002.0, 1.5]}),
    }


@pytest.mark.parametrize(
    ("case", "form", "kind"),
    [
        *((case, "parquet", kind) for case, kind in turns(frames(), ["contacts", "optouts"])),
        *turns(
            [case for case in frames() if case not in ("decimals", "some broken")],
            ["csv", "jsonl"],
            ["optouts", "contacts"],
        ),
    ],
)
def test_a_point_and_zero_is_no_part_of_an_id(
    case: str, kind: str, form: str, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / f"{kind}.{form}"
    frame = frames()[case].with_columns(campaign_id=pl.lit("c"))
    written(frame, path)
    load_file(workspace, kind, path, ALL)
    assert [i for i in ids(workspace, kind) if i != "1.5"] == ["10001", "10002"]


def test_numbers_and_texts_of_one_column_in_json(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "members.jsonl"
    path.write_text('{"member_id": 10001}\n{"member_id": 10002.0}\n')
    load_file(workspace, "members", path, ALL)
    assert ids(workspace) == ["10001", "10002"]


def test_a_text_that_ends_so_among_others_stays_and_is_told(workspace: Workspace, tmp_path: Path) -> None:
    result = load(workspace, tmp_path, "member_id\n1.0\n1.1\n2.0\n")
    assert ids(workspace) == ["1.0", "1.1", "2.0"]
    assert "member_id that ends in .0, kept as it is, for others of the column do not: 2 ('1.0')" in result.notes


@pytest.mark.parametrize(
    ("text", "kind"),
    few(
        turns(
            ["1.38E+10", '"1,38E+10"', "1.38e+10", "1E+10", "8.98601E+18", "1.3800000001E10"],
            ["members", "contacts", "responses", "usage", "optouts"],
        )
    ),
)
def test_a_shortened_id_is_refused_by_name(text: str, kind: str, workspace: Workspace, tmp_path: Path) -> None:
    rows = f"member_id,campaign_id,month,product\n{text},c,2026-01,p\nm2,c,2026-01,p\n"
    with pytest.raises(Exception, match=r"line 2: member_id '[^']*[eE]\+?1[08]' was shortened by a spreadsheet"):
        load(workspace, tmp_path, rows, kind)
    result = load(workspace, tmp_path, rows, kind, max_rejects=1)
    assert (result.rejected, ids(workspace, kind)) == (1, ["m2"])
    assert workspace.rows("select member_id from store.persons") == [("m2",)]


def test_ids_with_an_e_are_ids(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, "member_id\n1e3\n12E5\nE+10\nM1E+1\n")
    assert ids(workspace) == ["12E5", "1e3", "E+10", "M1E+1"]


def test_a_guard_against_formulas_goes_on_the_way_in(workspace: Workspace, tmp_path: Path) -> None:
    head = "member_id,campaign_id,send_at,gift,treatment_code\n"
    load(workspace, tmp_path, f"{head}'@joe,c,2026-01-01,'-10%,'=K1\n'-A1,c,2026-01-01,'n'roll,+1\n", "contacts")
    assert workspace.rows("select member_id, gift, treatment_code from contacts order by 1") == [
        ("-A1", "'n'roll", "+1"),
        ("@joe", "-10%", "=K1"),
    ]
    load(workspace, tmp_path, f"{head}u,d,2026-01-01,'＝10 a,'＋K 1\n", "contacts")
    assert workspace.rows("select gift, treatment_code from contacts where campaign_id = 'd'") == [("＝10 a", "+K 1")]


HOSTILE = {
    "nothing at all": ",,,member_id\n1,2,3,a\n",
    "quotes": '"member""s name",\'b\',"a;b",member_id\n1,2,3,a\n',
    "words of the language": 'select,from,"drop table members; --",member_id\n1,2,3,a\n',
    "the database's own": "rowid,oid,file_row_number,member_id\n1,2,3,a\n",
    "the reader's own": "_row,_record,filename,member_id\n1,2,3,a\n",
    "the load's own": "line,problem,is_bad,member_id\n1,2,3,a\n",
    "more of them": "is_new,_changes,_everyone,member_id\n1,2,3,a\n",
    "the store's own": "member_key,reject line,stripped member_id,member_id\n1,2,3,a\n",
    "long ones": f"{'n' * 990},{'客' * 300},x,member_id\n1,2,3,a\n",
    "braces and signs": "{a: 'b'},$1,?,member_id\n1,2,3,a\n",
    "lines": '"a\nb","\t",\\,member_id\n1,2,3,a\n',
    "nothing that is seen": "\u200b,\u00a0,\ufeff,member_id\n1,2,3,a\n",
}


@pytest.mark.parametrize(("case", "kind"), few(turns(HOSTILE, ["members", "optouts"]), 3))
def test_any_name_of_a_column_is_kept_or_left_aside(case: str, kind: str, ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(HOSTILE[case], encoding="utf-8")
    ok("init")
    ok("load", kind, "f.csv")
    (row,) = json.loads(ok("query", f"from {kind}", "--format", "json").out)
    assert row["member_id"] == "a"
    ok("load", kind, "f.csv")  # and again


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv"])
def test_names_that_number_rows_in_every_form(form: str, workspace: Workspace, tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"_row": ["x", "y"], "file_row_number": ["p", "q"], "member_id": ["a", "b"], "rowid": ["9", "8"]}
    )
    path = tmp_path / f"members.{form}"
    written(frame, path)
    result = load_file(workspace, "members", path, LoadOptions())
    ask = "select member_id, _row_, file_row_number_, rowid_::varchar from members order by 1"
    assert workspace.rows(ask) == [("a", "x", "p", "9"), ("b", "y", "q", "8")]
    assert "kept with an underscore behind, for their own names are taken" in "".join(result.notes)


def test_two_names_for_one_are_refused_and_nothing_changes(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    before = kept(tmp_path / "attitude.duckdb")
    for head in ("member_id,a,a", "member_id,ｍember_id", "member_id,member\u200b_id", "member_id,rowid,rowid_"):
        (tmp_path / "f.csv").write_text(f"{head}\n1,2,3\n", encoding="utf-8")
        said = cli("load", "members", "f.csv")
        assert said.code == 3
        assert "rename" in said.err
        assert "Error" not in said.err
    assert kept(tmp_path / "attitude.duckdb") == before


@pytest.mark.slow
@pytest.mark.parametrize(("inner", "end"), [("\n", "\n"), ("\r\n", "\r\n"), ("\r", "\n")])
def test_a_bad_row_with_a_line_break_in_a_cell_is_told_in_one_line(
    end: str, inner: str, workspace: Workspace, tmp_path: Path
) -> None:
    text = end.join(["member_id,joined_on", f'1,"soon{inner}perhaps"', "2,2026-01-05", ""])
    with pytest.raises(BadDataError, match="line 2: joined_on 'soon perhaps' is not a date"):
        load(workspace, tmp_path, text)
    assert load(workspace, tmp_path, text, max_rejects=1).kept == 1


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("HasOptedOutOfEmail", "TRUE", "HasOptedOutOfEmail;"),
        ("Status", "unsubscribed", "Status ('unsubscribed');"),
        ("DoNotCall", "0", "DoNotCall;"),
        ("Werbeeinwilligung", "nein", "Werbeeinwilligung;"),
        ("是否接收短信", "否", "是否接收短信;"),
        ("status", "active", None),
        ("flag", "t", None),
        ("option", "in", None),
        ("adopted", "2020-01-01", None),
    ],
)
def test_attributes_that_may_say_who_refuses_are_told(
    name: str, text: str, told: str | None, workspace: Workspace, tmp_path: Path
) -> None:
    notes = [n for n in load(workspace, tmp_path, f"member_id,{name}\n1,{text}\n2,\n").notes if "no messages" in n]
    assert len(notes) == (told is not None)
    assert told is None or f"may say who wants no messages: {told} load those who refuse as optouts" in notes[0]


@pytest.mark.parametrize("first_has", [True, False])
def test_answers_with_and_without_a_code_are_the_same_answers(ok: Cli, tmp_path: Path, first_has: bool) -> None:
    """A file that grew a column ``code``, or lost it, says again what is known; two codes are two answers."""
    rows = ["M1,c,2026-01-02", "M2,c,2026-01-03"]
    (tmp_path / "plain.csv").write_text("\n".join(["member_id,campaign_id,responded_at", *rows]))
    coded = ["member_id,campaign_id,responded_at,code", *(f"{row},K{at}" for at, row in enumerate(rows))]
    (tmp_path / "coded.csv").write_text("\n".join([*coded, "M2,c,2026-01-03,other"]))
    ok("init")
    files = ["coded.csv", "plain.csv"] if first_has else ["plain.csv", "coded.csv"]
    for file in files:
        ok("load", "responses", file)
    kept = ok("query", "select member_id, count(*) as answers from responses group by 1 order by 1", "--format", "csv")
    assert kept.out.splitlines()[1:] == (["M1,1", "M2,2"] if first_has else ["M1,1", "M2,1"])
