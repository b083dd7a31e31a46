"""Quick questions: they reach nothing else, answers go out as they come, saved ones are asked for by name."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from conftest import ROOT, Cli, kept

from attitude.database import Workspace
from attitude.errors import AttitudeError, TooLittleMemoryError, UsageError
from attitude.query import ask, find_question, query, stream, typed, write
from attitude.query.header import read_header, values_for

# Each tries to change something, or to look beyond the workspace.
CLOSED = """
from read_csv('secret.csv')
from 'secret.csv'
from "secret.csv"
from secret.csv
from '{folder}/secret.csv'
from read_text('secret.csv')
from read_blob('attitude.duckdb')
from 'attitude.duckdb'
from read_duckdb('attitude.duckdb')
from read_json('secret.csv')
from read_parquet('*.parquet')
from parquet_metadata('x.parquet')
from sniff_csv('secret.csv')
from glob('*')
from 'https://example.com/x.csv'
from 's3://bucket/x.parquet'
select (from read_text('secret.csv'))
select 1 from members where exists (from read_text('secret.csv'))
from members, lateral read_text('secret.csv')
from members union all by name from read_csv('secret.csv')
values ((from glob('*')))
describe from read_csv('secret.csv')
describe 'secret.csv'
summarize 'secret.csv'
pivot (from glob('*')) on file in ('a') using count(*)
with recursive a as (select 1 as i union all select i from a, glob('*')) from a
from query('from read_text(''secret.csv'')')
from json_execute_serialized_sql(json_serialize_sql('select 1'))
from query_table('secret.csv')
from store.history_of('secret.csv')
from store.history_of('secret' || '.csv')
from arrow_scan(1, 2, 3)
from python_map_function(1)
from enable_logging(storage := 'file', storage_path := 'log')
from enable_profiling('profile.json')
from checkpoint()
from register_external_resource('a')
copy members to 'out.csv'
copy (select 1) to 'out.csv'
select 1) to 'out.csv' (format csv) --
select 1); drop view members; --
select 1; drop view members
export database 'out'
attach 'other.duckdb'
attach ':memory:' as other
install httpfs
load httpfs
create secret (type s3, key_id 'a')
pragma database_list
pragma enable_profiling
set memory_limit = '1GB'
set global enable_external_access = true
reset enable_external_access
set variable a = 1
call enable_logging()
create table x (a integer)
create temp table x as select 1
create macro f() as 1
insert into runs from runs
delete from runs
update runs set step = 'x'
truncate runs
drop view members
alter table runs add column x integer
with x as (insert into runs from runs returning *) from x
with x as (delete from runs returning *) from x
from (with x as (update runs set step = 'x' returning *) from x)
explain analyze delete from runs
vacuum
begin
prepare a as select 1
select getenv('SECRET')
select 'SECRET'.getenv()
select system.main.getenv('SECRET')
select current_setting('secret_directory')
from duckdb_settings()
from pg_settings
from pg_catalog.pg_settings
from duckdb_secrets()
from which_secret('a', 's3')
from pragma_database_list
from duckdb_databases
from duckdb_logs
select write_log('x')
from frame
from os
select $a
select ?
"""


def refusal(workspace: Workspace, sql: str) -> str:
    try:
        query(workspace, sql)
    except UsageError as error:
        return str(error)
    return pytest.fail(f"answered: {sql}")


def test_nothing_but_the_workspace(scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither read-only nor open for writing can a question do or see anything else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET", "s3cr3t")
    (tmp_path / "secret.csv").write_text("a\ns3cr3t\n")
    before, files = kept(scored), sorted(tmp_path.iterdir())
    frame = pl.DataFrame({"a": ["s3cr3t"]})  # which SQL in a notebook could read by name
    for is_read_only in (True, False):
        with Workspace(scored, read_only=is_read_only) as workspace:
            for sql in CLOSED.strip().replace("{folder}", str(tmp_path)).splitlines():
                assert "s3cr3t" not in refusal(workspace, sql)
    assert sorted(tmp_path.iterdir()) == files
    assert kept(scored) == before
    assert frame.height == 1


@pytest.mark.parametrize(
    "sql",
    [
        "select 1 -- ; drop view members",
        ";; select 1 ;; -- done",
        "/* ' */ select 1",
        "values (1)",
        "describe members",
        "show tables",
        "summarize elements",
        "table members",
        "(select 1) union all (select 2)",
        "pivot members on brand in ('M-Zone', 'GoTone') using count(*) order by member_id",
        "from range(3) union all select unnest([1, 2])",
        "with recursive a as (select 1 as i union all select i + 1 from a where i < 3) from a",
        "select list_transform([1, 2], lambda x: x + 1), regexp_extract('a1', '\\d'), current_date, 'a' like '%'",
        "from information_schema.columns",
        "select table_name from duckdb_tables() where schema_name = 'main' and not internal and not temporary",
        "select 'read_csv(''x'')' as \"a.csv\"",
    ],
)
def test_what_a_question_may_be(scored_once: Path, sql: str) -> None:
    with Workspace(scored_once, read_only=True) as workspace:
        assert query(workspace, sql).height >= 1
        assert ask(workspace, sql).rows == query(workspace, sql).rows() or "current_date" in sql


def test_errors_show_the_place_in_the_users_own_lines(cli: Cli, scored: Path, tmp_path: Path) -> None:
    for sql, words, line in (
        ("-- a\n\nselect member_id,\n  brnd from members;", "nearest: brand", "LINE 4:   brnd from members"),
        ("select m.brnd from members as m", "(did you mean 'brand'?)", "LINE 1: select m.brnd from members as m"),
        ("from membrs", "Table with name membrs does not exist; nearest: members", "LINE 1: from membrs"),
        ("\nselect 1 +", "syntax error", "LINE 2: select 1 +"),
        ("select cast(brand as integer) as n\nfrom members", "Could not convert", "LINE 1: select cast(brand as"),
    ):
        said = cli("query", sql)
        assert said.code == 2
        first, shown, caret = said.err.splitlines()
        assert first.startswith("error: ")
        assert words in first
        assert shown.startswith(line)
        assert set(caret.strip()) == {"^"}
    at = said.err.splitlines()[2].index("^")
    assert said.err.splitlines()[1][at:].startswith("cast")
    long = f"select {', '.join(['member_id, brand'] * 9)}, '王伟王伟', brnd, {', '.join(['region'] * 9)} from members"
    shown, caret = cli("query", long).err.splitlines()[1:]
    columns = "".join(sign * (2 if ord(sign) > 0x2E80 else 1) for sign in shown)
    assert len(columns) <= 80
    assert columns[caret.index("^") :].startswith("brnd")
    (tmp_path / "mine.sql").write_text("-- mine\nselect 1,\n  brnd\nfrom members")
    said = cli("query", "mine.sql")
    assert said.err.startswith("error: mine.sql: Referenced column")
    assert "LINE 3:   brnd" in said.err


def test_a_question_takes_no_longer_than_it_may(cli: Cli, scored: Path, tmp_path: Path) -> None:
    endless = "select sum(a.range * b.range) as x from range(10000000) as a, range(10000000) as b"
    for how in ([], ["--format", "csv"], ["-o", "x.parquet"]):
        said = cli("query", endless, "--timeout", 0.2, *how)
        assert said.code == 1
        assert said.out == ""
        assert said.err == (
            "error: no answer within 0.2 s; --timeout SECONDS gives it longer (0: no limit), as does "
            "query.timeout_seconds in attitude.toml\n"
        )
    wide = (
        f"select brand, {', '.join(f'max({number}) as a{number}' for number in range(3000))} from members group by all"
    )
    for seconds in (0.0001, 0.001):  # our own statements, which prepare a question, may be those that take too long
        assert f"error: no answer within {seconds:g} s; " in cli("query", wide, "--timeout", seconds).err
    (tmp_path / "attitude.toml").write_text("[query]\ntimeout_seconds = 0.3\n")
    assert "within 0.3 s" in cli("query", endless).err
    assert not list(tmp_path.glob("x*")) + list(tmp_path.glob(".x*"))


def test_rows_on_the_screen(ok: Cli, scored: Path) -> None:
    assert len(ok("query", "from members", "--rows", 7).out.splitlines()) == 8
    said = ok("query", "from members order by member_id", "--rows", 600)
    assert len(said.out.splitlines()) == 601
    assert said.err == ""
    assert len(ok("query", "from range(2000000)").out.splitlines()) == 101
    assert len(ok("query", "from members", "--format", "csv", "--rows", 7).out.splitlines()) == 601


SQL = """
select
    range as id, lpad(range::varchar, 9, '0') as code, range / 7 as x, (range * 1.5)::decimal(18, 2) as money,
    date '2026-01-01' + (range % 300)::integer as day, timestamp '2026-01-01 10:00:00' + to_seconds(range) as moment,
    case when range % 3 = 0 then null else '王伟, "' || range || '"' end as name, range % 2 = 0 as is_even,
    case when range > 900 then [range] end as list, interval (range) minute as pause,
