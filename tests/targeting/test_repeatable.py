"""What decides a list must give the same list on another day, run or machine: all else is refused, by name."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from conftest import Cli, kept

from attitude.database import Workspace, unrepeatable
from attitude.errors import TooLongError, UsageError
from attitude.plan import read_plan

PLAN = '[campaign]\nid = "c"\nstarts_on = 2026-12-05\n[[offer]]\nchannel = "sms"\n'
CURE = "gives another list on every run or day; write the day or value itself, as date '2026-12-05'"

REFUSED = {
    "joined_on < current_date": "current_date",
    "joined_on < Current_Date()": "current_date()",
    "joined_on < today()": "today()",
    "joined_on < current_timestamp": "current_timestamp",
    "joined_on < get_current_timestamp()": "get_current_timestamp()",
    "joined_on < transaction_timestamp()": "transaction_timestamp()",
    "joined_on < localtimestamp": "localtimestamp",
    "joined_on < current_localtimestamp()": "current_localtimestamp()",
    "localtime > time '12:00'": "localtime",
    "current_time > time '12:00'": "current_time",
    "joined_on + interval 1 day < main.now()": "now()",
    "age(joined_on) > interval 1 year": "age()",
    "joined_on.age() > interval 1 year": "age()",
    "joined_on < ago('30 days')": "ago()",
    "case when true then joined_on between date '2020-01-01' and now()::date end": "now()",
    "list_transform([1], lambda x: random())[1] < 0.5": "random()",
    "gen_random_uuid()::varchar < 'a'": "gen_random_uuid()",
    "setseed(0.5) is null": "setseed()",
    "nextval('numbers') > 3": "nextval()",
    "txid_current() % 2 = 0": "txid_current()",
    "current_setting('threads') = '2'": "current_setting()",
    "getvariable('today') > joined_on": "getvariable()",
    "current_database() = 'attitude'": "current_database()",
    "current_catalog = 'attitude'": "current_catalog",
    "pg_postmaster_start_time() > joined_on": "pg_postmaster_start_time()",
    "member_id in (select member_id from members using sample 10)": "using sample",
    "member_id in (select member_id from members tablesample 10%)": "using sample",
    "member_id in (from query('select member_id from members'))": "query()",
    "exists (select 1 from duckdb_memory())": "duckdb_memory()",
    "member_id in (select member_id from members order by random() limit 9)": "random()",
    "member_id in (select member_id from members qualify row_number() over () < 9)": (
        "row_number() over rows in no order"
    ),
    "arpu > (select approx_quantile(arpu, 0.5) from members)": "approx_quantile()",
}


@pytest.mark.parametrize(("condition", "word"), REFUSED.items())
def test_conditions_that_the_clock_or_chance_decides(tmp_path: Path, condition: str, word: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN + f'[audience]\nwhere = """{condition}"""\n', encoding="utf-8")
    with pytest.raises(UsageError) as told:
        read_plan(path)
    assert str(told.value) == f"{path}: audience.where: '{word}' {CURE}"


@pytest.mark.parametrize(
    "condition",
    [
        "age(date '2026-12-05', joined_on) > interval 1 year",
        "joined_on.age(date '2026-12-05') < interval 1 year",
        "date_diff('day', joined_on, date '2026-12-05') > 30 and year(joined_on) > 2020",
        "strftime(joined_on, '%m') = '12' and joined_on::timestamptz > timestamptz '2020-01-01 00:00:00+00'",
        "md5_number_lower(member_id) % 10 < 3",
        "\"user\" = 'now()' -- random()",
        "member_id in (select member_id from members qualify row_number() over (order by arpu, member_id) < 9)",
        "arpu > (select avg(arpu) from members) or arpu > any (select sum(arpu) over () from members)",
        "members.today or members.current_date",
    ],
)
def test_conditions_that_repeat(tmp_path: Path, condition: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN + f"[audience]\nwhere = '''{condition}'''\n", encoding="utf-8")
    assert read_plan(path).audience.where == condition


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("exists (from read_blob('attitude.duckdb'))", "read_blob() is not for plans: a plan reads this workspace"),
        ("exists (from checkpoint())", "checkpoint() is not for plans"),
        ("getenv('HOME') = '/'", "getenv() is not for plans"),
        ("exists (from 'other.csv')", "'other.csv' is a file: a plan reads this workspace and nothing else"),
        (
            "hash(member_id) % 10 < 3",
            "'hash()' may give another list under another version of the database",
        ),
        ("version() = 'v2.0.0'", "'version()' may give another list under another version of the database"),
    ],
)
def test_conditions_beyond_the_workspace(tmp_path: Path, condition: str, words: str) -> None:
    """A plan may ask what a query may, and nothing that another version of the database answers otherwise."""
    path = tmp_path / "plan.toml"
    path.write_text(PLAN + f'[audience]\nwhere = """{condition}"""\n', encoding="utf-8")
    with pytest.raises(UsageError) as told:
        read_plan(path)
    assert str(told.value).startswith(f"{path}: audience.where: {words}")


def test_a_condition_runs_no_longer_than_settings_say(scored: Path, cli: Cli, tmp_path: Path) -> None:
    endless = "select count(*) as n from range(1000000000000)"
    with Workspace(scored) as workspace:
        workspace.limit_questions(0.05)
        with pytest.raises(TooLongError) as told:
            workspace.define_answer("wanted", endless, "plan.toml: audience.where")
    words = "plan.toml: audience.where: no answer within 0.05 s; query.timeout_seconds in attitude.toml gives it longer"
    assert str(told.value).startswith(words)


def test_a_condition_nested_too_deep_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(f"{PLAN}[audience]\nwhere = '{'not ' * 900}true'\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"audience.where does not read as a condition: it is nested too deep"):
        read_plan(path)


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("[exclude]\nwhere = 'now() > joined_on'", "exclude.where"),
        ("[[audience.group]]\nname = 'g'\nwhere = 'now() > joined_on'", "audience.group 'g'.where"),
        ("[choice]\nby = 'epoch(now()) - arpu'", "choice.by"),
    ],
)
def test_every_place_where_sql_decides(cli: Cli, scored: Path, tmp_path: Path, table: str, place: str) -> None:
    (tmp_path / "plan.toml").write_text(f"{PLAN}{table}\n", encoding="utf-8")
    said = cli("target", "plan.toml")
    assert (said.code, said.out, said.err) == (2, "", f"error: plan.toml: {place}: 'now()' {CURE}\n")


def test_all_that_the_database_itself_declares_is_refused_and_nothing_else() -> None:
    """Whatever functions a later version may have."""
    forms: dict[tuple[str, int], set[str]] = {}
    with duckdb.connect() as con:
        for name, count, stability in con.execute(
            "select function_name, len(parameter_types), stability from duckdb_functions() where stability is not null"
        ).fetchall():
            forms.setdefault((name, count), set()).add(stability)
        keywords = "select keyword_name from duckdb_keywords() where keyword_category <> 'unreserved'"
        special = {name for (name,) in con.execute(keywords).fetchall()}
        calls = {
            form: f"{form[0]}({', '.join(['null'] * form[1])})"
            for form in forms
            if form[0].isidentifier() and form[0] not in special
        }
        declared = [call for form, call in calls.items() if "CONSISTENT" not in forms[form]]
        rest = [call for form, call in calls.items() if call not in declared and form[0] not in BESIDE]
        assert len(declared) > 25
        assert [call for call in declared if not unrepeatable(f"select {call}", con)] == []
        assert len(rest) > 500
        assert unrepeatable(f"select {', '.join(rest)}", con) is None


# one argument to today; those that go by the order of rows; and a macro that raises an error, which is declared so
BESIDE = {"age", "approx_quantile", "approx_top_k", "reservoir_quantile", "json_group_object"}


def test_what_is_written_without_brackets() -> None:
    """Whatever of it a later version may have."""
    with duckdb.connect() as con:
        words = con.execute(
            "select keyword_name from duckdb_keywords() union select function_name from duckdb_functions() "
            "where function_name similar to '[a-z_]+'"
        ).fetchall()
        standard = ("current_time", "current_timestamp", "localtime", "localtimestamp")  # in neither of the two
        bare = set()
        for word in (*standard, *(word for (word,) in words)):
            try:
                con.execute(f"select {word}").fetchall()
            except duckdb.Error:
                continue
            bare.add(word)
        refused = {word for word in bare if unrepeatable(f"select {word}", con)}
    assert {"current_date", *standard} <= refused
    assert bare - refused == {"null", "true", "false", "user", "current_user", "session_user", "current_role"}


def test_views_and_macros_of_the_users_own(cli: Cli, scored: Path, tmp_path: Path) -> None:
    """Down to the columns that a condition names."""
    with duckdb.connect(scored) as con:
        con.execute("create macro lately(day) as day > now()::date")
        con.execute('create view "VIP" as select member_id, lately(joined_on) as is_new, brand from members')
        con.execute("create view twice as select member_id, is_new and true as is_young from vip")
        con.execute("create view drawn as select member_id from members using sample 10")
    before = kept(scored)
    for where, word in (
        ("lately(joined_on)", "lately()"),
        ("member_id in (select member_id from vip where is_new)", "vip.is_new' by way of 'lately()"),
        ("exists (from vip)", "vip.is_new' by way of 'lately()"),
        ("member_id in (select member_id from twice natural join members)", "twice.is_young' by way of"),
        ("member_id in (select member_id from main.drawn)", "drawn' by way of 'using sample"),
        ("member_id in (select m.member_id from list_members as m join lists using (list_id) where status = 'sent')",
         "lists.status' by way of 'current_date"),
    ):  # fmt: skip
        (tmp_path / "plan.toml").write_text(f'{PLAN}[audience]\nwhere = """{where}"""\n', encoding="utf-8")
        said = cli("target", "plan.toml")
        assert (said.code, said.out) == (2, ""), where
        assert said.err.startswith(f"error: plan.toml: audience.where: '{word}"), said.err
    assert kept(scored) == before
    where = "brand in (select brand from vip) and member_id not in (select member_id from list_members join lists "
    (tmp_path / "plan.toml").write_text(f'{PLAN}[audience]\nwhere = """{where}using (list_id))"""\n', encoding="utf-8")
    assert cli("target", "plan.toml").code == 0


@pytest.mark.slow
def test_of_our_own_views_one_column_goes_by_the_clock(scored_once: Path) -> None:
    with Workspace(scored_once, read_only=True) as workspace:
        for schema, view in workspace.rows("select schema_name, view_name from duckdb_views() where not internal"):
            told = ""
            try:
                workspace.define_answer("answer", f"select * from {schema}.{view} limit 0", "here")
            except UsageError as error:
                told = str(error)
            assert told.startswith("here: 'lists.status' by way of 'current_date'") is (view == "lists"), (view, told)
