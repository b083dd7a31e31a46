"""Whether a load that is killed leaves the workspace as it was, or as it was to be, and nothing between.

    python examples/benchmark/kill.py [--times 60] [--commits 12] [--seed 1] [--rows 400000] [--folder DIR]

A workspace that has members and some contacts is copied; a load of many more contacts into the copy is killed, and
Ctrl-C is pressed instead a third of the times: ``--times`` at any moment of it, and ``--commits`` more while it is
committed and the workspace written, which takes but a twentieth of it. Then what can be read of the workspace must be
what was there before the load or what is there after a whole one, and the same file, loaded again, must bring it to the
latter. All takes some 100 MB in the folder, by default a temporary one; where that was named, the copy in which
something is wrong stays. With ATTITUDE_DEBUG=1 an error that nobody foresaw shows where it was raised.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

ATTITUDE = Path(sys.executable).with_name("attitude")
WORKSPACE, FILE = "attitude.duckdb", "contacts.csv"
PATIENCE_SECONDS = 120.0
# as shares of what a load should take: its end, with some to spare; its commit and the writing of the workspace
WHOLE, COMMIT = 1.1, 0.06

MEMBERS = """
select
    lpad(i::varchar, 9, '0') as member_id,
    18 + hash(i) % 60 as age,
    ['北京', '上海', '广州', '深圳'][1 + (hash(i, 1) % 4)::integer] as city,
