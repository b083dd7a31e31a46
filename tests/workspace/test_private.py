"""What is written is its owner's alone, under whatever mask, and nothing of it outlives a process that was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Cli

import attitude
from attitude.database import Workspace
from attitude.private import made_private, private_folder, sweep, tighten, too_open

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes and locks of POSIX")

JOB = 'month = "2026-11"\n[load]\n[score]\nas_of = 2026-11-20\n[brief]\nfile = "brief.html"\n[backup]\n'


@pytest.fixture
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Run a test under a mask, and see that it is there again after it."""
    mask: int = request.param
    before = os.umask(mask)
    yield mask
    assert os.umask(before) == mask


def modes(folder: Path, but: set[Path]) -> dict[str, str]:
    """Give the modes of all that is in a folder, but for what was there before."""
    found = sorted(path for path in folder.rglob("*") if path not in but)
    return {str(path.relative_to(folder)): f"{path.lstat().st_mode & 0o7777:04o}" for path in found}


def walk(ok: Cli, cli: Cli, folder: Path) -> set[str]:
    """Have every kind of file written; gives some of those that must be there."""
    ok("init", "--db", "new.duckdb")
    ok("target", "plan.toml")
    for name, more in {"list.csv": ("--split", "channel"), "whole.xlsx": (), "rows.parquet": ()}.items():
        ok("export", "2026-12-family-portal", "-o", name, *more)
    for name in ("members.csv", "members.json", "members.xlsx"):
        ok("query", "from members limit 9", "-o", name)
    ok("brief", "2026-11", "-o", "brief-2.html")
    (folder / "members-2.csv").write_text("member_id,joined_on\n7,soon\n" + "".join(f"x{n},\n" for n in range(200)))
    ok("load", "members", "members-2.csv")
    (folder / "inbox").mkdir()
    (folder / "inbox" / "responses_2026-11.csv").write_text("member_id,when\n1,2026-11-01\n")
    (folder / "inbox" / "members_2026-11.csv").write_text("member_id,brand\n1,go\n")
    (folder / "month.toml").write_text(JOB)
    assert cli("run", "month.toml", "--log", "job.log", "-o", "steps.csv").code == 3
    assert cli("--version").code == 0
    ok("backup", "copy.duckdb")
    return {
        *("new.duckdb", "attitude.duckdb", "attitude.duckdb.backups", "copy.duckdb", "job.log", "steps.csv"),
        *("list.csv.manifest.json", "whole.xlsx", "rows.parquet", "members-2.csv.rejects.csv", "brief.html"),
        *("done", "done/2026-11", "refused/2026-11", "refused/2026-11/responses_2026-11.csv.reason.txt", "backups"),
    }


@pytest.mark.parametrize(
    "umask", [0, *(pytest.param(mask, marks=pytest.mark.long) for mask in (0o022, 0o077))], indirect=True
)
def test_every_file_is_its_owners_alone(umask: int, ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*")) - {scored}
    scored.chmod(0o600)
    wanted = walk(ok, cli, tmp_path)
    ours = {"members-2.csv", "inbox", "month.toml"}
    found = {name: mode for name, mode in modes(tmp_path, before).items() if name not in ours}
    moved = {"done/2026-11/members_2026-11.csv", "refused/2026-11/responses_2026-11.csv"}  # as they came
    assert wanted | moved <= set(found)
    open_ones = {name: mode for name, mode in found.items() if name not in moved and mode not in ("0600", "0700")}
    assert open_ones == {}


@pytest.mark.parametrize("umask", [0o077], indirect=True)
def test_the_settings_say_otherwise(umask: int, ok: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "attitude.toml").write_text('[files]\nmode = "0640"\n')
    ok("query", "select 1 as a", "-o", "a.csv")
    assert modes(tmp_path, set(tmp_path.rglob("*")) - {tmp_path / "a.csv"}) == {"a.csv": "0640"}
    (tmp_path / "members.csv").write_text("member_id\n77\n")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "members.csv").rename(tmp_path / "inbox" / "members.csv")
    (tmp_path / "month.toml").write_text('month = "2026-11"\n[load]\n[backup]\n')
    ok("run", "month.toml")
    assert f"{(tmp_path / 'done').stat().st_mode & 0o777:04o}" == "0750"
    assert f"{(tmp_path / 'backups' / '2026-11.duckdb').stat().st_mode & 0o777:04o}" == "0640"
    assert attitude.open(scored).backup("b.duckdb").file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("mode", ["0777", "640", "0400", "rw"])
