"""Commands as a user meets them: formats, help, status, pipes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from conftest import ROOT, Cli

from attitude.database import Workspace

SQL = "select member_id, brand, arpu, joined_on from members order by member_id limit 5"


def test_every_format_says_the_same(ok: Cli, scored: Path, tmp_path: Path) -> None:
    text = {form: ok("query", SQL, "--format", form).out for form in ("csv", "json", "jsonl")}
    for form in ("csv", "json", "jsonl", "parquet", "xlsx"):
        ok("query", SQL, "--output", f"out.{form}")
    frames = [
        pl.read_csv(io.StringIO(text["csv"]), schema_overrides={"member_id": pl.String}),
        pl.read_json(io.StringIO(text["json"])),
        pl.read_ndjson(io.StringIO(text["jsonl"])),
        pl.read_csv(tmp_path / "out.csv", schema_overrides={"member_id": pl.String}),
        pl.read_json(tmp_path / "out.json"),
        pl.read_ndjson(tmp_path / "out.jsonl"),
        pl.read_parquet(tmp_path / "out.parquet"),
        pl.read_excel(tmp_path / "out.xlsx"),
    ]
    rows = [[tuple(map(str, row)) for row in frame.iter_rows()] for frame in frames]
    assert len(rows[0]) == 5
    assert all(found == rows[0] for found in rows)
    assert rows[0][0][0].startswith("0")


def test_odd_types_travel(ok: Cli, scored: Path) -> None:
    sql = (
        "select sum(contacts) as total, 1.5::decimal(9, 2) as d, interval 1 day as i, [1, 2] as l, {'a': 1} as s, "
        "uuid() as u, 170141183460469231731687303715884105727::hugeint as h, null as n, 'x'::blob as b, "
        "1 as a, 2 as a, time '10:00' as t, 'nan'::double as nan from elements"
    )
    for form in ("csv", "json", "jsonl", "table"):
        said = ok("query", sql, "--format", form)
        assert "1 day" in said.out
    row = json.loads(ok("query", sql, "--format", "json").out)[0]
    assert isinstance(row["total"], int)
    assert row["d"] == 1.5
    assert row["h"] == "170141183460469231731687303715884105727", "no digit is lost"
    assert row["s"] == {"a": 1}
    assert (row["a"], row["a_11"]) == (1, 2)


def test_sql_from_a_file_and_from_a_comment(ok: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "count.sql").write_text("-- how many\nselect count(*) as n from members;\n")
    assert ok("query", "count.sql", "--format", "csv").out == "n\n600\n"
    assert ok("query", "-- how many\nselect count(*) as n from members", "--format", "csv").out == "n\n600\n"


def test_an_error_in_sql_shows_the_place(cli: Cli, scored: Path) -> None:
    said = cli("query", "select member_id,\n  brnd from members")
    first, *rest = said.err.splitlines()
    assert "nearest: brand" in first
    assert "brnd" in rest[0]
    assert rest[1].strip() == "^" * len("brnd")


def test_table_for_people(ok: Cli, scored: Path) -> None:
    said = ok("query", "from members")
    assert len(said.out.splitlines()) == 101
    assert "first 100 rows; --rows N shows more (0: all)" in said.err
    assert len(ok("query", "from members", "--rows", 0).out.splitlines()) == 601


def test_issue_query_on_attitudes(ok: Cli, scored: Path) -> None:
    said = ok(
        "query", "select dimension, element, count(*), avg(score) from attitudes group by all", "--format", "json"
    )
    rows = json.loads(said.out)
    assert {row["dimension"] for row in rows} == {"channel", "product", "timing", "gift"}
    assert all(0 < row["avg(score)"] < 100 for row in rows)


def test_status(ok: Cli, scored: Path) -> None:
    said = ok("status", "--format", "json")
    counts = {row["what"]: row["count"] for row in json.loads(said.out)}
    assert counts["members"] == counts["members with scores"] == 600
    assert "coverage: 100% of members" in said.err
    assert "last steps" in said.err
    assert "score 2026-" in said.err


def test_status_names_what_is_odd(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    (tmp_path / "contacts.csv").write_text("member_id,campaign_id\nm1,c\nm2,c\n")
    (tmp_path / "responses.csv").write_text("member_id,campaign_id\nm3,c\n")
    ok("load", ".")
    said = ok("status")
    for words in (
        "contacted people who are not loaded as members: 2; load members",
        "campaigns with contacts or responses but no description: 1;",
        "contacts without a day, not used by the scores: 2;",
        "responses by members whom that campaign did not contact, not used by the scores: 1;",
    ):
        assert words in said.err


def test_map_and_remembered_map(ok: Cli, tmp_path: Path) -> None:
    first = ok("init")
    (tmp_path / "crm.csv").write_text("会员编号,城市\n007,北京\n008,上海\n", encoding="utf-8")
    ok("load", "members", "crm.csv", "--map", "会员编号=member_id")
    assert ok("query", "select 城市 from members where member_id = '007'", "--format", "csv").out == "城市\n北京\n"
    assert "every line explains itself" in first.err
    assert "# seed = 1" in (tmp_path / "attitude.toml").read_text(encoding="utf-8"), "comments stay"
    (tmp_path / "more.csv").write_text("城市,会员编号\n广州,009\n", encoding="utf-8")
    ok("load", "members", "more.csv")
    assert ok("query", "select count(*) as n from members", "--format", "csv").out == "n\n3\n"


def test_attributes_take_the_narrowest_type_that_fits_all(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    (tmp_path / "a.csv").write_text("member_id,n,x,code,flag,day,zip\n1,5,1.50,007,yes,2026-01-01,90210\n")
    (tmp_path / "b.csv").write_text("member_id,n,x,code,flag,day,zip\n2,six,2,8,no,2026-01-02,12345\n")
    ok("load", "members", "a.csv")
    types = "select column_name, column_type from (describe members) where column_name not in ('joined_on')"
    first = dict(json.loads(line).values() for line in ok("query", types, "--format", "jsonl").out.splitlines())
    assert {name: first[name] for name in ("n", "x", "code", "flag", "day", "zip")} == {
        "n": "BIGINT",
        "x": "DOUBLE",
        "code": "VARCHAR",
        "flag": "BOOLEAN",
        "day": "DATE",
        "zip": "VARCHAR",
    }
    ok("load", "members", "b.csv")
    found = ok("query", "select n, code, x from members order by member_id", "--format", "csv").out
    assert found == "n,code,x\n5,007,1.5\nsix,8,2.0\n"


def test_a_corrected_member_row_updates(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    (tmp_path / "a.csv").write_text("member_id,phone,joined_on,tier\n1,111,2020-01-01,gold\n2,222,2020-01-01,iron\n")
    (tmp_path / "b.csv").write_text(
        "member_id,joined_on,tier\n1,2024-01-01,lead\n2,2020-01-01,iron\n3,2024-01-01,iron\n"
    )
    ok("load", "members", "a.csv")
    said = ok("load", "members", "b.csv")
    assert said.err.split("\n")[0].split() == "file read = kept + duplicate + updated + rejected".split()  # noqa: SIM905
    assert said.err.splitlines()[1].split() == ["b.csv", "3", "1", "1", "1", "0"]
    found = ok("query", "select member_id, phone, joined_on, tier from members order by 1", "--format", "csv").out
    assert found.splitlines()[1:] == ["1,111,2024-01-01,lead", "2,222,2020-01-01,iron", "3,,2024-01-01,iron"]


def test_parquet_is_loaded_as_it_is(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    frame = pl.DataFrame({"Member ID": [1, 2], "is_vip": [True, False], "spend": [1.25, None], "name": ["王伟", "é"]})
    frame.write_parquet(tmp_path / "members.parquet")
    ok("load", "members", "members.parquet")
    rows = json.loads(ok("query", "from members order by member_id", "--format", "json").out)
    assert [(row["member_id"], row["is_vip"], row["spend"], row["name"]) for row in rows] == [
        ("1", True, 1.25, "王伟"),
        ("2", False, None, "é"),
    ]


def test_outcome_in_the_contacts_needs_no_second_file(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    rows = [f"m{i},c,2026-01-01,sms,{'Y' if i < 3 else 'N'}" for i in range(10)]
    (tmp_path / "contacts.csv").write_text("member_id,campaign_id,contacted_at,channel,responded\n" + "\n".join(rows))
    ok("load", "contacts", "contacts.csv")
    ok("score", "--as-of", "2026-06-01")
    found = ok("query", "select contacts, responses from elements", "--format", "csv").out
    assert found == "contacts,responses\n10,3\n"


def test_data_on_stdout_words_on_stderr(ok: Cli, scored: Path) -> None:
    said = ok("target", "plan.toml", "--format", "csv")
    assert said.out.splitlines()[0] == "list_id,rule,excluded,excluded_alone,remaining"
    assert "to contact" in said.err
    assert "to contact" not in said.out


def test_eighty_columns(scored: Path) -> None:
    """What a person sees of a wide table fits the terminal, and says what did not."""
    code = (
        "from rich.console import Console; import polars as pl; from attitude import say\n"
        "say.Console = lambda **k: Console(**{**k, 'force_terminal': True, 'width': 80, 'color_system': None})\n"
        "say.data(pl.DataFrame({f'column_{i}': ['王伟王伟王伟'] for i in range(9)}), None, None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    wide = [line for line in done.stdout.splitlines() if sum(2 if ord(c) > 0x2E80 else 1 for c in line) > 80]
    assert not wide
    assert "columns that did not fit" in done.stderr


def test_help_opens_with_examples(ok: Cli) -> None:
    for command in ("init", "demo", "status", "query", "load", "score", "target", "export", "measure"):
        said = ok(command, "--help")
        assert "Examples:" in said.out


def test_measure_takes_the_list_as_sent_until_contacts_come(ok: Cli, scored: Path) -> None:
    ok("target", "plan.toml")
    ok("export", "2026-12-family-portal")
    said = ok("measure", "2026-12-family-portal", "--format", "json")
    total = json.loads(said.out)[0]
    with Workspace(scored, read_only=True) as workspace:
        treated, control = workspace.row("select count_treated, count_control from lists")
    assert (total["treated"], total["control"], total["responses"]) == (treated, control, 0)
    assert "the exported list is taken as sent" in said.err


def test_measure_of_a_past_campaign(ok: Cli, scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        campaign = workspace.row("select min(campaign_id) from campaigns")[0]
        sent, held = workspace.row(
            "select count(*) filter (where not is_control), count(*) filter (where is_control) "
            "from contacts where campaign_id = ?",
            [campaign],
        )
    total = json.loads(ok("measure", campaign, "--format", "json").out)[0]
    assert (total["treated"], total["control"]) == (sent, held)
    assert total["difference"] == pytest.approx(total["rate"] - total["control_rate"])
    assert total["difference_low"] < total["difference"] < total["difference_high"]


def test_workspace_is_chosen_by_option_environment_settings(
    ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "attitude.toml").write_text('db = "from_settings.duckdb"\n')
    ok("init")
    monkeypatch.setenv("ATTITUDE_DB", str(tmp_path / "from_environment.duckdb"))
    ok("init")
    ok("init", "--db", "from_option.duckdb")
    assert {path.stem for path in tmp_path.glob("*.duckdb")} == {"from_settings", "from_environment", "from_option"}


def test_module_and_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "attitude", "--version"], capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    assert done.stdout.startswith("attitude ")
    assert done.stderr == ""


def test_what_cleaning_changed_is_counted(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("member_id,brand,changes\n 1,N/A,Paris\n2,a ,Cafe\u0301\n3,,x\n", "utf-8")
    (tmp_path / "contacts.csv").write_text("member_id,campaign_id,channel\n 1,c,SMS\n2,c ,sms\n2,d,\\N\n")
    ok("init")
    for kind, count in (("members", 4), ("contacts", 3)):
        said = ok("load", kind, f"{kind}.csv")
        assert f"words for a missing value: {count}\n" in said.err
    told = json.loads(ok("query", "select changed from loads order by load_id", "--format", "json").out)
    assert [row["changed"].endswith(str(count)) for row, count in zip(told, (4, 3), strict=True)] == [True, True]


def test_types_are_those_of_all_values_not_of_the_first(ok: Cli, tmp_path: Path) -> None:
    """What the first thousands of rows look like is a guess: one value far down decides."""
    rows = [f"{i},{i},{i},2026-01-01,2026-01-01,1234567890123456,{i}" for i in range(3000)]
    rows[2900] = "2900,1.5,x,2026-01-01 10:00:00,soon,1234567890123457,7"
    text = "member_id,whole,word,moment,later,long,always"
    (tmp_path / "members.csv").write_text("\n".join([text, *rows]) + "\n")
    (tmp_path / "more.csv").write_text("member_id,long\n9000,1.5\n")
    ok("init")
    ok("load", "members", "members.csv")
    described = "select column_name, column_type from (describe members) where column_name in ("
    described += "'whole', 'word', 'moment', 'later', 'long', 'always')"

    def types() -> dict[str, str]:
        found = json.loads(ok("query", described, "--format", "json").out)
        return {row["column_name"]: row["column_type"] for row in found}

    expected = {"whole": "DOUBLE", "word": "VARCHAR", "moment": "TIMESTAMP", "later": "VARCHAR"}
    assert types() == {**expected, "long": "BIGINT", "always": "BIGINT"}
    ok("load", "members", "more.csv")
    assert types() == {**expected, "long": "VARCHAR", "always": "BIGINT"}
