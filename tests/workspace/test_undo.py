"""A load that is taken back: the workspace is as it would be had that file never come."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from conftest import Cli, kept, once
from test_account import Load, some_loads, write

import attitude
from attitude.database import Workspace, create
from attitude.errors import BadDataError, UsageError
from attitude.load import LoadOptions, load_file
from attitude.undo import undo
from attitude.verify import verify

# the audit trail grows, and what the next scoring is to take in anew is noted
_GROWS = {"store.undo_loads", "store.meta", "store.changed_campaigns", "store.names_to_go", "store.seals"}
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 12))]


def told(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Give every row that people can ask for, but for the audit trail."""
    views = "from duckdb_views() where schema_name = 'main' and not internal and not temporary"
    names = [name for (name,) in workspace.rows(f"select view_name {views} order by 1")]
    return {name: workspace.rows(f"select * from {name} order by all") for name in names}


def held(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every table that a load may write."""
    tables = "from duckdb_tables() where schema_name = 'store' and not temporary"
    names = [name for (name,) in workspace.rows(f"select table_name {tables} order by 1")]
    return {
        name: workspace.rows(f"select * from store.{name} order by all")
        for name in names
        if f"store.{name}" not in _GROWS
    }


def taken(workspace: Workspace, path: Path, load: Load) -> int | None:
    """Load a file; gives the load's number, or None where there is none."""
    kind, rows, replaces = load
    write(path, kind, rows)
    try:
        return load_file(workspace, kind, path, LoadOptions(max_rejects=1, replaces=replaces)).load_id
    except BadDataError:  # a file without the campaign that it is to replace
        return None


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_load_after_load_is_taken_back(seed: int, tmp_path: Path) -> None:
    """Files of every kind that overlap, correct and replace one another, from the last to the first."""
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as workspace:
        before = [held(workspace)]
        for number, load in enumerate(some_loads(seed)):
            if taken(workspace, tmp_path / f"{number}.csv", load) is not None:
                before.append(held(workspace))
        assert len(before) > 12
        assert before[-1] != before[0]
        undo(workspace, confirm=lambda _: False)
        assert held(workspace) == before[-1]
        before.pop()
        while before:
            undo(workspace)
            assert held(workspace) == before.pop()
            assert len(before) % 6 or not verify(workspace).faults
        with pytest.raises(UsageError, match="nothing is loaded"):
            undo(workspace)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_one_of_many_is_as_if_it_never_came(seed: int, tmp_path: Path) -> None:
    """Any load either is taken back as if it had never been, or names the later one that rests on it."""
    loads = some_loads(seed)
    outcomes = set()
    create(tmp_path / "all.duckdb")
    with Workspace(tmp_path / "all.duckdb") as workspace:
        numbers = [taken(workspace, tmp_path / "file.csv", load) for load in loads]
    for place in random.Random(seed).sample(range(len(loads)), 2):
        number = numbers[place]
        if number is None:
            continue
        path = Path(shutil.copy(tmp_path / "all.duckdb", tmp_path / "less.duckdb"))
        with Workspace(path) as workspace:
            try:
                undo(workspace, number)
            except UsageError:  # a later one rests on it
                outcomes.add("refused")
                continue
            found = told(workspace)
            assert not verify(workspace).faults
        outcomes.add("done")
        (tmp_path / "never.duckdb").unlink(missing_ok=True)
        create(tmp_path / "never.duckdb")
        with Workspace(tmp_path / "never.duckdb") as workspace:
            for load in (*loads[:place], *loads[place + 1 :]):
                taken(workspace, tmp_path / "file.csv", load)
            assert found == told(workspace)
    assert "done" in outcomes


def lines(folder: Path, name: str, *rows: str) -> str:
    (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return name


def rows(ok: Cli, sql: str) -> list[str]:
    """Ask for rows, without their header."""
    return ok("query", sql, "--format", "csv").out.splitlines()[1:]


PLAN = """\
[campaign]
id = "next"
starts_on = 2026-12-05
ends_on = 2026-12-05
value_per_response = 4.0
[[offer]]
channel = "sms"
unit_cost = 0.05
[holdout]
share = 0.0
"""


@once
def small(ok: Cli, folder: Path) -> None:
    """Members, contacts and an answer, scored."""
    ok("init")
    members = [f"M{number},+861390000000{number},Paris" for number in range(1, 5)]
    ok("load", "members", lines(folder, "members.csv", "member_id,phone,city", *members))
    contacts = [f"M{number},c1,2026-10-01,sms" for number in range(1, 5)]
    ok("load", "contacts", lines(folder, "contacts.csv", "member_id,campaign_id,contacted_at,channel", *contacts))
    ok("load", "responses", lines(folder, "answers.csv", "member_id,campaign_id,responded_at", "M1,c1,2026-10-02"))
    ok("score")


@pytest.mark.slow
def test_scores_are_then_right(ok: Cli, scored: Path, world_files: Path, tmp_path: Path) -> None:
    """Of files with new people and old, with answers and reports; as a full scoring makes them, and as before."""
    scores = [f"select * from {name} order by all" for name in ("attitudes", "responsiveness", "elements")]
    before = [rows(ok, sql) for sql in scores]
    people = rows(ok, "select member_id from members order by 1 limit 40")
    contacts = [
        f"{who},late,2026-11-{10 + number % 9},email,coupon" for number, who in enumerate([*people, "X1", "X2"])
    ]
    head = "member_id,campaign_id,contacted_at,channel,gift"
    ok("load", "contacts", lines(tmp_path, "late.csv", head, *contacts))
    answers = [f"{who},late,2026-11-20,{kind}" for who, kind in zip(people, ["", "failed", "STOP"] * 5, strict=False)]
    ok("load", "responses", lines(tmp_path, "answers.csv", "member_id,campaign_id,responded_at,kind", *answers))
    ok(
        "load",
        "members",
        lines(tmp_path, "members.csv", "member_id,brand", *(f"{who},odd" for who in people), "X3,odd"),
    )
    ok("score")
    assert [rows(ok, sql) for sql in scores] != before
    said = ok("undo", "--yes")
    assert "scores rest on it until the next 'attitude score'" in said.err
    assert "people whom only it named, and whom the scores tell of" in said.out
    said = ok("undo", "--yes")
    assert "taken back: members who can be written to again by any channel: 5" in said.err
    ok("undo", "--yes")
    ok("verify")
    assert rows(ok, "select count(*) from store.persons where starts_with(member_id, 'X')") == ["3"]
    ok("score")
    after = [rows(ok, sql) for sql in scores]
    assert after == before
    assert rows(ok, "select count(*) from store.persons where starts_with(member_id, 'X')") == ["0"]
    assert rows(ok, "select count(*) from store.campaigns where campaign_id = 'late'") == ["0"]
    ok("verify")
    ok("score", "--full")
    assert [rows(ok, sql) for sql in scores] == before


@pytest.mark.slow
def test_known_people_are_scored_by_what_changed_alone(ok: Cli, scored: Path, tmp_path: Path) -> None:
    scores = [f"select * from {name} order by all" for name in ("attitudes", "responsiveness", "elements")]
    before = [rows(ok, sql) for sql in scores]
    people = rows(ok, "select member_id from members order by 1 limit 5")
    head = "member_id,campaign_id,contacted_at,channel"
    ok("load", "contacts", lines(tmp_path, "late.csv", head, *(f"{who},late,2026-11-02,email" for who in people)))
    ok("score")
    assert [rows(ok, sql) for sql in scores] != before
    ok("undo", "--yes")
    assert "campaigns taken in: " in ok("score", "--as-of", "2026-11-21").err
    kept_now = [rows(ok, sql) for sql in scores]
    ok("score", "--full", "--as-of", "2026-11-21")
    assert [rows(ok, sql) for sql in scores] == kept_now
    assert rows(ok, "select count(*) from store.campaigns where campaign_id = 'late'") == ["0"]


def test_without_a_contact_there_is_no_score(ok: Cli, tmp_path: Path) -> None:
    small(ok, tmp_path)
    ok("undo", "--yes")
    said = ok("undo", "--yes")
    assert "all scores, for no contact is left to make them from" in said.out
    assert rows(ok, "from attitudes") == rows(ok, "from responsiveness") == rows(ok, "from elements") == []
    ok("verify")
    ok("status")
    ok("load", "contacts", "contacts.csv")
    ok("score")
    ok("verify")


def test_what_cannot_be_undone_is_said_before_anybody_is_asked(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    ok("init")
    assert "nothing is loaded that could be undone" in cli("undo").err
    ok("load", "members", lines(tmp_path, "m.csv", "member_id", "M1"))
    for options in ((), ("--dry-run",), ("--yes",)):
        assert "error: no load 99" in cli("undo", "99", *options).err
    assert "say --yes to take the load back" in cli("undo", "1").err


def test_an_opt_out_taken_back_is_told(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    small(ok, tmp_path)
    head = "member_id,channel,opted_out_on,action"
    ok("load", "optouts", lines(tmp_path, "a.csv", head, "M2,sms,2026-10-01,out", "M3,sms,2026-10-01,out"))
    ok("load", "optouts", lines(tmp_path, "b.csv", head, "M2,sms,2026-10-01,out", "M4,all,,", "M3,sms,2026-10-05,in"))
    tried = ok("undo", "--dry-run")
    assert "members who can be written to again by any channel: 1\n" in tried.err
    assert "opt-ins taken back: members who can no longer be written to by sms: 1\n" in tried.err
    refused = cli("undo", "4", "--yes")
    assert refused.code == 2
    assert refused.err == (
        "error: load 4 (a.csv): later loads changed its rows or said them again: load 5 (b.csv): 1; take the last one "
        "back first: attitude undo 5\n"
    )
    ok("undo", "--yes")
    assert rows(ok, "select member_id, channel from optouts order by all") == ["M2,sms", "M3,sms"]
    said = ok("undo", "--yes")
    assert "members who can be written to again by sms: 2\n" in said.err
    assert rows(ok, "from optouts") == []


def test_a_reply_that_said_stop_is_told_too(ok: Cli, tmp_path: Path) -> None:
    small(ok, tmp_path)
    head = "member_id,campaign_id,responded_at,kind"
    ok("load", "responses", lines(tmp_path, "replies.csv", head, "M2,c1,2026-10-03,STOP"))
    assert "members who can be written to again by any channel: 1\n" in ok("undo", "--dry-run").err


@pytest.mark.slow
def test_lists_chosen_with_it_are_named(ok: Cli, tmp_path: Path) -> None:
    small(ok, tmp_path)
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    ok("target", "plan.toml", "--force")
    (first,) = rows(ok, "select list_id from lists")
    ok("load", "optouts", lines(tmp_path, "optouts.csv", "member_id,channel", "M2,sms"))
    ok("target", "plan.toml", "--force")
    (second,) = rows(ok, f"select list_id from lists where list_id <> '{first}'")
    said = ok("undo", "--dry-run")
    assert f"list {second} (draft) was chosen with it, and stays as it is\n" in said.err
    assert first not in said.err
    ok("export", second, "--allow", "size", "--allow", "stale-optouts")
    (day,) = rows(ok, "select max(started_at)::date from runs where step = 'export'")
    assert f"list {second}, exported {day}, was chosen with it" in ok("undo", "--yes").err
    assert rows(ok, "select count(*) from list_members where member_id = 'M2'") == ["1"]
    ok("verify")


@pytest.mark.slow
def test_what_was_replaced_comes_back(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    small(ok, tmp_path)
    before = rows(ok, "from contacts order by all")
    head = "member_id,campaign_id,contacted_at,channel"
    lines(tmp_path, "right.csv", head, "M1,c1,2026-10-09,sms", "M2,c1,2026-10-09,email")
    ok("load", "contacts", "right.csv", "--replace", "c1")
    ok("load", "contacts", lines(tmp_path, "more.csv", head, "M4,c1,2026-10-01,sms"))
    refused = cli("undo", "4", "--yes")
    assert (refused.code, "load 5 (more.csv): 1; take the last one back first" in refused.err) == (2, True)
    ok("undo", "--yes")
    said = ok("undo", "--yes", "--format", "csv")
    assert said.out.splitlines()[1:] == ["contacts that it wrote,2,go", "contacts as they were before it,4,come back"]
    assert rows(ok, "from contacts order by all") == before


@pytest.mark.slow
def test_lines_of_the_settings_go_with_it(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    settings = tmp_path / "attitude.toml"
    settings.write_text('# ours\n[load.map] # names\nusage = { "x" = "product" } # kept\n', encoding="utf-8")
    before = settings.read_text(encoding="utf-8")
    lines(tmp_path, "a.csv", "no,city,tel", "M1,Paris,+8613900000001")
    lines(tmp_path, "b.csv", "no,city,tel", "M2,Paris,+8613900000002")
    ok("load", "members", "a.csv", "--map", "no=member_id", "--map", "tel=phone")
    ok("load", "members", "b.csv")
    assert "taken out" not in ok("undo", "1", "--yes").err  # the second was read with them
    ok("load", "members", "a.csv", "--map", "no=member_id", "--map", "tel=phone")
    ok("undo", "--yes")
    ok("undo", "--yes")
    assert settings.read_text(encoding="utf-8") != before, "whose lines they are, the first load would have told"
    settings.write_text(before, encoding="utf-8")
    ok("load", "members", "a.csv", "--map", "no=member_id", "--map", "tel=phone")
    settings.write_text(settings.read_text(encoding="utf-8").replace('tel = "phone"', 'tel = "email"'), "utf-8")
    said = ok("undo", "--yes")
    assert "taken out of attitude.toml: [load.map.members] no = member_id\n" in said.err
    assert "lines of attitude.toml that were changed since, and stay: 1\n" in said.err
    settings.write_text(before, encoding="utf-8")
    ok("load", "members", "a.csv", "--map", "no=member_id", "--map", "tel=phone")
    ok("undo", "--yes")
    assert settings.read_text(encoding="utf-8") == before


@pytest.mark.slow
def test_attributes_go_and_types_come_back(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    ok("load", "members", lines(tmp_path, "a.csv", "member_id,age", "M1,30", "M2,40"))
    ok("load", "members", lines(tmp_path, "b.csv", "member_id,age,shoe", "M2,old,42", "M3,,43"))
    assert rows(ok, "select age, shoe from members order by member_id") == ["30,", "old,42", ",43"]
    assert "attributes that only it had: shoe" in ok("undo", "--yes").out
    assert rows(ok, "from members order by member_id") == ["M1,,,,,,30", "M2,,,,,,40"]
    assert rows(ok, "select sum(age) from members") == ["70"]
    ok("load", "members", "b.csv")
    assert rows(ok, "select age, shoe from members order by member_id") == ["30,", "old,42", ",43"]
    ok("verify")


@pytest.mark.slow
def test_the_same_file_is_no_repeat_then(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    small(ok, tmp_path)
    assert "was loaded before" in ok("load", "responses", "answers.csv").err
    ok("undo", "--yes")
    assert "was loaded before" not in ok("load", "responses", "answers.csv").err
    assert rows(ok, "select count(*) from responses") == ["1"]
    assert rows(ok, "select load_id, undone_at is not null, undone_by is not null from loads where load_id > 2") == [
        "3,true,true",
        "4,false,false",
    ]
    refused = cli("undo", "3", "--yes")
    assert refused.code == 2
    assert refused.err.startswith("error: load 3 (answers.csv) was undone on 20")
    assert refused.err.endswith("nothing of it is left\n")
    assert cli("undo", "9", "--yes").err == 'error: no load 9; attitude query "from loads" lists them\n'
    assert " (load 4)" in ok("status").err


def test_nobody_is_asked_where_nobody_can_answer(cli: Cli, ok: Cli, tmp_path: Path) -> None:
    small(ok, tmp_path)
    before = kept(tmp_path / "attitude.duckdb")
    refused = cli("undo")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "error: say --yes to take the load back, or --dry-run to see what that would do\n"
    assert ok("undo", "--dry-run").err.endswith("tried only: nothing is changed\n")
    assert kept(tmp_path / "attitude.duckdb") == before
    assert rows(ok, "from loads where undone_at is not null") == []


@pytest.mark.slow
def test_too_long_ago_is_refused(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    ok("init")
    with (tmp_path / "attitude.toml").open("a", encoding="utf-8") as settings:
        settings.write("")
    text = (tmp_path / "attitude.toml").read_text(encoding="utf-8")
    (tmp_path / "attitude.toml").write_text(text.replace("# undo_loads = 20 ", "undo_loads = 2 "), encoding="utf-8")
    for number in range(4):
        ok("load", "members", lines(tmp_path, f"{number}.csv", "member_id,city", f"M1,place {number}"))
    assert rows(ok, "select _by_load_id from store.former_members order by all") == ["3", "4"]
    ok("undo", "--yes")
    ok("undo", "--yes")
    refused = cli("undo", "--yes")
    assert refused.code == 2
    assert "load 2 (1.csv) is too long ago: what loads changed is kept of the latest ones alone" in refused.err
    assert rows(ok, "select city from members") == ["place 1"]


def test_who_was_erased_does_not_come_back(ok: Cli, tmp_path: Path) -> None:
    small(ok, tmp_path)
    new = lines(tmp_path, "new.csv", "member_id,phone,city", "M1,+8613900000099,Oslo", "M2,+8613900000098,Oslo")
    ok("load", "members", new)
    ok("erase", "M1", "--yes")
    assert rows(ok, "select count(*) from store.former_members") == ["1"]
    assert b"8613900000001" not in (tmp_path / "attitude.duckdb").read_bytes()
    ok("undo", "--yes")
    assert rows(ok, "select member_id, phone from members order by 1") == [
        "M2,+8613900000002",
        "M3,+8613900000003",
        "M4,+8613900000004",
    ]
    said = ok("undo", "2", "--yes")
    assert "contacts of erased people among them" in said.out
    ok("verify")


@pytest.mark.slow
def test_python_does_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session = attitude.create("attitude.duckdb")
    lines(tmp_path, "members.csv", "member_id,city", "M1,Paris", ",Paris")
    lines(tmp_path, "optouts.csv", "member_id,channel", "M1,sms")
    before = (tmp_path / "attitude.duckdb").read_bytes()
    (tried,) = session.load("members", "members.csv", dry=True, max_rejects=1)
    assert (tried.read, tried.kept, tried.rejected, tried.load_id, tried.reject_file) == (2, 1, 1, None, None)
    assert [found.kept for found in session.load_folder(tmp_path, dry=True, max_rejects=1)] == [1, 1]
    assert (tmp_path / "attitude.duckdb").read_bytes() == before
    with pytest.raises(BadDataError):
        session.load("members", "members.csv", dry=True, max_rejects=0)
    (found,) = session.load("members", "members.csv", max_rejects=1)
    assert found.load_id == 1
    assert not session.undo(dry_run=True).is_done
    undone = session.undo(1)
    assert (undone.is_done, undone.kind, undone.account["rows"].to_list()) == (True, "members", [1, 1, 1])
    assert session.query("from members").height == 0
    with pytest.raises(UsageError, match="nothing is loaded"):
        session.undo()


@pytest.mark.slow
def test_a_trial_gives_the_account_and_keeps_nothing(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    """A folder's files each as if those before had been taken in; the codes are those of the real load."""
    ok("init")
    inbox = tmp_path / "in"
    inbox.mkdir()
    lines(inbox, "members.csv", "member_id,city", "M1,Paris", "M2,")
    lines(inbox, "contacts_1.csv", "member_id,campaign_id,contacted_at", "M1,c,2026-10-01", "M1,c,2026-10-01")
    head = "member_id,campaign_id,contacted_at,cost"
    lines(inbox, "contacts_2.csv", head, "M1,c,2026-10-01,2", "M2,c,2026-10-01,", "M2,c,soon,")
    names = sorted(tmp_path.rglob("*"))
    before = (tmp_path / "attitude.duckdb").read_bytes(), (tmp_path / "attitude.toml").read_bytes()
    tried = ok("load", inbox, "--max-rejects", "0.5", "--map", "x=y", "--dry-run")
    assert tried.err.endswith("tried only: nothing is kept, of the files, of the maps or of refused rows\n")
    refused = cli("load", inbox, "--dry-run")
    assert ((tmp_path / "attitude.duckdb").read_bytes(), (tmp_path / "attitude.toml").read_bytes()) == before
    assert sorted(tmp_path.rglob("*")) == names
    taken_in = ok("load", inbox, "--max-rejects", "0.5")
    account = [line for line in taken_in.err.splitlines() if not line.startswith("note: rejected rows")]
    assert tried.err.splitlines()[:-1] == account
    assert rows(ok, "select rows_read, kept, duplicate, updated, rejected from loads order by load_id") == [
        "2,2,0,0,0",
        "2,1,1,0,0",
        "3,1,0,1,1",
    ]
    assert (refused.code, "nothing was kept. First: line 4: contacted_at 'soon'" in refused.err) == (3, True)


def test_a_trial_brings_no_earlier_version_up(cli: Cli, tmp_path: Path) -> None:
    import tarfile

    from test_upgrade import KEPT

    old = next(path for path in KEPT if path.name == "v14")
    with tarfile.open(old / "workspace.tar.xz") as packed:
        packed.extractall(tmp_path, filter="data")
    before = (tmp_path / "attitude.duckdb").read_bytes()
    lines(tmp_path, "optouts.csv", "member_id,channel", "M1,sms")
    for words in (("load", "optouts", "optouts.csv", "--dry-run"), ("undo", "--dry-run")):
        refused = cli(*words)
        assert (refused.code, "a workspace of version 14" in refused.err) == (2, True)
    assert (tmp_path / "attitude.duckdb").read_bytes() == before
    refused = cli("undo", "--yes")
    assert refused.code == 2
    assert "was made by an attitude that did not note which rows a load wrote" in refused.err


JOB = 'month = "2026-11"\n[load]\ninbox = "inbox"\n[score]\n'


@pytest.mark.slow
def test_a_job_does_not_bring_an_undone_file_back(ok: Cli, tmp_path: Path) -> None:
    """Neither as a later one, when a late file comes; and the same file, in the inbox once more, is loaded."""
    small(ok, tmp_path)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "month.toml").write_text(JOB, encoding="utf-8")
    ok("run", "month.toml")
    lines(inbox, "usage_2026-10.csv", "member_id,month,product,revenue", "M1,2026-10,voice,5")
    ok("run", "month.toml")
    ok("undo", "--yes")
    assert "score" in ok("run", "month.toml", "--dry-run").out
    lines(inbox, "usage_2026-09.csv", "member_id,month,product,revenue", "M1,2026-09,voice,4")
    said = ok("run", "month.toml")
    assert "later ones that were undone, and stay so: usage_2026-10.csv" in said.err
    assert rows(ok, "select month, revenue from usage") == ["2026-09-01,4.0"]
    lines(inbox, "usage_2026-10.csv", "member_id,month,product,revenue", "M1,2026-10,voice,5")
    assert "loaded before and undone on 20" in ok("run", "month.toml", "--dry-run").out
    ok("run", "month.toml")
    assert rows(ok, "select count(*) from usage") == ["2"]


def test_a_refused_opt_outs_file_stands_again(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    """Once the file that answered for it is taken back, who is in it is not known any more."""
    from attitude.database import Workspace as Opened

    small(ok, tmp_path)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "month.toml").write_text(JOB, encoding="utf-8")
    lines(inbox, "optouts.csv", "who,channel", "M1,sms")
    assert cli("run", "month.toml").code == 3
    lines(inbox, "optouts.csv", "member_id,channel", "M1,sms")
    ok("run", "month.toml")

    def refused() -> list[tuple[object, ...]]:
        with Opened(tmp_path / "attitude.duckdb", read_only=True) as workspace:
            return workspace.result("check/refused_optouts").rows()

    assert refused() == []
    ok("undo", "--yes")
    assert [str(row[1]).endswith("optouts.csv") for row in refused()] == [True]


@pytest.mark.slow
def test_addresses_that_stood_for_none_and_who_left_are_as_before(ok: Cli, tmp_path: Path) -> None:
    small(ok, tmp_path)
    shared = [f"S{number},+8613800000000,Rome" for number in range(25)]
    ok("load", "members", lines(tmp_path, "shared.csv", "member_id,phone,city", *shared))
    ok(
        "load",
        "members",
        lines(tmp_path, "base.csv", "member_id,city", *(f"S{n},Rome" for n in range(25))),
        "--full-list",
    )
    said = ok("status").err + ok("status").out
    assert "+8613800000000" in said
    assert rows(ok, "select member_id from former_members order by all") == ["M1", "M2", "M3", "M4"]
    ok("undo", "--yes")
    assert rows(ok, "select member_id from former_members") == []
    ok("undo", "--yes")
    assert "+8613800000000" not in ok("status").err + ok("status").out
    assert "checks passed" in ok("verify").err
