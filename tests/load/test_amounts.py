"""Amounts are read as their column has them, from all its rows; what does not tell is refused with the cure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from conftest import Cli, few

from attitude.database import Workspace, create
from attitude.errors import BadDataError, UsageError
from attitude.load import LoadOptions, LoadResult, load_file

Take = Callable[..., LoadResult]


@pytest.fixture
def workspace(tmp_path: Path) -> Any:
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as found:
        yield found


@pytest.fixture
def amounts(workspace: Workspace, tmp_path: Path) -> Callable[..., list[Any]]:
    """Load amounts as the values of answers, and give what was kept of each, in order."""

    def load(*texts: str, **how: Any) -> list[Any]:
        rows = "".join(f"{at:05};c;2026-01-06;{text}\n" for at, text in enumerate(texts))
        (tmp_path / "responses.csv").write_text("member_id;campaign_id;responded_at;value\n" + rows, encoding="utf-8")
        workspace.rows("delete from store.responses")
        load_file(workspace, "responses", tmp_path / "responses.csv", LoadOptions(**how))
        return [value for (value,) in workspace.rows("select value from responses order by member_id")]

    return load


@pytest.mark.parametrize(
    ("texts", "kept"),
    few(
        [
            (("12,50", "1.250,50", "1.250", "-2.000"), (12.5, 1250.5, 1250, -2000)),
            (("0,045", "1.234"), (0.045, 1234)),  # a group never follows a lone 0
            (("0.045", "1.234", "2,000"), (0.045, 1.234, 2000)),
            (("1.234.567", "2.001"), (1234567, 2001)),
            (("1,234,567", "2,001"), (1234567, 2001)),
            (("12,34,567.50", "1,23,456", "2,001"), (1234567.5, 123456, 2001)),  # as in India
            (("1 234,5", "1\u00a0234,5", "1\u202f234", "2.001"), (1234.5, 1234.5, 1234, 2001)),
            (("1'234.50", "1’234", "2.001"), (1234.5, 1234, 2.001)),
            (("12", "1500", ""), (12, 1500, None)),
            (("12.5", "-", "–", "n/a"), (12.5, None, None, None)),
            (("(1,234.50)", "12.50-", "+7", "\u22125"), (-1234.5, -12.5, 7, -5)),
            (("5.-", "1'250.–", "7.50-", "Fr. 3.--"), (5, 1250, -7.5, 3)),  # without cents; a minus is behind a figure
            (("1.250,-", "€ 3,--", "12.000"), (1250, 3, 12000)),
            (("-€5,50", "€ -5,50", "(5,50 €)", "5,50EUR"), (-5.5, -5.5, -5.5, 5.5)),
            (("¥10.00", "10 CNY", "元10", "￥10", "人民币 10"), (10, 10, 10, 10, 10)),
            (("¥10", "10 JPY", "10円"), (10, 10, 10)),
            (("₹ 1,00,000", "Rs. 5"), (100000, 5)),
            (("1e3", "1.5"), (1000, 1.5)),
        ],
        3,
    ),
)
def test_read_by_column(amounts: Callable[..., list[Any]], texts: tuple[str, ...], kept: tuple[Any, ...]) -> None:
    assert amounts(*texts) == list(kept)


@pytest.mark.parametrize(
    ("texts", "words"),
    few(
        [
            (("2.001", "900"), "value '2.001' may be 2.001 or 2001; say --decimal . or --decimal ,"),
            (("1,234", "900"), "value '1,234' may be 1234 or 1.234; say --decimal . or --decimal ,"),
            (("€ 2.001", "7"), "value '€ 2.001' may be 2.001 or 2001"),
            (("12.50", "51,90"), "with a decimal point ('12.50') and with a decimal comma ('51,90')"),
            (("1.250,5", "1,250.5"), "make them one"),
            (("$10.00", "¥10.00", "10 JPY"), "in several currencies (JPY, USD, ¥)"),
            (("¥1", "JPY 1", "1 CNY"), "in several currencies (CNY, JPY, ¥)"),
            (("HK$1", "$1"), "in several currencies (HK$, USD)"),
            (("12,5 %",), "'12,5 %' is a share, not an amount"),
            (("3.5万",), "is not an amount"),
            (("$10 USD",), "is not an amount"),
            (("-(5)",), "is not an amount"),
            (("1_000",), "is not an amount"),
            (("1.234,5,6",), "is not an amount"),
        ],
        3,
    ),
)
def test_refused(amounts: Callable[..., list[Any]], texts: tuple[str, ...], words: str) -> None:
    with pytest.raises(BadDataError) as told:
        amounts(*texts)
    assert words in str(told.value)


def test_what_is_told_is_for_what_does_not_tell(amounts: Callable[..., list[Any]]) -> None:
    assert amounts("2.001", "7", decimal=",") == [2001, 7]
    assert amounts("12.50", "2.001", decimal=",") == [12.5, 2.001]


def test_the_last_rows_tell_as_the_first_do(amounts: Callable[..., list[Any]]) -> None:
    kept = amounts(*["7"] * 20_500, "1.250", "12,50")
    assert kept[-2:] == [1250, 12.5]


def test_a_currency_after_the_first_rows_is_seen(amounts: Callable[..., list[Any]]) -> None:
    with pytest.raises(BadDataError, match="several currencies"):
        amounts(*["$7"] * 20_500, "€8")


@pytest.mark.slow
def test_numbers_that_are_typed_need_no_telling(workspace: Workspace, tmp_path: Path) -> None:
    head = {"member_id": ["1", "2"], "campaign_id": ["c", "c"], "responded_at": ["2026-01-06"] * 2}
    value = [2.001, 7.0]
    pl.DataFrame({**head, "value": value}).write_parquet(tmp_path / "a.parquet")
    rows = [dict(zip([*head, "value"], row, strict=True)) for row in zip(*head.values(), value, strict=True)]
    (tmp_path / "b.json").write_text(json.dumps(rows))
    with xlsxwriter.Workbook(tmp_path / "c.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*head, "value"])
        for at, row in enumerate(rows, 1):
            sheet.write_row(at, 0, row.values())
    for name in ("a.parquet", "b.json", "c.xlsx"):
        workspace.rows("delete from store.responses")
        load_file(workspace, "responses", tmp_path / name, LoadOptions(decimal=","))
        assert workspace.rows("select value from responses order by 1") == [(2.001,), (7.0,)], name


def test_texts_in_json_tell_as_in_csv(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"member_id": "1", "month": "2026-01", "product": "p", "revenue": "1.250"}]
    (tmp_path / "usage.json").write_text(json.dumps(rows))
    with pytest.raises(BadDataError, match=re.escape("may be 1.250 or 1250")):
        load_file(workspace, "usage", tmp_path / "usage.json", LoadOptions())


def members(workspace: Workspace, path: Path, text: str, **how: Any) -> LoadResult:
    path.write_text(text, encoding="utf-8")
    return load_file(workspace, "members", path, LoadOptions(**how))


@pytest.mark.slow
def test_an_attribute_is_a_number_where_all_its_files_say_so(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    result = members(workspace, path, "member_id;umsatz\n1;900\n2;12\n")
    assert workspace.describe("select umsatz from members") == {"umsatz": "BIGINT"}
    result = members(workspace, path, "member_id;umsatz\n1;1.521,28\n3;2.001\n")
    assert "umsatz: read with a decimal comma, as in '1.521,28'" in result.notes
    found = workspace.rows("select umsatz from members order by member_id")
    assert found == [(1521.28,), (12.0,), (2001.0,)]
    members(workspace, path, "member_id;umsatz\n4;3.500\n")  # what files before said holds
    assert workspace.rows("select umsatz from members where member_id = '4'") == [(3500.0,)]
    members(workspace, path, "member_id;umsatz\n5;3.5\n")  # and this contradicts it
    assert workspace.describe("select umsatz from members") == {"umsatz": "VARCHAR"}


def test_an_attribute_that_does_not_tell_stays_text_until_somebody_says(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    text = "member_id;umsatz\n1;2.001\n2;900\n"
    result = members(workspace, path, text)
    assert "umsatz is kept as text: '2.001' may be 2.001 or 2001; say --decimal . or --decimal ," in result.notes
    assert workspace.describe("select umsatz from members") == {"umsatz": "VARCHAR"}
    members(workspace, path, text, decimal=",")
    assert workspace.rows("select umsatz from members order by 1") == [(900.0,), (2001.0,)]


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("1,234.50", "7"), "DOUBLE"),
        (("1 234,50", "7"), "DOUBLE"),
        (("0,5", "1,25"), "DOUBLE"),
        (("138 001 234", "139 001 234"), "VARCHAR"),  # a phone number
        (("10.20.30", "1"), "VARCHAR"),
        (("12,5%", "7"), "VARCHAR"),
        (("007,50", "7"), "VARCHAR"),
    ],
)
def test_types_of_attributes(workspace: Workspace, tmp_path: Path, texts: tuple[str, ...], kind: str) -> None:
    rows = "".join(f"{at};{text}\n" for at, text in enumerate(texts))
    members(workspace, tmp_path / "members.csv", f"member_id;a\n{rows}")
    assert workspace.describe("select a from members") == {"a": kind}


@pytest.mark.parametrize(
    ("texts", "kept", "note"),
    few(
        [
            (("1.521,28 €", "12,00 €", "-"), [1521.28, 12, None], "a: signs of money taken off, EUR: 2"),
            (("¥1,250.50", "7"), [1250.5, 7], "a: signs of money taken off, ¥: 1"),
            (
                ("12,5%", "7 %", "-0,5％", "–"),
                [12.5, 7, -0.5, None],
                "a: signs of shares taken off, so that 1 is 1 %: 3",
            ),
            (("2.5‰", "3 ‰"), [2.5, 3], "a: signs of shares taken off, so that 1 is 1 ‰: 2"),
            (
                ("12,5%", "0,125"),
                ["12,5%", "0,125"],
                "a is kept as text: some of it are shares (1), others not, as '0,125'",
            ),
            (("5%", "5‰"), ["5%", "5‰"], "a is kept as text: some of it are shares (2), of several signs (%, ‰)"),
            (("5.- CHF", "7.50 CHF"), [5, 7.5], "a: signs of money taken off, CHF: 2"),
            (("12.5", "—"), [12.5, None], "a: a dash read as no value: 1"),
            (("(5.00)", "7.25"), [-5, 7.25], "a: read as figures, as in '(5.00)'"),
            (("EUR 1.250", "EUR 3.500"), ["1.250", "3.500"], "a is kept as text: '1.250' may be 1.250 or 1250"),
            (("€5", "$7"), ["€5", "$7"], "a is kept as text: its amounts are in several currencies (EUR, USD)"),
            (("€5", "€6", "about €7"), ["€5", "€6", "about €7"], "a is kept as text: 'about €7' is no amount"),
            (("GSM 900", "LTE 800"), ["GSM 900", "LTE 800"], ""),  # no money
            (("(138)", "139"), ["(138)", "139"], ""),
            (("€007", "€8"), ["€007", "€8"], ""),
            (("-", "sms"), ["-", "sms"], ""),
        ],
        3,
    ),
)
def test_signs_of_money_in_attributes(
    workspace: Workspace, tmp_path: Path, texts: tuple[str, ...], kept: list[Any], note: str
) -> None:
    rows = "".join(f"{at};{text}\n" for at, text in enumerate(texts))
    notes = members(workspace, tmp_path / "members.csv", f"member_id;a\n{rows}").notes
    assert [value for (value,) in workspace.rows("select a from members order by member_id")] == kept
    assert any(told.startswith(note) for told in notes) if note else notes == ()


def test_one_text_far_below_keeps_signs_of_money(workspace: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"{at:05};€{at}\n" for at in range(1, 3000))
    notes = members(workspace, tmp_path / "members.csv", f"member_id;a\n{rows}x;much\n").notes
    assert notes == ("a is kept as text: 'much' is no amount, as others in it are: 2,999",)
    assert workspace.rows("select a from members where member_id = '00007'") == [("€7",)]


def test_typed_attributes_need_no_telling(workspace: Workspace, tmp_path: Path) -> None:
    pl.DataFrame({"member_id": ["1"], "a": [2.001], "b": [Decimal("3.001")]}).write_parquet(tmp_path / "m.parquet")
    load_file(workspace, "members", tmp_path / "m.parquet", LoadOptions(decimal=","))
    assert workspace.rows("select a, b from members") == [(2.001, 3.001)]


PLAN = '[campaign]\nid = "c"\n[[offer]]\nchannel = "sms"\n[audience]\nwhere = "umsatz > 1000"\n'


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("2.001", "900"), "'umsatz' holds amounts that can be read both ways; load its file again with --decimal"),
        (("12.50", "51,90"), "'umsatz' is kept as text: not all its values are numbers written in one way"),
    ],
)
def test_a_plan_that_asks_of_texts_names_the_column(
    cli: Cli, tmp_path: Path, texts: tuple[str, str], words: str
) -> None:
    from attitude.plan import define_answer, where_query

    cli("init")
    rows = "".join(f"{at};{text}\n" for at, text in enumerate(texts))
    (tmp_path / "members.csv").write_text(f"member_id;umsatz\n{rows}")
    assert cli("load", "members", "members.csv").code == 0
    with Workspace(tmp_path / "attitude.duckdb") as found, pytest.raises(UsageError) as told:
        define_answer(found, "wanted", where_query("umsatz > 1000"), "plan.toml: audience.where")
    assert words in str(told.value)
    assert "Traceback" not in str(told.value)


def test_the_settings_say_it_and_the_command_line_wins(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    (tmp_path / "attitude.toml").write_text('[load]\ndecimal = ","\n')
    (tmp_path / "usage.csv").write_text("member_id;month;product;revenue\n1;2026-01;p;2.001\n")
    assert cli("load", "usage", "usage.csv").code == 0
    assert cli("query", "select revenue from usage", "--format", "csv").out.split()[1] == "2001.0"
    assert cli("load", "usage", "usage.csv", "--decimal", ".").code == 0  # read otherwise, it is another file
    assert cli("query", "select revenue from usage", "--format", "csv").out.split()[1] == "2.001"
    assert cli("load", "usage", "usage.csv", "--decimal", "x").code == 2
    (tmp_path / "attitude.toml").write_text('[load]\ndecimal = ";"\n')
    said = cli("load", "usage", "usage.csv")
    assert said.code == 2
    assert "'load.decimal' = ';'" in said.err


@pytest.mark.slow
def test_a_look_tells_what_the_load_will(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    (tmp_path / "members.csv").write_text("member_id;umsatz\n1;2.001\n2;900\n")
    words = "umsatz is kept as text: '2.001' may be 2.001 or 2001; say --decimal . or --decimal ,"
    look, load = cli("load", "members", "members.csv", "--look"), cli("load", "members", "members.csv")
    assert words in look.out + look.err
    assert words in load.err
    look = cli("load", "members", "members.csv", "--look", "--decimal", ",")
    assert "kept as text" not in look.out + look.err


def test_a_corrected_day_of_joining_holds(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    members(workspace, path, "member_id,joined_on\n1,2026-01-05\n2,2020-03-01\n")
    result = members(workspace, path, "member_id,joined_on\n1,2016-01-05\n2,\n")
    assert (result.updated, result.duplicate) == (1, 1)
    members(workspace, path, "member_id,joined_on\n1,2015-01-05\n1,2014-01-05\n1,\n")
    found = workspace.rows("select member_id, joined_on::varchar from members order by 1")
    assert found == [("1", "2014-01-05"), ("2", "2020-03-01")]  # a blank says nothing of it