def test_a_mode_that_is_none_is_told(cli: Cli, scored: Path, tmp_path: Path, mode: str) -> None:
    (tmp_path / "attitude.toml").write_text(f'[files]\nmode = "{mode}"\n')
    said = cli("status")
    assert said.code == 2
    assert said.err.startswith("error: attitude.toml: 'files.mode' = ")
    assert "0640" in said.err


@pytest.mark.parametrize("umask", [0], indirect=True)
def test_python_writes_so_too_and_leaves_the_process_as_it_was(umask: int, scored: Path, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    made = attitude.create(tmp_path / "new.duckdb")
    (tmp_path / "m.csv").write_text("member_id,joined_on\n7,soon\n" + "".join(f"x{n},\n" for n in range(200)))
    made.load("members", tmp_path / "m.csv")
    made.backup(tmp_path / "safe.duckdb")
    names = {"new.duckdb", "m.csv.rejects.csv", "safe.duckdb", "new.duckdb.backups"}
    assert modes(tmp_path, before | {tmp_path / "m.csv"}) == dict.fromkeys(names, "0600")


@pytest.mark.parametrize("umask", [0], indirect=True)
def test_the_log_and_what_is_spilled_are_private(umask: int, scored: Path) -> None:
    with made_private(), Workspace(scored) as workspace:
        workspace.define("create table store.much as select range as a, md5(range::varchar) as b from range(1000)")
        assert f"{scored.with_name('attitude.duckdb.wal').stat().st_mode & 0o777:04o}" == "0600"
        workspace.define("set memory_limit = '20MB'")
        workspace.define("create temp table spilled as select range as a, md5(range::varchar) as b from range(500000)")
        spilled = scored.with_name("attitude.duckdb.tmp")
        assert modes(spilled, set()).values()
        assert {f"{spilled.stat().st_mode & 0o777:04o}", *modes(spilled, set()).values()} == {"0700", "0600"}


@pytest.mark.parametrize("umask", [0o022], indirect=True)
def test_threads_leave_the_mask_as_it_was(umask: int, tmp_path: Path) -> None:
    """Whoever goes last puts it back, be it not who came first; the strictest holds meanwhile."""
    second = threading.Event()
    first_done = threading.Event()

    def other() -> None:
        with made_private("0640"):
            second.set()
            assert first_done.wait(10)
            (tmp_path / "other").touch()

    thread = threading.Thread(target=other)
    with made_private("0600"):
        thread.start()
        assert second.wait(10)
        (tmp_path / "both").touch()
    first_done.set()
    thread.join()
    assert modes(tmp_path, set()) == {"both": "0600", "other": "0640"}


@pytest.mark.parametrize("umask", [0o022], indirect=True)
def test_status_tells_of_a_workspace_that_others_may_read(umask: int, ok: Cli, scored: Path, tmp_path: Path) -> None:
    """A group may share it, so it is not taken from them unasked; nor by what takes its place."""
    scored.chmod(0o644)
    words = "attitude.duckdb is open to others, mode 0644: 'chmod 600 attitude.duckdb', or say who may read it by mode"
    assert words in ok("status").err
    (tmp_path / "attitude.toml").write_text('[files]\nmode = "0644"\n')
    assert "is open to others" not in ok("status").err
    (tmp_path / "attitude.toml").unlink()
    ok("erase", "010000001", "--yes")
    ok("backup", "b.duckdb")
    ok("restore", "b.duckdb", "--force")
    assert (scored.stat().st_mode & 0o777, (tmp_path / "b.duckdb").stat().st_mode & 0o777) == (0o644, 0o600)
    scored.chmod(0o600)
    assert "is open to others" not in ok("status").err
    scored.chmod(0o664)
    tighten(scored)
    assert too_open(scored) is None


HOLD = """
import sys
from pathlib import Path
from attitude.private import private_folder
with private_folder(Path(sys.argv[1])) as folder:
    (folder / "phones").write_text("13900000000")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_what_a_kill_leaves_is_swept_and_what_lives_is_not(tmp_path: Path) -> None:
    (tmp_path / ".attitude-settings.tmp.d").mkdir()  # another's
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        folder = Path(other.stdout.readline().strip())
        assert f"{folder.stat().st_mode & 0o777:04o}" == "0700"
        sweep(tmp_path)
        with private_folder(tmp_path) as own:
            sweep(tmp_path)
            assert own.is_dir()
        assert (folder / "phones").exists()
        assert not own.exists()
        other.kill()
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".attitude-settings.tmp.d"]


# Kills itself as something comes to be of that name, whatever makes it.
KILLED = """
import os, signal, sys
from pathlib import Path
what, name, *words = sys.argv[1:]
def look(event, arguments):
    if event == what and str(arguments[0]).endswith(name):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(look)
from attitude.main import main
sys.argv = ["attitude", *words]
main()
"""


def killed(event: str, name: str, *arguments: str) -> None:
    """Run a command that kills itself at an event of that name."""
    child = subprocess.run([sys.executable, "-c", KILLED, event, name, *arguments], capture_output=True, check=False)
    assert child.returncode == -signal.SIGKILL, child.stderr


def phones(*folders: Path) -> list[str]:
    """Name the files that hold a phone number which was in no file before."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sorted(str(path) for path in files if b"13912345678" in path.read_bytes())


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_load_that_was_killed_leaves_no_copy(
    ok: Cli, scored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setenv("TMPDIR", str(spare))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "m.csv").write_bytes("member_id,phone,name,joined_on\n7,13912345678,Zoë,soon\n".encode("cp1252"))
    killed("open", "/refused.csv", "load", "members", "m.csv")
    (tmp_path / "m.csv").unlink()
    assert len(phones(spare)) == 1
    ok("undo", "--help")
    assert len(phones(spare)) == 1, "who only asks sweeps nothing"
    ok("score")
    assert list(spare.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_an_export_that_was_killed_leaves_no_half_of_it(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("query", "select '13912345678' as phone", "-o", "x.csv")
    (tmp_path / "x.csv").rename(tmp_path / "old.csv")
    killed("os.rename", "/0", "query", "select '13912345678' as phone, 1 as a", "-o", "new.csv")
    left = set(phones(tmp_path)) - {str(tmp_path / "old.csv")}
    assert len(left) == 1
    ok("query", "select 1 as a", "-o", "next.csv")
    assert phones(tmp_path) == [str(tmp_path / "old.csv")]


def test_who_writes_clears_what_was_left_beside_the_workspace(ok: Cli, scored: Path, tmp_path: Path) -> None:
    """What nobody can still use: others have it not open, for this one writes."""
    left = ("anew", "anew.wal", "upgrading", "upgrading.wal", "tmp/duckdb_temp_storage-0.tmp")
    for name in left:
        path = tmp_path / f"attitude.duckdb.{name}"
        path.parent.mkdir(exist_ok=True)
        path.write_text("13912345678")
    (tmp_path / ".b.duckdb.part").mkdir()
    (tmp_path / ".b.duckdb.part" / "b.duckdb").write_text("13912345678")
    (tmp_path / ".mine.part").mkdir()
    (tmp_path / ".mine.part" / "notes.txt").write_text("another's")
    ok("status")
    assert len(phones(tmp_path)) == len(left) + 1
    with Workspace(scored):
        pass
    assert phones(tmp_path) == []
    assert not scored.with_name("attitude.duckdb.tmp").exists()
    assert (tmp_path / ".mine.part" / "notes.txt").exists()
    with Workspace(scored), private_folder(tmp_path) as folder:
        spilled = scored.with_name("attitude.duckdb.tmp")
        spilled.mkdir()
        (spilled / "duckdb_temp_storage-0.tmp").write_text("of the one that is open")
        with Workspace(scored):
            assert list(spilled.iterdir())
        assert folder.is_dir()
