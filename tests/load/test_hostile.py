"""What a hostile user tried once, and must not come back."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from conftest import CONFIG, Cli, few, kept

from attitude.database import Workspace, create
from attitude.load import LoadOptions, rows
from attitude.load.header import with_names
from attitude.load.sources import opened

HEAD = "member_id,brand\n"
NOISE = b"member_id,a\n" + b"".join(b"%d,%s\n" % (i, sha256(b"%d" % i).hexdigest().encode()) for i in range(999))


@pytest.mark.parametrize(
    "sql",
    [
        "copy (select 42 as a) to 'attitude.duckdb' (format csv, use_tmp_file false)",
        "copy (select 42 as a) to 'attitude.duckdb.wal' (format csv)",
        "explain analyze insert into runs select * from runs",
        "set variable a = 1",
        "load json",
        "checkpoint",
        "create temp table x as select 1",
        "prepare a as select 1",
    ],
)
def test_query_only_asks(cli: Cli, scored: Path, tmp_path: Path, sql: str) -> None:
    before, names = kept(scored), sorted(tmp_path.iterdir())
    assert cli("query", sql).code == 2
    assert sorted(tmp_path.iterdir()) == names
    assert kept(scored) == before


def test_output_never_takes_the_workspace_or_a_pipe(cli: Cli, scored: Path, tmp_path: Path) -> None:
    assert cli("query", "select 1", "--format", "csv", "-o", "attitude.duckdb").code == 2
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    assert cli("query", "select 1 as a", "-o", "link.csv").code == 0
    assert (tmp_path / "real.csv").read_text() == "a\n1\n"
    assert cli("query", "select 1", "-o", "/dev/null", "--format", "csv").code == 0
    assert not Path("/dev/null").is_file()


def test_quotes_that_come_late(ok: Cli, tmp_path: Path) -> None:
    rows = [f"{i:05d},Berlin" for i in range(25_000)]
    rows += ['90001,"Paris, France"', '90002,"Oslo"', '90003,"two\nlines"', '90004,"say ""hi"""', "007,zero"]
    (tmp_path / "members.csv").write_text(HEAD + "\n".join(rows) + "\n")
    ok("init")
    said = ok("load", "members", "members.csv")
    assert said.err.splitlines()[1].split()[1:] == ["25,005", "25,005", "0", "0", "0"]
    found = ok("query", "select brand from members where member_id > '9' or member_id = '007' order by member_id",
               "--format", "json").out  # fmt: skip
    assert [row["brand"] for row in json.loads(found)] == ["zero", "Paris, France", "Oslo", "two\nlines", 'say "hi"']