from range({rows})
order by hash(range)
"""


@pytest.mark.slow
@pytest.mark.parametrize("rows", [0, 1000])
def test_parts_give_the_same_bytes_as_the_whole(
    scored_once: Path, tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However an answer is parted, and each time, files are the same, and hold what the frame holds."""
    with Workspace(scored_once, read_only=True) as workspace:
        frame = query(workspace, SQL.format(rows=rows))
        for form in ("csv", "json", "jsonl", "parquet", "xlsx"):
            found = {}
            for part in (7, 1000, 122_880):
                monkeypatch.setattr("attitude.query.asked.ROWS_AT_ONCE", part)
                path = tmp_path / f"{part}.{form}"
                assert write(workspace, SQL.format(rows=rows), None, form, path) == rows
                found[part] = hashlib.sha256(path.read_bytes()).hexdigest()
            assert len(set(found.values())) == 1 or form == "parquet", form  # whose row groups are the parts
            assert write(workspace, SQL.format(rows=rows), None, form, tmp_path / "again") == rows
            assert (tmp_path / "again").read_bytes() == path.read_bytes()
            assert pl.read_parquet(path).equals(frame) if form == "parquet" else True
        if rows:
            assert pl.read_csv(tmp_path / "7.csv", schema_overrides={"code": pl.String})["code"].equals(frame["code"])
            assert [row["id"] for row in json.loads((tmp_path / "7.json").read_text())] == frame["id"].to_list()
            assert (tmp_path / "7.csv").read_text().splitlines()[0] == ",".join(frame.columns)


