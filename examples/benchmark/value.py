"""How long a look at value and loyalty takes on a whole operator's base.

    python examples/benchmark/value.py [--folder DIR] [--members 20_000_000] [--months 15] [--contacts 5]

Every member has usage of one product in four months out of five, a tenure, and on average so many contacts, spread over
the months, of which the settings tell the cost of the channel; all goes in by SQL, not by files. The base is scored; a
month is then kept of each member, from nothing and after the month before was; and a list is made by what is kept,
beside one by a column of the members files.
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

CAMPAIGN = """
insert into store.campaigns (campaign_key, campaign_id, is_loaded, channel)
values ({month} + 1, 'c{month}', true, if({month} % 2 = 0, 'sms', 'email'));
insert into store.treatments (treatment_key, campaign_key) values ({month} + 1, {month} + 1);
insert into store.contacts by name
select
    i as member_key, {month} + 1 as treatment_key, false as is_control,
    timestamp '2024-01-05 10:00:00' + interval {month} month as contacted_at,
from range({members}) as t (i)
where hash(i, {month}, 2) % 1_000_000 < {share}::double * 1_000_000;
"""
PLAN = """
[campaign]
id = "next"
[[offer]]
channel = "shop"
[audience]
where = "{where}"
[limits]
size = 200000
"""
COSTS = "[value]\ncontact_costs = {sms = 0.05, email = 0.002}\nmargin = 0.4\n"


def main() -> None:
    """Make the base, time each look, print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where the workspace goes, and stays")
    asked.add_argument("--members", type=int, default=20_000_000)
    asked.add_argument("--months", type=int, default=15)
    asked.add_argument("--contacts", type=float, default=5, help="of a member, on average")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        folder = options.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        base = folder / "value.duckdb"
        if not base.exists():
            _make(base, options.members, options.months, options.contacts)
            subprocess.run([str(ATTITUDE), "score", "--db", str(base)], check=True, stderr=subprocess.DEVNULL)
        say("look", "seconds", "peak, GB")
        say("---", "---:", "---:")
        for words, more in (("the latest month alone", ["--show", "tiers"]), ("all of it", [])):
            seconds, peak = timed([str(ATTITUDE), "value", "--db", str(base), *more])
            say(f"`attitude value`: {words}", f"{seconds:.1f}", f"{peak:.2f}")
        before = f"{2024 + (options.months - 2) // 12}-{(options.months - 2) % 12 + 1:02}"
        for words, more in (("the month before, all anew", ["--month", before]), ("one month more", [])):
            seconds, peak = timed([str(ATTITUDE), "value", "--keep", "--db", str(base), *more])
            say(f"`attitude value --keep`: {words}", f"{seconds:.1f}", f"{peak:.2f}")
        for where in ("joined_on < date '2018-01-01'", "value_tier = 'gold'") * 2:
            plan = folder / "plan.toml"
            plan.write_text(PLAN.format(where=where), encoding="utf-8")
            seconds, peak = timed([str(ATTITUDE), "target", str(plan), "--dry-run", "--db", str(base)])
            say(f"`attitude target` where {where}", f"{seconds:.1f}", f"{peak:.2f}")


def _make(base: Path, members: int, months: int, contacts: float) -> None:
    subprocess.run([str(ATTITUDE), "init", "--db", str(base)], check=True, cwd=base.parent, stderr=subprocess.DEVNULL)
    (base.parent / "attitude.toml").write_text(COSTS, encoding="utf-8")
    with duckdb.connect(str(base)) as con:
        con.execute(BASE.format(members=members))
        for month in range(months):
            con.execute(MONTH.format(members=members, month=month))
            con.execute(CAMPAIGN.format(members=members, month=month, share=contacts / months))


if __name__ == "__main__":
    main()
