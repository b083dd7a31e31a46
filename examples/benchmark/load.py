"""How fast files are taken in, against a bare ``create table as from read_csv`` in the same run.

    python examples/benchmark/load.py [--folder DIR] [--scale 1.0] [--more]

Every load is a process of its own, started as a user would start it; seconds are of the whole process, memory is its
peak. ``--more`` also fills a workspace with 100 million contacts and loads a further million. Files and workspaces take
some 6 GB in the folder (``--more``: 15 GB), by default a temporary one.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from common import ATTITUDE, made, say, timed

BARE = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute(f\"create table t as from read_csv('{sys.argv[2]}')\")"

# a permutation of the members, so that contacts come in no order of theirs
CONTACTS = """
select
    lpad((10_000_000 + (i * 7919 + (i // {people}) * 104_729) % {people})::varchar, 9, '0') as member_id,
    'c' || lpad((i // {people} + {first})::varchar, 3, '0') as campaign_id,
    timestamp '2022-01-01' + to_seconds(86_400 * 14 * (i // {people} + {first}) + (i * 37) % 86_400) as contacted_at,
    ['sms', 'email', 'call', 'app'][1 + i % 4] as channel,
    ['coupon', 'points', 'household'][1 + i % 3] as gift,
    'cell' || (i % 5) as cell,
from range({rows}) as t (i)
"""
MEMBERS = """
select
    lpad((10_000_000 + (i * 7919) % {rows})::varchar, 9, '0') as member_id,
    18 + hash(i) % 60 as age,
    ['f', 'm', ''][1 + (hash(i, 1) % 3)::integer] as gender,
    ['北京', '上海', '广州', '深圳', '成都', '杭州'][1 + (hash(i, 2) % 6)::integer] as city,
    lpad((hash(i, 3) % 100_000)::varchar, 5, '0') as postcode,
    ['Gold', 'Silver', 'Basic'][1 + (hash(i, 4) % 3)::integer] as tier,
    (hash(i, 5) % 100_000 / 100)::decimal(9, 2) as monthly_spend,
    hash(i, 6) % 2 = 0 as has_app,
    date '2015-01-01' + (hash(i, 7) % 3000)::integer as first_bought_on,
    ['M-Zone', 'GoTone', 'EasyOwn'][1 + (hash(i, 8) % 3)::integer] as brand,
    hash(i, 9) % 30 as visits,
    'device ' || (hash(i, 10) % 400) as handset,
    (hash(i, 11) % 1_000_000 / 1_000_000)::decimal(9, 6) as churn_risk,
from range({rows}) as t (i)
"""


def main() -> None:
    """Make the files, time the loads, print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where files and workspaces go, and stay")
    asked.add_argument("--scale", type=float, default=1.0, help="share of the full size")
    asked.add_argument("--more", action="store_true", help="also a million contacts into a hundred million")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        folder = options.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        contacts, members = int(30e6 * options.scale), int(3.75e6 * options.scale)
        say("load", "bare `read_csv`, s", "`attitude load`, s", "times", "rows/s", "peak, GB")
        say(*["---"] * 6)
        _against_bare(folder, "contacts", contacts, CONTACTS.format(rows=contacts, people=members, first=0))
        _against_bare(folder, "members", members, MEMBERS.format(rows=members))
        if options.more:
            _further_million(folder, options.scale)


def _against_bare(folder: Path, kind: str, rows: int, query: str) -> None:
    file = made(folder / f"{kind}.csv", query)
    (folder / "bare.duckdb").unlink(missing_ok=True)
    bare, _ = timed([sys.executable, "-c", BARE, str(folder / "bare.duckdb"), str(file)])
    workspace = _fresh(folder / "ours.duckdb")
    ours, peak = timed(_load(workspace, kind, file))
    say(f"{rows:,} {kind}", f"{bare:.1f}", f"{ours:.1f}", f"{ours / bare:.2f}", f"{rows / ours:,.0f}", f"{peak:.2f}")


def _further_million(folder: Path, scale: float) -> None:
    """Load a million contacts of a new campaign into nothing, and into what holds a hundred times as many."""
    part, people = int(25e6 * scale), int(3.75e6 * scale)
    million = made(folder / "million.csv", CONTACTS.format(rows=int(1e6 * scale), people=people, first=90))
    alone, _ = timed(_load(_fresh(folder / "small.duckdb"), "contacts", million))
    big = _fresh(folder / "big.duckdb")
    for number in range(4):
        file = made(folder / "part.csv", CONTACTS.format(rows=part, people=people, first=number * 10))
        timed(_load(big, "contacts", file))
        file.unlink()
    further, peak = timed(_load(big, "contacts", million))
    rows = int(1e6 * scale)
    say(f"{rows:,} contacts into an empty workspace", "", f"{alone:.1f}", "", f"{rows / alone:,.0f}", "")
    say(f"{rows:,} contacts into {part * 4:,}", "", f"{further:.1f}", "", f"{rows / further:,.0f}", f"{peak:.2f}")


def _fresh(workspace: Path) -> Path:
    workspace.unlink(missing_ok=True)
    workspace.with_name("attitude.toml").unlink(missing_ok=True)
    command = [str(ATTITUDE), "init", "--db", str(workspace)]
    subprocess.run(command, check=True, capture_output=True, cwd=workspace.parent)
    return workspace


def _load(workspace: Path, kind: str, file: Path) -> list[str]:
    return [str(ATTITUDE), "load", kind, str(file), "--db", str(workspace)]


if __name__ == "__main__":
    main()
