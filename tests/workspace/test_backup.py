"""Backups: whole or nothing while others read, found again when the workspace is damaged, and the way back."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from conftest import Cli, everything

import attitude
from attitude.backup import clear_older
from attitude.database import Backup, Workspace, backups_of, copy_workspace, copying, disk, note_backup, notes_of
from attitude.errors import AttitudeError, BusyError, DamagedError, UsageError

HOLD = "import duckdb, sys\ncon = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == 'read')\n"
HOLD += "con.execute('select 1')\nprint('open', flush=True)\nsys.stdin.read()\n"


@contextmanager
def held_by_another(path: Path, how: str) -> Iterator[int]:
    """Let another process have the file open, to read or to write."""
    command = [sys.executable, "-c", HOLD, str(path), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        yield other.pid
        other.kill()


def left_over(folder: Path) -> list[str]:
    """Name what begins with a dot: copies that were not finished."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def rows_of(path: Path) -> list[tuple[object, ...]]:
    with Workspace(path, read_only=True) as workspace:
        return workspace.rows("from runs order by run_id")


def test_a_backup_is_the_workspace_and_says_what_was_checked(ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    with held_by_another(scored, "read"):
        said = ok("backup", "safe/first.duckdb")
    assert said.out == ""
    first, second = said.err.splitlines()
    assert first.startswith("safe/first.duckdb: ")
    assert first.endswith(" MB, a copy of attitude.duckdb")
    assert second.startswith("checked: opened, every column of ")
    assert " rows as in the workspace; 'attitude verify safe/first.duckdb'" in second
    assert everything(tmp_path / "safe" / "first.duckdb") == everything(scored)
    assert rows_of(tmp_path / "safe" / "first.duckdb") == rows_of(scored), "a workspace is not changed by being copied"
    assert "checks passed" in ok("verify", "safe/first.duckdb").err
    assert [path.name for path in (tmp_path / "safe").iterdir()] == ["first.duckdb"]
    (noted,) = backups_of(scored)
    assert noted.file == str(tmp_path / "safe" / "first.duckdb")
    assert noted.bytes == (tmp_path / "safe" / "first.duckdb").stat().st_size
    again = cli("backup", "safe/first.duckdb")
    assert (again.code, again.err) == (
        2,
        "error: safe/first.duckdb: exists already; --force writes over it, or name another file\n",
    )
    ok("backup", "safe/first.duckdb", "--force")
    ok("backup", "safe/second.duckdb")
    assert [Path(one.file).name for one in backups_of(scored)] == ["second.duckdb", "first.duckdb"]
    assert (
        f"last backup\n  {backups_of(scored)[0].made_at}  {tmp_path / 'safe' / 'second.duckdb'}, " in ok("status").err
    )


def test_a_writer_elsewhere_is_the_busy_line(cli: Cli, scored: Path, tmp_path: Path) -> None:
    with held_by_another(scored, "write") as pid:
        said = cli("backup", "safe.duckdb")
        assert (said.code, said.err) == (
            1,
            f"error: attitude.duckdb: in use by process {pid}; wait until it has finished\n",
        )
        shutil.copy(scored, tmp_path / "other.duckdb")
        assert "attitude.duckdb: in use" in cli("restore", "other.duckdb", "--force").err
    with held_by_another(scored, "read"):
        assert "attitude.duckdb: in use" in cli("restore", "other.duckdb", "--force").err
    assert not (tmp_path / "safe.duckdb").exists()
    assert not left_over(tmp_path)


def test_nobody_writes_while_it_is_copied(scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock lasts until the last byte: the file's other handle is closed after it."""
    found: list[str] = []
    write = disk.copy_open

    def written(source: object, place: Path) -> None:
        write(source, place)  # type: ignore[arg-type]
        code = "import duckdb, sys\ntry: duckdb.connect(sys.argv[1])\nexcept duckdb.Error: print('kept out')"
        done = subprocess.run([sys.executable, "-c", code, str(scored)], capture_output=True, text=True)
        found.append(done.stdout)

    monkeypatch.setattr(copying, "copy_open", written)
    copy_workspace(scored, tmp_path / "copy.duckdb")
    assert found == ["kept out\n"]


def test_what_a_killed_process_left_in_the_log_is_in_the_copy(ok: Cli, scored: Path, tmp_path: Path) -> None:
    with duckdb.connect(scored) as con:
        con.execute("pragma disable_checkpoint_on_shutdown")
        con.execute(
            "insert into runs (run_id, step, started_at, seconds, tool_version) "
            "select 77, 'killed', now()::timestamp, 0, ''"
        )
    assert (tmp_path / "attitude.duckdb.wal").exists()
    ok("backup", "safe.duckdb")
    assert not (tmp_path / "safe.duckdb.wal").exists()
    assert rows_of(tmp_path / "safe.duckdb")[-1][0] == 77
    ok("restore", "safe.duckdb", "--force")
    assert not (tmp_path / "attitude.duckdb.wal").exists(), "it went with the file it belongs to"
    assert (tmp_path / "attitude.duckdb.replaced.wal").exists()
    assert rows_of(scored)[-1][0] == 77


WRONG = {
    "stdout": (("backup", "-"), "-: a backup is read back and checked, so it cannot go to stdout; name a file"),
    "itself": (("backup", "attitude.duckdb", "--force"), "attitude.duckdb: is the workspace itself, or goes with it"),
    "its other name": (("backup", "link.duckdb", "--force"), "link.duckdb: is the workspace itself"),
    "its log": (("backup", "attitude.duckdb.wal"), "attitude.duckdb.wal: is the workspace itself, or goes with it"),
    "a folder": (("backup", "folder"), "folder: is a folder; name the file, as folder/attitude.backup.duckdb"),
    "no folder": (("backup", "no/safe.duckdb"), "no: no such folder; make it first"),
    "no file": (("backup", os.devnull, "--force"), f"{os.devnull}: is no file that a backup can be kept in"),
    "there": (("backup", "note.txt"), "note.txt: exists already; --force writes over it"),
    "a log in the way": (("backup", "left"), "left.wal: is in the way"),
    "no workspace": (("backup", "x.duckdb", "--db", "no.duckdb"), "no.duckdb: no workspace here; make one"),
    "not one": (("backup", "x.duckdb", "--db", "note.txt"), "note.txt: is not a workspace file"),
    "no backup": (("restore", "no.duckdb"), "no.duckdb: no such backup"),
    "no backup file": (("restore", "folder"), "folder: is no file; name the backup itself"),
    "the same": (("restore", "link.duckdb", "--force"), "link.duckdb: is the workspace itself; name the backup"),
    "in the way": (("restore", "safe.duckdb"), "attitude.duckdb: a workspace is there; --force puts the backup in"),
    "not a backup": (("restore", "note.txt", "--force"), "note.txt: is not a workspace file"),
    "another database": (("restore", "odd.duckdb", "--force"), "odd.duckdb: a DuckDB file, but not a workspace"),
    "no place": (("restore", "safe.duckdb", "--db", "no/w.duckdb"), "no: no such folder; make it first"),
    "verify what": (("verify", "no.duckdb"), "no.duckdb: no workspace here"),
    "verify a text": (("verify", "note.txt"), "note.txt: is not a workspace file"),
}


@pytest.fixture
def odd(scored: Path, tmp_path: Path) -> Path:
    """A folder with a workspace, a copy of it, and things that are neither."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "note.txt").write_text("what somebody wrote\n")
    (tmp_path / "left.wal").write_text("what somebody left\n")
    (tmp_path / "link.duckdb").symlink_to(scored)
    shutil.copy(scored, tmp_path / "safe.duckdb")
    duckdb.connect(tmp_path / "odd.duckdb").close()
    return tmp_path


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_is_one_line_and_leaves_all_as_it_was(name: str, cli: Cli, odd: Path) -> None:
    words, told = WRONG[name]
    before = {path: path.read_bytes() for path in odd.iterdir() if path.is_file()}
    said = cli(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"error: {told}")
    assert said.err.count("\n") == 1
    assert {path: path.read_bytes() for path in odd.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_disk_that_refuses_leaves_the_older_backup(
    cli: Cli, ok: Cli, scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    ok("backup", "safe.duckdb")
    before = (tmp_path / "safe.duckdb").read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    for name in ("copy_open", "sync") if number == errno.ENOSPC else ("copy_open",):
        with monkeypatch.context() as patch:
            patch.setattr(copying, name, refuse)
            said = cli("backup", "safe.duckdb", "--force")
            assert (said.code, said.err) == (
                1,
                f"error: safe.duckdb: cannot be written: {os.strerror(number)}\n",
            )
            said = cli("restore", "safe.duckdb", "--db", "new.duckdb")
            assert f"new.duckdb: cannot be written: {os.strerror(number)}" in said.err
    assert (tmp_path / "safe.duckdb").read_bytes() == before
    assert not left_over(tmp_path)


def test_a_folder_that_cannot_be_written_is_one_line(cli: Cli, scored: Path) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("no such folder on this system")
    said = cli("backup", "/proc/safe.duckdb")
    assert said.code == 1
    assert said.err.startswith("error: /proc/safe.duckdb: cannot be written: ")


@pytest.mark.slow
def test_a_backup_that_cannot_be_noted_is_one_all_the_same(
    ok: Cli, scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes_of(scored).mkdir()
    said = ok("backup", "safe.duckdb")
    assert "note: not noted beside the workspace" in said.err
    assert everything(tmp_path / "safe.duckdb") == everything(scored)


def test_an_interrupt_leaves_nothing(cli: Cli, scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "read_all", stop)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert cli("backup", "safe.duckdb").code == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def damage(path: Path) -> None:
    """Flip a byte of every block but the first."""
    data = bytearray(path.read_bytes())
    for start in range(3 * 4096 + 262_144, len(data), 262_144):
        data[start + 20] ^= 1
    path.write_bytes(bytes(data))


def test_a_damaged_workspace_takes_no_place_of_a_backup(cli: Cli, ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backup", "safe.duckdb")
    before = (tmp_path / "safe.duckdb").read_bytes()
    damage(scored)
    said = cli("backup", "safe.duckdb", "--force")
    assert said.code == 3
    assert said.err.startswith("error: attitude.duckdb: is damaged in the block at byte ")
    assert f"the last backup seen is {tmp_path / 'safe.duckdb'} of 20" in said.err
    assert (tmp_path / "safe.duckdb").read_bytes() == before
    assert not left_over(tmp_path)


@pytest.mark.slow
def test_the_way_back_from_damage(cli: Cli, ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backup", "safe.duckdb")
    told = everything(scored)
    damage(scored)
    broken = scored.read_bytes()
    said = cli("status")
    assert said.code == 3
    command = said.err.split("'")[1]
    assert command == f"attitude restore {tmp_path / 'safe.duckdb'} --force"
    back = ok(*command.split()[1:])
    assert "what was there is kept as attitude.duckdb.replaced" in back.err
    assert (tmp_path / "attitude.duckdb.replaced").read_bytes() == broken
    assert everything(scored) == told
    assert "checks passed" in ok("verify").err
    ok("restore", "safe.duckdb", "--force")
    assert (tmp_path / "attitude.duckdb.replaced~2").exists()
    assert not (tmp_path / "attitude.duckdb.lock").exists()
    assert not left_over(tmp_path)


def test_a_damaged_backup_is_not_put_in_place(cli: Cli, ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backup", "safe.duckdb")
    damage(tmp_path / "safe.duckdb")
    before = scored.read_bytes()
    said = cli("restore", "safe.duckdb", "--force")
    assert said.code == 3
    assert said.err.startswith("error: safe.duckdb: is damaged")
    assert scored.read_bytes() == before
    assert not (tmp_path / "attitude.duckdb.replaced").exists()


@pytest.mark.slow
def test_a_backup_comes_to_a_place_that_is_free(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backup", "safe.duckdb")
    said = ok("restore", "safe.duckdb", "--db", "look.duckdb")
    assert "is kept as" not in said.err
    assert everything(tmp_path / "look.duckdb") == everything(scored)


def set_version(path: Path, version: int) -> None:
    with duckdb.connect(path) as con:
        con.execute("update store.meta set value = ? where key = 'schema_version'", [str(version)])


def test_an_older_version_comes_back_as_it_is_and_a_newer_one_does_not(cli: Cli, ok: Cli, scored: Path) -> None:
    shutil.copy(scored, "old.duckdb")
    shutil.copy(scored, "new.duckdb")
    set_version(Path("old.duckdb"), 12)
    set_version(Path("new.duckdb"), 999)
    ok("restore", "old.duckdb", "--force")
    with duckdb.connect(scored, read_only=True) as con:
        assert con.sql("select value from store.meta where key = 'schema_version'").fetchall() == [("12",)]
    ok("backup", "again.duckdb")
    said = cli("restore", "new.duckdb", "--force")
    assert said.code == 2
    assert said.err.startswith("error: new.duckdb: a workspace of version 999, made by a newer attitude")


def test_who_was_erased_since_is_named(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backup", "safe.duckdb")
    said = ok("erase", "010000001", "010000002", "--yes")
    assert f"delete it, or write over it with a new one: {tmp_path / 'safe.duckdb'} (backup of " in said.err
    said = ok("restore", "safe.duckdb", "--force")
    command = "attitude erase --yes 010000001 010000002"
    assert f"erased since that backup, and back with it: 2; erase them again: {command}\n" in said.err
    ok(*command.split()[1:])
    assert "checks passed" in ok("verify").err


@pytest.mark.slow
def test_after_a_restore_the_workspace_is_not_behind(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backup", "first.duckdb")
    (tmp_path / "optouts.csv").write_text("member_id\n010000001\n")
    ok("load", "optouts", "optouts.csv")
    ok("backup", "second.duckdb")
    ok("restore", "first.duckdb", "--force")
    assert "checks passed" in ok("verify").err
    assert [Path(one.file).name for one in backups_of(scored)] == ["first.duckdb", "second.duckdb"]


def test_the_last_backup_that_is_still_there_is_named(cli: Cli, ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backup", "first.duckdb")
    ok("backup", "second.duckdb")
    (tmp_path / "second.duckdb").unlink()
    scored.write_bytes(b"")
    assert f"the last backup seen is {tmp_path / 'first.duckdb'} of 20" in cli("status").err
    assert "no.duckdb: no such backup; the last one seen is " in cli("restore", "no.duckdb").err


def test_backups_are_proposed_at_a_tab(ok: Cli, scored: Path, tmp_path: Path) -> None:
    from types import SimpleNamespace

    from attitude.commands import complete

    ok("backup", "safe.duckdb")
    context = SimpleNamespace(params={})
    assert [name for name, _ in complete.backups(context, "")] == [str(tmp_path / "safe.duckdb")]  # type: ignore[arg-type]
    assert complete.backups(context, "x") == []  # type: ignore[arg-type]


def test_from_python(scored: Path, tmp_path: Path) -> None:
    w = attitude.open(scored)
    made = w.backup(tmp_path / "safe.duckdb")
    assert (made.bytes, made.notes) == ((tmp_path / "safe.duckdb").stat().st_size, ())
    assert made.last_run == rows_of(scored)[-1][0]
    with pytest.raises(UsageError, match="exists already"):
        w.backup(tmp_path / "safe.duckdb")
    damage(scored)
    with pytest.raises(DamagedError, match="attitude restore"):
        w.verify()
    back = w.restore(tmp_path / "safe.duckdb", force=True)
    assert back.kept == tmp_path / "attitude.duckdb.replaced"
    assert (back.rows, back.tables) == (made.rows, made.tables)
    assert w.verify().faults == ()


def test_what_a_killed_copy_left_goes_and_two_at_once_do_not(cli: Cli, ok: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / ".safe.duckdb.part").mkdir()
    (tmp_path / ".safe.duckdb.part" / "safe.duckdb").write_text("half of it")
    with copying.copied(scored, tmp_path / "safe.duckdb"):
        said = cli("backup", "safe.duckdb")
        assert (said.code, said.err) == (
            1,
            "error: safe.duckdb: another copy is being made there; wait until it has finished\n",
        )
    assert not left_over(tmp_path)
    ok("backup", "safe.duckdb", "--force")
    assert not left_over(tmp_path)


def test_a_new_workspace_in_the_same_place_is_not_behind(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("backup", "safe.duckdb")
    scored.unlink()
    ok("init")
    (tmp_path / "members.csv").write_text("member_id\n1\n")
    assert "checks passed" in ok("verify").err
    ok("load", "members", "members.csv")
    assert "checks passed" in ok("verify").err


def test_copies_share_one_way(scored: Path, tmp_path: Path) -> None:
    copy_workspace(scored, tmp_path / "copy.duckdb")
    assert (tmp_path / "copy.duckdb").read_bytes() == scored.read_bytes()
    with pytest.raises(UsageError, match="no such folder"):
        copy_workspace(scored, tmp_path / "no" / "copy.duckdb")
    with held_by_another(scored, "write"), pytest.raises(BusyError):
        copy_workspace(scored, tmp_path / "copy.duckdb")
    with pytest.raises(AttitudeError, match="cannot be read"):
        copy_workspace(tmp_path / "nowhere.duckdb", tmp_path / "copy.duckdb")


def test_only_backups_of_months_past_are_cleared(tmp_path: Path) -> None:
    workspace = tmp_path / "attitude.duckdb"
    names = ["2026-07.duckdb", "2026-08.duckdb", "2026-09.duckdb", "2026-10.duckdb", "2026-11.duckdb", "2026-12.duckdb"]
    for name in [*names, "2026-06.duckdb", "by hand.duckdb", "x2026-05.duckdb"]:
        (tmp_path / name).write_text(name)
    for name in [*names, "by hand.duckdb", "x2026-05.duckdb"]:
        note_backup(workspace, Backup(str(tmp_path / name), "2026-11-30 09:00", 1, 1, ""))
    gone = clear_older(workspace, tmp_path / "2026-11.duckdb", "2026-11", 3)
    assert [path.name for path in gone] == ["2026-07.duckdb", "2026-08.duckdb"]
    left = {path.name for path in tmp_path.glob("*.duckdb")}
    assert left == {*names[2:], "2026-06.duckdb", "by hand.duckdb", "x2026-05.duckdb"}
    assert clear_older(workspace, tmp_path / "2026-11.duckdb", "2026-11", 3) == []
    assert clear_older(workspace, tmp_path / "by hand.duckdb", "2026-11", 1) == []


Run = Callable[..., tuple[int, dict[str, str], str]]


@pytest.fixture
def run(cli: Cli, tmp_path: Path) -> Run:
    """Run a job that scores and backs up; give its exit code, what became of each step, and its words."""
    text = '[score]\nas_of = 2026-11-20\n[backup]\nfile = "backups/{month}.duckdb"\nkeep = 2\n'
    (tmp_path / "month.toml").write_text(text, encoding="utf-8")

    def call(month: str, *more: str) -> tuple[int, dict[str, str], str]:
        said = cli("run", "month.toml", "--month", month, "--format", "csv", *more)
        rows = [line.split(",")[:3] for line in said.out.splitlines()[1:]]
        return said.code, {step: outcome for step, _, outcome in rows}, said.err

    return call


@pytest.mark.slow
def test_the_job_backs_up_last_once_and_keeps_so_many(run: Run, scored: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    code, found, _ = run("2026-08", "--dry-run")
    assert (code, found) == (0, {"score": "to do", "backup": "to do"})
    assert not folder.exists()
    code, found, said = run("2026-08")
    assert (code, found) == (0, {"score": "done", "backup": "done"}), said
    assert everything(folder / "2026-08.duckdb") == everything(scored)
    assert run("2026-08")[1] == {"score": "skipped", "backup": "skipped"}
    assert run("2026-08", "--dry-run")[1] == {"score": "skipped", "backup": "skipped"}
    (folder / "2026-08.duckdb").unlink()
    assert run("2026-08")[1]["backup"] == "done", "it is not there"
    assert run("2026-09")[1]["backup"] == "done"
    (folder / "2026-07.duckdb").write_text("somebody's own")
    code, found, said = run("2026-10")
    assert "removed, for 2 are kept: " in said
    assert {path.name for path in folder.iterdir()} == {"2026-07.duckdb", "2026-09.duckdb", "2026-10.duckdb"}


@pytest.mark.slow
def test_a_job_on_a_damaged_workspace_leaves_its_backup(run: Run, scored: Path, tmp_path: Path) -> None:
    assert run("2026-08")[0] == 0
    before = (tmp_path / "backups" / "2026-08.duckdb").read_bytes()
    (tmp_path / "attitude.duckdb.backups").unlink()  # so that it is to be made again
    damage(scored)
    code, _, said = run("2026-08")
    assert code == 3
    assert "is damaged" in said
    assert (tmp_path / "backups" / "2026-08.duckdb").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[backup]\nkeep = 0\n", "'backup.keep' = 0"),
        ('[backup]\nfiel = "x"\n', "unknown key 'backup.fiel' (did you mean 'file'?)"),
        ('[backup]\nfile = "attitude.duckdb"\n', "is the workspace itself"),
        ('[backup]\nfile = "folder"\n', "folder: is a folder"),
    ],
)
def test_wrong_backup_tables(cli: Cli, scored: Path, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "month.toml").write_text(f'month = "2026-11"\n{text}', encoding="utf-8")
    said = cli("run", "month.toml")
    assert said.code == 2
    assert words in said.err.replace("\n", " ")


@pytest.mark.slow
def test_the_settings_say_where_backups_go(ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    said = cli("backup")
    assert said.code == 2
    assert "say where to: 'attitude backup FILE', or file = \"…\" under [backup] in attitude.toml" in said.err
    (tmp_path / "safe").mkdir()
    (tmp_path / "attitude.toml").write_text('[backup]\nfile = "safe/{month}.duckdb"\nkeep = 1\n', encoding="utf-8")
    ok("backup")
    assert [path.name for path in (tmp_path / "safe").iterdir()] == ["2026-11.duckdb"]
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "month.toml").write_text("[score]\nas_of = 2026-11-20\n[backup]\n", encoding="utf-8")
    ok("run", "jobs/month.toml", "--month", "2026-12")
    assert [path.name for path in (tmp_path / "safe").iterdir()] == ["2026-12.duckdb"]
