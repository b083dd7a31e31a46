"""Files of two offices, as ugly as they are kept: from the folder to the first list, with no hand on them."""

from __future__ import annotations

import csv
import shutil
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, Cli

pytestmark = pytest.mark.slow

SMS = {"短信", "ＳＭＳ", "短讯", "全部", "短信、外呼", "所有渠道"}
EMAIL = {"Newsletter", "alle", "E-Mail, Telefon", "E-Mail"}
# where, the campaign, what reads its files, which words of opt-outs close its channel, rows that are left out
OFFICES = {
    "telecom_office": ("2026-12-流量", ("--region", "CN", "--timezone", "Asia/Shanghai"), (), SMS, 1),
    "hotel_office": ("ADVENT26", ("--region", "DE", "--timezone", "Europe/Berlin"), ("--dates", "dmy"), EMAIL, 3),
}


def maker(name: str) -> ModuleType:
    spec = spec_from_file_location(f"make_{name}", ROOT / "examples" / name / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def rows_of(ok: Cli, sql: str) -> list[list[str]]:
    return list(csv.reader(ok("query", sql, "--format", "csv", "--rows", "0").out.splitlines()))[1:]


@pytest.mark.parametrize("name", OFFICES)
def test_from_the_folder_to_the_first_list(ok: Cli, tmp_path: Path, name: str) -> None:
    campaign, how, reading, closing, left_out = OFFICES[name]
    office, refused = maker(name).write(tmp_path / "inbox")
    shutil.copy(ROOT / "examples" / name / "plan.toml", tmp_path / "plan.toml")
    ok("init", *how)
    looked = ok("load", "inbox", "--look", *reading, "--format", "csv").out
    kinds = {row["kind"] for row in csv.DictReader(looked.splitlines())}
    assert kinds == {"members", "campaigns", "contacts", "responses", "usage", "optouts"}
    ok("load", "inbox", "--yes", *reading)
    ok("score")
    ok("target", "plan.toml", "--force")
    ok("export", campaign, "-o", "list.csv")

    read, rejected, optouts = map(int, rows_of(ok, "select sum(rows_read), sum(rejected), sum(optouts) from loads")[0])
    assert rejected == left_out
    assert read > 5 * len(office.ids)
    assert {i for (i,) in rows_of(ok, "select member_id from members")} == set(office.ids), "ids as they are meant"
    sent = {row["member_id"] for row in csv.DictReader((tmp_path / "list.csv").open(encoding="utf-8"))}
    assert len(sent) > 50
    assert not sent & {i for i, words in refused.items() if words in closing}
    assert set(refused.values()) - closing, "some refused another channel alone"
    out = {i for (i,) in rows_of(ok, "select member_id from list_exclusions where rule like 'opted out%'")}
    assert not out & {i for i, words in refused.items() if words not in closing} - replied(ok)
    assert optouts >= len(refused)
    assert ok("verify").code == 0


def replied(ok: Cli) -> set[str]:
    """Members who refused by a reply."""
    return {i for (i,) in rows_of(ok, "select p.member_id from store.returns as r inner join store.persons as p "
                                      "using (member_key) where r.outcome = 'opted-out'")}  # fmt: skip


def test_amounts_and_times_are_what_they_say(ok: Cli, tmp_path: Path) -> None:
    """Of the hotel's: German amounts, money back, codes as guests typed them, days of a year of two digits."""
    _, how, reading, _, _ = OFFICES["hotel_office"]
    office, _ = maker("hotel_office").write(tmp_path / "inbox")
    ok("init", *how)
    ok("load", "inbox", "--yes", *reading)
    who = office.ids[40]
    (spent,) = rows_of(ok, f"select umsatz_12_monate from members where member_id = '{who}'")
    assert float(spent[0]) == round(office.likes[who] * 4200 + 40, 2)
    assert rows_of(ok, "select min(contacted_at)::date, max(contacted_at)::date from contacts") == [
        ["2026-03-02", "2026-09-14"]
    ]
    assert "whose code no contact and no list has" not in ok("status").err
    refunds = rows_of(ok, "select count(*) from responses where kind = 'Storno' and value < 0")
    assert int(refunds[0][0]) > 10