def test_ragged_rows_are_counted_once_named_rightly_and_forgotten(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    rows = ['A,"x\ny"', "B,1,2,3", "", "C,2", "D", "E,3"]
    (tmp_path / "members_1.csv").write_text(HEAD + "\n".join(rows) + "\n")
    (tmp_path / "members_2.csv").write_text(HEAD + "F,4\nG,5\n")
    ok("init")
    said = ok("load", ".", "--max-rejects", "0.5")
    assert [line.split()[1:] for line in said.err.splitlines() if line.startswith("members_")] == [
        ["5", "3", "0", "0", "2"],
        ["2", "2", "0", "0", "0"],
    ]
    kept = (tmp_path / "members_1.csv.rejects.csv").read_text().splitlines()
    assert kept[1:] == ["4,,has too many columns,B,1,2,3", "7,,has too few columns,D"]
    mended = [kept[0], kept[1].replace("B,1,2,3", "B,1"), kept[2] + ",9"]
    (tmp_path / "mended.csv").write_text("\n".join(mended) + "\n")
    ok("load", "members", "mended.csv")
    assert cli("query", "select member_id from members order by 1", "--format", "csv").out.split() == [
        *("member_id", "A", "B", "C", "D", "E", "F", "G")
    ]


def test_a_quote_that_never_ends_refuses_the_file(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text(HEAD + '1,a\n2,"b\n3,c\n')
    cli("init")
    said = cli("load", "members", "members.csv", "--max-rejects", "1")
    assert said.code == 3
    assert "line 3 opens a quote that is never closed" in said.err


def test_names_are_no_patterns(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "m[1].csv").write_text(HEAD + "1,right\n")
    (tmp_path / "m1.csv").write_text(HEAD + "1,wrong\n")
    folder = tmp_path / "brand=WRONG"
    folder.mkdir()
    (folder / "members.csv").write_text(HEAD + "2,right\n")
    ok("init")
    ok("load", "members", "m[1].csv", "brand=WRONG/members.csv")
    assert ok("query", "select distinct brand from members", "--format", "csv").out == "brand\nright\n"


def test_long_digits_and_odd_words_are_kept(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text(
        "member_id,iccid,gender,name\n1,8986012345678901234,F,Nan\n2,8986012345678901235,F,Null\n"
    )
    ok("init")
    ok("load", "members", "members.csv")
    rows = json.loads(ok("query", "select iccid, gender, name from members order by iccid", "--format", "json").out)
    assert rows == [
        {"iccid": "8986012345678901234", "gender": "F", "name": "Nan"},
        {"iccid": "8986012345678901235", "gender": "F", "name": "Null"},
    ]


@pytest.mark.parametrize("day", ["infinity", "20240-01-05", "0001-01-01", "2024-13-01"])
def test_days_out_of_reason_are_refused(cli: Cli, tmp_path: Path, day: str) -> None:
    (tmp_path / "contacts.csv").write_text(f"member_id,campaign_id,contacted_at\n1,c,{day}\n")
    cli("init")
    said = cli("load", "contacts", "contacts.csv")
    assert said.code == 3


def test_a_far_future_leaves_defined_scores(ok: Cli, scored: Path, tmp_path: Path) -> None:
    for day in ("2206-11-20", "9999-12-31"):
        ok("score", "--as-of", day)
        missing, top = json.loads(
            ok("query", "select (select count(*) from responsiveness where isnan(score)) as missing, max(score) as top "
               "from elements", "--format", "json").out)[0].values()  # fmt: skip
        assert missing == 0
        assert 0 <= top <= 100


@pytest.mark.parametrize("channel", ["sms ", " SMS", "text"])
def test_no_spelling_of_a_channel_gets_round_an_optout(ok: Cli, scored: Path, tmp_path: Path, channel: str) -> None:
    (tmp_path / "p.toml").write_text(f'[campaign]\nid = "n"\n[[offer]]\nchannel = "{channel}"\n')
    ok("target", "p.toml")
    with Workspace(scored, read_only=True) as workspace:
        out = "select distinct member_id from optouts where channel in ('sms', 'all') group by member_id, channel "
        out += "having arg_max(action, opted_out_on) = 'out'"
        assert workspace.row(f"select count(*) from ({out})")[0] > 0
        assert workspace.rows(f"select member_id from list_members semi join ({out}) using (member_id)") == []


def test_an_optout_after_the_list_blocks_its_export(ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    ok("target", "plan.toml")
    with Workspace(scored, read_only=True) as workspace:
        gone = workspace.row("select member_id from list_members where not is_control order by rank limit 1")[0]
    (tmp_path / "optouts.csv").write_text(f"member_id,channel\n{gone},SMS\n")
    ok("load", "optouts", "optouts.csv")
    said = cli("export", "2026-12-family-portal")
    assert said.code == 4
    assert "run 'attitude target' again" in said.err
    assert not list(tmp_path.glob("2026-12*"))
    ok("target", "plan.toml")
    ok("export", "2026-12-family-portal", "-o", "list.csv")
    assert gone not in (tmp_path / "list.csv").read_text()


@pytest.mark.slow
def test_export_takes_the_list_targeted_last(ok: Cli, scored: Path, tmp_path: Path) -> None:
    for size in (20, 30, 20):
        (tmp_path / "p.toml").write_text(f'[campaign]\nid = "n"\n[[offer]]\nchannel = "sms"\n[limits]\nsize = {size}\n')
        ok("target", "p.toml")
    ok("export", "n", "-o", "n.csv")
    assert (tmp_path / "n.csv").read_text().count("\n") == 21


@pytest.mark.slow
def test_codes_alone_are_measured(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("target", "plan.toml")
    ok("export", "2026-12-family-portal", "-o", "list.csv")
    sent = pl.read_csv(tmp_path / "list.csv", schema_overrides={"member_id": pl.String}).head(7)
    sent.select("member_id", "treatment_code", responded_at=pl.lit("2026-12-06")).write_csv(tmp_path / "responses.csv")
    ok("load", "responses", "responses.csv")
    total = json.loads(ok("measure", "2026-12-family-portal", "--format", "json").out)[0]
    assert total["responses"] == 7


@pytest.mark.slow
def test_vendor_reports(ok: Cli, tmp_path: Path) -> None:
    """A failed delivery is no evidence, a STOP is an opt-out, and the order of files does not matter."""
    ok("init")
    (tmp_path / "responses.csv").write_text(
        "member_id,treatment_code,responded_at,kind\nm1,K1,2026-01-02,failed\nm2,K1,2026-01-02,STOP\n"
        "m3,K1,2026-01-02,delivered\nm4,K1,2026-01-02,order\n"
    )
    (tmp_path / "contacts.csv").write_text(
        "member_id,campaign_id,contacted_at,channel,treatment_code\n"
        + "".join(f"m{i},c,2026-01-01,sms,K1\n" for i in range(1, 6))
    )
    ok("load", ".")
    ok("score", "--as-of", "2026-06-01")
    assert ok("query", "select contacts, responses from elements", "--format", "csv").out == "contacts,responses\n4,1\n"
    assert ok("query", "select member_id, channel from optouts", "--format", "csv").out == "member_id,channel\nm2,sms\n"
    assert ok("query", "select delivered from contacts order by member_id", "--format", "csv").out.split("\n")[1:4] == [
        "false", "", "true"
    ]  # fmt: skip


@pytest.mark.slow
def test_replace_swaps_a_campaign(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    ok("init")
    head = "member_id,campaign_id,contacted_at,channel\n"
    (tmp_path / "a.csv").write_text(head + "1,c,2026-01-01,sms\n2,c,2026-01-01,sms\n1,d,2026-01-01,sms\n")
    (tmp_path / "b.csv").write_text(head + "1,c,2026-01-01,email\n")
    ok("load", "contacts", "a.csv")
    assert cli("load", "contacts", "b.csv", "--replace", "e").code == 3
    ok("load", "contacts", "b.csv", "--replace", "c")
    found = ok("query", "select member_id, campaign_id, channel from contacts order by all", "--format", "csv").out
    assert found.split()[1:] == ["1,c,email", "1,d,sms"]


@pytest.mark.parametrize(
    ("name", "data"),
    few(
        [
            ("utf8.csv", "member_id,城市\n007,北京\n".encode()),
            ("bom.csv", "member_id,城市\n007,北京\n".encode("utf-8-sig")),
            ("utf16.csv", "member_id,城市\n007,北京\n".encode("utf-16")),
            ("gbk.csv", ("member_id,城市\n007,北京\n" + "8,上海\n" * 3).encode("gb18030")),
            ("semicolon.csv", "member_id;城市\n007;北京\n".encode()),
            ("tab.tsv", "member_id\t城市\n007\t北京\n".encode()),
            ("bar.txt", "member_id|城市\r\n007|北京\r\n".encode()),
            ("packed.csv.gz", gzip.compress("member_id,城市\n007,北京\n".encode())),
            ("packed_gbk.csv.gz", gzip.compress("member_id,城市\n007,北京\n8,上海\n".encode("gb18030"))),
            ("nul.csv", "member_id,城市\n0\x0007,北京\n".encode()),
            ("one.json", '[{"member_id": "007", "城市": "北京"}]'.encode()),
            ("lines.jsonl", '{"member_id": "007", "城市": "北京"}\n{"城市": null, "member_id": 8}\n'.encode()),
        ],
        3,
    ),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_text_is_read(ok: Cli, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    ok("init")
    ok("load", "members", name)
    assert ok("query", "select 城市 from members where member_id = '007'", "--format", "csv").out == "城市\n北京\n"


@pytest.mark.parametrize(("around", "said"), [('{"page": 1, "data": [%s]}', "taken out of 'data'"), ("[%s]", "")])
def test_rows_within_an_object_are_rows(ok: Cli, tmp_path: Path, around: str, said: str) -> None:
    rows = '{"member_id": "007", "age": 30}, {"member_id": "008", "age": 40}'
    (tmp_path / "m.json").write_text(around % rows, encoding="utf-8")
    ok("init")
    assert said in ok("load", "members", "m.json").err
    assert ok("query", "select member_id, age from members order by all", "--format", "csv").out.split() == [
        "member_id,age", "007,30", "008,40",
    ]  # fmt: skip


def test_one_member_with_a_list_is_a_member(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text('{"member_id": "007", "orders": [{"member_id": "1"}]}', encoding="utf-8")
    ok("init")
    assert "taken out" not in ok("load", "members", "m.json").err
    assert ok("query", "select member_id from members", "--format", "csv").out == "member_id\n007\n"


@pytest.mark.parametrize("row", ["007,是,2026/07/08 10:12\n", "007,1,2\n", "007,é,1\n"])
def test_a_little_chinese_in_much_else_is_known(ok: Cli, tmp_path: Path, row: str) -> None:
    encoding = "cp1252" if "é" in row else "gb18030"
    head = "member_id,ciudadé,ñ\n" if "é" in row else "member_id,是否对照,接触时间\n"
    (tmp_path / "m.csv").write_bytes((head + row * 3000).encode(encoding))
    ok("init")
    assert f"read as {encoding}" in ok("load", "members", "m.csv").err


def test_two_encodings_in_one_file_are_told_by_line(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes("member_id,a\nm1,北京\n".encode() + "m2,上海\n".encode("gb18030"))
    cli("init")
    said = cli("load", "members", "m.csv")
    assert said.code == 3
    assert "line 3 is not utf-8" in said.err


def test_a_spreadsheet_is_read(ok: Cli, tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        book.add_worksheet("cover").write(0, 0, "hello")
        sheet = book.add_worksheet("客户")
        sheet.write_row(0, 0, ["会员编号", "joined on", "tier"])
        sheet.write_string(1, 0, "007")
        sheet.write_datetime(1, 1, date(2020, 1, 2), book.add_format({"num_format": "d/m/yy"}))
        sheet.merge_range(1, 2, 2, 2, "gold")
        sheet.write_string(2, 0, "008")
    ok("init")
    ok("load", "members", "book.xlsx", "--sheet", "客户", "--map", "会员编号=member_id")
    found = ok("query", "select member_id, joined_on, tier from members order by 1", "--format", "csv").out
    assert found.split()[1:] == ["007,2020-01-02,gold", "008,,"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("cut.csv.gz", gzip.compress(NOISE)[:9000], "cut off"),
        ("not.parquet", b"member_id,a\n1,2\n", "cannot be read"),
        ("not.xlsx", b"member_id,a\n1,2\n", "cannot be read"),
        ("twice.csv", b"member_id,a,a\n1,2,3\n", "two columns 'a'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_broken_files_are_refused(cli: Cli, tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    cli("init")
    said = cli("load", "members", name)
    assert said.code == 3, said.err
    assert words in said.err
    assert len(said.err.splitlines()) == 2


def test_a_stated_encoding_is_held_to(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes("member_id,a\n1,x\n2,é\n".encode("latin-1"))
    cli("init")
    said = cli("load", "members", "m.csv", "--encoding", "utf-8")
    assert said.code == 3
    assert "line 3 is not utf-8" in said.err
    assert cli("load", "members", "m.csv", "--encoding", "nonsense").code == 2


@pytest.mark.slow
def test_a_list_comes_back_as_it_was_exported(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("target", "plan.toml", "--force")
    campaign = tomllib.loads((tmp_path / "plan.toml").read_text())["campaign"]["id"]
    ok("export", campaign, "-o", "list.csv", "--allow", "stale-optouts")
    ok("load", "contacts", "list.csv")
    sql = f"select count(*) > 0, count(*) = count(contacted_at) from contacts where campaign_id = '{campaign}'"
    assert ok("query", sql, "--format", "csv").out.splitlines()[1] == "true,true"


def test_days_as_they_are_written_in_china(ok: Cli, tmp_path: Path) -> None:
    days = ["2026年2月3日", "2026年02月03日 9:05", "2026/2/3"]
    (tmp_path / "m.csv").write_text("member_id,joined_on\n" + "".join(f"{n},{day}\n" for n, day in enumerate(days)))
    ok("init")
    ok("load", "members", "m.csv")
    assert ok("query", "select distinct joined_on from members", "--format", "csv").out == "joined_on\n2026-02-03\n"


def test_the_account_stands_in_columns_whatever_the_name(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    for name in ("会员.csv", "members.csv"):
        (tmp_path / name).write_text("member_id,phone\n1,13912345678\n")
        head, counts, note = ok("load", "members", name).err.splitlines()
        assert len(counts.encode("gb18030")) == len(head) == 79  # where a Chinese letter has two bytes, as columns
        assert "has no load.region" in note or "loaded before" in note


@pytest.mark.slow
def test_which_way_round_days_are_meant(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    head = "member_id,joined_on\n"
    (tmp_path / "plain.csv").write_text(head + "1,22/01/2009\n2,03/04/2009\n")
    (tmp_path / "open.csv").write_text(head + "3,03/04/2009\n")
    (tmp_path / "both.csv").write_text(head + "4,22/01/2009\n5,01/22/2009\n")
    (tmp_path / "other.csv").write_text(head + "6,22.01.2009\n7,20090122\n8,2009/1/22\n9,1232582400\n")
    ok("init")
    ok("load", "members", "plain.csv", "other.csv")
    said = cli("load", "members", "open.csv")
    assert said.code == 3
    assert "may be day 3 of month 4 or day 4 of month 3; say --dates dmy or --dates mdy" in said.err
    ok("load", "members", "open.csv", "--dates", "mdy")
    assert cli("load", "members", "both.csv").code == 3
    found = ok("query", "select joined_on from members order by member_id", "--format", "csv").out.split()[1:]
    assert found == ["2009-01-22", "2009-04-03", "2009-03-04", *["2009-01-22"] * 4]


def test_amounts_as_people_write_them(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    for at, amounts in enumerate((['"1,234.50"', "5", "12.50", "99"], ["12,50", "5", '"1.234,50"', "99"])):
        rows = [f"{at}{i};c;{value}" for i, value in enumerate(amounts)]
        (tmp_path / "r.csv").write_text("member_id;campaign_id;value\n" + "\n".join(rows) + "\n", encoding="utf-8")
        ok("load", "responses", "r.csv")
    found = ok("query", "select value from responses order by member_id", "--format", "csv").out.split()[1:]
    assert found == ["1234.5", "5.0", "12.5", "99.0", "12.5", "5.0", "1234.5", "99.0"]


def test_phones_and_mails(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "attitude.toml").write_text('[load]\nregion = "GB"\n')
    rows = ["1,07911 123456,A@Example.org", "2,+86 139 0000 0000,not a mail", "3,(020) 7946 0018,", "4,none,x@y.z"]
    (tmp_path / "m.csv").write_text("member_id,phone,email\n" + "\n".join(rows) + "\n")
    ok("init")
    said = ok("load", "members", "m.csv")
    assert "phones written as E.164: 3" in said.err
    assert "no phone numbers, left out (none): 1" in said.err
    assert "no e-mail addresses, left out: 1" in said.err
    found = ok("query", "select phone, email from members order by member_id", "--format", "csv").out.splitlines()[1:]
    assert found == ["+447911123456,A@Example.org", "+8613900000000,", "+442079460018,", ",x@y.z"]


@pytest.mark.slow
def test_loading_an_older_file_again_takes_a_change_back(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "1,good\n")
    (tmp_path / "b.csv").write_text(HEAD + "1,wrong\n")
    ok("init")
    for name in ("a.csv", "b.csv", "a.csv"):
        ok("load", "members", name)
    assert ok("query", "select brand from members", "--format", "csv").out == "brand\ngood\n"


_TELLS_WHEN_IT_ASKS = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from attitude.database import Workspace
from attitude.main import main
before = Workspace.watched
def watched(self, label):
    if label == "query":
        print("asking", flush=True)
    return before(self, label)
Workspace.watched = watched
main()
"""


def test_an_interrupt_ends_with_130_and_no_trace(scored: Path, tmp_path: Path) -> None:
    before = kept(scored)
    sql = "select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = 7"
    command = [sys.executable, "-c", _TELLS_WHEN_IT_ASKS, "query", sql]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asking\n"
        process.send_signal(signal.SIGINT)
        try:
            _, err = process.communicate(timeout=300)
        finally:
            process.kill()
    assert process.returncode == 130, err
    assert err.startswith("error: interrupted")
    assert kept(scored) == before


@pytest.mark.slow
def test_bad_rows_of_a_file_that_is_read_in_parts_are_the_bad_rows(
    ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of many megabytes is read by several threads at once; numbers of rows must survive that."""
    monkeypatch.setitem(CONFIG, "threads", 2)
    rows = 500_000
    with (tmp_path / "contacts.csv").open("w") as file:
        file.write("member_id,campaign_id,contacted_at,channel,gift\n")
        for i in range(rows):
            file.write(
                f"{'' if i % 10_000 == 77 else f'm{i}'},c{i % 20},2025-01-01 10:00:00,sms,points for month {i % 20}\n"
            )
    with (tmp_path / "members.csv").open("w") as file:
        file.write("member_id,joined_on,words\n")
        for i in range(rows):
            file.write(f"m{i % (rows // 2)},{'x' if i % 10_000 == 77 else '2025-01-01'},in the file this is row {i}\n")
    ok("init")
    for kind in ("contacts", "members"):
        ok("load", kind, f"{kind}.csv")
        refused = (tmp_path / f"{kind}.csv.rejects.csv").read_text().splitlines()[1:]
        assert [int(line.split(",")[0]) for line in refused] == [i + 2 for i in range(77, rows, 10_000)]
    last = "'in the file this is row ' || (substr(member_id, 2)::int + 250000)"
    sql = f"select count(*) as n from members where words = {last}"
    kept = json.loads(ok("query", sql, "--format", "json").out)[0]["n"]
    assert kept == rows // 2 - len([i for i in range(77, rows, 10_000) if i >= rows // 2])


@pytest.mark.parametrize("kind", ["members", "campaigns", "contacts", "responses", "usage", "optouts"])
def test_rows_that_are_numbered_by_their_order_go_through_no_join(kind: str, tmp_path: Path) -> None:
    (tmp_path / f"{kind}.csv").write_text("member_id,campaign_id,month,product,action\n1,c,2026-01,p,out\n")
    create(tmp_path / "a.duckdb")
    with Workspace(tmp_path / "a.duckdb") as workspace, opened(tmp_path / f"{kind}.csv") as source:
        rows.read_rows(workspace, kind, with_names(kind, source, LoadOptions()), LoadOptions())
        plan = workspace.row("explain select * exclude (line) from typed_rows")[1]
    assert "READ_CSV" in plan.upper()
    assert ("JOIN TYPE" in plan.upper()) == (kind == "contacts")  # which are numbered on the way
    assert "WINDOW" not in plan.upper()
