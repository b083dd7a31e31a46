"""Whether a month that is killed again and again ends like one that was not: same scores, same lists, same bytes.

    python examples/benchmark/month.py [--members 1000] [--kills 40] [--seed 1] [--folder DIR]

Files of the built-in world arrive in an inbox over six days: late, twice, corrected, one broken. `attitude run` is
started each day and killed at random moments; now and then a day ends without a whole run. Then everything that can be
queried, and every file that was written, must be what one run over all the files leaves, and every file that arrived
must lie in done or refused.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from attitude.database import Workspace, create
from attitude.load import LoadOptions, folder_files, load_file
from attitude.world import World

ATTITUDE = Path(sys.executable).with_name("attitude")
WORKSPACE = "attitude.duckdb"
AUDIT = ("runs", "loads", "rejects")

JOB = """\
month = "2026-11"
[load]
replace = {{ "contacts_2026-10_corrected*" = "{corrected}" }}
[score]
[target]
plans = ["plan.toml"]
after = ["members_2026-1[01].csv", "contacts_2026-1[01].csv", "usage_2026-11_v2.csv", "responses_2026-11.csv",
         "contacts_2026-10_corrected.csv", "optouts_2026-11.csv"]
[export]
[measure]
campaigns = ["2026-09-*", "2026-10-*"]
[brief]
"""

# what arrives on which day; the November members come before the October ones, the corrected contacts before the others
DAYS = (
    ("members_2026-11.csv", "responses_2026-10.csv"),
    ("contacts_2026-10_corrected.csv", "usage_2026-11.csv", "responses_2026-10.csv"),
    ("responses_2026-11_broken.csv", "contacts_2026-11.csv"),
    ("responses_2026-10_again.csv", "usage_2026-11_v2.csv", "members_2026-10.csv"),
    ("contacts_2026-10.csv", "optouts_2026-11.csv"),
    ("responses_2026-11.csv",),
)

Table = list[dict[str, str]]


@dataclass
class Month:
    """A month as it went: its folder, and how many runs were killed, came too early to be, or ended by themselves."""

    folder: Path
    counts: Counter[str] = field(default_factory=Counter)
    codes: list[int] = field(default_factory=list)
    words: str = ""


def main() -> None:
    """Let a month happen twice, and say what differs."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--members", type=int, default=1000)
    asked.add_argument("--kills", type=int, default=40, help="how often a run is to be killed")
    asked.add_argument("--seed", type=int, default=1, help="of the world, and of the moments")
    asked.add_argument("--folder", type=Path, help="where the months go, and stay")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        folder = options.folder or Path(spare)
        prepare(folder, options.members, options.seed)
        started = time.monotonic()
        once = at_once(folder)
        seconds = time.monotonic() - started
        month = day_by_day(folder, options.kills, options.seed, seconds)
        counts = ", ".join(f"{name} {count}" for name, count in sorted(month.counts.items()))
        sys.stdout.write(f"one run over all files: {seconds:.1f} s; day by day: {counts}\n")
        problems = differences(once, month)
        sys.stdout.write("".join(f"{problem}\n" for problem in problems) or "the two months ended alike\n")
    raise SystemExit(1 if problems else 0)


def prepare(folder: Path, members: int, seed: int) -> None:
    """Make the files of the month, and a workspace with all that came before it."""
    world_folder, before, files = folder / "world", folder / "before", folder / "files"
    for path in (world_folder, before, files):
        path.mkdir(parents=True)
    world = World(members, seed)
    world.write(world_folder)
    (folder / "plan.toml").write_text(world.plan(), encoding="utf-8")
    world.close()
    corrected = _divide(world_folder, before, files)
    (folder / "month.toml").write_text(JOB.format(corrected=corrected), encoding="utf-8")
    create(folder / WORKSPACE)
    with Workspace(folder / WORKSPACE) as workspace:
        for kind, path in folder_files(before):
            load_file(workspace, kind, path, LoadOptions())


