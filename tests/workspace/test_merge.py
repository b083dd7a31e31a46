"""Two ids that become one: everything is as if every file had named the one from the beginning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, Cli, everything, once, some
from test_incremental import SCORES, assert_same, contacts, members, scores_of
from test_people import PLAN, write

import attitude
from attitude.database import Workspace, create
from attitude.errors import UsageError
from attitude.load import LoadOptions, load_file
from attitude.merge import merge
from attitude.score import score
from attitude.settings import ScoreSettings
from attitude.undo import undo

PAIRS = [("m3", "m4"), ("m7", "m4"), ("m10", "m9"), ("m0", "m10")]
SETTINGS = ScoreSettings(half_life_days=365)


def story(folder: Path, names: dict[str, str]) -> Path:
    """Load a history with ids written otherwise, and give the workspace."""
    path = folder / "attitude.duckdb"
    folder.mkdir(exist_ok=True)
    create(path)
    files = {"contacts": [row for campaign in ("first", "second", "open") for row in contacts(campaign, range(12))]}
    files["members"] = [row for row in members(range(12)) if row["member_id"] not in names]
    with Workspace(path) as workspace:
        for kind, rows in files.items():
            columns = list(dict.fromkeys(name for row in rows for name in row))
            told = [",".join(names.get(row.get(n, ""), row.get(n, "")) for n in columns) for row in rows]
            file = folder / f"{kind}.csv"
            file.write_text("\n".join([",".join(columns), *told]) + "\n", encoding="utf-8")
            load_file(workspace, kind, file, LoadOptions())
    return path


def scored(path: Path, *, full: bool = False) -> None:
    with Workspace(path) as workspace:
        score(workspace, SETTINGS, full=full)


@pytest.mark.slow
def test_scores_are_those_of_files_that_named_one_from_the_beginning(tmp_path: Path) -> None:
    ends = {"m3": "m4", "m7": "m4", "m10": "m9", "m0": "m9"}
    found, wanted = story(tmp_path / "found", {}), story(tmp_path / "wanted", ends)
    with Workspace(found) as workspace:  # members of before whom the other workspace never had
        workspace.rows("delete from store.members where member_key in (select member_key from store.persons "
                       "where member_id in ('m0', 'm3', 'm7', 'm10'))")  # fmt: skip
    scored(found)
    attitude.open(found).merge(*PAIRS)
    scored(found)
    after = scores_of(found)
    scored(wanted)
    assert_same(after, scores_of(wanted), 0)
    scored(found, full=True)
    assert_same(after, scores_of(found), 0)
    assert attitude.open(found).verify().faults == ()
    assert everything(found)["contacts"] == everything(wanted)["contacts"]
    assert SCORES


@once
def two(ok: Cli, folder: Path) -> None:
    ok("init")
    rows = ["m1,+8613800000001,,2019-01-01,Bonn", "m2,,n@x.cn,2020-01-01,", "c,+8613800000003,,,Ulm"]
    ok("load", "members", write(folder, "m.csv", "member_id,phone,email,joined_on,city", *rows))
    past = [f"{i},past{k},2025-0{k}-01 10:00,sms,{k % 2}" for i in ("m1", "m2", "c") for k in (1, 2, 3)]
    ok("load", "contacts", write(folder, "past.csv", "member_id,campaign_id,contacted_at,channel,responded", *past))
    usage = ["m1,2025-01,data,5,1", "m2,2025-01,data,7,2", "m1,2025-02,data,3,1"]
    ok("load", "usage", write(folder, "usage.csv", "member_id,month,product,revenue,volume", *usage))
    ok("score")


def asked(ok: Cli, sql: str) -> list[str]:
    return ok("query", sql, "--format", "csv").out.splitlines()[1:]


def test_what_is_known_of_both_is_of_one(ok: Cli, tmp_path: Path) -> None:
    two(ok, tmp_path)
    said = ok("merge", "m1", "m2", "--format", "csv")
    assert said.out == "what,rows\nids,1\nmembers,1\ncontacts,3\nusage,2\n"
    assert said.err == "1 id merged; 'attitude score' brings the scores up to date\n"
    assert asked(ok, "select * from members where member_id <> 'c'") == ["m2,+8613800000001,n@x.cn,,,2019-01-01,Bonn"]
    assert asked(ok, "select member_id, count(*) from contacts group by 1 order by 1") == ["c,3", "m2,3"]
    assert asked(ok, "select member_id, month, revenue, volume from usage order by 2") == [
        "m2,2025-01-01,12.0,3.0", "m2,2025-02-01,3.0,1.0"
    ]  # fmt: skip
    assert asked(ok, "select step, subject from runs order by run_id desc limit 1") == ["merge,'m1' into 'm2'"]
    ok("score")
    assert "member m2" in ok("member", "m1").out
    ok("verify")


@pytest.mark.slow
def test_files_to_come_mean_the_one(ok: Cli, tmp_path: Path) -> None:
    two(ok, tmp_path)
    ok("merge", "m1", "m2")
    later = write(
        tmp_path, "later.csv", "member_id,campaign_id,contacted_at", "m1,past9,2025-09-01", "c,past9,2025-09-01"
    )
    assert "rows that name a merged id, taken as of whom it means today: 1\n" in ok("load", "contacts", later).err
    assert asked(ok, "select member_id from contacts where campaign_id = 'past9' order by 1") == ["c", "m2"]
    answers = write(tmp_path, "r.csv", "member_id,campaign_id,responded_at", "m1,past9,2025-09-02")
    ok("load", "responses", answers)
    assert asked(ok, "select member_id from responses") == ["m2"]
    usage = [
        "member_id,month,product,revenue,volume",
        "m1,2025-03,data,5,1",
        "m2,2025-03,data,7,2",
        "m1,2025-03,data,6,1",
    ]
    ok("load", "usage", write(tmp_path, "u.csv", *usage))
    assert asked(ok, "select member_id, revenue, volume from usage where month = '2025-03-01'") == ["m2,13.0,3.0"]
    ok("load", "members", write(tmp_path, "m2.csv", "member_id,city", "m1,Rom", "m2,Wien"))
    ok("load", "members", write(tmp_path, "m3.csv", "member_id,city", "m2,Graz", "m1,Rom"))
    assert asked(ok, "select member_id, city from members order by 1") == ["c,Ulm", "m2,Graz"], "its own row says more"
    ok("load", "members", write(tmp_path, "m4.csv", "member_id,city", "m1,Rom", "c,Ulm"), "--full-list")
    assert asked(ok, "select member_id, city from members order by 1") == ["c,Ulm", "m2,Rom"]
    assert asked(ok, "from former_members") == []


@pytest.mark.parametrize("first", [True, False])
def test_an_opt_out_of_either_holds(ok: Cli, tmp_path: Path, first: bool) -> None:
    two(ok, tmp_path)
    stop = write(tmp_path, "stop.csv", "member_id,channel,opted_out_on", "m1,sms,2025-05-01")
    steps = [("load", "optouts", stop), ("merge", "m1", "m2")]
    for step in steps if first else reversed(steps):
        ok(*step)
    (tmp_path / "plan.toml").write_text(PLAN.format("sms"), encoding="utf-8")
    ok("target", "plan.toml", "--force")
    assert asked(ok, "select member_id from list_members") == ["c"]


@pytest.mark.parametrize(("stop", "first"), [("0086 138-0000-0001,", True), (",OLD@x.cn", False)])
def test_who_says_stop_from_an_address_of_either_is_heard(ok: Cli, tmp_path: Path, stop: str, first: bool) -> None:
    two(ok, tmp_path)
    both = ["m1,+8613800000001,old@x.cn", "m2,+8613800000002,n@x.cn"]
    ok("load", "members", write(tmp_path, "both.csv", "member_id,phone,email", *both))
    steps = [("load", "optouts", write(tmp_path, "stop.csv", "phone,email", stop)), ("merge", "m1", "m2")]
    for step in steps if first else reversed(steps):
        ok(*step)
    (tmp_path / "plan.toml").write_text(PLAN.format("sms"), encoding="utf-8")
    ok("target", "plan.toml", "--force")
    assert asked(ok, "select member_id from list_members") == ["c"]
    ok("verify")


FILES = {
    "stop": ("optouts", "phone,email,channel", "0086 138-0000-0001,,sms", ",OLD@x.cn,sms", "13800000009,,sms"),
    "members": (
        "members", "member_id,phone,email", "m1,+8613800000001,", "m2,+8613800000002,", "n1,+8613800000003,old@x.cn",
        "n2,+8613800000004,new@x.cn", "o1,+8613800000009,", "free,+8613800000007,free@x.cn",
    ),
    "other": ("members", "member_id,phone,email", "m2,+8613800000005,", "n2,,newest@x.cn", "o2,+8613800000008,"),
}  # fmt: skip
ORDERS = (
    "stop members other merge",
    "members stop merge other",
    "members merge other stop",
    "merge members other stop",
    "stop merge other members",
    "other members merge stop",
)


def closed(workspace: Workspace) -> set[str]:
    """Give who is on no list by sms, those of the ids that mean somebody."""
    workspace.run("score/opted_out")
    rows = workspace.rows("select member_id from opted_out semi join store.members using (member_key) "
                          "inner join store.persons using (member_key) where family = 'sms'")  # fmt: skip
    return {member_id for (member_id,) in rows}


@pytest.mark.parametrize("order", some(ORDERS, ORDERS[0], ORDERS[2], ORDERS[-1]))
def test_who_said_stop_is_closed_whatever_comes_first(order: str, workspace: Workspace, tmp_path: Path) -> None:
    """By phone and e-mail address, of an id merged since or one that has other addresses since; and a load undone."""

    def take(step: str) -> None:
        if step == "merge":
            merge(workspace, [("m1", "m2"), ("n1", "n2"), ("o1", "o2")])
            return
        kind, *rows = FILES[step]
        load_file(workspace, kind, tmp_path / write(tmp_path, f"{step}.csv", *rows), LoadOptions(region="CN"))

    rows = [f"{i},past,2025-01-01" for i in ("m1", "m2", "n1", "n2", "o1", "o2", "free")]
    past = write(tmp_path, "past.csv", "member_id,campaign_id,contacted_at", *rows)
    load_file(workspace, "contacts", tmp_path / past, LoadOptions())
    stopped, steps = {"m2", "n2", "o2"}, order.split()
    for step in steps:
        take(step)
    assert closed(workspace) - {"m1", "n1", "o1"} == stopped
    if steps[-1] == "merge":
        with pytest.raises(UsageError, match="made one since"):
            undo(workspace)
        return
    undo(workspace)
    assert closed(workspace) == (stopped if steps[-1] == "other" else set())
    take(steps[-1])
    assert closed(workspace) == stopped


@pytest.mark.slow
def test_lists_stay_as_they_were_handed_over(ok: Cli, tmp_path: Path) -> None:
    """A place that is the only one of the two moves along; of two places, one is not handed over again."""
    two(ok, tmp_path)
    ok("load", "members", write(tmp_path, "p.csv", "member_id,phone", "m2,+8613800000002"))
    (tmp_path / "plan.toml").write_text(PLAN.format("sms"), encoding="utf-8")
    ok("score")
    ok("target", "plan.toml", "--force")
    ok("merge", "c", "m2")
    ok("score")
    ok("verify")
    said = ok("export", "n", "--allow", "expired", "-o", "n.csv").err
    assert "merged since into others who are on it, left out: 1" in said
    handed = [line.split(",")[0] for line in (tmp_path / "n.csv").read_text().splitlines()[1:]]
    assert sorted(handed) == ["m1", "m2"]
    ok("verify")
    ok("load", "members", write(tmp_path, "q.csv", "member_id,phone", "late,+8613800000009"))
    ok("merge", "m1", "late")
    assert asked(ok, "select member_id from list_members order by 1") == ["c", "late", "m2"]


@pytest.mark.slow
def test_chains_and_files(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    two(ok, tmp_path)
    pairs = write(tmp_path, "pairs.csv", "Old,New,why", "m2,c,card", "m1,m2,twice", "m1,m2,twice")
    said = ok("merge", "--file", pairs, "--dry-run")
    assert said.err == "tried only: 2 ids would be merged, nothing is changed\n"
    assert len(asked(ok, "from members")) == 3
    ok("merge", "--file", pairs)
    assert asked(ok, "select member_id, phone, city from members") == ["c,+8613800000003,Ulm"]
    assert ok("merge", "--file", pairs).err == "merged before: 2\n"
    said = cli("merge", "c", "m1")
    assert (said.code, said.err) == (
        2,
        "error: 'm1' was merged into 'c' before, and cannot take it in; nothing was merged\n",
    )
    ok("load", "members", write(tmp_path, "d.csv", "member_id", "d"))
    said = cli("merge", "m1", "d")
    assert "'m1' was merged into 'c' before; 'attitude merge c d' makes one of all; nothing was merged" in said.err
    ok("merge", "c", "d")
    assert "member d" in ok("member", "m1").out


def test_who_is_erased_is_so_by_every_id(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    two(ok, tmp_path)
    ok("merge", "m1", "m2")
    assert "1 person erased" in ok("erase", "m1", "--yes").err
    assert sorted(asked(ok, "select member_id from store.persons")) == ["c", "erased-1", "erased-2"]
    assert asked(ok, "select subject from runs where step = 'merge'") == ["'erased-1' into 'erased-2'"]
    assert "rows of erased members, kept out: 2" in ok("load", "members", "m.csv", "--max-rejects", "1").err
    said = cli("merge", "c", "m2")
    assert (said.code, said.err) == (2, "error: 'm2' was erased; nothing was merged\n")
    ok("verify")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nobody", "m2"], "'nobody' names nobody in the workspace; nothing was merged"),
        (["m1", "nobody"], "'nobody' names nobody in the workspace; nothing was merged"),
        (["m1", "m1"], "'m1' is to become itself: say which id goes and which stays; nothing was merged"),
        (["m1"], "say which: 'attitude merge OLD NEW', or 'attitude merge --file FILE' with columns old and new"),
        ([], "say which: 'attitude merge OLD NEW', or 'attitude merge --file FILE' with columns old and new"),
        (["--file", "circle.csv"], "'m2' is to become itself: say which id goes and which stays; nothing was merged"),
        (["--file", "fork.csv"], "'m1' is to become 'm2' and 'c': say which; nothing was merged"),
        (["--file", "half.csv"], "half.csv: row 1: 'm1' has no other id beside it; nothing was merged"),
        (["--file", "wrong.csv"], "wrong.csv: needs a column 'old', the file has: a, new; rename one"),
        (["--file", "none.csv"], "none.csv: no such file"),
    ],
)
def test_what_cannot_be_merged_is_refused(ok: Cli, cli: Cli, tmp_path: Path, words: list[str], said: str) -> None:
    two(ok, tmp_path)
    write(tmp_path, "circle.csv", "old,new", "m1,m2", "m2,c", "c,m2")
    write(tmp_path, "fork.csv", "old,new", "m1,m2", "m1,c")
    write(tmp_path, "half.csv", "old,new", "m1,")
    write(tmp_path, "wrong.csv", "a,new", "m1,m2")
    found = cli("merge", *words)
    assert found.code in (2, 3)
    assert found.err == f"error: {said}\n"
    assert len(asked(ok, "from members")) == 3


def test_every_table_of_people_is_thought_of(workspace: Workspace) -> None:
    """A table that names people is in one of the queries of a merge, or is made anew by the next scoring."""
    tables = workspace.rows(
        "select distinct table_name from duckdb_columns() where schema_name = 'store' and column_name = 'member_key' "
        "and table_name in (select table_name from duckdb_tables() where not temporary)"
    )
    told = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "queries" / "merge").glob("*.sql"))
    anew = {"persons", "erased", "trials", "choices", "member_sums", "element_sums", "draws", "closed_channels"}
    anew.add("answer_hours")
    forgotten = {table for (table,) in tables if not re.search(rf"\bstore\.{table}\b", told)}
    assert forgotten - anew == set()
