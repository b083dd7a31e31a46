"""Erasing people: nobody can be found again, every figure stays, and they do not come back from a file."""

from __future__ import annotations

import csv
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from conftest import Cli, everything, kept

import attitude
from attitude.database import Workspace, quoted
from attitude.erase import clear_traces, erase, readmit
from attitude.errors import UsageError
from attitude.export import export
from attitude.load import LoadOptions, load_file
from attitude.measure import ledger
from attitude.plan import read_plan
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.targeting import target

PARTS = ("lift", "credit", "beside", "repeat")


@pytest.fixture(scope="session")
def listed_once(scored_once: Path, world_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scored world with a list that was exported and one that is a draft."""
    folder = tmp_path_factory.mktemp("listed")
    path = Path(shutil.copy(scored_once, folder / "attitude.duckdb"))
    plan = (world_files / "plan.toml").read_text(encoding="utf-8")
    (folder / "plan.toml").write_text(plan, encoding="utf-8")
    (folder / "later.toml").write_text(plan.replace("2026-12-family-portal", "later"), encoding="utf-8")
    with Workspace(path) as workspace:
        sent = target(workspace, read_plan(folder / "plan.toml"), 1, Settings())
        export(workspace, sent.list_id, "csv", folder / "sent.csv", folder, allow=["stale-optouts"])
        target(workspace, read_plan(folder / "later.toml"), 1, Settings())
    return path


@pytest.fixture
def listed(listed_once: Path, tmp_path: Path) -> Path:
    """A workspace of one's own with both lists."""
    return Path(shutil.copy(listed_once, tmp_path / "attitude.duckdb"))


def some(path: Path) -> list[str]:
    """Name two contacted and two held out by each list, and two whom no list has."""
    with Workspace(path, read_only=True) as workspace:
        rows = workspace.rows(
            "select member_id from (select member_id, row_number() over (partition by list_id, is_control "
            "order by member_id) as place from list_members) where place <= 2 union "
            "select member_id from (from members anti join list_members using (member_id) order by 1 limit 2) "
            "order by 1"
        )
    return [member_id for (member_id,) in rows]


def who_is(path: Path, ids: list[str]) -> list[str]:
    """Give the ids, phones, e-mail addresses and names of people."""
    with Workspace(path, read_only=True) as workspace:
        rows = workspace.rows("select member_id, phone, email from members where list_contains(?, member_id)", [ids])
    return [text for row in rows for text in row if text]


def found_in(path: Path, texts: list[str]) -> set[str]:
    """Name the text columns of every table and view in which any of the texts occurs."""
    columns = (
        "select schema_name, table_name, column_name from duckdb_columns() where not internal "
        "and database_name = current_database() and data_type in ('VARCHAR', 'VARCHAR[]')"
    )
    with Workspace(path, read_only=True) as workspace:
        return {
            f"{table}.{column}"
            for schema, table, column in workspace.rows(columns)
            if workspace.rows(
                f"select 1 from {schema}.{quoted(table)} where list_bool_or(list_transform(?::varchar[], "
                f"lambda t: contains({quoted(column)}::varchar, t))) limit 1",
                [texts],
            )
        }


def figures(path: Path) -> dict[str, object]:
    """Give all that reports say of months past."""
    session = attitude.open(path)
    campaigns = [c for (c,) in session.query("select campaign_id from campaigns order by starts_on").rows()][-1:]
    told: dict[str, object] = {}
    for campaign in campaigns:
        told |= {f"{campaign} {part}": session.measure(campaign, part) for part in PARTS}  # type: ignore[arg-type]
        told[f"{campaign} by score"] = session.measure(campaign, by="responsiveness")
    told |= {part: session.span(part) for part in ("matrix", "penetration", "coverage")}
    told |= {
        # whom campaigns seldom choose is told by attributes, of which those erased have none
        "brief": replace(session.brief(date(2026, 10, 1)), chosen=pl.DataFrame()),
        "value": session.value(),
        "elements": session.query("from elements"),
    }
    with Workspace(path, read_only=True) as workspace:
        told["ledger"] = ledger(workspace).table
    return told


def plain(value: object) -> object:
    """Bring results to what can be compared."""
    if isinstance(value, pl.DataFrame):
        return (value.columns, value.rows())
    if hasattr(value, "__dataclass_fields__"):
        return [(one.name, plain(getattr(value, one.name))) for one in fields(value)]  # type: ignore[arg-type]
    return repr(value)


def others(path: Path, ids: list[str]) -> dict[str, list[tuple[object, ...]]]:
    """Give the rows of everyone else in every table that names members."""
    gone = {*ids, *(f"erased-{n}" for n in range(1, len(ids) + 1))}
    return {
        name: [row for row in rows if not gone & {value for value in row if isinstance(value, str)}]
        for name, rows in everything(path).items()
    }


@pytest.mark.slow
def test_nothing_is_left_of_them_and_every_figure_stays(listed: Path) -> None:
    ids = some(listed)
    texts = who_is(listed, ids)
    assert len(ids) >= 8
    assert len(texts) > 2 * len(ids)
    assert found_in(listed, texts) > {"persons.member_id", "members.phone", "members.email", "contacts.member_id"}
    before, beside = figures(listed), others(listed, ids)
    found = attitude.open(listed).erase(*ids)
    assert found.members == len(ids)
    assert found_in(listed, texts) == set()
    bytes_ = listed.read_bytes()
    assert [text for text in texts if text.encode() in bytes_] == []
    assert sorted(file.name for file in listed.parent.iterdir()) == ["attitude.duckdb"], "no write-ahead log either"
    after = figures(listed)
    assert [name for name in before if plain(before[name]) != plain(after[name])] == []
    assert others(listed, ids) == beside


def test_the_account_adds_up_and_names_the_export(listed: Path) -> None:
    ids = some(listed)
    session = attitude.open(listed)
    rows: dict[str, int] = dict(session.erase(*ids, dry_run=True).account.select("what", "rows").rows())
    held = {
        name: session.query(f"select count(*) from {name} where list_contains({ids!r}, member_id)").item()
        for name in ("members", "contacts", "responses", "usage", "optouts")
    }
    assert {name: rows.get(name, 0) for name in held} == held
    files = session.erase(*ids).files
    (known,) = files.filter(pl.col("is_known"))["file"].to_list()
    assert Path(known).name == "sent.csv"
    assert files.filter(pl.col("holds") == "members as loaded").height == 1
    (run,) = session.query("from runs where step = 'erase'").rows(named=True)
    assert (run["subject"], run["rows_out"]) == (f"{len(ids)} members", len(ids))


@pytest.mark.slow
def test_scores_after_it_do_not_depend_on_the_way(listed: Path) -> None:
    """What is added to the old sums is what all made anew would be; nobody is scored twice."""
    ids = some(listed)
    with Workspace(listed) as workspace:
        erase(workspace, ids)
    with Workspace(listed) as workspace:
        score(workspace, ScoreSettings())
    added = everything(listed)
    with Workspace(listed) as workspace:
        score(workspace, ScoreSettings(), full=True)
    assert everything(listed) == added
    named = [row[0] for row in added["responsiveness"]]
    assert len(named) == len(set(named)) == 600


@pytest.mark.slow
def test_lists_lose_them(listed: Path, tmp_path: Path) -> None:
    session = attitude.open(listed)
    draft, sent = (
        session.query(f"select list_id, member_id from list_members where list_id = "
                   f"(select max(list_id) from lists where status = '{status}') and not is_control order by rank")
        for status in ("draft", "exported")
    )  # fmt: skip
    both = [draft["member_id"][0], sent["member_id"][0]]
    session.erase(*dict.fromkeys(both))
    for listing in (draft, sent):
        with Workspace(listed) as workspace:
            again = export(workspace, listing["list_id"][0], "csv", tmp_path / "again.csv", tmp_path)
        gone = set(both) & set(listing["member_id"])
        with (tmp_path / "again.csv").open(encoding="utf-8") as file:
            written = {row["member_id"] for row in csv.DictReader(file)}
        assert written == set(listing["member_id"]) - gone
        assert again.counts.left_out == len(gone)
    with Workspace(listed, read_only=True) as workspace:
        planned = workspace.rows("select 1 from planned_contacts where starts_with(member_id, 'erased-')")
    assert planned == []


WORLD = {
    "members.csv": "member_id,phone,email,household_id,city\n"
    "M-1001,+4915112345678,Anna@x.org,h1,北京\nM-1002,+4915112345678,ben@x.org,h1,上海\n007,+491719999999,,h2,北京\n",
    "campaigns.csv": "campaign_id,starts_on,channel\nc1,2026-01-05,sms\n",
    "contacts.csv": "member_id,campaign_id,contacted_at,treatment_code\n"
    "M-1001,c1,2026-01-05,c1-M-1001\nM-1002,c1,2026-01-05,c1-M-1002\n007,c1,2026-01-05,shared\nM-1003,c1,2026-01-05,shared\n",
    "responses.csv": "member_id,treatment_code,responded_at,value\nM-1001,c1-M-1001,2026-01-07,5\n",
    "usage.csv": "member_id,month,product,revenue\nM-1001,2026-01,tea,7\n",
    "optouts.csv": "member_id,channel,opted_out_on\nM-1001,email,2026-01-09\n",
}


@pytest.fixture
def small(ok: Cli, tmp_path: Path) -> Path:
    """Three members, one of whom shares a phone, a household and a code of her own."""
    (tmp_path / "M-1001").mkdir()
    for name, text in WORLD.items():
        (tmp_path / "M-1001" / name).write_text(text, encoding="utf-8")
    ok("init")
    ok("load", "M-1001")
    return tmp_path / "attitude.duckdb"


@pytest.mark.slow
def test_codes_and_file_names_that_hold_the_id(ok: Cli, small: Path) -> None:
    ok("erase", "M-1001", "--yes")
    assert found_in(small, ["M-1001", "Anna@x.org", "anna@x.org"]) == set()
    others = {"members.phone", "typed_members.phone", "addresses.phone"}
    assert found_in(small, ["+4915112345678"]) == others, "the other has it still"
    session = attitude.open(small)
    codes = "select distinct member_id, treatment_code from contacts order by all"
    assert session.query(codes).rows()[:3] == [
        ("007", "shared"),
        ("M-1002", "c1-M-1002"),
        ("M-1003", "shared"),
    ]
    assert session.query("select member_id, campaign_id, value::double from store.answered_campaigns").rows() == [
        ("erased-1", "c1", 5.0)
    ]
    assert session.query("select file from loads where kind = 'usage'").item() == "erased-1/usage.csv"
    assert session.measure("c1", "answers").table.filter(pl.col("answers") > 0).height == 1


@pytest.mark.slow
def test_they_do_not_come_back(ok: Cli, small: Path, tmp_path: Path) -> None:
    ok("erase", "M-1001", "007", "--yes")
    before = kept(small)
    said = ok("load", "M-1001").err
    counts = re.findall(r"^(\w+)\.csv +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)$", said, re.M)
    assert [tuple(row) for row in counts] == [
        ("members", "3", "0", "1", "0", "2"),
        ("campaigns", "1", "0", "1", "0", "0"),
        ("contacts", "4", "0", "2", "0", "2"),
        ("responses", "1", "0", "0", "0", "1"),
        ("usage", "1", "0", "0", "0", "1"),
        ("optouts", "1", "0", "0", "0", "1"),
    ]
    assert "note: members.csv: rows of erased members, kept out: 2\n" in said
    assert {name for name, held in kept(small).items() if before[name] != held} == {
        "store.changed_campaigns",
        *(f"store.{name}" for name in ("attribute_loads", "said_again", "undo_loads")),
    }
    assert list(tmp_path.rglob("*.rejects.csv")) == [], "nothing of them is written down again"
    assert ok("member", "erased-1").out.startswith("member erased-1, a person erased")
    refused = attitude.open(small).query('select line, "column", value, reason from rejects order by all').rows()
    assert set(refused) == {(line, "member_id", None, "is of an erased member") for line in (2, 4)}
    (tmp_path / "back.csv").write_text("member_id\nerased-1\n", encoding="utf-8")
    assert "kept out: 1" in ok("load", "members", "back.csv").err, "nor does anybody take the name of the nameless"


@pytest.mark.slow
def test_addresses_do_not_come_back_under_another_id(ok: Cli, small: Path, tmp_path: Path) -> None:
    ok("erase", "M-1001", "007", "--yes")
    (tmp_path / "new.csv").write_text(
        "member_id,phone,email\nN1,+491719999999,ANNA@x.org\nN2,+4915112345678,n2@x.org\n", encoding="utf-8"
    )
    said = ok("load", "members", "new.csv").err
    assert "phones and e-mail addresses of erased people, left out: 1\n" in said
    members = "select member_id, phone, email from members order by all"
    assert attitude.open(small).query(members).rows() == [
        ("M-1002", "+4915112345678", "ben@x.org"),
        ("N1", None, None),
        ("N2", "+4915112345678", "n2@x.org"),
    ]


@pytest.mark.slow
def test_the_way_back(cli: Cli, ok: Cli, small: Path) -> None:
    ok("erase", "M-1001", "007", "--yes")
    said = ok("erase", "--readmit", "M-1001", "anna@X.org", "nobody").err
    assert said == "may come back with the next file, as new members: 2\nnote: 'nobody' was not kept out\n"
    ok("load", "members", "M-1001/members.csv")
    session = attitude.open(small)
    assert session.query("select email from members where member_id = 'M-1001'").item() == "Anna@x.org"
    assert session.query("select count(*) from contacts where member_id = 'M-1001'").item() == 0
    again = cli("erase", "--readmit", "M-1001")
    assert (again.code, again.err) == (2, "error: 'M-1001': is not kept out; a file that names it is taken in\n")
    ok("erase", "M-1001", "--yes")
    assert session.query("select member_id from contacts where treatment_code = 'erased-1-1' order by 1").rows()


@pytest.mark.slow
def test_a_dry_run_a_repeat_and_wrong_words(cli: Cli, ok: Cli, small: Path, tmp_path: Path) -> None:
    before = small.read_bytes()
    tried = ok("erase", "M-1001", "--dry-run", "--format", "csv")
    assert tried.out.startswith("what,rows,becomes\nids,1,a running number each\n")
    assert tried.err.startswith("tried only: 1 person would be erased, nothing is changed\n")
    unsure = cli("erase", "M-1001")
    assert (unsure.code, unsure.out) == (2, "")
    assert unsure.err == "error: erasing cannot be undone: say --yes to do it, or --dry-run to see what would go\n"
    wrong = cli("erase", "M-1001", "M-100", "x", "--yes")
    assert (wrong.code, wrong.err) == (
        2,
        "error: no member 'M-100', nor 1 others in the workspace; nobody was erased\n",
    )
    assert cli("erase", "--yes").err == "error: whom? give a member id, or --from FILE with a column member_id\n"
    assert cli("erase", "--readmit").code == cli("erase", "--readmit", "M-1001").code == 2
    assert small.read_bytes() == before
    ok("erase", "M-1001", "--yes")
    state = small.read_bytes()
    assert ok("erase", "M-1001", "--yes").err.startswith("erased before; nothing is left to erase\n")
    assert small.read_bytes() == state
    (tmp_path / "requests.jsonl").write_text('{"Member-ID": "007"}\n{"Member-ID": "x"}\n', encoding="utf-8")
    said = ok("erase", "--from", "requests.jsonl", "--yes").err
    assert "ids that name nobody here: 1; they are not kept out" in said
    (tmp_path / "none.csv").write_text("id\n007\n", encoding="utf-8")
    assert cli("erase", "--from", "none.csv", "--yes").code == 3


@pytest.mark.slow
def test_what_could_not_be_written_anew_is_made_up_for(cli: Cli, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device", "attitude.duckdb.anew")

    with monkeypatch.context() as patch:
        patch.setattr("attitude.database.workspace.write_anew", full)
        failed = cli("erase", "M-1001", "--yes")
    assert (failed.code, failed.err) == (1, "error: attitude.duckdb.anew: No space left on device\n")
    for ending in ("anew", "anew.wal"):  # as a kill in the middle leaves them
        small.with_name(f"{small.name}.{ending}").write_bytes(b"half written")
    with Workspace(small) as workspace:
        assert clear_traces(workspace)
    assert not list(small.parent.glob("*.anew*"))
    with Workspace(small) as workspace:
        assert not clear_traces(workspace)
    assert b"Anna@x.org" not in small.read_bytes()


# Kills itself as it comes to a statement of that name for so many times.
_KILLED = """
import os, signal, sys
import attitude
from attitude.database import Workspace
before, left = Workspace.watched, int(sys.argv[2])
def watched(self, label):
    global left
    left -= label == sys.argv[1]
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return before(self, label)
Workspace.watched = watched
attitude.open(sys.argv[3]).erase(*sys.argv[4:])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_killed_in_the_middle_it_is_done_or_not(listed: Path) -> None:
    """Wherever it is killed: all of them are there, or none."""
    ids = some(listed)
    whole, gone = (len(ids), 0), (0, len(ids))
    for label, times, expected in (
        ("erase · suppress", 1, whole),
        ("erase · people", 9, whole),
        ("writing the file anew", 1, gone),
    ):
        child = subprocess.run([sys.executable, "-c", _KILLED, label, str(times), listed, *ids], capture_output=True)
        assert child.returncode == -signal.SIGKILL, label
        with Workspace(listed) as workspace:
            (left,) = workspace.row("select count(*) from members where list_contains(?, member_id)", [ids])
            (nameless,) = workspace.row("select count(*) from store.erased")
        assert (left, nameless) == expected, label
    with Workspace(listed) as workspace:
        assert clear_traces(workspace), "the next to write makes up for it"


@pytest.mark.slow
def test_python_has_it_too(small: Path) -> None:
    with Workspace(small) as workspace, pytest.raises(UsageError, match="nobody was ever erased here"):
        readmit(workspace, ["M-1001"])
    with pytest.raises(UsageError, match="no member 'x' in the workspace"):
        attitude.open(small).erase("x")
    with Workspace(small) as workspace:
        load_file(workspace, "members", small.parent / "M-1001" / "members.csv", LoadOptions())
    assert attitude.open(small).erase("007", dry_run=True).members == 1


@pytest.mark.slow
def test_broken_rows_and_replaced_campaigns(ok: Cli, small: Path, tmp_path: Path) -> None:
    """A row that is no row is not written down where it names somebody erased; what a campaign loses is told."""
    ok("erase", "M-1001", "--yes")
    rows = ["M-1002,c1,2026-01-06,x", "M-1003,c1,2026-01-06,x"] * 100
    broken = ["M-1001,c1,2026-01-06,x,y", "M-1003,c1,2026-01-06,x,y", '" M-1001 ",c1']
    lines = ["member_id,campaign_id,contacted_at,treatment_code", *rows, *broken]
    (tmp_path / "more.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = ok("load", "contacts", "more.csv", "--max-rejects", "0.5").err
    assert "note: more.csv: rows of erased members, kept out: 2\n" in said
    text = (tmp_path / "more.csv.rejects.csv").read_text(encoding="utf-8")
    assert [line.split(",")[3] for line in text.splitlines()[1:]] == ["M-1003"]
    assert b"M-1001" not in small.read_bytes()
    (tmp_path / "lines.jsonl").write_text(
        '{"member_id": "M-1002", "campaign_id": "c1"}\n["M-1001", {"a": "c1"}]\n[7]\n', encoding="utf-8"
    )
    said = ok("load", "contacts", "lines.jsonl", "--replace", "c1", "--max-rejects", "0.9").err
    assert "rows of erased members, kept out: 1\n" in said
    assert "contacts of erased people, taken out with the others, which no file brings again: 1; figures of" in said
    kinds = 'select "column", value from rejects where load_id = (select max(load_id) from loads) order by line'
    assert attitude.open(small).query(kinds).rows() == [("member_id", None), (None, "[7]")]
