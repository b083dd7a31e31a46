"""All that is kept of a person: what somebody is given who asks for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Cli

from attitude.database import Workspace


@pytest.fixture
def base(tmp_path: Path, ok: Cli) -> Path:
    (tmp_path / "members.csv").write_text(
        "member_id,phone,email,city,joined_on\nM1000,+8613800000001,one@x.cn,沪,2020-02-03\n"
        "M2000,+8613800000002,two@x.cn,京,2021-02-03\n", "utf-8")  # fmt: skip
    (tmp_path / "contacts.csv").write_text(
        "member_id,campaign_id,contacted_at,channel\nM1000,c1,2026-05-01,sms\nM2000,c1,2026-05-01,sms\n"
        "M1000,c2,no day,sms\n", "utf-8")  # fmt: skip
    (tmp_path / "responses.csv").write_text("member_id,campaign_id,responded_at\nM1000,c1,2026-05-02\n", "utf-8")
    (tmp_path / "usage.csv").write_text("member_id,month,product,revenue\nM1000,2026-04,music,3.5\n", "utf-8")
    (tmp_path / "optouts.csv").write_text("phone,channel,opted_out_on\n+8613800000001,call,2026-05-03\n", "utf-8")
    (tmp_path / "plan.toml").write_text(
        '[campaign]\nid = "next"\nstarts_on = 2026-07-01\n[[offer]]\nchannel = "sms"\n[limits]\nsize = 2\n', "utf-8"
    )
    ok("init")
    for kind in ("members", "contacts", "responses", "usage", "optouts"):
        ok("load", kind, f"{kind}.csv", "--max-rejects", "0.5")
    ok("score")
    ok("target", "plan.toml")
    return tmp_path


def test_everything_of_one_and_nothing_of_another(base: Path, ok: Cli) -> None:
    said = ok("member", "M1000", "--all", "-o", "asked.json")
    assert said.err.startswith("asked.json: ")
    text = (base / "asked.json").read_text("utf-8")
    assert "M2000" not in text
    assert "13800000002" not in text
    kept = json.loads(text)
    assert kept["members"] == [{**kept["members"][0], "member_id": "M1000", "city": "沪", "email": "one@x.cn"}]
    assert [row["campaign_id"] for row in kept["contacts"]] == ["c1"]
    assert kept["usage"][0]["revenue"] == 3.5
    assert kept["optouts_by_address"][0]["channel"] == "call"
    assert kept["attitudes"]
    assert kept["list_members"]
    assert kept["store.profiles"]
    assert ok("member", "M1000", "--all").out == text


def test_no_table_of_people_is_left_out(base: Path, ok: Cli) -> None:
    """Every table in which a row of theirs lies is among them, those that are made later too."""
    kept = json.loads(ok("member", "M1000", "--all").out)
    with Workspace(base / "attitude.duckdb", read_only=True) as workspace:
        (key,) = workspace.row("select member_key from store.persons where member_id = 'M1000'")
        tables = workspace.rows(
            "select distinct table_name from duckdb_columns() where schema_name = 'store' "
            "and column_name = 'member_key' and table_name in (select table_name from duckdb_tables())"
        )
        for (table,) in tables:
            (rows,) = workspace.row(f"select count(*) from store.{table} where member_key = {key}")
            name = "persons" if table == "persons" else f"store.{table}"
            assert len(kept.get(name, [])) == rows, table


def test_wrong_words(base: Path, cli: Cli) -> None:
    assert cli("member", "M1000", "--all", "--show", "scores").code == 2
    assert "is given as JSON" in cli("member", "M1000", "--all", "-o", "asked.csv").err
    assert "no member 'M3000'" in cli("member", "M3000", "--all").err
    assert not (base / "asked.csv").exists()