def _divide(world: Path, before: Path, files: Path) -> str:
    """Divide the world's files by what came before October; gives the campaign whose contacts are corrected."""
    for name in ("campaigns", "contacts_2024", "contacts_2025", "responses_2024", "responses_2025"):
        shutil.copy(world / f"{name}.csv", before)
    for kind in ("contacts", "responses"):
        rows = _read(world / f"{kind}_2026.csv")
        for month in ("10", "11"):
            _write(files / f"{kind}_2026-{month}.csv", [row for row in rows if row["campaign_id"][5:7] == month])
        _write(before / f"{kind}_2026.csv", [row for row in rows if row["campaign_id"][5:7] not in ("10", "11")])
    usage, optouts, people = (_read(world / f"{kind}.csv") for kind in ("usage", "optouts", "members"))
    latest = max(row["month"] for row in usage)
    _write(before / "usage.csv", [row for row in usage if row["month"] < latest])
    november = [row for row in usage if row["month"] == latest]
    _write(files / "usage_2026-11.csv", [{**row, "revenue": "1.00"} for row in november[:60]] + november[60:])
    _write(files / "usage_2026-11_v2.csv", november[:80])
    _write(before / "optouts.csv", optouts[::2])
    _write(files / "optouts_2026-11.csv", optouts[1::2])
    _write(files / "members_2026-10.csv", people)
    moved = [{**row, "arpu": str(float(row["arpu"]) + 5), "region": "north"} for row in people[::7]]
    _write(files / "members_2026-11.csv", moved)
    october = _read(files / "contacts_2026-10.csv")
    _write(files / "contacts_2026-10_corrected.csv", october[5:])
    shutil.copy(files / "responses_2026-10.csv", files / "responses_2026-10_again.csv")
    _write(files / "responses_2026-11_broken.csv", [{"who": "1", "what": "2"}])
    return october[0]["campaign_id"]


def _read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Table) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _begin(folder: Path, name: str) -> Month:
    month = Month(folder / name)
    (month.folder / "inbox").mkdir(parents=True)
    for file in (WORKSPACE, "plan.toml", "month.toml"):
        shutil.copy(folder / file, month.folder / file)
    return month


def at_once(folder: Path) -> Month:
    """Let all files be there on the first day, and run once."""
    month = _begin(folder, "at-once")
    for name in dict.fromkeys(name for day in DAYS for name in day):
        shutil.copy(folder / "files" / name, month.folder / "inbox" / name)
    _run(month, None)
    return month


def day_by_day(folder: Path, kills: int, seed: int, seconds: float) -> Month:
    """Let files come day by day, and kill a run so many times on the way, any time within so many seconds."""
    month, draws = _begin(folder, "day-by-day"), random.Random(seed)
    for number, day in enumerate(DAYS):
        is_last = number + 1 == len(DAYS)
        for name in day:
            shutil.copy(folder / "files" / name, month.folder / "inbox" / f"{name}.part")
            (month.folder / "inbox" / f"{name}.part").rename(month.folder / "inbox" / name)
        for _ in range(kills // len(DAYS) + (number < kills % len(DAYS))):
            _run(month, draws.uniform(0.1, seconds / (1 if is_last else 2)))
        if is_last or draws.random() < 0.5:
            _run(month, None)
    return month


def _run(month: Month, kill_after: float | None) -> None:
    """Start a run; kill it after so many seconds, unless it ends before."""
    command = [str(ATTITUDE), "run", "month.toml", "--format", "json"]
    with subprocess.Popen(
        command, cwd=month.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            _, words = process.communicate(timeout=kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            month.counts["killed"] += 1
            return
    month.counts["ended"] += 1
    month.codes.append(process.returncode)
    month.words = words


def state(folder: Path) -> dict[str, object]:
    """Give every row of every table that people query, but for the audit trail; and the bytes of every file written."""
    found: dict[str, object] = {}
    with Workspace(folder / WORKSPACE, read_only=True) as workspace:
        tables = "select table_name from information_schema.tables where table_schema = 'main' order by all"
        for (name,) in workspace.rows(tables):
            if name not in AUDIT:
                found[name] = workspace.rows(f"select * from {name} order by all")
    for part in ("lists", "reports"):
        for path in sorted((folder / part).rglob("[!.]*")):
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def differences(once: Month, month: Month) -> list[str]:
    """Say what differs between two months, and what else is wrong; nothing if nothing is."""
    wanted, found = state(once.folder), state(month.folder)
    problems = [f"{name}: differs" for name in sorted({*wanted, *found}) if wanted.get(name) != found.get(name)]
    if not any(name.startswith("lists/") for name in wanted):
        problems.append("no list was handed over")
    problems += [
        f"a run ended with {code}: {one.words}" for one in (once, month) for code in one.codes if code not in (0, 3)
    ]
    arrived = {_hash(path) for path in (month.folder.parent / "files").iterdir()}
    kept = [path for part in ("done", "refused") for path in (month.folder / part).rglob("*.csv")]
    if {_hash(path) for path in kept} != arrived or any((month.folder / "inbox").iterdir()):
        problems.append("not every file that arrived was put away, or others were")
    return problems


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
