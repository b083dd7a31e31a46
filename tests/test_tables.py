"""The data dictionary: no table or column without a meaning, counts that are true, a hint for a wrong name."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Cli

from attitude.database import Workspace
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
    assert {key: listed[12][key] for key in ("name", "rows")} == {"name": "members", "rows": 600}
    assert cli("tables", "attitudes", "--format", "csv").out.startswith(
        "column,type,meaning,example\nmember_id,VARCHAR,"
    )
    wrong = cli("tables", "membres")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "error: no table 'membres' (did you mean 'members'?); 'attitude tables' lists them all\n"
    assert "did you mean 'store.members'" in cli("tables", "store.member").err


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
