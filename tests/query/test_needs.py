"""A question that is spared work gives the answer that it gives with all of it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from conftest import few

from attitude.database import Workspace
from attitude.database.needs import needs_of
from attitude.errors import UsageError
from attitude.query import ask, query

ONE = "member_id = '010000010'"
TWO = "member_id in ('010000010', '010000200')"
# Ordered, so that answers can be compared row by row.
QUESTIONS = [
    "select count(*) from attitudes",
    "select count(*), count(channel), count(delivered), sum(cost::decimal(18, 6)) from contacts",
    "select count(*), count(k.delivered) from contacts as k",
    "select count(*) as rows, count(distinct member_id) as members from responsiveness",
    "select level, count(*) as members from responsiveness group by level order by level",
    "select best_channel, count(*) as members, max(score) from responsiveness group by all order by all",
    "select max(r) from responsiveness as r",
    "select max(responsiveness) from responsiveness",
    "select max(columns('best_.*')) from responsiveness",
    "from (select * from responsiveness) as r(a, b, c, d, e, f, g) order by all limit 3",
    "select count(e), max(b) from responsiveness as r(a, b, c, d, e, f, g)",
    "select max(to_json(m)::varchar) from members as m",
    "select count(m.brand), count(r.best_channel) from members as m natural join responsiveness as r",
    "select #1 from responsiveness order by 1 limit 3",
    "select max(leaning), max(attribute_leaning) from store.attitudes",
    "select max(ratio) as score from store.responsiveness",
    "summarize responsiveness",
    f"from attitudes where {ONE} order by all",
    f"from attitude_history where {TWO} order by all",
    f"from responsiveness where {TWO} and score > 0 order by all",
    "from responsiveness where member_id = 'nobody'",
    f"select * from responsiveness as r where r.{ONE} or score > 55 order by all",
    f"select * from responsiveness as r where not (r.{ONE}) order by all limit 3",
    f"select * from responsiveness join members using (member_id) where {ONE}",
    f"select * from members as m left join responsiveness as r using (member_id) where m.{ONE}",
    f"select * from responsiveness as r join members as m on r.member_id > m.member_id where m.{ONE} order by 1",
    f"select * from responsiveness as r, responsiveness as s where r.{ONE} order by s.score, s.member_id limit 2",
    f"select max(s.score) from responsiveness as s where score < (select max(score) from attitudes where {ONE})",
    f"with few as (from attitudes where {TWO}) select count(*) from few join contacts using (member_id)",
    "select * from responsiveness order by score desc, member_id limit 10",
    "select * from responsiveness order by score desc, member_id limit 5 offset 5",
    "select member_id, best_channel from responsiveness where evidence > 1 order by score desc, member_id limit 7",
    "select member_id as score, best_hour from responsiveness order by score limit 3",
    "select best_hour, member_id from responsiveness order by 2 desc limit 3",
    "select *, rank() over (order by score) as place from responsiveness order by score, member_id limit 3",
    "select count(*), max(best_hour) from responsiveness limit 1",
    "select distinct best_channel from responsiveness order by best_channel limit 2",
    "select r.* from responsiveness as r join contacts as k using (member_id) order by r.score, k.member_id limit 4",
    "from responsiveness where best_channel = 'sms' order by score desc, member_id limit 3",
    "from responsiveness where member_id in (select member_id from contacts) order by score, member_id limit 3",
    "from responsiveness order by score desc, member_id limit 0",
    "from responsiveness order by member_id",
    "select member_id, element, score from attitudes order by evidence desc, member_id, element limit 4",
]


@pytest.fixture(scope="module")
def world(scored_once: Path) -> Path:
    return scored_once


@pytest.mark.parametrize("sql", few(QUESTIONS, 3))
def test_the_answer_is_that_of_all_the_work(world: Path, sql: str) -> None:
    with Workspace(world, read_only=True) as workspace:
        whole = workspace.head(sql, 20)
    with Workspace(world, read_only=True) as workspace:
        assert ask(workspace, sql, rows=20) == whole
        assert query(workspace, sql).rows()[:20] == whole.rows


@pytest.mark.parametrize("view", ["attitudes", "responsiveness", "contacts", "usage", "members"])
def test_rows_as_they_lie_are_rows_of_the_view(world: Path, view: str) -> None:
    with Workspace(world, read_only=True) as workspace:
        few = ask(workspace, f"from {view}", rows=5).rows
        ids = tuple({row[0] for row in few})
        every = workspace.rows(f"from {view} where list_contains(?, member_id)", [list(ids)])
    assert len(few) == 5
    assert set(few) <= set(every)


def needs(sql: str, rows: int | None = None) -> tuple[object, ...]:
    with duckdb.connect() as con:
        found = needs_of(con, sql, rows)
    return found.columns, found.members, found.first


def test_what_a_question_needs() -> None:
    assert needs("select count(*) from contacts") == (("",), None, None)
    assert needs("select Channel, sum(cost) from contacts group by all") == (("channel", "cost"), None, None)
    assert needs("from contacts") == (None, None, None)
    assert needs(f"select score from attitudes where {ONE}") == (("member_id", "score"), ("010000010",), None)
    assert needs(f"from main.attitudes as t where t.{TWO} and score > 3")[1] == ("010000010", "010000200")
    assert needs("from responsiveness", 101)[2] is not None
    assert needs("from responsiveness order by score limit 3")[2] is not None
    assert needs("select member_id, score from responsiveness order by score limit 3")[2] is None


@pytest.mark.parametrize("sql", ["from responsiveness order by scor limit 3", "from attitudes where element = nobody"])
def test_a_fault_is_told_as_ever(world: Path, sql: str) -> None:
    with Workspace(world, read_only=True) as workspace, pytest.raises(UsageError, match="LINE 1") as told:
        ask(workspace, sql, rows=5)
    assert "_answer" not in str(told.value)
    assert "distinct" not in str(told.value)


def test_whoever_asks_next_is_not_narrowed(world: Path) -> None:
    with Workspace(world, read_only=True) as workspace:
        (every,) = workspace.row("select count(*) from responsiveness")
        assert ask(workspace, f"select count(*) from responsiveness where {ONE}", rows=5).rows == [(1,)]
        assert ask(workspace, "select count(best_hour) from responsiveness", rows=5).rows == [(every,)]
        assert workspace.row("select count(member_id) from responsiveness") == (every,)
