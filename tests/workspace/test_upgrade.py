"""Workspaces of earlier versions: brought up they give what they gave, and whatever stops that leaves the old file."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import Cli, some
from upgrade import make

import attitude
from attitude import upgrade as steps
from attitude.database import VERSION, Workspace, changes, upgrading
from attitude.database.opening import OLDEST
from attitude.errors import BusyError, OlderError
from attitude.numbers import file_size

KEPT = sorted(make.HERE.glob("v*"))
NAME = "attitude.duckdb"
ANEW: list[str] = []  # one, once a month was walked with this version


def params(between: pytest.MarkDecorator) -> list[object]:
    """Every kept workspace: the oldest, which takes every step, in every run; the newest in the slow one too."""
    marks = {one: [between] for one in KEPT} | {KEPT[-1]: [pytest.mark.slow], KEPT[0]: []}
    return [pytest.param(one, id=one.name, marks=marks[one]) for one in KEPT]


@pytest.fixture(scope="session", params=params(between=pytest.mark.long))
def unpacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A kept workspace with all that lies beside it, and where it is kept."""
    folder = tmp_path_factory.mktemp(request.param.name)
    with tarfile.open(request.param / "workspace.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder, request.param


@pytest.fixture
def version(unpacked: tuple[Path, Path]) -> int:
    return int(unpacked[1].name[1:])


@pytest.fixture
def kept(unpacked: tuple[Path, Path], tmp_path: Path) -> Path:
    """The same, in the working folder."""
    shutil.copytree(unpacked[0], tmp_path, dirs_exist_ok=True)
    return tmp_path / NAME


@pytest.fixture
def old(kept: Path, version: int) -> Path:
    """The same, of an earlier version."""
    if version == VERSION:
        pytest.skip("is of this version")
    return kept


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def beside(path: Path) -> list[str]:
    """Name what lies there under the workspace's name, but for itself."""
    return sorted(found.name for found in path.parent.glob(f"{path.name}*") if found != path)


def told(version: int, name: str = NAME) -> str:
    where = "" if name == NAME else f" --db {name}"
    return (
        f"error: {name}: a workspace of version {version}, this attitude has {VERSION}: 'attitude upgrade{where}' "
        "brings it up and loses nothing\n"
    )


def parts(said: str) -> dict[str, str]:
    """Part what was kept by question."""
    found = re.split(r"(?m)^(?=\$ attitude )", said)[1:]
    return {part.split("\n", 1)[0]: part for part in found}


FIGURE = re.compile(r"-?\d+\.\d+")
# by what both arms can show, in the same days, since 18: what rests on that comparison was otherwise before
COMPARED = {
    *("responses", "rate", "control_responses", "control_rate", "base", "test", "p_value", "p_adjusted", "net"),
    *("difference", "difference_low", "difference_high", "relative_lift", "relative_low", "relative_high"),
    *("incremental_responses", "incremental_low", "incremental_high", "incremental_value", "value_low", "value_high"),
    *("qini", "net_per_contact", "return", "return_low", "return_high", "held_campaigns", "held_contacts", "control"),
}


# what has columns that came since
GROWN = (
    *(" from loads ", "from lists ", "from list_members ", "from list_treatments ", "--show offers"),
    *("from attitudes ", "from responsiveness ", "--show scores", "from campaigns ", " from runs "),
    "from responses ",
)
# intervals are of 90 % since 18, and know how little is known of a member
INTERVALS = {"score_low", "score_high"}
# since 18, once they are made anew: scores that people read have an alpha of their own, and offers count to a power
READ = INTERVALS | {"score", "trend", "best_channel"}


def is_told_alike(question: str, now: str, then: str) -> bool:
    """Tell whether two answers are the same; chance is told to eight digits since 14, so that libraries agree on it.

    Columns of ``loads``, treatments, members of lists, offers and of what is measured that came since are left out, and
    what those held out were compared by.
    """
    grown = any(words in question for words in GROWN)
    if not grown and not question.startswith("$ attitude measure"):
        return now == then
    now, then = cut(now, then, question), cut(then, then, question)
    figures = [[float(found) for found in FIGURE.findall(answer)] for answer in (now, then)]
    return FIGURE.sub("…", now) == FIGURE.sub("…", then) and figures[0] == pytest.approx(figures[1], rel=1e-6, abs=1e-5)


def cut(answer: str, then: str, question: str, moved: set[str] = INTERVALS) -> str:
    """Leave out the columns of a table that another answer has not, and the curve of what was added."""
    left_out = COMPARED if re.search(r"--show (lift|money|matrix|quality)|--by", question) else moved
    names = [name for name in next(csv.reader(then.splitlines()[1:2])) if name not in left_out]
    rows = [row for row in csv.DictReader(answer.splitlines()[1:]) if row.get("curve") != "added"]
    return "\n".join(",".join(plain(row[name]) for name in names) for row in rows)


def single(answer: str) -> str:
    """Leave out pairs of elements: what they bring is laid beside the worth of both, which is another since 18."""
    return "".join(line for line in answer.splitlines(keepends=True) if " × " not in line)


def plain(cell: str) -> str:
    """Write a whole number as the figure it is, for sums of decimals have no last digits to spare."""
    return f"{float(cell):.1f}" if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell


def plain_manifest(path: Path) -> dict[str, object]:
    return {name: value for name, value in json.loads(path.read_bytes()).items() if name != "tool"}


# what harms a process that upgrades: ``s`` and ``u`` are the modules that do it
HARMS = """
import errno, os, signal, sys
from attitude import upgrade as s
from attitude.database import upgrading as u

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def press(*_):
    os.kill(os.getpid(), signal.SIGINT)

def refuse(number):
    def raising(*_):
        raise OSError(number, os.strerror(number))
    return raising

def endless(workspace):
    workspace.rows("select count(*) from range(10000000) a, range(10000000) b where a.range > b.range % 7 + a.range")

def half(source, target):
    target.write_bytes(source.read(5_000_000))
    die()

def no_checkpoint(workspace, sql, label=None):
    die() if sql == "checkpoint" else workspace._con.execute(sql)
"""


def run(harm: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own that comes to harm."""
    code = f"{HARMS}\n{harm}\nfrom attitude.main import main\nsys.argv = ['attitude', *{arguments!r}]\nmain()\n"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, encoding="utf-8")


def test_there_is_a_change_for_every_version() -> None:
    found = changes(OLDEST)
    assert [change.version for change in found] == list(range(OLDEST + 1, VERSION + 1))
    assert all(change.words for change in found)
    assert changes(VERSION) == ()


@pytest.mark.slow
@pytest.mark.parametrize("unpacked", params(between=pytest.mark.long), indirect=True)
def test_what_it_gave_it_gives(ok: Cli, cli: Cli, old: Path, unpacked: tuple[Path, Path], version: int) -> None:
    """Tables, lists, why, measure, diff, member, and to the byte what was handed over; then once more, scored anew."""
    refused = cli("status")
    assert (refused.code, refused.out, refused.err) == (2, "", told(version))
    ok("upgrade")
    said = parts((unpacked[1] / "said.txt").read_text(encoding="utf-8"))
    found = make.looked_up(old)
    gave = "".join(make.told(words, ok(*words).out) for words in (make.filled(q, found) for q in make.QUESTIONS))
    now = parts(gave)
    assert list(now) == list(said)
    assert not [question for question in said if not is_told_alike(question, now[question], said[question])]
    for words in make.EXPORTS:
        ok(*words)
    for path in sorted(unpacked[0].glob("*.csv")):
        assert path.read_bytes() == (old.parent / path.name).read_bytes(), path.name
    for path in sorted(unpacked[0].glob("*.manifest.json")):
        assert plain_manifest(path) == plain_manifest(old.parent / path.name), path.name
    ok("score", "--full", "--as-of", "2026-11-21")
    for name in ("attitudes", "responsiveness", "elements"):
        words = ("query", f"from {name} order by all", "--format", "csv")
        question = make.told(words, "").split("\n", 1)[0]
        anew, then = (single(answer) for answer in (make.told(words, ok(*words).out), said[question]))
        moved = set() if name == "elements" else READ
        assert cut(anew, then, question, moved) == cut(then, then, question, moved), name


def test_the_kept_workspace_has_all_that_one_can_hold(old: Path) -> None:
    with duckdb.connect(str(old), read_only=True) as con:
        con.execute(f"set variable today = date '{make.TODAY}'")
        states = {state for (state,) in con.execute("select distinct status from lists").fetchall()}
        assert states == {"draft", "approved", "exported", "sent", "recalled", "expired"}
        for source in (
            "store.erased", "store.suppressed", "rejects", "store.list_choices",
            "store.list_limits where kind = 'budget'", "store.list_tolls", "store.control_periods", "store.returns",
            "store.constants where constant = 'leaning_weight'", "runs where inputs is not null",
            "list_members where is_control", "list_members where selection_probability < 1",
            "list_members where cell = 'explore'",
        ):  # fmt: skip
            (count,) = con.execute(f"select count(*) from {source}").fetchall()[0]
            assert count, source


@pytest.fixture
def anew(ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The catalogue after the same month, walked with this version: once, for it is one whatever it is held beside."""
    if not ANEW:
        fresh = tmp_path / "fresh"
        fresh.mkdir()
        with monkeypatch.context() as there:
            there.chdir(fresh)
            make.walk(lambda *words: ok(*words).out, fresh)
        ANEW.append(make.catalogue(fresh / NAME))
    return ANEW[0]


@pytest.mark.slow
def test_it_then_is_as_one_made_anew(ok: Cli, kept: Path, anew: str) -> None:
    """Every table, column, view and macro, and what is said of them."""
    ok("upgrade")
    ok("score", "--full", "--as-of", "2026-11-21")
    assert make.catalogue(kept) == anew


def test_the_schema_changes_with_its_version_alone(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    assert make.catalogue(tmp_path / NAME) == (make.HERE / "catalogue.txt").read_text(encoding="utf-8"), (
        "the schema is not what is kept of it: write its upgrade, as attitude/database/upgrading.py says"
    )


def test_what_it_would_do_is_told_first(ok: Cli, old: Path, version: int) -> None:
    before = digest(old)
    said = ok("upgrade", "--dry-run")
    assert said.out.startswith(f"{NAME}: would be brought up from version {version} to {VERSION}\n  {version + 1}: ")
    assert said.out.endswith(f"the old file would be kept as {NAME}.v{version}, {file_size(old.stat().st_size)}\n")
    assert (said.err, digest(old), beside(old)) == ("tried only: nothing is changed\n", before, [])


def test_one_of_this_version_stays_as_it_is(ok: Cli, scored: Path) -> None:
    before = digest(scored)
    words = f"{NAME}: is of version {VERSION}, as this attitude has it; nothing is to be done\n"
    assert (ok("upgrade").err, ok("upgrade", "--dry-run").err) == (words, words)
    assert (digest(scored), beside(scored)) == (before, [])


def test_writing_brings_it_up(ok: Cli, old: Path, version: int) -> None:
    before, size = digest(old), file_size(old.stat().st_size)
    said = ok("recall", "approved")
    kept = f"{NAME}.v{version}"
    told = f"{NAME}: brought up from version {version} to {VERSION}; the old file is kept as {kept} ({size})\n"
    assert said.err.startswith(told)
    assert (digest(old.with_name(kept)), beside(old)) == (before, [kept])
    assert "brought up" not in ok("recall", "exported").err
    with Workspace(old, read_only=True) as workspace:
        noted = workspace.rows("select step, subject from runs order by run_id desc limit 3")
        assert noted[-1] == ("upgrade", f"{version} → {VERSION}")
        storage = "select tags['storage_version'] from duckdb_databases() where path is not null"
        with duckdb.connect(str(old.with_name(kept)), read_only=True) as con:
            assert workspace.rows(storage) == con.execute(storage).fetchall(), "other tools open it as before"


def test_python_sees_the_same(old: Path, version: int) -> None:
    with attitude.open(old) as w:
        with pytest.raises(OlderError) as refused:
            w.query("from lists")
        assert str(refused.value) == told(version, str(old)).removeprefix("error: ").rstrip("\n")
        plan = w.upgrade(dry_run=True)
        assert (plan.before, plan.after, plan.kept) == (version, VERSION, None)
        assert w.recall("approved").contacts == 30
        assert w.query("from lists").height == 8
        assert w.upgrade().before == VERSION
    assert beside(old) == [f"{NAME}.v{version}"]


def test_a_job_brings_it_up_first(ok: Cli, cli: Cli, old: Path, version: int) -> None:
    said = cli("run", "month.toml", "--dry-run")
    assert (said.code, said.err) == (2, told(version))
    found = json.loads(ok("run", "month.toml", "--format", "json").out)
    assert [(row["step"], row["subject"], row["outcome"]) for row in found] == [
        ("upgrade", f"{version} → {VERSION}", "done"),
        ("score", "2026-11-21", "skipped"),
    ]
    assert found[0]["detail"] == f"the old file is kept as {NAME}.v{version}"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (str(VERSION + 1), f"a workspace of version {VERSION + 1}, made by a newer attitude; this one reads up to "),
        ("12", "a workspace of version 12; those before 13 cannot be brought up: use the attitude that made it, or "),
        ("odd", "a DuckDB file, but not a workspace; 'attitude init --db FILE' makes one"),
    ],
)
def test_a_version_that_cannot_be_brought_up_is_one_line(cli: Cli, scored: Path, found: str, words: str) -> None:
    with Workspace(scored) as workspace:
        workspace.rows("update store.meta set value = ? where key = 'schema_version'", [found])
    before = digest(scored)
    for command in (("status",), ("score",), ("upgrade",), ("upgrade", "--dry-run"), ()):
        said = cli(*command)
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1), command
        assert said.err.startswith(f"error: {NAME}: {words}")
    assert (digest(scored), beside(scored)) == (before, [])


