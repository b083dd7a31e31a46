"""What the tests share: a command line in this process, small files, and one demo for those who look at it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import duckdb
import pytest
import typer.main
from hypothesis import settings

from attitude.database import Workspace, opening
from attitude.main import main


def _without_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse every address and every connection: nothing here may need the network."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise RuntimeError(f"{event}: nothing may need the network")


sys.addaudithook(_without_network)  # in every process of the suite, for as long as it lives

ROOT = Path(__file__).parents[1]

# the tree of commands is made once for all calls of a test run, not for each
typer.main.get_command = cache(typer.main.get_command)

# two test runs share the machine, and bases of tests are small: more threads would only wait for one another
CONFIG: dict[str, str | bool | int | float | list[str]] = {"threads": 1}
_connect = duckdb.connect
duckdb.connect = lambda path=":memory:", read_only=False, config=None: _connect(  # type: ignore[assignment]
    path, read_only=read_only, config={**CONFIG, **(config or {})}
)

# tables are made once: what a new workspace holds is the same each time, and takes as long as a test
_fill = opening._fill


@cache
def _empty_workspace() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "attitude.duckdb"
        _fill(path)
        return path.read_bytes()


def _copied(path: Path) -> None:
    path.write_bytes(_empty_workspace())


opening._fill = _copied

# a shell that starts a run in the background has it deaf to Ctrl-C, and all its children too
signal.signal(signal.SIGINT, signal.default_int_handler)

# the same day in every run: a list of December must not expire in a year's time
os.environ["ATTITUDE_TODAY"] = "2026-11-22"

# the same examples in every run; HYPOTHESIS_PROFILE=default draws others
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


T = TypeVar("T")
P = ParamSpec("P")
Cli = Callable[..., Said]
Load = Callable[..., None]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Cli:
    """Run ``attitude ARGS`` in an empty folder, as a user would."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATTITUDE_DB", raising=False)

    def call(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["attitude", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        sys.stdout.flush()
        said = capfd.readouterr()
        return Said(int(stop.value.code or 0), said.out, said.err)

    return call


@pytest.fixture
def ok(cli: Cli) -> Cli:
    """Run a command that must succeed."""

    def call(*arguments: object) -> Said:
        said = cli(*arguments)
        assert said.code == 0, said.err
        return said

    return call


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace, open."""
    from attitude.database import create

    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as opened:
        yield opened


@pytest.fixture
def load(workspace: Workspace, tmp_path: Path) -> Load:
    """Load lines as a file of a kind into the workspace; none may be refused."""
    from attitude.load import LoadOptions, load_file

    def one(kind: str, *lines: str) -> None:
        file = tmp_path / f"{kind}-{len(list(tmp_path.iterdir()))}.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert load_file(workspace, kind, file, LoadOptions()).rejected == 0

    return one


def turns(*values: Iterable[object]) -> list[tuple[object, ...]]:
    """Take values of several kinds in turn, until each was taken: not every value with every other."""
    lists = [list(each) for each in values]
    return [tuple(each[at % len(each)] for each in lists) for at in range(max(map(len, lists)))]


def some(values: Iterable[str], *every_day: str) -> list[Any]:
    """Take the values named in every run, all of them in the slow one too: those left are twins by another way."""
    rest = pytest.mark.slow
    return [pytest.param(value, marks=() if value in every_day else rest) for value in values]


def few(cases: Iterable[Any], step: int = 2) -> list[Any]:
    """Take the first of each ``step`` cases of one kind in every run, all of them in the slow one too."""
    rest = pytest.mark.slow
    return [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=() if at % step == 0 else rest)
        for at, case in enumerate(cases)
    ]


def once(build: Callable[P, T]) -> Callable[P, T]:
    """Run what a test begins with, in its empty folder, one time; later tests get a copy of the files that it left.

    Runs that were told other texts or numbers leave other files.
    """
    left: dict[tuple[object, ...], tuple[Path, Path, T]] = {}

    @wraps(build)
    def begin(*args: P.args, **told: P.kwargs) -> T:
        key = tuple(value for value in (*args, *told.values()) if isinstance(value, str | int))
        if key not in left:
            answer = build(*args, **told)
            folder = Path(tempfile.mkdtemp(dir=Path.cwd().parent)) / "left"
            left[key] = (Path.cwd(), Path(shutil.copytree(Path.cwd(), folder)), answer)
            return answer
        there, folder, answer = left[key]
        shutil.copytree(folder, Path.cwd(), dirs_exist_ok=True)
        return Path.cwd() / answer.relative_to(there) if isinstance(answer, Path) else answer

    return begin


def everything(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every table that people query, but for the audit trail."""
    with Workspace(database, read_only=True) as workspace:
        tables = "from information_schema.tables where table_schema = 'main'"
        audit = ("runs", "loads", "rejects")
        names = [name for (name,) in workspace.rows(f"select table_name {tables} order by 1") if name not in audit]
        return {name: workspace.rows(f"select * from {name} order by all") for name in names}


def kept(database: Path) -> dict[str, tuple[object, ...]]:
    """Give the count and a hash of the rows of every table there is, but for the audit trail."""
    with Workspace(database, read_only=True) as workspace:
        tables = workspace.rows(
            "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' "
            "and table_name not in ('runs', 'seals', 'loads', 'rejects') order by all"
        )
        trail = {"meta": "where key <> 'audit_head'"}
        queries = [
            f"select '{s}.{t}', count(*), sum(hash(t)::hugeint) from {s}.{t} as t {trail.get(t, '')}" for s, t in tables
        ]
        return {str(name): tuple(sums) for name, *sums in workspace.rows(" union all ".join(queries))}


@pytest.fixture(scope="session")
def world_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built-in world of 600 members, as files."""
    from attitude.world import World

    folder = tmp_path_factory.mktemp("world")
    (folder / "files").mkdir()
    world = World(600, 7)
    world.write(folder / "files")
    (folder / "plan.toml").write_text(world.plan(), encoding="utf-8")
    world.close()
    return folder


@pytest.fixture(scope="session")
def scored_once(world_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world loaded and scored, to be copied by those who want to change it."""
    from attitude.database import create
    from attitude.load import LoadOptions, folder_files, load_file
    from attitude.score import score
    from attitude.settings import ScoreSettings

    path = tmp_path_factory.mktemp("scored") / "attitude.duckdb"
    create(path)
    with Workspace(path) as workspace:
        for kind, file in folder_files(world_files / "files"):
            load_file(workspace, kind, file, LoadOptions())
        score(workspace, ScoreSettings())
    return path


@pytest.fixture
def scored(scored_once: Path, world_files: Path, tmp_path: Path) -> Path:
    """A scored workspace of one's own in the working folder, with the world's plan beside it."""
    shutil.copy(world_files / "plan.toml", tmp_path / "plan.toml")
    return Path(shutil.copy(scored_once, tmp_path / "attitude.duckdb"))
