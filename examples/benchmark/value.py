"""How long a look at value and loyalty takes on a whole operator's base.

    python examples/benchmark/value.py [--folder DIR] [--members 20_000_000] [--months 15]

Every member has usage of one product in four months out of five, and a tenure; the usage goes in by SQL, not by files.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import duckdb
from common import ATTITUDE, say, timed

BASE = """
set preserve_insertion_order = false;
insert into store.persons
select i as member_key, lpad((10_000_000 + i)::varchar, 9, '0') as member_id,
from range({members}) as t (i);
insert into store.members (member_key, joined_on)
select i as member_key, date '2012-01-01' + (hash(i, 7) % 5000)::integer as joined_on,
from range({members}) as t (i);
"""
MONTH = """
insert into store.usage by name
select
    i as member_key, date '2024-01-01' + interval {month} month as month, 'voice' as product,
    (hash(i) % 5_000 / 100 + hash(i, {month}) % 2_000 / 100)::decimal(18, 6) as revenue, 1 as volume,
from range({members}) as t (i)
where hash(i, {month}, 1) % 5 > 0;
"""


def main() -> None:
    """Make the base, time each look, print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where the workspace goes, and stays")
    asked.add_argument("--members", type=int, default=20_000_000)
    asked.add_argument("--months", type=int, default=15)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        folder = options.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        base = folder / "value.duckdb"
        if not base.exists():
            _make(base, options.members, options.months)
        say("look", "seconds", "peak, GB")
        say("---", "---:", "---:")
        for words, more in (("the latest month alone", ["--show", "tiers"]), ("all of it", [])):
            seconds, peak = timed([str(ATTITUDE), "value", "--db", str(base), *more])
            say(f"`attitude value`: {words}", f"{seconds:.1f}", f"{peak:.2f}")


def _make(base: Path, members: int, months: int) -> None:
    subprocess.run([str(ATTITUDE), "init", "--db", str(base)], check=True, cwd=base.parent, stderr=subprocess.DEVNULL)
    with duckdb.connect(str(base)) as con:
        con.execute(BASE.format(members=members))
        for month in range(months):
            con.execute(MONTH.format(members=members, month=month))


if __name__ == "__main__":
    main()