@pytest.mark.slow
def test_parquet_goes_to_stdout_and_faults_leave_nothing(ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "attitude", "query", "from range(300000)", "--format", "parquet"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert pl.read_parquet(io.BytesIO(done.stdout))["range"].to_list() == list(range(300_000))
    for form in ("parquet", "csv"):
        command[-1] = form
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.stderr.decode() == "error: stdout: cannot be written: No space left on device\n"
        assert done.returncode == 1
    (tmp_path / "x.parquet").write_text("before")
    said = cli("query", "select case when range = 250000 then error('far down') end as a from range(300000)", "-o",
               "x.parquet")  # fmt: skip
    assert (said.code, said.err) == (2, "error: far down\n")
    assert (tmp_path / "x.parquet").read_text() == "before"
    assert cli("query", "from range(2000000)", "-o", "x.xlsx").err == (
        "error: 2,000,000 rows are more than a spreadsheet holds; take csv or parquet\n"
    )
    assert cli("query", "select 1", "-o", "nowhere/x.csv").code == 2


def test_what_cannot_be_read_on_is_told_once(scored_once: Path, tmp_path: Path) -> None:
    """A fault of ours on the way through the frame library comes out as it was."""

    def frames() -> object:
        yield pl.DataFrame({"a": [1]})
        raise AttitudeError("the second part is gone")

    with (tmp_path / "x").open("wb") as file, pytest.raises(AttitudeError, match="the second part is gone"):
        stream.stream(frames(), "parquet", file)  # type: ignore[arg-type]


def test_a_long_answer_is_kept_on_disk_not_in_memory(
    scored_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While an answer goes to a file the database is held to half a gigabyte; where that is too little, it gets all."""
    limits, real = [], Workspace.keep_answer

    def keep(workspace: Workspace, sql: str) -> int:
        limits.append(workspace.row("select parse_formatted_bytes(current_setting('memory_limit'))")[0])
        if len(limits) == 1:
            raise TooLittleMemoryError("too little")
        return real(workspace, sql)

    monkeypatch.setattr(Workspace, "keep_answer", keep)
    with Workspace(scored_once, read_only=True) as workspace:
        assert write(workspace, "from range(3)", None, "csv", tmp_path / "x.csv") == 3
    assert limits[0] < 0.51e9 < limits[1]
    assert (tmp_path / "x.csv").read_text() == "range\n0\n1\n2\n"


def test_a_question_starts_without_the_frame_library(scored: Path) -> None:
    code = (
        "import sys; from attitude.main import main\nsys.argv = ['attitude', 'query', 'select 1 as a']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'polars', 'numpy', 'scipy', 'rich.progress'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=scored.parent)
    assert done.stdout.split("\n")[:3] == ["a", "1", "[]"]


HEADED = """-- mine/joined: members of a brand who joined
--   since a day
-- gives: one row
-- asks: brand (text): as M-Zone
-- asks: since (date, 2020-01-01): the first day; (and on)
-- asks: least (number, none): of arpu
-- asks: counts (boolean, yes): counts them
-- asks: rows (integer, 5): most
select getvariable('brand') as brand, getvariable('since') as since, getvariable('least') as least,
    getvariable('counts') as counts, getvariable('rows') as n
"""


def test_a_header_is_read_and_values_are_checked() -> None:
    header = read_header(HEADED)
    assert header.what == "members of a brand who joined since a day"
    assert [p.shape for p in header.parameters] == [
        "brand=…", "since=2020-01-01", "[least]", "counts=yes", "rows=5"]  # fmt: skip
    assert values_for(header, {"brand": "0'1", "rows": "7", "counts": "no"}) == {
        "brand": "0'1",
        "rows": 7,
        "counts": False,
    }
    for given, words in (
        ({}, "asks for brand (text): as M-Zone; give it with --set brand=VALUE"),
        ({"brand": "a", "row": "1"}, "asks for no 'row' (did you mean 'rows'?)"),
        ({"brand": "a", "zzz": "1"}, "asks for no 'zzz'; it asks for brand, since, least, counts, rows"),
        ({"brand": "a", "rows": "1.5"}, "rows = '1.5': not a whole number; write it as 20"),
        ({"brand": "a", "rows": str(2**64)}, "not a whole number"),
        ({"brand": "a", "since": "1/2/2026"}, "since = '1/2/2026': not a day; write it as 2026-12-05"),
        ({"brand": "a", "since": "2026-02-30"}, "not a day"),
        ({"brand": "a", "least": "nan"}, "not a number"),
        ({"brand": "a", "counts": "maybe"}, "write yes or no"),
    ):
        with pytest.raises(UsageError, match=re.escape(words)):
            values_for(header, given)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("-- asks: rows", "x.sql line 2: 'rows' cannot be read; write -- asks: name (type, default): meaning"),
        ("-- asks: rows (int, 5): most", "x.sql line 2: 'rows' is of no known type 'int' (did you mean 'integer'?)"),
        ("-- asks: rows (blob): most", "'blob'; take text, integer, number, date, boolean"),
        ("-- asks: rows (integer, five): most", "line 2: the default of rows = 'five': not a whole number"),
        ("-- asks: ro ws (integer): most", "cannot be read"),
        ("-- asks: a (text): b\n-- asks: a (text): b", "line 3: asks for 'a' twice"),
    ],
)
def test_a_broken_header_is_one_line(line: str, words: str) -> None:
    with pytest.raises(UsageError, match=re.escape(words)):
        read_header(f"-- title\n{line}\nselect 1", "x.sql")


def test_ones_own_saved_queries(ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (tmp_path / "attitude.toml").write_text('[query]\nfolder = "own"\n')
    assert "attitude.toml: query.folder = 'own': no such folder" in cli("query", "top_responders").err
    own.mkdir()
    (own / "plain.sql").write_text("select 1 as one;\n")
    (own / "lists-state.sql").write_text("\ufeff-- My lists\nselect 'mine' as whose", encoding="utf-8")
    (own / "joined.sql").write_text(HEADED, encoding="utf-8")
    (own / "broken.sql").write_text("-- x\n-- asks: rows\nselect 1")
    (own / "latin.sql").write_bytes("-- é\nselect 1".encode("latin-1"))
    example = re.search(r"^```sql\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert example
    (own / "例.sql").write_text(example[1], encoding="utf-8")
    assert ok("query", "plain", "--format", "csv").out == "one\n1\n"
    assert ok("query", "lists_state", "--format", "csv").out == "whose\nmine\n"
    assert ok("query", "例", "--set", "since=1999-01-01", "--set", "brand=M-Zone").out.startswith(
        "brand   members\nM-Zone "
    )
    quoted = "x'; drop view members; --"
    row = json.loads(ok("query", "joined", "--set", f"brand={quoted}", "--set", "rows=3", "--format", "jsonl").out)
    assert row == {"brand": quoted, "since": None, "least": None, "counts": None, "n": 3}
    said = ok("query", "joined", "--help")
    assert "members of a brand who joined since a day" in said.out
    assert "--set least=…  number, may be left out: of arpu" in said.out
    listed = ok("query", "--list", "--format", "json")
    found = {row["name"]: row for row in json.loads(listed.out)}
    assert (found["lists-state"]["whose"], found["lists-state"]["what"]) == ("own", "My lists")
    assert "lists_state" not in found
    assert found["top_responders"]["whose"] == "built in"
    assert found["plain"]["what"] == found["plain"]["asks"] == ""
    assert "note: own/broken.sql line 2: 'rows' cannot be read" in listed.err
    assert cli("query", "broken").err.startswith("error: own/broken.sql line 2: 'rows' cannot be read")
    assert cli("query", "latin").err == "error: own/latin.sql: is not text in UTF-8; save it so\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "say what to ask: SQL or the name of a saved query; 'attitude query --list' shows those"),
        (["top_responder", "--set", "element=sms"], "no saved query 'top_responder' (did you mean 'top_responders'?)"),
        (["members"], "no saved query 'members'"),
        (["gone.sql"], "gone.sql: cannot be read: No such file or directory"),
        (["--lst"], "no option '--lst'"),
        (["top_responders"], "top_responders asks for element (text)"),
        (["top_responders", "--set", "element"], "--set element: write --set name=value"),
        (["select 1", "--set", "a=1"], "the query asks for no 'a'; it asks for nothing"),
        (["select 1", "--help"], "--help goes with the name of a saved query, or alone"),
        ([""], "no SQL given"),
        (["-- nothing"], "no SQL given"),
        ([f"select {'1 + ' * 3000}1"], "the SQL is nested too deep for a question"),
        ([f"select {'1 + ' * 600}1"], "the SQL is nested too deep for a question"),
        (["pivot members on brand using count(*)"], "PIVOT takes its columns by name here"),
    ],
)
def test_wrong_words(cli: Cli, scored: Path, arguments: list[str], words: str) -> None:
    said = cli("query", *arguments)
    assert said.code == 2
    assert said.err.startswith(f"error: {words}")
    assert len(said.err.splitlines()) == 1


def test_values_last_for_one_question(scored_once: Path) -> None:
    saved = typed("-- asks: a (integer, 1): it\nselect coalesce(getvariable('a'), 1) as a")
    with Workspace(scored_once, read_only=True) as workspace:
        assert query(workspace, saved, {"a": 5}).item() == 5
        assert query(workspace, saved).item() == 1
        with pytest.raises(UsageError):
            query(workspace, find_question("select brnd from members"))
        assert query(workspace, saved).item() == 1
    assert os.environ.get("ATTITUDE_DEBUG") is None