def test_the_command_names_the_file(cli: Cli, old: Path, version: int) -> None:
    old.rename(old.with_name("my work.duckdb"))
    assert cli("status", "--db", "my work.duckdb").err == told(version, "my work.duckdb").replace(
        "--db my work.duckdb", "--db 'my work.duckdb'"
    )


# when a process is killed, and what lies beside the workspace then
MOMENTS = {
    "before the copy": ("u.copy_open = die", []),
    "half a copy": ("u.copy_open = half", [".upgrading"]),
    "a copy": ("u.like = die", [".upgrading"]),
    "in the transaction": ("s._make_anew = die", [".upgrading"]),
    "committed": ("s.Workspace.define = no_checkpoint", [".upgrading", ".upgrading.wal"]),
    "the new file is whole": ("u._keep_old = die", [".upgrading"]),
    "the old file has two names": ("u.Path.replace = die", [".upgrading", ".v{}"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("moment", some(MOMENTS, "committed"))
def test_a_kill_leaves_the_old_file(ok: Cli, old: Path, version: int, moment: str) -> None:
    before = digest(old)
    harm, left = MOMENTS[moment]
    done = run(harm, old.parent, "upgrade")
    assert (done.returncode, done.stderr) == (-9, "")
    assert beside(old) == [NAME + ending.format(version) for ending in left]
    assert digest(old) == before
    ok("upgrade")
    assert beside(old) == [f"{NAME}.v{version}"], "one old file, and nothing else"
    assert digest(old.with_name(f"{NAME}.v{version}")) == before
    assert ok("query", "select count(*) from lists", "--format", "csv").out == "count_star()\n8\n"


@pytest.mark.slow
def test_a_kill_when_all_is_done_leaves_the_new_file(ok: Cli, old: Path, version: int) -> None:
    before = digest(old)
    harm = "replace = u.Path.replace\nu.Path.replace = lambda path, to: (replace(path, to), die())"
    assert run(harm, old.parent, "upgrade").returncode == -9
    assert digest(old.with_name(f"{NAME}.v{version}")) == before
    assert "nothing is to be done" in ok("upgrade").err


STOPPED = "error: interrupted; what was not finished has left no trace in the workspace\n"
WRONG = {
    "Ctrl-C": ("s._make_anew = lambda w: (press(), endless(w))", 130, STOPPED),
    "Ctrl-C while it copies": ("u.like = press", 130, STOPPED),
    "a fault in a change": (
        "s.changes = lambda since: (u.Change(since + 1, 'schema/tables', 'x'),)", 1,
        'error: schema/tables: Schema with name "store" already exists!\n',
    ),
    "a full disk": (
        "u.copy_open = refuse(errno.ENOSPC)", 1,
        f"error: {NAME}.upgrading: No space left on device: the upgrade changes a copy of the workspace, {{size}}; "
        "make room beside it; nothing is changed\n",
    ),
    "a folder that may not be written": (
        "u.copy_open = refuse(errno.EROFS)", 1,
        f"error: {NAME}.upgrading: cannot be written: Read-only file system; nothing is changed\n",
    ),
    "names that may not be changed": (
        "u.Path.replace = refuse(errno.EBUSY)", 1,
        f"error: {NAME}: cannot be replaced: Device or resource busy; nothing is changed\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("harm", WRONG)
def test_what_goes_wrong_leaves_the_old_file(old: Path, version: int, harm: str) -> None:
    before = digest(old)
    words, code, said = WRONG[harm]
    done = run(words, old.parent, "upgrade")
    assert (done.returncode, done.stderr) == (code, said.replace("{size}", file_size(old.stat().st_size)))
    assert digest(old) == before
    assert beside(old) == []


@pytest.fixture
def opener(old: Path) -> Iterator[subprocess.Popen[str]]:
    """Somebody else who has the file open, to read."""
    code = f"import duckdb, sys; c = duckdb.connect({str(old)!r}, read_only=True); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.communicate("\n")


def test_one_that_is_in_use_is_left(cli: Cli, old: Path, opener: subprocess.Popen[str]) -> None:
    before = digest(old)
    for command in (("upgrade",), ("recall", "approved")):
        said = cli(*command)
        assert (said.code, said.err) == (
            1,
            f"error: {NAME}: in use by process {opener.pid}; wait until it has finished\n",
        )
    assert (digest(old), beside(old)) == (before, [])


def test_nobody_gets_at_it_meanwhile(old: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also after another old file was looked through, for to close a file lets go of locks on it."""
    shutil.copy(old, old.with_name(f"{NAME}.v{version}"))
    with old.with_name(f"{NAME}.v{version}").open("ab") as file:
        file.write(b"x")
    code = f"import duckdb; duckdb.connect({str(old)!r})"
    tried = []

    def attempted(act: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            found = act(*given)
            tried.append(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr)
            return found

        return call

    for module, name in ((upgrading, "like"), (steps, "_make_anew"), (upgrading, "_keep_old")):
        monkeypatch.setattr(module, name, attempted(getattr(module, name)))
    found = steps.upgrade(old)
    assert len(tried) == 3
    assert all("Could not set lock" in words for words in tried), tried
    assert found.kept == old.with_name(f"{NAME}.v{version}-2")


@pytest.mark.slow
def test_an_old_file_that_is_there_stays(ok: Cli, old: Path, version: int, tmp_path: Path) -> None:
    """What is another's keeps its name; the same file, put back and brought up again, is kept once."""
    first = old.with_name(f"{NAME}.v{version}")
    first.write_text("of before")
    before = digest(old)
    assert f"kept as {NAME}.v{version}-2 " in ok("upgrade").err
    assert first.read_text() == "of before"
    second = old.with_name(f"{NAME}.v{version}-2")
    shutil.copy(second, old)
    assert f"kept as {NAME}.v{version}-2 " in ok("upgrade").err
    assert beside(old) == [first.name, second.name]
    assert digest(second) == before
    assert ok("query", "select count(*) from runs where step = 'upgrade'", "--format", "csv").out.endswith("\n1\n")


def test_where_a_file_has_one_name_alone(ok: Cli, old: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    before = digest(old)
    monkeypatch.setattr(os, "link", refuse)
    ok("upgrade")
    assert digest(old.with_name(f"{NAME}.v{version}")) == before
    assert beside(old) == [f"{NAME}.v{version}"]


@pytest.mark.slow
def test_a_link_stays_one(ok: Cli, old: Path, version: int, tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    old.rename(store / "real.duckdb")
    old.symlink_to(store / "real.duckdb")
    assert f"kept as {store.resolve()}/real.duckdb.v{version} " in ok("upgrade").err
    assert old.is_symlink()
    assert beside(store / "real.duckdb") == [f"real.duckdb.v{version}"]
    assert ok("status").code == 0


def test_what_a_killed_process_left_in_the_log_comes_along(ok: Cli, old: Path, version: int) -> None:
    write = "insert into store.meta values ('a', 'b')"
    code = f"import duckdb, os; con = duckdb.connect({NAME!r}); con.execute({write!r}); os._exit(0)"
    subprocess.run([sys.executable, "-c", code], cwd=old.parent, check=True)
    assert beside(old) == [f"{NAME}.wal"]
    ok("upgrade")
    assert beside(old) == [f"{NAME}.v{version}"]
    for path in (old, old.with_name(f"{NAME}.v{version}")):
        with duckdb.connect(str(path), read_only=True) as con:
            assert con.execute("select value from store.meta where key = 'a'").fetchall() == [("b",)]


def test_who_may_use_it_stays(ok: Cli, old: Path, version: int) -> None:
    old.chmod(0o640)
    ok("upgrade")
    assert old.stat().st_mode & 0o777 == 0o640


def test_who_is_erased_is_still_in_the_old_file(ok: Cli, old: Path, version: int) -> None:
    old.with_name(f"{NAME}.v{version}.notes").write_text("another's")
    ok("upgrade")
    member = make.looked_up(old)["treated"]
    said = ok("erase", member, "--yes")
    assert f"note: delete them there too: {NAME}.v{version} (the workspace before an upgrade)\n" in said.err
    assert ".notes" not in said.err


def test_two_at_once(old: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes second, when the first has just ended, changes nothing."""
    plan = steps.planned(old)
    steps.upgrade(old)
    before = digest(old)
    monkeypatch.setattr(steps, "planned", lambda _: plan)
    with pytest.raises(BusyError, match="another process has just brought it up"):
        steps.upgrade(old)
    assert (digest(old), beside(old)) == (before, [f"{NAME}.v{version}"])