from range({people}) as t (i)
"""
# one in five members is not in the members file
CONTACTS = """
select
    lpad((i * 7919 % ({people} * 5 // 4))::varchar, 9, '0') as member_id,
    'c' || lpad((i * 20 // {rows})::varchar, 2, '0') as campaign_id,
    timestamp '2025-01-01' + to_seconds(i * 29) as contacted_at,
    ['sms', 'email', 'call', 'app'][1 + i % 4] as channel,
    ['coupon', 'points', 'household'][1 + i % 3] as gift,
    'cell' || (i % 5) as cell,
    (hash(i) % 1000 / 100)::decimal(9, 2) as cost,
from range({rows}) as t (i)
"""
# the earlier file has the first two of twenty campaigns; the later one has all, and adds to those two what they brought
EARLIER = "from ({contacts}) where campaign_id < 'c02'"
LATER = "select *, hash(member_id, contacted_at) % 20 = 0 as responded from ({contacts})"

# rows of every table that a load writes; of those without a clock in them, also what is in the rows, in any order
COUNTED = ("contacts", "loads", "runs", "rejects", "members", "persons", "campaigns", "treatments")
SUMMED = ("store.contacts", "rejects", "store.members", "store.persons", "store.campaigns", "store.treatments")

State = dict[str, object]


@dataclass(frozen=True)
class Scene:
    """The prepared workspace, what is in it before and after a whole load, and how many seconds that load takes."""

    folder: Path
    before: State
    after: State
    seconds: float


@dataclass(frozen=True)
class Moment:
    """When a load is killed: so many seconds after its begin, or after that of its commit; and by what."""

    seconds: float
    is_commit: bool
    how: signal.Signals

    def __str__(self) -> str:
        return f"{self.how.name} {self.seconds:.3f} s after {'its commit' if self.is_commit else 'it'} began"


@dataclass(frozen=True)
class Outcome:
    """What a killed load left: ``old`` or ``new``, whether it had finished before; or what is wrong."""

    left: str
    words: str
    had_finished: bool = False


def main() -> None:
    """Prepare a workspace, kill loads into copies of it, and say what they left."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=60, help="how many loads are killed at any moment")
    asked.add_argument("--commits", type=int, default=12, help="how many are killed while they commit")
    asked.add_argument("--seed", type=int, default=1, help="of the moments at which they are")
    asked.add_argument("--rows", type=int, default=400_000, help="of the contacts file")
    asked.add_argument("--folder", type=Path, help="where workspaces go, and stay")
    options = asked.parse_args()
    # a script started in the background may have been told to ignore it, and its children with it
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        folder = options.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        scene = _prepared(folder, options.rows)
        _say(f"a load of {options.rows:,} contacts takes {scene.seconds:.1f} s")
        moments = _moments(options.times, options.commits, options.seed, scene.seconds)
        outcomes = [_killed(scene, folder / f"kill-{number}", moment) for number, moment in enumerate(moments, start=1)]
    _conclude(outcomes)


def _conclude(outcomes: list[Outcome]) -> None:
    left = Counter(outcome.left for outcome in outcomes)
    finished = sum(outcome.had_finished for outcome in outcomes)
    for outcome in outcomes:
        if outcome.left == "fault":
            _say(outcome.words)
    _say(
        f"{len(outcomes)} kills: {left['old']} left the old state, {left['new']} the new ({finished} of these came "
        f"after the end), {left['fault']} failures"
    )
    sys.exit(1 if left["fault"] else 0)


def _prepared(folder: Path, rows: int) -> Scene:
    """Make the workspace with an earlier load in it, and load the file into two copies, undisturbed."""
    start = folder / "start"
    shutil.rmtree(start, ignore_errors=True)
    (start / "tmp").mkdir(parents=True)
    people = rows // 5
    contacts = CONTACTS.format(rows=rows, people=people)
    for name, query in (
        ("members.csv", MEMBERS.format(people=people)),
        ("earlier.csv", EARLIER.format(contacts=contacts)),
        (FILE, LATER.format(contacts=contacts)),
    ):
        duckdb.execute(f"copy ({query}) to '{start / name}' (header)")
    _run(start, "init", "--db", WORKSPACE)
    _run(start, "load", "members", "members.csv", "--db", WORKSPACE)
    _run(start, "load", "contacts", "earlier.csv", "--db", WORKSPACE)
    with (start / FILE).open("a", encoding="utf-8") as file:
        file.write("too,many,columns" + ",more" * 20 + "\n")
    before = _state(start)
    seconds, states = [], []
    for _ in range(2):
        copy = _copied(start, folder / "whole")
        started = time.monotonic()
        _run(copy, *_load())
        seconds.append(time.monotonic() - started)
        states.append(_state(copy))
    if states[0] != states[1] or states[0] == before:
        raise SystemExit(f"whole loads cannot be compared: before {before}, then {states[0]} and {states[1]}")
    return Scene(start, before, states[0], sum(seconds) / 2)


def _moments(times: int, commits: int, seed: int, seconds: float) -> list[Moment]:
    """Choose when loads are killed; every third by Ctrl-C."""
    chance = random.Random(seed)
    within = [(chance.uniform(0, WHOLE * seconds), False) for _ in range(times)]
    within += [(chance.uniform(0, COMMIT * seconds), True) for _ in range(commits)]
    return [
        Moment(after, is_commit, signal.SIGKILL if number % 3 else signal.SIGINT)
        for number, (after, is_commit) in enumerate(within, start=1)
    ]


def _killed(scene: Scene, folder: Path, moment: Moment) -> Outcome:
    """Kill one load into a copy of the workspace, and look at what it left."""
    copy = _copied(scene.folder, folder)
    code, words = _stopped(copy, moment)
    event = f"{folder.name}: {moment}, exit {code}, beside the workspace {', '.join(_beside(copy)) or 'nothing'}"
    try:
        left = _left(copy, scene)
        _check_end(moment.how, code, left, words)
        _check_again(copy, scene)
    except _WrongError as fault:
        _say(f"{event}: FAULT")
        return Outcome("fault", f"{event}: {fault} [{copy}]")
    shutil.rmtree(copy)
    _say(f"{event}: {left}")
    return Outcome(left, event, had_finished=code == 0)


class _WrongError(Exception):
    """What a killed load should not have left."""


def _stopped(copy: Path, moment: Moment) -> tuple[int, str]:
    """Start the load, stop it and whatever it started; give its exit code and its words."""
    with (copy / "words").open("wb") as words:
        process = subprocess.Popen(
            _command(*_load()), cwd=copy, env=_env(copy), stdout=words, stderr=words, start_new_session=True
        )
        if moment.is_commit:
            _await_commit(process, copy)
        try:
            process.wait(moment.seconds)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, moment.how)
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise SystemExit(f"{moment}: the load in {copy} did not stop") from None
    return process.returncode, (copy / "words").read_text(encoding="utf-8")


def _await_commit(process: subprocess.Popen[bytes], copy: Path) -> None:
    """Wait for the log that the database writes before the workspace: it is there from the commit on."""
    log = copy / f"{WORKSPACE}.wal"
    while process.poll() is None and not log.exists():
        time.sleep(0.0005)


def _left(copy: Path, scene: Scene) -> str:
    """Tell whether the workspace is as it was before the load or as after a whole one."""
    state = _state(copy)
    if state == scene.before:
        return "old"
    if state == scene.after:
        return "new"
    raise _WrongError(f"left {state}, which is neither {scene.before} nor {scene.after}")


def _check_end(how: signal.Signals, code: int, left: str, words: str) -> None:
    """Check the exit code: 0 only when all is in; after Ctrl-C 130, or the signal where Python does not listen.

    It does not when it begins and when it ends; shells say 130 for that too.
    """
    stopped = (130, -signal.SIGINT) if how == signal.SIGINT else (-signal.SIGKILL,)
    if code not in stopped and (code, left) != (0, "new"):
        raise _WrongError(f"exit code {code} with the {left} state: {words}")


def _check_again(copy: Path, scene: Scene) -> None:
    """Load the file again: it must go, bring the state after a whole load, and leave nothing beside the workspace."""
    _run(copy, *_load())
    if (state := _state_in_short(copy)) != scene.after:
        raise _WrongError(f"loaded again, it is {state}, not {scene.after}")
    if beside := _beside(copy):
        raise _WrongError(f"loaded again, it has beside it {', '.join(beside)}")


def _state(copy: Path) -> State:
    """Ask for what is in a workspace, as a user would."""
    said = _run(copy, "query", _question(), "--db", WORKSPACE, "--format", "json")
    return dict(json.loads(said)[0])


def _state_in_short(copy: Path) -> State:
    """Ask for the same without a process of its own, which takes its second."""
    with duckdb.connect(str(copy / WORKSPACE), read_only=True) as workspace:
        found = workspace.sql(_question())
        return dict(zip(found.columns, found.fetchall()[0], strict=True))


def _question() -> str:
    counts = [f"(select count(*) from {_table(name)}) as {name}" for name in COUNTED]
    sums = [f"(select sum(hash(x)::hugeint)::varchar from {name} as x) as 'rows of {name}'" for name in SUMMED]
    # of a load the clock's columns differ each time, and nothing else may
    loads = "(select sum(hash(x)::hugeint)::varchar from (select * exclude (seconds, loaded_at) from loads) as x)"
    return f"select {', '.join([*counts, *sums])}, {loads} as 'rows of loads'"


def _table(name: str) -> str:
    return name if name in ("loads", "runs", "rejects") else f"store.{name}"


def _copied(start: Path, copy: Path) -> Path:
    """Copy the workspace and what belongs to it; the file to load is shared."""
    shutil.rmtree(copy, ignore_errors=True)
    (copy / "tmp").mkdir(parents=True)
    for part in start.glob(f"{WORKSPACE}*"):
        shutil.copy(part, copy)
    (copy / FILE).hardlink_to(start / FILE)
    return copy


def _beside(copy: Path) -> list[str]:
    return sorted(path.name for path in copy.glob(f"{WORKSPACE}*") if path.name != WORKSPACE)


def _load() -> list[str]:
    return ["load", "contacts", FILE, "--db", WORKSPACE]


def _command(*words: str) -> list[str]:
    return [str(ATTITUDE), *words]


def _env(copy: Path) -> dict[str, str]:
    """Let temporary files, which a killed process leaves, go with the copy."""
    return {**os.environ, "TMPDIR": str(copy / "tmp")}


def _run(copy: Path, *words: str) -> str:
    """Run a command that must succeed; give what it answers."""
    done = subprocess.run(_command(*words), cwd=copy, env=_env(copy), capture_output=True, text=True)
    if done.returncode:
        raise _WrongError(f"attitude {' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
