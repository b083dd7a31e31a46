"""The data dictionary: no table or column without a meaning, counts that are true, a hint for a wrong name."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from conftest import Cli

from attitude.database import Workspace, quoted
from attitude.shell.vocabulary import proposals, vocabulary
from attitude.tables import table, tables, words

ATTRIBUTES = {"name", "brand", "age_band", "region", "arpu", "handset_wap"}


def test_every_table_and_column_has_a_meaning(scored_once: Path) -> None:
    with Workspace(scored_once, read_only=True) as workspace:
        columns = workspace.rows(
            "select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal"
        )
    names = {name for name, _ in columns}
    assert {name for name in names if not words().get(name, "").startswith("One row per ")} == set()
    meant = {f"{name}.{column}" for name, column in columns}
    missing = {name for name in meant if name not in words()}
    assert missing == {f"members.{attribute}" for attribute in ATTRIBUTES}
    public = {name for name in words() if not name.startswith("store.")}
    assert public <= names | meant, "and no meaning without its column"


def test_counts_are_those_of_the_tables(scored_once: Path) -> None:
    with Workspace(scored_once, read_only=True) as workspace:
        found = tables(workspace)
        for name, rows in zip(found["name"], found["rows"], strict=True):
            assert rows in (None, workspace.row(f"select count(*) from {name}")[0]), name
        private = tables(workspace, private=True)
    assert found.filter(found["rows"].is_null())["name"].to_list() == ["attitude_history"]
    assert found["grain"].null_count() == found["meaning"].null_count() == 0
    assert set(found["name"]) < set(private["name"])
    assert "store.persons" in private["name"]


def test_columns_with_their_example(scored_once: Path) -> None:
    with Workspace(scored_once, read_only=True) as workspace:
        rows = {row["column"]: row for row in table(workspace, "Members").iter_rows(named=True)}
        assert table(workspace, "store.persons")["column"].to_list() == ["member_key", "member_id"]
        longest = table(workspace, "loads")["example"].str.len_chars().max()
    assert rows["member_id"]["example"].startswith("0")
    assert (rows["arpu"]["type"], rows["arpu"]["meaning"]) == ("DOUBLE", "Attribute of the members files.")
    assert rows["household_id"]["example"] is None
    assert longest == 60


def test_the_command(cli: Cli, scored: Path) -> None:
    listed = json.loads(cli("tables", "--format", "json").out)
    assert [row["rows"] for row in listed if row["name"] == "members"] == [600]
    assert cli("tables", "attitudes", "--format", "csv").out.startswith(
        "column,type,meaning,example\nmember_id,VARCHAR,"
    )
    wrong = cli("tables", "membres")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "error: no table 'membres' (did you mean 'members'?); 'attitude tables' lists them all\n"
    assert "did you mean 'store.members'" in cli("tables", "store.member").err


_OWN = ("My Table", 'a"b', "x.y", "Order", "store.persons", "t(", "m'a", "中 文")


@pytest.fixture
def own_tables(ok: Cli, tmp_path: Path) -> None:
    """Tables of the user's own, made with another tool, under any names; and a view whose table is gone."""
    ok("init")
    with duckdb.connect(tmp_path / "attitude.duckdb") as con:
        for name in _OWN:
            con.execute(f"create table {quoted(name)} as select 7 as {quoted(name + ' column')} from range(3)")
        con.execute("create table gone (x integer)")
        con.execute('create view "Old View" as from gone')
        con.execute("drop table gone")


@pytest.mark.usefixtures("own_tables")
def test_a_users_own_tables_may_be_called_anything(ok: Cli, cli: Cli) -> None:
    listed = {row["name"]: row["rows"] for row in json.loads(ok("tables", "--format", "json").out)}
    shown = {name: f'"{name}"' if "." in name else name for name in _OWN}
    assert {name: listed.get(there) for name, there in shown.items()} == dict.fromkeys(_OWN, 3)
    assert (listed["Old View"], listed["members"]) == (None, 0)
    for name in _OWN:
        for said in (name, name.upper(), quoted(name)) if name != "store.persons" else (quoted(name),):
            (row,) = json.loads(ok("tables", said, "--format", "json").out)
            assert (row["column"], row["example"]) == (f"{name} column", "7"), said
    assert "member_key" in ok("tables", "store.persons").out
    told = "error: Old View: cannot be read: Table with name gone does not exist; mend the view, or drop it\n"
    assert cli("tables", "Old View").err == told
    assert ok("status").code == 0


@pytest.mark.usefixtures("own_tables")
def test_names_that_need_quotes_are_proposed_in_them(tmp_path: Path) -> None:
    with Workspace(tmp_path / "attitude.duckdb", read_only=True) as workspace:
        known = vocabulary(workspace, None)
    for typed, proposed in (("from my", '"My Table"'), ('from "My', '"My Table"'), ("select t( from ord", '"Order"')):
        assert [word for word, _ in proposals(known, typed, typed)[1]] == [proposed]
    assert proposals(known, 'select ord from "Order"', "select ord")[1][0] == ('"Order column"', '"Order"')


def test_other_tools_find_the_words_in_the_workspace(ok: Cli, tmp_path: Path) -> None:
    """Those of the members too, whose view is made again by a load."""
    ok("init")
    (tmp_path / "members.csv").write_text("member_id,城市\n007,北京\n", encoding="utf-8")
    ok("load", "members", "members.csv")
    kept = "select column_name, comment from duckdb_columns() where schema_name = 'main' and table_name = "
    with Workspace(tmp_path / "attitude.duckdb", read_only=True) as workspace:
        members: dict[str, str | None] = dict(workspace.rows(kept + "'members'"))
        loads: dict[str, str | None] = dict(workspace.rows(kept + "'loads'"))
    assert members == {name.removeprefix("members."): words().get(name) for name in map("members.{}".format, members)}
    assert members["城市"] is None
    assert loads["optouts"] == words()["loads.optouts"]
    assert "北京" in ok("tables", "members").out
